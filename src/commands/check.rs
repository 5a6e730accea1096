//! `futago check`: findings only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Check;
use crate::commands::{Outcome, options, rendering, report};
use crate::diagnostic::{Failure, Tally};
use crate::external;
use crate::project::{self, Project};
use crate::render::Indexing;
use crate::yaml::closest;
use crate::{catalogue, say};

pub fn run(arguments: &Check, now: jiff::civil::Date) -> Result<Outcome, Failure> {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let common = &arguments.common;
    let project = Project::read(options(common, now, arguments.drafts, None, Indexing::Allowed))?;
    let mut diagnostics = project.diagnostics();
    // What only rendering shows, `build` must not be the first to say.
    diagnostics.extend(rendering::all(&project.renderer(), |_, _| Ok(()))?);
    if arguments.external {
        diagnostics.extend(ask_the_network(&project));
    }
    project::sort(&mut diagnostics, &project.sources);
    report::print(&diagnostics, &project.sources, common.format)?;
    let pages = project.site.pages().count();
    report::summary(&format!("checked {}: {}", report::count(pages, "page"), report::counts(Tally::of(&diagnostics))));
    Ok(report::outcome(&diagnostics, common))
}

/// The links of all pages and the sources of all facts and trees, asked with a bar on a terminal.
fn ask_the_network(project: &Project) -> Vec<crate::diagnostic::Diagnostic> {
    let targets = targets(project);
    let bar =
        ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} addresses").expect("the template is sound"));
    bar.enable_steady_tick(Duration::from_millis(200));
    let findings = external::check(&targets, &external::Limits::default(), &|done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    findings
}

fn targets(project: &Project) -> Vec<external::Target> {
    let site = &project.site;
    let of_pages = site.pages().flat_map(|id| {
        let links = &site.page(id).body.document.links;
        let outside = links.iter().filter(|link| link.destination.starts_with("https://") || link.destination.starts_with("http://"));
        outside.map(|link| external::Target { url: link.destination.clone(), span: link.destination_span })
    });
    let of_facts = site.facts().all().flat_map(|(_, fact, _)| &fact.evidence.sources);
    let of_facts = of_facts.map(|citation| external::Target { url: citation.url.clone(), span: citation.span });
    let of_trees = site.trees().iter().flat_map(|tree| tree.links());
    let of_trees = of_trees.map(|link| external::Target { url: link.key.clone(), span: link.span });
    of_pages.chain(of_facts).chain(of_trees).collect()
}

/// `--explain CODE`: the manual of one kind of finding; `all` lists the codes.
fn explain(code: &str) -> Result<Outcome, Failure> {
    let kinds = catalogue::all();
    let text = match catalogue::find(code) {
        Some(kind) => {
            let manual = kind.explain.replace(" Why: ", "\nWhy: ").replace(" Do: ", "\nDo: ");
            format!("{} ({})\n\n{manual}\n", kind.code, kind.severity.word())
        }
        None if code == "all" => kinds.iter().map(|kind| format!("{:8} {}\n", kind.severity.word(), kind.code)).collect(),
        None => {
            return Err(Failure::new(match closest(code, kinds.iter().map(|kind| kind.code)) {
                Some(near) => say!("no finding has the code `{code}`; did you mean `{near}`?", code = code, near = near),
                None => say!("no finding has the code `{code}`; `futago check --explain all` lists them", code = code),
            }));
        }
    };
    report::output(&text)?;
    Ok(Outcome::Clean)
}
