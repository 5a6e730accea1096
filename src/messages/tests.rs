//! One small sound message, and what becomes of it.

use super::{KINDS, Messages, Piece, parse};
use crate::lang::{Lang, LanguageInfo, Languages};
use crate::source::{Source, Sources};

const LOST: &str = "\
title: { ja: 本をなくした, en: I lost a book }
to: { ja: 図書館, en: the library }
when: { ja: 見つからないとき, en: when it cannot be found }
send: [ja]
page: letters#lost
blanks:
  book: { label: { ja: 本の名前, en: title of the book } }
  date: { label: { ja: 日付, en: date }, example: 2026/11/20 }
text:
  ja: |
    {blank: date}に、{blank: book}をなくしました。
  en: |
    I have lost {blank: book} on {blank: date}.
";

fn read(text: &str) -> (Messages, Vec<String>) {
    let languages = Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")]);
    let mut sources = Sources::default();
    sources.add("content/messages/lost.yaml", text);
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages);
    let findings = parsed.diagnostics.iter().map(|finding| {
        assert!(finding.help.is_some(), "every finding about messages has a remedy");
        let line = sources.place(finding.span.expect("every finding about messages has a place")).line;
        format!("{line}: {}: {}", finding.kind.code, finding.message)
    });
    let findings = findings.collect();
    (parsed.value, findings)
}

#[test]
fn a_sound_message_has_no_findings() {
    let (messages, findings) = read(LOST);
    assert!(findings.is_empty(), "{findings:?}");
    let message = messages.get("lost").unwrap();
    assert_eq!(message.send, [Lang::ORIGINAL]);
    let words = |words: &str| Piece::Words(words.to_owned());
    let english = [words("I have lost "), Piece::Blank(0), words(" on "), Piece::Blank(1), words(".")];
    assert_eq!(message.text[Lang(1)], english);
    assert_eq!(message.blanks[1].example.as_deref(), Some("2026/11/20"));
    assert_eq!(message.page.as_ref().map(|page| (page.key.as_str(), page.anchor.as_deref())), Some(("letters", Some("lost"))));
}

#[test]
fn each_damage_is_found_and_the_rest_is_read_all_the_same() {
    for (from, to, expected) in [
        ("send: [ja]", "send: [jp]", "4: message-language: `jp` is not a language of this site"),
        ("{blank: date}に", "{blank: dat}に", "11: message-blank: `dat` is not listed under `blanks`"),
        ("{blank: date}に", "{date}に", "11: message-blank: `{date}` is no blank"),
        ("{blank: date}に", "{blank: date", "11: message-blank: `date、{blank: book` is not listed under `blanks`"),
        ("{blank: date}に、", "", "10: message-blank: this text lacks the blank `date`, which another language has"),
        ("ja: 図書館, ", "", "2: missing-words: these words have no `ja`"),
    ] {
        assert!(LOST.contains(from), "{from}");
        let (messages, findings) = read(&LOST.replacen(from, to, 1));
        assert_eq!(findings, [expected]);
        assert!(messages.get("lost").is_some());
    }
    let (_, findings) = read(&LOST.replace("{blank: date}", "x"));
    assert_eq!(findings, ["8: message-unused: the blank `date` stands in no text"]);
}

#[test]
fn every_kind_of_finding_has_its_manual() {
    for kind in KINDS {
        assert!(["What: ", "Why: ", "Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
    }
}
