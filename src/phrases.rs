//! Phrasebooks: what a reader says at a desk whose language they do not speak, and what they are asked there.
//!
//! A phrasebook is one file, `content/phrases/NAME.yaml`. It says which language is spoken and how it is written down for those
//! who do not read it; nothing here knows which language that is. What is wrong becomes a finding, and what was understood is a
//! phrasebook all the same.

mod kinds;
mod model;
mod read;
mod reference;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use kinds::*;
pub use model::{Phrase, Phrasebook, Reply, Said, Stage, Transcription};
pub use reference::Lookup;

use crate::diagnostic::Parsed;
use crate::lang::Languages;
use crate::reading::{self, File};
use crate::source::Source;

pub const FOLDER: &str = "content/phrases/";

/// All phrasebooks of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrasebooks {
    books: BTreeMap<String, Phrasebook>,
}

impl Phrasebooks {
    pub fn get(&self, name: &str) -> Option<&Phrasebook> {
        self.books.get(name)
    }

    /// In order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Phrasebook> {
        self.books.values()
    }
}

/// Reads every phrasebook from the files under [`FOLDER`].
pub fn parse(sources: &[&Source], languages: &Languages) -> Parsed<Phrasebooks> {
    let mut diagnostics = Vec::new();
    let mut books = BTreeMap::new();
    for named in reading::named_files(sources, FOLDER, &PHRASE_FILE, &mut diagnostics) {
        let file = File { source: named.source, languages };
        books.extend(read::read(file, &named.yaml, named.name, &mut diagnostics).map(|book| (named.name.to_owned(), book)));
    }
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { value: Phrasebooks { books }, diagnostics }
}
