//! An action: in brief, as the first thing to do, and in full, as a step of a list.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Shown, sentence};
use crate::facts;
use crate::markdown::escaped;
use crate::render::fact::{self, Citations, FactView, SourceView};
use crate::render::message::MessageView;
use crate::render::phrases::PhraseView;
use crate::tree::{Action, ActionId, By, Direction, LastDay, Named, PhraseUse, Piece, Tel, Text};

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
    /// What is the same for every reader.
    facts: Vec<FactView>,
    /// Whether it names any fact of the row that the reader chooses, so that the list of rows has more to say.
    has_facts: bool,
    /// Facts shown beside it once a row is chosen.
    shown: Vec<&'a str>,
    /// What to say.
    say: Vec<PhraseView<'a>>,
    /// What to send.
    message: Option<MessageView<'a>>,
    beside: Vec<ActionView<'a>>,
}

#[derive(Serialize)]
pub struct TelView<'a> {
    pub text: String,
    /// The fact whose number may stand there.
    pub fact: Option<&'a str>,
    /// Only for a number that a person confirmed.
    pub href: Option<String>,
    /// Whether `text` is a number, or words that say where to find one.
    pub is_number: bool,
    /// How old its evidence is, where readers must know.
    pub state: Option<String>,
}

#[derive(Serialize)]
struct LinkView {
    href: String,
    shown: String,
}

impl ActionView<'_> {
    /// Whether there is something to say, in it or beside it.
    pub fn has_phrases(&self) -> bool {
        !self.say.is_empty() || self.beside.iter().any(ActionView::has_phrases)
    }

    /// Whether there is something to send, in it or beside it.
    pub fn has_message(&self) -> bool {
        self.message.is_some() || self.beside.iter().any(ActionView::has_message)
    }
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
            sources: self.all_sources(action, citations),
            facts: self.fixed_facts(action, citations),
            has_facts: !self.facts_of(action).is_empty(),
            shown: action.show_facts.iter().filter(|fact| !fact.is_fixed()).map(|fact| fact.id.as_str()).collect(),
            say: action.say.iter().filter_map(|used| self.phrase(used)).collect(),
            message: action.message.as_ref().and_then(|named| self.renderer.message_view(&named.key, self.page.lang)),
            beside: Vec::new(),
        }
    }

    /// Those of the action, and those of the facts that it rests on; each once.
    pub(super) fn all_sources(&self, action: &Action, citations: &mut Citations) -> Vec<SourceView> {
        let mut sources = self.cite(&action.sources, citations);
        sources.extend(self.sources_of_fixed(action, citations));
        let mut seen = BTreeSet::new();
        sources.retain(|source| seen.insert(source.number));
        sources
    }

    /// Nothing for a phrase that is not there, which is a finding of its own.
    fn phrase(&self, used: &PhraseUse) -> Option<PhraseView<'a>> {
        let book = used.book.as_ref().or(self.tree.phrases_of.as_ref())?;
        self.renderer.phrase_view(&book.key, &used.phrase.key, self.page.lang)
    }

    /// Number or words; nothing for a number that is known and not sure enough to print.
    pub(super) fn tel(&self, tel: &'a Tel) -> Option<TelView<'a>> {
        let number = match tel {
            Tel::Number(number) => number,
            Tel::Fact(fact) if fact.is_fixed() => return self.fixed_tel(&fact.id),
            Tel::Fact(fact) => {
                let words = self.tree.facts.get(&fact.id)?;
                let text = self.own(&words.unknown).to_owned();
                return Some(TelView { text, fact: Some(&fact.id), href: None, is_number: false, state: None });
            }
        };
        if !self.renderer.may_print(number) {
            return None;
        }
        let known = self.renderer.facts_of_number(number);
        let confirmed = known.iter().find(|(_, fact, _)| fact.is_confirmed());
        let href = confirmed.and_then(|(_, fact, _)| facts::href(&fact.value, true));
        Some(TelView { text: number.clone(), fact: None, href, is_number: true, state: None })
    }

    /// By when, in words alone.
    pub(super) fn by_text(&self, by: &By) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.when_and_day(by.when.as_ref().map(|when| self.plain(when)), by.day.as_ref().map(|day| self.day(day))));
        parts.extend(by.none.as_ref().map(|none| self.plain(none)));
        let fixed = by.fact.as_ref().filter(|fact| fact.is_fixed());
        parts.extend(fixed.map(|fact| self.renderer.fact_in_words(&fact.id, self.page.lang)));
        let mut text = parts.join(&self.word("list.separator", &[]));
        if let Some(words) = by.fact.as_ref().and_then(|fact| self.tree.facts.get(&fact.id)) {
            text.push_str(&self.word("tree.by_fact", &[("words", self.own(&words.unknown))]));
        }
        text
    }

    /// By when, as HTML: no date is computed here, since only the reader knows the days.
    fn by(&self, by: &By) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.when_and_day(by.when.as_ref().map(|when| self.html(when)), by.day.as_ref().map(|day| escaped(&self.day(day)))));
        parts.extend(by.none.as_ref().map(|none| self.html(none)));
        let fixed = by.fact.as_ref().filter(|fact| fact.is_fixed());
        parts.extend(fixed.map(|fact| escaped(&self.renderer.fact_in_words(&fact.id, self.page.lang))));
        let mut html = parts.join(&escaped(&self.word("list.separator", &[])));
        if let Some(fact) = by.fact.as_ref().filter(|fact| self.tree.facts.get(&fact.id).is_some()) {
            html.push_str(&self.word_around("tree.by_fact", "words", &self.fact_html(&fact.id)));
        }
        match html.is_empty() {
            true => html,
            false => self.word_around("tree.by", "when", &html),
        }
    }

    /// A last day beside words says more exactly what they say: it follows in brackets.
    fn when_and_day(&self, when: Option<String>, day: Option<String>) -> Option<String> {
        match (when, day) {
            (Some(when), Some(day)) => Some(when + &self.word("tree.come_back_day", &[("day", &day)])),
            (when, day) => when.or(day),
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

    /// When to look again: not within so many days, but after them.
    pub(super) fn later_day(&self, day: &LastDay) -> String {
        if day.days == 0 || day.direction == Direction::Back {
            return self.day(day);
        }
        let from = self.tree.from.get(&day.from.key).map_or(day.from.key.as_str(), |from| self.own(from));
        let days = day.days.to_string();
        let key = if day.days == 1 { "tree.days_later_one" } else { "tree.days_later" };
        self.word(key, &[("days", &days), ("from", from)])
    }

    /// The facts of the chosen row that an action names anywhere, each once.
    pub(super) fn facts_of(&self, action: &'a Action) -> Vec<&'a str> {
        let mut ids = self.facts_in(&action.text);
        let tel = if let Some(Tel::Fact(fact)) = &action.tel { Some(fact) } else { None };
        let named = tel.into_iter().chain(&action.by.fact).chain(&action.show_facts);
        ids.extend(named.filter(|fact| !fact.is_fixed()).map(|fact| fact.id.as_str()));
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
                    kind_text: self.tree.kind_of(citation).map(|kind| self.own(kind).to_owned()).unwrap_or_default(),
                    dated_text: citation.dated.as_ref().map(|dated| self.renderer.date_text(self.page.lang, dated)),
                    dated: citation.dated.clone(),
                    read: String::new(),
                    read_text: String::new(),
                })
            })
            .collect()
    }
}
