//! Pages that are written in some of the site's languages only.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::lang::Lang;
use crate::page::HOME;
use crate::say;
use crate::site::{PageId, Site};

pub static MISSING_TWIN: Kind = Kind {
    code: "missing-twin",
    severity: Severity::Error,
    explain: "What: a page exists in one language and not in another. Why: readers of the other language would miss it without knowing. \
              Do: write the page at the same path in the other language, or say why there is none: `twin: { none: reason }`.",
};

pub static KINDS: &[&Kind] = &[&MISSING_TWIN];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let languages = &site.config().languages;
    for (key, twins) in site.keys() {
        let Some(present) = twins.iter().find_map(|(_, id)| *id) else { continue };
        // Front matter that cannot be read has a finding of its own, and may have given a reason.
        let excused = twins.iter().filter_map(|(_, id)| *id).any(|id| {
            let page = site.page(id);
            page.outline.no_twin.is_some() || page.body.front_matter.is_unreadable
        });
        for lang in languages.complete() {
            // A language with pages needs a home page, whatever the others have: another rule's finding.
            let is_home_of_pages = key == HOME && site.has_pages(lang);
            if twins[lang].is_none() && !excused && !is_home_of_pages {
                diagnostics.push(finding(site, key, present, lang));
            }
        }
    }
}

fn finding(site: &Site, key: &str, present: PageId, missing: Lang) -> Diagnostic {
    let page = site.page(present);
    let language = &site.config().languages[missing];
    if let Some(draft) = site.hidden_draft(key, missing) {
        return Diagnostic::new(
            &MISSING_TWIN,
            page.span,
            say!("the twin of `{key}` in {language} is still a draft", key = key, language = language.name),
        )
        .related(site.page(draft).span, say!("the draft"))
        .help(say!("publish both together: remove `draft: true` there, or add it here"));
    }
    let ending = if page.outline.place.is_index && key == HOME {
        "index.md".to_owned()
    } else if page.outline.place.is_index {
        format!("{key}/index.md")
    } else {
        format!("{key}.md")
    };
    Diagnostic::new(&MISSING_TWIN, page.span, say!("`{key}` is not written in {language}", key = key, language = language.name)).help(say!(
        "write content/{code}/{ending}, or say why not: `twin: { none: reason }`",
        code = language.code,
        ending = ending,
    ))
}
