//! What the test programs share: running futago, sites written as one string, folders as values.

// Each test program takes what it needs.
#![allow(dead_code)]

pub mod html;
pub mod structure;
pub mod xml;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;
use walkdir::WalkDir;

/// The day on which every test takes place, where it names no other.
pub const TODAY: &str = "2026-11-22";

/// The file that says that futago may replace the folder; it is no part of the site.
pub use futago::write::MARKER;

/// How a run of futago ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Run {
        let output = command.output().expect("futago starts");
        let text = |bytes| String::from_utf8(bytes).expect("futago prints UTF-8");
        Run { code: output.status.code().expect("futago ended by itself"), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// This run, if it ended with `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Run {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

pub fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("futago"));
    // A test must not hang on how the tests are started.
    command.env_remove("RAYON_NUM_THREADS").env_remove("COLUMNS");
    command
}

/// Runs futago with these arguments.
pub fn futago<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    Run::of(program().args(arguments))
}

/// Runs a command about the site at `root`, on [`TODAY`].
pub fn futago_at(root: &Path, command: &str, arguments: &[&str]) -> Run {
    Run::of(program().arg(command).arg("--root").arg(root).args(["--today", TODAY]).args(arguments))
}

/// A folder with the files of `fixture`: each stands behind a line `==> its path`.
pub fn site(fixture: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), fixture);
    folder
}

pub fn write_files(root: &Path, fixture: &str) {
    for (path, text) in files(fixture) {
        write(&root.join(path), text);
    }
}

/// Path and text of each file of a fixture.
pub fn files(fixture: &str) -> Vec<(&str, &str)> {
    let files = fixture.split("==> ").skip(1);
    files.map(|file| file.split_once('\n').expect("a text follows behind the path")).collect()
}

pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A folder as a value: path with `/`, bytes. Without futago's marker.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub fn tree(folder: &Path) -> Tree {
    let files = entries(folder).into_iter().filter(|(path, entry)| entry.file_type().is_file() && path != MARKER);
    files.map(|(path, entry)| (path, fs::read(entry.path()).unwrap())).collect()
}

/// Everything in a folder with its bytes, its time stamp and the very file it is: equal only if nobody touched it.
pub fn stamps(folder: &Path) -> BTreeMap<String, (Option<Vec<u8>>, SystemTime, u64)> {
    let stamp = |(path, entry): (String, walkdir::DirEntry)| {
        let found = entry.metadata().unwrap();
        let bytes = found.is_file().then(|| fs::read(entry.path()).unwrap());
        (path, (bytes, found.modified().unwrap(), number(&found)))
    };
    entries(folder).into_iter().map(stamp).collect()
}

#[cfg(unix)]
fn number(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// The folder itself (an empty path) and all that is below it.
fn entries(folder: &Path) -> Vec<(String, walkdir::DirEntry)> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let path = |entry: &walkdir::DirEntry| {
        let parts = entry.path().strip_prefix(folder).unwrap().components();
        parts.map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("/")
    };
    entries.map(|entry| (path(&entry), entry)).collect()
}

/// What lies in a folder, by name.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        write(&to.join(path), bytes);
    }
}

/// A path of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether `UPDATE_EXPECT=1` asks to write down what is seen instead of judging it.
pub fn updates() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// Compares a text with the file that holds what is expected.
#[track_caller]
pub fn expect_file(path: &Path, seen: &str) {
    if updates() {
        return write(path, seen);
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(expected == seen, "{}", difference(path, &expected, seen));
}

/// What to tell when two texts differ: where they part, and how to accept the new one.
pub fn difference(path: &Path, expected: &str, seen: &str) -> String {
    let same = expected.lines().zip(seen.lines()).take_while(|(expected, seen)| expected == seen).count();
    let line = |text: &str| text.lines().nth(same).map_or("(the end)".to_owned(), str::to_owned);
    format!(
        "{} differs in line {}\n  expected: {}\n      seen: {}\nIf that is right: UPDATE_EXPECT=1 cargo test, and read the difference.\nAll that was seen:\n{seen}",
        path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display(),
        same + 1,
        line(expected),
        line(seen),
    )
}
