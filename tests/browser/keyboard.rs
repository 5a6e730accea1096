//! By keyboard alone, from home to an outcome and back, with the focus always in sight.

use crate::paths::TREE;
use crate::support::{Browser, Preview, Window};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
/// More than any page has.
const MOST_TABS: usize = 250;

/// Has a ring, lies on the screen, and nothing covers it. Empty if all is well.
const IN_SIGHT: &str = "
    const focus = document.activeElement;
    if (!focus || focus === document.body) return '';
    const name = focus.outerHTML.slice(0, 120);
    const style = getComputedStyle(focus);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'no ring: ' + name;
    for (const box of focus.getClientRects()) {
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) continue;
      const top = document.elementFromPoint(x, y);
      if (top && (focus.contains(top) || top.contains(focus))) return '';
    }
    return 'not in sight: ' + name;";

/// Tabs until the focus is on what a script finds.
async fn tab_to(browser: &Browser, what: &str) {
    for _ in 0..MOST_TABS {
        browser.press(TAB).await;
        assert_eq!(browser.text(IN_SIGHT).await, "", "on the way to {what}");
        if browser.ask(&format!("return Boolean(document.activeElement?.matches({}))", serde_json::json!(what))).await == true {
            return;
        }
    }
    panic!("Tab does not reach {what}");
}

async fn enter(browser: &Browser) {
    let before = browser.text("return location.href").await;
    browser.press(ENTER).await;
    let script = format!("return location.href !== {} && document.readyState === 'complete'", serde_json::json!(before));
    browser.until("Enter opens the next page", &script).await;
}

async fn there_and_back(window: Window, lang: &str) {
    let preview = Preview::start();
    let browser = Browser::start(window).await;
    browser.open(&preview.url(&format!("/{lang}/"))).await;
    tab_to(&browser, &format!("main a[href='/{lang}/tree/{TREE}/']")).await;
    enter(&browser).await;
    for answer in ["charge", "yes", "nowhere", "credit", "no", "phone"] {
        tab_to(&browser, &format!("[data-answer='{answer}']")).await;
        enter(&browser).await;
    }
    browser.until("the outcome is open", "return Boolean(document.querySelector('[data-outcome] .steps input'))").await;
    // A tick, the dates, a change; then on to the way back.
    tab_to(&browser, ".steps input").await;
    browser.press(' ').await;
    assert_eq!(browser.ask("return document.querySelectorAll('.steps input:checked').length").await, 1);
    tab_to(&browser, "#dates summary").await;
    browser.press(ENTER).await;
    browser.until("the dates are open", "return document.getElementById('dates').open").await;
    tab_to(&browser, "#dates input").await;
    tab_to(&browser, ".recap a").await;
    tab_to(&browser, &format!("main .answers a[href='/{lang}/tree/{TREE}/']")).await;
    enter(&browser).await;
    tab_to(&browser, &format!(".crumbs a[href='/{lang}/']")).await;
    enter(&browser).await;
    assert_eq!(browser.text("return location.pathname").await, format!("/{lang}/"));
    browser.close().await;
}

#[tokio::test]
async fn the_keyboard_leads_from_home_to_an_outcome_and_back_on_a_phone() {
    there_and_back(Window::Phone, "ja").await;
}

#[tokio::test]
async fn the_keyboard_leads_from_home_to_an_outcome_and_back_at_a_desk() {
    there_and_back(Window::Desk, "en").await;
}
