//! References to facts that do not exist; facts that have aged.

use crate::diagnostic::{Diagnostic, Kind, Message, Severity};
use crate::facts::{FactRef, Lookup, TableLookup, TableRef};
use crate::markdown::{Embed, EmbedPlace, tool_parts};
use crate::say;
use crate::site::{PageId, Site};

pub static DANGLING_FACT: Kind = Kind {
    code: "dangling-fact",
    severity: Severity::Error,
    explain: "What: a page refers to a fact, a row or a collection that does not exist. Why: a number would be missing where the reader \
              needs it. Do: correct the reference: `fact:COLLECTION/ROW#GROUP.NAME`, or add the fact to its row and its schema.",
};
pub static UNKNOWN_EMBED: Kind = Kind {
    code: "unknown-embed",
    severity: Severity::Error,
    explain: "What: a page embeds something that futago cannot embed. Why: nothing would be shown. Do: embed `fact:…` (one value), \
              `facts:…` (a table), `tree:…` (the way into a decision tree), `tool:…` (a tool of the theme), `phrases:…` (what to say), \
              `message:…` (what to send) or `glossary:…` (terms).",
};

pub static KINDS: &[&Kind] = &[&DANGLING_FACT, &UNKNOWN_EMBED];

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    for embed in &site.page(id).body.document.embeds {
        match embed.scheme.as_str() {
            "fact" => one(site, embed, diagnostics),
            "facts" if embed.place == EmbedPlace::Link => diagnostics.push(
                Diagnostic::new(&UNKNOWN_EMBED, embed.span, say!("a table cannot stand behind the words of a link"))
                    .help(say!("write `![](facts:…)` in a paragraph of its own, or name one fact: `[words](fact:…)`")),
            ),
            "facts" => table(site, embed, &embed.reference, diagnostics),
            // Which tools there are, only the theme knows.
            "tool" => tool_parts(&embed.reference).1.iter().for_each(|facts| table(site, embed, facts, diagnostics)),
            "tree" if site.trees().get(&embed.reference).is_some() => {}
            "tree" => diagnostics.push(
                Diagnostic::new(&UNKNOWN_EMBED, embed.reference_span, say!("there is no tree `{name}`", name = embed.reference))
                    .help(say!("name a file of content/trees/, without `.yaml`")),
            ),
            // Judged by rules of their own.
            "phrases" | "message" | "glossary" => {}
            other => diagnostics.push(
                Diagnostic::new(&UNKNOWN_EMBED, embed.span, say!("`{scheme}:` embeds nothing", scheme = other))
                    .help(say!("write `fact:…`, `facts:…`, `tree:…`, `tool:…`, `phrases:…`, `message:…` or `glossary:…`")),
            ),
        }
    }
}

/// The findings about the facts themselves, at the day of the run.
pub fn run_ages(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(site.facts().check(site.today()));
}

fn one(site: &Site, embed: &Embed, diagnostics: &mut Vec<Diagnostic>) {
    let Some(reference) = FactRef::parse(&embed.reference) else {
        let message = say!("`{reference}` is no reference to a fact", reference = embed.reference);
        let help = say!("write `fact:COLLECTION/ROW#GROUP.NAME`");
        diagnostics.push(Diagnostic::new(&DANGLING_FACT, embed.reference_span, message).help(help));
        return;
    };
    match site.facts().find(&reference) {
        Lookup::Known(..) | Lookup::NotFound(_) => {}
        Lookup::NoSuchId { nearest } => diagnostics.push(no_id(embed, &reference.id, &reference.collection, nearest)),
        Lookup::NoSuchRow { nearest } => diagnostics.push(no_row(embed, &reference.row, &reference.collection, nearest)),
        Lookup::NoSuchCollection { nearest } => diagnostics.push(no_collection(embed, &reference.collection, nearest)),
    }
}

fn table(site: &Site, embed: &Embed, written: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Some(reference) = TableRef::parse(written) else {
        let message = say!("`{reference}` is no reference to facts", reference = written);
        let help = say!("write `COLLECTION/ROW#GROUP` or `COLLECTION#GROUP.NAME,…`");
        diagnostics.push(Diagnostic::new(&DANGLING_FACT, embed.reference_span, message).help(help));
        return;
    };
    match site.facts().find_table(&reference) {
        TableLookup::Row { .. } | TableLookup::Collection { .. } => {}
        TableLookup::NoSuchIds(ids) => {
            diagnostics.extend(ids.into_iter().map(|(id, nearest)| no_id(embed, id, reference.collection(), nearest)));
        }
        TableLookup::NoSuchRow { nearest } => {
            let row = if let TableRef::Row { row, .. } = &reference { row.as_str() } else { "" };
            diagnostics.push(no_row(embed, row, reference.collection(), nearest));
        }
        TableLookup::NoSuchCollection { nearest } => diagnostics.push(no_collection(embed, reference.collection(), nearest)),
    }
}

fn no_id(embed: &Embed, id: &str, collection: &str, nearest: Option<&str>) -> Diagnostic {
    dangling(embed, say!("the schema of `{collection}` has no fact `{id}`", collection = collection, id = id), nearest)
}

fn no_row(embed: &Embed, row: &str, collection: &str, nearest: Option<&str>) -> Diagnostic {
    dangling(embed, say!("`{collection}` has no row `{row}`", collection = collection, row = row), nearest)
}

fn no_collection(embed: &Embed, collection: &str, nearest: Option<&str>) -> Diagnostic {
    dangling(embed, say!("there is no collection `{collection}`", collection = collection), nearest)
}

fn dangling(embed: &Embed, message: Message, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("add it under content/data/, or correct the reference"),
    };
    Diagnostic::new(&DANGLING_FACT, embed.reference_span, message).help(help)
}
