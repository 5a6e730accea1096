//! Findings as JSON lines: one object a finding; lines and columns are 1-based, columns count characters.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Message};
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: String,
    help: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    message: String,
}

/// One line of JSON, with its line feed.
pub fn print(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.map(|span| (sources.path(span.source), sources.place(span)));
    let line = Line {
        code: diagnostic.kind.code,
        severity: diagnostic.severity().word(),
        path: place.map(|(path, _)| path),
        line: place.map(|(_, place)| place.line),
        column: place.map(|(_, place)| place.column),
        end_line: place.map(|(_, place)| place.end_line),
        end_column: place.map(|(_, place)| place.end_column),
        message: diagnostic.message.to_string(),
        help: diagnostic.help.as_ref().map(Message::to_string),
        related: diagnostic.related.iter().map(|(span, message)| related(*span, message, sources)).collect(),
    };
    let mut text = serde_json::to_string(&line).expect("strings and numbers always serialise");
    text.push('\n');
    text
}

fn related<'a>(span: Span, message: &Message, sources: &'a Sources) -> Related<'a> {
    let place = sources.place(span);
    Related { path: sources.path(span.source), line: place.line, column: place.column, message: message.to_string() }
}
