//! A collection: a schema and its rows, gathered from the files under `content/data/`.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::facts::kinds::{DATA_FILE, DUPLICATE_ROW};
use crate::facts::reading::{File, check_slug, open_map};
use crate::facts::row::{self, Row};
use crate::facts::schema::{self, Head, Schema};
use crate::lang::{Languages, PerLang};
use crate::say;
use crate::source::{Source, Span};
use crate::yaml::{self, Fields, Yaml, closest};

const FOLDER: &str = "content/data/";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    pub name: String,
    pub title: PerLang<String>,
    /// The section under which each row has its page.
    pub page: Option<String>,
    /// Where the schema says so.
    pub page_span: Option<Span>,
    pub schema: Schema,
    /// Those of `NAME.yaml` in its order, then those of `NAME/` in order of their keys.
    pub rows: Vec<Row>,
    /// Where in `rows` a key is.
    index: BTreeMap<String, usize>,
}

impl Collection {
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.index.get(key).map(|at| &self.rows[*at])
    }

    pub fn nearest_row(&self, key: &str) -> Option<&str> {
        closest(key, self.rows.iter().map(|row| row.key.as_str()))
    }

    /// Adds a row whose key no row before it has; else a finding.
    fn add(&mut self, row: Row, diagnostics: &mut Vec<Diagnostic>) {
        match self.row(&row.key) {
            Some(first) => diagnostics.push(
                Diagnostic::new(&DUPLICATE_ROW, row.span, say!("`{key}` is already a row of `{name}`", key = row.key, name = self.name))
                    .related(first.span, say!("first here"))
                    .help(say!("keep one of the two, or give this one another key")),
            ),
            None => {
                self.index.insert(row.key.clone(), self.rows.len());
                self.rows.push(row);
            }
        }
    }
}

/// The files of one collection.
#[derive(Default)]
pub struct Files<'a> {
    schema: Option<&'a Source>,
    table: Option<&'a Source>,
    /// Key and file of each row that has its own, in order of the keys.
    rows: BTreeMap<&'a str, &'a Source>,
}

/// Sorts the files under `content/data/` into collections. Other files are no data: a README may lie there.
pub fn gather<'a>(sources: &[&'a Source], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<&'a str, Files<'a>> {
    let mut collections: BTreeMap<&str, Files> = BTreeMap::new();
    for &source in sources {
        let Some(path) = source.path.strip_prefix(FOLDER) else { continue };
        let Some(path) = path.strip_suffix(".yaml") else {
            diagnostics.extend(path.ends_with(".yml").then(|| wrong_ending(source)));
            continue;
        };
        match path.split_once('/') {
            None => match path.strip_suffix(".schema") {
                Some(name) => collections.entry(name).or_default().schema = Some(source),
                None => collections.entry(path).or_default().table = Some(source),
            },
            Some((_, rest)) if rest.contains('/') => diagnostics.push(too_deep(source)),
            Some((name, key)) => {
                collections.entry(name).or_default().rows.insert(key, source);
            }
        }
    }
    collections
}

fn wrong_ending(source: &Source) -> Diagnostic {
    Diagnostic::new(&DATA_FILE, Span::at(source.id, 0), say!("a data file ends in `.yaml`, and this one in `.yml`")).help(say!("rename it"))
}

fn too_deep(source: &Source) -> Diagnostic {
    Diagnostic::new(&DATA_FILE, Span::at(source.id, 0), say!("no collection looks for its rows in a folder as deep as this"))
        .help(say!("move the file to content/data/NAME/ROW.yaml"))
}

/// Reads one collection: first its schema, then its rows by that schema.
pub fn read(name: &str, files: &Files, languages: &Languages, diagnostics: &mut Vec<Diagnostic>) -> Option<Collection> {
    let first = files.schema.or(files.table).or(files.rows.values().next().copied())?;
    check_slug(name, "a collection", Span::at(first.id, 0), diagnostics);
    let head = head(name, files, first, languages, diagnostics);
    let (page, page_span) = head.page.unzip();
    let (rows, index) = (Vec::new(), BTreeMap::new());
    let mut collection = Collection { name: name.to_owned(), title: head.title, page, page_span, schema: head.schema, rows, index };
    if let Some(source) = files.table {
        table(File { source, languages }, &mut collection, diagnostics);
    }
    for (key, source) in &files.rows {
        single(File { source, languages }, key, &mut collection, diagnostics);
    }
    Some(collection)
}

fn head(name: &str, files: &Files, first: &Source, languages: &Languages, diagnostics: &mut Vec<Diagnostic>) -> Head {
    let read = match files.schema {
        Some(source) => {
            let file = File { source, languages };
            document(file, diagnostics).and_then(|yaml| schema::read(file, &yaml, name, diagnostics))
        }
        None => {
            diagnostics.push(
                Diagnostic::new(&DATA_FILE, Span::at(first.id, 0), say!("the collection `{name}` has no schema", name = name))
                    .help(say!("write content/data/{name}.schema.yaml", name = name)),
            );
            None
        }
    };
    read.unwrap_or_else(|| {
        let title = PerLang::from_fn(languages, |_| name.to_owned());
        Head { title: title.clone(), page: None, schema: Schema::unreadable(title, Span::at(first.id, 0)) }
    })
}

/// The tree of a file; a finding if there is none.
fn document(file: File, diagnostics: &mut Vec<Diagnostic>) -> Option<Yaml> {
    let parsed = yaml::parse(file.source.id, &file.source.text, 0);
    if parsed.value.is_none() && parsed.diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::new(&DATA_FILE, Span::at(file.source.id, 0), say!("this file is empty"))
                .help(say!("write something into it, or delete it")),
        );
    }
    diagnostics.extend(parsed.diagnostics);
    parsed.value
}

/// `NAME.yaml`: all rows under `rows`.
fn table(file: File, collection: &mut Collection, diagnostics: &mut Vec<Diagnostic>) {
    let Some(yaml) = document(file, diagnostics) else { return };
    let Some(mut fields) = Fields::of(file.source, &yaml, "a file of rows", diagnostics) else { return };
    let rows = fields.required("rows").map_or(&[] as &[_], |yaml| open_map(yaml, fields.diagnostics()));
    for entry in rows {
        check_slug(&entry.key, "a row", entry.key_span, fields.diagnostics());
        let empty = Row::empty(file, &collection.name, &entry.key, entry.key_span);
        let row = filled(file, &entry.value, collection, empty, fields.diagnostics());
        collection.add(row, fields.diagnostics());
    }
    fields.finish();
}

/// `NAME/ROW.yaml`: a row of its own. One that cannot be read is still a row, so that no reference to it is blamed.
fn single(file: File, key: &str, collection: &mut Collection, diagnostics: &mut Vec<Diagnostic>) {
    let place = Span::at(file.source.id, 0);
    check_slug(key, "a row", place, diagnostics);
    let empty = Row::empty(file, &collection.name, key, place);
    let row = match document(file, diagnostics) {
        Some(yaml) => filled(file, &yaml, collection, empty, diagnostics),
        None => empty,
    };
    collection.add(row, diagnostics);
}

/// Without a schema nothing can be said about a row but that it is there.
fn filled(file: File, yaml: &Yaml, collection: &Collection, empty: Row, diagnostics: &mut Vec<Diagnostic>) -> Row {
    match collection.schema.is_readable() {
        true => row::read(file, yaml, &collection.schema, empty, diagnostics),
        false => empty,
    }
}
