//! `content/data/NAME.schema.yaml`: what may stand in the rows of a collection.

use serde_json::{Value, json};

use super::words::{definitions, list, object, one_of, open_object, reference, told};
use super::{Ground, Schema, schema};
use crate::facts::{CALENDARS, TYPES};

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let files = ["content/data/*.schema.yaml".to_owned()];
    let mut definitions = definitions(&ground.config.languages);
    let mut add = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    add("days", json!({ "type": "integer", "minimum": 1 }));
    add("policy", object(&[], policy()));
    add("field", typed(&["type"], json!({ "required": told("Whether every row has it", json!({ "type": "boolean" })) }), "label"));
    add("fact", typed(&["type", "label"], policy(), "label"));
    let policies: Vec<&str> = std::iter::once("default").chain(TYPES).collect();
    let policies: serde_json::Map<String, Value> = policies.into_iter().map(|name| (name.to_owned(), reference("policy"))).collect();
    let mut facts = open_object(reference("fact"));
    facts["propertyNames"] = json!({ "pattern": r"^[a-z0-9_-]+(\.[a-z0-9_-]+)+$" });
    let mut body = object(
        &["title"],
        json!({
            "title": told("What the collection is called", reference("words")),
            "page": told("The section under which each row has its page, for links from tables", reference("text")),
            "row": told("Plain fields of a row, which need no evidence", open_object(reference("field"))),
            "groups": told("Headings: a fact GROUP.NAME stands under GROUP, in this order", open_object(reference("words"))),
            "policy": told("How long facts are trusted: `default`, and what a type changes in it", object(&[], Value::Object(policies))),
            "confidence": told("How sure a fact can be, best first; high, medium, low without it", list(reference("text"))),
            "source_kinds": told("What sorts of sources there are, in words for readers", open_object(reference("words"))),
            "from": told("The events that days are counted from, in words for readers", open_object(reference("words"))),
            "facts": told("Every fact that a row can have: GROUP.NAME, in the order of tables", facts),
        }),
    );
    body["dependencies"] = json!({ "facts": ["source_kinds"] });
    vec![schema("collection.schema.json", &files, "What may stand in a collection", Value::Object(definitions), body)]
}

fn policy() -> Value {
    json!({
        "stale_after_days": told("Older than this, it is to be read again", reference("days")),
        "expires_after_days": told("Older than this, pages do not show it as true", reference("days")),
        "print_from": told("The least confidence that pages show", reference("text")),
        "instead": told("What readers see in the place of a fact that is not shown", reference("words")),
    })
}

/// Something with a type, and the keys that belong to one type only.
fn typed(required: &[&str], more: Value, label: &str) -> Value {
    let choices = json!({ "anyOf": [list(reference("text")), open_object(reference("words"))] });
    let mut properties = json!({
        "type": told("What kind of value it has", one_of(TYPES)),
        "currency": told("Of money: its code after ISO 4217, as in JPY", json!({ "type": "string", "pattern": "^[A-Z]{3}$" })),
        "calendar": told("Of days: whether Saturdays, Sundays and holidays count", one_of(CALENDARS)),
        "of": told("Of a choice: what can be chosen, best with words", choices),
    });
    properties[label] = told("What readers see beside the value", reference("words"));
    for (key, schema) in more.as_object().into_iter().flatten() {
        properties[key] = schema.clone();
    }
    let mut whole = object(required, properties);
    let only = [("currency", "money"), ("calendar", "days"), ("of", "choice")]
        .map(|(key, ty)| json!({ "if": { "required": [key] }, "then": { "properties": { "type": { "const": ty } } } }));
    let mut rules = only.to_vec();
    rules.push(json!({ "if": { "properties": { "type": { "const": "choice" } }, "required": ["type"] }, "then": { "required": ["of"] } }));
    whole["allOf"] = Value::Array(rules);
    whole
}
