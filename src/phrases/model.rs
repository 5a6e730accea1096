//! What a phrasebook is: sentences to say, in the order of a conversation, and what is asked back.

use crate::lang::{Lang, PerLang};
use crate::source::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrasebook {
    /// From the file: `content/phrases/NAME.yaml`.
    pub name: String,
    pub title: PerLang<String>,
    /// The language that is spoken at the desk.
    pub spoken: Lang,
    pub transcriptions: Vec<Transcription>,
    /// In the order of the conversation.
    pub stages: Vec<Stage>,
    pub phrases: Vec<Phrase>,
    pub replies: Vec<Reply>,
}

/// A way of writing the spoken words down for those who do not read their script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcription {
    /// The key of a phrase under which it stands.
    pub key: String,
    pub label: PerLang<String>,
    /// BCP 47, as in `ja-Latn`.
    pub tag: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    pub title: PerLang<String>,
    /// Whom one speaks with; `None` only with a finding.
    pub desk: Option<PerLang<String>>,
    pub span: Span,
}

/// Words to be spoken, and what they mean in the other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub words: PerLang<String>,
    /// One for each transcription of the book; empty only with a finding.
    pub transcribed: Vec<String>,
}

/// What the reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub id: String,
    /// An index into the stages.
    pub stage: usize,
    pub said: Said,
    /// Whether it is for those who do not speak the language: "please speak slowly".
    pub is_foreign: bool,
    /// When to say it, and when not.
    pub note: Option<PerLang<String>>,
    pub span: Span,
}

/// What is asked back, and how to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub id: String,
    pub stage: usize,
    pub said: Said,
    pub hint: Option<PerLang<String>>,
    pub answer: Option<Said>,
    pub span: Span,
}

impl Phrasebook {
    pub fn phrase(&self, id: &str) -> Option<&Phrase> {
        self.phrases.iter().find(|phrase| phrase.id == id)
    }

    pub fn stage(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    pub fn phrases_of(&self, stage: usize) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().filter(move |phrase| phrase.stage == stage)
    }

    pub fn replies_of(&self, stage: usize) -> impl Iterator<Item = &Reply> {
        self.replies.iter().filter(move |reply| reply.stage == stage)
    }
}
