//! The elements that may be written as HTML, and their attributes.

use crate::diagnostic::Message;
use crate::markdown::escape::escape_raw;
use crate::say;

/// One element that may be written as HTML.
#[derive(Debug)]
pub struct Allowed {
    pub name: &'static str,
    pub content: Content,
    attribute: Option<Attribute>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Has none, and so no closing tag.
    Void,
    Inline,
    /// Inline, and only inside the element of this name.
    InlineIn(&'static str),
    /// On lines of its own.
    Block,
    /// On lines of its own, and only inside the element of this name.
    BlockIn(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Title,
    /// Without it a `span` says nothing, so it must be there.
    Lang,
    Open,
}

const fn plain(name: &'static str, content: Content) -> Allowed {
    Allowed { name, content, attribute: None }
}

const ALLOWED: [Allowed; 15] = [
    plain("br", Content::Void),
    plain("wbr", Content::Void),
    plain("kbd", Content::Inline),
    plain("sub", Content::Inline),
    plain("sup", Content::Inline),
    plain("mark", Content::Inline),
    plain("small", Content::Inline),
    plain("dfn", Content::Inline),
    plain("ruby", Content::Inline),
    plain("rt", Content::InlineIn("ruby")),
    plain("rp", Content::InlineIn("ruby")),
    plain("summary", Content::BlockIn("details")),
    Allowed { name: "abbr", content: Content::Inline, attribute: Some(Attribute::Title) },
    Allowed { name: "span", content: Content::Inline, attribute: Some(Attribute::Lang) },
    Allowed { name: "details", content: Content::Block, attribute: Some(Attribute::Open) },
];

/// `name` in lower case.
pub fn find(name: &str) -> Option<&'static Allowed> {
    ALLOWED.iter().find(|allowed| allowed.name == name)
}

impl Allowed {
    pub fn is_block(&self) -> bool {
        matches!(self.content, Content::Block | Content::BlockIn(_))
    }

    /// The opening tag as it goes out, or why it does not.
    pub fn open_tag(&self, attributes: &[(&str, Option<&str>)]) -> Result<String, Message> {
        let mut tag = format!("<{}", self.name);
        let mut written = 0;
        for (name, value) in attributes {
            let Some(html) = self.attribute(name, *value).filter(|_| written == 0) else {
                return Err(say!("`{attribute}` may not stand on `<{name}>`", attribute = name, name = self.name));
            };
            tag.push_str(&html);
            written += 1;
        }
        if self.attribute == Some(Attribute::Lang) && written == 0 {
            return Err(say!("`<{name}>` needs `lang`", name = self.name));
        }
        tag.push('>');
        Ok(tag)
    }

    fn attribute(&self, name: &str, value: Option<&str>) -> Option<String> {
        match (self.attribute?, name.to_ascii_lowercase().as_str(), value) {
            (Attribute::Title, "title", Some(title)) => {
                let mut html = String::from(" title=\"");
                escape_raw(&mut html, title);
                html.push('"');
                Some(html)
            }
            (Attribute::Lang, "lang", Some(tag)) if is_language_tag(tag) => Some(format!(" lang=\"{tag}\"")),
            (Attribute::Open, "open", _) => Some(" open".to_owned()),
            _ => None,
        }
    }
}

fn is_language_tag(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_alphabetic()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
