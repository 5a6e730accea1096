//! Messages as templates see them: the text to send first, the reader's own beside it.

use serde::Serialize;

use super::Renderer;
use crate::address::fragment;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::messages::{Message, Piece};

#[derive(Serialize)]
pub struct MessageView<'a> {
    name: &'a str,
    title: &'a str,
    to: &'a str,
    when: &'a str,
    blanks: Vec<BlankView<'a>>,
    /// In sight: those to send, and the reader's own.
    texts: Vec<TextView<'a>>,
    /// The other languages: a helper may read one of them.
    others: Vec<TextView<'a>>,
    /// Where it stands in the guide, with fields for its blanks.
    href: Option<String>,
}

#[derive(Serialize)]
struct BlankView<'a> {
    key: &'a str,
    label: &'a str,
    example: Option<&'a str>,
}

#[derive(Serialize)]
struct TextView<'a> {
    tag: &'a str,
    /// Of the language, in itself.
    language: &'a str,
    /// Whether it is for sending, or only to be understood.
    is_sent: bool,
    /// Whether it is the reader's own language.
    is_own: bool,
    pieces: Vec<PieceView<'a>>,
}

/// Words, or a blank with what stands in it.
#[derive(Serialize)]
struct PieceView<'a> {
    words: &'a str,
    blank: Option<&'a str>,
}

impl Renderer<'_> {
    /// A message that a page embeds; nothing if it is not there, which is a finding of its own.
    pub(super) fn message(&self, name: &str, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let Some(view) = self.message_view(name, lang) else { return Ok(String::new()) };
        let mut context = self.base(lang);
        context.insert("message", &view);
        self.template("message.html", &context).map(|html| html.trim().to_owned())
    }

    pub(super) fn message_view(&self, name: &str, lang: Lang) -> Option<MessageView<'_>> {
        let message = self.site.messages().get(name)?;
        let lang = self.site.config().languages.complete_for(lang);
        let is_in_sight = |other: &Lang| *other == lang || message.send.contains(other);
        let own = std::iter::once(lang).filter(|lang| !message.send.contains(lang));
        let texts = message.send.iter().copied().chain(own);
        let others = self.site.config().languages.complete().filter(|other| !is_in_sight(other));
        Some(MessageView {
            name: &message.name,
            title: &message.title[lang],
            to: &message.to[lang],
            when: &message.when[lang],
            blanks: message
                .blanks
                .iter()
                .map(|blank| BlankView { key: &blank.key, label: &blank.label[lang], example: blank.example.as_deref() })
                .collect(),
            texts: texts.map(|other| self.text_view(message, other, lang)).collect(),
            others: others.map(|other| self.text_view(message, other, lang)).collect(),
            href: message.page.as_ref().and_then(|page| self.page_href(&page.key, page.anchor.as_deref(), lang)),
        })
    }

    /// The page of a key in the reader's language, or in the first that has it.
    fn page_href(&self, key: &str, anchor: Option<&str>, lang: Lang) -> Option<String> {
        let path = self.site.href(&self.site.page_path(self.site.find_nearest(key, lang)?));
        Some(anchor.map_or_else(|| path.clone(), |anchor| format!("{path}#{}", fragment(anchor))))
    }

    fn text_view<'m>(&'m self, message: &'m Message, lang: Lang, own: Lang) -> TextView<'m> {
        let info = &self.site.config().languages[lang];
        let pieces = message.text[lang].iter().map(|piece| match piece {
            Piece::Words(words) => PieceView { words, blank: None },
            Piece::Blank(at) => {
                let blank = &message.blanks[*at];
                PieceView { words: &blank.label[lang], blank: Some(&blank.key) }
            }
        });
        TextView {
            tag: &info.tag,
            language: &info.name,
            is_sent: message.send.contains(&lang),
            is_own: lang == own,
            pieces: pieces.collect(),
        }
    }
}
