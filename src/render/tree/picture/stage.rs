//! The boxes of one stage. What another stage holds is named at the edge, and not drawn again: so no line leaves its picture, and
//! each picture stays as small as its stage.

use std::collections::BTreeMap;

use super::graph::{ENTRY, Edge, Graph, Node, WIDTH};
use super::words::{LINE, Measure, Wrapped, wrap};
use crate::lang::{Lang, LanguageInfo};
use crate::tree::{NodeId, QuestionId, Tree};

/// Above and below the words of a box.
const PAD: i32 = ENTRY - LINE / 2;
/// Above and below the words of an answer.
const ROW_PAD: i32 = 5;
/// 13.7 full-width letters a line.
const ASK: Measure = Measure { width: WIDTH - 32, size: 14, lines: 5 };
const ANSWER: Measure = Measure { lines: 3, ..ASK };
const TITLE: Measure = Measure { lines: 4, ..ASK };
/// Beside a mark, and in bold letters, which are up to a tenth wider.
const LABEL: Measure = Measure { width: (WIDTH - 48) * 9 / 10, size: 12, lines: 2 };
/// Columns that an edge may run past; a question further away is named instead.
const FAR: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub boxes: Vec<Drawing>,
    pub graph: Graph,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    pub node: NodeId,
    pub is: Is,
    /// Above the words: what kind of outcome it is, or in which stage the question goes on.
    pub label: Option<Wrapped>,
    pub words: Wrapped,
    /// Of a question that is drawn here: its answers.
    pub rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Is {
    Here,
    /// A question that is drawn elsewhere.
    Named,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From the top of the box.
    pub top: i32,
    pub height: i32,
    pub words: Wrapped,
}

impl Drawing {
    pub fn label_top(&self) -> i32 {
        PAD
    }

    pub fn words_top(&self) -> i32 {
        PAD + self.label.as_ref().map_or(0, Wrapped::height)
    }

    /// Down to where its answers begin.
    pub fn head(&self) -> i32 {
        self.words_top() + self.words.height() + PAD
    }

    pub fn height(&self) -> i32 {
        self.rows.last().map_or(self.head(), |row| row.top + row.height)
    }
}

impl Row {
    pub fn words_top(&self) -> i32 {
        self.top + ROW_PAD
    }

    /// Where its edge goes out: beside its first line.
    fn port(&self) -> i32 {
        self.words_top() + LINE / 2
    }
}

/// What a picture is made of, and in which language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub tree: &'a Tree,
    pub lang: Lang,
    pub language: &'a LanguageInfo,
    /// What stands above a box.
    pub label: &'a dyn Fn(NodeId, Is) -> Option<String>,
}

/// The column of every question in the picture of its own stage: after all that lead to it there.
pub fn columns(tree: &Tree) -> Vec<usize> {
    let mut columns = vec![0; tree.questions.len()];
    for from in tree.downwards() {
        for (number, answer) in tree.question(from).answers.iter().enumerate() {
            if let Some(to) = answer.to.and_then(|to| within(tree, from, number, to)) {
                columns[to.0 as usize] = columns[to.0 as usize].max(columns[from.0 as usize] + 1);
            }
        }
    }
    columns
}

/// The question that an answer leads to in its own stage, and not back.
fn within(tree: &Tree, from: QuestionId, number: usize, to: NodeId) -> Option<QuestionId> {
    match to {
        NodeId::Question(to) if tree.question(to).stage == tree.question(from).stage && !tree.is_circle(from, number) => Some(to),
        _ => None,
    }
}

impl Words<'_> {
    /// The picture of some questions, which are all of one stage.
    pub fn draw(self, questions: &[QuestionId], columns: &[usize]) -> Drawn {
        let mut drawn = Drawn { boxes: Vec::new(), graph: Graph::default() };
        // By node, what of it is drawn, and column: what several answers of a column lead to stands there once.
        let mut known: BTreeMap<(NodeId, Is, usize), usize> = BTreeMap::new();
        let own = questions.iter().map(|id| (NodeId::Question(*id), Is::Here, columns[id.0 as usize]));
        for key in own {
            known.entry(key).or_insert_with(|| drawn.add(self.drawing(key.0, key.1), key.2));
        }
        for from in questions {
            let column = columns[from.0 as usize];
            let at = known[&(NodeId::Question(*from), Is::Here, column)];
            for (number, answer) in self.tree.question(*from).answers.iter().enumerate() {
                let Some(to) = answer.to else { continue };
                let near = within(self.tree, *from, number, to).map(|to| columns[to.0 as usize]).filter(|end| end - column <= FAR);
                let key = match (to, near) {
                    (_, Some(end)) => (to, Is::Here, end),
                    (NodeId::Question(_), None) => (to, Is::Named, column + 1),
                    (NodeId::Outcome(_), None) => (to, Is::Here, column + 1),
                };
                let to = *known.entry(key).or_insert_with(|| drawn.add(self.drawing(key.0, key.1), key.2));
                let port = drawn.boxes[at].rows[number].port();
                drawn.graph.edges.push(Edge { from: at, port, to });
            }
        }
        drawn
    }

    fn drawing(self, node: NodeId, is: Is) -> Drawing {
        let wrapped = |text, measure| wrap(&self.tree.plain(text, self.lang), self.language, measure);
        let label = (self.label)(node, is).map(|label| wrap(&label, self.language, LABEL));
        let question = match node {
            NodeId::Question(id) => self.tree.question(id),
            NodeId::Outcome(id) => {
                return Drawing { node, is, label, words: wrapped(&self.tree.outcome(id).title, TITLE), rows: Vec::new() };
            }
        };
        let mut drawing = Drawing { node, is, label, words: wrapped(&question.ask, ASK), rows: Vec::new() };
        if is == Is::Here {
            for answer in &question.answers {
                let words = wrapped(&answer.label, ANSWER);
                drawing.rows.push(Row { top: drawing.height(), height: words.height() + 2 * ROW_PAD, words });
            }
        }
        drawing
    }
}

impl Drawn {
    fn add(&mut self, drawing: Drawing, layer: usize) -> usize {
        self.graph.boxes.push(Node { layer, height: drawing.height() });
        self.boxes.push(drawing);
        self.boxes.len() - 1
    }
}
