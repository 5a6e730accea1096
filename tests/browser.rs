//! The guide as a person meets it: in a real Chromium, in both languages, while somebody edits it.
//!
//! Runs with `cargo test --features browser`, where Chromium and ChromeDriver are; `tests/run` sees to both.

#[path = "browser/axe.rs"]
mod axe;
#[path = "browser/keyboard.rs"]
mod keyboard;
#[path = "browser/outcome.rs"]
mod outcome;
#[path = "browser/paths.rs"]
mod paths;
#[path = "browser/print.rs"]
mod print;
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

/// With the faces that this machine has: words stand inside of their boxes, and no box stands on another.
#[tokio::test]
async fn the_picture_of_the_tree_holds_its_words() {
    let preview = Preview::start();
    for window in [Window::Phone, Window::Desk] {
        let browser = Browser::start(window).await;
        for lang in ["ja", "en"] {
            browser.open(&preview.url(&format!("/{lang}/tree/amazon-charge/picture/"))).await;
            let boxes = "const found = [...document.querySelectorAll('.drawn g[transform]')]; ";
            assert!(browser.ask(&format!("{boxes} return found.length")).await.as_u64().unwrap() > 100, "{lang}");
            let outside = "return found.flatMap(g => { \
                const outline = (g.querySelector(':scope > path:not(.head, .edges)') ?? g.querySelector('a > path')).getBBox(); \
                return [...g.querySelectorAll('text')].filter(text => { const at = text.getBBox(); \
                    return at.x < outline.x + 8 || at.x + at.width > outline.x + outline.width - 8 \
                        || at.y < outline.y || at.y + at.height > outline.y + outline.height; }).map(text => text.textContent); })";
            assert_eq!(browser.ask(&format!("{boxes} {outside}")).await, serde_json::json!([]), "{lang}: these words leave their boxes");
            let joined = "return [...document.querySelectorAll('.drawn svg')].flatMap(svg => { \
                const at = [...svg.querySelectorAll('g[transform]')].map(g => g.querySelector('path:not(.head, .edges)').getBoundingClientRect()); \
                return at.filter((a, i) => at.some((b, j) => i < j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)); }).length";
            assert_eq!(browser.ask(joined).await, 0, "{lang}: boxes stand on each other");
            assert_eq!(browser.ask("return document.documentElement.scrollWidth > innerWidth").await, false, "{lang} scrolls sideways");
            let unnamed = "return [...document.querySelectorAll('.drawn a')].filter(a => !a.textContent.trim()).length";
            assert_eq!(browser.ask(unnamed).await, 0, "{lang}: a link has no name");
            let small =
                "return Math.min(...[...document.querySelectorAll('.drawn a > path')].map(path => path.getBoundingClientRect().height))";
            assert!(browser.ask(small).await.as_f64().unwrap() >= 44.0, "{lang}: a box is hard to tap");
        }
        browser.close().await;
    }
}

#[tokio::test]
async fn a_comparison_is_filtered_and_sorted() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    browser.open(&preview.url("/en/issuers/compare/")).await;
    browser.until("the field is there", "return Boolean(document.querySelector('.pick input'))").await;
    // The field filters the rows of every table, and says how many are left.
    let type_in = |text: &str| {
        let set = "const field = document.querySelector('.pick input'); field.value =";
        format!("{set} '{text}'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); return true")
    };
    let shown =
        "return [...document.querySelectorAll('.compare tbody')].map(body => [...body.rows].filter(row => row.checkVisibility()).length)";
    let all = browser.ask(shown).await;
    let tables: Vec<usize> = serde_json::from_value(all.clone()).expect("it counts rows");
    assert!(tables.len() > 1 && tables.iter().all(|rows| *rows == tables[0]), "{tables:?}");
    browser.ask(&type_in("ｊＣｂ")).await;
    let left: Vec<usize> = serde_json::from_value(browser.ask(shown).await).expect("it counts rows");
    assert!(left.iter().all(|rows| *rows == 1), "{left:?}");
    let status = browser.text("return document.querySelector('.pick output').textContent").await;
    assert_eq!(status, format!("1 of {} shown", tables[0]));
    browser.ask(&type_in("")).await;
    assert_eq!(browser.ask(shown).await, all);

    // Numbers are sorted by number, and what is not known stands last, upwards and downwards.
    let deadline = "document.querySelector('#terms ~ .compare')";
    let keys = format!(
        "return [...{deadline}.querySelectorAll('tbody tr')].map(row => [...row.cells][1]).map(cell => cell.dataset.key ?? cell.innerText)"
    );
    let press = format!(
        "{deadline}.querySelectorAll('thead button')[1].click(); return {deadline}.querySelectorAll('th')[1].getAttribute('aria-sort')"
    );
    assert_eq!(browser.text(&press).await, "ascending");
    let up: Vec<String> = serde_json::from_value(browser.ask(&keys).await).expect("it lists keys");
    assert_eq!(browser.text(&press).await, "descending");
    let down: Vec<String> = serde_json::from_value(browser.ask(&keys).await).expect("it lists keys");
    let numbers = |keys: &[String]| {
        keys.iter().filter(|key| !key.is_empty()).map(|key| key.parse::<u32>().expect("days are a number")).collect::<Vec<_>>()
    };
    assert!(numbers(&up).len() > 1 && numbers(&up).is_sorted() && numbers(&down).is_sorted_by(|a, b| a >= b), "{up:?} {down:?}");
    for keys in [&up, &down] {
        assert!(keys.iter().skip_while(|key| !key.is_empty()).all(String::is_empty), "{keys:?}");
    }

    // Choices of a column are a list of their own, for its own table.
    let choose = "const list = document.querySelector('.pick select'); list.selectedIndex = 1; \
                  list.dispatchEvent(new Event('input', { bubbles: true })); \
                  const box = list.closest('.pick').nextElementSibling; \
                  return [list.value, ...[...box.querySelectorAll('tbody tr:not([hidden])')].map(row => row.innerText)]";
    let chosen: Vec<String> = serde_json::from_value(browser.ask(choose).await).expect("it lists rows");
    assert!(chosen.len() > 1 && chosen[1..].iter().all(|row| row.contains(&chosen[0])), "{chosen:?}");
    browser.close().await;
}

#[tokio::test]
async fn comparison_and_ledger_hold_on_a_narrow_screen_and_by_keyboard() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for page in ["issuers/compare/", "data/", "data/issuers/", "data/issuers/jcb/"] {
        for lang in ["ja", "en"] {
            browser.open(&preview.url(&format!("/{lang}/{page}"))).await;
            let sideways = browser.ask("return document.documentElement.scrollWidth > innerWidth").await;
            assert_eq!(sideways, false, "{lang}/{page} scrolls sideways on a phone");
        }
    }
    browser.open(&preview.url("/en/issuers/compare/")).await;
    browser.until("the headings are buttons", "return Boolean(document.querySelector('.compare thead button'))").await;
    let button = browser.client.find(fantoccini::Locator::Css(".compare thead button")).await.expect("the button is there");
    button.send_keys("\u{E007}").await.expect("Enter can be pressed");
    browser.until("Enter has sorted", "return document.querySelector('.compare th').getAttribute('aria-sort') === 'ascending'").await;
    let high = browser.ask("return [...document.querySelectorAll('.compare thead button, .pick input')].every(one => one.getBoundingClientRect().height >= 44)").await;
    assert_eq!(high, true, "each can be touched");
    browser.close().await;
}

#[tokio::test]
async fn a_blank_that_is_filled_in_stands_in_every_text_and_nothing_of_it_is_kept() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url("/en/tools/letters/")).await;
    let message = "const message = document.querySelector('.message'); const field = message.querySelector('[data-fills=amount]');";
    let texts = "return [...message.querySelectorAll('pre')].map(pre => pre.textContent)";
    let before = browser.ask(&format!("{message} {texts}")).await;
    assert!(before[0].as_str().is_some_and(|text| text.contains("金額：〔金額〕円")), "{before}");
    assert_eq!(browser.ask(&format!("{message} return field.matches(':disabled')")).await, false);
    let requests = "return performance.getEntriesByType('resource').length";
    let asked = browser.ask(requests).await;
    let fill =
        |value: &str| format!("{message} field.value = '{value}'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); {texts}");
    let filled = browser.ask(&fill(" 1,234 ")).await;
    assert!(filled[0].as_str().is_some_and(|text| text.contains("金額：1,234円")), "{filled}");
    assert!(filled[1].as_str().is_some_and(|text| text.contains("Amount: 1,234 yen")), "{filled}");
    // What is copied is what is shown.
    let stub = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text } } });";
    browser.ask(&format!("{stub} {message} message.querySelector('button').click(); return true")).await;
    browser.until("the text is copied", "return Boolean(window.copied)").await;
    assert_eq!(browser.ask("return window.copied").await, filled[0]);
    browser.until("it is said", "return document.querySelector('.message [role=status]').textContent === 'Copied'").await;
    // Emptied, the blank is a blank again.
    assert_eq!(browser.ask(&fill("")).await, before);
    assert_eq!(
        browser.ask("return [localStorage.length, sessionStorage.length, document.cookie.length]").await,
        serde_json::json!([0, 0, 0])
    );
    assert_eq!(browser.ask(requests).await, asked, "nothing was sent");
    browser.close().await;
}

#[tokio::test]
async fn phrases_are_read_aloud_only_by_a_voice_of_the_device() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url("/en/tools/phrasebook/")).await;
    let buttons = "return document.querySelectorAll('.said button').length";
    let voices = |list: &str| {
        format!(
            "window.said = []; speechSynthesis.getVoices = () => {list}; speechSynthesis.speak = u => said.push(u.text + ' ' + u.lang); \
             window.SpeechSynthesisUtterance = class {{ constructor(text) {{ this.text = text }} }}; \
             speechSynthesis.dispatchEvent(new Event('voiceschanged')); {buttons}"
        )
    };
    assert_eq!(browser.ask(&voices("[]")).await, 0, "no voice, no button");
    assert_eq!(browser.ask(&voices("[{ lang: 'ja-JP', localService: false }, { lang: 'en-GB', localService: true }]")).await, 0);
    let height = "return document.querySelector('.say').offsetHeight";
    let before = browser.ask(height).await;
    let all = browser.ask("return document.querySelectorAll('.spoken').length").await;
    let local = voices("[{ lang: 'ja_JP', localService: true }]");
    assert_eq!(browser.ask(&local).await, all, "a voice that is found late");
    assert_eq!(browser.ask(&local).await, all, "and told twice");
    assert_eq!(browser.ask(height).await, before, "nothing moves");
    let first = "const button = document.querySelector('.said button');";
    assert_eq!(browser.ask(&format!("{first} return button.ariaLabel")).await, "Say it");
    browser.ask(&format!("{first} button.click(); return true")).await;
    let said = browser.text("return said.join()").await;
    assert_eq!(said, "もしもし、クレジットカードの不正利用の件でお電話しました。 ja_JP");
    assert_eq!(browser.ask(&format!("{first} return button.ariaLabel")).await, "Stop");
    // Another one takes over; pressed again it stops.
    let states = "const all = [...document.querySelectorAll('.said button')]; const states = () => all.slice(0, 2).map(one => one.ariaLabel).join();";
    assert_eq!(browser.text(&format!("{states} all[1].click(); return states()")).await, "Say it,Stop");
    assert_eq!(browser.text(&format!("{states} all[1].click(); return states()")).await, "Say it,Say it");
    assert_eq!(browser.ask("return said.length").await, 2);
    browser.close().await;
}

#[tokio::test]
async fn the_phrasebook_is_printed_on_one_sheet() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    for lang in ["en", "ja"] {
        browser.open(&preview.url(&format!("/{lang}/tools/phrasebook/"))).await;
        assert_eq!(browser.sheets().await, 1, "{lang}");
    }
    browser.close().await;
}
