//! Findings about content (`Diagnostic`, addressed to its author) and failures of the surroundings (`Failure`).

pub mod github;
pub mod human;
pub mod json;
mod message;

pub use message::Message;

use crate::source::Span;

/// How much a finding weighs. Errors fail `build` and `check`; warnings only with `--strict`; notes never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One kind of finding. Its code is stable and public; it stands beside the code that finds it.
#[derive(Debug)]
pub struct Kind {
    pub code: &'static str,
    pub severity: Severity,
    /// The manual of this kind, printed by `check --explain`: what, why, what to do.
    pub explain: &'static str,
}

/// One finding. All findings of a run are gathered, then judged.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub kind: &'static Kind,
    /// `None` only when the file itself is missing.
    pub span: Option<Span>,
    /// What is wrong; names in backticks; no full stop.
    pub message: Message,
    /// The other place, when there are two.
    pub related: Vec<(Span, Message)>,
    /// What to do about it.
    pub help: Option<Message>,
}

impl Diagnostic {
    pub fn new(kind: &'static Kind, span: Span, message: Message) -> Diagnostic {
        Diagnostic { kind, span: Some(span), message, related: Vec::new(), help: None }
    }

    pub fn without_place(kind: &'static Kind, message: Message) -> Diagnostic {
        Diagnostic { kind, span: None, message, related: Vec::new(), help: None }
    }

    pub fn help(mut self, help: Message) -> Diagnostic {
        self.help = Some(help);
        self
    }

    pub fn related(mut self, span: Span, message: Message) -> Diagnostic {
        self.related.push((span, message));
        self
    }

    pub fn severity(&self) -> Severity {
        self.kind.severity
    }
}

/// What a stage made, and what it found wrong while making it. Parsing never fails.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    pub fn clean(value: T) -> Parsed<T> {
        Parsed { value, diagnostics: Vec::new() }
    }
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Tally {
    pub fn of(diagnostics: &[Diagnostic]) -> Tally {
        let count = |severity| diagnostics.iter().filter(|d| d.severity() == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }
}

/// The surroundings do not allow the work: a folder that cannot be read, a port in use. One line, exit code 2.
#[derive(Debug)]
pub struct Failure(pub Message);

impl Failure {
    pub fn new(message: Message) -> Failure {
        Failure(message)
    }
}
