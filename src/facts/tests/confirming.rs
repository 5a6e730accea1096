use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{SCHEMA, languages, sources};
use crate::diagnostic::Diagnostic;
use crate::facts::{Confirmation, Fact, FactRef, Facts, NewSource, confirm, parse};
use crate::source::{Source, Sources};

const PATH: &str = "content/data/libraries/central.yaml";
const URL: &str = "https://example.org/new?a=b#c";

fn facts(sources: &Sources) -> (Facts, usize) {
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages());
    (parsed.value, parsed.diagnostics.len())
}

/// The text of a row's own file, confirmed on the first of December.
fn confirmed(path: &str, text: &str, row: &str, id: &str, url: Option<&str>) -> Result<String, Box<Diagnostic>> {
    let mut sources = sources(SCHEMA);
    let file = sources.add(path, text);
    let (facts, _) = facts(&sources);
    let fact = FactRef { collection: "libraries".to_owned(), row: row.to_owned(), id: id.to_owned() };
    let day = date(2026, 12, 1);
    let new_source = url.map(|url| NewSource { url, kind: "visit" });
    confirm(&facts, sources.get(file), &Confirmation { fact: &fact, checked: day, today: day, new_source })
}

/// A row with one fact, the keys of which are these lines.
fn row(lines: &str) -> String {
    format!("name: {{ ja: 中央, en: Central }}\nfacts:\n  desk.phone:\n{lines}unknown: [desk.hours] # still\n")
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    let text = confirmed(PATH, &row(before), "central", "desk.phone", None);
    assert_eq!(text.map_err(|finding| finding.message.to_string()), Ok(row(after)));
}

const SOURCES: &str = "    sources: [{ url: 'https://example.org/a', kind: official }]\n";

fn with(lines: &str) -> String {
    format!("    value: 03-0000-0000\n{lines}    confidence: medium\n{SOURCES}")
}

#[test]
fn the_line_comes_behind_the_day_of_reading_and_is_written_as_that_is() {
    for (before, after) in [
        ("    read: 2026-01-01\n", "    read: 2026-01-01\n    checked: 2026-12-01\n"),
        ("    read: 2026-01-01 # of a copy\n\n    # soon\n", "    read: 2026-01-01 # of a copy\n    checked: 2026-12-01\n\n    # soon\n"),
        ("    'read' : \"2026-01-01\"\n", "    'read' : \"2026-01-01\"\n    'checked': \"2026-12-01\"\n"),
        ("    read:\n      2026-01-01\n", "    read:\n      2026-01-01\n    checked: 2026-12-01\n"),
        ("    ? read\n    : 2026-01-01\n", "    ? read\n    : 2026-01-01\n    checked: 2026-12-01\n"),
    ] {
        // A key behind `? ` stands two columns further right than its map.
        let is_known = !before.contains('?');
        match is_known {
            true => becomes(&with(before), &with(after)),
            false => assert!(confirmed(PATH, &row(&with(before)), "central", "desk.phone", None).is_err(), "it is refused, not spoilt"),
        }
    }
}

#[test]
fn a_day_that_stands_there_is_replaced_and_all_around_it_stays() {
    for (before, after) in [
        ("checked: 2026-02-01", "checked: 2026-12-01"),
        ("checked:   '2026-02-01'   # by post", "checked:   '2026-12-01'   # by post"),
        ("\"checked\": \"2026-02-01\"", "\"checked\": \"2026-12-01\""),
        ("checked:", "checked: 2026-12-01"),
        ("checked:   # nobody yet", "checked: 2026-12-01   # nobody yet"),
        ("checked: ~ # nobody", "checked: 2026-12-01 # nobody"),
        ("checked: null", "checked: 2026-12-01"),
        ("checked: 2026-12-01", "checked: 2026-12-01"),
    ] {
        let lines = |checked: &str| with(&format!("    {checked}\n    read: 2026-01-01\n"));
        becomes(&lines(before), &lines(after));
    }
}

#[test]
fn braces_over_one_line_or_several_stay_braces() {
    for (before, after) in [
        ("read: 2026-01-01, confidence: medium", "read: 2026-01-01, checked: 2026-12-01, confidence: medium"),
        ("\"read\": \"2026-01-01\" , confidence: medium", "\"read\": \"2026-01-01\", \"checked\": \"2026-12-01\" , confidence: medium"),
        (
            "\n      read: 2026-01-01, # a copy }\n      confidence: medium,\n    ",
            "\n      read: 2026-01-01, checked: 2026-12-01, # a copy }\n      confidence: medium,\n    ",
        ),
        ("confidence: medium, read: 2026-01-01", "confidence: medium, read: 2026-01-01, checked: 2026-12-01"),
    ] {
        let lines = |inside: &str| {
            format!("    {{ value: 03-0000-0000, sources: [ {{ url: 'https://example.org/a', kind: official }} ], {inside}}}\n")
        };
        becomes(&lines(before), &lines(after));
    }
}

#[test]
fn windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay() {
    let before = with("    read: 2026-01-01\n");
    let after = with("    read: 2026-01-01\n    checked: 2026-12-01\n");
    let text = |lines: &str| format!("\u{FEFF}{}", row(lines).replace('\n', "\r\n"));
    assert_eq!(confirmed(PATH, &text(&before), "central", "desk.phone", None).unwrap(), text(&after));

    let start = format!(
        "name: {{ ja: 中央, en: Central }}\r\nfacts:\r\n desk.phone:\r\n  value: 03-0000-0000\r\n  confidence: medium\r\n  {}",
        SOURCES.trim()
    );
    let before = format!("{start}\r\n  read: 2026-01-01");
    assert_eq!(confirmed(PATH, &before, "central", "desk.phone", None).unwrap(), format!("{before}\r\n  checked: 2026-12-01"));
}

#[test]
fn a_new_source_is_listed_last_in_the_form_of_the_others() {
    for (before, after) in [
        (
            "    sources:\n      - url: https://example.org/a\n        kind: official\n        says: |\n          one\n\n          two\n    # end\n",
            "    sources:\n      - url: https://example.org/a\n        kind: official\n        says: |\n          one\n\n          two\n      \
             - url: \"https://example.org/new?a=b#c\"\n        kind: visit\n    # end\n",
        ),
        (
            "    sources:\n    -   { url: https://example.org/a, kind: official } # a\n",
            "    sources:\n    -   { url: https://example.org/a, kind: official } # a\n    -   { url: \"https://example.org/new?a=b#c\", kind: visit }\n",
        ),
        (
            "    sources: [\n      { url: https://example.org/a, kind: official, }, # a ]\n    ]\n",
            "    sources: [\n      { url: https://example.org/a, kind: official, }, { url: \"https://example.org/new?a=b#c\", kind: visit }, # a ]\n    ]\n",
        ),
    ] {
        let lines = |sources: &str| {
            row(&format!("    value: 03-0000-0000\n    checked: 2026-12-01\n    read: 2026-01-01\n    confidence: medium\n{sources}"))
        };
        let text = confirmed(PATH, &lines(before), "central", "desk.phone", Some(URL));
        assert_eq!(text.map_err(|finding| finding.message.to_string()), Ok(lines(after)));
    }
}

#[test]
fn what_would_change_another_fact_is_refused() {
    let fact = "{ value: 03-0000-0000, read: 2026-01-01, confidence: medium, sources: [{ url: 'https://example.org/a', kind: official }] }";
    let shared = format!(
        "rows:\n  a: {{ name: &n {{ ja: あ, en: A }}, facts: {{ desk.phone: &f {fact} }} }}\n  b: {{ name: *n, facts: {{ desk.phone: *f }} }}\n"
    );
    let merged = format!(
        "rows:\n  a: {{ name: &n {{ ja: あ, en: A }}, facts: {{ desk.phone: &f {fact} }} }}\n  b:\n    name: *n\n    facts:\n      desk.phone:\n        <<: *f\n        value: 03-0000-0001\n"
    );
    for (text, row) in [(&shared, "a"), (&shared, "b"), (&merged, "a"), (&merged, "b")] {
        let refused = confirmed("content/data/libraries.yaml", text, row, "desk.phone", None).unwrap_err();
        assert_eq!(refused.kind.code, "cannot-confirm", "{row} of {text}");
    }
    // An anchor that nobody uses, and an alias of the day alone, stand in nobody's way.
    let unused = shared.replace("*f", fact);
    assert!(confirmed("content/data/libraries.yaml", &unused, "a", "desk.phone", None).is_ok());
    let alias = unused.replacen("read: 2026-01-01", "read: &day 2026-01-01", 1);
    let at = alias.rfind("read: 2026-01-01").unwrap();
    let alias = format!("{}read: *day{}", &alias[..at], &alias[at + "read: 2026-01-01".len()..]);
    let after = confirmed("content/data/libraries.yaml", &alias, "b", "desk.phone", None).unwrap();
    assert_eq!(after, alias.replace("read: *day", "read: *day, checked: 2026-12-01"));
}

// ---- any valid file

/// How a file is written.
#[derive(Clone, Debug)]
struct Style {
    table: bool,
    step: usize,
    eol: &'static str,
    mark: bool,
    last_eol: bool,
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), 1..5_usize, select(vec!["\n", "\r\n"]), any::<bool>(), any::<bool>())
        .prop_map(|(table, step, eol, mark, last_eol)| Style { table, step, eol, mark, last_eol })
}

/// The lines of one fact below its id, indented from 0 by `step`.
fn fact(step: usize) -> impl Strategy<Value = Vec<String>> {
    let quotes = || select(vec!["", "'", "\""]);
    let comment = || select(vec!["", "", "", " # 確認: まだ", "   #c", " # read: 2020-01-01", " # checked: { 1, 2 ]"]);
    let between = || select(vec!["", "", "", "# a comment", "#", " ", "      # deep: er"]);
    let value = select(vec!["03-0000-0000", "'03-0000-0000'", "\"#0000\"", "+81-3-0000-0000"]);
    let checked = select(vec![None, None, Some("2026-02-01"), Some("2026-12-01"), Some("~"), Some("null"), Some("")]);
    let says = select(vec!["it says: 'yes'", "> # no comment", "|"]);
    let order = Just(["value", "read", "checked", "confidence", "sources", "note"].to_vec()).prop_shuffle();
    let keys = (quotes(), quotes(), comment(), between());
    (order, proptest::collection::vec(keys, 6), value, checked, says, any::<bool>(), any::<bool>()).prop_map(
        move |(order, keys, value, checked, says, has_note, flow_sources)| {
            let pad = " ".repeat(step);
            let mut lines = Vec::new();
            for (key, (key_quote, quote, comment, between)) in order.into_iter().zip(keys) {
                let name = format!("{key_quote}{key}{key_quote}");
                lines.push(between.to_owned());
                match key {
                    "value" => lines.push(format!("{name}: {value}{comment}")),
                    "read" => lines.push(format!("{name}: {quote}2026-01-01{quote}{comment}")),
                    "checked" => lines.extend(checked.map(|day| {
                        let quote = if day.starts_with('2') { quote } else { "" };
                        format!("{name}: {quote}{day}{quote}{comment}")
                    })),
                    "confidence" => lines.push(format!("{name}: {quote}low{quote}{comment}")),
                    "note" if has_note => lines.push(format!("{name}: {{ ja: \"注意: '可'\", en: 'It''s }} # so' }}{comment}")),
                    "note" => {}
                    _ if flow_sources => {
                        lines.push(format!("{name}: [ {{ url: {quote}https://example.org/a#b{quote}, kind: visit }} ]{comment}"))
                    }
                    _ => {
                        lines.push(format!("{name}:{comment}"));
                        lines.push(format!("{pad}- url: {quote}https://example.org/a{quote}{comment}"));
                        lines.push(format!("{pad}  kind: official"));
                        match says {
                            "|" | "> # no comment" => {
                                lines.push(format!("{pad}  says: {says}"));
                                lines.push(format!("{pad}    read: 2020-01-01"));
                                lines.push(String::new());
                                lines.push(format!("{pad}    checked: no"));
                            }
                            _ => lines.push(format!("{pad}  says: \"{says}\"")),
                        }
                    }
                }
            }
            lines
        },
    )
}

/// The same fact in braces.
fn flow_fact() -> impl Strategy<Value = String> {
    let day = select(vec!["", ", checked: 2026-02-01", ", 'checked': \"2026-12-01\"", ", checked: ~", ",checked: null"]);
    let space = select(vec!["", " ", "  "]);
    (day, space.clone(), space, any::<bool>()).prop_map(|(checked, a, b, is_last)| {
        let sources = "sources: [{ url: 'https://example.org/}', kind: visit }]";
        match is_last {
            true => format!("{{{a}value: 03-0000-0000, confidence: low, {sources}{checked}, read: 2026-01-01{b}}}"),
            false => format!("{{{a}read: 2026-01-01{b}, value: \"#0000\"{checked}, confidence: 'low',{a}{sources}{b}}}"),
        }
    })
}

const IDS: [&str; 2] = ["desk.phone", "desk.extra"];

/// A file of one or two rows, and which fact of which row is confirmed.
fn file() -> impl Strategy<Value = (Style, String, &'static str, &'static str)> {
    let one_fact = |step: usize| prop_oneof![3 => fact(step).prop_map(Ok), 1 => flow_fact().prop_map(Err)];
    style().prop_flat_map(move |style| {
        let facts = proptest::collection::vec((one_fact(style.step), one_fact(style.step)), 2);
        let comments = subsequence(vec!["# 図書館", "", "# facts:", "#   desk.phone:"], 0..4);
        (Just(style), facts, comments, select(vec!["west", "east"]), select(IDS.to_vec())).prop_map(|(style, rows, comments, row, id)| {
            let row = if style.table { row } else { "west" };
            let text = written(&style, &rows, &comments);
            (style, text, row, id)
        })
    })
}

type Written = Result<Vec<String>, String>;

fn written(style: &Style, rows: &[(Written, Written)], comments: &[&str]) -> String {
    let pad = |depth: usize| " ".repeat(style.step * depth);
    let mut lines: Vec<String> = comments.iter().map(|line| (*line).to_owned()).collect();
    let depth = if style.table { 2 } else { 0 };
    if style.table {
        lines.push("rows:".to_owned());
    }
    for (key, row) in ["west", "east"].into_iter().zip(rows).take(if style.table { 2 } else { 1 }) {
        if style.table {
            lines.push(format!("{}{key}:", pad(1)));
        }
        lines.push(format!("{}name: {{ ja: 西, en: \"West\" }}", pad(depth)));
        lines.push(format!("{}facts: # all", pad(depth)));
        for (id, fact) in IDS.into_iter().zip([&row.0, &row.1]) {
            match fact {
                Ok(fact) => {
                    lines.push(format!("{}{id}:", pad(depth + 1)));
                    let indented =
                        fact.iter().map(|line| if line.trim().is_empty() { line.clone() } else { format!("{}{line}", pad(depth + 2)) });
                    lines.extend(indented);
                }
                Err(flow) => lines.push(format!("{}{id}: {flow}", pad(depth + 1))),
            }
        }
    }
    let mut text = lines.join(style.eol);
    if style.last_eol {
        text.push_str(style.eol);
    }
    if style.mark { format!("\u{FEFF}{text}") } else { text }
}

/// A fact without its places.
fn said(fact: &Fact) -> String {
    let evidence = &fact.evidence;
    let sources: Vec<_> = evidence.sources.iter().map(|source| (&source.url, &source.kind, &source.dated, &source.says)).collect();
    format!("{} {:?} {:?} {} {:?} {:?}", fact.id, fact.value, fact.note, evidence.read, evidence.confidence, sources)
}

/// What stands in both texts before and behind the place where they differ: what was there, and what is there now.
fn difference<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    (old.get(start..old.len() - end).unwrap(), new.get(start..new.len() - end).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn of_any_valid_file_only_the_day_changes((style, text, row, id) in file()) {
        let schema = SCHEMA.replace("  desk.hours:", "  desk.extra: { type: phone, label: { ja: 別, en: Other } }\n  desk.hours:");
        let path = if style.table { "content/data/libraries.yaml" } else { "content/data/libraries/west.yaml" };
        let mut sources = sources(&schema);
        let file = sources.add(path, text.clone());
        let (before, findings) = facts(&sources);
        prop_assert_eq!(findings, 0, "the file is valid: {}", text);
        let reference = FactRef { collection: "libraries".to_owned(), row: row.to_owned(), id: id.to_owned() };
        let day = date(2026, 12, 1);
        let confirmation = Confirmation { fact: &reference, checked: day, today: day, new_source: None };
        let new = confirm(&before, sources.get(file), &confirmation).map_err(|finding| TestCaseError::fail(format!("{}: {text}", finding.message)))?;

        // Byte for byte: either a day stands where another or nothing stood, or one piece was put in.
        let (was, is) = difference(&text, &new);
        let had_key = before.all().any(|(at, fact, _)| at.key == row && fact.id == id && fact.evidence.checked.is_some());
        let most = " ".repeat(20).len() + "'checked': '2026-12-01'\r\n".len();
        prop_assert!(was.len() <= "2026-12-01".len() && is.len() <= was.len() + most, "{:?} became {:?}", was, is);
        prop_assert!(!had_key || was.len() == is.len(), "{:?} became {:?}", was, is);
        prop_assert!(["", "~", "null"].contains(&was) || was.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'), "{:?}", was);
        let lines = |text: &str| text.split('\n').count();
        prop_assert!(lines(&new) - lines(&text) <= 1);
        prop_assert_eq!(new.matches("\r\n").count() == new.matches('\n').count(), style.eol == "\r\n" || !new.contains('\n'));

        let sources = sources.with_text(file, new.clone());
        let (after, findings) = facts(&sources);
        prop_assert_eq!(findings, 0);
        prop_assert_eq!(before.all().count(), after.all().count());
        for ((_, old, _), (at, fact, _)) in before.all().zip(after.all()) {
            let is_meant = at.key == row && fact.id == id;
            prop_assert_eq!(fact.evidence.checked, if is_meant { Some(day) } else { old.evidence.checked });
            prop_assert_eq!(said(old), said(fact));
        }
        let again = confirm(&after, sources.get(file), &confirmation).map_err(|finding| TestCaseError::fail(finding.message.to_string()))?;
        prop_assert_eq!(again, new);
    }
}
