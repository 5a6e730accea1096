//! References to phrases that do not exist: of pages, and of trees.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::phrases::{Lookup, Phrasebook};
use crate::reading::suggestion;
use crate::say;
use crate::site::{PageId, Site};
use crate::tree::{PhraseUse, Tree};

pub static DANGLING_PHRASE: Kind = Kind {
    code: "dangling-phrase",
    severity: Severity::Error,
    explain: "What: a page or a tree refers to a phrasebook, a stage or a phrase that does not exist. Why: the reader would have nothing \
              to say at the desk. Do: correct the reference: `phrases:NAME` or `phrases:NAME#STAGE,STAGE` on a page, `say: [ID, …]` in \
              an action of a tree that names its phrasebook with `phrases_of: NAME`.",
};

pub static KINDS: &[&Kind] = &[&DANGLING_PHRASE];

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    for embed in site.page(id).body.document.embeds.iter().filter(|embed| embed.scheme == "phrases") {
        let finding = |message| Diagnostic::new(&DANGLING_PHRASE, embed.reference_span, message);
        match site.phrases().find(&embed.reference) {
            Lookup::Found { .. } => {}
            Lookup::NoSuchBook { named, .. } => diagnostics.push(no_book(site, named, finding)),
            Lookup::NoSuchStages { book, named } => diagnostics.extend(named.into_iter().map(|(id, nearest)| {
                let help = match nearest {
                    Some(near) => say!("did you mean `{near}`?", near = near),
                    None => suggestion(id, book.stages.iter().map(|stage| stage.id.as_str())),
                };
                finding(say!("the phrasebook `{book}` has no stage `{id}`", book = book.name, id = id)).help(help)
            })),
        }
    }
}

pub fn run_trees(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for tree in site.trees().iter() {
        if let Some(named) = tree.phrases_of.as_ref().filter(|named| site.phrases().get(&named.key).is_none()) {
            // Its phrases cannot be looked up either; the book is to blame.
            diagnostics.push(no_book(site, &named.key, |message| Diagnostic::new(&DANGLING_PHRASE, named.span, message)));
        }
        let uses = tree.actions.iter().flat_map(|action| &action.say);
        diagnostics.extend(uses.filter_map(|used| judge(site, tree, used)));
    }
}

fn judge(site: &Site, tree: &Tree, used: &PhraseUse) -> Option<Diagnostic> {
    let Some(named) = used.book.as_ref().or(tree.phrases_of.as_ref()) else {
        let message = say!("this tree names phrases, but not the phrasebook they come from");
        let help = say!("add `phrases_of: NAME` at the top of the tree");
        return Some(Diagnostic::new(&DANGLING_PHRASE, used.phrase.span, message).help(help));
    };
    match site.phrases().get(&named.key) {
        Some(book) => unknown_phrase(book, used),
        None => {
            let own = used.book.as_ref()?;
            Some(no_book(site, &own.key, |message| Diagnostic::new(&DANGLING_PHRASE, own.span, message)))
        }
    }
}

fn unknown_phrase(book: &Phrasebook, used: &PhraseUse) -> Option<Diagnostic> {
    let id = &used.phrase.key;
    if book.phrase(id).is_some() {
        return None;
    }
    let help = match crate::yaml::closest(id, book.phrases.iter().map(|phrase| phrase.id.as_str())) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("add it to content/phrases/{name}.yaml, or correct the id", name = book.name),
    };
    let message = say!("the phrasebook `{book}` has no phrase `{id}`", book = book.name, id = id);
    Some(Diagnostic::new(&DANGLING_PHRASE, used.phrase.span, message).help(help))
}

fn no_book(site: &Site, named: &str, finding: impl Fn(crate::diagnostic::Message) -> Diagnostic) -> Diagnostic {
    let help = match site.phrases().nearest(named) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("name a file of content/phrases/, without `.yaml`"),
    };
    finding(say!("there is no phrasebook `{name}`", name = named)).help(help)
}
