//! The Atom feed of a language: its pages by the day of their last update.

use serde::Serialize;

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::page::HOME;
use crate::site::{PageId, Route};

/// Most entries in a feed; readers fetch it again and again.
const MOST_ENTRIES: usize = 50;
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
    title: &'a str,
    updated: String,
    summary: Option<&'a str>,
}

pub fn render(renderer: &Renderer, lang: Lang) -> Result<String, Box<Diagnostic>> {
    let site = renderer.site;
    let config = site.config();
    let self_url = site.url(&site.path(Route::Feed(lang)));
    let home = site.find(HOME, lang).map_or(Route::Choose, Route::Page);
    let entries = entries(renderer, lang);
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
fn entries<'r>(renderer: &'r Renderer, lang: Lang) -> Vec<Entry<'r>> {
    let site = renderer.site;
    let mut dated: Vec<(jiff::civil::Date, PageId)> = site
        .pages()
        .filter(|id| site.page(*id).outline.place.lang == lang)
        .filter_map(|id| Some((site.page(id).outline.updated?, id)))
        .collect();
    dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    dated.truncate(MOST_ENTRIES);
    let entry = |(date, id): (jiff::civil::Date, PageId)| {
        let page = site.page(id);
        let url = site.url(&site.page_path(id));
        Entry {
            id: url.clone(),
            url,
            title: &page.outline.title,
            updated: format!("{date}T00:00:00Z"),
            summary: renderer.description(page),
        }
    };
    dated.into_iter().map(entry).collect()
}
