//! Where links and pictures point: which schemes there are, and where in the file a destination stands.

use std::ops::Range;

/// What may stand before the colon of a link's destination.
const LINK_SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "page", "fact", "facts", "tree"];
const IMAGE_SCHEMES: [&str; 9] = ["http", "https", "fact", "facts", "tree", "tool", "phrases", "message", "glossary"];

/// What shows data of the site instead of leading somewhere.
const EMBED_SCHEMES: [&str; 7] = ["fact", "facts", "tree", "tool", "phrases", "message", "glossary"];

/// The scheme of a destination in lower case, as browsers see it; `None` for a path.
pub fn scheme(destination: &str) -> Option<String> {
    let seen = as_browsers_see(destination);
    let (scheme, _) = seen.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Browsers drop control characters before an address, and line feeds and tabs inside it: `java\nscript:` runs.
fn as_browsers_see(destination: &str) -> String {
    let start = destination.trim_start_matches(|c: char| c <= ' ');
    start.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

pub fn may_link(scheme: &str) -> bool {
    LINK_SCHEMES.contains(&scheme)
}

pub fn may_picture(scheme: &str) -> bool {
    IMAGE_SCHEMES.contains(&scheme)
}

pub fn is_embed(destination: &str) -> bool {
    embed(destination).is_some()
}

/// Scheme and reference, if the destination is one of an embed.
pub fn embed(destination: &str) -> Option<(&'static str, &str)> {
    let (scheme, reference) = destination.split_once(':')?;
    let scheme = EMBED_SCHEMES.into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    Some((scheme, reference))
}

/// Scheme and reference of what a link's words may rest on: evidence. A tree is led to, like a page.
pub fn mark(destination: &str) -> Option<(&'static str, &str)> {
    embed(destination).filter(|(scheme, _)| matches!(*scheme, "fact" | "facts"))
}

/// Whether an embed of this scheme is a block of its own. A fact's value is words.
pub fn is_block(scheme: &str) -> bool {
    scheme != "fact"
}

/// Name of a tool, and the table of facts that it works with: `NAME`, or `NAME/COLLECTION#GROUP.NAME`.
pub fn tool(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('/') {
        Some((name, facts)) => (name, Some(facts)),
        None => (reference, None),
    }
}

/// Where `destination` stands in a link or picture, whose text ends at `text_end`; the whole if it cannot be told, as when it was
/// written with escapes.
pub fn destination_range(file: &str, whole: &Range<usize>, text_end: usize, destination: &str) -> Range<usize> {
    let text_end = text_end.clamp(whole.start, whole.end);
    let behind = &file[text_end..whole.end];
    let from = behind.find("](").map_or(text_end, |at| text_end + at + "](".len());
    match file[from..whole.end].find(destination) {
        Some(at) if !destination.is_empty() => from + at..from + at + destination.len(),
        _ => whole.clone(),
    }
}

/// The part of a destination's range behind its colon.
pub fn reference_range(file: &str, destination: &Range<usize>, reference: &str) -> Range<usize> {
    match file[destination.clone()].rfind(reference) {
        Some(at) if !reference.is_empty() => destination.start + at..destination.start + at + reference.len(),
        _ => destination.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_what_browsers_take_for_one() {
        assert_eq!(scheme("JavaScript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme(" \u{1}java\nscr\tipt:x").as_deref(), Some("javascript"));
        for path in ["a/b:c", "#a:b", "?a:b", "停止:x", ":x", "1a:b", "page", "../a.md"] {
            assert_eq!(scheme(path), None, "{path}");
        }
    }

    #[test]
    fn a_destination_is_found_behind_the_text() {
        let file = "x [a](a \"a\") y";
        assert_eq!(destination_range(file, &(2..12), 4, "a"), 6..7);
        assert_eq!(destination_range(file, &(2..12), 4, "b"), 2..12);
    }

    #[test]
    fn a_reference_is_found_behind_the_colon() {
        let file = "![](fact:fact)";
        assert_eq!(reference_range(file, &(4..13), "fact"), 9..13);
    }
}
