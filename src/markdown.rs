//! Markdown: from a page's text to a [`Document`], which is HTML with holes, and to findings. The only user of the Markdown
//! parser, of the highlighter and of the model of Japanese phrases.
//!
//! The text is parsed once, in steps over one list of pieces: [`marks`] into the source, [`pieces`] out of the parser, raw HTML
//! and line breaks settled, footnotes numbered, ids taken, and then written. What the site alone knows (where a link leads, how
//! large a picture is, what a fact says) stays a hole until [`Document::html`] is asked for the page.

mod characters;
mod code;
mod document;
mod escape;
mod findings;
mod footnotes;
mod headings;
mod kinds;
mod line_breaks;
mod marks;
mod phrases;
mod pieces;
mod plain;
mod prose;
mod raw_html;
mod targets;
#[cfg(test)]
mod tests;
mod text_checks;
mod writer;

use std::borrow::Cow;
use std::ops::Range;

pub use code::warm_up;
pub use document::{Document, Embed, EmbedPlace, Fill, Heading, Href, Image, Link, Picture, WORDS};
pub use escape::{escaped, whole_numbers};
pub use kinds::*;
pub use phrases::{may_break, phrases, starts as phrase_starts};
pub use prose::Prose;
pub use targets::tool as tool_parts;

use self::findings::Findings;
use self::footnotes::Footnotes;
use self::headings::Ids;
use self::marks::{Marked, RESERVED};
use crate::diagnostic::Parsed;
use crate::lang::LanguageInfo;
use crate::say;
use crate::source::SourceId;

/// Reads one text. `text` is the whole file, `body` the bytes of it that are Markdown; every span is one of the file.
pub fn parse(source: SourceId, text: &str, body: Range<usize>, language: &LanguageInfo) -> Parsed<Document> {
    let mut findings = Findings::new(source);
    let markdown = without_reserved(&text[body.clone()], body.start, &mut findings);
    let marked = Marked::new(&markdown, body.start);
    let mut pieces = pieces::read(&marked, text, &mut findings);
    pieces.list = raw_html::settle(pieces.list, &mut findings);
    pieces.list = line_breaks::settle(pieces.list);
    let footnotes = Footnotes::read(&pieces.list, text, &mut findings);
    let ids = Ids::read(&pieces.list, &mut findings);
    let summary = plain::summary(&pieces.list);
    let prose = prose::read(&pieces.list, source);
    let written = writer::Text { file: text, pieces: &pieces, footnotes: &footnotes, language };
    let document = writer::write(written, ids, &mut findings);
    Parsed { value: Document { summary, prose, ..document }, diagnostics: findings.in_order() }
}

/// The text with a replacement character, which has as many bytes, for each one that we need ourselves.
fn without_reserved<'t>(markdown: &'t str, offset: usize, findings: &mut Findings) -> Cow<'t, str> {
    if !markdown.contains(RESERVED) {
        return Cow::Borrowed(markdown);
    }
    for (at, found) in markdown.match_indices(RESERVED) {
        findings.report(
            &RESERVED_CHARACTER,
            &(offset + at..offset + at + found.len()),
            say!("the text holds {character}, which Unicode keeps for programs", character = found.escape_unicode()),
            say!("remove it"),
        );
    }
    Cow::Owned(markdown.replace(RESERVED, "\u{FFFD}"))
}
