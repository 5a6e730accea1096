//! The site's full address, cut into what `href` needs and what only other sites need.

use std::net::Ipv6Addr;

use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};

/// Where the site will stand: `https://example.org` and `/guide/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a slash at the end.
    pub origin: String,
    /// Begins and ends with a slash.
    pub path: String,
}

impl BaseUrl {
    /// `None` if it is no http(s) address without query and fragment, or one with parts that mean something to hosts.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        // The path stands in `_headers` and `_redirects`, where `*` and `:name` are patterns.
        let is_plain = |c: char| c.is_alphanumeric() || "-._~".contains(c);
        // Browsers climb for `%2e%2e` as they do for `..`.
        let is_safe = |read: &str| !matches!(read, "" | "." | "..") && read.chars().all(|c| is_plain(c) || c == ' ');
        let is_part = |part: &str| {
            part.chars().all(|c| is_plain(c) || c == '%') && percent_decode_str(part).decode_utf8().is_ok_and(|read| is_safe(&read))
        };
        if !matches!(scheme, "http" | "https") || !is_host(host) || !(path.is_empty() || path.split('/').all(is_part)) {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{}/", utf8_percent_encode(path, CONTROLS)) };
        Some(BaseUrl { origin: format!("{scheme}://{host}"), path })
    }
}

/// A name or an address, with or without a port.
fn is_host(text: &str) -> bool {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (text, None),
    };
    let is_port = port.is_none_or(|port| !port.starts_with('+') && port.parse::<u16>().is_ok());
    let is_label =
        |label: &str| !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_address =
        name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|inside| inside.parse::<Ipv6Addr>().is_ok());
    is_port && (is_address || name.split('.').all(is_label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_cut_into_host_and_path() {
        let cut = |text: &str| BaseUrl::parse(text).map(|url| (url.origin, url.path));
        let pair = |origin: &str, path: &str| Some((origin.to_owned(), path.to_owned()));
        assert_eq!(cut("https://example.org"), pair("https://example.org", "/"));
        assert_eq!(cut("http://127.0.0.1:8000/guide"), pair("http://127.0.0.1:8000", "/guide/"));
        assert_eq!(cut("https://[::1]:80/a/b/"), pair("https://[::1]:80", "/a/b/"));
        assert_eq!(cut("https://例え.example/手引き/"), pair("https://例え.example", "/%E6%89%8B%E5%BC%95%E3%81%8D/"));
    }

    #[test]
    fn what_hosts_would_read_as_a_pattern_is_refused() {
        for bad in [
            "example.org",
            "ftp://a/",
            "https://",
            "https:///x",
            "https://x.org/*/",
            "https://x.org/:splat/",
            "https://x.org/../x/",
            "https://x.org/%2e%2E/x/",
            "https://x.org/a%0ab/",
            "https://x.org:+80/",
            "https://x.org/a\u{3000}b/",
            "https://x.org/?q",
            "https://x.org/#f",
            "https://[",
            "https://..",
            "https://a:b:c",
            "https://a b/",
            "https://-x.org",
        ] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
