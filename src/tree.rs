//! Decision trees: a reader answers a few questions and learns what to do in their own case.
//!
//! A tree is one file, `content/trees/NAME.yaml`, with every text in every language, so that its structure cannot differ between
//! them; beside it stands the committed table of all its paths. Reading goes in one line: `names` gathers the ids, `read` makes
//! the tree, `shape` measures it, `judge` and `depth` prove that nobody gets lost in it, `changes` compares it with its table.
//! What is wrong becomes a finding, and what was understood is a tree all the same.

mod changes;
mod depth;
mod judge;
mod kinds;
mod model;
mod names;
mod paths;
mod read;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;

pub use kinds::*;
pub use model::{
    Action, ActionId, Answer, By, Citation, ComeBack, Direction, Fallback, Keyed, LastDay, Named, NodeId, Outcome, OutcomeId, OutcomeKind,
    PhraseUse, Question, QuestionId, Redirect, Stage, StageId, Tel, Tree,
};
pub use paths::{Figures, MOST_PATHS, Path};
pub use text::{FactPlace, FactUse, Piece, Text};

use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::lang::Languages;
use crate::reading::{File, is_segment};
use crate::say;
use crate::source::{Source, Span};
use crate::yaml;
use judge::Walkable;

const FOLDER: &str = "content/trees/";
const TABLE: &str = ".paths.tsv";

/// All trees of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trees {
    trees: BTreeMap<String, Tree>,
}

impl Trees {
    pub fn get(&self, name: &str) -> Option<&Tree> {
        self.trees.get(name)
    }

    /// In order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Tree> {
        self.trees.values()
    }
}

/// The files of one tree.
#[derive(Default)]
struct Files<'a> {
    tree: Option<&'a Source>,
    table: Option<&'a Source>,
}

/// Reads every tree from the files under `content/trees/`; other sources are passed over.
pub fn parse(sources: &[&Source], languages: &Languages) -> Parsed<Trees> {
    let mut diagnostics = Vec::new();
    let mut trees = BTreeMap::new();
    for (name, files) in gather(sources, &mut diagnostics) {
        match files.tree {
            Some(source) => trees.extend(one(name, source, files.table, languages, &mut diagnostics).map(|tree| (name.to_owned(), tree))),
            None => diagnostics.extend(files.table.map(|table| {
                Diagnostic::new(&TREE_FILE, Span::at(table.id, 0), say!("this table of paths has no tree"))
                    .help(say!("write content/trees/{name}.yaml, or delete the table", name = name))
            })),
        }
    }
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { value: Trees { trees }, diagnostics }
}

/// Where the table of a tree's paths stands, from the root of the site.
pub fn table_path(name: &str) -> String {
    format!("{FOLDER}{name}{TABLE}")
}

/// The table of a tree's paths; `None` if they cannot be listed.
pub fn table_text(tree: &Tree, languages: &Languages) -> Option<String> {
    Some(table::write(tree, &tree.paths()?, languages))
}

fn gather<'a>(sources: &[&'a Source], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<&'a str, Files<'a>> {
    let mut files: BTreeMap<&str, Files> = BTreeMap::new();
    for &source in sources {
        // A README may lie here: whatever is a page is judged as a page.
        let Some(path) = source.path.strip_prefix(FOLDER).filter(|path| !path.ends_with(".md")) else { continue };
        match (path.strip_suffix(".yaml"), path.strip_suffix(TABLE)) {
            (Some(name), _) if is_segment(name) => files.entry(name).or_default().tree = Some(source),
            (_, Some(name)) if is_segment(name) => files.entry(name).or_default().table = Some(source),
            _ => diagnostics.push(
                Diagnostic::new(&TREE_FILE, Span::at(source.id, 0), say!("this file is neither a tree nor a table of paths"))
                    .help(say!("name it content/trees/NAME.yaml, NAME in small letters, digits and single hyphens, or move it away")),
            ),
        }
    }
    files
}

fn one(name: &str, source: &Source, table: Option<&Source>, languages: &Languages, diagnostics: &mut Vec<Diagnostic>) -> Option<Tree> {
    let before = diagnostics.len();
    let parsed = yaml::parse(source.id, &source.text, 0);
    if parsed.value.is_none() && parsed.diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::new(&TREE_FILE, Span::at(source.id, 0), say!("this file is empty"))
                .help(say!("write a tree into it, or delete it")),
        );
    }
    let has_twin_keys = !parsed.diagnostics.is_empty();
    diagnostics.extend(parsed.diagnostics);
    let yaml = parsed.value?;
    let read = read::read(File { source, languages }, &yaml, name, table.map(|table| table.id), diagnostics)?;
    let (tree, mut understood) = (read.tree, read.understood);
    understood.ways &= !has_twin_keys;
    if judge::judge(&tree, understood, diagnostics) == Walkable::Yes {
        let paths = tree.paths();
        depth::judge(&tree, paths.as_deref(), diagnostics);
        let has_errors = diagnostics[before..].iter().any(|finding| finding.severity() == Severity::Error);
        let rest = if has_errors { Rest::Later } else { Rest::Now };
        compare(&tree, paths.as_deref(), table, languages, rest, diagnostics);
    }
    Some(tree)
}

/// Whether what hangs on the table's being written is judged too: it cannot be written while the tree has other errors.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Now,
    Later,
}

fn compare(
    tree: &Tree,
    paths: Option<&[Path]>,
    table: Option<&Source>,
    languages: &Languages,
    rest: Rest,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(source) = table else {
        if paths.is_some() && rest == Rest::Now {
            changes::missing(tree, diagnostics);
        }
        return;
    };
    let table = table::read(source);
    changes::redirects(tree, &table, diagnostics);
    if let Some(paths) = paths {
        let is_same = changes::judge(tree, paths, &table, diagnostics);
        if is_same && rest == Rest::Now {
            changes::words(tree, paths, &table, languages, diagnostics);
        }
    }
}
