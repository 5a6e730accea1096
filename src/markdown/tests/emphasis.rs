//! Emphasis beside Japanese, Chinese and Korean: the classes of cases of github.com/tats-u/markdown-cjk-friendly, in our words.
//! When the parser has these rules itself, the marks go and these tests stay.

use super::*;

/// The text with `sign` turned into start and end tags by turns.
fn toggled(text: &str, sign: &str, element: &str) -> String {
    let mut html = String::new();
    for (index, part) in text.split(sign).enumerate() {
        match index {
            0 => {}
            odd if odd % 2 == 1 => html.push_str(&format!("<{element}>")),
            _ => html.push_str(&format!("</{element}>")),
        }
        html.push_str(part);
    }
    html.replace('"', "&quot;")
}

fn bold(text: &str) {
    assert_eq!(ja(text), format!("<p>{}</p>\n", toggled(text, "**", "strong")));
    assert_eq!(findings(text), Vec::<String>::new(), "{text}");
}

fn struck(text: &str) {
    assert_eq!(ja(text), format!("<p>{}</p>\n", toggled(text, "~~", "del")));
}

#[test]
fn emphasis_closes_after_full_width_punctuation() {
    bold("まず**カードを止めます。**そのあと連絡します。");
    bold("**ここは太字です。**次は違います。");
    bold("**確かめましたか？**はい。");
    bold("**请先停用卡片：**App、电话都可以。");
}

#[test]
fn emphasis_opens_and_closes_at_brackets() {
    bold("電話**（夜も可）**で止めます。");
    bold("App**（注：不是网站）**");
    bold(".NET**（.NET Frameworkは不可）**では、");
    bold("係の人は**「止めました」**といった");
    bold("係の人は**「止めました」**といった。");
    bold("Web**「初めての方」**をご覧ください。");
}

#[test]
fn emphasis_works_with_quotation_marks_of_every_kind() {
    for words in ["止めます", "Stop", "Stop it now"] {
        bold(&format!("彼は**「{words}」**といった"));
        bold(&format!("彼は**\"{words}\"**といった"));
        bold(&format!("彼は**{words}**といった"));
    }
}

#[test]
fn emphasis_works_with_signs_and_numbers() {
    bold("手数料は**¥1,100**です。");
    bold("答えは**③**です。");
    bold("番号は**007号**になります。");
    bold("番号は**００７号**になります。");
    bold("**C#**と**F#**は**「.NET」**の上で動きます。");
    bold("・**㋑**:二つ目");
    bold("答え**㋑**: 二つ目");
    bold("**⻲井さん**と申します");
    bold("私は**⻲井**と申します");
    bold("「禰󠄀」の左は**礻**です。");
    bold("**それでは︙**と言いました。");
}

#[test]
fn emphasis_closes_after_every_punctuation_before_a_kanji() {
    for sign in "，。、；：？！“”‘’（）【】《》—～…·〃-々".chars() {
        bold(&format!("**止{sign}**他"));
    }
    bold("**止**他");
    bold("**止，** 他");
    bold("**止**，他");
}

#[test]
fn emphasis_opens_before_every_bracket_behind_a_kanji() {
    for sign in "（【《「『".chars() {
        bold(&format!("止**{sign}他**"));
    }
}

#[test]
fn a_zero_width_space_is_no_white_space() {
    assert_eq!(ja("**止，**&ZeroWidthSpace;他"), "<p><strong>止，</strong>\u{200B}他</p>\n");
}

#[test]
fn emphasis_surrounds_links_and_code() {
    assert_eq!(
        ja("**[停止](a.md)**と**[再発行](b.md)**を読む"),
        "<p><strong><a href=\"a.md\">停止</a></strong>と<strong><a href=\"b.md\">再発行</a></strong>を読む</p>\n"
    );
    assert_eq!(ja("言葉と**[言葉と](a-b)**言葉"), "<p>言葉と<strong><a href=\"a-b\">言葉と</a></strong>言葉</p>\n");
    assert_eq!(ja("**[停止](a)**も。（絵も同じ）"), "<p><strong><a href=\"a\">停止</a></strong>も。（絵も同じ）</p>\n");
    assert_eq!(ja("規格**[ISO-8583](iso)**"), "<p>規格<strong><a href=\"iso\">ISO-8583</a></strong></p>\n");
    assert_eq!(ja("先頭の**`code`も太字。**"), "<p>先頭の<strong><code>code</code>も太字。</strong></p>\n");
    assert_eq!(ja("**末尾の`code`**も太字"), "<p><strong>末尾の<code>code</code></strong>も太字</p>\n");
}

#[test]
fn emphasis_opens_before_half_width_brackets_behind_every_kind_of_kanji() {
    bold("𰻞𰻞**（びゃんびゃん）**麺");
    bold("𰻞𰻞**(びゃんびゃん)**麺");
    bold("決済の規約**(PCI DSS)**");
    for kanji in ["﨑", "㐧", "𠮟", "𪜈", "𫠉", "石𮧟", "𱟛", "𮹝", "コㇿ"] {
        bold(&format!("{kanji}**(kanji)**"));
    }
    bold("谺𬤲**(こだま)**神社");
    bold("あ𛀙**(か)**い");
}

#[test]
fn emphasis_sees_through_variation_selectors() {
    bold("葛󠄀**(正しい字)**城市");
    bold("禰󠄀**(正しい字)**豆子");
    bold("大塚︀**(U+585A U+FE00)** 大塚**(U+FA10)**");
    bold("〽︎**(庵点)**は、");
    bold("**“︁App”︁**Store");
}

#[test]
fn emphasis_works_in_korean() {
    bold("**카드(card)**라고");
    bold("**중지(stop)**하세요.");
    bold("ᅡ**(b)**");
    bold("**(b)**ᄏ");
    assert_eq!(ja("**이 [안내](a)**만을 읽으세요."), "<p><strong>이 <a href=\"a\">안내</a></strong>만을 읽으세요.</p>\n");
    assert_eq!(ja("멈추려면 **`stop`**를 쓰세요."), "<p>멈추려면 <strong><code>stop</code></strong>를 쓰세요.</p>\n");
}

#[test]
fn emphasis_takes_cjk_symbols_that_look_like_emoji_for_letters() {
    for symbol in "〰〽🈂🈷㊗㊙".chars() {
        bold(&format!("b**{symbol}**b"));
    }
}

#[test]
fn emphasis_elsewhere_follows_commonmark() {
    for text in ["b**b«**b", "b**»b**b", "b**b∇**b", "b**∇b**b", "b**b𝜵**b", "b**𝜵b**b", "b**𐬻b**b", "b**b𐬻**b", "b**(b)**b", "b**💳**b"]
    {
        assert_eq!(ja(text), format!("<p>{text}</p>\n"));
    }
}

#[test]
fn a_single_asterisk_follows_the_same_rules() {
    assert_eq!(ja("これは*「停止」*です"), "<p>これは<em>「停止」</em>です</p>\n");
    assert_eq!(ja("これは***「停止」***です"), "<p>これは<em><strong>「停止」</strong></em>です</p>\n");
}

#[test]
fn strikethrough_follows_the_same_rules() {
    for text in [
        "b~~b()~~い",
        "い~~()b~~b",
        "𩸽~~()b~~b",
        "b~~b()~~𩸽",
        "葛󠄀~~()b~~b",
        "羽︀~~()b~~b",
        "b~~「b~~」",
        "「~~b」~~b",
        "~~b~~：~~b~~",
        "~~止めます。︀~~Stop.",
        "~~“︁b”︁~~b",
    ] {
        struck(text);
    }
}

#[test]
fn a_single_tilde_stays_a_tilde_between_times() {
    assert_eq!(ja("9:00~17:00、10:00~18:00"), "<p>9:00~17:00、10:00~18:00</p>\n");
    assert_eq!(ja("「~削除~」です"), "<p>「<del>削除</del>」です</p>\n");
}

#[test]
fn underscores_need_no_help() {
    bold_by_underscore("__注意__：電話", "<strong>注意</strong>：電話");
    bold_by_underscore("注意：__電話__", "注意：<strong>電話</strong>");
}

/// Accepted for now: the parser takes a variation selector before `_` for a letter, and a mark can only make letters.
#[test]
fn underscores_behind_a_variation_selector_stay() {
    for text in ["正。︁_Stop._", "正。︁__Stop it.__", "新。︀_Stop._", "新。︀__Stop it.__", "“︁App”︁__Store__"] {
        bold_by_underscore(text, text);
    }
}

fn bold_by_underscore(text: &str, html: &str) {
    assert_eq!(ja(text), format!("<p>{html}</p>\n"));
}

#[test]
fn marks_leave_no_trace_in_any_text() {
    let text = "あ**`「」`**い `あ**「` <https://x.y/あ**「> [あ**「](う**「 \"え**「\")\n\n```お**「\nか**「\n```\n\n    き**「\n\n## く**「 {#け**「}\n";
    let document = parsed(text, "ja").value;
    let html = document.html(&Echo(&document));
    let all = format!("{html}{document:?}");
    assert!(!all.contains(RESERVED) && !all.contains("\\u{fdd"), "{all}");
    assert!(html.contains("<code>あ**「</code>") && html.contains("か**「\n") && html.contains("href=\"う**「\""), "{html}");
}

#[test]
fn open_emphasis_is_reported_where_it_stands() {
    assert_eq!(findings("これは**太字 **です。"), ["open-emphasis: **", "open-emphasis: **"]);
    assert_eq!(findings("これは**「太字」です。"), ["open-emphasis: **"]);
    assert_eq!(findings("ok **bold"), ["open-emphasis: **"]);
}

#[test]
fn asterisks_that_are_meant_are_no_open_emphasis() {
    for text in ["2 ** 3", "2**3", "\\*\\*kwargs", "`**kwargs`", "    **kwargs", "a \\** b", "***"] {
        assert_eq!(findings(text), Vec::<String>::new(), "{text}");
    }
}
