//! Scripts are published without their comments: those are for whoever changes the theme, and would be a fifth of what a phone loads.

use std::borrow::Cow;

/// The script without the lines that are a `//` comment and nothing else. Other files are left as they are; and so is a script in which
/// a line may begin inside a text, where `//` would be no comment.
pub fn without<'t>(name: &str, text: &'t str) -> Cow<'t, str> {
    let is_script = name.ends_with(".js") || name.ends_with(".mjs");
    if !is_script || text.contains("/*") || text.lines().any(may_go_on) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect())
}

/// Whether a text may begin in this line and end in a later one: a template, or a string with an escaped line end. One backtick too
/// many in a comment keeps the comments, which harms nobody.
fn may_go_on(line: &str) -> bool {
    line.matches('`').count() % 2 == 1 || line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn lines_that_are_comments_are_left_out() {
        let script = "// Why.\nimport \"./a.js\";\n  // how\nlet a = \"// no comment\"; // stays\n";
        assert_eq!(without("js/b.js", script), "import \"./a.js\";\nlet a = \"// no comment\"; // stays\n");
    }

    #[test]
    fn what_may_be_text_stays() {
        for script in ["a = `\n// text\n`;\n", "a = \"\\\n// text\";\n", "/*\n// text */\n"] {
            assert_eq!(without("js/b.js", script), script);
        }
    }

    #[test]
    fn other_files_stay() {
        assert_eq!(without("css/b.css", "// a\n"), "// a\n");
    }
}
