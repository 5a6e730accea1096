//! What a reader says and sends: letters filled in, phrases read aloud, the phrasebook on paper.

use crate::support::{Browser, Preview, Window};

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
