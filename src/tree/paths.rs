//! Every way from the first question to an outcome, and the figures of a tree.

use crate::tree::model::{Answer, NodeId, OutcomeId, OutcomeKind, QuestionId, StageId, Tree};

/// The most paths of a tree: somebody must be able to read the table.
pub const MOST_PATHS: usize = 400;

/// One way: the answers that a reader gives, and where they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Each question, and the number of the answer in it.
    pub steps: Vec<(QuestionId, usize)>,
    pub outcome: OutcomeId,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    pub stages: usize,
    pub questions: usize,
    pub answers: usize,
    pub outcomes: usize,
    /// Of each kind, in the order of [`OutcomeKind::ALL`].
    pub of_kind: [usize; 5],
    pub actions: usize,
    /// The next three are counted by a table of paths; without one they are 0.
    pub paths: u64,
    pub longest: usize,
    pub usual: usize,
    /// Questions on a path, on average.
    pub mean: f64,
}

impl Tree {
    /// How many ways lead from the first question to an outcome.
    pub fn ways(&self) -> u64 {
        self.shape.ways(QuestionId::ROOT)
    }

    /// Each question before all that it leads to.
    pub fn downwards(&self) -> impl Iterator<Item = QuestionId> {
        self.shape.downwards()
    }

    /// Whether an answer leads back to a question on the way to it, by its number in its question.
    pub fn is_circle(&self, question: QuestionId, answer: usize) -> bool {
        self.shape.circles().contains(&(question, answer))
    }

    /// Every path, in the order of the answers; `None` if there are more than [`MOST_PATHS`], or a circle.
    pub fn paths(&self) -> Option<Vec<Path>> {
        if self.ways() > MOST_PATHS as u64 || !self.shape.circles().is_empty() {
            return None;
        }
        let mut paths = Vec::new();
        let mut steps = vec![(QuestionId::ROOT, 0)];
        while let Some((question, number)) = steps.last().copied() {
            let to = self.question(question).answers.get(number).map(|answer| answer.to);
            match to {
                None => {
                    steps.pop();
                }
                Some(Some(NodeId::Question(next))) => {
                    steps.push((next, 0));
                    continue;
                }
                Some(Some(NodeId::Outcome(outcome))) => paths.push(Path { steps: steps.clone(), outcome }),
                Some(None) => {}
            }
            if let Some((_, number)) = steps.last_mut() {
                *number += 1;
            }
        }
        Some(paths)
    }

    pub fn answer(&self, step: (QuestionId, usize)) -> &Answer {
        &self.question(step.0).answers[step.1]
    }

    /// The stage that a path enters first.
    pub fn stage_of(&self, path: &Path) -> Option<StageId> {
        path.steps.iter().find_map(|(question, _)| self.question(*question).stage)
    }

    /// The questions on the usual way: the one along the answers marked so, or else the middle one of all.
    pub fn usual(&self, paths: &[Path]) -> usize {
        let (mut at, mut questions) = (QuestionId::ROOT, 1);
        let marked = |at: QuestionId| self.question(at).answers.iter().find(|answer| answer.is_usual);
        if marked(at).is_some() {
            // Not longer than there are questions, be there a circle or not.
            while let (true, Some(NodeId::Question(next))) = (questions < self.questions.len(), marked(at).and_then(|answer| answer.to)) {
                (at, questions) = (next, questions + 1);
            }
            return questions;
        }
        let mut lengths: Vec<usize> = paths.iter().map(|path| path.steps.len()).collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    pub fn figures(&self) -> Figures {
        let paths = self.paths().unwrap_or_default();
        let of_kind = OutcomeKind::ALL.map(|kind| self.outcomes.iter().filter(|outcome| outcome.kind == kind).count());
        let steps: usize = paths.iter().map(|path| path.steps.len()).sum();
        Figures {
            stages: self.stages.len(),
            questions: self.questions.len(),
            answers: self.questions.iter().map(|question| question.answers.len()).sum(),
            outcomes: self.outcomes.len(),
            of_kind,
            actions: self.actions.len(),
            paths: self.ways(),
            longest: self.at_most(QuestionId::ROOT),
            usual: self.usual(&paths),
            mean: if paths.is_empty() { 0.0 } else { steps as f64 / paths.len() as f64 },
        }
    }
}
