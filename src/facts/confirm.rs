//! Confirming a fact: the text of its file with `checked` set, and not one other byte changed.
//!
//! The edit is made in the text, at the places that the YAML tree knows, so that comments, order, quotes and line ends stay.
//! Whether it did what it should is not trusted but compared: both texts are read again, and what the new one says must be what
//! the old one said and the change. Whatever the edit does not foresee (aliases, a strange layout) fails there.

mod edit;
mod plain;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Message};
use crate::facts::fact::Fact;
use crate::facts::kinds::CANNOT_CONFIRM;
use crate::facts::reference::FactRef;
use crate::facts::{Facts, Lookup};
use crate::say;
use crate::source::{Source, Span};
use crate::yaml::{self, Entry, Yaml};
use plain::Plain;

/// What a person says: this fact is as its source says, seen on that day.
#[derive(Clone, Debug)]
pub struct Confirmation<'a> {
    pub fact: &'a FactRef,
    pub checked: Date,
    /// No day of checking can lie behind it.
    pub today: Date,
    /// A source that the fact does not have yet.
    pub new_source: Option<NewSource<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub struct NewSource<'a> {
    pub url: &'a str,
    /// A key of the schema's `source_kinds`.
    pub kind: &'a str,
}

/// The new text of the fact's file, which is `source`; the same text if it says all that already.
///
/// # Errors
/// A finding: the row does not give the fact, the day cannot be, or the text cannot be edited without changing more.
pub fn confirm(facts: &Facts, source: &Source, confirmation: &Confirmation) -> Result<String, Box<Diagnostic>> {
    let fact = given(facts, source, confirmation.fact)?;
    check_day(fact, confirmation)?;
    let path = path(source, confirmation.fact);
    let before = tree(source, &source.text, fact)?;
    let entry = find(&before, &path).ok_or_else(|| not_editable(fact))?;
    let changes = edit::changes(&source.text, &entry.value, confirmation).ok_or_else(|| not_editable(fact))?;
    let text = edit::apply(&source.text, changes);
    let after = tree(source, &text, fact)?;
    let expected = expected(Plain::of(&before), &path, confirmation).ok_or_else(|| not_editable(fact))?;
    match Plain::of(&after) == expected {
        true => Ok(text),
        false => Err(not_editable(fact)),
    }
}

/// The fact as the row gives it.
fn given<'a>(facts: &'a Facts, source: &Source, reference: &FactRef) -> Result<&'a Fact, Box<Diagnostic>> {
    if let Lookup::Known(fact, _) = facts.find(reference) {
        return Ok(fact);
    }
    let row = facts.collection(&reference.collection).and_then(|collection| collection.row(&reference.row));
    let unknown = row.and_then(|row| row.unknown.get(&reference.id));
    let (span, help) = match (unknown, row) {
        (Some(span), _) => (*span, say!("it is listed as unknown: give it with its value and its source first")),
        (None, row) => (
            row.map_or(Span::at(source.id, 0), |row| row.span),
            say!("give it with its value and its source first; if it is there, `futago check` says what is wrong with it"),
        ),
    };
    Err(refusal(
        span,
        say!("`{row}` of `{collection}` gives no fact `{id}`", row = reference.row, collection = reference.collection, id = reference.id),
        help,
    ))
}

fn check_day(fact: &Fact, confirmation: &Confirmation) -> Result<(), Box<Diagnostic>> {
    let (checked, read) = (confirmation.checked, fact.evidence.read);
    if checked > confirmation.today {
        let message =
            say!("`{id}` cannot be confirmed on {checked}: today is {today}", id = fact.id, checked = checked, today = confirmation.today);
        return Err(refusal(fact.span, message, say!("name a day that has come")));
    }
    if checked < read {
        let message = say!(
            "`{id}` cannot be confirmed on {checked}: its value was read later, on {read}",
            id = fact.id,
            checked = checked,
            read = read
        );
        return Err(refusal(fact.span, message, say!("compare the value that stands there now, and name that day")));
    }
    Ok(())
}

fn refusal(span: Span, message: Message, help: Message) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&CANNOT_CONFIRM, span, message).help(help))
}

fn not_editable(fact: &Fact) -> Box<Diagnostic> {
    let message = say!("`{id}` cannot be edited here without changing anything else; the file stays as it is", id = fact.id);
    refusal(fact.span, message, say!("write `checked: YYYY-MM-DD` by hand; an alias (`*name`) is shared with other facts"))
}

/// The keys that lead to a fact: in `NAME.yaml` through `rows`, in `NAME/ROW.yaml` at once.
fn path<'a>(source: &Source, reference: &'a FactRef) -> Vec<&'a str> {
    let folder = format!("content/data/{}/", reference.collection);
    let rest = ["facts", reference.id.as_str()];
    match source.path.starts_with(&folder) {
        true => rest.to_vec(),
        false => ["rows", reference.row.as_str()].into_iter().chain(rest).collect(),
    }
}

/// A text as a tree; a file with a finding of its own as YAML is not edited.
fn tree(source: &Source, text: &str, fact: &Fact) -> Result<Yaml, Box<Diagnostic>> {
    let parsed = yaml::parse(source.id, text, 0);
    match parsed.value {
        Some(yaml) if parsed.diagnostics.is_empty() => Ok(yaml),
        _ => Err(not_editable(fact)),
    }
}

fn find<'a>(yaml: &'a Yaml, path: &[&str]) -> Option<&'a Entry> {
    let (key, rest) = path.split_first()?;
    let entry = yaml.as_map()?.iter().find(|entry| entry.key == *key)?;
    if rest.is_empty() { Some(entry) } else { find(&entry.value, rest) }
}

/// What the new text must say.
fn expected(mut before: Plain, path: &[&str], confirmation: &Confirmation) -> Option<Plain> {
    let fact = before.at(path)?;
    fact.set_behind("checked", Plain::text(&confirmation.checked.to_string()), "read")?;
    if let Some(new) = confirmation.new_source {
        let source = Plain::map([("url", Plain::text(new.url)), ("kind", Plain::text(new.kind))]);
        fact.at(&["sources"])?.push(source)?;
    }
    Some(before)
}
