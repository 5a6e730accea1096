//! `futago tree`: what it prints, and when it writes the table of paths.

mod support;

use std::fs;
use std::path::Path;

use futago::project::{Options, Project};
use futago::render::Indexing;
use futago::site::Drafts;
use support::repository;
use tempfile::TempDir;

/// A site with one sound tree and no table yet.
fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("tests/diagnostics/tree-paths-changed/site"), site.path());
    fs::copy(repository("src/tree/tests/lost-book.yaml"), tree(site.path())).unwrap();
    fs::remove_file(table(site.path())).unwrap();
    site
}

fn tree(site: &Path) -> std::path::PathBuf {
    site.join("content/trees/lost-book.yaml")
}

fn table(site: &Path) -> std::path::PathBuf {
    site.join("content/trees/lost-book.paths.tsv")
}

fn change(site: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(tree(site)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(tree(site), text.replacen(from, to, 1)).unwrap();
}

const FIGURES: &str = "\
lost-book
  2 stages, 3 questions, 8 answers
  5 outcomes (1 urgent, 3 act, 1 done), 6 actions
  6 paths: 2 questions on the longest, 2 on the usual one, 1.67 on average
";

#[test]
fn without_a_name_the_trees_are_listed() {
    let site = site();
    let run = support::futago_at(site.path(), "tree", &[]).code(0);
    assert_eq!(run.stdout, "lost-book  借りた本がない\n");
}

#[test]
fn a_name_that_does_not_exist_is_a_wrong_call_with_a_suggestion() {
    let site = site();
    let run = support::futago_at(site.path(), "tree", &["lost-bok"]).code(2);
    assert_eq!(run.stderr, "futago: there is no tree `lost-bok`; did you mean `lost-book`?\n");
    support::futago_at(site.path(), "tree", &["--accept"]).code(2);
}

#[test]
fn accepting_writes_the_table_and_check_is_content() {
    let site = site();
    let run = support::futago_at(site.path(), "tree", &["lost-book"]).code(1);
    assert!(run.stderr.contains("error[tree-paths-changed]: `lost-book` has no table of its paths yet"), "{}", run.stderr);
    assert_eq!(run.stdout, FIGURES);
    assert!(!table(site.path()).exists());

    let run = support::futago_at(site.path(), "tree", &["lost-book", "--accept"]).code(0);
    assert_eq!(run.stdout, format!("wrote content/trees/lost-book.paths.tsv\n{FIGURES}"));
    assert_eq!(fs::read(table(site.path())).unwrap(), fs::read(repository("src/tree/tests/lost-book.paths.tsv")).unwrap());
    support::futago_at(site.path(), "check", &["--strict"]).code(0);
}

#[test]
fn a_tree_with_errors_is_not_accepted() {
    let site = site();
    support::futago_at(site.path(), "tree", &["lost-book", "--accept"]).code(0);
    let before = fs::read(table(site.path())).unwrap();
    for (from, to, code) in [
        ("to: over, ja", "to: told-paid, ja", "tree-cycle"),
        ("to: told-paid, ja: はい", "to: over, ja: はい", "missing-words"),
        ("tel: { fact: desk.phone }", "tel: { fact: desk.hours }", "tree-fact"),
    ] {
        change(site.path(), from, to);
        if code == "missing-words" {
            change(site.path(), "ja: 切符, en: ticket", "ja: 切符");
        }
        let run = support::futago_at(site.path(), "tree", &["lost-book", "--accept"]).code(1);
        assert!(run.stderr.contains(&format!("error[{code}]")), "{code}: {}", run.stderr);
        assert!(run.stderr.contains("so its table of paths stays as it is"), "{}", run.stderr);
        assert_eq!(fs::read(table(site.path())).unwrap(), before, "{code}");
        if code == "missing-words" {
            change(site.path(), "ja: 切符 }", "ja: 切符, en: ticket }");
        }
    }
}

#[test]
fn what_lies_beside_a_tree_is_not_published() {
    let site = site();
    support::futago_at(site.path(), "tree", &["lost-book", "--accept"]).code(0);
    support::futago_at(site.path(), "build", &[]).code(0);
    let written = support::tree(&site.path().join("public"));
    let is_source = |path: &&String| path.ends_with(".yaml") || path.ends_with(".tsv") || path.contains("trees/");
    // The open data are made from the tree, not copied.
    let of_trees: Vec<&String> = written.keys().filter(is_source).filter(|path| !path.starts_with("data/trees/")).collect();
    assert!(of_trees.is_empty(), "{of_trees:?}");
}

/// The tree of our own guide. A change of it changes these figures too: both are looked at.
#[test]
fn the_tree_of_the_guide_is_as_researched() {
    let options = Options {
        root: repository(""),
        today: support::TODAY.parse().unwrap(),
        drafts: Drafts::Shown,
        base_url: None,
        indexing: Indexing::Allowed,
    };
    let project = Project::read(options).unwrap_or_else(|failure| panic!("{}", failure.0));
    let figures = project.site.trees().get("amazon-charge").unwrap().figures();
    assert_eq!((figures.stages, figures.questions, figures.answers), (9, 31, 143));
    assert_eq!((figures.outcomes, figures.of_kind, figures.actions), (58, [20, 23, 6, 2, 7], 66));
    assert_eq!((figures.paths, figures.longest, figures.usual), (300, 7, 6));
}

/// Readers who cannot judge their own case find an answer in every question.
#[test]
fn every_question_of_the_guide_can_be_answered_with_i_do_not_know() {
    let text = fs::read_to_string(repository("content/trees/amazon-charge.yaml")).unwrap();
    let answers = text.lines().filter(|line| line.contains("- { id: unknown,") || line.contains("- { id: unsure,")).count();
    assert_eq!(answers, 31);
}
