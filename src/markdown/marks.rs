//! Marks in the source that make the parser see emphasis and ruby as Japanese writes them.
//!
//! CommonMark does not close `**` between `」` and a letter, so authors would see asterisks. The rules that mend this
//! (github.com/tats-u/markdown-cjk-friendly) are in no release of the parser, so a noncharacter is put between the asterisks and
//! the punctuation, which the parser takes for a letter. In the same way the three signs of `{漢字|かんじ}` are exchanged for
//! noncharacters, or a table would cut its cell at the bar and a heading would take the braces for attributes. Every text the
//! parser gives back is restored, and every offset moved back. When the parser has the rules, the first half goes; its tests stay.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::characters::{is_cjk, is_ideographic_variation_selector, is_variation_selector, may_be_punctuation};

/// Between asterisks and punctuation; stands for nothing.
const GUARD: char = '\u{FDD0}';
/// Stand for `{`, `|` and `}` of a ruby.
pub const RUBY_OPEN: char = '\u{FDD1}';
pub const RUBY_BAR: char = '\u{FDD2}';
pub const RUBY_CLOSE: char = '\u{FDD3}';

/// Noncharacters, which no text may hold: Unicode keeps them for use inside programs.
pub const RESERVED: [char; 4] = [GUARD, RUBY_OPEN, RUBY_BAR, RUBY_CLOSE];
const MARK_LENGTH: usize = GUARD.len_utf8();

/// Longest ruby looked for, in bytes: a stray brace must not make the search quadratic.
const LONGEST_RUBY: usize = 400;

/// A text with its marks, and the way back.
pub struct Marked<'t> {
    pub text: Cow<'t, str>,
    /// Where in the file the text begins.
    offset: usize,
    /// From this byte of the marked text on, offsets are too large by so many bytes.
    shifts: Vec<(usize, usize)>,
}

impl<'t> Marked<'t> {
    pub fn new(text: &'t str, offset: usize) -> Marked<'t> {
        let edits = edits(text);
        if edits.is_empty() {
            return Marked { text: Cow::Borrowed(text), offset, shifts: Vec::new() };
        }
        let mut marked = String::with_capacity(text.len() + MARK_LENGTH * edits.len());
        let mut shifts = Vec::with_capacity(edits.len());
        let (mut at, mut shift) = (0, 0);
        for edit in edits {
            marked.push_str(&text[at..edit.at]);
            marked.push(edit.mark);
            at = edit.at + edit.instead_of;
            shift += MARK_LENGTH - edit.instead_of;
            shifts.push((marked.len(), shift));
        }
        marked.push_str(&text[at..]);
        Marked { text: Cow::Owned(marked), offset, shifts }
    }

    /// A range of the marked text as a range of the file.
    pub fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.offset_in_file(range.start)..self.offset_in_file(range.end)
    }

    fn offset_in_file(&self, at: usize) -> usize {
        let before = self.shifts.partition_point(|(from, _)| *from <= at);
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last].1);
        at - shift + self.offset
    }

    /// The text as the author wrote it.
    pub fn restore<'m>(&self, text: CowStr<'m>) -> CowStr<'m> {
        if self.shifts.is_empty() || !holds_mark(&text) {
            return text;
        }
        let mut restored = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                GUARD => {}
                RUBY_OPEN => restored.push('{'),
                RUBY_BAR => restored.push('|'),
                RUBY_CLOSE => restored.push('}'),
                other => restored.push(other),
            }
        }
        restored.into()
    }
}

fn holds_mark(text: &str) -> bool {
    text.as_bytes().windows(MARK_LENGTH).any(|bytes| bytes[0] == 0xEF && bytes[1] == 0xB7 && (0x90..=0x93).contains(&bytes[2]))
}

/// One mark to be set.
struct Edit {
    at: usize,
    /// Bytes of the text that the mark replaces.
    instead_of: usize,
    mark: char,
}

/// In the order of the text.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'*' | b'~' | b'{')) {
        let start = at + found;
        at = match text.as_bytes()[start] {
            b'{' => mark_ruby(text, start, &mut edits),
            sign => mark_run(text, start, sign, &mut edits),
        };
    }
    edits
}

/// Marks one run of `*` or `~`; gives back where it ends.
fn mark_run(text: &str, start: usize, sign: u8, edits: &mut Vec<Edit>) -> usize {
    let end = start + text.as_bytes()[start..].iter().take_while(|byte| **byte == sign).count();
    let start = if is_escaped(text, start) { start + 1 } else { start };
    // A single `~` follows stricter rules of its own, in which punctuation helps; three and more begin a block of code.
    if start == end || (sign == b'~' && end - start != 2) {
        return end;
    }
    let (Some(before), Some(after)) = (text[..start].chars().next_back(), text[end..].chars().next()) else { return end };
    if before.is_whitespace() || after.is_whitespace() || !(ends_in_cjk(&text[..start]) || is_cjk(after)) {
        return end;
    }
    // Beside CJK a run may open and close, whatever the punctuation: that of two letters.
    if may_be_punctuation(before) {
        edits.push(Edit { at: start, instead_of: 0, mark: GUARD });
    }
    if may_be_punctuation(after) {
        edits.push(Edit { at: end, instead_of: 0, mark: GUARD });
    }
    end
}

/// Looks through a variation selector at the character it varies.
fn ends_in_cjk(before: &str) -> bool {
    let mut backwards = before.chars().rev();
    match backwards.next() {
        Some(selector) if is_variation_selector(selector) => backwards.next().is_some_and(is_cjk),
        Some(last) => is_cjk(last) || is_ideographic_variation_selector(last),
        None => false,
    }
}

/// Whether an odd number of backslashes stands before `at`.
pub fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Marks one `{base|reading}`; gives back where the search goes on.
fn mark_ruby(text: &str, open: usize, edits: &mut Vec<Edit>) -> usize {
    let Some((bar, close)) = ruby(text, open).filter(|_| !is_escaped(text, open)) else { return open + 1 };
    for (at, mark) in [(open, RUBY_OPEN), (bar, RUBY_BAR), (close, RUBY_CLOSE)] {
        edits.push(Edit { at, instead_of: 1, mark });
    }
    close + 1
}

/// Where the bar and the closing brace stand, if a ruby begins here. Its two parts are plain text, and one of them is CJK.
fn ruby(text: &str, open: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let limit = bytes.len().min(open + LONGEST_RUBY);
    let stop =
        |byte: &u8| matches!(byte, b'|' | b'}' | b'\n' | b'\r' | b'{' | b'*' | b'_' | b'~' | b'`' | b'<' | b'>' | b'[' | b']' | b'&');
    let bar = open + 1 + bytes[open + 1..limit].iter().position(stop)?;
    let close = bar + 1 + bytes.get(bar + 1..limit)?.iter().position(stop)?;
    if bytes[bar] != b'|' || bytes[close] != b'}' {
        return None;
    }
    let (base, reading) = (&text[open + 1..bar], &text[bar + 1..close]);
    // In a table the bar may be escaped, as every other bar there.
    let base = base.strip_suffix('\\').unwrap_or(base);
    let plain = !base.contains('\\') && !reading.contains('\\') && !base.starts_with(['#', '.']);
    let filled = !base.trim().is_empty() && !reading.trim().is_empty();
    (plain && filled && (base.chars().any(is_cjk) || reading.chars().any(is_cjk))).then_some((bar, close))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        Marked::new(text, 0).text.replace(GUARD, "·").replace(RUBY_OPEN, "⟨").replace(RUBY_BAR, "¦").replace(RUBY_CLOSE, "⟩")
    }

    #[test]
    fn a_mark_parts_asterisks_from_punctuation_beside_japanese() {
        assert_eq!(marked("は**「停止」**を"), "は**·「停止」·**を");
        assert_eq!(marked("**注意:**カード"), "**注意:·**カード");
    }

    #[test]
    fn nothing_is_copied_when_no_mark_is_needed() {
        for text in ["これは**強調**です", "plain **bold**, *so*", "a**(b)**c", "** 「 **", "{a|b}", "\\{漢字|かんじ}"] {
            assert!(matches!(Marked::new(text, 0).text, Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn an_escaped_asterisk_belongs_to_no_run() {
        assert_eq!(marked("あ\\*「い」"), "あ\\*「い」");
        assert_eq!(marked("あ\\**「い」*う"), "あ\\*·*·「い」·*う");
        assert_eq!(marked("あ\\\\**い"), "あ\\\\·**い");
    }

    #[test]
    fn a_single_tilde_and_a_fence_are_left_alone() {
        assert_eq!(marked("「~削除~」です"), "「~削除~」です");
        assert_eq!(marked(">~~~あ"), ">~~~あ");
    }

    #[test]
    fn ruby_signs_are_exchanged() {
        assert_eq!(marked("{漢字|かんじ}を"), "⟨漢字¦かんじ⟩を");
        assert_eq!(marked("|{漢字\\|かんじ}|"), "|⟨漢字\\¦かんじ⟩|");
        assert_eq!(marked("{Tokyo|とうきょう}"), "⟨Tokyo¦とうきょう⟩");
    }

    #[test]
    fn what_only_looks_like_ruby_is_left_alone() {
        for text in ["{漢字|}", "{|かんじ}", "{漢字\n|かんじ}", "{漢|字|か}", "{#停止|x}", "{漢_字|かんじ}", "{漢字"]
        {
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn offsets_and_texts_come_back() {
        let text = "x**「あ」**い{漢|か}う";
        let marked = Marked::new(text, 100);
        assert_eq!(marked.restore(CowStr::from(marked.text.to_string())).as_ref(), text);
        let at = marked.text.find('う').unwrap();
        assert_eq!(marked.in_file(&(at..at + 3)), 100 + text.find('う').unwrap()..100 + text.len());
    }
}
