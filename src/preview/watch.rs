//! What happens on the disk. The only user of `notify`, and the only part of the preview that looks at the disk itself.
//!
//! Watched are `content/` and `themes/` with all below them, and the site's folder without what is below it: so a `themes/` that
//! appears later, and a `content/` that was renamed and comes back, are seen too. Folders are watched, never single files, because
//! many editors save by putting a new file in the place of the old one.
//!
//! An event is only a hint that a path was touched. What is there is looked at when its window is over; so the many ways in which
//! editors save (write, rename over, write aside and move, delete) need no telling apart, and none of them can be misread.
//!
//! notify's own debouncer is not used. It forgets a file that was saved by "rename over" and then deleted within one window: the
//! first makes it believe that the file is new, the second that it was never there. And it wakes up 200 times a second for ever.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{MetadataKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Failure, Message};
use crate::say;
use crate::source::is_hidden_name;

/// How long further events are waited for after the first: an editor's save is several of them.
const WINDOW: Duration = Duration::from_millis(20);
/// How often files are compared where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(300);
/// How often the site's own folder is listed there; only a whole folder that comes or goes matters in it.
const POLL_ROOT: Duration = Duration::from_secs(1);
const FOLDERS: [&str; 2] = ["content", "themes"];

/// How changes are learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// From the system where it can tell, else by comparing files.
    Best,
    /// By comparing files.
    Polling,
}

/// What was touched in one window.
#[derive(Debug, Default)]
pub struct Changes {
    pub files: Vec<Change>,
    /// The system lost count, or a watched folder as a whole came or went: only reading everything tells what changed.
    pub everything: bool,
}

/// One touched path.
#[derive(Debug)]
pub struct Change {
    /// From the root of the site, with `/`, in NFC.
    pub path: String,
    pub disk: PathBuf,
    pub touch: Touch,
    pub found: Found,
}

/// The most that may have happened to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// Its dates or its rights.
    Attributes,
    Written,
    /// It came, went or was renamed.
    Moved,
}

/// What stands at a path now; links are not followed, as in the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    File,
    Folder,
    Other,
}

/// The changes of one window.
#[derive(Debug)]
pub struct Batch {
    pub changes: Changes,
    /// When the first of them was told.
    pub since: Instant,
    /// Something that the person at the terminal should know about the watching itself.
    pub notice: Option<Message>,
}

pub struct Watcher {
    /// Without links and `..`, as the system spells it in events.
    root: PathBuf,
    eyes: Eyes,
    /// The watched folders that are there, with their true paths: `content/` may be a link.
    folders: Vec<(&'static str, PathBuf)>,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
}

/// Ends [`Watcher::next`], from another thread.
pub struct Stop(Sender<Signal>);

enum Signal {
    Seen(Instant, notify::Result<Event>),
    Stop,
}

enum Eyes {
    System(RecommendedWatcher),
    /// Contents are compared below the watched folders only: what else lies in the site's folder may be large.
    Polling {
        folders: PollWatcher,
        root: PollWatcher,
    },
}

impl Watcher {
    /// Starts to watch the site at `root`, and says if it has to be done by polling.
    ///
    /// # Errors
    /// `root` is no folder, or the system gives no thread to watch with.
    pub fn start(root: &Path, means: Means) -> Result<(Watcher, Option<Message>), Failure> {
        let root = root
            .canonicalize()
            .map_err(|error| Failure::new(say!("cannot watch `{root}`: {error}", root = root.display(), error = error)))?;
        let (sender, signals) = mpsc::channel();
        let (eyes, notice) = Eyes::open(&root, means, &sender).map_err(|error| cannot_watch(&error))?;
        let mut watcher = Watcher { root, eyes, folders: Vec::new(), sender, signals };
        match watcher.watch_all() {
            Ok(()) => Ok((watcher, notice)),
            Err(error) => {
                let notice = watcher.fall_back(&error)?;
                Ok((watcher, Some(notice)))
            }
        }
    }

    pub fn stop(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Waits until something was touched and its window is over; `None` when it was stopped.
    pub fn next(&mut self) -> Option<Batch> {
        loop {
            let (since, hints) = self.gather()?;
            let batch = self.look(since, hints);
            if batch.changes.everything || !batch.changes.files.is_empty() || batch.notice.is_some() {
                return Some(batch);
            }
        }
    }

    /// The hints of one window, which begins with the first that concerns the site.
    fn gather(&self) -> Option<(Instant, Hints)> {
        let mut hints = Hints::default();
        let since = loop {
            let Ok(Signal::Seen(at, seen)) = self.signals.recv() else { return None };
            hints.add(self, seen);
            if !hints.are_empty() {
                break at;
            }
        };
        loop {
            match self.signals.recv_timeout((since + WINDOW).saturating_duration_since(Instant::now())) {
                Ok(Signal::Seen(_, seen)) => hints.add(self, seen),
                Err(RecvTimeoutError::Timeout) => return Some((since, hints)),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Looks at what was hinted at.
    fn look(&mut self, since: Instant, hints: Hints) -> Batch {
        let mut changes = Changes { files: Vec::new(), everything: hints.everything || hints.folders_moved };
        let mut error = hints.lost;
        if hints.folders_moved && error.is_none() {
            error = self.watch_folders().err();
        }
        let notice = error.and_then(|error| {
            changes.everything = true;
            self.fall_back(&error).ok()
        });
        for (disk, touch) in hints.touched {
            let found = found(&disk);
            match self.site_path(&disk) {
                // A folder counts as written when something inside came or went, which is told by itself.
                _ if found == Found::Folder && touch < Touch::Moved => {}
                Some(path) => changes.files.push(Change { path, disk, touch, found }),
                None => changes.everything = true,
            }
        }
        Batch { changes, since, notice }
    }

    /// From the root of the site, with `/`, in NFC; `None` for a name that is not UTF-8.
    fn site_path(&self, disk: &Path) -> Option<String> {
        let (name, rest) = self.folders.iter().find_map(|(name, real)| Some((name, disk.strip_prefix(real).ok()?)))?;
        let mut path = (*name).to_owned();
        for part in rest.components() {
            path.push('/');
            path.extend(part.as_os_str().to_str()?.nfc());
        }
        Some(path)
    }

    fn watch_all(&mut self) -> notify::Result<()> {
        let root = self.root.clone();
        self.eyes.of_root().watch(&root, RecursiveMode::NonRecursive)?;
        self.watch_folders()
    }

    /// Watches the folders as they are now.
    fn watch_folders(&mut self) -> notify::Result<()> {
        for (_, real) in std::mem::take(&mut self.folders) {
            // It may have gone, and its watch with it.
            let _ = self.eyes.of_folders().unwatch(&real);
        }
        for name in FOLDERS {
            let Ok(real) = self.root.join(name).canonicalize() else { continue };
            match self.eyes.of_folders().watch(&real, RecursiveMode::Recursive) {
                // It went just now, which the watch on the site's folder tells.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                watched => {
                    watched?;
                    self.folders.push((name, real));
                }
            }
        }
        Ok(())
    }

    /// Goes over to polling, and says why.
    fn fall_back(&mut self, error: &notify::Error) -> Result<Message, Failure> {
        self.eyes = Eyes::polling(&self.sender).map_err(|error| cannot_watch(&error))?;
        self.folders.clear();
        self.watch_all().map_err(|error| cannot_watch(&error))?;
        Ok(polling_because(error))
    }
}

impl Stop {
    pub fn stop(&self) {
        // If nobody listens any more, it has stopped already.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Eyes {
    /// The best there are, and what is to be said of them.
    fn open(root: &Path, means: Means, sender: &Sender<Signal>) -> notify::Result<(Eyes, Option<Message>)> {
        if means == Means::Polling {
            return Ok((Eyes::polling(sender)?, None));
        }
        if let Some(name) = FOLDERS.iter().find(|name| is_remote(&root.join(name))) {
            let notice = say!(
                "`{name}` lies on a network drive, which may not tell of changes: comparing all files every 300 ms instead",
                name = name
            );
            return Ok((Eyes::polling(sender)?, Some(notice)));
        }
        match RecommendedWatcher::new(handler(sender), Config::default()) {
            Ok(watcher) => Ok((Eyes::System(watcher), None)),
            Err(error) => Ok((Eyes::polling(sender)?, Some(polling_because(&error)))),
        }
    }

    fn polling(sender: &Sender<Signal>) -> notify::Result<Eyes> {
        let folders = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        let root = Config::default().with_poll_interval(POLL_ROOT);
        Ok(Eyes::Polling { folders: PollWatcher::new(handler(sender), folders)?, root: PollWatcher::new(handler(sender), root)? })
    }

    fn of_folders(&mut self) -> &mut dyn notify::Watcher {
        match self {
            Eyes::System(watcher) => watcher,
            Eyes::Polling { folders, .. } => folders,
        }
    }

    fn of_root(&mut self) -> &mut dyn notify::Watcher {
        match self {
            Eyes::System(watcher) => watcher,
            Eyes::Polling { root, .. } => root,
        }
    }
}

/// What the events of one window hint at.
#[derive(Default)]
struct Hints {
    touched: BTreeMap<PathBuf, Touch>,
    /// Events were lost.
    everything: bool,
    /// `content/` or `themes/` itself came, went or was renamed: what is watched may be the wrong folder.
    folders_moved: bool,
    /// New folders cannot be watched any more.
    lost: Option<notify::Error>,
}

impl Hints {
    fn add(&mut self, watcher: &Watcher, seen: notify::Result<Event>) {
        let event = match seen {
            Ok(event) => event,
            Err(error) => {
                // Others tell of a path that went while it was looked at; its going is an event of its own.
                if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                    self.lost = Some(error);
                }
                return;
            }
        };
        self.everything |= event.need_rescan();
        let Some(touch) = touch(&event.kind) else { return };
        for path in event.paths {
            match watcher.folders.iter().find_map(|(_, real)| path.strip_prefix(real).ok()) {
                Some(inside) if inside.as_os_str().is_empty() => self.folders_moved |= touch == Touch::Moved,
                Some(inside) if inside.iter().any(|part| is_hidden_name(&part.to_string_lossy())) => {}
                Some(_) => {
                    let known = self.touched.entry(path).or_insert(touch);
                    *known = touch.max(*known);
                }
                None => self.folders_moved |= touch == Touch::Moved && FOLDERS.iter().any(|name| path == watcher.root.join(name)),
            }
        }
    }

    fn are_empty(&self) -> bool {
        self.touched.is_empty() && !self.everything && !self.folders_moved && self.lost.is_none()
    }
}

/// `None` for mere reading, which inotify tells too: the preview's own reading would start the next one, for ever.
fn touch(kind: &EventKind) -> Option<Touch> {
    match kind {
        EventKind::Access(_) => None,
        // The time of writing is all that polling may tell of a change.
        EventKind::Modify(ModifyKind::Metadata(kind)) if *kind != MetadataKind::WriteTime => Some(Touch::Attributes),
        EventKind::Modify(ModifyKind::Name(_)) => Some(Touch::Moved),
        EventKind::Modify(_) => Some(Touch::Written),
        _ => Some(Touch::Moved),
    }
}

fn found(disk: &Path) -> Found {
    match disk.symlink_metadata() {
        Err(_) => Found::Nothing,
        Ok(metadata) if metadata.is_file() => Found::File,
        Ok(metadata) if metadata.is_dir() => Found::Folder,
        Ok(_) => Found::Other,
    }
}

/// Passes on what concerns us, with the time.
fn handler(sender: &Sender<Signal>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let sender = sender.clone();
    move |seen| {
        if !matches!(&seen, Ok(event) if touch(&event.kind).is_none()) {
            // If nobody listens any more, the preview is ending.
            let _ = sender.send(Signal::Seen(Instant::now(), seen));
        }
    }
}

fn polling_because(error: &notify::Error) -> Message {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            say!("the system's watches have run out (on Linux: `fs.inotify.max_user_watches`): comparing all files every 300 ms instead")
        }
        _ => say!("the system cannot watch the site ({error}): comparing all files every 300 ms instead", error = error),
    }
}

fn cannot_watch(error: &notify::Error) -> Failure {
    Failure::new(say!("cannot watch the site: {error}", error = error))
}

/// Whether a folder lies where changes that other machines make are not told: NFS, SMB, 9P (WSL), FUSE (sshfs, containers), …
#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    // Source of the numbers: statfs(2), and linux/magic.h.
    const REMOTE: [u32; 9] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546, 0x00C3_6400, 0x786F_4256, 0x5346_414F];
    // The field has another width on each machine; all numbers have 32 bits.
    rustix::fs::statfs(path).is_ok_and(|found| REMOTE.contains(&(found.f_type as u32)))
}

/// macOS and Windows tell of changes on mounts that they can watch, and refuse to watch the others.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
