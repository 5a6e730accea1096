//! An action: in brief, as the first thing to do, and in full, as a step of a list.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Shown, sentence};
use crate::facts::{self, Value};
use crate::markdown::escaped;
use crate::render::fact::{self, Citations, SourceView};
use crate::tree::{Action, ActionId, By, Direction, LastDay, Named, Piece, Tel, Text};

/// The key of the reader alone, whom nobody needs to be told.
const SELF: &str = "self";

#[derive(Serialize)]
pub struct Brief<'a> {
    headline: String,
    headline_html: String,
    how_html: String,
    by_html: String,
    tel: Option<TelView<'a>>,
    link: Option<LinkView>,
}

#[derive(Serialize)]
pub struct ActionView<'a> {
    id: &'a str,
    #[serde(flatten)]
    brief: Brief<'a>,
    who: Option<&'a str>,
    why: String,
    minutes: u32,
    sources: Vec<SourceView>,
    /// Whether it names any fact, so that the list of rows has more to say.
    has_facts: bool,
    /// Facts shown beside it once a row is chosen.
    shown: Vec<&'a str>,
    beside: Vec<ActionView<'a>>,
}

#[derive(Serialize)]
struct TelView<'a> {
    text: String,
    /// The fact whose number may stand there.
    fact: Option<&'a str>,
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
    /// The first sentence of an action.
    pub(super) fn headline(&self, id: ActionId) -> String {
        sentence::first(&self.plain(&self.tree.action(id).text)).0.to_owned()
    }

    pub(super) fn brief(&self, id: ActionId) -> Brief<'a> {
        let action = self.tree.action(id);
        let (headline_html, how_html) = self.halves(&action.text);
        Brief {
            headline: self.headline(id),
            headline_html,
            how_html,
            by_html: self.by(&action.by),
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
            brief: self.brief(id),
            who: action.who.as_ref().filter(|who| who.key != SELF).and_then(|who| self.tree.who.get(&who.key)).map(|who| self.own(who)),
            why: self.plain(&action.why),
            minutes: action.minutes,
            sources: self.cite(&action.sources, citations),
            has_facts: !self.facts_of(action).is_empty(),
            shown: action.show_facts.iter().map(|fact| fact.id.as_str()).collect(),
            beside: Vec::new(),
        }
    }

    /// Number or words; nothing for a number that is known and not sure enough to print.
    fn tel(&self, tel: &'a Tel) -> Option<TelView<'a>> {
        let number = match tel {
            Tel::Number(number) => number,
            Tel::Fact(fact) => {
                let words = self.tree.facts.get(&fact.id)?;
                return Some(TelView { text: self.own(&words.unknown).to_owned(), fact: Some(&fact.id), href: None, is_number: false });
            }
        };
        let same = |value: &Value| matches!(value, Value::Phone(known) if known == number);
        let known: Vec<_> = self.renderer.site.facts().all().filter(|(_, fact, _)| same(&fact.value)).collect();
        if !known.is_empty() && !known.iter().any(|(_, fact, spec)| fact.is_printable(spec)) {
            return None;
        }
        let confirmed = known.iter().find(|(_, fact, _)| fact.is_confirmed());
        let href = confirmed.and_then(|(_, fact, _)| facts::href(&fact.value, true));
        Some(TelView { text: number.clone(), fact: None, href, is_number: true })
    }

    /// By when, in words: no date is computed here, since only the reader knows the days.
    fn by(&self, by: &By) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(by.when.as_ref().map(|when| self.html(when)));
        parts.extend(by.day.as_ref().map(|day| escaped(&self.day(day))));
        parts.extend(by.none.as_ref().map(|none| self.html(none)));
        let mut html = parts.join(&escaped(&self.word("list.separator", &[])));
        if let Some(fact) = by.fact.as_ref().filter(|fact| self.tree.facts.get(&fact.id).is_some()) {
            html.push_str(&self.word_around("tree.by_fact", "words", &self.fact_html(&fact.id)));
        }
        match html.is_empty() {
            true => html,
            false => self.word_around("tree.by", "when", &html),
        }
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
    pub(super) fn facts_of(&self, action: &'a Action) -> Vec<&'a str> {
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
