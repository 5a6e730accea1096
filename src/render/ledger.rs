//! The ledger: every fact with its evidence, by collection and row, for readers who want to weigh them or to report a mistake.

mod figures;

use serde::Serialize;
use tera::Context;

use super::Renderer;
use super::changes::{self, Change};
use super::context::{Alternate, PageLink};
use super::fact::{Citations, GroupView};
use super::structured;
use crate::diagnostic::Diagnostic;
use crate::facts::{Collection, Row};
use crate::lang::Lang;
use crate::markdown;
use crate::page::HOME;
use crate::site::{CollectionId, DataFile, LedgerPage, LedgerPart, Route, TreeId};
use crate::source::SourceId;
use figures::Figures;

/// What the frame of every page needs to know.
#[derive(Serialize)]
struct Frame {
    key: String,
    title: String,
    description: String,
    href: String,
    canonical: String,
    is_home: bool,
    toc: Vec<TocEntry>,
    show_toc: bool,
    edit_url: Option<String>,
}

#[derive(Serialize)]
struct TocEntry {
    id: String,
    title: String,
    children: [(); 0],
}

#[derive(Serialize)]
struct CollectionView {
    title: String,
    href: String,
    rows: usize,
    figures: Figures,
    data_href: String,
    schema_href: String,
}

#[derive(Serialize)]
struct TreeFile {
    title: String,
    data_href: String,
    schema_href: String,
}

#[derive(Serialize)]
struct RowEntry {
    name: String,
    href: String,
    figures: Figures,
    /// The last day on which somebody saw a source of it.
    seen_text: Option<String>,
}

#[derive(Serialize)]
struct ChangeView {
    /// `2026-11-22`.
    day: String,
    text: String,
    row: String,
    href: String,
}

/// Most changes that the page of a collection lists.
const MOST_CHANGES: usize = 20;
/// Fewer groups of facts than this need no table of contents.
const TOC_FROM: usize = 3;

impl Renderer<'_> {
    pub(super) fn ledger(&self, page: LedgerPage) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(page.lang);
        self.insert_meanings(&mut context, page.lang);
        match page.part {
            LedgerPart::Index => self.ledger_index(page, context),
            LedgerPart::Collection(id) => self.ledger_collection(page, id, context),
            LedgerPart::Row(id, row) => self.ledger_row(page, id, row, context),
        }
    }

    pub(super) fn ledger_alternates(&self, page: LedgerPage) -> Vec<Alternate> {
        self.alternates_of(page.lang, None, |lang| self.if_complete(lang, Route::Ledger(LedgerPage { lang, ..page })))
    }

    fn ledger_index(&self, page: LedgerPage, mut context: Context) -> Result<String, Box<Diagnostic>> {
        let listed = self.site.ledger_pages().filter(|other| other.lang == page.lang).filter_map(|other| match other.part {
            LedgerPart::Collection(id) => Some(self.collection_view(page.lang, id)),
            _ => None,
        });
        context.insert("collections", &listed.collect::<Vec<_>>());
        context.insert("trees", &self.tree_files(page.lang));
        self.insert_frame(&mut context, page, Vec::new(), None);
        self.template("ledger/index.html", &context)
    }

    fn ledger_collection(&self, page: LedgerPage, id: CollectionId, mut context: Context) -> Result<String, Box<Diagnostic>> {
        let collection = self.site.collection(id);
        let rows = self.in_order_of_pages(collection, page.lang);
        let entries: Vec<RowEntry> = rows.iter().filter_map(|row| self.row_entry(page.lang, id, collection, row)).collect();
        let mut changes = changes::of_collection(collection);
        changes.truncate(MOST_CHANGES);
        context.insert("collection", &self.collection_view(page.lang, id));
        context.insert("rows", &entries);
        let views: Vec<ChangeView> = changes.iter().filter_map(|change| self.change_view(page.lang, id, change)).collect();
        context.insert("changes", &views);
        let schema = collection.schema.specs.first().map(|spec| spec.span.source);
        self.insert_frame(&mut context, page, Vec::new(), schema);
        self.template("ledger/collection.html", &context)
    }

    fn ledger_row(&self, page: LedgerPage, id: CollectionId, at: u32, mut context: Context) -> Result<String, Box<Diagnostic>> {
        let collection = self.site.collection(id);
        let row = &collection.rows[at as usize];
        let mut citations = Citations::default();
        let specs: Vec<_> = collection.schema.specs.iter().collect();
        let groups = self.groups(collection, row, &specs, page.lang, &mut citations);
        let toc = groups.iter().map(|group| self.toc_entry(page.lang, group)).collect();
        let href = self.row_href(collection, row, page.lang);
        let changes: Vec<ChangeView> = changes::of_row(row).iter().filter_map(|change| self.change_view(page.lang, id, change)).collect();
        context.insert("figures", &self.figures(&collection.schema, [row].into_iter(), page.lang));
        context.insert("changes", &changes);
        context.insert("guide_href", &href);
        // What the table of a row sees wherever it stands.
        context.insert("row", &self.row_view(collection, row, page.lang, Vec::new()));
        context.insert("groups", &groups);
        context.insert("sources", &citations.into_views());
        self.insert_frame(&mut context, page, toc, Some(row.span.source));
        self.template("ledger/row.html", &context)
    }

    fn toc_entry(&self, lang: Lang, group: &GroupView) -> TocEntry {
        let title = markdown::phrases(group.title, &self.site.config().languages[lang]);
        TocEntry { id: group.id.to_owned(), title, children: [] }
    }

    /// What stands on every page of the ledger: what its words mean, and where a mistake is reported.
    fn insert_meanings(&self, context: &mut Context, lang: Lang) {
        let ranks = self.site.facts().collections().map(|collection| &collection.schema.confidence).max_by_key(|ranks| ranks.len());
        let meanings = ranks.into_iter().flatten().filter_map(|confidence| {
            let means = self.theme.words.get(lang, &format!("ledger.means.{}", confidence.name), &[])?;
            Some((self.word(lang, &format!("fact.confidence.{}", confidence.name), &[]), means))
        });
        context.insert("meanings", &meanings.collect::<Vec<_>>());
        let repository = self.site.config().repository.as_ref();
        context.insert("report_href", &repository.map(|repository| format!("{}/issues", repository.url)));
    }

    fn collection_view(&self, lang: Lang, id: CollectionId) -> CollectionView {
        let collection = self.site.collection(id);
        let data = |file| self.site.href(&self.site.path(Route::Data(file)));
        CollectionView {
            title: collection.title[lang].clone(),
            href: self.ledger_href(LedgerPage { lang, part: LedgerPart::Collection(id) }),
            rows: collection.rows.len(),
            figures: self.figures(&collection.schema, collection.rows.iter(), lang),
            data_href: data(DataFile::Collection(id)),
            schema_href: data(DataFile::CollectionSchema(id)),
        }
    }

    /// The trees, which stand in no collection, as data.
    fn tree_files(&self, lang: Lang) -> Vec<TreeFile> {
        let href = |file| self.site.href(&self.site.path(Route::Data(file)));
        let trees = self.site.trees().iter().zip(0..);
        trees
            .map(|(tree, at)| TreeFile {
                title: tree.title[lang].clone(),
                data_href: href(DataFile::Tree(TreeId(at))),
                schema_href: href(DataFile::TreeSchema(TreeId(at))),
            })
            .collect()
    }

    /// `None` for a row whose key cannot be part of an address.
    fn row_entry(&self, lang: Lang, id: CollectionId, collection: &Collection, row: &Row) -> Option<RowEntry> {
        let page = self.ledger_page_of(lang, id, row)?;
        let seen = row.facts.values().map(|fact| fact.evidence.last_seen()).max();
        Some(RowEntry {
            name: row.name(lang).to_owned(),
            href: self.ledger_href(page),
            figures: self.figures(&collection.schema, [row].into_iter(), lang),
            seen_text: seen.map(|day| self.date_text(lang, &day.to_string())),
        })
    }

    pub(super) fn ledger_page_of(&self, lang: Lang, id: CollectionId, row: &Row) -> Option<LedgerPage> {
        let at = self.site.collection(id).rows.iter().position(|other| other.key == row.key)?;
        let page = LedgerPage { lang, part: LedgerPart::Row(id, at as u32) };
        (self.site.route(&self.site.path(Route::Ledger(page))) == Some(Route::Ledger(page))).then_some(page)
    }

    fn change_view(&self, lang: Lang, id: CollectionId, change: &Change) -> Option<ChangeView> {
        let page = self.ledger_page_of(lang, id, change.row)?;
        Some(ChangeView {
            day: change.day.to_string(),
            text: self.word(
                lang,
                "ledger.change",
                &[("date", &self.date_text(lang, &change.day.to_string())), ("what", &self.change_text(lang, change))],
            ),
            row: change.row.name(lang).to_owned(),
            href: format!("{}#{}", self.ledger_href(page), changes::anchor(change.day)),
        })
    }

    /// `12 read, 3 confirmed`.
    pub(super) fn change_text(&self, lang: Lang, change: &Change) -> String {
        let counts = [("ledger.change_read", change.read.len()), ("ledger.change_checked", change.checked.len())];
        let told = counts.into_iter().filter(|(_, count)| *count > 0);
        let told: Vec<String> = told.map(|(key, count)| self.word(lang, key, &[("count", &count.to_string())])).collect();
        told.join(&self.word(lang, "list.separator", &[]))
    }

    fn insert_frame(&self, context: &mut Context, page: LedgerPage, toc: Vec<TocEntry>, source: Option<SourceId>) {
        let own = self.ledger_link(page);
        let ancestors = self.ledger_ancestors(page);
        let twin = |lang| self.if_complete(lang, self.ledger_href(LedgerPage { lang, ..page }));
        context.insert_value("languages", self.switch_to(page.lang, twin));
        context.insert("alternates", &self.ledger_alternates(page));
        context.insert("structured_data", &structured::of_tree(self, &ancestors, &own));
        context.insert("breadcrumb", &ancestors);
        let frame = Frame {
            key: own.key,
            description: self.ledger_description(page),
            canonical: self.site.url(&self.site.path(Route::Ledger(page))),
            href: own.href,
            title: own.title,
            is_home: false,
            show_toc: toc.len() >= TOC_FROM,
            toc,
            edit_url: source.and_then(|source| self.edit_url_of(source)),
        };
        context.insert("page", &frame);
    }

    fn ledger_ancestors(&self, page: LedgerPage) -> Vec<PageLink> {
        let home = self.site.find(HOME, page.lang).map(|id| self.link(id));
        let above = match page.part {
            LedgerPart::Index => vec![],
            LedgerPart::Collection(_) => vec![LedgerPart::Index],
            LedgerPart::Row(id, _) => vec![LedgerPart::Index, LedgerPart::Collection(id)],
        };
        home.into_iter().chain(above.into_iter().map(|part| self.ledger_crumb(LedgerPage { part, ..page }))).collect()
    }

    /// On the way down, what the page is about is enough.
    fn ledger_crumb(&self, page: LedgerPage) -> PageLink {
        let title = match page.part {
            LedgerPart::Collection(id) => self.site.collection(id).title[page.lang].clone(),
            _ => self.ledger_title(page),
        };
        PageLink { title_html: markdown::phrases(&title, &self.site.config().languages[page.lang]), title, ..self.ledger_link(page) }
    }

    fn ledger_link(&self, page: LedgerPage) -> PageLink {
        let title = self.ledger_title(page);
        let path = self.site.path(Route::Ledger(page));
        let code = &self.site.config().languages[page.lang].code;
        let key = path.as_str().trim_start_matches('/').trim_start_matches(code.as_str()).trim_matches('/').to_owned();
        PageLink {
            title_html: markdown::phrases(&title, &self.site.config().languages[page.lang]),
            title,
            href: self.site.href(&path),
            key,
            description: None,
        }
    }

    fn ledger_title(&self, page: LedgerPage) -> String {
        match page.part {
            LedgerPart::Index => self.word(page.lang, "ledger.title", &[]),
            LedgerPart::Collection(id) => {
                self.word(page.lang, "ledger.collection_title", &[("collection", &self.site.collection(id).title[page.lang])])
            }
            LedgerPart::Row(id, row) => {
                self.word(page.lang, "ledger.row_title", &[("row", self.site.collection(id).rows[row as usize].name(page.lang))])
            }
        }
    }

    fn ledger_description(&self, page: LedgerPage) -> String {
        match page.part {
            LedgerPart::Index => self.word(page.lang, "ledger.text", &[]),
            LedgerPart::Collection(id) => {
                self.word(page.lang, "ledger.collection_text", &[("collection", &self.site.collection(id).title[page.lang])])
            }
            LedgerPart::Row(id, row) => {
                self.word(page.lang, "ledger.row_text", &[("row", self.site.collection(id).rows[row as usize].name(page.lang))])
            }
        }
    }

    fn ledger_href(&self, page: LedgerPage) -> String {
        self.site.href(&self.site.path(Route::Ledger(page)))
    }
}
