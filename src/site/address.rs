//! Which address each route has.

use super::index::Index;
use super::{Parts, Route, TreePage, TreePart};
use crate::address::SitePath;
use crate::page::HOME;
use crate::tree::{NodeId, QuestionId};

pub(super) fn of(route: Route, parts: &Parts, index: &Index) -> SitePath {
    let code = |lang| &parts.config.languages[lang].code;
    match route {
        Route::Choose => SitePath::new("/"),
        Route::Page(id) => {
            let place = &parts.pages[id.0 as usize].outline.place;
            page(code(place.lang), &place.key)
        }
        Route::Tree(page) => SitePath::new(format!("/{}/{}", code(page.lang), tree(page, parts))),
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

fn tree(page: TreePage, parts: &Parts) -> String {
    let tree = parts.trees.iter().nth(page.tree.0 as usize).expect("ids of trees are made by counting them");
    let below = match page.part {
        TreePart::Node(NodeId::Question(QuestionId::ROOT)) => return format!("tree/{}/", tree.name),
        TreePart::Node(node) => tree.id_of(node),
        TreePart::Overview => "overview",
        TreePart::Picture => "picture",
        TreePart::Review => "review",
    };
    format!("tree/{}/{below}/", tree.name)
}
