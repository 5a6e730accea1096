//! `futago facts`: the table of all facts, what rests on one, and confirming them.

mod confirm;
mod table;
mod uses;
mod walk;

use jiff::civil::Date;

use crate::cli::{Common, Facts as Arguments, FactsCommand};
use crate::commands::{Outcome, options};
use crate::diagnostic::Failure;
use crate::facts::{self, Facts, Selection, Spec, Value};
use crate::lang::Lang;
use crate::project::Project;
use crate::render::Indexing;
use crate::say;
use crate::theme;

pub fn run(arguments: &Arguments, now: Date) -> Result<Outcome, Failure> {
    match (&arguments.command, &arguments.uses) {
        (Some(FactsCommand::Confirm(confirm)), _) => confirm::run(confirm, &arguments.common, now),
        (None, Some(key)) => uses::run(key, &arguments.common, now),
        (None, None) => table::run(arguments, now),
    }
}

fn read(common: &Common, now: Date) -> Result<Project, Failure> {
    Project::read(options(common, now, true, None, Indexing::Allowed))
}

/// What a KEY means on this site.
fn selection(key: &str, facts: &Facts) -> Result<Selection, Failure> {
    let selection = Selection::parse(key)
        .ok_or_else(|| Failure::new(say!("`{key}` names no facts: write COLLECTION/ROW#GROUP.NAME, or less of it", key = key)))?;
    facts.check_selection(&selection).map_err(Failure::new)?;
    Ok(selection)
}

/// A value as readers of the original language see it, which is the language that most sources are in.
fn in_words(value: &Value, spec: &Spec, project: &Project) -> String {
    visible(&facts::format(value, spec, Lang::ORIGINAL, &OriginalWords(&project.theme.words)))
}

/// On a line of its own, whatever stands in it: a terminal would take control characters for orders, and other line ends or turns of
/// direction could make a person confirm what is not there.
fn visible(text: &str) -> String {
    let is_turn = |c: char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => " ".to_owned(),
            c if c.is_control() || is_turn(c) => c.escape_unicode().to_string(),
            c => c.to_string(),
        })
        .collect()
}

struct OriginalWords<'a>(&'a theme::Words);

impl facts::Words for OriginalWords<'_> {
    fn word(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.0.get(Lang::ORIGINAL, key, arguments).unwrap_or_else(|| key.to_owned())
    }

    fn has(&self, key: &str) -> bool {
        self.0.get(Lang::ORIGINAL, key, &[]).is_some()
    }
}
