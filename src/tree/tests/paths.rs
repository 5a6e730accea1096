use std::fmt::Write;

use super::{LOST_BOOK, TABLE, languages, read, tree};
use crate::tree::table_text;

fn changed(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(LOST_BOOK.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn the_table_is_what_the_tree_says() {
    let (tree, _) = tree(LOST_BOOK, TABLE);
    assert_eq!(table_text(&tree, &languages()).as_deref(), Some(TABLE));
    assert_eq!(TABLE.lines().nth(3), Some("train\t電車の中 › はい\tOn a train › Yes\tring-station\twhere:train train-when:yes"));
}

#[test]
fn line_ends_of_another_system_change_no_path() {
    let (_, findings) = tree(LOST_BOOK, &TABLE.replace('\n', "\r\n"));
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn paths_that_end_elsewhere_are_told_at_the_answer() {
    let text = changed(&[("to: ask-desk, ja: 分からない", "to: told-paid, ja: 分からない")]);
    let (_, findings) = tree(&text, TABLE);
    assert_eq!(
        findings,
        ["15: tree-paths-changed: against the table, 2 paths are new, 1 path is gone because of this: `where:unknown` is gone, which \
          ended in `ask-desk`; `where:unknown told-paid:no` is new, and ends in `pay`; `where:unknown told-paid:yes` is new, and ends \
          in `over`"]
    );
}

#[test]
fn a_question_in_between_is_one_cause() {
    let text = changed(&[
        ("to: train-when, usual", "to: which-train, usual"),
        (
            "  - id: told\n    title",
            "      - id: which-train\n        ask: { ja: どの電車ですか。, en: Which train? }\n        why: { ja: 駅が変わります。, en: It decides the station. }\n        \
             answers:\n          - { id: known, to: train-when, ja: 分かる, en: I know }\n          - { id: unknown, to: ask-desk, ja: 分からない, en: I do not know }\n  \
             - id: told\n    title",
        ),
    ]);
    let (_, findings) = tree(&text, TABLE);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("12: tree-paths-changed: against the table, 3 paths are new, 2 paths are gone because of this: "));
    assert!(findings[0].ends_with("; and 2 more"));
}

#[test]
fn other_words_are_told_once() {
    let text = changed(&[("ja: 電車の中", "ja: 電車")]);
    let (_, findings) = tree(&text, TABLE);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("in 2 of its lines; every path ends where it did"), "{findings:?}");
}

#[test]
fn a_redirect_stands_for_what_is_gone() {
    let renamed = [("  - id: pay\n", "  - id: pay-desk\n"), ("to: pay,", "to: pay-desk,")];
    let codes = |text: &str| -> Vec<String> {
        tree(text, TABLE).1.iter().map(|finding| finding.split(": ").nth(1).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes(&changed(&renamed)), ["tree-paths-changed", "tree-redirect"]);
    assert_eq!(
        codes(&changed(&[&renamed[..], &[("stages:\n", "redirects: { pay: pay-desk }\n\nstages:\n")]].concat())),
        ["tree-paths-changed"]
    );
}

#[test]
fn facts_in_texts_keep_their_places() {
    let (tree, _) = tree(LOST_BOOK, TABLE);
    let used: Vec<&str> = tree.fact_uses.iter().map(|fact| &LOST_BOOK[fact.span.start as usize..fact.span.end as usize]).collect();
    assert_eq!(used, ["{fact: desk.hours}", "{fact: desk.hours}", "loan.days", "desk.phone", "desk.english"]);
}

/// The lost book with so many questions more; `to` says where answer number `usize` of a question leads.
fn widened(questions: usize, answers: usize, to: impl Fn(usize, usize) -> String) -> String {
    let (before, after) = LOST_BOOK.split_once("  - id: told\n    title").unwrap();
    let mut wide =
        before.replace("to: ring-station, ja", "to: wide-0, ja").replace("to: ask-desk, ja: いいえ", "to: ring-station, ja: いいえ");
    for at in 0..questions {
        let _ = write!(
            wide,
            "      - id: wide-{at}\n        ask: {{ ja: 何番ですか。, en: Which number? }}\n        why: {{ ja: 棚です。, en: The shelf. }}\n        \
             answers:\n",
        );
        for answer in 0..answers {
            let to = to(at, answer);
            let _ = writeln!(wide, "          - {{ id: a{answer}, to: {to}, ja: {answer}番, en: Number {answer} }}");
        }
    }
    format!("{wide}  - id: told\n    title{after}")
}

/// The findings about a tree of that text without a table, and the tree.
fn read_alone(text: &str) -> (crate::tree::Tree, Vec<String>) {
    let (trees, findings) = read(&[("lost-book.yaml", text)]);
    (trees.get("lost-book").unwrap().clone(), findings)
}

const MANY: usize = 1_992;

/// Each question leads to the next of a heap, so that the way down is short; what lies beyond leads to the desk.
fn heap(questions: usize, answers: usize) -> impl Fn(usize, usize) -> String {
    move |at, answer| {
        let child = at * answers + answer + 1;
        if child < questions { format!("wide-{child}") } else { "ask-desk".to_owned() }
    }
}

/// Two thousand questions and outcomes: all is proved, and only the ways out are too many for a table that somebody can read.
#[test]
fn a_tree_of_two_thousand_nodes_is_proved() {
    let (tree, findings) = read_alone(&widened(MANY, 5, heap(MANY, 5)));
    assert_eq!(tree.nodes().count(), 2_000);
    assert_eq!(tree.figures().longest, 8);
    // A heap of n questions with five answers each has 4n + 1 ways out of it; five others lead past it.
    assert_eq!(tree.ways(), 4 * MANY as u64 + 1 + 5);
    assert_eq!(findings, [format!("4: tree-size: there are {} ways to an outcome, and 400 at most", tree.ways())]);
}

/// Of questions with two answers each there are fewer than ways, so 400 ways bound the tree; this is the largest of that kind.
#[test]
fn the_largest_sound_tree_has_no_findings() {
    const QUESTIONS: usize = 80;
    let text = widened(QUESTIONS, 5, heap(QUESTIONS, 5));
    let (tree, findings) = read_alone(&text);
    assert_eq!(findings, ["4: tree-paths-changed: `lost-book` has no table of its paths yet"]);
    assert_eq!(tree.ways(), 4 * QUESTIONS as u64 + 1 + 5);
    let table = table_text(&tree, &languages()).unwrap();
    let (_, findings) = super::tree(&text, &table);
    assert!(findings.is_empty(), "{findings:?}");
}

/// Layers of questions, each leading to all of the next: more ways than can be counted, and none of them is walked.
#[test]
fn ways_beyond_counting_are_one_clear_finding() {
    let next = |at: usize, answer: usize| {
        let child = at.div_ceil(5) * 5 + 1 + answer;
        if child < MANY { format!("wide-{child}") } else { "ask-desk".to_owned() }
    };
    let (tree, findings) = read_alone(&widened(MANY, 5, next));
    assert_eq!(tree.ways(), u64::MAX);
    let sizes: Vec<&String> = findings.iter().filter(|finding| finding.contains("tree-size")).collect();
    assert_eq!(sizes, ["4: tree-size: there are more ways to an outcome than can be counted, and 400 at most"]);
    assert_eq!(table_text(&tree, &languages()), None);
}

/// Not every wrong name is compared with every right one.
#[test]
fn of_many_wrong_names_only_the_first_are_given_a_near_one() {
    let text = widened(300, 5, |at, _| format!("wid-{at}"));
    let mut sources = crate::source::Sources::default();
    sources.add("content/trees/lost-book.yaml", text);
    let list: Vec<&crate::source::Source> = sources.all().map(|source| &**source).collect();
    let findings = crate::tree::parse(&list, &languages()).diagnostics;
    let helps: Vec<String> = findings
        .iter()
        .filter(|finding| finding.kind.code == "tree-target")
        .map(|finding| finding.help.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(helps.len(), 1_500);
    assert_eq!(helps.iter().filter(|help| help.starts_with("did you mean `wide-")).count(), 100);
    assert_eq!(helps[1_499], "correct the name, or add it to its list");
}

#[test]
fn a_chain_of_many_questions_exhausts_no_stack() {
    let (before, after) = LOST_BOOK.split_once("  - id: told\n    title").unwrap();
    let mut chain =
        before.replace("to: ring-station, ja", "to: chain-0, ja").replace("to: ask-desk, ja: いいえ", "to: ring-station, ja: いいえ");
    for at in 0..3_000 {
        let to = if at == 2_999 { "ask-desk".to_owned() } else { format!("chain-{}", at + 1) };
        let _ = write!(
            chain,
            "      - id: chain-{at}\n        ask: {{ ja: まだですか。, en: Still there? }}\n        why: {{ ja: 次です。, en: The next. }}\n        \
             answers:\n          - {{ id: a, to: {to}, ja: はい, en: Still }}\n          - {{ id: b, to: ask-desk, ja: いいえ, en: Over }}\n",
        );
    }
    let (trees, _) = read(&[("lost-book.yaml", &format!("{chain}  - id: told\n    title{after}"))]);
    assert_eq!(trees.get("lost-book").unwrap().figures().longest, 3_002);
}
