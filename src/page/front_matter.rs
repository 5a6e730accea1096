//! The YAML at the top of a page, typed.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Kind, Parsed, Severity};
use crate::say;
use crate::source::{Source, Span};
use crate::yaml::{self, Fields, Value, Yaml, wrong_type};

pub static NO_FRONT_MATTER: Kind = Kind {
    code: "no-front-matter",
    severity: Severity::Error,
    explain: "What: a page does not begin with front matter. Why: a page needs at least a title. Do: begin the file with the three lines \
              `---`, `title: …`, `---`.",
};
pub static OPEN_FRONT_MATTER: Kind = Kind {
    code: "open-front-matter",
    severity: Severity::Error,
    explain: "What: the front matter is opened by `---` but not closed by a second `---` line. Why: the text would be read as YAML. Do: \
              close it.",
};
pub static TWIN_REASON: Kind = Kind {
    code: "twin-reason",
    severity: Severity::Error,
    explain: "What: `twin` does not give a reason. Why: a page without a twin is a decision that others must be able to understand. Do: \
              write `twin: { none: the reason }`.",
};

pub static KINDS: &[&Kind] = &[&NO_FRONT_MATTER, &OPEN_FRONT_MATTER, &TWIN_REASON];

/// What a page says of itself. A field that was wrong is as if it were not there.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    pub title: Option<(String, Span)>,
    pub description: Option<String>,
    pub weight: i64,
    pub draft: bool,
    pub aliases: Vec<(String, Span)>,
    pub updated: Option<Date>,
    pub template: Option<(String, Span)>,
    pub toc: Option<bool>,
    pub no_twin: Option<String>,
    pub extra: Json,
    /// Nothing of it could be read: what it does not say here, it may have said.
    pub is_unreadable: bool,
}

/// `range`: where the YAML stands in the file, between the `---` lines.
pub fn parse(source: &Source, range: Option<Range<usize>>) -> Parsed<FrontMatter> {
    let Some(range) = range else {
        let finding = Diagnostic::new(&NO_FRONT_MATTER, Span::at(source.id, 0), say!("this page has no front matter"))
            .help(say!("begin it with three lines: `---`, `title: …`, `---`"));
        return Parsed { value: FrontMatter::default(), diagnostics: vec![finding] };
    };
    if range.end == source.text.len() {
        let finding = Diagnostic::new(&OPEN_FRONT_MATTER, Span::at(source.id, 0), say!("the front matter is not closed"))
            .help(say!("put a line `---` between the front matter and the text"));
        return Parsed { value: unreadable(&source.text[range]), diagnostics: vec![finding] };
    }
    let parsed = yaml::parse(source.id, &source.text[range.clone()], range.start);
    let mut diagnostics = parsed.diagnostics;
    let empty = Yaml { span: Span::at(source.id, range.start), value: Value::Map(Vec::new()) };
    let value = match parsed.value {
        Some(yaml) => read(source, &yaml, &mut diagnostics),
        None if diagnostics.is_empty() => read(source, &empty, &mut diagnostics),
        None => unreadable(&source.text[range]),
    };
    Parsed { value, diagnostics }
}

/// Front matter that is no YAML. If a line of it speaks of a draft, the page is one: it must not be published by a mistake.
fn unreadable(text: &str) -> FrontMatter {
    let draft = text.lines().any(|line| line.trim_start().starts_with("draft:") && line.trim_end() != "draft: false");
    FrontMatter { draft, is_unreadable: true, ..FrontMatter::default() }
}

fn read(source: &Source, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let Some(mut fields) = Fields::of(source, yaml, "a page", diagnostics) else { return FrontMatter::default() };
    let front = FrontMatter {
        title: title(&mut fields),
        description: fields.text("description").map(|(text, _)| text),
        weight: fields.integer("weight").map_or(0, |(weight, _)| weight),
        // Whatever else stands there (`yes`, `1`): a page that may be a draft is not published.
        draft: fields.get("draft").is_some() && fields.boolean("draft") != Some(false),
        aliases: fields.texts("aliases"),
        updated: fields.date("updated").map(|(date, _)| date),
        template: fields.text("template"),
        toc: fields.boolean("toc"),
        no_twin: no_twin(source, &mut fields),
        extra: fields.get("extra").map_or(Json::Null, |yaml| json(source, yaml)),
        is_unreadable: false,
    };
    fields.finish();
    front
}

/// A title that readers can see.
fn title(fields: &mut Fields) -> Option<(String, Span)> {
    let (title, span) = fields.required_text("title")?;
    if title.trim().is_empty() {
        fields.report(Diagnostic::new(&yaml::MISSING_KEY, span, say!("the title is empty")).help(say!("write what the page is about")));
        return None;
    }
    Some((title, span))
}

/// `twin: { none: reason }`.
fn no_twin(source: &Source, fields: &mut Fields) -> Option<String> {
    let yaml = fields.get("twin")?;
    if yaml.as_map().is_none() {
        fields.report(wrong_type(yaml, "`{ none: reason }`"));
        return None;
    }
    let mut inner = Fields::of(source, yaml, "`twin`", fields.diagnostics())?;
    let reason = inner.text("none").map(|(reason, _)| reason).filter(|reason| !reason.trim().is_empty());
    inner.finish();
    if reason.is_none() {
        fields.report(
            Diagnostic::new(&TWIN_REASON, yaml.span, say!("`twin` gives no reason"))
                .help(say!("write `twin: { none: why there is no twin }`, or remove it and write the twin")),
        );
    }
    reason
}

/// Free data, as templates see it. Scalars keep what the author wrote where a number would lose it.
fn json(source: &Source, yaml: &Yaml) -> Json {
    match &yaml.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Float(_) => Json::String(yaml.as_text(&source.text).unwrap_or_default().to_owned()),
        Value::Text(text) => Json::String(text.clone()),
        Value::Seq(items) => Json::Array(items.iter().map(|item| json(source, item)).collect()),
        Value::Map(entries) => Json::Object(entries.iter().map(|entry| (entry.key.clone(), json(source, &entry.value))).collect()),
    }
}
