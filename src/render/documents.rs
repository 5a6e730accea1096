//! The addresses that are rendered by one template each: pages, the chooser, "not found", redirects, manifest, sitemap.

use serde::Serialize;

use super::context::Alternate;
use super::{Renderer, body};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::page::HOME;
use crate::site::{PageId, Route, Successor, TreePart};

#[derive(Serialize)]
struct ManifestView<'a> {
    lang: &'a str,
    site: &'a str,
    start: String,
    scope: String,
}

#[derive(Serialize)]
struct SitemapEntry {
    loc: String,
    lastmod: Option<String>,
    alternates: Vec<Alternate>,
}

impl Renderer<'_> {
    pub(super) fn page(&self, id: PageId) -> Result<String, Box<Diagnostic>> {
        let body = body::render(self, id)?;
        let context = self.page_context(id, &body.html, &body.sources);
        let template = self.template_of(self.site.page(id));
        // A template that does not exist is a finding of its own; the page is shown all the same.
        let template = if self.theme.has_template(&format!("{template}.html")) { template } else { "page" };
        self.template(&format!("{template}.html"), &context)
    }

    pub(super) fn choose(&self) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(Lang::ORIGINAL);
        let config = self.site.config();
        let descriptions: Vec<&str> =
            config.languages.all().map(|lang| config.description[lang].as_str()).filter(|text| !text.is_empty()).collect();
        let title = &config.title[Lang::ORIGINAL];
        self.insert_meta(&mut context, &self.site.path(Route::Choose), title, Some(&descriptions.join(" / ")));
        context.insert_value("choices", self.choices());
        context.insert("alternates", &self.alternates(HOME, Lang::ORIGINAL));
        self.template("choose.html", &context)
    }

    pub(super) fn not_found(&self, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(lang);
        let path = self.site.path(Route::NotFound(lang));
        self.insert_meta(&mut context, &path, &self.site.config().title[lang], None);
        context.insert_value("languages", self.switch_to(lang, |other| Some(self.site.href(&self.site.path(Route::NotFound(other))))));
        context.insert("noindex", &true);
        self.template("not-found.html", &context)
    }

    pub(super) fn not_found_all(&self) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(Lang::ORIGINAL);
        self.insert_meta(&mut context, &self.site.path(Route::NotFoundAll), &self.site.config().title[Lang::ORIGINAL], None);
        context.insert_value("choices", self.choices());
        context.insert("noindex", &true);
        self.template("not-found-all.html", &context)
    }

    pub(super) fn alias(&self, at: u32) -> Result<String, Box<Diagnostic>> {
        let (_, successor) = self.site.alias(at);
        let (lang, title) = match successor {
            Successor::Page(id) => (self.site.page(id).outline.place.lang, self.site.page(id).outline.title.clone()),
            Successor::Tree(page) => (page.lang, self.tree_title(page)),
        };
        let path = self.site.path(successor.into());
        let mut context = self.base(lang);
        context.insert("target", &self.site.href(&path));
        context.insert("canonical", &self.site.url(&path));
        context.insert("title", &title);
        self.template("redirect.html", &context)
    }

    pub(super) fn manifest(&self, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let config = self.site.config();
        let mut context = self.base(lang);
        let manifest = ManifestView {
            lang: &config.languages[lang].tag,
            site: &config.title[lang],
            start: self.home(lang),
            scope: self.site.href(&self.site.path(Route::Choose)),
        };
        context.insert("manifest", &manifest);
        self.template("manifest.webmanifest", &context)
    }

    pub(super) fn sitemap(&self) -> Result<String, Box<Diagnostic>> {
        let entries: Vec<SitemapEntry> = self
            .site
            .pages()
            .map(|id| {
                let outline = &self.site.page(id).outline;
                SitemapEntry {
                    loc: self.site.url(&self.site.page_path(id)),
                    lastmod: outline.updated.map(|date| date.to_string()),
                    alternates: self.alternates(&outline.place.key, outline.place.lang),
                }
            })
            .chain(self.site.tree_pages().filter(|page| page.part != TreePart::Review).map(|page| SitemapEntry {
                loc: self.site.url(&self.site.path(Route::Tree(page))),
                lastmod: None,
                alternates: self.tree_alternates(page),
            }))
            .chain(self.site.ledger_pages().map(|page| SitemapEntry {
                loc: self.site.url(&self.site.path(Route::Ledger(page))),
                lastmod: None,
                alternates: self.ledger_alternates(page),
            }))
            .collect();
        let mut context = tera::Context::new();
        context.insert("entries", &entries);
        self.template("sitemap.xml", &context)
    }

    /// What the frame of every page needs to know of a document that is no page of the site.
    fn insert_meta(&self, context: &mut tera::Context, path: &crate::address::SitePath, title: &str, description: Option<&str>) {
        #[derive(Serialize)]
        struct Meta<'a> {
            key: &'a str,
            title: &'a str,
            description: Option<&'a str>,
            href: String,
            canonical: String,
            is_home: bool,
        }
        context.insert(
            "page",
            &Meta { key: "", title, description, href: self.site.href(path), canonical: self.site.url(path), is_home: false },
        );
    }
}
