use super::*;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Each finding as `code line:column`.
fn findings(text: &str) -> Vec<String> {
    let (sources, parsed) = read(text);
    shown(&parsed.diagnostics, &sources)
}

fn read(text: &str) -> (Sources, crate::diagnostic::Parsed<Option<Yaml>>) {
    let mut sources = Sources::default();
    let id = sources.add("content/site.yaml", text);
    let parsed = parse(id, text, 0);
    (sources, parsed)
}

fn shown(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let place = sources.place(finding.span.expect("findings in YAML have a place"));
        format!("{} {}:{}", finding.kind.code, place.line, place.column)
    };
    diagnostics.iter().map(line).collect()
}

/// A scalar as it is taken where a text must stand.
fn text_of(written: &str) -> String {
    let text = format!("a: {written}\n");
    let (_, parsed) = read(&text);
    let yaml = parsed.value.expect("the text is YAML");
    yaml.get("a").and_then(|value| value.as_text(&text)).expect("a scalar stands there").to_owned()
}

#[test]
fn what_looks_like_a_number_keeps_what_the_author_wrote() {
    for written in ["0120-899-543", "0120", "1.10", "+81", "2026-05-01", "no", "08:00", "1_000", "0x1F"] {
        assert_eq!(text_of(written), written);
    }
}

#[test]
fn every_key_that_stands_twice_is_named_with_its_place() {
    assert_eq!(findings("a: 1\nb: 2\na: 3\nb:\n  c: 1\n  c: 2\n"), ["duplicate-key 3:1", "duplicate-key 6:3", "duplicate-key 4:1"]);
}

#[test]
fn a_tab_is_named_where_it_stands() {
    assert_eq!(findings("title: 停止\n\tdescription: x\n"), ["yaml-syntax 2:1"]);
    assert_eq!(findings("a:\n  b: 1\n\tc: 2\n"), ["yaml-syntax 3:1"]);
}

#[test]
fn an_error_behind_japanese_text_stands_at_its_character() {
    assert_eq!(findings("題: 停止: 再発行\n"), ["yaml-syntax 1:6"]);
    assert_eq!(findings("題: [停止\n"), ["yaml-syntax 1:4"]);
}

#[test]
fn front_matter_is_placed_in_its_file() {
    let text = "---\ntitle: x\ntitle: y\n---\n";
    let mut sources = Sources::default();
    let id = sources.add("content/ja/a.md", text);
    let parsed = parse(id, &text[4..22], 4);
    assert_eq!(shown(&parsed.diagnostics, &sources), ["duplicate-key 3:1"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let (_, parsed) = read("\u{FEFF}a: 1\r\nb: 停止\r\n");
    let yaml = parsed.value.expect("the text is YAML");
    assert!(parsed.diagnostics.is_empty());
    assert!(matches!(&yaml.get("b").expect("b is there").value, Value::Text(text) if text == "停止"));
}

#[test]
fn an_empty_file_is_nothing_and_no_finding() {
    for text in ["", "\n", "# only a comment\n", "---\n", "null\n"] {
        let (_, parsed) = read(text);
        assert!(parsed.value.is_none() && parsed.diagnostics.is_empty(), "{text:?}");
    }
}

#[test]
fn an_alias_bomb_ends_in_a_finding() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let before = level - 1;
        let items = vec![format!("*a{before}"); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    assert_eq!(findings(&text).len(), 1);
    assert_eq!(findings(&"[".repeat(10_000)).len(), 1);
}

#[test]
fn a_map_reports_all_that_is_wrong_in_it_at_once() {
    let text = "titel: x\nweight: first\ndraft: maybe\nupdated: 2026-02-30\n　description: y\n";
    let (sources, parsed) = read(text);
    let yaml = parsed.value.expect("the text is YAML");
    let source = sources.find("content/site.yaml").expect("it was added");
    let mut diagnostics = Vec::new();
    let mut fields = Fields::of(source, &yaml, "a page", &mut diagnostics).expect("it is a map");
    fields.required_text("title");
    fields.integer("weight");
    fields.boolean("draft");
    fields.date("updated");
    fields.text("description");
    fields.finish();
    let found = shown(&diagnostics, &sources);
    assert_eq!(found, ["missing-key 1:1", "wrong-type 2:9", "wrong-type 3:8", "wrong-type 4:10", "unknown-key 1:1", "unknown-key 5:1"]);
    let helps: Vec<String> = diagnostics.iter().filter_map(|finding| finding.help.as_ref()).map(ToString::to_string).collect();
    assert!(helps[4].contains("did you mean `title`?"), "{helps:?}");
    assert!(helps[5].contains("full-width space"), "{helps:?}");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_found_wrong_but_never_a_panic(text in "[ -~\n\t　停止:{}\\[\\]&*\"'|>-]{0,200}") {
        let (sources, parsed) = read(&text);
        for finding in &parsed.diagnostics {
            sources.place(finding.span.expect("findings in YAML have a place"));
        }
        if let Some(yaml) = parsed.value {
            every_span_cuts(&yaml, &text);
        }
    }
}

fn every_span_cuts(yaml: &Yaml, text: &str) {
    assert!(text.get(yaml.span.start as usize..yaml.span.end as usize).is_some());
    for item in yaml.as_seq().into_iter().flatten() {
        every_span_cuts(item, text);
    }
    for entry in yaml.as_map().into_iter().flatten() {
        assert!(text.get(entry.key_span.start as usize..entry.key_span.end as usize).is_some());
        every_span_cuts(&entry.value, text);
    }
}
