//! What every finished site must hold, whatever its theme looks like. Each rule names what breaks it, in words.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::html::{self, Element, Html};
use super::{Tree, xml};

/// A finished site, and the address that it is made for.
pub struct Output {
    pub tree: Tree,
    /// `https://example.org`
    pub origin: String,
    /// `/` or `/repo/`
    pub base: String,
    /// Every `.html` file, read once.
    pub documents: BTreeMap<String, Document>,
}

pub struct Document {
    pub kind: Kind,
    pub html: Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    /// `/`, where readers choose a language.
    Choose,
    NotFound,
    /// What stands at a former address.
    Stub,
}

type Rule = fn(&Output, &mut Vec<String>);

const RULES: &[Rule] = &[
    frame,
    markup,
    meta,
    alternates,
    sitemap,
    links,
    nothing_inline,
    nothing_foreign,
    feeds,
    manifests,
    headers,
    redirects,
    robots,
    prints,
    data,
];

impl Output {
    pub fn new(tree: Tree, base_url: &str) -> Output {
        let host = base_url.find("://").map_or(0, |at| at + 3);
        let (origin, base) = base_url.split_at(host + base_url[host..].find('/').expect("the base URL ends in a slash"));
        let documents = tree.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path.clone(), document(path, bytes)));
        Output { documents: documents.collect(), origin: origin.to_owned(), base: base.to_owned(), tree }
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        RULES.iter().for_each(|rule| rule(self, &mut problems));
        problems
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&str, &Html)> {
        self.documents.iter().filter(move |(_, document)| document.kind == kind).map(|(path, document)| (path.as_str(), &document.html))
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &Html)> {
        self.of_kind(Kind::Page)
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.tree.get(path).map(|bytes| std::str::from_utf8(bytes).expect("texts are UTF-8"))
    }

    /// The file at an address of this site, and the fragment; `None` for an address elsewhere.
    pub fn file<'a>(&self, address: &'a str) -> Option<(String, Option<&'a str>)> {
        let path = match address.strip_prefix(&self.origin) {
            Some(path) => path,
            None if address.starts_with('/') && !address.starts_with("//") => address,
            None => return None,
        };
        let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
        let below = match path.strip_prefix(&self.base) {
            Some(below) => percent_decode_str(below).decode_utf8_lossy().into_owned(),
            None => return Some((format!("(outside of {}) {path}", self.base), fragment)),
        };
        Some((if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below }, fragment))
    }

    /// The full address of a file.
    fn address(&self, path: &str) -> String {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let encoded =
            path.split('/').map(|part| percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC).to_string());
        decoded(&format!("{}{}{}", self.origin, self.base, encoded.collect::<Vec<_>>().join("/")))
    }

    /// What is wrong with a reference that stands in the file `from`; nothing, if it leads to another site.
    fn broken(&self, from: &str, address: &str) -> Option<String> {
        let (file, fragment) = match address.strip_prefix('#') {
            Some(fragment) => (from.to_owned(), Some(fragment)),
            None if has_scheme(address) && !address.starts_with(&format!("{}/", self.origin)) => return None,
            None => match self.file(address) {
                Some(found) => found,
                None => return Some(format!("{from}: `{address}` is a relative address")),
            },
        };
        let Some(bytes) = self.tree.get(&file) else { return Some(format!("{from}: `{address}` leads to no file ({file})")) };
        let fragment = percent_decode_str(fragment?).decode_utf8_lossy().into_owned();
        let is_there = match self.documents.get(&file) {
            Some(document) => document.html.ids().any(|id| id == fragment),
            None => String::from_utf8_lossy(bytes).contains(&format!("id=\"{fragment}\"")),
        };
        (!is_there).then(|| format!("{from}: `{address}` names an id that {file} does not have"))
    }
}

fn document(path: &str, bytes: &[u8]) -> Document {
    let html = html::parse(std::str::from_utf8(bytes).expect("pages are UTF-8"));
    let kind = match path {
        "index.html" => Kind::Choose,
        _ if html.all("meta").any(|meta| meta.is("http-equiv", "refresh")) => Kind::Stub,
        _ if path == "404.html" || path.ends_with("/404.html") => Kind::NotFound,
        _ => Kind::Page,
    };
    Document { kind, html }
}

fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

// ---- the rules

/// Every document names its language, has one `h1` with words, a title, and no id twice.
fn frame(output: &Output, problems: &mut Vec<String>) {
    for (path, Document { html, .. }) in &output.documents {
        let mut say = |what: String| problems.push(format!("{path}: {what}"));
        if html.first("html").and_then(|html| html.get("lang")).is_none_or(str::is_empty) {
            say("the language is missing".to_owned());
        }
        let headings: Vec<&str> = html.all("h1").map(|h1| h1.text.trim()).collect();
        if headings.len() != 1 || headings[0].is_empty() {
            say(format!("there must be one h1, and there is {headings:?}"));
        }
        if html.all("title").count() != 1 || html.first("title").is_none_or(|title| title.text.trim().is_empty()) {
            say("the title is missing".to_owned());
        }
        let mut seen = BTreeSet::new();
        html.ids().filter(|id| !seen.insert(*id)).for_each(|id| say(format!("the id `{id}` stands there twice")));
    }
}

/// Tags close in the order in which they were opened, and nothing is there that a tokenizer stumbles over.
fn markup(output: &Output, problems: &mut Vec<String>) {
    for (path, document) in &output.documents {
        problems.extend(document.html.errors.iter().map(|error| format!("{path}: {error}")));
    }
}

/// Whoever finds a page in a search is told what it is about and where it stands.
fn meta(output: &Output, problems: &mut Vec<String>) {
    for (path, Document { kind, html }) in &output.documents {
        let mut say = |what: String| problems.push(format!("{path}: {what}"));
        if html.all("meta").filter(|meta| meta.is("charset", "utf-8")).count() != 1 {
            say("it does not say that it is UTF-8".to_owned());
        }
        if html.meta("viewport").is_none() {
            say("the viewport is missing".to_owned());
        }
        let canonical: Vec<&str> = html.links("canonical").collect();
        match kind {
            Kind::Page | Kind::Choose => {
                if html.meta("description").is_none_or(|text| text.trim().is_empty()) {
                    say("the description is missing".to_owned());
                }
                if canonical.iter().map(|address| decoded(address)).ne([output.address(path)]) {
                    say(format!("its canonical address is {canonical:?}"));
                }
            }
            Kind::NotFound if canonical.is_empty() && html.meta("robots").is_some_and(|robots| robots.contains("noindex")) => {}
            Kind::NotFound => say("\"not found\" can be found in a search".to_owned()),
            Kind::Stub => {
                let target = html.all("meta").find_map(|meta| meta.get("content")?.split_once("url=")).map_or("", |(_, target)| target);
                if canonical.len() != 1 || output.file(canonical[0]).is_none() || output.file(canonical[0]) != output.file(target) {
                    say(format!("it leads to `{target}`, but its canonical address is {canonical:?}"));
                }
            }
        }
    }
}

/// Twins name one another and themselves, each language once.
fn alternates(output: &Output, problems: &mut Vec<String>) {
    for (path, html) in output.pages().chain(output.of_kind(Kind::Choose)) {
        let alternates = html.alternates();
        if alternates.is_empty() {
            continue;
        }
        let languages: BTreeSet<&str> = alternates.iter().map(|(language, _)| *language).collect();
        if languages.len() != alternates.len() {
            problems.push(format!("{path}: two alternates are in one language: {alternates:?}"));
        }
        if !languages.contains("x-default") {
            problems.push(format!("{path}: no alternate is for readers of other languages"));
        }
        let lang = html.first("html").and_then(|html| html.get("lang")).unwrap_or_default();
        let own = decoded(html.links("canonical").next().unwrap_or_default());
        let names_itself = |(language, address): &(&str, &str)| decoded(address) == own && (*language == lang || *language == "x-default");
        if !alternates.iter().any(names_itself) {
            problems.push(format!("{path}: its alternates leave itself out"));
        }
        for (language, address) in &alternates {
            let twin = output.file(address).and_then(|(file, _)| Some((output.documents.get(&file)?, file)));
            match twin {
                None => problems.push(format!("{path}: its alternate `{address}` is no page")),
                Some((twin, file)) => {
                    if twin.html.alternates() != alternates {
                        problems.push(format!("{path}: its alternate {file} has other alternates"));
                    }
                    if *language != "x-default" && !twin.html.first("html").is_some_and(|html| html.is("lang", language)) {
                        problems.push(format!("{path}: its alternate {file} is not in `{language}`"));
                    }
                }
            }
        }
    }
}

/// The sitemap lists every page once, with the page's own alternates, and nothing else; but those pages of a site for search
/// engines that are kept from them.
fn sitemap(output: &Output, problems: &mut Vec<String>) {
    let entries = match output.text("sitemap.xml").map_or(Err("it is missing".to_owned()), xml::parse) {
        Ok(elements) => entries(&elements),
        Err(error) => return problems.push(format!("sitemap.xml: {error}")),
    };
    let listed: Vec<&str> = entries.iter().map(|(address, _)| address.as_str()).collect();
    let is_kept_back = |html: &Html| html.meta("robots").is_some_and(|robots| robots.contains("noindex"));
    let is_site_kept_back = output.of_kind(Kind::Choose).any(|(_, html)| is_kept_back(html));
    let pages = output.pages().filter(|(_, html)| is_site_kept_back || !is_kept_back(html));
    let mut expected: Vec<&str> = pages.filter_map(|(_, html)| html.links("canonical").next()).collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    expected.sort_unstable();
    if sorted != expected {
        problems.push(format!("sitemap.xml lists {sorted:?}, but the pages are {expected:?}"));
    }
    for (address, alternates) in &entries {
        let page = output.file(address).and_then(|(file, _)| output.documents.get(&file));
        let of_page = page.map(|page| page.html.alternates()).unwrap_or_default();
        if alternates.iter().map(|(language, url)| (language.as_str(), url.as_str())).ne(of_page.iter().copied()) {
            problems.push(format!("sitemap.xml: `{address}` has other alternates than its page"));
        }
    }
}

type SitemapEntry = (String, Vec<(String, String)>);

fn entries(elements: &[xml::Element]) -> Vec<SitemapEntry> {
    let mut entries: Vec<SitemapEntry> = Vec::new();
    for element in elements {
        match (element.name.as_str(), entries.last_mut()) {
            ("loc", _) => entries.push((element.text.clone(), Vec::new())),
            ("xhtml:link", Some((_, alternates))) => {
                let value = |name| element.get(name).unwrap_or_default().to_owned();
                alternates.push((value("hreflang"), value("href")));
            }
            _ => {}
        }
    }
    entries
}

/// Every address inside the site leads to a file, and every fragment to an id.
fn links(output: &Output, problems: &mut Vec<String>) {
    for (path, document) in &output.documents {
        let addresses = document.html.elements.iter().flat_map(addresses);
        problems.extend(addresses.filter_map(|address| output.broken(path, &address)));
    }
    for (path, bytes) in output.tree.iter().filter(|(path, _)| path.ends_with(".css")) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("@import") || text.contains("url(") {
            problems.push(format!("{path}: a style sheet that loads something is not looked through"));
        }
    }
}

/// All addresses that an element carries.
fn addresses(element: &Element) -> Vec<String> {
    let one = ["href", "src", "action", "poster", "data", "formaction", "cite"].into_iter().filter_map(|name| element.get(name));
    let sets = ["srcset", "imagesrcset"].into_iter().filter_map(|name| element.get(name));
    let sets = sets.flat_map(|set| set.split(',').filter_map(|part| part.split_whitespace().next()));
    let refresh =
        (element.is("http-equiv", "refresh")).then(|| element.get("content")?.split_once("url=")).flatten().map(|(_, target)| target);
    one.chain(sets).chain(refresh).map(str::to_owned).collect()
}

/// The policy forbids scripts and styles that stand in the page itself.
fn nothing_inline(output: &Output, problems: &mut Vec<String>) {
    for (path, document) in &output.documents {
        for element in &document.html.elements {
            let name = &element.name;
            let is_data = name == "script" && element.is("type", "application/ld+json");
            if name == "style" || (name == "script" && element.get("src").is_none() && !is_data) {
                problems.push(format!("{path}: <{name}> stands in the page"));
            }
            for (attribute, value) in &element.attributes {
                let runs = addresses(element).contains(value) && value.trim_start().to_ascii_lowercase().starts_with("javascript:");
                if attribute == "style" || attribute == "srcdoc" || attribute.starts_with("on") || runs {
                    problems.push(format!("{path}: <{name} {attribute}={value:?}>"));
                }
            }
        }
    }
}

/// Nothing is loaded from another site, and no page is shown inside another.
fn nothing_foreign(output: &Output, problems: &mut Vec<String>) {
    const NAMES_ONLY: &[&str] = &["canonical", "alternate", "license", "author"];
    for (path, document) in &output.documents {
        for element in &document.html.elements {
            let loads = match element.name.as_str() {
                "a" | "area" | "blockquote" | "q" | "ins" | "del" => false,
                "link" => !element.get("rel").is_some_and(|rel| rel.split_whitespace().all(|rel| NAMES_ONLY.contains(&rel))),
                _ => true,
            };
            let foreign =
                addresses(element).into_iter().filter(|address| loads && output.file(address).is_none() && !address.starts_with('#'));
            problems.extend(foreign.map(|address| format!("{path}: <{}> loads `{address}`", element.name)));
            if ["iframe", "object", "embed", "base"].contains(&element.name.as_str()) {
                problems.push(format!("{path}: there is an <{}>", element.name));
            }
        }
    }
}

/// Each language has an Atom feed with what the format asks for; its entries are pages of that language.
fn feeds(output: &Output, problems: &mut Vec<String>) {
    for path in output.tree.keys().filter(|path| path.ends_with("feed.xml")) {
        let mut say = |what: String| problems.push(format!("{path}: {what}"));
        let elements = match xml::parse(output.text(path).unwrap_or_default()) {
            Ok(elements) => elements,
            Err(error) => return say(error),
        };
        let lang = elements[0].get("xml:lang").unwrap_or_default();
        if elements[0].name != "feed" || elements[0].get("xmlns") != Some("http://www.w3.org/2005/Atom") || lang.is_empty() {
            say("it is no Atom feed in a language".to_owned());
        }
        let entries: Vec<&[xml::Element]> = parts(&elements, "entry");
        let head = elements.iter().take_while(|element| element.name != "entry");
        let head: Vec<&xml::Element> = head.filter(|element| element.depth == 1).collect();
        for (what, elements) in [("the feed", head)].into_iter().chain(entries.iter().map(|entry| ("an entry", entry.iter().collect()))) {
            for name in ["id", "title", "updated"] {
                let found: Vec<&str> =
                    elements.iter().filter(|element| element.name == name).map(|element| element.text.as_str()).collect();
                if found.len() != 1 || found[0].trim().is_empty() {
                    say(format!("{what} has the {name} {found:?}"));
                }
                if name == "updated" && found.first().is_some_and(|time| time.parse::<jiff::Timestamp>().is_err()) {
                    say(format!("{what} was updated at no time: {found:?}"));
                }
            }
        }
        let mut ids = BTreeSet::new();
        for entry in entries {
            let address = entry.iter().find(|element| element.name == "link").and_then(|link| link.get("href")).unwrap_or_default();
            let page = output.file(address).and_then(|(file, _)| output.documents.get(&file));
            if !page.is_some_and(|page| page.kind == Kind::Page && page.html.first("html").is_some_and(|html| html.is("lang", lang))) {
                say(format!("the entry `{address}` is no page in `{lang}`"));
            }
            if !ids.insert(address) {
                say(format!("the entry `{address}` stands there twice"));
            }
        }
        for link in elements.iter().filter(|element| element.name == "link") {
            if let Some(broken) = output.broken("", link.get("href").unwrap_or_default()) {
                say(broken);
            }
        }
    }
}

/// Each element of that name with all that stands inside it.
fn parts<'a>(elements: &'a [xml::Element], name: &str) -> Vec<&'a [xml::Element]> {
    let starts = elements.iter().enumerate().filter(|(_, element)| element.name == name);
    let end = |at: usize| {
        elements[at + 1..].iter().position(|inner| inner.depth <= elements[at].depth).map_or(elements.len(), |length| at + 1 + length)
    };
    starts.map(|(at, _)| &elements[at + 1..end(at)]).collect()
}

/// A manifest starts inside the site and names pictures that are there.
fn manifests(output: &Output, problems: &mut Vec<String>) {
    for path in output.tree.keys().filter(|path| path.ends_with(".webmanifest")) {
        let Ok(manifest) = serde_json::from_str::<serde_json::Value>(output.text(path).unwrap_or_default()) else {
            problems.push(format!("{path}: this is no JSON"));
            continue;
        };
        let icons = manifest["icons"].as_array().into_iter().flatten().map(|icon| icon["src"].as_str());
        for address in icons.chain([manifest["start_url"].as_str(), manifest["scope"].as_str()]) {
            problems.extend(output.broken(path, address.unwrap_or("(nothing)")));
        }
    }
}

/// `_headers`: a path at the start of a line, then its headers, indented. No header comes twice for one address.
fn headers(output: &Output, problems: &mut Vec<String>) {
    let mut say = |what: String| problems.push(format!("_headers: {what}"));
    let mut blocks: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    for line in output.text("_headers").unwrap_or_default().lines() {
        match (line.strip_prefix("  ").map(|line| line.split_once(": ")), blocks.last_mut()) {
            (None, _) if line.starts_with(&output.base) && !line.contains(' ') => blocks.push((line, Vec::new())),
            (Some(Some((name, value))), Some((_, headers)))
                if !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
                    && !value.trim().is_empty()
                    && value.is_ascii() =>
            {
                headers.push((name, value));
            }
            _ => say(format!("this is no rule: {line:?}")),
        }
    }
    let everywhere = format!("{}*", output.base);
    let mut seen = BTreeSet::new();
    for (_, headers) in &blocks {
        // Every path lies below `/*`, so a header that comes twice would be sent twice.
        headers
            .iter()
            .filter(|(name, _)| !seen.insert(name.to_ascii_lowercase()))
            .for_each(|(name, _)| say(format!("`{name}` comes twice")));
    }
    let value = |of: &str, name: &str| {
        blocks
            .iter()
            .find(|(path, _)| *path == of)
            .and_then(|(_, headers)| headers.iter().find(|(key, _)| *key == name))
            .map(|(_, value)| *value)
    };
    let policy = value(&everywhere, "Content-Security-Policy").unwrap_or_default();
    for directive in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
        if !policy.split("; ").any(|part| part == directive) {
            say(format!("the policy lacks {directive}"));
        }
    }
    if policy.contains("unsafe") || policy.contains('*') || policy.contains("http") {
        say(format!("the policy lets too much through: {policy}"));
    }
    for name in ["Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"] {
        if value(&everywhere, name).is_none() {
            say(format!("`{name}` is missing"));
        }
    }
    if value(&format!("{}assets/*", output.base), "Cache-Control").is_none_or(|value| !value.contains("immutable")) {
        say("assets are not kept".to_owned());
    }
}

/// `_redirects`: former address, address, 301; the former one has its stub, the other one its page.
fn redirects(output: &Output, problems: &mut Vec<String>) {
    let mut say = |what: String| problems.push(format!("_redirects: {what}"));
    let mut from = BTreeMap::new();
    for line in output.text("_redirects").unwrap_or_default().lines() {
        match line.split(' ').collect::<Vec<_>>()[..] {
            [old, new, "301"] if old.starts_with(&output.base) && line.is_ascii() => {
                if output.file(new).and_then(|(file, _)| output.documents.get(&file)).is_none_or(|page| page.kind != Kind::Page) {
                    say(format!("`{new}` is no page"));
                }
                if from.insert(old, new).is_some() {
                    say(format!("`{old}` leads to two places"));
                }
            }
            _ => say(format!("this is no rule: {line:?}")),
        }
    }
    for (path, html) in output.of_kind(Kind::Stub) {
        let address = output.address(path);
        let rule = from.iter().find(|(old, _)| decoded(&format!("{}{old}", output.origin)) == address);
        let canonical = html.links("canonical").next().and_then(|address| output.file(address));
        if rule.is_none_or(|(_, new)| output.file(new) != canonical) {
            say(format!("{path} has no rule of its own"));
        }
    }
    let stubs = output.of_kind(Kind::Stub).count();
    if stubs > from.len() || from.len() > 2 * stubs {
        say(format!("{} rules for {stubs} former addresses", from.len()));
    }
}

/// Crawlers are told where the sitemap is.
fn robots(output: &Output, problems: &mut Vec<String>) {
    let text = output.text("robots.txt").unwrap_or_default();
    let sitemap = text.lines().find_map(|line| line.strip_prefix("Sitemap: ")).and_then(|address| output.file(address));
    if sitemap.is_none_or(|(file, _)| file != "sitemap.xml") {
        problems.push("robots.txt: it does not name the sitemap".to_owned());
    }
}

/// The name of each file of the theme carries the first twelve digits of its SHA-256.
fn prints(output: &Output, problems: &mut Vec<String>) {
    for (path, bytes) in output.tree.iter().filter(|(path, _)| path.starts_with("assets/")) {
        let print: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        if !path.rsplit('/').next().unwrap_or_default().split('.').skip(1).any(|part| part == print) {
            problems.push(format!("{path}: the print of its content is {print}"));
        }
    }
}

/// Data for search engines is JSON, and names addresses of this site that are there.
fn data(output: &Output, problems: &mut Vec<String>) {
    for (path, document) in &output.documents {
        for script in document.html.all("script").filter(|script| script.is("type", "application/ld+json")) {
            match serde_json::from_str::<serde_json::Value>(&script.text) {
                Err(error) => problems.push(format!("{path}: its data is no JSON: {error}")),
                Ok(value) => problems
                    .extend(texts(&value).filter(|text| text.starts_with(&output.origin)).filter_map(|text| output.broken(path, text))),
            }
        }
    }
}

/// All texts in a JSON value but names of things (`@id`), which look like addresses and lead nowhere.
fn texts(value: &serde_json::Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        serde_json::Value::String(text) => Box::new(std::iter::once(text.as_str())),
        serde_json::Value::Array(items) => Box::new(items.iter().flat_map(texts)),
        serde_json::Value::Object(entries) => Box::new(entries.iter().filter(|(key, _)| *key != "@id").flat_map(|(_, value)| texts(value))),
        _ => Box::new(std::iter::empty()),
    }
}
