//! Findings as GitHub workflow commands, which annotate the lines of a pull request.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// One workflow command, with its line feed.
pub fn print(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = diagnostic.span.map_or(String::new(), |span| {
        let place = sources.place(span);
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(sources.path(span.source)),
            place.line,
            place.column,
            place.end_line,
            place.end_column,
        )
    });
    let mut text = diagnostic.message.to_string();
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    format!("::{command} {place}title={}::{}\n", property(diagnostic.kind.code), data(&text))
}

/// Escapes as the runner of workflow commands undoes them.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
