//! The sources that a page stands on, and their numbers.

use std::collections::HashMap;

use serde::Serialize;

/// A source as the list at the end of a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    pub number: usize,
    /// `None` is the editors' own judgement.
    pub url: Option<String>,
    /// The address as people read it: without scheme, decoded.
    pub shown: String,
    pub title: Option<String>,
    pub publisher: String,
    pub kind: String,
    pub kind_text: String,
    pub dated: Option<String>,
    pub dated_text: Option<String>,
    pub read: String,
    pub read_text: String,
}

/// The sources of a page, numbered in the order in which the reader meets them; each address once.
#[derive(Default)]
pub struct Citations {
    views: Vec<SourceView>,
    numbers: HashMap<String, usize>,
    /// Whether a mark that leads to what "not confirmed" means stands on the page already.
    is_explained: bool,
}

impl Citations {
    /// Whether the mark that is about to be written is the one that leads to what "not confirmed" means.
    pub fn is_first_to_explain(&mut self) -> bool {
        !std::mem::replace(&mut self.is_explained, true)
    }

    pub fn into_views(self) -> Vec<SourceView> {
        self.views
    }

    pub fn cite(&mut self, view: SourceView) -> SourceView {
        let key = view.url.clone().or_else(|| view.title.clone()).unwrap_or_default();
        match self.numbers.get(&key) {
            Some(number) => SourceView { number: *number, ..view },
            None => {
                let view = SourceView { number: self.views.len() + 1, ..view };
                self.numbers.insert(key, view.number);
                self.views.push(view.clone());
                view
            }
        }
    }
}
