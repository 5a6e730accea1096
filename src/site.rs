//! Every page, fact, phrase, message, term, tree and asset, and the indexes that resolve a reference. Never changed in place: made by [`Site::link`],
//! and by [`Site::with_page`] when one page was saved.

mod address;
mod index;
mod order;
mod reference;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;

pub use index::KINDS;
pub use order::Collation;
pub use reference::{Broken, Reference};

use crate::address::SitePath;
use crate::config::Config;
use crate::diagnostic::Parsed;
use crate::facts::{Collection, Facts};
use crate::glossary::{Glossaries, Written};
use crate::lang::Lang;
use crate::messages::Messages;
use crate::page::{HOME, Page};
use crate::phrases::Phrasebooks;
use crate::source::AssetFile;
use crate::tree::{NodeId, QuestionId, Tree, Trees};
use index::Index;

/// A page of this site: an index into its pages, the same as long as no file comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// An asset beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// A decision tree: an index into the site's trees, which are in order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeId(pub u32);

/// A collection of facts: an index into the site's collections, which are in order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionId(pub u32);

/// A page of the ledger, in which every fact stands with its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LedgerPage {
    pub lang: Lang,
    pub part: LedgerPart,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerPart {
    /// All collections.
    Index,
    /// The rows of one.
    Collection(CollectionId),
    /// The facts of one row: an index into its collection's rows.
    Row(CollectionId, u32),
}

/// A file for other programs: facts or a tree, and the JSON Schema that it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataFile {
    Collection(CollectionId),
    CollectionSchema(CollectionId),
    Tree(TreeId),
    TreeSchema(TreeId),
}

/// A page of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreePage {
    pub tree: TreeId,
    pub lang: Lang,
    pub part: TreePart,
}

/// What a page of a tree shows. The first question stands at the address of the tree itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TreePart {
    Node(NodeId),
    /// The whole tree as a nested list.
    Overview,
    /// The whole tree as pictures.
    Picture,
    /// Every text and every path, for those who review it.
    Review,
}

/// What a former address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    Page(PageId),
    Tree(TreePage),
}

impl From<Successor> for Route {
    fn from(successor: Successor) -> Route {
        match successor {
            Successor::Page(id) => Route::Page(id),
            Successor::Tree(page) => Route::Tree(page),
        }
    }
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    Hidden,
    Shown,
}

/// Everything of the site that has an address; the theme's own files are added by `render`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// `/`: the reader chooses a language.
    Choose,
    Page(PageId),
    Tree(TreePage),
    Ledger(LedgerPage),
    Data(DataFile),
    Asset(AssetId),
    /// A former address: an index into the site's aliases.
    Alias(u32),
    Feed(Lang),
    Manifest(Lang),
    NotFound(Lang),
    /// `/404.html`, in all languages.
    NotFoundAll,
    Sitemap,
    Robots,
    Headers,
    Redirects,
}

/// What a site is made of.
#[derive(Clone)]
pub struct Parts {
    pub config: Arc<Config>,
    pub pages: Vec<Arc<Page>>,
    pub facts: Arc<Facts>,
    pub trees: Arc<Trees>,
    pub phrases: Arc<Phrasebooks>,
    pub messages: Arc<Messages>,
    pub glossaries: Arc<Glossaries>,
    /// The texts of trees, phrases, messages and data, where there is a glossary to judge them by.
    pub written: Arc<Vec<Written>>,
    pub assets: Arc<Vec<AssetFile>>,
    pub drafts: Drafts,
    /// The day on which facts are as old as they are.
    pub today: Date,
}

#[derive(Clone)]
pub struct Site {
    parts: Parts,
    index: Arc<Index>,
}

impl Site {
    /// Makes the indexes from every page's outline. Findings: two things at one address, aliases that clash or are no paths.
    pub fn link(parts: Parts) -> Parsed<Site> {
        let index = Index::of(&parts);
        Parsed { value: Site { parts, index: Arc::new(index.value) }, diagnostics: index.diagnostics }
    }

    /// The site with one page replaced. Costs the page if its outline is unchanged, one relink if not (then with its findings).
    pub fn with_page(&self, id: PageId, page: Page) -> (Relinked, Parsed<Site>) {
        let same = self.page(id).outline == page.outline;
        let mut parts = self.parts.clone();
        parts.pages[id.0 as usize] = Arc::new(page);
        if same {
            (Relinked::No, Parsed::clean(Site { parts, index: Arc::clone(&self.index) }))
        } else {
            (Relinked::Yes, Site::link(parts))
        }
    }

    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    pub fn config(&self) -> &Config {
        &self.parts.config
    }

    pub fn facts(&self) -> &Facts {
        &self.parts.facts
    }

    pub fn phrases(&self) -> &Phrasebooks {
        &self.parts.phrases
    }

    pub fn messages(&self) -> &Messages {
        &self.parts.messages
    }

    pub fn glossaries(&self) -> &Glossaries {
        &self.parts.glossaries
    }

    pub fn trees(&self) -> &Trees {
        &self.parts.trees
    }

    pub fn today(&self) -> Date {
        self.parts.today
    }

    pub fn page(&self, id: PageId) -> &Page {
        &self.parts.pages[id.0 as usize]
    }

    pub fn asset(&self, id: AssetId) -> &AssetFile {
        &self.parts.assets[id.0 as usize]
    }

    /// Every page that is shown, in order of key, then language.
    pub fn pages(&self) -> impl Iterator<Item = PageId> {
        self.index.keys.values().flat_map(|twins| twins.iter().filter_map(|(_, id)| *id))
    }

    /// Whether anything is shown in a language.
    pub fn has_pages(&self, lang: Lang) -> bool {
        self.index.keys.values().any(|twins| twins[lang].is_some())
    }

    /// The page of a key in a language.
    pub fn find(&self, key: &str, lang: Lang) -> Option<PageId> {
        self.index.keys.get(key).and_then(|twins| twins[lang])
    }

    /// The page of a key in a language, or else in its fallback, or else in the first language that has it.
    pub fn find_nearest(&self, key: &str, lang: Lang) -> Option<PageId> {
        let twins = self.index.keys.get(key)?;
        let fallback = self.config().languages.complete_for(lang);
        twins[lang].or(twins[fallback]).or_else(|| twins.iter().find_map(|(_, id)| *id))
    }

    /// All keys, sorted, with the languages that have a page of it.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &crate::lang::PerLang<Option<PageId>>)> {
        self.index.keys.iter().map(|(key, twins)| (key.as_str(), twins))
    }

    /// A page that is a draft and therefore not part of the site.
    pub fn hidden_draft(&self, key: &str, lang: Lang) -> Option<PageId> {
        self.index.hidden.get(&(key.to_owned(), lang)).copied()
    }

    /// The pages of a section in the order of reading, without the section's own page.
    pub fn children(&self, section: &str, lang: Lang) -> &[PageId] {
        self.index.children[lang].get(section).map_or(&[], Vec::as_slice)
    }

    /// The sections above a page, from home down, as far as they have a page.
    pub fn ancestors(&self, id: PageId) -> Vec<PageId> {
        let place = &self.page(id).outline.place;
        let mut ancestors = Vec::new();
        let mut section = place.section().map(str::to_owned);
        while let Some(key) = section {
            ancestors.extend(self.find(&key, place.lang).filter(|found| *found != id));
            section = match key.rsplit_once('/') {
                Some((folder, _)) => Some(folder.to_owned()),
                None if key == HOME => None,
                None => Some(HOME.to_owned()),
            };
        }
        ancestors.reverse();
        ancestors
    }

    /// The pages before and after a page, in its section; a section's own page stands before its first.
    pub fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        let place = &self.page(id).outline.place;
        if place.is_index {
            let first = if place.is_home() { None } else { self.children(&place.key, place.lang).first().copied() };
            return (None, first);
        }
        let section = place.section().unwrap_or(HOME);
        let siblings = self.children(section, place.lang);
        let Some(at) = siblings.iter().position(|sibling| *sibling == id) else { return (None, None) };
        let before = match at.checked_sub(1) {
            Some(before) => Some(siblings[before]),
            None if section == HOME => None,
            None => self.find(section, place.lang),
        };
        (before, siblings.get(at + 1).copied())
    }

    /// Every address of the site, in order.
    pub fn routes(&self) -> impl Iterator<Item = (&SitePath, Route)> {
        self.index.routes.iter().map(|(path, route)| (path, *route))
    }

    /// What stands at an address.
    pub fn route(&self, path: &SitePath) -> Option<Route> {
        self.index.routes.get(path).copied()
    }

    pub fn path(&self, route: Route) -> SitePath {
        address::of(route, &self.parts, &self.index)
    }

    pub fn page_path(&self, id: PageId) -> SitePath {
        self.path(Route::Page(id))
    }

    pub fn tree(&self, id: TreeId) -> &Tree {
        self.trees().iter().nth(id.0 as usize).expect("ids of trees are made by counting them")
    }

    /// Every page of every tree, in order of address.
    pub fn tree_pages(&self) -> impl Iterator<Item = TreePage> {
        self.index.routes.values().filter_map(|route| match route {
            Route::Tree(page) => Some(*page),
            _ => None,
        })
    }

    pub fn collection(&self, id: CollectionId) -> &Collection {
        self.facts().collections().nth(id.0 as usize).expect("ids of collections are made by counting them")
    }

    /// Every page of the ledger, in order of address.
    pub fn ledger_pages(&self) -> impl Iterator<Item = LedgerPage> {
        self.index.routes.values().filter_map(|route| match route {
            Route::Ledger(page) => Some(*page),
            _ => None,
        })
    }

    /// The first page of the ledger in a language; `None` if the site has no facts.
    pub fn ledger(&self, lang: Lang) -> Option<Route> {
        let lang = self.config().languages.complete_for(lang);
        let route = Route::Ledger(LedgerPage { lang, part: LedgerPart::Index });
        (self.facts().collections().next().is_some() && self.route(&self.path(route)) == Some(route)).then_some(route)
    }

    /// The page that `NAME` or `NAME/ID` means to readers of a language: the start of a tree, or one of its nodes. Trees are whole,
    /// so they stand in complete languages only.
    pub fn find_tree_page(&self, reference: &str, lang: Lang) -> Option<TreePage> {
        let (name, id) = reference.split_once('/').map_or((reference, None), |(name, id)| (name, Some(id)));
        let at = self.trees().iter().position(|tree| tree.name == name)?;
        let tree = TreeId(at as u32);
        let node = match id {
            Some(id) => self.tree(tree).node(id)?,
            None => NodeId::Question(QuestionId::ROOT),
        };
        Some(TreePage { tree, lang: self.config().languages.complete_for(lang), part: TreePart::Node(node) })
    }

    /// A former address and what stands for it now.
    pub fn alias(&self, index: u32) -> (&SitePath, Successor) {
        let (path, successor) = &self.index.aliases[index as usize];
        (path, *successor)
    }

    pub fn aliases(&self) -> impl Iterator<Item = (&SitePath, Successor)> {
        self.index.aliases.iter().map(|(path, successor)| (path, *successor))
    }

    /// The address as written in `href`: with the site's base path, percent-encoded.
    pub fn href(&self, path: &SitePath) -> String {
        path.href(&self.config().base_url.path)
    }

    /// The full address, for other sites and machines.
    pub fn url(&self, path: &SitePath) -> String {
        format!("{}{}", self.config().base_url.origin, self.href(path))
    }

    /// Finds what a link or a picture of a page names.
    ///
    /// # Errors
    /// What it names is not there.
    pub fn resolve<'a>(&self, from: &Page, destination: &'a str) -> Result<Reference<'a>, Broken> {
        reference::resolve(self, from, destination)
    }

    fn asset_at(&self, path: &str) -> Option<AssetId> {
        self.index.assets.get(path).copied()
    }
}

/// Whether saving a page changed what others may know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relinked {
    No,
    Yes,
}
