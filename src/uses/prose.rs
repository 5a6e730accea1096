//! The texts of pages: values in sentences, words with a source, tables, comparisons, and tools that count with a fact.

use super::{Use, UseKind, Within, excerpt};
use crate::facts::{FactRef, Selection, TableLookup, TableRef};
use crate::markdown::{Embed, EmbedPlace, tool_parts};
use crate::site::Site;
use crate::source::Sources;

pub fn uses(site: &Site, sources: &Sources, facts: &Selection) -> Vec<Use> {
    let mut uses = Vec::new();
    for id in site.pages() {
        let page = site.page(id);
        for embed in &page.body.document.embeds {
            let Some(kind) = kind(site, embed, facts) else { continue };
            let text = sources.text(embed.span.source);
            let range = sources.clamp(embed.span);
            let excerpt = match kind {
                UseKind::Table | UseKind::Comparison | UseKind::Tool => text[range].to_owned(),
                _ => excerpt::of_prose(text, range),
            };
            let place = &page.outline.place;
            uses.push(Use { span: embed.span, kind, lang: Some(place.lang), excerpt, within: Within::Page(place.key.clone()) });
        }
    }
    uses
}

/// In which way an embed rests on the facts; `None`: it does not.
fn kind(site: &Site, embed: &Embed, facts: &Selection) -> Option<UseKind> {
    match embed.scheme.as_str() {
        "fact" => {
            let named = FactRef::parse(&embed.reference)?;
            let is_meant = facts.holds(&named.collection, &named.row, &named.id);
            is_meant.then_some(if embed.place == EmbedPlace::Link { UseKind::Words } else { UseKind::Sentence })
        }
        "facts" => table(site, &TableRef::parse(&embed.reference)?, facts),
        "tool" => table(site, &TableRef::parse(tool_parts(&embed.reference).1?)?, facts).map(|_| UseKind::Tool),
        _ => None,
    }
}

fn table(site: &Site, named: &TableRef, facts: &Selection) -> Option<UseKind> {
    match site.facts().find_table(named) {
        TableLookup::Row { collection, row, specs } => {
            specs.iter().any(|spec| facts.holds(&collection.name, &row.key, &spec.id)).then_some(UseKind::Table)
        }
        TableLookup::Collection { collection, specs } => {
            let is_meant = collection.name == facts.collection && specs.iter().any(|spec| facts.holds_id(&spec.id));
            is_meant.then_some(UseKind::Comparison)
        }
        _ => None,
    }
}
