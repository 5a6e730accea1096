//! `futago new page KEY`: a page and its twins, from the theme's skeleton.

use std::path::Path;

use jiff::civil::Date;

use crate::commands::{Outcome, report};
use crate::diagnostic::Failure;
use crate::project::{Options, Project};
use crate::render::Indexing;
use crate::site::Drafts;
use crate::source::is_hidden_name;
use crate::{file_name, say, write};

pub fn page(root: &Path, key: &str, today: Date) -> Result<Outcome, Failure> {
    let is_section = key.ends_with('/');
    let key = key.trim_matches('/');
    if !is_key(key) {
        return Err(Failure::new(say!("`{key}` cannot be a page: write a path such as `guide/call-issuer`", key = key)));
    }
    let options = Options { root: root.to_owned(), today, drafts: Drafts::Shown, base_url: None, indexing: Indexing::Allowed };
    let project = Project::read(options)?;
    let languages = &project.site.config().languages;
    let ending = if is_section { "/index.md" } else { ".md" };
    let paths: Vec<String> = languages.complete_codes().map(|code| format!("content/{code}/{key}{ending}")).collect();

    let twin = if is_section { ".md" } else { "/index.md" };
    for code in languages.complete_codes() {
        for path in [format!("content/{code}/{key}{ending}"), format!("content/{code}/{key}{twin}")] {
            refuse_if_taken(root, &path)?;
        }
    }
    let title = key.rsplit('/').next().unwrap_or(key);
    let text = project.theme.skeleton.replace("{{ title }}", title).replace("{{ today }}", &today.to_string());
    write_all(root, &paths, &text)?;
    report::output(&paths.iter().map(|path| format!("wrote {path}\n")).collect::<String>())?;
    Ok(Outcome::Clean)
}

/// All or none: a page with one of its twins missing is what this command is there to prevent.
fn write_all(root: &Path, paths: &[String], text: &str) -> Result<(), Failure> {
    for (written, path) in paths.iter().enumerate() {
        if let Err(failure) = write::create_new(&root.join(path), text) {
            for path in &paths[..written] {
                write::remove_new(&root.join(path), text);
            }
            return Err(failure);
        }
    }
    Ok(())
}

/// Something stands at the path, or a link on the way would lead out of the site.
fn refuse_if_taken(root: &Path, path: &str) -> Result<(), Failure> {
    if root.join(path).symlink_metadata().is_ok() {
        return Err(Failure::new(say!("`{path}` exists already; nothing was written", path = path)));
    }
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        match root.join(folder).symlink_metadata() {
            Ok(found) if !found.is_dir() => {
                return Err(Failure::new(say!("`{folder}` is no folder (or a link to one); nothing was written", folder = folder)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// As a folder and as a file.
fn is_name(part: &str) -> bool {
    file_name::refusal(part).or_else(|| file_name::refusal(&format!("{part}.md"))).is_none()
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.split('/').all(|part| is_name(part) && !is_hidden_name(part) && part != "index")
        && !key.ends_with(".md")
        && !key.contains(|c: char| c.is_whitespace() || c == '#' || c == '%')
}
