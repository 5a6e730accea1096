//! The YAML at the top of a page, typed.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Kind, Parsed, Severity};
use crate::reading::{Line, lines};
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
    /// The lines of title and description, with their places.
    pub head: Vec<Line>,
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
        // Whatever came before its `---` line, or took its place: it may still speak of a draft.
        let draft = source.text.splitn(3, "\n---").take(2).any(speaks_of_draft);
        return Parsed { value: FrontMatter { draft, ..FrontMatter::default() }, diagnostics: vec![finding] };
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
        Some(yaml) if yaml.as_map().is_none() && !matches!(yaml.value, Value::Null) => {
            diagnostics.push(wrong_type(&yaml, "a map (`key: value` lines)"));
            unreadable(&source.text[range])
        }
        Some(yaml) => {
            // Of two keys of one name only the first counts, and the second may be the draft.
            let is_doubtful = !diagnostics.is_empty() && speaks_of_draft(&source.text[range]);
            let front = read(source, &yaml, &mut diagnostics);
            FrontMatter { draft: front.draft || is_doubtful, ..front }
        }
        None if diagnostics.is_empty() => read(source, &empty, &mut diagnostics),
        None => unreadable(&source.text[range]),
    };
    Parsed { value, diagnostics }
}

/// Front matter that is no YAML. If a line of it speaks of a draft, the page is one: it must not be published by a mistake.
fn unreadable(text: &str) -> FrontMatter {
    FrontMatter { draft: speaks_of_draft(text), is_unreadable: true, ..FrontMatter::default() }
}

/// Whether a key of it may be `draft`, however it is indented, quoted or put into braces.
fn speaks_of_draft(text: &str) -> bool {
    let keys = text.split(['\n', ',', '{']).map(|part| part.trim_matches([' ', '\t', '\r', '-', '?', '"', '\'', '}']));
    keys.filter(|key| key.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("draft"))).any(|key| key != "draft: false")
}

fn read(source: &Source, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let Some(mut fields) = Fields::of(source, yaml, "a page", diagnostics) else { return FrontMatter::default() };
    let (title, description) = (title(&mut fields), fields.text("description"));
    let front = FrontMatter {
        head: title.iter().chain(&description).flat_map(|(text, span)| lines(source, text, *span)).collect(),
        title,
        description: description.map(|(text, _)| text),
        weight: fields.integer("weight").map_or(0, |(weight, _)| weight),
        draft: fields.boolean("draft") == Some(true) || may_be_draft(yaml),
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

/// Whatever stands there (`yes`, `1`, once more, in capitals): a page that may be a draft is not published.
fn may_be_draft(yaml: &Yaml) -> bool {
    let entries = yaml.as_map().into_iter().flatten();
    entries
        .filter(|entry| entry.key.eq_ignore_ascii_case("draft"))
        .any(|entry| !matches!(entry.value.value, Value::Null | Value::Bool(false)))
}

/// A title that readers can see.
fn title(fields: &mut Fields) -> Option<(String, Span)> {
    let (title, span) = fields.required_text("title")?;
    if title.chars().all(is_unseen) {
        fields.report(Diagnostic::new(&yaml::MISSING_KEY, span, say!("the title is empty")).help(say!("write what the page is about")));
        return None;
    }
    Some((title, span))
}

/// Spaces, and characters without a shape: joiners, marks of direction and of order.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
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
