//! An action: in brief, as the first thing to do, and in full, as a step of a list.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Shown, sentence};
use crate::facts;
use crate::render::fact::{self, Citations, RowView, SourceView};
use crate::tree::{Action, ActionId, By, Direction, LastDay, Named, Piece, Tel, Text};

/// The key of the reader alone, whom nobody needs to be told.
const SELF: &str = "self";

#[derive(Serialize)]
pub struct Brief {
    headline: String,
    how: String,
    by: String,
    tel: Option<TelView>,
    link: Option<LinkView>,
}

#[derive(Serialize)]
pub struct ActionView<'a> {
    id: &'a str,
    #[serde(skip)]
    number: ActionId,
    #[serde(flatten)]
    brief: Brief,
    who: Option<&'a str>,
    why: String,
    minutes: u32,
    sources: Vec<SourceView>,
    /// What each row says of the facts that this action names.
    rows: Vec<RowView<'a>>,
    beside: Vec<ActionView<'a>>,
}

#[derive(Serialize)]
struct TelView {
    text: String,
    /// Only for a number that a person confirmed.
    href: Option<String>,
    /// Whether `text` is a number, or words that say where to find one.
    is_number: bool,
}

#[derive(Serialize)]
struct LinkView {
    href: String,
    shown: String,
}

impl<'a> Shown<'a> {
    pub(super) fn brief(&self, id: ActionId) -> Brief {
        let action = self.tree.action(id);
        let text = self.plain(&action.text);
        let (headline, how) = sentence::first(&text);
        Brief {
            headline: headline.to_owned(),
            how: how.to_owned(),
            by: self.by(&action.by),
            tel: action.tel.as_ref().and_then(|tel| self.tel(tel)),
            link: action.link.as_ref().map(|href| LinkView { href: href.key.clone(), shown: fact::readable(&href.key) }),
        }
    }

    /// The actions of a page in their order, each with what stands beside it and has not been shown.
    pub(super) fn actions(&self, ids: &[ActionId], citations: &mut Citations) -> Vec<ActionView<'a>> {
        let mut told: BTreeSet<ActionId> = ids.iter().copied().collect();
        let mut views = Vec::new();
        for id in ids {
            let mut view = self.action(*id, citations);
            for beside in &self.tree.action(*id).beside[self.page.lang] {
                if told.insert(*beside) {
                    view.beside.push(self.action(*beside, citations));
                }
            }
            views.push(view);
        }
        views
    }

    /// An action by itself, without what stands beside it.
    pub(super) fn action(&self, id: ActionId, citations: &mut Citations) -> ActionView<'a> {
        let action = self.tree.action(id);
        ActionView {
            id: &action.id,
            number: id,
            brief: self.brief(id),
            who: action.who.as_ref().filter(|who| who.key != SELF).and_then(|who| self.tree.who.get(&who.key)).map(|who| self.own(who)),
            why: self.plain(&action.why),
            minutes: action.minutes,
            sources: self.cite(&action.sources, citations),
            rows: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// Adds what the rows say. Later than the rest: sources in what is folded are numbered behind those in sight.
    pub(super) fn add_rows(&self, views: &mut [ActionView<'a>], citations: &mut Citations) {
        for view in views {
            view.rows = self.rows(&self.facts_of(self.tree.action(view.number)), citations);
            self.add_rows(&mut view.beside, citations);
        }
    }

    /// Number or words; nothing for a number that is known and not sure enough to print.
    fn tel(&self, tel: &Tel) -> Option<TelView> {
        let number = match tel {
            Tel::Number(number) => number,
            Tel::Fact(fact) => {
                let words = self.tree.facts.get(&fact.id)?;
                return Some(TelView { text: self.own(&words.unknown).to_owned(), href: None, is_number: false });
            }
        };
        if !self.renderer.may_print(number) {
            return None;
        }
        let known = self.renderer.facts_of_number(number);
        let confirmed = known.iter().find(|(_, fact, _)| fact.is_confirmed());
        let href = confirmed.and_then(|(_, fact, _)| facts::href(&fact.value, true));
        Some(TelView { text: number.clone(), href, is_number: true })
    }

    /// By when, in words: no date is computed, since only the reader knows the days.
    pub(super) fn by(&self, by: &By) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(by.when.as_ref().map(|when| self.plain(when)));
        parts.extend(by.day.as_ref().map(|day| self.day(day)));
        parts.extend(by.none.as_ref().map(|none| self.plain(none)));
        let mut text = parts.join(&self.word("list.separator", &[]));
        if let Some(words) = by.fact.as_ref().and_then(|fact| self.tree.facts.get(&fact.id)) {
            text.push_str(&self.word("tree.by_fact", &[("words", self.own(&words.unknown))]));
        }
        text
    }

    pub(super) fn day(&self, day: &LastDay) -> String {
        let from = self.tree.from.get(&day.from.key).map_or(day.from.key.as_str(), |from| self.own(from));
        let days = day.days.to_string();
        match (day.days, day.direction) {
            (0, _) => self.word("tree.same_day", &[("from", from)]),
            (1, Direction::Forward) => self.word("days.forward_one", &[("days", &days), ("from", from)]),
            (1, Direction::Back) => self.word("days.back_one", &[("days", &days), ("from", from)]),
            (_, Direction::Forward) => self.word("days.forward", &[("days", &days), ("from", from)]),
            (_, Direction::Back) => self.word("days.back", &[("days", &days), ("from", from)]),
        }
    }

    /// The facts that an action names anywhere, each once.
    fn facts_of(&self, action: &'a Action) -> Vec<&'a str> {
        let mut ids = self.facts_in(&action.text);
        if let Some(Tel::Fact(fact)) = &action.tel {
            ids.push(&fact.id);
        }
        ids.extend(action.by.fact.as_ref().map(|fact| fact.id.as_str()));
        ids.extend(action.show_facts.iter().map(|fact| fact.id.as_str()));
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        ids
    }

    pub(super) fn facts_in(&self, text: &'a Text) -> Vec<&'a str> {
        let pieces = text.pieces[self.page.lang].iter();
        pieces.filter_map(|piece| if let Piece::Fact(id) = piece { Some(id.as_str()) } else { None }).collect()
    }

    pub(super) fn rows(&self, ids: &[&str], citations: &mut Citations) -> Vec<RowView<'a>> {
        match &self.tree.facts_of {
            Some(collection) if !ids.is_empty() => self.renderer.rows(&collection.key, ids, self.page.lang, citations),
            _ => Vec::new(),
        }
    }

    /// The sources of a text, with their numbers on this page.
    pub(super) fn cite(&self, keys: &[Named], citations: &mut Citations) -> Vec<SourceView> {
        let found = keys.iter().filter_map(|key| self.tree.sources.get(&key.key));
        found
            .map(|citation| {
                citations.cite(SourceView {
                    number: 0,
                    url: citation.url.as_ref().map(|url| url.key.clone()),
                    shown: citation.url.as_ref().map(|url| fact::readable(&url.key)).unwrap_or_default(),
                    title: Some(self.own(&citation.title).to_owned()),
                    publisher: String::new(),
                    kind: String::new(),
                    kind_text: citation.kind.as_ref().map(|kind| self.own(kind).to_owned()).unwrap_or_default(),
                    dated_text: citation.dated.as_ref().map(|dated| self.renderer.date_text(self.page.lang, dated)),
                    dated: citation.dated.clone(),
                    read: String::new(),
                    read_text: String::new(),
                })
            })
            .collect()
    }
}
