//! The words of a page's blocks, for rules that look for what is typed in them by hand.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::pieces::{Item, Piece};
use super::plain::end_of;
use crate::source::{SourceId, Span};

/// What stands in the text for something that is not typed there: an embed, a picture, code.
pub const NOT_WORDS: char = '\u{FFFC}';

/// The words of one block of text: a paragraph, a cell, a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    pub text: String,
    /// The block, as far as it is text.
    pub span: Span,
    /// Where in `text` a run begins, and where it stands in the file.
    runs: Vec<(usize, Range<usize>)>,
}

impl Prose {
    /// Where a part of the text stands in the file; with the whole run if the parser changed its letters.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let start = self.run(part.start, |begin| begin <= part.start).map_or(self.span.start as usize, |(run, inside)| match inside {
            Some(inside) => run.start + inside,
            None => run.start,
        });
        let end = self.run(part.end, |begin| begin < part.end).map_or(start, |(run, inside)| match inside {
            Some(inside) => run.start + inside,
            None => run.end,
        });
        Span::new(self.span.source, start..end.max(start))
    }

    /// The last run that begins where it may, and how far into it an offset lies, if its letters are those of the file.
    fn run(&self, offset: usize, may_begin: impl Fn(usize) -> bool) -> Option<(&Range<usize>, Option<usize>)> {
        let at = self.runs.partition_point(|(begin, _)| may_begin(*begin)).checked_sub(1)?;
        let (begin, range) = &self.runs[at];
        let end = self.runs.get(at + 1).map_or(self.text.len(), |(next, _)| *next);
        let is_as_written = end - begin == range.len() && offset <= end;
        Some((range, is_as_written.then(|| offset - begin)))
    }
}

/// The blocks that hold a letter or a digit.
pub fn read(pieces: &[Piece], source: SourceId) -> Vec<Prose> {
    let mut reader = Reader { source, found: Vec::new(), text: String::new(), runs: Vec::new() };
    let mut index = 0;
    while index < pieces.len() {
        let Piece { item, range } = &pieces[index];
        match item {
            Item::Text(words) | Item::Ruby { base: words, .. } => reader.words(words, range),
            Item::SoftBreak | Item::HardBreak | Item::Markup(_) => reader.gap(' ', range),
            Item::Code(_) => reader.gap(NOT_WORDS, range),
            Item::Start(Tag::Image { .. }) => {
                reader.gap(NOT_WORDS, range);
                index = end_of(pieces, index);
            }
            Item::Start(Tag::CodeBlock(_)) => index = end_of(pieces, index),
            Item::Start(tag) if !is_inline(&tag.to_end()) => reader.end(),
            Item::End(tag) if !is_inline(tag) => reader.end(),
            _ => {}
        }
        index += 1;
    }
    reader.end();
    reader.found
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript)
}

struct Reader {
    source: SourceId,
    found: Vec<Prose>,
    text: String,
    runs: Vec<(usize, Range<usize>)>,
}

impl Reader {
    fn words(&mut self, words: &str, range: &Range<usize>) {
        self.runs.push((self.text.len(), range.clone()));
        self.text.push_str(words);
    }

    fn gap(&mut self, sign: char, range: &Range<usize>) {
        self.words(sign.encode_utf8(&mut [0; 4]), range);
    }

    fn end(&mut self) {
        let (text, runs) = (std::mem::take(&mut self.text), std::mem::take(&mut self.runs));
        if let ([(_, first), ..], true) = (runs.as_slice(), text.contains(char::is_alphanumeric)) {
            let end = runs.iter().map(|(_, range)| range.end).max().unwrap_or(first.end);
            let span = Span::new(self.source, first.start..end);
            self.found.push(Prose { text, span, runs });
        }
    }
}
