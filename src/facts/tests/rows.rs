use super::{SCHEMA, check, english};

fn row(text: &str) -> String {
    format!("{SCHEMA}==> content/data/libraries/west.yaml\n{text}")
}

const NAME: &str = "name: { ja: 西, en: West }\n";
const PHONE: &str = "  desk.phone: { value: 03-0000-0000, read: 2026-01-01, confidence: high, sources: [{ url: 'https://example.org/', kind: official }] }\n";

#[test]
fn a_row_names_what_is_wrong_in_it() {
    for (text, expected) in [
        (NAME.to_owned(), vec![]),
        (format!("{NAME}facts:\nunknown:\n"), vec![]),
        ("site: https://example.org/\n".to_owned(), vec!["1:1 missing-key: this row needs `name` (add `name: …`, of type words)"]),
        (format!("{NAME}siet: https://example.org/\n"), vec!["2:1 unknown-key: `siet` is not a key of this row (did you mean `site`?)"]),
        (
            format!("{NAME}site: example\n"),
            vec!["2:7 fact-type: `example` is not the address of a web page (write it with `https://` or `http://`, without spaces)"],
        ),
        (
            format!("{NAME}desk.phone: 03-0000-0000\n"),
            vec!["2:1 unknown-key: `desk.phone` is not a key of this row (`desk.phone` is a fact: write it under `facts`)"],
        ),
        (
            format!("{NAME}facts:\n  desk.phon: {{}}\n"),
            vec!["3:3 fact-id: `desk.phon` is not a fact of the schema (did you mean `desk.phone`?)"],
        ),
        (
            format!("{NAME}facts:\n  xyz: {{}}\n"),
            vec!["3:3 fact-id: `xyz` is not a fact of the schema (add it to the schema under `facts`, with its type and label)"],
        ),
        (
            format!("{NAME}facts:\n  - desk.phone\n"),
            vec!["3:5 wrong-type: this is a list, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))"],
        ),
        (
            format!("{NAME}facts:\n  desk.phone: 03-0000-0000\n"),
            vec!["3:15 wrong-type: this is a text, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))"],
        ),
        (
            format!("{NAME}unknown: desk.phone\n"),
            vec!["2:10 wrong-type: this is a text, but a list (`- ` lines) must stand here (write a list (`- ` lines))"],
        ),
        (
            format!("{NAME}unknown: [{{}}]\n"),
            vec!["2:11 wrong-type: this is a map, but the id of a fact must stand here (write the id of a fact)"],
        ),
        (
            format!("{NAME}unknown: [desk.houres]\n"),
            vec!["2:11 fact-id: `desk.houres` is not a fact of the schema (did you mean `desk.hours`?)"],
        ),
        (
            format!("{NAME}unknown: [desk.hours, desk.hours]\n"),
            vec!["2:23 fact-unknown: `desk.hours` is listed twice (remove one of the two)"],
        ),
        (
            format!("{NAME}unknown: [desk.phone]\nfacts:\n{PHONE}"),
            vec!["2:11 fact-unknown: `desk.phone` is listed as unknown, but this row gives it (remove one of the two)"],
        ),
        (format!("{NAME}{NAME}"), vec!["2:1 duplicate-key: `name` stands here twice (remove one of the two)"]),
    ] {
        let expected: Vec<String> = expected.iter().map(|line| format!("libraries/west.yaml:{line}")).collect();
        check(&row(&text), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_breach_hides_nothing_else_in_the_file() {
    let (facts, findings) =
        super::read(&row(&format!("site: 3\nfacts:\n  desk.phon: {{}}\n{PHONE}  card.fee: 5\nunknown: [desk.hours, x]\n")));
    assert_eq!(findings.len(), 5, "{findings:#?}");
    let row = facts.collection("libraries").unwrap().row("west").unwrap();
    assert!(row.fact("desk.phone").is_some() && row.is_unknown("desk.hours"));
}

#[test]
fn a_row_without_a_name_is_called_by_its_key() {
    let (facts, _) = super::read(&row("facts: {}\n"));
    assert_eq!(facts.collection("libraries").unwrap().row("west").unwrap().name(english()), "west");
}
