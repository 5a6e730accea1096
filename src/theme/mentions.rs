//! Where a script or a style sheet loads another file by a relative path.

use std::ops::Range;

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

/// The mentions in the static file `name`, in the order of its text.
pub fn of(name: &str, text: &str) -> Vec<Mention> {
    let before = match name.rsplit_once('.') {
        Some((_, "js" | "mjs")) => OF_SCRIPTS,
        Some((_, "css")) => OF_STYLES,
        _ => return Vec::new(),
    };
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let found = starts(text).filter(|(lead, _)| before.iter().any(|word| ends_with_word(&text[..*lead], word)));
    found.filter_map(|(_, start)| mention(folder, text, start)).collect()
}

/// Every place where `./` or `../` begins: where its quotation mark stands, if there is one, and the place itself.
fn starts(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices("./").filter_map(|(at, _)| {
        let start = if text[..at].ends_with('.') { at - 1 } else { at };
        match text[..start].chars().next_back()? {
            '"' | '\'' | '`' => Some((start - 1, start)),
            '(' => Some((start, start)),
            _ => None,
        }
    })
}

fn ends_with_word(before: &str, word: &str) -> bool {
    before.trim_end().strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || "_$.".contains(c)))
}

/// Resolves the path; `None` if it leaves `static/`.
fn mention(folder: &str, text: &str, start: usize) -> Option<Mention> {
    let rest = &text[start..];
    let end = start + rest.find(|c: char| "\"'`)?#".contains(c) || c.is_whitespace())?;
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
    let file_name = start + path.rfind('/')? + 1..end;
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
        for text in ["const a = \"./dates.js\"", "// see ./dates.js", "a from \"dates.js\"", "reform(\"./x.js\")", "import('../../x.js')"] {
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
}
