//! A YAML tree without its places, so that two texts can be compared by what they say.

use crate::yaml::{Value, Yaml};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    Null,
    Bool(bool),
    Int(i64),
    /// Its bits: a number that is none is the same as itself.
    Float(u64),
    Text(String),
    Seq(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

impl Plain {
    pub fn of(yaml: &Yaml) -> Plain {
        match &yaml.value {
            Value::Null => Plain::Null,
            Value::Bool(value) => Plain::Bool(*value),
            Value::Int(value) => Plain::Int(*value),
            Value::Float(value) => Plain::Float(value.to_bits()),
            Value::Text(text) => Plain::Text(text.clone()),
            Value::Seq(items) => Plain::Seq(items.iter().map(Plain::of).collect()),
            Value::Map(entries) => Plain::Map(entries.iter().map(|entry| (entry.key.clone(), Plain::of(&entry.value))).collect()),
        }
    }

    pub fn text(text: &str) -> Plain {
        Plain::Text(text.to_owned())
    }

    pub fn map<const N: usize>(entries: [(&str, Plain); N]) -> Plain {
        Plain::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// What stands behind these keys.
    pub fn at(&mut self, path: &[&str]) -> Option<&mut Plain> {
        let Some((key, rest)) = path.split_first() else { return Some(self) };
        let Plain::Map(entries) = self else { return None };
        entries.iter_mut().find(|(name, _)| name == key)?.1.at(rest)
    }

    /// Sets a key of a map where it stands; one that is not there yet, directly behind another.
    pub fn set_behind(&mut self, key: &str, value: Plain, other: &str) -> Option<()> {
        let Plain::Map(entries) = self else { return None };
        match entries.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => {
                let at = entries.iter().position(|(name, _)| name == other)?;
                entries.insert(at + 1, (key.to_owned(), value));
            }
        }
        Some(())
    }

    pub fn push(&mut self, item: Plain) -> Option<()> {
        let Plain::Seq(items) = self else { return None };
        items.push(item);
        Some(())
    }
}
