use jiff::civil::date;
use proptest::prelude::*;

use super::{CENTRAL, Keys, SCHEMA, languages, sources};
use crate::diagnostic::human::{Colour, print};
use crate::facts::{FactRef, TableRef, format, href, parse};
use crate::source::{Source, Sources};

/// Reads the files and does with them all that a build does, down to printing the findings.
fn read_and_use(sources: &Sources) {
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages());
    let facts = parsed.value;
    for (_, fact, spec) in facts.all() {
        for lang in languages().all() {
            format(&fact.value, spec, lang, &Keys);
        }
        href(&fact.value, fact.is_confirmed());
        fact.evidence.sources.iter().for_each(|source| assert!(!source.publisher().is_empty()));
    }
    for finding in parsed.diagnostics.iter().chain(&facts.check(date(2026, 11, 22))) {
        assert!(finding.span.is_some() && finding.help.is_some());
        print(finding, sources, Colour::Plain);
    }
}

/// The fixture with some characters in one place replaced.
fn spoilt() -> impl Strategy<Value = String> {
    let fixture = format!("{SCHEMA}{CENTRAL}==> content/data/libraries.yaml\nrows:\n  west: {{ name: {{ ja: 西, en: West }} }}\n");
    let length = fixture.chars().count();
    let piece = prop_oneof!["[\\PC\n]{0,8}", "[-:{}\\[\\],#'\"|>&*!0-9 \n]{0,6}", Just("null".to_owned()), Just("- a".to_owned())];
    (0..length, 0..40_usize, piece).prop_map(move |(start, count, piece)| {
        let before = fixture.chars().take(start);
        let after = fixture.chars().skip(start + count);
        before.chain(piece.chars()).chain(after).collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(schema: Vec<u8>, table: Vec<u8>, row: Vec<u8>) {
        let mut sources = Sources::default();
        for (path, bytes) in [("libraries.schema.yaml", schema), ("libraries.yaml", table), ("libraries/central.yaml", row)] {
            sources.add(&format!("content/data/{path}"), String::from_utf8_lossy(&bytes).into_owned());
        }
        read_and_use(&sources);
    }

    #[test]
    fn a_spoilt_file_is_read_without_panic(fixture in spoilt()) {
        read_and_use(&sources(&fixture));
    }

    #[test]
    fn any_reference_is_read_without_panic(text in "\\PC*") {
        FactRef::parse(&text);
        TableRef::parse(&text);
    }
}
