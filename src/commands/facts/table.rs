//! `futago facts`: every fact with its confidence and its age.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{in_words, read, selection, visible};
use crate::cli::{Facts as Arguments, Format};
use crate::commands::{Outcome, report};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::facts::{Fact, Row, Spec, State};
use crate::project::Project;
use crate::say;

/// A longer value is cut: the table is to find a fact, its file to read it.
const MOST_COLUMNS: usize = 32;
const HEAD: [&str; 7] = ["fact", "value", "confidence", "read", "checked", "days", "state"];

pub fn run(arguments: &Arguments, now: Date) -> Result<Outcome, Failure> {
    let common = &arguments.common;
    let project = read(common, now)?;
    let selected = arguments.selection.as_deref().map(|key| selection(key, project.site.facts())).transpose()?;
    let today = project.options.today;
    let shown: Vec<Line> = project
        .site
        .facts()
        .all()
        .map(|(row, fact, spec)| Line { row, fact, spec, state: fact.state(spec, today), age: fact.evidence.age_days(today) })
        .filter(|line| selected.as_ref().is_none_or(|selected| selected.holds(&line.row.collection, &line.row.key, &line.fact.id)))
        .filter(|line| !arguments.stale || line.state != State::Current)
        .filter(|line| !arguments.unconfirmed || !line.fact.is_confirmed())
        .collect();
    let findings = of_the_data(&project);
    // A fact that could not be read is in no table, so nobody shall take this one for all there is. Ages stand in the table.
    let errors: Vec<Diagnostic> = findings.iter().filter(|finding| finding.severity() == Severity::Error).cloned().collect();
    report::print(&errors, &project.sources, Format::Human)?;
    match common.format {
        Format::Human => report::output(&format!("{}{}\n", table(&shown, &project), figures(&shown)))?,
        Format::Json => report::output(&shown.iter().map(|line| object(line, &project)).collect::<String>())?,
        Format::Github => return Err(Failure::new(say!("a list of facts has the formats `human` and `json`"))),
    }
    Ok(report::outcome(&findings, common))
}

/// One fact on the day.
struct Line<'a> {
    row: &'a Row,
    fact: &'a Fact,
    spec: &'a Spec,
    state: State,
    age: i64,
}

impl Line<'_> {
    fn key(&self) -> String {
        format!("{}/{}#{}", self.row.collection, self.row.key, self.fact.id)
    }

    fn state(&self) -> &'static str {
        match self.state {
            State::Current => "current",
            State::Stale => "stale",
            State::Expired => "expired",
        }
    }
}

/// The findings in the files of the data.
fn of_the_data(project: &Project) -> Vec<Diagnostic> {
    let is_of_data = |finding: &Diagnostic| finding.span.is_some_and(|span| project.sources.path(span.source).starts_with("content/data/"));
    project.diagnostics().into_iter().filter(is_of_data).collect()
}

fn table(lines: &[Line], project: &Project) -> String {
    let cells = |line: &Line| {
        let evidence = &line.fact.evidence;
        [
            line.key(),
            shortened(&in_words(&line.fact.value, line.spec, project)),
            visible(&evidence.confidence.name),
            evidence.read.to_string(),
            evidence.checked.map_or_else(|| "unconfirmed".to_owned(), |day| day.to_string()),
            line.age.to_string(),
            line.state().to_owned(),
        ]
    };
    let rows: Vec<[String; 7]> = [HEAD.map(str::to_owned)].into_iter().chain(lines.iter().map(cells)).collect();
    let widths: [usize; 7] = std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0));
    rows.iter().map(|row| aligned(row, &widths)).collect()
}

/// Columns of a terminal, on which a full-width character takes two; numbers end together.
fn aligned(row: &[String; 7], widths: &[usize; 7]) -> String {
    let cell = |column: usize| {
        let room = " ".repeat(widths[column] - row[column].width());
        if HEAD[column] == "days" { format!("{room}{}", row[column]) } else { format!("{}{room}", row[column]) }
    };
    let line = (0..row.len()).map(cell).collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end())
}

/// On one line, and not longer than its column.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= MOST_COLUMNS {
        return text;
    }
    let mut columns = 0;
    let kept = text.chars().take_while(|c| {
        columns += c.width().unwrap_or(0);
        columns < MOST_COLUMNS
    });
    kept.collect::<String>() + "…"
}

/// "3 facts: 1 high, 2 medium; 1 confirmed, 2 unconfirmed; 2 current, 1 stale, 0 expired".
fn figures(lines: &[Line]) -> String {
    let mut by_confidence: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for line in lines {
        let confidence = &line.fact.evidence.confidence;
        *by_confidence.entry((confidence.rank, &confidence.name)).or_default() += 1;
    }
    let by_confidence: Vec<String> = by_confidence.iter().map(|((_, name), count)| format!("{count} {name}")).collect();
    let confirmed = lines.iter().filter(|line| line.fact.is_confirmed()).count();
    let of = |state: State| lines.iter().filter(|line| line.state == state).count();
    format!(
        "{facts}: {by_confidence}; {confirmed} confirmed, {unconfirmed} unconfirmed; {current} current, {stale} stale, {expired} expired",
        facts = report::count(lines.len(), "fact"),
        by_confidence = if by_confidence.is_empty() { "none".to_owned() } else { by_confidence.join(", ") },
        unconfirmed = lines.len() - confirmed,
        current = of(State::Current),
        stale = of(State::Stale),
        expired = of(State::Expired),
    )
}

/// One line of JSON.
fn object(line: &Line, project: &Project) -> String {
    let (fact, evidence) = (line.fact, &line.fact.evidence);
    let place = project.sources.place(fact.span);
    let object = json!({
        "fact": line.key(),
        "value": in_words(&fact.value, line.spec, project),
        "confidence": evidence.confidence.name,
        "read": evidence.read.to_string(),
        "checked": evidence.checked.map(|day| day.to_string()),
        "days": line.age,
        "state": line.state(),
        "sources": evidence.sources.iter().map(|source| source.url.as_str()).collect::<Vec<_>>(),
        "path": project.sources.path(fact.span.source),
        "line": place.line,
        "column": place.column,
    });
    format!("{object}\n")
}
