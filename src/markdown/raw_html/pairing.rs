//! Which opening tag belongs to which closing tag, and which of them may go out.

use std::collections::HashMap;
use std::ops::Range;

use super::allowed::{self, Allowed, Content};
use super::tags::{Token, TokenKind, tokens};
use crate::diagnostic::Message;
use crate::markdown::findings::Findings;
use crate::markdown::kinds::{RAW_HTML, UNBALANCED_HTML};
use crate::markdown::pieces::{Item, Piece};
use crate::say;

/// Raw HTML that is read as one: a tag in a line of text, or all lines of a block.
pub struct Chunk {
    pub html: String,
    pub place: Place,
    /// How many pieces it was.
    pub pieces: usize,
    pub parts: Vec<Part>,
    origins: Vec<Origin>,
}

/// Where a part of a chunk comes from.
struct Origin {
    /// Its first byte in the chunk's HTML.
    from: usize,
    in_file: Range<usize>,
    /// Whether it stands in the file letter by letter: the parser makes spaces of tabs.
    is_exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Line,
    Block,
}

pub enum Part {
    Text(Range<usize>),
    /// An index into all uses of tags.
    Tag(usize),
}

/// One tag, as it stands in the text.
pub struct TagUse {
    /// In the HTML of its chunk.
    pub range: Range<usize>,
    /// As it goes out, if it does.
    pub html: String,
    pub is_accepted: bool,
    in_file: Range<usize>,
    /// In lower case.
    name: String,
    role: Role,
    place: Place,
    allowed: Option<&'static Allowed>,
    /// What is wrong with the tag by itself.
    refusal: Option<Message>,
    parent: Option<usize>,
    partner: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    /// Stands alone: a void element, a declaration.
    Alone,
}

impl Chunk {
    pub fn read(pieces: &[Piece], from: usize, place: Place) -> Chunk {
        let mut chunk = Chunk { html: String::new(), place, pieces: 0, parts: Vec::new(), origins: Vec::new() };
        for piece in &pieces[from..] {
            let Item::Html(html) = &piece.item else { break };
            let is_exact = html.len() == piece.range.len();
            chunk.origins.push(Origin { from: chunk.html.len(), in_file: piece.range.clone(), is_exact });
            chunk.html.push_str(html);
            chunk.pieces += 1;
            if place == Place::Line {
                break;
            }
        }
        chunk
    }

    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        let origin = |at: usize| &self.origins[self.origins.partition_point(|origin| origin.from <= at) - 1];
        // The end is that of the last letter: the next line of a block may begin behind a `>`.
        let (first, last) = (origin(range.start), origin(range.end - 1));
        let start = if first.is_exact { first.in_file.start + (range.start - first.from) } else { first.in_file.start };
        let end = if last.is_exact { last.in_file.start + (range.end - last.from) } else { last.in_file.end };
        start..end
    }
}

impl TagUse {
    pub fn is_block(&self) -> bool {
        self.allowed.is_some_and(Allowed::is_block)
    }

    fn new(chunk: &Chunk, token: &Token) -> TagUse {
        let (role, name, attributes) = match &token.kind {
            TokenKind::Open { name, attributes } => (Role::Open, *name, attributes.as_slice()),
            TokenKind::Close { name } => (Role::Close, *name, [].as_slice()),
            TokenKind::Text | TokenKind::Comment | TokenKind::Other => (Role::Alone, "", [].as_slice()),
        };
        let name = name.to_ascii_lowercase();
        let allowed = allowed::find(&name);
        let role = match allowed {
            Some(Allowed { content: Content::Void, .. }) if role == Role::Open => Role::Alone,
            _ => role,
        };
        let html = match (allowed, role) {
            (None, _) => Err(say!("`{tag}` is not taken over", tag = shown(&chunk.html[token.range.clone()]))),
            (Some(allowed), Role::Close) => Ok(format!("</{}>", allowed.name)),
            (Some(allowed), _) => allowed.open_tag(attributes),
        };
        let (html, refusal) = match html {
            Ok(html) => (html, None),
            Err(refusal) => (String::new(), Some(refusal)),
        };
        TagUse {
            range: token.range.clone(),
            html,
            is_accepted: false,
            in_file: chunk.in_file(&token.range),
            name,
            role,
            place: chunk.place,
            allowed,
            refusal,
            parent: None,
            partner: None,
        }
    }
}

/// A tag in a message: its first line, and not too much of it.
fn shown(tag: &str) -> String {
    let line = tag.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Everything read so far, and which tags are open in each Markdown element around this place.
pub struct Pairing {
    chunks: Vec<Chunk>,
    uses: Vec<TagUse>,
    levels: Vec<Level>,
}

struct Level {
    place: Place,
    /// Tags without a partner yet, the innermost last.
    open: Vec<usize>,
    /// How many of each name are open, so that a stray closing tag costs no search.
    counts: HashMap<String, usize>,
}

impl Default for Pairing {
    fn default() -> Pairing {
        Pairing { chunks: Vec::new(), uses: Vec::new(), levels: vec![Level::new(Place::Line)] }
    }
}

impl Level {
    fn new(place: Place) -> Level {
        Level { place, open: Vec::new(), counts: HashMap::new() }
    }

    fn push(&mut self, index: usize, name: &str) {
        self.open.push(index);
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    /// Takes the innermost open tag of that name out, and all that were opened inside it, which stay without partner.
    fn take(&mut self, name: &str, uses: &[TagUse]) -> Option<usize> {
        self.counts.get(name).filter(|count| **count > 0)?;
        while let Some(index) = self.open.pop() {
            *self.counts.get_mut(&uses[index].name).expect("every open tag was counted") -= 1;
            if uses[index].name == name {
                return Some(index);
            }
        }
        None
    }
}

impl Pairing {
    /// A Markdown element begins.
    pub fn enter(&mut self, place: Place) {
        self.levels.push(Level::new(place));
    }

    /// A Markdown element ends, and with it what is open in it: but `details` may go on behind its block.
    pub fn leave(&mut self) {
        let level = self.levels.pop().expect("the parser ends only what it began");
        let Some(outer) = self.levels.last_mut().filter(|_| level.place == Place::Block) else { return };
        for index in level.open {
            let tag = &self.uses[index];
            if tag.allowed.is_some_and(|allowed| allowed.content == Content::Block) {
                outer.push(index, &tag.name);
            }
        }
    }

    pub fn chunk(&mut self, mut chunk: Chunk) {
        let tokens = tokens(&chunk.html);
        if chunk.place == Place::Line && tokens.len() != 1 {
            // Nothing that we know; it is shown as text.
            chunk.parts = vec![Part::Text(0..chunk.html.len())];
            return self.chunks.push(chunk);
        }
        let mut parts = Vec::new();
        for token in tokens {
            match token.kind {
                TokenKind::Comment => {}
                TokenKind::Text => parts.push(Part::Text(token.range)),
                TokenKind::Open { .. } | TokenKind::Close { .. } | TokenKind::Other => {
                    parts.push(Part::Tag(self.uses.len()));
                    self.tag(TagUse::new(&chunk, &token));
                }
            }
        }
        chunk.parts = parts;
        self.chunks.push(chunk);
    }

    fn tag(&mut self, mut tag: TagUse) {
        let index = self.uses.len();
        match tag.role {
            Role::Open => {
                tag.parent = self.innermost();
                self.level().push(index, &tag.name);
            }
            Role::Close => {
                tag.partner = self.opening(&tag);
                if let Some(partner) = tag.partner {
                    self.uses[partner].partner = Some(index);
                }
            }
            Role::Alone => {}
        }
        self.uses.push(tag);
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the outermost level is never left")
    }

    /// The element that a tag here would stand in.
    fn innermost(&self) -> Option<usize> {
        let mut levels = self.levels.iter().rev();
        let level = levels.next()?;
        let outer = levels.next().filter(|_| level.place == Place::Block);
        level.open.last().or_else(|| outer?.open.last()).copied()
    }

    fn opening(&mut self, tag: &TagUse) -> Option<usize> {
        let (level, outer) = self.levels.split_last_mut()?;
        level.take(&tag.name, &self.uses).or_else(|| {
            let outer = outer.last_mut().filter(|_| level.place == Place::Block)?;
            let opening = outer.take(&tag.name, &self.uses)?;
            // Whatever was opened in this block would be closed outside of it.
            *level = Level::new(level.place);
            Some(opening)
        })
    }

    pub fn finish(self) -> (Vec<Chunk>, Vec<TagUse>) {
        (self.chunks, self.uses)
    }
}

/// Decides which tags go out. One finding an element: its closing tag shares its fate in silence.
pub fn judge(uses: &mut [TagUse], findings: &mut Findings) {
    for index in 0..uses.len() {
        let tag = &uses[index];
        let verdict = match (tag.role, tag.partner) {
            (Role::Close, Some(opening)) => Verdict::of(uses[opening].is_accepted),
            _ => verdict(tag, uses),
        };
        match verdict {
            Verdict::Refused => {}
            Verdict::Accepted => uses[index].is_accepted = true,
            Verdict::Raw(message) => {
                let help = say!("write Markdown, or `\\<` if the sign is meant");
                findings.report(&RAW_HTML, &tag.in_file, message, help);
            }
            Verdict::Unbalanced(message) => {
                let help = say!("open and close it in the same paragraph, with whole `**…**` and links inside");
                findings.report(&UNBALANCED_HTML, &tag.in_file, message, help);
            }
        }
    }
}

enum Verdict {
    Accepted,
    /// Without a finding: another one says why.
    Refused,
    Raw(Message),
    Unbalanced(Message),
}

impl Verdict {
    fn of(is_accepted: bool) -> Verdict {
        if is_accepted { Verdict::Accepted } else { Verdict::Refused }
    }
}

fn verdict(tag: &TagUse, uses: &[TagUse]) -> Verdict {
    let (Some(allowed), None) = (tag.allowed, &tag.refusal) else {
        let message = tag.refusal.clone().unwrap_or_else(|| say!("`<{name}>` is not taken over", name = tag.name));
        return Verdict::Raw(message);
    };
    let name = allowed.name;
    match (tag.role, tag.partner) {
        (Role::Alone, _) => return Verdict::Accepted,
        (Role::Close, _) => return Verdict::Unbalanced(say!("`</{name}>` closes nothing here", name = name)),
        (Role::Open, None) => return Verdict::Unbalanced(say!("`<{name}>` is not closed where it was opened", name = name)),
        (Role::Open, Some(_)) => {}
    }
    if allowed.is_block() && tag.place == Place::Line {
        return Verdict::Raw(say!("`<{name}>` stands in a line of text, but needs a line of its own", name = name));
    }
    let parent = tag.parent.map(|parent| &uses[parent]);
    match (allowed.content, parent) {
        (Content::InlineIn(outer) | Content::BlockIn(outer), Some(parent)) if parent.name == outer => Verdict::of(parent.is_accepted),
        (Content::InlineIn(outer) | Content::BlockIn(outer), _) => {
            Verdict::Raw(say!("`<{name}>` stands outside `<{outer}>`", name = name, outer = outer))
        }
        (Content::Block, Some(parent)) if parent.name != name => {
            Verdict::Raw(say!("`<{name}>` stands inside `<{outer}>`", name = name, outer = parent.name))
        }
        _ => Verdict::Accepted,
    }
}
