//! The parts that several schemas are made of.

use serde_json::{Map, Value, json};

use crate::lang::Languages;
use crate::tree;

/// A map with exactly these keys, the first of which must be there.
pub fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

/// A map whose keys the author chooses.
pub fn open_object(value: Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

/// The same schema with the sentence that an editor shows.
pub fn told(description: &str, mut schema: Value) -> Value {
    schema["description"] = json!(description);
    schema
}

pub fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// A list of at least one.
pub fn list(item: Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": 1 })
}

/// One of these names; of none, nothing: a list of none is no JSON Schema.
pub fn one_of(names: impl IntoIterator<Item = impl Into<Value>>) -> Value {
    let names: Vec<Value> = names.into_iter().map(Into::into).collect();
    if names.is_empty() { json!({ "not": {} }) } else { json!({ "enum": names }) }
}

/// What most schemas refer to.
pub fn definitions(languages: &Languages) -> Map<String, Value> {
    let codes: Vec<&str> = languages.complete_codes().collect();
    let each: Map<String, Value> =
        languages.all().map(|lang| (languages[lang].code.clone(), told(&languages[lang].name, reference("text")))).collect();
    let mut definitions = Map::new();
    let mut add = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    // What is written without quotes may be a number or `true` to YAML, and is taken as it is written.
    add("text", json!({ "type": ["string", "number", "boolean"], "minLength": 1, "pattern": r"\S" }));
    add("words", told("One text per language", object(&codes, Value::Object(each))));
    add("words_or_text", json!({ "anyOf": [reference("text"), reference("words")] }));
    add("day", told("A day, YYYY-MM-DD", json!({ "type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$" })));
    let partial = json!({ "type": ["string", "integer"], "pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", "minimum": 1000, "maximum": 9999 });
    add("date", told("A day, a month or a year: 2026-11-22, 2026-11, 2026", partial));
    add("url", told("The address of a web page", json!({ "type": "string", "pattern": r#"^https?://[^\s"<>\\@]+"# })));
    add(
        "phone",
        told(
            "Digits with single hyphens, as in 0120-000-000",
            json!({ "type": ["string", "integer"], "pattern": "^[+#]?[0-9]+(-[0-9]+)*$" }),
        ),
    );
    add("slug", json!({ "type": ["string", "integer"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }));
    definitions
}

/// The keys of a map whose keys are parts of an address.
pub fn slugs() -> Value {
    json!({ "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
}

/// How outcomes of a tree are called.
pub fn kinds_of_outcomes() -> Value {
    one_of(tree::OutcomeKind::ALL.into_iter().map(tree::OutcomeKind::name))
}
