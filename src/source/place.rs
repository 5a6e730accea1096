//! From byte offsets to lines and columns, and back to safe ranges.

use std::ops::Range;

/// 1-based lines and columns; a column is a character (Unicode scalar value).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Where each line of a text begins, so that a place costs no reading of all that stands before it.
#[derive(Debug)]
pub struct Lines(Vec<u32>);

impl Lines {
    pub fn of(text: &str) -> Lines {
        let after_feeds = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, after)| after);
        Lines(std::iter::once(0).chain(after_feeds).collect())
    }

    /// The place of a range whose ends are boundaries of characters.
    pub fn place(&self, text: &str, range: Range<usize>) -> Place {
        let (line, column) = self.line_and_column(text, range.start);
        let (end_line, end_column) = self.line_and_column(text, range.end);
        Place { line, column, end_line, end_column }
    }

    fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start as usize <= offset);
        let start = self.0[line - 1] as usize;
        (line, text[start..offset].trim_start_matches('\u{FEFF}').chars().count() + 1)
    }
}

/// Moves both ends inwards to character boundaries of the text, so that no printer can panic on them.
pub fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor(text, range.start);
    start..floor(text, range.end.max(start))
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, range: Range<usize>) -> Place {
        Lines::of(text).place(text, range)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let place = of("あい\nうえお\n", "あい\nう".len().."あい\nうえ".len());
        assert_eq!(place, Place { line: 2, column: 2, end_line: 2, end_column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(of("\u{FEFF}a: 1", 6..7).column, 4);
    }

    #[test]
    fn a_range_inside_a_character_or_behind_the_end_is_mended() {
        assert_eq!(clamp("あい", 1..2), 0..0);
        assert_eq!(clamp("あい", 3..99), 3..6);
        #[allow(clippy::reversed_empty_ranges)]
        let reversed = 5..1;
        assert_eq!(clamp("あい", reversed), 3..3);
    }
}
