//! The pages of a decision tree. No reader has chosen a row yet, so words stand in for its facts, as the tree has them; the script
//! puts those of the chosen row in their place.

mod action;
mod dates;
mod fixed;
mod outcome;
mod overview;
mod picture;
mod question;
mod review;
mod rich;
mod sentence;

use serde::Serialize;
use tera::Context;

use super::Renderer;
use super::context::{Alternate, PageLink};
use super::fact::{Citations, SourceView};
use super::structured;
use crate::diagnostic::Diagnostic;
use crate::lang::{Lang, PerLang};
use crate::markdown::{self, Embed};
use crate::page::HOME;
use crate::site::{PageId, Route, TreePage, TreePart};
use crate::tree::{NodeId, QuestionId, Stage, Text, Tree};

/// What the frame of every page needs to know.
#[derive(Serialize)]
struct Frame<'a> {
    key: String,
    title: &'a str,
    description: String,
    href: String,
    canonical: String,
    is_home: bool,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct TreeView<'a> {
    name: &'a str,
    title: &'a str,
    /// What the address of this page has behind that of the start: the id of the node.
    node: &'a str,
    start: String,
    overview: String,
    picture: String,
    review: String,
}

#[derive(Serialize)]
struct CardView<'a> {
    title: &'a str,
    ask: String,
    href: String,
}

/// A tree in one language, as one of its pages shows it.
struct Shown<'a> {
    renderer: &'a Renderer<'a>,
    tree: &'a Tree,
    page: TreePage,
}

impl Renderer<'_> {
    pub(super) fn tree(&self, page: TreePage) -> Result<String, Box<Diagnostic>> {
        let shown = self.shown_tree(page);
        let mut context = self.base(page.lang);
        let mut citations = Citations::default();
        let template = match page.part {
            TreePart::Node(NodeId::Question(id)) => {
                context.insert("question", &shown.question(id));
                "tree/question.html"
            }
            TreePart::Node(NodeId::Outcome(id)) => {
                context.insert("outcome", &shown.outcome(id, &mut citations));
                "tree/outcome.html"
            }
            TreePart::Overview => {
                context.insert("overview", &shown.overview());
                "tree/overview.html"
            }
            TreePart::Picture => {
                context.insert("pictures", &shown.picture());
                "tree/picture.html"
            }
            TreePart::Review => {
                context.insert("review", &shown.review(&mut citations));
                context.insert("noindex", &true);
                "tree/review.html"
            }
        };
        shown.insert_frame(&mut context, citations.into_views());
        self.template(template, &context)
    }

    pub(super) fn tree_title(&self, page: TreePage) -> String {
        self.shown_tree(page).title()
    }

    pub(super) fn tree_alternates(&self, page: TreePage) -> Vec<Alternate> {
        self.alternates_of(page.lang, None, |lang| self.if_complete(lang, Route::Tree(TreePage { lang, ..page })))
    }

    /// The way into a tree from another page; nothing if there is no such tree, which is a finding of its own.
    pub(super) fn tree_card(&self, embed: &Embed, lang: Lang) -> Result<String, Box<Diagnostic>> {
        let Some(page) = self.site.find_tree_page(&embed.reference, lang) else { return Ok(String::new()) };
        let shown = self.shown_tree(page);
        let mut context = self.base(lang);
        let ask = shown.plain(&shown.tree.root().ask);
        context.insert("card", &CardView { title: &shown.tree.title[lang], ask, href: shown.href(page.part) });
        self.template("tree/card.html", &context).map(|html| html.trim().to_owned())
    }

    fn shown_tree(&self, page: TreePage) -> Shown<'_> {
        Shown { renderer: self, tree: self.site.tree(page.tree), page }
    }
}

impl<'a> Shown<'a> {
    fn insert_frame(&self, context: &mut Context, sources: Vec<SourceView>) {
        let (renderer, site, page) = (self.renderer, self.renderer.site, self.page);
        let path = site.path(Route::Tree(page));
        let title = self.title();
        let ancestors = self.ancestors();
        let own = self.link(page.part, &title);
        let part = |part| self.href(part);
        context.insert(
            "tree",
            &TreeView {
                name: &self.tree.name,
                node: match page.part {
                    TreePart::Node(NodeId::Question(QuestionId::ROOT)) | TreePart::Overview | TreePart::Picture | TreePart::Review => "",
                    TreePart::Node(node) => self.tree.id_of(node),
                },
                title: self.own(&self.tree.title),
                start: part(TreePart::Node(NodeId::Question(QuestionId::ROOT))),
                overview: part(TreePart::Overview),
                picture: part(TreePart::Picture),
                review: part(TreePart::Review),
            },
        );
        let twin = |lang| renderer.if_complete(lang, site.href(&site.path(Route::Tree(TreePage { lang, ..page }))));
        context.insert_value("languages", renderer.switch_to(page.lang, twin));
        context.insert("alternates", &renderer.tree_alternates(page));
        context.insert("structured_data", &structured::of_tree(renderer, &ancestors, &own));
        context.insert("breadcrumb", &ancestors);
        let frame = Frame {
            key: own.key,
            title: &title,
            description: self.description(),
            href: own.href,
            canonical: site.url(&path),
            is_home: false,
            sources,
        };
        context.insert("page", &frame);
    }

    /// Home, the tree, and the stage of a question, or the list for the picture; the page itself is left out.
    fn ancestors(&self) -> Vec<PageLink> {
        let site = self.renderer.site;
        let mut links: Vec<PageLink> = site.find(HOME, self.page.lang).map(|id| self.home(id)).into_iter().collect();
        let start = TreePart::Node(NodeId::Question(QuestionId::ROOT));
        if self.page.part != start {
            links.push(self.link(start, self.own(&self.tree.title)));
        }
        let stage = self.stage().and_then(|stage| Some((stage, TreePart::Node(NodeId::Question(stage.start?)))));
        if let Some((stage, begin)) = stage.filter(|(_, begin)| *begin != self.page.part) {
            links.push(self.link(begin, self.own(&stage.title)));
        }
        if self.page.part == TreePart::Picture {
            links.push(self.link(TreePart::Overview, &self.word("tree.overview", &[])));
        }
        links
    }

    /// By a short name: the titles of home and tree together would fill the first screen of a phone.
    fn home(&self, id: PageId) -> PageLink {
        let title = self.word("nav.home", &[]);
        PageLink { title_html: title.clone(), title, ..self.renderer.link(id) }
    }

    fn stage(&self) -> Option<&'a Stage> {
        match self.page.part {
            TreePart::Node(NodeId::Question(id)) => self.tree.question(id).stage.map(|stage| self.tree.stage(stage)),
            _ => None,
        }
    }

    fn link(&self, part: TreePart, title: &str) -> PageLink {
        let language = &self.renderer.site.config().languages[self.page.lang];
        let below = match part {
            TreePart::Node(node) => self.tree.id_of(node),
            TreePart::Overview => "overview",
            TreePart::Picture => "picture",
            TreePart::Review => "review",
        };
        PageLink {
            title: title.to_owned(),
            title_html: markdown::phrases(title, language),
            href: self.href(part),
            key: format!("tree/{}/{below}", self.tree.name),
            description: None,
        }
    }

    /// Of the document: the start bears the name of the tree.
    fn title(&self) -> String {
        match self.page.part {
            TreePart::Node(NodeId::Question(QuestionId::ROOT)) => self.own(&self.tree.title).to_owned(),
            TreePart::Node(node) => self.title_of(node),
            TreePart::Overview => self.word("tree.overview_title", &[("tree", self.own(&self.tree.title))]),
            TreePart::Picture => self.word("tree.picture_title", &[("tree", self.own(&self.tree.title))]),
            TreePart::Review => self.word("tree.review_title", &[("tree", self.own(&self.tree.title))]),
        }
    }

    fn description(&self) -> String {
        match self.page.part {
            TreePart::Node(NodeId::Question(id)) => self.plain(&self.tree.question(id).why),
            TreePart::Node(NodeId::Outcome(id)) => sentence::first(&self.plain(&self.tree.outcome(id).next)).0.to_owned(),
            TreePart::Overview => self.word("tree.overview_text", &[]),
            TreePart::Picture => self.word("tree.picture_text", &[]),
            TreePart::Review => self.word("tree.review_text", &[]),
        }
    }

    fn title_of(&self, node: NodeId) -> String {
        match node {
            NodeId::Question(id) => self.plain(&self.tree.question(id).ask),
            NodeId::Outcome(id) => self.plain(&self.tree.outcome(id).title),
        }
    }

    fn href(&self, part: TreePart) -> String {
        let site = self.renderer.site;
        site.href(&site.path(Route::Tree(TreePage { part, ..self.page })))
    }

    fn plain(&self, text: &Text) -> String {
        self.tree.words(text, self.page.lang, |reference| self.renderer.fact_in_words(reference, self.page.lang))
    }

    fn own<'t>(&self, words: &'t PerLang<String>) -> &'t str {
        &words[self.page.lang]
    }

    fn word(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.renderer.word(self.page.lang, key, arguments)
    }
}
