//! The guide as a person meets it: in a real Chromium, in both languages, while somebody edits it.
//!
//! Runs with `cargo test --features browser`, where Chromium and ChromeDriver are; `tests/run` sees to both.

#[path = "browser/axe.rs"]
mod axe;
#[path = "browser/compare.rs"]
mod compare;
#[path = "browser/keyboard.rs"]
mod keyboard;
#[path = "browser/outcome.rs"]
mod outcome;
#[path = "browser/paths.rs"]
mod paths;
#[path = "browser/picture.rs"]
mod picture;
#[path = "browser/print.rs"]
mod print;
#[path = "browser/say.rs"]
mod say;
#[path = "browser/support.rs"]
mod support;
#[path = "browser/tools.rs"]
mod tools;

use support::{Browser, Preview, Window};

/// Pages of each kind: home, guide, issuer.
const PAGES: [&str; 3] = ["", "guide/first-ten-minutes/", "issuers/jcb/"];

#[tokio::test]
async fn home_guide_and_issuer_open_in_both_languages() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for page in PAGES {
        for lang in ["ja", "en"] {
            browser.open(&preview.url(&format!("/{lang}/{page}"))).await;
            assert_eq!(browser.text("return document.documentElement.lang").await, lang);
            assert_eq!(browser.ask("return document.querySelectorAll('h1').length").await, 1, "{lang}/{page}");
            assert!(!browser.text("return document.querySelector('h1').textContent").await.is_empty());
            let shown = browser.text("return document.querySelector('main').innerText").await;
            assert!(shown.len() > 500, "{lang}/{page} shows only: {shown}");
            let sideways = browser.ask("return document.documentElement.scrollWidth > innerWidth").await;
            assert_eq!(sideways, false, "{lang}/{page} scrolls sideways on a phone");
        }
    }
    browser.close().await;
}

#[tokio::test]
async fn the_first_page_lets_the_reader_choose() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url("/")).await;
    browser.click("main a[hreflang=en]").await;
    browser.until("the English home is open", "return location.pathname === '/en/'").await;
    browser.close().await;
}

#[tokio::test]
async fn the_language_switch_stays_on_the_section() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    // By its address …
    browser.open(&preview.url("/ja/guide/first-ten-minutes/#links")).await;
    browser.click("header a[hreflang=en]").await;
    browser
        .until("the same section is open in English", "return location.pathname + location.hash === '/en/guide/first-ten-minutes/#links'")
        .await;
    let section_is_on_top =
        "const box = document.getElementById('links').getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight / 2";
    browser.until("the section stands at the top", section_is_on_top).await;
    // … and by reading down to it.
    browser.open(&preview.url("/en/issuers/jcb/")).await;
    browser.ask("document.getElementById('money').scrollIntoView(); return true").await;
    browser
        .ask("document.querySelector('header a[hreflang=ja]').focus({ preventScroll: true }); document.activeElement.click(); return true")
        .await;
    browser.until("the same section is open in Japanese", "return location.pathname + location.hash === '/ja/issuers/jcb/#money'").await;
    browser.close().await;
}

#[tokio::test]
async fn a_save_appears_without_a_reload_by_hand() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    browser.open(&preview.url("/ja/guide/first-ten-minutes/")).await;
    preview.edit("content/ja/guide/first-ten-minutes.md", "## ", "この文は、いま保存しました。\n\n## ");
    browser.until("the saved sentence is shown", "return document.body.innerText.includes('この文は、いま保存しました。')").await;
    // Twice, because the first save must not be the last that is seen.
    preview.edit("content/ja/guide/first-ten-minutes.md", "いま保存しました", "もう一度保存しました");
    browser.until("the second save is shown", "return document.body.innerText.includes('もう一度保存しました')").await;
    browser.close().await;
}

#[tokio::test]
async fn a_broken_page_says_so_until_it_is_mended() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    let page = "content/en/guide/ask-amazon.md";
    browser.open(&preview.url("/en/guide/ask-amazon/")).await;
    let banner = "document.getElementById('futago-findings')";
    assert_eq!(browser.ask(&format!("return {banner} === null")).await, true);
    preview.edit(page, "weight:", "wieght:");
    browser.until("the banner names the misspelt key", &format!("return Boolean({banner}?.innerText.includes('wieght'))")).await;
    let shown = browser.text(&format!("return {banner}.innerText")).await;
    assert!(shown.contains("content/en/guide/ask-amazon.md:") && shown.contains("did you mean `weight`?"), "{shown}");
    let visible = format!("const box = {banner}.getBoundingClientRect(); return box.height > 0 && box.top < innerHeight");
    assert_eq!(browser.ask(&visible).await, true);
    preview.edit(page, "wieght:", "weight:");
    browser.until("the banner is gone", &format!("return {banner} === null")).await;
    browser.close().await;
}

#[tokio::test]
async fn every_page_keeps_the_policy_and_loads_from_its_own_site_only() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url("/sitemap.xml")).await;
    let found = browser.ask("return [...document.querySelectorAll('loc')].map(loc => new URL(loc.textContent).pathname)").await;
    let paths: Vec<String> = serde_json::from_value(found).expect("the sitemap lists addresses");
    assert!(paths.len() > 40, "{paths:?}");
    for path in paths.iter().map(String::as_str).chain(["/", "/404.html", "/ja/404.html", "/en/404.html"]) {
        browser.open(&preview.url(path)).await;
        browser.keeps_the_policy(path).await;
        let foreign =
            "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith(location.origin))";
        assert_eq!(browser.ask(foreign).await, serde_json::json!([]), "{path} loads from elsewhere");
    }
    browser.close().await;
}
