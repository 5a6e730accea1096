//! Glossaries: the terms that a guide uses, what they mean, and the words that must not stand for them.
//!
//! A glossary is one file, `content/glossary/NAME.yaml`; all of them together are the wording that texts are judged by. What is
//! wrong becomes a finding, and what was understood is a glossary all the same.

mod kinds;
mod model;
mod read;
#[cfg(test)]
mod tests;
mod wording;
mod written;

use std::collections::BTreeMap;

pub use kinds::*;
pub use model::{Glossary, Instead, Term, TermRef};
pub use wording::{Breach, Wording};
pub use written::{Written, written};

use crate::diagnostic::Parsed;
use crate::lang::{Lang, Languages, PerLang};
use crate::reading::{self, File};
use crate::source::Source;
use crate::yaml::closest;

pub const FOLDER: &str = "content/glossary/";

/// All glossaries of a site.
#[derive(Clone, Debug, Default)]
pub struct Glossaries {
    glossaries: Vec<Glossary>,
    /// `None` without a language; a site has at least one.
    wording: Option<PerLang<Wording>>,
}

impl Glossaries {
    pub fn get(&self, name: &str) -> Option<&Glossary> {
        self.glossaries.iter().find(|glossary| glossary.name == name)
    }

    /// The name of a glossary that may have been meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        closest(name, self.glossaries.iter().map(|glossary| glossary.name.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.glossaries.is_empty()
    }

    /// The words of a text in one language that a glossary has others for, in the order of the text.
    pub fn breaches(&self, text: &str, lang: Lang) -> Vec<(Breach, &Term)> {
        let Some(wording) = &self.wording else { return Vec::new() };
        wording[lang].breaches(text).into_iter().map(|breach| (breach.clone(), self.term(breach.term))).collect()
    }

    fn term(&self, at: TermRef) -> &Term {
        &self.glossaries[at.glossary].terms[at.term]
    }
}

/// Reads every glossary from the files under [`FOLDER`].
pub fn parse(sources: &[&Source], languages: &Languages) -> Parsed<Glossaries> {
    let (mut diagnostics, mut glossaries, mut ids) = (Vec::new(), Vec::new(), BTreeMap::new());
    for named in reading::named_files(sources, FOLDER, &GLOSSARY_FILE, &mut diagnostics) {
        let file = File { source: named.source, languages };
        glossaries.extend(read::read(file, &named.yaml, named.name, &mut ids, &mut diagnostics));
    }
    let wording = PerLang::from_fn(languages, |lang| Wording::of(&glossaries, lang, &mut diagnostics));
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { value: Glossaries { glossaries, wording: Some(wording) }, diagnostics }
}
