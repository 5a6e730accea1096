//! The only writer: what `src/write.rs` promises, one test each.

// Modes, links, kills and mounts are tested where they exist.
#![cfg_attr(not(unix), allow(dead_code, unused_imports))]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futago::diagnostic::Failure;
use futago::write::{self, MARKER, Stage, Written};
use rayon::prelude::*;
use tempfile::TempDir;

/// Tells the helpers below, which are tests of this same program, where to work; without it they do nothing.
const WORKPLACE: &str = "FUTAGO_TEST_WRITE_IN";

/// A folder for a test, and the output folder in it, not there yet.
fn workplace() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    (folder, out)
}

fn replace(out: &Path, files: &[(&str, &str)]) -> Result<Written, String> {
    write::replace(out, |stage| files.iter().try_for_each(|(path, text)| stage.write(path, text.as_bytes()))).map_err(said)
}

fn said(failure: Failure) -> String {
    failure.0.to_string()
}

/// Every file below a folder but the marker: path with `/`, text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != MARKER)
        .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

/// What lies in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

// ---- one site in the place of another

#[test]
fn a_first_site_is_written_whole_and_nothing_else() {
    let (folder, out) = workplace();
    let written = replace(&out, &[("index.html", "A"), ("ja/停止/index.html", "止")]).unwrap();
    assert_eq!(written, Written { files: 2, bytes: 4, unchanged: 0 });
    assert_eq!(tree(&out), files(&[("index.html", "A"), ("ja/停止/index.html", "止")]));
    assert_eq!(names(folder.path()), ["public"]);
    assert_eq!(names(&out), [MARKER, "index.html", "ja"]);
}

#[test]
fn a_next_site_leaves_nothing_of_the_one_before() {
    let (folder, out) = workplace();
    replace(&out, &[("a.html", "A"), ("old/page.html", "A")]).unwrap();
    replace(&out, &[("a.html", "B"), ("new/page.html", "B")]).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "B"), ("new/page.html", "B")]));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn a_site_without_files_is_a_site() {
    let (_folder, out) = workplace();
    replace(&out, &[("a.html", "A")]).unwrap();
    assert_eq!(replace(&out, &[]).unwrap(), Written { files: 0, bytes: 0, unchanged: 0 });
    assert_eq!(names(&out), [MARKER]);
}

#[test]
fn many_threads_write_at_once() {
    let (_folder, out) = workplace();
    let written = write::replace(&out, |stage| {
        (0..2_000).into_par_iter().try_for_each(|n| stage.write(&format!("{}/{}/index.html", n % 7, n), n.to_string().as_bytes()))
    });
    assert_eq!(written.unwrap().files, 2_000);
    let tree = tree(&out);
    assert_eq!(tree.len(), 2_000);
    assert!((0..2_000).all(|n| tree[&format!("{}/{}/index.html", n % 7, n)] == n.to_string()));
}

#[test]
fn folders_above_the_output_are_made() {
    let (folder, _) = workplace();
    let out = folder.path().join("build/of/today/public");
    replace(&out, &[("a.html", "A")]).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "A")]));
}

#[test]
fn an_existing_empty_folder_is_fine() {
    let (folder, out) = workplace();
    fs::create_dir(&out).unwrap();
    replace(&out, &[("a.html", "A")]).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "A")]));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn the_marker_is_always_the_same() {
    let (folder, out) = workplace();
    replace(&out, &[("a.html", "A")]).unwrap();
    let other = folder.path().join("other");
    replace(&other, &[("b.html", "B")]).unwrap();
    let mark = fs::read_to_string(out.join(MARKER)).unwrap();
    assert_eq!(mark, fs::read_to_string(other.join(MARKER)).unwrap());
    assert_eq!(mark, "futago made this folder and replaces it as a whole: keep nothing of your own in it.\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_never_finds_the_folder_missing() {
    let (_folder, out) = workplace();
    replace(&out, &[("version", "0")]).unwrap();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_done.load(Ordering::Relaxed) {
                fs::symlink_metadata(out.join("version")).unwrap();
                reads += 1;
            }
            reads
        });
        for version in 1..=200 {
            replace(&out, &[("version", &version.to_string())]).unwrap();
        }
        is_done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
}

// ---- what stays the same

#[cfg(unix)]
#[test]
fn an_equal_file_is_the_same_file_with_its_time() {
    use std::os::unix::fs::MetadataExt;
    let (folder, out) = workplace();
    let asset = folder.path().join("asset.png");
    let big = "x".repeat(200_000);
    fs::write(&asset, &big).unwrap();
    let build = |text: &str| {
        write::replace(&out, |stage| {
            stage.write("same.html", b"same")?;
            stage.write("changed.html", text.as_bytes())?;
            stage.copy("deep/asset.png", &asset)
        })
        .unwrap()
    };
    let identity = |path: &str| fs::metadata(out.join(path)).map(|found| (found.ino(), found.mtime_nsec())).unwrap();

    build("one");
    let before = (identity("same.html"), identity("deep/asset.png"));
    assert_eq!(build("two"), Written { files: 3, bytes: 200_007, unchanged: 2 });
    assert_eq!((identity("same.html"), identity("deep/asset.png")), before);
    assert_eq!(tree(&out), files(&[("same.html", "same"), ("changed.html", "two"), ("deep/asset.png", &big)]));

    fs::write(&asset, big.replacen('x', "y", 1)).unwrap();
    assert_eq!(build("two").unchanged, 2);
    assert_eq!(tree(&out)["deep/asset.png"], big.replacen('x', "y", 1));
}

#[cfg(unix)]
#[test]
fn a_site_without_a_change_is_not_touched() {
    use std::os::unix::fs::MetadataExt;
    let (folder, out) = workplace();
    let site = [("a.html", "A"), ("ja/停止/index.html", "止"), ("empty.txt", "")];
    let folder_now = || fs::metadata(&out).unwrap().ino();
    replace(&out, &site).unwrap();
    let first = folder_now();
    assert_eq!(replace(&out, &site).unwrap().unchanged, 3);
    assert_eq!(folder_now(), first);
    assert_eq!(names(folder.path()), ["public"]);

    // What is there too much is a change, be it an empty folder; and so is what is missing.
    let spoil: [fn(&Path); 5] = [
        |out| fs::write(out.join("stray.html"), "").unwrap(),
        |out| fs::create_dir(out.join("stray")).unwrap(),
        |out| std::os::unix::fs::symlink("a.html", out.join("stray")).unwrap(),
        |out| fs::write(out.join(MARKER), "futago made this folder, some version ago").unwrap(),
        |out| fs::remove_file(out.join("empty.txt")).unwrap(),
    ];
    for spoil in spoil {
        spoil(&out);
        let before = folder_now();
        replace(&out, &site).unwrap();
        assert_ne!(folder_now(), before);
        assert_eq!(tree(&out), files(&site));
        assert_eq!(names(&out), [MARKER, "a.html", "empty.txt", "ja"]);
        assert!(fs::read_to_string(out.join(MARKER)).unwrap().ends_with("of your own in it.\n"));
    }
    replace(&out, &site[1..]).unwrap();
    assert_eq!(tree(&out), files(&site[1..]));
}

#[test]
fn a_spoilt_file_of_the_same_length_is_written_again() {
    let (_folder, out) = workplace();
    replace(&out, &[("a.html", "right")]).unwrap();
    fs::write(out.join("a.html"), "\0\0\0\0\0").unwrap();
    assert_eq!(replace(&out, &[("a.html", "right")]).unwrap().unchanged, 0);
    assert_eq!(tree(&out), files(&[("a.html", "right")]));
}

#[cfg(unix)]
#[test]
fn an_asset_does_not_carry_the_mode_of_its_source() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, out) = workplace();
    let asset = folder.path().join("asset.png");
    fs::write(&asset, "picture").unwrap();
    fs::set_permissions(&asset, fs::Permissions::from_mode(0o500)).unwrap();
    write::replace(&out, |stage| stage.copy("asset.png", &asset).and_then(|()| stage.write("page.html", b""))).unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode();
    assert_eq!(mode("asset.png"), mode("page.html"));
}

#[cfg(unix)]
#[test]
fn modes_follow_the_umask_even_of_files_that_stay() {
    let (folder, out) = workplace();
    replace(&out, &[("deep/a.html", "A")]).unwrap();
    run_helper("helper_writes_the_same_site_privately", folder.path(), &["sh", "-c", "umask 077; exec \"$@\"", "sh"]);
    assert_eq!(tree(&out), files(&[("deep/a.html", "A")]));
}

#[cfg(unix)]
#[test]
fn helper_writes_the_same_site_privately() {
    use std::os::unix::fs::PermissionsExt;
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    let out = folder.join("public");
    replace(&out, &[("deep/a.html", "A")]).unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("deep"), mode("deep/a.html"), mode(MARKER)], [0o700, 0o700, 0o600, 0o600]);
}

// ---- errors leave the old site, and nothing beside it

/// The old site stands as it was after a build that must fail; gives what the failure says.
fn stays(build: impl FnOnce(&Stage, &Path) -> Result<(), Failure>) -> String {
    let (folder, out) = workplace();
    replace(&out, &[("old.html", "old")]).unwrap();
    let failure = write::replace(&out, |stage| build(stage, folder.path())).unwrap_err();
    assert_eq!(tree(&out), files(&[("old.html", "old")]));
    assert_eq!(names(folder.path()), ["public"]);
    said(failure)
}

#[test]
fn giving_up_leaves_the_old_site() {
    let said = stays(|stage, _| {
        stage.write("new.html", b"new")?;
        Err(Failure::new(futago::say!("a template is broken")))
    });
    assert_eq!(said, "a template is broken");
}

#[test]
fn a_panic_leaves_the_old_site() {
    let (folder, out) = workplace();
    replace(&out, &[("old.html", "old")]).unwrap();
    let panicked = std::panic::catch_unwind(|| write::replace(&out, |_| panic!("a fault in a template function")));
    assert!(panicked.is_err());
    assert_eq!(tree(&out), files(&[("old.html", "old")]));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn an_error_that_the_caller_forgets_still_keeps_the_site_back() {
    let said = stays(|stage, _| {
        let _ = stage.write("../escape.html", b"");
        stage.write("new.html", b"new")
    });
    assert!(said.starts_with("not every file could be written"), "{said}");
}

#[test]
fn a_missing_asset_is_named() {
    let said = stays(|stage, folder| stage.copy("picture.png", &folder.join("gone.png")));
    assert!(said.starts_with("cannot write `picture.png`: cannot read `") && said.contains("gone.png"), "{said}");
}

#[test]
fn paths_that_are_no_file_of_a_site_are_refused() {
    let long = "あ".repeat(86);
    for (path, reason) in [
        ("", "empty path"),
        ("/etc/passwd", "no name"),
        ("a//b", "no name"),
        ("a/", "no name"),
        ("../b", "lead elsewhere"),
        ("a/../../b", "lead elsewhere"),
        ("a/./b", "lead elsewhere"),
        ("a\\b", "not every system allows `\\\\`"),
        ("C:/b", "not every system allows `:`"),
        ("a\0b", "`a\\0b`"),
        ("a\nb", "`a\\nb`"),
        (&long, "258 bytes"),
        ("CON", "a device on Windows"),
        ("x/nul.html", "a device on Windows"),
        ("lpt1", "a device on Windows"),
        ("a./b", "a dot or a space"),
        ("a ", "a dot or a space"),
        (MARKER, "two files"),
    ] {
        let said = stays(|stage, _| stage.write(path, b""));
        assert!(said.contains(reason), "{path:?}: {said}");
        assert!(!said.contains(['\0', '\n']), "{said:?}");
    }
}

#[test]
fn a_path_is_taken_once() {
    let twice = |one: &'static str, two: &'static str| stays(move |stage, _| stage.write(one, b"1").and_then(|()| stage.write(two, b"2")));
    assert_eq!(twice("a.html", "a.html"), "two files of the site have the path `a.html`");
    assert_eq!(twice("a/index.html", "a"), "`a` would have to be a file and a folder of the site at once");
    assert_eq!(twice("a", "a/index.html"), "`a` would have to be a file and a folder of the site at once");
    assert_eq!(twice("A.html", "a.html"), "`a.html` and `A.html` are one name on macOS and Windows: rename one of them");
    assert_eq!(twice("か\u{3099}/x", "が/y"), "`が` and `か\u{3099}` are one name on macOS and Windows: rename one of them");
}

#[test]
fn of_two_threads_with_one_path_one_fails() {
    let said = stays(|stage, _| (0..100).into_par_iter().try_for_each(|n| stage.write(&format!("{}.html", n % 99), b"")));
    assert_eq!(said, "two files of the site have the path `0.html`");
}

/// Writing fails in the middle of a file: no file may be longer than 32 KiB in the helper.
#[cfg(unix)]
#[test]
fn a_write_that_breaks_off_leaves_the_old_site() {
    let (folder, _) = workplace();
    run_helper("helper_may_write_little", folder.path(), &["sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"]);
}

#[cfg(unix)]
#[test]
fn helper_may_write_little() {
    if std::env::var_os(WORKPLACE).is_none() {
        return;
    }
    let said = stays(|stage, _| stage.write("a.html", b"a").and_then(|()| stage.write("big.html", &vec![b'x'; 1_000_000])));
    assert!(said.starts_with("cannot write `big.html`: "), "{said}");
}

// ---- whose folder it is

/// A folder that is refused keeps what is in it.
fn refused(out: &Path, reason: &str) {
    let before = tree(out.parent().unwrap());
    let failure = replace(out, &[("a.html", "A")]).unwrap_err();
    assert!(failure.contains(reason), "{failure}");
    assert_eq!(tree(out.parent().unwrap()), before);
    let is_staging = |name: &String| name.contains("futago-staging");
    assert!(!names(out.parent().unwrap()).iter().any(is_staging));
}

#[test]
fn a_folder_that_futago_did_not_make_is_refused() {
    let (_folder, out) = workplace();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "ten years of work").unwrap();
    refused(&out, "holds files that futago did not make (it has no `.futago`): empty it, or name another output folder");
    fs::write(out.join(MARKER), "somebody else's").unwrap();
    refused(&out, "holds files that futago did not make");
}

#[test]
fn a_file_is_refused() {
    let (_folder, out) = workplace();
    fs::write(&out, "text").unwrap();
    refused(&out, "is a file");
    assert!(replace(&out.join("inside"), &[]).unwrap_err().starts_with("cannot use"));
    assert_eq!(fs::read_to_string(&out).unwrap(), "text");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_refused_wherever_it_leads() {
    let (folder, out) = workplace();
    for to in ["real", "nowhere"] {
        let _ = fs::remove_file(&out);
        fs::create_dir_all(folder.path().join("real")).unwrap();
        std::os::unix::fs::symlink(folder.path().join(to), &out).unwrap();
        refused(&out, "is a symbolic link: name the folder that it leads to");
        let with_slash = PathBuf::from(format!("{}/", out.display()));
        assert!(replace(&with_slash, &[]).unwrap_err().contains("is a symbolic link"));
    }
}

#[cfg(unix)]
#[test]
fn what_a_link_in_the_old_site_leads_to_stays() {
    let (folder, out) = workplace();
    let precious = folder.path().join("precious");
    fs::create_dir(&precious).unwrap();
    fs::write(precious.join("a"), "1").unwrap();
    replace(&out, &[("a.html", "A")]).unwrap();
    std::os::unix::fs::symlink(&precious, out.join("link")).unwrap();
    replace(&out, &[("a.html", "B")]).unwrap();
    assert_eq!(names(&out), [MARKER, "a.html"]);
    assert_eq!(tree(&precious), files(&[("a", "1")]));
}

#[test]
fn a_folder_that_becomes_somebody_elses_meanwhile_is_refused() {
    let (_folder, out) = workplace();
    let failure = write::replace(&out, |stage| {
        stage.write("a.html", b"A")?;
        fs::create_dir(&out).unwrap();
        fs::write(out.join("notes.txt"), "mine").unwrap();
        Ok(())
    });
    assert!(said(failure.unwrap_err()).contains("did not make"));
    assert_eq!(tree(&out), files(&[("notes.txt", "mine")]));
}

/// A site's folder with `content/` and `themes/`.
fn site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content/ja", "themes/own", "empty"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    root
}

#[test]
fn the_target_may_lie_inside_or_beside_the_site() {
    let root = site();
    let beside = tempfile::tempdir().unwrap();
    for out in [root.path().join("public"), root.path().join("a/b/public"), root.path().join("empty"), beside.path().join("x")] {
        write::check_target(&out, root.path()).map_err(said).unwrap();
    }
    assert_eq!(names(root.path()), ["content", "empty", "themes"]);
}

#[test]
fn the_target_must_not_meet_what_the_site_is_made_of() {
    let root = site();
    for (out, reason) in [
        ("", "the site itself lies there"),
        ("empty/..", "the site itself lies there"),
        ("..", "the site itself lies there"),
        ("/", "the top of the disk"),
        ("content", "is read from `content`"),
        ("content/ja/public", "is read from `content`"),
        ("empty/../content/new", "is read from `content`"),
        ("themes", "is read from `themes`"),
        ("themes/own", "is read from `themes`"),
        ("missing/../public", "goes back out of a folder that is not there"),
    ] {
        let failure = said(write::check_target(&root.path().join(out), root.path()).unwrap_err());
        assert!(failure.contains(reason), "{out}: {failure}");
    }
    fs::write(root.path().join("empty/mine"), "").unwrap();
    let failure = said(write::check_target(&root.path().join("empty"), root.path()).unwrap_err());
    assert!(failure.contains("did not make"), "{failure}");
}

#[cfg(unix)]
#[test]
fn the_target_is_compared_by_its_true_path() {
    let root = site();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(root.path().join("content"), &link).unwrap();
    let failure = said(write::check_target(&link.join("public"), root.path()).unwrap_err());
    assert!(failure.contains("is read from `content`"), "{failure}");

    fs::create_dir(elsewhere.path().join("texts")).unwrap();
    fs::remove_dir_all(root.path().join("content")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("texts"), root.path().join("content")).unwrap();
    for out in [elsewhere.path().join("texts"), elsewhere.path().to_owned()] {
        let failure = said(write::check_target(&out, root.path()).unwrap_err());
        assert!(failure.contains("is read from `content`"), "{failure}");
    }
}

// ---- other runs, dead and alive

#[test]
fn a_second_run_on_one_folder_fails_at_once() {
    let (folder, out) = workplace();
    let first = Stage::begin(&out).map_err(said).unwrap();
    let failure = replace(&out, &[("a.html", "second")]).unwrap_err();
    assert!(failure.contains("another futago is writing"), "{failure}");
    replace(&folder.path().join("other"), &[("a.html", "other")]).unwrap();
    first.write("a.html", b"first").map_err(said).unwrap();
    first.publish().map_err(said).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "first")]));
    replace(&out, &[("a.html", "second")]).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "second")]));
}

#[test]
fn runs_in_a_crowd_leave_one_whole_site() {
    let (folder, out) = workplace();
    let build = |n: usize| {
        let text = n.to_string();
        replace(&out, &[("a.html", &text), ("b/c.html", &text)])
    };
    let runs: Vec<_> = std::thread::scope(|scope| {
        let crowd: Vec<_> = (0..8).map(|n| scope.spawn(move || (0..100).map(|_| build(n)).collect::<Vec<_>>())).collect();
        crowd.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    assert!(runs.iter().any(Result::is_ok));
    for failure in runs.into_iter().filter_map(Result::err) {
        assert!(failure.contains("another futago is writing"), "{failure}");
    }
    let tree = tree(&out);
    assert_eq!(tree.len(), 2);
    assert_eq!(tree["a.html"], tree["b/c.html"]);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn what_a_dead_run_left_is_cleared() {
    let (folder, out) = workplace();
    replace(&out, &[("a.html", "A")]).unwrap();
    let staging = folder.path().join(".public.futago-staging");
    fs::create_dir_all(staging.join("new/half")).unwrap();
    fs::write(staging.join("new/half/page.html"), "<!docty").unwrap();
    fs::create_dir(staging.join("old")).unwrap();
    fs::write(staging.join("lock"), "").unwrap();
    replace(&out, &[("a.html", "B")]).unwrap();
    assert_eq!(tree(&out), files(&[("a.html", "B")]));
    assert_eq!(names(folder.path()), ["public"]);
}

/// What a kill between two renames leaves, on systems that cannot exchange two folders.
#[test]
fn a_site_that_a_dead_run_had_set_aside_is_put_back() {
    let (folder, out) = workplace();
    replace(&out, &[("a.html", "A")]).unwrap();
    let staging = folder.path().join(".public.futago-staging");
    fs::create_dir(&staging).unwrap();
    fs::rename(&out, staging.join("old")).unwrap();
    drop(Stage::begin(&out).map_err(said).unwrap());
    assert_eq!(tree(&out), files(&[("a.html", "A")]));
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn a_foreign_folder_in_the_place_of_the_staging_is_left_alone() {
    let (folder, out) = workplace();
    let staging = folder.path().join(".public.futago-staging");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("diary.txt"), "mine").unwrap();
    let failure = replace(&out, &[("a.html", "A")]).unwrap_err();
    assert!(failure.contains("did not make what lies there"), "{failure}");
    assert_eq!(tree(&staging), files(&[("diary.txt", "mine")]));
}

/// Runs one test of this program in a process of its own, behind the words of `before`.
fn helper(name: &str, folder: &Path, before: &[&str]) -> Command {
    let mut words = before.iter().map(PathBuf::from).chain([std::env::current_exe().unwrap()]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).args(["--exact", name, "--nocapture", "--test-threads=1"]).env(WORKPLACE, folder);
    command
}

fn run_helper(name: &str, folder: &Path, before: &[&str]) {
    let output = helper(name, folder, before).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Some hundred files; every third is the same in both versions.
fn version(letter: char) -> BTreeMap<String, String> {
    (0..300)
        .map(|n| {
            let text = if n % 3 == 0 { "same".to_owned() } else { format!("{letter}{n} ").repeat(n) };
            (format!("{}/{}/{n}.html", n % 4, n % 20), text)
        })
        .collect()
}

fn write_version(out: &Path, site: &BTreeMap<String, String>) {
    write::replace(out, |stage| site.par_iter().try_for_each(|(path, text)| stage.write(path, text.as_bytes()))).map_err(said).unwrap();
}

#[test]
fn helper_replaces_for_ever() {
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    let (a, b) = (version('A'), version('B'));
    for round in 0.. {
        write_version(&folder.join("public"), &a);
        write_version(&folder.join("public"), &b);
        if round == 0 {
            println!("at work");
        }
    }
}

#[test]
fn helper_replaces_a_file_for_ever() {
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    for round in 0.. {
        write::replace_file(&folder.join("twins.lock"), &"A".repeat(300_000)).map_err(said).unwrap();
        write::replace_file(&folder.join("twins.lock"), &"B".repeat(300_000)).map_err(said).unwrap();
        if round == 0 {
            println!("at work");
        }
    }
}

/// Starts a helper, waits until it is at work, and kills it `delay` later.
fn kill_after(name: &str, folder: &Path, delay: Duration) {
    let mut child = helper(name, folder, &[]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let is_at_work = lines.any(|line| line.ends_with("at work"));
    std::thread::sleep(delay);
    // SIGKILL on Unix.
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(is_at_work, "the helper ended by itself");
}

/// Moments that fall everywhere into the work, and are the same in every run of the test.
fn delays(kills: u64) -> impl Iterator<Item = Duration> {
    (0..kills).map(|n| Duration::from_micros(n * 7_919 % 90_000))
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_the_whole_old_or_new_site_stands() {
    let (folder, out) = workplace();
    let (a, b) = (version('A'), version('B'));
    let mut cut_short = 0;
    for delay in delays(50) {
        kill_after("helper_replaces_for_ever", folder.path(), delay);
        cut_short += usize::from(names(folder.path()).len() > 1);
        let found = tree(&out);
        assert!(found == a || found == b, "neither version, after {delay:?}");
        assert!(out.join(MARKER).is_file());

        let next = if found == a { &b } else { &a };
        write_version(&out, next);
        assert_eq!(&tree(&out), next);
        assert_eq!(names(folder.path()), ["public"]);
    }
    // Otherwise every kill fell between two builds, and the test has shown nothing.
    assert!(cut_short > 0);
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_the_whole_old_or_new_file_stands() {
    let (folder, _) = workplace();
    let path = folder.path().join("twins.lock");
    for delay in delays(20) {
        kill_after("helper_replaces_a_file_for_ever", folder.path(), delay);
        let found = fs::read_to_string(&path).unwrap();
        assert!(found == "A".repeat(300_000) || found == "B".repeat(300_000));
        write::replace_file(&path, "next").map_err(said).unwrap();
        assert_eq!(tree(folder.path()), files(&[("twins.lock", "next")]));
    }
}

// ---- disks that are full, read-only or mounted: in a mount namespace of the helper's own

/// Runs a helper that may mount. Says so where the system does not allow it: then these tests show nothing.
#[cfg(target_os = "linux")]
fn run_helper_that_mounts(name: &str) {
    let before = ["unshare", "--map-root-user", "--mount"];
    let is_allowed = Command::new(before[0]).args(&before[1..]).arg("true").output().is_ok_and(|output| output.status.success());
    if !is_allowed {
        println!("skipped: this system lets nobody mount in a namespace of their own");
        return;
    }
    let (folder, _) = workplace();
    run_helper(name, folder.path(), &before);
}

#[cfg(target_os = "linux")]
fn mount(arguments: &[&str], folder: &Path) {
    assert!(Command::new("mount").args(arguments).arg(folder).status().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    run_helper_that_mounts("helper_fills_a_disk");
}

#[cfg(target_os = "linux")]
#[test]
fn helper_fills_a_disk() {
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    mount(&["-t", "tmpfs", "-o", "size=2m,nr_inodes=100", "tmpfs"], &folder);
    let out = folder.join("public");
    replace(&out, &[("old.html", "old")]).unwrap();
    let page = "x".repeat(100_000);
    let full = |count: usize, text: &str| {
        let failure = write::replace(&out, |stage| (0..count).try_for_each(|n| stage.write(&format!("{n}.html"), text.as_bytes())));
        assert!(said(failure.unwrap_err()).contains("No space left on device"));
        assert_eq!(tree(&out), files(&[("old.html", "old")]));
        assert_eq!(names(&folder), ["public"]);
    };
    full(100, &page);
    full(200, "");
    replace(&out, &[("new.html", "new")]).unwrap();
    assert_eq!(tree(&out), files(&[("new.html", "new")]));
    // Not even a folder for the staging, and then a folder but no file in it.
    for free in [0, 1] {
        let taken: Vec<PathBuf> = (0..).map(|n| folder.join(format!("taken{n}"))).take_while(|path| fs::write(path, "").is_ok()).collect();
        taken.iter().take(free).for_each(|path| fs::remove_file(path).unwrap());
        assert!(replace(&out, &[]).unwrap_err().contains("No space left on device"));
        assert!(!folder.join(".public.futago-staging").exists());
        taken.iter().skip(free).for_each(|path| fs::remove_file(path).unwrap());
    }
    assert_eq!(tree(&out), files(&[("new.html", "new")]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_a_failure() {
    run_helper_that_mounts("helper_writes_to_a_read_only_disk");
}

#[cfg(target_os = "linux")]
#[test]
fn helper_writes_to_a_read_only_disk() {
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    mount(&["-t", "tmpfs", "tmpfs"], &folder);
    let out = folder.join("public");
    replace(&out, &[("old.html", "old")]).unwrap();
    mount(&["-o", "remount,bind,ro"], &folder);
    assert!(replace(&out, &[]).unwrap_err().contains("Read-only file system"));
    assert_eq!(tree(&out), files(&[("old.html", "old")]));
    assert_eq!(names(&folder), ["public"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_refused_and_another_device_is_fine() {
    run_helper_that_mounts("helper_writes_to_mount_points");
}

#[cfg(target_os = "linux")]
#[test]
fn helper_writes_to_mount_points() {
    let Some(folder) = std::env::var_os(WORKPLACE).map(PathBuf::from) else { return };
    let [disk, bound, source] = ["disk", "bound", "source"].map(|name| folder.join(name));
    [&disk, &bound, &source].into_iter().for_each(|folder| fs::create_dir(folder).unwrap());
    mount(&["-t", "tmpfs", "tmpfs"], &disk);
    mount(&["--bind", source.to_str().unwrap()], &bound);
    for out in [&disk, &bound] {
        assert!(replace(out, &[("a.html", "A")]).unwrap_err().contains("is a mount point"));
        assert_eq!(names(out).len(), 0);
    }
    assert_eq!(names(&folder), ["bound", "disk", "source"]);

    // The site is on one device, the output and one of its assets' copies on another.
    let root = folder.join("site");
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/picture.png"), "picture").unwrap();
    let out = disk.join("public");
    write::check_target(&out, &root).map_err(said).unwrap();
    for _ in 0..2 {
        write::replace(&out, |stage| stage.copy("picture.png", &root.join("content/picture.png"))).map_err(said).unwrap();
        assert_eq!(tree(&out), files(&[("picture.png", "picture")]));
    }
    assert_eq!(names(&disk), ["public"]);
}

// ---- single files

#[test]
fn a_new_file_is_made_with_its_folders_and_never_twice() {
    let (folder, _) = workplace();
    let path = folder.path().join("content/ja/steps/stop-card.md");
    write::create_new(&path, "---\ntitle: 停止\n---\n").map_err(said).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "---\ntitle: 停止\n---\n");
    let failure = said(write::create_new(&path, "other").unwrap_err());
    assert!(failure.ends_with("stop-card.md` is already there, and stays as it is"), "{failure}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "---\ntitle: 停止\n---\n");
    assert_eq!(names(path.parent().unwrap()), ["stop-card.md"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_not_written_through_a_link() {
    let (folder, _) = workplace();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("page.md")).unwrap();
    write::create_new(&folder.path().join("page.md"), "text").unwrap_err();
    assert!(!folder.path().join("elsewhere").exists());
}

#[test]
fn a_file_where_a_folder_must_be_is_a_failure() {
    let (folder, _) = workplace();
    fs::write(folder.path().join("steps"), "").unwrap();
    let failure = said(write::create_new(&folder.path().join("steps/page.md"), "text").unwrap_err());
    assert!(failure.starts_with("cannot write"), "{failure}");
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_mode_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = workplace();
    let path = folder.path().join("twins.lock");
    write::replace_file(&path, "a longer first text").map_err(said).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fs::write(folder.path().join(".twins.lock.futago-new"), "half of what a dead run meant to wri").unwrap();
    write::replace_file(&path, "second").map_err(said).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "second");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(names(folder.path()), ["twins.lock"]);
}
