//! Glossaries as they are built: the list of terms, links to one of them, and our own guide's.

mod support;

use std::sync::LazyLock;

use support::html::Html;
use support::repository;
use support::structure::{Kind, Output};

/// A library whose terms are listed on a page, and linked to from its home.
const LIBRARY: &str = "\
==> content/site.yaml
base_url: https://example.org/
title: { ja: 図書館, en: Library, ja-easy: としょかん }
languages: [ja, en, { code: ja-easy, tag: ja, name: やさしい, fallback: ja }]
==> content/glossary/desk.yaml
terms:
  - id: shelf
    term: { ja: 書架, en: Shelf }
    reading: { ja: しょか }
    latin: { ja: shoka }
    means: { ja: 本の棚。, en: Where <books> stand. }
  - id: ill
    term: { ja: ILL, en: ILL }
    reading: { ja: アイエルエル }
    means: { ja: ほかの館の本。, en: A book of another library. }
  - id: card
    term: { ja: カード, en: éntry card }
    means: { ja: 入るときに見せるもの。, en: What you show at the door. }
  - id: desk
    term: { ja: 窓口, en: enquiry desk }
    reading: { ja: まどぐち }
    means: { ja: 聞くところ。, en: Where to ask. }
==> content/ja/index.md
---
title: 図書館
---

[書架](page:terms#term-shelf)
==> content/en/index.md
---
title: Library
---

[the shelf](page:terms#term-shelf)
==> content/ja/terms.md
---
title: 用語集
---

![](glossary:desk)

[書架](#term-shelf)
==> content/en/terms.md
---
title: Glossary
---

![](glossary:desk)

[the shelf](#term-shelf)
==> content/ja-easy/index.md
---
title: としょかん
---

[ことば](page:terms)
==> content/ja-easy/terms.md
---
title: ことば
---

![](glossary:desk)
";

fn built(path: &str) -> String {
    let site = support::site(LIBRARY);
    let run = support::futago_at(site.path(), "build", &[]).code(0);
    assert!(run.stderr.contains("0 errors, 0 warnings"), "{}", run.stderr);
    std::fs::read_to_string(site.path().join("public").join(path)).unwrap()
}

fn terms(html: &str) -> Vec<&str> {
    html.split("<dfn>").skip(1).map(|rest| rest.split("</dfn>").next().unwrap()).collect()
}

#[test]
fn terms_stand_in_the_order_of_the_readers_language() {
    assert_eq!(terms(&built("en/terms/index.html")), ["enquiry desk", "éntry card", "ILL", "Shelf"]);
    let by_sound = ["ILL", "カード", "書架", "窓口"];
    assert_eq!(terms(&built("ja/terms/index.html")), by_sound);
    assert_eq!(terms(&built("ja-easy/terms/index.html")), by_sound, "what has no words of its own is read in the fallback");
}

#[test]
fn each_term_stands_with_its_twin_and_how_to_say_it() {
    let en = built("en/terms/index.html");
    for there in [
        "<div id=\"term-shelf\">",
        "<span lang=\"ja\">書架</span> <small lang=\"ja-Latn\">shoka</small>",
        "<dd>Where &lt;books&gt; stand.</dd>",
    ] {
        assert!(en.contains(there), "{there}\n{en}");
    }
    assert!(!en.contains("しょか"), "readings are for those who read them");
    assert_eq!(en.matches("ILL").count(), 1, "a term that is the same in both is not said twice");
    let ja = built("ja/terms/index.html");
    assert!(ja.contains("<dfn>書架</dfn> <small>しょか</small>") && ja.contains("<span lang=\"en\">Shelf</span>"), "{ja}");
}

#[test]
fn a_link_leads_to_a_term() {
    assert!(built("en/index.html").contains("href=\"/en/terms/#term-shelf\""));
    assert!(built("ja/terms/index.html").contains("href=\"/ja/terms/#term-shelf\""));
}

#[test]
fn the_file_itself_is_not_published() {
    let site = support::site(LIBRARY);
    support::futago_at(site.path(), "build", &[]).code(0);
    assert!(!site.path().join("public/glossary").exists());
}

/// The guide itself.
static GUIDE: LazyLock<Output> = LazyLock::new(|| {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("public");
    support::futago_at(&repository(""), "build", &["--out", folder.to_str().unwrap(), "--base-url", "https://example.org/"]).code(0);
    Output::new(support::tree(&folder), "https://example.org/")
});

fn page(path: &str) -> &'static Html {
    GUIDE.of_kind(Kind::Page).find(|(found, _)| *found == format!("{path}index.html")).unwrap_or_else(|| panic!("there is no {path}")).1
}

#[test]
fn the_guide_lists_every_term_in_both_languages_and_leads_there() {
    let text = std::fs::read_to_string(repository("content/glossary/terms.yaml")).unwrap();
    let written = text.lines().filter(|line| line.starts_with("  - id: ")).count();
    assert!(written >= 30, "{written} terms");
    for lang in ["ja", "en"] {
        let html = page(&format!("{lang}/guide/glossary/"));
        assert_eq!(html.all("dfn").count(), written, "{lang}");
        let guide = page(&format!("{lang}/guide/"));
        let address = format!("/{lang}/guide/glossary/");
        assert!(guide.first("main").is_some() && guide.all("a").any(|link| link.is("href", &address)), "{lang}");
    }
}

#[test]
fn only_the_page_of_terms_loads_their_style() {
    let loads = |path: &str| page(path).all("link").filter_map(|link| link.get("href")).any(|href| href.contains("css/glossary."));
    assert!(loads("ja/guide/glossary/") && !loads("ja/guide/rules/"));
}

/// What no text of the guide may say, told by the program itself: see `tests/content.rs` for the guide as it is.
#[test]
fn a_word_against_the_guides_glossary_is_a_warning() {
    let site = tempfile::tempdir().unwrap();
    support::copy(&repository("content/glossary"), &site.path().join("content/glossary"));
    support::write_files(
        site.path(),
        "==> content/site.yaml\nbase_url: https://example.org/\ntitle: { ja: あ, en: A }\nlanguages: [ja, en]\n\
         ==> content/ja/index.md\n---\ntitle: あ\n---\n\n請求の取消と引落しは、カード発行会社へ。取り消しと引き落としは、カード会社へ。「取消」とも出ます。\n\
         ==> content/en/index.md\n---\ntitle: A\n---\n\nCard issuers call it “unauthorized”; it is unauthorized use. The card company reissues it.\n",
    );
    let run = support::futago_at(site.path(), "check", &["--format", "json"]).code(0);
    let words: Vec<&str> = run.stdout.lines().map(|line| line.split('`').nth(1).unwrap()).collect();
    assert_eq!(words, ["Card issuers", "unauthorized", "reissues", "取消", "引落し", "発行会社"], "{}", run.stdout);
}
