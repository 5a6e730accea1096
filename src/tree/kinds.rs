//! Every kind of finding about trees, with its manual.

use crate::diagnostic::{Kind, Severity};

pub static KINDS: &[&Kind] = &[
    &TREE_FILE,
    &TREE_ID,
    &TREE_NAME,
    &TREE_TARGET,
    &TREE_UNREACHABLE,
    &TREE_DEAD_END,
    &TREE_CYCLE,
    &TREE_ANSWERS,
    &TREE_OUTCOME,
    &TREE_SOURCE,
    &TREE_DEADLINE,
    &TREE_LENGTH,
    &TREE_DEPTH,
    &TREE_SIZE,
    &TREE_FACT,
    &TREE_REDIRECT,
    &TREE_UNUSED,
    &TREE_PATHS_CHANGED,
];

pub static TREE_FILE: Kind = Kind {
    code: "tree-file",
    severity: Severity::Error,
    explain: "What: a file under content/trees/ is empty, has a name that cannot become an address, or is neither a tree nor a tree's \
              table of paths. Why: it would never be read. Do: a tree NAME is content/trees/NAME.yaml, with its table beside it in \
              content/trees/NAME.paths.tsv; NAME is small letters, digits and single hyphens.",
};
pub static TREE_ID: Kind = Kind {
    code: "tree-id",
    severity: Severity::Error,
    explain: "What: an id is used twice, or cannot be part of an address. Why: an id is the address of a question or an outcome, which \
              readers keep and share, so it must mean one thing. Do: use small letters, digits and single hyphens, as in `lost-card`; \
              questions and outcomes share one list of ids; only ids of actions may have capitals and `_`.",
};
pub static TREE_NAME: Kind = Kind {
    code: "tree-name",
    severity: Severity::Error,
    explain: "What: a tree names an action, a stage, a person to turn to, a thing to have at hand or a day that it does not list. Why: \
              the reader would see a gap in the list of what to do. Do: correct the name, or add it to its list in the same file.",
};
pub static TREE_TARGET: Kind = Kind {
    code: "tree-target",
    severity: Severity::Error,
    explain: "What: an answer leads to a question or an outcome that does not exist, or a stage starts with a question that is not its \
              own. Why: the reader would land on \"not found\" in the middle of the way. Do: correct the id, or write what is missing.",
};
pub static TREE_UNREACHABLE: Kind = Kind {
    code: "tree-unreachable",
    severity: Severity::Error,
    explain: "What: no way from the first question leads to this question or outcome. Why: nobody would ever read it, and most likely an \
              answer leads to the wrong place. Do: let an answer lead there, or remove it.",
};
pub static TREE_DEAD_END: Kind = Kind {
    code: "tree-dead-end",
    severity: Severity::Error,
    explain: "What: a question has no answers. Why: the reader would have come for nothing: every way must end in an outcome. Do: give \
              it answers, or let the answers above lead straight to an outcome.",
};
pub static TREE_CYCLE: Kind = Kind {
    code: "tree-cycle",
    severity: Severity::Error,
    explain: "What: an answer leads back to a question on the way to it. Why: a reader could go round for ever. Do: lead to an outcome; \
              what is to be done again on another day is its `come_back`.",
};
pub static TREE_ANSWERS: Kind = Kind {
    code: "tree-answers",
    severity: Severity::Error,
    explain: "What: a question has a single answer, or two of its answers have the same id or, in some language, the same words. Why: \
              readers cannot choose between two that look alike, and one alone is no question. Do: tell them apart, or join them.",
};
pub static TREE_OUTCOME: Kind = Kind {
    code: "tree-outcome",
    severity: Severity::Error,
    explain: "What: an outcome has no action, the same action twice, or nobody to turn to. Why: an outcome is what the reader does now; \
              its first action stands at the top. Do: list its `actions` in the order of doing; one of them is with somebody else than \
              `self`, unless the kind of the outcome is `done` or `wait`.",
};
pub static TREE_SOURCE: Kind = Kind {
    code: "tree-source",
    severity: Severity::Error,
    explain: "What: an outcome or an action names no source, or one that is not listed under `sources`; or a source is of a kind that is not listed under \
              `source_kinds`. Why: readers act on it, so they \
              must be able to see where it comes from. Do: name a source; what the editors judged themselves names one that says \
              `editorial: true`.",
};
pub static TREE_DEADLINE: Kind = Kind {
    code: "tree-deadline",
    severity: Severity::Error,
    explain: "What: an action does not say by when, or a number of days does not say from which day. Why: \"in 60 days\" without a day \
              to count from cannot be kept. Do: write `by: { when: … }`, or `days` with `from`, or `fact` with a fact that has a \
              `deadline` under `facts`; where there is no deadline, `by: { none: … }` with the reason.",
};
pub static TREE_LENGTH: Kind = Kind {
    code: "tree-length",
    severity: Severity::Error,
    explain: "What: a question is longer than 25 words (in Japanese 60 characters), or an answer longer than 12 words (25 characters). \
              Why: a frightened reader on a telephone reads no more. Do: shorten it; what explains goes into `hint`.",
};
pub static TREE_DEPTH: Kind = Kind {
    code: "tree-depth",
    severity: Severity::Error,
    explain: "What: the reader answers too many questions: more than 2 before being told something urgent (an urgent outcome, or \
              `do_first` above a question), more than 6 on the usual way, more than 8 on any. Why: what is urgent must not wait behind \
              questions, and readers give up. Do: put `do_first` above an earlier question, or leave out a question. The usual way \
              follows the answers with `usual: true`; without them it is the middle one of all.",
};
pub static TREE_SIZE: Kind = Kind {
    code: "tree-size",
    severity: Severity::Error,
    explain: "What: there are more than 400 ways from the first question to an outcome. Why: somebody must be able to read the table of \
              all paths. Do: end a visit in an outcome that says when to come back, instead of asking on.",
};
pub static TREE_FACT: Kind = Kind {
    code: "tree-fact",
    severity: Severity::Error,
    explain: "What: a tree refers to a fact, a row or a collection that does not exist, to a fact of another type than its place needs, \
              to one that stands in a text without words for a reader for whom it is unknown, or, in a question or an answer, to one \
              of a fixed row. Why: the reader would see a gap, and the length of questions and answers is proved here. Do: correct \
              the reference (`{fact: GROUP.NAME}` of the row that the reader chooses, `{fact: COLLECTION/ROW#GROUP.NAME}` of a \
              fixed one), name the collection in `facts_of`, add the words under `facts`, or move the fact into `hint`.",
};
pub static TREE_REDIRECT: Kind = Kind {
    code: "tree-redirect",
    severity: Severity::Error,
    explain: "What: a question or an outcome that the table of paths still knows is gone, and nothing says what stands for it; or a \
              redirect leads nowhere, or from an id that exists. Why: readers keep the address and come back with it days later. Do: \
              add `redirects: { old-id: new-id }` to the tree.",
};
pub static TREE_UNUSED: Kind = Kind {
    code: "tree-unused",
    severity: Severity::Warning,
    explain: "What: an action, a person to turn to, a thing to have at hand, a heading, a source, a kind of source or the words for a fact are listed, but \
              nothing uses them. Why: most likely a reference was lost. Do: use it, or remove it.",
};
pub static TREE_PATHS_CHANGED: Kind = Kind {
    code: "tree-paths-changed",
    severity: Severity::Error,
    explain: "What: the ways through the tree are not those of its table of paths, content/trees/NAME.paths.tsv. Why: changing one answer \
              can change where many readers end, so somebody looks at every path that changed. Do: if the changes are meant, run \
              `futago tree NAME --accept`, and commit the table with the tree.",
};
