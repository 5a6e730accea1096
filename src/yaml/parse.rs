//! From text to the tree with places.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use super::{DUPLICATE_KEY, Entry, SYNTAX, Value, Yaml};
use crate::diagnostic::{Diagnostic, Message, Parsed};
use crate::say;
use crate::source::{SourceId, Span};

/// Reads one YAML document. `offset` is where `text` begins in its file: front matter stands behind a `---` line.
/// An empty document is `None`; so is one that cannot be read, with a finding.
pub fn parse(source: SourceId, text: &str, offset: usize) -> Parsed<Option<Yaml>> {
    let (body, mark) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => (rest, '\u{FEFF}'.len_utf8()),
        None => (text, 0),
    };
    let reading = Reading { source, text: body, offset: offset + mark };
    let options = serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
        // Both are kept, so that every one of them can be named, with the place of the first.
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::LastWins,
    };
    match serde_yaml::from_str_with_options::<Spanned<Node>>(body, options) {
        Ok(node) => {
            let mut diagnostics = Vec::new();
            let yaml = reading.convert(node, &mut diagnostics);
            Parsed { value: (!yaml.is_null()).then_some(yaml), diagnostics }
        }
        Err(error) => Parsed { value: None, diagnostics: vec![reading.syntax_error(&error)] },
    }
}

/// What the YAML package fills; its keys and values carry the package's own places.
enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Seq(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a YAML value")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Int(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::Seq(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}

/// One text being read, and where it stands in its file.
struct Reading<'a> {
    source: SourceId,
    text: &'a str,
    offset: usize,
}

impl Reading<'_> {
    fn convert(&self, node: Spanned<Node>, diagnostics: &mut Vec<Diagnostic>) -> Yaml {
        let span = self.span(node.referenced);
        match node.value {
            Node::Null => Yaml { span, value: Value::Null },
            Node::Bool(value) => Yaml { span, value: Value::Bool(value) },
            Node::Int(value) => Yaml { span, value: Value::Int(value) },
            Node::Float(value) => Yaml { span, value: Value::Float(value) },
            Node::Text(value) => Yaml { span, value: Value::Text(value) },
            Node::Seq(items) => {
                let items: Vec<Yaml> = items.into_iter().map(|item| self.convert(item, diagnostics)).collect();
                let first = items.first().map(|item| item.span);
                Yaml { span: whole(span, first, items.last().map(|item| item.span)), value: Value::Seq(items) }
            }
            Node::Map(pairs) => {
                let entries = self.entries(pairs, diagnostics);
                let first = entries.first().map(|entry| entry.key_span);
                Yaml { span: whole(span, first, entries.last().map(|entry| entry.value.span)), value: Value::Map(entries) }
            }
        }
    }

    fn entries(&self, pairs: Vec<(Spanned<String>, Spanned<Node>)>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(pairs.len());
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (key, value) in pairs {
            let key_span = self.span(key.referenced);
            let value = self.convert(value, diagnostics);
            match seen.get(&key.value) {
                Some(first) => diagnostics.push(
                    Diagnostic::new(&DUPLICATE_KEY, key_span, say!("`{key}` stands here twice", key = key.value))
                        .related(*first, say!("first here"))
                        .help(say!("remove one of the two")),
                ),
                None => {
                    seen.insert(key.value.clone(), key_span);
                    entries.push(Entry { key: key.value, key_span, value });
                }
            }
        }
        entries
    }

    fn span(&self, location: Location) -> Span {
        // Values carry bytes; errors of the scanner only line and column.
        let start = location.span().byte_offset().map_or_else(|| self.offset_of(location), |at| at as usize);
        let length = location.span().byte_len().unwrap_or(0) as usize;
        let end = (start + length).min(self.text.len());
        // Some ranges reach over the line feed behind a value.
        let trimmed = self.text.get(start..end).map_or(end, |slice| start + slice.trim_end().len());
        Span::new(self.source, self.offset + start..self.offset + trimmed)
    }

    /// The byte of a 1-based line and a 1-based column in characters; the end of the text if it has fewer.
    fn offset_of(&self, location: Location) -> usize {
        let start = self.text.split_inclusive('\n').take((location.line() as usize).saturating_sub(1)).map(str::len).sum::<usize>();
        let line = self.text[start..].lines().next().unwrap_or("");
        start + line.char_indices().nth((location.column() as usize).saturating_sub(1)).map_or(line.len(), |(at, _)| at)
    }

    fn syntax_error(&self, error: &serde_yaml::Error) -> Diagnostic {
        let span = error.location().map_or(Span::at(self.source, self.offset), |location| self.span(location));
        if let Some(tab) = self.tab_near(span).filter(|_| reason(error).contains("tab")) {
            return Diagnostic::new(&SYNTAX, tab, say!("a tab indents this line")).help(say!("indent with spaces: YAML allows no tabs"));
        }
        Diagnostic::new(&SYNTAX, span, say!("this is not YAML: {reason}", reason = reason(error))).help(general_help(self.line_of(span)))
    }

    /// The first tab among the indentation from the line of `span` on: the package names the value that it interrupts.
    fn tab_near(&self, span: Span) -> Option<Span> {
        let mut at = self.line_start(span);
        for line in self.text[at..].split_inclusive('\n') {
            let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if let Some(tab) = indentation.find('\t') {
                let tab = self.offset + at + tab;
                return Some(Span::new(self.source, tab..tab + 1));
            }
            at += line.len();
        }
        None
    }

    fn line_start(&self, span: Span) -> usize {
        let at = (span.start as usize).saturating_sub(self.offset).min(self.text.len());
        self.text.get(..at).map_or(0, |before| before.rfind('\n').map_or(0, |line| line + 1))
    }

    fn line_of(&self, span: Span) -> &str {
        self.text[self.line_start(span)..].lines().next().unwrap_or("")
    }
}

/// From the first child's start to the last one's end: the package gives block collections an empty range.
fn whole(own: Span, first: Option<Span>, last: Option<Span>) -> Span {
    match (first, last) {
        (Some(first), Some(last)) if own.start == own.end => Span { start: first.start, end: last.end.max(first.end), ..own },
        _ => own,
    }
}

fn general_help(line: &str) -> Message {
    if line.matches(": ").count() > 1 {
        say!("a text that holds `: ` needs quotes around it")
    } else {
        say!("compare the indentation with the lines above, and put texts with special characters in quotes")
    }
}

/// The package's own sentence, without its place, which we show ourselves.
fn reason(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    let text = text.lines().next().unwrap_or_default();
    let text = text.trim_start_matches("error: ");
    let text = text.split(" at line ").next().unwrap_or(text);
    let text = match text.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
        Some((_, rest)) => rest,
        None => text,
    };
    text.trim_end_matches('.').to_owned()
}
