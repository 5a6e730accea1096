//! What rests on a fact: every place of the site that must be read again when the fact changes.
//!
//! Pages name facts in their text (`prose`), trees in their texts and fields (`trees`); `excerpt` cuts out the sentence around
//! such a place, so that it can be judged without opening the file.

mod excerpt;
mod prose;
mod trees;

use crate::facts::Selection;
use crate::lang::Lang;
use crate::site::Site;
use crate::source::{Sources, Span};

/// One place that rests on a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The embed, the link, or the name of the fact.
    pub span: Span,
    pub kind: UseKind,
    /// `None`: in every language, because it is no text.
    pub lang: Option<Lang>,
    /// The sentence, as its author wrote it; of a table, what embeds it.
    pub excerpt: String,
    pub within: Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// The value stands in a sentence.
    Sentence,
    /// Words rest on it, as their source: `[words](fact:…)`.
    Words,
    /// In the table of a row.
    Table,
    /// A column of the comparison of all rows.
    Comparison,
    /// A rule that a tool counts with.
    Tool,
    /// In a text of a tree.
    TreeText,
    /// The number that an action of a tree says to dial.
    TreePhone,
    /// The deadline of an action of a tree.
    TreeDeadline,
    /// Shown beside an action of a tree.
    TreeShown,
}

impl UseKind {
    /// In a word, for people and for programs.
    pub fn name(self) -> &'static str {
        match self {
            UseKind::Sentence => "sentence",
            UseKind::Words => "words",
            UseKind::Table => "table",
            UseKind::Comparison => "comparison",
            UseKind::Tool => "tool",
            UseKind::TreeText => "tree-text",
            UseKind::TreePhone => "tree-phone",
            UseKind::TreeDeadline => "tree-deadline",
            UseKind::TreeShown => "tree-list",
        }
    }
}

/// What a place is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// The key of the page.
    Page(String),
    /// A part of a tree.
    Tree {
        tree: String,
        /// `stage`, `question`, `outcome` or `action`.
        what: &'static str,
        id: String,
        /// The outcomes that show it.
        outcomes: Vec<String>,
        /// The questions that show it.
        questions: Vec<String>,
    },
}

/// Every place that rests on one of these facts, in order of file and place.
pub fn of(site: &Site, sources: &Sources, facts: &Selection) -> Vec<Use> {
    let mut uses = prose::uses(site, sources, facts);
    uses.extend(trees::uses(site, facts));
    uses.sort_by(|a, b| (sources.path(a.span.source), a.span.start).cmp(&(sources.path(b.span.source), b.span.start)));
    uses
}
