//! The theme's static files, under names that carry a print of their content, so that hosts may cache them for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::address::SitePath;
use crate::source::Sources;

/// One file as it is published.
#[derive(Clone, Debug)]
pub struct StaticFile {
    /// Inside `static/`: `css/site.css`.
    pub name: String,
    /// `/assets/css/site.0123456789ab.css`.
    pub path: SitePath,
    pub bytes: Arc<[u8]>,
}

/// All files of all layers; of two with one name the stronger layer's.
pub fn load(sources: &Sources) -> Vec<StaticFile> {
    let mut found: BTreeMap<&str, &Arc<[u8]>> = BTreeMap::new();
    for layer in sources.theme.iter().rev() {
        for file in &layer.files {
            if let Some(name) = file.path.strip_prefix("static/") {
                found.insert(name, &file.bytes);
            }
        }
    }
    found
        .into_iter()
        .map(|(name, bytes)| StaticFile { name: name.to_owned(), path: hashed(name, bytes), bytes: Arc::clone(bytes) })
        .collect()
}

/// Twelve hexadecimal digits of SHA-256 before the extension.
fn hashed(name: &str, bytes: &[u8]) -> SitePath {
    let print: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    SitePath::new(match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.ends_with('/') => format!("/assets/{stem}.{print}.{extension}"),
        _ => format!("/assets/{name}.{print}"),
    })
}

/// Name inside `static/` → address, for templates.
pub fn addresses(statics: &[StaticFile], base_path: &str) -> BTreeMap<String, String> {
    statics.iter().map(|file| (file.name.clone(), file.path.href(base_path))).collect()
}
