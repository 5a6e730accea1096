//! The tables at the end of a tree: who, with what at hand, from which day, by which source.

use crate::diagnostic::Diagnostic;
use crate::lang::PerLang;
use crate::reading::{File, list, open_map, suggestion};
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_DEADLINE, TREE_SOURCE};
use crate::tree::model::{Citation, Direction, Fallback, Keyed, LastDay, Named};
use crate::yaml::{Entry, Fields, WRONG_TYPE, Yaml, wrong_type};

pub struct Tables {
    pub groups: Keyed<PerLang<String>>,
    pub who: Keyed<PerLang<String>>,
    pub at_hand: Keyed<PerLang<String>>,
    pub from: Keyed<PerLang<String>>,
    pub source_kinds: Keyed<PerLang<String>>,
    pub sources: Keyed<Citation>,
    pub facts: Keyed<Fallback>,
}

pub fn read(fields: &mut Fields, file: File) -> Tables {
    let groups = fields.get("root").and_then(|root| root.get("groups")).filter(|groups| !groups.is_null());
    let groups = groups.map_or_else(Keyed::default, |yaml| words(yaml, file, fields.diagnostics()));
    let mut table = |key| fields.get(key).map_or_else(Keyed::default, |yaml| words(yaml, file, fields.diagnostics()));
    let (who, at_hand, from) = (table("who"), table("at_hand"), table("from"));
    let source_kinds = table("source_kinds");
    let sources = entries(fields, "sources");
    let sources: Keyed<Citation> =
        Keyed::new(sources.iter().map(|entry| (named(entry), citation(entry, file, &source_kinds, fields.diagnostics()))).collect());
    let facts = entries(fields, "facts");
    let facts = facts.iter().filter_map(|entry| Some((named(entry), fallback(entry, file, &sources, &from, fields.diagnostics())?)));
    let facts = Keyed::new(facts.collect());
    Tables { groups, who, at_hand, from, source_kinds, sources, facts }
}

fn entries<'a>(fields: &mut Fields<'a>, key: &'static str) -> &'a [Entry] {
    fields.get(key).map_or(&[], |yaml| open_map(yaml, fields.diagnostics()))
}

fn named(entry: &Entry) -> Named {
    Named { key: entry.key.clone(), span: entry.key_span }
}

fn words(yaml: &Yaml, file: File, diagnostics: &mut Vec<Diagnostic>) -> Keyed<PerLang<String>> {
    Keyed::new(file.words_by_key(yaml, diagnostics).into_iter().map(|(entry, words)| (named(entry), words)).collect())
}

/// A source that cannot be read is still there, so that nobody who names it is blamed.
fn citation(entry: &Entry, file: File, kinds: &Keyed<PerLang<String>>, diagnostics: &mut Vec<Diagnostic>) -> Citation {
    let mut citation = Citation { title: file.same(&entry.key), url: None, kind: None, dated: None };
    let Some(mut fields) = Fields::of(file.source, &entry.value, "a source", diagnostics) else { return citation };
    if let Some(title) = fields.required("title").and_then(|yaml| words_or_text(yaml, file, fields.diagnostics())) {
        citation.title = title;
    }
    citation.kind = fields.text("kind").map(|(key, span)| kind(Named { key, span }, kinds, &mut fields));
    citation.dated = fields.text("dated").map(|(dated, _)| dated);
    citation.url = fields.text("url").and_then(|(url, span)| web_address(url, span, &mut fields));
    let is_editorial = fields.boolean("editorial").unwrap_or(false);
    if fields.get("url").is_some() == is_editorial {
        let message = match is_editorial {
            true => say!("`{key}` has an address, but says that it is the editors' own judgement", key = entry.key),
            false => say!("the source `{key}` has no address", key = entry.key),
        };
        fields.report(
            Diagnostic::new(&TREE_SOURCE, entry.key_span, message)
                .help(say!("give its `url`; what the editors judged themselves has `editorial: true` instead")),
        );
    }
    fields.finish();
    citation
}

/// What sort of source it is; one that the tree does not list is a finding.
fn kind(kind: Named, known: &Keyed<PerLang<String>>, fields: &mut Fields) -> Named {
    if known.get(&kind.key).is_some() {
        return kind;
    }
    let message = say!("`{kind}` is not listed under `source_kinds`", kind = kind.key);
    fields.report(Diagnostic::new(&TREE_SOURCE, kind.span, message).help(suggestion(&kind.key, known.keys())));
    kind
}

/// One text that is the same in every language, or one per language.
fn words_or_text(yaml: &Yaml, file: File, diagnostics: &mut Vec<Diagnostic>) -> Option<PerLang<String>> {
    match (yaml.as_map(), file.text(yaml)) {
        (None, Some(text)) => Some(file.same(text)),
        _ => file.words(yaml, diagnostics),
    }
}

/// An address that can be opened; a finding if it is none.
pub fn web_address(url: String, span: Span, fields: &mut Fields) -> Option<Named> {
    let is_address = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    if !is_address {
        fields.report(
            Diagnostic::new(&WRONG_TYPE, span, say!("`{url}` is no address of a page", url = url))
                .help(say!("write it with `https://` or `http://`, without spaces")),
        );
    }
    is_address.then_some(Named { key: url, span })
}

fn fallback(
    entry: &Entry,
    file: File,
    known: &Keyed<Citation>,
    from: &Keyed<PerLang<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fallback> {
    let mut fields = Fields::of(file.source, &entry.value, "the words for a fact", diagnostics)?;
    let unknown = fields.required("unknown").and_then(|yaml| file.words(yaml, fields.diagnostics()));
    let deadline = fields.get("deadline").and_then(|yaml| {
        let mut fields = Fields::of(file.source, yaml, "a deadline", fields.diagnostics())?;
        let day = last_day(&mut fields, from);
        if day.is_none() {
            fields.get("days");
        }
        fields.finish();
        day
    });
    let sources = match fields.get("sources") {
        Some(yaml) => {
            let items = list(yaml, fields.diagnostics());
            let names = items.iter().filter_map(|item| Some(Named { key: file.text(item)?.to_owned(), span: item.span }));
            listed_sources(names.collect(), known, fields.diagnostics())
        }
        None => Vec::new(),
    };
    fields.finish();
    Some(Fallback { unknown: unknown.unwrap_or_else(|| file.same(&entry.key)), deadline, sources })
}

/// Those that are listed; the others are findings.
pub fn listed_sources(mut names: Vec<Named>, known: &Keyed<Citation>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Named> {
    names.retain(|name| {
        let is_listed = known.get(&name.key).is_some();
        if !is_listed {
            let help = match known.keys().count() > 12 {
                true => say!("add it to the list `sources`, or correct the key"),
                false => suggestion(&name.key, known.keys()),
            };
            diagnostics
                .push(Diagnostic::new(&TREE_SOURCE, name.span, say!("`{key}` is not listed under `sources`", key = name.key)).help(help));
        }
        is_listed
    });
    names
}

/// `days`, `from` and `direction`, of a map that has other keys too. Findings: days without the day that they count from, a day
/// without days.
pub fn last_day(fields: &mut Fields, known: &Keyed<PerLang<String>>) -> Option<LastDay> {
    let days = fields.integer("days");
    let from = fields.text("from");
    let direction = fields.text("direction");
    let direction = match direction.as_ref().map(|(name, span)| (name.as_str(), *span)) {
        None | Some(("forward", _)) => Direction::Forward,
        Some(("back", _)) => Direction::Back,
        Some((other, span)) => {
            let message = say!("`{name}` is no direction in which days are counted", name = other);
            fields.report(Diagnostic::new(&TREE_DEADLINE, span, message).help(say!("write `forward` or `back`")));
            Direction::Forward
        }
    };
    match (days, from) {
        (Some((days, span)), Some((from, from_span))) => {
            let is_known = known.get(&from).is_some();
            if !is_known {
                let message = say!("`{from}` is not a day under `from`", from = from);
                fields.report(Diagnostic::new(&TREE_DEADLINE, from_span, message).help(suggestion(&from, known.keys())));
            }
            let Ok(days) = u32::try_from(days) else {
                let message = say!("`{days}` is no number of days", days = days);
                fields.report(
                    Diagnostic::new(&TREE_DEADLINE, span, message)
                        .help(say!("write a whole number from 0 on; `direction: back` counts back")),
                );
                return None;
            };
            is_known.then_some(LastDay { days, from: Named { key: from, span: from_span }, direction })
        }
        (Some((_, span)), None) if fields.get("from").is_none() => {
            let message = say!("these days do not say from which day they are counted");
            fields.report(Diagnostic::new(&TREE_DEADLINE, span, message).help(say!("add `from: …`, a key of the tree's `from`")));
            None
        }
        (None, Some((_, span))) if fields.get("days").is_none() => {
            fields.report(
                Diagnostic::new(&TREE_DEADLINE, span, say!("a day to count from, but no number of days"))
                    .help(say!("add `days: …`, or remove `from`")),
            );
            None
        }
        _ => None,
    }
}

/// A whole number that is not negative.
pub fn minutes(fields: &mut Fields) -> u32 {
    let Some(yaml) = fields.required("minutes") else { return 0 };
    match fields.integer("minutes").map(|(number, _)| u32::try_from(number)) {
        Some(Ok(minutes)) => minutes,
        Some(Err(_)) => {
            fields.report(wrong_type(yaml, "a whole number from 0 on"));
            0
        }
        None => 0,
    }
}
