//! Plain CommonMark and GFM, where we do not deviate: a sample over all of its parts, each as text and HTML. That the parser
//! follows the specification is its own concern; that we write what it read is ours.

use super::*;

/// Text and HTML, one after the other.
const SAMPLE: &[(&str, &str)] = &[
    // Paragraphs and line breaks
    ("one", "<p>one</p>\n"),
    ("one\ntwo", "<p>one\ntwo</p>\n"),
    ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
    ("  one\n two\n   three", "<p>one\ntwo\nthree</p>\n"),
    ("one  \ntwo", "<p>one<br>\ntwo</p>\n"),
    ("one\\\ntwo", "<p>one<br>\ntwo</p>\n"),
    ("one \ntwo ", "<p>one\ntwo</p>\n"),
    ("one\\", "<p>one\\</p>\n"),
    // Escapes and character references
    ("\\*one\\* \\# \\[two](a)", "<p>*one* # [two](a)</p>\n"),
    ("\\a \\é", "<p>\\a \\é</p>\n"),
    ("&copy; &#35; &#x22; &amp;", "<p>© # &quot; &amp;</p>\n"),
    ("&nothing; & &;", "<p>&amp;nothing; &amp; &amp;;</p>\n"),
    ("&#0;", "<p>\u{FFFD}</p>\n"),
    ("&#42;one&#42;", "<p>*one*</p>\n"),
    ("1 < 2 > \"0\"", "<p>1 &lt; 2 &gt; &quot;0&quot;</p>\n"),
    // Code spans
    ("`a`", "<p><code>a</code></p>\n"),
    ("`` a`b ``", "<p><code>a`b</code></p>\n"),
    ("` a `", "<p><code>a</code></p>\n"),
    ("`a\nb`", "<p><code>a b</code></p>\n"),
    ("`a <b> & \\*c*`", "<p><code>a &lt;b&gt; &amp; \\*c*</code></p>\n"),
    ("`a", "<p>`a</p>\n"),
    ("*a`*`", "<p>*a<code>*</code></p>\n"),
    // Emphasis
    ("*a*", "<p><em>a</em></p>\n"),
    ("_a_", "<p><em>a</em></p>\n"),
    ("**a**", "<p><strong>a</strong></p>\n"),
    ("__a__", "<p><strong>a</strong></p>\n"),
    ("***a***", "<p><em><strong>a</strong></em></p>\n"),
    ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>\n"),
    ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>\n"),
    ("a*b*c", "<p>a<em>b</em>c</p>\n"),
    ("a_b_c", "<p>a_b_c</p>\n"),
    ("* a*", "<ul>\n<li>a*</li>\n</ul>\n"),
    ("a * b * c", "<p>a * b * c</p>\n"),
    ("*(a)*", "<p><em>(a)</em></p>\n"),
    ("_(a)_.", "<p><em>(a)</em>.</p>\n"),
    ("*a _b* c_", "<p><em>a _b</em> c_</p>\n"),
    ("**a**b", "<p><strong>a</strong>b</p>\n"),
    ("**a\nb**", "<p><strong>a\nb</strong></p>\n"),
    ("****", "<hr>\n"),
    ("~~a~~ ~b~", "<p><del>a</del> <del>b</del></p>\n"),
    ("~~a\n\nb~~", "<p>~~a</p>\n<p>b~~</p>\n"),
    ("~~~a~~~", "<figure class=\"code\"><pre tabindex=\"0\"><code></code></pre></figure>\n"),
    // Links
    ("[a](b)", "<p><a href=\"b\">a</a></p>\n"),
    ("[a](b \"c\")", "<p><a href=\"b\" title=\"c\">a</a></p>\n"),
    ("[a](b 'c')", "<p><a href=\"b\" title=\"c\">a</a></p>\n"),
    ("[a](<b c>)", "<p><a href=\"b c\">a</a></p>\n"),
    ("[a](b(c)d)", "<p><a href=\"b(c)d\">a</a></p>\n"),
    ("[a](b\\(c)", "<p><a href=\"b(c\">a</a></p>\n"),
    ("[a]()", "<p><a href=\"\">a</a></p>\n"),
    ("[a](#b)", "<p><a href=\"#b\">a</a></p>\n"),
    ("[a](?b=c&d)", "<p><a href=\"?b=c&amp;d\">a</a></p>\n"),
    ("[*a* `b`](c)", "<p><a href=\"c\"><em>a</em> <code>b</code></a></p>\n"),
    ("*[a](b)*", "<p><em><a href=\"b\">a</a></em></p>\n"),
    ("*[a*](b)", "<p>*<a href=\"b\">a*</a></p>\n"),
    ("[a [b](c) d](e)", "<p>[a <a href=\"c\">b</a> d](e)</p>\n"),
    ("[a] (b)", "<p>[a] (b)</p>\n"),
    ("[a](b c)", "<p>[a](b c)</p>\n"),
    ("[a][b]\n\n[b]: c 'd'", "<p><a href=\"c\" title=\"d\">a</a></p>\n"),
    ("[a][]\n\n[A]: c", "<p><a href=\"c\">a</a></p>\n"),
    ("[a]\n\n[a]: <c d>", "<p><a href=\"c d\">a</a></p>\n"),
    ("[a]\n\n[a]: b\n[a]: c", "<p><a href=\"b\">a</a></p>\n"),
    ("[a]: b\n[c]\n\n[c]: d\n  'e'", "<p><a href=\"d\" title=\"e\">c</a></p>\n"),
    ("[a]: b", ""),
    ("[a] \\[a]\n\n[a]: b", "<p><a href=\"b\">a</a> [a]</p>\n"),
    ("<mailto:a@b.c>", "<p><a href=\"mailto:a@b.c\">mailto:a@b.c</a></p>\n"),
    ("<a@b.c>", "<p><a href=\"mailto:a@b.c\">a@b.c</a></p>\n"),
    ("www.a.b a@b.c", "<p>www.a.b a@b.c</p>\n"),
    // Thematic breaks
    ("---", "<hr>\n"),
    ("* * *\n_ _ _", "<hr>\n<hr>\n"),
    ("a\n***\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
    ("--", "<p>--</p>\n"),
    ("- a\n- * * *", "<ul>\n<li>a</li>\n<li>\n<hr>\n</li>\n</ul>\n"),
    // Quotations
    ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
    ("> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
    ("> a\n\n> b", "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>\n"),
    ("> > a", "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n</blockquote>\n"),
    (">", "<blockquote>\n</blockquote>\n"),
    ("> - a\n>\n> b", "<blockquote>\n<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n</blockquote>\n"),
    // Lists
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("* a\n+ b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ("3) a\n4) b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ("0. a", "<ol start=\"0\">\n<li>a</li>\n</ol>\n"),
    ("- a\n  - b\n    - c", "<ul>\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>\n"),
    ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
    ("-\n- a", "<ul>\n<li></li>\n<li>a</li>\n</ul>\n"),
    ("- a\nb", "<ul>\n<li>a\nb</li>\n</ul>\n"),
    ("-a", "<p>-a</p>\n"),
    ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n"),
    ("a\n2. b", "<p>a\n2. b</p>\n"),
    ("1. a\n   > b", "<ol>\n<li>a\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n</ol>\n"),
    ("- - a", "<ul>\n<li>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>\n"),
    ("- [a](b)\n- `c`", "<ul>\n<li><a href=\"b\">a</a></li>\n<li><code>c</code></li>\n</ul>\n"),
    ("\\- a", "<p>- a</p>\n"),
    ("1\\. a", "<p>1. a</p>\n"),
    // Headings that are none
    ("#a", "<p>#a</p>\n"),
    ("####### a", "<p>####### a</p>\n"),
    ("\\## a", "<p>## a</p>\n"),
    // Blocks of code
    ("    a", "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a\n</span></code></pre></figure>\n"),
    ("\ta", "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a\n</span></code></pre></figure>\n"),
    ("a\n    b", "<p>a\nb</p>\n"),
    ("```\n*a*\n```", "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">*a*\n</span></code></pre></figure>\n"),
    ("````\n```\n````", "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">```\n</span></code></pre></figure>\n"),
    ("```\na", "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a\n</span></code></pre></figure>\n"),
    (
        "> ```\n> a\n> ```",
        "<blockquote>\n<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a\n</span></code></pre></figure>\n</blockquote>\n",
    ),
    (
        "- ```\n  a\n  ```",
        "<ul>\n<li>\n<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a\n</span></code></pre></figure>\n</li>\n</ul>\n",
    ),
    // Tables that are none
    ("| a |\n| b |", "<p>| a |\n| b |</p>\n"),
    ("a\n---|---", "<p>a\n---|---</p>\n"),
    // Nothing
    ("", ""),
    ("\n\n", ""),
];

#[test]
fn plain_commonmark_is_written_as_the_specification_has_it() {
    for (markdown, html) in SAMPLE {
        assert_eq!(en(markdown), *html, "{markdown:?}");
    }
}

#[test]
fn windows_line_ends_mean_the_same() {
    // The parser makes two spaces of such a line end inside a code span, which browsers show as one.
    for (markdown, html) in SAMPLE.iter().filter(|(markdown, _)| *markdown != "`a\nb`") {
        assert_eq!(en(&markdown.replace('\n', "\r\n")), *html, "{markdown:?}");
    }
}

#[test]
fn headings_are_written_with_their_links() {
    let heading = |level, id: &str, html: &str| {
        format!("<h{level} id=\"{id}\">{html}<a class=\"anchor\" href=\"#{id}\" aria-label=\"heading.permalink\"></a></h{level}>\n")
    };
    for (markdown, level, id, html) in [
        ("## a", 2, "a", "a"),
        ("   ### a ###", 3, "a", "a"),
        ("#### a \\#", 4, "a-", "a #"),
        ("##### *a*", 5, "a", "<em>a</em>"),
        ("###### a b", 6, "a-b", "a b"),
        ("a\n---", 2, "a", "a"),
        ("a\nb\n---", 2, "a-b", "a\nb"),
    ] {
        assert_eq!(en(markdown), heading(level, id, html), "{markdown:?}");
    }
}
