//! What a link or a picture names: `page:key#id`, a relative path, a path from the root, or another site.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::{AssetId, PageId, Route, Site, Successor};
use crate::address::SitePath;
use crate::glossary::Term;
use crate::lang::Lang;
use crate::page::{Page, Place};
use crate::yaml::closest;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    Page {
        page: PageId,
        anchor: Option<String>,
    },
    Asset(AssetId),
    /// Something else that has an address here: a feed, the sitemap.
    Other(SitePath),
    /// An address outside the site, as written: `https:`, `mailto:`, `tel:`.
    External(&'a str),
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No page of that key or path; `nearest` is a key or path that may be meant.
    NoPage { named: String, nearest: Option<String> },
    /// The page is a draft, which readers will not have.
    Draft { page: PageId },
    /// The page is there, its heading is not.
    NoAnchor { page: PageId, id: String, nearest: Option<String> },
    /// No file beside the page.
    NoFile { named: String, nearest: Option<String> },
}

/// What a link by key begins with.
const PAGE: &str = "page:";
/// What a link to a page of a tree begins with.
const TREE: &str = "tree:";

pub(super) fn resolve<'a>(site: &Site, from: &Page, destination: &'a str) -> Result<Reference<'a>, Broken> {
    // Browsers do not tell capitals apart in a scheme, and neither do authors.
    let by_scheme = destination.get(..PAGE.len()).filter(|start| start.eq_ignore_ascii_case(PAGE));
    if let Some(rest) = by_scheme.and(destination.get(PAGE.len()..)) {
        let (key, anchor) = split_anchor(rest);
        return by_key(site, from, &key, anchor);
    }
    if let Some(rest) = destination.get(..TREE.len()).filter(|start| start.eq_ignore_ascii_case(TREE)).and(destination.get(TREE.len()..)) {
        return tree_page(site, from, rest);
    }
    if has_scheme(destination) || destination.starts_with("//") {
        return Ok(Reference::External(destination));
    }
    let (path, anchor) = split_anchor(destination);
    if path.is_empty() {
        let id = site.find(&from.outline.place.key, from.outline.place.lang);
        return match id {
            Some(id) => with_anchor(site, id, anchor),
            // A draft that is not shown has no address; its own headings are not judged.
            None => Ok(Reference::External(destination)),
        };
    }
    if path.starts_with('/') {
        return by_address(site, &path, anchor);
    }
    relative(site, from, &path, anchor)
}

/// Path and fragment, decoded.
fn split_anchor(text: &str) -> (String, Option<String>) {
    let decode = |part: &str| percent_decode_str(part).decode_utf8_lossy().nfc().collect::<String>();
    match text.split_once('#') {
        Some((path, anchor)) => (decode(path), Some(decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (decode(text), None),
    }
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn by_key<'a>(site: &Site, from: &Page, key: &str, anchor: Option<String>) -> Result<Reference<'a>, Broken> {
    let key = key.trim_matches('/');
    let lang = from.outline.place.lang;
    match site.find_nearest(key, lang) {
        Some(page) => with_anchor(site, page, anchor.clone()).or_else(|broken| in_fallback(site, key, lang, anchor).ok_or(broken)),
        None => match site.hidden_draft(key, lang) {
            Some(page) => Err(Broken::Draft { page }),
            None => {
                let nearest = closest(key, site.keys().map(|(key, _)| key)).map(|near| format!("page:{near}"));
                Err(Broken::NoPage { named: format!("page:{key}"), nearest })
            }
        },
    }
}

/// The section in the fallback language: a shorter page lacks sections that the whole one has.
fn in_fallback<'a>(site: &Site, key: &str, lang: Lang, anchor: Option<String>) -> Option<Reference<'a>> {
    let fallback = site.config().languages[lang].fallback?;
    with_anchor(site, site.find(key, fallback)?, anchor).ok()
}

/// `tree:NAME`, or `tree:NAME/ID` for a question or an outcome.
fn tree_page<'a>(site: &Site, from: &Page, reference: &str) -> Result<Reference<'a>, Broken> {
    if let Some(page) = site.find_tree_page(reference, from.outline.place.lang) {
        return Ok(Reference::Other(site.path(Route::Tree(page))));
    }
    let known: Vec<String> = site
        .trees()
        .iter()
        .flat_map(|tree| tree.nodes().map(|node| format!("{}/{}", tree.name, tree.id_of(node))).chain([tree.name.clone()]))
        .collect();
    let nearest = closest(reference, known.iter().map(String::as_str)).map(|near| format!("tree:{near}"));
    Err(Broken::NoPage { named: format!("tree:{reference}"), nearest })
}

fn with_anchor<'a>(site: &Site, page: PageId, anchor: Option<String>) -> Result<Reference<'a>, Broken> {
    let Some(id) = anchor else { return Ok(Reference::Page { page, anchor: None }) };
    let anchors = &site.page(page).outline.anchors;
    if anchors.iter().any(|known| known.id == id) {
        return Ok(Reference::Page { page, anchor: Some(id) });
    }
    let terms = terms_on(site, page);
    if terms.contains(&id) {
        return Ok(Reference::Page { page, anchor: Some(id) });
    }
    let known = anchors.iter().map(|anchor| anchor.id.as_str()).chain(terms.iter().map(String::as_str));
    let nearest = closest(&id, known).map(str::to_owned);
    Err(Broken::NoAnchor { page, id, nearest })
}

/// The ids of the terms that a page lists.
fn terms_on(site: &Site, page: PageId) -> Vec<String> {
    let glossaries = site.page(page).outline.glossaries.iter().filter_map(|name| site.glossaries().get(name));
    glossaries.flat_map(|glossary| glossary.terms.iter().map(Term::anchor)).collect()
}

fn by_address<'a>(site: &Site, path: &str, anchor: Option<String>) -> Result<Reference<'a>, Broken> {
    let address = SitePath::new(path);
    match site.route(&address) {
        Some(Route::Page(page)) => with_anchor(site, page, anchor),
        Some(Route::Asset(asset)) => Ok(Reference::Asset(asset)),
        Some(Route::Alias(alias)) => match site.alias(alias).1 {
            Successor::Page(page) => with_anchor(site, page, anchor),
            Successor::Tree(page) => Ok(Reference::Other(site.path(Route::Tree(page)))),
        },
        Some(_) => Ok(Reference::Other(address)),
        None => {
            let paths: Vec<String> = site.pages().map(|id| site.page_path(id).to_string()).collect();
            Err(Broken::NoPage { named: path.to_owned(), nearest: closest(path, paths.iter().map(String::as_str)).map(str::to_owned) })
        }
    }
}

/// A path from the page's own file: another page's file, or a file beside it.
fn relative<'a>(site: &Site, from: &Page, path: &str, anchor: Option<String>) -> Result<Reference<'a>, Broken> {
    let place = &from.outline.place;
    let code = &site.config().languages[place.lang].code;
    let folder = match (place.is_index, place.key.rsplit_once('/')) {
        _ if place.is_home() => format!("content/{code}"),
        (true, _) => format!("content/{code}/{}", place.key),
        (false, Some((folder, _))) => format!("content/{code}/{folder}"),
        (false, None) => format!("content/{code}"),
    };
    let no_file = |nearest| Broken::NoFile { named: path.to_owned(), nearest };
    let Some(full) = join(&folder, path) else { return Err(no_file(None)) };
    if let Some(asset) = site.asset_at(&full) {
        return Ok(Reference::Asset(asset));
    }
    if !path.ends_with(".md") {
        return Err(no_file(nearest_file(site, &full)));
    }
    let Some(target) = Place::of(&full, &site.config().languages) else { return Err(no_file(None)) };
    match site.find(&target.key, target.lang) {
        Some(page) => with_anchor(site, page, anchor),
        None => match site.hidden_draft(&target.key, target.lang) {
            Some(page) => Err(Broken::Draft { page }),
            None => {
                let nearest = closest(&target.key, site.keys().map(|(key, _)| key)).map(|near| format!("page:{near}"));
                Err(Broken::NoPage { named: path.to_owned(), nearest })
            }
        },
    }
}

/// A file whose own name is like the one that was named; that it lies in the same folder makes it no likelier.
fn nearest_file(site: &Site, path: &str) -> Option<String> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let assets = &site.parts().assets;
    let names: Vec<String> = assets.iter().map(|asset| name(&asset.path)).collect();
    let near = closest(&name(path), names.iter().map(String::as_str))?;
    assets.iter().zip(&names).find(|(_, name)| *name == near).map(|(asset, _)| asset.path.clone())
}

/// Joins and resolves `.` and `..`; `None` if it climbs above `content/`.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
                if parts.is_empty() {
                    return None;
                }
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
