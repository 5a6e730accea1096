//! References to facts, as pages write them, and what they find.

use std::collections::BTreeSet;
use std::fmt;

use crate::facts::Facts;
use crate::facts::collection::Collection;
use crate::facts::fact::Fact;
use crate::facts::row::Row;
use crate::facts::schema::Spec;
use crate::yaml::closest;

/// One fact of one row: `libraries/central#card.fee`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRef {
    pub collection: String,
    pub row: String,
    pub id: String,
}

/// Facts for a table. No names means all facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRef {
    /// Facts of one row, by id or group: `libraries/central#desk,card.fee`.
    Row { collection: String, row: String, selection: Vec<String> },
    /// All rows, with these facts as columns: `libraries#desk.phone,card.fee`.
    Collection { collection: String, columns: Vec<String> },
}

impl FactRef {
    /// Reads what stands behind `fact:`; `None` if it is not written as one.
    pub fn parse(text: &str) -> Option<FactRef> {
        let (place, id) = text.split_once('#')?;
        let (collection, row) = place.split_once('/')?;
        [collection, row, id].into_iter().all(is_name).then(|| FactRef {
            collection: collection.to_owned(),
            row: row.to_owned(),
            id: id.to_owned(),
        })
    }
}

impl fmt::Display for FactRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}#{}", self.collection, self.row, self.id)
    }
}

impl TableRef {
    /// Reads what stands behind `facts:`; `None` if it is not written as one.
    pub fn parse(text: &str) -> Option<TableRef> {
        let (place, names) = match text.split_once('#') {
            Some((place, names)) => (place, names.split(',').map(str::trim).collect()),
            None => (text, Vec::new()),
        };
        let (collection, row) = match place.split_once('/') {
            Some((collection, row)) => (collection, Some(row)),
            None => (place, None),
        };
        if ![collection].into_iter().chain(row).chain(names.iter().copied()).all(is_name) {
            return None;
        }
        let names = names.into_iter().map(str::to_owned).collect();
        Some(match row {
            Some(row) => TableRef::Row { collection: collection.to_owned(), row: row.to_owned(), selection: names },
            None => TableRef::Collection { collection: collection.to_owned(), columns: names },
        })
    }

    pub fn collection(&self) -> &str {
        match self {
            TableRef::Row { collection, .. } | TableRef::Collection { collection, .. } => collection,
        }
    }

    /// The ids and groups it names.
    pub fn names(&self) -> &[String] {
        match self {
            TableRef::Row { selection, .. } => selection,
            TableRef::Collection { columns, .. } => columns,
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '#' | ','))
}

/// What a reference to a fact finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    Known(&'a Fact, &'a Spec),
    /// The row lists it as unknown, lacks it, or has a finding in its place.
    NotFound(&'a Spec),
    NoSuchId {
        nearest: Option<&'a str>,
    },
    NoSuchRow {
        nearest: Option<&'a str>,
    },
    NoSuchCollection {
        nearest: Option<&'a str>,
    },
}

/// What a reference to a table finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableLookup<'a> {
    /// The selected facts, in the order of the schema.
    Row {
        collection: &'a Collection,
        row: &'a Row,
        specs: Vec<&'a Spec>,
    },
    /// The columns, in the order of the reference.
    Collection {
        collection: &'a Collection,
        specs: Vec<&'a Spec>,
    },
    /// Names that are neither an id nor a group, each with the nearest that is.
    NoSuchIds(Vec<(&'a str, Option<&'a str>)>),
    NoSuchRow {
        nearest: Option<&'a str>,
    },
    NoSuchCollection {
        nearest: Option<&'a str>,
    },
}

impl Facts {
    pub fn find(&self, reference: &FactRef) -> Lookup<'_> {
        let Some(collection) = self.collection(&reference.collection) else {
            return Lookup::NoSuchCollection { nearest: self.nearest_collection(&reference.collection) };
        };
        let Some(row) = collection.row(&reference.row) else {
            return Lookup::NoSuchRow { nearest: collection.nearest_row(&reference.row) };
        };
        let Some(spec) = collection.schema.spec(&reference.id) else {
            return Lookup::NoSuchId { nearest: collection.schema.nearest_id(&reference.id) };
        };
        match row.fact(&reference.id) {
            Some(fact) => Lookup::Known(fact, spec),
            None => Lookup::NotFound(spec),
        }
    }

    pub fn find_table<'a>(&'a self, reference: &'a TableRef) -> TableLookup<'a> {
        let Some(collection) = self.collection(reference.collection()) else {
            return TableLookup::NoSuchCollection { nearest: self.nearest_collection(reference.collection()) };
        };
        let row = match reference {
            TableRef::Collection { .. } => None,
            TableRef::Row { row, .. } => match collection.row(row) {
                Some(row) => Some(row),
                None => return TableLookup::NoSuchRow { nearest: collection.nearest_row(row) },
            },
        };
        match (selected(collection, reference.names()), row) {
            (Err(missing), _) => TableLookup::NoSuchIds(missing),
            (Ok(specs), None) => TableLookup::Collection { collection, specs },
            (Ok(mut specs), Some(row)) => {
                specs.sort_by_key(|spec| collection.schema.position(spec));
                TableLookup::Row { collection, row, specs }
            }
        }
    }

    fn nearest_collection(&self, name: &str) -> Option<&str> {
        closest(name, self.collections().map(|collection| collection.name.as_str()))
    }
}

/// The specs that the names select, each once, or the names that select none.
fn selected<'a>(collection: &'a Collection, names: &'a [String]) -> Result<Vec<&'a Spec>, Vec<(&'a str, Option<&'a str>)>> {
    let schema = &collection.schema;
    if names.is_empty() {
        return Ok(schema.specs.iter().collect());
    }
    let selects_none = |name: &&String| schema.selected(name).next().is_none() && schema.group(name).is_none();
    let missing: Vec<_> = names
        .iter()
        .filter(selects_none)
        .filter(|_| schema.is_readable())
        .map(|name| (name.as_str(), schema.nearest_id_or_group(name)))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut seen = BTreeSet::new();
    Ok(names.iter().flat_map(|name| schema.selected(name)).filter(|spec| seen.insert(&spec.id)).collect())
}
