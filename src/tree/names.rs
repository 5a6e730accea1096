//! What a tree's file declares: every list is looked through for its ids before anything that may name them is read.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::reading::{File, is_segment, is_slug, list, not_everywhere};
use crate::say;
use crate::source::Span;
use crate::tree::kinds::TREE_ID;
use crate::tree::model::{ActionId, NodeId, OutcomeId, QuestionId, StageId};
use crate::yaml::{Fields, Yaml};

/// An item of a list, with its id.
#[derive(Clone, Copy)]
pub struct Declared<'a> {
    pub id: &'a str,
    pub span: Span,
    pub yaml: &'a Yaml,
}

/// Every id of a file, and where its item stands.
pub struct Names<'a> {
    pub root: Option<Declared<'a>>,
    pub stages: Vec<Declared<'a>>,
    /// Those of each stage.
    pub questions: Vec<Vec<Declared<'a>>>,
    pub outcomes: Vec<Declared<'a>>,
    pub actions: Vec<Declared<'a>>,
    pub stage_ids: BTreeMap<&'a str, StageId>,
    pub action_ids: BTreeMap<&'a str, ActionId>,
    pub nodes: BTreeMap<&'a str, NodeId>,
    /// Whether every item could be read. If not, what seems to be missing may be what could not be read.
    pub is_whole: bool,
}

/// Which letters an id may have.
#[derive(Clone, Copy)]
enum Letters {
    Slug,
    /// Capitals and `_` too: an action has no address.
    Key,
}

/// Gathers the ids, with the findings about the ids themselves.
pub fn gather<'a>(file: File<'a>, yaml: &'a Yaml, diagnostics: &mut Vec<Diagnostic>) -> Names<'a> {
    let mut gathering = Gathering { file, spans: BTreeMap::new(), is_whole: true, diagnostics };
    let root = yaml.get("root").filter(|root| !root.is_null());
    let root = root.and_then(|root| gathering.item(root, "a question", Letters::Slug));
    let stages = gathering.list(yaml.get("stages"), "a stage", Letters::Slug, "stage");
    let mut questions = Vec::new();
    for stage in &stages {
        questions.push(gathering.list(stage.yaml.get("questions"), "a question", Letters::Slug, ""));
    }
    let outcomes = gathering.list(yaml.get("outcomes"), "an outcome", Letters::Slug, "");
    let actions = gathering.list(yaml.get("actions"), "an action", Letters::Key, "action");
    let is_whole = gathering.is_whole;

    let mut nodes: BTreeMap<&str, NodeId> = BTreeMap::new();
    let all = root.iter().chain(questions.iter().flatten());
    nodes.extend(all.enumerate().map(|(at, item)| (item.id, NodeId::Question(QuestionId(at as u32)))));
    nodes.extend(outcomes.iter().enumerate().map(|(at, item)| (item.id, NodeId::Outcome(OutcomeId(at as u32)))));
    let stage_ids = stages.iter().enumerate().map(|(at, item)| (item.id, StageId(at as u32))).collect();
    let action_ids = actions.iter().enumerate().map(|(at, item)| (item.id, ActionId(at as u32))).collect();
    Names { root, stages, questions, outcomes, actions, stage_ids, action_ids, nodes, is_whole }
}

struct Gathering<'a, 'd> {
    file: File<'a>,
    /// Where an id stands, by the list it must be alone in and itself. Questions and outcomes share one list.
    spans: BTreeMap<(&'static str, &'a str), Span>,
    is_whole: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> Gathering<'a, '_> {
    fn list(&mut self, yaml: Option<&'a Yaml>, what: &'static str, letters: Letters, of: &'static str) -> Vec<Declared<'a>> {
        let Some(yaml) = yaml.filter(|yaml| !yaml.is_null()) else { return Vec::new() };
        let items = list(yaml, self.diagnostics);
        self.is_whole &= yaml.as_seq().is_some();
        items.iter().filter_map(|item| self.item_of(item, what, letters, of)).collect()
    }

    fn item(&mut self, yaml: &'a Yaml, what: &'static str, letters: Letters) -> Option<Declared<'a>> {
        self.item_of(yaml, what, letters, "")
    }

    fn item_of(&mut self, yaml: &'a Yaml, what: &'static str, letters: Letters, of: &'static str) -> Option<Declared<'a>> {
        let declared = self.declared(yaml, what, letters, of);
        self.is_whole &= declared.is_some();
        declared
    }

    fn declared(&mut self, yaml: &'a Yaml, what: &'static str, letters: Letters, of: &'static str) -> Option<Declared<'a>> {
        let mut fields = Fields::of(self.file.source, yaml, what, self.diagnostics)?;
        // Read for its findings; the text itself must live as long as the file.
        fields.required_text("id")?;
        let value = yaml.get("id")?;
        let Some(id) = self.file.text(value) else {
            self.diagnostics.push(bad(value.span, say!("this id is empty"), letters));
            return None;
        };
        if !is_sound(id, letters) {
            let finding = bad(value.span, say!("`{id}` cannot be the id of {what}", id = id, what = what), letters);
            self.diagnostics.push(match not_everywhere(id).filter(|_| is_slug(id)) {
                Some(reason) => finding.help(reason),
                None => finding,
            });
        }
        if let Some(first) = self.spans.get(&(of, id)) {
            self.diagnostics.push(
                Diagnostic::new(&TREE_ID, value.span, say!("`{id}` is used already", id = id))
                    .related(*first, say!("first here"))
                    .help(say!("give this one another id")),
            );
            return None;
        }
        self.spans.insert((of, id), value.span);
        Some(Declared { id, span: value.span, yaml })
    }
}

fn bad(span: Span, message: crate::diagnostic::Message, letters: Letters) -> Diagnostic {
    let help = match letters {
        Letters::Slug => say!("use small letters a to z, digits, and single hyphens between them, as in `lost-card`"),
        Letters::Key => say!("use letters a to z, digits, `-` and `_`"),
    };
    Diagnostic::new(&TREE_ID, span, message).help(help)
}

fn is_sound(id: &str, letters: Letters) -> bool {
    match letters {
        Letters::Slug => is_segment(id),
        Letters::Key => id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
    }
}
