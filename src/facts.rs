//! Facts: typed values that carry their source, their confidence and their age.
//!
//! A collection is a schema (`content/data/NAME.schema.yaml`) and its rows (`NAME.yaml`, or one file a row in `NAME/`). Reading
//! goes in one line: `collection` gathers the files, `schema` says what may stand in a row, `row` and `fact` read it, `value`
//! knows the types. `age` judges by the day it is given, `wording` turns a value into words, `reference` finds what a page asks
//! for. What is wrong becomes a finding, and the rest of the file is read all the same; a value or evidence that is wrong is
//! never taken for a fact.

mod age;
mod collection;
mod confirm;
mod date;
mod fact;
mod kinds;
mod money;
mod phone;
mod policy;
mod reading;
mod reference;
mod row;
mod schema;
mod selection;
#[cfg(test)]
mod tests;
mod types;
mod value;
mod web;
mod wording;

use std::collections::BTreeMap;

pub use age::State;
pub use collection::Collection;
pub use confirm::{Confirmation, NewSource, confirm};
pub use date::PartialDate;
pub use fact::{Citation, Evidence, Fact};
pub use kinds::*;
pub use money::{Currency, Money};
pub use policy::{Confidence, Policy};
pub use reference::{FactRef, Lookup, TableLookup, TableRef};
pub use row::Row;
pub use schema::{FieldSpec, Group, Schema, Spec};
pub use selection::Selection;
pub use types::{CALENDARS, Calendar, Choice, Starts, TYPES, Type};
pub use value::{Days, Direction, Start, Value};
pub use web::host;
pub use wording::{Words, format, format_as, format_date, href};

use crate::diagnostic::Parsed;
use crate::lang::Languages;
use crate::source::Source;

/// All collections of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    collections: BTreeMap<String, Collection>,
}

/// Reads every collection from the files under `content/data/`; other sources are passed over.
pub fn parse(sources: &[&Source], languages: &Languages) -> Parsed<Facts> {
    let mut diagnostics = Vec::new();
    let files = collection::gather(sources, &mut diagnostics);
    let collections = files
        .iter()
        .filter_map(|(name, files)| collection::read(name, files, languages, &mut diagnostics))
        .map(|collection| (collection.name.clone(), collection))
        .collect();
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { value: Facts { collections }, diagnostics }
}

impl Facts {
    pub fn collection(&self, name: &str) -> Option<&Collection> {
        self.collections.get(name)
    }

    /// In order of their names.
    pub fn collections(&self) -> impl Iterator<Item = &Collection> {
        self.collections.values()
    }

    /// Every fact, with its row and what the schema says about it.
    pub fn all(&self) -> impl Iterator<Item = (&Row, &Fact, &Spec)> {
        self.collections().flat_map(|collection| {
            collection.rows.iter().flat_map(move |row| {
                row.facts.values().map(move |fact| {
                    let spec = collection.schema.spec(&fact.id).expect("row::read() took only facts that the schema knows");
                    (row, fact, spec)
                })
            })
        })
    }
}
