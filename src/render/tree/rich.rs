//! Texts of a tree as HTML, in which each fact is an element: its words stand there until the script fills in the row that the
//! reader has chosen.

use std::ops::Range;

use super::{Shown, sentence};
use crate::markdown::{self, escaped};
use crate::tree::{Piece, Text};

/// Holds the place of HTML in words, which are escaped as a whole.
const HOLE: &str = "\u{1}";

impl Shown<'_> {
    pub(super) fn html(&self, text: &Text) -> String {
        self.part(text, 0..usize::MAX, escaped)
    }

    /// The first sentence, which may break between its phrases, and what follows it.
    pub(super) fn halves(&self, text: &Text) -> (String, String) {
        let plain = self.plain(text);
        let (first, rest) = sentence::first(&plain);
        let language = &self.renderer.site.config().languages[self.page.lang];
        let headline = self.part(text, 0..first.len(), |words| markdown::phrases(words, language));
        (headline, self.part(text, plain.len() - rest.len()..usize::MAX, escaped))
    }

    /// The words that stand in for a fact.
    pub(super) fn fact_html(&self, id: &str) -> String {
        let words = self.tree.facts.get(id).map_or("", |fallback| self.own(&fallback.unknown));
        format!("<span data-fact=\"{}\">{}</span>", escaped(id), escaped(words))
    }

    /// A word of the theme around HTML.
    pub(super) fn word_around(&self, key: &str, argument: &str, html: &str) -> String {
        escaped(&self.word(key, &[(argument, HOLE)])).replace(HOLE, html)
    }

    /// What lies in a range of the plain text. A fact of the chosen row is not parted: it belongs where it begins.
    fn part(&self, text: &Text, range: Range<usize>, shown: impl Fn(&str) -> String) -> String {
        let (mut html, mut start) = (String::new(), 0);
        for piece in &text.pieces[self.page.lang] {
            let length = match piece {
                Piece::Words(words) => Self::words_in(words, start, &range, &shown, &mut html),
                Piece::Fixed(reference) => {
                    let words = self.renderer.fact_in_words(reference, self.page.lang);
                    Self::words_in(&words, start, &range, &shown, &mut html)
                }
                Piece::Fact(id) => {
                    if range.contains(&start) {
                        html.push_str(&self.fact_html(id));
                    }
                    self.tree.facts.get(id).map_or(0, |fallback| self.own(&fallback.unknown).len())
                }
            };
            start += length;
        }
        html
    }

    /// Appends what of some words lies in the range; how long all of them are.
    fn words_in(words: &str, start: usize, range: &Range<usize>, shown: impl Fn(&str) -> String, html: &mut String) -> usize {
        let (from, to) = (range.start.max(start), range.end.min(start + words.len()));
        if from < to {
            html.push_str(&shown(&words[from - start..to - start]));
        }
        words.len()
    }
}
