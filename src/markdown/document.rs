//! A page's text as HTML with holes, and how the rest of the site fills them.

use super::code::Code;
use super::escape::{escape, escaped};
use super::prose::Prose;
use crate::source::Span;

/// One page's text: its HTML, in which everything that depends on other files is a hole, and what other stages ask about it.
#[derive(Debug, Default)]
pub struct Document {
    pub(super) static_html: String,
    /// Where in `static_html`, and what; in that order.
    pub(super) holes: Vec<(u32, Hole)>,
    pub(super) codes: Vec<Code>,
    /// Titles of links, by index; most links have none.
    pub(super) link_titles: Vec<(u32, Box<str>)>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub embeds: Vec<Embed>,
    /// The blocks of text.
    pub prose: Vec<Prose>,
    /// Plain text of the first paragraph that is text alone, for a page without description; empty if there is none.
    pub summary: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Unique on the page, in NFC.
    pub id: String,
    /// Whether the author wrote the id.
    pub explicit: bool,
    /// 2 to 6: a `#` heading becomes 2, since the page's title is its first.
    pub level: u8,
    /// Without markup.
    pub text: String,
    /// Inline HTML without links, footnotes and embeds, with `<wbr>` between phrases: for a table of contents.
    pub html: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As written, with escapes and character references undone; `mailto:` is put before `<someone@example.org>`.
    pub destination: String,
    /// The whole link.
    pub span: Span,
    /// The destination; of a reference link, that of its definition. The whole link where it cannot be told.
    pub destination_span: Span,
    pub has_text: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub destination: String,
    /// Empty for a picture that only decorates, written `![""](…)`, and where it is missing.
    pub alt: String,
    pub title: String,
    pub span: Span,
}

/// A value, a table, a tree, phrases, a message or a glossary from the site's data, or a tool of the theme, standing in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// `fact`, `facts`, `tree`, `tool`, `phrases`, `message` or `glossary`.
    pub scheme: String,
    /// What stands behind the colon.
    pub reference: String,
    pub place: EmbedPlace,
    /// The whole image or link.
    pub span: Span,
    /// The reference; the whole image or link where it cannot be told.
    pub reference_span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedPlace {
    /// In a line of text. A `fact` always: its value is words.
    Inline,
    /// In the place of a paragraph, a list item or a cell.
    Block,
    /// Behind words that rest on it.
    Link,
}

/// What the rest of the site supplies when a document is written out. Every index is one into the list of that name.
pub trait Fill {
    fn link(&self, index: usize) -> Href;
    fn image(&self, index: usize) -> Picture;
    /// HTML, taken over as it is; behind the words of a `Link`.
    fn embed(&self, index: usize) -> String;
    /// A word of the theme in the page's language, as plain text, `{number}` still in it; the keys are [`WORDS`].
    fn word(&self, key: &str) -> String;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    Internal(String),
    /// Marked as external if it is `http:` or `https:`.
    External(String),
    /// Leads nowhere: its text is shown without a link.
    Missing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub src: String,
    /// Width and height.
    pub pixels: Option<(u32, u32)>,
}

/// Every word of the theme that a document may ask for.
pub const WORDS: [&str; 12] = [
    "heading.permalink",
    "table.region",
    "link.external",
    "footnotes.title",
    "footnotes.back",
    "footnotes.mark",
    "task.done",
    "alert.note",
    "alert.tip",
    "alert.important",
    "alert.warning",
    "alert.caution",
];

/// What is not known before the site is. The numbers are indexes into the document's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    LinkStart(u32),
    LinkEnd,
    /// A heading's link to itself.
    Permalink(u32),
    /// ` src` and the size of an `img` whose other attributes are static.
    Image(u32),
    Embed(u32),
    /// Coloured when it is asked for: nobody pays for pages that are not shown.
    Code(u32),
    /// What a footnote of that number is called in the text.
    Note(u32),
    /// An index into [`WORDS`].
    Word(u8),
}

pub(super) fn word(key: &str) -> Hole {
    let index = WORDS.iter().position(|word| *word == key).expect("the writer asks for the words that are listed");
    Hole::Word(index as u8)
}

impl Document {
    /// The text as HTML, every hole filled.
    pub fn html(&self, fill: &dyn Fill) -> String {
        let mut page = Page { document: self, fill, out: String::with_capacity(self.static_html.len() * 5 / 4), link: None };
        let mut at = 0;
        for (offset, hole) in &self.holes {
            page.out.push_str(&self.static_html[at..*offset as usize]);
            at = *offset as usize;
            page.fill(*hole);
        }
        page.out.push_str(&self.static_html[at..]);
        page.out
    }
}

/// A document being written out.
struct Page<'d> {
    document: &'d Document,
    fill: &'d dyn Fill,
    out: String,
    /// The link whose text is being written.
    link: Option<OpenLink>,
}

struct OpenLink {
    start_tag: String,
    is_external: bool,
    /// Where its text begins: a link that ends there is not written.
    text_from: usize,
}

impl Page<'_> {
    fn fill(&mut self, hole: Hole) {
        match hole {
            Hole::LinkStart(index) => self.start_link(index),
            Hole::LinkEnd => self.end_link(),
            Hole::Permalink(index) => self.permalink(index),
            Hole::Image(index) => self.image(index),
            Hole::Embed(index) => self.embed(index),
            Hole::Code(index) => self.document.codes[index as usize].write(&mut self.out),
            Hole::Note(number) => escape(&mut self.out, &self.fill.word("footnotes.mark").replace("{number}", &number.to_string())),
            Hole::Word(index) => escape(&mut self.out, &self.fill.word(WORDS[usize::from(index)])),
        }
    }

    fn start_link(&mut self, index: u32) {
        let (href, is_external) = match self.fill.link(index as usize) {
            Href::Internal(href) => (href, false),
            Href::External(href) => {
                let is_external = is_web_address(&href);
                (href, is_external)
            }
            Href::Missing => return,
        };
        let class = if is_external { r#" class="external" rel="external noopener noreferrer""# } else { "" };
        let titles = &self.document.link_titles;
        let title = match titles.binary_search_by_key(&index, |(link, _)| *link) {
            Ok(found) => format!(r#" title="{}""#, escaped(&titles[found].1)),
            Err(_) => String::new(),
        };
        let start_tag = format!(r#"<a{class} href="{}"{title}>"#, escaped(&href));
        self.open(OpenLink { start_tag, is_external, text_from: 0 });
    }

    fn open(&mut self, link: OpenLink) {
        self.out.push_str(&link.start_tag);
        self.link = Some(OpenLink { text_from: self.out.len(), ..link });
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        if link.text_from == self.out.len() {
            self.out.truncate(link.text_from - link.start_tag.len());
            return;
        }
        if link.is_external {
            let word = escaped(&self.fill.word("link.external"));
            self.out.push_str(&format!(r#"<span class="visually-hidden"> {word}</span>"#));
        }
        self.out.push_str("</a>");
    }

    fn permalink(&mut self, index: u32) {
        let id = escaped(&self.document.headings[index as usize].id);
        let word = escaped(&self.fill.word("heading.permalink"));
        self.out.push_str(&format!(r##"<a class="anchor" href="#{id}" aria-label="{word}"></a>"##));
    }

    fn image(&mut self, index: u32) {
        let Picture { src, pixels } = self.fill.image(index as usize);
        self.out.push_str(&format!(r#" src="{}""#, escaped(&src)));
        if let Some((width, height)) = pixels {
            self.out.push_str(&format!(r#" width="{width}" height="{height}""#));
        }
    }

    /// An embed may bring links of its own, and a link must not stand inside another: that one ends before it and goes on behind.
    fn embed(&mut self, index: u32) {
        let html = self.fill.embed(index as usize);
        match self.link.take() {
            Some(link) if html.contains("<a ") => {
                match link.text_from == self.out.len() {
                    true => self.out.truncate(link.text_from - link.start_tag.len()),
                    false => self.out.push_str("</a>"),
                }
                self.out.push_str(&html);
                self.open(link);
            }
            link => {
                self.link = link;
                self.out.push_str(&html);
            }
        }
    }
}

fn is_web_address(href: &str) -> bool {
    let begins = |scheme: &str| href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://") || begins("//")
}
