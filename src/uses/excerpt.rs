//! The sentence around a place.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More columns than this say no more about where it stands.
const MOST_COLUMNS: usize = 200;

/// The sentence of a Markdown text in which `at` lies: inside its paragraph, item or row, on one line.
pub fn of_prose(text: &str, at: Range<usize>) -> String {
    let block = block(text, &at);
    let is_row = text[block.clone()].trim_start().starts_with('|');
    let sentence = if is_row { block } else { sentence(text, block, &at) };
    shortened(without_mark(&joined(&text[sentence])))
}

/// The sentence of a plain text in which `at` lies.
pub fn of_text(text: &str, at: Range<usize>) -> String {
    shortened(joined(&text[sentence(text, 0..text.len(), &at)]).trim())
}

/// The lines that belong together with those of `at`.
fn block(text: &str, at: &Range<usize>) -> Range<usize> {
    let mut start = line_start(text, at.start);
    while start > 0 && !begins_block(line(text, start)) {
        let above = line_start(text, start - 1);
        if is_blank(line(text, above)) || is_alone(line(text, above)) {
            break;
        }
        start = above;
    }
    let mut end = line_end(text, at.end);
    while end < text.len() && !is_alone(line(text, line_start(text, end))) {
        let below = line(text, end + 1);
        if is_blank(below) || begins_block(below) {
            break;
        }
        end = line_end(text, end + 1);
    }
    start..end
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

fn line(text: &str, start: usize) -> &str {
    &text[start..line_end(text, start)]
}

/// A line without the marks of quotations.
fn inside(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t']).trim_end()
}

fn is_blank(line: &str) -> bool {
    inside(line).is_empty()
}

/// Headings, rows of tables, and the names of alerts go on in no other line.
fn is_alone(line: &str) -> bool {
    inside(line).starts_with(['#', '|']) || inside(line).starts_with("[!")
}

fn begins_block(line: &str) -> bool {
    let line = inside(line);
    line.starts_with(['#', '|']) || line.starts_with("[!") || line.starts_with("```") || mark(line) > 0
}

/// How long the mark of a list, a definition or a footnote is that a line begins with.
fn mark(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    match line {
        _ if numbered => digits + 2,
        _ if ["- ", "* ", "+ ", ": "].iter().any(|mark| line.starts_with(mark)) => 2,
        _ if line.starts_with("[^") => line.find("]:").map_or(0, |end| end + 2),
        _ => 0,
    }
}

fn without_mark(line: &str) -> &str {
    let line = inside(line).trim_start_matches('#').trim_start();
    line[mark(line)..].trim_start()
}

/// From behind the sentence before to the end of this one.
fn sentence(text: &str, block: Range<usize>, at: &Range<usize>) -> Range<usize> {
    let start = ends(text, block.start..at.start).last().unwrap_or(block.start);
    let end = ends(text, at.end.max(block.start)..block.end).next().unwrap_or(block.end);
    start..end
}

/// Where sentences end: behind `。`, and behind `.` where a space follows, with the brackets and quotes that close after it.
fn ends(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let part = &text[range.clone()];
    let behind = move |at: usize, length: usize| {
        let rest = &part[at + length..];
        let closing = rest.len() - rest.trim_start_matches(['」', '』', '）', '"', '\'', '”', '’', ')', '*']).len();
        at + length + closing
    };
    part.char_indices().filter_map(move |(at, c)| match c {
        '。' | '！' | '？' | '．' => Some(range.start + behind(at, c.len_utf8())),
        '.' | '!' | '?' => {
            let end = behind(at, 1);
            // What ends with the part may go on behind it: there, the part's own end counts.
            part[end..].starts_with(char::is_whitespace).then_some(range.start + end)
        }
        _ => None,
    })
}

/// Several lines as one, as readers see them: without a space between full-width characters.
fn joined(text: &str) -> String {
    let mut whole = String::new();
    for line in text.lines().map(inside).filter(|line| !line.is_empty()) {
        let is_wide = |c: Option<char>| c.is_some_and(|c| c.width() == Some(2));
        let needs_none = whole.is_empty() || is_wide(whole.chars().next_back()) && is_wide(line.chars().next());
        if !needs_none {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

fn shortened(text: &str) -> String {
    if text.width() <= MOST_COLUMNS {
        return text.to_owned();
    }
    let mut columns = 0;
    let kept = text.chars().take_while(|c| {
        columns += c.width().unwrap_or(0);
        columns < MOST_COLUMNS
    });
    kept.collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMBED: &str = "![](fact:a/b#c.d)";

    fn prose(text: &str) -> String {
        let at = text.find("![](").unwrap();
        of_prose(text, at..at + EMBED.len())
    }

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        for (text, expected) in [
            ("One. The fee is ![](fact:a/b#c.d) today. Three.\n", "The fee is ![](fact:a/b#c.d) today."),
            ("一つ目。手数料は![](fact:a/b#c.d)です。三つ目。\n", "手数料は![](fact:a/b#c.d)です。"),
            ("「止める。」電話は![](fact:a/b#c.d)。\n", "電話は![](fact:a/b#c.d)。"),
            ("It is 1.5 times ![](fact:a/b#c.d).\n\nNext.\n", "It is 1.5 times ![](fact:a/b#c.d)."),
            ("![](fact:a/b#c.d)", "![](fact:a/b#c.d)"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }

    #[test]
    fn lines_are_joined_as_readers_see_them_and_marks_left_out() {
        for (text, expected) in [
            ("# Title\nThe fee\nis ![](fact:a/b#c.d)\nnow.\n- next\n", "The fee is ![](fact:a/b#c.d) now."),
            ("手数料は、\n再発行の\n![](fact:a/b#c.d)\nです。\n", "手数料は、再発行の ![](fact:a/b#c.d) です。"),
            ("- one\n- Fee: ![](fact:a/b#c.d)\n- three\n", "Fee: ![](fact:a/b#c.d)"),
            ("12. Call ![](fact:a/b#c.d) now\n    and wait.\n", "Call ![](fact:a/b#c.d) now and wait."),
            ("> [!WARNING]\n> The fee\n> is ![](fact:a/b#c.d).\n", "The fee is ![](fact:a/b#c.d)."),
            ("| a | b |\n| - | - |\n| Fee. It is | ![](fact:a/b#c.d). |\n| c | d |\n", "| Fee. It is | ![](fact:a/b#c.d). |"),
            ("Term\n: It costs ![](fact:a/b#c.d)\r\n", "It costs ![](fact:a/b#c.d)"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }

    #[test]
    fn a_very_long_sentence_is_cut() {
        let text = format!("{EMBED}{}", "長".repeat(300));
        let cut = prose(&text);
        assert!(cut.width() <= MOST_COLUMNS && cut.ends_with("長…"), "{cut}");
    }
}
