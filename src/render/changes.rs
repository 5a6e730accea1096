//! What changed in the facts, told by their own dates: on which day how many facts of a row were read, and how many confirmed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::facts::{Collection, Row};

/// What was done to a row on a day.
pub struct Change<'a> {
    pub day: Date,
    pub row: &'a Row,
    /// Ids, in order.
    pub read: Vec<&'a str>,
    pub checked: Vec<&'a str>,
}

/// The newest first.
pub fn of_row(row: &Row) -> Vec<Change<'_>> {
    let mut days: BTreeMap<Date, Change> = BTreeMap::new();
    for fact in row.facts.values() {
        let begin = |day| Change { day, row, read: Vec::new(), checked: Vec::new() };
        let read = fact.evidence.read;
        days.entry(read).or_insert_with(|| begin(read)).read.push(&fact.id);
        if let Some(day) = fact.evidence.checked {
            days.entry(day).or_insert_with(|| begin(day)).checked.push(&fact.id);
        }
    }
    days.into_values().rev().collect()
}

/// The newest first; those of one day in the order of the rows.
pub fn of_collection(collection: &Collection) -> Vec<Change<'_>> {
    let mut changes: Vec<Change> = collection.rows.iter().flat_map(of_row).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.day));
    changes
}

/// The id of a day on the page of its row.
pub fn anchor(day: Date) -> String {
    format!("on-{day}")
}
