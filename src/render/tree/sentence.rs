//! Where the first sentence of a text ends: it is the headline of an action.

/// The first sentence, and what follows it.
pub fn first(text: &str) -> (&str, &str) {
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut ended_inside = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '「' | '『' | '（' | '(' | '“' => open.push(c),
            '」' | '』' | '）' | ')' | '”' => {
                open.pop();
            }
            '"' if open.last() == Some(&'"') => {
                open.pop();
            }
            '"' => open.push(c),
            _ => {}
        }
        if !open.is_empty() {
            ended_inside = matches!(c, '.' | '?' | '!');
            continue;
        }
        let next = chars.peek().map(|(_, next)| *next);
        let is_end = match c {
            '。' | '！' | '？' => !matches!(next, Some('」' | '』' | '）')),
            '.' | '?' | '!' => next.is_none_or(char::is_whitespace),
            // A sentence may end inside of what is quoted, and with it.
            '"' | '”' => ended_inside && starts_anew(&text[at + c.len_utf8()..]),
            _ => false,
        };
        ended_inside = false;
        if is_end {
            let end = at + c.len_utf8();
            return (&text[..end], text[end..].trim_start());
        }
    }
    (text, "")
}

fn starts_anew(rest: &str) -> bool {
    rest.strip_prefix(char::is_whitespace).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn a_headline_is_one_whole_sentence() {
        for (text, headline, rest) in [
            ("止めます。あとで戻せます。", "止めます。", "あとで戻せます。"),
            ("「戻りますか。いつですか」と聞きます。控えます。", "「戻りますか。いつですか」と聞きます。", "控えます。"),
            ("窓口（土日は休み。）へ。次へ。", "窓口（土日は休み。）へ。", "次へ。"),
            ("Lock it. You can undo it.", "Lock it.", "You can undo it."),
            (
                "Ask: \"Will it be debited? Can it be left out?\" Write it down.",
                "Ask: \"Will it be debited? Can it be left out?\"",
                "Write it down.",
            ),
            ("Choose \"None.\" and go on. Then wait.", "Choose \"None.\" and go on.", "Then wait."),
            ("It costs 1.5 times as much", "It costs 1.5 times as much", ""),
        ] {
            assert_eq!(first(text), (headline, rest), "{text}");
        }
    }
}
