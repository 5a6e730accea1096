//! `/data/NAME.json`: every fact of a collection with its evidence.

use std::collections::BTreeMap;

use serde::Serialize;

use super::value::{self, ValueView};
use super::{Head, Keyed, Origin, Words};
use crate::facts::{Citation, Collection, Fact, Row, Spec, Type, Value};
use crate::lang::PerLang;
use crate::render::Renderer;
use crate::site::{CollectionId, DataFile, LedgerPage, LedgerPart, Route};

#[derive(Serialize)]
pub struct CollectionData<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    generated_from: Origin<'a>,
    collection: &'a str,
    title: Words<'a>,
    /// Best first.
    confidence: Vec<&'a str>,
    source_kinds: Keyed<'a, Words<'a>>,
    groups: Keyed<'a, Words<'a>>,
    facts: Keyed<'a, SpecData<'a>>,
    rows: Keyed<'a, RowData<'a>>,
}

/// What a fact is, in whatever row.
#[derive(Serialize)]
struct SpecData<'a> {
    group: &'a str,
    r#type: &'static str,
    label: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Keyed<'a, Words<'a>>>,
    /// The days that a number of days can be counted from.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Keyed<'a, Words<'a>>>,
    stale_after_days: Option<u32>,
    expires_after_days: Option<u32>,
    /// Below this confidence the value is withheld.
    print_from: Option<&'a str>,
    /// What to use in the place of a value that is withheld, unknown or not confirmed.
    instead: Option<Words<'a>>,
}

#[derive(Serialize)]
struct RowData<'a> {
    name: Keyed<'a, &'a str>,
    #[serde(skip_serializing_if = "is_empty")]
    fields: Keyed<'a, ValueView<'a>>,
    /// The page of the guide about this row, where there is one.
    pages: Keyed<'a, String>,
    ledger: Keyed<'a, String>,
    source: &'a str,
    facts: Keyed<'a, FactData<'a>>,
}

fn is_empty<T>(keyed: &Keyed<T>) -> bool {
    keyed.0.is_empty()
}

/// What a row says of a fact.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
enum FactData<'a> {
    Known(Box<KnownData<'a>>),
    /// Not sure enough to be printed: neither the value, nor its sources, which would show it.
    Withheld,
    /// Looked for, and not found.
    Unknown,
}

#[derive(Serialize)]
struct KnownData<'a> {
    value: ValueView<'a>,
    note: Option<Words<'a>>,
    confidence: &'a str,
    /// Whether a person compared it with its living source.
    confirmed: bool,
    read: String,
    checked: Option<String>,
    /// The first day on which it is to be read again.
    stale_from: Option<String>,
    /// The first day on which it is no longer shown as true.
    expired_from: Option<String>,
    sources: Vec<SourceData<'a>>,
}

#[derive(Serialize)]
struct SourceData<'a> {
    url: &'a str,
    publisher: &'a str,
    title: Option<&'a str>,
    kind: &'a str,
    /// As the source itself shows it.
    dated: Option<String>,
}

impl Renderer<'_> {
    pub(super) fn collection_data(&self, id: CollectionId) -> CollectionData<'_> {
        let collection = self.site.collection(id);
        let schema = &collection.schema;
        let kinds = &schema.source_kinds;
        let mut files: Vec<String> = collection.rows.iter().map(|row| self.sources.path(row.span.source).to_owned()).collect();
        files.extend(schema.specs.iter().map(|spec| self.sources.path(spec.span.source).to_owned()));
        files.sort();
        files.dedup();
        CollectionData {
            head: self.head(DataFile::Collection(id), DataFile::CollectionSchema(id)),
            generated_from: self.origin(files),
            collection: &collection.name,
            title: self.in_words(&collection.title),
            confidence: schema.confidence.iter().map(|confidence| confidence.name.as_str()).collect(),
            source_kinds: Keyed(kinds.iter().map(|(kind, words)| (kind.as_str(), self.in_words(words))).collect()),
            groups: Keyed(schema.groups.iter().map(|group| (group.id.as_str(), self.in_words(&group.title))).collect()),
            facts: Keyed(schema.specs.iter().map(|spec| (spec.id.as_str(), self.spec_data(spec))).collect()),
            rows: Keyed(
                collection.rows.iter().zip(0..).map(|(row, at)| (row.key.as_str(), self.row_data(collection, id, row, at))).collect(),
            ),
        }
    }

    pub(super) fn in_words<'a>(&'a self, words: &'a PerLang<String>) -> Words<'a> {
        Words { words, languages: &self.site.config().languages }
    }

    fn by_key<'a>(&'a self, words: &'a BTreeMap<String, PerLang<String>>) -> Keyed<'a, Words<'a>> {
        Keyed(words.iter().map(|(key, words)| (key.as_str(), self.in_words(words))).collect())
    }

    fn spec_data<'a>(&'a self, spec: &'a Spec) -> SpecData<'a> {
        let policy = &spec.policy;
        SpecData {
            group: spec.group(),
            r#type: spec.ty.name(),
            label: self.in_words(&spec.label),
            currency: if let Type::Money { currency: Some(currency) } = &spec.ty { Some(currency.code()) } else { None },
            choices: match &spec.ty {
                Type::Choice { of } => Some(Keyed(of.iter().map(|choice| (choice.key.as_str(), self.in_words(&choice.words))).collect())),
                _ => None,
            },
            from: if let Type::Days { from, .. } = &spec.ty { Some(self.by_key(from)) } else { None },
            stale_after_days: policy.stale_after_days,
            expires_after_days: policy.expires_after_days,
            print_from: policy.print_from.as_ref().map(|confidence| confidence.name.as_str()),
            instead: policy.instead.as_ref().map(|words| self.in_words(words)),
        }
    }

    fn row_data<'a>(&'a self, collection: &'a Collection, id: CollectionId, row: &'a Row, at: u32) -> RowData<'a> {
        let languages = &self.site.config().languages;
        let said = collection.schema.specs.iter().filter_map(|spec| {
            let data = match row.fact(&spec.id) {
                Some(fact) => self.fact_data(fact, spec),
                None if row.is_unknown(&spec.id) => FactData::Unknown,
                None => return None,
            };
            Some((spec.id.as_str(), data))
        });
        let fields = row.fields.iter().filter(|(name, _)| *name != "name");
        RowData {
            name: Keyed(languages.complete().map(|lang| (languages[lang].code.as_str(), row.name(lang))).collect()),
            fields: Keyed(fields.map(|(name, value): (&String, &Value)| (name.as_str(), value::view(value, languages))).collect()),
            pages: self.urls(|lang| self.row_page(collection, row, lang).map(Route::Page)),
            ledger: self.urls(|lang| {
                let route = Route::Ledger(LedgerPage { lang, part: LedgerPart::Row(id, at) });
                (self.site.route(&self.site.path(route)) == Some(route)).then_some(route)
            }),
            source: self.sources.path(row.span.source),
            facts: Keyed(said.collect()),
        }
    }

    fn fact_data<'a>(&'a self, fact: &'a Fact, spec: &Spec) -> FactData<'a> {
        if !fact.is_printable(spec) {
            return FactData::Withheld;
        }
        let evidence = &fact.evidence;
        let day = |limit: Option<u32>| evidence.first_day_beyond(limit?).map(|day| day.to_string());
        FactData::Known(Box::new(KnownData {
            value: value::view(&fact.value, &self.site.config().languages),
            note: fact.note.as_ref().map(|note| self.in_words(note)),
            confidence: &evidence.confidence.name,
            confirmed: fact.is_confirmed(),
            read: evidence.read.to_string(),
            checked: evidence.checked.map(|day| day.to_string()),
            stale_from: day(spec.policy.stale_after_days),
            expired_from: day(spec.policy.expires_after_days),
            sources: evidence.sources.iter().map(source).collect(),
        }))
    }
}

/// Without what it says in our words: a number that is withheld may stand there.
fn source(citation: &Citation) -> SourceData<'_> {
    SourceData {
        url: &citation.url,
        publisher: citation.publisher(),
        title: citation.title.as_deref(),
        kind: &citation.kind,
        dated: citation.dated.map(|date| date.to_string()),
    }
}
