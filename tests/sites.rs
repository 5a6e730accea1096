//! Whole sites, built by the program itself.
//!
//! `tests/sites/NAME/site/` is built and compared with `tests/sites/NAME/expected/`, byte for byte. A site without a theme of its
//! own gets the one in `tests/sites/theme/`, which has no looks; what the built-in theme brings along is not compared, since it
//! changes whenever that is drawn anew. `UPDATE_EXPECT=1 cargo test --test sites` writes down what is built; the author reads the
//! difference. The built-in theme, and our own content, are asked for their structure instead.

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::structure::{Kind, Output};
use support::{Run, Tree, repository};

struct Built {
    tree: Tree,
    run: Run,
}

/// Builds a site of `tests/sites`.
fn build(name: &str, arguments: &[&str]) -> Built {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("tests/sites").join(name).join("site"), site.path());
    if name != "built-in" && !site.path().join("themes").exists() {
        support::copy(&repository("tests/sites/theme"), &site.path().join("themes/futago"));
    }
    let run = support::futago_at(site.path(), "build", arguments).code(0);
    let tree = support::tree(&site.path().join("public"));
    let place = site.path().to_str().unwrap();
    for (path, bytes) in &tree {
        assert!(!String::from_utf8_lossy(bytes).contains(place), "{path} holds a path of this machine");
    }
    Built { tree, run }
}

/// Builds a site without a finding, and compares it with what is expected of it.
#[track_caller]
fn is_as_expected(name: &str, arguments: &[&str], expected: &str) -> Tree {
    let Built { tree, run } = build(name, arguments);
    assert!(run.stdout.is_empty() && run.stderr.ends_with("; 0 errors, 0 warnings, 0 notes\n"), "{}", run.stderr);
    compare(name, own(tree.clone()), expected);
    tree
}

#[track_caller]
fn compare(name: &str, seen: Tree, expected: &str) {
    let folder = repository("tests/sites").join(name).join(expected);
    if support::updates() {
        let _ = fs::remove_dir_all(&folder);
        return seen.iter().for_each(|(path, bytes)| support::write(&folder.join(path), bytes));
    }
    let wanted = support::tree(&folder);
    let names = |tree: &Tree| tree.keys().cloned().collect::<BTreeSet<String>>();
    let (lacking, surplus): (Vec<_>, Vec<_>) =
        (names(&wanted).difference(&names(&seen)).cloned().collect(), names(&seen).difference(&names(&wanted)).cloned().collect());
    assert!(lacking.is_empty() && surplus.is_empty(), "{name}: not built: {lacking:?}; not expected: {surplus:?}");
    for (path, bytes) in &seen {
        let [expected, seen] = [&wanted[path], bytes].map(|bytes| String::from_utf8_lossy(bytes));
        assert!(expected == seen, "{}", support::difference(&folder.join(path), &expected, &seen));
    }
}

/// Without the files of the built-in theme.
fn own(tree: Tree) -> Tree {
    let builtin = support::tree(&repository("themes/futago/static"));
    tree.into_iter()
        .filter(|(path, _)| !path.strip_prefix("assets/").is_some_and(|path| builtin.contains_key(&without_print(path))))
        .collect()
}

/// `css/site.css` for `css/site.0123456789ab.css`.
fn without_print(path: &str) -> String {
    let is_print = |part: &&str| part.len() == 12 && part.chars().all(|c| c.is_ascii_hexdigit());
    path.split('.').filter(|part| !is_print(part)).collect::<Vec<_>>().join(".")
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

// ---- sites with a theme without looks, byte for byte

#[test]
fn two_folders_of_pages_are_a_site() {
    let tree = is_as_expected("minimal", &[], "expected");
    assert!(text(&tree, "ja/index.html").contains(r#"href="/ja/borrow/""#), "a relative link leads to the page of that file");
    assert!(text(&tree, "en/borrow/index.html").contains(r#"href="/ja/borrow/#desk""#), "and into the other language");
}

#[test]
fn a_site_may_stand_below_a_path() {
    let tree = is_as_expected("base-path", &[], "expected");
    for (path, bytes) in &tree {
        let text = String::from_utf8_lossy(bytes);
        let addresses = text
            .split(['"', ' ', '\n', '>', '<'])
            .filter(|word| word.starts_with("/ja/") || word.starts_with("/en/") || word.starts_with("/assets/"));
        assert_eq!(addresses.collect::<Vec<_>>(), [""; 0], "{path} leaves the path");
    }
}

#[test]
fn the_base_url_of_the_command_line_counts_more() {
    let of_file = build("base-path", &[]).tree;
    let of_flag = build("base-path", &["--base-url", "http://127.0.0.1:8000/"]).tree;
    assert_eq!(of_file.len(), of_flag.len());
    let text = text(&of_flag, "ja/index.html");
    assert!(text.contains(r#"<link rel="canonical" href="http://127.0.0.1:8000/ja/">"#), "{text}");
    assert!(!text.contains("/repo/") && !text.contains("example.org/r"), "{text}");
}

#[test]
fn japanese_names_are_folders_as_written_and_encoded_in_addresses() {
    let tree = is_as_expected("japanese", &[], "expected");
    assert!(tree.contains_key("ja/手順/返す/index.html"));
    assert!(text(&tree, "ja/index.html").contains(r#"href="/ja/%E6%89%8B%E9%A0%86/%E8%BF%94%E3%81%99/#%E5%A4%9C%E9%96%93""#));
    assert!(text(&tree, "ja/手順/返す/index.html").contains(r#"<h2 id="夜間">"#));
}

/// Two languages may share a tag: easy Japanese is Japanese.
#[test]
fn a_further_language_is_a_line_a_folder_and_words() {
    let tree = is_as_expected("three-languages", &[], "expected");
    assert!(text(&tree, "ja-easy/desk/index.html").starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
    assert!(text(&tree, "ja-easy/feed.xml").contains(r#"xml:lang="ja""#));
}

#[test]
fn drafts_are_left_out_wherever_a_page_is_named() {
    let tree = is_as_expected("drafts", &[], "expected");
    for (path, bytes) in &tree {
        let text = String::from_utf8_lossy(bytes);
        assert!(!path.contains("night") && !text.contains("night") && !text.contains('夜'), "{path} tells of the draft");
    }
}

#[test]
fn drafts_are_shown_on_request() {
    let tree = is_as_expected("drafts", &["--drafts"], "expected-with-drafts");
    assert!(text(&tree, "ja/desk/night/index.html").contains("<p>draft</p>"));
    assert!(text(&tree, "sitemap.xml").contains("https://example.org/en/desk/night/"));
}

#[test]
fn former_addresses_lead_to_the_page() {
    let tree = is_as_expected("aliases", &[], "expected");
    let rules: Vec<&str> = text(&tree, "_redirects").lines().collect();
    for rule in
        ["/guide/ja/madoguchi /guide/ja/desk/ 301", "/guide/ja/madoguchi/ /guide/ja/desk/ 301", "/guide/desk.html /guide/ja/desk/ 301"]
    {
        assert!(rules.contains(&rule), "{rule} is not among {rules:#?}");
    }
}

#[test]
fn one_template_of_a_site_replaces_one_of_the_built_in_theme() {
    let Built { tree, run } = build("theme-overlay", &[]);
    assert!(run.stderr.ends_with("; 0 errors, 0 warnings, 0 notes\n"), "{}", run.stderr);
    let (replaced, rest): (Tree, Tree) = tree.into_iter().partition(|(path, _)| path.ends_with("/404.html"));
    compare("theme-overlay", replaced, "expected");
    for path in ["index.html", "404.html", "ja/index.html", "ja/desk/index.html"] {
        assert!(text(&rest, path).contains("/assets/css/site."), "{path} keeps the built-in theme");
    }
    let builtin = support::tree(&repository("themes/futago/static"));
    let shipped: BTreeSet<String> = rest.keys().filter_map(|path| path.strip_prefix("assets/")).map(without_print).collect();
    assert_eq!(shipped, builtin.into_keys().collect(), "and bring its files");
}

#[test]
fn a_template_may_stand_on_the_one_that_it_replaces() {
    let site = support::site(
        "==> content/ja/index.md
---
title: 図書館の使い方
---
==> themes/futago/templates/base.html
{% extends \"builtin/base.html\" %}{% block footer %}<footer>図書館友の会</footer>{% endblock footer %}
",
    );
    support::futago_at(site.path(), "build", &["--strict"]).code(0);
    let home = fs::read_to_string(site.path().join("public/ja/index.html")).unwrap();
    assert!(
        home.contains("<footer>図書館友の会</footer>") && !home.contains("<footer class=") && home.contains("/assets/css/site."),
        "{home}"
    );
}

#[test]
fn a_template_that_is_replaced_need_not_fit() {
    let leaf = "<!DOCTYPE html>\n<html lang=\"ja\"><title>x</title>{{ page.body | safe }}</html>\n";
    let site = support::site("==> content/ja/index.md\n---\ntitle: 図書館の使い方\n---\n");
    for name in ["page", "home", "section"] {
        support::write(&site.path().join(format!("themes/futago/templates/{name}.html")), leaf);
    }
    support::futago_at(site.path(), "build", &["--strict"]).code(0);
}

#[test]
fn a_page_may_say_that_it_has_no_twin() {
    let tree = is_as_expected("no-twin", &[], "expected");
    assert!(!tree.keys().any(|path| path.starts_with("en/braille")));
    assert!(text(&tree, "en/index.html").contains(r#"href="/ja/braille/""#), "links lead to the language that has it");
    assert!(!text(&tree, "ja/braille/index.html").contains("<link rel=\"alternate\" hreflang="), "it is announced in no other language");
}

#[test]
fn facts_are_shown_with_what_is_known_of_them() {
    let Built { tree, run } = build("facts", &[]);
    assert!(run.stderr.ends_with("; 0 errors, 2 warnings, 3 notes\n"), "one stale, one expired, three unconfirmed: {}", run.stderr);
    compare("facts", own(tree.clone()), "expected");
    for (path, bytes) in &tree {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("03-0000-0002") && !text.contains("example.com/forum"), "{path} tells what is not sure enough to print");
    }
}

#[test]
fn every_site_has_its_test() {
    let tested = [
        "aliases",
        "base-path",
        "built-in",
        "drafts",
        "facts",
        "japanese",
        "minimal",
        "no-twin",
        "theme",
        "theme-overlay",
        "three-languages",
    ];
    assert_eq!(support::names(&repository("tests/sites")), tested);
}

// ---- the built-in theme, and our own content: structure

fn our_site() -> Output {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let run = support::futago_at(&repository(""), "build", &["--out", out.to_str().unwrap(), "--base-url", "https://example.org/"]);
    run.code(0);
    Output::new(support::tree(&out), "https://example.org/")
}

fn small_site(arguments: &[&str]) -> Output {
    Output::new(build("built-in", arguments).tree, "https://example.org/guide/")
}

#[track_caller]
fn is_sound(output: &Output) {
    let problems = output.problems();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn our_own_site_is_sound() {
    let output = our_site();
    is_sound(&output);
    assert!(output.of_kind(Kind::Page).count() > 40, "this is not our site");
}

#[test]
fn a_site_with_everything_in_it_is_sound() {
    let output = small_site(&[]);
    is_sound(&output);
    let (ledger, pages): (Vec<_>, Vec<_>) = output.of_kind(Kind::Page).partition(|(path, _)| path.contains("/data/"));
    // In each language: all collections, one collection, its two rows.
    assert_eq!((pages.len(), ledger.len()), (7, 8));
    assert_eq!(output.of_kind(Kind::Stub).count(), 2);
}

#[test]
fn whatever_the_theme_the_rest_is_sound() {
    for (name, base_url) in [
        ("base-path", "https://example.org/repo/"),
        ("aliases", "https://example.org/guide/"),
        ("drafts", "https://example.org/"),
        ("facts", "https://example.org/"),
    ] {
        let output = Output::new(build(name, &[]).tree, base_url);
        // A theme without looks writes no descriptions for pages that have none.
        let problems: Vec<String> =
            output.problems().into_iter().filter(|problem| !problem.ends_with("the description is missing")).collect();
        assert!(problems.is_empty(), "{name}: {problems:#?}");
    }
}

#[test]
fn a_build_for_review_may_not_be_listed() {
    let output = small_site(&["--noindex"]);
    is_sound(&output);
    for (path, html) in output.of_kind(Kind::Page) {
        assert_eq!(html.meta("robots"), Some("noindex"), "{path}");
    }
    assert!(text(&output.tree, "_headers").contains("\n  X-Robots-Tag: noindex\n"));
    let output = small_site(&[]);
    assert!(output.of_kind(Kind::Page).all(|(_, html)| html.meta("robots").is_none()));
    assert!(!text(&output.tree, "_headers").contains("X-Robots-Tag"));
}

#[test]
fn a_host_without_headers_gets_the_policy_in_each_page() {
    for (path, document) in &small_site(&[]).documents {
        let policies: Vec<&str> = document
            .html
            .all("meta")
            .filter(|meta| meta.is("http-equiv", "Content-Security-Policy"))
            .filter_map(|meta| meta.get("content"))
            .collect();
        assert!(
            policies.len() == 1 && policies[0].starts_with("default-src 'none'") && !policies[0].contains("frame-ancestors"),
            "{path}: {policies:?}"
        );
    }
    for (path, document) in &our_site().documents {
        assert!(!document.html.all("meta").any(|meta| meta.is("http-equiv", "Content-Security-Policy")), "{path}: our host sends headers");
    }
}

/// The built-in theme and a page each give ids: `<main id="main">`, `## Main`.
#[test]
fn headings_leave_the_ids_of_the_theme_alone() {
    let builtin: Vec<String> = small_site(&[])
        .of_kind(Kind::Page)
        .chain(our_site().of_kind(Kind::Page))
        .flat_map(|(_, html)| html.ids().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let frame: BTreeSet<&str> =
        builtin.iter().map(String::as_str).filter(|id| builtin.iter().filter(|other| other == id).count() > 5).collect();
    assert!(frame.contains("main"), "the ids that all pages share could not be read: {frame:?}");
    let headings: String = frame.iter().map(|id| format!("## {id}\n\n")).collect();
    let site = support::site(&format!(
        "==> content/ja/index.md\n---\ntitle: 図書館\ndescription: 案内\n---\n{headings}==> content/ja/desk/index.md\n---\ntitle: 窓口\ndescription: 窓口\n---\n"
    ));
    support::futago_at(site.path(), "build", &[]).code(0);
    let html = fs::read_to_string(site.path().join("public/ja/index.html")).unwrap();
    let html = support::html::parse(&html);
    for id in frame {
        assert!(html.ids().filter(|other| *other == id).count() <= 1, "`{id}` stands on the page twice");
    }
}

/// For search engines they are one language: the first is announced.
#[test]
fn languages_of_one_tag_are_announced_once() {
    let output = Output::new(build("three-languages", &[]).tree, "https://example.org/");
    let problems: Vec<String> =
        output.problems().into_iter().filter(|problem| problem.contains("two alternates are in one language")).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_single_day_is_not_called_days() {
    let site = support::site(
        "==> content/en/index.md
---
title: The library
---
Return it ![](fact:a/r#a.forward), or ![](fact:a/r#a.back), or ![](fact:a/r#a.plain).
==> content/data/a.schema.yaml
title: { en: A }
groups: { a: { en: A } }
source_kinds: { o: { en: official } }
from: { lending: { en: the day of lending } }
facts:
  a.forward: { type: days, label: { en: Time } }
  a.back: { type: days, label: { en: Time } }
  a.plain: { type: days, calendar: business, label: { en: Time } }
==> content/data/a/r.yaml
facts:
  a.forward: { value: { days: 1, from: lending, direction: forward }, read: 2026-11-01, confidence: high, sources: [{ url: 'https://example.org/', kind: o }] }
  a.back: { value: { days: 1, from: lending, direction: back }, read: 2026-11-01, confidence: high, sources: [{ url: 'https://example.org/', kind: o }] }
  a.plain: { value: { days: 1 }, read: 2026-11-01, confidence: high, sources: [{ url: 'https://example.org/', kind: o }] }
",
    );
    support::futago_at(site.path(), "build", &[]).code(0);
    let page = fs::read_to_string(site.path().join("public/en/index.html")).unwrap();
    assert!(!page.contains("1 days") && !page.contains("1 business days") && page.contains("within 1 day "), "{page}");
}

// ---- the questions themselves: each must see what it is asked for

#[test]
fn a_flaw_in_the_output_is_seen() {
    let sound = small_site(&[]).tree;
    let page = "ja/desk/day/index.html";
    let policy = "Content-Security-Policy: ";
    for (path, from, to, problem) in [
        (page, "<html lang=\"ja\">", "<html>", "the language is missing"),
        (page, "<h1>", "<h1>あ</h1><h1>", "there must be one h1"),
        (page, "<title>", "<title></title><title>", "the title is missing"),
        (page, "id=\"compare\"", "id=\"desk\"", "the id `desk` stands there twice"),
        (page, "</article>", "", "is still open at"),
        (page, "<meta charset=\"utf-8\">", "", "does not say that it is UTF-8"),
        (page, "name=\"viewport\"", "name=\"view\"", "the viewport is missing"),
        (page, "name=\"description\"", "name=\"summary\"", "the description is missing"),
        (
            page,
            "rel=\"canonical\" href=\"https://example.org/guide/ja/desk/day/\"",
            "rel=\"canonical\" href=\"https://example.org/guide/ja/desk/\"",
            "its canonical address is",
        ),
        (
            page,
            "hreflang=\"en\" href=\"https://example.org/guide/en/desk/day/\"",
            "hreflang=\"en\" href=\"https://example.org/guide/en/desk/\"",
            "has other alternates",
        ),
        (page, "hreflang=\"en\" href", "hreflang=\"ja\" href", "two alternates are in one language"),
        (page, "hreflang=\"x-default\"", "hreflang=\"fr\"", "no alternate is for readers of other languages"),
        ("404.html", "content=\"noindex\"", "content=\"all\"", "can be found in a search"),
        ("old/desk/index.html", "url=/guide/ja/desk/day/", "url=/guide/ja/desk/", "it leads to `/guide/ja/desk/`"),
        ("sitemap.xml", "https://example.org/guide/ja/desk/night/", "https://example.org/guide/ja/desk/", "sitemap.xml lists"),
        ("sitemap.xml", "</urlset>", "", "<urlset> is never closed"),
        ("sitemap.xml", "hreflang=\"en\"", "hreflang=\"fr\"", "other alternates than its page"),
        (page, "<main", "<p><a href=\"/guide/ja/nowhere/\">x</a></p><main", "leads to no file"),
        (page, "<main", "<p><a href=\"/ja/\">x</a></p><main", "outside of /guide/"),
        (page, "<main", "<p><a href=\"day/\">x</a></p><main", "is a relative address"),
        (page, "<main", "<p><a href=\"/guide/en/desk/day/#nothing\">x</a></p><main", "names an id"),
        (page, "<main", "<p><a href=\"#nothing\">x</a></p><main", "names an id"),
        (page, "<main", "<img alt=\"\" src=\"/guide/ja/no.png\"><main", "leads to no file"),
        (page, "</head>", "<style>p{}</style></head>", "<style> stands in the page"),
        (page, "</head>", "<script>alert(1)</script></head>", "<script> stands in the page"),
        (page, "<main", "<p style=\"color:red\"></p><main", "<p style="),
        (page, "<main", "<p onclick=\"x()\"></p><main", "<p onclick="),
        (page, "<main", "<p><a href=\" JavaScript:x()\">x</a></p><main", "<a href="),
        (page, "</head>", "<script src=\"https://cdn.example.net/x.js\"></script></head>", "<script> loads `https://cdn.example.net/x.js`"),
        (page, "</head>", "<link rel=\"stylesheet\" href=\"//cdn.example.net/x.css\"></head>", "<link> loads `//cdn.example.net/x.css`"),
        (page, "<main", "<img alt=\"\" srcset=\"https://cdn.example.net/x.png 2x\"><main", "<img> loads"),
        (page, "<main", "<iframe src=\"https://www.example.net/\"></iframe><main", "there is an <iframe>"),
        ("ja/feed.xml", "</title>", "& </title>", "is no reference"),
        ("ja/feed.xml", "<updated>2026-11-01T00:00:00Z</updated>", "<updated>2026-11-01</updated>", "was updated at no time"),
        (
            "ja/feed.xml",
            "href=\"https://example.org/guide/ja/desk/day/\"",
            "href=\"https://example.org/guide/en/desk/day/\"",
            "is no page in `ja`",
        ),
        ("ja/manifest.webmanifest", "\"icons\"", "\"start_url\": \"/guide/xx/\", \"icons\"", "leads to no file"),
        ("_headers", policy, "Content-Security-Policy ", "this is no rule"),
        ("_headers", "script-src 'self'", "script-src 'unsafe-inline'", "the policy lets too much through"),
        ("_headers", "  Cache-Control", "  Referrer-Policy: no-referrer\n  Cache-Control", "`Referrer-Policy` comes twice"),
        ("_redirects", " 301\n", "\n", "this is no rule"),
        ("_redirects", "/guide/old/desk ", "/guide/old/elsewhere ", ""),
        ("_redirects", "/guide/old/desk/ ", "/guide/old/elsewhere/ ", "old/desk/index.html has no rule of its own"),
        ("robots.txt", "Sitemap: ", "Siteplan: ", "does not name the sitemap"),
        (page, "\"@type\"", "\"@type", "its data is no JSON"),
    ] {
        let mut tree = sound.clone();
        let text = String::from_utf8(tree[path].clone()).unwrap();
        assert!(text.contains(from), "{path} does not hold {from}:\n{text}");
        tree.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        let problems = Output::new(tree, "https://example.org/guide/").problems();
        assert_eq!(problems.is_empty(), problem.is_empty(), "{path}: {from} → {to}: {problems:?}");
        assert!(
            problem.is_empty() || problems.iter().any(|found| found.contains(problem)),
            "{path}: {from} → {to}: `{problem}` is not among {problems:#?}"
        );
    }
}

#[test]
fn a_file_whose_name_does_not_fit_its_content_is_seen() {
    let mut tree = small_site(&[]).tree;
    let style = tree.keys().find(|path| path.ends_with(".css")).unwrap().clone();
    tree.get_mut(&style).unwrap().push(b'\n');
    let problems = Output::new(tree, "https://example.org/guide/").problems();
    assert!(problems.len() == 1 && problems[0].contains("the print of its content is"), "{problems:?}");
}
