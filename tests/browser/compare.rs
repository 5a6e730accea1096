//! Comparisons and the ledger: filtered, sorted, on a narrow screen, by keyboard.

use crate::support::{Browser, Preview, Window};

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
