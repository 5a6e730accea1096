//! The theme's static files, under names that carry a print of their content, so that hosts may cache them for ever.
//!
//! Where a script or a style sheet names another static file (`import … from "./dates.js"`, `url(../icon.svg)`), the published name
//! is put in, which is why what is named gets its own first.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::comments;
use super::mentions::{self, Mention};
use crate::address::SitePath;
use crate::diagnostic::{Diagnostic, Kind, Parsed, Severity};
use crate::say;
use crate::source::{SourceId, Sources, Span, ThemeFile};

pub static STATIC_REFERENCE: Kind = Kind {
    code: "static-reference",
    severity: Severity::Error,
    explain: "What: a script or style sheet of the theme loads another static file that is not there, or two of them load each other. \
              Why: static files are published under names that carry a print of their content, so what they load must be known first; \
              the browser would find nothing. Do: write the path as it is in `static/`, beginning with `./` or `../`; move what two \
              files share into a third.",
};

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
pub fn load(sources: &Sources) -> Parsed<Vec<StaticFile>> {
    let mut files: BTreeMap<&str, &ThemeFile> = BTreeMap::new();
    for layer in sources.theme.iter().rev() {
        for file in &layer.files {
            if let Some(name) = file.path.strip_prefix("static/") {
                files.insert(name, file);
            }
        }
    }
    let mut press = Press { sources, files, done: BTreeMap::new(), open: Vec::new(), diagnostics: Vec::new() };
    let names: Vec<&str> = press.files.keys().copied().collect();
    for name in names {
        press.publish(name);
    }
    Parsed { value: press.done.into_values().collect(), diagnostics: press.diagnostics }
}

/// Gives each file its published form, those first that it names.
struct Press<'a> {
    sources: &'a Sources,
    files: BTreeMap<&'a str, &'a ThemeFile>,
    done: BTreeMap<&'a str, StaticFile>,
    /// The files being published, each named by the one before.
    open: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Press<'a> {
    fn publish(&mut self, name: &'a str) {
        if self.done.contains_key(name) {
            return;
        }
        let file = self.files[name];
        self.open.push(name);
        let bytes = match file.source {
            Some(source) => comments::without(name, &self.with_published_names(name, source)).as_bytes().into(),
            None => Arc::clone(&file.bytes),
        };
        self.open.pop();
        self.done.insert(name, StaticFile { name: name.to_owned(), path: hashed(name, &bytes), bytes });
    }

    fn with_published_names(&mut self, name: &'a str, source: SourceId) -> String {
        let sources = self.sources;
        let text = sources.text(source);
        let mut out = String::with_capacity(text.len());
        let mut written = 0;
        for mention in mentions::of(name, text) {
            let Some(published) = self.published(name, source, &mention) else { continue };
            out.push_str(&text[written..mention.file_name.start]);
            out.push_str(&published);
            written = mention.file_name.end;
        }
        out.push_str(&text[written..]);
        out
    }

    /// The published file name of what is mentioned; without one, a finding.
    fn published(&mut self, name: &str, source: SourceId, mention: &Mention) -> Option<String> {
        let span = Span::new(source, mention.path.clone());
        let Some((named, _)) = self.files.get_key_value(mention.name.as_str()) else {
            let message = say!("`{file}` names `static/{name}`, which is not there", file = name, name = mention.name);
            self.report(span, message, say!("write the path of a file below `static/` of the theme"));
            return None;
        };
        let named = *named;
        if self.open.contains(&named) {
            let message = say!("`{file}` and `{name}` load each other", file = name, name = named);
            self.report(span, message, say!("move what both need into a file of its own"));
            return None;
        }
        self.publish(named);
        self.done[named].path.as_str().rsplit('/').next().map(str::to_owned)
    }

    fn report(&mut self, span: Span, message: crate::diagnostic::Message, help: crate::diagnostic::Message) {
        self.diagnostics.push(Diagnostic::new(&STATIC_REFERENCE, span, message).help(help));
    }
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
