//! Where a script or a style sheet loads another file by a relative path.

use std::ops::Range;

use super::comments;

/// A relative path in a place from which the browser loads a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// The file inside `static/` that it names.
    pub name: String,
    /// The bytes of the path.
    pub path: Range<usize>,
    /// Of it, those of the last segment.
    pub file_name: Range<usize>,
}

/// What stands before a path that is loaded. Other texts that look like a path are left alone.
const OF_SCRIPTS: &[&str] = &["from", "import", "import(", "new URL("];
const OF_STYLES: &[&str] = &["url(", "@import"];

/// The mentions in the static file `name`, in the order of its text. What stands in a comment loads nothing.
pub fn of(name: &str, text: &str) -> Vec<Mention> {
    let paths: Vec<Range<usize>> = match name.rsplit_once('.') {
        Some((_, "js" | "mjs")) => in_script(text).collect(),
        Some((_, "css")) => in_style(text),
        _ => return Vec::new(),
    };
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    paths.into_iter().filter_map(|path| mention(folder, text, path)).collect()
}

/// Every text that begins with `./` or `../` and is loaded. A line that begins as comments do is taken for one.
fn in_script(text: &str) -> impl Iterator<Item = Range<usize>> {
    let lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line))
    });
    let code = lines.filter(|(_, line)| !["//", "/*", "*"].iter().any(|sign| line.trim_start().starts_with(sign)));
    let dots = code.flat_map(|(begin, line)| line.match_indices("./").map(move |(at, _)| begin + at));
    dots.filter_map(|at| {
        let start = if text[..at].ends_with('.') { at - 1 } else { at };
        let quote = text[..start].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        OF_SCRIPTS.iter().find(|word| ends_with_word(&text[..start - 1], word))?;
        Some(start..start + text[start..].find([quote, '\n'])?)
    })
}

fn ends_with_word(before: &str, word: &str) -> bool {
    before.trim_end().strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || "_$.".contains(c)))
}

/// Every relative address: in a style sheet `icon.svg` is one, too.
fn in_style(text: &str) -> Vec<Range<usize>> {
    // The same bytes, so the same places.
    let lower = text.to_ascii_lowercase();
    let comments = comments::in_style(text);
    let is_comment = |at: usize| comments.get(comments.partition_point(|comment| comment.end <= at)).is_some_and(|next| next.start <= at);
    let leads = OF_STYLES.iter().flat_map(|word| lower.match_indices(word).map(|(at, word)| (at, at + word.len())));
    let loaded = leads.filter(|(at, _)| !is_comment(*at) && !lower[..*at].ends_with(|c: char| c.is_alphanumeric() || "-_\\".contains(c)));
    let mut paths: Vec<_> = loaded.filter_map(|(_, end)| address(text, end)).filter(|path| is_relative(&text[path.clone()])).collect();
    paths.sort_by_key(|path| path.start);
    paths.dedup_by(|next, before| next.start < before.end);
    paths
}

/// The address that begins behind `at`; behind `@import` it stands in quotation marks, else `url(` follows.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text.len() - text[at..].trim_start().len();
    match text[start..].chars().next()? {
        quote @ ('"' | '\'') => Some(start + 1..start + 1 + text[start + 1..].find([quote, '\n'])?),
        _ if text[..at].ends_with('(') => Some(start..start + text[start..].find(|c: char| c == ')' || c.is_whitespace())?),
        _ => None,
    }
}

/// Neither on another host, nor of a scheme (`data:`), nor a place in the same document.
fn is_relative(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or("");
    !address.starts_with('/') && !scheme.is_empty() && !scheme.contains(':')
}

/// Resolves the path; `None` if it leaves `static/`.
fn mention(folder: &str, text: &str, path: Range<usize>) -> Option<Mention> {
    let end = text[path.clone()].find(['?', '#']).map_or(path.end, |at| path.start + at);
    let start = path.start;
    let path = &text[start..end];
    let mut segments: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                segments.pop()?;
            }
            part => segments.push(part),
        }
    }
    let file_name = start + path.rfind('/').map_or(0, |at| at + 1)..end;
    Some(Mention { name: segments.join("/"), path: start..end, file_name })
}

#[cfg(test)]
mod tests {
    use super::of;

    fn names(file: &str, text: &str) -> Vec<(String, String)> {
        of(file, text).into_iter().map(|found| (found.name, text[found.file_name].to_owned())).collect()
    }

    #[test]
    fn what_a_script_loads_is_found() {
        let text = "import { a } from \"./dates.js\";\nimport './x.js';\nconst l = await import(`../lib/y.mjs`);\nexport * from \"./z.js\"";
        let found = names("js/tree.js", text);
        let expected = [("js/dates.js", "dates.js"), ("js/x.js", "x.js"), ("lib/y.mjs", "y.mjs"), ("js/z.js", "z.js")]
            .map(|(a, b)| (a.into(), b.into()));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_only_looks_like_a_path_is_left_alone() {
        for text in [
            "const a = \"./dates.js\"",
            "// see ./dates.js",
            "a from \"dates.js\"",
            "reform(\"./x.js\")",
            "import('../../x.js')",
            "  // import './x.js'",
            "/** @type {import('./x').X} */",
            "/**\n * @type {import('./x').X}\n */",
        ] {
            assert_eq!(names("js/tree.js", text), [], "{text}");
        }
    }

    #[test]
    fn what_a_style_sheet_loads_is_found() {
        let text = "@import \"./base.css\"; a { background: url(../icon.svg#mark), url('./a.png?x') }";
        let found = names("css/site.css", text);
        let expected = [("css/base.css", "base.css"), ("icon.svg", "icon.svg"), ("css/a.png", "a.png")].map(|(a, b)| (a.into(), b.into()));
        assert_eq!(found, expected);
    }

    #[test]
    fn an_address_in_a_style_sheet_is_found_as_it_may_be_written() {
        let text = "@IMPORT 'base.css'; a { b: URL( \"./my icon.svg\" ), url(図.svg), url( a.png ) } /* url(./no.png) */";
        let found = names("css/site.css", text);
        let expected = [("css/base.css", "base.css"), ("css/my icon.svg", "my icon.svg"), ("css/図.svg", "図.svg"), ("css/a.png", "a.png")];
        assert_eq!(found, expected.map(|(a, b)| (a.into(), b.into())));
        assert_eq!(names("css/site.css", "a { b: url(url(a.png)) }").len(), 1);
        for address in ["//x/y.png", "/a.png", "#a", "data:image/png;base64,./a", "https://x/./a.png", "", "?a"] {
            assert_eq!(names("css/site.css", &format!("a {{ b: url({address}), url('{address}') }}")), [], "{address}");
        }
    }
}
