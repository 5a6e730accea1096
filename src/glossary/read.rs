//! From a glossary's file to the glossary.

use std::collections::BTreeMap;

use super::kinds::{GLOSSARY_ID, GLOSSARY_READING};
use super::model::{Glossary, Instead, Term};
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, PerLang};
use crate::reading::{File, is_slug, list, open_map, unlisted};
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, UNKNOWN_KEY, Yaml, wrong_type};

/// The ids so far, and where each stands.
pub type Ids = BTreeMap<String, Span>;

/// Reads a glossary. `None`, with a finding, if the file holds no map.
pub fn read(file: File, yaml: &Yaml, name: &str, ids: &mut Ids, diagnostics: &mut Vec<Diagnostic>) -> Option<Glossary> {
    let mut fields = Fields::of(file.source, yaml, "a glossary", diagnostics)?;
    let mut terms = Vec::new();
    if let Some(yaml) = fields.required("terms") {
        for item in list(yaml, fields.diagnostics()) {
            terms.extend(term(file, item, ids, fields.diagnostics()));
        }
    }
    fields.finish();
    Some(Glossary { name: name.to_owned(), terms })
}

fn term(file: File, yaml: &Yaml, ids: &mut Ids, diagnostics: &mut Vec<Diagnostic>) -> Option<Term> {
    let mut fields = Fields::of(file.source, yaml, "a term", diagnostics)?;
    let (id, span) = fields.required_text("id")?;
    let is_new = is_new(&id, span, ids, &mut fields);
    let written = fields.required("term");
    let term = written.and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(&id));
    let places = PerLang::from_fn(file.languages, |lang| {
        written.and_then(|yaml| yaml.get(&file.languages[lang].code)).map_or(span, |value| value.span)
    });
    let reading = one_each(file, &mut fields, "reading");
    let latin = one_each(file, &mut fields, "latin");
    let means = fields.required("means").and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(&id));
    let instead_of = each(file, &mut fields, "instead_of");
    let except = each(file, &mut fields, "except");
    let except = PerLang::from_fn(file.languages, |lang| except[lang].iter().map(|entry| entry.word.clone()).collect());
    if let Some(yaml) = written {
        without_reading(file, yaml, &reading, fields.diagnostics());
    }
    fields.finish();
    is_new.then_some(Term { id, term, places, reading, latin, means, instead_of, except })
}

fn is_new(id: &str, span: Span, ids: &mut Ids, fields: &mut Fields) -> bool {
    if !is_slug(id) {
        let help = say!("use small letters a to z, digits, and single hyphens between them, as in `new-card`");
        fields.report(Diagnostic::new(&GLOSSARY_ID, span, say!("`{id}` cannot be the id of a term", id = id)).help(help));
        return false;
    }
    if let Some(first) = ids.get(id) {
        let finding = Diagnostic::new(&GLOSSARY_ID, span, say!("a second term has the id `{id}`", id = id));
        fields.report(finding.related(*first, say!("the first one")).help(say!("give each term an id of its own")));
        return false;
    }
    ids.insert(id.to_owned(), span);
    true
}

/// Words by language, in languages that have some: one text, or a list of texts.
fn each(file: File, fields: &mut Fields, key: &'static str) -> PerLang<Vec<Instead>> {
    let mut found = PerLang::from_fn(file.languages, |_| Vec::new());
    let Some(yaml) = fields.get(key) else { return found };
    for entry in open_map(yaml, fields.diagnostics()) {
        let Some(lang) = file.languages.by_code(&entry.key) else {
            fields.report(unlisted(&UNKNOWN_KEY, &entry.key, entry.key_span, "a language of this site", file.languages.codes()));
            continue;
        };
        let items = entry.value.as_seq().unwrap_or(std::slice::from_ref(&entry.value));
        for item in items {
            match file.text(item) {
                Some(word) => found.get_mut(lang).push(Instead { word: word.to_owned(), span: item.span }),
                None => fields.report(wrong_type(item, "a text")),
            }
        }
    }
    found
}

/// As [`each`], but one text, no list.
fn one_each(file: File, fields: &mut Fields, key: &'static str) -> PerLang<Option<String>> {
    if let Some(yaml) = fields.get(key) {
        let lists = yaml.as_map().into_iter().flatten().filter(|entry| entry.value.as_seq().is_some());
        lists.for_each(|entry| fields.report(wrong_type(&entry.value, "a text")));
    }
    let found = each(file, fields, key);
    let first = |lang: Lang| found[lang].first().map(|entry| entry.word.clone());
    PerLang::from_fn(file.languages, first)
}

/// A term that nobody can read aloud or put in order.
fn without_reading(file: File, written: &Yaml, reading: &PerLang<Option<String>>, diagnostics: &mut Vec<Diagnostic>) {
    for lang in file.languages.all().filter(|lang| file.languages[*lang].is_japanese() && reading[*lang].is_none()) {
        let code = &file.languages[lang].code;
        let Some(value) = written.get(code) else { continue };
        let Some(term) = file.text(value).filter(|term| term.chars().any(is_kanji)) else { continue };
        let message = say!("`{term}` has no reading", term = term);
        let help = say!("add `reading: {entry}` in kana", entry = format!("{{ {code}: … }}"));
        diagnostics.push(Diagnostic::new(&GLOSSARY_READING, value.span, message).help(help));
    }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
