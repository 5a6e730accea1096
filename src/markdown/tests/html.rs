//! Raw HTML: the short list, and all else.

use super::*;

#[test]
fn the_short_list_is_taken_over() {
    for text in [
        "<kbd>Ctrl</kbd>+<kbd>C</kbd>",
        "H<sub>2</sub>O, m<sup>2</sup>",
        "<abbr title=\"a &amp; b\">AB</abbr> <abbr>CD</abbr>",
        "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>",
        "<mark>a</mark> <small>b</small> <dfn>c</dfn>",
        "a<br>b<wbr>c",
        "<span lang=\"en-GB\">card</span>",
        "<mark>a **b** [c](d)</mark>",
    ] {
        assert_eq!(findings(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(ja("<KBD>a</KBD> <br/> <span LANG='en'>b</span>"), "<p><kbd>a</kbd> <br> <span lang=\"en\">b</span></p>\n");
    assert_eq!(ja("<mark>a **b**</mark>"), "<p><mark>a <strong>b</strong></mark></p>\n");
    assert_eq!(ja("<abbr title='a \"b\" &amp; <c>'>x</abbr>"), "<p><abbr title=\"a &quot;b&quot; &amp; &lt;c&gt;\">x</abbr></p>\n");
}

#[test]
fn all_else_is_shown_as_text_with_one_finding_an_element() {
    assert_eq!(findings("<b>a</b>"), ["raw-html: <b>"]);
    assert_eq!(ja("<b>a</b>"), "<p>&lt;b&gt;a&lt;/b&gt;</p>\n");
    assert_eq!(findings("a <img src=x onerror=alert(1)> b"), ["raw-html: <img src=x onerror=alert(1)>"]);
    assert_eq!(findings("<script>\nalert(\"</b>\")\n</script>"), ["raw-html: <script>", "raw-html: </b>"]);
    assert!(!ja("<script>alert(1)</script>").contains("<script"));
    assert_eq!(
        findings("a <?php x ?> <!DOCTYPE html> <![CDATA[x]]>"),
        ["raw-html: <?php x ?>", "raw-html: <!DOCTYPE html>", "raw-html: <![CDATA[x]]>"]
    );
}

#[test]
fn a_block_of_other_html_becomes_a_paragraph() {
    assert_eq!(
        ja("<div class=\"a\">\nx <kbd>k</kbd> &amp; & y\n</div>\n"),
        "<p>&lt;div class=&quot;a&quot;&gt;\nx <kbd>k</kbd> &amp; &amp; y\n&lt;/div&gt;</p>\n"
    );
    assert_eq!(findings("> <div>\n> あ\n> <b>\n> </div>\n"), ["raw-html: <div>", "raw-html: <b>"]);
}

#[test]
fn attributes_are_listed_too() {
    for (tag, close) in [
        ("<kbd class=\"a\">", "</kbd>"),
        ("<span>", "</span>"),
        ("<span lang=\"en\" onclick=\"x\">", "</span>"),
        ("<span lang=\"e\\&quot; n\">", "</span>"),
        ("<abbr title>", "</abbr>"),
        ("<abbr title=\"a\" title=\"b\">", "</abbr>"),
        ("<br clear=\"all\">", ""),
    ] {
        assert_eq!(findings(&format!("a {tag}b{close}")), [format!("raw-html: {tag}")]);
        assert!(!ja(&format!("a {tag}b{close}")).contains('<') || ja(tag).starts_with("<p>&lt;"), "{tag}");
    }
}

#[test]
fn comments_are_left_out() {
    assert_eq!(ja("a<!-- b -->c\n\n<!-- d\n\ne -->\n\nf"), "<p>ac</p>\n<p>f</p>\n");
    assert_eq!(findings("a<!-- b -->\n\n<!-- d -->"), Vec::<String>::new());
}

#[test]
fn details_hold_markdown() {
    let text = "<details open>\n<summary>詳しく</summary>\n\n**本文**\n\n- 項目\n\n</details>\n\n後";
    assert_eq!(
        ja(text),
        "<details open>\n<summary>詳しく</summary>\n<p><strong>本文</strong></p>\n<ul>\n<li>項目</li>\n</ul>\n</details>\n<p>後</p>\n"
    );
    assert_eq!(findings(text), Vec::<String>::new());
    assert_eq!(
        findings("<details>\n\n<summary>a</summary>\n\n<details><summary>b</summary>\nc\n</details>\n</details>"),
        Vec::<String>::new()
    );
}

#[test]
fn a_tag_without_partner_is_shown_as_text() {
    assert_eq!(findings("<kbd>a"), ["unbalanced-html: <kbd>"]);
    assert_eq!(findings("a</kbd>"), ["unbalanced-html: </kbd>"]);
    assert_eq!(findings("a</br>"), ["unbalanced-html: </br>"]);
    assert_eq!(ja("<kbd>a <sub>b</kbd>"), "<p><kbd>a &lt;sub&gt;b</kbd></p>\n");
    assert_eq!(ja("**<kbd>a**</kbd>"), "<p><strong>&lt;kbd&gt;a</strong>&lt;/kbd&gt;</p>\n");
    assert_eq!(ja("<kbd>a\n\nb</kbd>"), "<p>&lt;kbd&gt;a</p>\n<p>b&lt;/kbd&gt;</p>\n");
}

#[test]
fn details_do_not_reach_over_the_page() {
    assert_eq!(findings("<details>\n<summary>a</summary>\n\nb"), ["unbalanced-html: <details>"]);
    assert_eq!(findings("b\n\n</details>"), ["unbalanced-html: </details>"]);
    assert_eq!(findings("- <details>\n  a\n\n</details>"), ["unbalanced-html: <details>", "unbalanced-html: </details>"]);
    assert_eq!(findings("<details>\n\n> </details>"), ["unbalanced-html: <details>", "unbalanced-html: </details>"]);
    assert_eq!(ja("<details>\n<kbd>\n\na\n\n</kbd>\n</details>"), "<details>\n&lt;kbd&gt;\n<p>a</p>\n&lt;/kbd&gt;\n</details>\n");
}

#[test]
fn an_element_stands_where_it_belongs() {
    assert_eq!(findings("a <rt>b</rt>"), ["raw-html: <rt>"]);
    assert_eq!(findings("<summary>a</summary>"), ["raw-html: <summary>"]);
    assert_eq!(findings("a <details>b</details>"), ["raw-html: <details>"]);
    assert_eq!(findings("<div><details>b</details></div>"), ["raw-html: <div>", "raw-html: <details>"]);
    assert_eq!(findings("<b><ruby>a<rt>b</rt></ruby></b>"), ["raw-html: <b>"]);
}

#[test]
fn html_in_a_picture_or_heading_gives_its_words() {
    let document = parsed("## a <kbd>b</kbd><br>c {#x}\n\n![d <kbd>e</kbd> <b>](f.png)", "ja").value;
    assert_eq!(document.headings[0].text, "a b c");
    assert_eq!(document.headings[0].html, "a <kbd>b</kbd><br>c");
    assert_eq!(document.images[0].alt, "d e <b>");
}

#[test]
fn tags_are_found_on_their_lines() {
    assert_eq!(findings("<details>\n<summary>あ</summary>\n<b>い\n</details>\n"), ["raw-html: <b>"]);
    assert_eq!(findings("- <details>\r\n  <b>い\r\n  </details>\r\n"), ["raw-html: <b>"]);
}
