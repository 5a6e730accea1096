//! Finished HTML as a list of elements, for questions about its structure.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// One start tag, and the text up to its end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// All text inside, without markup.
    pub text: String,
    /// The `lang` that is in force on it, its own included.
    pub lang: Option<String>,
}

/// A document in order of its start tags, and what the tokenizer found wrong with it.
#[derive(Debug)]
pub struct Html {
    pub elements: Vec<Element>,
    pub errors: Vec<String>,
}

const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// What the next element of its kind, or the end of its parent, ends as well.
const END_MAY_BE_MISSING: &[&str] = &["li", "p", "dt", "dd", "tr", "td", "th", "tbody", "thead", "rt", "rp", "option"];

pub fn parse(text: &str) -> Html {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut html = Html { elements: Vec::new(), errors: Vec::new() };
    let mut open: Vec<usize> = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token): Result<Token, std::convert::Infallible> = token;
        match token {
            Token::StartTag(tag) => {
                let name = words(&tag.name);
                let attributes: BTreeMap<String, String> = tag.attributes.iter().map(|(name, value)| (words(name), words(value))).collect();
                let outer = open.last().and_then(|at: &usize| html.elements[*at].lang.clone());
                let lang = attributes.get("lang").cloned().or(outer);
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(html.elements.len());
                }
                html.elements.push(Element { name, attributes, text: String::new(), lang });
            }
            Token::EndTag(tag) => {
                let name = words(&tag.name);
                match open.iter().rposition(|at| html.elements[*at].name == name) {
                    None => html.errors.push(format!("</{name}> closes nothing")),
                    Some(at) => {
                        let inner = open.split_off(at).split_off(1);
                        let unclosed =
                            inner.into_iter().map(|at| &html.elements[at].name).filter(|name| !END_MAY_BE_MISSING.contains(&name.as_str()));
                        html.errors.extend(unclosed.map(|inner| format!("<{inner}> is still open at </{name}>")));
                    }
                }
            }
            Token::String(text) => {
                let text = words(&text);
                open.iter().for_each(|at| html.elements[*at].text.push_str(&text));
            }
            Token::Error(error) => html.errors.push(format!("{:?}", error.value)),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    let unclosed = open.into_iter().map(|at| html.elements[at].name.clone());
    html.errors.extend(unclosed.map(|name| format!("<{name}> is never closed")));
    html
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the page is UTF-8")
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub fn is(&self, attribute: &str, value: &str) -> bool {
        self.get(attribute) == Some(value)
    }
}

impl Html {
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    pub fn first(&self, name: &str) -> Option<&Element> {
        self.all(name).next()
    }

    /// `content` of `<meta name=…>`.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.all("meta").find(|meta| meta.is("name", name))?.get("content")
    }

    /// `href` of each `<link rel=…>`.
    pub fn links(&self, rel: &str) -> impl Iterator<Item = &str> {
        self.all("link").filter(move |link| link.is("rel", rel)).filter_map(|link| link.get("href"))
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|element| element.get("id"))
    }

    /// Language and address of each alternate.
    pub fn alternates(&self) -> Vec<(&str, &str)> {
        let alternates = self.all("link").filter(|link| link.is("rel", "alternate"));
        alternates.filter_map(|link| Some((link.get("hreflang")?, link.get("href")?))).collect()
    }
}
