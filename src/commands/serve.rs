//! `futago serve`: previews the site and tells of each save.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::thread;

use crate::cli::{Common, Format, Serve};
use crate::commands::{Outcome, options, report};
use crate::diagnostic::{Diagnostic, Failure, Severity, Tally};
use crate::preview::{Listen, Means, News, Port, Preview, Settings};
use crate::project::Project;
use crate::render::Indexing;

pub fn run(arguments: &Serve, now: jiff::civil::Date) -> Result<Outcome, Failure> {
    let common = &arguments.common;
    let settings = Settings {
        options: options(common, now, arguments.drafts, None, Indexing::Allowed),
        listen: Listen { host: arguments.host, port: arguments.port.map_or(Port::FirstFree, Port::Chosen) },
        weighty: if common.strict { Severity::Warning } else { Severity::Error },
        means: Means::Best,
    };
    let format = common.format;
    let preview = Preview::start(settings, move |news| tell(news, format))?;
    tell_start(&preview, common)?;
    if arguments.open {
        open(preview.url());
    }
    preview.wait()?;
    Ok(Outcome::Clean)
}

/// The findings of the start, and where the preview is.
fn tell_start(preview: &Preview, common: &Common) -> Result<(), Failure> {
    let project = &preview.latest().project;
    let diagnostics = project.diagnostics();
    report::print(&diagnostics, &project.sources, common.format)?;
    let taken = if preview.is_other_port() { "; the usual port is taken" } else { "" };
    let open = if preview.address().ip().is_loopback() { "" } else { "; others on your network can read it" };
    report::summary(&format!("{} ({}{taken}{open}); Ctrl-C ends it", preview.url(), report::counts(Tally::of(&diagnostics))));
    Ok(())
}

fn tell(news: &News, format: Format) {
    match news {
        News::Notice(message) => report::summary(&format!("futago: {message}")),
        News::Saved { before, after, paths, took, .. } => {
            let diagnostics = after.project.diagnostics();
            // Whoever reads the findings may go; the preview is for the browser.
            let _ = report::print(&new_ones(&diagnostics, &after.project, &before.project), &after.project.sources, format);
            let state = match &after.failure {
                Some(failure) => format!("{failure}; the preview stays as it was"),
                None => report::counts(Tally::of(&diagnostics)),
            };
            report::summary(&format!("{}: {} ms; {state}", what(paths), took.as_millis()));
        }
    }
}

/// "content/ja/index.md", "12 files".
fn what(paths: &[String]) -> String {
    match paths {
        [] => "the site".to_owned(),
        [one] => one.clone(),
        many => format!("{} files", many.len()),
    }
}

/// The findings that were not there before. Their places do not count, since every edit moves those below it.
fn new_ones(diagnostics: &[Diagnostic], after: &Project, before: &Project) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    for finding in before.findings() {
        *known.entry(identity(finding, before)).or_default() += 1;
    }
    let is_new = |finding: &&Diagnostic| match known.get_mut(&identity(finding, after)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    diagnostics.iter().filter(is_new).cloned().collect()
}

fn identity<'p>(finding: &Diagnostic, project: &'p Project) -> (&'static str, &'p str, String) {
    let path = finding.span.map_or("", |span| project.sources.path(span.source));
    (finding.kind.code, path, finding.message.to_string())
}

/// Asks the system to open the page; whether it does is its own matter, and the address stands in the terminal.
fn open(url: String) {
    let (program, arguments) = if cfg!(target_os = "macos") {
        ("open", vec![url])
    } else if cfg!(windows) {
        // `start` belongs to a shell, which would read the address as a command line.
        ("rundll32", vec!["url.dll,FileProtocolHandler".to_owned(), url])
    } else {
        ("xdg-open", vec![url])
    };
    thread::spawn(move || {
        let mut command = Command::new(program);
        let done = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if let Err(error) = done {
            report::summary(&format!("futago: cannot open a browser with `{program}`: {error}"));
        }
    });
}
