//! Raw HTML: a short list of elements is taken over, everything else is shown as the text it is, with a finding.
//!
//! A tag is let through only together with its partner, and only if both stand in the same Markdown element: so no tag of an
//! author can reach over the rest of the page. `details` alone may be closed in a later block, with Markdown between the two.
//! Comments are for authors, and are left out without a word.

mod allowed;
mod pairing;
mod tags;

use pulldown_cmark::{Tag, TagEnd};

use self::pairing::{Chunk, Pairing, Part, Place, TagUse};
use super::escape::{escape, escape_raw};
use super::findings::Findings;
use super::pieces::{Item, Piece};

/// Puts `Markup` and `Text` in the place of every `Html`.
pub fn settle<'m>(pieces: Vec<Piece<'m>>, findings: &mut Findings) -> Vec<Piece<'m>> {
    if !pieces.iter().any(|piece| matches!(piece.item, Item::Html(_))) {
        return pieces;
    }
    let (chunks, mut uses) = read(&pieces);
    pairing::judge(&mut uses, findings);
    replace(pieces, &chunks, &uses)
}

fn read(pieces: &[Piece]) -> (Vec<Chunk>, Vec<TagUse>) {
    let mut pairing = Pairing::default();
    let mut place = Place::Line;
    let mut index = 0;
    while index < pieces.len() {
        match &pieces[index].item {
            Item::Html(_) => {
                let chunk = Chunk::read(pieces, index, place);
                index += chunk.pieces;
                pairing.chunk(chunk);
                continue;
            }
            Item::Start(tag) => {
                place = if matches!(tag, Tag::HtmlBlock) { Place::Block } else { Place::Line };
                pairing.enter(place);
            }
            Item::End(_) => {
                pairing.leave();
                place = Place::Line;
            }
            _ => {}
        }
        index += 1;
    }
    pairing.finish()
}

fn replace<'m>(pieces: Vec<Piece<'m>>, chunks: &[Chunk], uses: &[TagUse]) -> Vec<Piece<'m>> {
    let mut settled = Vec::with_capacity(pieces.len());
    let mut chunks = chunks.iter();
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        match piece.item {
            Item::Html(html) => {
                let chunk = chunks.next().expect("every run of raw HTML was read as a chunk");
                for _ in 1..chunk.pieces {
                    pieces.next();
                }
                let item = match chunk.place {
                    Place::Block => Item::Markup(block(chunk, uses)),
                    Place::Line => match chunk.parts.first() {
                        Some(Part::Tag(index)) if uses[*index].is_accepted => Item::Markup(uses[*index].html.clone()),
                        Some(_) => Item::Text(html),
                        None => continue,
                    },
                };
                settled.push(Piece { item, range: piece.range });
            }
            Item::Start(Tag::HtmlBlock) | Item::End(TagEnd::HtmlBlock) => {}
            item => settled.push(Piece { item, range: piece.range }),
        }
    }
    settled
}

/// A block of raw HTML as it goes out: a paragraph, unless it brings an element of its own.
fn block(chunk: &Chunk, uses: &[TagUse]) -> String {
    let mut html = String::new();
    let mut brings_block = false;
    for part in &chunk.parts {
        match part {
            Part::Text(range) => escape_raw(&mut html, &chunk.html[range.clone()]),
            Part::Tag(index) => {
                let tag = &uses[*index];
                match tag.is_accepted {
                    true => html.push_str(&tag.html),
                    false => escape(&mut html, &chunk.html[tag.range.clone()]),
                }
                brings_block |= tag.is_accepted && tag.is_block();
            }
        }
    }
    let text = html.trim();
    match (text.is_empty(), brings_block) {
        (true, _) => String::new(),
        (false, true) => format!("{text}\n"),
        (false, false) => format!("<p>{text}</p>\n"),
    }
}
