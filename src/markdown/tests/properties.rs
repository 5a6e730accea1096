//! What holds for every text.

use std::time::{Duration, Instant};

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::*;
use crate::source::Span;

/// Pieces of Markdown that mean something, so that random texts do.
const SIGNS: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "\n",
    "\n\n",
    "\n    ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n> [!NOTE]\n> ",
    "## ",
    "\n# ",
    "\n### あ {#x}\n",
    " {#y .z}",
    "[",
    "](",
    ")",
    "]",
    "![",
    "](a.png)",
    "](page:x)",
    "](fact:a#b)",
    "![](fact:a)",
    "\n\n![](facts:a)\n\n",
    "][b]",
    "\n\n[b]: c\n\n",
    "[^a]",
    "\n\n[^a]: ",
    "\n\n[^b]: [^a]",
    "<",
    ">",
    "</",
    "<kbd>",
    "</kbd>",
    "<sub>",
    "</sub>",
    "<br>",
    "\n<details>\n",
    "\n</details>\n",
    "<summary>",
    "</summary>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<a href=\"x\">",
    "</a>",
    "<https://a.b>",
    "|",
    "\n|-|-|\n",
    "\n| a | b |\n|---|:-:|\n",
    "{",
    "}",
    "{漢字|かんじ}",
    "\\",
    "&amp;",
    "&",
    "\"",
    "'",
    "あ",
    "漢字",
    "「",
    "」",
    "、",
    "。",
    "a",
    "b c",
    " ",
    "　",
    "\t",
    "\r\n",
    "\u{FE00}",
    "\u{FDD0}",
    "\u{FDD2}",
    "\0",
    "한",
    "💳",
    "60日",
    "１，１００円",
    "- [ ] ",
    "\n: ",
    "\n---\n",
    "\n```sh {title=\"a\" mark=\"1\"}\n",
    "\n~~~\n",
];

fn markdown() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(SIGNS), 0..40).prop_map(|signs| signs.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_becomes_html_that_is_well_nested(text in markdown()) {
        check_nesting(&text)?;
    }

    #[test]
    fn every_place_lies_in_the_body_and_between_letters(front in "[a-zあ-ん]{0,5}", text in markdown(), language in prop::sample::select(&["ja", "en"])) {
        let file = format!("{front}{text}");
        let parsed = parse(SourceId(0), &file, front.len()..file.len(), &LanguageInfo::of_code(language));
        for span in spans(&parsed) {
            let range = span.start as usize..span.end as usize;
            prop_assert!(range.start >= front.len(), "{span:?}");
            prop_assert!(file.get(range).is_some(), "{span:?} of {file:?}");
        }
    }

    #[test]
    fn the_same_text_gives_the_same(text in markdown()) {
        let (first, second) = (parsed(&text, "ja"), parsed(&text, "ja"));
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
        prop_assert_eq!(first.value.html(&Echo(&first.value)), second.value.html(&Echo(&second.value)));
    }

    #[test]
    fn ids_are_unique(text in markdown()) {
        let html = ja(&text);
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all, "{}", html);
    }

    #[test]
    fn no_mark_of_ours_is_left(text in markdown()) {
        let document = parsed(&text, "ja").value;
        let all = format!("{}{}{:?}", document.html(&Echo(&document)), document.summary, document.links);
        prop_assert!(!all.contains(RESERVED), "{}", all);
    }

    #[test]
    fn text_without_japanese_is_left_to_the_parser(text in "[ab *_~.(\n]{0,30}") {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_STRIKETHROUGH));
        prop_assume!(!html.contains("<pre>"));
        prop_assert_eq!(en(&text), html.replace(" />", ">"));
    }
}

fn spans(parsed: &Parsed<Document>) -> Vec<Span> {
    let document = &parsed.value;
    let mut spans: Vec<Span> = parsed.diagnostics.iter().filter_map(|finding| finding.span).collect();
    spans.extend(parsed.diagnostics.iter().flat_map(|finding| &finding.related).map(|(span, _)| *span));
    spans.extend(document.headings.iter().map(|heading| heading.span));
    spans.extend(document.links.iter().flat_map(|link| [link.span, link.destination_span]));
    spans.extend(document.images.iter().map(|image| image.span));
    spans.extend(document.embeds.iter().flat_map(|embed| [embed.span, embed.reference_span]));
    for prose in &document.prose {
        let letters = prose.text.char_indices().map(|(at, c)| prose.span_of(at..at + c.len_utf8()));
        spans.extend(letters.chain([prose.span, prose.span_of(0..prose.text.len())]));
    }
    spans
}

const VOID: [&[u8]; 4] = [b"br", b"hr", b"img", b"wbr"];

/// Every element is closed where it was opened, and a paragraph holds no block.
fn check_nesting(markdown: &str) -> Result<(), TestCaseError> {
    let document = parsed(markdown, "ja").value;
    let html = document.html(&Echo(&document));
    let mut open: Vec<Vec<u8>> = Vec::new();
    for token in Tokenizer::new(&html) {
        match token.expect("reading from a string cannot fail") {
            Token::StartTag(tag) if VOID.contains(&tag.name.as_slice()) => {}
            Token::StartTag(tag) => {
                let name = tag.name.to_vec();
                let ends_paragraph =
                    ["p", "ul", "ol", "dl", "div", "table", "figure", "blockquote", "details", "hr", "pre", "h2", "section"];
                let in_paragraph = open.iter().any(|name| name == b"p");
                prop_assert!(!(in_paragraph && ends_paragraph.iter().any(|block| block.as_bytes() == name)), "{name:?} in p: {html}");
                prop_assert!(!(name == b"a" && open.iter().any(|name| name == b"a")), "a in a: {html}");
                open.push(name);
            }
            Token::EndTag(tag) => prop_assert_eq!(open.pop(), Some(tag.name.to_vec()), "{}", html),
            Token::Comment(_) | Token::Doctype(_) => prop_assert!(false, "{html}"),
            Token::Error(error) => prop_assert!(false, "{error:?} in {html}"),
            Token::String(_) => {}
        }
    }
    prop_assert!(open.is_empty(), "{open:?} open in {html}");
    Ok(())
}

/// For what takes a tenth of it on an idle machine; what grows with the square of its length takes ten times as long.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 3 } else { 1 });

/// Depth must cost neither the stack nor more than its length.
fn is_quick(name: &str, markdown: &str) {
    let start = Instant::now();
    let document = parsed(markdown, "ja").value;
    document.html(&Echo(&document));
    let elapsed = start.elapsed();
    assert!(elapsed < LIMIT, "{name}: {elapsed:?}");
}

#[test]
fn ten_thousand_levels_are_no_danger() {
    let n = 10_000;
    for (name, sign) in [
        ("quotations", "> "),
        ("quotations without spaces", ">"),
        ("lists", "+ "),
        ("numbered lists", "1. "),
        ("emphasis", "*a "),
        ("strong", "**あ「"),
        ("mixed emphasis", "*a **b "),
        ("strikethrough", "~~「あ"),
        ("links", "["),
        ("pictures", "!["),
        ("links with ends", "[a]("),
        ("footnotes", "[^"),
        ("tags", "<kbd>"),
        ("tags in strong", "**<kbd>"),
        ("stray ends", "</sub>"),
        ("comments", "<!--"),
        ("declarations", "<!A"),
        ("instructions", "<?"),
        ("CDATA", "<![CDATA["),
        ("braces", "{漢"),
        ("ruby", "{漢|か"),
        ("whole ruby", "{漢|か}"),
        ("code", "`a"),
        ("entities", "&amp;"),
        ("backslashes", "\\"),
        ("asterisks", "*"),
        ("bars", "|"),
        ("soft breaks", "あ\n"),
        ("breaks in emphasis", "*\n"),
        ("headings", "## あ\n"),
        ("details", "<details>\n\n"),
        ("blocks of tags", "<div>\n\n"),
        ("notes", "[^a]: b\n\n"),
        ("notes in notes", "[^a]: "),
        ("notes in quotations", "> [^a]: "),
        ("headings in quotations", "> ## a"),
        ("pictures alone", "![a](b \"c\")\n\n"),
        ("definitions", "[a]: b\n"),
        ("terms", "a\n: b\n"),
        ("tasks", "- [ ] a\n"),
        ("empty links", "[](a)"),
        ("embeds", "![](fact:a)"),
    ] {
        is_quick(name, &sign.repeat(n));
    }
}

#[test]
fn ten_thousand_levels_that_close_are_no_danger() {
    let n = 10_000;
    for (name, start, end) in [
        ("emphasis", "*a ", " b*"),
        ("strong", "**あ「", "」い**"),
        ("strikethrough", "~~a ", " b~~"),
        ("links", "[a ", "](b)"),
        ("pictures", "![a ", "](b)"),
        ("tags", "<kbd>", "</kbd>"),
        ("crossed tags", "<kbd>", "</sub>"),
        ("details", "<details>\n\n", "</details>\n\n"),
        ("emphasis over lines", "*あ\n", "*\nい"),
        ("brackets", "[", "]"),
        ("code", "`", "a"),
        ("tags of many names", "<kbd><sub>", "</kbd></sub>"),
    ] {
        is_quick(name, &format!("{}x{}", start.repeat(n), end.repeat(n)));
    }
}

/// The parser fills short rows, with a quarter of a million cells at the most.
#[test]
fn a_wide_table_is_no_danger() {
    is_quick("a wide head", &format!("{}|\n{}|\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "|b\n".repeat(100)));
}

#[test]
fn many_footnotes_that_refer_to_each_other_are_no_danger() {
    let notes: String = (0..10_000).map(|note| format!("[^{note}]: x [^{}]\n\n", note + 1)).collect();
    is_quick("notes", &format!("[^0]\n\n{notes}"));
    is_quick("references", &format!("{}\n\n[^a]: b", "[^a] ".repeat(10_000)));
}
