//! A build that is killed leaves the whole old or the whole new site, at whatever moment it is.

#![cfg(unix)]

mod support;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use support::{MARKER, TODAY, Tree, names, program, tree, write};
use tempfile::TempDir;

const KILLS: u32 = 50;

/// A site of some 300 pages; every page of version B differs from the same page of version A.
fn version(root: &Path, letter: char) {
    support::copy(&support::repository("tests/sites/theme"), &root.join("themes/futago"));
    for language in ["ja", "en"] {
        let page = |key: &str| {
            let title = format!("---\ntitle: {letter} {key}\nupdated: 2026-11-22\n---\n");
            write(&root.join(format!("content/{language}/{key}.md")), title + &format!("{letter} {key}。\n\n").repeat(20));
        };
        page("index");
        for section in 0..15 {
            page(&format!("{section}/index"));
            (0..9).for_each(|n| page(&format!("{section}/{n}")));
        }
    }
}

/// Two versions of a site and one output folder, in a folder of their own.
struct Workplace {
    folder: TempDir,
    roots: [PathBuf; 2],
    out: PathBuf,
}

impl Workplace {
    fn new() -> Workplace {
        let folder = tempfile::tempdir().unwrap();
        let roots = ["a", "b"].map(|name| folder.path().join(name));
        version(&roots[0], 'A');
        version(&roots[1], 'B');
        let out = folder.path().join("public");
        Workplace { folder, roots, out }
    }

    fn command(&self, version: usize) -> std::process::Command {
        let mut command = program();
        command
            .args(["build", "--today", TODAY, "--base-url", "https://example.org/", "--root"])
            .arg(&self.roots[version])
            .arg("--out")
            .arg(&self.out);
        command
    }

    /// Builds a version, and gives back what is then there and how long it took.
    fn build(&self, version: usize) -> (Tree, Duration) {
        let started = Instant::now();
        support::Run::of(&mut self.command(version)).code(0);
        let took = started.elapsed();
        assert_eq!(names(self.folder.path()), ["a", "b", "public"], "nothing is left beside the output");
        (tree(&self.out), took)
    }

    /// Starts to build a version and kills it at that moment of its work.
    fn build_and_kill(&self, version: usize, moment: Duration) {
        let mut child = self.command(version).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = child.stderr.take().unwrap();
        let (sender, ended) = mpsc::channel();
        let listener = thread::spawn(move || {
            let _ = io::copy(&mut said, &mut io::sink());
            let _ = sender.send(());
        });
        // The moment is what is tested; a build that ends sooner ends the waiting.
        let _ = ended.recv_timeout(moment);
        child.kill().expect("SIGKILL is sent");
        child.wait().unwrap();
        listener.join().unwrap();
    }

    /// Whether the killed build had begun to write.
    fn was_cut_short(&self) -> bool {
        names(self.folder.path()).len() > 3
    }
}

/// Half of the moments over the whole duration, half near its end, where the old site gives way to the new one.
fn moments(duration: Duration) -> impl Iterator<Item = Duration> {
    (0..KILLS).map(move |kill| match kill % 2 {
        0 => duration * kill / KILLS,
        _ => duration * 7 / 10 + duration * 4 * kill / (10 * KILLS),
    })
}

#[test]
fn killed_at_any_moment_the_whole_old_or_the_whole_new_site_stands() {
    let place = Workplace::new();
    let (b, first) = place.build(1);
    let (a, second) = place.build(0);
    let pages = || a.iter().filter(|(path, _)| path.ends_with("/index.html"));
    assert!(
        pages().count() > 300 && pages().all(|(path, bytes)| b.get(path).is_some_and(|other| other != bytes)),
        "B differs from A in every page"
    );
    let sites = [&a, &b];
    let (mut stands, mut cut_short) = (0, 0);
    for (kill, moment) in moments(first.min(second)).enumerate() {
        place.build_and_kill(1 - stands, moment);
        cut_short += usize::from(place.was_cut_short());
        let found = tree(&place.out);
        let whole = sites.iter().position(|site| **site == found);
        stands = whole.unwrap_or_else(|| panic!("neither version whole after {moment:?}: {} files, of {}", found.len(), a.len()));
        assert!(place.out.join(MARKER).is_file(), "the marker is gone after {moment:?}");
        if kill % 16 == 15 {
            assert_eq!(&place.build(1 - stands).0, sites[1 - stands]);
            stands = 1 - stands;
        }
    }
    // Otherwise every kill came too early or too late, and nothing was shown.
    assert!(cut_short > 0);
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_or_the_whole_site() {
    let place = Workplace::new();
    let (a, took) = place.build(0);
    for kill in 1..5 {
        if place.out.exists() {
            std::fs::remove_dir_all(&place.out).unwrap();
        }
        place.build_and_kill(0, took * kill / 5);
        assert!(!place.out.exists() || tree(&place.out) == a);
    }
    assert_eq!(place.build(0).0, a);
}
