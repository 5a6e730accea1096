//! `futago facts confirm` without a fact: asks about the unconfirmed ones, one after the other.

use std::io::BufRead;

use jiff::civil::Date;

use super::confirm::write_down;
use super::{in_words, read, visible};
use crate::cli::{Common, Confirm as Arguments, Format};
use crate::commands::{Outcome, report};
use crate::diagnostic::Failure;
use crate::facts::{Citation, FactRef, Lookup, Selection};
use crate::lang::Lang;
use crate::project::Project;
use crate::say;

pub fn run(
    arguments: &Arguments,
    common: &Common,
    mut project: Project,
    selected: Option<&Selection>,
    now: Date,
) -> Result<Outcome, Failure> {
    if common.format != Format::Human {
        return Err(Failure::new(say!("questions have the format `human` only: name one fact in full")));
    }
    let open = unconfirmed(&project, selected);
    let (mut confirmed, mut outcome) = (0, Outcome::Clean);
    for (at, fact) in open.iter().enumerate() {
        report::output(&format!("\n[{}/{}] {}", at + 1, open.len(), shown(&project, fact)))?;
        match ask()? {
            Answer::Quit => break,
            Answer::Next => continue,
            Answer::Yes => {}
        }
        let checked = arguments.checked.unwrap_or(project.options.today);
        match write_down(common, &project, fact, checked, None)? {
            Ok(written) => {
                confirmed += 1;
                report::output(&format!("{written}\n"))?;
                // The next fact of the same file stands a line further down; and an editor may have saved meanwhile.
                project = read(common, now)?;
            }
            Err(finding) => {
                report::print(&[*finding], &project.sources, common.format)?;
                outcome = Outcome::Findings;
            }
        }
    }
    let left = open.len() - confirmed;
    report::summary(&format!("confirmed {}, {left} left", report::count(confirmed, "fact")));
    Ok(outcome)
}

fn unconfirmed(project: &Project, selected: Option<&Selection>) -> Vec<FactRef> {
    let all = project.site.facts().all().filter(|(_, fact, _)| !fact.is_confirmed());
    let meant = all.filter(|(row, fact, _)| selected.is_none_or(|selected| selected.holds(&row.collection, &row.key, &fact.id)));
    meant.map(|(row, fact, _)| FactRef { collection: row.collection.clone(), row: row.key.clone(), id: fact.id.clone() }).collect()
}

/// All that is needed to compare it: the value, and where it was read.
fn shown(project: &Project, reference: &FactRef) -> String {
    let Lookup::Known(fact, spec) = project.site.facts().find(reference) else { return format!("{reference}\n") };
    let evidence = &fact.evidence;
    let mut text = format!(
        "{reference}\n  {}: {}\n  read {}, {}\n",
        visible(&spec.label[Lang::ORIGINAL]),
        in_words(&fact.value, spec, project),
        evidence.read,
        visible(&evidence.confidence.name)
    );
    if let Some(note) = &fact.note {
        text.push_str(&format!("  note: {}\n", visible(note[Lang::ORIGINAL].trim())));
    }
    text.extend(evidence.sources.iter().map(source));
    text
}

fn source(citation: &Citation) -> String {
    let dated = citation.dated.map_or(String::new(), |dated| format!(", {dated}"));
    let says = citation.says.as_ref().map_or(String::new(), |says| format!("    {}\n", visible(says.trim())));
    format!("  {} ({}{dated})\n{says}", visible(&citation.url), visible(&citation.kind))
}

enum Answer {
    Yes,
    Next,
    Quit,
}

/// Asks until it is answered; the end of the input is an answer, too.
fn ask() -> Result<Answer, Failure> {
    loop {
        report::output("Is it still so there? [y]es, [n]ext, [q]uit: ")?;
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        if read.map_err(|error| Failure::new(say!("cannot read the answer: {error}", error = error)))? == 0 {
            report::output("\n")?;
            return Ok(Answer::Quit);
        }
        match line.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Yes),
            "n" | "next" => return Ok(Answer::Next),
            "q" | "quit" => return Ok(Answer::Quit),
            _ => {}
        }
    }
}
