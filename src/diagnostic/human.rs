//! Findings for people at a terminal: the place, the source line, a caret under the very characters, the remedy.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Whether the terminal shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Plain,
    Ansi,
}

/// One finding, ending in an empty line.
pub fn print(diagnostic: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    let message = diagnostic.message.to_string();
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let labels: Vec<String> = diagnostic.related.iter().map(|(_, message)| message.to_string()).collect();
    let help = diagnostic.help.as_ref().map(|help| help.to_string());

    let mut group = Group::with_title(level.primary_title(message.as_str()).id(diagnostic.kind.code));
    if let Some(span) = diagnostic.span {
        group = group.element(snippet(sources, span, AnnotationKind::Primary, None));
    }
    for ((span, _), label) in diagnostic.related.iter().zip(&labels) {
        group = group.element(snippet(sources, *span, AnnotationKind::Context, Some(label)));
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    format!("{}\n\n", renderer.render(&[group]))
}

fn snippet<'a>(
    sources: &'a Sources,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = sources.text(span.source);
    let range = first_line(text, sources.clamp(span));
    // Only the line itself is handed over: the whole file, for each of its findings, would cost the square of its length.
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let annotation = kind.span(range.start - start..range.end - start);
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Snippet::source(&text[start..end]).line_start(sources.place(span).line).path(sources.path(span.source)).annotation(annotation)
}

/// A finding over many lines is drawn at its first: the reader needs the place, not the whole block.
fn first_line(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    match text[range.clone()].find('\n') {
        Some(end) => range.start..range.start + end,
        None => range,
    }
}
