//! The tree as pictures, one of each stage: its questions from left to right, and out of every answer a line to where it leads.

mod graph;
mod order;
mod outline;
mod place;
mod stage;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use self::place::{Placed, place};
use self::stage::{Drawing, Drawn, Is, Words, columns};
use self::words::{LINE, Wrapped};
use super::Shown;
use crate::site::TreePart;
use crate::tree::{NodeId, OutcomeId, QuestionId, Stage};

/// Around a drawing, so that thick lines and rings of focus are not cut off.
const MARGIN: i32 = 6;
/// Units to 1em.
const EM: f64 = 16.0;
/// From the top of a line to the feet of its letters.
const FEET: i32 = LINE * 3 / 4;

#[derive(Serialize)]
pub struct StagePicture<'a> {
    /// `None` for the first question, which stands before all stages.
    id: Option<&'a str>,
    title: String,
    audience: Option<String>,
    view_box: String,
    /// In em, so that the picture grows with the reader's letters.
    width: f64,
    height: f64,
    /// A path: of edges that run past a column.
    ways: String,
    /// Column by column, from the top.
    boxes: Vec<BoxView<'a>>,
}

#[derive(Serialize)]
struct BoxView<'a> {
    /// `question`, `named`, or the kind of an outcome.
    kind: &'static str,
    /// Of a question that is drawn here.
    id: Option<&'a str>,
    href: String,
    x: i32,
    y: i32,
    /// Paths: of what is to be pressed, around it and its answers, and of the edges that leave.
    outline: String,
    frame: Option<String>,
    edges: Option<String>,
    /// Whether edges arrive.
    has_head: bool,
    /// What it is, in words.
    label: Option<WordsView>,
    words: WordsView,
    answers: Vec<WordsView>,
}

#[derive(Serialize)]
struct WordsView {
    /// Of the first line.
    y: i32,
    lines: Vec<String>,
    /// The whole text, if the lines do not hold it.
    whole: Option<String>,
}

impl<'a> Shown<'a> {
    pub(super) fn picture(&self) -> Vec<StagePicture<'a>> {
        let language = &self.renderer.site.config().languages[self.page.lang];
        let label = |node, is| self.label(node, is);
        let words = Words { tree: self.tree, lang: self.page.lang, language, label: &label };
        let columns = columns(self.tree);
        let root = self.stage_picture(None, words.draw(&[QuestionId::ROOT], &columns));
        let stages = self.tree.stages.iter().map(|stage| self.stage_picture(Some(stage), words.draw(&stage.questions, &columns)));
        std::iter::once(root).chain(stages).collect()
    }

    fn stage_picture(&self, stage: Option<&'a Stage>, drawn: Drawn) -> StagePicture<'a> {
        let placed = place(&drawn.graph);
        let (width, height) = (placed.width + 2 * MARGIN, placed.height + 2 * MARGIN);
        let mut order: Vec<usize> = (0..drawn.boxes.len()).collect();
        order.sort_by_key(|at| (placed.boxes[*at].x, placed.boxes[*at].y));
        StagePicture {
            id: stage.map(|stage| stage.id.as_str()),
            title: self.stage_title(stage),
            audience: stage.map(|stage| self.plain(&stage.audience)),
            view_box: format!("-{MARGIN} -{MARGIN} {width} {height}"),
            width: f64::from(width) / EM,
            height: f64::from(height) / EM,
            ways: outline::ways(&placed),
            boxes: order.into_iter().map(|at| self.box_view(&drawn, &placed, at)).collect(),
        }
    }

    fn box_view(&self, drawn: &Drawn, placed: &Placed, at: usize) -> BoxView<'a> {
        let (tree, drawing, corner) = (self.tree, &drawn.boxes[at], placed.boxes[at]);
        let (kind, outline) = match drawing.node {
            NodeId::Outcome(id) => (tree.outcome(id).kind.name(), outline::outcome(tree.outcome(id).kind, drawing.height())),
            NodeId::Question(_) if drawing.is == Is::Here => ("question", outline::question(drawing.head())),
            NodeId::Question(_) => ("named", outline::question(drawing.head())),
        };
        let id = match drawing.node {
            NodeId::Question(id) if drawing.is == Is::Here => Some(tree.question(id).id.as_str()),
            _ => None,
        };
        let href = match drawing.is {
            Is::Here => self.href(TreePart::Node(drawing.node)),
            Is::Named => format!("#q-{}", tree.id_of(drawing.node)),
        };
        BoxView {
            kind,
            id,
            href,
            x: corner.x,
            y: corner.y,
            outline,
            frame: (!drawing.rows.is_empty()).then(|| outline::frame(drawing)),
            edges: Some(outline::edges(placed, at)).filter(|edges| !edges.is_empty()),
            has_head: corner.x > 0,
            label: drawing.label.as_ref().map(|label| words_view(label, drawing.label_top(), String::new)),
            words: words_view(&drawing.words, drawing.words_top(), || self.title_of(drawing.node)),
            answers: self.answers(drawing),
        }
    }

    /// What stands above the words of a box: what kind of outcome it is, or in which stage the question goes on.
    fn label(&self, node: NodeId, is: Is) -> Option<String> {
        match (node, is) {
            (NodeId::Outcome(id), _) => Some(self.kind_word(id)),
            (NodeId::Question(id), Is::Named) => Some(self.stage_title(self.tree.question(id).stage.map(|stage| self.tree.stage(stage)))),
            (NodeId::Question(_), Is::Here) => None,
        }
    }

    fn stage_title(&self, stage: Option<&Stage>) -> String {
        stage.map_or_else(|| self.word("tree.root", &[]), |stage| self.own(&stage.title).to_owned())
    }

    fn kind_word(&self, id: OutcomeId) -> String {
        self.word(&format!("tree.kind_{}", self.tree.outcome(id).kind.name()), &[])
    }

    fn answers(&self, drawing: &Drawing) -> Vec<WordsView> {
        let NodeId::Question(id) = drawing.node else { return Vec::new() };
        let rows = drawing.rows.iter().zip(&self.tree.question(id).answers);
        rows.map(|(row, answer)| words_view(&row.words, row.words_top(), || self.plain(&answer.label))).collect()
    }
}

fn words_view(wrapped: &Wrapped, top: i32, whole: impl Fn() -> String) -> WordsView {
    WordsView { y: top + FEET, lines: wrapped.lines.clone(), whole: (!wrapped.is_whole).then(whole) }
}
