//! Every kind of finding about glossaries themselves, with its manual.

use crate::diagnostic::{Kind, Severity};

pub static KINDS: &[&Kind] = &[&GLOSSARY_FILE, &GLOSSARY_ID, &GLOSSARY_READING, &GLOSSARY_CLASH];

pub static GLOSSARY_FILE: Kind = Kind {
    code: "glossary-file",
    severity: Severity::Error,
    explain: "What: a file under content/glossary/ is empty, or has a name that no page could refer to. Why: it would never be read. Do: \
              a glossary NAME is content/glossary/NAME.yaml; NAME is small letters, digits and single hyphens.",
};
pub static GLOSSARY_ID: Kind = Kind {
    code: "glossary-id",
    severity: Severity::Error,
    explain: "What: the id of a term is taken, by a term of any glossary, or cannot be part of an address. Why: links lead to a term by \
              its id. Do: give each term an id of its own, in small letters, digits and single hyphens.",
};
pub static GLOSSARY_READING: Kind = Kind {
    code: "glossary-reading",
    severity: Severity::Error,
    explain: "What: a Japanese term with kanji has no reading. Why: the list of terms stands in the order of their sounds, which kanji do \
              not show, and readers could not say the word at a desk. Do: write `reading: { ja: … }` in kana.",
};
pub static GLOSSARY_CLASH: Kind = Kind {
    code: "glossary-clash",
    severity: Severity::Error,
    explain: "What: a word under `instead_of` is a term itself, or is listed twice. Why: a text with it would be wrong whatever it says. \
              Do: decide for one of the two, and remove the other entry.",
};
