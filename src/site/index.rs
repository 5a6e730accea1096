//! What is derived from all outlines: who is whose twin, who stands in which section, what stands at which address.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{
    AssetId, CollectionId, DataFile, Drafts, LedgerPage, LedgerPart, PageId, Parts, Route, Successor, TreeId, TreePage, TreePart, address,
    order::Collation,
};
use crate::address::SitePath;
use crate::diagnostic::{Diagnostic, Kind, Parsed, Severity};
use crate::lang::{Lang, PerLang};
use crate::page::Page;
use crate::reading::is_segment;
use crate::source::Span;
use crate::{file_name, say};

pub static DUPLICATE_ADDRESS: Kind = Kind {
    code: "duplicate-address",
    severity: Severity::Error,
    explain: "What: two files would stand at one address (`guide.md` beside `guide/index.md`, names that differ in capitals only, or a \
              name that futago writes itself). Why: one of them would be lost. Do: rename one.",
};
pub static ALIAS_CLASH: Kind = Kind {
    code: "alias-clash",
    severity: Severity::Error,
    explain: "What: an alias names an address where something else stands, or two pages claim one alias. Why: readers of the old address \
              would land on the wrong page. Do: give the alias to one page only.",
};
pub static ALIAS_FORM: Kind = Kind {
    code: "alias-form",
    severity: Severity::Error,
    explain: "What: an alias is no path of this site. Why: it is written into `_redirects`, where a space or a line break would make \
              another rule of it. Do: write a path from the root, as in `/ja/old/address/`, without spaces, `?`, `#`, `*` or `:`.",
};

pub static KINDS: &[&Kind] = &[&DUPLICATE_ADDRESS, &ALIAS_CLASH, &ALIAS_FORM];

#[derive(Debug)]
pub struct Index {
    pub keys: BTreeMap<String, PerLang<Option<PageId>>>,
    /// Drafts that are left out.
    pub hidden: BTreeMap<(String, Lang), PageId>,
    pub children: PerLang<BTreeMap<String, Vec<PageId>>>,
    pub assets: BTreeMap<String, AssetId>,
    pub aliases: Vec<(SitePath, Successor)>,
    pub routes: BTreeMap<SitePath, Route>,
}

impl Index {
    pub fn of(parts: &Parts) -> Parsed<Index> {
        let languages = &parts.config.languages;
        let mut index = Index {
            keys: BTreeMap::new(),
            hidden: BTreeMap::new(),
            children: PerLang::from_fn(languages, |_| BTreeMap::new()),
            assets: BTreeMap::new(),
            aliases: Vec::new(),
            routes: BTreeMap::new(),
        };
        let mut diagnostics = Vec::new();
        index.add_pages(parts, &mut diagnostics);
        index.sort_children(parts);
        for (at, asset) in parts.assets.iter().enumerate() {
            index.assets.insert(asset.path.clone(), AssetId(at as u32));
        }
        let mut taken = Taken::default();
        index.add_routes(parts, &mut taken, &mut diagnostics);
        index.add_aliases(parts, &mut taken, &mut diagnostics);
        index.add_redirects(parts, &mut taken, &mut diagnostics);
        Parsed { value: index, diagnostics }
    }

    fn add_pages(&mut self, parts: &Parts, diagnostics: &mut Vec<Diagnostic>) {
        for (at, page) in parts.pages.iter().enumerate() {
            let id = PageId(at as u32);
            let place = &page.outline.place;
            if page.outline.draft && parts.drafts == Drafts::Hidden {
                self.hidden.insert((place.key.clone(), place.lang), id);
                continue;
            }
            let twins = self.keys.entry(place.key.clone()).or_insert_with(|| PerLang::from_fn(&parts.config.languages, |_| None));
            match twins[place.lang] {
                Some(first) => {
                    let address = address::of(Route::Page(id), parts, self);
                    diagnostics.push(duplicate(page, address.as_str(), Some(parts.pages[first.0 as usize].span)));
                }
                None => {
                    *twins.get_mut(place.lang) = Some(id);
                    if let Some(section) = place.section() {
                        self.children.get_mut(place.lang).entry(section.to_owned()).or_default().push(id);
                    }
                }
            }
        }
    }

    fn sort_children(&mut self, parts: &Parts) {
        for lang in parts.config.languages.all() {
            let order = Collation::of(&parts.config.languages[lang].tag);
            for children in self.children.get_mut(lang).values_mut() {
                order.sort(children, |id: PageId| &parts.pages[id.0 as usize].outline);
            }
        }
    }

    fn add_routes(&mut self, parts: &Parts, taken: &mut Taken, diagnostics: &mut Vec<Diagnostic>) {
        let mut routes = vec![Route::Choose, Route::NotFoundAll, Route::Sitemap, Route::Robots, Route::Headers, Route::Redirects];
        for lang in parts.config.languages.all() {
            routes.extend([Route::Feed(lang), Route::Manifest(lang), Route::NotFound(lang)]);
        }
        // Before the pages, so that a page in the place of one of these is the one that is reported.
        routes.extend(ledger_pages(parts).map(Route::Ledger));
        routes.extend(data_files(parts).map(Route::Data));
        routes.extend(self.shown().map(Route::Page));
        routes.extend(self.assets.values().map(|id| Route::Asset(*id)));
        routes.extend(tree_pages(parts).map(Route::Tree));
        for route in routes {
            let path = address::of(route, parts, self);
            match taken.claim(&path, span_of(parts, route)) {
                Ok(()) => {
                    self.routes.insert(path, route);
                }
                Err(first) => diagnostics.push(clash(parts, route, path.as_str(), first)),
            }
        }
    }

    fn add_aliases(&mut self, parts: &Parts, taken: &mut Taken, diagnostics: &mut Vec<Diagnostic>) {
        let shown: Vec<PageId> = self.shown().collect();
        for id in shown {
            for (alias, span) in &parts.pages[id.0 as usize].body.front_matter.aliases {
                let Some(path) = alias_path(alias) else {
                    diagnostics.push(
                        Diagnostic::new(&ALIAS_FORM, *span, say!("`{alias}` is no path of this site", alias = alias.escape_debug()))
                            .help(say!("write a path from the root, as in `/ja/old/address/`")),
                    );
                    continue;
                };
                match taken.claim(&path, Some(*span)) {
                    Ok(()) => {
                        self.routes.insert(path.clone(), Route::Alias(self.aliases.len() as u32));
                        self.aliases.push((path, Successor::Page(id)));
                    }
                    Err(first) => diagnostics.push(alias_clash(alias, *span, first)),
                }
            }
        }
    }

    /// The former ids of nodes, in every language.
    fn add_redirects(&mut self, parts: &Parts, taken: &mut Taken, diagnostics: &mut Vec<Diagnostic>) {
        for (at, tree) in parts.trees.iter().enumerate() {
            let redirects = tree.redirects.iter().flat_map(|redirect| parts.config.languages.complete().map(move |lang| (redirect, lang)));
            for (redirect, lang) in redirects {
                let code = &parts.config.languages[lang].code;
                let address = format!("/{code}/tree/{}/{}/", tree.name, redirect.old);
                // An id that is no name is a finding of the tree.
                let Some(path) = alias_path(&address) else { continue };
                let span = tree.span_of(redirect.to);
                match taken.claim(&path, Some(span)) {
                    Ok(()) => {
                        let page = TreePage { tree: TreeId(at as u32), lang, part: TreePart::Node(redirect.to) };
                        self.routes.insert(path.clone(), Route::Alias(self.aliases.len() as u32));
                        self.aliases.push((path, Successor::Tree(page)));
                    }
                    Err(first) => diagnostics.push(alias_clash(&address, span, first)),
                }
            }
        }
    }

    fn shown(&self) -> impl Iterator<Item = PageId> {
        self.keys.values().flat_map(|twins| twins.iter().filter_map(|(_, id)| *id))
    }
}

/// Every page of the ledger. A name that cannot be part of an address is a finding of the data.
fn ledger_pages(parts: &Parts) -> impl Iterator<Item = LedgerPage> {
    let mut pages: Vec<LedgerPart> = Vec::new();
    for (collection, at) in parts.facts.collections().zip(0..).filter(|(collection, _)| is_segment(&collection.name)) {
        pages.push(LedgerPart::Collection(CollectionId(at)));
        let rows = collection.rows.iter().zip(0..).filter(|(row, _)| is_segment(&row.key));
        pages.extend(rows.map(|(_, row)| LedgerPart::Row(CollectionId(at), row)));
    }
    if !pages.is_empty() {
        pages.insert(0, LedgerPart::Index);
    }
    pages.into_iter().flat_map(|part| parts.config.languages.complete().map(move |lang| LedgerPage { lang, part }))
}

fn data_files(parts: &Parts) -> impl Iterator<Item = DataFile> {
    let collections = parts.facts.collections().zip(0..).filter(|(collection, _)| is_segment(&collection.name));
    let collections = collections.map(|(_, at)| CollectionId(at)).flat_map(|id| [DataFile::Collection(id), DataFile::CollectionSchema(id)]);
    let trees = parts.trees.iter().zip(0..).flat_map(|(_, at)| [DataFile::Tree(TreeId(at)), DataFile::TreeSchema(TreeId(at))]);
    collections.chain(trees)
}

/// Every page of every tree whose id can be part of an address; any other is a finding of the tree. The fixed ones come first, so that a node that has the name of one is the one that is reported.
fn tree_pages(parts: &Parts) -> impl Iterator<Item = TreePage> {
    parts.trees.iter().zip(0..).flat_map(move |(tree, at)| {
        let fixed = [TreePart::Overview, TreePart::Picture, TreePart::Review].into_iter();
        let nodes = tree.nodes().filter(|node| is_segment(tree.id_of(*node)));
        fixed.chain(nodes.map(TreePart::Node)).flat_map(move |part| {
            let languages = parts.config.languages.complete();
            languages.map(move |lang| TreePage { tree: TreeId(at), lang, part })
        })
    })
}

/// The files and folders that addresses take, as file systems see them that do not tell capitals apart.
#[derive(Default)]
struct Taken {
    files: BTreeMap<String, Option<Span>>,
    /// Each as it is spelled, with the place of who needed it first.
    folders: BTreeMap<String, (String, Option<Span>)>,
}

impl Taken {
    /// Takes the file of an address and the folders above it.
    ///
    /// # Errors
    /// Something stands there already: the place of its page, if it is one.
    fn claim(&mut self, path: &SitePath, span: Option<Span>) -> Result<(), Option<Span>> {
        let (file, spelled) = (path.folded(), path.file());
        let above = file
            .match_indices('/')
            .zip(spelled.match_indices('/'))
            .map(|((end, _), (spelled_end, _))| (&file[..end], &spelled[..spelled_end]));
        let above: Vec<(&str, &str)> = above.collect();
        let in_the_way = above.iter().find_map(|(folder, spelled)| match self.folders.get(*folder) {
            Some((other, first)) if other != spelled => Some(*first),
            _ => self.files.get(*folder).copied(),
        });
        // `/assets/` belongs to the theme, whose files carry a print of their content in their names.
        let is_reserved = above.first().is_some_and(|(folder, _)| *folder == "assets") && file != "assets/index.html";
        let taken = self.files.get(&file).copied().or_else(|| self.folders.get(&file).map(|(_, first)| *first)).or(in_the_way);
        if let Some(first) = taken.or(is_reserved.then_some(None)) {
            return Err(first);
        }
        for (folder, spelled) in above {
            self.folders.entry(folder.to_owned()).or_insert_with(|| (spelled.to_owned(), span));
        }
        self.files.insert(file, span);
        Ok(())
    }
}

/// The path of a stub page: `/old` and `/old/` are one folder with an `index.html`. Every part must be a name on every system,
/// and none may be hidden: the output folder keeps a mark of its own there.
fn alias_path(alias: &str) -> Option<SitePath> {
    let alias: String = alias.nfc().collect();
    let inside = alias.strip_prefix('/')?;
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    let is_name = |part: &str| file_name::refusal(part).is_none() && !part.starts_with('.') && !part.contains(['#', '%', ' ']);
    let sound = inside.split('/').all(is_name) && !inside.contains(char::is_whitespace);
    let is_file = !alias.ends_with('/') && inside.rsplit('/').next().is_some_and(|last| last.contains('.'));
    sound.then(|| SitePath::new(if is_file { alias.clone() } else { format!("/{inside}/") }))
}

fn span_of(parts: &Parts, route: Route) -> Option<Span> {
    match route {
        Route::Page(id) => Some(parts.pages[id.0 as usize].span),
        Route::Tree(page) => {
            let tree = parts.trees.iter().nth(page.tree.0 as usize)?;
            Some(match page.part {
                TreePart::Node(node) => tree.span_of(node),
                TreePart::Overview | TreePart::Picture | TreePart::Review => tree.root().span,
            })
        }
        Route::Ledger(LedgerPage { part: LedgerPart::Row(id, row), .. }) => {
            let collection = parts.facts.collections().nth(id.0 as usize)?;
            Some(collection.rows.get(row as usize)?.span)
        }
        _ => None,
    }
}

fn duplicate(page: &Page, address: &str, first: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::new(&DUPLICATE_ADDRESS, page.span, say!("`{address}` stands for two files", address = address))
        .help(say!("rename one of them, or make one of the two pages"));
    match first {
        Some(first) => finding.related(first, say!("the other one")),
        None => finding,
    }
}

fn clash(parts: &Parts, route: Route, address: &str, first: Option<Span>) -> Diagnostic {
    match route {
        Route::Page(id) => duplicate(&parts.pages[id.0 as usize], address, first),
        Route::Asset(id) => {
            let path = &parts.assets[id.0 as usize].path;
            Diagnostic::without_place(
                &DUPLICATE_ADDRESS,
                say!("`{path}` has the address `{address}`, which is taken", path = path, address = address),
            )
            .help(say!("rename the file"))
        }
        _ => {
            let message = say!("`{address}` is taken", address = address);
            let finding = match span_of(parts, route) {
                Some(span) => Diagnostic::new(&DUPLICATE_ADDRESS, span, message).help(say!("give this one another id, or rename the page")),
                None => return Diagnostic::without_place(&DUPLICATE_ADDRESS, message),
            };
            match first {
                Some(first) => finding.related(first, say!("this stands there")),
                None => finding,
            }
        }
    }
}

fn alias_clash(alias: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::new(&ALIAS_CLASH, span, say!("something else stands at `{alias}`", alias = alias))
        .help(say!("remove the alias, or move what stands there"));
    match first {
        Some(first) => finding.related(first, say!("this stands there")),
        None => finding,
    }
}
