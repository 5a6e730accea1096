//! A site of facts in one string: each file stands behind a line `==> its path`.

mod ages;
mod anything;
mod confirming;
mod evidence;
mod files;
mod references;
mod rows;
mod schemas;
mod values;
mod wordings;

use super::{Facts, KINDS, Words, parse};
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, LanguageInfo, Languages};
use crate::source::{Source, Sources};

/// A schema that other fixtures stand on.
const SCHEMA: &str = "\
==> content/data/libraries.schema.yaml
title: { ja: 図書館, en: Libraries }
page: libraries
row:
  name: { type: words, required: true }
  site: { type: url }
groups:
  desk: { ja: 窓口, en: Desk }
  card: { ja: 利用カード, en: Card }
policy:
  default: { stale_after_days: 180, expires_after_days: 540 }
  phone: { stale_after_days: 100, print_from: medium, instead: { ja: 館内の掲示, en: the notice in the hall } }
confidence: [high, medium, low]
source_kinds: { official: { ja: 公式, en: official }, visit: { ja: 訪問, en: visit } }
facts:
  card.fee: { type: money, currency: JPY, label: { ja: 手数料, en: Fee } }
  desk.phone: { type: phone, label: { ja: 電話, en: Phone } }
  desk.hours: { type: words, label: { ja: 時間, en: Hours }, stale_after_days: 30 }
";

/// A row of it without findings.
const CENTRAL: &str = "\
==> content/data/libraries/central.yaml
name: { ja: 中央, en: Central }
facts:
  desk.phone:
    value: 03-0000-0000
    read: 2026-01-01
    confidence: medium
    sources: [{ url: 'https://www.example.org/a', kind: official, dated: 2025-12 }]
  card.fee:
    value: { amount: 1100, currency: JPY, tax_included: true }
    read: 2026-01-01
    checked: 2026-02-01
    confidence: high
    sources: [{ url: 'https://example.org/b', kind: visit, dated: null }]
unknown: [desk.hours]
";

fn languages() -> Languages {
    Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")])
}

fn japanese() -> Lang {
    languages().by_code("ja").unwrap()
}

fn english() -> Lang {
    languages().by_code("en").unwrap()
}

fn sources(fixture: &str) -> Sources {
    let mut sources = Sources::default();
    for file in fixture.split("==> ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap_or((file, ""));
        sources.add(path.trim(), text);
    }
    sources
}

/// The facts, and each finding as one line: file, place, code, message, help.
fn read(fixture: &str) -> (Facts, Vec<String>) {
    let sources = sources(fixture);
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages());
    let findings = parsed.diagnostics.iter().map(|finding| line(finding, &sources)).collect();
    (parsed.value, findings)
}

fn line(finding: &Diagnostic, sources: &Sources) -> String {
    let span = finding.span.expect("every finding about facts has a place");
    let path = sources.path(span.source).strip_prefix("content/data/").expect("only data files are read");
    let place = sources.place(span);
    let help = finding.help.as_ref().expect("every finding about facts has a remedy");
    format!("{path}:{}:{} {}: {} ({help})", place.line, place.column, finding.kind.code, finding.message)
}

#[track_caller]
fn check(fixture: &str, expected: &[&str]) -> Facts {
    let (facts, findings) = read(fixture);
    assert_eq!(findings, expected);
    facts
}

/// Words that show which key was asked for, and with what.
struct Keys;

impl Words for Keys {
    fn word(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let pattern = match key {
            "money.jpy" => "{amount}円",
            "money.tax_included" => "（税込）",
            "money.tax_excluded" => "（税別）",
            "list.separator" => "、",
            "date.day" => "{year}年{month}{day}日",
            "date.month_only" => "{year}年{month}",
            "date.year" => "{year}年",
            _ => match key.strip_prefix("date.month.") {
                Some(month) => return format!("{month}月"),
                None => return format!("{key}{arguments:?}").replace('"', ""),
            },
        };
        arguments.iter().fold(pattern.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    fn has(&self, key: &str) -> bool {
        matches!(key, "money.jpy" | "days.forward_one")
    }
}

#[test]
fn every_kind_of_finding_has_its_manual_and_a_code_of_its_own() {
    for kind in KINDS {
        assert!(["What: ", "Why: ", "Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
        assert_eq!(KINDS.iter().filter(|other| other.code == kind.code).count(), 1, "{}", kind.code);
    }
}
