//! What the passing of days does: to the findings, to the exit code, and to what readers see, on either side of each limit.

mod support;

use std::path::Path;

use support::{Run, program};

/// Read on the first of January; stale after 100 days (the eleventh of April is the hundredth), expired after 200 (the
/// twentieth of July is).
const SITE: &str = "\
==> content/site.yaml
base_url: https://example.org/
languages: [ja, en]
==> content/ja/index.md
---
title: 図書館
---
手数料は![](fact:libraries/central#card.fee)です。

![](facts:libraries/central)
==> content/en/index.md
---
title: Library
---
The fee is ![](fact:libraries/central#card.fee).

![](facts:libraries/central)
==> content/data/libraries.schema.yaml
title: { ja: 図書館, en: Libraries }
groups: { card: { ja: カード, en: Card } }
policy: { default: { stale_after_days: 100, expires_after_days: 200 } }
source_kinds: { official: { ja: 公式, en: official } }
facts:
  card.fee: { type: money, currency: JPY, label: { ja: 手数料, en: Fee } }
==> content/data/libraries.yaml
rows:
  central:
    facts:
      card.fee:
        value: { amount: 300 }
        read: 2026-01-01
        confidence: high
        sources: [{ url: https://example.org/fee, kind: official }]
";

fn confirmed() -> String {
    SITE.replace("        read: 2026-01-01\n", "        read: 2025-12-01\n        checked: 2026-01-01\n")
}

fn run(site: &Path, command: &str, day: &str, more: &[&str]) -> Run {
    Run::of(program().arg(command).args(more).args(["--today", day, "--root"]).arg(site))
}

/// Severity and code of each finding.
fn findings(site: &Path, day: &str) -> Vec<String> {
    let run = run(site, "check", day, &["--format", "json"]).code(0);
    let finding = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    run.stdout
        .lines()
        .map(finding)
        .map(|finding| format!("{} {}", finding["severity"].as_str().unwrap(), finding["code"].as_str().unwrap()))
        .collect()
}

/// The words in which a page, in its sentence and in its table, says what the day has made of the fact.
fn marks(site: &Path, day: &str, language: &str) -> Vec<&'static str> {
    run(site, "build", day, &[]).code(0);
    let page = std::fs::read_to_string(site.join(format!("public/{language}/index.html"))).unwrap();
    // The list of sources at the end and its words are not meant.
    let body = page.split("class=\"sources\"").next().unwrap();
    assert!(body.contains("300"), "the value stands beside its mark");
    let words: &[&'static str] = match language {
        "ja" => &["未確認", "要再確認", "古い情報"],
        _ => &["not confirmed", "check again", "out of date"],
    };
    words.iter().copied().filter(|word| body.contains(word)).collect()
}

#[test]
fn findings_and_words_change_on_the_day_behind_each_limit() {
    for (text, open) in [(SITE.to_owned(), true), (confirmed(), false)] {
        let site = support::site(&text);
        for (day, aged, mark) in [
            ("2026-01-01", None, None),
            ("2026-04-11", None, None),
            ("2026-04-12", Some("warning stale-fact"), Some("check again")),
            ("2026-07-20", Some("warning stale-fact"), Some("check again")),
            ("2026-07-21", Some("warning expired-fact"), Some("out of date")),
            ("2036-01-01", Some("warning expired-fact"), Some("out of date")),
        ] {
            let note = open.then_some("note unconfirmed-fact");
            assert_eq!(findings(site.path(), day), aged.into_iter().chain(note).collect::<Vec<_>>(), "{day}");
            // What has aged says so in the place of "not confirmed": one word, the graver one.
            let expected: Vec<&str> = mark.or(open.then_some("not confirmed")).into_iter().collect();
            assert_eq!(marks(site.path(), day, "en"), expected, "{day}");
            let japanese = |word: &&str| match *word {
                "not confirmed" => "未確認",
                "check again" => "要再確認",
                _ => "古い情報",
            };
            assert_eq!(marks(site.path(), day, "ja"), expected.iter().map(japanese).collect::<Vec<_>>(), "{day}");
        }
    }
}

#[test]
fn a_note_never_fails_and_a_warning_does_when_it_is_strict() {
    let site = support::site(SITE);
    for (day, strict) in [("2026-04-11", 0), ("2026-04-12", 1), ("2026-07-20", 1), ("2026-07-21", 1)] {
        for command in ["check", "build", "facts"] {
            run(site.path(), command, day, &[]).code(0);
            run(site.path(), command, day, &["--strict"]).code(strict);
        }
    }
}

#[test]
fn confirming_makes_a_fact_current_again() {
    let site = support::site(SITE);
    assert_eq!(marks(site.path(), "2026-07-21", "en"), ["out of date"]);
    run(site.path(), "facts", "2026-07-21", &["confirm", "libraries/central#card.fee"]).code(0);
    assert_eq!(findings(site.path(), "2026-07-21"), [] as [&str; 0]);
    assert_eq!(marks(site.path(), "2026-07-21", "en"), [] as [&str; 0]);
    run(site.path(), "check", "2026-07-21", &["--strict"]).code(0);
}

#[test]
fn a_number_is_dialled_only_while_its_confirmation_holds() {
    let text = SITE
        .replace("type: money, currency: JPY,", "type: phone,")
        .replace("value: { amount: 300 }", "value: 0120-300-000")
        .replace("        read: 2026-01-01\n", "        read: 2025-12-01\n        checked: 2026-01-01\n");
    let site = support::site(&text);
    for (day, links) in [("2026-01-01", 2), ("2026-07-20", 2), ("2026-07-21", 0)] {
        run(site.path(), "build", day, &[]).code(0);
        let page = std::fs::read_to_string(site.path().join("public/en/index.html")).unwrap();
        assert_eq!(page.matches("href=\"tel:").count(), links, "{day}");
        assert!(page.contains("0120-300-000"), "{day}: the number stands there all the same, with its mark");
    }
}
