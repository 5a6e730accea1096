//! The Atom feed of a language: its pages by the day of their last update, and the facts by the days on which they were read and
//! confirmed.

use std::borrow::Cow;

use serde::Serialize;

use super::Renderer;
use super::changes::{self, Change};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::page::HOME;
use crate::site::{CollectionId, PageId, Route};

/// Most pages in a feed; readers fetch it again and again.
const MOST_PAGES: usize = 50;
/// Most changes of facts, one for each row and day: a day of checking must not push the pages out.
const MOST_CHANGES: usize = 30;
/// Most facts that an entry names.
const MOST_NAMED: usize = 8;
/// What a feed without dated pages says: Atom wants a time, and there is none.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

#[derive(Serialize)]
struct Feed<'a> {
    id: String,
    title: &'a str,
    updated: String,
    self_url: String,
    home_url: String,
    lang: &'a str,
    author: &'a str,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    url: String,
    title: Cow<'a, str>,
    updated: String,
    summary: Option<Cow<'a, str>>,
}

pub fn render(renderer: &Renderer, lang: Lang) -> Result<String, Box<Diagnostic>> {
    let site = renderer.site;
    let config = site.config();
    let self_url = site.url(&site.path(Route::Feed(lang)));
    let home = site.find(HOME, lang).map_or(Route::Choose, Route::Page);
    let mut entries = pages(renderer, lang);
    entries.extend(facts(renderer, lang));
    entries.sort_by(|a, b| b.updated.cmp(&a.updated));
    let feed = Feed {
        id: self_url.clone(),
        title: &config.title[lang],
        updated: entries.first().map_or_else(|| NO_TIME.to_owned(), |entry| entry.updated.clone()),
        self_url,
        home_url: site.url(&site.path(home)),
        lang: &config.languages[lang].tag,
        // Atom wants an author: where none is named, the site speaks for itself.
        author: config.author[lang].as_deref().unwrap_or(&config.title[lang]),
        entries,
    };
    let mut context = renderer.base(lang);
    context.insert("feed", &feed);
    renderer.template("feed.xml", &context)
}

/// The newest first; pages of one day in order of their keys.
fn pages<'r>(renderer: &'r Renderer, lang: Lang) -> Vec<Entry<'r>> {
    let site = renderer.site;
    let mut dated: Vec<(jiff::civil::Date, PageId)> = site
        .pages()
        .filter(|id| site.page(*id).outline.place.lang == lang)
        .filter_map(|id| Some((site.page(id).outline.updated?, id)))
        .collect();
    dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    dated.truncate(MOST_PAGES);
    let entry = |(date, id): (jiff::civil::Date, PageId)| {
        let page = site.page(id);
        let url = site.url(&site.page_path(id));
        Entry {
            id: url.clone(),
            url,
            title: page.outline.title.as_str().into(),
            updated: format!("{date}T00:00:00Z"),
            summary: renderer.description(page).map(Cow::from),
        }
    };
    dated.into_iter().map(entry).collect()
}

/// The newest first; those of one day in the order of collections and rows.
fn facts<'r>(renderer: &'r Renderer, lang: Lang) -> Vec<Entry<'r>> {
    let collections = renderer.site.facts().collections().zip(0..);
    let mut changes: Vec<(CollectionId, Change)> = collections
        .flat_map(|(collection, at)| changes::of_collection(collection).into_iter().map(move |change| (CollectionId(at), change)))
        .collect();
    changes.sort_by_key(|(_, change)| std::cmp::Reverse(change.day));
    let entries = changes.iter().filter_map(|(collection, change)| entry_of(renderer, lang, *collection, change));
    entries.take(MOST_CHANGES).collect()
}

/// `None` for a row that has no page.
fn entry_of<'r>(renderer: &'r Renderer, lang: Lang, collection: CollectionId, change: &Change) -> Option<Entry<'r>> {
    let site = renderer.site;
    let page = renderer.ledger_page_of(lang, collection, change.row)?;
    let url = format!("{}#{}", site.url(&site.path(Route::Ledger(page))), changes::anchor(change.day));
    let what = renderer.change_text(lang, change);
    let title = renderer.word(lang, "feed.facts", &[("row", change.row.name(lang)), ("what", &what)]);
    let schema = &site.collection(collection).schema;
    let is_named = |id: &str| change.read.contains(&id) || change.checked.contains(&id);
    let mut labels: Vec<&str> = schema.specs.iter().filter(|spec| is_named(&spec.id)).map(|spec| spec.label[lang].as_str()).collect();
    if labels.len() > MOST_NAMED {
        labels.truncate(MOST_NAMED);
        labels.push("…");
    }
    let summary = labels.join(&renderer.word(lang, "list.separator", &[]));
    Some(Entry { id: url.clone(), url, title: title.into(), updated: format!("{}T00:00:00Z", change.day), summary: Some(summary.into()) })
}
