//! `content/site.yaml` → [`Config`]. Every key has a default, so that a folder with only pages is a site.

mod base_url;

pub use base_url::BaseUrl;

use crate::diagnostic::{Diagnostic, Kind, Parsed, Severity};
use crate::lang::{Lang, LanguageInfo, Languages, PerLang};
use crate::say;
use crate::source::{Source, Sources, Span, is_folder_name};
use crate::yaml::{self, Fields, Value, Yaml, wrong_type};

pub const PATH: &str = "content/site.yaml";

pub static BASE_URL: Kind = Kind {
    code: "base-url",
    severity: Severity::Error,
    explain: "What: `base_url` is no address of a site. Why: canonical links, the sitemap and the feeds are made from it. Do: write \
              `https://example.org/`, or with a path, `https://example.org/guide/`.",
};
pub static LANGUAGES: Kind = Kind {
    code: "languages",
    severity: Severity::Error,
    explain: "What: `languages` is empty, names one twice, or holds something that is no language code. Why: each language is a folder \
              under `content/` and the first part of an address. Do: write `languages: [ja, en]`; the first is the original.",
};
pub static MISSING_WORDS: Kind = Kind {
    code: "missing-words",
    severity: Severity::Error,
    explain: "What: a text that stands once per language lacks one of them. Why: readers of that language would see nothing. Do: add \
              the text in that language.",
};
pub static NO_BASE_URL: Kind = Kind {
    code: "no-base-url",
    severity: Severity::Note,
    explain: "What: `site.yaml` has no `base_url`. Why: canonical links, sitemap and feeds need the site's full address; without it they \
              name `http://localhost/`. Do: add `base_url: https://…/`, or give `--base-url` when building.",
};
pub static SETTING: Kind = Kind {
    code: "setting",
    severity: Severity::Error,
    explain: "What: a setting has a value that it cannot have. Do: choose one of the values that the message names.",
};

pub static KINDS: &[&Kind] = &[&BASE_URL, &LANGUAGES, &MISSING_WORDS, &NO_BASE_URL, &SETTING];

/// The site's settings, complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub languages: Languages,
    pub title: PerLang<String>,
    pub description: PerLang<String>,
    pub base_url: BaseUrl,
    pub theme: String,
    pub repository: Option<Repository>,
    pub author: PerLang<Option<String>>,
    pub licence: Option<Licence>,
    pub policy: PolicyPlace,
}

/// Where the sources lie, for links to the editor of each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Without a slash at the end.
    pub url: String,
    pub branch: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    pub name: String,
    pub url: Option<String>,
}

/// How browsers are told the content security policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyPlace {
    /// By `_headers`, which Netlify and Cloudflare Pages understand.
    Headers,
    /// By `<meta>` in each page too, for hosts without headers (GitHub Pages, S3).
    Meta,
}

/// The theme's name alone, which the reader needs before anything is judged.
pub fn theme_name(sources: &Sources) -> String {
    let Some(source) = sources.find(PATH) else { return DEFAULT_THEME.to_owned() };
    let parsed = yaml::parse(source.id, &source.text, 0);
    let name = parsed.value.as_ref().and_then(|yaml| yaml.get("theme")?.as_text(&source.text).map(str::to_owned));
    name.filter(|name| is_folder_name(name)).unwrap_or_else(|| DEFAULT_THEME.to_owned())
}

const DEFAULT_THEME: &str = "futago";

/// Reads the settings; without a file they are the defaults, with the folders under `content/` as languages.
pub fn parse(sources: &Sources) -> Parsed<Config> {
    let mut diagnostics = Vec::new();
    let source = sources.find(PATH);
    let yaml = source.and_then(|source| {
        let parsed = yaml::parse(source.id, &source.text, 0);
        diagnostics.extend(parsed.diagnostics);
        parsed.value
    });
    let config = match (source, &yaml) {
        (Some(source), Some(yaml)) => Reader { sources, source }.read(yaml, &mut diagnostics),
        _ => None,
    };
    let value = config.unwrap_or_else(|| defaults(folders(sources)));
    Parsed { value, diagnostics }
}

fn defaults(languages: Languages) -> Config {
    Config {
        title: PerLang::from_fn(&languages, |_| "futago".to_owned()),
        description: PerLang::from_fn(&languages, |_| String::new()),
        author: PerLang::from_fn(&languages, |_| None),
        base_url: BaseUrl { origin: "http://localhost".to_owned(), path: "/".to_owned() },
        theme: DEFAULT_THEME.to_owned(),
        repository: None,
        licence: None,
        policy: PolicyPlace::Headers,
        languages,
    }
}

/// The folders under `content/` that hold pages, in order of their names.
fn folders(sources: &Sources) -> Languages {
    let mut codes: Vec<&str> = sources
        .all()
        .filter_map(|source| source.path.strip_prefix("content/")?.split_once('/'))
        .filter(|(folder, rest)| rest.ends_with(".md") && is_code(folder))
        .map(|(folder, _)| folder)
        .collect();
    codes.dedup();
    codes.truncate(Languages::MOST);
    if codes.is_empty() {
        codes.push("en");
    }
    Languages::new(codes.into_iter().map(LanguageInfo::of_code).collect())
}

/// Well-formed after BCP 47, as far as letters go: parts of one to eight letters and digits.
fn is_tag(tag: &str) -> bool {
    tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn is_code(code: &str) -> bool {
    let parts: Vec<&str> = code.split('-').collect();
    !["data", "trees"].contains(&code)
        && (2..=3).contains(&parts[0].len())
        && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && parts.iter().all(|part| !part.is_empty())
        // A language is a folder, also on Windows.
        && crate::file_name::refusal(code).is_none()
}

struct Reader<'a> {
    sources: &'a Sources,
    source: &'a Source,
}

impl Reader<'_> {
    fn read(&self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
        let mut fields = Fields::of(self.source, yaml, "the site", diagnostics)?;
        let languages = self.languages(&mut fields).unwrap_or_else(|| folders(self.sources));
        let mut config = defaults(languages);
        let languages = config.languages.clone();
        if let Some(title) = fields.get("title") {
            config.title = self.words(title, &languages, &mut fields);
        }
        if let Some(description) = fields.get("description") {
            config.description = self.words(description, &languages, &mut fields);
        }
        if let Some(author) = fields.get("author") {
            let words = self.words(author, &languages, &mut fields);
            config.author = PerLang::from_fn(&languages, |lang| Some(words[lang].clone()));
        }
        self.base_url(&mut fields, &mut config);
        self.theme(&mut fields, &mut config);
        self.repository(&mut fields, &mut config);
        self.licence(&mut fields, &mut config);
        self.policy(&mut fields, &mut config);
        fields.finish();
        Some(config)
    }

    fn languages(&self, fields: &mut Fields) -> Option<Languages> {
        let yaml = fields.get("languages")?;
        let Some(items) = yaml.as_seq() else {
            fields.report(wrong_type(yaml, "a list of languages"));
            return None;
        };
        let mut infos: Vec<LanguageInfo> = Vec::new();
        for item in items {
            let Some(info) = self.language(item, &infos, fields) else { continue };
            let twice = infos.iter().any(|known| known.code == info.code);
            if twice || !is_code(&info.code) || infos.len() == Languages::MOST {
                let message = if twice {
                    say!("`{code}` stands here twice", code = info.code)
                } else {
                    say!("`{code}` is no language code", code = info.code)
                };
                fields.report(
                    Diagnostic::new(&LANGUAGES, item.span, message)
                        .help(say!("write codes such as `ja`, `en`, `pt`, `ja-easy`, each once")),
                );
            } else {
                infos.push(info);
            }
        }
        if infos.is_empty() {
            fields.report(
                Diagnostic::new(&LANGUAGES, yaml.span, say!("a site needs at least one language"))
                    .help(say!("write `languages: [ja, en]`")),
            );
            return None;
        }
        Some(Languages::new(infos))
    }

    /// `ja`, or `{ code: ja-easy, tag: ja, name: やさしい日本語, fallback: ja }`. `before`: the languages above it.
    fn language(&self, item: &Yaml, before: &[LanguageInfo], fields: &mut Fields) -> Option<LanguageInfo> {
        if let Some(code) = item.as_text(&self.source.text) {
            return Some(LanguageInfo::of_code(code));
        }
        let mut inner = Fields::of(self.source, item, "a language", fields.diagnostics())?;
        let code = inner.required_text("code");
        let tag = inner.text("tag");
        let name = inner.text("name");
        let fallback = inner.text("fallback");
        inner.finish();
        let mut info = LanguageInfo::of_code(&code?.0);
        if let Some((tag, span)) = tag {
            if is_tag(&tag) {
                info.tag = tag;
            } else {
                fields.report(
                    Diagnostic::new(&LANGUAGES, span, say!("`{tag}` is no language tag", tag = tag.escape_debug()))
                        .help(say!("write a tag after BCP 47, such as `ja`, `pt-BR` or `ja-Latn`")),
                );
            }
        }
        if let Some((name, _)) = name {
            info.name = name;
        }
        if let Some((code, span)) = fallback {
            info.fallback = before.iter().position(|known| known.code == code && known.fallback.is_none()).map(|at| Lang(at as u8));
            if info.fallback.is_none() {
                fields.report(
                    Diagnostic::new(&LANGUAGES, span, say!("`{code}` cannot stand in for `{own}`", code = code, own = info.code))
                        .help(say!("name a language that stands above it in the list and has no `fallback` itself")),
                );
                // Until it is mended the original stands in, or every text that the language lacks would be a finding too.
                info.fallback = (!before.is_empty()).then_some(Lang::ORIGINAL);
            }
        }
        Some(info)
    }

    /// One text for all languages, or a map with one per language.
    fn words(&self, yaml: &Yaml, languages: &Languages, fields: &mut Fields) -> PerLang<String> {
        words(self.source, yaml, languages, fields.diagnostics())
    }

    fn base_url(&self, fields: &mut Fields, config: &mut Config) {
        match fields.text("base_url") {
            None => fields.report(
                Diagnostic::new(&NO_BASE_URL, Span::at(self.source.id, 0), say!("`base_url` is not set"))
                    .help(say!("add `base_url: https://…/`, or build with `--base-url`")),
            ),
            Some((text, span)) => match BaseUrl::parse(&text) {
                Some(url) => config.base_url = url,
                None => fields.report(
                    Diagnostic::new(&BASE_URL, span, say!("`{url}` is no address of a site", url = text))
                        .help(say!("write `https://example.org/` or `https://example.org/path/`")),
                ),
            },
        }
    }

    fn theme(&self, fields: &mut Fields, config: &mut Config) {
        if let Some((name, span)) = fields.text("theme") {
            if is_folder_name(&name) {
                config.theme = name;
            } else {
                fields.report(
                    Diagnostic::new(&SETTING, span, say!("`{name}` cannot be the name of a theme", name = name))
                        .help(say!("write the name of a folder under `themes/`")),
                );
            }
        }
    }

    fn repository(&self, fields: &mut Fields, config: &mut Config) {
        let branch = fields.text("branch").map_or_else(|| "main".to_owned(), |(branch, _)| branch);
        let Some((url, span)) = fields.text("repository") else { return };
        if let Some(url) = self.web_address(url, span, fields) {
            config.repository = Some(Repository { url: url.trim_end_matches('/').to_owned(), branch });
        }
    }

    /// An address that readers will be led to.
    fn web_address(&self, url: String, span: Span, fields: &mut Fields) -> Option<String> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url);
        }
        fields.report(
            Diagnostic::new(&SETTING, span, say!("`{url}` is no web address", url = url))
                .help(say!("write the whole address, as in `https://example.org/name`")),
        );
        None
    }

    fn licence(&self, fields: &mut Fields, config: &mut Config) {
        let Some(yaml) = fields.get("licence") else { return };
        if let Some(name) = yaml.as_text(&self.source.text) {
            config.licence = Some(Licence { name: name.to_owned(), url: None });
            return;
        }
        let Some(mut inner) = Fields::of(self.source, yaml, "the licence", fields.diagnostics()) else { return };
        let name = inner.required_text("name");
        let url = inner.text("url");
        inner.finish();
        let url = url.and_then(|(url, span)| self.web_address(url, span, fields));
        config.licence = name.map(|(name, _)| Licence { name, url });
    }

    fn policy(&self, fields: &mut Fields, config: &mut Config) {
        match fields.text("policy").as_ref().map(|(text, span)| (text.as_str(), *span)) {
            None | Some(("headers", _)) => {}
            Some(("meta", _)) => config.policy = PolicyPlace::Meta,
            Some((other, span)) => fields.report(
                Diagnostic::new(&SETTING, span, say!("`{value}` is no place for the policy", value = other))
                    .help(say!("write `headers` (Netlify, Cloudflare Pages) or `meta` (hosts without headers)")),
            ),
        }
    }
}

/// Words in every language: one text for all, or a map `ja: …`, `en: …`. A missing language is a finding, and filled from another.
pub fn words(source: &Source, yaml: &Yaml, languages: &Languages, diagnostics: &mut Vec<Diagnostic>) -> PerLang<String> {
    if let Some(text) = yaml.as_text(&source.text) {
        return PerLang::from_fn(languages, |_| text.to_owned());
    }
    let Value::Map(entries) = &yaml.value else {
        diagnostics.push(wrong_type(yaml, "a text, or one text per language"));
        return PerLang::from_fn(languages, |_| String::new());
    };
    for entry in entries {
        if languages.by_code(&entry.key).is_none() {
            let message = say!("`{key}` is not a language of this site", key = entry.key);
            let help = say!("the site's languages are: {codes}", codes = languages.codes().collect::<Vec<_>>().join(", "));
            diagnostics.push(Diagnostic::new(&yaml::UNKNOWN_KEY, entry.key_span, message).help(help));
        }
    }
    let written = |lang| yaml.get(&languages[lang].code).and_then(|value: &Yaml| value.as_text(&source.text));
    let any = languages.all().find_map(written).unwrap_or_default().to_owned();
    PerLang::from_fn(languages, |lang| match written(lang) {
        Some(text) => text.to_owned(),
        None if languages[lang].fallback.is_some() => written(languages.complete_for(lang)).unwrap_or(&any).to_owned(),
        None => {
            let message = say!("the text in `{code}` is missing", code = languages[lang].code);
            let place = entries.first().map_or(yaml.span, |entry| entry.key_span);
            diagnostics.push(Diagnostic::new(&MISSING_WORDS, place, message).help(say!("add `{code}: …`", code = languages[lang].code)));
            any.clone()
        }
    })
}
