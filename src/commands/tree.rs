//! `futago tree`: the figures of a tree, its findings, and the accepting of its paths.

use jiff::civil::Date;

use crate::cli::{Format, Tree as Arguments};
use crate::commands::{Outcome, options, report};
use crate::diagnostic::{Diagnostic, Failure, Severity, Tally};
use crate::project::Project;
use crate::render::Indexing;
use crate::source::{SourceId, Sources};
use crate::tree::{self, MOST_PATHS, OutcomeKind, TREE_PATHS_CHANGED, Tree};
use crate::yaml::closest;
use crate::{say, write};

pub fn run(arguments: &Arguments, now: Date) -> Result<Outcome, Failure> {
    let project = Project::read(options(&arguments.common, now, true, None, Indexing::Allowed))?;
    let Some(name) = &arguments.name else { return list(&project) };
    let files = files(&project.sources, name);
    if files.is_empty() {
        return Err(no_tree(&project, name));
    }
    if arguments.accept {
        return accept(arguments, &project, name, &files, now);
    }
    show(arguments, &project, name, &files)
}

/// The tree's own file and its table.
fn files(sources: &Sources, name: &str) -> Vec<SourceId> {
    let paths = [format!("content/trees/{name}.yaml"), tree::table_path(name)];
    match sources.find(&paths[0]) {
        Some(_) => paths.iter().filter_map(|path| sources.find(path)).map(|source| source.id).collect(),
        None => Vec::new(),
    }
}

fn list(project: &Project) -> Result<Outcome, Failure> {
    let original = project.site.config().languages.all().next().unwrap_or(crate::lang::Lang::ORIGINAL);
    let lines = project.site.trees().iter().map(|tree| format!("{}  {}\n", tree.name, tree.title[original]));
    report::output(&lines.collect::<String>())?;
    Ok(Outcome::Clean)
}

fn no_tree(project: &Project, name: &str) -> Failure {
    let known = project.site.trees().iter().map(|tree| tree.name.as_str());
    Failure::new(match closest(name, known) {
        Some(near) => say!("there is no tree `{name}`; did you mean `{near}`?", name = name, near = near),
        None => say!("there is no tree `{name}`: `futago tree` lists them", name = name),
    })
}

/// The findings about a tree, wherever they were made.
fn findings(project: &Project, files: &[SourceId]) -> Vec<Diagnostic> {
    let is_its = |finding: &Diagnostic| finding.span.is_some_and(|span| files.contains(&span.source));
    project.diagnostics().into_iter().filter(is_its).collect()
}

fn show(arguments: &Arguments, project: &Project, name: &str, files: &[SourceId]) -> Result<Outcome, Failure> {
    let findings = findings(project, files);
    report::print(&findings, &project.sources, arguments.common.format)?;
    if let (Some(tree), Format::Human) = (project.site.trees().get(name), arguments.common.format) {
        report::output(&figures(tree))?;
    }
    report::summary(&format!("checked the tree `{name}`: {}", report::counts(Tally::of(&findings))));
    Ok(report::outcome(&findings, &arguments.common))
}

fn accept(arguments: &Arguments, project: &Project, name: &str, files: &[SourceId], now: Date) -> Result<Outcome, Failure> {
    let findings = findings(project, files);
    let bars = |finding: &Diagnostic| finding.severity() == Severity::Error && finding.kind.code != TREE_PATHS_CHANGED.code;
    let text = project.site.trees().get(name).and_then(|tree| tree::table_text(tree, &project.site.config().languages));
    let Some(text) = text.filter(|_| !findings.iter().any(bars)) else {
        let barring: Vec<Diagnostic> = findings.into_iter().filter(bars).collect();
        report::print(&barring, &project.sources, arguments.common.format)?;
        let tally = report::counts(Tally::of(&barring));
        report::summary(&format!("the tree `{name}` has errors, so its table of paths stays as it is: {tally}"));
        return Ok(Outcome::Findings);
    };
    let path = tree::table_path(name);
    write::replace_file(&arguments.common.root.join(&path), &text)?;
    if arguments.common.format == Format::Human {
        report::output(&format!("wrote {path}\n"))?;
    }
    // What was written is judged as what will be read.
    let project = Project::read(options(&arguments.common, now, true, None, Indexing::Allowed))?;
    let files = self::files(&project.sources, name);
    show(arguments, &project, name, &files)
}

fn figures(tree: &Tree) -> String {
    let figures = tree.figures();
    let kinds: Vec<String> = OutcomeKind::ALL
        .iter()
        .zip(figures.of_kind)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let mut text = format!(
        "{name}\n  {stages}, {questions}, {answers}\n  {outcomes} ({kinds}), {actions}\n",
        name = tree.name,
        stages = report::count(figures.stages, "stage"),
        questions = report::count(figures.questions, "question"),
        answers = report::count(figures.answers, "answer"),
        outcomes = report::count(figures.outcomes, "outcome"),
        kinds = kinds.join(", "),
        actions = report::count(figures.actions, "action"),
    );
    text.push_str(&match figures.paths <= MOST_PATHS as u64 {
        true => format!(
            "  {paths}: {longest} questions on the longest, {usual} on the usual one, {mean:.2} on average\n",
            paths = report::count(figures.paths as usize, "path"),
            longest = figures.longest,
            usual = figures.usual,
            mean = figures.mean
        ),
        false if figures.paths == u64::MAX => format!("  more paths than can be counted: {MOST_PATHS} at most\n"),
        false => format!("  {} paths, too many to list: {MOST_PATHS} at most\n", figures.paths),
    });
    text
}
