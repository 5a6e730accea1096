//! Languages whose readers have nowhere to begin.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::page::HOME;
use crate::say;
use crate::site::Site;

pub static MISSING_HOME: Kind = Kind {
    code: "missing-home",
    severity: Severity::Error,
    explain: "What: a language has pages, but no home page. Why: the choice of languages and every page's header lead to the home page; \
              without one they lead back to the choice, in a ring. Do: write `content/CODE/index.md`.",
};

pub static KINDS: &[&Kind] = &[&MISSING_HOME];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let languages = &site.config().languages;
    for lang in languages.all().filter(|lang| site.has_pages(*lang) && site.find(HOME, *lang).is_none()) {
        let language = &languages[lang];
        diagnostics.push(match site.hidden_draft(HOME, lang) {
            Some(draft) => {
                let message = say!("the home page in {language} is still a draft", language = language.name);
                Diagnostic::new(&MISSING_HOME, site.page(draft).span, message).help(say!("publish it first: remove `draft: true`"))
            }
            None => {
                let message = say!("there are pages in {language}, but no home page", language = language.name);
                Diagnostic::without_place(&MISSING_HOME, message).help(say!("write content/{code}/index.md", code = language.code))
            }
        });
    }
}
