//! Where a Japanese line may break, by the published model of BudouX: `word-break: auto-phrase` is in one browser engine only.

mod model;

use super::escape::{escape, escaped};
use crate::lang::LanguageInfo;

/// Escaped text with `<wbr>` between its phrases if the language is Japanese, only escaped otherwise.
pub fn phrases(text: &str, language: &LanguageInfo) -> String {
    let starts = starts(text, language);
    if starts.is_empty() {
        return escaped(text);
    }
    let mut html = String::with_capacity(text.len() + starts.len() * "<wbr>".len());
    let mut at = 0;
    for start in starts {
        escape(&mut html, &text[at..start]);
        html.push_str("<wbr>");
        at = start;
    }
    escape(&mut html, &text[at..]);
    html
}

/// Where a phrase begins that is not the first, in bytes.
pub fn starts(text: &str, language: &LanguageInfo) -> Vec<usize> {
    if !language.is_japanese() || !text.chars().any(is_japanese) {
        return Vec::new();
    }
    let mut starts = model::starts(text);
    starts.retain(|start| may_break(&text[..*start], &text[*start..]));
    starts
}

/// A `<wbr>` breaks where the rules of Japanese lines (JIS X 4051) would not, and the model knows no rules. At a space a line may
/// break without it.
pub fn may_break(before: &str, after: &str) -> bool {
    let never_last = |c: char| c.is_whitespace() || "「『（【〔〈《［｛｟〖〘〝“‘([{¥￥$＄£＃№".contains(c);
    let never_first = |c: char| c.is_whitespace() || NEVER_FIRST.contains(c);
    !before.ends_with(never_last) && !after.starts_with(never_first)
}

/// Closing brackets, full stops and commas, marks of repetition and length, small kana.
const NEVER_FIRST: &str = "、。，．,.」』）】〕〉》］｝｠〗〙〟”’)]}：；:;！？!?・‥…—―〜～゠–‐々〻ゝゞヽヾー％%‰℃°′″\
                           ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";

/// Kana and kanji, but no punctuation alone.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_breaks_between_phrases() {
        let html = phrases("今日はとても天気です。", &LanguageInfo::of_code("ja"));
        assert_eq!(html, "今日は<wbr>とても<wbr>天気です。");
    }

    #[test]
    fn text_is_escaped_in_every_language() {
        assert_eq!(phrases("A & <B>", &LanguageInfo::of_code("en")), "A &amp; &lt;B&gt;");
        assert_eq!(phrases("止める & <B>", &LanguageInfo::of_code("en")), "止める &amp; &lt;B&gt;");
        assert_eq!(phrases("", &LanguageInfo::of_code("ja")), "");
    }

    #[test]
    fn no_line_ends_in_an_opening_bracket_nor_begins_with_a_closing_one() {
        let japanese = LanguageInfo::of_code("ja");
        assert_eq!(phrases("「お客様のアカウントの注文です」", &japanese), "「お客様の<wbr>アカウントの<wbr>注文です」");
        assert_eq!(phrases("「取り消します」「返金します」", &japanese), "「取り消します」<wbr>「返金します」");
        assert_eq!(phrases("「調べます」", &japanese), "「調べます」");
    }

    #[test]
    fn a_space_needs_no_second_place_to_break() {
        let html = phrases("カードを 止める", &LanguageInfo::of_code("ja"));
        assert!(!html.contains(" <wbr>") && !html.contains("<wbr> "), "{html}");
    }
}
