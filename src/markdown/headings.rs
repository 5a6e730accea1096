//! Headings: their ids, their levels, and the draft in which one is put together.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Tag;
use unicode_normalization::UnicodeNormalization;

use super::document::Hole;
use super::escape::{escape, escaped};
use super::findings::Findings;
use super::kinds::{DUPLICATE_ID, HEADING_LEVEL};
use super::phrases;
use super::pieces::{Item, Piece};
use crate::diagnostic::Diagnostic;
use crate::lang::LanguageInfo;
use crate::say;

/// The ids of a page that are taken, and by whom.
pub struct Ids {
    taken: HashMap<String, Range<usize>>,
    /// Of each word an id was made of: the number to try next behind it.
    next: HashMap<String, usize>,
}

impl Ids {
    /// With all that the author wrote, so that none of ours takes one of them.
    pub fn read(pieces: &[Piece], findings: &mut Findings) -> Ids {
        let mut ids = Ids { taken: HashMap::new(), next: HashMap::new() };
        for piece in pieces {
            if let Item::Start(Tag::Heading { id: Some(id), .. }) = &piece.item {
                ids.take(&written(id), &piece.range, findings);
            }
        }
        ids
    }

    fn take(&mut self, id: &str, heading: &Range<usize>, findings: &mut Findings) {
        if is_reserved(id) {
            let message = say!("the id `{id}` belongs to the page itself", id = id);
            return findings.report(&DUPLICATE_ID, heading, message, say!("choose another one"));
        }
        let Some(first) = self.taken.get(id) else {
            self.taken.insert(id.to_owned(), heading.clone());
            return;
        };
        let finding = Diagnostic::new(&DUPLICATE_ID, findings.span(heading), say!("a second heading has the id `{id}`", id = id))
            .related(findings.span(first), say!("the first one"))
            .help(say!("give each heading an id of its own"));
        findings.push(finding);
    }

    /// The id as the author wrote it, if this heading is the first to carry it.
    pub fn explicit(&self, id: &str, heading: &Range<usize>) -> Option<String> {
        let id = written(id);
        (self.taken.get(&id)? == heading).then_some(id)
    }

    /// An id made of a heading's words.
    pub fn derive(&mut self, text: &str, heading: &Range<usize>) -> String {
        let mut word = slug(text);
        if is_reserved(&word) || is_reserved(&format!("{word}-1")) {
            word.insert_str(0, "section-");
        }
        let mut number = self.next.get(&word).copied().unwrap_or(0);
        loop {
            let id = if number == 0 { word.clone() } else { format!("{word}-{number}") };
            number += 1;
            if !self.taken.contains_key(&id) {
                self.taken.insert(id.clone(), heading.clone());
                self.next.insert(word, number);
                return id;
            }
        }
    }
}

fn written(id: &str) -> String {
    id.nfc().collect()
}

/// Ids that the page gives to its own parts: its notes, and what the frame around it is named.
fn is_reserved(id: &str) -> bool {
    let numbered = |start: &str| id.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    id.is_empty()
        || ["footnotes", "main", "site-nav", "page-sources", "sources-note"].contains(&id)
        || numbered("fn-")
        || numbered("fnref-")
        || numbered("source-")
}

/// Lower case, spaces as `-`; Japanese stays, since transcriptions of kanji would be Chinese.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().nfc() {
        match c {
            c if c.is_whitespace() => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Watches that no level is skipped.
#[derive(Default)]
pub struct Levels {
    last: Option<u8>,
}

impl Levels {
    /// The level as shown: 2 to 6.
    pub fn next(&mut self, written: u8, heading: &Range<usize>, findings: &mut Findings) -> u8 {
        let level = written.max(2);
        let deepest = self.last.map_or(2, |last| last + 1);
        if written == 1 {
            findings.report(
                &HEADING_LEVEL,
                heading,
                say!("this heading is of the first level, which the page's title is"),
                say!("begin it with `##`"),
            );
        } else if level > deepest {
            findings.report(
                &HEADING_LEVEL,
                heading,
                say!("this heading is of level {level}, but only {deepest} can stand here", level = level, deepest = deepest),
                say!("begin it with `{signs}`", signs = "#".repeat(usize::from(deepest))),
            );
        }
        self.last = Some(level);
        level
    }
}

/// A heading being put together: phrases can be told only when all its words are there.
pub struct Draft {
    pub start: usize,
    parts: Vec<Part>,
}

enum Part {
    Text(String),
    /// Words that no line break may part, and their HTML.
    Solid(String, String),
    Tag(String),
    /// Words for a table of contents where the page shows a picture.
    Instead(String),
    /// For the page only, not for a table of contents.
    PageOnly(String),
    Hole(Hole),
}

impl Draft {
    pub fn new(start: usize) -> Draft {
        Draft { start, parts: Vec::new() }
    }

    pub fn text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(words)) => words.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    pub fn solid(&mut self, text: &str, html: String) {
        self.parts.push(Part::Solid(text.to_owned(), html));
    }

    pub fn tag(&mut self, html: &str) {
        self.parts.push(Part::Tag(html.to_owned()));
    }

    pub fn instead(&mut self, text: &str) {
        self.parts.push(Part::Instead(text.to_owned()));
    }

    pub fn page_only(&mut self, html: &str) {
        self.parts.push(Part::PageOnly(html.to_owned()));
    }

    pub fn hole(&mut self, hole: Hole) {
        self.parts.push(Part::Hole(hole));
    }

    /// Without markup.
    pub fn plain(&self) -> String {
        self.words().trim().to_owned()
    }

    fn words(&self) -> String {
        let words = self.parts.iter().filter_map(|part| match part {
            Part::Text(words) | Part::Solid(words, _) | Part::Instead(words) => Some(words.as_str()),
            Part::Tag(_) | Part::PageOnly(_) | Part::Hole(_) => None,
        });
        words.collect()
    }

    /// The heading as it stands on the page, and as it stands in a table of contents.
    pub fn write(&self, language: &LanguageInfo) -> Written {
        // In bytes of all words together.
        let mut breaks = phrases::starts(&self.words(), language).into_iter().peekable();
        let mut written = Written::default();
        let mut at = 0;
        for part in &self.parts {
            match part {
                Part::Text(words) => {
                    let mut from = 0;
                    while let Some(phrase) = breaks.next_if(|phrase| *phrase < at + words.len()) {
                        written.everywhere(&escaped(&words[from..phrase - at]));
                        written.everywhere("<wbr>");
                        from = phrase - at;
                    }
                    written.everywhere(&escaped(&words[from..]));
                    at += words.len();
                }
                Part::Solid(words, _) | Part::Instead(words) => {
                    if breaks.next_if_eq(&at).is_some() {
                        written.everywhere("<wbr>");
                    }
                    match part {
                        Part::Solid(_, html) => written.everywhere(html),
                        _ => written.contents.push_str(&escaped(words)),
                    }
                    at += words.len();
                    while breaks.next_if(|phrase| *phrase < at).is_some() {}
                }
                Part::Tag(html) => written.everywhere(html),
                Part::PageOnly(html) => written.page.push_str(html),
                Part::Hole(hole) => written.holes.push((written.page.len() as u32, *hole)),
            }
        }
        written
    }
}

#[derive(Default)]
pub struct Written {
    pub page: String,
    /// In `page`.
    pub holes: Vec<(u32, Hole)>,
    pub contents: String,
}

impl Written {
    fn everywhere(&mut self, html: &str) {
        self.page.push_str(html);
        self.contents.push_str(html);
    }
}

/// The start tag of a heading.
pub fn start_tag(level: u8, id: &str, classes: &[impl AsRef<str>]) -> String {
    let mut tag = format!("<h{level} id=\"{}\"", escaped(id));
    if !classes.is_empty() {
        let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
        tag.push_str(" class=\"");
        escape(&mut tag, &classes.join(" "));
        tag.push('"');
    }
    tag.push('>');
    tag
}
