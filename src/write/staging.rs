//! The hidden folder beside the output folder in which a new site grows, and the old one goes.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::target::{Found, Place};
use super::{lock, swap};
use crate::diagnostic::Failure;
use crate::say;

const LOCK: &str = "lock";
/// The new site; after the exchange, the old one.
const NEW: &str = "new";
/// The old site where two renames must do.
const OLD: &str = "old";

/// Ours alone as long as it lives. Dropped, it takes everything away.
pub struct Staging {
    folder: PathBuf,
    pub new: PathBuf,
    old: PathBuf,
    /// Gone once the folder is given up: it may then be another run's.
    lock: Option<File>,
}

impl Staging {
    /// Locks the folder, clears what a dead run left, and makes an empty `new`.
    pub fn open(place: &Place) -> Result<Staging, Failure> {
        let folder = place.parent.join(name_beside(place));
        if !is_ours(&folder) {
            let message =
                say!("futago needs the name `{folder}`, but did not make what lies there: move it away", folder = folder.display());
            return Err(Failure::new(message));
        }
        let lock = lock::take(&folder.join(LOCK)).map_err(|error| {
            // On a full disk the folder may have been made, but no file in it.
            let _ = fs::remove_dir(&folder);
            cannot_stage(place, error)
        })?;
        if lock.is_none() {
            let message = say!("another futago is writing `{out}` at this moment: start again when it has ended", out = place.shown());
            return Err(Failure::new(message));
        }
        let staging = Staging { new: folder.join(NEW), old: folder.join(OLD), folder, lock };
        staging
            .put_back(place)
            .and_then(|()| staging.clear())
            .and_then(|()| fs::create_dir(&staging.new))
            .map_err(|error| cannot_stage(place, error))?;
        Ok(staging)
    }

    /// A run that died between two renames left no site at `out`, and the old one here.
    fn put_back(&self, place: &Place) -> io::Result<()> {
        let is_missing = fs::symlink_metadata(place.path()).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if is_missing && self.old.is_dir() { fs::rename(&self.old, place.path()) } else { Ok(()) }
    }

    /// Puts `new` at its place, and removes what stood there.
    pub fn publish(&mut self, place: &Place, found: Found) -> Result<(), Failure> {
        let out = place.path();
        let swapped = match found {
            Found::Nothing => fs::rename(&self.new, &out),
            Found::Empty | Found::Ours => swap::exchange(&self.new, &out, &self.old),
        };
        swapped.map_err(|error| match error.kind() {
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => Failure::new(place.is_mounted()),
            _ => Failure::new(say!("cannot put the new site at `{out}`: {error}", out = place.shown(), error = error)),
        })?;
        self.close().map_err(|error| {
            let folder = self.folder.display();
            Failure::new(say!(
                "the new site stands, but the old one in `{folder}` cannot be removed: {error}",
                folder = folder,
                error = error
            ))
        })
    }

    fn clear(&self) -> io::Result<()> {
        remove(&self.new)?;
        remove(&self.old)
    }

    /// Removes the folder; the lock goes last, so that what a kill leaves is always known as ours.
    fn close(&mut self) -> io::Result<()> {
        // Held to the end of this function.
        let Some(_lock) = self.lock.take() else { return Ok(()) };
        self.clear()?;
        fs::remove_file(self.folder.join(LOCK))?;
        // A next run may have its lock in it by now. Then the folder is its own to remove.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now, the next run removes, or says why not.
        let _ = self.close();
    }
}

/// `.public.futago-staging` for `public`: hidden, and the same in every run, so that a next run finds it.
fn name_beside(place: &Place) -> OsString {
    let mut name = OsString::from(".");
    name.push(&place.name);
    name.push(".futago-staging");
    name
}

/// Whether nothing is there, or only what a run can have left.
fn is_ours(folder: &Path) -> bool {
    let is_known = |name: OsString| [LOCK, NEW, OLD].iter().any(|known| name == **known);
    match fs::read_dir(folder) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(mut entries) => !folder.is_symlink() && entries.all(|entry| entry.is_ok_and(|entry| is_known(entry.file_name()))),
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    // Two levels down on all cores: on most disks this takes as long as writing. The last call removes the rest, and tells what
    // went wrong.
    let inner: Vec<PathBuf> = folders_in(folder).iter().flat_map(|folder| folders_in(folder)).collect();
    inner.par_iter().for_each(|folder| drop(fs::remove_dir_all(folder)));
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// The folders right below, no links among them; none if it cannot be read.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|what| what.is_dir())).map(|entry| entry.path()).collect()
}

fn cannot_stage(place: &Place, error: io::Error) -> Failure {
    let folder = place.parent.display();
    Failure::new(say!("cannot write beside `{out}`, in `{folder}`: {error}", out = place.shown(), folder = folder, error = error))
}
