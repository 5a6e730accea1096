//! Every kind of finding about phrasebooks, with its manual.

use crate::diagnostic::{Kind, Severity};

pub static KINDS: &[&Kind] = &[&PHRASE_FILE, &PHRASE_ID, &PHRASE_NAME, &PHRASE_TRANSCRIPTION, &PHRASE_ANSWER, &PHRASE_UNUSED];

pub static PHRASE_FILE: Kind = Kind {
    code: "phrase-file",
    severity: Severity::Error,
    explain: "What: a file under content/phrases/ is empty, or has a name that no page could refer to. Why: it would never be read. Do: \
              a phrasebook NAME is content/phrases/NAME.yaml; NAME is small letters, digits and single hyphens.",
};
pub static PHRASE_ID: Kind = Kind {
    code: "phrase-id",
    severity: Severity::Error,
    explain: "What: an id of a phrasebook is used twice, or cannot be referred to; or a transcription is named like another key of a \
              phrase. Why: pages and trees name stages and phrases by their ids, so each must mean one thing. Do: use small letters, \
              digits and single hyphens, as in `stop-card`; phrases and replies share one list of ids.",
};
pub static PHRASE_NAME: Kind = Kind {
    code: "phrase-name",
    severity: Severity::Error,
    explain: "What: a phrasebook names a stage, a desk or a spoken language that is not listed. Why: the phrase would stand nowhere, or \
              would be read with the voice of another language. Do: correct the name, or add it to its list; `spoken` is one of the \
              site's languages.",
};
pub static PHRASE_TRANSCRIPTION: Kind = Kind {
    code: "phrase-transcription",
    severity: Severity::Error,
    explain: "What: a phrase lacks a transcription that its phrasebook promises (its reading, its romaji). Why: somebody who cannot read \
              the script could not say it. Do: add it beside the words, or take the transcription out of `transcriptions`.",
};
pub static PHRASE_ANSWER: Kind = Kind {
    code: "phrase-answer",
    severity: Severity::Error,
    explain: "What: a reply says neither how to answer (`hint`) nor what (`answer`). Why: who is asked something in a foreign language \
              needs the answer with the question. Do: add `hint`, with the words of each language, or `answer`, written as a phrase is.",
};
pub static PHRASE_UNUSED: Kind = Kind {
    code: "phrase-unused",
    severity: Severity::Warning,
    explain: "What: a phrasebook has a stage without any phrase or reply, or a desk without a stage. Why: most likely a reference was \
              lost. Do: use it, or remove it.",
};
