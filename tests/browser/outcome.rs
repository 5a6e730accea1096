//! An outcome with the script on: the card company chosen once, ticks, last days, and forgetting.

use std::fs;
use std::io::BufReader;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::paths::{TREE, choose, start};
use crate::support::{Browser, Preview, Window};

async fn open(browser: &Browser, preview: &Preview, lang: &str, outcome: &str) {
    browser.open("about:blank").await;
    browser.open(&preview.url(&format!("/{lang}/tree/{TREE}/{outcome}/"))).await;
    browser
        .until("the script has run", "return Boolean(document.querySelector('.steps input')) && !document.querySelector('.own').hidden")
        .await;
}

/// Chooses as a person does: with an event.
async fn select(browser: &Browser, row: &str) {
    let script = format!(
        "const select = document.getElementById('row'); select.value = '{row}'; \
         select.dispatchEvent(new Event('change', {{ bubbles: true }})); return select.value"
    );
    assert_eq!(browser.text(&script).await, row);
}

async fn enter(browser: &Browser, day: &str, date: &str) {
    let script = format!(
        "const input = document.querySelector('#dates input[name={day}]'); input.value = '{date}'; \
         input.dispatchEvent(new Event('change', {{ bubbles: true }})); return input.value"
    );
    assert_eq!(browser.text(&script).await, date);
}

const SHOWN_ROWS: &str = "return [...document.querySelectorAll('#rows > ul > [data-row]')].map(row => row.dataset.row).join()";

#[tokio::test]
async fn the_card_company_is_chosen_once_and_every_outcome_shows_its_facts() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for (lang, window, phone) in
        [("ja", "明細の通知から60日以内", "カード裏面の番号"), ("en", "within 60 days after the statement notice", "back of your card")]
    {
        start(&browser, &preview, lang).await;
        browser.until("the choice is offered", "return document.getElementById('row')?.parentNode.hidden === false").await;
        select(&browser, "jcb").await;
        choose(&browser, "charge").await;
        choose(&browser, "no").await;
        let call = browser.text("return document.querySelector('.now strong[data-fact]').textContent").await;
        // Nobody confirmed the number: the back of the card comes first, the number is marked and cannot be dialled.
        assert!(call.find(phone) < call.find("0120-794-082") && call.contains(phone), "{call}");
        assert_eq!(browser.ask("return document.querySelectorAll('.now a[href^=tel]').length").await, 0);
        assert!(browser.ask("return document.querySelectorAll('.now [data-fact] .state').length").await.as_u64() > Some(0));
        open(&browser, &preview, lang, "report-phone").await;
        let said = browser.text("return document.querySelector('.steps').innerText").await;
        assert!(said.contains(window), "{said}");
        assert_eq!(browser.text(SHOWN_ROWS).await, "jcb");
        let others = "return document.querySelectorAll('.others [data-row]').length > 2 && !document.querySelector('.others').hidden";
        assert_eq!(browser.ask(others).await, true, "the others can be reached");
        // What the company's file does not know keeps the careful words.
        let unknown = browser.text("return document.querySelector('.steps strong[data-fact=\"support.phone\"]').textContent").await;
        assert!(unknown.contains(phone), "{unknown}");
        select(&browser, "").await;
        let said = browser.text("return document.querySelector('.steps').innerText").await;
        assert!(!said.contains(window), "unchosen, the words stand there again: {said}");
        assert!(browser.text(SHOWN_ROWS).await.contains("smbc"));
        browser.keeps_the_policy("report-phone").await;
    }
    browser.close().await;
}

#[tokio::test]
async fn a_tick_survives_a_reload_and_forgetting_clears_everything() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    start(&browser, &preview, "ja").await;
    select(&browser, "smbc").await;
    choose(&browser, "charge").await;
    choose(&browser, "no").await;
    browser.until("the steps can be ticked", "return document.querySelectorAll('.steps input').length > 1").await;
    browser.click(".steps input").await;
    let ticked = "return document.querySelectorAll('.steps input:checked').length";
    browser.client.refresh().await.expect("it loads again");
    browser.until("the tick is there again", &format!("{ticked} === 1")).await;
    assert_eq!(browser.text("return document.getElementById('row').value").await, "smbc");
    // One key for all of it, and nothing else.
    assert_eq!(browser.ask("return Object.keys(localStorage).length + sessionStorage.length + document.cookie.length").await, 1);
    browser.ask("document.getElementById('forget').click(); return true").await;
    browser
        .until("nothing is left", "return location.hash === '' && localStorage.length === 0 && document.readyState === 'complete' && document.querySelectorAll('.steps input').length > 1")
        .await;
    assert_eq!(browser.ask(ticked).await, 0);
    assert_eq!(browser.text("return document.getElementById('row').value").await, "");
    assert_eq!(browser.ask("return document.querySelector('.recap').hidden").await, true);
    browser.close().await;
}

#[tokio::test]
async fn without_storage_nothing_breaks() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    let block = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });";
    browser.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": block })).await;
    open(&browser, &preview, "en", "report-phone").await;
    select(&browser, "jcb").await;
    browser.click(".steps input").await;
    assert_eq!(browser.ask("return document.querySelectorAll('.steps input:checked').length").await, 1);
    assert_eq!(browser.text(SHOWN_ROWS).await, "jcb");
    browser.ask("document.getElementById('forget').click(); return true").await;
    browser
        .until(
            "forgetting works",
            "return document.querySelectorAll('.steps input').length > 1 && !document.querySelector('.steps input:checked')",
        )
        .await;
    browser.close().await;
}

#[tokio::test]
async fn own_dates_become_last_days_and_a_calendar_file() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    browser.dev_tools("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder.path() })).await;
    open(&browser, &preview, "en", "report-phone").await;
    browser.click("#dates summary").await;
    browser.until("days can be counted", "return document.querySelector('#dates .button').hidden && performance.getEntriesByType('resource').some(entry => entry.name.includes('/ics.'))").await;
    enter(&browser, "charge", "2026-11-01").await;
    enter(&browser, "statement_notice", "2026-10-01").await;
    let days = "return [...document.querySelectorAll('#dates li:not([hidden])')].map(rule => rule.innerText)";
    browser.until("two last days are told", "return document.querySelectorAll('#dates li:not([hidden])').length >= 2").await;
    let told: Vec<String> = serde_json::from_value(browser.ask(days).await).expect("texts");
    // The first day is counted: 60 days from 1 October end on 29 November. The earliest stands first.
    assert!(told[0].contains("29 November 2026") && told[0].contains("statement notice"), "{told:?}");
    assert!(told[1].contains("30 December 2026") && told[1].contains("charge"), "{told:?}");
    assert!(told.iter().all(|day| day.contains("Ask your card company which day counts.")), "{told:?}");
    // A company that counts back from the report has no rule from the statement.
    select(&browser, "amex").await;
    let told: Vec<String> = serde_json::from_value(browser.ask(days).await).expect("texts");
    assert!(told.len() == 1 && told[0].contains("30 December 2026"), "{told:?}");
    select(&browser, "jcb").await;
    browser.click("#dates .button").await;
    let file = folder.path().join(format!("{TREE}.ics"));
    let end = Instant::now() + Duration::from_secs(30);
    while !file.exists() {
        assert!(Instant::now() < end, "no calendar file was saved: {:?}", fs::read_dir(folder.path()).map(Iterator::count));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let events = events(&file);
    assert_eq!(events.iter().map(|event| event.0.as_str()).collect::<Vec<_>>(), ["20261129", "20261230"]);
    assert!(
        events.iter().all(|event| event.1 == "Deadline for reporting fraud" && event.2.contains("Ask your card company which day counts.")),
        "{events:?}"
    );
    // Both stay on this device.
    browser.client.refresh().await.expect("it loads again");
    browser
        .until(
            "the days can be opened",
            "return document.getElementById('dates')?.hidden === false && Boolean(document.querySelector('.steps input'))",
        )
        .await;
    browser.click("#dates summary").await;
    browser.until("the dates are there again", "return document.querySelector('#dates input[name=charge]').value === '2026-11-01'").await;
    browser.keeps_the_policy("report-phone").await;
    browser.close().await;
}

/// Day, title and text of each event.
fn events(file: &std::path::Path) -> Vec<(String, String, String)> {
    let reader = BufReader::new(fs::File::open(file).expect("it was saved"));
    let calendars: Vec<_> = ical::IcalParser::new(reader).collect::<Result<_, _>>().expect("it is a calendar");
    let [calendar] = &calendars[..] else { panic!("there is one calendar, not {}", calendars.len()) };
    let value = |event: &ical::parser::ical::component::IcalEvent, name: &str| {
        event.properties.iter().find(|property| property.name == name).and_then(|property| property.value.clone()).unwrap_or_default()
    };
    calendar.events.iter().map(|event| (value(event, "DTSTART"), value(event, "SUMMARY"), value(event, "DESCRIPTION"))).collect()
}

#[tokio::test]
async fn every_outcome_fills_in_for_every_company_without_an_error() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    let rows = crate::paths::rows("ja");
    let outcomes: std::collections::BTreeSet<&str> = rows.iter().map(crate::paths::Row::outcome).collect();
    assert!(outcomes.len() > 40);
    for outcome in outcomes {
        open(&browser, &preview, "ja", outcome).await;
        // A fact is never left empty, whoever is chosen.
        let empty = "const select = document.getElementById('row'); if (!select) return ''; \
                     for (const option of select.options) { select.value = option.value; select.dispatchEvent(new Event('change')); \
                     for (const fact of document.querySelectorAll('[data-fact]')) if (!fact.textContent.trim()) return option.value + ' ' + fact.dataset.fact; } return ''";
        assert_eq!(browser.text(empty).await, "", "{outcome}");
        // Nobody is asked for a company where its answer would change nothing.
        let offers = "return !document.getElementById('row') || Boolean(document.querySelector('[data-fact], .see'))";
        assert_eq!(browser.ask(offers).await, true, "{outcome}");
    }
    browser.close().await;
}
