//! The theme's layers: the site's own folders, each as far as it goes, and the theme inside the program last.

use std::path::Path;

use super::disk::{list, read_bytes};
use super::{LINK_NOT_FOLLOWED, Naming, Sources, ThemeFile, ThemeLayer, embedded};
use crate::diagnostic::{Diagnostic, Failure};
use crate::say;

/// How many themes may stand on one another.
const MOST_LAYERS: usize = 8;
/// The theme inside the program, which every other one stands on in the end.
const BUILT_IN: &str = "futago";

/// Reads the site's theme and those it extends.
pub fn read(root: &Path, naming: &Naming, sources: &mut Sources) -> Result<(), Failure> {
    let mut next = Some((naming.theme)(sources));
    let mut seen: Vec<String> = Vec::new();
    while let Some(name) = next.take() {
        if seen.contains(&name) {
            return Err(Failure::new(say!("the themes extend one another in a ring: {names}", names = seen.join(" → "))));
        }
        if seen.len() == MOST_LAYERS {
            return Err(Failure::new(say!(
                "more than {most} themes extend one another: {names}",
                most = MOST_LAYERS,
                names = seen.join(" → ")
            )));
        }
        if !is_folder_name(&name) {
            return Err(Failure::new(say!(
                "`{name}` cannot be the name of a theme: write the name of a folder under `themes/`",
                name = name
            )));
        }
        next = layer(root, &name, naming, sources)?;
        if next.is_none() && name != BUILT_IN && !seen.iter().any(|name| name == BUILT_IN) {
            // So that a theme of one file is a theme.
            next = Some(BUILT_IN.to_owned());
        }
        seen.push(name);
    }
    built_in(sources);
    Ok(())
}

/// Whether a name stays inside `themes/`.
pub fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// Reads one theme's folder, if the site has it; gives back the theme that it extends.
fn layer(root: &Path, name: &str, naming: &Naming, sources: &mut Sources) -> Result<Option<String>, Failure> {
    let own = format!("themes/{name}");
    let folder = root.join(&own);
    let is_link = |path: &&str| root.join(path).symlink_metadata().is_ok_and(|found| found.file_type().is_symlink());
    if let Some(link) = ["themes", own.as_str()].iter().find(|path| is_link(path)) {
        let message = say!("`{link}` is a link, and is left out", link = link);
        sources.diagnostics.push(Diagnostic::without_place(&LINK_NOT_FOLLOWED, message).help(say!("put the folder itself in its place")));
    } else if folder.is_dir() {
        let mut files = Vec::new();
        for (path, disk) in list(root, &folder, sources)? {
            let inside = path.strip_prefix(&format!("themes/{name}/")).unwrap_or(&path).to_owned();
            files.push(file(sources, &path, inside, read_bytes(&disk)?));
        }
        let settings = files.iter().find(|file| file.path == "theme.yaml").and_then(|file| file.source);
        let extended = settings.and_then(|id| (naming.extends)(sources.get(id)));
        sources.theme.push(ThemeLayer { name: name.to_owned(), files });
        return Ok(extended);
    }
    if name == BUILT_IN { Ok(None) } else { Err(Failure::new(say!("no theme `{name}`: there is no folder `themes/{name}`", name = name))) }
}

fn built_in(sources: &mut Sources) {
    let files = embedded::files()
        .into_iter()
        .map(|(path, bytes)| file(sources, &format!("(built-in)/themes/{BUILT_IN}/{path}"), path, bytes.to_vec()))
        .collect();
    sources.theme.push(ThemeLayer { name: "builtin".to_owned(), files });
}

fn file(sources: &mut Sources, path: &str, inside: String, bytes: Vec<u8>) -> ThemeFile {
    let is_text = !inside.starts_with("static/") || [".js", ".mjs", ".css"].iter().any(|ending| inside.ends_with(ending));
    let source = is_text.then(|| sources.add_bytes(path, bytes.clone()));
    ThemeFile { path: inside, source, bytes: bytes.into() }
}
