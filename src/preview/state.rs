//! One immutable snapshot after another: what a save makes of the one before.
//!
//! Reading everything again is the meaning; each shorter way is proved equal to it by `tests/preview.rs`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::watch::{Change, Changes, Found, Touch};

use crate::diagnostic::{Diagnostic, Failure, Message, Severity};
use crate::project::{NAMING, Project, Work};
use crate::site::PageId;
use crate::source::{self, Sources, Span};

/// More pages than this at once (a `git checkout`) are read together: each alone may cost a relink.
const MOST_PAGES: usize = 8;

/// What a request sees. A save makes the next one and swaps it in whole; requests in flight keep theirs.
pub struct Snapshot {
    pub project: Arc<Project>,
    /// Why the last reading failed; then `project` is still the one before.
    pub failure: Option<Message>,
    pub version: Version,
    /// Findings that belong to no page stand on all of them from this severity on.
    pub weighty: Severity,
}

/// Tells snapshots apart, those of another run of the preview too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Of this run: nanoseconds since 1970, when it began.
    pub run: u128,
    pub count: u64,
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:x}-{}", self.run, self.count)
    }
}

impl Snapshot {
    /// The one that follows this.
    pub fn next(&self, project: Arc<Project>, failure: Option<Message>) -> Snapshot {
        Snapshot { project, failure, version: Version { count: self.version.count + 1, ..self.version }, weighty: self.weighty }
    }
}

/// What a change asks for.
enum Need {
    Nothing,
    /// The text of one page.
    Page(PageId, String),
    /// Everything is to be read; without a difference in names and texts nothing changed.
    Reading,
    /// Everything is to be read, because an asset that is only named has changed.
    Asset,
}

/// What a save makes.
pub struct Saved {
    pub project: Project,
    pub work: Work,
    /// The files that asked for it; none if the system could not tell which.
    pub paths: Vec<String>,
}

/// The project after the changes; `None` if nothing has changed but dates.
///
/// The day stays the one of the first reading, so that a preview over midnight does not change facts under its reader.
///
/// # Errors
/// The site cannot be read.
pub fn saved(snapshot: &Snapshot, changes: &Changes) -> Result<Option<Saved>, Failure> {
    let current = &snapshot.project;
    let mut pages = BTreeMap::new();
    let mut paths = Vec::new();
    // After a failed reading nobody knows what was missed.
    let (mut everything, mut assets) = (changes.everything || snapshot.failure.is_some(), false);
    for change in &changes.files {
        match need(current, change) {
            Need::Nothing => continue,
            Need::Page(id, text) => drop(pages.insert(id, text)),
            Need::Reading => everything = true,
            Need::Asset => assets = true,
        }
        paths.push(change.path.clone());
    }
    let made = if everything || assets || pages.len() > MOST_PAGES { read_again(current, assets)? } else { with_pages(current, pages) };
    Ok(made.map(|(project, work)| Saved { project, work, paths }))
}

fn need(current: &Project, change: &Change) -> Need {
    match change.found {
        Found::File if current.sources.find(&change.path).is_some() => text(current, change),
        Found::File if current.sources.assets.iter().any(|asset| asset.path == change.path) => match change.touch {
            Touch::Attributes => Need::Nothing,
            Touch::Written | Touch::Moved => Need::Asset,
        },
        Found::Nothing if !is_known(&current.sources, &change.path) => Need::Nothing,
        Found::File | Found::Folder | Found::Other | Found::Nothing => Need::Reading,
    }
}

/// A known text was touched: compares first. What is wrong with it as a text, or was, is a finding of the reading.
fn text(current: &Project, change: &Change) -> Need {
    let Some(id) = current.page_of(&change.path) else { return Need::Reading };
    let source = current.site.page(id).source;
    let was_invalid = |finding: &Diagnostic| finding.span.is_some_and(|span| span.source == source);
    match source::read_text(&change.disk) {
        Ok(Some(text)) if !current.sources.diagnostics.iter().any(was_invalid) => {
            if text == current.sources.text(source) {
                Need::Nothing
            } else {
                Need::Page(id, text)
            }
        }
        _ => Need::Reading,
    }
}

/// Whether a path that is gone was a file of the site, or a folder with one. What lies under `themes/` counts as known.
fn is_known(sources: &Sources, path: &str) -> bool {
    let folder = format!("{path}/");
    let asset = || sources.assets.iter().any(|asset| asset.path == path || asset.path.starts_with(&folder));
    path.starts_with("themes/") || sources.find(path).is_some() || sources.under(&folder).next().is_some() || asset()
}

fn with_pages(current: &Project, pages: BTreeMap<PageId, String>) -> Option<(Project, Work)> {
    let mut latest: Option<(Project, Work)> = None;
    for (id, text) in pages {
        let (before, done) = latest.as_ref().map_or((current, Work::default()), |(project, work)| (project, *work));
        let (project, work) = before.with_page_text(id, text);
        latest = Some((project, Work { parses: done.parses + work.parses, relinks: done.relinks + work.relinks }));
    }
    latest
}

fn read_again(current: &Project, assets_changed: bool) -> Result<Option<(Project, Work)>, Failure> {
    let sources = source::read(&current.options.root, &NAMING)?;
    let changed = assets_changed || !are_same(&current.sources, &sources);
    Ok(changed.then(|| current.with_sources(sources)))
}

fn are_same(a: &Sources, b: &Sources) -> bool {
    texts(a).eq(texts(b)) && a.assets == b.assets && theme(a).eq(theme(b)) && findings(a).eq(findings(b))
}

fn texts(sources: &Sources) -> impl Iterator<Item = (&str, &str)> {
    sources.all().map(|source| (source.path.as_str(), &*source.text))
}

fn theme(sources: &Sources) -> impl Iterator<Item = (&str, &str, &[u8])> {
    sources.theme.iter().flat_map(|layer| layer.files.iter().map(|file| (layer.name.as_str(), file.path.as_str(), &*file.bytes)))
}

fn findings(sources: &Sources) -> impl Iterator<Item = (&str, Option<Span>, &Message)> {
    sources.diagnostics.iter().map(|finding| (finding.kind.code, finding.span, &finding.message))
}
