//! Addresses of web pages.

/// The host of an http or https address; `None` if it is no such address.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.split(':').next()?;
    // `user@host` would show one name and lead to another.
    let is_sound = !authority.contains('@') && !host.is_empty() && !host.starts_with('.') && !host.contains("..");
    let is_clean = !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
    (is_sound && is_clean).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_stands_between_scheme_and_path() {
        assert_eq!(host("https://www.example.org/a?b=c#d"), Some("www.example.org"));
        assert_eq!(host("http://example.org:8080"), Some("example.org"));
        assert_eq!(host("https://例え.jp/道"), Some("例え.jp"));
    }

    #[test]
    fn what_is_no_web_address_has_no_host() {
        for bad in [
            "",
            "example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "https://a@b/",
            "https://a b/",
            "https://a/\"x",
        ] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }
}
