//! Printing findings, and what they mean for the exit code.

use std::collections::{BTreeMap, HashMap};
use std::io::{ErrorKind, IsTerminal, Write};

use crate::cli::{Common, Format};
use crate::commands::Outcome;
use crate::diagnostic::{Diagnostic, Failure, Severity, Tally, github, human, json};
use crate::say;
use crate::source::{SourceId, Sources};

/// Prints the findings where they belong: for people to standard error, for programs to standard output. A single note says
/// that many facts are unconfirmed better than many notes do, so people see notes counted, unless there are few.
///
/// # Errors
/// Standard output takes no more, other than because its reader has gone.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, format: Format) -> Result<(), Failure> {
    match format {
        Format::Human => {
            // If nobody can read standard error, there is nowhere to say so.
            let _ = std::io::stderr().write_all(human_text(diagnostics, sources).as_bytes());
            Ok(())
        }
        Format::Json => output(&diagnostics.iter().map(|finding| json::print(finding, sources)).collect::<String>()),
        Format::Github => output(&diagnostics.iter().map(|finding| github::print(finding, sources)).collect::<String>()),
    }
}

/// Writes to standard output. A reader who has seen enough (`futago check --format json | head`) is no failure.
///
/// # Errors
/// Standard output takes no more.
pub fn output(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(say!("cannot write to standard output: {error}", error = error)))
        }
        _ => Ok(()),
    }
}

fn human_text(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let colour =
        if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() { human::Colour::Ansi } else { human::Colour::Plain };
    let mut text = String::new();
    let mut counted: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut of_file: HashMap<(&str, Option<SourceId>), usize> = HashMap::new();
    let notes = Tally::of(diagnostics).notes;
    for finding in diagnostics {
        let of_file = of_file.entry((finding.kind.code, finding.span.map(|span| span.source))).or_default();
        *of_file += 1;
        if (finding.severity() == Severity::Note && notes > MOST_NOTES) || *of_file > MOST_OF_A_FILE {
            *counted.entry((finding.severity(), finding.kind.code)).or_default() += 1;
        } else {
            text.push_str(&human::print(finding, sources, colour));
        }
    }
    for ((severity, code), count) in counted {
        let more = if severity == Severity::Note { "" } else { " more" };
        let severity = severity.word();
        text.push_str(&format!(
            "{severity}[{code}]: {count}{more} times; `--format json` lists each, `futago check --explain {code}` tells more\n"
        ));
    }
    text
}

/// More findings of one kind in one file than this are counted: nobody reads the hundredth before mending the first.
const MOST_OF_A_FILE: usize = 100;
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
