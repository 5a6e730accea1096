//! Words that a glossary has another word for, and pages that show a glossary which is not there.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::glossary::Glossary;
use crate::lang::Lang;
use crate::markdown::DUPLICATE_ID;
use crate::say;
use crate::site::{PageId, Site};
use crate::source::Span;

pub static AGAINST_GLOSSARY: Kind = Kind {
    code: "against-glossary",
    severity: Severity::Warning,
    explain: "What: a text uses a word that a glossary lists under `instead_of`: there is a term for it. Why: two words for one thing make \
              readers look for a difference. Do: write the term. What others say or print stands in quotation marks or as code, and is \
              not judged; a longer word in which it may stand is listed under `except`.",
};
pub static DANGLING_GLOSSARY: Kind = Kind {
    code: "dangling-glossary",
    severity: Severity::Error,
    explain: "What: a page shows a glossary that does not exist. Why: there would be no list. Do: correct the name in \
              `![](glossary:NAME)`, or write content/glossary/NAME.yaml.",
};

pub static KINDS: &[&Kind] = &[&AGAINST_GLOSSARY, &DANGLING_GLOSSARY];

/// The words of a page: its text, its title and its description.
pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    let lang = page.outline.place.lang;
    if !site.glossaries().is_empty() {
        for prose in &page.body.document.prose {
            judge(site, lang, &prose.text, |range| prose.span_of(range), diagnostics);
        }
        for line in &page.body.front_matter.head {
            judge(site, lang, &line.text, |range| line.span_of(range), diagnostics);
        }
    }
    embeds(site, id, diagnostics);
}

/// The words of trees, phrases, messages and data.
pub fn run_written(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for written in &*site.parts().written {
        judge(site, written.lang, &written.line.text, |range| written.line.span_of(range), diagnostics);
    }
}

fn judge(site: &Site, lang: Lang, text: &str, place: impl Fn(std::ops::Range<usize>) -> Span, diagnostics: &mut Vec<Diagnostic>) {
    for (breach, term) in site.glossaries().breaches(text, lang) {
        let word = &text[breach.range.clone()];
        let message = say!("the glossary has another word for `{word}`", word = word);
        diagnostics.push(
            Diagnostic::new(&AGAINST_GLOSSARY, place(breach.range), message)
                .related(term.places[lang], say!("the term"))
                .help(say!("write `{term}`", term = term.term[lang])),
        );
    }
}

fn embeds(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let document = &site.page(id).body.document;
    let mut taken: BTreeSet<String> = document.headings.iter().map(|heading| heading.id.clone()).collect();
    for embed in document.embeds.iter().filter(|embed| embed.scheme == "glossary") {
        let Some(glossary) = site.glossaries().get(&embed.reference) else {
            let help = match site.glossaries().nearest(&embed.reference) {
                Some(near) => say!("did you mean `{near}`?", near = near),
                None => say!("name a file of content/glossary/, without `.yaml`"),
            };
            let message = say!("there is no glossary `{name}`", name = embed.reference);
            diagnostics.push(Diagnostic::new(&DANGLING_GLOSSARY, embed.reference_span, message).help(help));
            continue;
        };
        diagnostics.extend(taken_id(glossary, &mut taken, embed.span));
    }
}

/// A term whose id a heading has, or a term that the page shows already.
fn taken_id(glossary: &Glossary, taken: &mut BTreeSet<String>, place: Span) -> Option<Diagnostic> {
    let double: Vec<String> = glossary.terms.iter().map(|term| term.anchor()).filter(|id| !taken.insert(id.clone())).collect();
    let id = double.first()?;
    let finding =
        Diagnostic::new(&DUPLICATE_ID, place, say!("this glossary has a term with the id `{id}`, which the page has already", id = id));
    Some(finding.help(say!("show a glossary once, and give no heading the id of a term")))
}
