//! References to phrases, as pages write them, and what they find.

use super::{Phrasebook, Phrasebooks};
use crate::yaml::closest;

/// What a reference finds: `NAME` for the whole book, `NAME#stage,stage` for some of its stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// The stages, as indexes into those of the book, in the order of the reference.
    Found {
        book: &'a Phrasebook,
        stages: Vec<usize>,
    },
    NoSuchBook {
        named: &'a str,
        nearest: Option<&'a str>,
    },
    /// Each with the nearest that there is.
    NoSuchStages {
        book: &'a Phrasebook,
        named: Vec<(&'a str, Option<&'a str>)>,
    },
}

impl Phrasebooks {
    pub fn find<'a>(&'a self, reference: &'a str) -> Lookup<'a> {
        let (name, selection) = reference.split_once('#').map_or((reference, None), |(name, selection)| (name, Some(selection)));
        let Some(book) = self.get(name) else {
            return Lookup::NoSuchBook { named: name, nearest: self.nearest(name) };
        };
        let Some(selection) = selection else {
            return Lookup::Found { book, stages: (0..book.stages.len()).collect() };
        };
        let (mut stages, mut unknown) = (Vec::new(), Vec::new());
        for named in selection.split(',').map(str::trim) {
            match book.stage(named) {
                Some(stage) => stages.push(stage),
                None => unknown.push((named, closest(named, book.stages.iter().map(|stage| stage.id.as_str())))),
            }
        }
        match unknown.is_empty() {
            true => Lookup::Found { book, stages },
            false => Lookup::NoSuchStages { book, named: unknown },
        }
    }

    /// The name of a phrasebook that may have been meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        closest(name, self.iter().map(|book| book.name.as_str()))
    }
}
