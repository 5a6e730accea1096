//! The words of one language that texts are judged by, and where a text goes against them.
//!
//! A word that must not be used counts where it stands by itself: not inside a longer word that is allowed (`except`, and every
//! term), not in quotation marks, where the text says what others say, and not in braces, which hold names. Words in letters that
//! spaces part are found as whole words, in capitals or not, in the plural too; Japanese words wherever their letters stand.

use std::collections::HashMap;
use std::ops::Range;

use super::kinds::GLOSSARY_CLASH;
use super::model::{Glossary, Instead, TermRef};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::say;
use crate::source::Span;

/// A word in a text that a term has to stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// In the text.
    pub range: Range<usize>,
    pub term: TermRef,
}

#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// By the first letter.
    words: HashMap<char, Vec<Word>>,
}

#[derive(Clone, Debug)]
struct Word {
    letters: Vec<char>,
    /// The term that it must not stand for; `None` if the word may be used.
    instead: Option<TermRef>,
}

const QUOTATION: [(char, char); 8] = [('「', '」'), ('『', '』'), ('“', '”'), ('‘', '’'), ('"', '"'), ('«', '»'), ('„', '“'), ('{', '}')];
/// From here on letters belong to scripts that write words without spaces, or their endings without one.
const FIRST_WITHOUT_SPACES: char = '\u{E00}';

impl Wording {
    /// All words of all glossaries in one language. What contradicts itself is a finding.
    pub fn of(glossaries: &[Glossary], lang: Lang, diagnostics: &mut Vec<Diagnostic>) -> Wording {
        let (mut wording, mut first) = (Wording::default(), HashMap::new());
        let terms = || {
            let of_one = |(glossary, one): (usize, &'_ Glossary)| (0..one.terms.len()).map(move |term| TermRef { glossary, term });
            glossaries.iter().enumerate().flat_map(of_one)
        };
        let find = |at: TermRef| &glossaries[at.glossary].terms[at.term];
        for at in terms() {
            let term = find(at);
            first.entry(folded(&term.term[lang])).or_insert(term.places[lang]);
            for allowed in term.except[lang].iter().chain([&term.term[lang]]) {
                wording.add(allowed, None);
            }
        }
        for at in terms() {
            for Instead { word, span } in &find(at).instead_of[lang] {
                match first.get(&folded(word)) {
                    Some(other) => diagnostics.push(clash(word, &find(at).term[lang], *span, *other)),
                    None => {
                        first.insert(folded(word), *span);
                        wording.add(word, Some(at));
                    }
                }
            }
        }
        wording
    }

    fn add(&mut self, word: &str, instead: Option<TermRef>) {
        for letters in forms(word) {
            if let Some(first) = letters.first() {
                self.words.entry(*first).or_default().push(Word { letters, instead });
            }
        }
    }

    /// Every word of the text that has to be another one, in order.
    pub fn breaches(&self, text: &str) -> Vec<Breach> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let text = Text::of(text);
        let mut found = Found::default();
        for at in 0..text.letters.len() {
            let candidates = self.words.get(&text.letters[at].0).map_or(&[][..], Vec::as_slice);
            for word in candidates.iter().filter(|word| text.holds(at, &word.letters)) {
                found.add(at..at + word.letters.len(), word.instead);
            }
        }
        let words = found.by_themselves(&text);
        words.into_iter().map(|(range, term)| Breach { range: text.bytes(range), term }).collect()
    }
}

/// What was found in a text, in numbers of letters.
#[derive(Default)]
struct Found {
    allowed: Vec<Range<usize>>,
    against: Vec<(Range<usize>, TermRef)>,
}

impl Found {
    fn add(&mut self, range: Range<usize>, instead: Option<TermRef>) {
        match instead {
            None => self.allowed.push(range),
            Some(term) => self.against.push((range, term)),
        }
    }

    /// The words that stand in nothing longer; of two that overlap, the one that begins first, and then the longer one.
    fn by_themselves(self, text: &Text) -> Vec<(Range<usize>, TermRef)> {
        let Found { mut allowed, mut against } = self;
        if !against.is_empty() {
            allowed.extend(text.quoted());
        }
        against.retain(|(inner, _)| !allowed.iter().any(|outer| outer.start <= inner.start && inner.end <= outer.end));
        against.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut end = 0;
        against.retain(|(range, _)| {
            let is_free = range.start >= end;
            end = if is_free { range.end } else { end };
            is_free
        });
        against
    }
}

fn clash(word: &str, term: &str, place: Span, other: Span) -> Diagnostic {
    let message = say!("`{word}` must not stand for `{term}`, but it has an entry already", word = word, term = term);
    Diagnostic::new(&GLOSSARY_CLASH, place, message).related(other, say!("the other entry")).help(say!("remove one of the two"))
}

/// A word as it is compared, and its plurals where the language may form them so.
fn forms(word: &str) -> Vec<Vec<char>> {
    let letters: Vec<char> = folded(word);
    let mut forms = vec![letters.clone()];
    if letters.last().is_some_and(char::is_ascii_lowercase) {
        forms.extend(["s", "es"].map(|ending| letters.iter().copied().chain(ending.chars()).collect()));
        if let Some((_, stem)) = letters.split_last().filter(|(last, _)| **last == 'y') {
            forms.push(stem.iter().copied().chain("ies".chars()).collect());
        }
    }
    forms
}

fn folded(text: &str) -> Vec<char> {
    Text::of(text.trim()).letters.into_iter().map(|(letter, _)| letter).collect()
}

/// A letter as it is compared: half width, small, every space the same.
fn fold(c: char) -> char {
    let c = match c {
        // The full-width forms stand in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '’' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => c,
    }
}

/// A text by the letters that are compared; positions are numbers of letters.
struct Text<'t> {
    text: &'t str,
    /// Each with its offset; several spaces are one.
    letters: Vec<(char, usize)>,
}

impl Text<'_> {
    fn of(text: &str) -> Text<'_> {
        let mut letters: Vec<(char, usize)> = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let letter = fold(c);
            if letter != ' ' || letters.last().is_none_or(|(last, _)| *last != ' ') {
                letters.push((letter, at));
            }
        }
        Text { text, letters }
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.letters.get(range.start).map_or(self.text.len(), |(_, at)| *at);
        let last = range.end.checked_sub(1).and_then(|last| self.letters.get(last)).map_or(start, |(_, at)| *at);
        start..last + self.text[last..].chars().next().map_or(0, char::len_utf8)
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|(letter, _)| *letter)
    }

    /// Whether a word stands here, and no more of it before or behind.
    fn holds(&self, at: usize, word: &[char]) -> bool {
        let is_there = word.iter().zip(at..).all(|(letter, at)| self.letter(at) == Some(*letter));
        is_there && {
            let before = at.checked_sub(1).and_then(|before| self.letter(before));
            let behind = self.letter(at + word.len());
            let ends = |edge: Option<&char>, beyond: Option<char>| !(edge.is_some_and(|c| is_parted(*c)) && beyond.is_some_and(is_parted));
            ends(word.first(), before) && ends(word.last(), behind)
        }
    }

    /// What stands in quotation marks, which are closed.
    fn quoted(&self) -> Vec<Range<usize>> {
        let mut quoted = Vec::new();
        let mut at = 0;
        while let Some(open) = self.original(at) {
            let close = QUOTATION.iter().find(|(sign, _)| *sign == open).and_then(|(_, close)| self.closing(at, open, *close));
            if let Some(close) = close {
                quoted.push(at..close);
                at = close;
            }
            at += 1;
        }
        quoted
    }

    fn original(&self, at: usize) -> Option<char> {
        self.text[self.letters.get(at)?.1..].chars().next()
    }

    /// Where the quotation that begins here ends; one of the same sort may stand inside.
    fn closing(&self, start: usize, open: char, close: char) -> Option<usize> {
        let mut depth = 0_usize;
        for at in start + 1..self.letters.len() {
            match self.original(at)? {
                c if c == close && depth == 0 => return Some(at),
                c if c == close => depth -= 1,
                c if c == open => depth += 1,
                _ => {}
            }
        }
        None
    }
}

/// Whether spaces part words of such letters.
fn is_parted(c: char) -> bool {
    c.is_alphanumeric() && c < FIRST_WITHOUT_SPACES
}
