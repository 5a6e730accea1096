//! Facts together: the table of a row, the comparison of a collection, and what all rows say of some facts.

use serde::Serialize;
use tera::Context;
use unicode_width::UnicodeWidthStr;

use super::{Citations, FactView};
use crate::diagnostic::Diagnostic;
use crate::facts::{Collection, Row, Spec, TableLookup, TableRef};
use crate::lang::Lang;
use crate::render::Renderer;
use crate::site::PageId;

/// How wide a value may be in a list of all rows; 28 full-width characters.
const MOST_COLUMNS: usize = 56;

#[derive(Serialize)]
pub struct GroupView<'a> {
    pub id: &'a str,
    pub title: &'a str,
    facts: Vec<FactView>,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    id: &'a str,
    kind: &'static str,
    label: &'a str,
}

#[derive(Serialize)]
pub struct RowView<'a> {
    pub key: &'a str,
    pub name: &'a str,
    pub href: Option<String>,
    pub cells: Vec<FactView>,
    /// The labels of facts that have nothing to show, where those do not stand among `cells`.
    missing: Vec<String>,
    /// The labels of facts that are too long to stand among `cells`, and stand on the page of the row.
    longer: Vec<String>,
}

impl RowView<'_> {
    pub(in crate::render) fn says_something(&self) -> bool {
        !(self.cells.is_empty() && self.missing.is_empty() && self.longer.is_empty())
    }
}

impl Renderer<'_> {
    pub(super) fn table(&self, reference: &TableRef, lang: Lang, citations: &mut Citations) -> Result<String, Box<Diagnostic>> {
        match self.site.facts().find_table(reference) {
            TableLookup::Row { collection, row, specs } => self.row_table(collection, row, &specs, lang, citations),
            TableLookup::Collection { collection, specs } => self.comparison(collection, &specs, lang, citations),
            _ => Ok(String::new()),
        }
    }

    fn row_table(
        &self,
        collection: &Collection,
        row: &Row,
        specs: &[&Spec],
        lang: Lang,
        citations: &mut Citations,
    ) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(lang);
        context.insert("groups", &self.groups(collection, row, specs, lang, citations));
        context.insert("row", &self.row_view(collection, row, lang, Vec::new()));
        self.template("facts.html", &context)
    }

    /// The facts of a row under the headings of their groups: those it has, and those that somebody looked for in vain.
    pub(in crate::render) fn groups<'a>(
        &self,
        collection: &'a Collection,
        row: &Row,
        specs: &[&'a Spec],
        lang: Lang,
        citations: &mut Citations,
    ) -> Vec<GroupView<'a>> {
        let mut groups: Vec<GroupView> = Vec::new();
        for spec in specs.iter().filter(|spec| row.fact(&spec.id).is_some() || row.is_unknown(&spec.id)) {
            let view = self.cell(row, spec, &collection.schema, lang, citations);
            match groups.last_mut() {
                Some(group) if group.id == spec.group() => group.facts.push(view),
                _ => {
                    let title = collection.schema.group(spec.group()).map_or(spec.group(), |group| group.title[lang].as_str());
                    groups.push(GroupView { id: spec.group(), title, facts: vec![view] });
                }
            }
        }
        groups
    }

    fn comparison(
        &self,
        collection: &Collection,
        specs: &[&Spec],
        lang: Lang,
        citations: &mut Citations,
    ) -> Result<String, Box<Diagnostic>> {
        let mut context = self.base(lang);
        self.insert_comparison(&mut context, collection, &self.in_order_of_pages(collection, lang), specs, lang, citations);
        self.template("compare.html", &context)
    }

    /// `columns`, and in `rows` a cell for each of them.
    pub(in crate::render) fn insert_comparison(
        &self,
        context: &mut Context,
        collection: &Collection,
        in_order: &[&Row],
        specs: &[&Spec],
        lang: Lang,
        citations: &mut Citations,
    ) {
        let columns: Vec<ColumnView> =
            specs.iter().map(|spec| ColumnView { id: &spec.id, kind: spec.ty.name(), label: &spec.label[lang] }).collect();
        let mut rows: Vec<RowView> = Vec::new();
        for row in in_order {
            let cells = specs.iter().map(|spec| self.cell(row, spec, &collection.schema, lang, citations)).collect();
            rows.push(self.row_view(collection, row, lang, cells));
        }
        context.insert("columns", &columns);
        context.insert("rows", &rows);
    }

    /// What each row of a collection says of some facts: those it has, and those that somebody looked for in vain. Without sources
    /// and long values, which stand on the page of the row: a list of all rows must stay light.
    pub(in crate::render) fn rows(&self, collection: &str, ids: &[&str], lang: Lang) -> Vec<RowView<'_>> {
        let Some(collection) = self.site.facts().collection(collection) else { return Vec::new() };
        let specs: Vec<&Spec> = ids.iter().filter_map(|id| collection.schema.spec(id)).collect();
        let mut elsewhere = Citations::default();
        let mut rows = Vec::new();
        for row in self.in_order_of_pages(collection, lang) {
            let told = specs.iter().filter(|spec| row.fact(&spec.id).is_some() || row.is_unknown(&spec.id));
            let cells = told.map(|spec| self.cell(row, spec, &collection.schema, lang, &mut elsewhere));
            let (cells, nothing): (Vec<FactView>, Vec<FactView>) = cells.partition(|cell| !cell.text.is_empty());
            let fits = |cell: &FactView| cell.text.width() <= MOST_COLUMNS;
            let (cells, long): (Vec<FactView>, Vec<FactView>) = cells.into_iter().partition(fits);
            let labels = |cells: Vec<FactView>| cells.into_iter().map(|cell| cell.label).collect();
            rows.push(RowView { missing: labels(nothing), longer: labels(long), ..self.row_view(collection, row, lang, cells) });
        }
        rows
    }

    pub(in crate::render) fn row_view<'v>(&self, collection: &Collection, row: &'v Row, lang: Lang, cells: Vec<FactView>) -> RowView<'v> {
        RowView {
            key: &row.key,
            name: row.name(lang),
            href: self.row_href(collection, row, lang),
            cells,
            missing: Vec::new(),
            longer: Vec::new(),
        }
    }

    /// The rows that have a page as the site orders those, the others behind them.
    pub(in crate::render) fn in_order_of_pages<'c>(&self, collection: &'c Collection, lang: Lang) -> Vec<&'c Row> {
        let pages = collection.page.as_deref().map_or(&[][..], |section| self.site.children(section, lang));
        let place = |row: &Row| self.row_page(collection, row, lang).and_then(|page| pages.iter().position(|id| *id == page));
        let mut rows: Vec<&Row> = collection.rows.iter().collect();
        rows.sort_by_cached_key(|row| place(row).unwrap_or(usize::MAX));
        rows
    }

    /// The page of a row, if its collection has a section of pages and this row is among them.
    pub(in crate::render) fn row_href(&self, collection: &Collection, row: &Row, lang: Lang) -> Option<String> {
        self.row_page(collection, row, lang).map(|id| self.site.href(&self.site.page_path(id)))
    }

    pub(in crate::render) fn row_page(&self, collection: &Collection, row: &Row, lang: Lang) -> Option<PageId> {
        self.site.find(&format!("{}/{}", collection.page.as_ref()?, row.key), lang)
    }
}
