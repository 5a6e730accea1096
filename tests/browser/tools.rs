//! The tools that reckon and keep on the reader's device, used as a reader uses them.
//!
//! Every day in the tables was worked out by hand, with a calendar on paper; the lines say how. 2026 begins on a Thursday, 2027 on a
//! Friday, 2028, a leap year, on a Saturday. Banks are closed on Saturdays, Sundays, holidays, and from 31 December to 3 January.

use std::time::{Duration, Instant};

use ical::IcalParser;
use ical::parser::Component;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::support::{Browser, Preview, Window};

const EXPLAINER: &str = "/en/tools/void-or-refund/";
const LOG: &str = "/en/tools/log/";

/// As the page writes a day, in words of another hand than the page's: the weekday is checked too.
fn in_words(iso: &str) -> String {
    iso.parse::<Date>().expect("the table holds dates").strftime("%A %-d %B %Y").to_string()
}

/// Fills the form, submits it, and gives back what is shown: no element that is hidden.
async fn reckon(browser: &Browser, fields: Value) -> Value {
    let script = "const fields = FIELDS; const form = document.querySelector('[data-tool]');
        form.reset();
        for (const [name, value] of Object.entries(fields)) {
          form.elements[name].value = value;
          if (name === 'issuer') form.elements.issuer.dispatchEvent(new Event('change', { bubbles: true }));
        }
        form.requestSubmit();
        const shown = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).map(one => one.textContent.replaceAll(',', ''));
        return { phase: [...document.querySelectorAll('#tool-result > p[data-if]')].filter(one => one.checkVisibility()).map(one => one.dataset.if),
          days: shown('#tool-result dd'), last: shown('.last strong'), left: shown('.last span'), uncounted: shown('[data-clock] > p:nth-last-child(2)'),
          clocks: [...document.querySelectorAll('[data-clock]')].filter(one => one.checkVisibility()).map(one => one.dataset.clock),
          by: [...document.querySelectorAll('[data-clock=forward] [data-if]')].filter(one => one.checkVisibility()).map(one => one.dataset.if),
          summary: document.querySelector('#tool-summary').textContent.replaceAll(',', ''),
          errors: [...form.querySelectorAll('.error')].filter(one => one.checkVisibility()).map(one => one.id),
          focus: document.activeElement.name ?? '' }"
        .replace("FIELDS", &fields.to_string());
    browser.ask(&script).await
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|text| text.as_str().expect("of texts")).collect()
}

/// Charge, closing day, payment day, months between; the month closes; the money is taken.
const BILLS: &[(&str, u8, u8, u8, &str, &str)] = &[
    // Sa 10 Oct, Su 11, Mo 12 is the second Monday (5, 12): Sports Day. Tuesday.
    ("2026-09-01", 15, 10, 1, "2026-09-15", "2026-10-13"),
    // On the closing day itself: still this month.
    ("2026-09-15", 15, 10, 1, "2026-09-15", "2026-10-13"),
    // The day after: next month. 10 November is a Tuesday.
    ("2026-09-16", 15, 10, 1, "2026-10-15", "2026-11-10"),
    // Closing on the last day: February 2026 has 28. 27 March is a Friday.
    ("2026-02-10", 31, 27, 1, "2026-02-28", "2026-03-27"),
    ("2026-02-28", 31, 27, 1, "2026-02-28", "2026-03-27"),
    // 2028 is a leap year: 29. 27 March 2028 is a Monday.
    ("2028-02-28", 31, 27, 1, "2028-02-29", "2028-03-27"),
    // The leap day is the closing day; March has a 31st, a Friday.
    ("2028-02-29", 31, 31, 1, "2028-02-29", "2028-03-31"),
    // A closing day 30 in February is its last day. Sa 27 March 2027, so Monday.
    ("2027-02-10", 30, 27, 1, "2027-02-28", "2027-03-29"),
    // Of 30 days in April the last. 31 May 2026 is a Sunday, so Monday, in June.
    ("2026-04-15", 31, 31, 1, "2026-04-30", "2026-06-01"),
    // Payment on the last day: 28 February 2027 is a Sunday, so 1 March.
    ("2027-01-20", 31, 31, 1, "2027-01-31", "2027-03-01"),
    // … and 29 February 2028 a Tuesday.
    ("2028-01-20", 31, 31, 1, "2028-01-31", "2028-02-29"),
    // On the last day of the year; 27 January 2027 is a Wednesday.
    ("2026-12-31", 31, 27, 1, "2026-12-31", "2027-01-27"),
    // Closing in the next year, payment two months on: Wednesday 10 March.
    ("2026-12-31", 15, 10, 2, "2027-01-15", "2027-03-10"),
    // New Year 2027: Th 31 Dec closed, Fr 1 Jan, Sa 2, Su 3; Monday the 4th.
    ("2026-11-20", 31, 31, 1, "2026-11-30", "2027-01-04"),
    ("2026-11-25", 25, 2, 2, "2026-11-25", "2027-01-04"),
    // New Year 2028: Fr 31 Dec closed, Sa 1, Su 2, Mo 3 closed; Tuesday the 4th.
    ("2027-11-05", 15, 31, 1, "2027-11-15", "2028-01-04"),
    ("2027-12-01", 10, 3, 1, "2027-12-10", "2028-01-04"),
    // 30 December 2026 is a Wednesday, and banks are open.
    ("2026-11-05", 10, 30, 1, "2026-11-10", "2026-12-30"),
    // Su 10 Jan 2027; Mo 11 is the second Monday (4, 11): Coming of Age Day.
    ("2026-12-10", 15, 10, 1, "2026-12-15", "2027-01-12"),
    // Golden Week 2026: Sa 2 May, Su 3, Mo 4, Tu 5, We 6 in place of the Sunday. Thursday.
    ("2026-03-20", 31, 2, 2, "2026-03-31", "2026-05-07"),
    // We 29 April 2026 is a holiday, Th 30 is none.
    ("2026-03-10", 31, 29, 1, "2026-03-31", "2026-04-30"),
    // Golden Week 2027: Mo 3, Tu 4, We 5 May; none fell on a Sunday. Thursday.
    ("2027-04-01", 15, 3, 1, "2027-04-15", "2027-05-06"),
    // September 2026: Mo 21 (third Monday), Tu 22 between two holidays, We 23 equinox. Thursday.
    ("2026-08-01", 15, 21, 1, "2026-08-15", "2026-09-24"),
    // … and from Saturday the 19th on, five days.
    ("2026-08-01", 15, 19, 1, "2026-08-15", "2026-09-24"),
    // Spring equinox on Sunday 21 March 2027, so Mo 22 in its place; from Sa 20 to Tu 23.
    ("2027-02-01", 10, 20, 1, "2027-02-10", "2027-03-23"),
    // Spring equinox 2028 is Mo 20 March, a leap year earlier.
    ("2028-02-01", 10, 20, 1, "2028-02-10", "2028-03-21"),
    // Autumn equinox 2028 is Fr 22 September; then the weekend.
    ("2028-08-01", 10, 22, 1, "2028-08-10", "2028-09-25"),
    // Fr 11 February 2028 and the weekend.
    ("2028-01-05", 10, 11, 1, "2028-01-10", "2028-02-14"),
    // Tu 23 February 2027.
    ("2027-01-05", 10, 23, 1, "2027-01-10", "2027-02-24"),
    // Third Monday of July 2026 (6, 13, 20).
    ("2026-06-01", 10, 20, 1, "2026-06-10", "2026-07-21"),
    // Tu 11 August 2026.
    ("2026-07-01", 5, 11, 1, "2026-07-05", "2026-08-12"),
    // Tu 3 and Mo 23 November 2026.
    ("2026-10-01", 10, 3, 1, "2026-10-10", "2026-11-04"),
    ("2026-10-01", 10, 23, 1, "2026-10-10", "2026-11-24"),
    // Payment in the month of the closing: Sa 27 June 2026, so Monday.
    ("2026-06-05", 10, 27, 0, "2026-06-10", "2026-06-29"),
];

#[tokio::test]
async fn the_month_closes_and_the_money_is_taken_on_the_days_worked_out_by_hand() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    for (charge, closing, payment, months, closes, taken) in BILLS {
        let fields = json!({ "charge": charge, "today": charge, "closing": closing, "payment": payment, "months": months });
        let shown = reckon(&browser, fields).await;
        assert_eq!(texts(&shown["days"]), [in_words(closes), in_words(taken)], "{charge}, closing {closing}, payment {payment}: {shown}");
    }
    browser.close().await;
}

/// Today; where the money then is, for a charge of 1 September 2026 that is billed on the 15th and taken on Tuesday 13 October.
const PHASES: &[(&str, &str)] = &[
    ("2026-09-01", "open"),
    // The closing day is the last of the month that it closes.
    ("2026-09-15", "open"),
    ("2026-09-16", "closed"),
    // The 10th was to be the payment day, but banks are closed until the 13th.
    ("2026-10-12", "closed"),
    ("2026-10-13", "due"),
    ("2026-10-14", "debited"),
];

#[tokio::test]
async fn the_phase_of_the_money_follows_the_day() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    for (today, phase) in PHASES {
        let fields = json!({ "charge": "2026-09-01", "today": today, "closing": 15, "payment": 10 });
        let shown = reckon(&browser, fields).await;
        assert_eq!(texts(&shown["phase"]), [*phase, "moved", "billed"], "{today}: {shown}");
    }
    // Without closing and payment day nothing is claimed about the money, and the last days stand all the same.
    let shown = reckon(&browser, json!({ "charge": "2026-09-01", "today": "2026-09-20" })).await;
    assert_eq!((texts(&shown["phase"]), texts(&shown["days"]).len(), texts(&shown["last"]).len()), (vec!["unknown"], 0, 2), "{shown}");
    browser.close().await;
}

/// A way of counting: which, its last day with the first day counted, and without.
type Clock = (&'static str, &'static str, &'static str);

/// Fields, and the ways of counting that are then shown, in their order.
fn deadlines() -> Vec<(Value, Vec<Clock>)> {
    let with = |fields: Value| {
        let mut all = json!({ "charge": "2026-09-01", "today": "2026-10-01" });
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        all
    };
    vec![
        // 60 days from 25 September: 5 to its end, 31 in October, 24 in November. From 1 September: 29 and 31.
        (with(json!({ "notice": "2026-09-25" })), vec![("back", "2026-10-30", "2026-10-31"), ("forward", "2026-11-23", "2026-11-24")]),
        (with(json!({ "notice": "2026-09-25", "rule": "forward" })), vec![("forward", "2026-11-23", "2026-11-24")]),
        (with(json!({ "notice": "2026-09-25", "rule": "back" })), vec![("back", "2026-10-30", "2026-10-31")]),
        // No notice: from the closing day. 15 to the end of September, 31, and 14.
        (with(json!({ "closing": 15, "rule": "forward" })), vec![("forward", "2026-11-13", "2026-11-14")]),
        // Neither: from the charge, so both ways end together.
        (with(json!({})), vec![("forward", "2026-10-30", "2026-10-31"), ("back", "2026-10-30", "2026-10-31")]),
        // Over a leap day: 30 in January, 29 in February, 1 in March. The day before that is 29 February.
        (json!({ "charge": "2028-01-01", "today": "2028-01-02", "rule": "back" }), vec![("back", "2028-02-29", "2028-03-01")]),
        // The same in 2027: 30, 28, and 2.
        (json!({ "charge": "2027-01-01", "today": "2027-01-02", "rule": "back" }), vec![("back", "2027-03-01", "2027-03-02")]),
        // Over New Year: 29 in December and 31 in January. A last day may be a Sunday: it does not move.
        (json!({ "charge": "2026-12-02", "today": "2026-12-02", "rule": "back" }), vec![("back", "2027-01-30", "2027-01-31")]),
        // A month end: none left in January, 28 in February, 31 in March, 1 in April.
        (json!({ "charge": "2027-01-31", "today": "2027-02-01", "rule": "back" }), vec![("back", "2027-03-31", "2027-04-01")]),
        // The card company's own rule is filled in from its fact.
        (with(json!({ "notice": "2026-09-25", "issuer": "jcb" })), vec![("forward", "2026-11-23", "2026-11-24")]),
        (with(json!({ "notice": "2026-09-25", "issuer": "smbc" })), vec![("back", "2026-10-30", "2026-10-31")]),
        (with(json!({ "notice": "2026-09-25", "issuer": "amex" })), vec![("back", "2026-10-30", "2026-10-31")]),
    ]
}

#[tokio::test]
async fn the_last_days_are_those_worked_out_by_hand_and_the_earliest_stands_first() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    for (fields, wanted) in deadlines() {
        let shown = reckon(&browser, fields.clone()).await;
        let clocks: Vec<&str> = wanted.iter().map(|(clock, ..)| *clock).collect();
        let last: Vec<String> = wanted.iter().map(|(_, careful, _)| in_words(careful)).collect();
        assert_eq!(
            (texts(&shown["clocks"]), texts(&shown["last"])),
            (clocks, last.iter().map(String::as_str).collect()),
            "{fields}: {shown}"
        );
        for ((_, _, uncounted), sentence) in wanted.iter().zip(texts(&shown["uncounted"])) {
            assert!(sentence.contains(&in_words(uncounted)), "{fields}: {sentence}");
        }
        assert!(shown["summary"].as_str().unwrap().contains(&last[0]), "{fields}: {shown}");
    }
    browser.close().await;
}

#[tokio::test]
async fn what_is_left_is_said_and_a_day_that_has_passed_is_no_reason_to_give_up() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    let left = [
        ("2026-10-01", "(29 days from now)"),
        ("2026-10-29", "(tomorrow)"),
        ("2026-10-30", "(today)"),
        ("2026-11-09", "(passed 10 days ago; report all the same)"),
        ("2026-10-31", "(that was yesterday; report all the same)"),
    ];
    for (today, words) in left {
        let shown = reckon(&browser, json!({ "charge": "2026-09-01", "today": today, "rule": "back" })).await;
        assert_eq!(texts(&shown["left"]), [words], "{today}");
    }
    let shown = reckon(&browser, json!({ "charge": "2026-09-01", "today": "2026-10-31", "rule": "back" })).await;
    assert!(shown["summary"].as_str().unwrap().contains("Report today all the same"), "{shown}");
    browser.close().await;
}

#[tokio::test]
async fn what_cannot_be_reckoned_with_is_said_at_its_field() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    let wrong = [
        (json!({ "today": "2026-10-01" }), "charge"),
        (json!({ "charge": "2026-10-02", "today": "2026-10-01" }), "charge"),
        (json!({ "charge": "2026-09-01", "today": "2026-10-01", "notice": "2026-08-31" }), "notice"),
        (json!({ "charge": "2026-09-01", "today": "2026-10-01", "noticed": "2026-10-02" }), "noticed"),
        (json!({ "charge": "2026-09-01", "today": "" }), "today"),
        (json!({ "charge": "1026-09-01", "today": "2026-10-01" }), "charge"),
        (json!({ "charge": "2026-09-01", "today": "2026-10-01", "closing": 15, "payment": 10, "months": 0 }), "months"),
    ];
    for (fields, name) in wrong {
        let shown = reckon(&browser, fields.clone()).await;
        assert_eq!(texts(&shown["errors"])[0], format!("tool-{name}-error"), "{fields}: {shown}");
        assert_eq!((shown["focus"].as_str(), texts(&shown["last"]).len()), (Some(name), 0), "{fields}: {shown}");
        let tied = format!(
            "const field = document.querySelector('[name={name}]'); \
             return field.getAttribute('aria-invalid') + ' ' + document.getElementById(field.getAttribute('aria-describedby').split(' ').at(-1)).textContent"
        );
        let said = browser.text(&tied).await;
        assert!(said.starts_with("true ") && said.len() > 10, "{name}: {said}");
    }
    // Once mended, nothing of it stays.
    let shown = reckon(&browser, json!({ "charge": "2026-09-01", "today": "2026-10-01" })).await;
    assert_eq!(texts(&shown["errors"]), Vec::<&str>::new());
    browser.close().await;
}

/// What the Cabinet Office announced, without Saturdays' and Sundays' own closing.
const HOLIDAYS: &[(i64, &str)] = &[
    (2024, "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23"),
    (2025, "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24"),
    (2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23"),
    (2027, "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23"),
];

/// Imports a module that the page has loaded.
fn with_module(name: &str, script: &str) -> String {
    format!(
        "const address = performance.getEntriesByType('resource').map(entry => entry.name).find(name => name.includes('/js/{name}.')); \
         return import(address).then(module => {{ {script} }})"
    )
}

#[tokio::test]
async fn holidays_are_those_that_were_announced() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    for (year, announced) in HOLIDAYS {
        let script = format!(
            "const found = []; for (let day = Date.UTC({year}, 0, 1) / 864e5; day < Date.UTC({year} + 1, 0, 1) / 864e5; day++) \
             if (module.holiday(day)) found.push(new Date(day * 864e5).toISOString().slice(5, 10)); return found.join(' ')"
        );
        assert_eq!(browser.text(&with_module("holidays", &script)).await, *announced, "{year}");
    }
    browser.close().await;
}

#[tokio::test]
async fn days_are_read_and_counted_as_on_a_calendar() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(EXPLAINER)).await;
    let asked = "const { addMonths, iso, last, next, parse, weekday } = module; const day = parse; return JSON.stringify([
        ['2026-02-30', '2027-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-01-01T00:00'].map(text => String(parse(text))),
        [parse('1970-01-01'), parse('2028-02-29') - parse('2028-02-28'), weekday(parse('2026-01-01'))],
        [iso(addMonths(day('2027-01-31'), 1)), iso(addMonths(day('2028-01-31'), 1)), iso(addMonths(day('2026-11-30'), 3)), iso(addMonths(day('2028-03-31'), -1))],
        [iso(next(day('2026-02-10'), 31)), iso(next(day('2026-12-16'), 15)), iso(next(day('2026-12-15'), 15))],
        [iso(last(day('2026-11-24'), 60, 'back')), iso(last(day('2026-11-24'), 60, 'back', true)), iso(last(day('2026-09-25'), 0))], iso(NaN)])";
    let wanted = json!([
        ["NaN", "NaN", "NaN", "NaN", "NaN", "NaN", "NaN"],
        // The leap day follows the 28th; 2026 began on a Thursday, the fourth day after Sunday.
        [0, 1, 4],
        // To the month's last day where it is shorter.
        ["2027-02-28", "2028-02-29", "2027-02-28", "2028-02-29"],
        ["2026-02-28", "2027-01-15", "2026-12-15"],
        // 24 to the start of November, 31, 5: 25 September.
        ["2026-09-25", "2026-09-26", "2026-09-25"],
        "",
    ]);
    assert_eq!(browser.text(&with_module("dates", asked)).await, wanted.to_string());
    browser.close().await;
}

/// What the page let the reader save.
async fn saved(browser: &Browser) -> String {
    let end = Instant::now() + Duration::from_secs(30);
    let file = browser.downloads.path().join("days.ics");
    while !file.exists() {
        assert!(Instant::now() < end, "nothing was saved");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    std::fs::read_to_string(file).expect("it is a text")
}

#[tokio::test]
async fn the_calendar_file_holds_the_days_and_can_be_read_by_a_calendar() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    browser.open(&preview.url("/ja/tools/void-or-refund/")).await;
    let fields = json!({ "charge": "2026-09-01", "notice": "2026-09-25", "today": "2026-10-01", "closing": 15, "payment": 10 });
    reckon(&browser, fields).await;
    browser.click("#tool-calendar").await;
    let text = saved(&browser).await;
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    assert!(lines.iter().any(|line| line.starts_with(' ')), "no line is long enough to be folded: {text}");
    let calendar = IcalParser::new(text.as_bytes()).next().expect("there is a calendar").expect("it can be read");
    let of = |component: &dyn Fn(&str) -> Option<String>, name: &str| component(name).unwrap_or_else(|| panic!("no {name} in {text}"));
    let mut seen = Vec::new();
    for event in &calendar.events {
        let property = |name: &str| event.get_property(name).and_then(|property| property.value.clone());
        let alarm = &event.alarms[0];
        let trigger = alarm.get_property("TRIGGER").and_then(|property| property.value.clone()).expect("it rings");
        let start = event.get_property("DTSTART").expect("it has a day");
        assert_eq!(start.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
        assert!(of(&property, "DTSTAMP").ends_with("T000000Z"));
        assert!(!of(&property, "SUMMARY").is_empty());
        seen.push((of(&property, "DTSTART"), trigger, of(&property, "UID")));
    }
    let days: Vec<(&str, &str)> = seen.iter().map(|(day, trigger, _)| (day.as_str(), trigger.as_str())).collect();
    assert_eq!(days, [("20261030", "-P2DT15H"), ("20261123", "-P2DT15H"), ("20261013", "-PT15H")]);
    assert_eq!(seen.iter().map(|(_, _, id)| id).collect::<std::collections::BTreeSet<_>>().len(), 3, "{seen:?}");
    for private in ["JCB", "三井", "円"] {
        assert!(!text.contains(private), "{text}");
    }
    browser.close().await;
}

const SHEET: &str = "return document.querySelector('.sheet[lang=ja]').textContent";

async fn fill_log(browser: &Browser) {
    let script = "const put = (id, value) => { const field = document.getElementById('tool-' + id); field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true })); };
        put('noticed', '2026-09-20T21:40'); put('amount', '12,800'); put('digits', '4321'); put('amazon-answer', 'first\\nsecond');
        put('at', '2026-09-21T10:00'); put('who', 'desk'); put('what', 'stopped'); document.getElementById('tool-add').click();
        put('at', '2026-09-20T22:00'); put('what', 'alert'); document.getElementById('tool-add').click(); return true";
    browser.ask(script).await;
}

const WRITTEN: &str = "カード不正利用の記録\n\n■ 覚えのない請求\n気づいた日時：2026年9月20日日曜日 21:40\n金額：12,800\nカード番号の下4桁：4321\n\n\
                       ■ Amazonへの確認\nAmazonの返事：first\n  second\n\n■ 経過\n2026年9月20日日曜日 22:00 / alert\n2026年9月21日月曜日 10:00 / desk / stopped";

#[tokio::test]
async fn the_record_survives_a_reload_and_the_other_language_and_forgetting_clears_it() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(LOG)).await;
    fill_log(&browser).await;
    assert_eq!(browser.text(SHEET).await, WRITTEN);
    browser.client.refresh().await.expect("the page reloads");
    browser.until("the record is there", "return document.querySelector('.sheet[lang=ja]').textContent.length > 100").await;
    assert_eq!(browser.text(SHEET).await, WRITTEN);
    let english = browser.text("return document.querySelector('.sheet[lang=en]').textContent").await;
    assert!(english.contains("When you noticed it: Sunday") && english.contains("20 September 2026 21:40\nAmount: 12,800\n"), "{english}");
    browser.open(&preview.url("/ja/tools/log/")).await;
    assert_eq!(browser.text(SHEET).await, WRITTEN, "the twin writes the same Japanese text");
    assert_eq!(browser.ask("return Object.keys(localStorage)").await, json!(["futago-log"]));
    // Forgotten by mistake, and taken back.
    browser.click("#tool-forget").await;
    assert_eq!(browser.ask("return localStorage.length").await, 0);
    browser.click("#tool-undo").await;
    assert_eq!(browser.text(SHEET).await, WRITTEN);
    browser.click("#tool-forget").await;
    browser.client.refresh().await.expect("the page reloads");
    browser.until("the form is there", "return !document.querySelector('[data-tool]').hidden").await;
    let left = "return localStorage.length + [...document.querySelectorAll('[name]')].map(field => field.value).join('')";
    assert_eq!(browser.text(left).await, "0");
    browser.close().await;
}

#[tokio::test]
async fn an_entry_can_be_removed_and_the_focus_stays_in_the_list() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(LOG)).await;
    fill_log(&browser).await;
    browser.ask("document.querySelector('#tool-entries button').click(); return true").await;
    assert!(!browser.text("return document.querySelector('#tool-entries').innerText").await.contains("alert"));
    assert_eq!(browser.text("return document.activeElement.parentNode.parentNode.id").await, "tool-entries");
    browser.ask("document.querySelector('#tool-entries button').click(); return true").await;
    assert_eq!(browser.text("return document.activeElement.id").await, "tool-add");
    browser.close().await;
}

#[tokio::test]
async fn of_a_card_number_only_the_last_four_digits_are_taken() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    browser.open(&preview.url(LOG)).await;
    let paste = "const field = document.getElementById('tool-digits'); const data = new DataTransfer(); data.setData('text', '4111 1111 1111 1234');
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); return field.value";
    assert_eq!(browser.text(paste).await, "1234");
    assert!(!browser.text("return localStorage['futago-log']").await.contains("4111"));
    let typed = "const field = document.getElementById('tool-digits'); field.value = '12'; field.dispatchEvent(new Event('change'));
        return document.getElementById('tool-digits-error').innerText";
    assert!(browser.text(typed).await.contains("four"));
    browser.close().await;
}

#[tokio::test]
async fn where_nothing_can_be_kept_the_record_works_and_says_so() {
    let preview = Preview::start();
    let blocked = json!({ "profile.default_content_setting_values.cookies": 2 });
    let browser = Browser::with_preferences(Window::Phone, blocked).await;
    browser.open(&preview.url(LOG)).await;
    browser.until("it is said", "return document.querySelector('#tool-status').innerText.includes('does not let the page keep')").await;
    fill_log(&browser).await;
    assert_eq!(browser.text(SHEET).await, WRITTEN);
    assert!(browser.text("return document.querySelector('#tool-status').innerText").await.contains("does not let the page keep"));
    browser.close().await;
}

#[tokio::test]
async fn the_text_is_copied_whole() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    browser.open(&preview.url(LOG)).await;
    fill_log(&browser).await;
    browser.ask("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }; return true").await;
    browser.click("[data-copy]").await;
    browser.until("it is said", "return document.querySelector('#tool-done').textContent === 'Copied.'").await;
    assert_eq!(browser.text("return window.copied").await, WRITTEN);
    browser.ask("navigator.clipboard.writeText = () => Promise.reject(new Error('no')); return true").await;
    browser.click("[data-copy]").await;
    browser.until("it is said", "return document.querySelector('#tool-done').textContent.includes('selected')").await;
    assert_eq!(browser.text("return getSelection().toString()").await.trim(), WRITTEN);
    browser.close().await;
}

#[tokio::test]
async fn nothing_that_a_reader_enters_leaves_the_device() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    let loaded = "return JSON.stringify([location.href, performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('blob:'))])";
    let broken = "const seen = []; new ReportingObserver(reports => seen.push(...reports), { buffered: true }).observe(); \
                  return new Promise(done => setTimeout(() => done(JSON.stringify(seen.map(report => report.toJSON()))), 0))";
    for page in [EXPLAINER, LOG] {
        browser.open(&preview.url(page)).await;
        browser.until("the form is there", "return !document.querySelector('[data-tool]').hidden").await;
        // The preview's own connection, by which it reloads, is there before.
        let before = browser.text(loaded).await;
        match page {
            LOG => fill_log(&browser).await,
            _ => drop(reckon(&browser, json!({ "charge": "2026-09-01", "today": "2026-10-01", "closing": 15, "payment": 10 })).await),
        }
        assert_eq!(browser.text(loaded).await, before, "{page} loads or sends something while it is used");
        assert_eq!(browser.text(broken).await, "[]", "{page} breaks the policy");
        let names = browser.ask("return document.cookie").await;
        assert_eq!(names, "", "{page} sets a cookie");
    }
    browser.close().await;
}

#[tokio::test]
async fn without_a_script_the_form_is_not_there_and_the_text_is() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for (page, said) in [("/en/tools/void-or-refund/", "You can count by hand as well"), ("/ja/tools/log/", "紙に書くなら")] {
        browser.open(&preview.url(page)).await;
        let html = browser.text("return fetch(location.href).then(answer => answer.text())").await;
        let form = &html[html.find("<form").expect("there is a form")..];
        assert!(form[..form.find('>').unwrap()].contains(" hidden "), "{page}");
        assert!(html.contains(said), "{page}");
    }
    browser.close().await;
}
