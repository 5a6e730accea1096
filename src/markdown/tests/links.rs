//! Links, pictures, embeds and footnotes.

use super::*;

#[test]
fn links_inside_the_site_are_plain() {
    assert_eq!(ja("[停止](page:guide/stop \"題\")"), "<p><a href=\"/guide/stop/\" title=\"題\">停止</a></p>\n");
    assert_eq!(ja("[電話](tel:0120)と<a@b.c>"), "<p><a href=\"tel:0120\">電話</a>と<a href=\"mailto:a@b.c\">a@b.c</a></p>\n");
}

#[test]
fn links_to_other_sites_are_marked() {
    assert_eq!(
        en("<https://a.b>"),
        "<p><a class=\"external\" rel=\"external noopener noreferrer\" href=\"https://a.b\">https://a.b\
         <span class=\"visually-hidden\"> link.external</span></a></p>\n"
    );
}

#[test]
fn a_link_to_nowhere_shows_its_text() {
    assert_eq!(ja("[停止 **中**](page:missing)"), "<p>停止 <strong>中</strong></p>\n");
}

#[test]
fn titles_go_to_their_own_links() {
    assert_eq!(
        en("[a](a) [b](b \"B\") [c](c) [d](d \"D\")"),
        "<p><a href=\"a\">a</a> <a href=\"b\" title=\"B\">b</a> <a href=\"c\">c</a> <a href=\"d\" title=\"D\">d</a></p>\n"
    );
}

#[test]
fn hrefs_are_escaped() {
    assert_eq!(en("[a](<b\"c&d>)"), "<p><a href=\"b&quot;c&amp;d\">a</a></p>\n");
}

#[test]
fn dangerous_and_unknown_schemes_are_refused() {
    for destination in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a",
        "javascript&colon;x",
        "java&Tab;script:x",
        "&#1;javascript:x",
    ] {
        let text = format!("[t]({destination})");
        assert_eq!(findings(&text), [format!("link-scheme: {text}")]);
        assert_eq!(ja(&text), "<p>t</p>\n");
        assert!(parsed(&text, "ja").value.links.is_empty());
        assert_eq!(ja(&format!("!{text}")), "<p>t</p>\n");
    }
    assert_eq!(findings("<javascript:x>"), ["link-scheme: <javascript:x>"]);
    assert_eq!(findings("[a][b]\n\n[b]: data:x"), ["link-scheme: [a][b]"]);
}

#[test]
fn a_reference_to_nothing_is_reported() {
    assert_eq!(findings("[a][b] and [c][]"), ["broken-reference: [a][b]", "broken-reference: [c]"]);
    assert_eq!(findings("[a] \\[b][] `[c][d]` [e][f]\n\n[f]: g"), Vec::<String>::new());
}

#[test]
fn a_link_without_text_is_reported_and_not_shown() {
    assert_eq!(
        findings("[](a) [ ](b) [![\"\"](c.png)](d)"),
        ["empty-link: [](a)", "empty-link: [ ](b)", "empty-link: [![\"\"](c.png)](d)"]
    );
    assert_eq!(ja("x[](a)y"), "<p>xy</p>\n");
    assert_eq!(findings("[![a](c.png)](d) [![](fact:a)](b) [`c`](d)"), Vec::<String>::new());
}

#[test]
fn destinations_are_found_in_the_file() {
    let at = |markdown: &str| {
        let span = parsed(markdown, "ja").value.links[0].destination_span;
        markdown[span.start as usize..span.end as usize].to_owned()
    };
    assert_eq!(at("[page:a](page:a)"), "page:a");
    assert_eq!(at("[a **「b」**c]( <page:a b> \"page:a b\" )"), "page:a b");
    assert_eq!(at("[a][R]\n\n[r]: page:b 'page:b'"), "page:b");
    assert_eq!(at("<https://a.b>"), "https://a.b");
    assert_eq!(at("<a@b.c>"), "a@b.c");
    assert_eq!(at("[a](b\\*c)"), "[a](b\\*c)");
}

#[test]
fn a_link_inside_a_link_is_text() {
    assert_eq!(en("[a <https://x.y> b](c)").matches("<a ").count(), 1);
}

#[test]
fn pictures_wait_until_they_are_near_except_the_first() {
    assert_eq!(
        en("![a](sized.png) ![b](b.png \"t\")"),
        "<p><img src=\"sized.png\" width=\"640\" height=\"480\" alt=\"a\" loading=\"eager\" decoding=\"async\"> \
         <img src=\"b.png\" alt=\"b\" loading=\"lazy\" decoding=\"async\" title=\"t\"></p>\n"
    );
}

#[test]
fn a_picture_alone_with_a_title_is_a_figure() {
    let figure = "<figure class=\"image\"><img src=\"a.png\" alt=\"a\" loading=\"eager\" decoding=\"async\"><figcaption>題 &lt;</figcaption></figure>\n";
    assert_eq!(en("![a](a.png \"題 <\")"), figure);
    assert_eq!(en("- ![a](a.png \"題 <\")\n"), format!("<ul>\n<li>\n{figure}</li>\n</ul>\n"));
}

#[test]
fn a_picture_tells_in_words_what_it_shows() {
    let text = "![](a.png) ![ ](b.png) ![**「c」**d](c.png) ![\"\"](d.png)";
    assert_eq!(findings(text), ["missing-alt: ![](a.png)", "missing-alt: ![ ](b.png)"]);
    let alts: Vec<String> = parsed(text, "ja").value.images.into_iter().map(|image| image.alt).collect();
    assert_eq!(alts, ["", "", "「c」d", ""]);
}

#[test]
fn a_fact_stands_in_a_line_of_text_even_alone() {
    assert_eq!(ja("料金は![](fact:a#b)です"), "<p>料金は<data>fact a#b</data>です</p>\n");
    assert_eq!(ja("![](fact:a#b)"), "<p><data>fact a#b</data></p>\n");
}

#[test]
fn words_may_rest_on_a_fact() {
    assert_eq!(ja("[三日で](fact:a#b)届く"), "<p>三日で<sup>fact a#b</sup>届く</p>\n");
    assert_eq!(findings("[](fact:a#b)"), ["empty-link: [](fact:a#b)"]);
}

#[test]
fn tables_of_facts_and_trees_take_the_place_of_their_paragraph() {
    assert_eq!(ja("![](facts:a#b,c)"), "<table>facts a#b,c</table>\n");
    assert_eq!(ja("一\n\n![二](tree:charge)\n\n三"), "<p>一</p>\n<table>tree charge</table>\n<p>三</p>\n");
    assert_eq!(ja("- ![](facts:a)\n"), "<ul>\n<li>\n<table>facts a</table>\n</li>\n</ul>\n");
    assert_eq!(ja("- ![](facts:a)\n  - b\n").matches("<table>").count(), 1);
}

#[test]
fn a_block_in_a_line_of_text_is_left_out_and_reported() {
    for text in ["x ![](facts:a)", "![](facts:a) x", "![](tree:a)![](tree:a)", "## ![](facts:a)", "**![](facts:a)**"] {
        assert!(findings(text).iter().any(|finding| finding.starts_with("embed-place")), "{text}");
        assert!(parsed(text, "ja").value.embeds.is_empty(), "{text}");
    }
}

#[test]
fn embeds_are_listed_in_the_order_of_the_text() {
    let embeds = parsed("![](fact:a) [b](FACT:c#d) ![](Facts:x)\n\n![](facts:e)", "ja").value.embeds;
    let shown: Vec<String> = embeds.iter().map(|embed| format!("{}:{} {:?}", embed.scheme, embed.reference, embed.place)).collect();
    assert_eq!(shown, ["fact:a Inline", "fact:c#d Link", "facts:e Block"]);
}

#[test]
fn a_link_ends_before_a_link_that_an_embed_brings() {
    assert_eq!(
        ja("[電話 ![](fact:phone) へ](page:x)"),
        "<p><a href=\"/x/\">電話 </a><a href=\"tel:0120\">0120</a><a href=\"/x/\"> へ</a></p>\n"
    );
    assert_eq!(ja("[![](fact:phone)](page:x)"), "<p><a href=\"tel:0120\">0120</a></p>\n");
    assert_eq!(ja("[料金 ![](fact:fee)](page:x)"), "<p><a href=\"/x/\">料金 <data>fact fee</data></a></p>\n");
}

fn mark(number: usize, id: &str) -> String {
    format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">note {number}</a></sup>")
}

fn back(id: &str) -> String {
    format!(" <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#{id}\" aria-label=\"footnotes.back\">↩</a>")
}

#[test]
fn footnotes_stand_behind_the_text_with_a_way_back() {
    assert_eq!(
        ja("本文[^a]。\n\n[^a]: 注\n"),
        format!(
            "<p>本文{}。</p>\n<section class=\"footnotes\" role=\"doc-endnotes\"><h2 id=\"footnotes\">\
             footnotes.title</h2>\n<ol>\n<li id=\"fn-1\">\n<p>注{}</p>\n</li>\n</ol></section>\n",
            mark(1, "fnref-1"),
            back("fnref-1")
        )
    );
}

#[test]
fn footnotes_are_numbered_as_the_reader_meets_them() {
    let html = ja("[^b] [^a]\n\n[^a]: A [^c]\n\n[^b]: B\n\n[^c]: C\n");
    let notes: Vec<&str> = html.split("<li id=\"fn-").skip(1).map(|note| &note[..7]).collect();
    assert_eq!(notes, ["1\">\n<p>", "2\">\n<p>", "3\">\n<p>"]);
    let order: Vec<usize> = ["<p>B", "<p>A", "<p>C"].iter().map(|note| html.find(note).unwrap()).collect();
    assert!(order.is_sorted(), "{html}");
}

#[test]
fn several_references_have_several_ways_back() {
    let html = ja("[^a] [^a]\n\n[^a]: A\n");
    assert!(html.contains(&mark(1, "fnref-1-2")), "{html}");
    assert!(html.contains("href=\"#fnref-1-2\" aria-label=\"footnotes.back 2\">↩<sup>2</sup></a></p>"), "{html}");
}

#[test]
fn a_footnote_of_several_blocks_has_its_way_back_at_the_end() {
    assert!(ja("[^a]\n\n[^a]: A\n\n    B\n").contains(&format!("<p>A</p>\n<p>B{}</p>\n</li>", back("fnref-1"))));
    assert!(ja("[^a]\n\n[^a]: A\n\n    - B\n").contains(&format!("</ul>\n{}</li>", back("fnref-1"))));
}

#[test]
fn brackets_that_make_no_link_are_reported() {
    assert_eq!(findings("[停止](page:guide/call issuer)へ"), ["open-link: ]("]);
    assert_eq!(findings("[a[^n]b](c)\n\n[^n]: N"), ["open-link: ]("]);
    assert_eq!(findings("[**a**](b \"c)"), ["open-link: ]("]);
    assert_eq!(findings("[a\\](b) \\[a\\](b) `[a](b c)`"), Vec::<String>::new());
}

#[test]
fn footnotes_that_do_not_match_are_reported() {
    assert_eq!(findings("a[^x] \\[^y] `[^z]` [^]"), ["undefined-footnote: [^x]"]);
    assert_eq!(findings("a\n\n[^x]: b"), ["unused-footnote: [^x]:"]);
    assert_eq!(findings("a[^x]\n\n[^x]: b\n\n[^x]: c"), ["duplicate-footnote: [^x]:"]);
    assert_eq!(findings("a[^x]\n\n[^x]: b\n\n[^y]: c [^z]\n\n[^z]: d"), ["unused-footnote: [^y]:", "unused-footnote: [^z]:"]);
}

#[test]
fn a_footnote_may_refer_to_itself() {
    let html = ja("[^a]\n\n[^a]: A[^a]\n");
    assert_eq!(html.matches("class=\"footnote-back\"").count(), 2);
}
