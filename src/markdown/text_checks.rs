//! What plain text must not hold, because the author meant it to be more than text.

use std::ops::Range;

use super::characters::is_cjk;
use super::findings::Findings;
use super::kinds::{OPEN_EMPHASIS, OPEN_LINK, UNDEFINED_FOOTNOTE};
use super::marks::is_escaped;
use crate::say;

/// Looks at one run of text as it stands in the file, where an escaped sign still shows its backslash.
pub fn check(file: &str, range: &Range<usize>, findings: &mut Findings) {
    let mut at = range.start;
    while let Some(found) = file.as_bytes()[at..range.end].iter().position(|byte| matches!(byte, b'*' | b'[' | b']')) {
        let start = at + found;
        let text = &file[start..range.end];
        at = start + 1;
        if text.starts_with("**") {
            at = start + text.bytes().take_while(|byte| *byte == b'*').count();
            check_emphasis(file, start..at, findings);
        } else if text.starts_with("](") && !is_escaped(file, start) {
            report_link(&(start..start + "](".len()), findings);
        } else if text.starts_with("[^") && !is_escaped(file, start) {
            check_footnote(text, start, findings);
        }
    }
}

/// `run` is a run of asterisks. White space on both sides is a product or a list of stars; digits are a power.
fn check_emphasis(file: &str, run: Range<usize>, findings: &mut Findings) {
    let neighbours = [file[..run.start].chars().next_back(), file[run.end..].chars().next()];
    if is_escaped(file, run.start) || !neighbours.into_iter().flatten().any(|c| c.is_alphabetic() || is_cjk(c)) {
        return;
    }
    findings.report(
        &OPEN_EMPHASIS,
        &run,
        say!("`**` makes nothing bold here, so readers see it"),
        say!("close the pair and leave no space inside it, or write `\\*\\*`"),
    );
}

fn report_link(sign: &Range<usize>, findings: &mut Findings) {
    findings.report(
        &OPEN_LINK,
        sign,
        say!("`](` makes no link here, so readers see it"),
        say!("write `[text](<address>)` if the address holds spaces, or `\\]` if brackets are meant"),
    );
}

/// `text` begins with `[^`, at `start` in the file.
fn check_footnote(text: &str, start: usize, findings: &mut Findings) {
    let name = &text["[^".len()..];
    let length = name.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).unwrap_or(name.len());
    if length == 0 || !name[length..].starts_with(']') {
        return;
    }
    let name = &name[..length];
    findings.report(
        &UNDEFINED_FOOTNOTE,
        &(start..start + "[^]".len() + length),
        say!("no footnote `{name}` stands on this page", name = name),
        say!("add a line `[^{name}]: …`, or write `\\[^` if brackets are meant", name = name),
    );
}
