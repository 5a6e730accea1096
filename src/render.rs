//! From the linked site and the theme to the bytes of one address. Pure: no disk, no clock, and no knowledge of who asks.

mod body;
mod changes;
mod citations;
mod context;
mod data;
mod documents;
mod fact;
mod feed;
mod hosts;
mod ledger;
mod glossary;
mod message;
mod phrases;
mod structured;
mod tool;
mod tree;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use tera::Context;

use crate::address::SitePath;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::site::{Route, Site};
use crate::source::{Sources, without_control_characters};
use crate::theme::{Theme, View};

pub use hosts::{Audience, HEADERS_FOR_PREVIEW, policy};

/// What stands at one address.
#[derive(Clone, Debug)]
pub enum Rendered {
    Text {
        content_type: &'static str,
        text: String,
    },
    Bytes(Arc<[u8]>),
    /// A file that is named, not read: `write` copies it, the preview streams it.
    Copy(PathBuf),
}

/// Everything that has an address: what the site knows, and the theme's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Site(Route),
    /// An index into the theme's static files.
    Static(usize),
}

/// Whether search engines may list the site; deploys for review may not be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexing {
    Allowed,
    Forbidden,
}

/// Renders addresses of one site with one theme.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    /// Only for the places of findings in templates.
    sources: &'a Sources,
    indexing: Indexing,
    shared: Shared,
}

/// Views that many pages show, made once by whoever needs them first. Only a memory: what is in it follows from the site.
#[derive(Default)]
struct Shared {
    languages: RwLock<HashMap<Lang, Arc<context::LanguageViews>>>,
    sections: RwLock<HashMap<(Lang, String), View>>,
}

/// The content types of the texts that we write.
pub const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
const MANIFEST: &str = "application/manifest+json; charset=utf-8";

impl<'a> Renderer<'a> {
    pub fn new(site: &'a Site, theme: &'a Theme, sources: &'a Sources, indexing: Indexing) -> Renderer<'a> {
        Renderer { site, theme, sources, indexing, shared: Shared::default() }
    }

    /// All addresses, in order.
    pub fn routes(&self) -> Vec<(SitePath, Target)> {
        let statics = self.theme.statics.iter().enumerate().map(|(at, file)| (file.path.clone(), Target::Static(at)));
        let mut routes: Vec<_> = self.site.routes().map(|(path, route)| (path.clone(), Target::Site(route))).chain(statics).collect();
        routes.sort_by(|a, b| a.0.cmp(&b.0));
        routes
    }

    /// What stands at one address.
    pub fn find(&self, path: &SitePath) -> Option<Target> {
        let theme = || self.theme.statics.iter().position(|file| file.path == *path).map(Target::Static);
        self.site.route(path).map(Target::Site).or_else(theme)
    }

    /// # Errors
    /// A finding in a template.
    pub fn render(&self, target: Target) -> Result<Rendered, Box<Diagnostic>> {
        let route = match target {
            Target::Static(at) => return Ok(Rendered::Bytes(Arc::clone(&self.theme.statics[at].bytes))),
            Target::Site(route) => route,
        };
        match route {
            Route::Page(id) => self.text(HTML, self.page(id)?),
            Route::Tree(page) => self.text(HTML, self.tree(page)?),
            Route::Ledger(page) => self.text(HTML, self.ledger(page)?),
            Route::Data(file) => self.text(JSON, self.data(file)),
            Route::Choose => self.text(HTML, self.choose()?),
            Route::NotFound(lang) => self.text(HTML, self.not_found(lang)?),
            Route::NotFoundAll => self.text(HTML, self.not_found_all()?),
            Route::Alias(at) => self.text(HTML, self.alias(at)?),
            Route::Manifest(lang) => self.text(MANIFEST, self.manifest(lang)?),
            Route::Feed(lang) => self.text(ATOM, feed::render(self, lang)?),
            Route::Sitemap => self.text(XML, self.sitemap()?),
            Route::Robots => self.text(PLAIN, hosts::robots(self.site)),
            Route::Headers => self.text(PLAIN, hosts::headers(self.site, self.indexing)),
            Route::Redirects => self.text(PLAIN, hosts::redirects(self.site)),
            Route::Asset(id) => Ok(Rendered::Copy(self.site.asset(id).disk.clone())),
        }
    }

    fn text(&self, content_type: &'static str, text: String) -> Result<Rendered, Box<Diagnostic>> {
        // YAML and HTML have ways to write control characters that no reader of the file sees (`\0`, `&#1;`).
        let (text, _) = without_control_characters(text);
        Ok(Rendered::Text { content_type, text })
    }

    fn template(&self, name: &str, view: &Context) -> Result<String, Box<Diagnostic>> {
        self.theme.render(name, view, self.sources)
    }
}
