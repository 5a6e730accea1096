//! Errors of the template engine as findings with the template as their source.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind};

use super::whole;
use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::say;
use crate::source::{SourceId, Sources, Span};

pub static TEMPLATE_SYNTAX: Kind = Kind {
    code: "template-syntax",
    severity: Severity::Error,
    explain: "What: a template cannot be read, or names a filter, function, component or parent that does not exist. Why: nothing could \
              be rendered with it. Do: mend the template; the built-in ones show the form.",
};
pub static TEMPLATE_ERROR: Kind = Kind {
    code: "template-error",
    severity: Severity::Error,
    explain: "What: rendering a template failed: it asks for a value that this page does not have, or for a word that `i18n` does not \
              hold. Do: test the value with `{% if %}` first, or add the word to every language.",
};
pub static I18N_KEYS: Kind = Kind {
    code: "i18n-keys",
    severity: Severity::Error,
    explain: "What: the words of the theme differ between languages: one lacks a key that another has. Why: its readers would see a \
              page that cannot be rendered. Do: add the key.",
};
pub static I18N_MISSING: Kind = Kind {
    code: "i18n-missing",
    severity: Severity::Warning,
    explain: "What: the theme has no words in a language of the site, so those of another language stand in. Do: add \
              `themes/NAME/i18n/CODE.yaml` with the keys of the other languages.",
};
pub static THEME_NAME: Kind = Kind {
    code: "theme-name",
    severity: Severity::Warning,
    explain: "What: a theme's `name` is not the name of its folder. Why: sites name the folder. Do: make them the same.",
};

/// What went wrong while loading. Syntax errors carry their place; unknown names come several at once, as text.
pub fn of_loading(error: &Error, origins: &BTreeMap<String, SourceId>, sources: &Sources) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let message = say!("this template cannot be read: {reason}", reason = bare(report.message()));
            vec![placed(&TEMPLATE_SYNTAX, message, report, origins, sources)]
        }
        ErrorKind::Msg(text) if text.contains("--> ") => of_text(text, origins, sources),
        other => {
            let message = say!("the templates cannot be loaded: {reason}", reason = first_line(&other_text(other)));
            vec![Diagnostic::without_place(&TEMPLATE_SYNTAX, message).help(say!("compare with the built-in templates"))]
        }
    }
}

/// What went wrong while rendering `template`.
pub fn of_rendering(error: &Error, template: &str, origins: &BTreeMap<String, SourceId>, sources: &Sources) -> Diagnostic {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let cause = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
            let message = say!("this template failed: {reason}{cause}", reason = bare(report.message()), cause = bare(&cause));
            placed(&TEMPLATE_ERROR, message, report, origins, sources)
        }
        other => {
            let message = say!("the template `{name}` failed: {reason}", name = template, reason = first_line(&other_text(other)));
            Diagnostic::without_place(&TEMPLATE_ERROR, message).help(say!("compare with the built-in template of that name"))
        }
    }
}

fn placed(
    kind: &'static Kind,
    message: crate::diagnostic::Message,
    report: &tera::ReportError,
    origins: &BTreeMap<String, SourceId>,
    sources: &Sources,
) -> Diagnostic {
    let help = say!("test an optional value with `{% if … %}`, and compare with the built-in template of that name");
    match origins.get(report.filename()) {
        Some(id) => {
            let span = report.span();
            let start = offset(sources.text(*id), span.start_line, span.start_col);
            let end = offset(sources.text(*id), span.end_line, span.end_col);
            Diagnostic::new(kind, Span::new(*id, start..end.max(start)), message).help(help)
        }
        None => Diagnostic::without_place(kind, message).help(help),
    }
}

/// Byte offset of a 1-based line and a 0-based column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// Each ` --> file:line:column` of the text is one finding; the sentence stands above it.
fn of_text(text: &str, origins: &BTreeMap<String, SourceId>, sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut sentence = "";
    for line in text.lines() {
        let line = line.trim();
        let Some(place) = line.split_once("--> ").map(|(_, place)| place) else {
            if !line.is_empty() && !line.starts_with(['|', '^']) && !line.starts_with(|c: char| c.is_ascii_digit()) {
                sentence = line;
            }
            continue;
        };
        let message = say!("this template cannot be used: {reason}", reason = bare(sentence.trim_start_matches("error: ")));
        let help = say!("correct the name, or remove the call; the built-in templates show what there is");
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next().and_then(|part| part.parse::<usize>().ok());
        let line = parts.next().and_then(|part| part.parse::<usize>().ok());
        let known = parts.next().and_then(|name| origins.get(name));
        let finding = match (known, line, column) {
            (Some(id), Some(line), Some(column)) => {
                Diagnostic::new(&TEMPLATE_SYNTAX, Span::at(*id, offset(sources.text(*id), line, column.saturating_sub(1))), message)
            }
            (Some(id), _, _) => Diagnostic::new(&TEMPLATE_SYNTAX, whole(*id), message),
            _ => Diagnostic::without_place(&TEMPLATE_SYNTAX, message),
        };
        findings.push(finding.help(help));
    }
    findings
}

/// A sentence of the engine without its full stop: ours have none.
fn bare(sentence: &str) -> &str {
    sentence.trim_end().trim_end_matches('.')
}

fn other_text(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Msg(text) => text.clone(),
        ErrorKind::CircularExtend { tpl, .. } => format!("`{tpl}` extends itself"),
        ErrorKind::CircularInclude { tpl, .. } => format!("`{tpl}` includes itself"),
        ErrorKind::MissingParent { current, parent } => format!("`{current}` extends `{parent}`, which is not there"),
        other => format!("{other:?}"),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
