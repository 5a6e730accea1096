//! The whole tree as a nested list: stages, their questions, and where each answer leads.

use serde::Serialize;

use super::Shown;
use crate::site::TreePart;
use crate::tree::{Answer, NodeId, QuestionId};

#[derive(Serialize)]
pub struct StageView<'a> {
    /// `None` for the first question, which stands before all stages.
    id: Option<&'a str>,
    title: String,
    audience: Option<String>,
    questions: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    ask: String,
    href: String,
    answers: Vec<Lead>,
}

#[derive(Serialize)]
struct Lead {
    label: String,
    to: Option<LeadTo>,
}

#[derive(Serialize)]
struct LeadTo {
    title: String,
    href: String,
    is_outcome: bool,
}

impl<'a> Shown<'a> {
    pub(super) fn overview(&self) -> Vec<StageView<'a>> {
        let root =
            StageView { id: None, title: self.word("tree.root", &[]), audience: None, questions: vec![self.entry(QuestionId::ROOT)] };
        let stages = self.tree.stages.iter().map(|stage| StageView {
            id: Some(&stage.id),
            title: self.own(&stage.title).to_owned(),
            audience: Some(self.plain(&stage.audience)),
            questions: stage.questions.iter().map(|id| self.entry(*id)).collect(),
        });
        std::iter::once(root).chain(stages).collect()
    }

    fn entry(&self, id: QuestionId) -> Entry<'a> {
        let question = self.tree.question(id);
        Entry {
            id: &question.id,
            ask: self.plain(&question.ask),
            href: self.href(TreePart::Node(NodeId::Question(id))),
            answers: question.answers.iter().map(|answer| self.lead(answer)).collect(),
        }
    }

    fn lead(&self, answer: &Answer) -> Lead {
        let to = answer.to.map(|node| LeadTo {
            title: self.title_of(node),
            href: self.href(TreePart::Node(node)),
            is_outcome: matches!(node, NodeId::Outcome(_)),
        });
        Lead { label: self.plain(&answer.label), to }
    }
}
