//! The answers of a question. Their words stand beside their other keys, so that an answer is one line of the file.

use std::collections::BTreeMap;

use super::{Reader, open};
use crate::diagnostic::Diagnostic;
use crate::reading::list;
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_ANSWERS, TREE_ID, TREE_TARGET};
use crate::tree::model::{Answer, Named, NodeId, StageId};
use crate::tree::text::{self, ANSWER, Text};
use crate::yaml::{Entry, Fields, Value, Yaml, wrong_type};

impl Reader<'_> {
    pub(super) fn answers(&mut self, yaml: &Yaml, stage: Option<StageId>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::new();
        for item in list(yaml, diagnostics) {
            let Value::Map(entries) = &item.value else {
                diagnostics.push(wrong_type(item, "a map (`key: value` lines)"));
                self.is_whole = false;
                continue;
            };
            let is_language = |entry: &&Entry| self.file.languages.by_code(&entry.key).is_some();
            let (words, rest): (Vec<_>, Vec<_>) = entries.iter().partition(is_language);
            let part = |entries: Vec<&Entry>| Yaml { span: item.span, value: Value::Map(entries.into_iter().cloned().collect()) };
            let (words, rest) = (part(words), part(rest));
            let read = self.answer(&words, &rest, stage, diagnostics);
            self.is_whole &= read.is_some();
            answers.extend(read);
        }
        check_apart(&answers, self, diagnostics);
        answers
    }

    fn answer(&mut self, words: &Yaml, rest: &Yaml, stage: Option<StageId>, diagnostics: &mut Vec<Diagnostic>) -> Option<Answer> {
        let mut fields = open(self.file, rest, "an answer", diagnostics);
        let id = fields.required_text("id");
        let to = fields.required_text("to");
        self.is_whole &= to.is_some();
        let is_usual = fields.boolean("usual").unwrap_or(false);
        // Only the first question groups its answers.
        let group = if stage.is_none() { self.group(&mut fields) } else { None };
        let (to, to_span) = match to {
            Some((to, span)) => (self.target(&to, span, fields.diagnostics()), span),
            None => (None, rest.span),
        };
        let label = text::read(self.file, words, &mut self.uses, fields.diagnostics());
        let (id, span) = id.map_or((None, rest.span), |(id, span)| (Some(id), span));
        let label = label.unwrap_or_else(|| self.stand_in(id.as_deref().unwrap_or_default(), rest.span));
        text::check_length(self.file, words, &label, ANSWER, &self.tables.facts, fields.diagnostics());
        if let Some(id) = id.as_deref().filter(|id| !crate::reading::is_slug(id)) {
            fields.report(
                Diagnostic::new(&TREE_ID, span, say!("`{id}` cannot be the id of an answer", id = id))
                    .help(say!("use small letters a to z, digits, and single hyphens between them")),
            );
        }
        fields.finish();
        Some(Answer { id: id?, label, to, to_span, group, is_usual, span })
    }

    fn group(&mut self, fields: &mut Fields<'_>) -> Option<Named> {
        let (key, span) = fields.text("group")?;
        let name = Named { key, span };
        self.is_in(&name, |tables| &tables.groups, "a group of the first question", fields.diagnostics()).then_some(name)
    }

    fn target(&mut self, to: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<NodeId> {
        let found = self.names.nodes.get(to).copied();
        if found.is_none() && self.names.is_whole {
            let help = self.suggestion_among_nodes(to);
            self.miss(
                Diagnostic::new(&TREE_TARGET, span, say!("there is no question and no outcome `{to}`", to = to)).help(help),
                diagnostics,
            );
        }
        found
    }
}

/// Two answers of one question have neither the same id nor, in any language, the same words.
fn check_apart(answers: &[Answer], reader: &mut Reader, diagnostics: &mut Vec<Diagnostic>) {
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    let mut labels = BTreeMap::new();
    for answer in answers {
        if let Some(first) = ids.insert(&answer.id, answer.span) {
            // Paths are told by ids.
            reader.is_whole = false;
            diagnostics.push(
                Diagnostic::new(&TREE_ANSWERS, answer.span, say!("`{id}` is the id of another answer here", id = answer.id))
                    .related(first, say!("first here"))
                    .help(say!("give this one another id")),
            );
        }
        for lang in reader.file.languages.complete() {
            let pieces = &answer.label.pieces[lang];
            if let Some(first) = labels.insert((lang, shown(&answer.label, lang)), answer.span).filter(|_| !pieces.is_empty()) {
                let code = &reader.file.languages[lang].code;
                diagnostics.push(
                    Diagnostic::new(&TREE_ANSWERS, answer.span, say!("another answer has the same words in `{code}`", code = code))
                        .related(first, say!("this one"))
                        .help(say!("tell the two apart, or join them")),
                );
            }
        }
    }
}

fn shown(label: &Text, lang: crate::lang::Lang) -> String {
    let words = label.pieces[lang].iter().map(|piece| match piece {
        text::Piece::Words(words) | text::Piece::Fact(words) | text::Piece::Fixed(words) => words.as_str(),
    });
    words.collect::<String>().split_whitespace().collect()
}
