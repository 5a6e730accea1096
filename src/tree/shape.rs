//! The form of a tree: which answers close a circle, how long the ways are, how many there are. Without recursion, so that a
//! long chain of questions cannot exhaust the stack.

use std::collections::BTreeSet;

use crate::tree::model::{NodeId, Question, QuestionId};

/// Computed from the answers once. An answer that closes a circle, or leads nowhere, counts as leading nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Each question after all that it leads to.
    order: Vec<QuestionId>,
    /// The answers that lead back to a question on the way to them, with their number in their question.
    circles: BTreeSet<(QuestionId, usize)>,
    /// The most questions from each question on, itself included.
    longest: Vec<usize>,
    /// How many ways there are from each question to an outcome; stays at the largest number.
    ways: Vec<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    OnTheWay,
    Done,
}

impl Shape {
    pub fn of(questions: &[Question]) -> Shape {
        let mut shape = Shape { longest: vec![0; questions.len()], ways: vec![0; questions.len()], ..Shape::default() };
        let mut marks = vec![Mark::New; questions.len()];
        for start in 0..questions.len() {
            shape.walk(questions, start, &mut marks);
        }
        for id in shape.order.clone() {
            shape.measure(questions, id);
        }
        shape
    }

    /// Depth first from one question: what is left behind goes into the order.
    fn walk(&mut self, questions: &[Question], start: usize, marks: &mut [Mark]) {
        if marks[start] != Mark::New {
            return;
        }
        marks[start] = Mark::OnTheWay;
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let (question, answer) = (*at, *next);
            *next += 1;
            match questions[question].answers.get(answer).map(|answer| answer.to) {
                None => {
                    marks[question] = Mark::Done;
                    self.order.push(QuestionId(question as u32));
                    way.pop();
                }
                Some(Some(NodeId::Question(to))) => match marks[to.0 as usize] {
                    Mark::New => {
                        marks[to.0 as usize] = Mark::OnTheWay;
                        way.push((to.0 as usize, 0));
                    }
                    Mark::OnTheWay => {
                        self.circles.insert((QuestionId(question as u32), answer));
                    }
                    Mark::Done => {}
                },
                Some(_) => {}
            }
        }
    }

    fn measure(&mut self, questions: &[Question], id: QuestionId) {
        let at = id.0 as usize;
        let (mut longest, mut ways) = (0, 0_u64);
        for (number, answer) in questions[at].answers.iter().enumerate() {
            match answer.to {
                Some(NodeId::Outcome(_)) => ways = ways.saturating_add(1),
                Some(NodeId::Question(to)) if !self.circles.contains(&(id, number)) => {
                    longest = longest.max(self.longest[to.0 as usize]);
                    ways = ways.saturating_add(self.ways[to.0 as usize]);
                }
                Some(NodeId::Question(_)) | None => {}
            }
        }
        (self.longest[at], self.ways[at]) = (longest + 1, ways);
    }

    /// Each question before all that it leads to.
    pub fn downwards(&self) -> impl Iterator<Item = QuestionId> {
        self.order.iter().rev().copied()
    }

    pub fn circles(&self) -> &BTreeSet<(QuestionId, usize)> {
        &self.circles
    }

    pub fn longest(&self, id: QuestionId) -> usize {
        self.longest[id.0 as usize]
    }

    pub fn ways(&self, id: QuestionId) -> u64 {
        self.ways[id.0 as usize]
    }
}
