//! Which address each route has.

use super::index::Index;
use super::{Parts, Route};
use crate::address::SitePath;
use crate::page::HOME;

pub(super) fn of(route: Route, parts: &Parts, index: &Index) -> SitePath {
    let code = |lang| &parts.config.languages[lang].code;
    match route {
        Route::Choose => SitePath::new("/"),
        Route::Page(id) => {
            let place = &parts.pages[id.0 as usize].outline.place;
            page(code(place.lang), &place.key)
        }
        // `content/` is the root of what readers see.
        Route::Asset(id) => SitePath::new(parts.assets[id.0 as usize].path.trim_start_matches("content").to_owned()),
        Route::Alias(at) => index.aliases[at as usize].0.clone(),
        Route::Feed(lang) => SitePath::new(format!("/{}/feed.xml", code(lang))),
        Route::Manifest(lang) => SitePath::new(format!("/{}/manifest.webmanifest", code(lang))),
        Route::NotFound(lang) => SitePath::new(format!("/{}/404.html", code(lang))),
        Route::NotFoundAll => SitePath::new("/404.html"),
        Route::Sitemap => SitePath::new("/sitemap.xml"),
        Route::Robots => SitePath::new("/robots.txt"),
        Route::Headers => SitePath::new("/_headers"),
        Route::Redirects => SitePath::new("/_redirects"),
    }
}

fn page(code: &str, key: &str) -> SitePath {
    SitePath::new(if key == HOME { format!("/{code}/") } else { format!("/{code}/{key}/") })
}
