//! Raw HTML cut into tags and text, by CommonMark's rules for inline HTML.

use std::ops::Range;

/// A part of a raw HTML text.
#[derive(Debug, PartialEq, Eq)]
pub struct Token<'h> {
    pub kind: TokenKind<'h>,
    pub range: Range<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum TokenKind<'h> {
    Text,
    /// Names as written; an attribute without value has none.
    Open {
        name: &'h str,
        attributes: Vec<(&'h str, Option<&'h str>)>,
    },
    Close {
        name: &'h str,
    },
    Comment,
    /// A declaration, a processing instruction, CDATA.
    Other,
}

/// All of `html`, part by part.
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut text_from, mut at) = (0, 0);
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        let Some((kind, length)) = markup(&html[start..]) else {
            at = start + 1;
            continue;
        };
        if text_from < start {
            tokens.push(Token { kind: TokenKind::Text, range: text_from..start });
        }
        at = start + length;
        tokens.push(Token { kind, range: start..at });
        text_from = at;
    }
    if text_from < html.len() {
        tokens.push(Token { kind: TokenKind::Text, range: text_from..html.len() });
    }
    tokens
}

/// What the `<` at the start of `html` begins, and its length.
fn markup(html: &str) -> Option<(TokenKind<'_>, usize)> {
    match html.as_bytes().get(1)? {
        b'!' => Some(declaration(html)),
        b'?' => Some((TokenKind::Other, up_to(html, "?>"))),
        b'/' => close_tag(html),
        _ => open_tag(html),
    }
}

fn declaration(html: &str) -> (TokenKind<'_>, usize) {
    if html.starts_with("<!-->") || html.starts_with("<!--->") {
        return (TokenKind::Comment, up_to(html, ">"));
    }
    if html.starts_with("<!--") {
        return (TokenKind::Comment, up_to(html, "-->"));
    }
    if html.starts_with("<![CDATA[") {
        return (TokenKind::Other, up_to(html, "]]>"));
    }
    (TokenKind::Other, up_to(html, ">"))
}

/// Up to and with `end`; without it, everything: so do browsers read it, and a block of HTML ends there.
fn up_to(html: &str, end: &str) -> usize {
    html.find(end).map_or(html.len(), |at| at + end.len())
}

fn close_tag(html: &str) -> Option<(TokenKind<'_>, usize)> {
    let mut scan = Scan { html, at: 2 };
    let name = scan.name()?;
    scan.spaces();
    scan.sign('>')?;
    Some((TokenKind::Close { name }, scan.at))
}

fn open_tag(html: &str) -> Option<(TokenKind<'_>, usize)> {
    let mut scan = Scan { html, at: 1 };
    let name = scan.name()?;
    let mut attributes = Vec::new();
    loop {
        let spaces = scan.spaces();
        if scan.sign('>').is_some() {
            return Some((TokenKind::Open { name, attributes }, scan.at));
        }
        if scan.sign('/').is_some() {
            scan.sign('>')?;
            return Some((TokenKind::Open { name, attributes }, scan.at));
        }
        if spaces == 0 {
            return None;
        }
        attributes.push(scan.attribute()?);
    }
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Scan<'h> {
    /// The letters from here on that `belongs` takes; `None` if there are none.
    fn run(&mut self, belongs: impl Fn(char) -> bool) -> Option<&'h str> {
        let rest = &self.html[self.at..];
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        (length > 0).then(|| &rest[..length])
    }

    fn spaces(&mut self) -> usize {
        self.run(|c| c.is_ascii_whitespace()).map_or(0, str::len)
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let found = self.html[self.at..].starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found.then_some(())
    }

    fn name(&mut self) -> Option<&'h str> {
        let begins = self.html[self.at..].starts_with(|c: char| c.is_ascii_alphabetic());
        if begins { self.run(|c| c.is_ascii_alphanumeric() || c == '-') } else { None }
    }

    fn attribute(&mut self) -> Option<(&'h str, Option<&'h str>)> {
        let begins = self.html[self.at..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'));
        let name = if begins { self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-')) } else { None }?;
        let before_value = self.at;
        self.spaces();
        if self.sign('=').is_none() {
            self.at = before_value;
            return Some((name, None));
        }
        self.spaces();
        let quote = ['"', '\''].into_iter().find(|quote| self.sign(*quote).is_some());
        let value = match quote {
            Some(quote) => {
                let value = self.run(|c| c != quote).unwrap_or("");
                self.sign(quote)?;
                value
            }
            None => self.run(|c| !c.is_ascii_whitespace() && !matches!(c, '"' | '\'' | '=' | '<' | '>' | '`'))?,
        };
        Some((name, Some(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> String {
        let name = |token: Token| match token.kind {
            TokenKind::Text => format!("«{}»", &html[token.range]),
            TokenKind::Open { name, attributes } => format!("<{name} {attributes:?}>"),
            TokenKind::Close { name } => format!("</{name}>"),
            TokenKind::Comment => "comment".to_owned(),
            TokenKind::Other => "other".to_owned(),
        };
        tokens(html).into_iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        assert_eq!(kinds("<kbd>Ctrl</kbd> +"), "<kbd []> «Ctrl» </kbd> « +»");
        assert_eq!(kinds("<br/><br />"), "<br []> <br []>");
    }

    #[test]
    fn attributes_come_in_every_spelling() {
        assert_eq!(
            kinds("<a b c=d e='f g' h = \"i>j\">"),
            r#"<a [("b", None), ("c", Some("d")), ("e", Some("f g")), ("h", Some("i>j"))]>"#
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for text in ["a < b", "<3", "<a b=\"c>", "< a>", "<a/b>", "</a b>", "<a=b>", "<日本>", "<", "<a"] {
            assert_eq!(kinds(text), format!("«{text}»"));
        }
    }

    #[test]
    fn comments_and_declarations_end_where_browsers_end_them() {
        assert_eq!(kinds("<!-- a > b -->c<!-->d<!doctype html>e<?x?>f<![CDATA[>]]>"), "comment «c» comment «d» other «e» other «f» other");
        assert_eq!(kinds("<!-- open"), "comment");
    }
}
