//! Which address each route has.

use super::index::Index;
use super::{CollectionId, DataFile, LedgerPage, LedgerPart, Parts, Route, TreeId, TreePage, TreePart};
use crate::address::SitePath;
use crate::facts::Collection;
use crate::page::HOME;
use crate::tree::{NodeId, QuestionId, Tree};

pub(super) fn of(route: Route, parts: &Parts, index: &Index) -> SitePath {
    let code = |lang| &parts.config.languages[lang].code;
    match route {
        Route::Choose => SitePath::new("/"),
        Route::Page(id) => {
            let place = &parts.pages[id.0 as usize].outline.place;
            page(code(place.lang), &place.key)
        }
        Route::Tree(page) => SitePath::new(format!("/{}/{}", code(page.lang), tree(page, parts))),
        Route::Ledger(page) => SitePath::new(format!("/{}/data/{}", code(page.lang), ledger(page, parts))),
        Route::Data(file) => SitePath::new(format!("/data/{}", data(file, parts))),
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

fn ledger(page: LedgerPage, parts: &Parts) -> String {
    match page.part {
        LedgerPart::Index => String::new(),
        LedgerPart::Collection(id) => format!("{}/", collection(id, parts).name),
        LedgerPart::Row(id, row) => format!("{}/{}/", collection(id, parts).name, collection(id, parts).rows[row as usize].key),
    }
}

/// No name holds a dot, so a schema stands in nobody's place.
fn data(file: DataFile, parts: &Parts) -> String {
    match file {
        DataFile::Collection(id) => format!("{}.json", collection(id, parts).name),
        DataFile::CollectionSchema(id) => format!("{}.schema.json", collection(id, parts).name),
        DataFile::Tree(id) => format!("trees/{}.json", tree_of(id, parts).name),
        DataFile::TreeSchema(id) => format!("trees/{}.schema.json", tree_of(id, parts).name),
    }
}

fn collection(id: CollectionId, parts: &Parts) -> &Collection {
    parts.facts.collections().nth(id.0 as usize).expect("ids of collections are made by counting them")
}

fn tree_of(id: TreeId, parts: &Parts) -> &Tree {
    parts.trees.iter().nth(id.0 as usize).expect("ids of trees are made by counting them")
}

fn tree(page: TreePage, parts: &Parts) -> String {
    let tree = tree_of(page.tree, parts);
    let below = match page.part {
        TreePart::Node(NodeId::Question(QuestionId::ROOT)) => return format!("tree/{}/", tree.name),
        TreePart::Node(node) => tree.id_of(node),
        TreePart::Overview => "overview",
        TreePart::Picture => "picture",
        TreePart::Review => "review",
    };
    format!("tree/{}/{below}/", tree.name)
}
