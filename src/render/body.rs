//! A page's body: its document, with links, pictures and facts filled in.

use std::cell::RefCell;

use super::Renderer;
use super::fact::{Citations, SourceView};
use crate::address::fragment;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::markdown::{Fill, Href, Picture};
use crate::page::Page;
use crate::site::{PageId, Reference};

/// A body as HTML, and the sources that its facts stand on, in the order in which the reader meets them.
pub struct RenderedBody {
    pub html: String,
    pub sources: Vec<SourceView>,
}

/// # Errors
/// A finding in a template that shows facts.
pub fn render(renderer: &Renderer, id: PageId) -> Result<RenderedBody, Box<Diagnostic>> {
    let page = renderer.site.page(id);
    let filler = Filler { renderer, page, lang: page.outline.place.lang, citations: RefCell::default(), failure: RefCell::default() };
    let html = page.body.document.html(&filler);
    match filler.failure.into_inner() {
        Some(failure) => Err(failure),
        None => Ok(RenderedBody { html, sources: filler.citations.into_inner().into_views() }),
    }
}

/// Answers what a document asks while it is written out.
struct Filler<'a> {
    renderer: &'a Renderer<'a>,
    page: &'a Page,
    lang: Lang,
    citations: RefCell<Citations>,
    /// The first failure of a template; the document cannot stop half-way, so it is told afterwards.
    failure: RefCell<Option<Box<Diagnostic>>>,
}

impl Fill for Filler<'_> {
    fn link(&self, index: usize) -> Href {
        let site = self.renderer.site;
        match site.resolve(self.page, &self.page.body.document.links[index].destination) {
            Ok(Reference::External(address))
                if address.starts_with("http:") || address.starts_with("https:") || address.starts_with("//") =>
            {
                Href::External(address.to_owned())
            }
            Ok(Reference::External(address)) => Href::Internal(address.to_owned()),
            Ok(Reference::Page { page, anchor }) => {
                let path = site.href(&site.page_path(page));
                Href::Internal(match anchor {
                    Some(anchor) => format!("{path}#{}", fragment(&anchor)),
                    None => path,
                })
            }
            Ok(Reference::Asset(asset)) => Href::Internal(site.href(&site.path(crate::site::Route::Asset(asset)))),
            Ok(Reference::Other(path)) => Href::Internal(site.href(&path)),
            Err(_) => Href::Missing,
        }
    }

    fn image(&self, index: usize) -> Picture {
        let site = self.renderer.site;
        let destination = &self.page.body.document.images[index].destination;
        match site.resolve(self.page, destination) {
            Ok(Reference::Asset(asset)) => {
                Picture { src: site.href(&site.path(crate::site::Route::Asset(asset))), pixels: site.asset(asset).pixels }
            }
            _ => Picture { src: destination.clone(), pixels: None },
        }
    }

    fn embed(&self, index: usize) -> String {
        let embed = &self.page.body.document.embeds[index];
        let citations = &mut self.citations.borrow_mut();
        let embedded = match embed.scheme.as_str() {
            "tool" => self.renderer.tool(embed, self.page, citations),
            _ => self.renderer.embed(embed, self.lang, citations),
        };
        match embedded {
            Ok(html) => html,
            Err(finding) => {
                self.failure.borrow_mut().get_or_insert(finding);
                String::new()
            }
        }
    }

    fn word(&self, key: &str) -> String {
        self.renderer.word(self.lang, key, &[])
    }
}
