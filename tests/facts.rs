//! `futago facts`: the table, what rests on a fact, and confirming, as a person sees them.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use support::{Run, TODAY, futago_at, program, repository};
use tempfile::TempDir;

const SCHEMA: &str = "\
title: { ja: 図書館, en: Libraries }
row:
  name: { type: words, required: true }
groups:
  desk: { ja: 窓口, en: Desk }
  loan: { ja: 貸出, en: Loans }
policy:
  default: { stale_after_days: 100, expires_after_days: 200 }
source_kinds: { official: { ja: 公式, en: official }, visit: { ja: 訪問, en: visit } }
from: { call: { ja: 電話した日, en: the day of your call } }
facts:
  desk.phone: { type: phone, label: { ja: 電話, en: Phone } }
  desk.hours: { type: words, label: { ja: 時間, en: Hours } }
  desk.english: { type: bool, label: { ja: 英語, en: English } }
  loan.days: { type: days, label: { ja: 期限, en: Time limit } }
";

const ROWS: &str = "\
rows:
  central:
    name: { ja: 中央, en: Central }
    facts:
      desk.phone:
        value: 03-0000-0001   # read twice
        read: 2026-11-22
        confidence: high
        sources:
          - url: https://example.org/desk
            kind: official
      desk.hours:
        value: { ja: 平日の午前九時から午後五時まで、昼の一時間は休み, en: \"Weekdays, nine to five\" }
        read: 2026-08-01
        confidence: medium
        sources: [{ url: https://example.org/desk, kind: official }]
  west:
    name: { ja: 西, en: West }
    facts:
      desk.phone: { value: 03-0000-0002, read: 2026-01-01, confidence: low, sources: [{ url: https://example.org/west, kind: visit }] }
      loan.days:
        value: { days: 14 }
        read: 2026-11-01
        checked: 2026-11-20
        confidence: medium
        sources: [{ url: https://example.org/west, kind: visit }]
    unknown: [desk.english]
";

const PAGES: &str = "\
==> content/site.yaml
base_url: https://example.org/
languages: [ja, en]
==> content/ja/index.md
---
title: 図書館
---
朝の案内です。窓口は
![](fact:libraries/central#desk.hours)に開きます。夜は閉まります。

![](facts:libraries/central#desk)
==> content/en/index.md
---
title: Library
---
> [!NOTE]
> Come early. [While the desk is open](fact:libraries/central#desk.hours),
> somebody helps you.

![](facts:libraries/west#desk)

![](facts:libraries#desk.hours,loan.days)
";

/// One fact in sentences, words, tables, the comparison and a tree, in both languages.
fn site() -> TempDir {
    let site = support::site(PAGES);
    support::write(&site.path().join("content/data/libraries.schema.yaml"), SCHEMA);
    support::write(&data(site.path()), ROWS);
    support::write(&site.path().join("content/trees/lost-book.yaml"), fs::read(repository("src/tree/tests/lost-book.yaml")).unwrap());
    support::write(
        &site.path().join("content/trees/lost-book.paths.tsv"),
        fs::read(repository("src/tree/tests/lost-book.paths.tsv")).unwrap(),
    );
    site
}

fn data(site: &Path) -> std::path::PathBuf {
    site.join("content/data/libraries.yaml")
}

fn facts(site: &Path, arguments: &[&str]) -> Run {
    futago_at(site, "facts", arguments)
}

fn lines(run: &Run) -> Vec<Value> {
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

// ---- the table

#[test]
fn the_table_stands_in_columns_also_with_full_width_characters() {
    let run = facts(site().path(), &[]).code(0);
    assert_eq!(
        run.stdout,
        "\
fact                          value                            confidence  read        checked      days  state
libraries/central#desk.hours  平日の午前九時から午後五時まで…  medium      2026-08-01  unconfirmed   113  stale
libraries/central#desk.phone  03-0000-0001                     high        2026-11-22  unconfirmed     0  current
libraries/west#desk.phone     03-0000-0002                     low         2026-01-01  unconfirmed   325  expired
libraries/west#loan.days      14日                             medium      2026-11-01  2026-11-20      2  current
4 facts: 1 high, 2 medium, 1 low; 1 confirmed, 3 unconfirmed; 2 current, 1 stale, 1 expired
"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn the_day_decides_what_is_stale() {
    let site = site();
    let shown = |arguments: &[&str]| {
        let run = facts(site.path(), arguments).code(0);
        run.stdout
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().next().filter(|key| key.contains('#')))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&["--stale"]), ["libraries/central#desk.hours", "libraries/west#desk.phone"]);
    // The last argument wins: a day on which nothing has aged but what has expired.
    let on =
        |day: &str| Run::of(program().args(["facts", "--stale", "--format", "json", "--today", day, "--root"]).arg(site.path())).code(0);
    let states = |day: &str| {
        lines(&on(day))
            .iter()
            .map(|line| format!("{} {}", line["fact"].as_str().unwrap(), line["state"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(states("2026-04-11"), [] as [&str; 0], "the hundredth day");
    assert_eq!(states("2026-04-12"), ["libraries/west#desk.phone stale"]);
    assert_eq!(states("2026-07-20"), ["libraries/west#desk.phone stale"], "the two hundredth day");
    assert_eq!(states("2026-07-21"), ["libraries/west#desk.phone expired"]);
}

#[test]
fn the_table_can_be_narrowed() {
    let site = site();
    for (arguments, expected) in [
        (&["--unconfirmed"][..], &["central#desk.hours", "central#desk.phone", "west#desk.phone"][..]),
        (&["--unconfirmed", "--stale"], &["central#desk.hours", "west#desk.phone"]),
        (&["libraries"], &["central#desk.hours", "central#desk.phone", "west#desk.phone", "west#loan.days"]),
        (&["libraries/west"], &["west#desk.phone", "west#loan.days"]),
        (&["libraries#desk.phone"], &["central#desk.phone", "west#desk.phone"]),
        (&["libraries/central#desk"], &["central#desk.hours", "central#desk.phone"]),
        (&["libraries/west#loan.days"], &["west#loan.days"]),
    ] {
        let run = facts(site.path(), &[arguments, &["--format", "json"]].concat()).code(0);
        let found: Vec<String> = lines(&run).iter().map(|line| line["fact"].as_str().unwrap().replace("libraries/", "")).collect();
        assert_eq!(found, expected, "{arguments:?}");
    }
}

#[test]
fn a_program_is_told_all_of_a_fact() {
    let run = facts(site().path(), &["libraries/central#desk.phone", "--format", "json"]).code(0);
    let expected: Value = serde_json::json!({
        "fact": "libraries/central#desk.phone", "value": "03-0000-0001", "confidence": "high", "read": "2026-11-22", "checked": null,
        "days": 0, "state": "current", "sources": ["https://example.org/desk"],
        "path": "content/data/libraries.yaml", "line": 5, "column": 7,
    });
    assert_eq!(lines(&run), [expected]);
    facts(site().path(), &["--format", "github"]).code(2);
}

#[test]
fn a_key_that_does_not_exist_is_a_wrong_call_with_a_suggestion() {
    let site = site();
    for (key, expected) in [
        ("library", "there is no collection `library`; did you mean `libraries`?"),
        ("libraries/centre", "`libraries` has no row `centre`; did you mean `central`?"),
        ("libraries/west#desk.fone", "the schema of `libraries` has no fact `desk.fone`; did you mean `desk.phone`?"),
        ("libraries#zzz", "the schema of `libraries` has no fact `zzz`: `futago facts` lists all facts"),
        ("a/b/c", "`a/b/c` names no facts: write COLLECTION/ROW#GROUP.NAME, or less of it"),
    ] {
        for arguments in [&[key][..], &["--uses", key], &["confirm", key]] {
            assert_eq!(facts(site.path(), arguments).code(2).stderr, format!("futago: {expected}\n"), "{arguments:?}");
        }
    }
    let group = facts(site.path(), &["--uses", "libraries#desk"]).code(2);
    assert_eq!(group.stderr, "futago: `desk` is a group: name one of its facts, as `futago facts libraries#desk` lists them\n");
    facts(site.path(), &["--uses", "libraries"]).code(2);
}

#[test]
fn data_with_errors_are_listed_and_fail_and_with_strict_so_do_stale_ones() {
    let site = site();
    facts(site.path(), &["--strict"]).code(1);
    fs::write(data(site.path()), ROWS.replace("confidence: high", "confidence: sure")).unwrap();
    let run = facts(site.path(), &[]).code(1);
    assert!(run.stderr.contains("error[fact-evidence]") && !run.stderr.contains("stale-fact"), "{}", run.stderr);
    assert!(run.stdout.contains("\n3 facts: "), "{}", run.stdout);
}

// ---- what rests on a fact

#[test]
fn all_that_rests_on_a_fact_is_found_in_prose_table_and_tree_of_both_languages() {
    let run = facts(site().path(), &["--uses", "libraries/central#desk.hours"]).code(0);
    assert_eq!(
        run.stdout,
        "\
content/en/index.md:5:15: words: [While the desk is open](fact:libraries/central#desk.hours), somebody helps you.
content/en/index.md:10:1: comparison: ![](facts:libraries#desk.hours,loan.days)
content/ja/index.md:5:1: sentence: 窓口は ![](fact:libraries/central#desk.hours)に開きます。
content/ja/index.md:7:1: table: ![](facts:libraries/central#desk)
content/trees/lost-book.yaml:98:20: tree-text (ja) of the action `ASK`: 図書館（{fact: desk.hours}）に聞きます。
    outcomes: search-home, ask-desk
content/trees/lost-book.yaml:98:70: tree-text (en) of the action `ASK`: Ask the library ({fact: desk.hours}).
    outcomes: search-home, ask-desk
"
    );
    assert_eq!(run.stderr, "`libraries/central#desk.hours`: 6 places in 3 files\n");
}

#[test]
fn a_fact_of_any_row_is_found_where_any_row_names_it() {
    let site = site();
    let found = |key: &str| {
        let run = facts(site.path(), &["--uses", key, "--format", "json"]).code(0);
        lines(&run)
            .iter()
            .map(|line| {
                format!(
                    "{}:{} {}",
                    line["path"].as_str().unwrap().trim_start_matches("content/"),
                    line["line"],
                    line["kind"].as_str().unwrap()
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(found("libraries/west#desk.phone"), ["en/index.md:8 table", "trees/lost-book.yaml:105 tree-phone"]);
    assert_eq!(found("libraries#desk.phone"), ["en/index.md:8 table", "ja/index.md:7 table", "trees/lost-book.yaml:105 tree-phone"]);
    assert_eq!(found("libraries#loan.days"), ["en/index.md:10 comparison", "trees/lost-book.yaml:100 tree-deadline"]);
    assert_eq!(found("libraries/central#desk.english"), ["ja/index.md:7 table", "trees/lost-book.yaml:106 tree-list"]);
}

/// An action beside another is shown by the outcomes of that one, and a question's urgent action by the question.
#[test]
fn the_outcomes_and_questions_that_show_an_action_are_named() {
    let site = site();
    let tree = site.path().join("content/trees/lost-book.yaml");
    let text = fs::read_to_string(&tree).unwrap();
    let text = text
        .replace("Ask a friend to speak.", "\"Ask a friend: {fact: desk.phone}.\"")
        .replace("Look in your bag.", "\"Look! {fact: libraries/west#desk.phone}\"");
    fs::write(&tree, text).unwrap();
    let run = facts(site.path(), &["--uses", "libraries#desk.phone", "--format", "json"]).code(0);
    let found: Vec<Value> = lines(&run).into_iter().filter(|line| line["kind"] == "tree-text").collect();
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0]["within"],
        serde_json::json!({ "tree": "lost-book", "part": "action", "id": "LOOK", "outcomes": ["search-home"], "questions": ["where"] })
    );
    assert_eq!(found[0]["language"], "en");
    assert_eq!(found[1]["within"]["outcomes"], serde_json::json!(["ring-station"]), "beside RING");
    assert_eq!(found[1]["text"], "Ask a friend: {fact: desk.phone}.");
    // A fact that names its row is that row's alone.
    let central = facts(site.path(), &["--uses", "libraries/central#desk.phone", "--format", "json"]).code(0);
    let parts: Vec<Value> =
        lines(&central).iter().filter(|line| line["kind"] == "tree-text").map(|line| line["within"]["id"].clone()).collect();
    assert_eq!(parts, ["FRIEND"]);
}

// ---- confirming

fn confirm(site: &Path, arguments: &[&str]) -> Run {
    facts(site, &[&["confirm"], arguments].concat())
}

#[test]
fn confirming_adds_one_line_and_confirming_again_adds_none() {
    let site = site();
    let run = confirm(site.path(), &["libraries/central#desk.phone"]).code(0);
    assert_eq!(run.stdout, "confirmed libraries/central#desk.phone on 2026-11-22 in content/data/libraries.yaml\n");
    let expected = ROWS.replacen("        read: 2026-11-22\n", "        read: 2026-11-22\n        checked: 2026-11-22\n", 1);
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), expected);
    let before = support::stamps(&site.path().join("content"));
    let run = confirm(site.path(), &["libraries/central#desk.phone", "--checked", TODAY]).code(0);
    assert_eq!(
        run.stdout,
        "libraries/central#desk.phone was confirmed on 2026-11-22 already; content/data/libraries.yaml stays as it is\n"
    );
    assert_eq!(support::stamps(&site.path().join("content")), before, "not even touched");
    assert!(facts(site.path(), &["libraries/central"]).code(0).stdout.contains("1 confirmed, 1 unconfirmed"));
}

#[test]
fn a_day_can_be_renewed_and_braces_stay_braces() {
    let site = site();
    confirm(site.path(), &["libraries/west#loan.days"]).code(0);
    confirm(site.path(), &["libraries/west#desk.phone", "--checked", "2026-11-21"]).code(0);
    let expected =
        ROWS.replace("checked: 2026-11-20", "checked: 2026-11-22").replace("read: 2026-01-01, ", "read: 2026-01-01, checked: 2026-11-21, ");
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), expected);
}

#[test]
fn a_source_of_the_fact_stays_and_a_new_one_is_listed_behind_it() {
    let site = site();
    confirm(site.path(), &["libraries/central#desk.phone", "--source", "https://example.org/desk"]).code(0);
    let once = ROWS.replacen("        read: 2026-11-22\n", "        read: 2026-11-22\n        checked: 2026-11-22\n", 1);
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), once);

    let new = "https://example.org/new";
    let run = confirm(site.path(), &["libraries/central#desk.phone", "--source", new]).code(2);
    assert_eq!(
        run.stderr,
        "futago: `libraries/central#desk.phone` does not name `https://example.org/new` yet: add `--kind`, one of official, visit\n"
    );
    let run = confirm(site.path(), &["libraries/central#desk.phone", "--source", new, "--kind", "visits"]).code(2);
    assert_eq!(run.stderr, "futago: `visits` is no kind of source; did you mean `visit`?\n");
    confirm(site.path(), &["libraries/central#desk.phone", "--source", "example.org", "--kind", "visit"]).code(2);
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), once);

    confirm(site.path(), &["libraries/central#desk.phone", "--source", new, "--kind", "visit"]).code(0);
    confirm(site.path(), &["libraries/west#desk.phone", "--source", new, "--kind", "official"]).code(0);
    let expected = once
        .replacen(
            "            kind: official\n",
            "            kind: official\n          - url: https://example.org/new\n            kind: visit\n",
            1,
        )
        .replace(
            "low, sources: [{ url: https://example.org/west, kind: visit }]",
            "low, sources: [{ url: https://example.org/west, kind: visit }, { url: https://example.org/new, kind: official }]",
        )
        .replace("read: 2026-01-01, ", "read: 2026-01-01, checked: 2026-11-22, ");
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), expected);
    facts(site.path(), &[]).code(0);
}

/// Every refusal is a finding (cannot-confirm) with its place, and the file stays as it is.
#[test]
fn what_cannot_be_confirmed_is_refused_with_its_place() {
    let site = site();
    let aliases = ROWS.replace("  west:\n", "  west-2: { name: { ja: 西2, en: West 2 }, facts: { desk.phone: &shared { value: 03-0000-0003, read: 2026-01-01, confidence: low, sources: [{ url: https://example.org/west, kind: visit }] } } }\n  west-3: { name: { ja: 西3, en: West 3 }, facts: { desk.phone: *shared } }\n  west:\n");
    for (text, arguments, place, message) in [
        (ROWS, &["libraries/west#desk.english"][..], [27, 15], "`west` of `libraries` gives no fact `desk.english`"),
        (ROWS, &["libraries/west#desk.hours"], [17, 3], "`west` of `libraries` gives no fact `desk.hours`"),
        (ROWS, &["libraries/central#desk.hours", "--checked", "2026-07-31"], [12, 7], "its value was read later, on 2026-08-01"),
        (ROWS, &["libraries/central#desk.hours", "--checked", "2026-11-23"], [12, 7], "today is 2026-11-22"),
        (&aliases, &["libraries/west-2#desk.phone"], [17, 52], "cannot be edited here without changing anything else"),
        (&aliases, &["libraries/west-3#desk.phone"], [18, 52], "cannot be edited here without changing anything else"),
    ] {
        fs::write(data(site.path()), text).unwrap();
        let run = confirm(site.path(), &[arguments, &["--format", "json"]].concat()).code(1);
        let finding = &lines(&run)[0];
        assert_eq!(finding["code"], "cannot-confirm");
        assert!(finding["message"].as_str().unwrap().contains(message), "{finding}");
        assert!(!finding["help"].as_str().unwrap().is_empty());
        assert_eq!([&finding["line"], &finding["column"]], place, "{arguments:?}: {finding}");
        assert_eq!(fs::read_to_string(data(site.path())).unwrap(), text);
    }
    assert_eq!(support::names(&site.path().join("content/data")), ["libraries.schema.yaml", "libraries.yaml"], "nothing is left beside it");
}

#[test]
fn bytes_that_are_no_text_are_not_written_back_as_other_ones() {
    let site = site();
    let mut bytes = ROWS.as_bytes().to_vec();
    bytes.extend(b"# \x82\xa0 in Shift_JIS\n");
    fs::write(data(site.path()), &bytes).unwrap();
    let run = confirm(site.path(), &["libraries/central#desk.phone"]).code(1);
    assert!(run.stderr.contains("error[cannot-confirm]: the file is not what was read"), "{}", run.stderr);
    assert_eq!(fs::read(data(site.path())).unwrap(), bytes);
}

#[test]
fn a_wrong_call_is_told() {
    let site = site();
    for arguments in [
        &["libraries/central#desk.phone", "--kind", "visit"][..],
        &["--source", "https://example.org/"],
        &["libraries#desk.phone"],
        &["libraries/central", "--source", "https://example.org/"],
        &["libraries/central#desk.phone", "--checked", "yesterday"],
        &["--format", "json"],
    ] {
        confirm(site.path(), arguments).code(2);
    }
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), ROWS);
}

/// Walks the ledger with these answers.
fn walk(site: &Path, arguments: &[&str], answers: &str) -> Run {
    let mut command = program();
    command.args(["facts", "confirm"]).args(arguments).args(["--today", TODAY, "--root"]).arg(site);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn the_ledger_is_worked_down_by_answering() {
    let site = site();
    let run = walk(site.path(), &[], "what?\ny\nn\nyes\n").code(0);
    assert!(
        run.stdout.starts_with(
            "\n[1/3] libraries/central#desk.hours\n  時間: 平日の午前九時から午後五時まで、昼の一時間は休み\n  read 2026-08-01, medium\n  \
             https://example.org/desk (official)\nIs it still so there? [y]es, [n]ext, [q]uit: Is it still so there?"
        ),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "confirmed 2 facts, 1 left\n");
    let expected = ROWS
        .replacen("        read: 2026-08-01\n", "        read: 2026-08-01\n        checked: 2026-11-22\n", 1)
        .replace("read: 2026-01-01, ", "read: 2026-01-01, checked: 2026-11-22, ");
    assert_eq!(fs::read_to_string(data(site.path())).unwrap(), expected);
    let run = walk(site.path(), &["libraries/west"], "");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "confirmed 0 facts, 0 left\n"), "nothing is open there");
    let run = walk(site.path(), &[], "q\n").code(0);
    assert_eq!(run.stderr, "confirmed 0 facts, 1 left\n");
    let run = walk(site.path(), &[], "").code(0);
    assert_eq!(run.stderr, "confirmed 0 facts, 1 left\n", "the end of the answers ends it");
}

#[test]
fn our_own_guide_is_listed_whole() {
    let run = facts(&repository(""), &[]).code(0);
    let rows = run.stdout.lines().count() - 2;
    assert!(rows > 100);
    assert!(run.stdout.lines().last().unwrap().starts_with(&format!("{rows} facts: ")));
}
