//! Walking the site's folders and reading what lies there.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{ACTIVE_FILE, AssetFile, FILE_NAME, LINK_NOT_FOLLOWED, Naming, Sources, content_folder, is_unprintable, theme};
use crate::diagnostic::{Diagnostic, Failure, Message};
use crate::{file_name, say};

/// Largest text: spans count bytes in 32 bits.
const MOST_BYTES: u64 = u32::MAX as u64;
/// Reads `content/` and the theme of the site at `root`.
///
/// # Errors
/// A folder or file that cannot be listed or read, a root without `content/`, or a theme that is not there.
pub fn read(root: &Path, naming: &Naming) -> Result<Sources, Failure> {
    let content = content_folder(root);
    if !content.is_dir() {
        return Err(Failure::new(say!("no folder `content` in `{root}`: name the site's folder with `--root DIR`", root = root.display())));
    }
    let mut sources = Sources::default();
    read_content(root, &mut sources)?;
    theme::read(root, naming, &mut sources)?;
    Ok(sources)
}

fn read_content(root: &Path, sources: &mut Sources) -> Result<(), Failure> {
    let listed = distinct(list(root, &content_folder(root), sources)?, sources);
    let (texts, assets): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(path, _)| is_text(path));
    let read: Vec<Result<Vec<u8>, Failure>> = texts.par_iter().map(|(_, disk)| read_bytes(disk)).collect();
    for ((path, _), bytes) in texts.into_iter().zip(read) {
        sources.add_bytes(&path, bytes?);
    }
    let assets: Vec<(String, PathBuf)> = assets.into_iter().filter(|(path, _)| is_published(path, sources)).collect();
    let assets: Vec<(AssetFile, Option<Message>)> = assets.into_par_iter().map(|(path, disk)| asset(path, disk)).collect();
    for (asset, active) in &assets {
        if let Some(reason) = active {
            sources.diagnostics.push(
                Diagnostic::without_place(&ACTIVE_FILE, say!("`{path}` {reason}", path = asset.path, reason = reason))
                    .help(say!("write it as a page, or take the active part out")),
            );
        }
    }
    sources.assets = Arc::new(assets.into_iter().map(|(asset, _)| asset).collect());
    Ok(())
}

/// Leaves one of two files whose names differ in composition only (が as one character or as two): they are one address.
fn distinct(listed: Vec<(String, PathBuf)>, sources: &mut Sources) -> Vec<(String, PathBuf)> {
    let mut kept: Vec<(String, PathBuf)> = Vec::with_capacity(listed.len());
    for (path, disk) in listed {
        if kept.last().is_some_and(|(before, _)| *before == path) {
            let message = say!("two files are called `{path}`: their names differ in the composition of characters only", path = path);
            sources.diagnostics.push(Diagnostic::without_place(&FILE_NAME, message).help(say!("delete or rename one of them")));
        } else {
            kept.push((path, disk));
        }
    }
    kept
}

/// What these folders hold is read, not published. Beside data there may lie files of other programs.
const READ_ONLY: [&str; 5] = ["content/data/", "content/trees/", "content/phrases/", "content/messages/", "content/glossary/"];

/// Whether a file that is no text of ours is put on the site as it is. A page with another ending would be published raw.
fn is_published(path: &str, sources: &mut Sources) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if ["md", "markdown", "mkd", "mdx"].contains(&ending.as_str()) {
        sources.diagnostics.push(
            Diagnostic::without_place(&FILE_NAME, say!("`{path}` looks like a page, but pages end in `.md`", path = path))
                .help(say!("rename it, or move it out of `content/`")),
        );
        return false;
    }
    !READ_ONLY.iter().any(|folder| path.starts_with(folder)) && path != "content/site.yaml"
}

/// The regular files below `folder`: path from the root in NFC, path on the disk. Sorted.
pub(super) fn list(root: &Path, folder: &Path, sources: &mut Sources) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).display().to_string();
            Failure::new(say!("cannot list `{path}`: {error}", path = path, error = error))
        })?;
        if entry.file_type().is_dir() || entry.depth() == 0 {
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
        // A page is a folder of the site: its name without the ending must do as well.
        if let Some(reason) = name.strip_suffix(".md").and_then(file_name::refusal) {
            return Err((shown(), reason));
        }
        parts.push(name.nfc().collect::<String>());
    }
    Ok(parts.join("/"))
}

/// Which files are read as text: pages anywhere, data, settings, and all that lies beside a tree, a phrasebook, a message or a glossary:
/// nothing of that is published.
fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path == "content/site.yaml" || READ_ONLY[1..].iter().any(|folder| path.starts_with(folder)) || {
        path.starts_with("content/data/") && (path.ends_with(".yaml") || path.ends_with(".yml"))
    }
}

/// The text, and the offset of the first byte that is not UTF-8 (then the rest is replaced, so that the place can be shown).
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    }
}

/// A file to be published as it is, and why readers may not be safe from it.
fn asset(path: String, disk: PathBuf) -> (AssetFile, Option<Message>) {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let pixels = ["png", "jpg", "jpeg", "gif", "webp", "avif"]
        .contains(&ending.as_str())
        .then(|| read_head(&disk, 64 * 1024).ok())
        .flatten()
        .and_then(|head| imagesize::blob_size(&head).ok())
        .map(|size| (size.width as u32, size.height as u32));
    let active = match ending.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "js" | "mjs" | "cjs" => {
            Some(say!("is published as it is, and can run scripts in readers' browsers"))
        }
        "svg" | "xml" | "xsl" => {
            read_bytes(&disk).ok().filter(|bytes| has_script(&String::from_utf8_lossy(bytes))).map(|_| say!("has a script in it"))
        }
        _ => None,
    };
    (AssetFile { path, disk, pixels }, active)
}

/// Whether an SVG, or other XML, holds more than a picture: a script, a handler of events, foreign HTML, or what could hide one of them.
fn has_script(svg: &str) -> bool {
    // UTF-16 has a NUL beside each letter of these.
    let svg = svg.replace('\0', "").to_ascii_lowercase();
    let has_handler = svg.match_indices("on").any(|(at, _)| {
        let name = svg[at + 2..].chars().take_while(char::is_ascii_alphabetic).count();
        let is_attribute = svg[..at].ends_with(|c: char| c.is_whitespace() || "/\"'".contains(c));
        is_attribute && name > 0 && svg[at + 2 + name..].trim_start().starts_with('=')
    });
    let hides_address = || svg.split("href").skip(1).any(|rest| rest.split(['"', '\'']).nth(1).is_some_and(|value| value.contains("&#")));
    let active = ["<script", ":script", "javascript:", "foreignobject", "<iframe", ":iframe", "<!entity"];
    active.iter().any(|active| svg.contains(active)) || has_handler || hides_address()
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

/// One text file; `None` if the whole reading would have findings about it as a text.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_text(disk: &Path) -> Result<Option<String>, Failure> {
    let (text, invalid) = decode(read_bytes(disk)?);
    Ok((invalid.is_none() && !text.contains(is_unprintable)).then_some(text))
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
