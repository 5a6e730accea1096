//! The texts of trees: what stands in them comes from the data, all of it is on the sheet for reviewers, and whoever follows the
//! lines at the head of the file adds an answer.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use futago::project::{Options, Project};
use futago::render::Indexing;
use futago::site::Drafts;
use futago::yaml::{self, Value, Yaml};
use support::html::{self, Html};
use support::repository;
use tempfile::TempDir;

const TREE: &str = "content/trees/amazon-charge.yaml";
const LANGUAGES: [&str; 2] = ["ja", "en"];

fn guide() -> (Project, Yaml) {
    let options = Options {
        root: repository(""),
        today: support::TODAY.parse().unwrap(),
        drafts: Drafts::Shown,
        base_url: None,
        indexing: Indexing::Allowed,
    };
    let project = Project::read(options).unwrap_or_else(|failure| panic!("{}", failure.0));
    let source = project.sources.find(TREE).unwrap();
    let yaml = yaml::parse(source.id, &source.text, 0).value.unwrap();
    (project, yaml)
}

/// A text of the tree in one language.
struct Said {
    text: String,
    line: usize,
    /// The number of days that stands beside it.
    days: Option<i64>,
    /// The key of the tree's file that it stands under.
    table: String,
}

/// Every text of the tree in one language, wherever it stands.
fn texts(project: &Project, tree: &Yaml, lang: &str) -> Vec<Said> {
    let mut said = Vec::new();
    for entry in tree.as_map().unwrap() {
        gather(project, &entry.value, lang, None, &entry.key, &mut said);
    }
    said
}

fn gather(project: &Project, yaml: &Yaml, lang: &str, days: Option<i64>, table: &str, said: &mut Vec<Said>) {
    match &yaml.value {
        Value::Map(entries) => {
            let beside = entries.iter().find(|entry| entry.key == "days").and_then(|entry| match entry.value.value {
                Value::Int(days) => Some(days),
                _ => None,
            });
            for entry in entries {
                match &entry.value.value {
                    Value::Text(text) if entry.key == lang => {
                        let line = project.sources.place(entry.value.span).line;
                        said.push(Said { text: text.clone(), line, days, table: table.to_owned() });
                    }
                    _ => gather(project, &entry.value, lang, beside.or(days), table, said),
                }
            }
        }
        Value::Seq(items) => items.iter().for_each(|item| gather(project, item, lang, None, table, said)),
        _ => {}
    }
}

// ---- numbers

/// What may be typed in a text of the tree: the text has this in it, and why.
const ALLOWED: &[(&str, &str)] = &[("3日たって", OWN_CASE), ("three days", OWN_CASE), ("60日", OWN_CASE), ("60 days", OWN_CASE)];
const OWN_CASE: &str = "an answer: a mark by which readers tell their own case, no rule of a company. What is counted with stands in \
                        the outcome, with its source";
/// Numbers that are names: the hotline is known by its number, and its number to dial is a fact.
const NAMES: &[&str] = &["188"];

#[test]
fn telephone_numbers_sums_and_numbers_of_days_come_from_facts_or_from_the_days_beside_them() {
    let (project, tree) = guide();
    let mut typed = Vec::new();
    let mut allowed = BTreeSet::new();
    for said in LANGUAGES.iter().flat_map(|lang| texts(&project, &tree, lang)) {
        // What a source is called is not ours; the words for an unknown fact have their sources beside them.
        if said.table == "sources" || said.table == "facts" {
            continue;
        }
        for number in numbers(&said.text) {
            match ALLOWED.iter().find(|(part, _)| said.table == "stages" && said.text.contains(part) && part.starts_with(&number.written)) {
                _ if said.days.is_some_and(|days| number.days == Some(days)) => {}
                Some((part, _)) => drop(allowed.insert(*part)),
                None => typed.push(format!("{TREE}:{}: {} in {}", said.line, number.written, said.text)),
            }
        }
    }
    assert!(typed.is_empty(), "These have no source and no age: write them as facts.\n{}", typed.join("\n"));
    let expected: BTreeSet<&str> = ALLOWED.iter().map(|(part, _)| *part).collect();
    assert_eq!(allowed, expected, "what is allowed is there");
}

#[test]
fn the_words_for_an_unknown_number_have_their_sources() {
    let (project, _) = guide();
    let tree = project.site.trees().get("amazon-charge").unwrap();
    for (id, fallback) in tree.facts.iter() {
        let says_a_number = fallback.unknown.iter().any(|(_, words)| !numbers(words).is_empty());
        assert!(!says_a_number || !fallback.sources.is_empty(), "{} says a number of its own, without a source", id.key);
    }
}

struct Number {
    written: String,
    days: Option<i64>,
}

/// Telephone numbers, sums of money, and numbers of days, weeks and months.
fn numbers(text: &str) -> Vec<Number> {
    const UNITS: &[(&str, i64)] =
        &[("日", 1), ("週間", 7), ("か月", 30), (" days", 1), (" day", 1), (" weeks", 7), (" week", 7), (" months", 30), (" month", 30)];
    const WORDS: &[(&str, i64)] = &[("a", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("six", 6)];
    let mut found = Vec::new();
    for (start, piece) in pieces(text) {
        let behind = &text[start + piece.len()..];
        let before = text[..start].chars().next_back();
        let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
        let count = WORDS.iter().find(|(word, _)| *word == piece).map(|(_, count)| *count).or_else(|| digits.parse().ok());
        let unit = UNITS.iter().find(|(unit, _)| behind.starts_with(unit));
        let is_month_of_money = behind.starts_with("か月分") || behind.starts_with(" months back");
        match (unit, count) {
            // How much of the past somebody got back is no deadline.
            (Some(_), _) if is_month_of_money => {}
            // `a day`, `a month`: how often, not how long.
            (Some((unit, _)), _) if piece == "one" || (piece == "a" && *unit != " week") => {}
            (Some((unit, days)), Some(count)) => found.push(Number { written: format!("{piece}{unit}"), days: Some(count * days) }),
            _ => {
                let is_money = behind.starts_with('円') || behind.starts_with(" yen") || before == Some('¥');
                let is_phone = digits.len() >= 3 && !behind.starts_with(['年', '時']) && !NAMES.contains(&piece);
                if !digits.is_empty() && (is_money || is_phone) {
                    found.push(Number { written: piece.to_owned(), days: None });
                }
            }
        }
    }
    found
}

/// Runs of digits, with what joins them, and words; what stands in braces is a fact.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == '{' {
            at += text[at..].find('}').map_or(text.len() - at, |end| end + 1);
            continue;
        }
        let is_part = |c: char| match () {
            () if c.is_ascii_digit() => true,
            () => matches!(c, '-' | ',' | '–' | '〜' | '#'),
        };
        let length = match c {
            '#' | '0'..='9' => text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at),
            c if c.is_ascii_alphabetic() => text[at..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - at),
            c => {
                at += c.len_utf8();
                continue;
            }
        };
        pieces.push((at, &text[at..at + length]));
        at += length;
    }
    pieces
}

#[test]
fn numbers_are_seen_in_every_form() {
    for (text, expected) in [
        ("#9110へ", &["#9110"][..]),
        ("03-5449-0906、平日10〜16時", &["03-5449-0906"]),
        ("オンライン500円", &["500"]),
        ("0–200 yen", &["0–200"]),
        ("あと60日、2週間、1か月", &["60日", "2週間", "1か月"]),
        ("60 days, two weeks, after a week", &["60 days", "two weeks", "a week"]),
        ("{fact: shop/amazon#ask.answer_days}日、{days}日、188、2026年、once a month, one day", &[]),
    ] {
        let found: Vec<String> = numbers(text).into_iter().map(|number| number.written).collect();
        assert_eq!(found, expected, "{text}");
    }
}

// ---- the sheet for reviewers

#[test]
fn the_review_sheet_has_every_text_of_the_file() {
    let (project, tree) = guide();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("public");
    support::futago_at(&repository(""), "build", &["--out", folder.to_str().unwrap()]).code(0);
    for lang in LANGUAGES {
        let path = folder.join(format!("{lang}/tree/amazon-charge/review/index.html"));
        let shown = bare(&html::parse(&fs::read_to_string(path).unwrap()).first("main").unwrap().text);
        let said = texts(&project, &tree, lang);
        assert!(said.len() > 500, "{} texts are no tree", said.len());
        let missing: Vec<String> = said
            .iter()
            .flat_map(|said| between_facts(&said.text).into_iter().map(move |part| (said.line, part)))
            .filter(|(_, part)| !shown.contains(part.as_str()))
            .map(|(line, part)| format!("{TREE}:{line}: {part}"))
            .collect();
        assert!(missing.is_empty(), "{lang}: these are not on the sheet:\n{}", missing.join("\n"));
    }
}

/// Without anything that layout adds or takes away.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

fn between_facts(text: &str) -> Vec<String> {
    let parts =
        text.split('{').enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) });
    parts.map(bare).filter(|part| !part.is_empty()).collect()
}

// ---- adding an answer

/// A copy of the guide's content that may be changed.
fn copy_of_the_guide() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("content"), &site.path().join("content"));
    site
}

fn change(site: &Path, from: &str, to: &str) {
    let path = site.join(TREE);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// The line that the head of the file tells to add.
fn line_of_the_head() -> String {
    let text = fs::read_to_string(repository(TREE)).unwrap();
    let line =
        text.lines().find_map(|line| line.strip_prefix('#')?.trim().strip_prefix("- { id: my-answer")).expect("the head has an example");
    format!("- {{ id: my-answer{line}")
}

#[test]
fn who_follows_the_head_of_the_file_adds_an_answer() {
    let site = copy_of_the_guide();
    let before = fs::read_to_string(site.path().join("content/trees/amazon-charge.paths.tsv")).unwrap();
    // 1. The question is found by its words, the line of the head is added before "I do not know".
    let question = "Which of these is it?";
    let text = fs::read_to_string(site.path().join(TREE)).unwrap();
    let last = text[text.find(question).unwrap()..].lines().find(|line| line.contains("id: unknown")).unwrap();
    let indent = &last[..last.find('-').unwrap()];
    let line = line_of_the_head().replacen('…', "会社の支払いだった", 1).replacen('…', "My company's", 1);
    change(site.path(), last, &format!("{indent}{line}\n{last}"));
    // An outcome that is not there is told with its place.
    let told = support::futago_at(site.path(), "tree", &["amazon-charge"]).code(1).stderr;
    assert!(told.contains("error[tree-target]: there is no question and no outcome `some-outcome`"), "{told}");

    // 2. A copied outcome with a new id.
    let text = fs::read_to_string(site.path().join(TREE)).unwrap();
    let start = text.find("  - id: mine-ok\n").unwrap();
    let copied = &text[start..start + text[start + 1..].find("  - id: ").unwrap() + 1];
    let new = copied.replacen("mine-ok", "some-outcome", 1);
    change(site.path(), copied, &format!("{copied}{new}"));

    // 3. What is not right yet: only that the paths have changed.
    let run = support::futago_at(site.path(), "tree", &["amazon-charge"]).code(1);
    let codes: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).collect();
    assert!(codes.iter().all(|line| line.starts_with("error[tree-paths-changed]")) && !codes.is_empty(), "{}", run.stderr);
    assert!(run.stderr.contains("charge-mine:my-answer` is new, and ends in `some-outcome`"), "{}", run.stderr);

    // 4. Accepted, and committed with the file.
    support::futago_at(site.path(), "tree", &["amazon-charge", "--accept"]).code(0);
    support::futago_at(site.path(), "check", &["--strict", "--drafts"]).code(0);
    let after = fs::read_to_string(site.path().join("content/trees/amazon-charge.paths.tsv")).unwrap();
    assert!(after.lines().count() > before.lines().count());

    // What is renamed keeps its former address.
    change(site.path(), "  - id: some-outcome\n", "  - id: paid-by-work\n");
    change(site.path(), "to: some-outcome, ja: \"会社", "to: paid-by-work, ja: \"会社");
    let told = support::futago_at(site.path(), "tree", &["amazon-charge"]).code(1).stderr;
    assert!(told.contains("error[tree-redirect]: `some-outcome` was in the tree and is gone"), "{told}");
    change(site.path(), "\nroot:\n", "\nredirects: { some-outcome: paid-by-work }\n\nroot:\n");
    support::futago_at(site.path(), "tree", &["amazon-charge", "--accept"]).code(0);
    support::futago_at(site.path(), "check", &["--strict", "--drafts"]).code(0);
}

// ---- facts of a fixed row, as readers see them

const SCHEMA: &str = "title: { ja: 窓口, en: Desks }
row: { name: { type: words, required: true } }
groups:
  contact: { ja: 連絡, en: Contact }
  cost: { ja: 費用, en: Cost }
policy:
  default: { stale_after_days: 100, expires_after_days: 300 }
  phone: { stale_after_days: 100, expires_after_days: 300, print_from: high, instead: { ja: 掲示の番号, en: the number on the door } }
confidence: [high, low]
source_kinds: { official: { ja: 公式, en: official } }
facts:
  contact.phone: { type: phone, label: { ja: 電話, en: Phone } }
  contact.hours: { type: words, label: { ja: 時間, en: Hours } }
  cost.fee: { type: money, currency: JPY, label: { ja: 手数料, en: Fee } }
  cost.days: { type: days, label: { ja: 保管, en: Kept for } }
";

fn rows(evidence: &str) -> String {
    let fact = |id: &str, value: &str| {
        format!(
            "      {id}:\n        value: {value}\n        {evidence}\n        sources:\n          - {{ url: \"https://example.org/{id}\", \
             kind: official, dated: null, says: Says so }}\n"
        )
    };
    let facts = [fact("contact.phone", "\"03-0000-1111\""), fact("cost.fee", "{ amount: 700 }"), fact("cost.days", "{ days: 5 }")];
    format!("rows:\n  station:\n    name: {{ ja: 駅, en: Station }}\n    facts:\n{}    unknown:\n      - contact.hours\n", facts.concat())
}

/// The page of the outcome whose first action rests on the facts of a desk.
fn outcome(evidence: &str, today: &str) -> Html {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("tests/diagnostics/tree-paths-changed/site"), site.path());
    support::write(&site.path().join("content/data/desks.schema.yaml"), SCHEMA);
    support::write(&site.path().join("content/data/desks.yaml"), rows(evidence));
    let tree = include_str!("../src/tree/tests/lost-book.yaml")
        .replace("do: { ja: 駅に電話します。, en: Ring the station. }", "do: { ja: \"駅に電話します。保管料は{fact: desks/station#cost.fee}です。\", en: \"Ring the station. Keeping it costs {fact: desks/station#cost.fee}.\" }")
        .replace("tel: \"03-0000-0000\"", "tel: { fact: desks/station#contact.phone }\n    show_facts: [\"desks/station#contact.hours\", \"desks/station#cost.days\"]")
        .replace("by: { days: 0, from: today }", "by: { when: { ja: 今日, en: today }, fact: desks/station#cost.days }")
        .replace("when: { ja: 3日後, en: after three days }", "when: { ja: \"{days}日後\", en: \"after {days} days\" }");
    assert!(tree.matches("desks/station").count() == 6);
    support::write(&site.path().join("content/trees/lost-book.yaml"), tree);
    let root = site.path().to_str().unwrap();
    support::futago(["tree", "--root", root, "lost-book", "--accept"]).code(0);
    support::futago(["build", "--root", root, "--today", today]).code(0);
    html::parse(&fs::read_to_string(site.path().join("public/en/tree/lost-book/ring-station/index.html")).unwrap())
}

fn words(html: &Html) -> String {
    html.first("main").unwrap().text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn dialled(html: &Html) -> Vec<&str> {
    html.all("a").filter_map(|link| link.get("href")).filter(|address| address.starts_with("tel:")).collect()
}

#[test]
fn facts_of_a_fixed_row_stand_in_texts_fields_and_beside_an_action_with_their_sources() {
    let html = outcome("read: 2026-11-22\n        confidence: high", "2026-11-22");
    let shown = words(&html);
    for part in
        ["Keeping it costs ¥700.", "today, 5 days", "03-0000-1111 not confirmed", "Kept for5 days", "no source found", "after 3 days"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(dialled(&html).is_empty(), "nobody confirmed the number");
    for id in ["contact.phone", "cost.fee", "cost.days"] {
        assert!(html.all("a").any(|link| link.is("href", &format!("https://example.org/{id}"))), "the source of {id}");
    }
}

#[test]
fn a_confirmed_number_can_be_dialled_and_an_unsure_one_gives_way_to_other_words() {
    let html = outcome("read: 2026-11-22\n        checked: 2026-11-22\n        confidence: high", "2026-11-22");
    assert!(dialled(&html).contains(&"tel:0300001111"));
    let html = outcome("read: 2026-11-22\n        confidence: low", "2026-11-22");
    let shown = words(&html);
    assert!(shown.contains("the number on the door") && !shown.contains("03-0000-1111"), "{shown}");
}

#[test]
fn old_facts_say_so_in_a_text_and_at_a_number() {
    for (today, state) in [("2027-04-01", "check again"), ("2027-12-01", "out of date")] {
        let shown = words(&outcome("read: 2026-11-22\n        confidence: high", today));
        assert!(shown.contains(&format!("Keeping it costs ¥700 ({state}).")), "{shown}");
        assert!(shown.contains(&format!("03-0000-1111 not confirmed {state}")), "{shown}");
    }
}
