//! Which names every system can store. A site builds on every system or on none: what Windows or macOS could not keep is
//! refused on Linux too, for what is read and for what is written.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Message;
use crate::say;

/// Longest name in bytes on the usual file systems.
const MOST_BYTES: usize = 255;
/// What Windows cannot store in a name; a backslash would be a folder there.
const NEVER: &str = "\\<>:\"|?*";
/// Names that are devices on Windows, with any ending: what is written to `con.html` is not a file.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why one part of a path cannot be a name everywhere.
pub fn refusal(name: &str) -> Option<Message> {
    if let Some(bad) = name.chars().find(|c| c.is_control() || NEVER.contains(*c)) {
        Some(say!("not every system allows `{bad}` in a name", bad = bad.escape_debug()))
    } else if name.is_empty() {
        Some(say!("between two `/`, before the first or behind the last stands no name"))
    } else if name == "." || name == ".." {
        Some(say!("`.` and `..` lead elsewhere"))
    } else if name.len() > MOST_BYTES {
        Some(say!("a name has {bytes} bytes, and {most} is the most (a kana or kanji takes three)", bytes = name.len(), most = MOST_BYTES))
    } else if name.ends_with(['.', ' ']) {
        Some(say!("Windows drops a dot or a space at the end of a name"))
    } else if is_device(name) {
        Some(say!("`{name}` is a device on Windows", name = name))
    } else {
        None
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let is_port = |kind| stem.strip_prefix(kind).is_some_and(|number: &str| matches!(number.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt")
}

/// Equal for names that differ in case or composition only. The number of `/` stays.
pub fn fold(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().map(fold_letter).collect() }
}

/// Over the upper case, so that σ and ς meet. Letter by letter as file systems do it: ß stays apart from ss.
fn fold_letter(letter: char) -> char {
    single(single(letter, letter.to_uppercase()), single(letter, letter.to_uppercase()).to_lowercase())
}

fn single(letter: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(only), None) => only,
        _ => letter,
    }
}
