//! Glossaries as templates see them: in the order of the reader's language, each term beside those of the other languages.

use serde::Serialize;

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::glossary::Term;
use crate::lang::Lang;
use crate::site::Collation;

#[derive(Serialize)]
struct TermView<'a> {
    id: String,
    term: &'a str,
    reading: Option<&'a str>,
    means: &'a str,
    others: Vec<OtherView<'a>>,
}

/// The term in a language that is not the reader's.
#[derive(Serialize)]
struct OtherView<'a> {
    tag: &'a str,
    /// Of the language, in itself.
    language: &'a str,
    term: &'a str,
    latin: Option<&'a str>,
}

impl Renderer<'_> {
    /// A glossary that a page embeds; nothing if it is not there, which is a finding of its own.
    pub(super) fn glossary(&self, name: &str, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let Some(glossary) = self.site.glossaries().get(name) else { return Ok(String::new()) };
        let lang = self.site.config().languages.complete_for(lang);
        let mut terms: Vec<&Term> = glossary.terms.iter().collect();
        let collation = Collation::of(&self.site.config().languages[lang].tag);
        terms.sort_by(|a, b| collation.compare(sound(a, lang), sound(b, lang)));
        let views: Vec<TermView> = terms.into_iter().map(|term| self.term_view(term, lang)).collect();
        let mut context = self.base(lang);
        context.insert("terms", &views);
        self.template("glossary.html", &context).map(|html| html.trim().to_owned())
    }

    fn term_view<'t>(&'t self, term: &'t Term, lang: Lang) -> TermView<'t> {
        let languages = &self.site.config().languages;
        // A term that is the same in both is not said twice.
        let others = languages.complete().filter(|other| term.term[*other] != term.term[lang]).map(|other| OtherView {
            tag: &languages[other].tag,
            language: &languages[other].name,
            term: &term.term[other],
            latin: term.latin[other].as_deref(),
        });
        TermView {
            id: term.anchor(),
            term: &term.term[lang],
            reading: term.reading[lang].as_deref(),
            means: &term.means[lang],
            others: others.collect(),
        }
    }
}

/// What a term sorts by.
fn sound(term: &Term, lang: Lang) -> &str {
    term.reading[lang].as_deref().unwrap_or(&term.term[lang])
}
