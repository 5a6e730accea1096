//! The output folder: where it truly lies, whose it is, and whether a site may be put there.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Failure, Message};
use crate::say;
use crate::source::content_folder;

/// The file that tells that a folder is futago's to replace. It is published with the site and says nothing about it.
pub const MARKER: &str = ".futago";
/// What stands in it. Later versions must begin with the same words, or they refuse the folders of this one.
pub const MARK: &str = "futago made this folder and replaces it as a whole: keep nothing of your own in it.\n";
const MARK_START: &[u8] = b"futago made this folder";

/// Whether a site may be written to `out`; asked before any work, so that nobody waits for a refusal.
///
/// # Errors
/// `out` is the site's folder or above it, meets its `content` or `themes`, or is no folder of ours to replace.
pub fn check_target(out: &Path, root: &Path) -> Result<(), Failure> {
    let place = Place::of(out)?;
    let root = real(root)?;
    if root.starts_with(place.path()) {
        let message =
            say!("the output cannot go to `{out}`: the site itself lies there; name a folder inside or beside it", out = place.shown());
        return Err(Failure::new(message));
    }
    for own in [content_folder(&root), root.join("themes")] {
        let name = own.file_name().unwrap_or_default().display().to_string();
        let own = real(&own)?;
        if place.path().starts_with(&own) || own.starts_with(place.path()) {
            let message = say!(
                "the output cannot go to `{out}`: the site is read from `{name}`; name another folder",
                out = place.shown(),
                name = name
            );
            return Err(Failure::new(message));
        }
    }
    place.look().map(|_| ())
}

/// An output folder, there or not: the true path of the folder above it, and its name there.
pub struct Place {
    pub parent: PathBuf,
    pub name: OsString,
    /// As it was given.
    shown: String,
}

/// What stands at a [`Place`] where a site may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    Nothing,
    Empty,
    Ours,
}

impl Place {
    pub fn of(out: &Path) -> Result<Place, Failure> {
        let shown = out.display().to_string();
        // Through `components`, because a `/` at the end would make every look at a symbolic link follow it.
        let mut path: PathBuf = std::path::absolute(out).map_err(|error| unusable(out, error))?.components().collect();
        if path.file_name().is_none() {
            path = real(&path)?;
        }
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok(Place { parent: real(parent)?, name: name.to_owned(), shown }),
            _ => Err(Failure::new(say!("the output cannot go to `{out}`: it is the top of the disk; name a folder in it", out = shown))),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    pub fn shown(&self) -> &str {
        &self.shown
    }

    pub fn make_parent(&self) -> Result<(), Failure> {
        fs::create_dir_all(&self.parent).map_err(|error| unusable(&self.parent, error))
    }

    /// What stands there now; a failure if a site must not be put in its place.
    pub fn look(&self) -> Result<Found, Failure> {
        let path = self.path();
        let found = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            found => found.map_err(|error| unusable(&path, error))?,
        };
        if found.is_symlink() {
            // Followed, it would stage the site beside a folder that nobody named; not followed, the link itself would be replaced.
            let to = fs::read_link(&path).unwrap_or_default();
            let message = say!("`{out}` is a symbolic link: name the folder that it leads to, `{to}`", out = self.shown, to = to.display());
            return Err(Failure::new(message));
        }
        if !found.is_dir() {
            return Err(Failure::new(say!(
                "`{out}` is a file, and the output needs a folder: remove it or name another",
                out = self.shown
            )));
        }
        if is_mount_point(&found, &self.parent) {
            return Err(Failure::new(self.is_mounted()));
        }
        let mut entries = fs::read_dir(&path).map_err(|error| unusable(&path, error))?;
        if entries.next().is_none() {
            Ok(Found::Empty)
        } else if has_marker(&path) {
            Ok(Found::Ours)
        } else {
            let message = say!(
                "`{out}` holds files that futago did not make (it has no `{marker}`): empty it, or name another output folder",
                out = self.shown,
                marker = MARKER
            );
            Err(Failure::new(message))
        }
    }

    /// Also said when the exchange tells it, as with a bind mount from the same device.
    pub fn is_mounted(&self) -> Message {
        say!("`{out}` is a mount point, which cannot be replaced: name a folder inside it", out = self.shown)
    }
}

fn has_marker(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    fs::symlink_metadata(&marker).is_ok_and(|found| found.is_file()) && fs::read(&marker).is_ok_and(|mark| mark.starts_with(MARK_START))
}

#[cfg(unix)]
fn is_mount_point(found: &fs::Metadata, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(parent).is_ok_and(|parent| parent.dev() != found.dev())
}

/// On Windows a mounted folder counts as a symbolic link.
#[cfg(not(unix))]
fn is_mount_point(_: &fs::Metadata, _: &Path) -> bool {
    false
}

/// The path without links and `..`, of a folder of which the last parts may be missing.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    for there in path.ancestors() {
        match there.canonicalize() {
            Ok(found) => {
                let missing = path.strip_prefix(there).unwrap_or(Path::new(""));
                if missing.components().any(|part| part == Component::ParentDir) {
                    return Err(Failure::new(say!("`{path}` goes back out of a folder that is not there", path = path.display())));
                }
                return Ok(found.join(missing));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unusable(path, error)),
        }
    }
    Err(unusable(path, io::ErrorKind::NotFound.into()))
}

fn unusable(path: &Path, error: io::Error) -> Failure {
    Failure::new(say!("cannot use `{path}` for the output: {error}", path = path.display(), error = error))
}
