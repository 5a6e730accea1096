//! One small sound glossary, what becomes of it, and what goes against it.

use proptest::prelude::*;

use super::{Glossaries, KINDS, parse};
use crate::lang::{Lang, LanguageInfo, Languages};
use crate::source::{Source, Sources};

const LIBRARY: &str = "\
terms:
  - id: return
    term: { ja: 引き渡し, en: hand-over }
    reading: { ja: ひきわたし }
    latin: { ja: hikiwatashi }
    means: { ja: 本を返すこと。, en: Giving a book back. }
    instead_of: { ja: [引渡し, 引渡], en: returning }
  - id: library
    term: { ja: 図書館, en: library company }
    reading: { ja: としょかん }
    means: { ja: 本を貸すところ。, en: Where books are lent. }
    instead_of: { ja: [貸し手, ライブラリ], en: [lender, lending agency] }
    except: { ja: 貸し手名簿, en: lender of last resort }
";

const JA: Lang = Lang(0);
const EN: Lang = Lang(1);

fn read(files: &[(&str, &str)]) -> (Glossaries, Vec<String>) {
    let easy = LanguageInfo { fallback: Some(Lang::ORIGINAL), tag: "ja".to_owned(), ..LanguageInfo::of_code("ja-easy") };
    let languages = Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en"), easy]);
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(&format!("content/glossary/{name}.yaml"), *text);
    }
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let parsed = parse(&list, &languages);
    let findings = parsed.diagnostics.iter().map(|finding| {
        assert!(finding.help.is_some(), "every finding about glossaries has a remedy");
        let line = sources.place(finding.span.expect("every finding about glossaries has a place")).line;
        format!("{line}: {}: {}", finding.kind.code, finding.message)
    });
    let findings = findings.collect();
    (parsed.value, findings)
}

fn library() -> Glossaries {
    let (glossaries, findings) = read(&[("desk", LIBRARY)]);
    assert!(findings.is_empty(), "{findings:?}");
    glossaries
}

/// The words of a text that have to be others, and what they have to be.
fn told(text: &str, lang: Lang) -> Vec<String> {
    library().breaches(text, lang).into_iter().map(|(breach, term)| format!("{}→{}", &text[breach.range], term.term[lang])).collect()
}

#[test]
fn a_sound_glossary_has_no_findings() {
    let glossaries = library();
    let glossary = glossaries.get("desk").unwrap();
    assert_eq!(glossary.terms.len(), 2);
    assert_eq!(glossary.terms[0].anchor(), "term-return");
    assert_eq!((glossary.terms[0].latin[JA].as_deref(), glossary.terms[0].reading[EN].as_deref()), (Some("hikiwatashi"), None));
    assert_eq!(glossaries.nearest("dsk"), Some("desk"));
}

#[test]
fn each_damage_is_found_and_the_rest_is_read_all_the_same() {
    for (from, to, expected) in [
        ("id: library", "id: return", "8: glossary-id: a second term has the id `return`"),
        ("id: library", "id: Library", "8: glossary-id: `Library` cannot be the id of a term"),
        ("    reading: { ja: としょかん }\n", "", "9: glossary-reading: `図書館` has no reading"),
        ("ja: [貸し手, ", "ja: [引き渡し, ", "12: glossary-clash: `引き渡し` must not stand for `図書館`, but it has an entry already"),
        ("[lender, ", "[Returning, ", "12: glossary-clash: `Returning` must not stand for `library company`, but it has an entry already"),
        ("{ ja: としょかん }", "{ ja: [としょかん] }", "10: wrong-type: this is a list, but a text must stand here"),
        (
            "instead_of: { ja: [引渡し, 引渡], en: returning }",
            "instead_of: returning",
            "7: wrong-type: this is a text, but a map (`key: value` lines) must stand here",
        ),
        ("{ ja: 本を貸すところ。, ", "{ ", "11: missing-words: these words have no `ja`"),
        ("except: { ja: ", "except: { jp: ", "13: unknown-key: `jp` is not a language of this site"),
        ("instead_of: { ja: [貸し手, ", "insted_of: { ja: [貸し手, ", "12: unknown-key: `insted_of` is not a key of a term"),
    ] {
        assert!(LIBRARY.contains(from), "{from}");
        let (glossaries, findings) = read(&[("desk", &LIBRARY.replacen(from, to, 1))]);
        assert_eq!(findings, [expected]);
        assert_eq!(glossaries.get("desk").unwrap().terms[0].id, "return");
    }
    let (_, findings) = read(&[("desk", LIBRARY), ("other", &LIBRARY.replace("library", "other").replace("return", "back"))]);
    assert!(findings.iter().all(|finding| finding.contains("glossary-clash")) && findings.len() == 6, "{findings:#?}");
}

#[test]
fn japanese_words_are_found_wherever_they_stand() {
    assert_eq!(told("本の引渡しと引渡は、ライブラリへ。", JA), ["引渡し→引き渡し", "引渡→引き渡し", "ライブラリ→図書館"]);
    assert_eq!(told("引き渡しは図書館へ。", JA), [""; 0]);
    assert_eq!(told("貸し手名簿の貸し手", JA), ["貸し手→図書館"], "not inside a longer word that is allowed");
}

#[test]
fn latin_words_are_whole_words_in_any_form() {
    assert_eq!(
        told("Lenders, the lender's LENDER; lending\nagencies", EN),
        ["Lenders→library company", "lender→library company", "LENDER→library company", "lending\nagencies→library company",]
    );
    assert_eq!(told("ｌｅｎｄｅｒ", EN), ["ｌｅｎｄｅｒ→library company"]);
    assert_eq!(told("blender, lenderly, lender2, a lender of last resort", EN), [""; 0]);
    assert_eq!(told("図書館lenderの", EN), ["lender→library company"], "Japanese letters part it too");
}

#[test]
fn what_others_say_is_not_judged() {
    assert_eq!(told("「引渡し」と『ライブラリ』、（貸し手）", JA), ["貸し手→図書館"]);
    assert_eq!(told("“the lender”, \"a lender\", {fact: lender/x} and lender’s ‘lender’", EN), ["lender→library company"]);
    assert_eq!(told("「引渡し", JA), ["引渡し→引き渡し"], "a quotation that is never closed is none");
    assert_eq!(told("「『引渡し』の「引渡し」の引渡し」引渡し", JA), ["引渡し→引き渡し"]);
}

#[test]
fn a_language_is_judged_by_its_own_words_alone() {
    assert_eq!(told("引渡し", EN), [""; 0]);
    assert_eq!(told("引渡し", Lang(2)), [""; 0], "a language with a fallback may use other words");
}

#[test]
fn every_kind_of_finding_has_its_manual() {
    for kind in KINDS {
        assert!(["What: ", "Why: ", "Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "[引渡しき貸手名簿ライブ「」『』“”‘’\"{}lenderLs ｌ\\n’İß\u{300}\\PC]{0,40}") {
        let glossaries = library();
        for lang in [JA, EN] {
            let mut end = 0;
            for (breach, _) in glossaries.breaches(&text, lang) {
                prop_assert!(text.get(breach.range.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(breach.range.start >= end, "in order, and none twice");
                end = breach.range.end;
            }
        }
    }

    #[test]
    fn no_file_panics(text in "[a-z:\\-\\[\\]{}\\n 引渡、ja#'\"|>]{0,80}") {
        read(&[("desk", &text)]);
        read(&[("desk", &LIBRARY.replace("引き渡し", &text))]);
    }
}
