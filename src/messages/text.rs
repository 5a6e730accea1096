//! The text of a message: words, and blanks among them.

use super::kinds::MESSAGE_BLANK;
use super::model::{Blank, Piece};
use crate::diagnostic::Diagnostic;
use crate::reading::{File, suggestion};
use crate::say;
use crate::source::Span;
use crate::yaml::Yaml;

/// The pieces of one language's text; what is in braces and no blank is a finding, and left out. `Err` if there was one.
pub fn pieces(file: File, yaml: &Yaml, text: &str, blanks: &[Blank], diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<Piece>, Vec<Piece>> {
    let (mut pieces, mut rest, mut searched, before) = (Vec::new(), text, 0, diagnostics.len());
    while let Some(open) = rest.find('{') {
        if open > 0 {
            pieces.push(Piece::Words(rest[..open].to_owned()));
        }
        let end = rest[open..].find('}').map_or(rest.len(), |close| open + close + 1);
        let written = &rest[open..end];
        let place = file.place_in(yaml.span, written, &mut searched);
        match blank(written, place, blanks) {
            Ok(at) => pieces.push(Piece::Blank(at)),
            Err(finding) => diagnostics.push(*finding),
        }
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    if diagnostics.len() == before { Ok(pieces) } else { Err(pieces) }
}

fn blank(written: &str, place: Span, blanks: &[Blank]) -> Result<usize, Box<Diagnostic>> {
    let finding = |message| Diagnostic::new(&MESSAGE_BLANK, place, message);
    let Some(key) = written.strip_prefix("{blank:").and_then(|inside| inside.strip_suffix('}')).map(str::trim) else {
        return Err(Box::new(finding(say!("`{written}` is no blank", written = written)).help(say!("write `{blank: NAME}`"))));
    };
    blanks.iter().position(|blank| blank.key == key).ok_or_else(|| {
        let known = blanks.iter().map(|blank| blank.key.as_str());
        Box::new(finding(say!("`{key}` is not listed under `blanks`", key = key)).help(suggestion(key, known)))
    })
}
