//! One file of Markdown → [`Page`]: front matter, outline, body. Knows no other file.

mod front_matter;

pub use front_matter::{FrontMatter, KINDS};

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::Parsed;
use crate::lang::{Lang, LanguageInfo, Languages};
use crate::markdown::{self, Document};
use crate::source::{Source, SourceId, Span};

/// A page's place among the others: its language and its key, the path that it shares with its twins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub lang: Lang,
    /// `guide/call-issuer`; a section's own page has its folder's (`guide`), the home page has `index`.
    pub key: String,
    /// Whether the file is an `index.md`, which makes a section.
    pub is_index: bool,
}

/// The key of each language's home page.
pub const HOME: &str = "index";

impl Place {
    /// The place of `content/ja/guide/call-issuer.md`; `None` for a file in no folder of a language.
    pub fn of(path: &str, languages: &Languages) -> Option<Place> {
        let (code, rest) = path.strip_prefix("content/")?.split_once('/')?;
        let lang = languages.by_code(code)?;
        let stem = rest.strip_suffix(".md")?;
        let is_index = stem == "index" || stem.ends_with("/index");
        let key = match stem.strip_suffix("/index") {
            Some(folder) => folder,
            None => stem,
        };
        Some(Place { lang, key: key.to_owned(), is_index })
    }

    pub fn is_home(&self) -> bool {
        self.key == HOME
    }

    /// The key of the section that the page belongs to; home belongs to none.
    pub fn section(&self) -> Option<&str> {
        match self.key.rsplit_once('/') {
            Some((folder, _)) => Some(folder),
            None if self.is_home() => None,
            None => Some(HOME),
        }
    }
}

/// What other pages may know of a page. Compared by `==`: while it stays the same, a new body changes nothing elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub place: Place,
    pub title: String,
    /// The title as HTML, with `<wbr>` where Japanese may break: many pages show it, so it is made once.
    pub title_html: String,
    pub description: Option<String>,
    pub weight: i64,
    pub draft: bool,
    /// Former addresses, as written.
    pub aliases: Vec<String>,
    pub updated: Option<Date>,
    /// Why the page has no twin, if it says so.
    pub no_twin: Option<String>,
    pub anchors: Vec<Anchor>,
    /// The names of the glossaries that it shows: their terms can be linked to.
    pub glossaries: Vec<String>,
}

/// A heading that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub id: String,
    /// Whether the author chose the id (`{#id}`); such ids are the same in all languages.
    pub explicit: bool,
    pub level: u8,
}

/// What only the page's own rendering and checks know.
#[derive(Debug)]
pub struct Body {
    pub front_matter: FrontMatter,
    pub document: Document,
}

/// One page in one language.
#[derive(Debug)]
pub struct Page {
    pub source: SourceId,
    /// Where a finding about the page as a whole points: its title, or the file's first byte.
    pub span: Span,
    pub outline: Outline,
    pub body: Body,
}

/// Reads one page. A page with broken front matter is still a page, so that it can be previewed with its error on top.
pub fn parse(source: &Source, place: Place, language: &LanguageInfo) -> Parsed<Page> {
    let cut = cut(&source.text);
    let front = front_matter::parse(source, cut.front_matter);
    let document = markdown::parse(source.id, &source.text, cut.body, language);
    let mut diagnostics = front.diagnostics;
    diagnostics.extend(document.diagnostics);
    let (front_matter, document) = (front.value, document.value);
    let title = front_matter.title.as_ref().map_or_else(|| place.key.clone(), |(title, _)| title.clone());
    let outline = Outline {
        title_html: markdown::phrases(&title, language),
        title,
        description: front_matter.description.clone(),
        weight: front_matter.weight,
        draft: front_matter.draft,
        aliases: front_matter.aliases.iter().map(|(alias, _)| alias.clone()).collect(),
        updated: front_matter.updated,
        no_twin: front_matter.no_twin.clone(),
        anchors: anchors(&document),
        glossaries: document.embeds.iter().filter(|embed| embed.scheme == "glossary").map(|embed| embed.reference.clone()).collect(),
        place,
    };
    let span = front_matter.title.as_ref().map_or(Span::at(source.id, 0), |(_, span)| *span);
    Parsed { value: Page { source: source.id, span, outline, body: Body { front_matter, document } }, diagnostics }
}

fn anchors(document: &Document) -> Vec<Anchor> {
    let anchor = |heading: &markdown::Heading| Anchor { id: heading.id.clone(), explicit: heading.explicit, level: heading.level };
    document.headings.iter().map(anchor).collect()
}

/// The two parts of a file, as byte ranges of its text.
struct Cut {
    /// `None` if the file begins with no `---` line.
    front_matter: Option<Range<usize>>,
    body: Range<usize>,
}

/// Cuts at the first `---` line and the next one. Without a second one everything is front matter, where YAML will say so.
fn cut(text: &str) -> Cut {
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let first = text[mark..].lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return Cut { front_matter: None, body: mark..text.len() };
    }
    let start = mark + text[mark..].find('\n').map_or(text.len() - mark, |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Cut { front_matter: Some(start..at), body: at + line.len()..text.len() };
        }
        at += line.len();
    }
    Cut { front_matter: Some(start..text.len()), body: text.len()..text.len() }
}
