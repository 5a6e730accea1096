//! What plain text must not hold, because the author meant it to be more than text.

use std::ops::Range;

use super::characters::is_cjk;
use super::findings::Findings;
use super::kinds::{OPEN_EMPHASIS, OPEN_LINK, UNDEFINED_FOOTNOTE};
use super::marks::is_escaped;
use crate::say;

/// Looks at one run of text as it stands in the file, where an escaped sign still shows its backslash.
pub fn check(file: &str, range: &Range<usize>, findings: &mut Findings) {
    check_emphasis(file, range, findings);
    check_links(file, range, findings);
    check_footnotes(file, range, findings);
}

fn check_emphasis(file: &str, range: &Range<usize>, findings: &mut Findings) {
    let mut at = range.start;
    while let Some(found) = file[at..range.end].find("**").map(|found| at + found) {
        let end = found + file[found..range.end].bytes().take_while(|byte| *byte == b'*').count();
        let neighbours = [file[..found].chars().next_back(), file[end..].chars().next()];
        if !is_escaped(file, found) && neighbours.into_iter().flatten().any(|c| c.is_alphabetic() || is_cjk(c)) {
            findings.report(
                &OPEN_EMPHASIS,
                &(found..end),
                say!("`**` makes nothing bold here, so readers see it"),
                say!("close the pair and leave no space inside it, or write `\\*\\*`"),
            );
        }
        at = end;
    }
}

fn check_links(file: &str, range: &Range<usize>, findings: &mut Findings) {
    for (found, sign) in file[range.clone()].match_indices("](") {
        let found = range.start + found;
        if !is_escaped(file, found) {
            findings.report(
                &OPEN_LINK,
                &(found..found + sign.len()),
                say!("`](` makes no link here, so readers see it"),
                say!("write `[text](<address>)` if the address holds spaces, or `\\]` if brackets are meant"),
            );
        }
    }
}

fn check_footnotes(file: &str, range: &Range<usize>, findings: &mut Findings) {
    let mut at = range.start;
    while let Some(found) = file[at..range.end].find("[^").map(|found| at + found) {
        let name = &file[found + 2..range.end];
        let length = name.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).unwrap_or(name.len());
        at = found + 2 + length;
        if length > 0 && name[length..].starts_with(']') && !is_escaped(file, found) {
            let name = &name[..length];
            findings.report(
                &UNDEFINED_FOOTNOTE,
                &(found..at + 1),
                say!("no footnote `{name}` stands on this page", name = name),
                say!("add a line `[^{name}]: …`, or write `\\[^` if brackets are meant", name = name),
            );
        }
    }
}
