//! The words of a stretch of text, without markup.

use pulldown_cmark::{Tag, TagEnd};

use super::pieces::{Item, Piece};
use super::targets::is_embed;

/// How a picture says that it only decorates, as HTML does: `![""](line.png)`.
pub const DECORATIVE: &str = "\"\"";

/// Of inline pieces: the words that a reader would read aloud. Pictures give their alt text; embeds and footnotes nothing.
pub fn text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut index = 0;
    while index < pieces.len() {
        match &pieces[index].item {
            Item::Start(Tag::Image { dest_url, .. }) if is_embed(dest_url) => index = end_of(pieces, index),
            Item::Start(Tag::Image { .. }) if is_decorative(&pieces[index + 1..]) => index += 1,
            Item::Text(words) | Item::Code(words) | Item::Ruby { base: words, .. } => text.push_str(words),
            Item::SoftBreak | Item::HardBreak => text.push(' '),
            _ => {}
        }
        index += 1;
    }
    text
}

fn is_decorative(behind: &[Piece]) -> bool {
    matches!(behind, [Piece { item: Item::Text(words), .. }, Piece { item: Item::End(TagEnd::Image), .. }, ..] if &**words == DECORATIVE)
}

/// The summary of a page: the first paragraph of the page itself that is all words.
pub fn summary(pieces: &[Piece]) -> String {
    let mut depth = 0_usize;
    for (index, piece) in pieces.iter().enumerate() {
        match &piece.item {
            Item::Start(Tag::Paragraph) if depth == 0 => {
                let paragraph = &pieces[index..end_of(pieces, index)];
                let words = text(paragraph);
                if !words.trim().is_empty() && !paragraph.iter().any(is_picture) {
                    return words.trim().to_owned();
                }
                depth += 1;
            }
            Item::Start(_) => depth += 1,
            Item::End(_) => depth -= 1,
            _ => {}
        }
    }
    String::new()
}

fn is_picture(piece: &Piece) -> bool {
    matches!(piece.item, Item::Start(Tag::Image { .. }))
}

/// Where the element ends that starts at `start`: the index of its `End`.
pub fn end_of(pieces: &[Piece], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, piece) in pieces.iter().enumerate().skip(start) {
        match piece.item {
            Item::Start(_) => depth += 1,
            Item::End(_) if depth == 1 => return index,
            Item::End(_) => depth -= 1,
            _ => {}
        }
    }
    pieces.len()
}

/// Whether an element of a paragraph stands alone there: nothing before it, nothing behind.
pub fn stands_alone(pieces: &[Piece], start: usize, end: usize) -> bool {
    let begins = start.checked_sub(1).is_some_and(|before| {
        use Tag::{DefinitionListDefinition, Item as ListItem, Paragraph, TableCell};
        matches!(pieces[before].item, Item::Start(Paragraph | ListItem | DefinitionListDefinition | TableCell))
    });
    begins && pieces.get(end + 1).is_some_and(|behind| ends_line(&behind.item))
}

/// Whether a line of text ends before `item`: its element does, or a block begins inside a list item.
fn ends_line(item: &Item) -> bool {
    match item {
        Item::End(tag) => {
            matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListDefinition | TagEnd::TableCell)
        }
        Item::Start(tag) => matches!(
            tag,
            Tag::List(_)
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Heading { .. }
                | Tag::DefinitionList
                | Tag::Paragraph
        ),
        _ => false,
    }
}
