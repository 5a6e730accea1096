//! From a phrasebook's file to the phrasebook.

use std::collections::BTreeMap;

use super::kinds::{PHRASE_ANSWER, PHRASE_ID, PHRASE_NAME, PHRASE_TRANSCRIPTION, PHRASE_UNUSED};
use super::model::{Phrase, Phrasebook, Reply, Said, Stage, Transcription};
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, PerLang};
use crate::reading::{File, is_slug, list, open_map, split_words, unlisted};
use crate::say;
use crate::source::Span;
use crate::yaml::{Entry, Fields, Yaml};

/// What stands beside the words of a phrase or a reply, so that no transcription can be called so.
const OWN_KEYS: [&str; 6] = ["id", "stage", "note", "foreign", "hint", "answer"];

/// Reads a phrasebook. `None`, with a finding, if the file holds no map.
pub fn read(file: File, yaml: &Yaml, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Phrasebook> {
    let before = diagnostics.len();
    let mut fields = Fields::of(file.source, yaml, "a phrasebook", diagnostics)?;
    let title = fields.required("title").and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(name));
    let spoken = fields.required_text("spoken").and_then(|(code, span)| language(file, &code, span, &mut fields)).unwrap_or(Lang::ORIGINAL);
    let transcriptions = match fields.get("transcriptions") {
        Some(yaml) => transcriptions(file, yaml, spoken, fields.diagnostics()),
        None => Vec::new(),
    };
    let desks = fields.required("desks").map_or_else(Vec::new, |yaml| file.words_by_key(yaml, fields.diagnostics()));
    let mut reader = Reader { file, transcriptions, desks, stages: Vec::new(), ids: BTreeMap::new() };
    if let Some(yaml) = fields.required("stages") {
        reader.stages = reader.items(yaml, "a stage", fields.diagnostics(), Reader::stage);
    }
    // A phrase and a stage may share an id: nothing names both in the same place.
    reader.ids.clear();
    let phrases = fields.required("phrases");
    let phrases = phrases.map_or_else(Vec::new, |yaml| reader.items(yaml, "a phrase", fields.diagnostics(), Reader::phrase));
    let replies = fields.get("replies");
    let replies = replies.map_or_else(Vec::new, |yaml| reader.items(yaml, "a reply", fields.diagnostics(), Reader::reply));
    // What could not be read may be what uses it.
    if fields.diagnostics().len() == before {
        reader.unused(&phrases, &replies, fields.diagnostics());
    }
    fields.finish();
    let Reader { transcriptions, stages, .. } = reader;
    Some(Phrasebook { name: name.to_owned(), title, spoken, transcriptions, stages, phrases, replies })
}

fn language(file: File, code: &str, span: Span, fields: &mut Fields) -> Option<Lang> {
    let found = file.languages.by_code(code);
    if found.is_none() {
        fields.report(unlisted(&PHRASE_NAME, code, span, "a language of this site", file.languages.codes()));
    }
    found
}

fn transcriptions(file: File, yaml: &Yaml, spoken: Lang, diagnostics: &mut Vec<Diagnostic>) -> Vec<Transcription> {
    let mut found = Vec::new();
    for entry in open_map(yaml, diagnostics) {
        let key = &entry.key;
        if !is_slug(key) || OWN_KEYS.contains(&key.as_str()) || file.languages.by_code(key).is_some() {
            let message = say!("`{key}` cannot be the name of a transcription", key = key);
            let help = say!("use small letters, and no key that a phrase has already");
            diagnostics.push(Diagnostic::new(&PHRASE_ID, entry.key_span, message).help(help));
            continue;
        }
        let Some(mut fields) = Fields::of(file.source, &entry.value, "a transcription", diagnostics) else { continue };
        let label = fields.required("label").and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(key));
        let tag = fields.required_text("tag").map_or_else(|| file.languages[spoken].tag.clone(), |(tag, _)| tag);
        fields.finish();
        found.push(Transcription { key: key.clone(), label, tag });
    }
    found
}

/// A file being read, with all that may be named in it.
struct Reader<'a> {
    file: File<'a>,
    transcriptions: Vec<Transcription>,
    desks: Vec<(&'a Entry, PerLang<String>)>,
    stages: Vec<Stage>,
    /// The ids so far, and where each stands.
    ids: BTreeMap<String, Span>,
}

/// What is left of an item once its words are taken out, with its id.
struct Item<'f, 'd> {
    id: String,
    span: Span,
    said: Said,
    fields: &'f mut Fields<'d>,
}

impl Reader<'_> {
    /// The items of a list that have an id, each read with what it is; what cannot be read is a finding, and left out.
    fn items<T>(
        &mut self,
        yaml: &Yaml,
        what: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
        read: fn(&Self, Item) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for item in list(yaml, diagnostics) {
            let (words, rest) = split_words(item, self.file.languages);
            let Some(mut fields) = Fields::of(self.file.source, &rest, what, diagnostics) else { continue };
            let Some((id, span)) = fields.required_text("id").filter(|(id, span)| self.is_new(id, *span, what, &mut fields)) else {
                continue;
            };
            self.ids.insert(id.clone(), span);
            let said = self.said(&words, &mut fields, what);
            found.extend(read(self, Item { id, span, said, fields: &mut fields }));
            fields.finish();
        }
        found
    }

    fn is_new(&self, id: &str, span: Span, what: &'static str, fields: &mut Fields) -> bool {
        if !is_slug(id) {
            let message = say!("`{id}` cannot be the id of {what}", id = id, what = what);
            let help = say!("use small letters a to z, digits, and single hyphens between them, as in `stop-card`");
            fields.report(Diagnostic::new(&PHRASE_ID, span, message).help(help));
        }
        let Some(first) = self.ids.get(id) else { return true };
        fields.report(
            Diagnostic::new(&PHRASE_ID, span, say!("`{id}` is used already", id = id))
                .related(*first, say!("first here"))
                .help(say!("give this one another id")),
        );
        false
    }

    /// The words of an item, with their transcriptions if they are spoken: a stage has a title only.
    fn said(&self, words: &Yaml, fields: &mut Fields, what: &'static str) -> Said {
        let texts = self.file.words(words, fields.diagnostics()).unwrap_or_else(|| self.file.same(""));
        let promised = if what == "a stage" { &[][..] } else { &self.transcriptions };
        let transcribed = promised.iter().map(|transcription| self.transcribed(transcription, words, fields)).collect();
        Said { words: texts, transcribed }
    }

    fn transcribed(&self, transcription: &Transcription, words: &Yaml, fields: &mut Fields) -> String {
        let key = &transcription.key;
        match fields.get_named(key).map(|yaml| (yaml, self.file.text(yaml))) {
            Some((_, Some(text))) => text.to_owned(),
            Some((yaml, None)) => {
                fields.report(crate::yaml::wrong_type(yaml, "a text"));
                String::new()
            }
            None => {
                let place = words.as_map().and_then(<[Entry]>::first).map_or(words.span, |entry| entry.key_span);
                let message = say!("these words have no `{key}`", key = key);
                fields.report(Diagnostic::new(&PHRASE_TRANSCRIPTION, place, message).help(say!("add `{key}: …` beside them", key = key)));
                String::new()
            }
        }
    }

    fn stage(&self, item: Item) -> Option<Stage> {
        let desk = item.fields.required_text("desk").and_then(|(key, span)| {
            let found = self.desks.iter().find(|(entry, _)| entry.key == key);
            if found.is_none() {
                let known = self.desks.iter().map(|(entry, _)| entry.key.as_str());
                item.fields.report(unlisted(&PHRASE_NAME, &key, span, "a desk of this phrasebook", known));
            }
            found.map(|(_, words)| words.clone())
        });
        Some(Stage { id: item.id, title: item.said.words, desk, span: item.span })
    }

    fn phrase(&self, item: Item) -> Option<Phrase> {
        let note = self.words(item.fields, "note");
        let is_foreign = item.fields.boolean("foreign").unwrap_or(false);
        let stage = self.stage_of(item.fields)?;
        Some(Phrase { id: item.id, stage, said: item.said, is_foreign, note, span: item.span })
    }

    fn reply(&self, item: Item) -> Option<Reply> {
        let hint = self.words(item.fields, "hint");
        let answer = item.fields.get("answer").and_then(|yaml| {
            let (words, rest) = split_words(yaml, self.file.languages);
            let mut fields = Fields::of(self.file.source, &rest, "an answer", item.fields.diagnostics())?;
            let said = self.said(&words, &mut fields, "an answer");
            fields.finish();
            Some(said)
        });
        if item.fields.get("hint").is_none() && item.fields.get("answer").is_none() {
            let message = say!("`{id}` does not say how to answer", id = item.id);
            let help = say!("add `hint: …` with the words of each language, or `answer: …`");
            item.fields.report(Diagnostic::new(&PHRASE_ANSWER, item.span, message).help(help));
        }
        let stage = self.stage_of(item.fields)?;
        Some(Reply { id: item.id, stage, said: item.said, hint, answer, span: item.span })
    }

    fn words(&self, fields: &mut Fields, key: &'static str) -> Option<PerLang<String>> {
        let yaml = fields.get(key)?;
        self.file.words(yaml, fields.diagnostics())
    }

    fn stage_of(&self, fields: &mut Fields) -> Option<usize> {
        let (id, span) = fields.required_text("stage")?;
        let found = self.stages.iter().position(|stage| stage.id == id);
        if found.is_none() {
            let known = self.stages.iter().map(|stage| stage.id.as_str());
            fields.report(unlisted(&PHRASE_NAME, &id, span, "a stage of this phrasebook", known));
        }
        found
    }

    fn unused(&self, phrases: &[Phrase], replies: &[Reply], diagnostics: &mut Vec<Diagnostic>) {
        let finding = |span, message| Diagnostic::new(&PHRASE_UNUSED, span, message).help(say!("use it, or remove it"));
        for (at, stage) in self.stages.iter().enumerate() {
            if !phrases.iter().map(|phrase| phrase.stage).chain(replies.iter().map(|reply| reply.stage)).any(|used| used == at) {
                diagnostics.push(finding(stage.span, say!("the stage `{id}` has no phrase", id = stage.id)));
            }
        }
        for (entry, words) in &self.desks {
            if !self.stages.iter().any(|stage| stage.desk.as_ref() == Some(words)) {
                diagnostics.push(finding(entry.key_span, say!("the desk `{key}` has no stage", key = entry.key)));
            }
        }
    }
}
