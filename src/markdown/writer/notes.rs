//! Footnotes: the marks in the text, and the notes behind it with their ways back.

use std::ops::Range;

use super::Writer;
use crate::markdown::document::{Hole, word};
use crate::markdown::kinds::UNDEFINED_FOOTNOTE;
use crate::say;

/// HTML and its holes, apart from the document's.
type Apart = (String, Vec<(u32, Hole)>);

impl Writer<'_, '_> {
    /// A reference in the text.
    pub(super) fn note(&mut self, name: &str, range: &Range<usize>) {
        let Some(number) = self.text.footnotes.number_of(name) else {
            // The parser compares a few letters more generously than we do.
            let message = say!("no footnote `{name}` stands on this page", name = name);
            self.findings.report(&UNDEFINED_FOOTNOTE, range, message, say!("spell both the same"));
            return self.words(&format!("[^{name}]"));
        };
        let times = self.references.entry(number).or_default();
        *times += 1;
        let id = reference_id(number, *times);
        self.page_only(&format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">"));
        // In words: numbers alone would read like those of a page's sources.
        self.hole(Hole::Note(number as u32));
        self.page_only("</a></sup>");
    }

    /// All footnotes, behind the text.
    pub(super) fn footnotes(&mut self) {
        let shown: Vec<Range<usize>> = self.text.footnotes.shown().collect();
        if shown.is_empty() {
            return;
        }
        // All are written before any is put into the page: only then it is known how often each was referred to.
        let notes: Vec<Apart> = shown.into_iter().map(|pieces| self.apart(pieces)).collect();
        self.begin_line();
        self.raw("<section class=\"footnotes\" role=\"doc-endnotes\"><h2 id=\"footnotes\">");
        self.hole(word("footnotes.title"));
        self.raw("</h2>\n<ol>\n");
        for (index, note) in notes.iter().enumerate() {
            self.footnote(index + 1, note);
        }
        self.raw("</ol></section>\n");
    }

    fn apart(&mut self, pieces: Range<usize>) -> Apart {
        let html = std::mem::take(&mut self.document.static_html);
        let holes = std::mem::take(&mut self.document.holes);
        self.pieces(pieces);
        (std::mem::replace(&mut self.document.static_html, html), std::mem::replace(&mut self.document.holes, holes))
    }

    fn footnote(&mut self, number: usize, (html, holes): &Apart) {
        self.raw(&format!("<li id=\"fn-{number}\">\n"));
        // The way back stands in the last line of the note, not below it.
        let (inside, end) = match html.strip_suffix("</p>\n") {
            Some(inside) => (inside, "</p>\n"),
            None => (html.as_str(), ""),
        };
        self.append(inside, holes);
        for time in 1..=self.references.get(&number).copied().unwrap_or(0) {
            self.back_link(number, time);
        }
        self.raw(end);
        self.raw("</li>\n");
    }

    fn back_link(&mut self, number: usize, time: usize) {
        let id = reference_id(number, time);
        self.raw(&format!(" <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#{id}\" aria-label=\""));
        self.hole(word("footnotes.back"));
        match time {
            1 => self.raw("\">↩</a>"),
            _ => self.raw(&format!(" {time}\">↩<sup>{time}</sup></a>")),
        }
    }
}

fn reference_id(number: usize, time: usize) -> String {
    match time {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{time}"),
    }
}
