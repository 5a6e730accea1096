//! Footnotes: which there are, and their numbers in the order in which a reader meets them.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Tag;

use super::findings::Findings;
use super::kinds::{DUPLICATE_FOOTNOTE, UNUSED_FOOTNOTE};
use super::pieces::{Item, Piece};
use super::plain;
use crate::diagnostic::Diagnostic;
use crate::say;

/// The footnotes of a text.
#[derive(Default)]
pub struct Footnotes {
    definitions: Vec<Definition>,
    /// By name: which definition. Of two with the same name, the first.
    by_name: HashMap<String, usize>,
    /// Those that are shown, the first referred to first.
    order: Vec<usize>,
    /// Of each definition that is shown, its number, from 1.
    numbers: HashMap<usize, usize>,
}

struct Definition {
    name: String,
    /// The pieces between its start and its end.
    pieces: Range<usize>,
    /// The footnote's `[^name]:`, for findings.
    mark: Range<usize>,
    /// Names of footnotes that it refers to.
    references: Vec<String>,
}

impl Footnotes {
    pub fn read(pieces: &[Piece], findings: &mut Findings) -> Footnotes {
        let mut footnotes = Footnotes::default();
        let references = footnotes.collect(pieces);
        footnotes.name(findings);
        footnotes.number(&references);
        footnotes.report_unused(findings);
        footnotes
    }

    /// The pieces of each footnote that is shown; its number is its place, from 1.
    pub fn shown(&self) -> impl Iterator<Item = Range<usize>> {
        self.order.iter().map(|definition| self.definitions[*definition].pieces.clone())
    }

    pub fn number_of(&self, name: &str) -> Option<usize> {
        self.numbers.get(self.by_name.get(&key(name))?).copied()
    }

    /// Finds the definitions; gives back the names that the text itself refers to.
    fn collect(&mut self, pieces: &[Piece]) -> Vec<String> {
        let mut references = Vec::new();
        // Ends of the definitions around this place, with their indexes.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            if open.last().is_some_and(|(end, _)| *end == index) {
                open.pop();
            }
            match &piece.item {
                Item::Start(Tag::FootnoteDefinition(name)) => {
                    let end = plain::end_of(pieces, index);
                    open.push((end, self.definitions.len()));
                    let mark = piece.range.start..piece.range.start + "[^]:".len() + name.len();
                    let mark = mark.start..mark.end.min(piece.range.end);
                    self.definitions.push(Definition { name: name.to_string(), pieces: index + 1..end, mark, references: Vec::new() });
                }
                Item::Note(name) => match open.last() {
                    Some((_, definition)) => self.definitions[*definition].references.push(name.to_string()),
                    None => references.push(name.to_string()),
                },
                _ => {}
            }
        }
        references
    }

    fn name(&mut self, findings: &mut Findings) {
        for (index, definition) in self.definitions.iter().enumerate() {
            let Some(first) = self.by_name.get(&key(&definition.name)) else {
                self.by_name.insert(key(&definition.name), index);
                continue;
            };
            let message = say!("a second footnote is called `{name}`", name = definition.name);
            let first = findings.span(&self.definitions[*first].mark);
            let finding = Diagnostic::new(&DUPLICATE_FOOTNOTE, findings.span(&definition.mark), message)
                .related(first, say!("the first one"))
                .help(say!("rename one of the two, and what refers to it"));
            findings.push(finding);
        }
    }

    /// A footnote may refer to others, which the reader meets behind all those of the text.
    fn number(&mut self, references: &[String]) {
        references.iter().for_each(|name| self.show(name));
        let mut met = 0;
        while met < self.order.len() {
            let references = std::mem::take(&mut self.definitions[self.order[met]].references);
            references.iter().for_each(|name| self.show(name));
            met += 1;
        }
    }

    fn show(&mut self, name: &str) {
        let Some(definition) = self.by_name.get(&key(name)) else { return };
        if !self.numbers.contains_key(definition) {
            self.order.push(*definition);
            self.numbers.insert(*definition, self.order.len());
        }
    }

    fn report_unused(&self, findings: &mut Findings) {
        for definition in self.by_name.values().filter(|definition| !self.numbers.contains_key(definition)) {
            let Definition { name, mark, .. } = &self.definitions[*definition];
            findings.report(
                &UNUSED_FOOTNOTE,
                mark,
                say!("nothing refers to the footnote `{name}`, so it is not shown", name = name),
                say!("refer to it with `[^{name}]`, or remove it", name = name),
            );
        }
    }
}

/// The parser compares names without regard to case.
fn key(name: &str) -> String {
    name.to_lowercase()
}
