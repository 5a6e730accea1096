//! Decision trees with the script on: thirty paths of both languages, walked as readers do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::support::{Browser, Preview, Window};

pub const TREE: &str = "amazon-charge";
/// Of each language.
const SAMPLE: usize = 15;

/// A row of the committed table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Question and answer, by their ids.
    way: Vec<(String, String)>,
    labels: Vec<String>,
    outcome: String,
}

impl Row {
    pub fn outcome(&self) -> &str {
        &self.outcome
    }
}

pub fn rows(lang: &str) -> Vec<Row> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("content/trees/{TREE}.paths.tsv"));
    let text = fs::read_to_string(table).expect("the table is committed");
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().expect("the table has a head");
    let column = |name: &str| head.iter().position(|cell| *cell == name).expect("the table has this column");
    let (labels, outcome, way) = (column(lang), column("outcome"), column("way"));
    let pair = |text: &str| text.split_once(':').map(|(question, answer)| (question.to_owned(), answer.to_owned()));
    lines
        .map(|row| Row {
            way: row[way].split(' ').map(|text| pair(text).expect("question:answer")).collect(),
            labels: row[labels].split(" › ").map(str::to_owned).collect(),
            outcome: row[outcome].to_owned(),
        })
        .collect()
}

/// Evenly from each answer to the first question, so that every stage is among them; another part of the table in each language.
fn sample(lang: &str) -> Vec<Row> {
    let mut stages: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows(lang) {
        stages.entry(row.way[0].1.clone()).or_default().push(row);
    }
    let mut chosen: Vec<Row> = Vec::new();
    for round in 0.. {
        for rows in stages.values() {
            let at = round * 7 + lang.len() + usize::from(lang == "en") * 3;
            if chosen.len() < SAMPLE && round < rows.len() {
                chosen.push(rows[at % rows.len()].clone());
            }
        }
        if chosen.len() == SAMPLE {
            return chosen;
        }
    }
    unreachable!("the table has more rows than the sample")
}

/// What each answer leads to: a question or an outcome.
fn leads(rows: &[Row]) -> BTreeMap<(String, String), String> {
    let mut leads = BTreeMap::new();
    for row in rows {
        let next = row.way.iter().skip(1).map(|(question, _)| question).chain([&row.outcome]);
        leads.extend(row.way.iter().cloned().zip(next.cloned()));
    }
    leads
}

pub async fn choose(browser: &Browser, answer: &str) {
    browser
        .until("the answers know the way so far", "return [...document.querySelectorAll('[data-answer]')].every(link => link.hash)")
        .await;
    let before = browser.text("return location.href").await;
    browser.click(&format!("[data-answer='{answer}']")).await;
    browser
        .until("the next page is open", &format!("return location.href !== {} && document.readyState === 'complete'", json!(before)))
        .await;
}

pub async fn start(browser: &Browser, preview: &Preview, lang: &str) {
    browser.open(&preview.url(&format!("/{lang}/tree/{TREE}/"))).await;
}

async fn walk(browser: &Browser, preview: &Preview, lang: &str, row: &Row) {
    start(browser, preview, lang).await;
    for (_, answer) in &row.way {
        choose(browser, answer).await;
    }
}

/// The page is this one, and tells these answers.
async fn tells(browser: &Browser, node: &str, labels: &[String], when: &str) {
    let told = "[...document.querySelectorAll('.recap:not([hidden]) strong')].map(answer => answer.textContent)";
    let expected = json!(labels);
    let at = format!("document.getElementById('main')?.dataset.node === {}", json!(node));
    browser
        .until(
            &format!("{when}: {node} tells {expected}"),
            &format!("return {at} && JSON.stringify({told}) === JSON.stringify({expected})"),
        )
        .await;
}

fn count(row: &Row) -> usize {
    row.way.len()
}

/// Where a changed answer leads, with the later answers as far as they still apply.
fn changed(leads: &BTreeMap<(String, String), String>, row: &Row, at: usize, answer: &str) -> (String, Vec<(String, String)>) {
    let kept: BTreeMap<&String, &String> = row.way[at + 1..].iter().map(|(question, answer)| (question, answer)).collect();
    let mut way = row.way[..at].to_vec();
    let mut pair = (row.way[at].0.clone(), answer.to_owned());
    loop {
        let to = leads[&pair].clone();
        way.push(pair);
        match kept.get(&to) {
            Some(answer) => pair = (to, (*answer).clone()),
            None => return (to, way),
        }
    }
}

async fn paths_of(lang: &str) {
    let all = rows(lang);
    let leads = leads(&all);
    let words: BTreeMap<(String, String), String> =
        all.iter().flat_map(|row| row.way.iter().cloned().zip(row.labels.iter().cloned())).collect();
    let sample = sample(lang);
    let stages: BTreeSet<&String> = sample.iter().map(|row| &row.way[0].1).collect();
    assert_eq!(stages.len(), all.iter().map(|row| &row.way[0].1).collect::<BTreeSet<_>>().len(), "every stage is walked");
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for (number, row) in sample.iter().enumerate() {
        walk(&browser, &preview, lang, row).await;
        tells(&browser, &row.outcome, &row.labels, "walked").await;
        assert_eq!(browser.text("return location.search").await, "", "nothing is told to the server");
        // Back is the browser's, and forward.
        browser.client.back().await.expect("there is a page before");
        tells(&browser, &row.way[count(row) - 1].0, &row.labels[..count(row) - 1], "back").await;
        browser.client.forward().await.expect("there is a page behind");
        tells(&browser, &row.outcome, &row.labels, "forward").await;
        browser.client.refresh().await.expect("it loads again");
        tells(&browser, &row.outcome, &row.labels, "reloaded").await;
        // A jump inside the page does not lose them.
        browser.ask("document.querySelector('.skip').click(); return true").await;
        browser.client.refresh().await.expect("it loads again");
        tells(&browser, &row.outcome, &row.labels, "reloaded after a jump").await;
        // Resumed from its address, in a browser that knows nothing else.
        let address = preview.url(&format!("/{lang}/tree/{TREE}/{}/", row.outcome));
        let pairs: Vec<String> =
            row.way.iter().map(|(question, answer)| format!("{}.{answer}", if question == "where" { "" } else { question })).collect();
        browser.ask("sessionStorage.clear(); localStorage.clear(); return true").await;
        browser.open("about:blank").await;
        browser.open(&format!("{address}#answers={};", pairs.join(","))).await;
        tells(&browser, &row.outcome, &row.labels, "resumed").await;
        change(&browser, &leads, &words, row, number % count(row)).await;
        browser.keeps_the_policy(&row.outcome).await;
    }
    browser.close().await;
}

/// Another answer to one question: the reader is taken as far as the later answers still apply.
async fn change(
    browser: &Browser,
    leads: &BTreeMap<(String, String), String>,
    words: &BTreeMap<(String, String), String>,
    row: &Row,
    at: usize,
) {
    let links = "document.querySelectorAll('.recap a')";
    let name = browser.text(&format!("return {links}[{at}].textContent")).await;
    assert!(name.contains(&row.labels[at]) && name.len() > row.labels[at].len(), "the link names what it changes: {name}");
    browser.ask(&format!("{links}[{at}].click(); return true")).await;
    tells(browser, &node(&row.way[at].0), &row.labels[..at], "about to change").await;
    let mark = format!("return document.querySelector(\"[data-answer='{}'] small\")?.textContent.length > 0", row.way[at].1);
    browser.until("the answer given before is marked", &mark).await;
    let others: Vec<&String> = leads.keys().filter(|pair| pair.0 == row.way[at].0 && pair.1 != row.way[at].1).map(|pair| &pair.1).collect();
    for answer in [others[at % others.len()], &row.way[at].1] {
        let (to, way) = changed(leads, row, at, answer);
        let labels: Vec<String> = way.iter().map(|pair| words[pair].clone()).collect();
        choose(browser, answer).await;
        tells(browser, &to, &labels, &format!("{answer} in place of {}", row.way[at].1)).await;
        browser.client.back().await.expect("back to the question");
        tells(browser, &node(&row.way[at].0), &row.labels[..at], "back from a change").await;
    }
}

/// As the page names it; the first question is the tree's own address.
fn node(question: &str) -> String {
    if question == "where" { String::new() } else { question.to_owned() }
}

#[tokio::test]
async fn fifteen_japanese_paths_can_be_walked_changed_left_and_resumed() {
    paths_of("ja").await;
}

#[tokio::test]
async fn fifteen_english_paths_can_be_walked_changed_left_and_resumed() {
    paths_of("en").await;
}

#[tokio::test]
async fn answers_that_the_tree_does_not_have_are_not_told() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    for wrong in [".charge,charge-stopped.maybe", "gone.yes", "charge-stopped.yes,.charge", "%3Cb%3E.x"] {
        browser.open("about:blank").await;
        browser.open(&preview.url(&format!("/ja/tree/{TREE}/charge-what/#answers={wrong};"))).await;
        browser
            .until(
                "the links forget them",
                "return [...document.querySelectorAll('[data-answer]')].every(link => /^#answers=charge-what\\.[^,]+;$/.test(link.hash))",
            )
            .await;
        assert_eq!(browser.ask("return document.querySelector('.recap').hidden").await, true, "{wrong}");
    }
    browser.close().await;
}

#[tokio::test]
async fn the_language_switch_takes_the_answers_along() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    start(&browser, &preview, "ja").await;
    choose(&browser, "charge").await;
    choose(&browser, "yes").await;
    browser.click("a[data-twin]").await;
    tells(
        &browser,
        "charge-what",
        &["I just saw an Amazon charge I do not recognise".to_owned(), "Yes, it is stopped".to_owned()],
        "switched",
    )
    .await;
    browser.close().await;
}

#[tokio::test]
async fn the_next_page_is_fetched_when_the_focus_comes_near() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Phone).await;
    start(&browser, &preview, "ja").await;
    browser.until("the script has run", "return !document.querySelector('.own').hidden").await;
    browser
        .ask("for (const link of document.querySelectorAll('[data-answer]')) { link.focus(); link.blur(); link.focus(); } return true")
        .await;
    let ahead = "return [...document.querySelectorAll('link[rel=prefetch]')].map(link => link.getAttribute('href'))";
    let answers = "return [...document.querySelectorAll('[data-answer]')].map(link => link.pathname)";
    assert_eq!(browser.ask(ahead).await, browser.ask(answers).await, "each once, and without the answers");
    let fetched = "return performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/charge-stopped/'))";
    browser.until("they are fetched", fetched).await;
    browser.keeps_the_policy("the start").await;
    browser.close().await;
}
