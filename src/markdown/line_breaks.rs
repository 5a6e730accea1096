//! Line feeds inside a paragraph: no space between two Japanese lines, one between all others.

use pulldown_cmark::{Tag, TagEnd};

use super::characters::{is_full_width_punctuation, is_wide_in_japanese, joins_lines};
use super::pieces::{Item, Piece};

/// Takes out every soft break that is no space.
pub fn settle(pieces: Vec<Piece>) -> Vec<Piece> {
    if !pieces.iter().any(|piece| matches!(piece.item, Item::SoftBreak)) {
        return pieces;
    }
    let joined: Vec<bool> = (0..pieces.len()).map(|index| is_joined(&pieces, index)).collect();
    pieces.into_iter().zip(joined).filter(|(_, joined)| !joined).map(|(piece, _)| piece).collect()
}

fn is_joined(pieces: &[Piece], index: usize) -> bool {
    if !matches!(pieces[index].item, Item::SoftBreak) {
        return false;
    }
    let before = pieces[..index].iter().rev().find(|piece| !is_transparent(piece)).and_then(last_character);
    let after = pieces[index + 1..].iter().find(|piece| !is_transparent(piece)).and_then(first_character);
    let is = |side: Option<char>, rule: fn(char) -> bool| side.is_some_and(rule);
    let wide = |side| is(side, joins_lines);
    let wide_here = |side| wide(side) || is(side, is_wide_in_japanese);
    is(before, is_full_width_punctuation)
        || is(after, is_full_width_punctuation)
        || (wide(before) && wide_here(after))
        || (wide_here(before) && wide(after))
}

/// Whether the reader sees through a piece to the text beyond it.
fn is_transparent(piece: &Piece) -> bool {
    match &piece.item {
        Item::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }),
        Item::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link),
        Item::Note(_) => true,
        Item::Markup(html) => html != "<br>",
        _ => false,
    }
}

fn last_character(piece: &Piece) -> Option<char> {
    match &piece.item {
        Item::Text(text) | Item::Ruby { base: text, .. } => text.chars().next_back(),
        _ => None,
    }
}

fn first_character(piece: &Piece) -> Option<char> {
    match &piece.item {
        Item::Text(text) | Item::Ruby { base: text, .. } => text.chars().next(),
        _ => None,
    }
}
