//! Texts of a tree: words, and facts among them; and how long they may be.

use crate::diagnostic::Diagnostic;
use crate::lang::{LanguageInfo, PerLang};
use crate::reading::File;
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_FACT, TREE_LENGTH};
use crate::tree::model::{Fallback, Keyed, plain};
use crate::yaml::Yaml;

/// One text per language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub pieces: PerLang<Vec<Piece>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// The id of a fact, of the row that the reader has chosen.
    Fact(String),
}

/// A fact that a tree names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactUse {
    pub id: String,
    pub span: Span,
    pub place: FactPlace,
}

/// Where a fact stands, which says what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactPlace {
    /// Among words, so there must be words for it where it is unknown.
    Text,
    /// A number to dial.
    Tel,
    /// A number of days.
    Deadline,
    /// Shown where it is known.
    Shown,
}

/// How long a text may be.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What it is, for the message.
    pub what: &'static str,
    pub words: usize,
    /// Of a Japanese text, which does not part its words.
    pub characters: usize,
}

pub const QUESTION: Limit = Limit { what: "question", words: 25, characters: 60 };
pub const ANSWER: Limit = Limit { what: "answer", words: 12, characters: 25 };

/// Reads a text and finds its facts. `None` if no language has any words.
pub fn read(file: File, yaml: &Yaml, uses: &mut Vec<FactUse>, diagnostics: &mut Vec<Diagnostic>) -> Option<Text> {
    let words = file.words(yaml, diagnostics)?;
    let pieces = PerLang::from_fn(file.languages, |lang| {
        // A language that is missing has another one's words, whose facts are counted there.
        match yaml.get(&file.languages[lang].code).filter(|value| file.text(value).is_some()) {
            Some(value) => pieces(file, value.span, &words[lang], uses, diagnostics),
            None => vec![Piece::Words(words[lang].clone())],
        }
    });
    Some(Text { pieces, span: yaml.span })
}

fn pieces(file: File, span: Span, text: &str, uses: &mut Vec<FactUse>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let (mut pieces, mut rest, mut searched) = (Vec::new(), text, 0);
    while let Some(open) = rest.find('{') {
        if open > 0 {
            pieces.push(Piece::Words(rest[..open].to_owned()));
        }
        let end = rest[open..].find('}').map_or(rest.len(), |close| open + close + 1);
        let written = &rest[open..end];
        let place = file.place_in(span, written, &mut searched);
        match written.strip_prefix("{fact:").and_then(|inside| inside.strip_suffix('}')).map(str::trim).filter(|id| !id.is_empty()) {
            Some(id) => {
                uses.push(FactUse { id: id.to_owned(), span: place, place: FactPlace::Text });
                pieces.push(Piece::Fact(id.to_owned()));
            }
            None => diagnostics.push(
                Diagnostic::new(&TREE_FACT, place, say!("`{written}` is no reference to a fact", written = written))
                    .help(say!("write `{fact: GROUP.NAME}`")),
            ),
        }
        rest = &rest[end..];
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// A finding for each language in which a text is too long.
pub fn check_length(file: File, yaml: &Yaml, text: &Text, limit: Limit, facts: &Keyed<Fallback>, diagnostics: &mut Vec<Diagnostic>) {
    for (lang, pieces) in text.pieces.iter() {
        let language = &file.languages[lang];
        let Some(value) = yaml.get(&language.code) else { continue };
        let (length, most, unit) = measure(&plain(pieces, lang, facts), language, limit);
        if length > most {
            let message =
                say!("this {what} has {length} {unit}, and {most} at most", what = limit.what, length = length, unit = unit, most = most);
            diagnostics.push(Diagnostic::new(&TREE_LENGTH, value.span, message).help(say!("say it in fewer, or explain it in `hint`")));
        }
    }
}

fn measure(text: &str, language: &LanguageInfo, limit: Limit) -> (usize, usize, &'static str) {
    match language.is_japanese() {
        true => (text.chars().filter(|c| !c.is_whitespace()).count(), limit.characters, "characters"),
        false => (text.split_whitespace().count(), limit.words, "words"),
    }
}
