//! `futago build`: checks, then writes; or, with errors, writes nothing.

use std::time::Instant;

use crate::cli::Build;
use crate::commands::{Outcome, options, rendering, report};
use crate::diagnostic::{Diagnostic, Failure, Tally};
use crate::project::{self, Project};
use crate::render::{Indexing, Rendered, Renderer};
use crate::write::{self, Stage, Written};

pub fn run(arguments: &Build, now: jiff::civil::Date) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let common = &arguments.common;
    let out = common.root.join(&arguments.out);
    let indexing = if arguments.noindex { Indexing::Forbidden } else { Indexing::Allowed };
    let project = Project::read(options(common, now, arguments.drafts, arguments.base_url.clone(), indexing))?;
    write::check_target(&out, &common.root)?;
    let mut diagnostics = project.diagnostics();
    let outcome = report::outcome(&diagnostics, common);
    if outcome == Outcome::Findings && !arguments.keep_going {
        return stopped(&project, arguments, &diagnostics);
    }

    let stage = Stage::begin(&out)?;
    let of_templates = write_all(&project.renderer(), &stage)?;
    let outcome = if of_templates.is_empty() { outcome } else { Outcome::Findings };
    diagnostics.extend(of_templates);
    project::sort(&mut diagnostics, &project.sources);
    if outcome == Outcome::Findings && !arguments.keep_going {
        return stopped(&project, arguments, &diagnostics);
    }
    let written = stage.publish()?;
    report::print(&diagnostics, &project.sources, common.format)?;
    report::summary(&summary(&project, &written, started, &diagnostics));
    Ok(outcome)
}

/// The end of a build that writes nothing: the findings, and that the site of before still stands.
fn stopped(project: &Project, arguments: &Build, diagnostics: &[Diagnostic]) -> Result<Outcome, Failure> {
    report::print(diagnostics, &project.sources, arguments.common.format)?;
    let counts = report::counts(Tally::of(diagnostics));
    report::summary(&format!("nothing written, {} stays as it was: {counts}", arguments.out.display()));
    Ok(Outcome::Findings)
}

/// Writes each address as soon as it is rendered, so that no more than a page per core is in memory.
fn write_all(renderer: &Renderer, stage: &Stage) -> Result<Vec<Diagnostic>, Failure> {
    rendering::all(renderer, |path, rendered| match rendered {
        Rendered::Text { text, .. } => stage.write(&path.file(), text.as_bytes()),
        Rendered::Bytes(bytes) => stage.write(&path.file(), &bytes),
        Rendered::Copy(from) => stage.copy(&path.file(), &from),
    })
}

/// "ja 24 pages, en 24 pages; 85 files, 612 KiB in 0.21 s; 0 errors, 0 warnings, 96 notes".
fn summary(project: &Project, written: &Written, started: Instant, diagnostics: &[Diagnostic]) -> String {
    let site = &project.site;
    let languages = &site.config().languages;
    let per_language: Vec<String> = languages
        .all()
        .map(|lang| {
            let pages = site.pages().filter(|id| site.page(*id).outline.place.lang == lang).count();
            format!("{} {}", languages[lang].code, report::count(pages, "page"))
        })
        .collect();
    format!(
        "{}; {} ({} unchanged), {} KiB in {:.2} s; {}",
        per_language.join(", "),
        report::count(written.files, "file"),
        written.unchanged,
        written.bytes.div_ceil(1024),
        started.elapsed().as_secs_f64(),
        report::counts(Tally::of(diagnostics)),
    )
}
