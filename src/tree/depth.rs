//! How many questions a reader answers: until something urgent is told, on the usual way, on the longest.

use crate::diagnostic::Diagnostic;
use crate::say;
use crate::source::Span;
use crate::tree::kinds::{TREE_DEPTH, TREE_SIZE};
use crate::tree::model::{NodeId, OutcomeKind, QuestionId, Tree};
use crate::tree::paths::{MOST_PATHS, Path};

/// Questions before something urgent is told.
const BEFORE_URGENT: usize = 2;
const USUAL: usize = 6;
const LONGEST: usize = 8;

pub fn judge(tree: &Tree, paths: Option<&[Path]>, diagnostics: &mut Vec<Diagnostic>) {
    if paths.is_none() {
        let message = match tree.ways() {
            u64::MAX => say!("there are more ways to an outcome than can be counted, and {most} at most", most = MOST_PATHS),
            ways => say!("there are {ways} ways to an outcome, and {most} at most", ways = ways, most = MOST_PATHS),
        };
        diagnostics.push(
            Diagnostic::new(&TREE_SIZE, tree.root().span, message)
                .help(say!("end visits earlier, in outcomes that say when to come back, so that the table of paths can be read")),
        );
    }
    longest(tree, diagnostics);
    usual(tree, paths.unwrap_or_default(), diagnostics);
    urgent(tree, diagnostics);
}

fn longest(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    let longest = tree.at_most(QuestionId::ROOT);
    if longest > LONGEST {
        let (mut at, mut step) = (QuestionId::ROOT, 1);
        while let (true, Some(next)) = (step <= LONGEST, deepest(tree, at)) {
            (at, step) = (next, step + 1);
        }
        let message = say!("the longest way has {longest} questions, and {most} at most", longest = longest, most = LONGEST);
        report(message, tree.question(at).span, tree.root().span, diagnostics);
    }
}

/// The question through which the longest way from here leads.
fn deepest(tree: &Tree, from: QuestionId) -> Option<QuestionId> {
    let next = tree.question(from).answers.iter().filter_map(|answer| match answer.to {
        Some(NodeId::Question(to)) => Some(to),
        _ => None,
    });
    next.max_by_key(|next| (tree.at_most(*next), std::cmp::Reverse(*next)))
}

fn usual(tree: &Tree, paths: &[Path], diagnostics: &mut Vec<Diagnostic>) {
    let usual = tree.usual(paths);
    if usual > USUAL {
        let message = say!("the usual way has {usual} questions, and {most} at most", usual = usual, most = USUAL);
        report(message, tree.root().span, tree.root().span, diagnostics);
    }
}

fn report(message: crate::diagnostic::Message, span: Span, start: Span, diagnostics: &mut Vec<Diagnostic>) {
    let finding = Diagnostic::new(&TREE_DEPTH, span, message).help(say!("leave out a question, or end the visit in an outcome before it"));
    diagnostics.push(if span == start { finding } else { finding.related(start, say!("counted from here")) });
}

/// From the root and from every stage's start: how many questions are answered before the reader is told something, be it by
/// the outcome or by an action above a question, on a way to an urgent outcome.
fn urgent(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    let leads_to_urgent = leads_to_urgent(tree);
    let mut starts: Vec<QuestionId> = tree.stages.iter().filter_map(|stage| stage.start).collect();
    starts.insert(0, QuestionId::ROOT);
    let mut told: Vec<Span> = Vec::new();
    for start in starts {
        let Some((late, answered)) = latest(tree, start, &leads_to_urgent) else { continue };
        if answered <= BEFORE_URGENT || told.contains(&tree.span_of(late)) {
            continue;
        }
        told.push(tree.span_of(late));
        let message = say!(
            "{answered} questions stand before anything urgent is told on the way to `{id}`, and {most} at most",
            answered = answered,
            id = tree.id_of(late),
            most = BEFORE_URGENT
        );
        let finding =
            Diagnostic::new(&TREE_DEPTH, tree.span_of(late), message).related(tree.question(start).span, say!("counted from here"));
        diagnostics.push(finding.help(say!("put the urgent action above an earlier question, as `do_first`")));
    }
}

/// Where the reader is told something urgent latest, and after how many questions.
fn latest(tree: &Tree, start: QuestionId, leads_to_urgent: &[bool]) -> Option<(NodeId, usize)> {
    let mut answered: Vec<Option<usize>> = vec![None; tree.questions.len()];
    answered[start.0 as usize] = Some(0);
    let mut latest: Option<(NodeId, usize)> = None;
    let mut see = |node, questions| {
        if latest.is_none_or(|(_, most)| questions > most) {
            latest = Some((node, questions));
        }
    };
    for id in tree.shape.downwards() {
        let Some(before) = answered[id.0 as usize].filter(|_| leads_to_urgent[id.0 as usize]) else { continue };
        let question = tree.question(id);
        if !question.do_first.is_empty() {
            see(NodeId::Question(id), before);
            continue;
        }
        for to in question.answers.iter().filter_map(|answer| answer.to) {
            match to {
                NodeId::Outcome(outcome) if tree.outcome(outcome).kind == OutcomeKind::Urgent => see(to, before + 1),
                NodeId::Outcome(_) => {}
                NodeId::Question(next) => {
                    let known = &mut answered[next.0 as usize];
                    *known = Some(known.map_or(before + 1, |known| known.max(before + 1)));
                }
            }
        }
    }
    latest
}

/// Of each question, whether an urgent outcome lies behind it.
fn leads_to_urgent(tree: &Tree) -> Vec<bool> {
    let mut leads = vec![false; tree.questions.len()];
    let order: Vec<QuestionId> = tree.shape.downwards().collect();
    for id in order.into_iter().rev() {
        leads[id.0 as usize] = tree.question(id).answers.iter().filter_map(|answer| answer.to).any(|to| match to {
            NodeId::Outcome(outcome) => tree.outcome(outcome).kind == OutcomeKind::Urgent,
            NodeId::Question(next) => leads[next.0 as usize],
        });
    }
    leads
}
