//! The findings of one text, gathered by every step and put into the order of the file at the end.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Kind, Message};
use crate::source::{SourceId, Span};

pub struct Findings {
    source: SourceId,
    list: Vec<Diagnostic>,
}

impl Findings {
    pub fn new(source: SourceId) -> Findings {
        Findings { source, list: Vec::new() }
    }

    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }

    pub fn report(&mut self, kind: &'static Kind, range: &Range<usize>, message: Message, help: Message) {
        self.list.push(Diagnostic::new(kind, self.span(range), message).help(help));
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn in_order(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|finding| finding.span.map(|span| (span.start, span.end)));
        self.list
    }
}
