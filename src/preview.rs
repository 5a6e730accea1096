//! The preview: the build, asked one page at a time.
//!
//! `watch` tells which files were touched, `state` makes the next snapshot of the site from the one before, and `http` answers each
//! request with what `respond` renders from the snapshot of that moment. No rendered page is kept between saves: so nothing can be
//! stale, and nobody needs to know which page uses what. `banner` adds the findings and the script that reloads; nothing else of a
//! page differs from what `futago build` writes.

mod banner;
mod http;
mod respond;
mod state;
mod watch;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::runtime::Runtime;
use tokio::sync::watch as latest;

pub use state::{Snapshot, Version};
pub use watch::Means;

use crate::diagnostic::{Failure, Message, Severity};
use crate::markdown;
use crate::project::{Options, Project, Work};
use crate::say;
use state::saved;
use watch::{Batch, Stop, Watcher};

/// A file that went while it was read is mostly a save in progress: the reading is tried once more after this.
const SECOND_TRY: Duration = Duration::from_millis(100);

/// How long a reading waits that was asked for by lost events only, so that reading does not follow on reading.
const AFTER_LOSS: Duration = Duration::from_secs(1);

/// What is previewed, and where.
#[derive(Clone, Debug)]
pub struct Settings {
    pub options: Options,
    pub listen: Listen,
    /// Findings that belong to no page stand on all of them from this severity on.
    pub weighty: Severity,
    pub means: Means,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listen {
    pub host: IpAddr,
    pub port: Port,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 lets the system choose.
    Chosen(u16),
    /// 1111, or the next one that is free.
    FirstFree,
}

/// What happened, for the person at the terminal.
pub enum News {
    /// Something was saved, and what follows from it can be asked for since `took` after the first event.
    Saved { before: Arc<Snapshot>, after: Arc<Snapshot>, paths: Vec<String>, work: Work, took: Duration },
    /// About the watching itself.
    Notice(Message),
}

/// A running preview. It ends when it is dropped.
pub struct Preview {
    address: SocketAddr,
    is_other_port: bool,
    latest: latest::Receiver<Arc<Snapshot>>,
    /// Answers requests as long as it lives; taken out when the preview ends.
    runtime: Option<Runtime>,
    watching: Stop,
    ends: mpsc::Sender<End>,
    ended: mpsc::Receiver<End>,
}

/// Why a preview ends.
enum End {
    /// Ctrl-C.
    Asked,
    /// The thread that makes snapshots is gone.
    Failed,
}

impl Preview {
    /// Reads the site, and then answers requests and follows what is saved. `told` hears of each save after browsers do.
    ///
    /// A site with findings is previewed too; that is what a preview is for.
    ///
    /// # Errors
    /// The site cannot be read, or the port is taken.
    pub fn start(settings: Settings, told: impl Fn(&News) + Send + 'static) -> Result<Preview, Failure> {
        thread::spawn(markdown::warm_up);
        let listener = http::bind(settings.listen)?;
        let address = listener.local_addr().map_err(|error| Failure::new(say!("cannot listen: {error}", error = error)))?;
        // Before the reading: what is saved while the site is read must not be missed.
        let (watcher, notice) = Watcher::start(&settings.options.root, settings.means)?;
        let project = Arc::new(Project::read(settings.options)?);
        let run = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos());
        let first = Snapshot { project, failure: None, version: Version { run, count: 0 }, weighty: settings.weighty };
        let (sender, latest) = latest::channel(Arc::new(first));
        let runtime = http::serve(listener, settings.listen.host, latest.clone())?;
        if let Some(notice) = notice {
            told(&News::Notice(notice));
        }
        let watching = watcher.stop();
        let (ends, ended) = mpsc::channel();
        let failing = TellEnd(ends.clone());
        thread::spawn(move || {
            let _failing = failing;
            follow(watcher, &sender, told);
        });
        let is_other_port = http::is_other_than_first(address, settings.listen);
        Ok(Preview { address, is_other_port, latest, runtime: Some(runtime), watching, ends, ended })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether the usual port was taken.
    pub fn is_other_port(&self) -> bool {
        self.is_other_port
    }

    /// The address to open in a browser on this machine.
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            let loopback = if address.is_ipv4() { std::net::Ipv4Addr::LOCALHOST.into() } else { std::net::Ipv6Addr::LOCALHOST.into() };
            address.set_ip(loopback);
        }
        format!("http://{address}{}", self.latest().project.site.config().base_url.path)
    }

    /// What a request would see now.
    pub fn latest(&self) -> Arc<Snapshot> {
        Arc::clone(&self.latest.borrow())
    }

    /// Waits for Ctrl-C.
    ///
    /// # Errors
    /// The thread that makes snapshots has failed, so that nothing new would be seen.
    pub fn wait(self) -> Result<(), Failure> {
        let ends = self.ends.clone();
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                // An error means that the system has no such signal; then the preview ends as every other program does.
                if tokio::signal::ctrl_c().await.is_ok() {
                    let _ = ends.send(End::Asked);
                }
            });
        }
        match self.ended.recv() {
            Ok(End::Asked) => Ok(()),
            Ok(End::Failed) | Err(_) => Err(Failure::new(say!("the preview has failed by a mistake of its own"))),
        }
    }
}

/// Tells when the thread that holds it ends, be it by a panic.
struct TellEnd(mpsc::Sender<End>);

impl Drop for TellEnd {
    fn drop(&mut self) {
        let _ = self.0.send(End::Failed);
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.watching.stop();
        // Browsers hold their streams open for ever: nobody is waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Makes the next snapshot of each batch of changes, swaps it in, and tells of it, until it is stopped.
fn follow(mut watcher: Watcher, latest: &latest::Sender<Arc<Snapshot>>, told: impl Fn(&News)) {
    while let Some(batch) = watcher.next() {
        if let Some(notice) = batch.notice.clone() {
            told(&News::Notice(notice));
        }
        let before = Arc::clone(&latest.borrow());
        let Some((after, work, paths)) = next(&before, &batch) else {
            if batch.changes.everything {
                // Events were lost, and nothing had changed: on a very large site it may be our own reading that they overran.
                thread::sleep(AFTER_LOSS);
            }
            continue;
        };
        let after = Arc::new(after);
        latest.send_replace(Arc::clone(&after));
        told(&News::Saved { before, after, paths, work, took: batch.since.elapsed() });
    }
}

/// The snapshot after a batch of changes, what it cost, and the files that asked for it; `None` if it would be the same.
fn next(before: &Snapshot, batch: &Batch) -> Option<(Snapshot, Work, Vec<String>)> {
    let mut made = saved(before, &batch.changes);
    if made.is_err() {
        thread::sleep(SECOND_TRY);
        made = saved(before, &batch.changes);
    }
    let unchanged = |failure| Some((before.next(Arc::clone(&before.project), failure), Work::default(), Vec::new()));
    match made {
        Ok(Some(saved)) => Some((before.next(Arc::new(saved.project), None), saved.work, saved.paths)),
        Ok(None) if before.failure.is_none() => None,
        Ok(None) => unchanged(None),
        Err(failure) if before.failure.as_ref() == Some(&failure.0) => None,
        Err(failure) => unchanged(Some(failure.0)),
    }
}
