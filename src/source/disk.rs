//! Walking the site's folders and reading what lies there.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{
    AssetFile, FILE_NAME, LINK_NOT_FOLLOWED, NOT_UTF8, Source, SourceId, Sources, Span, ThemeFile, ThemeLayer, content_folder, embedded,
};
use crate::diagnostic::{Diagnostic, Failure, Message};
use crate::{file_name, say};

/// Largest text: spans count bytes in 32 bits.
const MOST_BYTES: u64 = u32::MAX as u64;
/// How many themes may stand on one another.
const MOST_LAYERS: usize = 8;

/// Reads `content/` and the theme of the site at `root`. `theme` names the theme, from `site.yaml`'s text.
///
/// # Errors
/// A folder or file that cannot be listed or read, or a root without `content/`.
pub fn read(root: &Path, theme: impl FnOnce(&Sources) -> String) -> Result<Sources, Failure> {
    let content = content_folder(root);
    if !content.is_dir() {
        return Err(Failure::new(say!("no folder `content` in `{root}`: name the site's folder with `--root DIR`", root = root.display())));
    }
    let mut sources = Sources::default();
    read_content(root, &mut sources)?;
    let name = theme(&sources);
    read_theme(root, &name, &mut sources)?;
    Ok(sources)
}

fn read_content(root: &Path, sources: &mut Sources) -> Result<(), Failure> {
    let listed = list(root, &content_folder(root), sources)?;
    let (texts, assets): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(path, _)| is_text(path));
    let read: Vec<Result<Vec<u8>, Failure>> = texts.par_iter().map(|(_, disk)| read_bytes(disk)).collect();

    let mut index = BTreeMap::new();
    for ((path, _), bytes) in texts.into_iter().zip(read) {
        let id = SourceId(sources.files.len() as u32);
        let (text, invalid) = decode(bytes?);
        if let Some(at) = invalid {
            sources
                .diagnostics
                .push(Diagnostic::new(&NOT_UTF8, Span::at(id, at), say!("this is not UTF-8 text")).help(say!("save the file as UTF-8")));
        }
        index.insert(path.clone(), id);
        sources.files.push(Arc::new(Source { id, path, text: text.into() }));
    }
    sources.index = Arc::new(index);
    sources.assets = Arc::new(assets.into_iter().map(|(path, disk)| asset(path, disk)).collect());
    Ok(())
}

/// The regular files below `folder`: path from the root in NFC, path on the disk. Sorted.
fn list(root: &Path, folder: &Path, sources: &mut Sources) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).display().to_string();
            Failure::new(say!("cannot list `{path}`: {error}", path = path, error = error))
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        match site_path(root, entry.path()) {
            Err((shown, reason)) => sources.diagnostics.push(
                Diagnostic::without_place(&FILE_NAME, say!("`{name}` cannot become an address: {reason}", name = shown, reason = reason))
                    .help(say!("rename it: letters, digits, `-` and `_` are safe, and so is Japanese")),
            ),
            Ok(path) if !entry.file_type().is_file() => sources.diagnostics.push(
                Diagnostic::without_place(&LINK_NOT_FOLLOWED, say!("`{path}` is a link or no ordinary file, and is left out", path = path))
                    .help(say!("put the file itself in its place")),
            ),
            Ok(path) => files.push((path, entry.into_path())),
        }
    }
    files.sort();
    Ok(files)
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(&entry.file_name().to_string_lossy())
}

/// Files of editors and systems: `.git`, `.DS_Store`, `.page.md.swp`, `page.md~`, `#page.md#`.
pub fn is_hidden_name(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// The path from the root, with `/` and composed characters (NFC).
///
/// # Errors
/// A name that cannot be part of an address: its printable form, and why.
fn site_path(root: &Path, path: &Path) -> Result<String, (String, Message)> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let shown = || relative.to_string_lossy().escape_debug().to_string();
    let mut parts = Vec::new();
    for part in relative.components() {
        let Some(name) = part.as_os_str().to_str() else { return Err((shown(), say!("its name is not UTF-8"))) };
        if let Some(reason) = file_name::refusal(name) {
            return Err((shown(), reason));
        }
        if let Some(bad) = name.chars().find(|c| "#%".contains(*c)) {
            return Err((shown(), say!("`{bad}` has a meaning of its own in addresses", bad = bad)));
        }
        parts.push(name.nfc().collect::<String>());
    }
    Ok(parts.join("/"))
}

/// Which files are read as text: pages anywhere, data and settings.
fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path == "content/site.yaml" || {
        (path.starts_with("content/data/") || path.starts_with("content/trees/")) && (path.ends_with(".yaml") || path.ends_with(".yml"))
    }
}

/// The text, and the offset of the first byte that is not UTF-8 (then the rest is replaced, so that the place can be shown).
fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    }
}

fn asset(path: String, disk: PathBuf) -> AssetFile {
    let is_picture = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    let pixels = is_picture
        .then(|| read_head(&disk, 64 * 1024).ok())
        .flatten()
        .and_then(|head| imagesize::blob_size(&head).ok())
        .map(|size| (size.width as u32, size.height as u32));
    AssetFile { path, disk, pixels }
}

/// The theme `name` and those it extends, each from `themes/` where the site has it; the built-in one always comes last.
fn read_theme(root: &Path, name: &str, sources: &mut Sources) -> Result<(), Failure> {
    let mut next = Some(name.to_owned());
    let mut seen: Vec<String> = Vec::new();
    while let Some(name) = next.take() {
        if seen.contains(&name) || seen.len() == MOST_LAYERS {
            return Err(Failure::new(say!("the themes extend one another in a ring: {names}", names = seen.join(" → "))));
        }
        let folder = root.join("themes").join(&name);
        let is_builtin = name == "futago";
        if !folder.is_dir() && !is_builtin {
            return Err(Failure::new(say!("no theme `{name}`: there is no folder `themes/{name}`", name = name)));
        }
        if folder.is_dir() {
            let listed = list(root, &folder, sources)?;
            let mut files = Vec::new();
            for (path, disk) in listed {
                let inside = path.strip_prefix(&format!("themes/{name}/")).unwrap_or(&path).to_owned();
                files.push(theme_file(sources, &path, inside, read_bytes(&disk)?.into()));
            }
            next =
                files.iter().find(|file| file.path == "theme.yaml").and_then(|file| file.source).and_then(|id| extends(sources.text(id)));
            sources.theme.push(ThemeLayer { name: name.clone(), files });
        }
        if next.is_none() && !is_builtin && !seen.iter().any(|name| name == "futago") {
            // Every theme stands on the built-in one, so that a theme of one file is a theme.
            next = Some("futago".to_owned());
        }
        seen.push(name);
    }
    let files = embedded::files()
        .into_iter()
        .map(|(path, bytes)| theme_file(sources, &format!("(built-in)/themes/futago/{path}"), path, bytes.into()))
        .collect();
    sources.theme.push(ThemeLayer { name: "builtin".to_owned(), files });
    Ok(())
}

fn theme_file(sources: &mut Sources, path: &str, inside: String, bytes: Arc<[u8]>) -> ThemeFile {
    let is_text = !inside.starts_with("static/");
    let source = is_text.then(|| std::str::from_utf8(&bytes).ok().map(|text| sources.add(path, text))).flatten();
    ThemeFile { path: inside, source, bytes }
}

/// The theme that a `theme.yaml` says it extends; its other keys are read, and judged, by `theme`.
fn extends(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix("extends:")).map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
}

/// # Errors
/// The file cannot be opened or read, or is larger than 4 GiB.
pub fn read_bytes(disk: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::new(say!("cannot read `{path}`: {error}", path = disk.display(), error = error));
    let length = fs::metadata(disk).map_err(failed)?.len();
    if length > MOST_BYTES {
        return Err(Failure::new(say!("`{path}` is larger than 4 GiB", path = disk.display())));
    }
    fs::read(disk).map_err(failed)
}

/// One text file, as the whole reading would take it: its text, and where it stops being UTF-8.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_text(disk: &Path) -> Result<(String, Option<usize>), Failure> {
    read_bytes(disk).map(decode)
}

/// The first `most` bytes of a file.
///
/// # Errors
/// The file cannot be opened or read.
pub fn read_head(disk: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::new(say!("cannot read `{path}`: {error}", path = disk.display(), error = error));
    let mut head = Vec::new();
    fs::File::open(disk).map_err(failed)?.take(most as u64).read_to_end(&mut head).map_err(failed)?;
    Ok(head)
}
