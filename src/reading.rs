//! What data, phrases, messages, glossaries and trees are read with: words in every language, findings that suggest what was meant.

mod lines;

pub use lines::{Line, lines};

use crate::config::MISSING_WORDS;
use crate::diagnostic::{Diagnostic, Kind, Message};
use crate::file_name;
use crate::lang::{Languages, PerLang};
use crate::say;
use crate::source::{Source, Span};
use crate::yaml::{self, Entry, UNKNOWN_KEY, Value, Yaml, closest, wrong_type};

/// One file being read, and the languages its words must have.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub source: &'a Source,
    pub languages: &'a Languages,
}

impl<'a> File<'a> {
    /// A scalar as the author wrote it, without the line feed that ends a block of text.
    pub fn text<'b>(self, yaml: &'b Yaml) -> Option<&'b str>
    where
        'a: 'b,
    {
        yaml.as_text(&self.source.text).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Words: one text per language. A missing language is a finding, and another one stands in for it meanwhile.
    pub fn words(self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<PerLang<String>> {
        let Value::Map(entries) = &yaml.value else {
            diagnostics.push(wrong_type(yaml, "one text per language"));
            return None;
        };
        self.only_languages(entries, diagnostics);
        let texts = PerLang::from_fn(self.languages, |lang| {
            let entry = entries.iter().find(|entry| entry.key == self.languages[lang].code)?;
            self.text_of(entry, diagnostics)
        });
        let missing: Vec<&str> = self
            .languages
            .complete_codes()
            .filter(|code| entries.iter().all(|entry| entry.key != *code || self.is_empty(&entry.value)))
            .collect();
        if !missing.is_empty() {
            diagnostics.push(missing_words(yaml, entries, &missing.join("`, `")));
        }
        let standing_in = texts.iter().find_map(|(_, text)| text.clone())?;
        let text = |lang| texts[lang].clone().or_else(|| texts[self.languages.complete_for(lang)].clone());
        Some(PerLang::from_fn(self.languages, |lang| text(lang).unwrap_or_else(|| standing_in.clone())))
    }

    /// The same text in every language.
    pub fn same(self, text: &str) -> PerLang<String> {
        PerLang::from_fn(self.languages, |_| text.to_owned())
    }

    /// A map whose keys the author chooses, each with its words.
    pub fn words_by_key<'b>(self, yaml: &'b Yaml, diagnostics: &mut Vec<Diagnostic>) -> Vec<(&'b Entry, PerLang<String>)> {
        let entries = open_map(yaml, diagnostics);
        entries.iter().map(|entry| (entry, self.words(&entry.value, diagnostics).unwrap_or_else(|| self.same(&entry.key)))).collect()
    }

    /// Where something stands in a value as the author wrote it; the whole value if quoting hides it. `searched` is how far the value
    /// was looked through, for the next one.
    pub fn place_in(self, span: Span, written: &str, searched: &mut usize) -> Span {
        let raw = self.source.text.get(span.start as usize..span.end as usize).unwrap_or("");
        match raw.get(*searched..).and_then(|rest| rest.find(written)) {
            Some(at) => {
                let start = *searched + at;
                *searched = start + written.len();
                Span::new(span.source, span.start as usize + start..span.start as usize + start + written.len())
            }
            None => span,
        }
    }

    fn text_of(self, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        if matches!(entry.value.value, Value::Seq(_) | Value::Map(_)) {
            diagnostics.push(wrong_type(&entry.value, "a text"));
        }
        self.text(&entry.value).map(str::to_owned)
    }

    fn is_empty(self, yaml: &Yaml) -> bool {
        match &yaml.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    fn only_languages(self, entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) {
        for entry in entries.iter().filter(|entry| self.languages.by_code(&entry.key).is_none()) {
            diagnostics.push(
                Diagnostic::new(&UNKNOWN_KEY, entry.key_span, say!("`{key}` is no language of this site", key = entry.key))
                    .help(suggestion(&entry.key, self.languages.codes())),
            );
        }
    }
}

fn missing_words(yaml: &Yaml, entries: &[Entry], missing: &str) -> Diagnostic {
    let place = entries.first().map_or(yaml.span, |entry| entry.key_span);
    Diagnostic::new(&MISSING_WORDS, place, say!("these words have no `{missing}`", missing = missing))
        .help(say!("add `{missing}: …` beside the other language", missing = missing))
}

/// A file with a name of its own, and what it holds.
pub struct NamedFile<'a> {
    pub name: &'a str,
    pub source: &'a Source,
    pub yaml: Yaml,
}

/// The files `FOLDER/NAME.yaml` of a folder whose files are found by their names. What is empty, or has no such name, is a finding
/// of `kind`. Pages are passed over: a README may lie there.
pub fn named_files<'a>(
    sources: &[&'a Source],
    folder: &'static str,
    kind: &'static Kind,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NamedFile<'a>> {
    let mut files = Vec::new();
    for &source in sources {
        let Some(path) = source.path.strip_prefix(folder).filter(|path| !path.ends_with(".md")) else { continue };
        let Some(name) = path.strip_suffix(".yaml").filter(|name| is_slug(name)) else {
            let help =
                say!("name it {folder}NAME.yaml, NAME in small letters, digits and single hyphens, or move it away", folder = folder);
            diagnostics.push(Diagnostic::new(kind, Span::at(source.id, 0), say!("no page can name this file")).help(help));
            continue;
        };
        let parsed = yaml::parse(source.id, &source.text, 0);
        if parsed.value.is_none() && parsed.diagnostics.is_empty() {
            let finding = Diagnostic::new(kind, Span::at(source.id, 0), say!("this file is empty"));
            diagnostics.push(finding.help(say!("write something into it, or delete it")));
        }
        diagnostics.extend(parsed.diagnostics);
        files.extend(parsed.value.map(|yaml| NamedFile { name, source, yaml }));
    }
    files
}

/// The words of an item apart from its other keys, where they stand beside them: `{ id: …, ja: …, en: … }`.
pub fn split_words(yaml: &Yaml, languages: &Languages) -> (Yaml, Yaml) {
    let Value::Map(entries) = &yaml.value else {
        return (Yaml { span: yaml.span, value: Value::Map(Vec::new()) }, yaml.clone());
    };
    let (words, rest) = entries.iter().cloned().partition(|entry: &Entry| languages.by_code(&entry.key).is_some());
    let part = |entries| Yaml { span: yaml.span, value: Value::Map(entries) };
    (part(words), part(rest))
}

/// The entries of a map whose keys the author chooses; a finding if it is none.
pub fn open_map<'a>(yaml: &'a Yaml, diagnostics: &mut Vec<Diagnostic>) -> &'a [Entry] {
    yaml.as_map().unwrap_or_else(|| {
        diagnostics.push(wrong_type(yaml, "a map (`key: value` lines)"));
        &[]
    })
}

/// The items of a list; a finding if it is none.
pub fn list<'a>(yaml: &'a Yaml, diagnostics: &mut Vec<Diagnostic>) -> &'a [Yaml] {
    yaml.as_seq().unwrap_or_else(|| {
        diagnostics.push(wrong_type(yaml, "a list (`- ` lines)"));
        &[]
    })
}

/// A finding: the name is not one of those there are. `what` is "a type", "a start of days".
pub fn unlisted<'a>(kind: &'static Kind, name: &str, span: Span, what: &'static str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(kind, span, say!("`{name}` is not {what}", name = name, what = what)).help(suggestion(name, known))
}

/// What may have been meant; else all there is.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Message {
    let known: Vec<&str> = known.collect();
    match closest(name, known.iter().copied()) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None if known.is_empty() => say!("nothing is listed there yet"),
        None => say!("known here: {names}", names = known.join(", ")),
    }
}

/// Whether a name can be part of an address and of a reference: small letters, digits, single hyphens between them.
pub fn is_slug(name: &str) -> bool {
    name.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Whether a name can be part of an address: of the letters of [`is_slug`], and a file on every system, with any ending of ours.
pub fn is_segment(name: &str) -> bool {
    is_slug(name) && not_everywhere(name).is_none()
}

/// Why a name cannot be a file on every system. The longest ending is that of a schema.
pub fn not_everywhere(name: &str) -> Option<Message> {
    file_name::refusal(&format!("{name}.schema.json"))
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn a_slug_is_small_letters_digits_and_single_hyphens() {
        for good in ["hall", "town-hall", "1990", "hall-2-b"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Hall", "a_b", "a b", "役場", "a.b", "a/b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
