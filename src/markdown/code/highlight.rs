//! Colours for code, as classes of one letter: so a page's policy may forbid inline styles, and both colour schemes are a dozen
//! lines of CSS.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::markdown::escape::{escape, escaped};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Beginnings of scope names and their classes. The first that fits counts, of the innermost scope that any fits.
static CLASSES: LazyLock<[(Scope, char); 15]> = LazyLock::new(|| {
    const TABLE: [(&str, char); 15] = [
        ("comment", 'c'),
        ("string", 's'),
        ("constant", 'n'),
        ("keyword.operator", 'o'),
        ("keyword", 'k'),
        ("storage", 'k'),
        ("entity.name.function", 'f'),
        ("variable.function", 'f'),
        ("support.function", 'f'),
        ("entity.other.attribute-name", 'v'),
        ("entity", 't'),
        ("support", 't'),
        ("variable", 'v'),
        ("punctuation", PUNCTUATION),
        ("markup", 'm'),
    ];
    TABLE.map(|(name, class)| (Scope::new(name).expect("the names in the table are short"), class))
});

const PUNCTUATION: char = 'p';

/// Names that people write and the grammars do not have.
const ALIASES: [(&str, &str); 7] = [
    ("shell", "sh"),
    ("console", "sh"),
    ("shellsession", "sh"),
    ("jsonc", "json"),
    ("golang", "go"),
    ("docker", "dockerfile"),
    ("csharp", "cs"),
];

/// In bytes; a longer line is data, not code, and could take a grammar seconds.
const LONGEST_LINE: usize = 4_000;

/// Loads the grammars, for the preview's start: some milliseconds that the first page would otherwise pay.
pub fn warm_up() {
    LazyLock::force(&SYNTAXES);
    LazyLock::force(&CLASSES);
}

/// Whether a block is to be shown without colours.
pub fn is_plain(language: &str) -> bool {
    ["", "text", "txt", "plain", "plaintext"].iter().any(|plain| language.eq_ignore_ascii_case(plain))
}

/// The grammar of a language, by its name or a file's ending; `None` for plain text.
pub fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if is_plain(language) {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| language.eq_ignore_ascii_case(alias));
    SYNTAXES.find_syntax_by_token(alias.map_or(language, |(_, name)| name))
}

/// All names that [`syntax`] knows, in lower case.
pub fn names() -> Vec<String> {
    let grammars = SYNTAXES.syntaxes().iter();
    let names = grammars.flat_map(|grammar| grammar.file_extensions.iter().chain([&grammar.name]));
    names.map(|name| name.to_lowercase()).chain(ALIASES.iter().map(|(alias, _)| (*alias).to_owned())).collect()
}

/// The lines of `text` as HTML, without their line feeds.
pub fn lines(language: &str, text: &str) -> Vec<String> {
    match syntax(language) {
        Some(syntax) => coloured(syntax, text),
        None => text.lines().map(escaped).collect(),
    }
}

fn coloured(syntax: &SyntaxReference, text: &str) -> Vec<String> {
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    LinesWithEndings::from(text).map(|line| coloured_line(line, &mut state, &mut scopes)).collect()
}

fn coloured_line(line: &str, state: &mut ParseState, scopes: &mut ScopeStack) -> String {
    let shown = line.trim_end_matches(['\n', '\r']);
    if line.len() > LONGEST_LINE {
        return escaped(shown);
    }
    // A grammar that fails on a line leaves it plain; the next may be right again.
    let Ok(changes) = state.parse_line(line, &SYNTAXES) else { return escaped(shown) };
    let mut writer = LineWriter { html: String::with_capacity(shown.len() * 4), open: None };
    let mut at = 0;
    for (offset, change) in changes {
        writer.write(class(&scopes.scopes), &shown[at.min(shown.len())..offset.min(shown.len())]);
        at = offset;
        if scopes.apply(&change).is_err() {
            break;
        }
    }
    writer.write(class(&scopes.scopes), &shown[at.min(shown.len())..]);
    writer.finish()
}

fn class(scopes: &[Scope]) -> Option<char> {
    let class = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    let mut classes = scopes.iter().rev().filter_map(class);
    match classes.next()? {
        // Quotes belong to their string, and the sign of a comment to the comment.
        PUNCTUATION => Some(classes.find(|class| matches!(class, 'c' | 's')).unwrap_or(PUNCTUATION)),
        class => Some(class),
    }
}

/// Joins equal neighbours, and leaves white space alone out of them.
struct LineWriter {
    html: String,
    open: Option<char>,
}

impl LineWriter {
    fn write(&mut self, class: Option<char>, text: &str) {
        if text.is_empty() {
            return;
        }
        let class = if text.trim().is_empty() { self.open } else { class };
        if class != self.open {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
