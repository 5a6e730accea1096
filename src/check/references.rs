//! Links and pictures that name something which is not there.

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::say;
use crate::site::{Broken, PageId, Reference, Site};
use crate::source::Span;

pub static DANGLING_LINK: Kind = Kind {
    code: "dangling-link",
    severity: Severity::Error,
    explain: "What: a link names a page that does not exist. Why: the reader would land on \"not found\". Do: correct the key \
              (`page:guide/call-issuer`) or the relative path (`../guide/call-issuer.md`), or write the page.",
};
pub static DANGLING_ANCHOR: Kind = Kind {
    code: "dangling-anchor",
    severity: Severity::Error,
    explain: "What: a link names a section that the page does not have. Why: the reader would land at the top of the page and search. \
              Do: give the heading that id (`## Heading {#id}`), in each language, or correct the link.",
};
pub static DANGLING_FILE: Kind = Kind {
    code: "dangling-file",
    severity: Severity::Error,
    explain: "What: a picture or a download that a page names is not there. Why: the reader would see a broken picture. Do: put the file \
              beside the page, or correct the path.",
};
pub static DRAFT_LINK: Kind = Kind {
    code: "draft-link",
    severity: Severity::Error,
    explain: "What: a page that is shown links to a draft. Why: drafts are not published, so the link would lead nowhere. Do: publish \
              the draft, or take the link out until then.",
};

pub static FOREIGN_PICTURE: Kind = Kind {
    code: "foreign-picture",
    severity: Severity::Error,
    explain: "What: a picture from another site. Why: the site is shipped with a policy that loads nothing from elsewhere, so that no \
              third party learns who reads it; no reader would see the picture. Do: put the picture beside the page, if its licence \
              allows, or link to it.",
};

pub static KINDS: &[&Kind] = &[&DANGLING_LINK, &DANGLING_ANCHOR, &DANGLING_FILE, &DRAFT_LINK, &FOREIGN_PICTURE];

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    let document = &page.body.document;
    for link in &document.links {
        match site.resolve(page, &link.destination) {
            Err(broken) => diagnostics.push(finding(site, link.destination_span, &broken)),
            Ok(Reference::External(address)) if names_nothing(address) => diagnostics.push(
                Diagnostic::new(&DANGLING_LINK, link.destination_span, say!("`{address}` names nothing", address = address))
                    .help(say!("write the whole address, as in `https://example.org/page`")),
            ),
            Ok(_) => {}
        }
    }
    for image in &document.images {
        match site.resolve(page, &image.destination) {
            Ok(Reference::Asset(_)) => {}
            Ok(Reference::External(address)) => diagnostics.push(
                Diagnostic::new(&FOREIGN_PICTURE, image.span, say!("`{address}` is a picture of another site", address = address))
                    .help(say!("put the picture beside the page, or link to it")),
            ),
            Ok(Reference::Page { .. } | Reference::Other(_)) => diagnostics.push(
                Diagnostic::new(&DANGLING_FILE, image.span, say!("`{path}` is a page, not a picture", path = image.destination))
                    .help(say!("write a link without `!`, or name a picture")),
            ),
            Err(broken) => diagnostics.push(finding(site, image.span, &broken)),
        }
    }
}

/// A scheme, or `//`, with nothing behind it.
fn names_nothing(address: &str) -> bool {
    address.split_once(':').map_or(address, |(_, rest)| rest).trim_start_matches('/').is_empty()
}

fn finding(site: &Site, span: Span, broken: &Broken) -> Diagnostic {
    match broken {
        Broken::NoPage { named, nearest } => {
            let help = match nearest {
                Some(near) => say!("did you mean `{near}`?", near = near),
                None => say!("correct the link, or write the page with `futago new page`"),
            };
            Diagnostic::new(&DANGLING_LINK, span, say!("there is no page `{named}`", named = named)).help(help)
        }
        Broken::NoAnchor { page, id, nearest } => {
            let target = site.page(*page);
            let message = say!("`{key}` has no section `#{id}`", key = target.outline.place.key, id = id);
            let help = match nearest {
                Some(near) => say!("did you mean `#{near}`?", near = near),
                None => say!("give the heading this id: `## Heading {#…}`"),
            };
            Diagnostic::new(&DANGLING_ANCHOR, span, message).related(target.span, say!("the page it names")).help(help)
        }
        Broken::NoFile { named, nearest } => {
            let help = match nearest {
                Some(near) => say!("did you mean the file `{near}`?", near = near),
                None => say!("put the file beside the page; a page is named with `.md` or as `page:key`"),
            };
            Diagnostic::new(&DANGLING_FILE, span, say!("there is no file `{named}`", named = named)).help(help)
        }
        Broken::Draft { page } => {
            let target = site.page(*page);
            Diagnostic::new(&DRAFT_LINK, span, say!("`{key}` is a draft and will not be published", key = target.outline.place.key))
                .related(target.span, say!("the draft"))
                .help(say!("remove `draft: true` there, or the link here"))
        }
    }
}
