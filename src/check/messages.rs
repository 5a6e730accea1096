//! References to messages that do not exist: of pages, and of trees.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::say;
use crate::site::{PageId, Site};
use crate::source::Span;

pub static DANGLING_MESSAGE: Kind = Kind {
    code: "dangling-message",
    severity: Severity::Error,
    explain: "What: a page or a tree refers to a message that does not exist. Why: the reader would have nothing to send. Do: correct \
              the name (`![](message:NAME)` on a page, `message: NAME` in an action of a tree), or write content/messages/NAME.yaml.",
};

pub static KINDS: &[&Kind] = &[&DANGLING_MESSAGE];

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let embeds = site.page(id).body.document.embeds.iter().filter(|embed| embed.scheme == "message");
    diagnostics.extend(embeds.filter_map(|embed| judge(site, &embed.reference, embed.reference_span)));
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
