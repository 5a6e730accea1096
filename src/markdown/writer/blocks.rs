//! Blocks: headings, lists, tables, quotations, code.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::Writer;
use crate::markdown::code::Code;
use crate::markdown::document::{Heading, Hole, word};
use crate::markdown::headings::{Draft, start_tag};
use crate::markdown::kinds::{EMPTY_HEADING, HEADING_ATTRIBUTE};
use crate::markdown::pieces::{Item, Task};
use crate::markdown::plain;
use crate::say;

/// The table being written.
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    part: TablePart,
    /// The element of the open cell.
    cell: &'static str,
    /// Without a heading of its own, the first column holds the headings of the rows.
    first_column: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TablePart {
    Head,
    /// Behind the head, before any row.
    Between,
    Body,
}

impl Writer<'_, '_> {
    /// Writes the start of an element, or all of it; gives back the next piece's index.
    pub(super) fn start(&mut self, index: usize, tag: &Tag) -> usize {
        match tag {
            Tag::Paragraph => return self.paragraph(index),
            Tag::Heading { .. } => {
                self.begin_line();
                self.heading = Some(Draft::new(index));
            }
            Tag::CodeBlock(kind) => return self.code_block(index, kind),
            // Written behind the text, in the order in which they are referred to.
            Tag::FootnoteDefinition(_) => return self.text.footnotes.end_of(index) + 1,
            Tag::BlockQuote(None) => self.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block(self.item_tag(index)),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.raw("<thead><tr>"),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(index),
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<del>"),
            Tag::Link { .. } => self.start_link(index),
            Tag::Image { .. } => return self.image(index),
            // Raw HTML was settled before; the others are not switched on.
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {}
        }
        index + 1
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.raw("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.raw("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.raw("</div>\n"),
            TagEnd::List(false) => self.raw("</ul>\n"),
            TagEnd::List(true) => self.raw("</ol>\n"),
            TagEnd::Item => self.raw("</li>\n"),
            TagEnd::DefinitionList => self.raw("</dl>\n"),
            TagEnd::DefinitionListTitle => self.raw("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.raw("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.raw("</em>"),
            TagEnd::Strong => self.raw("</strong>"),
            TagEnd::Strikethrough => self.raw("</del>"),
            TagEnd::Link => self.end_link(),
            // Written, or left out, as a whole.
            TagEnd::CodeBlock | TagEnd::Image | TagEnd::FootnoteDefinition => {}
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn block(&mut self, start: &str) {
        self.begin_line();
        self.raw(start);
    }

    /// A picture with a title, or a table of facts, takes the paragraph's place.
    fn paragraph(&mut self, index: usize) -> usize {
        if self.is_block_image(index + 1) {
            return self.image(index + 1) + 1;
        }
        self.block("<p>");
        index + 1
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (name, key) = match kind {
            BlockQuoteKind::Note => ("note", "alert.note"),
            BlockQuoteKind::Tip => ("tip", "alert.tip"),
            BlockQuoteKind::Important => ("important", "alert.important"),
            BlockQuoteKind::Warning => ("warning", "alert.warning"),
            BlockQuoteKind::Caution => ("caution", "alert.caution"),
        };
        self.block(&format!("<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">"));
        self.hole(word(key));
        self.raw("</p>\n");
    }

    fn item_tag(&self, index: usize) -> &'static str {
        let pieces = &self.text.pieces.list;
        let first = pieces[index + 1..].iter().find(|piece| !matches!(piece.item, Item::Start(Tag::Paragraph)));
        match first.map(|piece| &piece.item) {
            Some(Item::Task(Task::Done)) => "<li class=\"task task-done\">",
            Some(Item::Task(Task::Open)) => "<li class=\"task\">",
            _ => "<li>",
        }
    }

    pub(super) fn task_box(&mut self, task: Task) {
        match task {
            Task::Done => {
                self.raw("<span class=\"task-box\" role=\"img\" aria-label=\"");
                self.hole(word("task.done"));
                self.raw("\"></span> ");
            }
            // Most lists of tasks name what to have at hand: "not done" before each of them would be no help.
            Task::Open => self.raw("<span class=\"task-box\"></span> "),
        }
    }

    fn code_block(&mut self, index: usize, kind: &CodeBlockKind) -> usize {
        let pieces = &self.text.pieces.list;
        let end = plain::end_of(pieces, index);
        let text = plain::text(&pieces[index..end]);
        let range = &pieces[index].range;
        let first_line = self.text.file[range.clone()].find(['\n', '\r']).map_or(range.end, |at| range.start + at);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let code = Code::read(info, text, &(range.start..first_line), self.findings);
        self.begin_line();
        if code.is_coloured() {
            self.hole(Hole::Code(self.document.codes.len() as u32));
            self.document.codes.push(code);
        } else {
            code.write(&mut self.document.static_html);
        }
        end + 1
    }

    fn end_heading(&mut self) {
        let Some(draft) = self.heading.take() else { return };
        let piece = &self.text.pieces.list[draft.start];
        let Item::Start(Tag::Heading { level, id, classes, attrs }) = &piece.item else { return };
        let range = &piece.range;
        if let Some((attribute, _)) = attrs.first() {
            self.findings.report(
                &HEADING_ATTRIBUTE,
                range,
                say!("`{attribute}` is neither an id nor a class", attribute = attribute),
                say!("write `{example}` for an id, or `\\{` for a brace", example = "{#stop}"),
            );
        }
        let text = draft.plain();
        let written = draft.write(self.text.language);
        if text.is_empty() && written.holes.is_empty() {
            self.findings.report(&EMPTY_HEADING, range, say!("this heading has no words"), say!("write them, or remove it"));
        }
        let level = self.levels.next(depth(*level), range, self.findings);
        let explicit = id.as_ref().and_then(|id| self.ids.explicit(id, range));
        let is_explicit = explicit.is_some();
        let id = explicit.unwrap_or_else(|| self.ids.derive(&text, range));
        self.raw(&start_tag(level, &id, classes));
        self.append(&written.page, &written.holes);
        self.hole(Hole::Permalink(self.document.headings.len() as u32));
        self.raw(&format!("</h{level}>\n"));
        let span = self.findings.span(range);
        self.document.headings.push(Heading { id, explicit: is_explicit, level, text, html: written.contents.trim().to_owned(), span });
    }

    /// HTML with holes that was put together elsewhere.
    pub(super) fn append(&mut self, html: &str, holes: &[(u32, Hole)]) {
        let at = self.document.static_html.len() as u32;
        self.document.holes.extend(holes.iter().map(|(offset, hole)| (at + offset, *hole)));
        self.document.static_html.push_str(html);
    }

    fn start_table(&mut self, alignments: &[Alignment]) {
        self.block("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.hole(word("table.region"));
        self.tables += 1;
        if self.tables > 1 {
            self.raw(&format!(" {}", self.tables));
        }
        self.raw("\"><table>\n");
        self.table = Some(Table { alignments: alignments.to_vec(), column: 0, part: TablePart::Head, cell: "td", first_column: "td" });
    }

    fn start_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        table.column = 0;
        let is_first = table.part == TablePart::Between;
        table.part = TablePart::Body;
        self.raw(if is_first { "<tbody>\n<tr>" } else { "<tr>" });
    }

    fn start_cell(&mut self, index: usize) {
        let is_empty = matches!(self.text.pieces.list.get(index + 1).map(|piece| &piece.item), Some(Item::End(_)));
        let Some(table) = &mut self.table else { return };
        let is_first = table.column == 0;
        // A heading without words would be read aloud as one.
        let (cell, scope) = match table.part {
            TablePart::Head if is_empty => ("td", ""),
            TablePart::Head => ("th", " scope=\"col\""),
            _ if is_first && table.first_column == "th" && !is_empty => ("th", " scope=\"row\""),
            _ => ("td", ""),
        };
        if table.part == TablePart::Head && is_first && is_empty {
            table.first_column = "th";
        }
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        table.cell = cell;
        table.column += 1;
        self.raw(&format!("<{cell}{scope}{class}>"));
    }

    fn end_cell(&mut self) {
        let Some(table) = &self.table else { return };
        let end = format!("</{}>", table.cell);
        self.raw(&end);
    }

    fn end_table_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.part = TablePart::Between;
        }
        self.raw("</tr></thead>\n");
    }

    fn end_table(&mut self) {
        let has_body = self.table.take().is_some_and(|table| table.part == TablePart::Body);
        self.raw(if has_body { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
