//! `futago schema`: the JSON Schemas for editors, written or compared.

use jiff::civil::Date;
use std::path::Path;

use crate::cli::{Format, Schema as Arguments};
use crate::commands::{Outcome, options, report};
use crate::diagnostic::{Diagnostic, Failure, Message, Tally};
use crate::project::Project;
use crate::render::Indexing;
use crate::schema::{self, Ground, SCHEMA_OUTDATED, SETTINGS, Schema};
use crate::{say, source, write};

pub fn run(arguments: &Arguments, now: Date) -> Result<Outcome, Failure> {
    let common = &arguments.common;
    let project = Project::read(options(common, now, true, None, Indexing::Allowed))?;
    let schemas = schema::all(&Ground { config: project.site.config(), facts: project.site.facts() });
    if !arguments.check {
        let written = write_all(&common.root, &schemas)?;
        if common.format == Format::Human {
            report::output(&written.iter().map(|path| format!("wrote {path}\n")).collect::<String>())?;
        }
    }
    let findings = outdated(&common.root, &schemas);
    report::print(&findings, &project.sources, common.format)?;
    report::summary(&format!("{}: {}", report::count(schemas.len(), "schema"), report::counts(Tally::of(&findings))));
    Ok(report::outcome(&findings, common))
}

/// Writes what is not there or is otherwise; which.
fn write_all(root: &Path, schemas: &[Schema]) -> Result<Vec<String>, Failure> {
    let mut written = Vec::new();
    for schema in schemas {
        let path = root.join(schema.path());
        match text(&path) {
            Some(old) if old == schema.text() => continue,
            Some(_) => write::replace_file(&path, &schema.text())?,
            None => write::create_new(&path, &schema.text())?,
        }
        written.push(schema.path());
    }
    let settings = root.join(SETTINGS);
    if text(&settings).is_none() {
        write::create_new(&settings, &schema::new_settings(schemas))?;
        written.push(SETTINGS.to_owned());
    }
    Ok(written)
}

/// What is not as it would be written.
fn outdated(root: &Path, schemas: &[Schema]) -> Vec<Diagnostic> {
    let differs = |schema: &&Schema| text(&root.join(schema.path())).is_none_or(|old| old != schema.text());
    let mut findings: Vec<Diagnostic> = schemas
        .iter()
        .filter(differs)
        .map(|schema| finding(say!("`{path}` is not what the site's data say now", path = schema.path()), say!("run `futago schema`")))
        .collect();
    let Some(settings) = text(&root.join(SETTINGS)) else {
        findings.push(finding(say!("there is no `{path}`", path = SETTINGS), say!("run `futago schema`")));
        return findings;
    };
    match schema::lacking(&settings, schemas) {
        Some((wanted, left_over)) => {
            findings.extend(wanted.into_iter().map(|line| {
                finding(say!("`{path}` does not map a schema", path = SETTINGS), say!("put under `yaml.schemas`: {line}", line = line))
            }));
            findings.extend(left_over.into_iter().map(|key| {
                finding(
                    say!("`{path}` maps `{key}`, which no data have", path = SETTINGS, key = key),
                    say!("remove that line, and the file"),
                )
            }));
        }
        None => findings.push(finding(
            say!("`{path}` cannot be read as JSON", path = SETTINGS),
            say!("take comments and last commas out, or delete it and run `futago schema`"),
        )),
    }
    findings
}

fn finding(message: Message, help: Message) -> Diagnostic {
    Diagnostic::without_place(&SCHEMA_OUTDATED, message).help(help)
}

/// `None` if there is no such file, or none that can be read as text.
fn text(path: &Path) -> Option<String> {
    source::read_text(path).ok().flatten()
}
