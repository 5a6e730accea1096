//! Every kind of finding about messages, with its manual.

use crate::diagnostic::{Kind, Severity};

pub static KINDS: &[&Kind] = &[&MESSAGE_FILE, &MESSAGE_LANGUAGE, &MESSAGE_BLANK, &MESSAGE_UNUSED];

pub static MESSAGE_FILE: Kind = Kind {
    code: "message-file",
    severity: Severity::Error,
    explain: "What: a file under content/messages/ is empty, or has a name that no page could refer to. Why: it would never be read. \
              Do: a message NAME is content/messages/NAME.yaml; NAME is small letters, digits and single hyphens.",
};
pub static MESSAGE_LANGUAGE: Kind = Kind {
    code: "message-language",
    severity: Severity::Error,
    explain: "What: a message does not say in which language it is sent, or names one that the site does not have. Why: a reader would \
              send the text that is only there to be understood. Do: write `send: [ja]`, with languages of the site, the usual one first.",
};
pub static MESSAGE_BLANK: Kind = Kind {
    code: "message-blank",
    severity: Severity::Error,
    explain: "What: a message has a blank that is not listed under `blanks`, one that stands in one language only, or braces that are \
              no blank. Why: the reader would send a gap, or leave out what the other text asks for. Do: write `{blank: NAME}` in every \
              language, and list NAME under `blanks` with its label.",
};
pub static MESSAGE_UNUSED: Kind = Kind {
    code: "message-unused",
    severity: Severity::Warning,
    explain: "What: a blank is listed that stands in no text of its message. Why: the reader would be asked for something that goes \
              nowhere. Do: use it, or remove it.",
};
