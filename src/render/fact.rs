//! Facts as templates see them: one value in a sentence, the table of a row, the comparison of a collection.

mod in_words;
mod table;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::Renderer;
use super::tool::DaysView;
use crate::diagnostic::Diagnostic;
use crate::facts::{self, Citation, Fact, FactRef, Lookup, Row, Schema, Spec, State, TableRef, Value};
use crate::lang::Lang;
use crate::markdown::{Embed, EmbedPlace, whole_numbers};
use crate::theme;

pub use super::citations::{Citations, SourceView};
pub use table::{GroupView, RowView};

#[derive(Serialize)]
pub struct FactView {
    id: String,
    label: String,
    kind: &'static str,
    text: String,
    /// What a comparison sorts by where that is not the text: an amount in minor units, a number of days, a date.
    key: Option<String>,
    /// The same as HTML, in which no line ends inside a telephone number.
    text_html: String,
    href: Option<String>,
    /// Of a fact of type days; none once it has expired, so that nobody counts with it.
    days: Option<DaysView>,
    /// `current`, `stale`, `expired`, `unknown` (no source found) or `withheld` (none sure enough to print).
    state: &'static str,
    /// What to use in place of a value that is not shown, or not confirmed.
    instead: Option<String>,
    confidence: Option<String>,
    confidence_text: Option<String>,
    confirmed: bool,
    /// The page's first mark of a fact that nobody confirmed: it leads to what that means.
    explains: bool,
    note: Option<String>,
    note_html: Option<String>,
    read: Option<String>,
    read_text: Option<String>,
    checked: Option<String>,
    checked_text: Option<String>,
    /// By their numbers, each once.
    sources: Vec<SourceView>,
}

/// The theme's words in one language, as the formats of facts ask for them.
struct LangWords<'a> {
    words: &'a theme::Words,
    lang: Lang,
}

impl facts::Words for LangWords<'_> {
    fn word(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        word(self.words, self.lang, key, arguments)
    }

    fn has(&self, key: &str) -> bool {
        self.words.get(self.lang, key, &[]).is_some()
    }
}

/// A word that the theme does not have shows its key; every language of the built-in theme has all that we ask for.
fn word(words: &theme::Words, lang: Lang, key: &str, arguments: &[(&str, &str)]) -> String {
    words.get(lang, key, arguments).unwrap_or_else(|| key.to_owned())
}

impl Renderer<'_> {
    pub(super) fn word(&self, lang: Lang, key: &str, arguments: &[(&str, &str)]) -> String {
        word(&self.theme.words, lang, key, arguments)
    }

    fn words(&self, lang: Lang) -> LangWords<'_> {
        LangWords { words: &self.theme.words, lang }
    }

    /// A date of evidence in words.
    pub(super) fn date_text(&self, lang: Lang, date: &str) -> String {
        facts::format_date(date, &self.words(lang))
    }

    /// What a page embeds, as HTML; a reference that finds nothing (a finding of its own) leaves nothing.
    pub(super) fn embed(&self, embed: &Embed, lang: Lang, citations: &mut Citations) -> Result<String, Box<Diagnostic>> {
        match embed.scheme.as_str() {
            "fact" => self.one_fact(embed, lang, citations),
            "tree" => self.tree_card(embed, lang),
            "phrases" => self.phrases(&embed.reference, lang),
            "message" => self.message(&embed.reference, lang),
            "facts" if embed.place != EmbedPlace::Link => match TableRef::parse(&embed.reference) {
                Some(reference) => self.table(&reference, lang, citations),
                None => Ok(String::new()),
            },
            _ => Ok(String::new()),
        }
    }

    fn one_fact(&self, embed: &Embed, lang: Lang, citations: &mut Citations) -> Result<String, Box<Diagnostic>> {
        let Some(reference) = FactRef::parse(&embed.reference) else { return Ok(String::new()) };
        let site_facts = self.site.facts();
        let Some(collection) = site_facts.collection(&reference.collection) else { return Ok(String::new()) };
        // Words that rest on a fact stand before the mark already; the template adds the mark only.
        let mark_only = embed.place == EmbedPlace::Link;
        let view = match site_facts.find(&reference) {
            Lookup::Known(fact, spec) if mark_only => self.known(fact, spec, &collection.schema, lang, citations),
            Lookup::Known(fact, spec) => self.shown(fact, spec, &collection.schema, lang, citations),
            Lookup::NotFound(spec) => unknown(spec, lang),
            _ => return Ok(String::new()),
        };
        let mut context = self.base(lang);
        context.insert("fact", &view);
        context.insert("mark_only", &mark_only);
        self.template("fact.html", &context).map(|html| html.trim().to_owned())
    }

    /// The value of a fact in words.
    pub(super) fn fact_text(&self, fact: &Fact, spec: &Spec, lang: Lang) -> String {
        match &fact.value {
            Value::Url(address) => readable(address),
            value => facts::format(value, spec, lang, &self.words(lang)),
        }
    }

    /// The facts that hold a telephone number.
    pub(super) fn facts_of_number(&self, number: &str) -> Vec<(&Row, &Fact, &Spec)> {
        let same = |value: &Value| matches!(value, Value::Phone(known) if known == number);
        self.site.facts().all().filter(|(_, fact, _)| same(&fact.value)).collect()
    }

    /// Whether a number may be printed: one that facts hold must be sure enough in one of them.
    pub(super) fn may_print(&self, number: &str) -> bool {
        let known = self.facts_of_number(number);
        known.is_empty() || known.iter().any(|(_, fact, spec)| fact.is_printable(spec))
    }

    pub(super) fn cell(&self, row: &Row, spec: &Spec, schema: &Schema, lang: Lang, citations: &mut Citations) -> FactView {
        match row.fact(&spec.id) {
            Some(fact) => self.shown(fact, spec, schema, lang, citations),
            None => unknown(spec, lang),
        }
    }

    /// A fact with its value, and with a word where nobody confirmed it.
    fn shown(&self, fact: &Fact, spec: &Spec, schema: &Schema, lang: Lang, citations: &mut Citations) -> FactView {
        let view = self.known(fact, spec, schema, lang, citations);
        let explains = view.state == "current" && !view.confirmed && citations.is_first_to_explain();
        FactView { explains, ..view }
    }

    fn known(&self, fact: &Fact, spec: &Spec, schema: &Schema, lang: Lang, citations: &mut Citations) -> FactView {
        if !fact.is_printable(spec) {
            // Not even its sources: they would show the very number that is not sure enough to print.
            return FactView { state: "withheld", ..unknown(spec, lang) };
        }
        let state = fact.state(spec, self.site.today());
        let evidence = &fact.evidence;
        let checked = evidence.checked.map(|date| date.to_string());
        let read = evidence.read.to_string();
        let text = self.fact_text(fact, spec, lang);
        let mut sources: Vec<SourceView> =
            evidence.sources.iter().map(|citation| citations.cite(self.source(citation, evidence, schema, lang))).collect();
        sources.sort_by_key(|source| source.number);
        sources.dedup_by_key(|source| source.number);
        FactView {
            text_html: whole_numbers(&text),
            text,
            key: key(&fact.value),
            // A number whose confirmation has run out is not to be dialled on trust.
            href: facts::href(&fact.value, fact.is_confirmed() && state != State::Expired),
            days: DaysView::of(&fact.value).filter(|_| state != State::Expired),
            state: match state {
                State::Current => "current",
                State::Stale => "stale",
                State::Expired => "expired",
            },
            confidence: Some(evidence.confidence.name.clone()),
            confidence_text: Some(self.word(lang, &format!("fact.confidence.{}", evidence.confidence.name), &[])),
            confirmed: fact.is_confirmed(),
            note: fact.note.as_ref().map(|note| note[lang].clone()),
            note_html: fact.note.as_ref().map(|note| whole_numbers(&note[lang])),
            read_text: Some(self.date_text(lang, &read)),
            read: Some(read),
            checked_text: checked.as_ref().map(|date| self.date_text(lang, date)),
            checked,
            sources,
            ..unknown(spec, lang)
        }
    }

    fn source(&self, citation: &Citation, evidence: &facts::Evidence, schema: &Schema, lang: Lang) -> SourceView {
        let dated = citation.dated.map(|date| date.to_string());
        let read = evidence.read.to_string();
        SourceView {
            number: 0,
            shown: readable(&citation.url),
            url: Some(citation.url.clone()),
            title: citation.title.clone(),
            publisher: citation.publisher().to_owned(),
            kind_text: schema.source_kinds.get(&citation.kind).map_or_else(|| citation.kind.clone(), |words| words[lang].clone()),
            kind: citation.kind.clone(),
            dated_text: dated.as_ref().map(|date| self.date_text(lang, date)),
            dated,
            read_text: self.date_text(lang, &read),
            read,
        }
    }
}

/// `https://www.example.org/%E6%89%8B/` as `example.org/手`.
pub(super) fn readable(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    percent_decode_str(bare).decode_utf8().map_or_else(|_| bare.to_owned(), |text| text.into_owned())
}

fn key(value: &Value) -> Option<String> {
    match value {
        Value::Money(money) => Some(money.amount.to_string()),
        Value::Days(days) => Some(days.days.to_string()),
        Value::Date(date) => Some(date.to_string()),
        _ => None,
    }
}

/// A fact of which there is nothing to show: its label, and what to use instead.
fn unknown(spec: &Spec, lang: Lang) -> FactView {
    FactView {
        id: spec.id.clone(),
        label: spec.label[lang].clone(),
        kind: spec.ty.name(),
        text: String::new(),
        key: None,
        text_html: String::new(),
        href: None,
        days: None,
        state: "unknown",
        instead: spec.policy.instead.as_ref().map(|words| words[lang].clone()),
        confidence: None,
        confidence_text: None,
        confirmed: false,
        explains: false,
        note: None,
        note_html: None,
        read: None,
        read_text: None,
        checked: None,
        checked_text: None,
        sources: Vec::new(),
    }
}
