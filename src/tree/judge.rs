//! What a tree is held to beyond being readable: that nobody gets lost in it.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Kind};
use crate::say;
use crate::tree::kinds::{TREE_ANSWERS, TREE_CYCLE, TREE_DEAD_END, TREE_OUTCOME, TREE_UNREACHABLE, TREE_UNUSED};
use crate::tree::model::{ActionId, Keyed, Named, NodeId, Outcome, OutcomeKind, QuestionId, Tree};

/// Of the people to turn to, the reader's own self.
const SELF: &str = "self";

/// What of a tree could be understood. What seems to be missing may only not have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Every question, answer and outcome, and where they lead.
    pub ways: bool,
    /// Every name of an action, a person, a thing.
    pub names: bool,
}

/// Whether readers can walk the tree at all: whether nothing leads nowhere, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walkable {
    Yes,
    No,
}

/// Judges a tree, as far as it was understood.
pub fn judge(tree: &Tree, understood: Understood, diagnostics: &mut Vec<Diagnostic>) -> Walkable {
    let before = diagnostics.len();
    dead_ends(tree, diagnostics);
    circles(tree, diagnostics);
    // What lies behind a gap is not blamed as well.
    if understood.ways && diagnostics.len() == before {
        unreachable(tree, diagnostics);
    }
    let walkable = if understood.ways && diagnostics.len() == before { Walkable::Yes } else { Walkable::No };
    for outcome in &tree.outcomes {
        self::outcome(tree, outcome, understood, diagnostics);
    }
    if understood.ways && understood.names && diagnostics.len() == before {
        unused(tree, diagnostics);
    }
    walkable
}

fn dead_ends(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    for question in &tree.questions {
        let (kind, message): (&'static Kind, _) = match question.answers.len() {
            0 => (&TREE_DEAD_END, say!("the question `{id}` has no answers", id = question.id)),
            1 => (&TREE_ANSWERS, say!("the question `{id}` has a single answer", id = question.id)),
            _ => continue,
        };
        let help = say!("add answers, or let the answers before it lead past it");
        diagnostics.push(Diagnostic::new(kind, question.span, message).help(help));
    }
}

fn circles(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    for (id, number) in tree.shape.circles() {
        let answer = &tree.question(*id).answers[*number];
        let Some(back) = answer.to else { continue };
        let message = say!("this answer leads back to `{back}`, which leads here", back = tree.id_of(back));
        diagnostics.push(
            Diagnostic::new(&TREE_CYCLE, answer.to_span, message)
                .related(tree.span_of(back), say!("the question it leads back to"))
                .help(say!("lead to an outcome, and let its `come_back` name the stage of the next visit")),
        );
    }
}

/// Only the first of what hangs together is named: what lies behind it is reached with it.
fn unreachable(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    let mut reached = BTreeSet::from([NodeId::Question(QuestionId::ROOT)]);
    reach(tree, QuestionId::ROOT, &mut reached);
    let in_order: Vec<QuestionId> = tree.shape.downwards().collect();
    let nodes = in_order.into_iter().map(NodeId::Question).chain(tree.nodes().filter(|node| matches!(node, NodeId::Outcome(_))));
    for node in nodes {
        if !reached.insert(node) {
            continue;
        }
        if let NodeId::Question(id) = node {
            reach(tree, id, &mut reached);
        }
        diagnostics.push(
            Diagnostic::new(&TREE_UNREACHABLE, tree.span_of(node), say!("no answer leads to `{id}`", id = tree.id_of(node)))
                .help(say!("let an answer lead here, or remove it")),
        );
    }
}

fn reach(tree: &Tree, from: QuestionId, reached: &mut BTreeSet<NodeId>) {
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        for to in tree.question(id).answers.iter().filter_map(|answer| answer.to) {
            if let (true, NodeId::Question(next)) = (reached.insert(to), to) {
                open.push(next);
            }
        }
    }
}

fn outcome(tree: &Tree, outcome: &Outcome, understood: Understood, diagnostics: &mut Vec<Diagnostic>) {
    let mut finding = |message, help| diagnostics.push(Diagnostic::new(&TREE_OUTCOME, outcome.span, message).help(help));
    if outcome.actions.is_empty() {
        if understood.names {
            finding(say!("`{id}` has no action", id = outcome.id), say!("list `actions`; the first is what the reader does first"));
        }
        return;
    }
    let mut seen = BTreeSet::new();
    for twice in outcome.actions.iter().filter(|id| !seen.insert(**id)) {
        let message = say!("`{id}` lists `{action}` twice", id = outcome.id, action = tree.action(*twice).id);
        finding(message, say!("keep it where it is done first"));
    }
    let is_somebody = |id: &ActionId| tree.action(*id).who.as_ref().is_none_or(|who| who.key != SELF);
    let needs_somebody = !matches!(outcome.kind, OutcomeKind::Done | OutcomeKind::Wait);
    if needs_somebody && understood.names && !outcome.actions.iter().any(is_somebody) {
        let help = say!("add an action with somebody else, as a place to ask");
        finding(say!("`{id}` leaves the reader alone: every action is with `self`", id = outcome.id), help);
    }
}

fn unused(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |name: &Named, what: &'static str| {
        let message = say!("{what} `{key}` is used nowhere", what = what, key = name.key);
        diagnostics.push(Diagnostic::new(&TREE_UNUSED, name.span, message).help(say!("use it, or remove it")));
    };
    let actions: BTreeSet<ActionId> = used_actions(tree).collect();
    for (at, action) in tree.actions.iter().enumerate().filter(|(at, _)| !actions.contains(&ActionId(*at as u32))) {
        report(&Named { key: tree.actions[at].id.clone(), span: action.span }, "the action");
    }
    let words = [
        ("the person", &tree.who, tree.actions.iter().filter_map(|action| action.who.as_ref()).collect::<Vec<_>>()),
        ("the thing", &tree.at_hand, tree.actions.iter().flat_map(|action| &action.have_at_hand).collect()),
        ("the heading", &tree.groups, tree.root().answers.iter().filter_map(|answer| answer.group.as_ref()).collect()),
    ];
    for (what, table, used) in words {
        lost(table, used.into_iter(), |name| report(name, what));
    }
    let of_outcomes = tree.outcomes.iter().flat_map(|outcome| &outcome.sources);
    let of_facts = tree.facts.iter().flat_map(|(_, fallback)| &fallback.sources);
    let used = of_outcomes.chain(tree.actions.iter().flat_map(|action| &action.sources)).chain(of_facts);
    lost(&tree.sources, used, |name| report(name, "the source"));
    let kinds = || tree.sources.iter().filter_map(|(_, source)| source.kind.as_ref());
    // A kind that is not listed may be the misspelt name of one that is.
    if kinds().all(|kind| tree.source_kinds.get(&kind.key).is_some()) {
        lost(&tree.source_kinds, kinds(), |name| report(name, "the kind of source"));
    }
    let facts: BTreeSet<&str> = tree.fact_uses.iter().map(|fact| fact.id.as_str()).collect();
    tree.facts.iter().filter(|(name, _)| !facts.contains(name.key.as_str())).for_each(|(name, _)| report(name, "the fact"));
}

fn used_actions(tree: &Tree) -> impl Iterator<Item = ActionId> {
    let of_questions = tree.questions.iter().flat_map(|question| &question.do_first);
    let of_outcomes = tree.outcomes.iter().flat_map(|outcome| &outcome.actions);
    let beside = tree.actions.iter().flat_map(|action| action.beside.iter().flat_map(|(_, actions)| actions));
    of_questions.chain(of_outcomes).chain(beside).copied()
}

fn lost<'a, T>(table: &Keyed<T>, used: impl Iterator<Item = &'a Named>, mut report: impl FnMut(&Named)) {
    let used: BTreeSet<&str> = used.map(|name| name.key.as_str()).collect();
    table.iter().filter(|(name, _)| !used.contains(name.key.as_str())).for_each(|(name, _)| report(name));
}
