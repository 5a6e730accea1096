//! JSON-LD: where a page stands, what it is, when it was updated and what it cites.

use serde_json::{Value, json};

use super::Renderer;
use super::context::PageLink;
use super::fact::SourceView;
use crate::site::PageId;

/// Safe inside `<script type="application/ld+json">`: a `<` cannot end the element.
pub fn of_page(renderer: &Renderer, id: PageId, ancestors: &[PageLink], sources: &[SourceView]) -> String {
    let page = renderer.site.page(id);
    let graph = if page.outline.place.is_home() {
        website(renderer, id)
    } else {
        vec![breadcrumb(renderer, ancestors, &renderer.link(id)), article(renderer, id, sources)]
    };
    document(graph)
}

/// What is said of a page of a tree: where it stands.
pub fn of_tree(renderer: &Renderer, ancestors: &[PageLink], own: &PageLink) -> String {
    document(vec![breadcrumb(renderer, ancestors, own)])
}

fn document(graph: Vec<Value>) -> String {
    let document = json!({ "@context": "https://schema.org", "@graph": graph });
    document.to_string().replace('<', "\\u003c")
}

fn website(renderer: &Renderer, id: PageId) -> Vec<Value> {
    let site = renderer.site;
    let lang = site.page(id).outline.place.lang;
    let config = site.config();
    let url = site.url(&site.page_path(id));
    let publisher = config.author[lang].as_deref().unwrap_or(&config.title[lang]);
    let mut website = json!({
        "@type": "WebSite", "@id": format!("{url}#website"), "url": url, "name": config.title[lang],
        "inLanguage": config.languages[lang].tag, "publisher": { "@id": format!("{url}#organization") },
    });
    if !config.description[lang].is_empty() {
        website["description"] = Value::from(config.description[lang].as_str());
    }
    vec![website, json!({ "@type": "Organization", "@id": format!("{url}#organization"), "name": publisher, "url": url })]
}

fn breadcrumb(renderer: &Renderer, ancestors: &[PageLink], own: &PageLink) -> Value {
    let origin = &renderer.site.config().base_url.origin;
    let items: Vec<Value> = ancestors
        .iter()
        .chain([own])
        .zip(1..)
        .map(|(link, position)| json!({ "@type": "ListItem", "position": position, "name": link.title, "item": format!("{origin}{}", link.href) }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

fn article(renderer: &Renderer, id: PageId, sources: &[SourceView]) -> Value {
    let site = renderer.site;
    let page = site.page(id);
    let config = site.config();
    let lang = page.outline.place.lang;
    let mut article = json!({
        "@type": "Article", "headline": page.outline.title, "inLanguage": config.languages[lang].tag,
        "mainEntityOfPage": site.url(&site.page_path(id)),
    });
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            article[key] = value;
        }
    };
    add("description", renderer.description(page).map(Value::from));
    add("dateModified", page.outline.updated.map(|date| Value::from(date.to_string())));
    add("license", config.licence.as_ref().and_then(|licence| licence.url.clone()).map(Value::from));
    add("author", config.author[lang].as_ref().map(|name| json!({ "@type": "Organization", "name": name })));
    add("citation", (!sources.is_empty()).then(|| sources.iter().filter_map(|source| source.url.clone()).collect()));
    article
}
