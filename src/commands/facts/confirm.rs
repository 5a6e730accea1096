//! `futago facts confirm KEY`: writes into its file that a person has compared a fact with its living source.

use jiff::civil::Date;

use super::{read, selection, walk};
use crate::cli::{Common, Confirm as Arguments, Format};
use crate::commands::{Outcome, report};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::facts::{self, CANNOT_CONFIRM, Confirmation, FactRef, Lookup, NewSource};
use crate::project::Project;
use crate::source::{Source, SourceId};
use crate::yaml::closest;
use crate::{say, source, write};

pub fn run(arguments: &Arguments, common: &Common, now: Date) -> Result<Outcome, Failure> {
    let project = read(common, now)?;
    let named = arguments.key.as_deref().map(|key| selection(key, project.site.facts())).transpose()?;
    let fact = named.as_ref().and_then(facts::Selection::fact);
    match fact {
        Some(fact) => one(arguments, common, &project, &fact),
        None if arguments.source.is_some() || named.as_ref().is_some_and(|named| named.id.is_some()) => {
            Err(Failure::new(say!("name one fact in full: COLLECTION/ROW#GROUP.NAME")))
        }
        None => walk::run(arguments, common, project, named.as_ref(), now),
    }
}

fn one(arguments: &Arguments, common: &Common, project: &Project, fact: &FactRef) -> Result<Outcome, Failure> {
    let new_source = new_source(arguments, project, fact)?;
    let checked = arguments.checked.unwrap_or(project.options.today);
    match write_down(common, project, fact, checked, new_source)? {
        Ok(written) => {
            if common.format == Format::Human {
                report::output(&format!("{written}\n"))?;
            }
            Ok(Outcome::Clean)
        }
        Err(finding) => {
            report::print(&[*finding], &project.sources, common.format)?;
            Ok(Outcome::Findings)
        }
    }
}

/// The source of `--source`, if the fact does not name it yet.
fn new_source<'a>(arguments: &'a Arguments, project: &Project, fact: &FactRef) -> Result<Option<NewSource<'a>>, Failure> {
    let Some(url) = arguments.source.as_deref() else { return Ok(None) };
    if let Lookup::Known(known, _) = project.site.facts().find(fact)
        && known.evidence.sources.iter().any(|source| source.url == url)
    {
        return Ok(None);
    }
    if facts::host(url).is_none() {
        return Err(Failure::new(say!("`{url}` is not the address of a web page: write it with `https://`", url = url)));
    }
    let kinds: Vec<&str> = project
        .site
        .facts()
        .collection(&fact.collection)
        .map_or_else(Vec::new, |collection| collection.schema.source_kinds.keys().map(String::as_str).collect());
    let known = kinds.join(", ");
    let Some(kind) = arguments.kind.as_deref() else {
        return Err(Failure::new(say!(
            "`{fact}` does not name `{url}` yet: add `--kind`, one of {known}",
            fact = fact,
            url = url,
            known = known
        )));
    };
    match kinds.contains(&kind) {
        true => Ok(Some(NewSource { url, kind })),
        false => Err(Failure::new(match closest(kind, kinds.iter().copied()) {
            Some(near) => say!("`{kind}` is no kind of source; did you mean `{near}`?", kind = kind, near = near),
            None => say!("`{kind}` is no kind of source; known here: {known}", kind = kind, known = known),
        })),
    }
}

/// Edits the file of a fact, and says what was done; or the finding that says why not.
pub fn write_down(
    common: &Common,
    project: &Project,
    fact: &FactRef,
    checked: Date,
    new_source: Option<NewSource>,
) -> Result<Result<String, Box<Diagnostic>>, Failure> {
    let source = project.sources.get(source_of(project, fact));
    let confirmation = Confirmation { fact, checked, today: project.options.today, new_source };
    let text = match facts::confirm(project.site.facts(), source, &confirmation) {
        Ok(text) => text,
        Err(finding) => return Ok(Err(finding)),
    };
    if *text == *source.text {
        return Ok(Ok(format!("{fact} was confirmed on {checked} already; {} stays as it is", source.path)));
    }
    if !is_confirmed_in(project, source, &text, fact, checked) {
        return Ok(Err(Box::new(refusal(source, say!("`{fact}` would not be confirmed by this change", fact = fact)))));
    }
    let path = common.root.join(&source.path);
    // What was read may be another text than what is on the disk (it is no UTF-8, or somebody has just saved it).
    if source::read_bytes(&path)? != source.text.as_bytes() {
        return Ok(Err(Box::new(refusal(source, say!("the file is not what was read: it is no UTF-8 text, or was saved just now")))));
    }
    write::replace_file(&path, &text)?;
    Ok(Ok(format!("confirmed {fact} on {checked} in {}", source.path)))
}

fn refusal(source: &Source, message: crate::diagnostic::Message) -> Diagnostic {
    Diagnostic::new(&CANNOT_CONFIRM, crate::source::Span::at(source.id, 0), message)
        .help(say!("see what `futago check` says about this file"))
}

/// The file of the row.
fn source_of(project: &Project, fact: &FactRef) -> SourceId {
    let row = project.site.facts().collection(&fact.collection).and_then(|collection| collection.row(&fact.row));
    row.expect("selection() found the row").span.source
}

/// Whether the data, read again with the new text, have the fact confirmed on that day and nothing wrong that was right.
fn is_confirmed_in(project: &Project, source: &Source, text: &str, fact: &FactRef, checked: Date) -> bool {
    let languages = &project.site.config().languages;
    let read = |sources: &source::Sources| {
        let data: Vec<&Source> = sources.under("content/data/").map(AsRef::as_ref).collect();
        let parsed = facts::parse(&data, languages);
        let errors = parsed.diagnostics.iter().filter(|finding| finding.severity() == Severity::Error).count();
        (parsed.value, errors)
    };
    let (_, errors_before) = read(&project.sources);
    let (facts, errors) = read(&project.sources.with_text(source.id, text.to_owned()));
    matches!(facts.find(fact), Lookup::Known(found, _) if found.evidence.checked == Some(checked)) && errors <= errors_before
}
