//! One small sound phrasebook, and what becomes of it.

use super::{KINDS, Lookup, Phrasebooks, parse};
use crate::lang::{Lang, LanguageInfo, Languages};
use crate::source::{Source, Sources};

const DESK: &str = include_str!("tests/desk.yaml");

/// The phrasebook of a text, and each finding as one line.
fn read(text: &str) -> (Phrasebooks, Vec<String>) {
    let languages = Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")]);
    let mut sources = Sources::default();
    sources.add("content/phrases/desk.yaml", text);
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages);
    let findings = parsed.diagnostics.iter().map(|finding| {
        assert!(finding.help.is_some(), "every finding about phrases has a remedy");
        let line = sources.place(finding.span.expect("every finding about phrases has a place")).line;
        format!("{line}: {}: {}", finding.kind.code, finding.message)
    });
    let findings = findings.collect();
    (parsed.value, findings)
}

#[test]
fn a_sound_phrasebook_has_no_findings() {
    let (books, findings) = read(DESK);
    assert!(findings.is_empty(), "{findings:?}");
    let book = books.get("desk").unwrap();
    assert_eq!(book.spoken, Lang::ORIGINAL);
    let lost = book.phrase("lost").unwrap();
    assert_eq!(lost.said.transcribed, ["ほんをなくしました。", "Hon o nakushimashita."]);
    assert_eq!(lost.said.words[Lang(1)], "I have lost a book.");
    assert!(book.phrase("slowly").unwrap().is_foreign && !lost.is_foreign);
    let answer = book.replies[0].answer.as_ref().unwrap();
    assert_eq!(answer.transcribed[1], "Hai, arimasu.");
}

#[test]
fn a_reference_names_the_book_or_some_of_its_stages_in_its_own_order() {
    let (books, _) = read(DESK);
    let stages = |reference| match books.find(reference) {
        Lookup::Found { stages, .. } => stages,
        other => panic!("{reference}: {other:?}"),
    };
    assert_eq!(stages("desk"), [0, 1]);
    assert_eq!(stages("desk#lost, opening"), [1, 0]);
    assert!(matches!(books.find("dsk#lost"), Lookup::NoSuchBook { named: "dsk", nearest: Some("desk") }));
    assert!(matches!(books.find("desk#lots,x"), Lookup::NoSuchStages { named, .. } if named == [("lots", Some("lost")), ("x", None)]));
}

#[test]
fn each_damage_is_found_and_the_rest_is_read_all_the_same() {
    for (from, to, expected) in [
        ("    en: I have lost a book.\n", "", "21: missing-words: these words have no `en`"),
        ("    romaji: Hon o nakushimashita.\n", "", "21: phrase-transcription: these words have no `romaji`"),
        ("spoken: ja", "spoken: fr", "2: phrase-name: `fr` is not a language of this site"),
        ("    stage: lost\n    ja: 本", "    stage: lots\n    ja: 本", "20: phrase-name: `lots` is not a stage of this phrasebook"),
        ("- id: ask-card", "- id: slowly", "27: phrase-id: `slowly` is used already"),
        ("    foreign: true", "    foreing: true", "14: unknown-key: `foreing` is not a key of a phrase"),
        ("romaji: \"Hai, arimasu.\", ", "", "34: phrase-transcription: these words have no `romaji`"),
    ] {
        assert!(DESK.contains(from), "{from}");
        let (books, findings) = read(&DESK.replacen(from, to, 1));
        assert_eq!(findings, [expected]);
        assert!(books.get("desk").is_some_and(|book| book.phrase("slowly").is_some()));
    }
}

#[test]
fn a_language_without_transcriptions_is_spoken_too() {
    let plain: String = DESK
        .lines()
        .filter(|line| !["transcriptions", "reading:", "romaji:"].iter().any(|key| line.trim_start().starts_with(key)))
        .map(|line| {
            format!("{line}\n").replace("spoken: ja", "spoken: en").replace("reading: はい、あります。, romaji: \"Hai, arimasu.\", ", "")
        })
        .collect();
    let (books, findings) = read(&plain);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(books.get("desk").unwrap().spoken, Lang(1));
}

#[test]
fn every_kind_of_finding_has_its_manual() {
    for kind in KINDS {
        assert!(["What: ", "Why: ", "Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
    }
}
