//! The theme's words in each language of the site: flat keys, with named places as in "updated {date}".

use std::collections::BTreeMap;

use super::finding::{I18N_KEYS, I18N_MISSING};
use super::whole;
use crate::diagnostic::{Diagnostic, Parsed};
use crate::lang::{Lang, Languages, PerLang};
use crate::say;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, wrong_type};

/// Complete: what one language has, all have, or there was a finding.
#[derive(Debug)]
pub struct Words(PerLang<BTreeMap<String, String>>);

impl Words {
    /// The words of a key with its places filled in; `None` for a key that the language does not have.
    pub fn get(&self, lang: Lang, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let pattern = self.0[lang].get(key)?;
        if arguments.is_empty() || !pattern.contains('{') {
            return Some(pattern.clone());
        }
        let mut text = String::with_capacity(pattern.len() + 16);
        let mut rest = pattern.as_str();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
            text.push_str(&rest[..open]);
            match arguments.iter().find(|(name, _)| *name == &rest[open + 1..close]) {
                Some((_, value)) => text.push_str(value),
                None => text.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        text.push_str(rest);
        Some(text)
    }
}

/// One language's words: key → text, with the place of each key.
type Table = BTreeMap<String, (String, Span)>;

pub fn load(sources: &Sources, languages: &Languages) -> Parsed<Words> {
    let mut diagnostics = Vec::new();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    // From the weakest layer up, so that a stronger one overrides single words.
    for layer in sources.theme.iter().rev() {
        for file in &layer.files {
            let Some(code) = file.path.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".yaml")) else { continue };
            if let Some(id) = file.source {
                read(sources, id, tables.entry(code.to_owned()).or_default(), &mut diagnostics);
            }
        }
    }
    stand_on_fallbacks(languages, &mut tables);
    let chosen = PerLang::from_fn(languages, |lang| table_for(&languages[lang].code, &languages[lang].tag, &tables));
    for (lang, code) in chosen.iter() {
        if code.is_none() {
            let message = say!("the theme has no words in `{code}`", code = languages[lang].code);
            diagnostics.push(
                Diagnostic::without_place(&I18N_MISSING, message)
                    .help(say!("add `i18n/{code}.yaml` to the theme; until then English stands in", code = languages[lang].code)),
            );
        }
    }
    let empty = Table::new();
    let table = |lang: Lang| {
        let code = chosen[lang].clone().unwrap_or_else(|| "en".to_owned());
        tables.get(&code).unwrap_or(&empty)
    };
    compare(languages, &table, &mut diagnostics);
    let words = PerLang::from_fn(languages, |lang| table(lang).iter().map(|(key, (text, _))| (key.clone(), text.clone())).collect());
    Parsed { value: Words(words), diagnostics }
}

/// The words of the language itself, or of the one it is a variety of: `ja-easy` takes those of `ja`.
fn table_for(code: &str, tag: &str, tables: &BTreeMap<String, Table>) -> Option<String> {
    let candidates = [code, tag, tag.split('-').next().unwrap_or(tag)];
    candidates.into_iter().find(|code| tables.contains_key(*code)).map(str::to_owned)
}

/// A language with a fallback needs only the words that differ.
fn stand_on_fallbacks(languages: &Languages, tables: &mut BTreeMap<String, Table>) {
    for lang in languages.all() {
        let Some(fallback) = languages[lang].fallback.map(|fallback| &languages[fallback]) else { continue };
        let below = table_for(&fallback.code, &fallback.tag, tables).and_then(|code| tables.get(&code)).cloned().unwrap_or_default();
        let own = tables.entry(languages[lang].code.clone()).or_default();
        for (key, word) in below {
            own.entry(key).or_insert(word);
        }
    }
}

fn read(sources: &Sources, id: SourceId, table: &mut Table, diagnostics: &mut Vec<Diagnostic>) {
    let source = sources.get(id);
    let parsed = yaml::parse(id, &source.text, 0);
    diagnostics.extend(parsed.diagnostics);
    let Some(yaml) = parsed.value else { return };
    let Some(entries) = yaml.as_map() else {
        diagnostics.push(wrong_type(&yaml, "a map of words"));
        return;
    };
    for entry in entries {
        match entry.value.as_text(&source.text) {
            Some(text) => {
                table.insert(entry.key.clone(), (text.to_owned(), entry.key_span));
            }
            None => diagnostics.push(wrong_type(&entry.value, "a text")),
        }
    }
}

/// Every key of one language must be in all others.
fn compare<'a>(languages: &Languages, table: &impl Fn(Lang) -> &'a Table, diagnostics: &mut Vec<Diagnostic>) {
    for lang in languages.all() {
        for other in languages.all() {
            for (key, (_, span)) in table(lang) {
                if !table(other).contains_key(key) {
                    let message = say!("the word `{key}` is missing in `{code}`", key = key, code = languages[other].code);
                    let help = say!("add `{key}: …` to `i18n/{code}.yaml`", key = key, code = languages[other].code);
                    let near = table(other).values().next().map(|(_, span)| whole(span.source));
                    let finding = Diagnostic::new(&I18N_KEYS, *span, message).help(help);
                    diagnostics.push(match near {
                        Some(near) => finding.related(near, say!("it belongs into this file")),
                        None => finding,
                    });
                }
            }
        }
    }
}
