//! The rows of each collection: `content/data/NAME/ROW.yaml`, and `content/data/NAME.yaml` with all rows.

use serde_json::{Map, Value, json};

use super::words::{definitions, list, object, one_of, reference, slugs, told};
use super::{Ground, Schema, schema};
use crate::facts::{CALENDARS, Collection, Spec, Type};
use crate::lang::{Languages, PerLang};

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    // Of a collection whose schema cannot be read nothing can be said.
    let readable = ground.facts.collections().filter(|collection| collection.schema.is_readable());
    readable.flat_map(|collection| [row(collection, &ground.config.languages), rows(collection)]).collect()
}

/// One file a row.
fn row(collection: &Collection, languages: &Languages) -> Schema {
    let name = &collection.name;
    let schema_of = &collection.schema;
    let mut definitions = definitions(languages);
    definitions.insert("evidence".to_owned(), evidence(collection));
    definitions.insert("source".to_owned(), source(collection));
    let mut properties: Map<String, Value> = schema_of
        .fields
        .iter()
        .map(|field| (field.name.clone(), told(&labelled(field.label.as_ref(), &field.ty), value(&field.ty))))
        .collect();
    let facts: Map<String, Value> = schema_of.specs.iter().map(|spec| (spec.id.clone(), fact(spec))).collect();
    let ids = one_of(schema_of.specs.iter().map(|spec| spec.id.as_str()));
    let facts = json!({ "type": ["object", "null"], "properties": facts, "additionalProperties": false });
    properties.insert("facts".to_owned(), told("What is known about this row, each with its evidence", facts));
    let unknown = json!({ "type": ["array", "null"], "items": ids, "uniqueItems": true });
    properties.insert("unknown".to_owned(), told("Facts that somebody looked for and did not find", unknown));
    let required: Vec<&str> = schema_of.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    let body = object(&required, Value::Object(properties));
    let title = format!("A row of {}", in_all(&collection.title));
    schema(&row_name(name), &[format!("content/data/{name}/*.yaml")], &title, Value::Object(definitions), body)
}

/// All rows in one file.
fn rows(collection: &Collection) -> Schema {
    let name = &collection.name;
    let mut rows = json!({ "type": "object", "additionalProperties": { "$ref": row_name(name) } });
    rows["propertyNames"] = slugs();
    let body = object(&["rows"], json!({ "rows": told("Each row under its key", rows) }));
    let title = format!("The rows of {}", in_all(&collection.title));
    schema(&format!("{name}.rows.json"), &[format!("content/data/{name}.yaml")], &title, json!({}), body)
}

fn row_name(collection: &str) -> String {
    format!("{collection}.row.json")
}

fn evidence(collection: &Collection) -> Value {
    let confidence = one_of(collection.schema.confidence.iter().map(|confidence| confidence.name.as_str()));
    object(
        &["value", "read", "confidence", "sources"],
        json!({
            // Each fact says what its own value is.
            "value": true,
            "note": told("A limit, or a disagreement between sources, for readers", reference("words")),
            "read": told("The day it was taken from its sources", reference("day")),
            "checked": told("The day a person compared it with its living source; left out until somebody has", reference("day")),
            "confidence": told("How sure it is, best first", confidence),
            "sources": told("Where it was read: at least one", list(reference("source"))),
        }),
    )
}

fn source(collection: &Collection) -> Value {
    let kinds = &collection.schema.source_kinds;
    let kind = if kinds.is_empty() { reference("text") } else { one_of(kinds.keys().map(String::as_str)) };
    let dated = json!({ "anyOf": [reference("date"), { "type": "null" }] });
    object(
        &["url", "kind"],
        json!({
            "url": reference("url"),
            "kind": told("What sort of source it is", kind),
            "dated": told("The date that the source itself shows; null where it shows none", dated),
            "title": told("What the page is called", reference("text")),
            "says": told("What it says about this fact, in our own words", reference("text")),
        }),
    )
}

fn fact(spec: &Spec) -> Value {
    json!({
        "description": labelled(Some(&spec.label), &spec.ty),
        "allOf": [reference("evidence")],
        "properties": { "value": value(&spec.ty) },
    })
}

/// The label in every language, and the type.
fn labelled(label: Option<&PerLang<String>>, ty: &Type) -> String {
    match label {
        Some(label) => format!("{} ({})", in_all(label), ty.name()),
        None => ty.name().to_owned(),
    }
}

fn in_all(words: &PerLang<String>) -> String {
    let mut texts: Vec<&str> = words.iter().map(|(_, text)| text.as_str()).collect();
    texts.dedup();
    texts.join(" / ")
}

fn value(ty: &Type) -> Value {
    match ty {
        Type::Text => reference("text"),
        Type::Words => reference("words"),
        Type::Date => reference("date"),
        Type::Phone => reference("phone"),
        Type::Url => reference("url"),
        Type::Bool => json!({ "type": "boolean" }),
        Type::List => list(reference("words_or_text")),
        Type::Choice { of } => one_of(of.iter().map(|choice| choice.key.as_str())),
        Type::Money { currency } => {
            let stated = currency.map_or(json!({ "type": "string", "pattern": "^[A-Z]{3}$" }), |known| json!({ "const": known.code() }));
            let required: &[&str] = if currency.is_some() { &["amount"] } else { &["amount", "currency"] };
            object(
                required,
                json!({
                    "amount": told("Whole minor units, without separators: 1100 yen", json!({ "type": "integer", "minimum": 0 })),
                    "currency": told("Its code after ISO 4217", stated),
                    "tax_included": told("null where the source does not say", json!({ "type": ["boolean", "null"] })),
                }),
            )
        }
        Type::Days { from, .. } => {
            let mut days = object(
                &["days"],
                json!({
                    "days": told("How many", json!({ "type": "integer", "minimum": 0 })),
                    "calendar": told("Whether Saturdays, Sundays and holidays count", one_of(CALENDARS)),
                    "from": told("The event they are counted from", one_of(from.keys().map(String::as_str))),
                    "direction": told("Counted forward or back from it", json!({ "enum": ["forward", "back"] })),
                }),
            );
            days["dependencies"] = json!({ "from": ["direction"], "direction": ["from"] });
            days
        }
        Type::Unreadable => json!({}),
    }
}
