//! One small sound tree, and what becomes of it.

mod anything;
mod damage;
mod paths;

use super::{KINDS, Tree, Trees, parse};
use crate::lang::{LanguageInfo, Languages};
use crate::source::{Source, Sources};

/// A sound tree, and the table of its paths.
const LOST_BOOK: &str = include_str!("tests/lost-book.yaml");
const TABLE: &str = include_str!("tests/lost-book.paths.tsv");

fn languages() -> Languages {
    Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")])
}

/// The trees of these files, by their names under content/trees/, and each finding as one line.
fn read(files: &[(&str, &str)]) -> (Trees, Vec<String>) {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(&format!("content/trees/{name}"), *text);
    }
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages());
    let findings = parsed.diagnostics.iter().map(|finding| {
        let span = finding.span.expect("every finding about trees has a place");
        assert!(finding.help.is_some(), "every finding about trees has a remedy");
        format!("{}: {}: {}", sources.place(span).line, finding.kind.code, finding.message)
    });
    let findings = findings.collect();
    (parsed.value, findings)
}

/// The tree of a text, with its own table beside it, and the findings.
fn tree(text: &str, table: &str) -> (Tree, Vec<String>) {
    let (trees, findings) = read(&[("lost-book.yaml", text), ("lost-book.paths.tsv", table)]);
    (trees.get("lost-book").expect("it has a first question").clone(), findings)
}

#[test]
fn a_sound_tree_has_no_findings() {
    let (tree, findings) = tree(LOST_BOOK, TABLE);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(tree.nodes().count(), 8);
    assert_eq!(tree.node("pay").map(|node| tree.id_of(node)), Some("pay"));
    assert_eq!(tree.at_most(super::QuestionId::ROOT), 2);
}

#[test]
fn every_kind_of_finding_has_its_manual() {
    for kind in KINDS {
        assert!(["What: ", "Why: ", "Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
    }
}
