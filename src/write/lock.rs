//! A lock that a file on the disk stands for; it ends with the process, however that ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// How often another run may remove the folder or the file between two of our steps. Each time it got on with its own work, so this is
/// reached only if something else is wrong.
const MOST_TRIES: usize = 1000;

/// Opens the file, makes it and its folder if need be, and locks it. `None` if another run has it.
pub fn take(path: &Path) -> io::Result<Option<File>> {
    let mut passing = io::Error::other("others make and remove it all the time");
    for _ in 0..MOST_TRIES {
        let file = match open(path) {
            // The folder was there when it was to be made, or not there any more when the file was to be made in it.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => {
                passing = error;
                continue;
            }
            opened => opened?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network file systems have no locks; a build there is worth more than the guard against a second one.
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        if is_still_there(&file, path) {
            return Ok(Some(file));
        }
    }
    Err(passing)
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// The run before may have removed the file after we opened it; its lock is then a lock on nothing.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Windows removes a file only when nobody has it open.
#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_had_once_and_again_after_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made/on/the/way/lock");
        let first = take(&path).unwrap();
        assert!(first.is_some());
        assert!(take(&path).unwrap().is_none());
        drop(first);
        assert!(take(&path).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_removed_or_replaced_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = open(&path).unwrap();
        assert!(is_still_there(&file, &path));
        fs::remove_file(&path).unwrap();
        assert!(!is_still_there(&file, &path));
        fs::write(&path, "another run's").unwrap();
        assert!(!is_still_there(&file, &path));
    }
}
