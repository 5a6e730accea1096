//! `futago new page KEY`: a page and its twins, from the theme's skeleton.

use std::path::Path;

use jiff::civil::Date;

use crate::commands::Outcome;
use crate::diagnostic::Failure;
use crate::project::{Options, Project};
use crate::render::Indexing;
use crate::site::Drafts;
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
    let paths: Vec<String> = languages.codes().map(|code| format!("content/{code}/{key}{ending}")).collect();

    // All or none: a page with one of its twins missing is what this command is there to prevent.
    let twin = if is_section { ".md" } else { "/index.md" };
    for code in languages.codes() {
        for path in [format!("content/{code}/{key}{ending}"), format!("content/{code}/{key}{twin}")] {
            if root.join(&path).exists() {
                return Err(Failure::new(say!("`{path}` exists already; nothing was written", path = path)));
            }
        }
    }
    let title = key.rsplit('/').next().unwrap_or(key);
    let text = project.theme.skeleton.replace("{{ title }}", title).replace("{{ today }}", &today.to_string());
    for path in &paths {
        write::create_new(&root.join(path), &text)?;
        println!("wrote {path}");
    }
    Ok(Outcome::Clean)
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.split('/').all(|part| file_name::refusal(part).is_none() && !part.starts_with('.') && part != "index")
        && !key.ends_with(".md")
        && !key.contains(|c: char| c.is_whitespace() || c == '#' || c == '%')
}
