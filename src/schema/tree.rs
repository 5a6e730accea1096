//! `content/trees/NAME.yaml`: decision trees.

use serde_json::{Map, Value, json};

use super::words::{definitions, kinds_of_outcomes, list, object, one_of, open_object, reference, told};
use super::{Ground, Schema, schema};

pub fn schemas(ground: &Ground) -> Vec<Schema> {
    let mut definitions = definitions(&ground.config.languages);
    let mut add = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    add("key", json!({ "type": ["string", "integer"], "pattern": "^[A-Za-z0-9_-]+$" }));
    add("keys", json!({ "type": "array", "items": reference("key") }));
    add("ids", told("Ids of actions", reference("keys")));
    add("question", question(json!({})));
    add("answer", answer(ground));
    add("stage", stage());
    add("outcome", outcome());
    add("action", action(ground));
    add("deadline", deadline());
    add("source", source());
    let first = question(json!({
        "groups": told("Headings over the answers: an answer names one as its `group`", open_object(reference("words"))),
    }));
    let collections = one_of(ground.facts.collections().map(|collection| collection.name.as_str()));
    let body = object(
        &["title", "root", "stages", "outcomes", "actions"],
        json!({
            "title": told("What the tree is called", reference("words")),
            "phrases_of": told("The phrasebook whose phrases the actions name", reference("text")),
            "facts_of": told("The collection whose row the reader chooses; the facts of the texts are that row's", collections),
            "root": told("The first question: where the reader is now", first),
            "stages": told("Short trees of their own; each start has an address to come back to", list(reference("stage"))),
            "outcomes": told("Where a path ends: what to do now, what comes next, when to come back", list(reference("outcome"))),
            "actions": told("Every single thing that a reader can do", list(reference("action"))),
            "who": told("With whom an action is done, in words", open_object(reference("words"))),
            "at_hand": told("What to have at hand, in words", open_object(reference("words"))),
            "from": told("The days that days are counted from, in words", open_object(reference("words"))),
            "source_kinds": told("What sorts of sources there are, in words for readers", open_object(reference("words"))),
            "sources": told("Where it was read", open_object(reference("source"))),
            "facts": told("What stands in the place of a fact that is not known", open_object(fallback())),
            "redirects": told("Former ids of questions and outcomes, and what stands for them now", open_object(reference("slug"))),
        }),
    );
    vec![schema("tree.json", &["content/trees/*.yaml".to_owned()], "A decision tree", Value::Object(definitions), body)]
}

fn question(more: Value) -> Value {
    let mut properties = json!({
        "id": told("Part of the page's address: never use an old one again", reference("slug")),
        "ask": told("The question: at most 25 words, or 60 Japanese characters", reference("words")),
        "why": told("Why it is asked, in one line", reference("words")),
        "hint": told("Help below the question", reference("words")),
        "do_first": told("Urgent actions, shown above the question", reference("ids")),
        "answers": told("What the reader can choose", list(reference("answer"))),
    });
    for (key, schema) in more.as_object().into_iter().flatten() {
        properties[key] = schema.clone();
    }
    object(&["id", "ask", "why"], properties)
}

fn answer(ground: &Ground) -> Value {
    let languages = &ground.config.languages;
    let mut required = vec!["id", "to"];
    required.extend(languages.complete_codes());
    let mut properties = json!({
        "id": told("Stable inside its question", reference("slug")),
        "to": told("The id of a question or of an outcome", reference("slug")),
        "group": told("Of the first question only: the heading it stands under", reference("key")),
        "usual": told("Whether most readers choose it", json!({ "type": "boolean" })),
    });
    for lang in languages.all() {
        let info = &languages[lang];
        let words = format!("{}: at most 12 words, or 25 Japanese characters", info.name);
        properties[&info.code] = told(&words, reference("text"));
    }
    object(&required, properties)
}

fn stage() -> Value {
    object(
        &["id", "title", "for", "start", "questions"],
        json!({
            "id": told("Part of the address: never use an old one again", reference("slug")),
            "title": reference("words"),
            "for": told("Whom it is for", reference("words")),
            "start": told("The id of its first question", reference("slug")),
            "questions": list(reference("question")),
        }),
    )
}

fn outcome() -> Value {
    let mut come_back = days();
    come_back["when"] = told("When to come back", reference("words"));
    come_back["stage"] = told("To which stage: an id", reference("slug"));
    object(
        &["id", "title", "kind", "next", "come_back", "sources"],
        json!({
            "id": told("Part of the page's address: never use an old one again", reference("slug")),
            "title": reference("words"),
            "kind": told("urgent: now; act: today; wait; done; dispute: the claim was refused", kinds_of_outcomes()),
            "actions": told("Ids of actions, in the order of doing; the first stands at the top", reference("ids")),
            "next": told("What happens next", reference("words")),
            "come_back": told("A link for the next visit", counted(object(&["when", "stage"], come_back))),
            "sources": told("Keys of `sources`, for `next`", list(reference("key"))),
        }),
    )
}

fn action(ground: &Ground) -> Value {
    let codes = ground.config.languages.codes();
    let beside: Map<String, Value> = codes.map(|code| (code.to_owned(), reference("ids"))).collect();
    let number = json!({ "type": ["string", "integer"], "pattern": "^[0-9+#*() -]*[0-9][0-9+#*() -]*$" });
    let say = json!({ "anyOf": [reference("keys"), object(&["book", "phrases"], json!({ "book": reference("slug"), "phrases": reference("keys") }))] });
    let tel = json!({ "anyOf": [number, object(&["fact"], json!({ "fact": reference("text") }))] });
    object(
        &["id", "do", "who", "by", "why", "minutes", "sources"],
        json!({
            "id": told("A name for the lists of actions", reference("key")),
            "do": told("What to do: the first sentence is the headline", reference("words")),
            "who": told("With whom: a key of `who`", reference("key")),
            "by": told("By when: `when`, days from a day, or a fact; `none` with the reason where there is no deadline", reference("deadline")),
            "why": told("Why, in one line", reference("words")),
            "have_at_hand": told("Keys of `at_hand`", reference("keys")),
            "minutes": told("Our own estimate; 0 is nothing to do but wait", json!({ "type": "integer", "minimum": 0 })),
            "sources": told("Keys of `sources`", list(reference("key"))),
            "tel": told("A number to dial, in quotes, or `{ fact: … }`: GROUP.NAME of the chosen row, or COLLECTION/ROW#GROUP.NAME", tel),
            "link": told("A page to open", reference("url")),
            "say": told("Phrases to say, by their ids; of another phrasebook as `{ book: …, phrases: […] }`", say),
            "message": told("The name of a message to send", reference("slug")),
            "show_facts": told("Facts shown beside it where they are known", json!({ "anyOf": [list(reference("text")), reference("text")] })),
            "beside": told("Actions that the page of one language shows beside this one", object(&[], Value::Object(beside))),
        }),
    )
}

fn deadline() -> Value {
    let mut by = days();
    by["when"] = told("By when, in words", reference("words"));
    by["none"] = told("Why there is no deadline", reference("words"));
    by["fact"] = told("A fact that holds a number of days", reference("text"));
    let mut by = counted(object(&[], by));
    by["minProperties"] = json!(1);
    by
}

/// `days`, `from` and `direction`, of a map that may have other keys too.
fn days() -> Value {
    json!({
        "days": told("How many days", json!({ "type": "integer", "minimum": 0 })),
        "from": told("From which day: a key of `from`", reference("key")),
        "direction": told("forward without it", json!({ "enum": ["forward", "back"] })),
    })
}

/// Neither days without the day they count from, nor that day without a number.
fn counted(mut object: Value) -> Value {
    object["dependencies"] = json!({ "days": ["from"], "from": ["days"], "direction": ["days"] });
    object
}

fn source() -> Value {
    let mut source = object(
        &["title"],
        json!({
            "title": told("One text, or one per language", reference("words_or_text")),
            "url": reference("url"),
            "kind": told("A key of `source_kinds`", reference("key")),
            "dated": told("As printed on the page", reference("text")),
            "editorial": told("true instead of `url`: the editors' own judgement", json!({ "type": "boolean" })),
        }),
    );
    source["anyOf"] = json!([{ "required": ["url"] }, { "required": ["editorial"] }]);
    source
}

fn fallback() -> Value {
    object(
        &["unknown"],
        json!({
            "unknown": told("What readers see in its place", reference("words")),
            "deadline": told("The careful default for counting a last day", counted(object(&["days", "from"], days()))),
            "sources": told("Keys of `sources`", list(reference("key"))),
        }),
    )
}
