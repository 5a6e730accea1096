//! What stands behind the fence of a code block: ```` ```sh {title="Stop" mark="2,4-5"} ````.

use std::ops::Range;

use super::highlight;
use crate::markdown::findings::Findings;
use crate::markdown::kinds::{CODE_ATTRIBUTE, CODE_LANGUAGE};
use crate::say;
use crate::yaml::closest;

/// In letters.
const LONGEST_NAME: usize = 40;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// As written; empty if there is none.
    pub language: String,
    pub title: String,
    /// First and last line of each marked run, from 1.
    pub marked: Vec<(u32, u32)>,
}

/// `lines` is how many lines the block has.
pub fn read(info: &str, lines: usize, place: &Range<usize>, findings: &mut Findings) -> Info {
    let info = info.trim();
    let end = info.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(info.len());
    let (language, rest) = info.split_at(end);
    check_language(language, place, findings);
    let mut read = Info { language: language.to_owned(), ..Info::default() };
    let Some(mut rest) = attributes(rest.trim(), place, findings) else { return read };
    while !rest.is_empty() {
        let Some((name, value, behind)) = attribute(rest) else {
            report(place, findings, rest);
            break;
        };
        match name {
            "title" => read.title = value.to_owned(),
            "mark" => match marked(value, lines) {
                Some(marked) => read.marked = marked,
                None => report_lines(place, findings, value, lines),
            },
            other => report(place, findings, other),
        }
        rest = behind;
    }
    read
}

/// The class of the `code` element; a name with other letters than these gets none.
pub fn class(language: &str) -> Option<String> {
    let is_name = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_' | b'#' | b'.'));
    (is_name && !language.is_empty()).then(|| format!("language-{}", language.to_ascii_lowercase()))
}

fn check_language(language: &str, place: &Range<usize>, findings: &mut Findings) {
    if language.is_empty() || highlight::is_plain(language) || highlight::syntax(language).is_some() {
        return;
    }
    let names = highlight::names();
    // What is longer than any name was not meant as one.
    let name: String = language.to_lowercase().chars().take(LONGEST_NAME).collect();
    let help = match closest(&name, names.iter().map(String::as_str)) {
        Some(near) => say!("did you mean `{near}`? Write `text` for a block without colours", near = near),
        None => say!("write `text` for a block without colours"),
    };
    findings.report(&CODE_LANGUAGE, place, say!("no colours are known for the language `{name}`", name = language), help);
}

/// What stands between the braces.
fn attributes<'i>(rest: &'i str, place: &Range<usize>, findings: &mut Findings) -> Option<&'i str> {
    if rest.is_empty() {
        return None;
    }
    let inside = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if inside.is_none() {
        report(place, findings, rest);
    }
    inside.map(str::trim)
}

/// `name="value"` at the start, and what stands behind it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let (value, rest) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    Some((name.trim(), value, rest.trim_start()))
}

/// `2,4-5` as runs of lines, if the block has them.
fn marked(value: &str, lines: usize) -> Option<Vec<(u32, u32)>> {
    let run = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (1 <= first && first <= last && last as usize <= lines).then_some((first, last))
    };
    value.split(',').map(run).collect()
}

fn report(place: &Range<usize>, findings: &mut Findings, what: &str) {
    findings.report(
        &CODE_ATTRIBUTE,
        place,
        say!("`{what}` is not understood behind the language", what = what),
        say!("write {example}", example = r#"`{title="…" mark="2,4-5"}`"#),
    );
}

fn report_lines(place: &Range<usize>, findings: &mut Findings, value: &str, lines: usize) {
    findings.report(
        &CODE_ATTRIBUTE,
        place,
        say!("`{value}` does not name lines of this block, which has {lines}", value = value, lines = lines),
        say!("write numbers and runs of them, as in {example}", example = r#"`mark="2,4-5"`"#),
    );
}
