//! Scripts and style sheets are published without their comments: those are for whoever changes the theme, and would be a good part of
//! what a phone loads.

use std::borrow::Cow;

/// The text without what is a comment from the start of its line: `// …` in a script, `/* … */` in a style sheet. Other files are left
/// as they are, and so is one in which a line may begin inside a text, where the same signs would be no comment.
pub fn without<'t>(name: &str, text: &'t str) -> Cow<'t, str> {
    let is_script = name.ends_with(".js") || name.ends_with(".mjs");
    if text.lines().any(may_go_on) || is_script && text.contains("/*") {
        return Cow::Borrowed(text);
    }
    match is_script {
        true => Cow::Owned(text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect()),
        false if name.ends_with(".css") => Cow::Owned(style(text)),
        false => Cow::Borrowed(text),
    }
}

/// Whether a text may begin in this line and end in a later one: a template, or a string with an escaped line end. One backtick too
/// many in a comment keeps the comments, which harms nobody.
fn may_go_on(line: &str) -> bool {
    line.matches('`').count() % 2 == 1 || line.ends_with('\\')
}

/// A comment that begins with `/*!` is a licence, and stays.
fn style(text: &str) -> String {
    let (mut out, mut is_comment) = (String::with_capacity(text.len()), false);
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        is_comment = is_comment || start.starts_with("/*") && !start.starts_with("/*!");
        let Some((_, rest)) = line.split_once("*/").filter(|_| is_comment) else {
            out.push_str(if is_comment { "" } else { line });
            continue;
        };
        is_comment = false;
        out.push_str(rest.trim_start());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn lines_of_a_script_that_are_comments_are_left_out() {
        let script = "// Why.\nimport \"./a.js\";\n  // how\nlet a = \"// no comment\"; // stays\n";
        assert_eq!(without("js/b.js", script), "import \"./a.js\";\nlet a = \"// no comment\"; // stays\n");
    }

    #[test]
    fn comments_of_a_style_sheet_are_left_out() {
        let style = "/*! licence */\n/* One\n   two */\na { content: \"/* text */\" }\n  /* x */ b { top: 0 /* stays */ }\n";
        assert_eq!(without("css/b.css", style), "/*! licence */\na { content: \"/* text */\" }\nb { top: 0 /* stays */ }\n");
    }

    #[test]
    fn what_may_be_text_stays() {
        for script in ["a = `\n// text\n`;\n", "a = \"\\\n// text\";\n", "/*\n// text */\n"] {
            assert_eq!(without("js/b.js", script), script);
        }
        let style = "a { content: \"\\\n/* text */\" }\n";
        assert_eq!(without("css/b.css", style), style);
    }

    #[test]
    fn other_files_stay() {
        for (name, text) in [("a.svg", "/* a */\n"), ("a.txt", "// a\n")] {
            assert_eq!(without(name, text), text);
        }
    }
}
