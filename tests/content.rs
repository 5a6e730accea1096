//! Our own guide, `content/`: without errors, without warnings, and every number in it a fact with its evidence.

mod support;

use std::collections::BTreeSet;

use futago::diagnostic::Severity;
use futago::facts::{FactRef, Lookup, TableLookup, TableRef};
use futago::markdown::tool_parts;
use futago::project::{Options, Project};
use futago::render::Indexing;
use futago::site::Drafts;
use support::repository;

fn guide() -> Project {
    let options = Options {
        root: repository(""),
        today: support::TODAY.parse().unwrap(),
        drafts: Drafts::Shown,
        base_url: None,
        indexing: Indexing::Allowed,
    };
    Project::read(options).unwrap_or_else(|failure| panic!("{}", failure.0))
}

#[test]
fn there_is_no_error_and_no_warning() {
    let project = guide();
    let told: Vec<String> = project
        .diagnostics()
        .iter()
        .filter(|finding| finding.severity() != Severity::Note)
        .map(|finding| {
            let place = finding
                .span
                .map_or(String::new(), |span| format!("{}:{}", project.sources.path(span.source), project.sources.place(span).line));
            format!("{place} {}: {}", finding.kind.code, finding.message)
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn the_program_says_the_same_as_a_strict_check() {
    let run = support::futago_at(&repository(""), "check", &["--strict", "--drafts"]).code(0);
    assert!(run.stderr.lines().last().unwrap().contains(": 0 errors, 0 warnings, "), "{}", run.stderr);
}

#[test]
fn the_only_notes_are_facts_that_nobody_has_confirmed_yet() {
    let project = guide();
    let codes: BTreeSet<&str> =
        project.diagnostics().iter().filter(|finding| finding.severity() == Severity::Note).map(|finding| finding.kind.code).collect();
    assert!(codes.is_subset(&BTreeSet::from(["unconfirmed-fact"])), "{codes:?}");
}

#[test]
fn every_fact_that_a_page_names_exists() {
    let project = guide();
    let (site, facts) = (&project.site, project.site.facts());
    let (mut named, mut broken) = (0, Vec::new());
    for page in site.pages().map(|id| site.page(id)) {
        for embed in &page.body.document.embeds {
            named += 1;
            let is_there = match embed.scheme.as_str() {
                "fact" => FactRef::parse(&embed.reference)
                    .is_some_and(|reference| matches!(facts.find(&reference), Lookup::Known(..) | Lookup::NotFound(_))),
                "facts" => TableRef::parse(&embed.reference).is_some_and(|reference| {
                    matches!(facts.find_table(&reference), TableLookup::Row { .. } | TableLookup::Collection { .. })
                }),
                "tree" => site.trees().get(&embed.reference).is_some(),
                "tool" => tool_parts(&embed.reference).1.and_then(TableRef::parse).is_none_or(|reference| {
                    matches!(facts.find_table(&reference), TableLookup::Row { .. } | TableLookup::Collection { .. })
                }),
                "phrases" => matches!(site.phrases().find(&embed.reference), futago::phrases::Lookup::Found { .. }),
                "glossary" => site.glossaries().get(&embed.reference).is_some(),
                "message" => site.messages().get(&embed.reference).is_some(),
                _ => false,
            };
            if !is_there {
                let place = project.sources.place(embed.span);
                broken.push(format!("{}:{}: {}:{}", project.sources.path(page.source), place.line, embed.scheme, embed.reference));
            }
        }
    }
    assert!(named > 100, "only {named} facts are named: this is not our guide");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_is_written_in_every_language_or_says_why_not() {
    let project = guide();
    for (key, twins) in project.site.keys() {
        let pages: Vec<_> = twins.iter().filter_map(|(_, id)| *id).map(|id| project.site.page(id)).collect();
        let is_whole = project.site.config().languages.complete().all(|lang| twins[lang].is_some());
        assert!(is_whole || pages.iter().any(|page| page.outline.no_twin.is_some()), "{key} lacks a twin");
    }
}

#[test]
fn twins_rest_on_the_same_facts() {
    let project = guide();
    let mut breaches = Vec::new();
    for (key, twins) in project.site.keys() {
        let pages = project.site.config().languages.complete().filter_map(|lang| twins[lang]).map(|id| project.site.page(id));
        let named: Vec<BTreeSet<&str>> =
            pages.map(|page| page.body.document.embeds.iter().map(|embed| embed.reference.as_str()).collect()).collect();
        if let Some([one, other]) = named.windows(2).find(|pair| pair[0] != pair[1]) {
            breaches.push(format!("{key}: {:?}", one.symmetric_difference(other).collect::<Vec<_>>()));
        }
    }
    assert!(breaches.is_empty(), "only one of the twins names these facts:\n{}", breaches.join("\n"));
}

/// Which words and fields a tool is given, by their names; what is named for a reader of another language only is left out.
fn names(value: &serde_json::Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !["desk", "hint", "sheets", "latin"].contains(&key.as_str())) {
                names(value, &format!("{path}.{key}"), found);
            }
        }
        serde_json::Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| names(value, &format!("{path}[{at}]"), found)),
        // What a reader enters is kept under a field's id, in whichever language it was entered.
        _ if path.ends_with(".id") || path.ends_with(".kind") => drop(found.insert(format!("{path} = {value}"))),
        _ => drop(found.insert(path.to_owned())),
    }
}

#[test]
fn tools_have_the_same_words_and_fields_in_every_language() {
    let project = guide();
    let mut compared = 0;
    for (key, twins) in project.site.keys() {
        let of_page = |id| {
            let mut found = BTreeSet::new();
            names(&project.site.page(id).body.front_matter.extra["tool"], "", &mut found);
            found
        };
        let tools: Vec<BTreeSet<String>> = twins.iter().filter_map(|(_, id)| *id).map(of_page).collect();
        for pair in tools.windows(2) {
            compared += usize::from(pair[0].len() > 1);
            assert_eq!(pair[0].symmetric_difference(&pair[1]).collect::<Vec<_>>(), Vec::<&String>::new(), "{key}");
        }
    }
    assert!(compared > 1, "{compared} tools");
}

/// Numbers that may stand in the text itself: file, what stands there, why.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("content/ja/guide/call-issuer.md", "0円", NAMES_A_VALUE),
    ("content/en/guide/call-issuer.md", "¥0", NAMES_A_VALUE),
    ("content/ja/issuers/compare.md", "0円", NAMES_A_VALUE),
    ("content/en/issuers/compare.md", "¥0", NAMES_A_VALUE),
];
const NAMES_A_VALUE: &str = "the sentence is about how sure a value is that facts show, and names it in quotation marks";

#[test]
fn telephone_numbers_and_amounts_come_from_facts() {
    let project = guide();
    let mut breaches = Vec::new();
    for source in project.sources.under("content/").filter(|source| source.path.ends_with(".md")) {
        for (at, line) in source.text.lines().enumerate() {
            let found = numbers(line)
                .into_iter()
                .filter(|number| !ALLOWED.iter().any(|(path, allowed, _)| source.path == *path && number == allowed));
            breaches.extend(found.map(|number| format!("{}:{}: {number}", source.path, at + 1)));
        }
    }
    assert!(breaches.is_empty(), "These have no source and no day: write them as facts.\n{}", breaches.join("\n"));
}

#[test]
fn what_is_allowed_is_there() {
    let project = guide();
    for (path, number, reason) in ALLOWED {
        let source = project.sources.find(path).unwrap_or_else(|| panic!("there is no {path}"));
        assert!(source.text.contains(number) && !reason.is_empty(), "{path} holds no {number} any more");
    }
}

/// Lengths of time that may stand in the text itself: file below the language, what stands there, why.
const SPANS: &[(&str, &str, &str)] = &[
    ("guide/account-takeover.md", "3 days", OUR_ADVICE),
    ("guide/afterwards.md", "1 weeks", OUR_ADVICE),
    ("guide/afterwards.md", "3 months", OUR_ADVICE),
    ("guide/amazon-answer.md", "3 days", OUR_ADVICE),
    ("guide/ask-amazon.md", "3 days", OUR_ADVICE),
    ("guide/call-issuer.md", "1 weeks", OUR_ADVICE),
    ("guide/index.md", "1 days", OUR_ADVICE),
    ("guide/one-case.md", "2 days", "a report retold, with its source in a note"),
    ("guide/really-unknown.md", "2 weeks", OUR_ADVICE),
    ("guide/void-or-refund.md", "1 days", WORKED_EXAMPLE),
    ("guide/void-or-refund.md", "2 weeks", OUR_ADVICE),
    ("guide/void-or-refund.md", "60 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "60 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "10 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "12 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "15 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "24 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "28 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "29 days", WORKED_EXAMPLE),
    ("tools/void-or-refund.md", "31 days", WORKED_EXAMPLE),
    ("issuers/amex.md", "1 days", "the difference between two dates, not a deadline"),
];
const OUR_ADVICE: &str = "when we suggest to ask or look again; nobody's deadline";
const WORKED_EXAMPLE: &str = "an example worked with made-up dates; which company counts so is a fact beside it";

#[test]
fn deadlines_come_from_facts() {
    let project = guide();
    let (mut breaches, mut used) = (Vec::new(), BTreeSet::new());
    for lang in ["content/ja/", "content/en/"] {
        for source in project.sources.under(lang).filter(|source| source.path.ends_with(".md")) {
            // Notes name their sources, with dates.
            for (at, line) in source.text.lines().enumerate().filter(|(_, line)| !line.starts_with("[^")) {
                for span in spans(&outside_of_links(line)) {
                    let path = source.path.trim_start_matches(lang);
                    match SPANS.iter().position(|(allowed, text, _)| *allowed == path && *text == span) {
                        Some(entry) => _ = used.insert(entry),
                        None => breaches.push(format!("{}:{}: {span}", source.path, at + 1)),
                    }
                }
            }
        }
    }
    assert!(breaches.is_empty(), "These have no source and no day: write them as facts.\n{}", breaches.join("\n"));
    let left_over: Vec<_> = SPANS.iter().enumerate().filter(|(entry, _)| !used.contains(entry)).map(|(_, allowed)| allowed).collect();
    assert!(left_over.is_empty(), "allowed, and not there any more: {left_over:?}");
}

/// A line without the words that rest on facts: `[about 3 days](fact:…)`.
fn outside_of_links(line: &str) -> String {
    let mut text = line.to_owned();
    while let Some(end) = text.find("](fact:") {
        let start = text[..end].rfind('[').unwrap_or(0);
        let close = text[end..].find(')').map_or(text.len(), |close| end + close + 1);
        text.replace_range(start..close, " ");
    }
    text
}

/// Lengths of time in a line of Markdown, as `60 days`. A day of the month behind its month is none.
fn spans(line: &str) -> Vec<String> {
    let text: String = line.chars().map(half_width).collect();
    let text = text.replace("二", "2").replace("三", "3").to_lowercase();
    let words = [("one", "1"), ("two", "2"), ("three", "3"), ("seven", "7"), ("ten", "10"), ("thirty", "30"), ("sixty", "60")];
    let text = words.iter().fold(text, |text, (word, digits)| text.replace(&format!("{word} "), &format!("{digits} ")));
    let units = [
        ("営業日", "days"),
        ("日", "days"),
        ("週間", "weeks"),
        ("か月", "months"),
        ("day", "days"),
        ("week", "weeks"),
        ("month", "months"),
    ];
    let mut found = Vec::new();
    for (start, _) in text.char_indices().filter(|(at, c)| c.is_ascii_digit() && !text[..*at].ends_with(|c: char| c.is_ascii_digit())) {
        let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
        let behind = text[start + digits.len()..].trim_start_matches([' ', '-']);
        let is_date = text[..start].ends_with(['月', '/', '.', '-', ':']);
        if let Some((_, unit)) = units.iter().find(|(word, _)| behind.starts_with(word)).filter(|_| !is_date) {
            found.push(format!("{digits} {unit}"));
        }
    }
    found
}

#[test]
fn lengths_of_time_are_seen_in_every_form() {
    for (line, expected) in [
        ("届けた日から60日以内、６０日、30営業日", &["60 days", "60 days", "30 days"][..]),
        ("within sixty days, 60-day limit, two weeks, 3 months", &["60 days", "60 days", "2 weeks", "3 months"]),
        ("三週間、2か月", &["3 weeks", "2 months"]),
        ("9月15日、2026年9月1日、24時間、10分、第3条", &[]),
        ("about [1 to 3 days](fact:shop/a#b) or ![](fact:shop/a#c)", &[]),
    ] {
        assert_eq!(spans(&outside_of_links(line)), expected, "{line}");
    }
}

/// What looks like a telephone number or an amount of yen in a line of Markdown.
fn numbers(line: &str) -> Vec<String> {
    let chars: Vec<char> = line.chars().map(half_width).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '-' | ',' | '.' | '(' | ')');
        let length = chars[at..].iter().take_while(|c| is_part(c)).count();
        if length == 0 || !chars[at].is_ascii_digit() {
            at += length.max(1);
            continue;
        }
        let number: String = chars[at..at + length].iter().collect();
        let before: String = chars[..at].iter().collect();
        let behind: String = chars[at + length..].iter().collect();
        if is_phone(&number, &before) {
            found.push(number);
        } else if is_amount(&before, &behind) {
            let unit = behind.trim_start().chars().next().filter(|c| "円万千億".contains(*c));
            let sign = before.trim_end().chars().next_back().filter(|c| "¥￥".contains(*c));
            found.push([sign.map(String::from), Some(number), unit.map(String::from)].into_iter().flatten().collect());
        }
        at += length;
    }
    let kanji = line.match_indices('円').filter_map(|(at, _)| line[..at].chars().next_back());
    found.extend(kanji.filter(|c| "一二三四五六七八九十百千".contains(*c)).map(|c| format!("{c}円")));
    found
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).expect("both runs have ten digits"),
        '－' | '‐' | '‑' | '–' | '−' | 'ー' => '-',
        '，' => ',',
        '（' => '(',
        '）' => ')',
        c => c,
    }
}

/// Begins with 0 or +81 and has two hyphens or brackets, or is a free number in one piece; or `#9110`.
fn is_phone(number: &str, before: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let parts = number.split(['-', '(', ')']).filter(|part| !part.is_empty()).count();
    let is_national = number.starts_with('0') && (9..=11).contains(&digits) && (parts == 3 || parts == 1);
    let is_international = before.ends_with('+') && digits >= 9;
    let is_short = before.ends_with('#') && digits == 4 && parts == 1;
    is_national || is_international || is_short
}

fn is_amount(before: &str, behind: &str) -> bool {
    let behind = behind.trim_start().trim_start_matches(['万', '千', '億']).trim_start();
    let before = before.trim_end();
    behind.starts_with('円')
        || behind.to_lowercase().starts_with("yen")
        || behind.starts_with("JPY")
        || before.ends_with(['¥', '￥'])
        || before.ends_with("JPY")
}

#[test]
fn numbers_are_seen_in_every_form() {
    for (line, expected) in [
        ("電話は0120-000-000です", &["0120-000-000"][..]),
        ("call 03-0000-0000 or 03(0000)0000.", &["03-0000-0000", "03(0000)0000."]),
        ("０１２０－０００－０００へ", &["0120-000-000"]),
        ("+81-3-0000-0000", &["81-3-0000-0000"]),
        ("#0000へ", &["0000"]),
        ("0120000000", &["0120000000"]),
        ("手数料は1,100円、500 円、3万円", &["1,100円", "500円", "3万"]),
        ("¥1,100 and ￥200 and 300 yen and JPY 400", &["¥1,100", "￥200", "300", "400"]),
        ("三百円です", &["百円"]),
        ("2026-11-22、180日、第3条、24時間、1〜2週間、円を", &[]),
        ("[x](https://example.org/ab22/123.html)[^1] {#step-1}", &[]),
    ] {
        let found: Vec<String> = numbers(line).into_iter().map(|number| number.trim_end().to_owned()).collect();
        assert_eq!(found, expected, "{line}");
    }
}
