//! The ledger in numbers.

use serde::Serialize;

use crate::facts::{Row, Schema, State};
use crate::lang::Lang;
use crate::render::Renderer;

/// How many facts there are, by what readers ask.
#[derive(Default, Serialize)]
pub struct Figures {
    /// With a value, shown or withheld.
    facts: usize,
    confirmed: usize,
    unconfirmed: usize,
    withheld: usize,
    stale: usize,
    expired: usize,
    unknown: usize,
    confidence: Vec<ConfidenceFigure>,
}

#[derive(Serialize)]
struct ConfidenceFigure {
    text: String,
    facts: usize,
}

impl Renderer<'_> {
    pub(super) fn figures<'r>(&self, schema: &Schema, rows: impl Iterator<Item = &'r Row>, lang: Lang) -> Figures {
        let mut figures = Figures::default();
        let mut by_rank = vec![0; schema.confidence.len()];
        for row in rows {
            figures.unknown += row.unknown.len();
            for fact in row.facts.values() {
                let spec = schema.spec(&fact.id).expect("row::read() took only facts that the schema knows");
                figures.facts += 1;
                by_rank[fact.evidence.confidence.rank] += 1;
                *(if fact.is_confirmed() { &mut figures.confirmed } else { &mut figures.unconfirmed }) += 1;
                figures.withheld += usize::from(!fact.is_printable(spec));
                match fact.state(spec, self.site.today()) {
                    State::Current => {}
                    State::Stale => figures.stale += 1,
                    State::Expired => figures.expired += 1,
                }
            }
        }
        let told = schema.confidence.iter().zip(by_rank).filter(|(_, facts)| *facts > 0);
        let text = |name: &str| self.word(lang, &format!("fact.confidence.{name}"), &[]);
        figures.confidence = told.map(|(confidence, facts)| ConfidenceFigure { text: text(&confidence.name), facts }).collect();
        figures
    }
}
