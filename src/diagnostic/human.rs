//! Findings for people at a terminal: the place, the source line, a caret under the very characters, the remedy.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Whether the terminal shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Plain,
    Ansi,
}

/// In bytes. Of a longer line (a script that a machine wrote) only what stands around the place is shown: all of it, for each of its
/// findings, would cost the square of its length.
const LONGEST_LINE: usize = 2_000;
/// What is shown of it before and behind the place, in bytes.
const AROUND: usize = 100;

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
        group = shown(group, sources, span, AnnotationKind::Primary, None);
    }
    for ((span, _), label) in diagnostic.related.iter().zip(&labels) {
        group = shown(group, sources, *span, AnnotationKind::Context, Some(label));
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

/// The place, and the source line with its mark.
fn shown<'a>(group: Group<'a>, sources: &'a Sources, span: Span, kind: AnnotationKind, label: Option<&'a str>) -> Group<'a> {
    let text = sources.text(span.source);
    let range = first_line(text, sources.clamp(span));
    // Only the line itself is handed over: the whole file, for each of its findings, would cost the square of its length.
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let (place, path) = (sources.place(span), sources.path(span.source));
    if end - start <= LONGEST_LINE {
        return group.element(snippet(text, start..end, range, kind, label).line_start(place.line).path(path));
    }
    let within = |start: usize, end: usize| sources.clamp(Span::new(span.source, start..end));
    let marked = within(range.start, range.end.min(range.start + AROUND));
    let part = within(start.max(marked.start.saturating_sub(AROUND)), end.min(marked.end + AROUND));
    // The column is counted from the start of the line, which is not shown.
    let origin = Origin::path(path).line(place.line).char_column(place.column);
    group.element(origin).element(snippet(text, part, marked, kind, label).line_start(place.line))
}

/// A part of a text, with a mark on what lies in it.
fn snippet<'a>(
    text: &'a str,
    part: Range<usize>,
    marked: Range<usize>,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let annotation = kind.span(marked.start - part.start..marked.end - part.start);
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Snippet::source(&text[part]).annotation(annotation)
}

/// A finding over many lines is drawn at its first: the reader needs the place, not the whole block.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    match text[range.clone()].find('\n') {
        Some(end) => range.start..range.start + end,
        None => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Kind;
    use crate::say;

    static EXAMPLE: Kind = Kind { code: "example", severity: Severity::Error, explain: "" };

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let mut sources = Sources::default();
        let text = format!("一\n{}here{}\n二\n", "本".repeat(100_000), "棚".repeat(100_000));
        let at = text.find("here").unwrap();
        let source = sources.add("content/ja/a.md", text);
        let finding = Diagnostic::new(&EXAMPLE, Span::new(source, at..at + 4), say!("that"));
        let printed = print(&finding, &sources, Colour::Plain);
        assert!(printed.contains("content/ja/a.md:2:100001\n") && printed.contains("本here棚") && printed.contains(" ^^^^\n"), "{printed}");
        assert!(printed.len() < 1_000 && !printed.contains('二'), "{printed}");
        let whole = Diagnostic::new(&EXAMPLE, Span::new(source, 4..at), say!("that"));
        assert!(print(&whole, &sources, Colour::Plain).contains("content/ja/a.md:2:1\n"));
    }
}
