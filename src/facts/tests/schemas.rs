use super::{SCHEMA, check};
use crate::facts::{Calendar, Type};

/// A sound schema in which `row`, `policy` and one fact are given.
fn schema(row: &str, policy: &str, fact: &str) -> String {
    format!(
        "\
==> content/data/t.schema.yaml
title: {{ ja: 型, en: Types }}
groups: {{ a: {{ ja: あ, en: A }} }}
source_kinds: {{ official: {{ ja: 公式, en: official }} }}
row: {{ {row} }}
policy: {{ {policy} }}
facts:
  {fact}
"
    )
}

const WORDS: &str = "a.b: { type: words, label: { ja: い, en: b } }";

#[test]
fn a_schema_names_what_is_wrong_in_it() {
    for (row, policy, fact, expected) in [
        ("", "", WORDS, ""),
        ("", "", "a.b: { type: wrods, label: { ja: い, en: b } }", "7:16 fact-schema: `wrods` is not a type (did you mean `words`?)"),
        ("", "", "a.b: { label: { ja: い, en: b } }", "7:10 missing-key: a fact of a schema needs `type` (add `type: …`)"),
        ("", "", "a.b: { type: words }", "7:10 missing-key: a fact of a schema needs `label` (add `label: …`)"),
        (
            "",
            "",
            "a.b: { type: words, label: { ja: い } }",
            "7:32 missing-words: these words have no `en` (add `en: …` beside the other language)",
        ),
        (
            "",
            "",
            "a.b: { type: words, label: い }",
            "7:30 wrong-type: this is a text, but one text per language must stand here (write one text per language)",
        ),
        (
            "",
            "",
            "a.b: words",
            "7:8 wrong-type: this is a text, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))",
        ),
        (
            "",
            "",
            "a.b: { type: money, currency: YEN, label: { ja: い, en: b } }",
            "7:33 fact-schema: `YEN` is no currency (write its code of ISO 4217 in capitals, as in `JPY`)",
        ),
        (
            "",
            "",
            "a.b: { type: words, currency: JPY, label: { ja: い, en: b } }",
            "7:23 unknown-key: `currency` is not a key of a fact of a schema (known keys: type, label, stale_after_days, expires_after_days, print_from, instead)",
        ),
        (
            "",
            "",
            "a.b: { type: days, calendar: workdays, label: { ja: い, en: b } }",
            "7:32 fact-schema: `workdays` is not a way to count days (known here: calendar, business)",
        ),
        ("", "", "a.b: { type: choice, label: { ja: い, en: b } }", "7:10 missing-key: a fact of a schema needs `of` (add `of: …`)"),
        ("", "", "b.c: { type: words, label: { ja: い, en: b } }", "7:3 fact-schema: `b` is not a group of this schema (known here: a)"),
        (
            "",
            "",
            "phone: { type: words, label: { ja: い, en: b } }",
            "7:3 fact-schema: `phone` cannot be the id of a fact (write GROUP.NAME in small letters a to z, digits, `_` and `-`, as in `desk.hours`)",
        ),
        (
            "",
            "",
            "a.b: { type: words, label: { ja: い, en: b }, print_from: mid }",
            "7:60 fact-schema: `mid` is not in the list `confidence` (known here: high, medium, low)",
        ),
        ("", "phon: { stale_after_days: 3 }", WORDS, "5:11 fact-schema: `phon` is not a type (did you mean `phone`?)"),
        (
            "",
            "phone: 3",
            WORDS,
            "5:18 wrong-type: this is a whole number, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))",
        ),
        (
            "",
            "phone: { stale_after_day: 3 }",
            WORDS,
            "5:20 unknown-key: `stale_after_day` is not a key of a policy (did you mean `stale_after_days`?)",
        ),
        (
            "",
            "phone: { stale_after_days: 0 }",
            WORDS,
            "5:38 fact-schema: `stale_after_days` cannot be 0 (write a number of days, 1 or more)",
        ),
        (
            "",
            "phone: { stale_after_days: 1.5 }",
            WORDS,
            "5:38 wrong-type: this is a number, but a whole number must stand here (write a whole number)",
        ),
        (
            "",
            "default: { stale_after_days: 90 }, phone: { expires_after_days: 60 }",
            WORDS,
            "5:75 fact-schema: these facts expire after 60 days, before they are stale after 90 (set both, and `expires_after_days` the larger)",
        ),
        (
            "name: words",
            "",
            WORDS,
            "4:14 wrong-type: this is a text, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))",
        ),
        (
            "facts: { type: words }",
            "",
            WORDS,
            "4:8 fact-schema: `facts` cannot be a plain field: a row keeps something else there (give the field another name)",
        ),
        (
            "name: { type: words, require: true }",
            "",
            WORDS,
            "4:29 unknown-key: `require` is not a key of a plain field (did you mean `required`?)",
        ),
    ] {
        let expected: Vec<String> = [expected].iter().filter(|line| !line.is_empty()).map(|line| format!("t.schema.yaml:{line}")).collect();
        check(&schema(row, policy, fact), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_schema_needs_a_title_and_with_facts_kinds_of_sources() {
    check(
        "==> content/data/t.schema.yaml\ngroups: { a: { ja: あ, en: A } }\nfacts:\n  a.b: { type: words, label: { ja: い, en: b } }\n",
        &[
            "t.schema.yaml:1:1 missing-key: a schema needs `title` (add `title: …`)",
            "t.schema.yaml:1:1 missing-key: a schema needs `source_kinds` (add `source_kinds: …`)",
        ],
    );
}

#[test]
fn words_in_a_language_the_site_does_not_have_are_reported() {
    check(
        "==> content/data/t.schema.yaml\ntitle: { ja: 型, en: Types, fr: Types }\n",
        &["t.schema.yaml:1:28 unknown-key: `fr` is no language of this site (known here: ja, en)"],
    );
}

#[test]
fn a_spec_that_cannot_be_read_blames_no_row() {
    let rows = "\
==> content/data/t/r.yaml
facts:
  a.b: { value: 3 }
unknown: []
";
    let facts = schema("", "", "a.b: { type: wrods, label: { ja: い, en: b } }") + rows;
    check(&facts, &["t.schema.yaml:7:16 fact-schema: `wrods` is not a type (did you mean `words`?)"]);
}

#[test]
fn a_policy_is_taken_from_the_fact_then_the_type_then_the_default() {
    let facts = check(SCHEMA, &[]);
    let schema = &facts.collection("libraries").unwrap().schema;
    let limits = |id: &str| {
        let policy = &schema.spec(id).unwrap().policy;
        (policy.stale_after_days, policy.expires_after_days, policy.print_from.as_ref().map(|least| least.name.as_str()))
    };
    assert_eq!(limits("card.fee"), (Some(180), Some(540), None));
    assert_eq!(limits("desk.phone"), (Some(100), Some(540), Some("medium")));
    assert_eq!(limits("desk.hours"), (Some(30), Some(540), None));
}

#[test]
fn groups_and_facts_keep_the_order_of_the_file() {
    let facts = check(SCHEMA, &[]);
    let schema = &facts.collection("libraries").unwrap().schema;
    assert_eq!(schema.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), ["desk", "card"]);
    assert_eq!(schema.specs.iter().map(|spec| spec.id.as_str()).collect::<Vec<_>>(), ["card.fee", "desk.phone", "desk.hours"]);
}

#[test]
fn days_of_a_schema_may_be_business_days() {
    let facts = check(&schema("", "", "a.b: { type: days, calendar: business, label: { ja: い, en: b } }"), &[]);
    let spec = facts.collection("t").unwrap().schema.spec("a.b").unwrap().clone();
    assert!(matches!(spec.ty, Type::Days { calendar: Calendar::Business, .. }));
}
