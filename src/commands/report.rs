//! Printing findings, and what they mean for the exit code.

use std::io::{IsTerminal, Write};

use crate::cli::{Common, Format};
use crate::commands::Outcome;
use crate::diagnostic::{Diagnostic, Severity, Tally, github, human, json};
use crate::source::Sources;

/// Prints the findings where they belong: for people to standard error, for programs to standard output. A single note says
/// that many facts are unconfirmed better than many notes do, so people see notes counted, unless there are few.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, format: Format) {
    let text: String = match format {
        Format::Human => human_text(diagnostics, sources),
        Format::Json => diagnostics.iter().map(|finding| json::print(finding, sources)).collect(),
        Format::Github => diagnostics.iter().map(|finding| github::print(finding, sources)).collect(),
    };
    // A closed pipe (`futago check | head`) is no failure of the check.
    let _ = match format {
        Format::Human => std::io::stderr().write_all(text.as_bytes()),
        Format::Json | Format::Github => std::io::stdout().write_all(text.as_bytes()),
    };
}

fn human_text(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let colour =
        if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() { human::Colour::Ansi } else { human::Colour::Plain };
    let mut text = String::new();
    let mut quiet: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let notes = Tally::of(diagnostics).notes;
    for finding in diagnostics {
        if finding.severity() == Severity::Note && notes > MOST_NOTES {
            *quiet.entry(finding.kind.code).or_default() += 1;
        } else {
            text.push_str(&human::print(finding, sources, colour));
        }
    }
    for (code, count) in quiet {
        text.push_str(&format!("note[{code}]: {count} times; `--format json` lists each, `futago check --explain {code}` tells more\n"));
    }
    text
}

/// More notes than this are counted, not printed one by one.
const MOST_NOTES: usize = 10;

/// What the findings mean for the exit code.
pub fn outcome(diagnostics: &[Diagnostic], common: &Common) -> Outcome {
    let tally = Tally::of(diagnostics);
    if tally.errors > 0 || (common.strict && tally.warnings > 0) { Outcome::Findings } else { Outcome::Clean }
}

/// "2 errors, 1 warning, 40 notes".
pub fn counts(tally: Tally) -> String {
    [count(tally.errors, "error"), count(tally.warnings, "warning"), count(tally.notes, "note")].join(", ")
}

/// "1 page", "2 pages".
pub fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A summary line belongs beside the findings: to standard error, or into the way of nobody who reads JSON.
pub fn summary(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
