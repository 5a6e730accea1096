//! Footnotes: which there are, and their numbers in the order in which a reader meets them.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::findings::Findings;
use super::kinds::{DUPLICATE_FOOTNOTE, UNUSED_FOOTNOTE};
use super::pieces::{Item, Piece};
use crate::diagnostic::Diagnostic;
use crate::say;

/// The footnotes of a text.
#[derive(Default)]
pub struct Footnotes {
    /// In the order in which they start.
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
    pub fn read(pieces: &[Piece], file: &str, findings: &mut Findings) -> Footnotes {
        let mut footnotes = Footnotes::default();
        let references = footnotes.collect(pieces, file);
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

    /// The piece that ends the definition which starts at `start`.
    pub fn end_of(&self, start: usize) -> usize {
        let found = self.definitions.binary_search_by_key(&(start + 1), |definition| definition.pieces.start);
        self.definitions[found.expect("every definition was found before")].pieces.end
    }

    /// Finds the definitions; gives back the names that the text itself refers to.
    fn collect(&mut self, pieces: &[Piece], file: &str) -> Vec<String> {
        let mut references = Vec::new();
        // The definitions around this place, the innermost last.
        let mut open: Vec<usize> = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            match &piece.item {
                Item::Start(Tag::FootnoteDefinition(name)) => {
                    open.push(self.definitions.len());
                    let length = file[piece.range.clone()].find("]:").map_or(piece.range.len(), |at| at + "]:".len());
                    self.definitions.push(Definition {
                        name: name.to_string(),
                        pieces: index + 1..index + 1,
                        mark: piece.range.start..piece.range.start + length,
                        references: Vec::new(),
                    });
                }
                Item::End(TagEnd::FootnoteDefinition) => {
                    let definition = open.pop().expect("the parser ends only what it began");
                    self.definitions[definition].pieces.end = index;
                }
                Item::Note(name) => match open.last() {
                    Some(definition) => self.definitions[*definition].references.push(name.to_string()),
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
