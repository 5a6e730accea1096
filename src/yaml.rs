//! YAML as a tree in which every key and value knows its place. The only user of the YAML package.
//!
//! One pass over the tree reports all findings of a file; [`Fields`] reads a map key by key and, at its end, names the keys
//! nobody asked for.

mod fields;
mod parse;
#[cfg(test)]
mod tests;

pub use fields::{Fields, closest, wrong_type};
pub use parse::parse;

use crate::diagnostic::{Kind, Severity};
use crate::source::Span;

pub static SYNTAX: Kind = Kind {
    code: "yaml-syntax",
    severity: Severity::Error,
    explain: "What: the YAML cannot be read from here on. Why: a tab or a full-width space as indentation, a colon inside a text \
              without quotes, or a bracket that is not closed. Do: indent with spaces, and put the text in quotes.",
};
pub static DUPLICATE_KEY: Kind = Kind {
    code: "duplicate-key",
    severity: Severity::Error,
    explain: "What: the same key stands twice in one map. Why: one of the two values would be lost in silence. Do: remove one.",
};
pub static UNKNOWN_KEY: Kind = Kind {
    code: "unknown-key",
    severity: Severity::Error,
    explain: "What: a key that futago does not know. Why: a misspelt key would be ignored, and what it says would never be seen. Do: \
              correct it, or put your own data of a page under `extra`.",
};
pub static MISSING_KEY: Kind =
    Kind { code: "missing-key", severity: Severity::Error, explain: "What: a key that must be there is missing or empty. Do: add it." };
pub static WRONG_TYPE: Kind = Kind {
    code: "wrong-type",
    severity: Severity::Error,
    explain: "What: the value is of another type than its key asks for, as in `weight: first` where a whole number must stand. Do: \
              write a value of the type that the message names.",
};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Yaml {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Seq(Vec<Yaml>),
    Map(Vec<Entry>),
}

/// A key of a map, its place, and its value; in the order of the file.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Yaml,
}

impl Yaml {
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn as_seq(&self) -> Option<&[Yaml]> {
        match &self.value {
            Value::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// The value under `key`, of a map.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        self.as_map()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// A scalar as the author wrote it: `1.10` stays `1.10`, `+81` stays `+81`. `text` is the whole text of its file.
    pub fn as_text<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        match &self.value {
            Value::Text(written) => Some(written),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => text.get(self.span.start as usize..self.span.end as usize),
            Value::Null | Value::Seq(_) | Value::Map(_) => None,
        }
    }

    /// The kind of the value, in words for a message.
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Text(_) => "a text",
            Value::Seq(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
