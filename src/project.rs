//! A whole site as it stands: everything read, parsed, linked and judged. What `build` and `check` make once, and the
//! preview makes anew from the one before after each save.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{self, BaseUrl, Config};
use crate::diagnostic::{Diagnostic, Failure, Kind, Severity};
use crate::lang::LanguageInfo;
use crate::markdown::{Embed, tool_parts};
use crate::page::{self, Page, Place};
use crate::render::{Indexing, Renderer};
use crate::site::{Drafts, PageId, Parts, Relinked, Site};
use crate::source::{self, Naming, Source, SourceId, Sources, Span};
use crate::theme::{self, Theme};
use crate::yaml::closest;
use crate::{check, facts, glossary, messages, phrases, say, tree};

pub static PAGE_OUTSIDE: Kind = Kind {
    code: "page-outside",
    severity: Severity::Warning,
    explain: "What: a Markdown file lies under `content/` but in no folder of a language. Why: it has no address and nobody reads it. Do: \
              move it into `content/CODE/`, or add its folder to `languages` in site.yaml.",
};
pub static UNKNOWN_TEMPLATE: Kind = Kind {
    code: "unknown-template",
    severity: Severity::Error,
    explain: "What: a page asks for a template that the theme does not have. Do: correct the name, or add `templates/NAME.html` to the \
              theme.",
};
pub static UNKNOWN_TOOL: Kind = Kind {
    code: "unknown-tool",
    severity: Severity::Error,
    explain: "What: a page embeds a tool that the theme does not have. Why: nothing would stand in its place. Do: correct the name in \
              `![](tool:NAME)`, or add `templates/tools/NAME.html` to the theme.",
};
pub static NO_PAGES: Kind = Kind {
    code: "no-pages",
    severity: Severity::Error,
    explain: "What: there is no page under `content/`. Do: write `content/CODE/index.md`, as in `content/en/index.md`.",
};

pub static KINDS: &[&Kind] = &[&PAGE_OUTSIDE, &UNKNOWN_TEMPLATE, &UNKNOWN_TOOL, &NO_PAGES];

/// How the reader learns the theme's name from the settings.
pub const NAMING: Naming = Naming { theme: config::theme_name, extends: theme::extends };

/// How a site is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    pub root: PathBuf,
    pub today: Date,
    pub drafts: Drafts,
    /// Instead of the one in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    pub indexing: Indexing,
}

/// Read, parsed, linked, judged. Immutable; a save makes the next one, which shares all that did not change.
pub struct Project {
    pub options: Arc<Options>,
    pub sources: Sources,
    pub site: Site,
    pub theme: Arc<Theme>,
    findings: Findings,
}

/// Findings, kept apart by what makes them go away.
#[derive(Clone, Default)]
struct Findings {
    /// Of the files, the settings, the theme, the data.
    rest: Arc<Vec<Diagnostic>>,
    /// Of each page's own text.
    parsed: Vec<Arc<Vec<Diagnostic>>>,
    /// Of the rules about each page.
    ruled: Vec<Arc<Vec<Diagnostic>>>,
    /// Of linking and of the rules about the whole.
    whole: Arc<Vec<Diagnostic>>,
}

/// What a page's save cost; the preview's promise is that these do not grow with the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub parses: usize,
    pub relinks: usize,
}

impl Project {
    /// Reads everything.
    ///
    /// # Errors
    /// The folder cannot be read, or holds no `content/`.
    pub fn read(options: Options) -> Result<Project, Failure> {
        let sources = source::read(&options.root, &NAMING)?;
        Ok(Project::of(sources, Arc::new(options)))
    }

    /// The project of sources that were read already.
    pub fn of(sources: Sources, options: Arc<Options>) -> Project {
        Project::after(sources, options, None).0
    }

    /// The project of sources that were read again. A page whose file, place and language are as before is not parsed again.
    pub fn with_sources(&self, sources: Sources) -> (Project, Work) {
        Project::after(sources, Arc::clone(&self.options), Some(self))
    }

    fn after(sources: Sources, options: Arc<Options>, before: Option<&Project>) -> (Project, Work) {
        let mut rest = sources.diagnostics.clone();
        let mut config = config::parse(&sources);
        if let Some(base_url) = &options.base_url {
            config.value.base_url = base_url.clone();
            config.diagnostics.retain(|finding| finding.kind.code != config::NO_BASE_URL.code);
        }
        rest.extend(config.diagnostics);
        let config = Arc::new(config.value);
        let theme = theme::load(&sources, &config.languages, &config.base_url.path);
        rest.extend(theme.diagnostics);
        let data: Vec<&Source> = sources.under("content/data/").map(AsRef::as_ref).collect();
        let facts = facts::parse(&data, &config.languages);
        rest.extend(facts.diagnostics);
        let asked: Vec<&Source> = sources.under("content/trees/").map(AsRef::as_ref).collect();
        let trees = tree::parse(&asked, &config.languages);
        rest.extend(trees.diagnostics);

        let spoken: Vec<&Source> = sources.under(phrases::FOLDER).map(AsRef::as_ref).collect();
        let phrases = phrases::parse(&spoken, &config.languages);
        rest.extend(phrases.diagnostics);
        let written: Vec<&Source> = sources.under(messages::FOLDER).map(AsRef::as_ref).collect();
        let messages = messages::parse(&written, &config.languages);
        rest.extend(messages.diagnostics);
        let listed: Vec<&Source> = sources.under(glossary::FOLDER).map(AsRef::as_ref).collect();
        let glossaries = glossary::parse(&listed, &config.languages);
        rest.extend(glossaries.diagnostics);
        // Without a glossary there is nothing that they would be judged by.
        let judged = [asked, spoken, written, data].concat();
        let texts = if glossaries.value.is_empty() { Vec::new() } else { glossary::written(&judged, &config.languages) };

        let pages = parse_pages(&sources, &config, before, &mut rest);
        let work = Work { parses: pages.iter().filter(|page| page.is_new).count(), relinks: 1 };
        let (pages, parsed): (Vec<Arc<Page>>, Vec<Arc<Vec<Diagnostic>>>) = pages.into_iter().map(|page| (page.page, page.findings)).unzip();
        let parts = Parts {
            config,
            pages,
            facts: Arc::new(facts.value),
            trees: Arc::new(trees.value),
            phrases: Arc::new(phrases.value),
            messages: Arc::new(messages.value),
            glossaries: Arc::new(glossaries.value),
            written: Arc::new(texts),
            assets: Arc::clone(&sources.assets),
            drafts: options.drafts,
            today: options.today,
        };
        let site = Site::link(parts);
        let theme = Arc::new(theme.value);
        let mut findings = Findings { rest: Arc::new(rest), parsed, ..Findings::default() };
        findings.judge(&site.value, &theme, site.diagnostics);
        (Project { options, sources, site: site.value, theme, findings }, work)
    }

    /// The project after one page's file was saved with a new text, in which nothing is wrong as a text.
    pub fn with_page_text(&self, id: PageId, text: String) -> (Project, Work) {
        let source_id = self.site.page(id).source;
        let sources = self.sources.with_text(source_id, text);
        let place = self.site.page(id).outline.place.clone();
        let language = &self.site.config().languages[place.lang];
        let parsed = page::parse(sources.get(source_id), place, language);
        let (mut relinked, mut site) = self.site.with_page(id, parsed.value);
        if relinked == Relinked::No && self.is_told_elsewhere(id, site.value.page(id)) {
            (relinked, site) = (Relinked::Yes, Site::link(site.value.parts().clone()));
        }
        let mut findings = self.findings.clone();
        findings.parsed[id.0 as usize] = Arc::new(parsed.diagnostics);
        match relinked {
            Relinked::No => findings.judge_page(&site.value, &self.theme, id),
            // Its title, its place or its anchors changed: any page may refer to it.
            Relinked::Yes => findings.judge(&site.value, &self.theme, site.diagnostics),
        }
        let work = Work { parses: 1, relinks: usize::from(relinked == Relinked::Yes) };
        let project = Project { options: Arc::clone(&self.options), sources, site: site.value, theme: Arc::clone(&self.theme), findings };
        (project, work)
    }

    /// Whether findings beyond the page's own hang on more of it than its outline: on what it links to (`orphan-page`), or on
    /// the places of its title and its headings, which they name.
    fn is_told_elsewhere(&self, id: PageId, now: &Page) -> bool {
        let before = self.site.page(id);
        let links = |page: &Page| -> Vec<String> { page.body.document.links.iter().map(|link| link.destination.clone()).collect() };
        let names_it = |finding: &Diagnostic| {
            let related = finding.related.iter().map(|(span, _)| *span);
            finding.span.into_iter().chain(related).any(|span| span.source == before.source)
        };
        before.span != now.span || links(before) != links(now) || self.findings.whole.iter().any(names_it)
    }

    /// The page that a file is, by its path from the root.
    pub fn page_of(&self, path: &str) -> Option<PageId> {
        let source = self.sources.find(path)?.id;
        let at = self.site.parts().pages.iter().position(|page| page.source == source)?;
        Some(PageId(at as u32))
    }

    /// The page as it was parsed here, if it would be parsed from the same things again: all arguments of `page::parse`.
    fn parsed(&self, source: &Source, place: &Place, language: &LanguageInfo) -> Option<ParsedPage> {
        let pages = &self.site.parts().pages;
        // Sources have their numbers, and pages their order, from the order of their paths. Were it otherwise, a page is parsed again.
        let at = pages.binary_search_by_key(&source.id, |page| page.source).ok()?;
        let known = self.sources.get(source.id);
        let before = &pages[at].outline.place;
        let is_same = known.path == source.path && known.text == source.text && before == place;
        (is_same && self.site.config().languages[before.lang] == *language).then(|| ParsedPage {
            page: Arc::clone(&pages[at]),
            findings: Arc::clone(&self.findings.parsed[at]),
            is_new: false,
        })
    }

    /// All findings, in no order.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let Findings { rest, parsed, ruled, whole } = &self.findings;
        rest.iter().chain(parsed.iter().chain(ruled).flat_map(|of_page| of_page.iter())).chain(whole.iter())
    }

    /// All findings, in order of file and place.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.findings().cloned().collect();
        sort(&mut all, &self.sources);
        // One mistake that two places show (a link's definition, used twice) is one finding.
        all.dedup_by(|a, b| a.span.is_some() && a.span == b.span && a.kind.code == b.kind.code && a.message == b.message);
        all
    }

    /// The findings whose place is in one file.
    pub fn diagnostics_of(&self, source: SourceId) -> Vec<Diagnostic> {
        self.diagnostics().into_iter().filter(|finding| finding.span.is_some_and(|span| span.source == source)).collect()
    }

    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.site, &self.theme, &self.sources, self.options.indexing)
    }
}

impl Findings {
    /// Runs every rule anew.
    fn judge(&mut self, site: &Site, theme: &Theme, linking: Vec<Diagnostic>) {
        let shown: Vec<PageId> = site.pages().collect();
        let judged: Vec<(PageId, Vec<Diagnostic>)> = shown.par_iter().map(|id| (*id, judge_page(site, theme, *id))).collect();
        self.ruled = vec![Arc::default(); site.parts().pages.len()];
        for (id, findings) in judged {
            self.ruled[id.0 as usize] = Arc::new(findings);
        }
        let mut whole = linking;
        whole.extend(check::whole(site));
        if shown.is_empty() {
            whole.push(no_pages(site));
        }
        self.whole = Arc::new(whole);
    }

    fn judge_page(&mut self, site: &Site, theme: &Theme, id: PageId) {
        let shown = site.find(&site.page(id).outline.place.key, site.page(id).outline.place.lang) == Some(id);
        self.ruled[id.0 as usize] = Arc::new(if shown { judge_page(site, theme, id) } else { Vec::new() });
    }
}

fn no_pages(site: &Site) -> Diagnostic {
    if !site.parts().pages.is_empty() {
        return Diagnostic::without_place(&NO_PAGES, say!("every page is a draft"))
            .help(say!("remove `draft: true` from one of them, or run with `--drafts`"));
    }
    let code = site.config().languages.codes().next().unwrap_or("en");
    Diagnostic::without_place(&NO_PAGES, say!("there is no page under `content/`")).help(say!("write content/{code}/index.md", code = code))
}

fn judge_page(site: &Site, theme: &Theme, id: PageId) -> Vec<Diagnostic> {
    let mut findings = check::page(site, id);
    if theme.is_standing_in {
        return findings;
    }
    let tools = site.page(id).body.document.embeds.iter().filter(|embed| embed.scheme == "tool");
    findings.extend(tools.filter_map(|embed| unknown_tool(theme, embed)));
    if let Some((name, span)) = &site.page(id).body.front_matter.template
        && !theme.has_template(&format!("{name}.html"))
    {
        let help = match closest(name, theme.page_templates()) {
            Some(near) => say!("did you mean `{near}`?", near = near),
            None => say!("add `templates/{name}.html` to the theme", name = name),
        };
        findings.push(Diagnostic::new(&UNKNOWN_TEMPLATE, *span, say!("the theme has no template `{name}`", name = name)).help(help));
    }
    findings
}

fn unknown_tool(theme: &Theme, embed: &Embed) -> Option<Diagnostic> {
    let (name, _) = tool_parts(&embed.reference);
    if theme.has_tool(name) {
        return None;
    }
    let help = match closest(name, theme.tools()) {
        Some(near) => say!("did you mean `tool:{near}`?", near = near),
        None => say!("name a template of the theme under `templates/tools/`, without `.html`"),
    };
    Some(Diagnostic::new(&UNKNOWN_TOOL, embed.reference_span, say!("the theme has no tool `{name}`", name = name)).help(help))
}

/// Parses all pages on all cores, in order of their paths.
fn parse_pages(sources: &Sources, config: &Config, before: Option<&Project>, rest: &mut Vec<Diagnostic>) -> Vec<ParsedPage> {
    let mut found: Vec<(&Arc<Source>, Place)> = Vec::new();
    for source in sources.under("content/").filter(|source| source.path.ends_with(".md")) {
        match Place::of(&source.path, &config.languages) {
            Some(place) => found.push((source, place)),
            None => rest.push(
                Diagnostic::new(&PAGE_OUTSIDE, Span::at(source.id, 0), say!("this file lies in no folder of a language, and is left out"))
                    .help(say!("move it into content/{code}/", code = config.languages.codes().next().unwrap_or("en"))),
            ),
        }
    }
    let parse = |(source, place): (&Arc<Source>, Place)| {
        let language = &config.languages[place.lang];
        before.and_then(|before| before.parsed(source, &place, language)).unwrap_or_else(|| {
            let parsed = page::parse(source, place, language);
            ParsedPage { page: Arc::new(parsed.value), findings: Arc::new(parsed.diagnostics), is_new: true }
        })
    };
    found.into_par_iter().map(parse).collect()
}

/// A page and the findings of its own text.
struct ParsedPage {
    page: Arc<Page>,
    findings: Arc<Vec<Diagnostic>>,
    /// Whether it was parsed for this project, not taken from the one before.
    is_new: bool,
}

/// By path, then by place; findings without a place come first, in the order in which they were made.
pub fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    let ranks: BTreeMap<&str, usize> =
        sources.all().map(|source| source.path.as_str()).collect::<std::collections::BTreeSet<_>>().into_iter().zip(0..).collect();
    diagnostics.sort_by_key(|finding| finding.span.map(|span| (ranks[sources.path(span.source)], span.start, span.end)));
}

/// The site's folder as it is written in messages: what the person typed.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
