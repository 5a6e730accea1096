//! Pages that no reader can come to.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::page::{HOME, Page};
use crate::say;
use crate::site::{PageId, Reference, Site};

pub static ORPHAN_PAGE: Kind = Kind {
    code: "orphan-page",
    severity: Severity::Warning,
    explain: "What: no section lists this page and no page links to it. Why: readers cannot find it. Do: give its folder an `index.md`, \
              which lists it, or link to it.",
};

pub static KINDS: &[&Kind] = &[&ORPHAN_PAGE];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let candidates: Vec<PageId> = site.pages().filter(|id| !is_listed(site, site.page(*id))).collect();
    if candidates.is_empty() {
        return;
    }
    let linked: BTreeSet<PageId> = site.pages().flat_map(|id| targets(site, id)).collect();
    for id in candidates {
        if !linked.contains(&id) {
            let page = site.page(id);
            diagnostics.push(
                Diagnostic::new(&ORPHAN_PAGE, page.span, say!("nothing leads to `{key}`", key = page.outline.place.key))
                    .help(say!("give its folder an index.md, or link to it from another page")),
            );
        }
    }
}

/// Home, and whatever a section's own page lists.
fn is_listed(site: &Site, page: &Page) -> bool {
    match page.outline.place.section() {
        None => true,
        Some(section) => section == HOME || site.find(section, page.outline.place.lang).is_some(),
    }
}

fn targets(site: &Site, id: PageId) -> Vec<PageId> {
    let page = site.page(id);
    let named = page.body.document.links.iter().filter_map(|link| match site.resolve(page, &link.destination) {
        Ok(Reference::Page { page, .. }) => Some(page),
        _ => None,
    });
    named.filter(|target| *target != id).collect()
}
