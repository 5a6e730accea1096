//! `futago facts --uses KEY`: what must be read again when a fact changes.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{read, selection, visible};
use crate::cli::{Common, Format};
use crate::commands::{Outcome, report};
use crate::diagnostic::{Diagnostic, Failure};
use crate::project::Project;
use crate::uses::{self, Use, Within};
use crate::{check, say};

pub fn run(key: &str, common: &Common, now: Date) -> Result<Outcome, Failure> {
    let project = read(common, now)?;
    let selection = selection(key, project.site.facts())?;
    let Some(id) = &selection.id else {
        return Err(Failure::new(say!(
            "`{key}` names no fact: write COLLECTION/ROW#GROUP.NAME, or COLLECTION#GROUP.NAME for any row",
            key = key
        )));
    };
    if project.site.facts().collection(&selection.collection).is_none_or(|collection| collection.schema.spec(id).is_none()) {
        return Err(Failure::new(say!("`{id}` is a group: name one of its facts, as `futago facts {key}` lists them", id = id, key = key)));
    }
    let uses = uses::of(&project.site, &project.sources, &selection);
    match common.format {
        Format::Human => report::output(&uses.iter().map(|found| line(found, &project)).collect::<String>())?,
        Format::Json => report::output(&uses.iter().map(|found| object(found, &project)).collect::<String>())?,
        Format::Github => return Err(Failure::new(say!("a list of places has the formats `human` and `json`"))),
    }
    let files: BTreeSet<_> = uses.iter().map(|found| found.span.source).collect();
    report::summary(&format!("`{key}`: {} in {}", report::count(uses.len(), "place"), report::count(files.len(), "file")));
    let dangling = of_references(&project);
    report::print(&dangling, &project.sources, Format::Human)?;
    Ok(report::outcome(&dangling, common))
}

/// A reference that finds nothing may have meant this fact, so the list may lack one.
fn of_references(project: &Project) -> Vec<Diagnostic> {
    let codes = [check::DANGLING_FACT.code, crate::tree::TREE_FACT.code];
    project.diagnostics().into_iter().filter(|finding| codes.contains(&finding.kind.code)).collect()
}

/// `path:line:column: kind: sentence`, a form that editors and terminals can follow; below it, where a tree shows it.
fn line(found: &Use, project: &Project) -> String {
    let place = project.sources.place(found.span);
    let path = project.sources.path(found.span.source);
    format!("{path}:{}:{}: {}: {}\n{}", place.line, place.column, what(found, project), visible(&found.excerpt), shown_by(&found.within))
}

/// The kind; of a tree, also the part and its language.
fn what(found: &Use, project: &Project) -> String {
    let Within::Tree { what, id, .. } = &found.within else { return found.kind.name().to_owned() };
    let language = found.lang.map_or(String::new(), |lang| format!(" ({})", project.site.config().languages[lang].code));
    format!("{}{language} of the {what} `{id}`", found.kind.name())
}

/// What else must be read: the pages of a tree that show an action.
fn shown_by(within: &Within) -> String {
    let Within::Tree { what: "action", outcomes, questions, .. } = within else { return String::new() };
    let line = |names: &[String], word: &str| match names {
        [] => String::new(),
        names => format!("    {word}: {}\n", names.join(", ")),
    };
    line(outcomes, "outcomes") + &line(questions, "questions")
}

fn object(found: &Use, project: &Project) -> String {
    let place = project.sources.place(found.span);
    let within: Value = match &found.within {
        Within::Page(key) => json!({ "page": key }),
        Within::Tree { tree, what, id, outcomes, questions } => {
            json!({ "tree": tree, "part": what, "id": id, "outcomes": outcomes, "questions": questions })
        }
    };
    let object = json!({
        "path": project.sources.path(found.span.source),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "kind": found.kind.name(),
        "language": found.lang.map(|lang| project.site.config().languages[lang].code.as_str()),
        "text": found.excerpt,
        "within": within,
    });
    format!("{object}\n")
}
