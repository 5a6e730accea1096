//! Open data: the facts and the trees as JSON for other programs, each beside the JSON Schema that it keeps. These views are the
//! outward form, which is a promise: keys are added to it, and neither renamed nor taken away.
//!
//! Nothing in them depends on the day. In the place of "current" or "stale", which would be true on the day of the build alone,
//! stand the days from which a fact is stale and expired. What pages withhold is withheld here too.

mod collection;
mod schema;
mod tree;
mod tree_schema;
mod value;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Renderer;
use crate::lang::{Languages, PerLang};
use crate::site::{DataFile, Route};

impl Renderer<'_> {
    pub(super) fn data(&self, file: DataFile) -> String {
        match file {
            DataFile::Collection(id) => pretty(&self.collection_data(id)),
            DataFile::CollectionSchema(id) => pretty(&self.collection_schema(id)),
            DataFile::Tree(id) => pretty(&self.tree_data(id)),
            DataFile::TreeSchema(id) => pretty(&self.tree_schema(id)),
        }
    }

    fn data_url(&self, file: DataFile) -> String {
        self.site.url(&self.site.path(Route::Data(file)))
    }

    /// What is said of every such file: where it stands, what it keeps, whose it is.
    fn head(&self, file: DataFile, schema: DataFile) -> Head<'_> {
        let config = self.site.config();
        Head {
            schema: self.data_url(schema),
            url: self.data_url(file),
            languages: config.languages.complete_codes().collect(),
            licence: config.licence.as_ref().map(|licence| Licence { name: &licence.name, url: licence.url.as_deref() }),
            author: config.author.iter().all(|(_, author)| author.is_some()).then(|| {
                let authors = config
                    .languages
                    .complete()
                    .filter_map(|lang| Some((config.languages[lang].code.as_str(), config.author[lang].as_deref()?)));
                Keyed(authors.collect())
            }),
        }
    }

    fn origin(&self, files: Vec<String>) -> Origin<'_> {
        let repository = self.site.config().repository.as_ref();
        Origin {
            generator: "futago",
            repository: repository.map(|repository| repository.url.as_str()),
            branch: repository.map(|repository| repository.branch.as_str()),
            files,
        }
    }

    /// The address in each language of something that has one there.
    fn urls(&self, route: impl Fn(crate::lang::Lang) -> Option<Route>) -> Keyed<'_, String> {
        let languages = &self.site.config().languages;
        let found =
            languages.complete().filter_map(|lang| Some((languages[lang].code.as_str(), self.site.url(&self.site.path(route(lang)?)))));
        Keyed(found.collect())
    }
}

fn pretty(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("every key of these views is a string");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Head<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    url: String,
    languages: Vec<&'a str>,
    licence: Option<Licence<'a>>,
    author: Option<Keyed<'a, &'a str>>,
}

#[derive(Serialize)]
struct Licence<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

/// What a file was made from.
#[derive(Serialize)]
struct Origin<'a> {
    generator: &'a str,
    repository: Option<&'a str>,
    branch: Option<&'a str>,
    files: Vec<String>,
}

/// Values by keys, in this order.
struct Keyed<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Keyed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// One text per language, by the codes of the languages.
#[derive(Clone, Copy)]
struct Words<'a> {
    words: &'a PerLang<String>,
    languages: &'a Languages,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.languages.complete().map(|lang| (&self.languages[lang].code, &self.words[lang])))
    }
}
