//! `content/messages/NAME.yaml`: messages to copy and send.

use serde_json::{Value, json};

use super::words::{definitions, object, one_of, open_object, reference, told};
use super::{Ground, Schema, schema};

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let languages = &ground.config.languages;
    let language = one_of(languages.codes());
    let send = json!({ "anyOf": [{ "type": "array", "items": language, "minItems": 1 }, language] });
    let blank =
        object(&["label"], json!({ "label": reference("words"), "example": told("The same in every language", reference("text")) }));
    let mut blanks = open_object(blank);
    blanks["propertyNames"] = json!({ "pattern": "^[A-Za-z0-9_-]+$" });
    let body = object(
        &["title", "to", "when", "send", "text"],
        json!({
            "title": told("What the message is called", reference("words")),
            "to": told("Whom it is sent to", reference("words")),
            "when": told("When it is the right one", reference("words")),
            "send": told("The languages it is sent in", send),
            "blanks": told("What the sender fills in: `{name}` in the text", blanks),
            "text": told("The message", reference("words")),
            "page": told("A page that tells more: KEY or KEY#ANCHOR", reference("text")),
        }),
    );
    let definitions = Value::Object(definitions(languages));
    vec![schema("messages.json", &["content/messages/*.yaml".to_owned()], "A message", definitions, body)]
}
