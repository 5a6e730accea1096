use jiff::civil::Date;

use super::{CENTRAL, SCHEMA, line, read, sources};
use crate::diagnostic::Tally;
use crate::facts::{FactRef, Lookup, State};

/// In the fixture: `desk.phone` was read on 2026-01-01 and has the limits 100 and 540; `card.fee` was read on that day too, was
/// checked on 2026-02-01, and has the limits 180 and 540.
fn state(id: &str, today: &str) -> State {
    let (facts, _) = read(&format!("{SCHEMA}{CENTRAL}"));
    let Lookup::Known(fact, spec) = facts.find(&FactRef::parse(&format!("libraries/central#{id}")).unwrap()) else { panic!("{id}") };
    fact.state(spec, today.parse().unwrap())
}

#[test]
fn a_limit_is_kept_on_its_last_day_and_broken_on_the_next() {
    let read: Date = "2026-01-01".parse().unwrap();
    let checked: Date = "2026-02-01".parse().unwrap();
    for (id, seen, days, expected) in [
        ("desk.phone", read, -1, State::Current),
        ("desk.phone", read, 0, State::Current),
        ("desk.phone", read, 100, State::Current),
        ("desk.phone", read, 101, State::Stale),
        ("desk.phone", read, 540, State::Stale),
        ("desk.phone", read, 541, State::Expired),
        ("card.fee", checked, 180, State::Current),
        ("card.fee", checked, 181, State::Stale),
        ("card.fee", checked, 540, State::Stale),
        ("card.fee", checked, 541, State::Expired),
    ] {
        let today = seen.checked_add(jiff::Span::new().days(days)).unwrap();
        assert_eq!(state(id, &today.to_string()), expected, "{id} after {days} days");
    }
}

#[test]
fn a_leap_day_counts() {
    let fixture = format!("{SCHEMA}{CENTRAL}").replace("2026-01-01", "2024-02-01").replace("2026-02-01", "2024-02-01");
    let (facts, _) = read(&fixture);
    let (_, fact, _) = facts.all().next().unwrap();
    assert_eq!(fact.evidence.age_days("2024-03-01".parse().unwrap()), 29);
}

#[test]
fn without_a_limit_nothing_ages() {
    let fixture = format!("{SCHEMA}{CENTRAL}").replace("{ stale_after_days: 180, expires_after_days: 540 }", "{}");
    let (facts, findings) = read(&fixture);
    assert!(findings.is_empty(), "{findings:?}");
    let (_, fact, spec) = facts.all().find(|(_, fact, _)| fact.id == "card.fee").unwrap();
    assert_eq!(fact.state(spec, "2926-01-01".parse().unwrap()), State::Current);
}

fn findings(fixture: &str, today: &str) -> (Vec<String>, Tally) {
    let sources = sources(fixture);
    let (facts, _) = read(fixture);
    let found = facts.check(today.parse().unwrap());
    (found.iter().map(|finding| line(finding, &sources)).collect(), Tally::of(&found))
}

#[test]
fn only_what_nobody_confirmed_is_noted_while_all_is_young() {
    let (lines, tally) = findings(&format!("{SCHEMA}{CENTRAL}"), "2026-02-01");
    assert_eq!(
        lines,
        ["libraries/central.yaml:3:3 unconfirmed-fact: `desk.phone` of `libraries/central` is not confirmed \
          (compare it with its living source, then add `checked: YYYY-MM-DD`)"]
    );
    assert_eq!(tally, Tally { errors: 0, warnings: 0, notes: 1 });
}

#[test]
fn stale_facts_are_warned_of_in_the_order_of_the_file() {
    let (lines, tally) = findings(&format!("{SCHEMA}{CENTRAL}"), "2026-08-01");
    assert_eq!(
        lines,
        [
            "libraries/central.yaml:3:3 stale-fact: `desk.phone` of `libraries/central` was last seen 212 days ago, on 2026-01-01; \
             it is stale after 100 (read its sources again, then renew `read`, or `checked` if a person compared them)",
            "libraries/central.yaml:3:3 unconfirmed-fact: `desk.phone` of `libraries/central` is not confirmed \
             (compare it with its living source, then add `checked: YYYY-MM-DD`)",
            "libraries/central.yaml:8:3 stale-fact: `card.fee` of `libraries/central` was last seen 181 days ago, on 2026-02-01; \
             it is stale after 180 (read its sources again, then renew `read`, or `checked` if a person compared them)",
        ]
    );
    assert_eq!(tally, Tally { errors: 0, warnings: 2, notes: 1 });
}

#[test]
fn an_expired_fact_is_one_warning_not_two() {
    let (lines, tally) = findings(&format!("{SCHEMA}{CENTRAL}"), "2028-01-01");
    assert_eq!(tally, Tally { errors: 0, warnings: 2, notes: 1 });
    assert_eq!(
        lines[2],
        "libraries/central.yaml:8:3 expired-fact: `card.fee` of `libraries/central` was last seen 699 days ago, on 2026-02-01; \
         it expired after 540, and pages do not show it as true \
         (read its sources again and renew `read` or `checked`, or list the id under `unknown`)"
    );
}

#[test]
fn what_is_withheld_or_unknown_is_no_finding_of_its_own() {
    let fixture = format!("{SCHEMA}{CENTRAL}").replace("confidence: medium\n", "confidence: low\n    checked: 2026-01-02\n");
    assert_eq!(findings(&fixture, "2026-02-01").0, [] as [&str; 0]);
}

#[test]
fn confidence_below_the_limit_is_not_printed() {
    for (confidence, expected) in [("high", true), ("medium", true), ("low", false)] {
        let fixture = format!("{SCHEMA}{CENTRAL}").replace("confidence: medium", &format!("confidence: {confidence}"));
        let (facts, _) = read(&fixture);
        let (_, fact, spec) = facts.all().find(|(_, fact, _)| fact.id == "desk.phone").unwrap();
        assert_eq!(fact.is_printable(spec), expected, "{confidence}");
    }
}
