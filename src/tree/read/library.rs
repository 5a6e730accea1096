//! Outcomes, and the actions they are made of.

use super::tables::{last_day, minutes, web_address};
use super::{Reader, open};
use crate::diagnostic::Diagnostic;
use crate::lang::PerLang;
use crate::reading::{open_map, unlisted};
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_DEADLINE, TREE_NAME};
use crate::tree::model::{Action, ActionId, By, ComeBack, Named, Outcome, OutcomeKind, PhraseUse, Tel};
use crate::tree::names::Declared;
use crate::tree::text::{FactPlace, FactUse};
use crate::yaml::{Fields, UNKNOWN_KEY, WRONG_TYPE, Yaml};

impl Reader<'_> {
    pub(super) fn outcome(&mut self, item: &Declared, diagnostics: &mut Vec<Diagnostic>) -> Outcome {
        let mut fields = open(self.file, item.yaml, "an outcome", diagnostics);
        fields.get("id");
        let title = self.required_text(&mut fields, "title", item);
        let kind = kind(&mut fields).unwrap_or_else(|| {
            self.knows_all = false;
            OutcomeKind::Act
        });
        let actions = self.actions(&mut fields, "actions");
        let next = self.required_text(&mut fields, "next", item);
        let come_back = fields.required("come_back").and_then(|yaml| self.come_back(yaml, item, fields.diagnostics()));
        let sources = self.sources(&mut fields, item);
        fields.finish();
        Outcome { id: item.id.to_owned(), title, kind, actions, next, come_back, sources, span: item.span }
    }

    fn come_back(&mut self, yaml: &Yaml, item: &Declared, diagnostics: &mut Vec<Diagnostic>) -> Option<ComeBack> {
        let mut fields = Fields::of(self.file.source, yaml, "a return", diagnostics)?;
        let day = last_day(&mut fields, &self.tables.from);
        fields.required("when");
        let when = self.text_beside(&mut fields, "when", day.as_ref()).unwrap_or_else(|| self.stand_in(item.id, item.span));
        let stage = fields.required_text("stage").and_then(|(key, span)| {
            let found = self.names.stage_ids.get(key.as_str()).copied();
            if found.is_none() {
                let known = self.names.stage_ids.keys().copied().collect();
                self.unknown(&Named { key, span }, "a stage of this tree", known, fields.diagnostics());
            }
            found
        });
        fields.finish();
        Some(ComeBack { when, day, stage })
    }

    pub(super) fn action(&mut self, item: &Declared, diagnostics: &mut Vec<Diagnostic>) -> Action {
        let mut fields = open(self.file, item.yaml, "an action", diagnostics);
        fields.get("id");
        let text = self.required_text(&mut fields, "do", item);
        let who = fields.required_text("who").map(|(key, span)| Named { key, span });
        self.knows_all &= who.is_some();
        let who = who.filter(|who| self.is_in(who, |tables| &tables.who, "somebody under `who`", fields.diagnostics()));
        let by = match fields.get("by") {
            Some(yaml) => self.by(yaml, fields.diagnostics()),
            None => {
                fields.report(no_deadline(item.span));
                By::default()
            }
        };
        let why = self.required_text(&mut fields, "why", item);
        let have_at_hand = self.keys(&mut fields, "have_at_hand", |tables| &tables.at_hand, "a thing under `at_hand`");
        let minutes = minutes(&mut fields);
        let sources = self.sources(&mut fields, item);
        let tel = fields.get("tel").and_then(|yaml| self.tel(yaml, fields.diagnostics()));
        let link = fields.text("link").and_then(|(url, span)| web_address(url, span, &mut fields));
        let say = fields.get("say").map_or_else(Vec::new, |yaml| self.say(yaml, fields.diagnostics()));
        let message = fields.text("message").map(|(key, span)| Named { key, span });
        let show_facts = fields.texts("show_facts").into_iter();
        let show_facts: Vec<FactUse> = show_facts.map(|(id, span)| FactUse { id, span, place: FactPlace::Shown }).collect();
        self.uses.extend(show_facts.iter().cloned());
        let beside = match fields.get("beside") {
            Some(yaml) => self.beside(yaml, fields.diagnostics()),
            None => PerLang::from_fn(self.file.languages, |_| Vec::new()),
        };
        fields.finish();
        let id = item.id.to_owned();
        Action { id, text, who, by, why, have_at_hand, minutes, sources, tel, link, say, message, show_facts, beside, span: item.span }
    }

    fn by(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> By {
        let Some(mut fields) = Fields::of(self.file.source, yaml, "a deadline", diagnostics) else { return By::default() };
        let day = last_day(&mut fields, &self.tables.from);
        let when = self.text_beside(&mut fields, "when", day.as_ref());
        let none = self.text(&mut fields, "none");
        let fact = fields.text("fact").map(|(id, span)| FactUse { id, span, place: FactPlace::Deadline });
        self.uses.extend(fact.clone());
        if ["when", "none", "days", "from", "fact"].iter().all(|key| yaml.get(key).is_none_or(Yaml::is_null)) {
            fields.report(no_deadline(yaml.span));
        }
        // What names its row has its own days, or a finding.
        if let Some(fact) = fact.as_ref().filter(|fact| !fact.is_fixed())
            && self.tables.facts.get(&fact.id).is_none_or(|fallback| fallback.deadline.is_none())
        {
            let message = say!("`{id}` has no deadline to count with where it is unknown", id = fact.id);
            fields.report(
                Diagnostic::new(&TREE_DEADLINE, fact.span, message)
                    .help(say!("add it under `facts` with `deadline: { days: …, from: … }`")),
            );
        }
        fields.finish();
        By { when, day, fact, none }
    }

    /// A number, or the fact that holds one.
    fn tel(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<Tel> {
        if yaml.as_map().is_some() {
            let mut fields = Fields::of(self.file.source, yaml, "a telephone number", diagnostics)?;
            let fact = fields.required_text("fact").map(|(id, span)| FactUse { id, span, place: FactPlace::Tel });
            fields.finish();
            self.uses.extend(fact.clone());
            return fact.map(Tel::Fact);
        }
        let number = self.file.text(yaml).unwrap_or_default();
        let is_number = number.bytes().any(|byte| byte.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || b"+-#*() ".contains(&byte));
        if !is_number {
            let message = say!("`{number}` is no telephone number", number = number);
            diagnostics.push(
                Diagnostic::new(&WRONG_TYPE, yaml.span, message)
                    .help(say!("write digits in quotes, as in \"03-0000-0000\", or `{ fact: … }` with what the number is a fact of")),
            );
        }
        is_number.then(|| Tel::Number(number.to_owned()))
    }

    /// Phrases by their ids; of another book than the tree's, as `{ book: …, phrases: […] }`.
    fn say(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Vec<PhraseUse> {
        let mut phrases = Vec::new();
        let mut add = |book: Option<&Named>, named: Vec<Named>| {
            phrases.extend(named.into_iter().map(|phrase| PhraseUse { book: book.cloned(), phrase }));
        };
        if yaml.as_map().is_none() {
            add(None, self.named_list(yaml, diagnostics));
            return phrases;
        }
        let Some(mut fields) = Fields::of(self.file.source, yaml, "what to say", diagnostics) else { return phrases };
        let book = fields.required_text("book").map(|(key, span)| Named { key, span });
        let named = fields.required("phrases").map_or_else(Vec::new, |yaml| self.named_list(yaml, fields.diagnostics()));
        fields.finish();
        add(book.as_ref(), named);
        phrases
    }

    fn beside(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> PerLang<Vec<ActionId>> {
        let mut beside = PerLang::from_fn(self.file.languages, |_| Vec::new());
        for entry in open_map(yaml, diagnostics) {
            match self.file.languages.by_code(&entry.key) {
                Some(lang) => *beside.get_mut(lang) = self.action_list(&entry.value, diagnostics),
                None => {
                    let codes = self.file.languages.codes();
                    diagnostics.push(unlisted(&UNKNOWN_KEY, &entry.key, entry.key_span, "a language of this site", codes));
                }
            }
        }
        beside
    }
}

fn kind(fields: &mut Fields) -> Option<OutcomeKind> {
    let (name, span) = fields.required_text("kind")?;
    let found = OutcomeKind::ALL.into_iter().find(|kind| kind.name() == name);
    if found.is_none() {
        fields.report(unlisted(&TREE_NAME, &name, span, "a kind of outcome", OutcomeKind::ALL.into_iter().map(OutcomeKind::name)));
    }
    found
}

fn no_deadline(span: Span) -> Diagnostic {
    Diagnostic::new(&TREE_DEADLINE, span, say!("this action does not say by when"))
        .help(say!("add `by: { when: … }`, or `by: { none: … }` with the reason"))
}
