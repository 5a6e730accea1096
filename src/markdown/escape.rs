//! Text that is safe inside HTML.

/// Appends `text`, safe between tags and inside double quotes.
pub fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0)) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            // HTML has no way to write it.
            _ => "\u{FFFD}",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The same as a new text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Escaped, with each number whose digits are joined by hyphens, as in telephone numbers and dates, in an element of its own: a line
/// may not end in it.
pub fn whole_numbers(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+');
    let joins = |part: &[u8]| part[0].is_ascii_digit() && part[1] == b'-' && part[2].is_ascii_digit();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let length = rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start);
        let run = &rest[start..start + length];
        escape(&mut out, &rest[..start]);
        match run.as_bytes().windows(3).any(joins) {
            true => out.push_str(&format!("<span class=\"number\">{run}</span>")),
            false => out.push_str(run),
        }
        rest = &rest[start + length..];
    }
    escape(&mut out, rest);
    out
}

/// As [`escape`], but `&amp;` and its like are what the author of raw HTML meant them to be.
pub fn escape_raw(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape(out, &rest[..at]);
        match entity_length(&rest[at..]) {
            Some(length) => {
                out.push_str(&rest[at..at + length]);
                rest = &rest[at + length..];
            }
            None => {
                out.push_str("&amp;");
                rest = &rest[at + 1..];
            }
        }
    }
    escape(out, rest);
}

/// Length of the character reference at the start of `text`, which begins with `&`.
fn entity_length(text: &str) -> Option<usize> {
    // The longest name has 31 letters.
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let valid = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => is_scalar(u32::from_str_radix(digits, 16).ok()?),
            None => is_scalar(number.parse().ok()?),
        },
        None => name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    };
    valid.then_some(end + 1)
}

/// A number that stands for a character one may write.
fn is_scalar(number: u32) -> bool {
    char::from_u32(number).is_some_and(|c| !c.is_control() || matches!(c, '\t' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> String {
        let mut out = String::new();
        escape_raw(&mut out, text);
        out
    }

    #[test]
    fn every_sign_with_a_meaning_is_escaped() {
        assert_eq!(escaped("a<b>&\"c\0'"), "a&lt;b&gt;&amp;&quot;c\u{FFFD}'");
    }

    #[test]
    fn a_telephone_number_is_one_piece() {
        assert_eq!(whole_numbers("SMS:0120-000-001（<b>24時間）"), "SMS:<span class=\"number\">0120-000-001</span>（&lt;b&gt;24時間）");
        assert_eq!(whole_numbers("+81-3-0000-0001"), "<span class=\"number\">+81-3-0000-0001</span>");
        assert_eq!(whole_numbers("all-day -5 + 3- 〜"), "all-day -5 + 3- 〜");
    }

    #[test]
    fn character_references_of_raw_html_stay() {
        assert_eq!(raw("&amp; &#12354; &#x3042; <"), "&amp; &#12354; &#x3042; &lt;");
    }

    #[test]
    fn what_is_no_character_reference_is_escaped() {
        assert_eq!(raw("a & b &; &#; &#xD800; &#0; &あ; &no end"), "a &amp; b &amp;; &amp;#; &amp;#xD800; &amp;#0; &amp;あ; &amp;no end");
        assert_eq!(raw("&#+5;"), "&amp;#+5;");
    }
}
