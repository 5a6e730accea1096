//! Boxes are measured, and lines followed: in the tree of our own guide, in large trees, and in any.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use proptest::prelude::*;

use super::graph::{APART, ENTRY, WIDTH};
use super::outline;
use super::place::{Curve, Placed, Point, place};
use super::stage::{Drawn, Is, Words, columns};
use crate::lang::{LanguageInfo, Languages};
use crate::source::{Source, Sources};
use crate::tree::{NodeId, QuestionId, Tree, parse};

/// A tree of so many stages, questions in each, and outcomes. `to` says where an answer leads, by the numbers of question and answer.
struct Form {
    stages: usize,
    questions: usize,
    outcomes: usize,
    answers: usize,
}

impl Form {
    fn text(&self, to: impl Fn(usize, usize) -> String) -> String {
        let words =
            |ja: &str, en: &str, at: usize| format!("{{ ja: \"{}{at}\", en: \"{}{at}\" }}", ja.repeat(1 + at % 7), en.repeat(1 + at % 5));
        let question = |at: usize| {
            let mut text =
                format!("{{ id: q{at}, ask: {}, why: {}, answers: [", words("請求はどこ、", "Which charge ", at), words("理由", "why", 0));
            for answer in 0..self.answers {
                let label = words("見ていない", "not looked ", at + answer);
                write!(text, "{{ id: a{answer}, to: {}, {} }},", to(at, answer), label.trim_matches(['{', '}'])).unwrap();
            }
            text + "] }"
        };
        let mut text = format!("title: {}\nroot: {}\nstages:\n", words("木", "tree", 0), question(0));
        for stage in 0..self.stages {
            let first = 1 + stage * self.questions;
            writeln!(
                text,
                "  - id: s{stage}\n    title: {0}\n    for: {0}\n    start: q{first}\n    questions:",
                words("段階", "stage ", stage)
            )
            .unwrap();
            (first..first + self.questions).for_each(|at| writeln!(text, "      - {}", question(at)).unwrap());
        }
        text.push_str("outcomes:\n");
        for at in 0..self.outcomes {
            let kind = ["urgent", "act", "wait", "done", "dispute"][at % 5];
            let (title, next) = (words("止めます。", "stop it now ", at), words("次", "next", 0));
            writeln!(text, "  - {{ id: o{at}, title: {title}, kind: {kind}, actions: [], next: {next}, sources: [] }}").unwrap();
        }
        text
    }

    /// Numbers without chance: the next of a sequence.
    fn mixed(at: usize, answer: usize) -> usize {
        (at * 7919 + answer * 104_729 + 17) % 65_537
    }

    /// The first answer leads on in the stage, the second to some question further on, the others to outcomes.
    fn sound(&self) -> String {
        let all = 1 + self.stages * self.questions;
        self.text(|at, answer| match (at, answer) {
            (0, _) => format!("q{}", 1 + (answer % self.stages) * self.questions),
            (_, 0) if at % self.questions != 0 => format!("q{}", at + 1),
            (_, 1) if at + 1 < all => format!("q{}", at + 1 + Form::mixed(at, answer) % (all - at - 1).min(9)),
            _ => format!("o{}", Form::mixed(at, answer) % self.outcomes),
        })
    }
}

fn languages() -> Languages {
    Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")])
}

fn tree(text: &str) -> Tree {
    let mut sources = Sources::default();
    sources.add("content/trees/drawn.yaml", text);
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    parse(&list, &languages()).value.get("drawn").expect("it has a first question").clone()
}

/// Every picture of a tree, in every language.
fn pictures(tree: &Tree) -> Vec<(Drawn, Placed)> {
    let label = |_, is| Some(if is == Is::Here { "Right now" } else { "段階の名前" }.to_owned());
    let (columns, languages) = (columns(tree), languages());
    let root = [QuestionId::ROOT];
    let draw = |lang| {
        let words = Words { tree, lang, language: &languages[lang], label: &label };
        let parts = std::iter::once(&root[..]).chain(tree.stages.iter().map(|stage| &stage.questions[..]));
        parts.map(|questions| words.draw(questions, &columns)).collect::<Vec<_>>()
    };
    languages.all().flat_map(draw).map(|drawn| (drawn.clone(), place(&drawn.graph))).collect()
}

struct Rect {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

fn rects(drawn: &Drawn, placed: &Placed) -> Vec<Rect> {
    let corners = placed.boxes.iter().zip(&drawn.boxes);
    corners.map(|(at, drawing)| Rect { left: at.x, top: at.y, right: at.x + WIDTH, bottom: at.y + drawing.height() }).collect()
}

/// No box touches another, everything is inside of the picture.
fn measure_boxes(drawn: &Drawn, placed: &Placed) {
    let rects = rects(drawn, placed);
    for (at, one) in rects.iter().enumerate() {
        assert!(one.left >= 0 && one.top >= 0 && one.right <= placed.width && one.bottom <= placed.height);
        for other in &rects[at + 1..] {
            let beside = one.right + APART <= other.left || other.right + APART <= one.left;
            let stacked = one.bottom + APART <= other.top || other.bottom + APART <= one.top;
            assert!(beside || stacked, "{:?} {:?}", (one.left, one.top, one.bottom), (other.left, other.top, other.bottom));
        }
    }
}

/// A point of the drawn curve, from 0 to 16.
fn point(curve: &Curve, at: i32) -> (f64, f64) {
    let (t, middle) = (f64::from(at) / 16.0, f64::from(curve.from.x + curve.to.x) / 2.0);
    let bezier = |a: f64, b: f64, c: f64, d: f64| {
        let u = 1.0 - t;
        a * u * u * u + 3.0 * b * t * u * u + 3.0 * c * t * t * u + d * t * t * t
    };
    let (from, to) = (curve.from, curve.to);
    let (above, below) = (f64::from(from.y), f64::from(to.y));
    (bezier(f64::from(from.x), middle, middle, f64::from(to.x)), bezier(above, above, below, below))
}

/// No line runs through a box, nor out of the picture.
fn measure_lines(drawn: &Drawn, placed: &Placed) {
    let mut columns: BTreeMap<i32, Vec<Rect>> = BTreeMap::new();
    rects(drawn, placed).into_iter().for_each(|rect| columns.entry(rect.left).or_default().push(rect));
    let is_free = |x: f64, y: f64| {
        assert!((0.0..=f64::from(placed.width)).contains(&x) && (0.0..=f64::from(placed.height)).contains(&y), "{x} {y} is outside");
        let crossed = columns.range(..=x as i32).next_back().into_iter().flat_map(|(_, rects)| rects);
        let through =
            |rect: &Rect| x < f64::from(rect.right) && x > f64::from(rect.left) && y < f64::from(rect.bottom) && y > f64::from(rect.top);
        assert!(!crossed.into_iter().any(through), "a line runs through a box at {x} {y}");
    };
    for curve in placed.out.iter().flatten().chain(&placed.onward) {
        (0..=16).map(|at| point(curve, at)).for_each(|(x, y)| is_free(x, y));
    }
    for way in &placed.ways {
        (0..=16).for_each(|at| is_free(f64::from(way.x + WIDTH * at / 16), f64::from(way.y)));
    }
}

/// Every edge of the graph can be followed from its answer to its box.
fn follow_lines(drawn: &Drawn, placed: &Placed) {
    let key = |point: Point| (point.x, point.y);
    let onward: BTreeMap<(i32, i32), Point> = placed.onward.iter().map(|curve| (key(curve.from), curve.to)).collect();
    let ways: BTreeSet<(i32, i32)> = placed.ways.iter().map(|way| key(*way)).collect();
    assert_eq!(onward.len(), placed.onward.len(), "two lines leave a way");
    for edge in &drawn.graph.edges {
        let (from, to) = (placed.boxes[edge.from], placed.boxes[edge.to]);
        let arrives = |curve: &&Curve| {
            let mut at = curve.to;
            while ways.contains(&key(at)) {
                at = onward[&(at.x + WIDTH, at.y)];
            }
            at == Point { x: to.x, y: to.y + ENTRY }
        };
        let starts = placed.out[edge.from].iter().filter(|curve| curve.from == Point { x: from.x + WIDTH, y: from.y + edge.port });
        assert_eq!(starts.filter(arrives).count(), 1, "{edge:?} is not drawn");
    }
}

/// Every question, and every outcome that an answer leads to, is a box of its own in the pictures.
fn find_nodes(tree: &Tree, pictures: &[(Drawn, Placed)]) {
    let told = |drawn: &Drawn| drawn.boxes.iter().filter(|drawing| drawing.is == Is::Here).map(|drawing| drawing.node).collect::<Vec<_>>();
    let (ja, en) = pictures.split_at(pictures.len() / 2);
    let reached: BTreeSet<NodeId> = tree.questions.iter().flat_map(|question| &question.answers).filter_map(|answer| answer.to).collect();
    let nodes = tree.nodes().filter(|node| matches!(node, NodeId::Question(_)) || reached.contains(node)).collect::<BTreeSet<_>>();
    for language in [ja, en] {
        let drawn: BTreeSet<NodeId> = language.iter().flat_map(|(drawn, _)| told(drawn)).collect();
        assert_eq!(drawn, nodes);
        let questions = language.iter().flat_map(|(drawn, _)| told(drawn)).filter(|node| matches!(node, NodeId::Question(_)));
        assert_eq!(questions.count(), tree.questions.len(), "a question is drawn in full once");
    }
}

fn measure(text: &str) -> Vec<(Drawn, Placed)> {
    let tree = tree(text);
    let pictures = pictures(&tree);
    find_nodes(&tree, &pictures);
    for (drawn, placed) in &pictures {
        measure_boxes(drawn, placed);
        measure_lines(drawn, placed);
        follow_lines(drawn, placed);
    }
    pictures
}

/// The tree of the guide in this repository.
fn of_the_guide() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/trees");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let trees: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    assert_eq!(trees.len(), 1, "{trees:?}");
    std::fs::read_to_string(&trees[0]).unwrap()
}

#[test]
fn the_tree_of_the_guide_is_drawn_without_overlaps() {
    let text = of_the_guide();
    let pictures = measure(&text);
    assert_eq!(pictures.len(), 2 * (1 + tree(&text).stages.len()));
    let cut = pictures.iter().flat_map(|(drawn, _)| &drawn.boxes).filter(|drawing| {
        let rows = drawing.rows.iter().map(|row| &row.words);
        !std::iter::once(&drawing.words).chain(&drawing.label).chain(rows).all(|words| words.is_whole)
    });
    assert_eq!(cut.map(|drawing| &drawing.words.lines).collect::<Vec<_>>(), Vec::<&Vec<String>>::new(), "texts of the guide fit");
}

#[test]
fn a_tree_of_two_thousand_nodes_is_drawn_without_overlaps() {
    for form in [
        Form { stages: 40, questions: 20, outcomes: 1199, answers: 4 },
        // Nearly all of it in one picture.
        Form { stages: 1, questions: 800, outcomes: 1199, answers: 4 },
    ] {
        let text = form.sound();
        assert_eq!(tree(&text).nodes().count(), 2_000);
        let pictures = measure(&text);
        let ways: usize = pictures.iter().map(|(_, placed)| placed.ways.len()).sum();
        assert!(ways > 100, "{ways} lines run past a column");
    }
}

/// Broad instead of deep: every question leads to many.
#[test]
fn a_broad_tree_of_two_thousand_nodes_is_drawn_without_overlaps() {
    let form = Form { stages: 1, questions: 666, outcomes: 1333, answers: 3 };
    let text = form.text(|at, answer| match 3 * at + answer {
        below @ 1..667 => format!("q{below}"),
        below => format!("o{}", below % 1333),
    });
    assert_eq!(tree(&text).nodes().count(), 2_000);
    measure(&text);
}

#[test]
fn a_picture_is_the_same_every_time() {
    let text = Form { stages: 3, questions: 30, outcomes: 50, answers: 4 }.sound();
    let (one, other) = (measure(&text), measure(&text));
    assert_eq!(one, other);
    let paths = |(_, placed): &(Drawn, Placed)| (0..placed.boxes.len()).map(|at| outline::edges(placed, at)).collect::<String>();
    assert_eq!(one.iter().map(paths).collect::<String>(), other.iter().map(paths).collect::<String>());
}

/// Parents stand above each other in the order of their children: the drawing has no crossing, as it needs none.
#[test]
fn lines_that_need_not_cross_do_not_cross() {
    let form = Form { stages: 1, questions: 13, outcomes: 27, answers: 3 };
    // q1 leads to q4, q3, q2, and these to the other questions in whatever order.
    let text = form.text(|at, answer| match at {
        0 => "q1".to_owned(),
        1 => format!("q{}", 4 - answer),
        2..=4 => format!("q{}", 5 + (at - 2) * 3 + (answer * 2) % 3),
        _ => format!("o{}", (at - 5) * 3 + answer),
    });
    for (drawn, placed) in measure(&text).iter().filter(|(drawn, _)| drawn.boxes.len() > 30) {
        let mut curves: Vec<&Curve> = placed.out.iter().flatten().collect();
        curves.sort_by_key(|curve| (curve.from.x, curve.from.y));
        let in_order = |pair: &[&Curve]| pair[0].from.x != pair[1].from.x || pair[0].to.y <= pair[1].to.y;
        assert!(curves.windows(2).all(in_order), "{:?}", drawn.graph);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    /// Answers that lead anywhere: in circles, to themselves, past many columns, to what is not there.
    #[test]
    fn any_tree_is_drawn_without_overlaps(
        stages in 1..4_usize,
        questions in 1..12_usize,
        outcomes in 1..20_usize,
        answers in 1..5_usize,
        targets in prop::collection::vec(0..80_usize, 1..40),
    ) {
        let form = Form { stages, questions, outcomes, answers };
        measure(&form.text(|at, answer| match targets[(at * answers + answer) % targets.len()] {
            to if to < 40 => format!("q{to}"),
            to => format!("o{}", to - 40),
        }));
    }
}
