//! `content/glossary/NAME.yaml`: terms, and the words that must not stand for them.

use serde_json::{Map, Value, json};

use super::words::{definitions, list, object, reference, told};
use super::{Ground, Schema, schema};
use crate::lang::Languages;

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let languages = &ground.config.languages;
    let some = json!({ "anyOf": [list(reference("text")), reference("text")] });
    let term = object(
        &["id", "term", "means"],
        json!({
            "id": told("Its id, which links lead to: `#term-ID`", reference("slug")),
            "term": told("The word that this guide uses", reference("words")),
            "reading": told("How it is read, where its letters do not show it: what it sorts by", in_some(languages, &reference("text"))),
            "latin": told("The reading in Latin letters, for readers of other languages", in_some(languages, &reference("text"))),
            "means": told("What it means, in plain words", reference("words")),
            "instead_of": told("Words that must not be used for it", in_some(languages, &some)),
            "except": told("Longer words, in which one of those may stand", in_some(languages, &some)),
        }),
    );
    let body = object(&["terms"], json!({ "terms": { "type": "array", "items": term } }));
    let definitions = Value::Object(definitions(languages));
    vec![schema("glossary.json", &["content/glossary/*.yaml".to_owned()], "A glossary", definitions, body)]
}

/// Something in those languages that have it.
fn in_some(languages: &Languages, value: &Value) -> Value {
    let each: Map<String, Value> =
        languages.all().map(|lang| (languages[lang].code.clone(), told(&languages[lang].name, value.clone()))).collect();
    object(&[], Value::Object(each))
}
