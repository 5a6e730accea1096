//! The rules that a linked site is judged by. Each rule is one file with its manual inside; none knows another.

mod anchors;
mod facts;
mod glossary;
mod home;
mod literals;
mod messages;
mod orphan;
mod phrases;
mod references;
mod trees;
mod twins;

pub use facts::DANGLING_FACT;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{PageId, Site};

/// A rule, the kinds of findings it makes, and what it looks at.
struct Rule {
    kinds: &'static [&'static Kind],
    scope: Scope,
}

enum Scope {
    /// One page and what it refers to: run again when that page alone changes.
    Page(fn(&Site, PageId, &mut Vec<Diagnostic>)),
    /// The site as a whole: run again when an outline or the data change.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
}

const RULES: &[Rule] = &[
    Rule { kinds: references::KINDS, scope: Scope::Page(references::run) },
    Rule { kinds: facts::KINDS, scope: Scope::Page(facts::run) },
    Rule { kinds: literals::KINDS, scope: Scope::Page(literals::run) },
    Rule { kinds: &[], scope: Scope::Site(facts::run_ages) },
    Rule { kinds: phrases::KINDS, scope: Scope::Page(phrases::run) },
    Rule { kinds: &[], scope: Scope::Site(phrases::run_trees) },
    Rule { kinds: messages::KINDS, scope: Scope::Page(messages::run) },
    Rule { kinds: &[], scope: Scope::Site(messages::run_pages) },
    Rule { kinds: &[], scope: Scope::Site(messages::run_trees) },
    Rule { kinds: glossary::KINDS, scope: Scope::Page(glossary::run) },
    Rule { kinds: &[], scope: Scope::Site(glossary::run_written) },
    Rule { kinds: trees::KINDS, scope: Scope::Site(trees::run) },
    Rule { kinds: home::KINDS, scope: Scope::Site(home::run) },
    Rule { kinds: twins::KINDS, scope: Scope::Site(twins::run) },
    Rule { kinds: anchors::KINDS, scope: Scope::Site(anchors::run) },
    Rule { kinds: orphan::KINDS, scope: Scope::Site(orphan::run) },
];

/// The kinds of all rules.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    RULES.iter().flat_map(|rule| rule.kinds.iter().copied())
}

/// All findings of all rules.
pub fn all(site: &Site) -> Vec<Diagnostic> {
    let pages: Vec<PageId> = site.pages().collect();
    let of_pages: Vec<Vec<Diagnostic>> = pages.par_iter().map(|id| page(site, *id)).collect();
    let mut diagnostics: Vec<Diagnostic> = of_pages.into_iter().flatten().collect();
    diagnostics.extend(whole(site));
    diagnostics
}

/// The findings about one page and what it refers to.
pub fn page(site: &Site, id: PageId) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        if let Scope::Page(run) = rule.scope {
            run(site, id, &mut diagnostics);
        }
    }
    diagnostics
}

/// The findings about the site as a whole.
pub fn whole(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        if let Scope::Site(run) = rule.scope {
            run(site, &mut diagnostics);
        }
    }
    diagnostics
}
