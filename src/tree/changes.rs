//! What has changed against the committed table of paths, and which place of the tree is the cause.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::lang::Languages;
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_PATHS_CHANGED, TREE_REDIRECT};
use crate::tree::model::{NodeId, QuestionId, Tree};
use crate::tree::paths::Path;
use crate::tree::table::{self, Row, Table};

/// Paths named in one finding; further ones are counted.
const MOST_NAMED: usize = 3;
/// Findings about one table; further causes are counted.
const MOST_CAUSES: usize = 10;

/// What happened to the paths behind one cause.
#[derive(Default)]
struct Change {
    elsewhere: usize,
    new: usize,
    gone: usize,
    /// The first of them, in words.
    named: Vec<String>,
    /// The first line of the table that is no longer right.
    row: Option<Span>,
}

/// Compares the ways of a tree with its table, and says whether they are the same.
pub fn judge(tree: &Tree, paths: &[Path], table: &Table, diagnostics: &mut Vec<Diagnostic>) -> bool {
    for span in &table.unread {
        let message = say!("this line is no path, or stands here twice");
        diagnostics.push(Diagnostic::new(&TREE_PATHS_CHANGED, *span, message).help(accept(tree)));
    }
    let changes = changes(tree, paths, table);
    let rest = changes.len().saturating_sub(MOST_CAUSES);
    let is_same = changes.is_empty();
    for (cause, change) in changes.into_iter().take(MOST_CAUSES) {
        diagnostics.push(finding(tree, cause, change));
    }
    if rest > 0 {
        let message = say!("paths have changed for {count} more reasons", count = rest);
        diagnostics.push(Diagnostic::new(&TREE_PATHS_CHANGED, tree.root().span, message).help(accept(tree)));
    }
    is_same && table.unread.is_empty()
}

/// A finding: there is no table yet.
pub fn missing(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    let message = say!("`{name}` has no table of its paths yet", name = tree.name);
    let help = say!("run `futago tree {name} --accept` and commit content/trees/{name}.paths.tsv", name = tree.name);
    diagnostics.push(Diagnostic::new(&TREE_PATHS_CHANGED, tree.root().span, message).help(help));
}

/// Ids that the table knows and that are gone, without a redirect.
pub fn redirects(tree: &Tree, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    let redirected: BTreeSet<&str> = tree.redirects.iter().map(|redirect| redirect.old.as_str()).collect();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        for id in row.way.iter().map(|(question, _)| question).chain([&row.outcome]) {
            if seen.insert(id) && tree.node(id).is_none() && !redirected.contains(id.as_str()) {
                let message = say!("`{id}` was in the tree and is gone, and nothing stands for it", id = id);
                let help = say!("add `redirects: { {id}: … }` to the tree, with the question or outcome that stands for it now", id = id);
                diagnostics.push(Diagnostic::new(&TREE_REDIRECT, row.span, message).help(help));
            }
        }
    }
}

/// The changes by the place that causes them, in the order of the tree.
fn changes(tree: &Tree, paths: &[Path], table: &Table) -> BTreeMap<Span, Change> {
    let mut changes: BTreeMap<Span, Change> = BTreeMap::new();
    let now: BTreeMap<String, &Path> = paths.iter().map(|path| (table::way(tree, path), path)).collect();
    let mut known = BTreeSet::new();
    let mut next: BTreeMap<String, &str> = BTreeMap::new();
    for row in &table.rows {
        let way = written(&row.way);
        note(row, &mut next);
        let now = now.get(&way).map(|path| tree.outcome(path.outcome).id.as_str());
        known.insert(way.clone());
        if now == Some(row.outcome.as_str()) {
            continue;
        }
        let change = changes.entry(cause_of_old(tree, row)).or_default();
        change.row.get_or_insert(row.span);
        match now {
            Some(outcome) => {
                change.elsewhere += 1;
                change.name(format!("`{way}` ends in `{outcome}`, no longer in `{}`", row.outcome));
            }
            None => {
                change.gone += 1;
                change.name(format!("`{way}` is gone, which ended in `{}`", row.outcome));
            }
        }
    }
    for (way, path) in now.iter().filter(|(way, _)| !known.contains(*way)) {
        let change = changes.entry(cause_of_new(tree, path, &next)).or_default();
        change.new += 1;
        change.name(format!("`{way}` is new, and ends in `{}`", tree.outcome(path.outcome).id));
    }
    changes
}

/// Notes where each beginning of a path led in the table.
fn note<'a>(row: &'a Row, next: &mut BTreeMap<String, &'a str>) {
    let mut beginning = String::new();
    for (question, answer) in &row.way {
        next.insert(beginning.clone(), question);
        beginning.push_str(&format!(" {question}:{answer}"));
    }
    next.insert(beginning, &row.outcome);
}

fn written(way: &[(String, String)]) -> String {
    way.iter().map(|(question, answer)| format!("{question}:{answer}")).collect::<Vec<_>>().join(" ")
}

/// The last answer up to which the tree and the table agree; the question, where that answer is gone.
fn cause_of_old(tree: &Tree, row: &Row) -> Span {
    let (mut at, mut cause) = (NodeId::Question(QuestionId::ROOT), tree.root().span);
    for (question, answer) in &row.way {
        let NodeId::Question(id) = at else { return cause };
        if tree.question(id).id != *question {
            return cause;
        }
        let Some(answer) = tree.question(id).answers.iter().find(|known| known.id == *answer) else { return tree.question(id).span };
        cause = answer.to_span;
        let Some(to) = answer.to else { return cause };
        at = to;
    }
    cause
}

fn cause_of_new(tree: &Tree, path: &Path, next: &BTreeMap<String, &str>) -> Span {
    let (mut beginning, mut cause) = (String::new(), tree.root().span);
    for step in &path.steps {
        let (question, answer) = (tree.question(step.0), tree.answer(*step));
        if next.get(&beginning).copied() != Some(question.id.as_str()) {
            return cause;
        }
        beginning.push_str(&format!(" {}:{}", question.id, answer.id));
        cause = answer.to_span;
    }
    cause
}

impl Change {
    fn name(&mut self, words: String) {
        if self.named.len() < MOST_NAMED {
            self.named.push(words);
        }
    }
}

fn finding(tree: &Tree, cause: Span, change: Change) -> Diagnostic {
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 path {one}")),
        _ => Some(format!("{number} paths {many}")),
    };
    let counts = [
        count(change.elsewhere, "ends elsewhere", "end elsewhere"),
        count(change.new, "is new", "are new"),
        count(change.gone, "is gone", "are gone"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let total = change.elsewhere + change.new + change.gone;
    let mut named = change.named.join("; ");
    if total > change.named.len() {
        named.push_str(&format!("; and {} more", total - change.named.len()));
    }
    let message = say!("against the table, {counts} because of this: {named}", counts = counts.join(", "), named = named);
    let finding = Diagnostic::new(&TREE_PATHS_CHANGED, cause, message).help(accept(tree));
    match change.row {
        Some(row) => finding.related(row, say!("in the table")),
        None => finding,
    }
}

fn accept(tree: &Tree) -> crate::diagnostic::Message {
    say!("if this is meant, run `futago tree {name} --accept` and commit the table", name = tree.name)
}

/// Every path ends where it did; the words may be others.
pub fn words(tree: &Tree, paths: &[Path], table: &Table, languages: &Languages, diagnostics: &mut Vec<Diagnostic>) {
    let expected = paths.iter().map(|path| table::line(tree, path, languages));
    let differing: Vec<Span> =
        table.rows.iter().zip(expected).filter(|(row, expected)| row.line != *expected).map(|(row, _)| row.span).collect();
    if let Some(first) = differing.first() {
        let message = say!(
            "the table has other words or another order than the tree in {count} of its lines; every path ends where it did",
            count = differing.len()
        );
        diagnostics.push(Diagnostic::new(&TREE_PATHS_CHANGED, *first, message).help(accept(tree)));
    } else if table.columns.as_deref() != Some(table::columns(languages).as_str()) {
        let message = say!("the columns of the table are not those of the site's languages");
        let span = table.rows.first().map_or(tree.root().span, |row| row.span);
        diagnostics.push(Diagnostic::new(&TREE_PATHS_CHANGED, span, message).help(accept(tree)));
    }
}
