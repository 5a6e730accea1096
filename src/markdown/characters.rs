//! What the Japanese rules ask of one character.

use unicode_width::UnicodeWidthChar;

/// Whether emphasis beside `c` follows the CJK-friendly rules: wide, full-width or half-width in East Asian Width and no emoji
/// by default, or Hangul. Source: github.com/tats-u/markdown-cjk-friendly, ranges.md, for Unicode 17.
pub fn is_cjk(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x11FF
            | 0x20A9
            | 0x2329..=0x232A
            | 0x2630..=0x2637
            | 0x268A..=0x268F
            | 0x2E80..=0x2E99
            | 0x2E9B..=0x2EF3
            | 0x2F00..=0x2FD5
            | 0x2FF0..=0x303E
            | 0x3041..=0x3096
            | 0x3099..=0x30FF
            | 0x3105..=0x312F
            | 0x3131..=0x318E
            | 0x3190..=0x31E5
            | 0x31EF..=0x321E
            | 0x3220..=0x3247
            | 0x3250..=0xA48C
            | 0xA490..=0xA4C6
            | 0xA960..=0xA97C
            | 0xAC00..=0xD7A3
            | 0xD7B0..=0xD7C6
            | 0xD7CB..=0xD7FB
            | 0xF900..=0xFAFF
            | 0xFE10..=0xFE19
            | 0xFE30..=0xFE52
            | 0xFE54..=0xFE66
            | 0xFE68..=0xFE6B
            | 0xFF01..=0xFFBE
            | 0xFFC2..=0xFFC7
            | 0xFFCA..=0xFFCF
            | 0xFFD2..=0xFFD7
            | 0xFFDA..=0xFFDC
            | 0xFFE0..=0xFFE6
            | 0xFFE8..=0xFFEE
            | 0x16FE0..=0x16FE4
            | 0x16FF0..=0x16FF6
            | 0x17000..=0x18CD5
            | 0x18CFF..=0x18D1E
            | 0x18D80..=0x18DF2
            | 0x1AFF0..=0x1AFF3
            | 0x1AFF5..=0x1AFFB
            | 0x1AFFD..=0x1AFFE
            | 0x1B000..=0x1B122
            | 0x1B132
            | 0x1B150..=0x1B152
            | 0x1B155
            | 0x1B164..=0x1B167
            | 0x1B170..=0x1B2FB
            | 0x1D300..=0x1D356
            | 0x1D360..=0x1D376
            | 0x1F200
            | 0x1F202
            | 0x1F210..=0x1F219
            | 0x1F21B..=0x1F22E
            | 0x1F230..=0x1F231
            | 0x1F237
            | 0x1F23B
            | 0x1F240..=0x1F248
            | 0x1F260..=0x1F265
            | 0x20000..=0x3FFFD
    )
}

/// Variants of the character before them, which has the properties that count (emoji presentation, U+FE0F, left out).
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0E}')
}

/// Variants of a kanji; the kanji before them need not be looked at.
pub fn is_ideographic_variation_selector(c: char) -> bool {
    matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// Whether the parser may take `c` for punctuation. Says yes too often, never too seldom: a test holds it against the parser.
pub fn may_be_punctuation(c: char) -> bool {
    // Letters in circles and squares count as symbols there, and as alphabetic here.
    let enclosed = matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}');
    enclosed || !c.is_alphanumeric()
}

/// Whether a line feed between `c` and its like is no space: East Asian wide, full-width or half-width, and not Hangul, whose
/// words are spaced. Source: CSS Text 4, segment break transformation.
pub fn joins_lines(c: char) -> bool {
    let half_width_kana = matches!(c, '\u{FF61}'..='\u{FF9F}');
    half_width_kana || (c.width() == Some(2) && !is_hangul(c))
}

/// Dots and dashes that Japanese sets as wide as a kanji, and English does not; the other neighbour decides.
pub fn is_wide_in_japanese(c: char) -> bool {
    matches!(c, '…' | '‥' | '—' | '―')
}

/// Punctuation that brings its own space, so that none is needed on either side.
pub fn is_full_width_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301F}'
            | '\u{30FB}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}'
    )
}

fn is_hangul(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x11FF | 0x3131..=0x318E | 0x3200..=0x321E | 0x3260..=0x327E | 0xA960..=0xA97C | 0xAC00..=0xD7FB | 0xFFA0..=0xFFDC
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Parser, Tag};

    /// `a**cb**` is strong if `c` is a letter to the parser; then it needs no mark.
    fn is_letter_to_the_parser(c: char) -> bool {
        Parser::new(&format!("a**{c}b**")).any(|event| matches!(event, Event::Start(Tag::Strong)))
    }

    #[test]
    fn all_that_the_parser_calls_punctuation_gets_a_mark() {
        for c in ('\u{80}'..='\u{1FFFF}').filter(|c| !c.is_whitespace() && !may_be_punctuation(*c)) {
            assert!(is_letter_to_the_parser(c), "{c:?} is punctuation to the parser");
        }
    }

    #[test]
    fn kana_kanji_hangul_and_wide_marks_are_cjk_but_emoji_are_not() {
        assert!("あアｱ漢々、。「」（）！㊗〰한₩𠮟".chars().all(is_cjk));
        assert!(!"aé—…“”💳✅\u{FE0F}".chars().any(is_cjk));
    }

    #[test]
    fn hangul_keeps_its_spaces() {
        assert!("あ漢、ｱー".chars().all(joins_lines));
        assert!(!"한ㄱa1…".chars().any(joins_lines));
    }
}
