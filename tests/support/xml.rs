//! Whether a text is well-formed XML, as far as feeds and sitemaps go: no DTD, no CDATA, no comments.

use std::collections::BTreeSet;

/// An element: its name, its attributes, the text right inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    /// How many elements it stands in.
    pub depth: usize,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The elements in order of their start tags, or what is wrong.
pub fn parse(text: &str) -> Result<Vec<Element>, String> {
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>").ok_or("there is no XML declaration")?;
    let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let (before, behind) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        match open.last() {
            Some(at) => elements[*at].text.push_str(&unescape(before)?),
            None if before.trim().is_empty() => {}
            None => return Err(format!("text outside of the root: {before:?}")),
        }
        if behind.is_empty() {
            break;
        }
        let end = behind.find('>').ok_or("a tag is not closed")?;
        let tag = &behind[1..end];
        rest = &behind[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
            if elements[at].name != name.trim_end() {
                return Err(format!("</{name}> closes <{}>", elements[at].name));
            }
            continue;
        }
        if open.is_empty() && !elements.is_empty() {
            return Err("there are two roots".to_owned());
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let depth = open.len();
        if !is_empty {
            open.push(elements.len());
        }
        elements.push(Element { depth, ..start(tag)? });
    }
    match open.last() {
        Some(at) => Err(format!("<{}> is never closed", elements[*at].name)),
        None if elements.is_empty() => Err("there is no root".to_owned()),
        None => Ok(elements),
    }
}

fn start(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || ":-_".contains(c))
    };
    if !is_name(name) {
        return Err(format!("`{name}` is no name"));
    }
    let mut attributes = Vec::new();
    let mut seen = BTreeSet::new();
    while !rest.trim_start().is_empty() {
        let (key, value) = rest.trim_start().split_once("=\"").ok_or_else(|| format!("no attribute: {rest:?}"))?;
        let (value, behind) = value.split_once('"').ok_or_else(|| format!("the value of `{key}` is not closed"))?;
        if !is_name(key) || !seen.insert(key.to_owned()) || value.contains('<') {
            return Err(format!("`{key}` is no attribute, or stands there twice"));
        }
        if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
            return Err(format!("no space behind `{key}`"));
        }
        attributes.push((key.to_owned(), unescape(value)?));
        rest = behind;
    }
    Ok(Element { name: name.to_owned(), attributes, ..Element::default() })
}

fn unescape(text: &str) -> Result<String, String> {
    if let Some(bad) = text.chars().find(|c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
    {
        return Err(format!("{bad:?} cannot stand in XML"));
    }
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, behind) = part.split_once(';').ok_or_else(|| format!("`&{part}` is no reference"))?;
        let number = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16)).or_else(|| name.strip_prefix('#').map(str::parse));
        out.push(match (name, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(Ok(number))) => char::from_u32(number).ok_or_else(|| format!("`&{name};` is no character"))?,
            _ => return Err(format!("XML knows no `&{name};`")),
        });
        out.push_str(behind);
    }
    Ok(out)
}
