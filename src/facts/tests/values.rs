use super::{Keys, SCHEMA, check, english, read};
use crate::facts::format;

/// Reads one value of one type: what readers see, or the finding (its line is that of the value: 3).
fn outcome(spec: &str, value: &str) -> String {
    let fixture = format!(
        "\
==> content/data/t.schema.yaml
title: {{ ja: 型, en: Types }}
groups: {{ a: {{ ja: あ, en: A }} }}
source_kinds: {{ official: {{ ja: 公式, en: official }} }}
from: {{ notice: {{ ja: 通知, en: the notice }} }}
facts:
  a.b: {{ {spec}, label: {{ ja: い, en: b }} }}
==> content/data/t/r.yaml
facts:
  a.b:
    value: {value}
    read: 2026-11-22
    confidence: high
    sources: [{{ url: 'https://example.org/', kind: official }}]
"
    );
    let (facts, findings) = read(&fixture);
    match facts.all().next() {
        Some((_, fact, spec)) => {
            assert!(findings.is_empty(), "{value} is taken in spite of {findings:?}");
            format(&fact.value, spec, english(), &Keys)
        }
        None => findings.join("\n").replace("t/r.yaml:", ""),
    }
}

#[test]
fn each_type_takes_its_values_and_refuses_others() {
    let phone_help = "(write half-width digits with single hyphens, as in `0120-000-000`, `+81-3-0000-0000` or `\"#0000\"`)";
    let url_help = "(write it with `https://` or `http://`, without spaces)";
    let date_help = "(write a day that exists as YYYY-MM-DD, or YYYY-MM, or YYYY)";
    let amount_help = "(write digits without separators, as in `1100`)";
    let plain = "days.plain[(days, 14), (from, )]";
    for (spec, value, expected) in [
        ("type: text", "plain", "plain".to_owned()),
        ("type: text", "1.10", "1.10".to_owned()),
        ("type: text", "{ ja: あ, en: a }", "3:12 fact-type: this is a map, but a text must stand here (write a text)".to_owned()),
        ("type: text", "'  '", "3:12 fact-type: this text is empty (write a text)".to_owned()),
        ("type: words", "{ ja: あ, en: a }", "a".to_owned()),
        ("type: words", "plain", "3:12 fact-type: this is a text, but one text per language must stand here (write one text per language)".to_owned()),
        ("type: money, currency: JPY", "{ amount: 1100, currency: JPY, tax_included: true }", "1,100円（税込）".to_owned()),
        ("type: money, currency: JPY", "{ amount: 1100, tax_included: false }", "1,100円（税別）".to_owned()),
        ("type: money, currency: JPY", "{ amount: 1100, currency: JPY, tax_included: null }", "1,100円".to_owned()),
        ("type: money, currency: JPY", "{ amount: 0, tax_included: true }", "0円".to_owned()),
        ("type: money", "{ amount: 123450, currency: USD }", "USD 1,234.50".to_owned()),
        ("type: money", "{ amount: 5 }", "3:14 missing-key: an amount of money needs `currency` (add `currency: …`)".to_owned()),
        ("type: money, currency: JPY", "{ amount: 1100.5 }", format!("3:22 fact-type: `1100.5` is no amount: whole numbers only, 0 or more {amount_help}")),
        ("type: money, currency: JPY", "{ amount: '1,100' }", format!("3:22 fact-type: `1,100` is no amount: whole numbers only, 0 or more {amount_help}")),
        ("type: money, currency: JPY", "{ amount: -1 }", format!("3:22 fact-type: `-1` is no amount: whole numbers only, 0 or more {amount_help}")),
        ("type: money, currency: USD", "{ amount: 12.50 }", "3:22 fact-type: `12.50` is no amount: whole numbers only, 0 or more (write whole minor units without separators: 100 is one USD)".to_owned()),
        ("type: money, currency: JPY", "{ amount: 5, currency: USD }", "3:35 fact-type: this is in USD, but the schema says JPY (write the amount in JPY, or change the schema)".to_owned()),
        ("type: money, currency: JPY", "{ amount: 5, currency: yen }", "3:35 fact-type: `yen` is no currency (write its code of ISO 4217 in capitals, as in `JPY`)".to_owned()),
        ("type: money, currency: JPY", "1100", "3:12 wrong-type: this is a whole number, but a map (`key: value` lines) must stand here (write a map (`key: value` lines))".to_owned()),
        ("type: days", "{ days: 14 }", plain.to_owned()),
        ("type: days, calendar: business", "{ days: 14 }", "days.business_plain[(days, 14), (from, )]".to_owned()),
        ("type: days", "{ days: 60, from: notice, direction: back }", "days.back[(days, 60), (from, the notice)]".to_owned()),
        ("type: days", "{ days: 7, from: notice, direction: forward, calendar: business }", "days.business_forward[(days, 7), (from, the notice)]".to_owned()),
        ("type: days", "{ days: 1, from: notice, direction: forward }", "days.forward_one[(days, 1), (from, the notice)]".to_owned()),
        ("type: days", "{ days: 1, from: notice, direction: back }", "days.back[(days, 1), (from, the notice)]".to_owned()),
        ("type: days", "{ days: 60, from: notice }", "3:14 missing-key: a number of days needs `direction` (add `direction: …`)".to_owned()),
        ("type: days", "{ days: 60, direction: back }", "3:14 missing-key: a number of days needs `from` (add `from: …`)".to_owned()),
        ("type: days", "{ days: 60, from: notise, direction: back }", "3:30 fact-type: `notise` is not in the schema's list `from` (did you mean `notice`?)".to_owned()),
        ("type: days", "{ days: 60, from: notice, direction: up }", "3:49 fact-type: `up` is not a direction (known here: forward, back)".to_owned()),
        ("type: days", "{ days: sixty }", "3:20 fact-type: this is a text, but a whole number of days, 0 or more must stand here (write a whole number of days, 0 or more)".to_owned()),
        ("type: date", "2024-02-29", "2024年2月29日".to_owned()),
        ("type: date", "2022-03", "2022年3月".to_owned()),
        ("type: date", "2022", "2022年".to_owned()),
        ("type: date", "2026-02-30", format!("3:12 fact-type: `2026-02-30` is no date {date_help}")),
        ("type: date", "soon", format!("3:12 fact-type: `soon` is no date {date_help}")),
        ("type: phone", "03-0000-0000", "03-0000-0000".to_owned()),
        ("type: phone", "0120000000", "0120000000".to_owned()),
        ("type: phone", "+81-3-0000-0000", "+81-3-0000-0000".to_owned()),
        ("type: phone", "+81300000000", "+81300000000".to_owned()),
        ("type: phone", "123", "123".to_owned()),
        ("type: phone", "'#0000'", "#0000".to_owned()),
        ("type: phone", "#0000", "3:5 missing-key: `value` is empty: YAML takes what stands behind `#` as a comment (put the value in quotes, as in `\"#0000\"`)".to_owned()),
        ("type: phone", "", "3:5 missing-key: a fact needs `value` (add `value: …`)".to_owned()),
        ("type: phone", "０３-0000-0000", format!("3:12 fact-type: `０３-0000-0000` does not look like a telephone number {phone_help}")),
        ("type: phone", "the desk", format!("3:12 fact-type: `the desk` does not look like a telephone number {phone_help}")),
        ("type: url", "https://example.org/a?b#c", "https://example.org/a?b#c".to_owned()),
        ("type: url", "www.example.org", format!("3:12 fact-type: `www.example.org` is not the address of a web page {url_help}")),
        ("type: url", "javascript:alert(1)", format!("3:12 fact-type: `javascript:alert(1)` is not the address of a web page {url_help}")),
        ("type: bool", "true", "bool.yes[]".to_owned()),
        ("type: bool", "false", "bool.no[]".to_owned()),
        ("type: bool", "yes", "3:12 fact-type: this is a text, but `true` or `false` must stand here (write `true` or `false`)".to_owned()),
        ("type: choice, of: [east, west]", "west", "west".to_owned()),
        ("type: choice, of: { east: { ja: 東, en: the East } }", "east", "the East".to_owned()),
        ("type: choice, of: [east, west]", "eats", "3:12 fact-type: `eats` is not one of the schema's choices (did you mean `east`?)".to_owned()),
        ("type: list", "[one, { ja: 二, en: two }]", "one、two".to_owned()),
        ("type: list", "one", "3:12 fact-type: this is a text, but a list (`- ` lines) must stand here (write a list (`- ` lines))".to_owned()),
        ("type: list", "[[one]]", "3:13 fact-type: this is a list, but a text, or one text per language must stand here (write a text, or one text per language)".to_owned()),
        ("type: list", "[]", "3:12 missing-key: this list is empty (list something, or leave it out)".to_owned()),
    ] {
        assert_eq!(outcome(spec, value), expected, "{spec} | {value}");
    }
}

#[test]
fn words_in_one_language_stand_in_for_the_other_with_a_finding() {
    let fixture = format!("{SCHEMA}==> content/data/libraries/west.yaml\nname: {{ ja: 西 }}\n");
    let facts =
        check(&fixture, &["libraries/west.yaml:1:9 missing-words: these words have no `en` (add `en: …` beside the other language)"]);
    assert_eq!(facts.collection("libraries").unwrap().row("west").unwrap().name(english()), "西");
}
