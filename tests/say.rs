//! What a reader says and sends, as it is built: phrases and messages on pages, and at the steps of a tree.

mod support;

use std::sync::LazyLock;

use support::html::Html;
use support::repository;
use support::structure::{Kind, Output};

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

fn of_class<'h>(html: &'h Html, name: &'h str, class: &'h str) -> Vec<&'h str> {
    let has = move |value: Option<&str>| value.is_some_and(|value| value.split(' ').any(|one| one == class));
    html.all(name).filter(|element| has(element.get("class"))).map(|element| element.text.as_str()).collect()
}

fn loads(html: &Html, name: &str) -> bool {
    let addresses = html.all("link").filter_map(|link| link.get("href")).chain(html.all("script").filter_map(|script| script.get("src")));
    addresses.into_iter().any(|address| address.contains(name))
}

/// A library with a phrasebook and a message, for readers of two languages.
const LIBRARY: &str = "\
==> content/site.yaml
base_url: https://example.org/
title: { ja: 図書館, en: Library }
languages: [ja, en]
==> content/messages/lost.yaml
title: { ja: 本をなくした, en: I lost a book }
to: { ja: 図書館, en: the library }
when: { ja: 見つからないとき, en: when it cannot be found }
send: [ja]
blanks:
  book: { label: { ja: 本の名前, en: title <of> the book }, example: Kokoro }
text:
  ja: |
    {blank: book}をなくしました。

    申し訳ありません。
  en: |
    I have lost {blank: book}.

    I am sorry.
==> content/ja/index.md
---
title: 図書館
---

![](phrases:desk)

![](message:lost)
==> content/en/index.md
---
title: Library
---

![](phrases:desk)

![](message:lost)
";

fn library() -> (String, String) {
    let site = support::site(LIBRARY);
    support::write(&site.path().join("content/phrases/desk.yaml"), include_str!("../src/phrases/tests/desk.yaml"));
    support::futago_at(site.path(), "build", &[]).code(0);
    let read = |lang: &str| std::fs::read_to_string(site.path().join(format!("public/{lang}/index.html"))).unwrap();
    (read("ja"), read("en"))
}

#[test]
fn who_does_not_speak_the_language_sees_how_to_say_it_and_what_it_means() {
    let (ja, en) = library();
    for there in [
        "<p class=\"spoken\" lang=\"ja\">本をなくしました。</p>",
        "lang=\"ja-Hira\">ほんをなくしました。",
        "lang=\"ja-Latn\">Hon o nakushimashita.",
    ] {
        assert!(en.contains(there), "{there}\n{en}");
    }
    for there in [
        "I have lost a book.",
        "Say it when you have searched.",
        "Hint: Show it.",
        "Hai, arimasu.",
        "ゆっくり話してください。",
        "Lending desk: Opening",
    ] {
        assert!(en.contains(there), "{there}\n{en}");
    }
    assert!(ja.contains("本をなくしました。") && ja.contains("ヒント：見せます。") && ja.contains("はい、あります。"));
    for absent in ["Hon o", "ほんをなくしました", "I have lost a book", "ゆっくり", "data-say"] {
        assert!(!ja.contains(absent), "a reader of the language has no use for {absent}\n{ja}");
    }
}

#[test]
fn a_message_shows_the_text_to_send_first_and_its_blanks_in_brackets() {
    let (ja, en) = library();
    let sent = "<pre lang=\"ja\"><span data-blank=\"book\">〔本の名前〕</span>をなくしました。\n\n申し訳ありません。</pre>";
    let meant = "<pre lang=\"en\">I have lost <span data-blank=\"book\">〔title &lt;of&gt; the book〕</span>.\n\nI am sorry.</pre>";
    let [at_sent, at_meant] = [sent, meant].map(|text| en.find(text).unwrap_or_else(|| panic!("{text}\n{en}")));
    assert!(at_sent < at_meant);
    // Only what is to be sent can be copied with a button.
    assert_eq!(en.matches("<button").count(), 1);
    // In the other language it stands too, folded.
    let folded = ja.find("<details").unwrap();
    assert!(ja.find(sent).unwrap() < folded && ja.find(meant).unwrap() > folded);
}

#[test]
fn nothing_can_be_sent_and_fields_wait_for_the_script() {
    let (_, en) = library();
    assert!(!en.contains("<form") && !en.contains(" action="), "{en}");
    assert!(en.contains("<fieldset disabled>") && en.contains("<input data-fills=\"book\" autocomplete=\"off\">"), "{en}");
    assert!(en.contains("such as Kokoro") && en.contains("It is not kept and not sent."), "{en}");
}

#[test]
fn the_phrasebook_of_the_guide_is_shown_whole() {
    let (spoken, japanese) = (of_class(page("en/tools/phrasebook/"), "p", "spoken"), of_class(page("ja/tools/phrasebook/"), "p", "spoken"));
    let text = std::fs::read_to_string(repository("content/phrases/calls.yaml")).unwrap();
    let items = text.lines().filter(|line| line.starts_with("  - id: ")).count();
    let answers = text.lines().filter(|line| line.starts_with("    answer: ")).count();
    let foreign = text.lines().filter(|line| line.trim() == "foreign: true").count();
    assert!(items > 40 && foreign > 0, "{items} phrases are no phrasebook");
    assert_eq!(spoken.len(), items + answers);
    assert_eq!(japanese.len(), items + answers - foreign);
}

#[test]
fn every_letter_of_the_guide_stands_on_its_page_in_both_languages() {
    let letters = support::names(&repository("content/messages")).len();
    assert!(letters >= 6);
    for lang in ["ja", "en"] {
        let html = page(&format!("{lang}/tools/letters/"));
        let texts = |lang: &str| html.all("pre").filter(|pre| pre.is("lang", lang)).count();
        assert_eq!((texts("ja"), texts("en")), (letters, letters), "{lang}");
        assert_eq!(of_class(html, "div", "message").len(), letters);
    }
}

/// What the steps of the tree tell, in the language of the reader and of the desk.
#[test]
fn outcomes_show_what_to_say_and_what_to_send() {
    let english = page("en/tree/amazon-charge/report-english/");
    let spoken = of_class(english, "p", "spoken");
    assert!(spoken.contains(&"カードをすぐに止めてください。"), "{spoken:?}");
    let main = &english.first("main").unwrap().text;
    assert!(main.contains("Kādo o sugu ni tomete kudasai.") && main.contains("Please stop the card at once."));
    let languages: Vec<&str> = english.all("pre").filter_map(|pre| pre.get("lang")).collect();
    assert_eq!(languages, ["ja", "en"], "the text to send, and what it says");
    let japanese = page("ja/tree/amazon-charge/refused-noreason/");
    assert!(japanese.all("pre").any(|pre| pre.text.contains("規約の条文")), "after a refusal, the letter");
    assert!(japanese.all("a").any(|link| link.is("href", "/ja/tools/letters/#refusal")), "and where its blanks are filled in");
}

#[test]
fn only_pages_with_phrases_or_messages_load_what_these_need() {
    let needed = |path: &str| ["css/say.", "js/phrases.", "js/message."].map(|name| loads(page(path), name));
    assert_eq!(needed("en/tools/phrasebook/"), [true, true, false]);
    assert_eq!(needed("en/tools/letters/"), [true, false, true]);
    assert_eq!(needed("en/tree/amazon-charge/report-english/"), [true, true, true]);
    assert_eq!(needed("en/guide/first-ten-minutes/"), [false, false, false]);
    assert_eq!(needed("en/tree/amazon-charge/mine-ok/"), [false, false, false]);
}
