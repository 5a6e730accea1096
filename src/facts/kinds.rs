//! Every kind of finding about facts, with its manual.

use crate::diagnostic::{Kind, Severity};

pub static KINDS: &[&Kind] = &[
    &DATA_FILE,
    &DATA_NAME,
    &DUPLICATE_ROW,
    &FACT_SCHEMA,
    &FACT_ID,
    &FACT_TYPE,
    &FACT_WITHOUT_SOURCE,
    &FACT_EVIDENCE,
    &FACT_UNKNOWN,
    &FUTURE_FACT,
    &STALE_FACT,
    &EXPIRED_FACT,
    &UNCONFIRMED_FACT,
    &CANNOT_CONFIRM,
];

pub static DATA_FILE: Kind = Kind {
    code: "data-file",
    severity: Severity::Error,
    explain: "What: a file under content/data/ is empty, lies where no collection looks, or belongs to a collection without a schema. \
              Why: its facts would never be read. Do: a collection NAME is content/data/NAME.schema.yaml with its rows in \
              content/data/NAME.yaml under `rows:`, or one file a row in content/data/NAME/.",
};
pub static DATA_NAME: Kind = Kind {
    code: "data-name",
    severity: Severity::Error,
    explain: "What: a collection or a row has a name that cannot become part of an address and of a reference. \
              Why: `Town Hall` and `town_hall` are typed, linked and remembered in many ways. Do: use small letters \
              (a to z), digits, and single hyphens between them, as in `town-hall`.",
};
pub static DUPLICATE_ROW: Kind = Kind {
    code: "duplicate-row",
    severity: Severity::Error,
    explain: "What: two rows of one collection have the same key, one in content/data/NAME.yaml and one in content/data/NAME/. Why: a \
              reference could mean either. Do: keep one, or rename one.",
};
pub static FACT_SCHEMA: Kind = Kind {
    code: "fact-schema",
    severity: Severity::Error,
    explain: "What: a schema says something that cannot be: a type or currency that does not exist, a fact of a group that is not \
              there, a fact that expires before it is stale. Why: facts are judged by their schema, so it must be sound itself. Do: \
              correct it in content/data/NAME.schema.yaml.",
};
pub static FACT_ID: Kind = Kind {
    code: "fact-id",
    severity: Severity::Error,
    explain: "What: a row gives or lists a fact that its schema does not know. Why: such a fact has no type and no label, and no page \
              could show it. Do: correct the id, or add it to the schema under `facts`.",
};
pub static FACT_TYPE: Kind = Kind {
    code: "fact-type",
    severity: Severity::Error,
    explain: "What: a value is not of the type that the schema names: an amount with a fraction, a day that does not exist, a \
              telephone number with letters. Why: what is no amount cannot be shown as one in two languages. Do: write the value as \
              the message says.",
};
pub static FACT_WITHOUT_SOURCE: Kind = Kind {
    code: "fact-without-source",
    severity: Severity::Error,
    explain: "What: a fact names no source. Why: nobody could check it, now or later. Do: give at least one entry under `sources` with \
              `url`, `kind` and `dated`; if nothing was found, list the id under `unknown` instead.",
};
pub static FACT_EVIDENCE: Kind = Kind {
    code: "fact-evidence",
    severity: Severity::Error,
    explain: "What: the evidence of a fact is not possible: a confidence or kind of source that the schema does not list, an address \
              that is none, a day of checking before the day of reading. Why: readers weigh a fact by its evidence. Do: correct it; \
              the lists are in the schema under `confidence` and `source_kinds`.",
};
pub static FACT_UNKNOWN: Kind = Kind {
    code: "fact-unknown",
    severity: Severity::Error,
    explain: "What: `unknown` lists a fact that the row gives, or lists one twice. Why: readers would be told both a value and that \
              there is none. Do: take it out of `unknown`, or take the fact away.",
};
pub static FUTURE_FACT: Kind = Kind {
    code: "future-fact",
    severity: Severity::Warning,
    explain: "What: a fact was read or checked on a day that has not come yet. Why: it would stay fresh for too long, or for ever. Do: \
              correct `read` or `checked`.",
};
pub static STALE_FACT: Kind = Kind {
    code: "stale-fact",
    severity: Severity::Warning,
    explain: "What: a fact was read and checked longer ago than `stale_after_days` in its schema. Why: fees and telephone numbers \
              change. Do: read its sources again, then renew `read`, or `checked` if a person compared them.",
};
pub static EXPIRED_FACT: Kind = Kind {
    code: "expired-fact",
    severity: Severity::Warning,
    explain: "What: a fact was read and checked longer ago than `expires_after_days` in its schema. Why: it may well be wrong by now, \
              so pages show it as expired, not as true. Do: read its sources again and renew `read` or `checked`, or take it away.",
};
pub static UNCONFIRMED_FACT: Kind = Kind {
    code: "unconfirmed-fact",
    severity: Severity::Note,
    explain: "What: no person has compared this fact with its living source yet. Why: what was read \
              may have been misread, so pages say that it is not confirmed. Do: compare it, then add `checked:` \
              with the day.",
};
pub static CANNOT_CONFIRM: Kind = Kind {
    code: "cannot-confirm",
    severity: Severity::Error,
    explain: "What: `futago facts confirm` leaves the file as it is: the row does not give this fact, the day lies before its reading \
              or has not come yet, or the place cannot be edited without changing anything else. Why: a wrong `checked` makes readers \
              trust what nobody compared. Do: as the help says; what cannot be edited by the command is written by hand.",
};
