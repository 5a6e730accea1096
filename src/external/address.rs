//! Addresses of the web, from what authors write and from what servers answer.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ureq::http::Uri;

use crate::diagnostic::Message;
use crate::say;

/// What browsers encode in a path or a query, besides all that is not ASCII. `%` stays: it is encoded already.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'|').add(b'\\').add(b'^');

/// What can be asked: absolute, `http` or `https`, ASCII, without fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    pub uri: Uri,
    /// In lower case, without port: one machine's patience, whatever its ports.
    pub host: String,
}

impl Address {
    pub fn of(url: &str) -> Result<Address, Message> {
        let invalid = || say!("`{url}` is no address of the web", url = url);
        let (scheme, rest) = url.split_once("://").ok_or_else(invalid)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if !authority.is_ascii() {
            return Err(say!("the host `{host}` is not written in ASCII; link to its form that begins with `xn--`", host = authority));
        }
        let scheme = scheme.to_ascii_lowercase();
        let path = utf8_percent_encode(path, ENCODED);
        let uri: Uri = format!("{scheme}://{authority}{path}").parse().map_err(|_| invalid())?;
        match uri.host() {
            Some(host) if !host.is_empty() && is_web(url) => Ok(Address { host: host.to_ascii_lowercase(), uri }),
            _ => Err(invalid()),
        }
    }

    /// Where a `Location` header leads from here (RFC 3986, section 5.2).
    pub fn join(&self, location: &str) -> Result<Address, Message> {
        let to = without_fragment(location);
        let (scheme, authority) =
            (self.uri.scheme_str().unwrap_or_default(), self.uri.authority().map_or("", |authority| authority.as_str()));
        if has_scheme(to) {
            return Address::of(to);
        } else if to.starts_with("//") {
            return Address::of(&format!("{scheme}:{to}"));
        }
        let here = self.uri.path();
        let path = match to.as_bytes().first() {
            None => self.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            Some(b'/') => without_dots(to),
            Some(b'?') => format!("{here}{to}"),
            Some(_) => without_dots(&format!("{}{to}", &here[..here.rfind('/').map_or(0, |slash| slash + 1)])),
        };
        Address::of(&format!("{scheme}://{authority}{path}"))
    }

    /// Whether it is this very machine, which no proxy can reach for us.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

pub fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

pub fn is_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// `app:`, `https:`; not `/a:b` and not `a/b:c`.
fn has_scheme(location: &str) -> bool {
    let before = location.split(':').next().unwrap_or_default();
    before.len() < location.len()
        && before.starts_with(|c: char| c.is_ascii_alphabetic())
        && before.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// A path, which begins with `/`, with its `.` and `..` resolved; a query behind it is left alone.
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with("/.") || path.ends_with("/..");
    format!("/{}{}{query}", parts.join("/"), if is_folder && !parts.is_empty() { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(location: &str) -> String {
        let base = Address::of("http://host.example:81/a/b/c?q=1").unwrap();
        base.join(location).map_or_else(|reason| reason.to_string(), |address| address.uri.to_string())
    }

    #[test]
    fn locations_are_resolved() {
        for (location, expected) in [
            ("https://other.example/x", "https://other.example/x"),
            ("HTTPS://other.example", "https://other.example/"),
            ("//other.example/x", "http://other.example/x"),
            ("/x/../y?z=/../w", "http://host.example:81/y?z=/../w"),
            ("d", "http://host.example:81/a/b/d"),
            ("../d/", "http://host.example:81/a/d/"),
            ("../../../../d", "http://host.example:81/d"),
            ("./..", "http://host.example:81/a/"),
            ("a/b:c", "http://host.example:81/a/b/a/b:c"),
            ("?q=2", "http://host.example:81/a/b/c?q=2"),
            ("#part", "http://host.example:81/a/b/c?q=1"),
            ("/x#part", "http://host.example:81/x"),
            ("/停止", "http://host.example:81/%E5%81%9C%E6%AD%A2"),
            ("app://open", "`app://open` is no address of the web"),
            ("javascript:alert(1)", "`javascript:alert(1)` is no address of the web"),
        ] {
            assert_eq!(joined(location), expected, "{location}");
        }
    }

    #[test]
    fn authors_may_write_what_browsers_accept() {
        let uri = |url: &str| Address::of(url).map(|address| address.uri.to_string()).map_err(|reason| reason.to_string());
        assert_eq!(
            uri("https://ja.wikipedia.org/wiki/双子 座?q=あ"),
            Ok("https://ja.wikipedia.org/wiki/%E5%8F%8C%E5%AD%90%20%E5%BA%A7?q=%E3%81%82".into())
        );
        assert_eq!(uri("http://a.example?q"), Ok("http://a.example/?q".into()));
        assert!(uri("https://日本語.jp/").unwrap_err().contains("xn--"));
        for url in ["http://", "http:///x", "https://a b/", "mailto:a@b.example", "http://[::1", "x"] {
            assert!(uri(url).unwrap_err().contains("no address of the web"), "{url}");
        }
    }
}
