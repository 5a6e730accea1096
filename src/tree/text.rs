//! Texts of a tree: words, and facts among them; and how long they may be.

use crate::diagnostic::Diagnostic;
use crate::lang::{LanguageInfo, PerLang};
use crate::reading::File;
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_DEADLINE, TREE_FACT, TREE_LENGTH};
use crate::tree::model::{Fallback, Keyed, words};
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
    /// A fact of one row, whoever reads: `COLLECTION/ROW#GROUP.NAME`.
    Fixed(String),
}

/// A fact that a tree names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactUse {
    /// `GROUP.NAME` of the row that the reader has chosen, or `COLLECTION/ROW#GROUP.NAME`.
    pub id: String,
    pub span: Span,
    pub place: FactPlace,
}

impl FactUse {
    /// Whether it names its row itself, and so is the same for every reader.
    pub fn is_fixed(&self) -> bool {
        is_fixed(&self.id)
    }
}

fn is_fixed(id: &str) -> bool {
    id.contains(['/', '#'])
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
    read_beside(file, yaml, None, uses, diagnostics)
}

/// As [`read`]; `{days}` is the number that stands beside the text.
pub fn read_beside(file: File, yaml: &Yaml, days: Option<u32>, uses: &mut Vec<FactUse>, diagnostics: &mut Vec<Diagnostic>) -> Option<Text> {
    let words = file.words(yaml, diagnostics)?;
    let pieces = PerLang::from_fn(file.languages, |lang| {
        // A language that is missing has another one's words, whose facts are counted there.
        match yaml.get(&file.languages[lang].code).filter(|value| file.text(value).is_some()) {
            Some(value) => pieces(file, value.span, &words[lang], days, uses, diagnostics),
            None => vec![Piece::Words(words[lang].clone())],
        }
    });
    Some(Text { pieces, span: yaml.span })
}

fn pieces(file: File, span: Span, text: &str, days: Option<u32>, uses: &mut Vec<FactUse>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let (mut pieces, mut rest, mut searched) = (Vec::new(), text, 0);
    while let Some(open) = rest.find('{') {
        if open > 0 {
            pieces.push(Piece::Words(rest[..open].to_owned()));
        }
        let end = rest[open..].find('}').map_or(rest.len(), |close| open + close + 1);
        let written = &rest[open..end];
        let place = file.place_in(span, written, &mut searched);
        match piece(written, days, place) {
            Ok(piece) => {
                if let Piece::Fact(id) | Piece::Fixed(id) = &piece {
                    uses.push(FactUse { id: id.clone(), span: place, place: FactPlace::Text });
                }
                pieces.push(piece);
            }
            Err(finding) => diagnostics.push(*finding),
        }
        rest = &rest[end..];
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// What stands in braces.
fn piece(written: &str, days: Option<u32>, place: Span) -> Result<Piece, Box<Diagnostic>> {
    let inside = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map_or("", str::trim);
    if inside == "days" {
        let message = say!("no number of `days` stands beside this text, which is to be filled in here");
        let finding = || Diagnostic::new(&TREE_DEADLINE, place, message).help(say!("add `days: …, from: …` beside `when`"));
        return days.map(|days| Piece::Words(days.to_string())).ok_or_else(|| Box::new(finding()));
    }
    match inside.strip_prefix("fact:").map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) if is_fixed(id) => Ok(Piece::Fixed(id.to_owned())),
        Some(id) => Ok(Piece::Fact(id.to_owned())),
        None => Err(Box::new(
            Diagnostic::new(&TREE_FACT, place, say!("`{written}` is no reference to a fact", written = written))
                .help(say!("write `{fact: GROUP.NAME}`, or `{fact: COLLECTION/ROW#GROUP.NAME}` for a row that is always the same")),
        )),
    }
}

/// A finding for each language in which a text is too long, or holds a fact whose length only the data know.
pub fn check_length(file: File, yaml: &Yaml, text: &Text, limit: Limit, facts: &Keyed<Fallback>, diagnostics: &mut Vec<Diagnostic>) {
    for (lang, pieces) in text.pieces.iter() {
        let language = &file.languages[lang];
        let Some(value) = yaml.get(&language.code) else { continue };
        if pieces.iter().any(|piece| matches!(piece, Piece::Fixed(_))) {
            let message = say!("this {what} holds a fact of a fixed row, so it would change with the data", what = limit.what);
            diagnostics.push(Diagnostic::new(&TREE_FACT, value.span, message).help(say!("say it in `hint` or in `why`")));
        }
        let (length, most, unit) = measure(&words(pieces, lang, facts, |_| String::new()), language, limit);
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
