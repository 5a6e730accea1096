//! An outcome: the first thing to do, then the ordered list, what happens next, and when to come back.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Shown;
use super::action::{ActionView, Brief};
use super::dates::DatesView;
use crate::render::fact::{Citations, RowView, SourceView};
use crate::site::TreePart;
use crate::tree::{ActionId, ComeBack, NodeId, Outcome, OutcomeId};

#[derive(Serialize)]
pub struct OutcomeView<'a> {
    id: &'a str,
    title: String,
    kind: &'static str,
    first: Option<Brief<'a>>,
    /// How long all of it takes, in words; `None` if there is nothing to do but wait.
    time: Option<String>,
    at_hand: Vec<&'a str>,
    actions: Vec<ActionView<'a>>,
    /// What each row says of the facts that this outcome names; empty if it names none.
    rows: Vec<RowView<'a>>,
    dates: Option<DatesView<'a>>,
    next: NextView,
    come_back: Option<ComeBackView<'a>>,
    /// Whether any of the actions has phrases to say, or a message to send: they need scripts and a style of their own.
    has_phrases: bool,
    has_message: bool,
}

/// What happens next.
#[derive(Serialize)]
struct NextView {
    text: String,
    /// The same with its facts as elements.
    html: String,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct ComeBackView<'a> {
    when: String,
    day: Option<String>,
    stage: Option<&'a str>,
    href: Option<String>,
}

/// From here on, time is told in hours.
const MANY_MINUTES: u32 = 100;

impl<'a> Shown<'a> {
    pub(super) fn outcome(&self, id: OutcomeId, citations: &mut Citations) -> OutcomeView<'a> {
        let outcome = self.tree.outcome(id);
        let actions = self.actions(&outcome.actions, citations);
        let mut next_sources = self.cite(&outcome.sources, citations);
        next_sources.extend(self.cite_facts(&self.fixed_in(&outcome.next), citations));
        OutcomeView {
            has_phrases: actions.iter().any(ActionView::has_phrases),
            has_message: actions.iter().any(ActionView::has_message),
            id: &outcome.id,
            title: self.plain(&outcome.title),
            kind: outcome.kind.name(),
            first: outcome.actions.first().map(|first| self.brief(*first)),
            time: self.time(outcome.actions.iter().map(|id| self.tree.action(*id).minutes).sum()),
            at_hand: self.at_hand(&outcome.actions),
            actions,
            rows: self.rows(outcome),
            dates: self.dates(id),
            next: NextView { text: self.plain(&outcome.next), html: self.html(&outcome.next), sources: next_sources },
            come_back: outcome.come_back.as_ref().map(|come_back| self.come_back(come_back)),
        }
    }

    /// Their evidence stands on their own pages, which the list links to. Where no row says anything, there is nothing to choose one for.
    fn rows(&self, outcome: &'a Outcome) -> Vec<RowView<'a>> {
        let beside = outcome.actions.iter().flat_map(|id| &self.tree.action(*id).beside[self.page.lang]);
        let actions = outcome.actions.iter().chain(beside).map(|id| self.tree.action(*id));
        let mut ids: Vec<&str> = actions.flat_map(|action| self.facts_of(action)).chain(self.facts_in(&outcome.next)).collect();
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        let rows = match &self.tree.facts_of {
            Some(collection) if !ids.is_empty() => self.renderer.rows(&collection.key, &ids, self.page.lang),
            _ => Vec::new(),
        };
        if rows.iter().any(RowView::says_something) { rows } else { Vec::new() }
    }

    fn time(&self, minutes: u32) -> Option<String> {
        match minutes {
            0 => None,
            1..MANY_MINUTES => Some(self.word("tree.minutes", &[("minutes", &minutes.to_string())])),
            _ => Some(self.word("tree.hours", &[("hours", &minutes.div_ceil(60).to_string())])),
        }
    }

    /// What is needed for any of the actions, each once.
    fn at_hand(&self, actions: &[ActionId]) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        let keys = actions.iter().flat_map(|id| &self.tree.action(*id).have_at_hand);
        let new = keys.filter(|named| seen.insert(named.key.as_str()));
        new.filter_map(|named| self.tree.at_hand.get(&named.key)).map(|words| self.own(words)).collect()
    }

    fn come_back(&self, come_back: &'a ComeBack) -> ComeBackView<'a> {
        let stage = come_back.stage.map(|stage| self.tree.stage(stage));
        ComeBackView {
            when: self.plain(&come_back.when),
            day: come_back.day.as_ref().map(|day| self.later_day(day)),
            stage: stage.map(|stage| self.own(&stage.title)),
            href: stage.and_then(|stage| stage.start).map(|start| self.href(TreePart::Node(NodeId::Question(start)))),
        }
    }
}
