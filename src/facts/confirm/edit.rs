//! The edit itself: where in the text something is put, and in which form.

use std::ops::Range;

use super::Confirmation;
use crate::source::Span;
use crate::yaml::{Entry, Value, Yaml};

/// Bytes of the old text, and what stands there in the new one.
pub struct Change {
    range: Range<usize>,
    text: String,
}

impl Change {
    fn insert(at: usize, text: String) -> Change {
        Change { range: at..at, text }
    }
}

/// `None` if the fact is written in a way that no edit is known for.
pub fn changes(text: &str, fact: &Yaml, confirmation: &Confirmation) -> Option<Vec<Change>> {
    let entries = fact.as_map()?;
    let read = entries.iter().find(|entry| entry.key == "read")?;
    let day = confirmation.checked.to_string();
    let checked = match entries.iter().find(|entry| entry.key == "checked") {
        Some(checked) => renewed(text, checked, &day)?,
        None => added(text, fact, read, &day)?,
    };
    let source = match confirmation.new_source {
        Some(new) => Some(listed(text, fact.get("sources")?, &[("url", quoted(new.url)), ("kind", quoted(new.kind))])?),
        None => None,
    };
    Some([checked].into_iter().chain(source).collect())
}

/// The text with all changes made, none of which touches another.
pub fn apply(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|change| change.range.start);
    let mut new = text.to_owned();
    for change in changes.iter().rev() {
        new.replace_range(change.range.clone(), &change.text);
    }
    new
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// `checked` is there: another day in the place of the old one, inside its quotes.
fn renewed(text: &str, checked: &Entry, day: &str) -> Option<Change> {
    let written = range(checked.value.span);
    match &checked.value.value {
        Value::Text(old) => {
            let at = written.start + text.get(written.clone())?.find(old.as_str())?;
            Some(Change { range: at..at + old.len(), text: day.to_owned() })
        }
        Value::Null if written.is_empty() => {
            let key = range(checked.key_span);
            let colon = key.end + text.get(key.end..)?.find(':')?;
            Some(Change::insert(colon + 1, format!(" {day}")))
        }
        Value::Null => Some(Change { range: written, text: day.to_owned() }),
        _ => None,
    }
}

/// `checked` is not there: it comes behind `read`, and is written as that is.
fn added(text: &str, fact: &Yaml, read: &Entry, day: &str) -> Option<Change> {
    let (key, value) = (range(read.key_span), range(read.value.span));
    let pair = format!("{}: {}", text.get(key.clone())?.replace("read", "checked"), like(text.get(value.clone())?, day));
    if is_flow(text, fact) {
        return Some(Change::insert(value.end, format!(", {pair}")));
    }
    let indent = indent(text, key.start);
    Some(new_line(text, value.end, &format!("{indent}{pair}")))
}

/// A day in the quotes of another one.
fn like(written: &str, day: &str) -> String {
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{day}{quote}"),
        _ => day.to_owned(),
    }
}

/// A new item at the end of a list of maps, in the form of the last one.
fn listed(text: &str, list: &Yaml, pairs: &[(&str, String)]) -> Option<Change> {
    let last = list.as_seq()?.last()?;
    last.as_map()?;
    let flow = format!("{{ {} }}", pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", "));
    let end = end(text, last)?;
    if is_flow(text, list) {
        return Some(Change::insert(end, format!(", {flow}")));
    }
    let start = last.span.start as usize;
    let before = &text[line_start(text, start)..start];
    if before.trim_start().trim_end() != "-" {
        return None;
    }
    let item = match is_flow(text, last) {
        true => format!("{before}{flow}"),
        false => {
            let eol = line_end_of(text, end);
            let lines = pairs.iter().map(|(key, value)| format!("{key}: {value}"));
            format!("{before}{}", lines.collect::<Vec<_>>().join(&format!("{eol}{}", " ".repeat(before.chars().count()))))
        }
    };
    Some(new_line(text, end, &item))
}

/// Plain where YAML takes it for nothing but a text; else in quotes, which an address cannot hold itself.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:._~%?=&+@-".contains(c);
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    match begins && text.chars().all(is_plain) && !text.ends_with(':') && !["true", "false", "null"].contains(&text) {
        true => text.to_owned(),
        false => format!("\"{text}\""),
    }
}

/// Whether a map or a list is written in brackets. A list in lines begins where its first item does, which may be a map in braces.
fn is_flow(text: &str, yaml: &Yaml) -> bool {
    let bracket = match yaml.value {
        Value::Map(_) => '{',
        _ => '[',
    };
    text.get(yaml.span.start as usize..).is_some_and(|rest| rest.starts_with(bracket))
}

/// Where a value ends, closing brackets included: the tree knows where a value in brackets begins.
fn end(text: &str, yaml: &Yaml) -> Option<usize> {
    let last = match &yaml.value {
        Value::Map(entries) => entries.last().map(|entry| &entry.value),
        Value::Seq(items) => items.last(),
        _ => return Some(yaml.span.end as usize),
    };
    let inner = match last {
        Some(last) => end(text, last)?.max(yaml.span.start as usize + usize::from(is_flow(text, yaml))),
        None => yaml.span.start as usize + 1,
    };
    if is_flow(text, yaml) { closing(text, inner) } else { Some(inner) }
}

/// Behind the next closing bracket; commas, white space and comments may stand before it.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            '}' | ']' => return Some(at + 1),
            '#' => at += rest.find(['\n', '\r']).unwrap_or(rest.len()),
            ',' => at += 1,
            c if c.is_whitespace() => at += c.len_utf8(),
            _ => return None,
        }
    }
}

/// A line of its own below the one on which `at` stands.
fn new_line(text: &str, at: usize, line: &str) -> Change {
    let eol = line_end_of(text, at);
    match text[at..].find(['\n', '\r']) {
        Some(end) => {
            let end = at + end;
            let length = if text[end..].starts_with("\r\n") { 2 } else { 1 };
            Change::insert(end + length, format!("{line}{eol}"))
        }
        // The file ends without a line end, and goes on doing so.
        None => Change::insert(text.len(), format!("{eol}{line}")),
    }
}

/// How lines end here: as the one at `at` does; at the end of a file, as the one above.
fn line_end_of(text: &str, at: usize) -> &'static str {
    let near = text[at..].find(['\n', '\r']).map(|end| at + end).or_else(|| text.rfind(['\n', '\r']));
    let Some(end) = near else { return "\n" };
    // Found from behind, it is the second half of the pair.
    let (before, rest) = text.as_bytes().split_at(end);
    match (before.last(), rest) {
        (_, [b'\r', b'\n', ..]) | (Some(b'\r'), [b'\n', ..]) => "\r\n",
        (_, [b'\r', ..]) => "\r",
        _ => "\n",
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// What stands before a key on its line, if that is nothing but white space; else as many spaces (a key behind `: `).
fn indent(text: &str, key: usize) -> String {
    let before = &text[line_start(text, key)..key];
    let before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
    match before.chars().all(char::is_whitespace) {
        true => before.to_owned(),
        false => " ".repeat(before.chars().count()),
    }
}
