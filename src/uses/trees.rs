//! Decision trees: facts in their texts and fields, and which outcomes and questions show those.

use super::{Use, UseKind, Within, excerpt};
use crate::facts::{FactRef, Selection};
use crate::lang::Lang;
use crate::site::Site;
use crate::tree::{Action, ActionId, FactPlace, FactUse, Piece, Text, Tree};

pub fn uses(site: &Site, facts: &Selection) -> Vec<Use> {
    site.trees().iter().flat_map(|tree| of_tree(tree, facts)).collect()
}

fn of_tree(tree: &Tree, facts: &Selection) -> Vec<Use> {
    let parts = parts(tree);
    let is_meant = |named: &&FactUse| is_meant(tree, &named.id, facts);
    tree.fact_uses.iter().filter(is_meant).filter_map(|named| one(tree, &parts, named)).collect()
}

/// A name with its row is that row's fact; one without, that of whichever row the reader chooses.
fn is_meant(tree: &Tree, named: &str, facts: &Selection) -> bool {
    match FactRef::parse(named) {
        Some(named) => facts.holds(&named.collection, &named.row, &named.id),
        None => tree.facts_of.as_ref().is_some_and(|of| of.key == facts.collection) && facts.holds_id(named),
    }
}

/// Something of a tree that has an id, and the texts it is made of.
struct Part<'t> {
    what: &'static str,
    id: &'t str,
    start: u32,
    texts: Vec<&'t Text>,
    action: Option<ActionId>,
}

fn parts(tree: &Tree) -> Vec<Part<'_>> {
    let stages = tree.stages.iter().map(|stage| part("stage", &stage.id, stage.span.start, vec![Some(&stage.audience)]));
    let questions = tree.questions.iter().map(|question| {
        let labels = question.answers.iter().map(|answer| Some(&answer.label));
        let texts = [Some(&question.ask), Some(&question.why), question.hint.as_ref()].into_iter().chain(labels);
        part("question", &question.id, question.span.start, texts.collect())
    });
    let outcomes = tree.outcomes.iter().map(|outcome| {
        let texts = vec![Some(&outcome.title), Some(&outcome.next), outcome.come_back.as_ref().map(|back| &back.when)];
        part("outcome", &outcome.id, outcome.span.start, texts)
    });
    let actions = tree.actions.iter().enumerate().map(|(at, action)| {
        let texts = vec![Some(&action.text), Some(&action.why), action.by.when.as_ref(), action.by.none.as_ref()];
        Part { action: Some(ActionId(at as u32)), ..part("action", &action.id, action.span.start, texts) }
    });
    stages.chain(questions).chain(outcomes).chain(actions).collect()
}

fn part<'t>(what: &'static str, id: &'t str, start: u32, texts: Vec<Option<&'t Text>>) -> Part<'t> {
    Part { what, id, start, texts: texts.into_iter().flatten().collect(), action: None }
}

fn one(tree: &Tree, parts: &[Part], named: &FactUse) -> Option<Use> {
    let kind = match named.place {
        FactPlace::Text => UseKind::TreeText,
        FactPlace::Tel => UseKind::TreePhone,
        FactPlace::Deadline => UseKind::TreeDeadline,
        FactPlace::Shown => UseKind::TreeShown,
    };
    let in_text = (kind == UseKind::TreeText).then(|| text_of(parts, named)).flatten();
    let (part, sentence) = match in_text {
        Some((part, text)) => (part, sentence(tree, text, named)),
        // The last thing with an id before it.
        None => (parts.iter().filter(|part| part.start <= named.span.start).max_by_key(|part| part.start)?, None),
    };
    let (lang, excerpt) = match sentence {
        Some((lang, sentence)) => (Some(lang), sentence),
        None => (None, named.id.clone()),
    };
    let within = Within::Tree {
        tree: tree.name.clone(),
        what: part.what,
        id: part.id.to_owned(),
        outcomes: outcomes(tree, part),
        questions: questions(tree, part),
    };
    Some(Use { span: named.span, kind, lang, excerpt, within })
}

/// The text that a fact stands in: of all that begin before it, the last.
fn text_of<'p, 't>(parts: &'p [Part<'t>], named: &FactUse) -> Option<(&'p Part<'t>, &'t Text)> {
    let texts = parts.iter().flat_map(|part| part.texts.iter().map(move |text| (part, *text)));
    texts.filter(|(_, text)| text.span.start <= named.span.start).max_by_key(|(_, text)| text.span.start)
}

/// The sentence of a text in which this use of a fact stands, and its language. The uses of a text are in the order of its
/// languages, so that the one at a place is known by counting.
fn sentence(tree: &Tree, text: &Text, named: &FactUse) -> Option<(Lang, String)> {
    let begins_later = |other: &Text| other.span.start > text.span.start;
    let next =
        parts(tree).iter().flat_map(|part| part.texts.clone()).filter(|other| begins_later(other)).map(|other| other.span.start).min();
    let is_of_text = |other: &&FactUse| {
        let start = other.span.start;
        other.place == FactPlace::Text && start >= text.span.start && next.is_none_or(|next| start < next)
    };
    let at = tree.fact_uses.iter().filter(is_of_text).position(|other| other == named)?;
    let in_languages = text.pieces.iter().flat_map(|(lang, pieces)| {
        let facts = pieces.iter().enumerate().filter(|(_, piece)| !matches!(piece, Piece::Words(_)));
        facts.map(move |(piece, _)| (lang, pieces, piece))
    });
    let (lang, pieces, piece) = in_languages.into_iter().nth(at)?;
    let written = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Fact(id) | Piece::Fixed(id) => format!("{{fact: {id}}}"),
    };
    let before: String = pieces[..piece].iter().map(written).collect();
    let whole: String = pieces.iter().map(written).collect();
    let end = before.len() + written(&pieces[piece]).len();
    Some((lang, excerpt::of_text(&whole, before.len()..end)))
}

/// Whether a list of actions shows this one, itself or beside another.
fn shows(tree: &Tree, actions: &[ActionId], wanted: ActionId) -> bool {
    let is_beside = |action: &Action| action.beside.iter().any(|(_, beside)| beside.contains(&wanted));
    actions.iter().any(|id| *id == wanted || is_beside(tree.action(*id)))
}

fn outcomes(tree: &Tree, part: &Part) -> Vec<String> {
    let Some(action) = part.action else {
        return if part.what == "outcome" { vec![part.id.to_owned()] } else { Vec::new() };
    };
    let showing = tree.outcomes.iter().filter(|outcome| shows(tree, &outcome.actions, action));
    showing.map(|outcome| outcome.id.clone()).collect()
}

fn questions(tree: &Tree, part: &Part) -> Vec<String> {
    let Some(action) = part.action else {
        return if part.what == "question" { vec![part.id.to_owned()] } else { Vec::new() };
    };
    let showing = tree.questions.iter().filter(|question| shows(tree, &question.do_first, action));
    showing.map(|question| question.id.clone()).collect()
}
