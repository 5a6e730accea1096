//! A question: what is urgent above it, and its answers as links.

use serde::Serialize;

use super::Shown;
use super::action::Brief;
use crate::render::fact::RowView;
use crate::site::TreePart;
use crate::tree::QuestionId;

#[derive(Serialize)]
pub struct QuestionView<'a> {
    id: &'a str,
    ask: String,
    why: String,
    hint: Option<String>,
    /// Urgent actions, above the question.
    first: Vec<Brief<'a>>,
    /// The root has its answers under headings.
    groups: Vec<Group<'a>>,
    /// The most questions that may follow this one.
    more: usize,
    /// On the first question: what the reader may choose once for all outcomes.
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    key: &'a str,
    title: Option<&'a str>,
    answers: Vec<AnswerView<'a>>,
}

#[derive(Serialize)]
struct AnswerView<'a> {
    id: &'a str,
    label: String,
    /// `None` while the tree names nothing that is there.
    href: Option<String>,
}

impl<'a> Shown<'a> {
    pub(super) fn question(&self, id: QuestionId) -> QuestionView<'a> {
        let question = self.tree.question(id);
        let mut groups: Vec<Group> = Vec::new();
        for answer in &question.answers {
            let key = answer.group.as_ref().map_or("", |group| group.key.as_str());
            let href = answer.to.map(|node| self.href(TreePart::Node(node)));
            let view = AnswerView { id: &answer.id, label: self.plain(&answer.label), href };
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.answers.push(view),
                None => groups.push(Group { key, title: self.tree.groups.get(key).map(|title| self.own(title)), answers: vec![view] }),
            }
        }
        QuestionView {
            id: &question.id,
            ask: self.plain(&question.ask),
            why: self.plain(&question.why),
            hint: question.hint.as_ref().map(|hint| self.plain(hint)),
            first: question.do_first.iter().map(|id| self.brief(*id)).collect(),
            groups,
            more: self.tree.at_most(id).saturating_sub(1),
            rows: match &self.tree.facts_of {
                Some(collection) if id == QuestionId::ROOT => self.renderer.rows(&collection.key, &[], self.page.lang),
                _ => Vec::new(),
            },
        }
    }
}
