//! The lines of a text in YAML, each with its place, for rules that judge single words.

use std::ops::Range;

use crate::source::{Source, Span};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// The line, or the whole value if quoting or folding hides where it stands.
    span: Span,
    is_as_written: bool,
}

impl Line {
    /// Where a part of the line stands in the file.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let start = self.span.start as usize;
        if self.is_as_written { Span::new(self.span.source, start + part.start..start + part.end) } else { self.span }
    }
}

/// The lines of a scalar whose value is `text`, and which stands at `span`.
pub fn lines(source: &Source, text: &str, span: Span) -> Vec<Line> {
    let raw = source.text.get(span.start as usize..span.end as usize).unwrap_or("");
    let mut searched = 0;
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = |line: &str| match raw.get(searched..).and_then(|rest| rest.find(line)) {
        Some(at) => {
            let start = span.start as usize + searched + at;
            searched += at + line.len();
            Line { text: line.to_owned(), span: Span::new(span.source, start..start + line.len()), is_as_written: true }
        }
        None => Line { text: line.to_owned(), span, is_as_written: false },
    };
    written.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::source::Sources;
    use crate::yaml;

    /// Of each line: its text, and what stands in the file at the place of its last letter.
    fn placed(text: &str) -> Vec<(String, String)> {
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", text);
        let source = sources.get(id);
        let yaml = yaml::parse(id, text, 0).value.unwrap();
        let value = yaml.get("a").unwrap();
        let found = lines(source, value.as_text(text).unwrap(), value.span);
        let last = |text: &str| text.char_indices().next_back().map_or(0, |(at, _)| at);
        found
            .into_iter()
            .map(|line| (line.text.clone(), text[sources.clamp(line.span_of(last(&line.text)..line.text.len()))].to_owned()))
            .collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(line, place)| ((*line).to_owned(), (*place).to_owned())).collect()
    }

    #[test]
    fn a_place_is_as_small_as_the_quoting_allows() {
        assert_eq!(placed("a: 返す本"), pairs(&[("返す本", "本")]));
        assert_eq!(placed("a: \"返す: 本\""), pairs(&[("返す: 本", "本")]));
        assert_eq!(placed("a: |\n  本\n\n  本と棚\n"), pairs(&[("本", "本"), ("本と棚", "棚")]));
        assert_eq!(placed("a: >\n  one\n  two\n"), pairs(&[("one two", "one\n  two")]));
        assert_eq!(placed("a: 'it''s'"), pairs(&[("it's", "'it''s'")]));
    }
}
