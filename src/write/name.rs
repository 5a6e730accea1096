//! Which paths can be files of a site, and which of them are taken.
//!
//! The same site builds on every system or on none: a name that Windows or macOS could not keep apart from another, or could not
//! store, is refused on Linux too.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Failure, Message};
use crate::{file_name, say};

/// The names that are taken, as a file system sees them that knows neither case nor composed characters.
#[derive(Default)]
pub struct Names(Mutex<HashMap<String, Taken>>);

struct Taken {
    spelled: String,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    File,
    Folder,
}

impl Names {
    /// Takes the path for one file, and the folders above it for folders.
    pub fn claim(&self, path: &str) -> Result<(), Failure> {
        if let Some(reason) = refusal(path) {
            return Err(Failure::new(reason));
        }
        let folded = file_name::fold(path);
        // Poisoned by a panic elsewhere, the map is still whole: each step leaves it so.
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ((folded_end, _), (end, _)) in folded.match_indices('/').zip(path.match_indices('/')) {
            take(&mut taken, &folded[..folded_end], &path[..end], What::Folder)?;
        }
        take(&mut taken, &folded, path, What::File)
    }

    /// Whether a file or folder has exactly this path.
    pub fn has(&self, path: &str) -> bool {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.get(&file_name::fold(path)).is_some_and(|taken| taken.spelled == path)
    }
}

fn take(taken: &mut HashMap<String, Taken>, folded: &str, spelled: &str, what: What) -> Result<(), Failure> {
    match taken.get(folded) {
        Some(before) => meet(before, spelled, what),
        None => {
            taken.insert(folded.to_owned(), Taken { spelled: spelled.to_owned(), what });
            Ok(())
        }
    }
}

/// A name that is taken may be used again only for the same folder.
fn meet(before: &Taken, spelled: &str, what: What) -> Result<(), Failure> {
    let path = spelled.escape_debug();
    let reason = if before.spelled != spelled {
        let other = before.spelled.escape_debug();
        say!("`{path}` and `{other}` are one name on macOS and Windows: rename one of them", path = path, other = other)
    } else {
        match (before.what, what) {
            (What::Folder, What::Folder) => return Ok(()),
            (What::File, What::File) => say!("two files of the site have the path `{path}`", path = path),
            (What::File, What::Folder) | (What::Folder, What::File) => {
                say!("`{path}` would have to be a file and a folder of the site at once", path = path)
            }
        }
    };
    Err(Failure::new(reason))
}

/// Why a path cannot be a file of a site.
fn refusal(path: &str) -> Option<Message> {
    if path.is_empty() {
        return Some(say!("a file of the site has an empty path"));
    }
    let shown = path.escape_debug();
    path.split('/').find_map(|name| {
        file_name::refusal(name).map(|reason| say!("`{path}` cannot be a file of the site: {reason}", path = shown, reason = reason))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(paths: &[&str]) -> Result<(), String> {
        let names = Names::default();
        paths.iter().try_for_each(|path| names.claim(path)).map_err(|failure| failure.0.to_string())
    }

    #[test]
    fn ordinary_names_are_taken() {
        let paths = [
            "index.html",
            "ja/停止/index.html",
            "ja/停止/図.png",
            "_headers",
            ".well-known/x",
            "a b.html",
            "console.html",
            "com10.html",
            "ß",
            "ss",
        ];
        assert_eq!(claims(&paths), Ok(()));
    }

    #[test]
    fn case_and_composition_do_not_keep_names_apart() {
        for pair in [["a/B.html", "a/b.html"], ["A/x.html", "a/y.html"], ["か\u{3099}.png", "が.png"], ["Σ", "ς"], ["É", "e\u{301}"]] {
            let said = claims(&pair).unwrap_err();
            assert!(said.contains("one name on macOS and Windows"), "{said}");
        }
    }

    #[test]
    fn a_folder_is_no_file() {
        assert!(claims(&["a", "a/b"]).unwrap_err().contains("a file and a folder"));
        assert!(claims(&["a/b", "a"]).unwrap_err().contains("a file and a folder"));
    }
}
