//! JSON Schemas of the site's YAML, by which editors complete keys, explain them and mark what is wrong while it is typed.
//!
//! Each kind of file is one room with a function that makes its schemas from the linked site; a further kind is a further room
//! and a line in `KINDS`. Draft-07, because that is what yaml-language-server knows, which most editors use for YAML.
//!
//! They say what the readers of those files say, as far as one file can be judged by itself; `check` has the last word. What
//! comes from a schema file of the author (ids of facts, kinds of source) is listed. Names that a content file declares for
//! itself (questions, actions) are not: they would change with each edit, and a list of those would always be behind.

mod collection;
mod collection_schema;
mod glossary;
mod messages;
mod phrases;
mod settings;
mod site;
mod tree;
mod words;

use serde_json::{Value, json};

pub use settings::{SETTINGS, lacking, new_settings};

use crate::config::Config;
use crate::diagnostic::{Kind, Severity};
use crate::facts::Facts;

pub static SCHEMA_OUTDATED: Kind = Kind {
    code: "schema-outdated",
    severity: Severity::Error,
    explain: "What: a JSON Schema under `.schemas/`, or the mapping in `.vscode/settings.json`, is not what `futago schema` would write \
              now. Why: editors would complete and mark by rules that hold no more. Do: run `futago schema` and commit what it \
              writes; put into the settings what it names.",
};

pub static KINDS_OF_FINDINGS: &[&Kind] = &[&SCHEMA_OUTDATED];

/// Where they stand, from the root of the site.
pub const FOLDER: &str = ".schemas/";

/// A schema, and the files that go by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Inside [`FOLDER`].
    pub name: String,
    /// From the root of the site, with `*`. None: only other schemas refer to it.
    pub files: Vec<String>,
    pub json: Value,
}

impl Schema {
    pub fn path(&self) -> String {
        format!("{FOLDER}{}", self.name)
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.json)
    }
}

/// What schemas are made from.
pub struct Ground<'a> {
    pub config: &'a Config,
    pub facts: &'a Facts,
}

/// Every kind of file that has a schema.
const KINDS: &[fn(&Ground) -> Vec<Schema>] = &[
    site::schemas,
    collection_schema::schemas,
    collection::schemas,
    tree::schemas,
    phrases::schemas,
    messages::schemas,
    glossary::schemas,
];

/// All schemas of a site, in the order of their names.
pub fn all(ground: &Ground) -> Vec<Schema> {
    let mut schemas: Vec<Schema> = KINDS.iter().flat_map(|kind| kind(ground)).collect();
    schemas.sort_by(|a, b| a.name.cmp(&b.name));
    schemas
}

/// A whole schema: its head, and what the file is.
fn schema(name: &str, files: &[String], title: &str, definitions: Value, mut body: Value) -> Schema {
    body["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    body["$comment"] = json!("Written by `futago schema`: do not edit.");
    body["title"] = json!(title);
    body["definitions"] = definitions;
    Schema { name: name.to_owned(), files: files.to_vec(), json: body }
}
