//! Phrases as templates see them: in the reader's language, and with what the reader needs to say them.

use serde::Serialize;

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, PerLang};
use crate::phrases::{Lookup, Phrase, Phrasebook, Reply, Said};

/// Words to be spoken. A reader of that language needs neither transcription nor meaning.
#[derive(Serialize)]
pub struct SaidView<'a> {
    /// Of the spoken words, for the browser's voice too.
    tag: &'a str,
    words: &'a str,
    transcribed: Vec<TranscribedView<'a>>,
    meaning: Option<&'a str>,
}

#[derive(Serialize)]
struct TranscribedView<'a> {
    key: &'a str,
    label: &'a str,
    tag: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
pub struct PhraseView<'a> {
    said: SaidView<'a>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ReplyView<'a> {
    said: SaidView<'a>,
    hint: Option<&'a str>,
    answer: Option<SaidView<'a>>,
}

#[derive(Serialize)]
struct StageView<'a> {
    id: &'a str,
    title: &'a str,
    desk: Option<&'a str>,
    phrases: Vec<PhraseView<'a>>,
    replies: Vec<ReplyView<'a>>,
}

impl Renderer<'_> {
    /// The stages that a page embeds; nothing for what is not there, which is a finding of its own.
    pub(super) fn phrases(&self, reference: &str, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let Lookup::Found { book, stages } = self.site.phrases().find(reference) else { return Ok(String::new()) };
        let shown = Shown { renderer: self, book, lang: self.site.config().languages.complete_for(lang) };
        let stages: Vec<StageView> = stages.into_iter().map(|stage| shown.stage(stage)).collect();
        let mut context = self.base(lang);
        context.insert("stages", &stages);
        self.template("phrases.html", &context).map(|html| html.trim().to_owned())
    }

    pub(super) fn phrase_view(&self, book: &str, id: &str, lang: Lang) -> Option<PhraseView<'_>> {
        let book = self.site.phrases().get(book)?;
        let shown = Shown { renderer: self, book, lang: self.site.config().languages.complete_for(lang) };
        book.phrase(id).filter(|phrase| shown.is_for_reader(phrase)).map(|phrase| shown.phrase(phrase))
    }
}

/// A phrasebook as readers of one language see it.
struct Shown<'a> {
    renderer: &'a Renderer<'a>,
    book: &'a Phrasebook,
    lang: Lang,
}

impl<'a> Shown<'a> {
    fn stage(&self, at: usize) -> StageView<'a> {
        let stage = &self.book.stages[at];
        StageView {
            id: &stage.id,
            title: &stage.title[self.lang],
            desk: stage.desk.as_ref().map(|desk| self.own(desk)),
            phrases: self.book.phrases_of(at).filter(|phrase| self.is_for_reader(phrase)).map(|phrase| self.phrase(phrase)).collect(),
            replies: self.book.replies_of(at).map(|reply| self.reply(reply)).collect(),
        }
    }

    fn is_for_reader(&self, phrase: &Phrase) -> bool {
        !phrase.is_foreign || self.lang != self.book.spoken
    }

    fn phrase(&self, phrase: &'a Phrase) -> PhraseView<'a> {
        PhraseView { said: self.said(&phrase.said), note: phrase.note.as_ref().map(|note| self.own(note)) }
    }

    fn reply(&self, reply: &'a Reply) -> ReplyView<'a> {
        ReplyView {
            said: self.said(&reply.said),
            hint: reply.hint.as_ref().map(|hint| self.own(hint)),
            answer: reply.answer.as_ref().map(|answer| self.said(answer)),
        }
    }

    fn said(&self, said: &'a Said) -> SaidView<'a> {
        let spoken = self.book.spoken;
        let is_foreign = self.lang != spoken;
        let transcribed = self.book.transcriptions.iter().zip(&said.transcribed).filter(|(_, text)| is_foreign && !text.is_empty());
        SaidView {
            tag: &self.renderer.site.config().languages[spoken].tag,
            words: &said.words[spoken],
            transcribed: transcribed
                .map(|(transcription, text)| TranscribedView {
                    key: &transcription.key,
                    label: self.own(&transcription.label),
                    tag: &transcription.tag,
                    text,
                })
                .collect(),
            meaning: is_foreign.then(|| self.own(&said.words)),
        }
    }

    fn own(&self, words: &'a PerLang<String>) -> &'a str {
        &words[self.lang]
    }
}
