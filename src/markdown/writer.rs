//! From pieces to a document: HTML with holes, and the lists that other stages ask for.

mod blocks;
mod inlines;
mod notes;

use std::collections::HashMap;
use std::ops::Range;

use super::document::{Document, Hole};
use super::escape::escape;
use super::findings::Findings;
use super::footnotes::Footnotes;
use super::headings::{Draft, Ids, Levels};
use super::pieces::{Item, Pieces};
use crate::lang::LanguageInfo;

/// The text being written, and all that was found out about it before.
pub struct Text<'t, 'm> {
    /// The whole file.
    pub file: &'t str,
    pub pieces: &'t Pieces<'m>,
    pub footnotes: &'t Footnotes,
    pub language: &'t LanguageInfo,
}

pub fn write(text: Text, ids: Ids, findings: &mut Findings) -> Document {
    let mut writer = Writer {
        text,
        findings,
        document: Document::default(),
        ids,
        levels: Levels::default(),
        heading: None,
        table: None,
        tables: 0,
        link: None,
        references: HashMap::new(),
    };
    writer.pieces(0..writer.text.pieces.list.len());
    writer.footnotes();
    writer.finish()
}

struct Writer<'t, 'm> {
    text: Text<'t, 'm>,
    findings: &'t mut Findings,
    document: Document,
    ids: Ids,
    levels: Levels,
    /// The heading being written.
    heading: Option<Draft>,
    table: Option<blocks::Table>,
    /// How many tables there are so far: regions of a page need names of their own.
    tables: usize,
    link: Option<inlines::OpenLink>,
    /// Of each footnote's number: how often it was referred to.
    references: HashMap<usize, usize>,
}

impl Writer<'_, '_> {
    fn pieces(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.piece(index);
        }
    }

    /// Writes one piece, or all of an element; gives back the next piece's index.
    fn piece(&mut self, index: usize) -> usize {
        let piece = &self.text.pieces.list[index];
        match &piece.item {
            Item::Start(tag) => return self.start(index, tag),
            Item::End(tag) => self.end(*tag),
            Item::Text(text) => self.words(text),
            Item::Ruby { base, reading } => self.ruby(base, reading),
            Item::Code(code) => self.code_span(code),
            Item::Html(html) => self.words(html),
            Item::Markup(html) if html == "<br>" => self.line_end(html),
            Item::Markup(html) => self.raw(html),
            Item::SoftBreak => self.line_end("\n"),
            Item::HardBreak => self.line_end("<br>\n"),
            Item::Rule => {
                self.begin_line();
                self.raw("<hr>\n");
            }
            Item::Task(task) => self.task_box(*task),
            Item::Note(name) => self.note(name, &piece.range),
        }
        index + 1
    }

    /// HTML that is ready.
    fn raw(&mut self, html: &str) {
        match &mut self.heading {
            Some(heading) => heading.tag(html),
            None => self.document.static_html.push_str(html),
        }
    }

    fn words(&mut self, text: &str) {
        match &mut self.heading {
            Some(heading) => heading.text(text),
            None => escape(&mut self.document.static_html, text),
        }
    }

    fn hole(&mut self, hole: Hole) {
        match &mut self.heading {
            Some(heading) => heading.hole(hole),
            None => {
                // A page of 4 GiB is refused when it is read.
                let at = self.document.static_html.len() as u32;
                self.document.holes.push((at, hole));
            }
        }
    }

    /// A block begins on a line of its own.
    fn begin_line(&mut self) {
        let html = &self.document.static_html;
        if self.heading.is_none() && !html.is_empty() && !html.ends_with('\n') {
            self.raw("\n");
        }
    }

    fn finish(self) -> Document {
        let mut document = self.document;
        // Ten thousand of them lie in memory side by side.
        document.static_html.shrink_to_fit();
        document.holes.shrink_to_fit();
        document.codes.shrink_to_fit();
        document.link_titles.shrink_to_fit();
        document.headings.shrink_to_fit();
        document.links.shrink_to_fit();
        document.images.shrink_to_fit();
        document.embeds.shrink_to_fit();
        document
    }
}
