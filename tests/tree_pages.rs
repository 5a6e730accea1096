//! The decision tree of our own guide, as it was built: whoever follows links, and nothing but links, gets to the outcome that
//! the committed table names, in every language.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use support::html::{Element, Html};
use support::repository;
use support::structure::{Kind, Output};

const NAME: &str = "amazon-charge";
const LANGUAGES: [&str; 2] = ["ja", "en"];
/// What is no node.
const FIXED: [&str; 4] = ["", "overview/", "picture/", "review/"];

static BUILT: LazyLock<Output> = LazyLock::new(|| {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("public");
    let arguments = ["--out", folder.to_str().unwrap(), "--base-url", "https://example.org/"];
    support::futago_at(&repository(""), "build", &arguments).code(0);
    Output::new(support::tree(&folder), "https://example.org/")
});

/// Every page of the tree in a language, by what stands behind the address of the tree.
fn pages(lang: &str) -> BTreeMap<&'static str, &'static Html> {
    let start = format!("{lang}/tree/{NAME}/");
    let below = BUILT.of_kind(Kind::Page).filter_map(|(path, html)| Some((path.strip_prefix(&start)?.strip_suffix("index.html")?, html)));
    below.collect()
}

/// A row of the table: the labels of the answers in a language, and the outcome.
fn rows(lang: &str) -> Vec<(Vec<String>, String)> {
    let text = std::fs::read_to_string(repository(&format!("content/trees/{NAME}.paths.tsv"))).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let column = |name: &str| head.iter().position(|cell| *cell == name).unwrap();
    let (labels, outcome) = (column(lang), column("outcome"));
    lines.map(|row| (row[labels].split(" › ").map(str::to_owned).collect(), row[outcome].to_owned())).collect()
}

fn answers(html: &Html) -> impl Iterator<Item = &Element> {
    html.all("a").filter(|link| link.is("rel", "next"))
}

fn main_of(html: &Html) -> &Element {
    html.first("main").unwrap()
}

#[test]
fn every_path_of_the_table_can_be_walked_by_links() {
    for lang in LANGUAGES {
        let (pages, rows) = (pages(lang), rows(lang));
        assert!(rows.len() > 100, "{} paths are no tree", rows.len());
        let mut reached = BTreeSet::from([""]);
        for (labels, outcome) in &rows {
            let mut at = "";
            for label in labels {
                let said = format!("{lang}: {at:?} has one answer `{label}`, on the way to {outcome}");
                let found: Vec<&Element> = answers(pages[at]).filter(|answer| answer.text.trim() == label).collect();
                assert_eq!(found.len(), 1, "{said}");
                at = found[0].get("href").unwrap().strip_prefix(&format!("/{lang}/tree/{NAME}/")).expect("it stays in the tree");
                assert!(pages.contains_key(at), "{said}: there is no page {at}");
                reached.insert(at);
            }
            assert_eq!(at, format!("{outcome}/"), "{lang}: {labels:?}");
            assert!(main_of(pages[at]).get("data-outcome").is_some(), "{lang}: {outcome} does not say that it is one");
        }
        let nodes: BTreeSet<&str> = pages.keys().copied().filter(|page| !FIXED[1..].contains(page)).collect();
        assert_eq!(reached, nodes, "{lang}: these are reached, and these are there");
    }
}

#[test]
fn both_languages_have_the_same_pages() {
    let [ja, en] = LANGUAGES.map(|lang| pages(lang).into_keys().collect::<BTreeSet<_>>());
    assert_eq!(ja, en);
    assert!(FIXED.iter().all(|fixed| ja.contains(fixed)) && ja.len() > 50, "{ja:?}");
}

#[test]
fn a_question_offers_answers_and_nothing_else_to_choose() {
    for lang in LANGUAGES {
        for (page, html) in pages(lang) {
            if FIXED[1..].contains(&page) || main_of(html).get("data-outcome").is_some() {
                continue;
            }
            assert!(answers(html).count() >= 2, "{lang}/{page}");
            let classes: BTreeSet<&str> = html.elements.iter().filter_map(|element| element.get("class")).collect();
            assert!(["toc", "pager", "side"].iter().all(|other| !classes.contains(other)), "{lang}/{page}: {classes:?}");
        }
    }
}

#[test]
fn an_outcome_has_its_first_action_its_steps_and_its_sources() {
    for lang in LANGUAGES {
        for (page, html) in pages(lang) {
            let Some(kind) = main_of(html).get("data-outcome") else { continue };
            assert!(["urgent", "act", "wait", "done", "dispute"].contains(&kind), "{lang}/{page}: {kind}");
            let first = html.all("section").find(|section| section.is("class", "now"));
            assert!(first.is_some_and(|first| !first.text.trim().is_empty()), "{lang}/{page} has no first action");
            assert!(html.all("ol").any(|list| list.is("class", "steps")), "{lang}/{page} has no steps");
            let marks = html.all("a").filter(|link| link.is("class", "cite")).count();
            assert!(marks > 0 && html.ids().any(|id| id == "page-sources"), "{lang}/{page} names no source");
        }
    }
}

/// What needs the script is hidden until it runs, and nothing else is.
#[test]
fn without_the_script_everything_but_its_tools_is_shown() {
    const TOOLS: [&str; 6] = ["choose", "recap", "own", "dates", "others", "past"];
    for lang in LANGUAGES {
        let told: BTreeSet<&str> =
            pages(lang).into_values().flat_map(|html| html.all("div").filter_map(|fact| fact.get("data-of"))).collect();
        assert!(told.len() > 2, "{lang}: what the companies say");
        assert!(pages(lang)[""].all("select").any(|list| list.get("id") == Some("row")), "{lang}: a company can be chosen at the start");
        for (page, html) in pages(lang) {
            let hidden = html.elements.iter().filter(|element| element.get("hidden").is_some());
            for element in hidden {
                let inside_of_dates = element.get("data-days").is_some() || element.is("class", "button");
                let is_tool = TOOLS.iter().any(|class| element.is("class", class));
                assert!(is_tool || inside_of_dates, "{lang}/{page} hides {element:?}");
            }
            let Some(kind) = main_of(html).get("data-outcome") else { continue };
            let facts: Vec<&Element> = html.elements.iter().filter(|element| element.get("data-fact").is_some()).collect();
            assert!(facts.iter().all(|fact| !fact.text.trim().is_empty()), "{lang}/{page} ({kind}) leaves words for a fact out");
            let lists = html.all("details").filter(|list| list.is("class", "rows")).count();
            let refers = html.all("p").any(|line| line.is("class", "see"));
            let is_told = facts.iter().any(|fact| fact.get("data-fact").is_some_and(|id| told.contains(id)));
            assert_eq!(lists, usize::from(refers || is_told), "{lang}/{page}: one list of what each company says");
            let rows = html.all("li").filter(|row| row.get("data-row").is_some()).count();
            assert_eq!(rows > 2, lists == 1, "{lang}/{page}: {rows} companies");
        }
    }
}

/// The company that the reader chooses issues a credit card. The bank behind a debit card has other numbers.
#[test]
fn a_debit_card_is_never_given_the_number_of_the_chosen_card_company() {
    const NUMBERS: [&str; 2] = ["stop.phone", "support.phone"];
    let of_company = |html: &Html| html.elements.iter().any(|element| element.get("data-fact").is_some_and(|id| NUMBERS.contains(&id)));
    for lang in LANGUAGES {
        let pages = pages(lang);
        assert!(of_company(pages["report-phone/"]), "{lang}: what is looked for is there where it belongs");
        for page in ["debit-claim/", "debit-old/", "debit-confirmed/", "debit-unconfirmed/", "direct-wait/", "takeover-debit/"] {
            assert!(!of_company(pages[page]), "{lang}/{page} takes a number of the chosen company");
        }
    }
}

/// Nobody has confirmed a number of the guide yet. Who confirms the first one, mends this test to look for that number.
#[test]
fn no_number_can_be_dialled_that_nobody_confirmed() {
    let data = support::tree(&repository("content/data"));
    assert!(!data.values().any(|text| String::from_utf8_lossy(text).lines().any(|line| line.trim_start().starts_with("checked:"))));
    for lang in LANGUAGES {
        for (page, html) in pages(lang) {
            let dialled: Vec<&str> =
                html.all("a").filter_map(|link| link.get("href")).filter(|address| address.starts_with("tel:")).collect();
            assert!(dialled.is_empty(), "{lang}/{page}: {dialled:?}");
        }
    }
}

#[test]
fn only_the_sheet_for_reviewers_is_kept_from_search_engines() {
    let sitemap = String::from_utf8(BUILT.tree["sitemap.xml"].clone()).unwrap();
    for lang in LANGUAGES {
        for (page, html) in pages(lang) {
            let is_review = page == "review/";
            assert_eq!(html.meta("robots") == Some("noindex"), is_review, "{lang}/{page}");
            let address = format!("<loc>https://example.org/{lang}/tree/{NAME}/{page}</loc>");
            assert_eq!(sitemap.contains(&address), !is_review, "{lang}/{page}");
        }
    }
}

#[test]
fn every_node_is_a_link_in_the_picture() {
    for lang in LANGUAGES {
        let pages = pages(lang);
        let picture = pages["picture/"];
        let start = format!("/{lang}/tree/{NAME}/");
        let links: BTreeSet<&str> = picture.all("a").filter_map(|link| link.get("href")).collect();
        for node in pages.keys().filter(|page| !FIXED[1..].contains(page)) {
            assert!(links.contains(format!("{start}{node}").as_str()), "{lang}: {node} is not drawn");
        }
        let ids: BTreeSet<&str> = picture.ids().collect();
        let named: Vec<&str> = links.iter().filter_map(|link| link.strip_prefix("#q-")).collect();
        assert!(named.len() >= 9, "{lang}: the first question leads to nine stages");
        assert!(named.iter().all(|id| ids.contains(format!("q-{id}").as_str())), "{lang}: {named:?}");
        for fixed in ["overview/", "picture/"] {
            let other = if fixed == "picture/" { "overview/" } else { "picture/" };
            let says = pages[fixed].all("a").any(|link| link.is("href", &format!("{start}{other}")));
            assert!(says, "{lang}: {fixed} does not lead to {other}");
        }
    }
}

#[test]
fn home_leads_to_the_start() {
    for lang in LANGUAGES {
        let home = &BUILT.documents[&format!("{lang}/index.html")].html;
        assert!(home.all("a").any(|link| link.is("href", &format!("/{lang}/tree/{NAME}/"))), "{lang}");
    }
}

/// A small site with a tree, which has a former id, and a home page with this text.
fn small_site(text: &str) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("tests/diagnostics/tree-paths-changed/site"), site.path());
    let tree = include_str!("../src/tree/tests/lost-book.yaml");
    support::write(&site.path().join("content/trees/lost-book.yaml"), format!("{tree}\nredirects: {{ on-a-train: train-when }}\n"));
    support::write(&site.path().join("content/en/index.md"), format!("---\ntitle: Library\n---\n{text}\n"));
    site
}

#[test]
fn pages_link_to_nodes_and_former_ids_lead_on() {
    let site = small_site("![](tree:lost-book)\n\n[Today?](tree:lost-book/train-when)");
    support::futago_at(site.path(), "build", &["--keep-going"]);
    let built = support::tree(&site.path().join("public"));
    let text = |path: &str| String::from_utf8(built[path].clone()).unwrap();
    let home = text("en/index.html");
    for address in ["/en/tree/lost-book/", "/en/tree/lost-book/train-when/"] {
        assert!(home.contains(&format!("href=\"{address}\"")), "{address} in {home}");
    }
    assert!(text("en/tree/lost-book/on-a-train/index.html").contains("url=/en/tree/lost-book/train-when/"));
    assert!(text("_redirects").contains("/ja/tree/lost-book/on-a-train/ /ja/tree/lost-book/train-when/ 301\n"));
}

#[test]
fn a_picture_is_the_same_after_every_build() {
    let [one, other] = [(); 2].map(|()| {
        let site = small_site("Hello.");
        support::futago_at(site.path(), "build", &["--keep-going"]);
        support::tree(&site.path().join("public"))
    });
    for lang in LANGUAGES {
        let path = format!("{lang}/tree/lost-book/picture/index.html");
        assert!(String::from_utf8_lossy(&one[&path]).contains("<svg width="));
        assert_eq!(one[&path], other[&path], "{path}");
    }
}

#[test]
fn a_link_to_no_node_and_a_page_in_the_place_of_one_are_errors() {
    let site = small_site("[Today?](tree:lost-book/train-whn) ![](fact:x)\n\n![](tree:lost-bok)");
    support::write(&site.path().join("content/en/tree/lost-book/review.md"), "---\ntitle: Mine\n---\nMine.\n");
    let told = support::futago_at(site.path(), "check", &[]).code(1).stderr;
    for words in [
        "there is no page `tree:lost-book/train-whn`",
        "did you mean `tree:lost-book/train-when`?",
        "there is no tree `lost-bok`",
        "`/en/tree/lost-book/review/` is taken",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
}
