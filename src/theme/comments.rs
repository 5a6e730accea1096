//! Scripts and style sheets are published without their comments: those are for whoever changes the theme, and would be a good part of
//! what a phone loads. Where it is not plain that the same signs are a comment, they stay; and so do licences.

use std::borrow::Cow;
use std::ops::Range;

/// The text without what is a comment from the start of its line: `// …` in a script, `/* … */` in a style sheet. Other files are left
/// as they are, and so is a script in which a line may begin inside a text.
pub fn without<'t>(name: &str, text: &'t str) -> Cow<'t, str> {
    match name.rsplit_once('.') {
        Some((_, "js" | "mjs")) => script(text).map_or(Cow::Borrowed(text), Cow::Owned),
        Some((_, "css")) => Cow::Owned(style(text)),
        _ => Cow::Borrowed(text),
    }
}

/// `None` if a line may begin in the middle of a text or of a comment.
fn script(text: &str) -> Option<String> {
    if text.contains("/*") || has_other_line_ends(text) {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut out = String::with_capacity(text.len());
    for run in lines.chunk_by(|a, b| is_comment(a) == is_comment(b)) {
        match is_comment(run[0]) {
            true if !run.iter().any(|line| is_licence(line)) => {}
            true => out.extend(run.iter().copied()),
            false if run.iter().all(|line| ends_in_code(line)) => out.extend(run.iter().copied()),
            false => return None,
        }
    }
    Some(out)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// A comment ends there, too, and code follows.
fn has_other_line_ends(text: &str) -> bool {
    text.contains(['\u{2028}', '\u{2029}']) || text.replace("\r\n", "\n").contains('\r')
}

/// Whether a line that begins in code surely ends there: in no template, and in no string with an escaped line end. One that holds a
/// backtick and something that is hard to tell (a regular expression, a template in a template) is not sure.
fn ends_in_code(line: &str) -> bool {
    let line = line.trim_end_matches(['\n', '\r']);
    if line.ends_with('\\') {
        return false;
    }
    let mut rest = line;
    while let Some((at, sign)) = rest.char_indices().find(|(_, c)| "\"'`/".contains(*c)).filter(|_| rest.contains('`')) {
        let behind = &rest[at + 1..];
        if sign == '/' {
            return behind.starts_with('/');
        }
        let Some(end) = end_of_text(behind, sign) else { return false };
        if sign == '`' && behind[..end].split("${").skip(1).any(|code| !is_plain(code)) {
            return false;
        }
        rest = &behind[end + 1..];
    }
    true
}

/// Whether what stands in a template behind `${` holds no text of its own up to its end.
fn is_plain(code: &str) -> bool {
    code.split_once('}').is_some_and(|(code, _)| !code.contains(['"', '\'', '{', '/']))
}

/// Where the quotation mark stands that ends a text.
fn end_of_text(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let ends = |(_, c): &(usize, char)| {
        let ends = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    };
    text.char_indices().find(ends).map(|(at, _)| at)
}

fn is_licence(comment: &str) -> bool {
    let comment = comment.trim_start().to_ascii_lowercase();
    ["//!", "/*!"].iter().any(|begin| comment.starts_with(begin))
        || ["@license", "@preserve", "copyright", "spdx-"].iter().any(|word| comment.contains(word))
}

fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    // Without a comment before it, it would begin to count.
    let comments = if text.contains("@charset") { Vec::new() } else { in_style(text) };
    for comment in comments.into_iter().filter(|comment| !is_licence(&text[comment.clone()])) {
        let before = text[written..comment.start].trim_end_matches([' ', '\t']);
        let line = written + before.len();
        if !text[..line].ends_with('\n') && line > 0 {
            continue;
        }
        out.push_str(&text[written..line]);
        let behind = text[comment.end..].trim_start_matches([' ', '\t']);
        let behind = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n')).unwrap_or(behind);
        written = text.len() - behind.len();
    }
    out.push_str(&text[written..]);
    out
}

/// The comments of a style sheet. Inside strings and addresses the same signs are none.
pub fn in_style(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut comments = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"/*") => {
                // One that does not end stays.
                let Some(length) = text[at + 2..].find("*/") else { break };
                comments.push(at..at + length + 4);
                at += length + 4;
            }
            b'\\' => at += 2,
            quote @ (b'"' | b'\'') => at = behind(bytes, at + 1, &[quote, b'\n']),
            b'(' if is_address(text, at) => at = behind(bytes, at + 1, b")"),
            _ => at += 1,
        }
    }
    comments
}

/// Behind the next of these signs that is not escaped.
fn behind(bytes: &[u8], mut at: usize, signs: &[u8]) -> usize {
    while at < bytes.len() && !signs.contains(&bytes[at]) {
        at += match &bytes[at..] {
            [b'\\', b'\r', b'\n', ..] => 3,
            [b'\\', ..] => 2,
            _ => 1,
        };
    }
    at + 1
}

/// Whether `url` stands before this bracket, perhaps with escapes, and no quotation mark behind it.
fn is_address(text: &str, bracket: usize) -> bool {
    let name = text[..bracket].rsplit(|c: char| !(c.is_alphanumeric() || "-_\\".contains(c))).next().unwrap_or("");
    let is_quoted = text[bracket + 1..].trim_start().starts_with(['"', '\'']);
    (name.eq_ignore_ascii_case("url") || name.contains('\\')) && !is_quoted
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn lines_of_a_script_that_are_comments_are_left_out() {
        let script = "// Why.\nimport \"./a.js\";\n  // how `it\nlet a = \"// no comment\"; // stays\nb = `c${d(e)}`;\r\n// x\r\n";
        let expected = "import \"./a.js\";\nlet a = \"// no comment\"; // stays\nb = `c${d(e)}`;\r\n";
        assert_eq!(without("js/b.js", script), expected);
    }

    #[test]
    fn comments_of_a_style_sheet_are_left_out() {
        let style = "/*! licence */\n/* One\n   two */\na { content: \"/* text */\" }\n  /* x */ b { top: 0 /* stays */ }\n";
        assert_eq!(without("css/b.css", style), "/*! licence */\na { content: \"/* text */\" }\nb { top: 0 /* stays */ }\n");
    }

    #[test]
    fn what_may_be_text_stays() {
        for script in [
            "a = `\n// text\n`;\n",
            "a = \"\\\n// text\";\n",
            "/*\n// text */\n",
            "a = `${`\n// text\n`}`;\n",
            "a = \"`\" + `\n// text\n`;\n",
            "a = /`/.test(b) ? 1 : `\n// text\n`;\n",
            "a = /[\"`]/.test(b) + `\"\n// text\n`;\n",
            "a = `\\`\n// text\n`;\n",
            "a = `${b(\"}`\")}`, c = `\n// text\n`;\n",
            "a = `${{ b: 1 }.b}${`\n// text\n`}`;\n",
            "a = `b` // `\n+ `\n// text\n`;\n",
        ] {
            assert_eq!(without("js/b.js", script), script);
        }
        for style in [
            "a { content: \"\\\n/* text */\" }\n",
            "a { content: '\\\r\n/* text */' }\r\n",
            "a { background: url(\n/*text*/a.png) }\n",
            "a { background: U\\52L(\n/*text*/a.png) }\n",
            "a { color: red } /* one\n/* two */\nb { color: red }\n",
            "/*! licence\n/* more\n*/\nb { color: red }\n",
            "/* a */ @charset \"shift_jis\";\n",
            "a { color: red }\n/* to the end\n",
        ] {
            assert_eq!(without("css/a.css", style), style);
        }
    }

    #[test]
    fn code_behind_a_comment_stays() {
        for script in ["// a\rb();\n", "// a\u{2028}b();\n", "// a\u{2029}b();\n"] {
            assert_eq!(without("js/b.js", script), script);
        }
        let style = "/* a */ /* b\n c */ d { top: 0 }\n";
        assert_eq!(without("css/b.css", style), "/* b\n c */ d { top: 0 }\n");
    }

    #[test]
    fn licences_stay_whole() {
        for script in ["//! MIT\na();\n", "// @license MIT\n// see there\na();\n", "// b.js\n// Copyright 2026 B.\n// All rights.\na();\n"]
        {
            assert_eq!(without("js/b.js", script), script);
        }
        let style = "/* SPDX-License-Identifier: MIT */\na { top: 0 }\n";
        assert_eq!(without("css/b.css", style), style);
    }

    #[test]
    fn other_files_stay() {
        for (name, text) in [("a.svg", "/* a */\n"), ("a.txt", "// a\n")] {
            assert_eq!(without(name, text), text);
        }
    }
}
