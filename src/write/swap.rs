//! One folder in the place of another.

use std::fs;
use std::io;
use std::path::Path;

/// Puts the folder `new` at `out`, where a folder stands. That one is afterwards at `new`, or at `old` if this system or file
/// system cannot exchange. After an error `out` is what it was.
pub fn exchange(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    match in_one_call(new, out) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => in_two_renames(new, out, old),
        done => done,
    }
}

/// `renameat2` with `RENAME_EXCHANGE` on Linux, `renameatx_np` with `RENAME_SWAP` on macOS.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn in_one_call(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
        // An old kernel, a file system that cannot, and macOS's word for the latter.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        done => Ok(done?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn in_one_call(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Between the two renames nothing stands at `out`: some microseconds. A kill in them leaves `old`, and the next run puts it back.
fn in_two_renames(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    fs::rename(out, old)?;
    fs::rename(new, out).inspect_err(|_| {
        // The first error is the one to tell. If even the way back is barred, the next run tries it again.
        let _ = fs::rename(old, out);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kill can fall between two renames so seldom that only this shows which of the ways is gone.
    #[cfg(target_os = "linux")]
    #[test]
    fn one_call_is_enough_on_linux() {
        let folder = tempfile::tempdir().unwrap();
        let [new, out] = ["new", "out"].map(|name| folder.path().join(name));
        for folder in [&new, &out] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("was"), folder.file_name().unwrap().as_encoded_bytes()).unwrap();
        }
        in_one_call(&new, &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("was")).unwrap(), "new");
        assert_eq!(fs::read_to_string(new.join("was")).unwrap(), "out");
    }

    #[test]
    fn two_renames_do_what_one_exchange_does() {
        let folder = tempfile::tempdir().unwrap();
        let [new, out, old] = ["new", "out", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&out).unwrap();
        fs::write(out.join("a"), "A").unwrap();
        fs::create_dir(&new).unwrap();
        fs::write(new.join("b"), "B").unwrap();

        in_two_renames(&new, &out, &old).unwrap();
        assert_eq!(fs::read_to_string(out.join("b")).unwrap(), "B");
        assert_eq!(fs::read_to_string(old.join("a")).unwrap(), "A");
        assert!(!new.exists());
    }

    #[test]
    fn a_second_rename_that_fails_takes_the_first_one_back() {
        let folder = tempfile::tempdir().unwrap();
        let [new, out, old] = ["new", "out", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&out).unwrap();
        fs::write(out.join("a"), "A").unwrap();

        assert_eq!(in_two_renames(&new, &out, &old).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "A");
        assert!(!old.exists());
    }
}
