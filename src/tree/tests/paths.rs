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

/// 2,000 questions and outcomes: read, measured and judged, and only the number of ways is too large to be listed.
#[test]
fn a_tree_of_two_thousand_nodes_is_read() {
    let (before, after) = LOST_BOOK.split_once("  - id: told\n    title").unwrap();
    let mut wide =
        before.replace("to: ring-station, ja", "to: wide-0, ja").replace("to: ask-desk, ja: いいえ", "to: ring-station, ja: いいえ");
    const QUESTIONS: usize = 1_990;
    for at in 0..QUESTIONS {
        // Each question leads to the next five of a heap, so that the way down is short.
        let to = |child: usize| if child < QUESTIONS { format!("wide-{child}") } else { "ask-desk".to_owned() };
        let _ = write!(
            wide,
            "      - id: wide-{at}\n        ask: {{ ja: 何番ですか。, en: Which number? }}\n        why: {{ ja: 棚です。, en: The shelf. }}\n        \
             answers:\n          - {{ id: a, to: {}, ja: 一, en: One }}\n          - {{ id: b, to: {}, ja: 二, en: Two }}\n          \
             - {{ id: c, to: {}, ja: 三, en: Three }}\n          - {{ id: d, to: {}, ja: 四, en: Four }}\n          \
             - {{ id: e, to: {}, ja: 五, en: Five }}\n",
            to(at * 5 + 1),
            to(at * 5 + 2),
            to(at * 5 + 3),
            to(at * 5 + 4),
            to(at * 5 + 5),
        );
    }
    let (trees, findings) = read(&[("lost-book.yaml", &format!("{wide}  - id: told\n    title{after}"))]);
    let tree = trees.get("lost-book").unwrap();
    assert_eq!(tree.nodes().count(), 8 + QUESTIONS);
    assert_eq!(tree.figures().longest, 8);
    // A heap of n questions with five answers each has 4n + 1 ways out of it; five others lead past it.
    assert_eq!(tree.ways(), 4 * QUESTIONS as u64 + 1 + 5);
    assert_eq!(findings, [format!("4: tree-size: there are {} ways to an outcome, and 400 at most", tree.ways())]);
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
