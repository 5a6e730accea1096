use super::{CENTRAL, SCHEMA, check, english, japanese};

#[test]
fn a_collection_is_read_with_its_rows() {
    let facts = check(&format!("{SCHEMA}{CENTRAL}"), &[]);
    let collection = facts.collection("libraries").unwrap();
    assert_eq!((collection.title[japanese()].as_str(), collection.page.as_deref()), ("図書館", Some("libraries")));
    let row = collection.row("central").unwrap();
    assert_eq!((row.name(japanese()), row.name(english()), row.collection.as_str()), ("中央", "Central", "libraries"));
    assert_eq!(row.facts.keys().collect::<Vec<_>>(), ["card.fee", "desk.phone"]);
    assert!(row.is_unknown("desk.hours"));
}

#[test]
fn all_rows_may_stand_in_one_file_in_its_order() {
    let table = "\
==> content/data/libraries.yaml
rows:
  west: { name: { ja: 西, en: West } }
  east: { name: { ja: 東, en: East } }
";
    let facts = check(&format!("{SCHEMA}{table}{CENTRAL}"), &[]);
    let keys: Vec<&str> = facts.collection("libraries").unwrap().rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["west", "east", "central"]);
}

#[test]
fn a_row_in_both_places_is_reported_and_the_first_one_kept() {
    let table = "\
==> content/data/libraries.yaml
rows:
  central: { name: { ja: 本館, en: Main } }
";
    let facts = check(
        &format!("{SCHEMA}{table}{CENTRAL}"),
        &["libraries/central.yaml:1:1 duplicate-row: `central` is already a row of `libraries` \
           (keep one of the two, or give this one another key)"],
    );
    assert_eq!(facts.collection("libraries").unwrap().row("central").unwrap().name(english()), "Main");
}

#[test]
fn rows_without_a_schema_are_one_finding_and_still_rows() {
    let facts = check(
        &format!("{CENTRAL}==> content/data/libraries/west.yaml\nanything: at all\n"),
        &["libraries/central.yaml:1:1 data-file: the collection `libraries` has no schema (write content/data/libraries.schema.yaml)"],
    );
    assert_eq!(facts.collection("libraries").unwrap().rows.len(), 2);
}

#[test]
fn a_broken_schema_is_one_finding() {
    for (schema, finding) in [
        ("title: [\n", "libraries.schema.yaml:1:8 yaml-syntax"),
        ("", "libraries.schema.yaml:1:1 data-file: this file is empty (write something into it, or delete it)"),
        ("- a\n", "libraries.schema.yaml:1:3 wrong-type: this is a list"),
    ] {
        let (facts, findings) = super::read(&format!("==> content/data/libraries.schema.yaml\n{schema}{CENTRAL}"));
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with(finding), "{findings:?}");
        assert!(facts.collection("libraries").unwrap().row("central").is_some());
    }
}

#[test]
fn empty_and_broken_rows_are_reported_and_hide_no_other_row() {
    let rows = "\
==> content/data/libraries/blank.yaml
# nothing yet
==> content/data/libraries/broken.yaml
name: { ja
==> content/data/libraries/listed.yaml
- name
";
    let (facts, findings) = super::read(&format!("{SCHEMA}{rows}{CENTRAL}"));
    assert_eq!(findings[0], "libraries/blank.yaml:1:1 data-file: this file is empty (write something into it, or delete it)");
    assert!(findings[1].starts_with("libraries/broken.yaml:1:7 yaml-syntax: "), "{findings:?}");
    assert_eq!(
        findings[2],
        "libraries/listed.yaml:1:3 wrong-type: this is a list, but a map (`key: value` lines) must stand here \
         (write a map (`key: value` lines))"
    );
    assert_eq!(findings.len(), 3);
    let keys: Vec<&str> = facts.collection("libraries").unwrap().rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["blank", "broken", "central", "listed"]);
}

#[test]
fn a_file_of_rows_needs_rows_and_nothing_else() {
    check(
        &format!("{SCHEMA}==> content/data/libraries.yaml\ncentral: {{}}\n"),
        &[
            "libraries.yaml:1:1 missing-key: a file of rows needs `rows` (add `rows: …`)",
            "libraries.yaml:1:1 unknown-key: `central` is not a key of a file of rows (known keys: rows)",
        ],
    );
    check(
        &format!("{SCHEMA}==> content/data/libraries.yaml\nrows: [central]\n"),
        &["libraries.yaml:1:7 wrong-type: this is a list, but a map (`key: value` lines) must stand here \
           (write a map (`key: value` lines))"],
    );
}

#[test]
fn names_that_cannot_be_addresses_are_reported() {
    let help = "(use small letters a to z, digits, and single hyphens between them, as in `town-hall`)";
    check(
        &format!("{SCHEMA}==> content/data/libraries.yaml\nrows:\n  East_Side: {{ name: {{ ja: 東, en: East }} }}\n"),
        &[&format!("libraries.yaml:2:3 data-name: `East_Side` cannot be the key of a row {help}")],
    );
    check(
        &format!("{SCHEMA}==> content/data/libraries/東.yaml\nname: {{ ja: 東, en: East }}\n"),
        &[&format!("libraries/東.yaml:1:1 data-name: `東` cannot be the key of a row {help}")],
    );
    check(
        "==> content/data/My Places.schema.yaml\ntitle: { ja: 所, en: Places }\n",
        &[&format!("My Places.schema.yaml:1:1 data-name: `My Places` cannot be the key of a collection {help}")],
    );
}

#[test]
fn files_where_no_collection_looks_are_reported() {
    check(
        &format!("{SCHEMA}==> content/data/libraries/old/west.yaml\n==> content/data/libraries/west.yml\n==> content/data/README.md\n"),
        &[
            "libraries/old/west.yaml:1:1 data-file: no collection looks for its rows in a folder as deep as this \
             (move the file to content/data/NAME/ROW.yaml)",
            "libraries/west.yml:1:1 data-file: a data file ends in `.yaml`, and this one in `.yml` (rename it)",
        ],
    );
}

#[test]
fn a_schema_may_have_no_rows_and_a_site_no_facts() {
    assert!(check(SCHEMA, &[]).collection("libraries").unwrap().rows.is_empty());
    assert_eq!(check("", &[]).collections().count(), 0);
}
