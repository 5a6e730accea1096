//! `/data/trees/NAME.schema.json`: the JSON Schema of a tree's open data.

use serde_json::{Value, json};

use super::schema::{DIALECT, closed, common, map_of, words};
use super::tree::DIRECTIONS;
use crate::render::Renderer;
use crate::site::{DataFile, TreeId};
use crate::tree::OutcomeKind;

impl Renderer<'_> {
    pub(super) fn tree_schema(&self, id: TreeId) -> Value {
        let tree = self.site.tree(id);
        json!({
            "$schema": DIALECT,
            "$id": self.data_url(DataFile::TreeSchema(id)),
            "title": format!("{}: a decision tree", tree.name),
            "description": "`{fact:GROUP.NAME}` in a text is a fact of the row that the reader has chosen; `facts` says what stands there \
                            while there is none. `{fact:COLLECTION/ROW#GROUP.NAME}` is a fact of that row.",
            "allOf": [{ "$ref": "#/$defs/head" }],
            "type": "object",
            "required": [
                "tree", "title", "pages", "facts_of", "groups", "stages", "questions", "outcomes", "actions", "who", "at_hand", "from",
                "facts", "sources", "redirects",
            ],
            "properties": {
                "tree": { "const": tree.name },
                "title": words(),
                "pages": def("urls"),
                "facts_of": { "type": ["string", "null"] },
                "groups": map_of(words()),
                "stages": map_of(stage()),
                "questions": map_of(question()),
                "outcomes": map_of(outcome()),
                "actions": map_of(action()),
                "who": map_of(words()),
                "at_hand": map_of(words()),
                "from": map_of(words()),
                "facts": map_of(closed(
                    &["unknown", "deadline", "sources"],
                    json!({ "unknown": words(), "deadline": or_null(def("day")), "sources": def("ids") }),
                    false,
                )),
                "sources": map_of(source()),
                "redirects": map_of(id_of()),
            },
            "unevaluatedProperties": false,
            "$defs": definitions(common(&self.site.config().languages)),
        })
    }
}

fn definitions(mut defs: serde_json::Map<String, Value>) -> Value {
    defs.insert("ids".to_owned(), json!({ "type": "array", "items": id_of() }));
    defs.insert(
        "day".to_owned(),
        closed(
            &["days", "from", "direction"],
            json!({ "days": { "type": "integer", "minimum": 0 }, "from": id_of(), "direction": { "enum": DIRECTIONS } }),
            false,
        ),
    );
    Value::Object(defs)
}

fn stage() -> Value {
    closed(
        &["title", "audience", "start", "questions"],
        json!({ "title": words(), "audience": words(), "start": id_or_null(), "questions": def("ids") }),
        false,
    )
}

fn question() -> Value {
    let answer = closed(
        &["label", "to", "group", "usual"],
        json!({ "label": words(), "to": or_null(one_of(&["question", "outcome"])), "group": id_or_null(), "usual": { "type": "boolean" } }),
        false,
    );
    closed(
        &["stage", "pages", "ask", "why", "hint", "do_first", "answers"],
        json!({
            "stage": id_or_null(), "pages": def("urls"), "ask": words(), "why": words(), "hint": or_null(words()), "do_first": def("ids"),
            "answers": map_of(answer),
        }),
        false,
    )
}

fn outcome() -> Value {
    let come_back = closed(&["when", "day", "stage"], json!({ "when": words(), "day": or_null(def("day")), "stage": id_or_null() }), true);
    closed(
        &["kind", "pages", "title", "actions", "next", "come_back", "sources"],
        json!({
            "kind": { "enum": OutcomeKind::ALL.map(OutcomeKind::name) }, "pages": def("urls"), "title": words(), "actions": def("ids"),
            "next": words(), "come_back": come_back, "sources": def("ids"),
        }),
        false,
    )
}

fn action() -> Value {
    let by = closed(
        &["when", "day", "fact", "none"],
        json!({ "when": or_null(words()), "day": or_null(def("day")), "fact": id_or_null(), "none": or_null(words()) }),
        false,
    );
    closed(
        &["text", "who", "by", "why", "at_hand", "minutes", "tel", "link", "show_facts", "say", "message", "beside", "sources"],
        json!({
            "text": words(), "who": id_or_null(), "by": by, "why": words(), "at_hand": def("ids"),
            "minutes": { "description": "An estimate; 0 is nothing to do but wait.", "type": "integer", "minimum": 0 },
            "tel": or_null(one_of(&["number", "fact"])), "link": { "type": ["string", "null"], "format": "uri" }, "show_facts": def("ids"),
            "say": def("ids"), "message": id_or_null(),
            "beside": map_of(def("ids")), "sources": def("ids"),
        }),
        false,
    )
}

fn source() -> Value {
    closed(
        &["title", "url", "kind", "dated"],
        json!({
            "title": words(), "url": { "type": ["string", "null"], "format": "uri" }, "kind": or_null(words()),
            "dated": { "type": ["string", "null"] },
        }),
        false,
    )
}

/// An object with one of these keys, and an id behind it.
fn one_of(keys: &[&str]) -> Value {
    let ways: Vec<Value> = keys.iter().map(|key| closed(&[key], json!({ *key: id_of() }), false)).collect();
    json!({ "oneOf": ways })
}

fn def(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn id_of() -> Value {
    json!({ "type": "string" })
}

fn id_or_null() -> Value {
    json!({ "type": ["string", "null"] })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}
