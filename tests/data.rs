//! What others get out of the facts and trees: open data that keeps its published schema, a ledger page for every row, entries in
//! the feeds. Asked of our own guide, as it was built, and of a small site.

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use futago::facts::Value as FactValue;
use futago::project::{Options, Project};
use futago::render::Indexing;
use futago::site::Drafts;
use serde_json::{Value, json};
use support::structure::{Kind, Output};
use support::{Tree, repository};

const BASE: &str = "https://example.org/";

fn build(today: &str) -> Tree {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("public");
    let root = repository("");
    let arguments = ["build", "--root", root.to_str().unwrap(), "--out", folder.to_str().unwrap(), "--base-url", BASE, "--today", today];
    support::futago(arguments).code(0);
    support::tree(&folder)
}

static BUILT: LazyLock<Output> = LazyLock::new(|| Output::new(build(support::TODAY), BASE));

static GUIDE: LazyLock<Project> = LazyLock::new(|| {
    let options = Options {
        root: repository(""),
        today: support::TODAY.parse().unwrap(),
        drafts: Drafts::Hidden,
        base_url: None,
        indexing: Indexing::Allowed,
    };
    Project::read(options).unwrap_or_else(|failure| panic!("{}", failure.0))
});

fn parsed(output: &Output, path: &str) -> Value {
    serde_json::from_str(output.text(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

/// What a validator that is not ours says of a document; empty if it keeps the schema.
fn breaches(schema: &Value, document: &Value) -> String {
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("https://example.org/schema.json", schema.clone()).unwrap();
    let index = compiler.compile("https://example.org/schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
    schemas.validate(document, index).map_or_else(|error| format!("{error}"), |()| String::new())
}

/// Every file of data that is no schema.
fn data_files() -> impl Iterator<Item = &'static str> {
    BUILT.tree.keys().map(String::as_str).filter(|path| path.starts_with("data/") && !path.ends_with(".schema.json"))
}

fn schema_of(path: &str) -> String {
    path.replace(".json", ".schema.json")
}

// ---- open data

#[test]
fn every_collection_and_tree_keeps_the_schema_that_it_names() {
    let expected: BTreeSet<String> = GUIDE
        .site
        .facts()
        .collections()
        .map(|collection| format!("data/{}.json", collection.name))
        .chain(GUIDE.site.trees().iter().map(|tree| format!("data/trees/{}.json", tree.name)))
        .collect();
    assert_eq!(data_files().map(str::to_owned).collect::<BTreeSet<_>>(), expected);
    for path in data_files() {
        let document = parsed(&BUILT, path);
        assert_eq!(document["$schema"], format!("{BASE}{}", schema_of(path)), "{path}");
        assert_eq!(document["url"], format!("{BASE}{path}"));
        assert_eq!(document["licence"]["name"], "CC BY 4.0", "{path}");
        let schema = parsed(&BUILT, &schema_of(path));
        assert_eq!(schema["$id"], document["$schema"], "{path}");
        assert_eq!(breaches(&schema, &document), "", "{path}");
    }
}

#[test]
fn a_schema_sees_what_is_wrong() {
    let facts = "data/issuers.json";
    let tree = "data/trees/amazon-charge.json";
    let row = "/rows/jcb/facts";
    for (path, pointer, wrong) in [
        (facts, format!("{row}/stop.phone/value"), json!("call us")),
        (facts, format!("{row}/stop.phone/value"), json!({ "ja": "a", "en": "b" })),
        (facts, format!("{row}/stop.phone/read"), json!("22 November")),
        (facts, format!("{row}/stop.phone/confidence"), json!("certain")),
        (facts, format!("{row}/stop.phone/sources"), json!([])),
        (facts, format!("{row}/stop.phone/status"), json!("withheld")),
        (facts, format!("{row}/charge.window_days/value/days"), json!(-1)),
        (facts, format!("{row}/charge.window_days/value/from"), json!("someday")),
        (facts, "/rows/jcb/facts".to_owned(), json!({ "stop.fone": { "status": "unknown" } })),
        (facts, "/rows/jcb/name".to_owned(), json!({ "ja": "JCB" })),
        (facts, "/languages".to_owned(), json!(["ja"])),
        (facts, "/surplus".to_owned(), json!(1)),
        (tree, "/questions/where/answers".to_owned(), json!({ "a": { "label": "b" } })),
        (tree, "/generated_from/files".to_owned(), json!("x")),
        (tree, "/surplus".to_owned(), json!(1)),
    ] {
        let mut document = parsed(&BUILT, path);
        match document.pointer_mut(&pointer) {
            Some(place) => *place = wrong.clone(),
            None => {
                assert_eq!(pointer, "/surplus", "all others name what is there");
                document["surplus"] = wrong.clone();
            }
        }
        assert_ne!(breaches(&parsed(&BUILT, &schema_of(path)), &document), "", "{path}: {pointer} may not be {wrong}");
    }
}

#[test]
fn every_fact_of_the_content_is_in_the_data_and_on_the_ledger() {
    let mut known = 0;
    for collection in GUIDE.site.facts().collections() {
        let document = parsed(&BUILT, &format!("data/{}.json", collection.name));
        assert_eq!(document["rows"].as_object().unwrap().len(), collection.rows.len());
        for row in &collection.rows {
            let said = document["rows"][&row.key]["facts"].as_object().unwrap();
            let ids: BTreeSet<&String> = said.keys().collect();
            assert_eq!(ids, row.facts.keys().chain(row.unknown.keys()).collect(), "{}/{}", collection.name, row.key);
            for (id, fact) in &row.facts {
                let spec = collection.schema.spec(id).unwrap();
                let status = if fact.is_printable(spec) { "known" } else { "withheld" };
                assert_eq!(said[id]["status"], status, "{}/{}#{id}", collection.name, row.key);
                known += 1;
                for (lang, code) in GUIDE.site.config().languages.all().zip(["ja", "en"]) {
                    let page = &BUILT.documents[&format!("{code}/data/{}/{}/index.html", collection.name, row.key)];
                    let label = spec.label[lang].replace(['\u{2060}'], "");
                    assert!(page.html.first("main").unwrap().text.contains(&label), "{code}: {}/{}#{id}", collection.name, row.key);
                }
            }
            assert!(row.unknown.keys().all(|id| said[id] == json!({ "status": "unknown" })));
        }
    }
    assert!(known > 200, "only {known} facts: this is not our guide");
}

#[test]
fn what_is_too_unsure_to_print_stands_nowhere() {
    let facts: Vec<_> = GUIDE.site.facts().all().collect();
    let is_printed = |value: &FactValue| facts.iter().any(|(_, fact, spec)| fact.value == *value && fact.is_printable(spec));
    let withheld: Vec<&String> = facts
        .iter()
        .filter(|(_, fact, spec)| !fact.is_printable(spec) && !is_printed(&fact.value))
        .filter_map(|(_, fact, _)| if let FactValue::Phone(number) = &fact.value { Some(number) } else { None })
        .collect();
    assert!(!withheld.is_empty(), "the guide withholds a number");
    for (path, bytes) in &BUILT.tree {
        let text = String::from_utf8_lossy(bytes);
        for number in &withheld {
            assert!(!text.contains(number.as_str()), "{path} holds {number}");
        }
    }
}

#[test]
fn data_tell_days_and_not_the_state_of_one_day() {
    let fact = &parsed(&BUILT, "data/issuers.json")["rows"]["jcb"]["facts"]["stop.phone"];
    assert_eq!((&fact["read"], &fact["confirmed"], &fact["checked"]), (&json!("2026-11-22"), &json!(false), &Value::Null));
    let spec = &parsed(&BUILT, "data/issuers.json")["facts"]["stop.phone"];
    let read: jiff::civil::Date = "2026-11-22".parse().unwrap();
    let days = spec["stale_after_days"].as_i64().unwrap();
    let first_stale_day = read.checked_add(jiff::Span::new().days(days + 1)).unwrap();
    assert_eq!(fact["stale_from"], first_stale_day.to_string());
    // Two years on the pages say that the facts are out of date; the data are the same.
    let later = build("2028-11-22");
    for path in data_files() {
        assert_eq!(BUILT.tree[path], later[path], "{path}");
    }
    assert_ne!(BUILT.tree["en/data/issuers/jcb/index.html"], later["en/data/issuers/jcb/index.html"]);
}

#[test]
fn a_tree_as_data_leads_from_its_start_to_every_outcome() {
    let document = parsed(&BUILT, "data/trees/amazon-charge.json");
    let tree = GUIDE.site.trees().get("amazon-charge").unwrap();
    let questions = document["questions"].as_object().unwrap();
    assert_eq!(questions.len(), tree.questions.len());
    let (mut open, mut reached, mut outcomes) = (vec![tree.root().id.clone()], BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !reached.insert(id.clone()) {
            continue;
        }
        for (_, answer) in questions[&id]["answers"].as_object().unwrap() {
            match (&answer["to"]["question"], &answer["to"]["outcome"]) {
                (Value::String(question), _) => open.push(question.clone()),
                (_, Value::String(outcome)) => drop(outcomes.insert(outcome.clone())),
                _ => panic!("an answer of {id} leads nowhere"),
            }
        }
    }
    assert_eq!(outcomes, tree.outcomes.iter().map(|outcome| outcome.id.clone()).collect());
    for (id, outcome) in document["outcomes"].as_object().unwrap() {
        let actions = outcome["actions"].as_array().unwrap();
        assert!(!actions.is_empty() && actions.iter().all(|action| document["actions"][action.as_str().unwrap()].is_object()), "{id}");
        for lang in ["ja", "en"] {
            let url = outcome["pages"][lang].as_str().unwrap();
            assert!(BUILT.file(url).is_some_and(|(file, _)| BUILT.documents.contains_key(&file)), "{url}");
            assert!(!outcome["title"][lang].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn other_sites_may_fetch_data_and_nothing_else() {
    let headers = BUILT.text("_headers").unwrap();
    assert_eq!(headers.matches("Access-Control-Allow-Origin").count(), 1);
    assert!(headers.contains("\n/data/*\n  Access-Control-Allow-Origin: *\n"), "{headers}");
}

// ---- the ledger

#[test]
fn the_ledger_is_found_from_every_page_and_says_what_its_words_mean() {
    for (path, html) in BUILT.of_kind(Kind::Page) {
        // A language written in part has no ledger of its own.
        let lang = path.split('/').next().unwrap().replace("-easy", "");
        let href = format!("/{lang}/data/");
        assert!(html.all("a").any(|link| link.is("href", &href)), "{path} does not lead to {href}");
    }
    let ledger: Vec<_> = BUILT.of_kind(Kind::Page).filter(|(path, _)| path.split('/').nth(1) == Some("data")).collect();
    let rows: usize = GUIDE.site.facts().collections().map(|collection| collection.rows.len() + 1).sum();
    assert_eq!(ledger.len(), 2 * (rows + 1));
    for (path, html) in ledger {
        let (unconfirmed, report) = if path.starts_with("ja") {
            ("人がまだ確かめていない", "知らせ")
        } else {
            ("not yet checked by a person", "Report")
        };
        let text = &html.first("main").unwrap().text;
        assert!(text.contains(unconfirmed) && text.contains(report), "{path}");
        assert!(html.all("a").any(|link| link.get("href").is_some_and(|href| href.ends_with("/issues"))), "{path}");
    }
}

#[test]
fn a_mark_of_doubt_leads_to_what_it_means_and_what_to_do() {
    let mut marked = 0;
    for (path, html) in BUILT.of_kind(Kind::Page) {
        if !html.all("a").any(|link| link.is("href", "#sources-note")) {
            continue;
        }
        let note =
            html.elements.iter().find(|element| element.is("id", "sources-note")).unwrap_or_else(|| panic!("{path} explains nothing"));
        let instead = if path.starts_with("ja") {
            ["人が確かめ直していない", "カード裏面の番号を先に"]
        } else {
            ["not yet checked", "the number on the back of your card first"]
        };
        assert!(instead.iter().all(|words| note.text.contains(words)), "{path}: {}", note.text);
        marked += 1;
    }
    assert!(marked > 40, "only {marked} pages say that something is not confirmed");
}

// ---- what changed

#[test]
fn a_row_that_was_read_or_confirmed_is_an_entry_of_the_feed() {
    for (lang, title) in
        [("ja", "<title>JCB（自社で発行したカード）：値（読んだ値"), ("en", "<title>JCB (cards it issued itself): facts (")]
    {
        let feed = BUILT.text(&format!("{lang}/feed.xml")).unwrap();
        assert!(feed.contains(title), "{feed}");
        assert!(feed.contains(&format!("<id>{BASE}{lang}/data/issuers/jcb/#on-2026-11-22</id>")), "{feed}");
        assert!(feed.matches("<entry>").count() <= 80, "a feed is fetched again and again");
        assert!(feed.contains(&format!("<id>{BASE}{lang}/guide/first-ten-minutes/</id>")), "the pages are not pushed out");
    }
}
