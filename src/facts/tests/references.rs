use super::{CENTRAL, SCHEMA, read};
use crate::facts::{FactRef, Lookup, TableLookup, TableRef};

#[test]
fn a_reference_to_a_fact_names_collection_row_and_id() {
    let reference = FactRef::parse("libraries/central#card.fee").unwrap();
    assert_eq!((reference.collection.as_str(), reference.row.as_str(), reference.id.as_str()), ("libraries", "central", "card.fee"));
    assert_eq!(reference.to_string(), "libraries/central#card.fee");
    for text in [
        "",
        "#",
        "libraries",
        "libraries/central",
        "libraries#card.fee",
        "/central#card.fee",
        "libraries/#card.fee",
        "libraries/central#",
        "a/b/c#d.e",
        "a/b#c#d",
        "a/b#c,d",
        "a b/c#d",
    ] {
        assert_eq!(FactRef::parse(text), None, "{text}");
    }
}

#[test]
fn a_reference_to_a_table_names_a_row_or_a_collection() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let row =
        |selection: &[&str]| Some(TableRef::Row { collection: "libraries".into(), row: "central".into(), selection: names(selection) });
    assert_eq!(TableRef::parse("libraries/central"), row(&[]));
    assert_eq!(TableRef::parse("libraries/central#desk"), row(&["desk"]));
    assert_eq!(TableRef::parse("libraries/central#desk, card.fee"), row(&["desk", "card.fee"]));
    let columns = |columns: &[&str]| Some(TableRef::Collection { collection: "libraries".into(), columns: names(columns) });
    assert_eq!(TableRef::parse("libraries"), columns(&[]));
    assert_eq!(TableRef::parse("libraries#desk.phone,card.fee"), columns(&["desk.phone", "card.fee"]));
    for text in ["", "#a", "a/#b", "/b", "a/b/c", "a#", "a#b,", "a#b,,c", "a b", "a#b#c"] {
        assert_eq!(TableRef::parse(text), None, "{text}");
    }
}

/// What a reference finds, in short.
fn find(fixture: &str, reference: &str) -> String {
    let (facts, _) = read(fixture);
    match facts.find(&FactRef::parse(reference).unwrap()) {
        Lookup::Known(fact, spec) => format!("known {} {}", fact.id, spec.ty.name()),
        Lookup::NotFound(spec) => format!("not found {}", spec.id),
        Lookup::NoSuchId { nearest } => format!("no id {nearest:?}"),
        Lookup::NoSuchRow { nearest } => format!("no row {nearest:?}"),
        Lookup::NoSuchCollection { nearest } => format!("no collection {nearest:?}"),
    }
}

#[test]
fn a_fact_is_found_or_the_nearest_name_is_told() {
    let fixture = format!("{SCHEMA}{CENTRAL}==> content/data/libraries/west.yaml\nname: {{ ja: 西, en: West }}\n");
    for (reference, expected) in [
        ("libraries/central#card.fee", "known card.fee money"),
        ("libraries/central#desk.hours", "not found desk.hours"),
        ("libraries/west#card.fee", "not found card.fee"),
        ("libraries/central#card.fees", "no id Some(\"card.fee\")"),
        ("libraries/central#zzz", "no id None"),
        ("libraries/centrl#card.fee", "no row Some(\"central\")"),
        ("libraries/zzz#card.fee", "no row None"),
        ("library/central#card.fee", "no collection Some(\"libraries\")"),
        ("zzz/central#card.fee", "no collection None"),
    ] {
        assert_eq!(find(&fixture, reference), expected, "{reference}");
    }
}

#[test]
fn a_fact_with_a_finding_is_never_shown_as_true() {
    let fixture = format!("{SCHEMA}{CENTRAL}").replace("amount: 1100", "amount: 1100.5");
    assert_eq!(find(&fixture, "libraries/central#card.fee"), "not found card.fee");
}

#[test]
fn what_stands_behind_a_broken_file_is_not_blamed_again() {
    let broken_schema = format!("==> content/data/libraries.schema.yaml\n[\n{CENTRAL}");
    assert!(find(&broken_schema, "libraries/central#card.fee").starts_with("not found"));
    let broken_row = format!("{SCHEMA}==> content/data/libraries/central.yaml\n[\n");
    assert_eq!(find(&broken_row, "libraries/central#card.fee"), "not found card.fee");
}

/// The ids a table shows, or what was not found.
fn table(reference: &str) -> String {
    let (facts, _) = read(&format!("{SCHEMA}{CENTRAL}"));
    let reference = TableRef::parse(reference).unwrap();
    let ids = |specs: Vec<&crate::facts::Spec>| specs.iter().map(|spec| spec.id.as_str()).collect::<Vec<_>>().join(" ");
    match facts.find_table(&reference) {
        TableLookup::Row { row, specs, .. } => format!("{}: {}", row.key, ids(specs)),
        TableLookup::Collection { specs, .. } => format!("all: {}", ids(specs)),
        TableLookup::NoSuchIds(names) => format!("no ids {names:?}"),
        TableLookup::NoSuchRow { nearest } => format!("no row {nearest:?}"),
        TableLookup::NoSuchCollection { nearest } => format!("no collection {nearest:?}"),
    }
}

#[test]
fn a_table_selects_by_id_and_by_group() {
    for (reference, expected) in [
        ("libraries/central", "central: card.fee desk.phone desk.hours"),
        ("libraries/central#desk", "central: desk.phone desk.hours"),
        ("libraries/central#desk.hours,card", "central: card.fee desk.hours"),
        ("libraries/central#desk,desk.phone", "central: desk.phone desk.hours"),
        ("libraries#desk.phone,card.fee", "all: desk.phone card.fee"),
        ("libraries#desk.hours,desk", "all: desk.hours desk.phone"),
        ("libraries#des,card.fe,desk", "no ids [(\"des\", Some(\"desk\")), (\"card.fe\", Some(\"card.fee\"))]"),
        ("libraries/centrl#desk", "no row Some(\"central\")"),
        ("librarys#desk", "no collection Some(\"libraries\")"),
    ] {
        assert_eq!(table(reference), expected, "{reference}");
    }
}
