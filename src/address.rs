//! Addresses: paths from the root of the site, as people read them, and as `href` and file names.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use crate::file_name;

/// What is encoded in `href`, after RFC 3986 (`pchar`) and the WHATWG path set; everything beyond ASCII is encoded too.
#[rustfmt::skip]
const PATH: &AsciiSet = &CONTROLS
    .add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}')
    .add(b'%').add(b'[').add(b']').add(b'\\').add(b'^').add(b'|').add(b'\'').add(b'&');

/// A path from the site's own root, decoded, in composed characters: `/ja/guide/`, `/assets/site.css`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// # Panics
    /// If it does not begin with a slash: every caller writes it so.
    pub fn new(path: impl Into<String>) -> SitePath {
        let path = path.into();
        assert!(path.starts_with('/'), "a site path begins with a slash");
        SitePath(path)
    }

    /// The path of a request, without query, below `base` (`/` or `/repo/`); `None` if it lies elsewhere or is not UTF-8.
    pub fn of_request(raw: &str, base: &str) -> Option<SitePath> {
        let below = raw.strip_prefix(base.trim_end_matches('/'))?;
        let decoded = percent_decode_str(below).decode_utf8().ok()?;
        let decoded: String = decoded.nfc().collect();
        decoded.starts_with('/').then_some(SitePath(decoded))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As written in `href`, below the site's base path.
    pub fn href(&self, base: &str) -> String {
        format!("{}{}", base.trim_end_matches('/'), utf8_percent_encode(&self.0, PATH))
    }

    /// The file of the output folder, with `/`: a path that ends in a slash is a folder with an `index.html`.
    pub fn file(&self) -> String {
        let path = &self.0[1..];
        if self.0.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// The same path, as file systems that do not tell capitals apart see it.
    pub fn folded(&self) -> String {
        file_name::fold(&self.file())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A fragment as written in `href`.
pub fn fragment(id: &str) -> String {
    utf8_percent_encode(id, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_is_encoded_in_href_only() {
        let path = SitePath::new("/ja/手順/再発行/");
        assert_eq!(path.file(), "ja/手順/再発行/index.html");
        assert_eq!(path.href("/repo/"), "/repo/ja/%E6%89%8B%E9%A0%86/%E5%86%8D%E7%99%BA%E8%A1%8C/");
    }

    #[test]
    fn a_request_is_decoded_and_composed() {
        let composed = SitePath::new("/ja/ガイド/");
        // カ followed by the combining voiced sound mark, as some systems send it.
        assert_eq!(SitePath::of_request("/repo/ja/%E3%82%AB%E3%82%99イド/", "/repo/"), Some(composed));
        assert_eq!(SitePath::of_request("/elsewhere/", "/repo/"), None);
        assert_eq!(SitePath::of_request("/%FF", "/"), None);
    }
}
