//! Tests of the whole way from Markdown to HTML. Each states a text and its outcome.

mod commonmark;
mod elements;
mod emphasis;
mod japanese;
mod properties;
mod html;
mod links;

use super::*;
use crate::lang::LanguageInfo;

/// Fills holes with what can be recognised: `page:x` leads to `/x/`, `page:missing` nowhere, a word is its key, a footnote's mark English.
struct Echo<'d>(&'d Document);

impl Fill for Echo<'_> {
    fn link(&self, index: usize) -> Href {
        let destination = self.0.links[index].destination.as_str();
        match destination.strip_prefix("page:") {
            Some("missing") => Href::Missing,
            Some(key) => Href::Internal(format!("/{key}/")),
            None if targets::scheme(destination).is_some() => Href::External(destination.to_owned()),
            None => Href::Internal(destination.to_owned()),
        }
    }
    fn image(&self, index: usize) -> Picture {
        let src = self.0.images[index].destination.clone();
        let pixels = src.starts_with("sized").then_some((640, 480));
        Picture { src, pixels }
    }
    fn embed(&self, index: usize) -> String {
        let Embed { scheme, reference, place, .. } = &self.0.embeds[index];
        match (reference.as_str(), place) {
            ("phone", _) => "<a href=\"tel:0120\">0120</a>".to_owned(),
            (_, EmbedPlace::Block) => format!("<table>{scheme} {reference}</table>"),
            (_, EmbedPlace::Inline) => format!("<data>{scheme} {reference}</data>"),
            (_, EmbedPlace::Link) => format!("<sup>{scheme} {reference}</sup>"),
        }
    }
    fn word(&self, key: &str) -> String {
        match key {
            "footnotes.mark" => "note {number}".to_owned(),
            key => key.to_owned(),
        }
    }
}

fn parsed(markdown: &str, language: &str) -> Parsed<Document> {
    parse(SourceId(0), markdown, 0..markdown.len(), &LanguageInfo::of_code(language))
}

fn ja(markdown: &str) -> String {
    let document = parsed(markdown, "ja").value;
    document.html(&Echo(&document))
}

fn en(markdown: &str) -> String {
    let document = parsed(markdown, "en").value;
    document.html(&Echo(&document))
}

/// Each finding as `code: the text it points at`.
fn findings(markdown: &str) -> Vec<String> {
    let show = |finding: &crate::diagnostic::Diagnostic| {
        let span = finding.span.expect("findings in a text have a place");
        format!("{}: {}", finding.kind.code, &markdown[span.start as usize..span.end as usize])
    };
    parsed(markdown, "ja").diagnostics.iter().map(show).collect()
}
