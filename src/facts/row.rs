//! One row of a collection: its plain fields, its facts, and what is known to be unknown.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Message};
use crate::facts::fact::{self, Fact};
use crate::facts::kinds::{FACT_ID, FACT_UNKNOWN};
use crate::facts::reading::{File, list, open_map, suggestion};
use crate::facts::schema::{FieldSpec, Schema};
use crate::facts::value::{self, Value};
use crate::lang::{Lang, PerLang};
use crate::say;
use crate::source::Span;
use crate::yaml::{Entry, MISSING_KEY, UNKNOWN_KEY, Yaml};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: String,
    /// The name of its collection.
    pub collection: String,
    /// The field `name`, or the key where there is none.
    name: PerLang<String>,
    /// Plain fields, which need no evidence.
    pub fields: BTreeMap<String, Value>,
    pub facts: BTreeMap<String, Fact>,
    /// Ids that were looked for and not found, with their places.
    pub unknown: BTreeMap<String, Span>,
    /// Its key, or the start of its own file.
    pub span: Span,
}

impl Row {
    /// A row of which nothing but the key can be read.
    pub fn empty(file: File, collection: &str, key: &str, span: Span) -> Row {
        Row {
            key: key.to_owned(),
            collection: collection.to_owned(),
            name: file.same(key),
            fields: BTreeMap::new(),
            facts: BTreeMap::new(),
            unknown: BTreeMap::new(),
            span,
        }
    }

    pub fn name(&self, lang: Lang) -> &str {
        &self.name[lang]
    }

    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.get(id)
    }

    /// Whether somebody looked for this fact and found nothing.
    pub fn is_unknown(&self, id: &str) -> bool {
        self.unknown.contains_key(id)
    }
}

/// Reads what stands in a row into the empty `row`.
pub fn read(file: File, yaml: &Yaml, schema: &Schema, mut row: Row, diagnostics: &mut Vec<Diagnostic>) -> Row {
    let entries = open_map(yaml, diagnostics);
    check_required(entries, yaml, schema, row.span, diagnostics);
    for entry in entries {
        match entry.key.as_str() {
            "facts" => row.facts = facts(file, &entry.value, schema, diagnostics),
            "unknown" => {}
            key => match schema.field(key) {
                Some(field) => {
                    let value = plain(file, entry, field, diagnostics);
                    row.fields.extend(value.map(|value| (key.to_owned(), value)));
                }
                None => diagnostics.push(unknown_field(entry, schema)),
            },
        }
    }
    // Judged by the facts as written: one with a finding of its own is given all the same.
    row.unknown = unknown(file, yaml, schema, diagnostics);
    match row.fields.get("name") {
        Some(Value::Words(words)) => row.name = words.clone(),
        Some(Value::Text(text)) => row.name = file.same(text),
        _ => {}
    }
    row
}

fn check_required(entries: &[Entry], yaml: &Yaml, schema: &Schema, place: Span, diagnostics: &mut Vec<Diagnostic>) {
    if yaml.as_map().is_none() {
        return;
    }
    let is_there = |field: &FieldSpec| entries.iter().any(|entry| entry.key == field.name && !entry.value.is_null());
    for field in schema.fields.iter().filter(|field| field.required && !is_there(field)) {
        let place = entries.first().map_or(place, |entry| entry.key_span);
        diagnostics.push(Diagnostic::new(&MISSING_KEY, place, say!("this row needs `{key}`", key = field.name)).help(say!(
            "add `{key}: …`, of type {ty}",
            key = field.name,
            ty = field.ty.name()
        )));
    }
}

fn plain(file: File, entry: &Entry, field: &FieldSpec, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    if entry.value.is_null() {
        return None;
    }
    value::read(file, &entry.value, &field.ty, diagnostics)
}

fn unknown_field(entry: &Entry, schema: &Schema) -> Diagnostic {
    let known = schema.fields.iter().map(|field| field.name.as_str()).chain(["facts", "unknown"]);
    let help = match schema.spec(&entry.key) {
        Some(_) => say!("`{id}` is a fact: write it under `facts`", id = entry.key),
        None => suggestion(&entry.key, known),
    };
    Diagnostic::new(&UNKNOWN_KEY, entry.key_span, say!("`{key}` is not a key of this row", key = entry.key)).help(help)
}

fn facts(file: File, yaml: &Yaml, schema: &Schema, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Fact> {
    if yaml.is_null() {
        return BTreeMap::new();
    }
    let mut facts = BTreeMap::new();
    for entry in open_map(yaml, diagnostics) {
        match schema.spec(&entry.key) {
            Some(spec) => {
                let fact = fact::read(file, entry, schema, spec, diagnostics);
                facts.extend(fact.map(|fact| (fact.id.clone(), fact)));
            }
            None => diagnostics.push(no_such_id(&entry.key, entry.key_span, schema)),
        }
    }
    facts
}

fn no_such_id(id: &str, place: Span, schema: &Schema) -> Diagnostic {
    let help = match schema.nearest_id(id) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("add it to the schema under `facts`, with its type and label"),
    };
    Diagnostic::new(&FACT_ID, place, say!("`{id}` is not a fact of the schema", id = id)).help(help)
}

fn unknown(file: File, row: &Yaml, schema: &Schema, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Span> {
    let Some(yaml) = row.get("unknown").filter(|yaml| !yaml.is_null()) else { return BTreeMap::new() };
    let given = row.get("facts").and_then(Yaml::as_map).unwrap_or_default();
    let mut unknown: BTreeMap<String, Span> = BTreeMap::new();
    for item in list(yaml, diagnostics) {
        let Some(id) = file.text(item) else {
            diagnostics.push(crate::yaml::wrong_type(item, "the id of a fact"));
            continue;
        };
        if schema.spec(id).is_none() {
            diagnostics.push(no_such_id(id, item.span, schema));
        } else if let Some(fact) = given.iter().find(|entry| entry.key == id) {
            let message = say!("`{id}` is listed as unknown, but this row gives it", id = id);
            diagnostics.push(contradiction(item.span, message, fact.key_span, say!("given here")));
        } else if let Some(first) = unknown.insert(id.to_owned(), item.span) {
            diagnostics.push(contradiction(item.span, say!("`{id}` is listed twice", id = id), first, say!("first here")));
        }
    }
    unknown
}

fn contradiction(place: Span, message: Message, other: Span, what: Message) -> Diagnostic {
    Diagnostic::new(&FACT_UNKNOWN, place, message).related(other, what).help(say!("remove one of the two"))
}
