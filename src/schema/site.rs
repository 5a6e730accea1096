//! `content/site.yaml`.

use serde_json::{Value, json};

use super::words::{definitions, list, object, reference, told};
use super::{Ground, Schema, schema};
use crate::config::PATH;

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let language = json!({ "anyOf": [reference("code"), object(&["code"], json!({
        "code": told("Folder under content/ and first part of the address", reference("code")),
        "tag": told("Its tag after BCP 47, as in `ja` or `pt-BR`; without it, the code", reference("text")),
        "name": told("Its name, in the language itself", reference("text")),
        "fallback": told("The language that stands in where this one has no text; its pages may then be few", reference("code")),
    }))] });
    let licence = json!({ "anyOf": [reference("text"), object(&["name"], json!({
        "name": told("What the licence is called", reference("text")),
        "url": told("Where its text stands", reference("url")),
    }))] });
    let properties = json!({
        "title": told("The site's name: one text, or one per language", reference("words_or_text")),
        "description": told("What the site is, for search engines and feeds", reference("words_or_text")),
        "languages": told("The first is the original", list(language)),
        "base_url": told("The full address of the published site, with a slash at its end; may have a path", reference("url")),
        "theme": told("A folder under themes/, or the theme inside the program: `futago`", reference("text")),
        "repository": told("Where the sources lie, for links that suggest a change", reference("url")),
        "branch": told("The branch that those links lead to; `main` without it", reference("text")),
        "author": told("Who writes: one text, or one per language", reference("words_or_text")),
        "licence": told("What readers may do with the texts", licence),
        "policy": told("How browsers learn the security policy: `headers`, or `meta` for hosts without headers", json!({ "enum": ["headers", "meta"] })),
    });
    let mut definitions = definitions(&ground.config.languages);
    definitions.insert("code".to_owned(), json!({ "type": "string", "pattern": "^[a-z][a-z0-9]{1,2}(-[a-z0-9]+)*$" }));
    vec![schema("site.json", &[PATH.to_owned()], "The settings of a futago site", Value::Object(definitions), object(&[], properties))]
}
