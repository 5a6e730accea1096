//! What a message is.

use crate::lang::{Lang, PerLang};
use crate::source::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// From the file: `content/messages/NAME.yaml`.
    pub name: String,
    pub title: PerLang<String>,
    /// Whom it is for.
    pub to: PerLang<String>,
    /// When to send it.
    pub when: PerLang<String>,
    /// The languages it may be sent in, the usual one first; empty only with a finding.
    pub send: Vec<Lang>,
    pub blanks: Vec<Blank>,
    pub text: PerLang<Vec<Piece>>,
    /// The page it stands on, for those who meet it elsewhere.
    pub page: Option<PageRef>,
}

/// A page, and an anchor on it: `page: tools/letters#claim`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRef {
    pub key: String,
    pub anchor: Option<String>,
    pub span: Span,
}

/// What only the reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    pub key: String,
    pub label: PerLang<String>,
    /// What it looks like, the same in every language.
    pub example: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// An index into the blanks.
    Blank(usize),
}
