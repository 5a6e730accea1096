//! Linking, from files in one string: each stands after a line `==> path`.

use std::sync::Arc;

use super::*;
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::page;
use crate::source::{AssetFile, Sources};

struct Linked {
    sources: Sources,
    site: Site,
    diagnostics: Vec<Diagnostic>,
}

fn link(files: &str, drafts: Drafts) -> Linked {
    let mut sources = Sources::default();
    let mut assets = Vec::new();
    for file in files.split("==> ").skip(1) {
        let (path, text) = file.split_once('\n').expect("a path stands alone on its line");
        if path.ends_with(".md") || path.ends_with(".yaml") {
            sources.add(path, text);
        } else {
            assets.push(AssetFile { path: path.to_owned(), disk: path.into(), pixels: None });
        }
    }
    let config = Arc::new(config::parse(&sources).value);
    let pages = sources
        .all()
        .filter_map(|source| {
            let place = page::Place::of(&source.path, &config.languages)?;
            let language = &config.languages[place.lang];
            Some(Arc::new(page::parse(source, place, language).value))
        })
        .collect();
    let today = "2026-11-22".parse().expect("it is a day");
    let (facts, trees, phrases, messages) = (Arc::default(), Arc::default(), Arc::default(), Arc::default());
    let parts = Parts {
        config,
        pages,
        facts,
        trees,
        phrases,
        messages,
        glossaries: Arc::default(),
        written: Arc::default(),
        assets: Arc::new(assets),
        drafts,
        today,
    };
    let linked = Site::link(parts);
    Linked { sources, site: linked.value, diagnostics: linked.diagnostics }
}

impl Linked {
    fn lang(&self, code: &str) -> Lang {
        self.site.config().languages.by_code(code).expect("the language is one of the site's")
    }

    fn page(&self, code: &str, key: &str) -> PageId {
        self.site.find(key, self.lang(code)).expect("the page is one of the site's")
    }

    /// Where a link of a page leads: an address, or what is wrong.
    fn resolve(&self, code: &str, key: &str, destination: &str) -> String {
        let from = self.site.page(self.page(code, key));
        match self.site.resolve(from, destination) {
            Ok(Reference::Page { page, anchor }) => {
                let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
                format!("{}{anchor}", self.site.page_path(page))
            }
            Ok(Reference::Asset(asset)) => self.site.path(Route::Asset(asset)).to_string(),
            Ok(Reference::Other(path)) => path.to_string(),
            Ok(Reference::External(address)) => format!("external {address}"),
            Err(Broken::NoPage { nearest, .. }) => format!("no page, perhaps {nearest:?}"),
            Err(Broken::NoAnchor { nearest, .. }) => format!("no anchor, perhaps {nearest:?}"),
            Err(Broken::NoFile { nearest, .. }) => format!("no file, perhaps {nearest:?}"),
            Err(Broken::Draft { .. }) => "a draft".to_owned(),
        }
    }

    fn codes(&self) -> Vec<String> {
        let line = |finding: &Diagnostic| match finding.span {
            Some(span) => format!("{} {}", finding.kind.code, self.sources.path(span.source)),
            None => finding.kind.code.to_owned(),
        };
        self.diagnostics.iter().map(line).collect()
    }
}

const GUIDE: &str = "\
==> content/ja/index.md
---
title: 表紙
---
==> content/en/index.md
---
title: Home
---
==> content/ja/guide/index.md
---
title: 手引き
---
==> content/ja/guide/stop.md
---
title: 止める
weight: 2
---
## 夜間 {#at-night}
==> content/ja/guide/ask.md
---
title: 聞く
weight: 1
---
==> content/en/guide/index.md
---
title: Guide
---
==> content/en/guide/stop.md
---
title: Stop
---
## At night {#at-night}
==> content/en/guide/only-english.md
---
title: Only here
twin: { none: a reason }
---
==> content/ja/guide/secret.md
---
title: 下書き
draft: true
---
==> content/ja/guide/写真.png

==> content/ja/guide/手順.md
---
title: てじゅん
weight: 3
---
";

#[test]
fn a_link_by_key_leads_to_the_twin_of_the_readers_language() {
    let linked = link(GUIDE, Drafts::Hidden);
    assert_eq!(linked.resolve("ja", "guide/ask", "page:guide/stop#at-night"), "/ja/guide/stop/#at-night");
    assert_eq!(linked.resolve("en", "guide/stop", "page:guide"), "/en/guide/");
    assert_eq!(linked.resolve("ja", "guide/ask", "page:index"), "/ja/");
    assert_eq!(linked.resolve("ja", "guide/ask", "page:guide/only-english"), "/en/guide/only-english/");
}

#[test]
fn relative_links_start_from_the_pages_own_file() {
    let linked = link(GUIDE, Drafts::Hidden);
    assert_eq!(linked.resolve("ja", "guide/ask", "stop.md#at-night"), "/ja/guide/stop/#at-night");
    assert_eq!(linked.resolve("ja", "guide", "stop.md"), "/ja/guide/stop/");
    assert_eq!(linked.resolve("ja", "index", "guide/stop.md"), "/ja/guide/stop/");
    assert_eq!(linked.resolve("ja", "guide/ask", "../index.md"), "/ja/");
    assert_eq!(linked.resolve("ja", "guide/ask", "../../en/guide/stop.md"), "/en/guide/stop/");
    assert_eq!(linked.resolve("ja", "guide/ask", "写真.png"), "/ja/guide/写真.png");
    assert_eq!(linked.resolve("ja", "guide/ask", "%E5%86%99%E7%9C%9F.png"), "/ja/guide/写真.png");
    assert_eq!(linked.resolve("ja", "guide/ask", "手順.md"), "/ja/guide/手順/");
}

#[test]
fn what_leads_nowhere_says_what_may_be_meant() {
    let linked = link(GUIDE, Drafts::Hidden);
    assert_eq!(linked.resolve("ja", "guide/ask", "page:guide/stpo"), "no page, perhaps Some(\"page:guide/stop\")");
    assert_eq!(linked.resolve("ja", "guide/ask", "stop.md#at-nigt"), "no anchor, perhaps Some(\"at-night\")");
    assert_eq!(linked.resolve("ja", "guide/ask", "page:guide/secret"), "a draft");
    assert_eq!(linked.resolve("ja", "guide/ask", "secret.md"), "a draft");
    assert_eq!(linked.resolve("ja", "guide/ask", "../../../etc/passwd"), "no file, perhaps None");
    assert!(linked.resolve("ja", "guide/ask", "写貞.png").starts_with("no file, perhaps Some"));
}

#[test]
fn paths_from_the_root_and_other_sites_are_told_apart() {
    let linked = link(GUIDE, Drafts::Hidden);
    assert_eq!(linked.resolve("ja", "guide/ask", "/en/guide/stop/#at-night"), "/en/guide/stop/#at-night");
    assert_eq!(linked.resolve("ja", "guide/ask", "/ja/feed.xml"), "/ja/feed.xml");
    assert!(linked.resolve("ja", "guide/ask", "/en/guide/stpo/").starts_with("no page"));
    assert_eq!(linked.resolve("ja", "guide/ask", "https://example.org/a"), "external https://example.org/a");
    assert_eq!(linked.resolve("ja", "guide/ask", "tel:188"), "external tel:188");
}

#[test]
fn drafts_are_pages_only_when_asked_for() {
    let hidden = link(GUIDE, Drafts::Hidden);
    assert!(hidden.site.find("guide/secret", hidden.lang("ja")).is_none());
    assert!(hidden.site.route(&SitePath::new("/ja/guide/secret/")).is_none());
    let shown = link(GUIDE, Drafts::Shown);
    assert!(shown.site.route(&SitePath::new("/ja/guide/secret/")).is_some());
}

#[test]
fn a_section_reads_in_order_and_its_own_page_comes_first() {
    let linked = link(GUIDE, Drafts::Hidden);
    let keys = |ids: &[PageId]| ids.iter().map(|id| linked.site.page(*id).outline.place.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(linked.site.children("guide", linked.lang("ja"))), ["guide/ask", "guide/stop", "guide/手順"]);
    let (before, after) = linked.site.neighbours(linked.page("ja", "guide/ask"));
    assert_eq!((before, after), (Some(linked.page("ja", "guide")), Some(linked.page("ja", "guide/stop"))));
    assert_eq!(keys(&linked.site.ancestors(linked.page("ja", "guide/ask"))), ["index", "guide"]);
}

#[test]
fn two_files_at_one_address_are_found() {
    let files = "==> content/en/a.md\n---\ntitle: A\n---\n==> content/en/a/index.md\n---\ntitle: B\n---\n";
    assert_eq!(link(files, Drafts::Hidden).codes(), ["duplicate-address content/en/a/index.md"]);
    let files = "==> content/en/Guide.md\n---\ntitle: A\n---\n==> content/en/guide.md\n---\ntitle: B\n---\n";
    assert_eq!(link(files, Drafts::Hidden).codes(), ["duplicate-address content/en/guide.md"]);
    let files = "==> content/en/index.md\n---\ntitle: A\n---\n==> content/robots.txt\n\n";
    assert_eq!(link(files, Drafts::Hidden).codes(), ["duplicate-address"]);
    let files = "==> content/en/index.md\n---\ntitle: A\n---\n==> content/assets/css/site.css\n\n";
    assert_eq!(link(files, Drafts::Hidden).codes(), ["duplicate-address"]);
}

#[test]
fn an_alias_cannot_take_an_address_or_make_a_rule_of_its_own() {
    let page = |name: &str, aliases: &str| format!("==> content/en/{name}.md\n---\ntitle: A\naliases: {aliases}\n---\n");
    let codes = |files: &str| link(files, Drafts::Hidden).codes();
    assert_eq!(codes(&(page("a", "[/en/b/]") + &page("b", "[]"))), ["alias-clash content/en/a.md"]);
    assert_eq!(codes(&(page("a", "[/old]") + &page("b", "[/old/]"))), ["alias-clash content/en/b.md"]);
    for bad in ["old", "/", "//other.example/", "\"/a b/\"", "\"/a\\n/b 200\"", "/a/../b", "/*", "\"/:x\""] {
        assert_eq!(codes(&page("a", &format!("[{bad}]"))), ["alias-form content/en/a.md"], "{bad}");
    }
    assert!(codes(&page("a", "[/old/, /older.html, /昔/]")).is_empty());
}

#[test]
fn a_new_body_relinks_nothing_a_new_title_does() {
    let linked = link(GUIDE, Drafts::Hidden);
    let id = linked.page("ja", "guide/stop");
    let again = |text: &str| {
        let mut sources = linked.sources.clone();
        let source = sources.add("content/ja/guide/stop.md", text);
        let place = linked.site.page(id).outline.place.clone();
        let language = linked.site.config().languages[place.lang].clone();
        page::parse(sources.get(source), place, &language).value
    };
    let body = again("---\ntitle: 止める\nweight: 2\n---\n新しい文。\n\n## 夜 {#at-night}\n");
    assert_eq!(linked.site.with_page(id, body).0, Relinked::No);
    let title = again("---\ntitle: 停止する\nweight: 2\n---\n## 夜間 {#at-night}\n");
    assert_eq!(linked.site.with_page(id, title).0, Relinked::Yes);
}
