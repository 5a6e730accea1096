//! The only writer: puts a whole new site in the place of the old one, in one step.
//!
//! A new site grows in a hidden folder beside the output folder (`.public.futago-staging` beside `public`, so on the same device),
//! and changes places with the old one when its last file is written. What is promised:
//!
//! - **A process killed at any moment** leaves the whole old or the whole new site. Linux and macOS exchange two folders in one
//!   call; where that call is missing (Windows, some file systems) two renames follow each other directly, and what a kill between
//!   the two left, the next run puts back.
//! - **An error** (a full disk, an asset that cannot be read) leaves the old site as it was, and nothing beside it.
//! - **A folder that futago did not make is never emptied.** [`MARKER`] inside the folder tells.
//! - **Two runs at once** on one folder: the second fails. Were it to wait, it could put a site that it read earlier in the place
//!   of one that was read later.
//! - **A power cut** is not covered. The site is derived: the next build compares bytes, never time stamps, and so mends what a
//!   power cut spoiled. To flush 10,000 files in every build would cost each of them seconds for that.
//!
//! A file whose bytes are the same as before stays the same file (a hard link) with its old time stamp, so that rsync and object
//! stores upload only what changed. If no file changed, the output folder is not touched.
//!
//! Otherwise it is the folder that changes, not its files: what stands *inside* it (a shell, a server started in it, a bind mount of
//! a container) stays in the old one. Serve it by its path.
//!
//! Modes follow the umask, as with every other program: who sets 077 means it. Assets do not carry the mode of their source.

mod file;
mod keep;
mod lock;
mod name;
mod staging;
mod swap;
mod target;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

pub use file::{create_new, remove_new, replace_file};
pub use target::{MARKER, check_target};

use crate::diagnostic::Failure;
use crate::say;
use keep::Kept;
use name::Names;
use staging::Staging;
use target::{Found, MARK, Place};

/// What was written; the marker does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    pub bytes: u64,
    /// How many of the files are the same as in the site before.
    pub unchanged: usize,
}

/// Puts a new site in the place of the old one, in one step. `make` writes its files, from as many threads as it likes.
///
/// # Errors
/// The folder is none of ours, another run is at work on it, a file could not be written, or `make` gave up: the old site stays.
pub fn replace(out: &Path, make: impl FnOnce(&Stage) -> Result<(), Failure>) -> Result<Written, Failure> {
    let stage = Stage::begin(out)?;
    make(&stage)?;
    stage.publish()
}

/// A new site that nobody sees yet. Dropped without [`Stage::publish`], it leaves no trace.
pub struct Stage {
    place: Place,
    staging: Staging,
    names: Names,
    kept: Kept,
    files: AtomicUsize,
    bytes: AtomicU64,
    unchanged: AtomicUsize,
    /// A file is missing: this site must not be published, whatever the caller made of the error.
    is_broken: AtomicBool,
}

/// How a file came into the new site.
enum Put {
    Written,
    Kept,
}

impl Stage {
    /// Takes the lock, clears what dead runs left, and opens an empty folder.
    ///
    /// # Errors
    /// As [`replace`].
    pub fn begin(out: &Path) -> Result<Stage, Failure> {
        let place = Place::of(out)?;
        place.make_parent()?;
        let staging = Staging::open(&place)?;
        let old = (place.look()? == Found::Ours).then(|| place.path());
        let names = Names::default();
        names.claim(MARKER)?;
        let marker = staging.new.join(MARKER);
        let sample = fs::write(&marker, MARK).and_then(|()| fs::metadata(&marker)).map_err(|error| failed(MARKER, error))?;
        let kept = Kept::new(old, sample);
        let [files, unchanged] = [0, 0].map(AtomicUsize::new);
        Ok(Stage { place, staging, names, kept, files, bytes: AtomicU64::new(0), unchanged, is_broken: AtomicBool::new(false) })
    }

    /// Writes one file. `path` is relative to the output folder, with `/`.
    ///
    /// # Errors
    /// The path cannot be a file of the site or is taken, or the disk refuses.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.put(path, |new| {
            if self.kept.keeps_text(path, bytes) {
                return Ok((Put::Kept, bytes.len() as u64));
            }
            with_folder(new, |new| File::create_new(new))?.write_all(bytes)?;
            Ok((Put::Written, bytes.len() as u64))
        })
    }

    /// Copies one file of the disk into the site.
    ///
    /// # Errors
    /// As [`Stage::write`], or `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Failure> {
        self.put(path, |new| {
            let mut source = File::open(from).map_err(|error| reading(from, error))?;
            let length = source.metadata()?.len();
            if self.kept.keeps_copy(path, from, length) {
                return Ok((Put::Kept, length));
            }
            // Not `fs::copy`: it carries the mode along, and with it the write protection of the source.
            let copied = io::copy(&mut source, &mut with_folder(new, |new| File::create_new(new))?)?;
            Ok((Put::Written, copied))
        })
    }

    /// Puts the new site in the place of the old one and removes the old one.
    ///
    /// # Errors
    /// A file is missing, the output folder has become somebody else's, or the disk refuses: the old site stays.
    pub fn publish(mut self) -> Result<Written, Failure> {
        if self.is_broken.load(Ordering::Relaxed) {
            return Err(Failure::new(say!("not every file could be written, so `{out}` stays as it was", out = self.place.shown())));
        }
        let [files, unchanged] = [&self.files, &self.unchanged].map(|count| count.load(Ordering::Relaxed));
        let written = Written { files, bytes: self.bytes.load(Ordering::Relaxed), unchanged };
        // Looked at again: the build took its time, and somebody may have put a file there.
        let found = self.place.look()?;
        if files == unchanged && self.kept.holds_only(&self.names) {
            return Ok(written);
        }
        self.kept.link_into(&self.staging.new)?;
        self.staging.publish(&self.place, found)?;
        Ok(written)
    }

    /// Takes the name, lets `store` put the file there, and counts it with the length that `store` tells.
    fn put(&self, path: &str, store: impl FnOnce(&Path) -> io::Result<(Put, u64)>) -> Result<(), Failure> {
        let done = self.names.claim(path).and_then(|()| store(&self.staging.new.join(path)).map_err(|error| failed(path, error)));
        let (put, length) = done.inspect_err(|_| self.is_broken.store(true, Ordering::Relaxed))?;
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(length, Ordering::Relaxed);
        self.unchanged.fetch_add(usize::from(matches!(put, Put::Kept)), Ordering::Relaxed);
        Ok(())
    }
}

/// Does `act`; if the folder of `path` is missing, makes it and does `act` again. Cheaper than a look before each of many files.
fn with_folder<T>(path: &Path, act: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    match (act(path), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            act(path)
        }
        (done, _) => done,
    }
}

fn failed(path: &str, error: io::Error) -> Failure {
    Failure::new(say!("cannot write `{path}`: {error}", path = path.escape_debug(), error = error))
}

/// Says which of the two files it was.
fn reading(from: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot read `{}`: {error}", from.display()))
}
