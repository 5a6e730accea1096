//! A fact: a value with its evidence.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::facts::date::PartialDate;
use crate::facts::kinds::{FACT_EVIDENCE, FACT_WITHOUT_SOURCE};
use crate::facts::policy::Confidence;
use crate::facts::reading::{File, list, unlisted};
use crate::facts::schema::{Schema, Spec};
use crate::facts::types::Type;
use crate::facts::value::{self, Value, no_date};
use crate::facts::web;
use crate::lang::PerLang;
use crate::say;
use crate::source::{Source, Span};
use crate::yaml::{Entry, Fields, MISSING_KEY, Yaml};

/// A value, and why it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub id: String,
    pub value: Value,
    /// A limit or a disagreement, for readers.
    pub note: Option<PerLang<String>>,
    pub evidence: Evidence,
    /// Its key in the row.
    pub span: Span,
}

/// Where a value was found, when, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The day it was taken from its sources.
    pub read: Date,
    /// The day a person compared it with its living sources; `None`: not confirmed.
    pub checked: Option<Date>,
    pub confidence: Confidence,
    /// At least one.
    pub sources: Vec<Citation>,
}

/// One source of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// http or https.
    pub url: String,
    /// A key of the schema's `source_kinds`.
    pub kind: String,
    /// The date that the source itself shows.
    pub dated: Option<PartialDate>,
    pub title: Option<String>,
    /// What the source says about this fact, in our words.
    pub says: Option<String>,
    pub span: Span,
}

impl Fact {
    pub fn is_confirmed(&self) -> bool {
        self.evidence.checked.is_some()
    }

    /// Whether it is sure enough for pages to show it.
    pub fn is_printable(&self, spec: &Spec) -> bool {
        spec.policy.print_from.as_ref().is_none_or(|least| self.evidence.confidence.reaches(least))
    }
}

impl Citation {
    /// The host of its address, without `www.`.
    pub fn publisher(&self) -> &str {
        let host = web::host(&self.url).expect("read() refused a source without a host");
        host.strip_prefix("www.").unwrap_or(host)
    }
}

/// Reads one fact of a row. `None`, with a finding, if its value or its evidence is not sound: such a fact is never shown as true.
pub fn read(file: File, entry: &Entry, schema: &Schema, spec: &Spec, diagnostics: &mut Vec<Diagnostic>) -> Option<Fact> {
    if spec.ty == Type::Unreadable {
        return None;
    }
    let mut fields = Fields::of(file.source, &entry.value, "a fact", diagnostics)?;
    let value = required_value(&mut fields, file, entry).and_then(|yaml| value::read(file, yaml, &spec.ty, fields.diagnostics()));
    let note = fields.get("note").and_then(|yaml| file.words(yaml, fields.diagnostics()));
    let read = required_day(&mut fields, "read");
    let checked = checked(&mut fields, read);
    let confidence = confidence(&mut fields, schema);
    let sources = sources(&mut fields, file, entry, schema);
    fields.finish();
    let evidence = Evidence { read: read?.0, checked, confidence: confidence?, sources: sources? };
    Some(Fact { id: entry.key.clone(), value: value?, note, evidence, span: entry.key_span })
}

/// `value: #0000` has no value: YAML takes `#0000` as a comment.
fn required_value<'a>(fields: &mut Fields<'a>, file: File, fact: &'a Entry) -> Option<&'a Yaml> {
    let entry = fact.value.as_map()?.iter().find(|entry| entry.key == "value");
    match entry {
        Some(entry) if entry.value.is_null() && is_followed_by_comment(file.source, entry.key_span) => {
            fields.get("value");
            let message = say!("`value` is empty: YAML takes what stands behind `#` as a comment");
            fields.report(Diagnostic::new(&MISSING_KEY, entry.key_span, message).help(say!("put the value in quotes, as in `\"#0000\"`")));
            None
        }
        _ => fields.required("value"),
    }
}

fn is_followed_by_comment(source: &Source, key: Span) -> bool {
    let rest = source.text.get(key.end as usize..).unwrap_or_default();
    rest.lines().next().is_some_and(|line| line.contains(" #"))
}

fn required_day(fields: &mut Fields, key: &'static str) -> Option<(Date, Span)> {
    fields.required(key)?;
    fields.date(key)
}

/// The day of checking; left out, with a finding, if it lies before the day of reading.
fn checked(fields: &mut Fields, read: Option<(Date, Span)>) -> Option<Date> {
    let (checked, place) = fields.date("checked")?;
    match read {
        Some((read, read_place)) if checked < read => {
            let message = say!("`checked` ({checked}) lies before `read` ({read})", checked = checked, read = read);
            fields.report(
                Diagnostic::new(&FACT_EVIDENCE, place, message)
                    .related(read_place, say!("read here"))
                    .help(say!("correct one of the two days; a value that was read anew is to be checked anew")),
            );
            None
        }
        _ => Some(checked),
    }
}

fn confidence(fields: &mut Fields, schema: &Schema) -> Option<Confidence> {
    let (name, place) = fields.required_text("confidence")?;
    let found = schema.confidence.iter().find(|confidence| confidence.name == name).cloned();
    if found.is_none() {
        let known = schema.confidence.iter().map(|confidence| confidence.name.as_str());
        fields.report(unlisted(&FACT_EVIDENCE, &name, place, "in the schema's list `confidence`", known));
    }
    found
}

/// At least one sound source, or `None` with a finding.
fn sources(fields: &mut Fields, file: File, fact: &Entry, schema: &Schema) -> Option<Vec<Citation>> {
    let written = fields.get("sources");
    let items = written.map_or(&[] as &[Yaml], |yaml| list(yaml, fields.diagnostics()));
    if items.is_empty() && written.is_none_or(|yaml| yaml.as_seq().is_some()) {
        let message = say!("`{id}` has no source", id = fact.key);
        let help = say!("add `sources:` with `url`, `kind` and `dated`; if nothing was found, list the id under `unknown`");
        fields.report(Diagnostic::new(&FACT_WITHOUT_SOURCE, fact.key_span, message).help(help));
    }
    let cited: Vec<Citation> = items.iter().filter_map(|item| citation(file, item, schema, fields.diagnostics())).collect();
    (!cited.is_empty()).then_some(cited)
}

fn citation(file: File, yaml: &Yaml, schema: &Schema, diagnostics: &mut Vec<Diagnostic>) -> Option<Citation> {
    let mut fields = Fields::of(file.source, yaml, "a source", diagnostics)?;
    let url = fields.required_text("url").and_then(|(url, place)| address(&mut fields, url, place));
    let kind = fields.required_text("kind").and_then(|(kind, place)| kind_of_source(&mut fields, kind, place, schema));
    let dated = fields.get("dated").and_then(|yaml| dated(file, yaml, fields.diagnostics()));
    let title = fields.text("title").map(|(title, _)| title.trim().to_owned());
    let says = fields.text("says").map(|(says, _)| says.trim().to_owned());
    fields.finish();
    Some(Citation { url: url?, kind: kind?, dated, title, says, span: yaml.span })
}

fn address(fields: &mut Fields, url: String, place: Span) -> Option<String> {
    if web::host(&url).is_some() {
        return Some(url);
    }
    let message = say!("`{url}` is not the address of a web page", url = url);
    fields.report(Diagnostic::new(&FACT_EVIDENCE, place, message).help(say!("write it with `https://` or `http://`, without spaces")));
    None
}

fn kind_of_source(fields: &mut Fields, kind: String, place: Span, schema: &Schema) -> Option<String> {
    // A schema without the list has its own finding.
    if !schema.source_kinds.is_empty() && !schema.source_kinds.contains_key(&kind) {
        let known = schema.source_kinds.keys().map(String::as_str);
        fields.report(unlisted(&FACT_EVIDENCE, &kind, place, "in the schema's list `source_kinds`", known));
        return None;
    }
    Some(kind)
}

fn dated(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<PartialDate> {
    let written = file.text(yaml).unwrap_or(yaml.type_name());
    let found = PartialDate::parse(written);
    if found.is_none() {
        diagnostics.push(no_date(&FACT_EVIDENCE, yaml, written));
    }
    found
}
