//! `/data/NAME.schema.json`: the JSON Schema of a collection's open data.

use serde_json::{Map, Value, json};

use super::value::calendar;
use crate::facts::{Calendar, Collection, Schema, Spec, Type};
use crate::lang::Languages;
use crate::render::Renderer;
use crate::site::{CollectionId, DataFile};

pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Renderer<'_> {
    pub(super) fn collection_schema(&self, id: CollectionId) -> Value {
        let collection = self.site.collection(id);
        let languages = &self.site.config().languages;
        json!({
            "$schema": DIALECT,
            "$id": self.data_url(DataFile::CollectionSchema(id)),
            "title": format!("{}: facts with their evidence", collection.name),
            "description": "A fact that a row does not have was not looked for. `known` has a value and its evidence; `unknown` was looked \
                            for and not found; `withheld` is not sure enough to be printed.",
            "allOf": [{ "$ref": "#/$defs/head" }],
            "type": "object",
            "required": ["collection", "title", "confidence", "source_kinds", "groups", "facts", "rows"],
            "properties": {
                "collection": { "const": collection.name },
                "title": words(),
                "confidence": { "description": "Best first.", "type": "array", "items": { "type": "string" } },
                "source_kinds": map_of(words()),
                "groups": map_of(words()),
                "facts": map_of(json!({ "$ref": "#/$defs/spec" })),
                "rows": map_of(json!({ "$ref": "#/$defs/row" })),
            },
            "unevaluatedProperties": false,
            "$defs": definitions(collection, languages),
        })
    }
}

fn definitions(collection: &Collection, languages: &Languages) -> Value {
    let schema = &collection.schema;
    let mut defs = common(languages);
    defs.insert("spec".to_owned(), spec());
    defs.insert("row".to_owned(), row(schema));
    defs.extend(schema.specs.iter().map(|spec| (name_of(spec), fact(spec))));
    defs.insert("evidence".to_owned(), evidence(schema));
    defs.insert("source".to_owned(), source(schema));
    Value::Object(defs)
}

/// What the schemas of collections and trees share.
pub fn common(languages: &Languages) -> Map<String, Value> {
    let codes: Vec<&str> = languages.complete_codes().collect();
    let per_lang = |value: Value| {
        let properties: Map<String, Value> = codes.iter().map(|code| ((*code).to_owned(), value.clone())).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    };
    let mut words = per_lang(json!({ "type": "string" }));
    words["required"] = json!(codes);
    let mut defs = Map::new();
    defs.insert("words".to_owned(), words);
    defs.insert("urls".to_owned(), per_lang(json!({ "type": "string", "format": "uri" })));
    defs.insert("head".to_owned(), head(&codes));
    defs
}

fn head(codes: &[&str]) -> Value {
    let text = json!({ "type": "string" });
    let text_or_null = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "required": ["$schema", "url", "languages", "licence", "author", "generated_from"],
        "properties": {
            "$schema": text,
            "url": text,
            "languages": { "const": codes },
            "licence": closed(&["name", "url"], json!({ "name": text, "url": text_or_null }), true),
            "author": { "anyOf": [words(), { "type": "null" }] },
            "generated_from": closed(
                &["generator", "repository", "branch", "files"],
                json!({
                    "generator": { "const": "futago" }, "repository": text_or_null, "branch": text_or_null,
                    "files": { "type": "array", "items": text },
                }),
                false,
            ),
        },
    })
}

/// What the collection says of a fact, whatever the row.
fn spec() -> Value {
    let days = json!({ "type": ["integer", "null"], "minimum": 1 });
    json!({
        "type": "object",
        "required": ["group", "type", "label", "stale_after_days", "expires_after_days", "print_from", "instead"],
        "properties": {
            "group": { "type": "string" },
            "type": { "enum": crate::facts::TYPES },
            "label": words(),
            "currency": { "type": "string" },
            "choices": map_of(words()),
            "from": map_of(words()),
            "stale_after_days": days,
            "expires_after_days": days,
            "print_from": { "type": ["string", "null"] },
            "instead": { "anyOf": [words(), { "type": "null" }] },
        },
        "additionalProperties": false,
    })
}

fn row(schema: &Schema) -> Value {
    let reference = |spec: &Spec| json!({ "$ref": format!("#/$defs/{}", name_of(spec)) });
    let facts: Map<String, Value> = schema.specs.iter().map(|spec| (spec.id.clone(), reference(spec))).collect();
    let fields = schema.fields.iter().filter(|field| field.name != "name");
    let fields: Map<String, Value> = fields.map(|field| (field.name.clone(), value(&field.ty))).collect();
    json!({
        "type": "object",
        "required": ["name", "pages", "ledger", "source", "facts"],
        "properties": {
            "name": words(),
            "fields": { "type": "object", "properties": fields, "additionalProperties": false },
            "pages": { "$ref": "#/$defs/urls" },
            "ledger": { "$ref": "#/$defs/urls" },
            "source": { "description": "The file that the row stands in.", "type": "string" },
            "facts": { "type": "object", "properties": facts, "additionalProperties": false },
        },
        "additionalProperties": false,
    })
}

/// Facts whose values are of one kind share a definition.
fn name_of(spec: &Spec) -> String {
    match &spec.ty {
        Type::Money { currency: Some(currency) } => format!("fact-money-{}", currency.code()),
        Type::Choice { .. } => format!("fact-{}", spec.id),
        ty => format!("fact-{}", ty.name()),
    }
}

fn fact(spec: &Spec) -> Value {
    json!({
        "oneOf": [
            {
                "$ref": "#/$defs/evidence",
                "required": ["value"],
                "properties": { "status": { "const": "known" }, "value": value(&spec.ty) },
                "unevaluatedProperties": false,
            },
            {
                "type": "object",
                "required": ["status"],
                "properties": { "status": { "enum": ["withheld", "unknown"] } },
                "additionalProperties": false,
            },
        ],
    })
}

fn evidence(schema: &Schema) -> Value {
    let day = json!({ "type": "string", "format": "date" });
    let day_or_null = json!({ "type": ["string", "null"], "format": "date" });
    let confidence: Vec<&str> = schema.confidence.iter().map(|confidence| confidence.name.as_str()).collect();
    json!({
        "type": "object",
        "required": ["status", "note", "confidence", "confirmed", "read", "checked", "stale_from", "expired_from", "sources"],
        "properties": {
            "status": { "const": "known" },
            "note": { "anyOf": [words(), { "type": "null" }] },
            "confidence": { "enum": confidence },
            "confirmed": { "description": "Whether a person compared it with its living source.", "type": "boolean" },
            "read": day,
            "checked": day_or_null,
            "stale_from": day_or_null,
            "expired_from": day_or_null,
            "sources": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/source" } },
        },
    })
}

fn source(schema: &Schema) -> Value {
    let kind = match schema.source_kinds.is_empty() {
        true => json!({ "type": "string" }),
        false => json!({ "enum": schema.source_kinds.keys().collect::<Vec<_>>() }),
    };
    let text_or_null = json!({ "type": ["string", "null"] });
    closed(
        &["url", "publisher", "title", "kind", "dated"],
        json!({
            "url": { "type": "string", "format": "uri" }, "publisher": { "type": "string" }, "title": text_or_null, "kind": kind,
            "dated": { "description": "A day, a month or a year, as the source shows it.", "type": ["string", "null"] },
        }),
        false,
    )
}

/// The values of a type.
fn value(ty: &Type) -> Value {
    match ty {
        Type::Text => json!({ "type": "string" }),
        Type::Words => words(),
        Type::Money { currency } => {
            let currency = currency.map_or_else(|| json!({ "type": "string" }), |currency| json!({ "const": currency.code() }));
            closed(
                &["amount", "currency", "tax_included"],
                json!({
                    "amount": { "description": "In minor units of the currency; the yen has none.", "type": "integer", "minimum": 0 },
                    "currency": currency, "tax_included": { "type": ["boolean", "null"] },
                }),
                false,
            )
        }
        Type::Days { from, .. } => {
            let starts: Vec<Value> = from.keys().map(|key| Value::from(key.as_str())).chain([Value::Null]).collect();
            closed(
                &["days", "calendar", "from", "direction"],
                json!({
                    "days": { "type": "integer", "minimum": 0 }, "calendar": { "enum": [calendar(Calendar::Calendar), calendar(Calendar::Business)] },
                    "from": { "enum": starts }, "direction": { "enum": ["forward", "back", null] },
                }),
                false,
            )
        }
        Type::Date => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
        Type::Phone => json!({ "type": "string", "pattern": "^[+#]?[0-9]+(-[0-9]+)*$" }),
        Type::Url => json!({ "type": "string", "format": "uri" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Choice { of } => json!({ "enum": of.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>() }),
        Type::List => json!({ "type": "array", "minItems": 1, "items": words() }),
        // No value is held against a type that cannot be read.
        Type::Unreadable => json!(false),
    }
}

pub fn words() -> Value {
    json!({ "$ref": "#/$defs/words" })
}

pub fn map_of(value: Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

/// An object of these keys and no others; `nullable`, or null.
pub fn closed(required: &[&str], properties: Value, nullable: bool) -> Value {
    let ty = if nullable { json!(["object", "null"]) } else { json!("object") };
    json!({ "type": ty, "required": required, "properties": properties, "additionalProperties": false })
}
