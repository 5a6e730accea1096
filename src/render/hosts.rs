//! Files for hosts and crawlers: `_headers`, `_redirects`, `robots.txt`, and the policy that all pages are shipped under.

use super::Indexing;
use crate::site::{Route, Site};

/// The content security policy: everything from the site itself, nothing inline, no script that builds pages from text.
const DIRECTIVES: &[&str] = &[
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "upgrade-insecure-requests",
];

/// Headers that hold on every host and on the preview's loopback too.
pub const HEADERS_FOR_PREVIEW: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
         screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// Two years. Without `includeSubDomains`: a guide does not speak for the other sites of its domain.
const HSTS: &str = "max-age=63072000";

/// Where a policy is going to be enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A host that speaks HTTPS.
    Host,
    /// The preview on loopback, which speaks HTTP: asking browsers to upgrade would break it.
    Loopback,
}

/// The policy as the value of a header.
pub fn policy(audience: Audience) -> String {
    let kept = DIRECTIVES.iter().filter(|directive| audience == Audience::Host || **directive != "upgrade-insecure-requests");
    kept.copied().collect::<Vec<_>>().join("; ")
}

/// The policy as the content of `<meta>`, where browsers ignore `frame-ancestors`.
pub fn policy_for_meta() -> String {
    let kept = DIRECTIVES.iter().filter(|directive| !directive.starts_with("frame-ancestors"));
    kept.copied().collect::<Vec<_>>().join("; ")
}

/// `_headers` for Netlify and Cloudflare Pages. No header stands under two paths that overlap: Cloudflare would join them.
pub fn headers(site: &Site, indexing: Indexing) -> String {
    let base = &site.config().base_url.path;
    let mut text = format!("{base}*\n  Content-Security-Policy: {}\n  Strict-Transport-Security: {HSTS}\n", policy(Audience::Host));
    for (name, value) in HEADERS_FOR_PREVIEW {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    if indexing == Indexing::Forbidden {
        text.push_str("  X-Robots-Tag: noindex\n");
    }
    if site.routes().any(|(_, route)| matches!(route, Route::Data(_))) {
        // Whoever wants the data may have it: a script of another site asks by CORS, for which the policy about embedding
        // (Cross-Origin-Resource-Policy) does not count.
        text.push_str(&format!("{base}data/*\n  Access-Control-Allow-Origin: *\n"));
    }
    text.push_str(&format!("{base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
    text
}

/// `_redirects` for the same hosts: each former address, with and without its last slash.
pub fn redirects(site: &Site) -> String {
    let mut text = String::new();
    for (from, successor) in site.aliases() {
        let target = site.href(&site.path(successor.into()));
        let from = site.href(from);
        text.push_str(&format!("{from} {target} 301\n"));
        if let Some(bare) = from.strip_suffix('/').filter(|bare| !bare.is_empty()) {
            text.push_str(&format!("{bare} {target} 301\n"));
        }
    }
    text
}

pub fn robots(site: &Site) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.url(&site.path(Route::Sitemap)))
}
