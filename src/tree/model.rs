//! What a tree is: questions and answers, outcomes, and the library of actions.

use std::collections::BTreeMap;
use std::fmt;

use crate::lang::{Lang, PerLang};
use crate::source::{SourceId, Span};
use crate::tree::shape::Shape;
use crate::tree::text::{FactUse, Piece, Text};

/// A question: an index into its tree's questions. The root is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutcomeId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageId(pub u32);

impl QuestionId {
    pub const ROOT: QuestionId = QuestionId(0);
}

/// What has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    Question(QuestionId),
    Outcome(OutcomeId),
}

/// A tree that has at least its first question. What it lacks otherwise is a finding; what it has can be shown all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// From the file: `content/trees/NAME.yaml`.
    pub name: String,
    pub source: SourceId,
    /// The committed table of paths, if there is one.
    pub table: Option<SourceId>,
    pub title: PerLang<String>,
    /// The collection whose row the reader chooses; the facts of texts and fields are that row's.
    pub facts_of: Option<Named>,
    /// The phrasebook whose phrases its actions name.
    pub phrases_of: Option<Named>,
    /// Headings over the answers of the root.
    pub groups: Keyed<PerLang<String>>,
    pub stages: Vec<Stage>,
    /// The root first, then those of each stage.
    pub questions: Vec<Question>,
    pub outcomes: Vec<Outcome>,
    pub actions: Vec<Action>,
    pub who: Keyed<PerLang<String>>,
    pub at_hand: Keyed<PerLang<String>>,
    /// The days from which days are counted.
    pub from: Keyed<PerLang<String>>,
    /// What sorts of sources there are, in words.
    pub source_kinds: Keyed<PerLang<String>>,
    pub sources: Keyed<Citation>,
    /// What stands in the place of a fact that is not known.
    pub facts: Keyed<Fallback>,
    pub redirects: Vec<Redirect>,
    /// Every fact that is named anywhere, with its place.
    pub fact_uses: Vec<FactUse>,
    pub(super) nodes: BTreeMap<String, NodeId>,
    pub(super) shape: Shape,
}

/// A short tree of its own, whose start has an address that readers come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    pub title: PerLang<String>,
    /// Whom it is for.
    pub audience: Text,
    /// `None` only with a finding.
    pub start: Option<QuestionId>,
    pub questions: Vec<QuestionId>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    /// `None` for the root.
    pub stage: Option<StageId>,
    pub ask: Text,
    pub why: Text,
    pub hint: Option<Text>,
    /// Urgent actions, shown above the question.
    pub do_first: Vec<ActionId>,
    pub answers: Vec<Answer>,
    /// Its id.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Stable inside its question.
    pub id: String,
    pub label: Text,
    /// `None` only with a finding.
    pub to: Option<NodeId>,
    pub to_span: Span,
    /// The heading it stands under; a key of `groups`.
    pub group: Option<Named>,
    /// Whether most readers choose it.
    pub is_usual: bool,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutcomeKind {
    /// Do it now.
    Urgent,
    /// Do it today.
    Act,
    Wait,
    Done,
    /// The claim was refused.
    Dispute,
}

impl OutcomeKind {
    pub const ALL: [OutcomeKind; 5] = [OutcomeKind::Urgent, OutcomeKind::Act, OutcomeKind::Wait, OutcomeKind::Done, OutcomeKind::Dispute];

    /// As written in a tree.
    pub fn name(self) -> &'static str {
        match self {
            OutcomeKind::Urgent => "urgent",
            OutcomeKind::Act => "act",
            OutcomeKind::Wait => "wait",
            OutcomeKind::Done => "done",
            OutcomeKind::Dispute => "dispute",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub id: String,
    pub title: Text,
    pub kind: OutcomeKind,
    /// In the order of doing; the first stands at the top of its page.
    pub actions: Vec<ActionId>,
    /// What happens next.
    pub next: Text,
    pub come_back: Option<ComeBack>,
    /// Keys of the tree's sources, for `next`.
    pub sources: Vec<Named>,
    /// Its id.
    pub span: Span,
}

/// When to come back, and to which stage: a link for the next visit, not a step of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComeBack {
    pub when: Text,
    pub day: Option<LastDay>,
    /// `None` only with a finding.
    pub stage: Option<StageId>,
}

/// A number of days from a day of the reader's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDay {
    pub days: u32,
    /// A key of the tree's `from`.
    pub from: Named,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Back,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: String,
    /// Its first sentence is the headline.
    pub text: Text,
    /// A key of the tree's `who`.
    pub who: Option<Named>,
    pub by: By,
    pub why: Text,
    /// Keys of the tree's `at_hand`.
    pub have_at_hand: Vec<Named>,
    /// The editors' estimate; 0 is nothing to do but wait.
    pub minutes: u32,
    pub sources: Vec<Named>,
    pub tel: Option<Tel>,
    /// The address of a page to open.
    pub link: Option<Named>,
    /// What to say, in that order.
    pub say: Vec<PhraseUse>,
    /// What to send: the name of a message.
    pub message: Option<Named>,
    /// Facts shown beside it where they are known.
    pub show_facts: Vec<FactUse>,
    /// Actions that the page of one language shows beside this one, once a page.
    pub beside: PerLang<Vec<ActionId>>,
    /// Its id.
    pub span: Span,
}

/// By when an action is to be done. At least one of them is there, unless there is a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct By {
    pub when: Option<Text>,
    pub day: Option<LastDay>,
    /// A fact that holds a number of days; where it is unknown, its fallback's deadline counts.
    pub fact: Option<FactUse>,
    /// Why there is no deadline.
    pub none: Option<Text>,
}

/// A phrase that an action names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseUse {
    /// Another phrasebook than the tree's.
    pub book: Option<Named>,
    pub phrase: Named,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tel {
    Number(String),
    Fact(FactUse),
}

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub title: PerLang<String>,
    /// Its address; `None` is the editors' own judgement.
    pub url: Option<Named>,
    /// What sort of source it is: a key of the tree's `source_kinds`.
    pub kind: Option<Named>,
    /// As printed on the page: a day, a month, a year, or words.
    pub dated: Option<String>,
}

/// What stands for a fact that is unknown, or while no row is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    pub unknown: PerLang<String>,
    /// The careful default for counting a last day.
    pub deadline: Option<LastDay>,
    pub sources: Vec<Named>,
}

/// A former id, and what stands for it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub old: String,
    pub to: NodeId,
}

/// A name as written, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub span: Span,
}

/// Values by keys that the author chooses, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed<T> {
    entries: Vec<(Named, T)>,
    index: BTreeMap<String, usize>,
}

impl<T> Keyed<T> {
    pub fn new(entries: Vec<(Named, T)>) -> Keyed<T> {
        let index = entries.iter().enumerate().map(|(at, (name, _))| (name.key.clone(), at)).collect();
        Keyed { entries, index }
    }

    pub fn get(&self, key: &str) -> Option<&T> {
        self.index.get(key).map(|at| &self.entries[*at].1)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Named, &T)> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.key.as_str())
    }
}

impl<T> Default for Keyed<T> {
    fn default() -> Keyed<T> {
        Keyed { entries: Vec::new(), index: BTreeMap::new() }
    }
}

impl Tree {
    pub fn root(&self) -> &Question {
        self.question(QuestionId::ROOT)
    }

    pub fn question(&self, id: QuestionId) -> &Question {
        &self.questions[id.0 as usize]
    }

    pub fn outcome(&self, id: OutcomeId) -> &Outcome {
        &self.outcomes[id.0 as usize]
    }

    pub fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.0 as usize]
    }

    pub fn stage(&self, id: StageId) -> &Stage {
        &self.stages[id.0 as usize]
    }

    /// The question or outcome of an id.
    pub fn node(&self, id: &str) -> Option<NodeId> {
        self.nodes.get(id).copied()
    }

    /// Every question, then every outcome, in the order of the file.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let questions = (0..self.questions.len()).map(|at| NodeId::Question(QuestionId(at as u32)));
        questions.chain((0..self.outcomes.len()).map(|at| NodeId::Outcome(OutcomeId(at as u32))))
    }

    /// The id of a node, which is part of its address.
    pub fn id_of(&self, node: NodeId) -> &str {
        match node {
            NodeId::Question(id) => &self.question(id).id,
            NodeId::Outcome(id) => &self.outcome(id).id,
        }
    }

    pub fn span_of(&self, node: NodeId) -> Span {
        match node {
            NodeId::Question(id) => self.question(id).span,
            NodeId::Outcome(id) => self.outcome(id).span,
        }
    }

    /// The addresses it links to: of sources, and of pages to open.
    pub fn links(&self) -> impl Iterator<Item = &Named> {
        let of_sources = self.sources.iter().filter_map(|(_, source)| source.url.as_ref());
        of_sources.chain(self.actions.iter().filter_map(|action| action.link.as_ref()))
    }

    /// The most questions that a reader still answers from here on, this one included.
    pub fn at_most(&self, id: QuestionId) -> usize {
        self.shape.longest(id)
    }

    /// A text in one language, with the fallback words in the place of facts of the chosen row, and the name of a fact of another
    /// row in its braces.
    pub fn plain(&self, text: &Text, lang: Lang) -> String {
        self.words(text, lang, |reference| format!("{{{reference}}}"))
    }

    /// As [`Tree::plain`]; `fixed` says what stands for a fact that names its row itself.
    pub fn words(&self, text: &Text, lang: Lang, fixed: impl Fn(&str) -> String) -> String {
        words(&text.pieces[lang], lang, &self.facts, fixed)
    }

    /// What sort of source it is, in words.
    pub fn kind_of(&self, citation: &Citation) -> Option<&PerLang<String>> {
        self.source_kinds.get(&citation.kind.as_ref()?.key)
    }
}

/// The words of pieces, with fallback words in the place of facts of the chosen row.
pub(super) fn words(pieces: &[Piece], lang: Lang, facts: &Keyed<Fallback>, fixed: impl Fn(&str) -> String) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Fact(id) => facts.get(id).map_or_else(String::new, |fallback| fallback.unknown[lang].clone()),
            Piece::Fixed(reference) => fixed(reference),
        })
        .collect()
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
