//! Every page of the tree under axe-core: light and dark, on a small phone and at a desk, in both languages.

use serde_json::{Value, json};

use crate::paths::TREE;
use crate::support::{Browser, Preview, Window};

const AXE: &str = include_str!("axe.min.js");

const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];
const SIZES: [&str; 3] = ["color-contrast", "target-size", "scrollable-region-focusable"];

/// Everything that may be folded is open, so that nothing is left out.
const RUN: &str = "
    const rules = arguments[0];
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
    return axe.run({ runOnly, resultTypes: ['violations'] }).then(result =>
      result.violations.map(found => found.id + ': ' + found.nodes.map(node => node.html.slice(0, 160)).join(' | ')));";

async fn findings(browser: &Browser, rules: Value) -> Vec<String> {
    let found = browser.client.execute(RUN, vec![rules]).await.expect("axe runs");
    serde_json::from_value(found).expect("axe gives texts")
}

async fn pages(browser: &Browser, preview: &Preview, lang: &str) -> Vec<String> {
    browser.open(&preview.url("/sitemap.xml")).await;
    let found = browser.ask("return [...document.querySelectorAll('loc')].map(loc => new URL(loc.textContent).pathname)").await;
    let paths: Vec<String> = serde_json::from_value(found).expect("the sitemap lists addresses");
    let start = format!("/{lang}/tree/{TREE}/");
    // The sheet for reviewers is kept out of the sitemap.
    paths.into_iter().filter(|path| path.starts_with(&start)).chain([format!("{start}review/")]).collect()
}

async fn look(browser: &Browser, scheme: &str, width: u32) {
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    browser.dev_tools("Emulation.setEmulatedMedia", dark).await;
    let size = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500 });
    browser.dev_tools("Emulation.setDeviceMetricsOverride", size).await;
}

/// What depends on colours and sizes is asked in each of the four; all else once, since the page is the same.
async fn every_page(lang: &str) {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    let paths = pages(&browser, &preview, lang).await;
    assert!(paths.len() > 80, "{paths:?}");
    for path in paths {
        look(&browser, "light", 320).await;
        browser.open(&preview.url(&format!("{path}#answers=.charge;"))).await;
        browser.client.execute(AXE, Vec::new()).await.expect("axe can be loaded");
        assert_eq!(findings(&browser, Value::Null).await, [""; 0], "{path}, light, 320 px");
        assert_eq!(
            browser.ask("return document.documentElement.scrollWidth > innerWidth").await,
            false,
            "{path} scrolls sideways at 320 px"
        );
        for (scheme, width) in [("dark", 320), ("dark", 1280), ("light", 1280)] {
            look(&browser, scheme, width).await;
            let rules = if scheme == "dark" { &COLOURS[..] } else { &SIZES[..] };
            let found = findings(&browser, json!(rules)).await;
            assert_eq!(found, [""; 0], "{path}, {scheme}, {width} px");
        }
    }
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_on_any_japanese_page_of_the_tree() {
    every_page("ja").await;
}

#[tokio::test]
async fn axe_finds_nothing_on_any_english_page_of_the_tree() {
    every_page("en").await;
}
