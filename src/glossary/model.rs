//! What a glossary is.

use crate::lang::PerLang;
use crate::source::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// From the file: `content/glossary/NAME.yaml`.
    pub name: String,
    /// In the order of the file.
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub id: String,
    pub term: PerLang<String>,
    /// Where the term of each language stands; of one that has none, the id.
    pub places: PerLang<Span>,
    /// How the term is read, in the letters of its language: what it sorts by.
    pub reading: PerLang<Option<String>>,
    /// The reading in Latin letters, for readers of other languages.
    pub latin: PerLang<Option<String>>,
    pub means: PerLang<String>,
    /// The words that must not stand for it.
    pub instead_of: PerLang<Vec<Instead>>,
    /// Longer words, in which one of those may stand.
    pub except: PerLang<Vec<String>>,
}

impl Term {
    /// Its id on a page that shows it.
    pub fn anchor(&self) -> String {
        format!("term-{}", self.id)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    pub word: String,
    pub span: Span,
}

/// A term: indexes into the glossaries and into the terms of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermRef {
    pub glossary: usize,
    pub term: usize,
}
