//! Messages that a reader sends: letters and chats, with blanks for what only the reader knows.
//!
//! A message is one file, `content/messages/NAME.yaml`, with its text in every language: one to send, the others to understand
//! it. What is wrong becomes a finding, and what was understood is a message all the same.

mod kinds;
mod model;
mod read;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;

pub use kinds::*;
pub use model::{Blank, Message, PageRef, Piece};

use crate::diagnostic::Parsed;
use crate::lang::Languages;
use crate::reading::{self, File};
use crate::source::Source;
use crate::yaml::closest;

pub const FOLDER: &str = "content/messages/";

/// All messages of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    messages: BTreeMap<String, Message>,
}

impl Messages {
    pub fn get(&self, name: &str) -> Option<&Message> {
        self.messages.get(name)
    }

    /// In order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    /// The name of a message that may have been meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        closest(name, self.messages.keys().map(String::as_str))
    }
}

/// Reads every message from the files under [`FOLDER`].
pub fn parse(sources: &[&Source], languages: &Languages) -> Parsed<Messages> {
    let mut diagnostics = Vec::new();
    let mut messages = BTreeMap::new();
    for named in reading::named_files(sources, FOLDER, &MESSAGE_FILE, &mut diagnostics) {
        let file = File { source: named.source, languages };
        messages.extend(read::read(file, &named.yaml, named.name, &mut diagnostics).map(|message| (named.name.to_owned(), message)));
    }
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { value: Messages { messages }, diagnostics }
}
