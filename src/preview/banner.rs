//! What the preview adds to a page: the script that reloads it, and its findings.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Message, Severity, Tally};
use crate::facts::{FactRef, Row, TableRef};
use crate::markdown::Embed;
use crate::page::Page;
use crate::preview::state::Snapshot;
use crate::site::Site;
use crate::source::{SourceId, Sources};
use crate::tree::Tree;

/// Beyond these the terminal tells more.
const MOST: usize = 20;

/// The page with the script and its findings before its end. Nothing else of it changes.
pub fn added(snapshot: &Snapshot, html: &str, findings: &[&Diagnostic]) -> String {
    let at = html.rfind("</body>").unwrap_or(html.len());
    let (before, after) = html.split_at(at);
    let own = own_path(snapshot);
    let banner = banner(snapshot, &own, findings);
    // The version in the address tells the script, and by it the server, which snapshot this page shows.
    format!("{before}<script type=\"module\" src=\"{own}reload.js?{version}\"></script>\n{banner}{after}", version = snapshot.version)
}

/// A page that stands in for one that could not be rendered.
pub fn failed(snapshot: &Snapshot, findings: &[&Diagnostic]) -> String {
    let page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>This page cannot be rendered</title>\n</head>\n\
                <body>\n<h1>This page cannot be rendered</h1>\n<p>It comes by itself when the finding below is mended.</p>\n</body>\n</html>\n";
    added(snapshot, page, findings)
}

/// Where the preview's own files stand.
fn own_path(snapshot: &Snapshot) -> String {
    format!("{}_/", snapshot.project.site.config().base_url.path)
}

/// What somebody looks at.
#[derive(Clone, Copy)]
pub enum Shown<'s> {
    Page(&'s Page),
    /// Any page of a tree.
    Tree(&'s Tree),
    /// Neither: a list that futago writes, or a page that says that there is none.
    Other,
}

/// The findings that concern whoever looks at a page: those of its own text or tree, those of the trees and the data that it
/// shows, and weighty ones that belong to no page, as of the settings and the theme. Notes are for the terminal, but for those
/// about a tree.
pub fn concerning<'s>(snapshot: &'s Snapshot, shown: Shown) -> Vec<&'s Diagnostic> {
    let project = &snapshot.project;
    let (trees, rest) = sources_of(&project.site, shown);
    let concerns = |finding: &&Diagnostic| match finding.span.map(|span| span.source) {
        Some(source) if trees.contains(&source) => true,
        _ if finding.severity() == Severity::Note => false,
        Some(source) if rest.contains(&source) => true,
        Some(source) => finding.severity() <= snapshot.weighty && !project.sources.path(source).ends_with(".md"),
        None => finding.severity() <= snapshot.weighty,
    };
    let mut findings: Vec<&Diagnostic> = project.findings().filter(concerns).collect();
    findings.sort_by_key(|finding| (finding.severity(), finding.span));
    findings
}

/// The files of the trees that are looked at, and those of the text and its facts.
fn sources_of(site: &Site, shown: Shown) -> (BTreeSet<SourceId>, BTreeSet<SourceId>) {
    let files = |tree: &Tree| [Some(tree.source), tree.table].into_iter().flatten();
    let of_rows = |reference: &str| rows_of(site, reference).into_iter().map(|row| row.span.source).collect::<Vec<_>>();
    match shown {
        Shown::Page(page) => {
            let embeds = &page.body.document.embeds;
            let is_entered = |tree: &&Tree| page.outline.place.is_home() || embeds.iter().any(|embed| is_way_into(embed, tree));
            let trees = site.trees().iter().filter(is_entered).flat_map(files);
            let facts = embeds.iter().flat_map(|embed| of_rows(&embed.reference));
            (trees.collect(), facts.chain([page.source]).collect())
        }
        Shown::Tree(tree) => {
            let fixed = tree.fact_uses.iter().filter(|fact| fact.is_fixed()).map(|fact| fact.id.as_str());
            let named = fixed.chain(tree.facts_of.iter().map(|collection| collection.key.as_str()));
            (files(tree).collect(), named.flat_map(of_rows).collect())
        }
        Shown::Other => (BTreeSet::new(), BTreeSet::new()),
    }
}

fn is_way_into(embed: &Embed, tree: &Tree) -> bool {
    embed.scheme == "tree" && embed.reference == tree.name
}

fn rows_of<'s>(site: &'s Site, reference: &str) -> Vec<&'s Row> {
    let (collection, key) = match (FactRef::parse(reference), TableRef::parse(reference)) {
        (Some(FactRef { collection, row, .. }), _) | (_, Some(TableRef::Row { collection, row, .. })) => (collection, Some(row)),
        (_, Some(TableRef::Collection { collection, .. })) => (collection, None),
        (None, None) => return Vec::new(),
    };
    let rows = site.facts().collection(&collection).into_iter().flat_map(|collection| &collection.rows);
    rows.filter(|row| key.as_ref().is_none_or(|key| *key == row.key)).collect()
}

/// Empty without findings. It can be folded up without a script; its style is a file, because the policy allows no other.
fn banner(snapshot: &Snapshot, own: &str, findings: &[&Diagnostic]) -> String {
    if findings.is_empty() && snapshot.failure.is_none() {
        return String::new();
    }
    let is_error = snapshot.failure.is_some() || findings.iter().any(|finding| finding.severity() == Severity::Error);
    let role = if is_error { "alert" } else { "status" };
    let mut items = String::new();
    if let Some(failure) = &snapshot.failure {
        items.push_str(&item(Severity::Error, failure, "", Some("this page is shown as it was before")));
    }
    for finding in findings.iter().take(MOST) {
        let help = finding.help.as_ref().map(Message::to_string);
        items.push_str(&item(finding.severity(), &finding.message, &place(finding, &snapshot.project.sources), help.as_deref()));
    }
    if findings.len() > MOST {
        items.push_str(&format!("<li>… and {} more: the terminal lists them.</li>\n", findings.len() - MOST));
    }
    format!(
        "<link rel=\"stylesheet\" href=\"{own}preview.css\">\n<section id=\"futago-findings\" lang=\"en\" role=\"{role}\" \
         aria-label=\"Findings\">\n<details open>\n<summary>{summary}</summary>\n<ul tabindex=\"0\">\n{items}</ul>\n</details>\n</section>\n",
        summary = summary(findings, snapshot.failure.is_some()),
    )
}

/// "2 errors, 1 warning".
fn summary(findings: &[&Diagnostic], has_failed: bool) -> String {
    let owned: Vec<Diagnostic> = findings.iter().map(|finding| (*finding).clone()).collect();
    let tally = Tally::of(&owned);
    let count = |number: usize, word: &str| (number > 0).then(|| format!("{number} {word}{}", if number == 1 { "" } else { "s" }));
    let counts = [count(tally.errors + usize::from(has_failed), "error"), count(tally.warnings, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn item(severity: Severity, message: &Message, place: &str, help: Option<&str>) -> String {
    let word = severity.word();
    let place = if place.is_empty() { String::new() } else { format!("<br><code>{}</code>", escape(place)) };
    let help = help.map_or(String::new(), |help| format!("<br>help: {}", escape(help)));
    format!("<li class=\"{word}\"><strong>{word}</strong>: {}{place}{help}</li>\n", escape(&message.to_string()))
}

/// `content/ja/index.md:3:1`.
fn place(finding: &Diagnostic, sources: &Sources) -> String {
    finding.span.map_or(String::new(), |span| {
        let place = sources.place(span);
        format!("{}:{}:{}", sources.path(span.source), place.line, place.column)
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
