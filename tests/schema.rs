//! `futago schema`: what is written, when it is outdated (schema-outdated), and that its rules are those of `check`.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use futago::source::Sources;
use futago::yaml::{self, Yaml};
use serde_json::{Map, Value, json};
use support::{futago_at, repository};
use tempfile::TempDir;

/// What an editor sees: a file and the schema that the settings give it.
struct Editor {
    schemas: Schemas,
    /// Pattern of files, and the schema.
    mapping: Vec<(String, SchemaIndex)>,
}

impl Editor {
    /// Reads what `futago schema` wrote into a site.
    fn of(site: &Path) -> Editor {
        let settings: Value = serde_json::from_str(&fs::read_to_string(site.join(".vscode/settings.json")).unwrap()).unwrap();
        let mapped = settings["yaml.schemas"].as_object().unwrap();
        let mut compiler = Compiler::new();
        let url = |path: &str| format!("http://localhost/{}", path.trim_start_matches("./"));
        for path in mapped.keys() {
            let schema = serde_json::from_str(&fs::read_to_string(site.join(path)).unwrap()).unwrap();
            compiler.add_resource(&url(path), schema).unwrap();
        }
        let mut schemas = Schemas::new();
        let mut mapping = Vec::new();
        for (path, patterns) in mapped {
            let index = compiler.compile(&url(path), &mut schemas).unwrap_or_else(|error| panic!("{path}: {error:#}"));
            mapping.extend(patterns.as_array().unwrap().iter().map(|pattern| (pattern.as_str().unwrap().to_owned(), index)));
        }
        Editor { schemas, mapping }
    }

    fn schema(&self, path: &str) -> Option<SchemaIndex> {
        let fits = |pattern: &str| match pattern.split_once('*') {
            Some((start, end)) => {
                path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).is_some_and(|middle| !middle.contains('/'))
            }
            None => path == pattern,
        };
        let found: Vec<SchemaIndex> = self.mapping.iter().filter(|(pattern, _)| fits(pattern)).map(|(_, index)| *index).collect();
        assert!(found.len() <= 1, "{path} goes by two schemas");
        found.first().copied()
    }

    /// What the schema says about a text; `None` if no schema is meant for it, or it is no YAML at all.
    fn judges(&self, path: &str, text: &str) -> Option<Result<(), String>> {
        let index = self.schema(path)?;
        let mut sources = Sources::default();
        let id = sources.add(path, text);
        let value = json_of(&yaml::parse(id, text, 0).value?);
        Some(self.schemas.validate(&value, index).map_err(|error| format!("{error:#}")))
    }
}

/// YAML as editors hand it to a validator.
fn json_of(yaml: &Yaml) -> Value {
    match &yaml.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => json!(value),
        yaml::Value::Int(value) => json!(value),
        yaml::Value::Float(value) => json!(value),
        yaml::Value::Text(text) => json!(text),
        yaml::Value::Seq(items) => Value::Array(items.iter().map(json_of).collect()),
        yaml::Value::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.value))).collect::<Map<_, _>>())
        }
    }
}

fn texts(site: &Path) -> BTreeMap<String, String> {
    let files = support::tree(&site.join("content")).into_iter().filter(|(path, _)| path.ends_with(".yaml"));
    files.map(|(path, bytes)| (format!("content/{path}"), String::from_utf8_lossy(&bytes).into_owned())).collect()
}

fn with_schemas(site: &Path) -> Editor {
    futago_at(site, "schema", &[]).code(0);
    Editor::of(site)
}

// ---- our own

#[test]
fn the_committed_schemas_are_what_would_be_written() {
    let run = futago_at(&repository(""), "schema", &["--check"]);
    assert_eq!(run.code, 0, "run `futago schema` and commit what it writes:\n{}", run.stderr);
    let mapped = Editor::of(&repository("")).mapping.len();
    assert_eq!(support::names(&repository(".schemas")).len(), mapped, "a schema is left over in .schemas/");
}

#[test]
fn every_file_of_the_guide_goes_by_a_schema_and_keeps_it() {
    let editor = Editor::of(&repository(""));
    let texts = texts(&repository(""));
    assert!(texts.len() > 8);
    for (path, text) in texts {
        let verdict = editor.judges(&path, &text).unwrap_or_else(|| panic!("{path} goes by no schema"));
        assert_eq!(verdict, Ok(()), "{path}");
    }
}

#[test]
fn every_sound_file_of_the_tests_keeps_its_schema() {
    let mut seen = 0;
    for name in support::names(&repository("tests/sites")) {
        if !repository(&format!("tests/sites/{name}/site")).is_dir() {
            continue;
        }
        let site = tempfile::tempdir().unwrap();
        support::copy(&repository(&format!("tests/sites/{name}/site")), site.path());
        let editor = with_schemas(site.path());
        for (path, text) in texts(site.path()) {
            assert_eq!(editor.judges(&path, &text), Some(Ok(())), "{name}: {path}");
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen}");
}

// ---- breaches

/// What `check` finds in YAML, the schemas find as well, as far as one file says it by itself.
#[test]
fn breaches_that_check_finds_are_marked_in_the_editor_too() {
    for (code, path) in [
        ("missing-words", "content/data/libraries/central.yaml"),
        ("fact-type", "content/data/libraries/central.yaml"),
        ("fact-without-source", "content/data/libraries/central.yaml"),
        ("fact-evidence", "content/data/libraries/central.yaml"),
        ("fact-id", "content/data/libraries/central.yaml"),
        ("fact-schema", "content/data/libraries.schema.yaml"),
        ("setting", "content/site.yaml"),
        ("base-url", "content/site.yaml"),
        ("languages", "content/site.yaml"),
        ("tree-id", "content/trees/lost-book.yaml"),
        ("tree-source", "content/trees/lost-book.yaml"),
        ("tree-deadline", "content/trees/lost-book.yaml"),
    ] {
        let site = tempfile::tempdir().unwrap();
        support::copy(&repository(&format!("tests/diagnostics/{code}/site")), site.path());
        let editor = with_schemas(site.path());
        let text =
            texts(site.path()).remove(path).unwrap_or_else(|| panic!("{code}: there is no {path}, but {:?}", texts(site.path()).keys()));
        let verdict = editor.judges(path, &text).unwrap();
        assert!(verdict.is_err(), "{code}: {path} is let through");
    }
}

const SITE: &str = "\
==> content/site.yaml
base_url: https://example.org/
languages: [ja, en]
==> content/ja/index.md
---
title: 図書館
---
==> content/en/index.md
---
title: Library
---
==> content/data/libraries.schema.yaml
title: { ja: 図書館, en: Libraries }
row:
  name: { type: words, required: true }
groups: { desk: { ja: 窓口, en: Desk } }
confidence: [high, low]
source_kinds: { official: { ja: 公式, en: official } }
from: { call: { ja: 電話した日, en: the day of your call } }
policy: { default: { stale_after_days: 100 }, phone: { print_from: high } }
facts:
  desk.phone: { type: phone, label: { ja: 電話, en: Phone } }
  desk.fee: { type: money, currency: JPY, label: { ja: 手数料, en: Fee } }
  desk.days: { type: days, label: { ja: 期限, en: Time limit } }
  desk.since: { type: date, label: { ja: 開始, en: Since } }
  desk.form: { type: choice, of: [paper, app], label: { ja: 形, en: Form } }
  desk.needs: { type: list, label: { ja: 要るもの, en: Needed } }
  desk.lift: { type: bool, label: { ja: 昇降機, en: Lift } }
  desk.page: { type: url, label: { ja: ページ, en: Page } }
  desk.name: { type: text, label: { ja: 名, en: Name } }
==> content/data/libraries/central.yaml
name: { ja: 中央, en: Central }
facts:
  desk.phone: { value: 110, read: 2026-01-01, confidence: high, sources: [{ url: https://example.org/, kind: official, dated: 2025 }] }
unknown: [desk.lift]
";

fn site() -> TempDir {
    support::site(SITE)
}

/// One fact of each type, right and wrong: the schema says what `check` says.
#[test]
fn each_type_lets_the_same_values_through_as_check() {
    let site = site();
    let editor = with_schemas(site.path());
    let path = "content/data/libraries/east.yaml";
    let mut wrong = 0;
    for (id, value) in [
        ("phone", "0120-000-000"),
        ("phone", "\"#0000\""),
        ("phone", "0120 000 000"),
        ("phone", "call us"),
        ("phone", "[1]"),
        ("fee", "{ amount: 300 }"),
        ("fee", "{ amount: 300, currency: JPY, tax_included: null }"),
        ("fee", "300"),
        ("fee", "{ amount: 3.5 }"),
        ("fee", "{ amount: -1 }"),
        ("fee", "{ currency: JPY }"),
        ("fee", "{ amount: 3, currency: USD }"),
        ("fee", "{ amount: 3, tax: yes }"),
        ("days", "{ days: 14 }"),
        ("days", "{ days: 14, from: call, direction: back }"),
        ("days", "{ days: 14, from: call }"),
        ("days", "{ days: 14, from: letter, direction: back }"),
        ("days", "{ days: -1 }"),
        ("days", "14"),
        ("days", "{ days: 14, calendar: working }"),
        ("since", "2020"),
        ("since", "2020-04"),
        ("since", "2020-04-01"),
        ("since", "2020-4"),
        ("since", "April"),
        ("since", "2020-13"),
        ("form", "paper"),
        ("form", "stone"),
        ("needs", "[{ ja: 本, en: book }, VISA]"),
        ("needs", "[]"),
        ("needs", "book"),
        ("lift", "true"),
        ("lift", "yes"),
        ("page", "https://example.org/"),
        ("page", "example.org"),
        ("page", "javascript:alert(1)"),
        ("name", "Central"),
        ("name", "1.10"),
        ("name", "[a]"),
        ("name", "\" \""),
    ] {
        let text = format!(
            "name: {{ ja: 東, en: East }}\nfacts:\n  desk.{id}: {{ value: {value}, read: 2026-01-01, confidence: high, sources: [{{ url: https://example.org/, kind: official, dated: null }}] }}\n"
        );
        fs::write(site.path().join(path), &text).unwrap();
        let check = futago_at(site.path(), "check", &["--format", "json"]);
        let verdict = editor.judges(path, &text).unwrap();
        assert_eq!(verdict.is_ok(), check.code == 0, "{id}: {value}: {verdict:?}\n{}", check.stdout);
        wrong += usize::from(check.code != 0);
    }
    assert!(wrong > 15);
}

/// A row with one thing changed: refused by the schema as by `check`.
#[test]
fn a_row_is_marked_where_check_finds_something() {
    let site = site();
    let editor = with_schemas(site.path());
    let path = "content/data/libraries/central.yaml";
    let sound = fs::read_to_string(site.path().join(path)).unwrap();
    for (from, to) in [
        ("name: { ja: 中央, en: Central }\n", ""),
        ("en: Central", "fr: Centrale"),
        ("name: {", "nome: {"),
        ("desk.phone: {", "desk.fone: {"),
        ("value: 110, ", ""),
        ("read: 2026-01-01", "read: yesterday"),
        ("confidence: high", "confidence: sure"),
        ("confidence: high, ", ""),
        ("kind: official", "kind: rumour"),
        ("url: https://example.org/", "url: example"),
        ("dated: 2025", "dated: long ago"),
        ("read:", "raed:"),
        ("sources: [{", "sources: [] # [{"),
        ("unknown: [desk.lift]", "unknown: [desk.left]"),
        ("unknown: [desk.lift]", "unknown: [desk.lift, desk.lift]"),
    ] {
        assert!(sound.contains(from), "{from}");
        let text = sound.replacen(from, to, 1);
        let text = if to.contains('#') { text.replace("# [{", "}\n# [{") } else { text };
        fs::write(site.path().join(path), &text).unwrap();
        assert_eq!(futago_at(site.path(), "check", &[]).code, 1, "check lets through: {to}");
        assert!(editor.judges(path, &text).unwrap().is_err(), "the schema lets through: {to}");
    }
}

/// An unknown key, a wrong type, a missing key in each of the other kinds of file: refused by the schema as by `check`.
#[test]
fn the_other_kinds_of_file_are_marked_where_check_finds_something() {
    let site = site();
    let tree = "content/trees/lost-book.yaml";
    support::write(&site.path().join(tree), fs::read(repository("src/tree/tests/lost-book.yaml")).unwrap());
    support::write(
        &site.path().join("content/trees/lost-book.paths.tsv"),
        fs::read(repository("src/tree/tests/lost-book.paths.tsv")).unwrap(),
    );
    // What the tree names of its facts is another matter.
    let lost = fs::read_to_string(site.path().join(tree)).unwrap();
    let lost = lost.replace("（{fact: desk.hours}）", "").replace(" ({fact: desk.hours})", "").replace(", fact: loan.days }", " }");
    fs::write(site.path().join(tree), lost.replace("    tel: { fact: desk.phone }\n", "").replace("    show_facts: [desk.english]\n", ""))
        .unwrap();
    futago_at(site.path(), "tree", &["lost-book", "--accept"]);
    let glossary = "content/glossary/desk.yaml";
    let term =
        "terms:\n  - id: shelf\n    term: { ja: 書架, en: shelf }\n    reading: { ja: しょか }\n    means: { ja: 棚。, en: A rack. }\n";
    support::write(&site.path().join(glossary), format!("{term}    instead_of: {{ ja: [本棚, 棚板], en: rack }}\n"));
    futago_at(site.path(), "check", &[]).code(0);
    let editor = with_schemas(site.path());
    let (settings, schema) = ("content/site.yaml", "content/data/libraries.schema.yaml");
    for (path, from, to) in [
        (settings, "languages: [ja, en]", "languages: [ja, en]\nlanguage: ja"),
        (settings, "languages: [ja, en]", "languages: ja"),
        (settings, "languages: [ja, en]", "languages: [ja, en]\ntitle: { ja: 図書館 }"),
        (settings, "languages: [ja, en]", "languages: [ja, en]\nlicence: { url: https://example.org/ }"),
        (schema, "title: { ja: 図書館, en: Libraries }\n", ""),
        (schema, "type: phone, ", ""),
        (schema, "type: phone", "type: telephone"),
        (schema, "type: phone", "type: phone, currency: JPY"),
        (schema, "of: [paper, app], ", ""),
        (schema, "{ ja: 電話, en: Phone }", "Phone"),
        (schema, "stale_after_days: 100", "stale_after_days: soon"),
        (schema, "stale_after_days: 100", "stale_after: 100"),
        (schema, "source_kinds: { official: { ja: 公式, en: official } }\n", ""),
        (tree, "usual: true", "usual: mostly"),
        (tree, "usual: true", "usually: true"),
        (tree, "kind: urgent", "kind: pressing"),
        (tree, "    who: self\n", ""),
        (tree, "minutes: 2", "minutes: few"),
        (tree, "to: train-when, ", ""),
        (tree, "    start: train-when\n", ""),
        (tree, "days: 3, from: call", "days: 3"),
        (tree, "link: \"https://example.org/pay\"", "link: example"),
        (tree, "en: On a train }", "fr: Dans un train }"),
        (glossary, "id: shelf", "id: The shelf"),
        (glossary, ", en: A rack. }", " }"),
        (glossary, "{ ja: しょか }", "[しょか]"),
        (glossary, "{ ja: しょか }", "{ ja: [しょか] }"),
        (glossary, "en: rack }", "fr: rayon }"),
        (glossary, "instead_of", "instead"),
        (glossary, "terms:\n  - id", "term:\n  - id"),
    ] {
        let sound = fs::read_to_string(site.path().join(path)).unwrap();
        assert!(sound.contains(from), "{from}");
        assert_eq!(editor.judges(path, &sound), Some(Ok(())), "{path}");
        let text = sound.replacen(from, to, 1);
        fs::write(site.path().join(path), &text).unwrap();
        assert_eq!(futago_at(site.path(), "check", &[]).code, 1, "check lets through: {to} for {from}");
        assert!(editor.judges(path, &text).unwrap().is_err(), "the schema lets through: {to} for {from}");
        fs::write(site.path().join(path), sound).unwrap();
    }
}

#[test]
fn a_file_of_rows_goes_by_the_rows_of_its_collection() {
    let site = site();
    let editor = with_schemas(site.path());
    let path = "content/data/libraries.yaml";
    assert_eq!(editor.judges(path, "rows:\n  west: { name: { ja: 西, en: West } }\n"), Some(Ok(())));
    for wrong in [
        "rows:\n  west: {}\n",
        "rows:\n  West End: { name: { ja: 西, en: West } }\n",
        "west: { name: { ja: 西, en: West } }\n",
        "rows: []\n",
    ] {
        assert!(editor.judges(path, wrong).unwrap().is_err(), "{wrong}");
    }
}

#[test]
fn completion_is_told_the_labels() {
    let site = site();
    with_schemas(site.path());
    let schema: Value = serde_json::from_str(&fs::read_to_string(site.path().join(".schemas/libraries.row.json")).unwrap()).unwrap();
    assert_eq!(schema["properties"]["facts"]["properties"]["desk.fee"]["description"], "手数料 / Fee (money)");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "what editors' YAML server knows");
}

// ---- written, compared

#[test]
fn what_is_outdated_is_found_and_mended() {
    let site = site();
    let run = futago_at(site.path(), "schema", &["--check", "--format", "json"]).code(1);
    assert!(run.stdout.lines().all(|line| line.contains("\"schema-outdated\"")), "{}", run.stdout);
    assert!(!site.path().join(".schemas").exists(), "only looked at");

    let run = futago_at(site.path(), "schema", &[]).code(0);
    assert_eq!(
        run.stdout,
        "wrote .schemas/collection.schema.json\nwrote .schemas/glossary.json\nwrote .schemas/libraries.row.json\nwrote .schemas/libraries.rows.json\nwrote .schemas/messages.json\nwrote .schemas/phrases.json\n\
         wrote .schemas/site.json\nwrote .schemas/tree.json\nwrote .vscode/settings.json\n"
    );
    futago_at(site.path(), "schema", &["--check"]).code(0);
    let before = support::stamps(site.path());
    assert_eq!(futago_at(site.path(), "schema", &[]).code(0).stdout, "", "nothing is written twice");
    assert_eq!(support::stamps(site.path()), before);

    let path = site.path().join("content/data/libraries.schema.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("desk.lift", "desk.stairs")).unwrap();
    let run = futago_at(site.path(), "schema", &["--check"]).code(1);
    assert!(run.stderr.contains("`.schemas/libraries.row.json` is not what the site's data say now"), "{}", run.stderr);
    assert_eq!(futago_at(site.path(), "schema", &[]).code(0).stdout, "wrote .schemas/libraries.row.json\n");
}

#[test]
fn an_authors_settings_are_never_changed_but_what_they_lack_is_said() {
    let site = site();
    let settings = site.path().join(".vscode/settings.json");
    for (text, expected) in [
        ("{ \"editor.tabSize\": 2 }", "put under `yaml.schemas`: \"./.schemas/site.json\": [\"content/site.yaml\"]"),
        ("{ // mine\n}", "cannot be read as JSON"),
    ] {
        support::write(&settings, text);
        let run = futago_at(site.path(), "schema", &[]).code(1);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert_eq!(fs::read_to_string(&settings).unwrap(), text);
    }
    fs::remove_file(&settings).unwrap();
    futago_at(site.path(), "schema", &[]).code(0);
    let whole = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, whole.replace("\"./.schemas/site.json\"", "\"./.schemas/old.json\": [], \"./.schemas/site.json\"")).unwrap();
    let run = futago_at(site.path(), "schema", &["--check"]).code(1);
    assert!(run.stderr.contains("maps `./.schemas/old.json`, which no data have"), "{}", run.stderr);
}
