//! A preview that runs in this process, and what it told.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use futago::diagnostic::{Severity, json};
use futago::preview::{Listen, Means, News, Port, Preview, Settings};
use futago::project::{Project, Work};
use futago::render::Rendered;

use crate::client::{self, Reply};
use crate::site::Site;

/// Longer than anything may take, even on a busy machine. Nobody waits so long if all is well.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Running {
    pub preview: Preview,
    news: Receiver<Told>,
}

/// What the person at the terminal was told.
#[derive(Debug)]
pub struct Told {
    pub paths: Vec<String>,
    pub work: Work,
    pub count: u64,
    pub failure: Option<String>,
}

pub fn settings(site: &Site) -> Settings {
    Settings {
        options: site.options(),
        listen: Listen { host: IpAddr::V4(Ipv4Addr::LOCALHOST), port: Port::Chosen(0) },
        weighty: Severity::Error,
        means: Means::Best,
    }
}

impl Running {
    pub fn of(site: &Site) -> Running {
        Running::with(settings(site))
    }

    pub fn with(settings: Settings) -> Running {
        let (sender, news) = mpsc::channel();
        let preview = Preview::start(settings, move |news| {
            if let News::Saved { after, paths, work, .. } = news {
                let failure = after.failure.as_ref().map(ToString::to_string);
                let _ = sender.send(Told { paths: paths.clone(), work: *work, count: after.version.count, failure });
            }
        });
        Running { preview: preview.unwrap_or_else(|failure| panic!("{}", failure.0)), news }
    }

    pub fn address(&self) -> SocketAddr {
        self.preview.address()
    }

    pub fn get(&self, path: &str) -> Reply {
        client::get(self.address(), path)
    }

    /// Waits for the next save that changed anything.
    pub fn told(&self) -> Told {
        self.news.recv_timeout(PATIENCE).expect("the save is seen in time")
    }

    /// Waits until a page shows something.
    pub fn until_shown(&self, path: &str, text: &str) {
        until(|| self.get(path).text().contains(text), || format!("{path} shows {text:?}; it shows\n{}", self.get(path).text()));
    }

    pub fn until_hidden(&self, path: &str, text: &str) {
        until(|| !self.get(path).text().contains(text), || format!("{path} no longer shows {text:?}"));
    }

    pub fn until_status(&self, path: &str, status: u16) {
        until(|| self.get(path).status == status, || format!("{path} answers {status}"));
    }

    /// Waits until the preview is at what a fresh reading of the disk gives.
    pub fn until_fresh(&self, site: &Site, done: &str) {
        let fresh = content_of(&Project::read(site.options()).unwrap_or_else(|failure| panic!("{}", failure.0)));
        let current = || content_of(&self.preview.latest().project);
        until(
            || current() == fresh,
            || {
                let (current, fresh) = (current(), &fresh);
                let differing =
                    current.iter().find(|line| !fresh.contains(line)).or_else(|| fresh.iter().find(|line| !current.contains(line)));
                format!("after {done} the preview is as a fresh reading; one of them has\n{differing:?}")
            },
        );
    }
}

/// All bytes of all addresses, and all findings.
fn content_of(project: &Project) -> Vec<String> {
    let renderer = project.renderer();
    let rendered = renderer.routes().into_iter().map(|(path, target)| match renderer.render(target) {
        Ok(Rendered::Text { content_type, text }) => format!("{path} {content_type} {text}"),
        Ok(Rendered::Bytes(bytes)) => format!("{path} {bytes:?}"),
        Ok(Rendered::Copy(from)) => format!("{path} {from:?}"),
        Err(finding) => format!("{path} {}", json::print(&finding, &project.sources)),
    });
    let findings = project.diagnostics().into_iter().map(|finding| json::print(&finding, &project.sources));
    rendered.chain(findings).collect()
}

pub fn until(holds: impl Fn() -> bool, what: impl Fn() -> String) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "it does not come true that {}", what());
        std::thread::sleep(Duration::from_millis(5));
    }
}
