//! Facts of one row, whoever reads: among words, as a number to dial, with their sources.

use super::Shown;
use super::action::TelView;
use crate::render::fact::{Citations, FactView, SourceView};
use crate::tree::{Action, FactUse, Piece, Tel, Text};

impl Shown<'_> {
    /// A number, or the words that say what to use instead.
    pub(super) fn fixed_tel(&self, reference: &str) -> Option<TelView<'static>> {
        let fact = self.renderer.fact_of(reference, self.page.lang, &mut Citations::default())?;
        if !fact.is_shown() {
            return fact.instead().map(|words| TelView { text: words.to_owned(), fact: None, href: None, is_number: false, state: None });
        }
        // That nobody confirmed a number is said by the template, as of every number that cannot be dialled.
        let state = self.renderer.doubt(&fact, self.page.lang).filter(|_| fact.is_aged());
        Some(TelView { text: fact.text().to_owned(), fact: None, href: fact.href().map(str::to_owned), is_number: true, state })
    }

    /// What is shown beside an action, whoever reads.
    pub(super) fn fixed_facts(&self, action: &Action, citations: &mut Citations) -> Vec<FactView> {
        let fixed = action.show_facts.iter().filter(|fact| fact.is_fixed());
        fixed.filter_map(|fact| self.renderer.fact_of(&fact.id, self.page.lang, citations)).collect()
    }

    /// The sources of the facts that an action has among its words, as its deadline and as its number.
    pub(super) fn sources_of_fixed(&self, action: &Action, citations: &mut Citations) -> Vec<SourceView> {
        let texts = [Some(&action.text), action.by.when.as_ref(), action.by.none.as_ref(), Some(&action.why)];
        let mut references: Vec<&str> = texts.into_iter().flatten().flat_map(|text| self.fixed_in(text)).collect();
        let tel = if let Some(Tel::Fact(fact)) = &action.tel { Some(fact) } else { None };
        let fields = [tel, action.by.fact.as_ref()].into_iter().flatten();
        references.extend(fields.filter(|fact: &&FactUse| fact.is_fixed()).map(|fact| fact.id.as_str()));
        self.cite_facts(&references, citations)
    }

    pub(super) fn cite_facts(&self, references: &[&str], citations: &mut Citations) -> Vec<SourceView> {
        let facts = references.iter().filter_map(|reference| self.renderer.fact_of(reference, self.page.lang, citations));
        facts.flat_map(FactView::into_sources).collect()
    }

    pub(super) fn fixed_in<'t>(&self, text: &'t Text) -> Vec<&'t str> {
        let pieces = text.pieces[self.page.lang].iter();
        pieces.filter_map(|piece| if let Piece::Fixed(reference) = piece { Some(reference.as_str()) } else { None }).collect()
    }
}
