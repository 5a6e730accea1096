//! From a message's file to the message.

use super::kinds::{MESSAGE_BLANK, MESSAGE_LANGUAGE, MESSAGE_UNUSED};
use super::model::{Blank, Message, PageRef, Piece};
use super::text;
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, PerLang};
use crate::reading::{File, open_map, unlisted};
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, Yaml};

/// A blank, and where its name stands.
struct Listed {
    blanks: Vec<Blank>,
    spans: Vec<Span>,
}

/// Reads a message. `None`, with a finding, if the file holds no map.
pub fn read(file: File, yaml: &Yaml, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Message> {
    let mut fields = Fields::of(file.source, yaml, "a message", diagnostics)?;
    let title = words(&mut fields, file, "title", name);
    let to = words(&mut fields, file, "to", name);
    let when = words(&mut fields, file, "when", name);
    let send = send(&mut fields, file);
    let listed = match fields.get("blanks") {
        Some(yaml) => blanks(file, yaml, fields.diagnostics()),
        None => Listed { blanks: Vec::new(), spans: Vec::new() },
    };
    let text = match fields.required("text") {
        Some(yaml) => texts(file, yaml, &listed, fields.diagnostics()),
        None => PerLang::from_fn(file.languages, |_| Vec::new()),
    };
    let page = fields.text("page").map(|(page, span)| match page.split_once('#') {
        Some((key, anchor)) => PageRef { key: key.to_owned(), anchor: Some(anchor.to_owned()), span },
        None => PageRef { key: page, anchor: None, span },
    });
    fields.finish();
    Some(Message { name: name.to_owned(), title, to, when, send, blanks: listed.blanks, text, page })
}

/// Words that must be there; the message's name stands in for them.
fn words(fields: &mut Fields, file: File, key: &'static str, name: &str) -> PerLang<String> {
    let yaml = fields.required(key);
    yaml.and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(name))
}

fn send(fields: &mut Fields, file: File) -> Vec<Lang> {
    let mut send = Vec::new();
    let named = fields.texts("send");
    if named.is_empty() {
        let place = fields.span();
        fields.report(
            Diagnostic::new(
                &MESSAGE_LANGUAGE,
                Span::at(place.source, place.start as usize),
                say!("this message does not say in which language it is sent"),
            )
            .help(say!("add `send: […]` with languages of this site")),
        );
    }
    for (code, span) in named {
        match file.languages.by_code(&code) {
            Some(lang) => send.push(lang),
            None => fields.report(unlisted(&MESSAGE_LANGUAGE, &code, span, "a language of this site", file.languages.codes())),
        }
    }
    send
}

fn blanks(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Listed {
    let mut listed = Listed { blanks: Vec::new(), spans: Vec::new() };
    for entry in open_map(yaml, diagnostics) {
        if !entry.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            let message = say!("`{key}` cannot be the name of a blank", key = entry.key);
            diagnostics
                .push(Diagnostic::new(&MESSAGE_BLANK, entry.key_span, message).help(say!("use letters a to z, digits, `-` and `_`")));
        }
        let Some(mut fields) = Fields::of(file.source, &entry.value, "a blank", diagnostics) else { continue };
        let label = words(&mut fields, file, "label", &entry.key);
        let example = fields.text("example").map(|(text, _)| text);
        fields.finish();
        listed.blanks.push(Blank { key: entry.key.clone(), label, example });
        listed.spans.push(entry.key_span);
    }
    listed
}

fn texts(file: File, yaml: &Yaml, listed: &Listed, diagnostics: &mut Vec<Diagnostic>) -> PerLang<Vec<Piece>> {
    let Some(words) = file.words(yaml, diagnostics) else { return PerLang::from_fn(file.languages, |_| Vec::new()) };
    let mut is_sound = true;
    let texts = PerLang::from_fn(file.languages, |lang| {
        // A language that is missing has another one's words, which are judged there.
        match yaml.get(&file.languages[lang].code).filter(|value| file.text(value).is_some()) {
            Some(value) => text::pieces(file, value, &words[lang], &listed.blanks, diagnostics).unwrap_or_else(|pieces| {
                is_sound = false;
                pieces
            }),
            None => {
                is_sound = false;
                vec![Piece::Words(words[lang].clone())]
            }
        }
    });
    // What could not be read may have been the blank that seems to be missing.
    if is_sound {
        compare(file, yaml, &texts, listed, diagnostics);
    }
    texts
}

/// Every blank stands in every text, or in none, where it is a left-over.
fn compare(file: File, yaml: &Yaml, texts: &PerLang<Vec<Piece>>, listed: &Listed, diagnostics: &mut Vec<Diagnostic>) {
    for (at, blank) in listed.blanks.iter().enumerate() {
        let has = |lang: Lang| texts[lang].contains(&Piece::Blank(at));
        if !file.languages.all().any(has) {
            let message = say!("the blank `{key}` stands in no text", key = blank.key);
            diagnostics.push(Diagnostic::new(&MESSAGE_UNUSED, listed.spans[at], message).help(say!("use it, or remove it")));
            continue;
        }
        for lang in file.languages.complete().filter(|lang| !has(*lang)) {
            let code = &file.languages[lang].code;
            let place =
                yaml.as_map().and_then(|entries| entries.iter().find(|entry| entry.key == *code)).map_or(yaml.span, |entry| entry.key_span);
            let message = say!("this text lacks the blank `{key}`, which another language has", key = blank.key);
            let help = say!("add `{mark}` to it", mark = format!("{{blank: {}}}", blank.key));
            diagnostics.push(Diagnostic::new(&MESSAGE_BLANK, place, message).help(help));
        }
    }
}
