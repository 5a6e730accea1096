//! Single files of the author's own: made once, or replaced as a whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock;
use crate::diagnostic::Failure;
use crate::say;

/// Makes a file that is not there yet, and the folders above it.
///
/// # Errors
/// Something (be it a link that leads nowhere) has that name, or the disk refuses.
pub fn create_new(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| failed(path, error))?;
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(text.as_bytes()).inspect_err(|_| {
            // Half a file would only bar the next try. Why the rest could not be written is the error to tell.
            let _ = fs::remove_file(path);
        })
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(say!("`{path}` is already there, and stays as it is", path = path.display())),
        _ => failed(path, error),
    })
}

/// Takes back a file that [`create_new`] made, if nobody has written into it since. That it stays is no further failure.
pub fn remove_new(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        let _ = fs::remove_file(path);
    }
}

/// Puts a new text in the place of a file, in one step: killed or without power, the old or the new text stands there. Unlike a
/// built site, this is an author's work, so it is flushed to the disk.
///
/// # Errors
/// The file is read-only, another run is writing it, or the disk refuses; the file then is what it was.
pub fn replace_file(path: &Path, text: &str) -> Result<(), Failure> {
    // The rename would pass over it.
    if fs::metadata(path).is_ok_and(|found| found.permissions().readonly()) {
        return Err(Failure::new(say!("`{path}` is read-only, and stays as it is", path = path.display())));
    }
    let beside = name_beside(path).ok_or_else(|| failed(path, io::ErrorKind::InvalidInput.into()))?;
    let Some(mut file) = lock::take(&beside).map_err(|error| failed(path, error))? else {
        return Err(Failure::new(say!(
            "another futago is writing `{path}` at this moment: start again when it has ended",
            path = path.display()
        )));
    };
    let replaced = fill(&mut file, path, text).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // The lock is still held, so the file is still ours. The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    });
    replaced.and_then(|()| flush_folder(path)).map_err(|error| failed(path, error))
}

/// `file` may hold what a killed run left in it.
fn fill(file: &mut File, path: &Path, text: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.write_all(text.as_bytes())?;
    if let Ok(before) = fs::metadata(path) {
        file.set_permissions(before.permissions())?;
    }
    file.sync_all()
}

/// A rename lasts once its folder is on the disk.
fn flush_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// `.NAME.futago-new`, hidden from the reader of content, and the same in every run.
fn name_beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    Some(path.with_file_name(format!(".{name}.futago-new")))
}

fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::new(say!("cannot write `{path}`: {error}", path = path.display(), error = error))
}
