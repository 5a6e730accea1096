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
    fn character_references_of_raw_html_stay() {
        assert_eq!(raw("&amp; &#12354; &#x3042; <"), "&amp; &#12354; &#x3042; &lt;");
    }

    #[test]
    fn what_is_no_character_reference_is_escaped() {
        assert_eq!(raw("a & b &; &#; &#xD800; &#0; &あ; &no end"), "a &amp; b &amp;; &amp;#; &amp;#xD800; &amp;#0; &amp;あ; &amp;no end");
        assert_eq!(raw("&#+5;"), "&amp;#+5;");
    }
}
