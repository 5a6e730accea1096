//! What stands in a line of text: links, pictures, embeds, ruby, code.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag};

use super::Writer;
use crate::markdown::document::{Embed, EmbedPlace, Hole, Image, Link};
use crate::markdown::escape::escaped;
use crate::markdown::kinds::{EMBED_PLACE, EMPTY_LINK, LINK_SCHEME, MISSING_ALT};
use crate::markdown::pieces::{Item, Piece};
use crate::markdown::{plain, targets};
use crate::say;

/// The link whose text is being written.
pub struct OpenLink {
    kind: LinkKind,
    /// Links inside this one, which HTML does not allow: their text stays.
    inner: usize,
}

enum LinkKind {
    Link,
    Embed(u32),
    /// Not let through.
    Text,
}

impl Writer<'_, '_> {
    pub(super) fn code_span(&mut self, code: &str) {
        let html = format!("<code>{}</code>", escaped(code));
        self.solid(code, html);
    }

    pub(super) fn ruby(&mut self, base: &str, reading: &str) {
        // Browsers without ruby show the reading in brackets.
        let html = format!("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", escaped(base), escaped(reading));
        self.solid(base, html);
    }

    /// HTML that shows `text`, which no line break may part.
    fn solid(&mut self, text: &str, html: String) {
        match &mut self.heading {
            Some(heading) => heading.solid(text, html),
            None => self.raw(&html),
        }
    }

    pub(super) fn line_end(&mut self, html: &str) {
        self.solid(" ", html.to_owned());
    }

    /// HTML that a table of contents leaves out.
    pub(super) fn page_only(&mut self, html: &str) {
        match &mut self.heading {
            Some(heading) => heading.page_only(html),
            None => self.raw(html),
        }
    }

    pub(super) fn start_link(&mut self, index: usize) {
        if let Some(outer) = &mut self.link {
            outer.inner += 1;
            return;
        }
        let kind = self.link_kind(index);
        self.link = Some(OpenLink { kind, inner: 0 });
    }

    fn link_kind(&mut self, index: usize) -> LinkKind {
        let pieces = &self.text.pieces.list;
        let Piece { item: Item::Start(Tag::Link { link_type, dest_url, title, .. }), range } = &pieces[index] else {
            return LinkKind::Text;
        };
        let has_text = has_text(&pieces[index + 1..plain::end_of(pieces, index)]);
        if !has_text {
            self.findings.report(&EMPTY_LINK, range, say!("this link has no text"), say!("write it between the brackets"));
        }
        let destination = match link_type {
            LinkType::Email => format!("mailto:{dest_url}"),
            _ => dest_url.to_string(),
        };
        let place = self.destination_range(index, dest_url);
        if let Some((scheme, reference)) = targets::mark(&destination) {
            return LinkKind::Embed(self.embed(scheme, reference, EmbedPlace::Link, range, &place));
        }
        if !self.may_point(&destination, range, targets::may_link) {
            return LinkKind::Text;
        }
        let number = self.document.links.len() as u32;
        let (span, destination_span) = (self.findings.span(range), self.findings.span(&place));
        self.document.links.push(Link { destination, span, destination_span, has_text });
        if !title.is_empty() {
            self.document.link_titles.push((number, title.as_ref().into()));
        }
        self.hole(Hole::LinkStart(number));
        LinkKind::Link
    }

    pub(super) fn end_link(&mut self) {
        match &mut self.link {
            Some(outer) if outer.inner > 0 => outer.inner -= 1,
            _ => self.close_link(),
        }
    }

    fn close_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        match link.kind {
            LinkKind::Link => self.hole(Hole::LinkEnd),
            LinkKind::Embed(number) => self.hole(Hole::Embed(number)),
            LinkKind::Text => {}
        }
    }

    /// Whether a destination is a path, or has a scheme that is let through.
    fn may_point(&mut self, destination: &str, range: &Range<usize>, may: fn(&str) -> bool) -> bool {
        match targets::scheme(destination) {
            Some(scheme) if !may(&scheme) => {
                let message = say!("`{scheme}:` is not let through", scheme = scheme);
                self.findings.report(&LINK_SCHEME, range, message, say!("use `https:`, `page:` or a path"));
                false
            }
            _ => true,
        }
    }

    /// Where the destination of the link or picture at `index` stands in the file.
    fn destination_range(&self, index: usize, destination: &str) -> Range<usize> {
        let pieces = &self.text.pieces.list;
        let range = &pieces[index].range;
        if let Some(definition) = self.text.pieces.definitions.get(&range.start) {
            return targets::destination_range(self.text.file, definition, definition.start, destination);
        }
        // The piece before the end is the last of the text, or the start itself.
        let last = plain::end_of(pieces, index).saturating_sub(1);
        let text_end = if last > index { pieces[last].range.end } else { range.start };
        match pieces[index].item {
            // Destination and text are the same.
            Item::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => pieces[last].range.clone(),
            _ => targets::destination_range(self.text.file, range, text_end, destination),
        }
    }

    fn embed(&mut self, scheme: &str, reference: &str, place: EmbedPlace, range: &Range<usize>, destination: &Range<usize>) -> u32 {
        let number = self.document.embeds.len() as u32;
        let reference_range = targets::reference_range(self.text.file, destination, reference);
        self.document.embeds.push(Embed {
            scheme: scheme.to_owned(),
            reference: reference.to_owned(),
            place,
            span: self.findings.span(range),
            reference_span: self.findings.span(&reference_range),
        });
        number
    }

    /// Whether the piece at `index` is a picture or an embed that takes the place of its paragraph.
    pub(super) fn is_block_image(&self, index: usize) -> bool {
        let pieces = &self.text.pieces.list;
        let Some(Piece { item: Item::Start(Tag::Image { dest_url, title, .. }), .. }) = pieces.get(index) else { return false };
        let is_block = match targets::embed(dest_url) {
            Some((scheme, _)) => targets::is_block(scheme),
            None => !title.is_empty() && targets::scheme(dest_url).is_none_or(|scheme| targets::may_picture(&scheme)),
        };
        is_block && plain::stands_alone(pieces, index, plain::end_of(pieces, index))
    }

    /// Writes a whole picture or embed; gives back the next piece's index.
    pub(super) fn image(&mut self, index: usize) -> usize {
        let pieces = &self.text.pieces.list;
        let end = plain::end_of(pieces, index);
        let Piece { item: Item::Start(Tag::Image { dest_url, title, .. }), range } = &pieces[index] else { return end + 1 };
        match targets::embed(dest_url) {
            Some(embed) => self.embed_image(index, dest_url, embed),
            None => {
                let alt = plain::text(&pieces[index + 1..end]);
                let image = Image {
                    destination: dest_url.to_string(),
                    alt: alt.trim().to_owned(),
                    title: title.to_string(),
                    span: self.findings.span(range),
                };
                self.picture(index, image);
            }
        }
        end + 1
    }

    fn embed_image(&mut self, index: usize, destination: &str, (scheme, reference): (&str, &str)) {
        let range = &self.text.pieces.list[index].range;
        let is_block = self.is_block_image(index);
        if targets::is_block(scheme) && !is_block {
            let message = say!("`{scheme}:` is a block and cannot stand in a line of text", scheme = scheme);
            let help = say!("put it into a paragraph of its own");
            return self.findings.report(&EMBED_PLACE, range, message, help);
        }
        let place = if is_block { EmbedPlace::Block } else { EmbedPlace::Inline };
        let destination = self.destination_range(index, destination);
        if is_block {
            self.begin_line();
        }
        let number = self.embed(scheme, reference, place, range, &destination);
        self.hole(Hole::Embed(number));
        if is_block {
            self.raw("\n");
        }
    }

    fn picture(&mut self, index: usize, mut image: Image) {
        let range = &self.text.pieces.list[index].range;
        if !self.may_point(&image.destination, range, targets::may_picture) {
            return self.words(&image.alt);
        }
        if image.alt.is_empty() {
            let help = say!("write what it tells between the brackets, or {mark} if it only decorates", mark = "`![\"\"](…)`");
            self.findings.report(&MISSING_ALT, range, say!("this picture has no text in its place"), help);
        }
        if image.alt == plain::DECORATIVE {
            image.alt.clear();
        }
        let is_figure = self.is_block_image(index);
        let number = self.document.images.len() as u32;
        // The first may be what the reader sees first; the others wait until they are near.
        let loading = if number == 0 { "eager" } else { "lazy" };
        let mut attributes = format!(" alt=\"{}\" loading=\"{loading}\" decoding=\"async\"", escaped(&image.alt));
        if !image.title.is_empty() && !is_figure {
            attributes.push_str(&format!(" title=\"{}\"", escaped(&image.title)));
        }
        if let Some(heading) = &mut self.heading {
            heading.instead(&image.alt);
        }
        if is_figure {
            self.begin_line();
            self.raw("<figure class=\"image\">");
        }
        self.page_only("<img");
        self.hole(Hole::Image(number));
        self.page_only(&attributes);
        self.page_only(">");
        if is_figure {
            self.raw(&format!("<figcaption>{}</figcaption></figure>\n", escaped(&image.title)));
        }
        self.document.images.push(image);
    }
}

/// Whether something is there that a reader can see or hear.
fn has_text(pieces: &[Piece]) -> bool {
    let shows_data = |piece: &Piece| matches!(&piece.item, Item::Start(Tag::Image { dest_url, .. }) if targets::is_embed(dest_url));
    !plain::text(pieces).trim().is_empty() || pieces.iter().any(shows_data)
}
