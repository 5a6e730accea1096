//! Every kind of finding has a folder in `tests/diagnostics/`, named by its code:
//!
//! - `site/`: a tiny site in which it is found;
//! - `human.txt` and `json.txt`: what futago then prints for people and for programs;
//! - `args`, if it is not `check` that finds it: the words of another command;
//! - `more`, if the site holds what should not lie in a repository: `file PATH` and `link PATH TARGET`.
//!
//! `UPDATE_EXPECT=1 cargo test --test diagnostics` writes down what is printed; the author reads the difference.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use futago::catalogue;
use futago::diagnostic::Severity;
use rayon::prelude::*;
use serde_json::Value;
use support::Run;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

/// Kinds without a folder: code, why not, and which test covers them.
const EXCEPT: &[(&str, &str, &str)] = &[
    ("dead-link", "the answer comes from the network", "tests/external.rs"),
    ("moved-link", "the answer comes from the network", "tests/external.rs"),
    ("unconfirmed-link", "the answer comes from the network", "tests/external.rs"),
    ("cannot-confirm", "`facts confirm` finds it, not `check`", "tests/facts.rs"),
    ("schema-outdated", "`schema --check` finds it, not `check`", "tests/schema.rs"),
];

fn folder(code: &str) -> PathBuf {
    support::repository("tests/diagnostics").join(code)
}

/// The codes that must have a folder.
fn expected() -> Vec<&'static str> {
    catalogue::all().into_iter().map(|kind| kind.code).filter(|code| EXCEPT.iter().all(|(except, ..)| except != code)).collect()
}

/// The codes that have one.
fn codes() -> Vec<&'static str> {
    expected().into_iter().filter(|code| folder(code).is_dir()).collect()
}

/// What a folder says is printed for people.
fn human(code: &str) -> String {
    fs::read_to_string(folder(code).join("human.txt")).unwrap_or_default()
}

/// The findings that a folder says are printed for programs.
fn json(code: &str) -> Vec<Value> {
    findings(&fs::read_to_string(folder(code).join("json.txt")).unwrap_or_default())
}

/// The site of a folder, in a place where it can be written to, with what its `more` asks for.
fn site(code: &str) -> TempDir {
    let site = tempfile::tempdir().unwrap();
    support::copy(&folder(code).join("site"), site.path());
    let more = fs::read_to_string(folder(code).join("more")).unwrap_or_default();
    for line in more.lines() {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["file", path] => support::write(&site.path().join(path), "本文。\n"),
            ["link", path, target] => link(target, &site.path().join(path)),
            _ => panic!("{code}/more: no such line: {line}"),
        }
    }
    site
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_file(target, path).unwrap();
}

fn run(code: &str, site: &Path, format: &str) -> Run {
    let words = fs::read_to_string(folder(code).join("args")).unwrap_or_else(|_| "check".to_owned());
    let words: Vec<&str> = words.split_whitespace().collect();
    support::futago_at(site, words[0], &[&words[1..], &["--format", format]].concat())
}

fn findings(json: &str) -> Vec<Value> {
    json.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn every_kind_of_finding_has_its_folder_and_every_folder_its_kind() {
    let expected: BTreeSet<&str> = expected().into_iter().collect();
    let found = support::names(&support::repository("tests/diagnostics"));
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let lacking: Vec<_> = expected.difference(&found).collect();
    assert!(lacking.is_empty(), "no folder in tests/diagnostics for {lacking:?}: make CODE/site/ with a site in which it is found");
    let unknown: Vec<_> = found.difference(&expected).collect();
    assert!(unknown.is_empty(), "futago has no finding {unknown:?}, or tests/diagnostics.rs names it in EXCEPT");
}

#[test]
fn the_kinds_without_a_folder_are_covered_elsewhere() {
    for (code, _, test) in EXCEPT {
        assert!(catalogue::find(code).is_some(), "there is no `{code}`");
        assert!(fs::read_to_string(support::repository(test)).unwrap().contains(code), "{test} does not know {code}");
    }
}

#[test]
fn each_site_shows_its_finding_as_expected() {
    let failures: Vec<String> =
        codes().par_iter().filter_map(|code| std::panic::catch_unwind(|| shows(code)).err().map(|_| (*code).to_owned())).collect();
    assert!(failures.is_empty(), "not as expected: {failures:?}; what was seen stands above");
}

fn shows(code: &str) {
    let site = site(code);
    let (human, json) = (run(code, site.path(), "human"), run(code, site.path(), "json"));
    assert!(human.stdout.is_empty(), "{code}: people read findings on standard error");
    support::expect_file(&folder(code).join("human.txt"), &human.stderr);
    support::expect_file(&folder(code).join("json.txt"), &json.stdout);

    let findings = findings(&json.stdout);
    assert!(findings.iter().any(|finding| finding["code"] == code), "{code} is not among the findings");
    let is_error = findings.iter().any(|finding| finding["severity"] == "error");
    assert_eq!((human.code, json.code), (i32::from(is_error), i32::from(is_error)), "{code}: wrong exit code");
    let summary = human.stderr.lines().last();
    assert_eq!(json.stderr.lines().last(), summary, "{code}: both forms end in the same summary");
    for text in [&human.stderr, &json.stdout] {
        let temporary = std::env::temp_dir();
        assert!(
            !text.contains(temporary.to_str().unwrap()) && !text.contains(env!("CARGO_MANIFEST_DIR")),
            "{code}: a path of this machine: {text}"
        );
    }
    assert!(!human.stderr.contains('\u{1b}'), "{code}: colours where nobody sees them");
}

#[test]
fn a_finding_says_what_is_wrong_and_what_to_do() {
    for code in codes() {
        for finding in json(code) {
            let message = finding["message"].as_str().unwrap();
            assert!(!message.is_empty() && !message.ends_with('.') && !message.contains('\n'), "{code}: {message}");
            for text in [message, finding["help"].as_str().unwrap_or_default()] {
                assert!(!has_open_place(text), "{code}: a place in the sentence was not filled: {text}");
            }
            assert!(
                finding["help"].as_str().is_some_and(|help| !help.is_empty() && !help.contains('\n')),
                "{code}: no remedy for: {message}"
            );
            let kind = catalogue::find(finding["code"].as_str().unwrap()).expect("only kinds of the catalogue are found");
            assert_eq!(finding["severity"], kind.severity.word(), "{code}");
        }
    }
}

/// `{name}` and `{#{name}`, as patterns have them.
fn has_open_place(text: &str) -> bool {
    text.split('{').skip(1).any(|rest| {
        rest == "#"
            || rest.split_once('}').is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    })
}

#[test]
fn an_open_place_is_seen() {
    assert!(has_open_place("write content/{code}/index.md") && has_open_place("write `{#{id}}`"));
    assert!(!has_open_place("write `twin: { none: reason }`, `{#stop}` or `{% if … %}`"));
}

/// A place as JSON tells it: lines and columns from 1, columns in characters, the end behind the last one.
fn place(finding: &Value) -> Option<[usize; 4]> {
    let number = |key: &str| finding[key].as_u64().map(|number| number as usize);
    Some([number("line")?, number("column")?, number("end_line")?, number("end_column")?])
}

#[test]
fn places_lie_in_their_files_and_columns_count_characters() {
    let mut full_width = 0;
    for code in codes() {
        let site = site(code);
        for finding in json(code) {
            let Some([line, column, end_line, end_column]) = place(&finding) else {
                assert!(finding["path"].is_null() && finding["line"].is_null(), "{code}: a place in part: {finding}");
                continue;
            };
            let path = finding["path"].as_str().unwrap();
            let bytes = fs::read(site.path().join(path)).unwrap_or_else(|_| panic!("{code}: there is no {path}"));
            let text = String::from_utf8_lossy(&bytes);
            let length = |line: usize| text.split('\n').nth(line - 1).map(|line| line.chars().count());
            assert!(line >= 1 && column >= 1 && (line, column) <= (end_line, end_column), "{code}: {finding}");
            for (line, column) in [(line, column), (end_line, end_column)] {
                assert!(length(line).is_some_and(|length| column <= length + 1), "{code}: {path} has no {line}:{column}");
            }
            let before: String = text.split('\n').nth(line - 1).unwrap().chars().take(column - 1).collect();
            full_width += usize::from(before.width() > before.chars().count());
        }
    }
    assert!(full_width >= 15, "only {full_width} findings stand behind full-width characters, so this test shows little");
}

/// Behind `before` in its line, these words are what the finding is about.
#[test]
fn columns_cut_out_the_very_words() {
    for (code, path, words) in [
        ("dangling-link", "content/ja/index.md", &["page:borow", "return.md", "/ja/borrow"][..]),
        ("dangling-fact", "content/ja/index.md", &["libraries/central#card.fees", "libraries/west#card.fee", "library/central#card.fee"]),
        ("link-scheme", "content/ja/index.md", &["[開く](javascript:alert(1))", "[書庫](ftp://example.org/本)"]),
        ("undefined-footnote", "content/ja/index.md", &["[^kagiri]"]),
        ("wrong-type", "content/ja/index.md", &["一番", "2026-02-30", "はい"]),
        ("fact-evidence", "content/data/libraries/central.yaml", &["高い", "公式", "去年", "図書館の窓口"]),
    ] {
        let text = fs::read_to_string(folder(code).join("site").join(path)).unwrap();
        let cut = |finding: &Value| -> Option<String> {
            let [line, column, end_line, end_column] = place(finding).filter(|_| finding["path"] == path)?;
            let end = if line == end_line { end_column } else { usize::MAX };
            Some(text.lines().nth(line - 1)?.chars().skip(column - 1).take(end - column).collect())
        };
        let found: Vec<String> = json(code).iter().filter_map(cut).collect();
        for word in words {
            assert!(found.iter().any(|found| found == word), "{code}: no finding is about `{word}`, but they are about {found:?}");
        }
    }
}

/// The drawing under a source line: how far from the line's first character it stands, and how wide it is, in columns of a terminal.
struct Drawing {
    line: usize,
    column: usize,
    width: usize,
}

/// Columns of a terminal, on which a tab is shown as four spaces.
fn columns(text: &str) -> usize {
    text.replace('\t', "    ").width()
}

/// The drawings of a text for people, each with the path above it.
fn drawings(text: &str) -> Vec<(String, Drawing)> {
    let mut drawings = Vec::new();
    let (mut path, mut number_above) = (String::new(), None);
    for line in text.lines() {
        if let Some((_, place)) = line.split_once("--> ").or_else(|| line.split_once("::: ")) {
            path = place.rsplitn(3, ':').last().unwrap().to_owned();
        } else if let Some(number) = line.split_once(" |").and_then(|(number, _)| number.trim().parse::<usize>().ok()) {
            number_above = Some(number);
        } else if let (Some(number), Some((_, drawn))) = (number_above, line.split_once("| ")) {
            let marks = drawn.trim_start();
            let width = marks.chars().take_while(|c| matches!(c, '^' | '-')).count();
            if width > 0 {
                drawings.push((path.clone(), Drawing { line: number, column: drawn.len() - marks.len(), width }));
                number_above = None;
            }
        }
    }
    drawings
}

#[test]
fn carets_stand_under_their_words_behind_full_width_characters_too() {
    let mut full_width = 0;
    for code in codes() {
        let site = site(code);
        let drawings = drawings(&human(code));
        for finding in json(code) {
            let Some([line, column, end_line, end_column]) = place(&finding) else { continue };
            let path = finding["path"].as_str().unwrap();
            let bytes = fs::read(site.path().join(path)).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let source = text.split('\n').nth(line - 1).unwrap();
            let before: String = source.chars().take(column - 1).collect();
            // What reaches over several lines is drawn on its first.
            let words: String = source.chars().take(if line == end_line { end_column - 1 } else { usize::MAX }).skip(column - 1).collect();
            let is_right = |(of, drawing): &(String, Drawing)| {
                of == path && drawing.line == line && drawing.column == columns(&before) && drawing.width == columns(&words).max(1)
            };
            assert!(drawings.iter().any(is_right), "{code}: no caret stands under {words:?}, {path}:{line}:{column}, in\n{}", human(code));
            full_width += usize::from(columns(&before) > before.chars().count());
        }
    }
    assert!(full_width >= 15, "only {full_width} carets stand behind full-width characters, so this test shows little");
}

#[test]
fn every_manual_says_what_it_is_and_what_to_do() {
    for kind in catalogue::all() {
        let explain = kind.explain;
        assert!(explain.starts_with("What: "), "{}: {explain}", kind.code);
        let order: Vec<Option<usize>> = ["What: ", "Do: "].iter().map(|part| explain.find(part)).collect();
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{}: {explain}", kind.code);
        assert!(!explain.contains("  ") && !explain.contains('\n'), "{}: a wrapped line left its spaces: {explain}", kind.code);
        assert!(kind.code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", kind.code);
    }
}

#[test]
fn a_manual_is_printed_for_every_code() {
    let all = support::futago(["check", "--explain", "all"]).code(0);
    let listed: Vec<&str> = all.stdout.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(listed, catalogue::all().iter().map(|kind| kind.code).collect::<Vec<_>>());
    catalogue::all().par_iter().for_each(|kind| {
        let run = support::futago(["check", "--explain", kind.code]).code(0);
        let mut lines = run.stdout.lines();
        assert_eq!(lines.next(), Some(format!("{} ({})", kind.code, kind.severity.word()).as_str()));
        for part in ["What: ", "Do: "] {
            assert_eq!(run.stdout.lines().filter(|line| line.starts_with(part)).count(), 1, "{}", run.stdout);
        }
        assert_eq!(run.stderr, "");
    });
}

#[test]
fn a_code_that_does_not_exist_is_a_wrong_call_with_a_suggestion() {
    let run = support::futago(["check", "--explain", "missing-twn"]).code(2);
    assert_eq!(run.stderr, "futago: no finding has the code `missing-twn`; did you mean `missing-twin`?\n");
    let run = support::futago(["check", "--explain", "図書館"]).code(2);
    assert!(run.stderr.contains("`futago check --explain all` lists them"), "{}", run.stderr);
}

#[test]
fn a_name_that_no_template_can_call_has_its_place_and_its_remedy() {
    for (call, column) in [("{{ page.title | 大きく }}", 0), ("{{ page.title | upcase }}", 24), ("{% include \"案内.html\" %}", 19)] {
        let site = support::site("==> content/ja/index.md\n---\ntitle: 図書館の使い方\n---\n");
        support::write(&site.path().join("themes/futago/templates/home.html"), format!("<p>「案内」{call}</p>\n"));
        let run = support::futago_at(site.path(), "check", &["--format", "json"]).code(1);
        let found = findings(&run.stdout);
        assert_eq!(found[0]["code"], "template-syntax", "{call}");
        assert!(found[0]["help"].is_string(), "{call}: {}", found[0]);
        assert!(column == 0 || found[0]["column"] == column, "{call}: {}", found[0]);
    }
}

/// Where a disk tells capitals apart: elsewhere the two files cannot lie side by side.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_in_capitals_only_are_one_address() {
    let page = |name: &str| format!("==> content/ja/{name}.md\n---\ntitle: 案内\n---\n");
    let site = support::site(&(page("index") + &page("guide") + &page("Guide")));
    let run = support::futago_at(site.path(), "check", &["--format", "json"]).code(1);
    let found = findings(&run.stdout);
    assert_eq!((found.len(), &found[0]["code"], &found[0]["path"]), (1, &"duplicate-address".into(), &"content/ja/guide.md".into()));
    assert_eq!(found[0]["related"][0]["path"], "content/ja/Guide.md");
}

#[test]
fn strict_makes_errors_of_warnings_and_of_nothing_else() {
    let of = |severity: Severity| {
        let shows_it_alone =
            |code: &&str| !json(code).is_empty() && json(code).iter().all(|finding| finding["severity"] == severity.word());
        codes().into_iter().find(shows_it_alone)
    };
    for (severity, plain, strict) in [(Severity::Error, 1, 1), (Severity::Warning, 0, 1), (Severity::Note, 0, 0)] {
        let code = of(severity).expect("some folder shows this severity alone");
        let site = site(code);
        support::futago_at(site.path(), "check", &[]).code(plain);
        support::futago_at(site.path(), "check", &["--strict"]).code(strict);
    }
}
