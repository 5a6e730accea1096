//! Reading a map key by key: what is missing, what is of a wrong type, and which keys nobody asked for.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Entry, MISSING_KEY, UNKNOWN_KEY, Value, WRONG_TYPE, Yaml};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::source::{Source, Span};

/// A map being read. Call [`Fields::finish`] at the end, or its unknown keys stay unseen.
pub struct Fields<'a> {
    source: &'a Source,
    entries: &'a [Entry],
    span: Span,
    /// What the map is, for messages: "a page", "a fact".
    what: &'static str,
    asked: Vec<Cow<'static, str>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// `None`, with a finding, if `yaml` is no map.
    pub fn of(source: &'a Source, yaml: &'a Yaml, what: &'static str, diagnostics: &'a mut Vec<Diagnostic>) -> Option<Fields<'a>> {
        match &yaml.value {
            Value::Map(entries) => Some(Fields { source, entries, span: yaml.span, what, asked: Vec::new(), diagnostics }),
            _ => {
                diagnostics.push(wrong_type(yaml, "a map (`key: value` lines)"));
                None
            }
        }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Where further findings about this map's values go.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// The value of a key; a key with nothing behind it counts as missing.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Yaml> {
        self.look_up(Cow::Borrowed(key))
    }

    /// As [`Fields::get`], of a key whose name is not known here: another part of the file has it.
    pub fn get_named(&mut self, key: &str) -> Option<&'a Yaml> {
        self.look_up(Cow::Owned(key.to_owned()))
    }

    fn look_up(&mut self, key: Cow<'static, str>) -> Option<&'a Yaml> {
        let entries = self.entries;
        let found = entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value).filter(|value| !value.is_null());
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        found
    }

    /// As [`Fields::get`], with a finding if it is missing.
    pub fn required(&mut self, key: &'static str) -> Option<&'a Yaml> {
        let found = self.get(key);
        if found.is_none() {
            let place = self.entries.iter().find(|entry| entry.key == key).map_or_else(|| self.first_key(), |entry| entry.key_span);
            self.diagnostics.push(
                Diagnostic::new(&MISSING_KEY, place, say!("{what} needs `{key}`", what = self.what, key = key))
                    .help(say!("add `{key}: …`", key = key)),
            );
        }
        found
    }

    fn first_key(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key_span)
    }

    pub fn text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let value = self.get(key)?;
        self.as_text(value)
    }

    pub fn required_text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let value = self.required(key)?;
        self.as_text(value)
    }

    fn as_text(&mut self, value: &'a Yaml) -> Option<(String, Span)> {
        match value.as_text(&self.source.text) {
            Some(text) => Some((text.to_owned(), value.span)),
            None => self.wrong(value, "a text"),
        }
    }

    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        match value.value {
            Value::Bool(value) => Some(value),
            _ => self.wrong(value, "`true` or `false`"),
        }
    }

    pub fn integer(&mut self, key: &'static str) -> Option<(i64, Span)> {
        let value = self.get(key)?;
        match value.value {
            Value::Int(number) => Some((number, value.span)),
            _ => self.wrong(value, "a whole number"),
        }
    }

    /// A calendar day, `YYYY-MM-DD`.
    pub fn date(&mut self, key: &'static str) -> Option<(Date, Span)> {
        let value = self.get(key)?;
        // jiff reads more forms than people write: `20261122`, a time behind the day, years before Christ.
        let written = value.as_text(&self.source.text).filter(|text| text.len() == "2026-11-22".len());
        match written.map(str::parse::<Date>) {
            Some(Ok(date)) => Some((date, value.span)),
            _ => self.wrong(value, "a day that exists, as YYYY-MM-DD"),
        }
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match &value.value {
            Value::Seq(items) => items.iter().filter_map(|item| self.as_text(item)).collect(),
            _ => self.as_text(value).into_iter().collect(),
        }
    }

    fn wrong<T>(&mut self, value: &Yaml, wanted: &'static str) -> Option<T> {
        self.diagnostics.push(wrong_type(value, wanted));
        None
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for entry in self.entries {
            if !self.asked.iter().any(|asked| *asked == entry.key) {
                let message = say!("`{key}` is not a key of {what}", key = entry.key, what = self.what);
                // YAML takes a full-width space for a letter, so that what looks like a nested key is a key of another name.
                let help = match closest(&entry.key, self.asked.iter().map(AsRef::as_ref)).filter(|_| !entry.key.starts_with('\u{3000}')) {
                    None if entry.key.starts_with('\u{3000}') => {
                        say!("a full-width space stands before the key: indent with ordinary spaces")
                    }
                    Some(near) => say!("did you mean `{near}`?", near = near),
                    None => say!("known keys: {keys}", keys = self.asked.join(", ")),
                };
                self.diagnostics.push(Diagnostic::new(&UNKNOWN_KEY, entry.key_span, message).help(help));
            }
        }
    }
}

/// A finding: the value is not what must stand here.
pub fn wrong_type(value: &Yaml, wanted: &'static str) -> Diagnostic {
    let message = say!("this is {found}, but {wanted} must stand here", found = value.type_name(), wanted = wanted);
    Diagnostic::new(&WRONG_TYPE, value.span, message).help(say!("write {wanted}", wanted = wanted))
}

/// The known name most like a misspelt one, if one is near enough to be meant.
pub fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
