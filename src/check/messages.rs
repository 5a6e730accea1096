//! References to messages that do not exist: of pages, and of trees.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::messages::PageRef;
use crate::say;
use crate::site::{PageId, Site};
use crate::source::Span;
use crate::yaml::closest;

pub static DANGLING_MESSAGE: Kind = Kind {
    code: "dangling-message",
    severity: Severity::Error,
    explain: "What: a page or a tree refers to a message that does not exist. Why: the reader would have nothing to send. The page that a message names with `page` is looked up, too. Do: correct \
              the name (`![](message:NAME)` on a page, `message: NAME` in an action of a tree), or write content/messages/NAME.yaml.",
};

pub static KINDS: &[&Kind] = &[&DANGLING_MESSAGE];

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let embeds = site.page(id).body.document.embeds.iter().filter(|embed| embed.scheme == "message");
    diagnostics.extend(embeds.filter_map(|embed| judge(site, &embed.reference, embed.reference_span)));
}

/// The pages that messages say they stand on.
pub fn run_pages(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for page in site.messages().iter().filter_map(|message| message.page.as_ref()) {
        let mut languages = site.config().languages.all();
        diagnostics.extend(languages.find_map(|lang| without_page(site, page, site.find_nearest(&page.key, lang))));
    }
}

fn without_page(site: &Site, page: &PageRef, found: Option<PageId>) -> Option<Diagnostic> {
    let finding = |message| Diagnostic::new(&DANGLING_MESSAGE, page.span, message);
    let Some(id) = found else {
        let help = match closest(&page.key, site.keys().map(|(key, _)| key)) {
            Some(near) => say!("did you mean `{near}`?", near = near),
            None => say!("name a page by its key, as in `tools/letters#claim`"),
        };
        return Some(finding(say!("there is no page `{key}`", key = page.key)).help(help));
    };
    let anchors = &site.page(id).outline.anchors;
    let anchor = page.anchor.as_ref().filter(|anchor| anchors.iter().all(|known| known.id != **anchor))?;
    let help = match closest(anchor, anchors.iter().map(|anchor| anchor.id.as_str())) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("give a heading of that page this id: `{mark}`", mark = format!("{{#{anchor}}}")),
    };
    Some(finding(say!("the page `{key}` has no heading `{anchor}`", key = page.key, anchor = anchor)).help(help))
}

pub fn run_trees(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let actions = site.trees().iter().flat_map(|tree| &tree.actions);
    diagnostics.extend(actions.filter_map(|action| action.message.as_ref()).filter_map(|named| judge(site, &named.key, named.span)));
}

fn judge(site: &Site, name: &str, span: Span) -> Option<Diagnostic> {
    if site.messages().get(name).is_some() {
        return None;
    }
    let help = match site.messages().nearest(name) {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("name a file of content/messages/, without `.yaml`"),
    };
    Some(Diagnostic::new(&DANGLING_MESSAGE, span, say!("there is no message `{name}`", name = name)).help(help))
}
