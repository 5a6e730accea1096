//! Headings whose id one twin has and another has not.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::page::Page;
use crate::say;
use crate::site::Site;

pub static TWIN_ANCHORS_DIFFER: Kind = Kind {
    code: "twin-anchors-differ",
    severity: Severity::Warning,
    explain: "What: a heading carries an id (`{#id}`) that the page's twin does not have. Why: the language switch keeps the section by \
              its id; without it the reader is thrown to the top, and a link from another page breaks in one language. Do: give the \
              matching heading of the twin the same id.",
};

pub static KINDS: &[&Kind] = &[&TWIN_ANCHORS_DIFFER];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (_, twins) in site.keys() {
        let pages: Vec<&Page> = twins.iter().filter_map(|(_, id)| id.map(|id| site.page(id))).collect();
        for page in &pages {
            for other in &pages {
                if other.source != page.source && site.config().languages[other.outline.place.lang].fallback.is_none() {
                    compare(site, page, other, diagnostics);
                }
            }
        }
    }
}

fn compare(site: &Site, page: &Page, other: &Page, diagnostics: &mut Vec<Diagnostic>) {
    for heading in page.body.document.headings.iter().filter(|heading| heading.explicit) {
        if other.outline.anchors.iter().any(|anchor| anchor.explicit && anchor.id == heading.id) {
            continue;
        }
        let language = &site.config().languages[other.outline.place.lang];
        let message = say!("no section of the twin in {language} has the id `{id}`", language = language.name, id = heading.id);
        diagnostics.push(
            Diagnostic::new(&TWIN_ANCHORS_DIFFER, heading.span, message)
                .related(other.span, say!("the twin"))
                .help(say!("write `{#{id}}` behind the matching heading there", id = heading.id)),
        );
    }
}
