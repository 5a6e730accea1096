//! Words in boxes, measured without the reader's fonts: no letter is taken for narrower than the widest common face draws it.

use crate::lang::LanguageInfo;
use crate::markdown::{may_break, phrase_starts};

/// From one line to the next.
pub const LINE: i32 = 20;

/// What a line holds.
#[derive(Clone, Copy)]
pub struct Measure {
    pub width: i32,
    /// Of the letters.
    pub size: i32,
    /// The most lines.
    pub lines: usize,
}

const ELLIPSIS: char = '…';

/// The lines of a text, and whether all of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapped {
    pub lines: Vec<String>,
    pub is_whole: bool,
}

impl Wrapped {
    pub fn height(&self) -> i32 {
        self.lines.len() as i32 * LINE
    }
}

/// The width of a text in hundredths of its size.
pub fn width(text: &str) -> i32 {
    text.chars().map(width_of).sum()
}

/// As wide as Verdana or DejaVu Sans, which are the widest that a system draws its pages in; full-width letters are squares.
fn width_of(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | 'J' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '(' | ')' | '[' | ']' | '-'
        | '/' => 46,
        'm' | 'w' | 'M' | 'W' | '@' => 100,
        '%' => 108,
        '+' | '<' | '=' | '>' | '~' | '#' => 84,
        'A'..='Z' | '&' => 79,
        _ if c.is_ascii() => 65,
        _ => 100,
    }
}

/// Wraps a text: Japanese between phrases, other languages between words. What the lines do not hold is cut, and an ellipsis says so.
pub fn wrap(text: &str, language: &LanguageInfo, measure: Measure) -> Wrapped {
    let full = measure.width * 100 / measure.size;
    let pieces: Vec<&str> = pieces(text, language).into_iter().flat_map(|piece| parts(piece, full)).collect();
    let mut lines = filled(&pieces, full);
    if lines.len() > measure.lines {
        lines.truncate(measure.lines);
        lines.last_mut().into_iter().for_each(|last| cut(last, full));
        return Wrapped { lines, is_whole: false };
    }
    // The narrowest lines that are no more: so no word is left alone in the last.
    let narrow = (full / 2..full).step_by(50).map(|narrow| filled(&pieces, narrow));
    let narrow = narrow.into_iter().find(|narrow| narrow.len() <= lines.len() && narrow.iter().all(|line| width(line.trim_end()) <= full));
    Wrapped { lines: narrow.unwrap_or(lines), is_whole: true }
}

fn filled(pieces: &[&str], full: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.is_empty() || width(line) + width(piece.trim_end()) <= full => line.push_str(piece),
            _ => lines.push((*piece).to_owned()),
        }
    }
    lines
}

/// Pieces between which a line may break.
fn pieces<'t>(text: &'t str, language: &LanguageInfo) -> Vec<&'t str> {
    let mut starts = phrase_starts(text, language);
    let after_space = text.char_indices().zip(text.chars().skip(1)).filter(|((_, c), next)| c.is_whitespace() && !next.is_whitespace());
    starts.extend(after_space.map(|((at, c), _)| at + c.len_utf8()));
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().copied().chain([text.len()]);
    std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(start, end)| &text[start..end]).collect()
}

/// A piece that is wider than a line comes apart where the rules of Japanese lines allow it and no word is parted, or else anywhere.
fn parts(piece: &str, full: i32) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), piece);
    while width(rest.trim_end()) > full {
        let fits = rest.char_indices().scan(0, |sum, (at, c)| {
            *sum += width_of(c);
            (*sum <= full).then_some(at + c.len_utf8())
        });
        let fits: Vec<usize> = fits.collect();
        let Some(all) = fits.last().copied() else { break };
        let end = fits.into_iter().rev().find(|end| is_end(&rest[..*end], &rest[*end..])).unwrap_or(all);
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.push(rest);
    parts
}

fn is_end(before: &str, after: &str) -> bool {
    let parts_word = before.ends_with(|c: char| c.is_ascii_alphanumeric()) && after.starts_with(|c: char| c.is_ascii_alphanumeric());
    !parts_word && may_break(before, after)
}

/// Takes letters off until the ellipsis fits.
fn cut(line: &mut String, full: i32) {
    while width(line.trim_end()) + width_of(ELLIPSIS) > full {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push(ELLIPSIS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MEASURE: Measure = Measure { width: 192, size: 14, lines: 3 };
    const FULL: i32 = MEASURE.width * 100 / MEASURE.size;

    fn lines(text: &str, language: &str) -> Vec<String> {
        wrap(text, &LanguageInfo::of_code(language), MEASURE).lines
    }

    #[test]
    fn full_width_letters_are_squares() {
        assert_eq!(width("請求ー（Ａ"), 500);
        assert!(width("charge") < 500 && width("charge") > 300);
    }

    #[test]
    fn japanese_breaks_between_phrases_and_english_between_words() {
        assert_eq!(lines("自分のEuropeにあるが、覚えがない", "ja"), ["自分のEuropeに", "あるが、覚えがない"]);
        assert_eq!(lines("The charge may be mine or my family's", "en"), ["The charge may be ", "mine or my family's"]);
        assert_eq!(lines("はい", "ja"), ["はい"]);
        assert_eq!(lines("", "en"), [""]);
    }

    #[test]
    fn a_long_word_comes_apart_and_a_short_one_does_not() {
        assert_eq!(lines(&"W".repeat(15), "en"), ["W".repeat(13), "W".repeat(2)]);
        assert_eq!(lines("アアアアアアアアアアアEuropeア", "ja"), ["アアアアアアアアアアア", "Europeア"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let wrapped = wrap(&"止める。".repeat(20), &LanguageInfo::of_code("ja"), MEASURE);
        assert!(!wrapped.is_whole && wrapped.lines.len() == 3 && wrapped.lines[2].ends_with('…'), "{wrapped:?}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_measure_and_nothing_is_lost(text in "[ -~ぁ-んァ-ヶ一-龠。、「」（）…é☎]{0,90}", is_japanese: bool) {
            let wrapped = wrap(&text, &LanguageInfo::of_code(if is_japanese { "ja" } else { "en" }), MEASURE);
            prop_assert!(wrapped.lines.len() <= MEASURE.lines);
            prop_assert!(wrapped.lines.iter().all(|line| width(line.trim_end()) <= FULL), "{:?}", wrapped);
            let all = wrapped.lines.concat();
            prop_assert_eq!(wrapped.is_whole, all == text);
            prop_assert!(wrapped.is_whole || all.ends_with('…'));
        }
    }
}
