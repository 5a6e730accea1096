//! Line feeds, ruby and phrases.

use super::*;

#[test]
fn japanese_lines_join_without_a_space() {
    assert_eq!(ja("日本語の\n改行"), "<p>日本語の改行</p>\n");
    assert_eq!(ja("カタカナ\nｶﾅ"), "<p>カタカナｶﾅ</p>\n");
}

#[test]
fn lines_join_at_full_width_punctuation_whatever_follows() {
    assert_eq!(ja("止めます。\nVISAは"), "<p>止めます。VISAは</p>\n");
    assert_eq!(ja("VISA\n（ビザ）"), "<p>VISA（ビザ）</p>\n");
    assert_eq!(ja("です。\n`code`"), "<p>です。<code>code</code></p>\n");
}

#[test]
fn other_lines_keep_their_space() {
    assert_eq!(ja("日本語\nVISA"), "<p>日本語\nVISA</p>\n");
    assert_eq!(ja("VISA\nカード"), "<p>VISA\nカード</p>\n");
    assert_eq!(en("one\ntwo"), "<p>one\ntwo</p>\n");
    assert_eq!(ja("한국어\n한국어"), "<p>한국어\n한국어</p>\n");
    assert_eq!(ja("料金は\n`x`"), "<p>料金は\n<code>x</code></p>\n");
}

#[test]
fn japanese_lines_join_on_an_english_page_too() {
    assert_eq!(en("日本語の\n改行"), "<p>日本語の改行</p>\n");
}

#[test]
fn dashes_and_dots_join_with_japanese_only() {
    assert_eq!(ja("しかし……\nまた"), "<p>しかし……また</p>\n");
    assert_eq!(en("But...…\nagain"), "<p>But...…\nagain</p>\n");
}

#[test]
fn a_line_ends_behind_markup_too() {
    assert_eq!(ja("**強い**\n*弱い*"), "<p><strong>強い</strong><em>弱い</em></p>\n");
    assert_eq!(ja("[停止](a)\n~~済~~"), "<p><a href=\"a\">停止</a><del>済</del></p>\n");
    assert_eq!(ja("**強い\n言葉**"), "<p><strong>強い言葉</strong></p>\n");
    assert_eq!(ja("<kbd>鍵</kbd>\n漢字"), "<p><kbd>鍵</kbd>漢字</p>\n");
}

#[test]
fn a_line_ends_behind_a_footnote_mark_as_behind_the_word_before_it() {
    assert!(ja("です[^1]\n次\n\n[^1]: 注").contains("</sup>次"));
}

#[test]
fn a_line_ends_at_ruby_as_at_its_base() {
    assert!(ja("今の\n{漢字|かんじ}\nです").starts_with("<p>今の<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>です"));
}

#[test]
fn a_hard_break_stays() {
    assert_eq!(ja("一行目\\\n二行目  \n三行目<br>四行目"), "<p>一行目<br>\n二行目<br>\n三行目<br>四行目</p>\n");
}

#[test]
fn lines_in_quotations_and_lists_join_too() {
    assert_eq!(ja("> 引用の\n> 改行"), "<blockquote>\n<p>引用の改行</p>\n</blockquote>\n");
    assert_eq!(ja("- 項目の\n  改行"), "<ul>\n<li>項目の改行</li>\n</ul>\n");
}

const KANJI: &str = "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>";

#[test]
fn ruby_stands_in_text_emphasis_links_and_tables() {
    assert_eq!(ja("この{漢字|かんじ}は"), format!("<p>この{KANJI}は</p>\n"));
    assert_eq!(ja("この**{漢字|かんじ}**は"), format!("<p>この<strong>{KANJI}</strong>は</p>\n"));
    assert_eq!(ja("この*{漢字|かんじ}です。*は"), format!("<p>この<em>{KANJI}です。</em>は</p>\n"));
    assert_eq!(ja("[{漢字|かんじ}](a)"), format!("<p><a href=\"a\">{KANJI}</a></p>\n"));
    assert!(ja("|{漢字|かんじ}|b|\n|-|-|\n|c|{漢字\\|かんじ}|").matches(KANJI).count() == 2);
    assert_eq!(ja("{漢字|かんじ}{漢字|かんじ}"), format!("<p>{KANJI}{KANJI}</p>\n"));
}

#[test]
fn ruby_stands_in_headings_even_at_the_end() {
    let document = parsed("## この{漢字|かんじ}\n", "ja").value;
    assert_eq!(document.headings[0].text, "この漢字");
    assert_eq!(document.headings[0].id, "この漢字");
    assert_eq!(document.headings[0].html, format!("この<wbr>{KANJI}"));
    assert!(parsed("## この{漢字|かんじ} {#x}\n", "ja").value.headings[0].explicit);
}

#[test]
fn ruby_is_no_ruby_in_code_nor_behind_a_backslash() {
    assert_eq!(ja("`{漢字|かんじ}`"), "<p><code>{漢字|かんじ}</code></p>\n");
    assert!(ja("```\n{漢字|かんじ}\n```").contains("{漢字|かんじ}\n"));
    assert_eq!(ja("\\{漢字|かんじ}"), "<p>{漢字|かんじ}</p>\n");
}

#[test]
fn braces_without_japanese_are_braces() {
    assert_eq!(ja("{a|b} {漢字} {漢|}"), "<p>{a|b} {漢字} {漢|}</p>\n");
}

#[test]
fn ruby_is_escaped() {
    assert_eq!(ja("{A\"漢|か\"}"), "<p><ruby>A&quot;漢<rp>（</rp><rt>か&quot;</rt><rp>）</rp></ruby></p>\n");
}

#[test]
fn ruby_gives_its_base_where_only_words_count() {
    let document = parsed("{漢字|かんじ}と![{今日|きょう}](a.png)\n\n{漢字|かんじ}だけ", "ja").value;
    assert_eq!(document.images[0].alt, "今日");
    assert_eq!(document.summary, "漢字だけ");
}

#[test]
fn headings_break_between_phrases_across_markup() {
    let heading = |markdown: &str| parsed(markdown, "ja").value.headings[0].html.clone();
    assert_eq!(heading("## カードをすぐに止める"), "カードを<wbr>すぐに<wbr>止める");
    assert_eq!(heading("## カードを**すぐに**止める"), "カードを<strong><wbr>すぐに</strong><wbr>止める");
    assert_eq!(heading("## カードを`すぐに止める`"), "カードを<wbr><code>すぐに止める</code>");
}

#[test]
fn headings_of_other_languages_have_no_phrases() {
    assert_eq!(parsed("## カードをすぐに止める", "en").value.headings[0].html, "カードをすぐに止める");
    assert_eq!(parsed("## Stop the card now", "ja").value.headings[0].html, "Stop the card now");
}
