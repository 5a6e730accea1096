//! The files of the old site that the new one has too, byte for byte.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::name::Names;
use super::target::{MARK, MARKER};
use super::{failed, with_folder};
use crate::diagnostic::Failure;

/// Bytes compared at a time, of an asset and its earlier copy.
const CHUNK: usize = 64 * 1024;

/// What stays. Linked only at the end: if everything stays, nothing has to be done at all.
pub struct Kept {
    /// The site that stands now, if one does.
    old: Option<PathBuf>,
    /// A file that was written just now. One whose mode differs is not kept: the umask may be another today.
    sample: fs::Metadata,
    paths: Mutex<Vec<String>>,
}

impl Kept {
    pub fn new(old: Option<PathBuf>, sample: fs::Metadata) -> Kept {
        Kept { old, sample, paths: Mutex::default() }
    }

    /// Whether the old site has this text, which it then keeps.
    pub fn keeps_text(&self, path: &str, bytes: &[u8]) -> bool {
        self.keeps(path, bytes.len() as u64, |old| Ok(fs::read(old)? == bytes))
    }

    /// Whether the old site has this asset, which it then keeps.
    pub fn keeps_copy(&self, path: &str, from: &Path, length: u64) -> bool {
        self.keeps(path, length, |old| is_equal(from, old))
    }

    fn keeps(&self, path: &str, length: u64, equal: impl FnOnce(&Path) -> io::Result<bool>) -> bool {
        let Some(old) = self.old.as_ref().map(|old| old.join(path)) else { return false };
        let is_like = |found: fs::Metadata| found.is_file() && found.len() == length && found.permissions() == self.sample.permissions();
        // A file that cannot be read is not kept: it is written as if there were no old one.
        let keeps = fs::symlink_metadata(&old).is_ok_and(is_like) && equal(&old).unwrap_or(false);
        if keeps {
            self.paths.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        }
        keeps
    }

    /// Whether the old site holds nothing but these names and today's marker. If all files are kept as well, it is the new site.
    pub fn holds_only(&self, names: &Names) -> bool {
        let Some(old) = &self.old else { return false };
        let is_marked = fs::read(old.join(MARKER)).is_ok_and(|mark| mark == MARK.as_bytes());
        is_marked
            && WalkDir::new(old).min_depth(1).into_iter().all(|entry| {
                let inside = entry.as_ref().ok().and_then(|entry| entry.path().strip_prefix(old).ok()).and_then(Path::to_str);
                inside.is_some_and(|inside| names.has(&inside.replace(std::path::MAIN_SEPARATOR, "/")))
            })
    }

    /// Gives every kept file a second name in `new`: the same file, with its time stamp.
    pub fn link_into(&mut self, new: &Path) -> Result<(), Failure> {
        let Some(old) = &self.old else { return Ok(()) };
        let paths = self.paths.get_mut().unwrap_or_else(PoisonError::into_inner);
        paths.par_iter().try_for_each(|path| link(&old.join(path), &new.join(path)).map_err(|error| failed(path, error)))
    }
}

/// On a file system without hard links, or for a file of another owner, a copy must do.
fn link(old: &Path, new: &Path) -> io::Result<()> {
    with_folder(new, |new| fs::hard_link(old, new)).or_else(|_| with_folder(new, |new| fs::copy(old, new)).map(|_| ()))
}

/// Whether both files hold the same bytes.
fn is_equal(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    loop {
        let (ours, theirs) = (chunk(&mut one)?, chunk(&mut other)?);
        if ours != theirs || ours.is_empty() {
            return Ok(ours == theirs);
        }
    }
}

/// The next bytes of a file; none at its end.
fn chunk(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CHUNK);
    file.take(CHUNK as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}
