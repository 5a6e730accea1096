//! `content/phrases/NAME.yaml`: phrasebooks.

use serde_json::{Value, json};

use super::words::{definitions, list, object, open_object, reference, told};
use super::{Ground, Schema, schema};

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let mut definitions = definitions(&ground.config.languages);
    let mut add = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    let id = told("A name of its own in this list", reference("slug"));
    let stage = told("The id of the stage it belongs to", reference("slug"));
    let mut title = said(ground, &["id", "desk"], json!({ "id": id, "desk": told("A key of `desks`", reference("text")) }));
    title["additionalProperties"] = json!(false);
    add("stage", title);
    let foreign = json!({ "type": "boolean" });
    let phrase = json!({ "id": id, "stage": stage, "note": reference("words"), "foreign": told("Whether it is for speakers of other languages", foreign) });
    add("phrase", said(ground, &["id", "stage"], phrase));
    let hint = told("How to answer, in each language", reference("words"));
    let answer = told("What to answer, with its transcriptions", said(ground, &[], json!({})));
    let mut reply = said(ground, &["id", "stage"], json!({ "id": id, "stage": stage, "hint": hint, "answer": answer }));
    reply["anyOf"] = json!([{ "required": ["hint"] }, { "required": ["answer"] }]);
    add("reply", reply);
    let transcription = object(
        &["label", "tag"],
        json!({ "label": reference("words"), "tag": told("Its tag after BCP 47, as in ja-Latn", reference("text")) }),
    );
    let body = object(
        &["title", "spoken", "desks", "stages", "phrases"],
        json!({
            "title": told("What the phrasebook is called", reference("words")),
            "spoken": told("The code of the language that is spoken", reference("slug")),
            "transcriptions": told("How the phrases are written for those who cannot read them", open_object(transcription)),
            "desks": told("Whom the phrases are said to, in words", open_object(reference("words"))),
            "stages": told("The parts of a call, in their order", list(reference("stage"))),
            "phrases": told("What the reader says", list(reference("phrase"))),
            "replies": told("What comes back, and how to answer", list(reference("reply"))),
        }),
    );
    vec![schema("phrases.json", &["content/phrases/*.yaml".to_owned()], "A phrasebook", Value::Object(definitions), body)]
}

/// Words beside other keys. The transcriptions beside them are named by each phrasebook itself.
fn said(ground: &Ground, required: &[&str], mut properties: Value) -> Value {
    let languages = &ground.config.languages;
    for lang in languages.all() {
        properties[&languages[lang].code] = told(&languages[lang].name, reference("text"));
    }
    let required: Vec<&str> = required.iter().copied().chain(languages.complete_codes()).collect();
    let mut object = object(&required, properties);
    object["additionalProperties"] = reference("text");
    object
}
