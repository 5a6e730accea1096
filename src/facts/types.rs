//! The types a fact can have, as its schema names them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Kind};
use crate::facts::kinds::FACT_SCHEMA;
use crate::facts::money::Currency;
use crate::facts::reading::{File, list, unlisted};
use crate::lang::PerLang;
use crate::say;
use crate::yaml::{Fields, Value as Tree};

/// The events that days are counted from, with their words: the schema's `from`.
pub type Starts = BTreeMap<String, PerLang<String>>;

/// What kind of value a fact has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// One text, the same in every language: a name, an e-mail address.
    Text,
    /// One text per language.
    Words,
    /// `None`: each value states its own currency.
    Money {
        currency: Option<Currency>,
    },
    Days {
        calendar: Calendar,
        from: Arc<Starts>,
    },
    Date,
    Phone,
    Url,
    Bool,
    Choice {
        of: Vec<Choice>,
    },
    /// Several words.
    List,
    /// The schema has a finding here, so no value is held against it.
    Unreadable,
}

/// Whether Saturdays, Sundays and holidays count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    Calendar,
    Business,
}

/// One of the values a choice can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    /// What readers see; without words, the key.
    pub words: PerLang<String>,
}

/// The names of all types, as written in a schema.
pub const TYPES: [&str; 10] = ["words", "text", "phone", "money", "days", "bool", "date", "url", "choice", "list"];
pub const CALENDARS: [&str; 2] = ["calendar", "business"];

impl Type {
    /// Its name in a schema.
    pub fn name(&self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Words => "words",
            Type::Money { .. } => "money",
            Type::Days { .. } => "days",
            Type::Date => "date",
            Type::Phone => "phone",
            Type::Url => "url",
            Type::Bool => "bool",
            Type::Choice { .. } => "choice",
            Type::List => "list",
            Type::Unreadable => "unreadable",
        }
    }
}

/// Reads `type` and the keys that belong to that type.
pub fn read(fields: &mut Fields, file: File, from: &Arc<Starts>) -> Type {
    let Some(yaml) = fields.required("type") else { return unreadable(fields) };
    match file.text(yaml).unwrap_or_default() {
        "text" => Type::Text,
        "words" => Type::Words,
        "date" => Type::Date,
        "phone" => Type::Phone,
        "url" => Type::Url,
        "bool" => Type::Bool,
        "list" => Type::List,
        "money" => Type::Money { currency: currency(fields, file, &FACT_SCHEMA) },
        "days" => Type::Days { calendar: calendar(fields, &FACT_SCHEMA).unwrap_or(Calendar::Calendar), from: Arc::clone(from) },
        "choice" => choice(fields, file),
        other => {
            fields.report(unlisted(&FACT_SCHEMA, other, yaml.span, "a type", TYPES.into_iter()));
            unreadable(fields)
        }
    }
}

/// Asks for every key that some type has, so that they are not reported on top of the type itself.
fn unreadable(fields: &mut Fields) -> Type {
    for key in ["currency", "calendar", "of"] {
        fields.get(key);
    }
    Type::Unreadable
}

/// `currency` of a schema or of a value.
pub fn currency(fields: &mut Fields, file: File, kind: &'static Kind) -> Option<Currency> {
    let yaml = fields.get("currency")?;
    let name = file.text(yaml).unwrap_or_default();
    let found = Currency::of_code(name);
    if found.is_none() {
        let message = say!("`{name}` is no currency", name = name);
        fields.report(Diagnostic::new(kind, yaml.span, message).help(say!("write its code of ISO 4217 in capitals, as in `JPY`")));
    }
    found
}

/// `calendar` of a schema or of a value.
pub fn calendar(fields: &mut Fields, kind: &'static Kind) -> Option<Calendar> {
    let (name, span) = fields.text("calendar")?;
    match name.as_str() {
        "calendar" => Some(Calendar::Calendar),
        "business" => Some(Calendar::Business),
        _ => {
            fields.report(unlisted(kind, &name, span, "a way to count days", CALENDARS.into_iter()));
            None
        }
    }
}

/// `of: [a, b]`, or `of: { a: { ja: …, en: … } }` where readers shall see words.
fn choice(fields: &mut Fields, file: File) -> Type {
    let Some(yaml) = fields.required("of") else { return Type::Unreadable };
    let diagnostics = fields.diagnostics();
    let of: Vec<Choice> = match &yaml.value {
        Tree::Map(_) => {
            file.words_by_key(yaml, diagnostics).into_iter().map(|(entry, words)| Choice { key: entry.key.clone(), words }).collect()
        }
        _ => list(yaml, diagnostics)
            .iter()
            .filter_map(|item| file.text(item))
            .map(|key| Choice { key: key.to_owned(), words: file.same(key) })
            .collect(),
    };
    if of.is_empty() { Type::Unreadable } else { Type::Choice { of } }
}
