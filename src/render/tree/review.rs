//! The sheet for reviewers: every text of the tree, and every path through it.

use serde::Serialize;

use super::Shown;
use super::action::ActionView;
use super::outcome::OutcomeView;
use super::question::QuestionView;
use crate::render::fact::{Citations, SourceView};
use crate::site::TreePart;
use crate::tree::{ActionId, NodeId, OutcomeId, Path, QuestionId};

#[derive(Serialize)]
pub struct Review<'a> {
    questions: Vec<Row<QuestionView<'a>>>,
    outcomes: Vec<Row<OutcomeView<'a>>>,
    /// The library.
    actions: Vec<ActionView<'a>>,
    facts: Vec<FactRow<'a>>,
    paths: Vec<PathRow>,
}

#[derive(Serialize)]
struct Row<T> {
    href: String,
    view: T,
}

/// The words that stand in for a fact.
#[derive(Serialize)]
struct FactRow<'a> {
    id: &'a str,
    words: &'a str,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct PathRow {
    answers: Vec<String>,
    title: String,
    href: String,
}

impl<'a> Shown<'a> {
    pub(super) fn review(&self, citations: &mut Citations) -> Review<'a> {
        let tree = self.tree;
        let questions = (0..tree.questions.len() as u32).map(QuestionId);
        let outcomes = (0..tree.outcomes.len() as u32).map(OutcomeId);
        Review {
            questions: questions.map(|id| Row { href: self.href(TreePart::Node(NodeId::Question(id))), view: self.question(id) }).collect(),
            outcomes: outcomes
                .map(|id| Row { href: self.href(TreePart::Node(NodeId::Outcome(id))), view: self.outcome(id, citations) })
                .collect(),
            actions: (0..tree.actions.len() as u32).map(ActionId).map(|id| self.action(id, citations)).collect(),
            facts: tree
                .facts
                .iter()
                .map(|(id, fact)| FactRow { id: &id.key, words: self.own(&fact.unknown), sources: self.cite(&fact.sources, citations) })
                .collect(),
            paths: tree.paths().unwrap_or_default().iter().map(|path| self.path(path)).collect(),
        }
    }

    fn path(&self, path: &Path) -> PathRow {
        PathRow {
            answers: path.steps.iter().map(|step| self.plain(&self.tree.answer(*step).label)).collect(),
            title: self.plain(&self.tree.outcome(path.outcome).title),
            href: self.href(TreePart::Node(NodeId::Outcome(path.outcome))),
        }
    }
}
