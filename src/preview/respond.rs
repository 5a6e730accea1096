//! What stands at a path: the same rendering as the build's, asked for one address. Knows no HTTP but its status numbers.

use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::banner::{self, Shown};
use super::state::Snapshot;
use crate::address::SitePath;
use crate::diagnostic::Diagnostic;
use crate::render::{HTML, Rendered, Renderer, Target};
use crate::site::Route;

/// The answer to one path.
#[derive(Debug)]
pub enum Answer {
    Text {
        status: u16,
        content_type: String,
        text: String,
    },
    Bytes {
        content_type: String,
        bytes: Arc<[u8]>,
    },
    /// A file to be streamed.
    File {
        content_type: String,
        path: PathBuf,
    },
    /// It stands elsewhere, by this path, for good (308) or as the site is now (307).
    Moved {
        status: u16,
        to: String,
    },
    /// The stream of reload events.
    Reloads,
    NotUtf8,
}

/// The answer to `raw`, the path of a request without its query. The page's address and nothing else decides: no cookie, no header.
pub fn respond(snapshot: &Snapshot, raw: &str) -> Answer {
    if percent_decode_str(raw).decode_utf8().is_err() {
        return Answer::NotUtf8;
    }
    let base = &snapshot.project.site.config().base_url.path;
    // A base path beyond ASCII comes percent-encoded from browsers.
    let path = SitePath::of_request(raw, base).or_else(|| SitePath::of_request(raw, &SitePath::new(base.as_str()).href("/")));
    match path {
        Some(path) => below(snapshot, &path),
        None if raw == base.trim_end_matches('/') => Answer::Moved { status: 308, to: base.clone() },
        None if raw == "/" => Answer::Moved { status: 307, to: base.clone() },
        None => not_found(snapshot, None),
    }
}

/// The page that says that nothing stands at a path: in the language of the path's first folder, or in all.
pub fn not_found(snapshot: &Snapshot, path: Option<&SitePath>) -> Answer {
    let languages = &snapshot.project.site.config().languages;
    let lang = path.and_then(|path| languages.by_code(path.as_str().split('/').nth(1)?));
    let route = lang.map_or(Route::NotFoundAll, Route::NotFound);
    rendered(snapshot, &snapshot.project.renderer(), Target::Site(route), 404, "")
}

fn below(snapshot: &Snapshot, path: &SitePath) -> Answer {
    let own = |content_type: &str, text: &str| Answer::Text { status: 200, content_type: content_type.to_owned(), text: text.to_owned() };
    match path.as_str() {
        "/_/reload" => return Answer::Reloads,
        "/_/reload.js" => return own("text/javascript; charset=utf-8", include_str!("reload.js")),
        "/_/preview.css" => return own("text/css; charset=utf-8", include_str!("preview.css")),
        _ => {}
    }
    let renderer = snapshot.project.renderer();
    if let Some(target) = renderer.find(path) {
        return rendered(snapshot, &renderer, target, 200, path.as_str());
    }
    match other_form(&renderer, path) {
        Some(there) => Answer::Moved { status: 308, to: snapshot.project.site.href(&there) },
        None => not_found(snapshot, Some(path)),
    }
}

/// The address of a page that was asked for without its last slash, or by the name of its file.
fn other_form(renderer: &Renderer, path: &SitePath) -> Option<SitePath> {
    let path = path.as_str();
    let there = match path.strip_suffix("/index.html") {
        Some(folder) => SitePath::new(format!("{folder}/")),
        None if path.ends_with('/') => return None,
        None => SitePath::new(format!("{path}/")),
    };
    renderer.find(&there).map(|_| there)
}

fn rendered(snapshot: &Snapshot, renderer: &Renderer, target: Target, status: u16, path: &str) -> Answer {
    let shown = match target {
        Target::Site(Route::Page(id)) => Shown::Page(snapshot.project.site.page(id)),
        Target::Site(Route::Tree(page)) => Shown::Tree(snapshot.project.site.tree(page.tree)),
        _ => Shown::Other,
    };
    match renderer.render(target) {
        Ok(Rendered::Text { content_type, text }) if content_type == HTML => {
            html(status, banner::added(snapshot, &text, &banner::concerning(snapshot, shown)))
        }
        Ok(Rendered::Text { content_type, text }) => Answer::Text { status, content_type: content_type.to_owned(), text },
        Ok(Rendered::Bytes(bytes)) => Answer::Bytes { content_type: content_type(path), bytes },
        Ok(Rendered::Copy(path)) => Answer::File { content_type: content_type(&path.to_string_lossy()), path },
        Err(finding) => {
            let mut findings: Vec<&Diagnostic> = vec![&finding];
            findings.extend(banner::concerning(snapshot, shown));
            html(500, banner::failed(snapshot, &findings))
        }
    }
}

fn html(status: u16, text: String) -> Answer {
    Answer::Text { status, content_type: HTML.to_owned(), text }
}

/// The type of a file by its name; every text is UTF-8.
fn content_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let subtype = guess.subtype().as_str();
    let is_text = guess.type_() == "text"
        || ["json", "javascript", "xml"].contains(&subtype)
        || guess.suffix().is_some_and(|suffix| suffix == "json" || suffix == "xml");
    if is_text { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.essence_str().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_and_texts_say_their_charset() {
        for (name, expected) in [
            ("a.html", "text/html; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.json", "application/json; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.png", "image/png"),
            ("a.jpg", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.woff2", "font/woff2"),
            ("a.xml", "text/xml; charset=utf-8"),
            ("a.txt", "text/plain; charset=utf-8"),
            ("a.ics", "text/calendar; charset=utf-8"),
            ("a.webmanifest", "application/manifest+json; charset=utf-8"),
            ("a.pdf", "application/pdf"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(content_type(name), expected, "{name}");
        }
    }
}
