//! One fact of one row, in words: for texts that hold no marks, as those of a decision tree.

use super::{Citations, FactView, SourceView, unknown};
use crate::facts::{FactRef, Lookup};
use crate::lang::Lang;
use crate::render::Renderer;

impl Renderer<'_> {
    /// One fact of one row; `None` if the reference names nothing, which is a finding of its own.
    pub(in crate::render) fn fact_of(&self, reference: &str, lang: Lang, citations: &mut Citations) -> Option<FactView> {
        let reference = FactRef::parse(reference)?;
        let collection = self.site.facts().collection(&reference.collection)?;
        match self.site.facts().find(&reference) {
            Lookup::Known(fact, spec) => Some(self.shown(fact, spec, &collection.schema, lang, citations)),
            Lookup::NotFound(spec) => Some(unknown(spec, lang)),
            _ => None,
        }
    }

    /// The same in words, for texts that hold no marks: what is not to be printed gives way to what to use instead, and a value
    /// that readers must not simply trust says so.
    pub(in crate::render) fn fact_in_words(&self, reference: &str, lang: Lang) -> String {
        let Some(view) = self.fact_of(reference, lang, &mut Citations::default()) else { return String::new() };
        match self.doubt(&view, lang) {
            _ if !view.is_shown() => view.instead.unwrap_or_else(|| self.word(lang, &format!("fact.{}", view.state), &[])),
            Some(doubt) => self.word(lang, "fact.in_words", &[("value", &view.text), ("state", &doubt)]),
            None => view.text,
        }
    }

    /// Why a value is not simply to be trusted: its age, or that nobody confirmed a telephone number.
    pub(in crate::render) fn doubt(&self, view: &FactView, lang: Lang) -> Option<String> {
        match view.state {
            "expired" => Some(self.word(lang, "fact.expired", &[])),
            "stale" => Some(self.word(lang, "fact.stale", &[])),
            "current" if view.kind == "phone" && !view.confirmed => Some(self.word(lang, "fact.unconfirmed", &[])),
            _ => None,
        }
    }
}

impl FactView {
    /// Whether there is a value, and it is sure enough to be printed.
    pub(in crate::render) fn is_shown(&self) -> bool {
        !matches!(self.state, "unknown" | "withheld")
    }

    pub(in crate::render) fn text(&self) -> &str {
        &self.text
    }

    pub(in crate::render) fn href(&self) -> Option<&str> {
        self.href.as_deref()
    }

    pub(in crate::render) fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }

    /// Whether its evidence is so old that readers are told.
    pub(in crate::render) fn is_aged(&self) -> bool {
        matches!(self.state, "stale" | "expired")
    }

    pub(in crate::render) fn into_sources(self) -> Vec<SourceView> {
        self.sources
    }
}
