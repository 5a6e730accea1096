//! What a template sees. These are the outward forms; the types of the line are not serialised themselves.

use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use super::{Indexing, Renderer, hosts, structured};
use crate::config::PolicyPlace;
use crate::lang::Lang;
use crate::markdown::Heading;
use crate::page::{HOME, Page};
use crate::render::fact::SourceView;
use crate::site::{PageId, Route};
use crate::source::SourceId;
use crate::theme::{View, view};

/// A page somewhere else on the site.
#[derive(Clone, Debug, Serialize)]
pub struct PageLink {
    pub title: String,
    /// With `<wbr>` where Japanese may break.
    pub title_html: String,
    pub href: String,
    pub key: String,
    pub description: Option<String>,
}

/// One entry of the language switch.
#[derive(Serialize)]
struct Switch<'a> {
    code: &'a str,
    tag: &'a str,
    name: &'a str,
    href: String,
    current: bool,
    /// Whether this very page exists in that language; if not, `href` is that language's home.
    exists: bool,
}

#[derive(Serialize)]
pub struct Alternate {
    pub hreflang: String,
    pub url: String,
}

#[derive(Serialize)]
struct LangView<'a> {
    code: &'a str,
    tag: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    home: String,
    base_url: String,
    repository: Option<&'a str>,
    author: Option<&'a str>,
    licence: Option<LicenceView<'a>>,
}

#[derive(Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct TocEntry<'a> {
    id: &'a str,
    title: &'a str,
    level: u8,
    children: Vec<TocEntry<'a>>,
}

#[derive(Serialize)]
struct PageView<'a> {
    key: &'a str,
    title: &'a str,
    title_html: &'a str,
    description: Option<&'a str>,
    href: String,
    canonical: String,
    template: &'a str,
    updated: Option<String>,
    updated_text: Option<String>,
    edit_url: Option<String>,
    extra: &'a serde_json::Value,
    draft: bool,
    toc: Vec<TocEntry<'a>>,
    show_toc: bool,
    body: &'a str,
    sources: &'a [SourceView],
    is_home: bool,
}

/// A language as a choice, on pages for readers of any language.
#[derive(Serialize)]
struct Choice<'a> {
    code: &'a str,
    tag: &'a str,
    name: &'a str,
    href: String,
    title: &'a str,
    description: &'a str,
    /// The top-level sections in that language.
    sections: Vec<PageLink>,
}

/// What is the same on all pages of a language.
pub struct LanguageViews {
    lang: View,
    site: View,
    sections: View,
}

/// Fewer headings than this need no table of contents.
const TOC_FROM: usize = 3;

impl Renderer<'_> {
    pub(super) fn language_views(&self, lang: Lang) -> Arc<LanguageViews> {
        if let Some(views) = self.shared.languages.read().expect("no writer panics").get(&lang) {
            return Arc::clone(views);
        }
        let views = Arc::new(self.make_language_views(lang));
        self.shared.languages.write().expect("no writer panics").insert(lang, Arc::clone(&views));
        views
    }

    fn make_language_views(&self, lang: Lang) -> LanguageViews {
        let config = self.site.config();
        let info = &config.languages[lang];
        let site = SiteView {
            title: &config.title[lang],
            description: &config.description[lang],
            home: self.home(lang),
            base_url: self.site.url(&self.site.path(Route::Choose)),
            repository: config.repository.as_ref().map(|repository| repository.url.as_str()),
            author: config.author[lang].as_deref(),
            licence: config.licence.as_ref().map(|licence| LicenceView { name: &licence.name, url: licence.url.as_deref() }),
        };
        LanguageViews {
            lang: view(&LangView { code: &info.code, tag: &info.tag, name: &info.name }),
            site: view(&site),
            sections: view(&self.sections(lang)),
        }
    }

    fn sections(&self, lang: Lang) -> Vec<PageLink> {
        let tops = self.site.children(HOME, lang).iter().filter(|id| self.site.page(**id).outline.place.is_index);
        tops.map(|id| self.link(*id)).collect()
    }

    /// Where a language's own pages begin; `/` if it has no home page.
    pub(super) fn home(&self, lang: Lang) -> String {
        let route = self.site.find(HOME, lang).map_or(Route::Choose, Route::Page);
        self.site.href(&self.site.path(route))
    }

    pub(super) fn link(&self, id: PageId) -> PageLink {
        let outline = &self.site.page(id).outline;
        PageLink {
            title: outline.title.clone(),
            title_html: outline.title_html.clone(),
            href: self.site.href(&self.site.page_path(id)),
            key: outline.place.key.clone(),
            description: outline.description.clone(),
        }
    }

    /// What every template sees.
    pub(super) fn base(&self, lang: Lang) -> Context {
        let views = self.language_views(lang);
        let mut context = Context::new();
        context.insert_value("lang", views.lang.clone());
        context.insert_value("site", views.site.clone());
        context.insert_value("sections", views.sections.clone());
        context.insert("generator", "futago");
        context.insert("feed_href", &self.site.href(&self.site.path(Route::Feed(lang))));
        context.insert("ledger_href", &self.site.ledger(lang).map(|route| self.site.href(&self.site.path(route))));
        context.insert("manifest_href", &self.site.href(&self.site.path(Route::Manifest(lang))));
        let meta = self.site.config().policy == PolicyPlace::Meta;
        context.insert("policy_meta", &meta.then(hosts::policy_for_meta));
        context.insert("noindex", &(self.indexing == Indexing::Forbidden));
        context
    }

    /// What a page's template sees, around its rendered body.
    pub(super) fn page_context(&self, id: PageId, body: &str, sources: &[SourceView]) -> Context {
        let page = self.site.page(id);
        let lang = page.outline.place.lang;
        let mut context = self.base(lang);
        let toc = toc(&page.body.document.headings);
        let ancestors: Vec<PageLink> = self.site.ancestors(id).into_iter().map(|id| self.link(id)).collect();
        context.insert("languages", &self.switch(&page.outline.place.key, lang));
        context.insert("alternates", &self.alternates(&page.outline.place.key, lang));
        context.insert("structured_data", &structured::of_page(self, id, &ancestors, sources));
        context.insert("breadcrumb", &ancestors);
        context.insert_value("nav", self.nav(page));
        if page.outline.place.is_index {
            context.insert_value("children", self.children(&page.outline.place.key, lang));
        }
        let (prev, next) = self.site.neighbours(id);
        context.insert("prev", &prev.map(|id| self.link(id)));
        context.insert("next", &next.map(|id| self.link(id)));
        context.insert("page", &self.page_view(id, body, sources, toc));
        context
    }

    fn page_view<'p>(&'p self, id: PageId, body: &'p str, sources: &'p [SourceView], toc: Vec<TocEntry<'p>>) -> PageView<'p> {
        let page = self.site.page(id);
        let outline = &page.outline;
        let path = self.site.page_path(id);
        let headings = page.body.document.headings.len();
        PageView {
            key: &outline.place.key,
            title: &outline.title,
            title_html: &outline.title_html,
            description: self.description(page),
            href: self.site.href(&path),
            canonical: self.site.url(&path),
            template: self.template_of(page),
            updated: outline.updated.map(|date| date.to_string()),
            updated_text: outline.updated.map(|date| self.date_text(outline.place.lang, &date.to_string())),
            edit_url: self.edit_url_of(page.source),
            extra: &page.body.front_matter.extra,
            draft: outline.draft,
            toc,
            show_toc: page.body.front_matter.toc.unwrap_or(headings >= TOC_FROM),
            body,
            sources,
            is_home: outline.place.is_home(),
        }
    }

    /// The page's description, or else its first paragraph.
    pub(super) fn description<'p>(&self, page: &'p Page) -> Option<&'p str> {
        let summary = Some(page.body.document.summary.as_str()).filter(|summary| !summary.is_empty());
        page.outline.description.as_deref().or(summary)
    }

    /// The template that the page asks for, or the one for its place.
    pub(super) fn template_of<'p>(&self, page: &'p Page) -> &'p str {
        match &page.body.front_matter.template {
            Some((name, _)) => name,
            None if page.outline.place.is_home() => "home",
            None if page.outline.place.is_index => "section",
            None => "page",
        }
    }

    /// Where a file of the site is edited.
    pub(super) fn edit_url_of(&self, source: SourceId) -> Option<String> {
        let repository = self.site.config().repository.as_ref()?;
        let path = crate::address::SitePath::new(format!("/{}", self.sources.path(source)));
        let branch = crate::address::SitePath::new(format!("/{}", repository.branch));
        Some(format!("{}/edit{}{}", repository.url, branch.href("/"), path.href("/")))
    }

    /// What every complete language has, for a language.
    pub(super) fn if_complete<T>(&self, lang: Lang, what: T) -> Option<T> {
        self.site.config().languages[lang].fallback.is_none().then_some(what)
    }

    /// The same page in each language.
    pub(super) fn switch_to(&self, lang: Lang, href: impl Fn(Lang) -> Option<String>) -> View {
        let languages = &self.site.config().languages;
        let entries: Vec<Switch> = languages
            .all()
            .map(|other| {
                let found = href(other);
                let info = &languages[other];
                Switch {
                    code: &info.code,
                    tag: &info.tag,
                    name: &info.name,
                    exists: found.is_some(),
                    href: found.unwrap_or_else(|| self.home(other)),
                    current: other == lang,
                }
            })
            .collect();
        view(&entries)
    }

    fn switch(&self, key: &str, lang: Lang) -> View {
        self.switch_to(lang, |other| self.site.find(key, other).map(|id| self.site.href(&self.site.page_path(id))))
    }

    /// The page's address in each language that has it, for search engines. One table for the page and the sitemap.
    pub(super) fn alternates(&self, key: &str, lang: Lang) -> Vec<Alternate> {
        // Whoever reads none of the languages: at home they choose, elsewhere they get the original.
        let default = (key == HOME).then_some(Route::Choose);
        self.alternates_of(lang, default, |lang| self.site.find(key, lang).map(Route::Page))
    }

    /// The address of one thing in each language that has it. `default` is for readers of none of them, or else the first.
    pub(super) fn alternates_of(&self, lang: Lang, default: Option<Route>, route: impl Fn(Lang) -> Option<Route>) -> Vec<Alternate> {
        let languages = &self.site.config().languages;
        let mut found: Vec<(Lang, Route)> = languages.all().filter_map(|lang| Some((lang, route(lang)?))).collect();
        // Two varieties of one tag (Japanese, and plain Japanese) are one language to search engines: the first stands for both.
        let mut tags: Vec<&str> = Vec::new();
        found.retain(|(lang, _)| {
            let tag = languages[*lang].tag.as_str();
            let is_new = !tags.contains(&tag);
            tags.push(tag);
            is_new
        });
        // A page that is not announced announces nobody: the others would not name it back.
        if found.len() < 2 || !found.iter().any(|(announced, _)| *announced == lang) {
            return Vec::new();
        }
        let url = |route: Route| self.site.url(&self.site.path(route));
        let mut alternates: Vec<Alternate> =
            found.iter().map(|(lang, route)| Alternate { hreflang: languages[*lang].tag.clone(), url: url(*route) }).collect();
        alternates.push(Alternate { hreflang: "x-default".to_owned(), url: url(default.unwrap_or(found[0].1)) });
        alternates
    }

    /// The pages of the section that a page stands in; a section's own page shows its own.
    fn nav(&self, page: &Page) -> View {
        let place = &page.outline.place;
        let section = if place.is_index { Some(place.key.as_str()) } else { place.section() };
        section.map_or_else(|| view(&Vec::<PageLink>::new()), |section| self.children(section, place.lang))
    }

    fn children(&self, section: &str, lang: Lang) -> View {
        let key = (lang, section.to_owned());
        if let Some(found) = self.shared.sections.read().expect("no writer panics").get(&key) {
            return found.clone();
        }
        let links: Vec<PageLink> = self.site.children(section, lang).iter().map(|id| self.link(*id)).collect();
        let made = view(&links);
        self.shared.sections.write().expect("no writer panics").insert(key, made.clone());
        made
    }

    /// The languages as choices, for pages that speak all of them.
    pub(super) fn choices(&self) -> View {
        let config = self.site.config();
        let choices: Vec<Choice> = config
            .languages
            .all()
            .map(|lang| {
                let info = &config.languages[lang];
                Choice {
                    code: &info.code,
                    tag: &info.tag,
                    name: &info.name,
                    href: self.home(lang),
                    title: &config.title[lang],
                    description: &config.description[lang],
                    sections: self.sections(lang),
                }
            })
            .collect();
        view(&choices)
    }
}

/// Nests headings under the nearest one of a lower level before them.
fn toc(headings: &[Heading]) -> Vec<TocEntry<'_>> {
    let mut roots: Vec<TocEntry> = Vec::new();
    for heading in headings {
        let entry = TocEntry { id: &heading.id, title: &heading.html, level: heading.level, children: Vec::new() };
        insert(&mut roots, entry);
    }
    roots
}

fn insert<'h>(entries: &mut Vec<TocEntry<'h>>, entry: TocEntry<'h>) {
    match entries.last_mut() {
        Some(last) if last.level < entry.level => insert(&mut last.children, entry),
        _ => entries.push(entry),
    }
}
