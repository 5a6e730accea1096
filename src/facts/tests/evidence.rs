use super::{SCHEMA, check};

/// A row with one fact, whose lines behind the value are given.
fn fact(evidence: &str) -> String {
    let lines: String = evidence.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "{SCHEMA}==> content/data/libraries/west.yaml\nname: {{ ja: 西, en: West }}\nfacts:\n  desk.phone:\n    value: 03-0000-0000\n{lines}"
    )
}

const SOURCES: &str = "sources: [{ url: 'https://example.org/', kind: official }]";

#[test]
fn evidence_that_is_missing_or_impossible_is_reported_and_the_fact_not_taken() {
    for (evidence, expected) in [
        (
            "read: 2026-01-01\nconfidence: high".to_owned(),
            "3:3 fact-without-source: `desk.phone` has no source (add `sources:` with `url`, `kind` and `dated`; if nothing was found, \
             list the id under `unknown`)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: []".to_owned(),
            "3:3 fact-without-source: `desk.phone` has no source (add `sources:` with `url`, `kind` and `dated`; if nothing was found, \
             list the id under `unknown`)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: https://example.org/".to_owned(),
            "7:14 wrong-type: this is a text, but a list (`- ` lines) must stand here (write a list (`- ` lines))",
        ),
        (format!("confidence: high\n{SOURCES}"), "4:5 missing-key: a fact needs `read` (add `read: …`)"),
        (
            format!("read: 2026-02-30\nconfidence: high\n{SOURCES}"),
            "5:11 wrong-type: this is a text, but a day that exists, as YYYY-MM-DD must stand here (write a day that exists, as YYYY-MM-DD)",
        ),
        (
            format!("read: 2026-02\nconfidence: high\n{SOURCES}"),
            "5:11 wrong-type: this is a text, but a day that exists, as YYYY-MM-DD must stand here (write a day that exists, as YYYY-MM-DD)",
        ),
        (format!("read: 2026-01-01\n{SOURCES}"), "4:5 missing-key: a fact needs `confidence` (add `confidence: …`)"),
        (
            format!("read: 2026-01-01\nconfidence: hihg\n{SOURCES}"),
            "6:17 fact-evidence: `hihg` is not in the schema's list `confidence` (did you mean `high`?)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: [{ url: 'https://example.org/', kind: oficial }]".to_owned(),
            "7:52 fact-evidence: `oficial` is not in the schema's list `source_kinds` (did you mean `official`?)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: [{ url: 'ftp://example.org/', kind: official }]".to_owned(),
            "7:22 fact-evidence: `ftp://example.org/` is not the address of a web page (write it with `https://` or `http://`, without spaces)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: [{ kind: official }]".to_owned(),
            "7:17 missing-key: a source needs `url` (add `url: …`)",
        ),
    ] {
        let facts = check(&fact(&evidence), &[&format!("libraries/west.yaml:{expected}")]);
        assert_eq!(facts.all().count(), 0, "{evidence}");
    }
}

#[test]
fn a_breach_beside_the_evidence_is_reported_and_the_fact_taken() {
    for (evidence, expected) in [
        (
            format!("read: 2026-01-02\nchecked: 2026-01-01\nconfidence: high\n{SOURCES}"),
            "6:14 fact-evidence: `checked` (2026-01-01) lies before `read` (2026-01-02) \
             (correct one of the two days; a value that was read anew is to be checked anew)",
        ),
        (
            format!("read: 2026-01-01\nconfidence: high\nnotes: x\n{SOURCES}"),
            "7:5 unknown-key: `notes` is not a key of a fact (did you mean `note`?)",
        ),
        (
            format!("read: 2026-01-01\nconfidence: high\nnote: {{ ja: 注 }}\n{SOURCES}"),
            "7:13 missing-words: these words have no `en` (add `en: …` beside the other language)",
        ),
        (
            "read: 2026-01-01\nconfidence: high\nsources: [{ url: 'https://example.org/', kind: official, dated: spring }]".to_owned(),
            "7:69 fact-evidence: `spring` is no date (write a day that exists as YYYY-MM-DD, or YYYY-MM, or YYYY)",
        ),
    ] {
        let facts = check(&fact(&evidence), &[&format!("libraries/west.yaml:{expected}")]);
        assert_eq!(facts.all().count(), 1, "{evidence}");
    }
}

#[test]
fn a_day_of_checking_before_the_day_of_reading_confirms_nothing() {
    let (facts, _) = super::read(&fact(&format!("read: 2026-01-02\nchecked: 2026-01-01\nconfidence: high\n{SOURCES}")));
    assert!(!facts.all().next().unwrap().1.is_confirmed());
}

#[test]
fn every_finding_of_a_fact_is_named_at_once() {
    let (_, findings) =
        super::read(&fact("read: never\nchecked: soon\nconfidence: sure\nsources: [{ url: x, kind: y, dated: z, page: 3 }]"));
    assert_eq!(findings.len(), 7, "{findings:#?}");
}

#[test]
fn a_source_keeps_its_date_and_its_publisher() {
    let evidence = "read: 2026-01-01\nconfidence: high\nsources:\n  - { url: 'https://www.example.org/a', kind: official, dated: 2025-12, title: T, says: S }\n  \
                    - { url: 'http://example.com:80', kind: visit, dated: null }";
    let facts = check(&fact(evidence), &[]);
    let (_, fact, _) = facts.all().next().unwrap();
    let seen: Vec<_> = fact.evidence.sources.iter().map(|source| (source.publisher(), source.dated.map(|date| date.to_string()))).collect();
    assert_eq!(seen, [("www.example.org".trim_start_matches("www."), Some("2025-12".to_owned())), ("example.com", None)]);
}
