//! The table of paths, committed beside the tree: one line a path, so that a change of the tree shows which readers end elsewhere.

use std::collections::BTreeSet;

use crate::lang::{Lang, Languages};
use crate::source::{Source, Span};
use crate::tree::model::Tree;
use crate::tree::paths::Path;

const HEAD: &str = "\
# Every way through this tree, one line a path: the stage, the answers in each language, the outcome that they lead to, and
# the ids of the questions and answers. Written by `futago tree NAME --accept`; not to be edited by hand.
";
/// Between the answers of a path.
const STEP: &str = " › ";

/// One line of the table as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Question and answer of each step, as ids.
    pub way: Vec<(String, String)>,
    pub outcome: String,
    /// The whole line, without its end.
    pub line: String,
    pub span: Span,
}

/// The rows of a table, and the lines that are none.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    pub unread: Vec<Span>,
    /// The line that names the columns.
    pub columns: Option<String>,
}

/// The text of a tree's table.
pub fn write(tree: &Tree, paths: &[Path], languages: &Languages) -> String {
    let mut text = HEAD.replace("NAME", &tree.name);
    text.push_str(&columns(languages));
    text.push('\n');
    for path in paths {
        text.push_str(&line(tree, path, languages));
        text.push('\n');
    }
    text
}

/// `stage`, a column for each language, `outcome`, `way`.
pub fn columns(languages: &Languages) -> String {
    let columns: Vec<&str> = ["stage"].into_iter().chain(languages.complete_codes()).chain(["outcome", "way"]).collect();
    columns.join("\t")
}

pub fn line(tree: &Tree, path: &Path, languages: &Languages) -> String {
    let stage = tree.stage_of(path).map_or("-", |stage| tree.stage(stage).id.as_str());
    let words: Vec<String> = languages.complete().map(|lang| words(tree, path, lang)).collect();
    [stage, &words.join("\t"), &tree.outcome(path.outcome).id, &way(tree, path)].join("\t")
}

/// The answers of a path in words.
pub fn words(tree: &Tree, path: &Path, lang: Lang) -> String {
    let words = path.steps.iter().map(|step| {
        let words = tree.plain(&tree.answer(*step).label, lang);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    words.collect::<Vec<_>>().join(STEP)
}

/// The ids of a path's answers, each behind its question: `where:charge charge-stopped:no`.
pub fn way(tree: &Tree, path: &Path) -> String {
    let steps = path.steps.iter().map(|step| format!("{}:{}", tree.question(step.0).id, tree.answer(*step).id));
    steps.collect::<Vec<_>>().join(" ")
}

/// Reads a table. Line ends of another system do not matter.
pub fn read(source: &Source) -> Table {
    let mut table = Table::default();
    let mut seen = BTreeSet::new();
    let mut at = 0;
    for raw in source.text.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        let span = Span::new(source.id, at..at + line.len());
        at += raw.len();
        if line.trim_start_matches('\u{FEFF}').starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match row(line, span) {
            _ if table.columns.is_none() => table.columns = Some(line.to_owned()),
            Some(row) if seen.insert(row.way.clone()) => table.rows.push(row),
            _ => table.unread.push(span),
        }
    }
    table
}

fn row(line: &str, span: Span) -> Option<Row> {
    let mut fields = line.rsplit('\t');
    let (way, outcome) = (fields.next()?, fields.next()?);
    let step = |step: &str| step.split_once(':').map(|(question, answer)| (question.to_owned(), answer.to_owned()));
    let way: Vec<(String, String)> = way.split(' ').map(step).collect::<Option<_>>()?;
    Some(Row { way, outcome: outcome.to_owned(), line: line.to_owned(), span })
}
