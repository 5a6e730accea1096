//! Headings, lists, tables, quotations, code.

use super::*;

#[test]
fn a_heading_has_its_id_and_a_link_to_itself() {
    assert_eq!(
        ja("## 停止 {#stop .wide}"),
        "<h2 id=\"stop\" class=\"wide\">停止<a class=\"anchor\" href=\"#stop\" aria-label=\"heading.permalink\"></a></h2>\n"
    );
}

#[test]
fn a_heading_keeps_its_markup_and_a_table_of_contents_only_what_is_no_link() {
    let text = "## *A* [b](x) `c`[^1] ![d](d.png) ![](fact:e)\n\n[^1]: n";
    let document = parsed(text, "en").value;
    assert_eq!(document.headings[0].html, "<em>A</em> b <code>c</code> d");
    assert_eq!(document.headings[0].text, "A b c d");
    let html = document.html(&Echo(&document));
    assert!(html.contains("<a href=\"x\">b</a> <code>c</code><sup") && html.contains("<img src=\"d.png\" alt=\"d\""), "{html}");
    assert!(html.contains("<data>fact e</data><a class=\"anchor\""), "{html}");
}

fn ids(markdown: &str) -> Vec<String> {
    parsed(markdown, "ja").value.headings.into_iter().map(|heading| heading.id).collect()
}

#[test]
fn ids_are_made_of_the_words() {
    assert_eq!(ids("## Stop the *Card*!\n### 再発行の 手数料（税込）\n### A_b-c\n"), ["stop-the-card", "再発行の-手数料税込", "a_b-c"]);
    assert_eq!(ids("## ？\n## ！\n"), ["section", "section-1"]);
}

#[test]
fn ids_are_in_composed_form() {
    assert_eq!(ids("## か\u{3099}\n### x {#は\u{3099}}\n"), ["が", "ば"]);
}

#[test]
fn ids_are_unique_and_leave_those_of_the_author_alone() {
    assert_eq!(ids("## A\n## A\n## A {#a}\n## A-1\n## A\n"), ["a-1", "a-2", "a", "a-1-1", "a-3"]);
    assert_eq!(ids("## Footnotes\n## Fn 1\n"), ["section-footnotes", "section-fn-1"]);
    assert_eq!(ids("## Source\n## Source\n## Fnref 1\n## Sources\n"), ["section-source", "section-source-1", "section-fnref-1", "sources"]);
}

#[test]
fn an_id_twice_is_an_error_and_the_second_heading_gets_another() {
    let text = "## A {#x}\n\n## B {#x}\n";
    assert_eq!(findings(text), ["duplicate-id: ## B {#x}"]);
    let document = parsed(text, "ja").value;
    assert_eq!(ids(text), ["x", "b"]);
    assert!(document.headings[0].explicit && !document.headings[1].explicit);
}

#[test]
fn an_id_of_the_page_itself_is_not_for_headings() {
    assert_eq!(findings("## A {#fn-1}"), ["duplicate-id: ## A {#fn-1}"]);
    assert_eq!(ids("## A {#footnotes}"), ["a"]);
}

#[test]
fn other_attributes_of_a_heading_are_reported() {
    assert_eq!(findings("## A {wide}"), ["heading-attribute: ## A {wide}"]);
}

#[test]
fn levels_begin_at_two_and_skip_none() {
    assert_eq!(findings("## A\n### B\n#### C\n## D\n"), Vec::<String>::new());
    assert_eq!(findings("### A\n"), ["heading-level: ### A"]);
    assert_eq!(findings("## A\n\n#### B\n"), ["heading-level: #### B"]);
}

#[test]
fn a_heading_of_level_one_becomes_two() {
    assert_eq!(findings("# A\n### B\n"), ["heading-level: # A"]);
    let document = parsed("A\n=\n\nB\n-\n", "ja").value;
    assert_eq!(document.headings.iter().map(|heading| heading.level).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn an_empty_heading_is_reported() {
    assert_eq!(findings("##\n"), ["empty-heading: ##"]);
    assert_eq!(findings("## ![](fact:a)\n"), Vec::<String>::new());
}

#[test]
fn tables_are_regions_with_scopes_and_classes() {
    assert_eq!(
        en("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | **2** | 3 | 4 |\n| 5 |\n"),
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"table.region\"><table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-left\">b</th>\
         <th scope=\"col\" class=\"align-center\">c</th><th scope=\"col\" class=\"align-right\">d</th></tr></thead>\n<tbody>\n\
         <tr><td>1</td><td class=\"align-left\"><strong>2</strong></td><td class=\"align-center\">3</td>\
         <td class=\"align-right\">4</td></tr>\n\
         <tr><td>5</td><td class=\"align-left\"></td><td class=\"align-center\"></td><td class=\"align-right\"></td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[test]
fn a_first_column_without_heading_holds_the_headings_of_rows() {
    let html = en("| | fee |\n|-|-|\n| City library | 0 |\n");
    assert!(html.contains("<tr><td></td><th scope=\"col\">fee</th></tr>"), "{html}");
    assert!(html.contains("<tr><th scope=\"row\">City library</th><td>0</td></tr>"), "{html}");
}

#[test]
fn a_table_without_rows_has_no_body() {
    assert!(en("| a |\n|-|\n").ends_with("</thead>\n</table></div>\n"));
}

#[test]
fn alerts_have_a_title_in_the_words_of_the_theme() {
    for (sign, name) in [("NOTE", "note"), ("TIP", "tip"), ("IMPORTANT", "important"), ("WARNING", "warning"), ("CAUTION", "caution")] {
        assert_eq!(
            ja(&format!("> [!{sign}]\n> 気をつけて")),
            format!(
                "<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">alert.{name}</p>\n<p>気をつけて</p>\n</div>\n"
            )
        );
    }
}

#[test]
fn an_alert_that_is_none_is_reported() {
    assert_eq!(findings("> [!注意]\n> x"), ["unknown-alert: [!注意]"]);
    assert_eq!(findings("> [!NOTE] x"), ["unknown-alert: [!NOTE]"]);
    assert_eq!(findings("[!x] and > [!y]"), Vec::<String>::new());
}

#[test]
fn task_lists_say_in_words_what_is_done() {
    let open = "<span class=\"task-box\"></span>";
    let done = "<span class=\"task-box\" role=\"img\" aria-label=\"task.done\"></span>";
    assert_eq!(
        en("- [ ] a\n- [x] b\n- c\n"),
        format!("<ul>\n<li class=\"task\">{open} a</li>\n<li class=\"task task-done\">{done} b</li>\n<li>c</li>\n</ul>\n")
    );
    assert!(en("- [ ] a\n\n- [x] b\n").contains(&format!("<li class=\"task task-done\">\n<p>{done} b</p>\n")));
}

#[test]
fn definition_lists() {
    assert_eq!(
        ja("用語\n: 意味\n: 別の意味\n\nもう一つ\n: 意味\n"),
        "<dl>\n<dt>用語</dt>\n<dd>意味</dd>\n<dd>別の意味</dd>\n<dt>もう一つ</dt>\n<dd>意味</dd>\n</dl>\n"
    );
}

#[test]
fn code_has_lines_classes_title_and_marks() {
    assert_eq!(
        en("```sh {title=\"Stop <it>\" mark=\"2\"}\n# so\nls \"a\"\n```\n"),
        "<figure class=\"code\"><figcaption>Stop &lt;it&gt;</figcaption><pre tabindex=\"0\"><code class=\"language-sh\">\
         <span class=\"line\"><span class=\"c\"># so</span>\n</span>\
         <span class=\"line mark\"><span class=\"f\">ls </span><span class=\"s\">&quot;a&quot;</span>\n</span></code></pre></figure>\n"
    );
}

#[test]
fn code_of_every_class() {
    let html = en("```rust\n// c\nfn f(v: u8) -> T { \"s\"; 1 + x }\n```\n");
    for class in ["c\">// c<", "k\">fn <", "f\">f<", "s\">&quot;s&quot;<", "n\">1 <", "o\">+<", "p\">(<"] {
        assert!(html.contains(class), "{class} in {html}");
    }
    assert!(en("```html\n<p a=\"b\">\n```\n").contains("class=\"t\">p </span><span class=\"v\">a<"));
    assert!(en("```md\n**a**\n```\n").contains("class=\"m\">"));
    assert!(en("```php\n<?php $a;\n```\n").contains("class=\"v\">"));
}

#[test]
fn code_without_language_is_plain() {
    let plain = "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a &lt; b\n</span><span class=\"line\">\n</span>\
                 <span class=\"line\">c\n</span></code></pre></figure>\n";
    assert_eq!(en("```\na < b\n\nc\n```\n"), plain);
    assert_eq!(en("    a < b\n\n    c\n"), plain);
    assert_eq!(
        en("```text\na\n```\n"),
        plain
            .replace("<code>", "<code class=\"language-text\">")
            .replace(" &lt; b\n</span><span class=\"line\">\n</span><span class=\"line\">c", "")
    );
}

#[test]
fn code_of_an_unknown_language_is_plain_and_reported_with_a_guess() {
    let text = "```pyhton\nx\n```\n";
    assert_eq!(findings(text), ["code-language: ```pyhton"]);
    let help = parsed(text, "en").diagnostics[0].help.as_ref().unwrap().to_string();
    assert!(help.contains("did you mean `python`?"), "{help}");
    assert!(en(text).contains("<code class=\"language-pyhton\"><span class=\"line\">x\n"));
    assert_eq!(
        findings("```text\nx\n```\n\n```Rust\n```\n\n```yml\n```\n\n```shell\n```\n\n```toml\n```\n\n```ts\n```\n"),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_not_understood_behind_the_language_is_reported() {
    for info in [
        "sh {mark=\"3\"}",
        "sh {mark=\"x\"}",
        "sh {mark=\"2-1\"}",
        "sh {mark=\"0\"}",
        "sh {tittle=\"a\"}",
        "sh {1,2}",
        "sh title=\"a\"",
        "sh {title=a}",
    ] {
        let text = format!("```{info}\na\nb\n```\n");
        assert_eq!(findings(&text), [format!("code-attribute: ```{info}")]);
    }
    assert_eq!(findings("```sh {mark=\"1,2-2\" title=\"t\"}\na\nb\n```\n"), Vec::<String>::new());
    assert_eq!(findings("``` {title=\"t\"}\na\n```\n"), Vec::<String>::new());
}

#[test]
fn code_with_windows_line_ends_has_the_same_lines() {
    assert_eq!(en("```sh\r\nls\r\n\r\ncd\r\n```\r\n"), en("```sh\nls\n\ncd\n```\n"));
}

#[test]
fn a_very_long_line_of_code_is_not_coloured() {
    let html = en(&format!("```js\nlet a = \"{}\";\n```\n", "x".repeat(5_000)));
    assert!(html.contains("<span class=\"line\">let a"));
}

#[test]
fn the_summary_is_the_first_paragraph_that_is_all_words() {
    let summary = |markdown: &str| parsed(markdown, "ja").value.summary;
    assert_eq!(summary("## A\n\n> quote\n\n- item\n\n**止めます。**\n[電話](tel:1)で`x`[^1]\n\nnext\n\n[^1]: n"), "止めます。電話でx");
    assert_eq!(summary("![a](a.png)\n\n料金は![](fact:a)です\n\n本文"), "本文");
    assert_eq!(summary("## A\n"), "");
}

#[test]
fn a_body_behind_front_matter_has_places_in_the_file() {
    let text = "---\ntitle: あ\n---\n\n## い {#x}\n\n[う](page:a) **「え」**お ![](fact:b#c)\n";
    let body = text.find("\n## ").unwrap()..text.len();
    let parsed = parse(SourceId(7), text, body, &LanguageInfo::of_code("ja"));
    let at = |span: crate::source::Span| &text[span.start as usize..span.end as usize];
    let document = parsed.value;
    assert_eq!(at(document.headings[0].span), "## い {#x}");
    assert_eq!((at(document.links[0].span), at(document.links[0].destination_span)), ("[う](page:a)", "page:a"));
    assert_eq!((at(document.embeds[0].span), at(document.embeds[0].reference_span)), ("![](fact:b#c)", "b#c"));
    assert_eq!(document.headings[0].span.source, SourceId(7));
}

#[test]
fn a_character_kept_for_programs_is_refused() {
    assert_eq!(findings("a\u{FDD0}b\u{FDD3}"), ["reserved-character: \u{FDD0}", "reserved-character: \u{FDD3}"]);
    assert_eq!(ja("a\u{FDD0}b**「\u{FDD2}」**か"), "<p>a\u{FFFD}b<strong>「\u{FFFD}」</strong>か</p>\n");
}
