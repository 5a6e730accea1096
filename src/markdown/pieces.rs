//! From the parser's events to pieces: marks taken out, offsets moved back into the file, text in whole runs, ruby found.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::findings::Findings;
use super::kinds::{BROKEN_REFERENCE, UNKNOWN_ALERT};
use super::marks::{Marked, RUBY_BAR, RUBY_CLOSE, RUBY_OPEN};
use super::text_checks;
use crate::say;

/// One step of the text, and where it stands in the file.
#[derive(Debug)]
pub struct Piece<'m> {
    pub item: Item<'m>,
    pub range: Range<usize>,
}

#[derive(Debug)]
pub enum Item<'m> {
    Start(Tag<'m>),
    End(TagEnd),
    Text(CowStr<'m>),
    Ruby {
        base: CowStr<'m>,
        reading: CowStr<'m>,
    },
    Code(CowStr<'m>),
    /// Raw HTML as the author wrote it; [`super::raw_html`] makes `Markup` and `Text` of it.
    Html(CowStr<'m>),
    /// HTML that may go out as it is, and shows no text.
    Markup(String),
    SoftBreak,
    HardBreak,
    Rule,
    Task(Task),
    /// A reference to a footnote, by its name.
    Note(CowStr<'m>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Done,
    Open,
}

pub struct Pieces<'m> {
    pub list: Vec<Piece<'m>>,
    /// For a reference link, by where it starts: where its definition stands.
    pub definitions: HashMap<usize, Range<usize>>,
}

/// Not among them: smart punctuation, which spoils Japanese, and both kinds of metadata, which were cut off before.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// `file` is the text of the whole file.
pub fn read<'m>(marked: &'m Marked, file: &str, findings: &mut Findings) -> Pieces<'m> {
    let mut broken = Vec::new();
    let callback = |link: BrokenLink<'m>| {
        broken.push((link.link_type, link.span, link.reference));
        None
    };
    let mut events = Parser::new_with_broken_link_callback(&marked.text, options(), Some(callback)).into_offset_iter();
    let pieces = Pieces { list: Vec::with_capacity(marked.text.len() / 24), definitions: HashMap::new() };
    let mut reader = Reader { marked, file, findings, pieces, run: None, is_verbatim: false };
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
            && let Some(definition) = events.reference_definitions().get(id).filter(|_| !id.is_empty())
        {
            reader.pieces.definitions.insert(marked.in_file(&range).start, marked.in_file(&definition.span));
        }
        reader.event(event, range);
    }
    reader.end_run();
    drop(events);
    let pieces = reader.pieces;
    for (kind, range, reference) in broken {
        report_broken(kind, &marked.in_file(&range), &marked.restore(reference), file, findings);
    }
    pieces
}

fn report_broken(kind: LinkType, range: &Range<usize>, reference: &str, file: &str, findings: &mut Findings) {
    match kind {
        LinkType::Reference | LinkType::Collapsed => findings.report(
            &BROKEN_REFERENCE,
            range,
            say!("no link `{name}` is defined on this page", name = reference),
            say!("add a line `[{name}]: address`, or write `\\[` if brackets are meant", name = reference),
        ),
        // `[note]` alone is how people write brackets; `[!note]` at the start of a quotation is not.
        LinkType::Shortcut if reference.starts_with('!') && begins_quotation(&file[..range.start]) => findings.report(
            &UNKNOWN_ALERT,
            range,
            say!("`[{name}]` is no alert", name = reference),
            say!("write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION], alone on its line"),
        ),
        _ => {}
    }
}

fn begins_quotation(before: &str) -> bool {
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    line.trim_end().ends_with('>') && line.chars().all(|c| c == '>' || c.is_whitespace())
}

struct Reader<'m, 'r> {
    marked: &'m Marked<'m>,
    file: &'r str,
    findings: &'r mut Findings,
    pieces: Pieces<'m>,
    /// Text that may go on with the next event: the parser cuts it at every sign that could have meant something.
    run: Option<Run>,
    /// Inside a block of code, where nothing but text is text.
    is_verbatim: bool,
}

struct Run {
    /// In the marked text.
    range: Range<usize>,
    /// `None` while the run is what stands there, letter by letter.
    changed: Option<String>,
}

impl<'m> Reader<'m, '_> {
    fn event(&mut self, event: Event<'m>, range: Range<usize>) {
        if let Event::Text(text) = event {
            return self.text(&text, range);
        }
        self.end_run();
        let restore = |text| self.marked.restore(text);
        let item = match event {
            Event::Start(tag) => Item::Start(self.restore_tag(tag)),
            Event::End(tag) => Item::End(tag),
            Event::Code(code) => Item::Code(restore(code)),
            Event::Html(html) | Event::InlineHtml(html) => Item::Html(restore(html)),
            Event::FootnoteReference(name) => Item::Note(restore(name)),
            Event::SoftBreak => Item::SoftBreak,
            Event::HardBreak => Item::HardBreak,
            Event::Rule => Item::Rule,
            Event::TaskListMarker(done) => Item::Task(if done { Task::Done } else { Task::Open }),
            // Formulas are not switched on; their text would be text.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::Text(text) => Item::Text(restore(text)),
        };
        match &item {
            Item::Start(Tag::CodeBlock(_)) => self.is_verbatim = true,
            Item::End(TagEnd::CodeBlock) => self.is_verbatim = false,
            _ => {}
        }
        self.push(item, &range);
    }

    fn push(&mut self, item: Item<'m>, range: &Range<usize>) {
        let mut range = self.marked.in_file(range);
        if let Item::Start(_) = item {
            // A block's range takes the line feed behind it along.
            range.end = range.start + self.file[range.clone()].trim_end().len();
        }
        self.pieces.list.push(Piece { item, range });
    }

    fn restore_tag(&self, tag: Tag<'m>) -> Tag<'m> {
        let restore = |text| self.marked.restore(text);
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: restore(dest_url), title: restore(title), id: restore(id) }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: restore(dest_url), title: restore(title), id: restore(id) }
            }
            Tag::Heading { level, id, classes, attrs } => Tag::Heading {
                level,
                id: id.map(restore),
                classes: classes.into_iter().map(restore).collect(),
                attrs: attrs.into_iter().map(|(name, value)| (restore(name), value.map(restore))).collect(),
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(restore(info))),
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(restore(name)),
            other => other,
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let stands_there = self.marked.text[range.clone()] == *text;
        let Some(run) = &mut self.run else {
            self.run = Some(Run { range, changed: (!stands_there).then(|| text.to_owned()) });
            return;
        };
        if run.changed.is_none() && !(stands_there && run.range.end == range.start) {
            run.changed = Some(self.marked.text[run.range.clone()].to_owned());
        }
        if let Some(changed) = &mut run.changed {
            changed.push_str(text);
        }
        run.range.end = range.end;
    }

    fn end_run(&mut self) {
        let Some(Run { range, changed }) = self.run.take() else { return };
        let text: CowStr<'m> = match changed {
            Some(changed) => changed.into(),
            None => CowStr::Borrowed(&self.marked.text[range.clone()]),
        };
        if self.is_verbatim {
            let text = self.marked.restore(text);
            return self.push(Item::Text(text), &range);
        }
        text_checks::check(self.file, &self.marked.in_file(&range), self.findings);
        self.cut_ruby(text, &range);
    }

    /// Pushes the run, each ruby in it as an item of its own.
    fn cut_ruby(&mut self, text: CowStr<'m>, range: &Range<usize>) {
        let mut at = 0;
        while let Some(ruby) = ruby(&text[at..]) {
            self.push_text(slice(&text, at..at + ruby.start), range);
            let base = &text[at + ruby.base.start..at + ruby.base.end];
            // The backslash that a bar may have in a table.
            let base = slice(&text, at + ruby.base.start..at + ruby.base.start + base.strip_suffix('\\').unwrap_or(base).len());
            let reading = slice(&text, at + ruby.reading.start..at + ruby.reading.end);
            self.push(Item::Ruby { base, reading }, range);
            at += ruby.end;
        }
        let rest = if at == 0 { text } else { slice(&text, at..text.len()) };
        self.push_text(rest, range);
    }

    fn push_text(&mut self, text: CowStr<'m>, range: &Range<usize>) {
        let text = self.marked.restore(text);
        if !text.is_empty() {
            self.push(Item::Text(text), range);
        }
    }
}

/// A part of a text, borrowed where the whole is.
fn slice<'m>(text: &CowStr<'m>, range: Range<usize>) -> CowStr<'m> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        other => other[range].to_owned().into(),
    }
}

/// Where a marked ruby stands in a text.
struct Ruby {
    start: usize,
    base: Range<usize>,
    reading: Range<usize>,
    end: usize,
}

/// The first one whose three signs are all there: the parser may have cut it apart.
fn ruby(text: &str) -> Option<Ruby> {
    let start = text.find(RUBY_OPEN)?;
    let base = start + RUBY_OPEN.len_utf8();
    let bar = base + text[base..].find(RUBY_BAR)?;
    let reading = bar + RUBY_BAR.len_utf8();
    let close = reading + text[reading..].find(RUBY_CLOSE)?;
    Some(Ruby { start, base: base..bar, reading: reading..close, end: close + RUBY_CLOSE.len_utf8() })
}
