//! The sheet for reviewers: every text of the tree, stage by stage, and every path through it.

use serde::Serialize;

use super::Shown;
use super::action::TelView;
use crate::lang::PerLang;
use crate::render::fact::{Citations, SourceView};
use crate::site::TreePart;
use crate::tree::{Action, ActionId, Keyed, NodeId, Outcome, OutcomeId, Path, QuestionId, Redirect, Stage};

#[derive(Serialize)]
pub struct Review<'a> {
    stages: Vec<StageRow<'a>>,
    outcomes: Vec<OutcomeRow<'a>>,
    /// The library.
    actions: Vec<ActionRow<'a>>,
    facts: Vec<FactRow<'a>>,
    /// The tables of words.
    words: Vec<WordsRow<'a>>,
    redirects: Vec<RedirectRow<'a>>,
    paths: Vec<PathRow<'a>>,
}

#[derive(Serialize)]
struct StageRow<'a> {
    /// `None` for the first question, which stands before all stages.
    id: Option<&'a str>,
    title: String,
    audience: Option<String>,
    start: &'a str,
    questions: Vec<QuestionRow<'a>>,
}

#[derive(Serialize)]
struct QuestionRow<'a> {
    id: &'a str,
    href: String,
    ask: String,
    why: String,
    hint: Option<String>,
    first: Vec<ActionLink<'a>>,
    answers: Vec<AnswerRow<'a>>,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    id: &'a str,
    group: Option<&'a str>,
    label: String,
    to: Option<&'a str>,
    is_usual: bool,
}

/// An action where it is listed.
#[derive(Serialize)]
struct ActionLink<'a> {
    id: &'a str,
    headline: String,
}

#[derive(Serialize)]
struct OutcomeRow<'a> {
    id: &'a str,
    href: String,
    title: String,
    kind: &'static str,
    actions: Vec<ActionLink<'a>>,
    next: String,
    back: Option<String>,
    stage: Option<&'a str>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct ActionRow<'a> {
    id: &'a str,
    text: String,
    who: Option<&'a str>,
    by: String,
    why: String,
    at_hand: Vec<&'a str>,
    minutes: u32,
    tel: Option<TelView<'a>>,
    link: Option<&'a str>,
    /// Those of the chosen row, and those that name theirs.
    facts: Vec<&'a str>,
    beside: Vec<ActionLink<'a>>,
    sources: Vec<SourceView>,
}

/// A fact, and the words that the reader sees in its place or of it.
#[derive(Serialize)]
struct FactRow<'a> {
    id: &'a str,
    words: String,
    /// What is counted with while it is unknown.
    deadline: Option<String>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct WordsRow<'a> {
    key: &'a str,
    words: &'a str,
}

#[derive(Serialize)]
struct RedirectRow<'a> {
    old: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct PathRow<'a> {
    stage: Option<&'a str>,
    answers: Vec<String>,
    title: String,
    href: String,
}

impl<'a> Shown<'a> {
    pub(super) fn review(&self, citations: &mut Citations) -> Review<'a> {
        let tree = self.tree;
        let outcomes = (0..tree.outcomes.len() as u32).map(OutcomeId);
        Review {
            stages: std::iter::once(self.before_all_stages()).chain(tree.stages.iter().map(|stage| self.stage_row(stage))).collect(),
            outcomes: outcomes.map(|id| self.outcome_row(id, tree.outcome(id), citations)).collect(),
            actions: tree.actions.iter().map(|action| self.action_row(action, citations)).collect(),
            facts: self.fact_rows(citations),
            words: [&tree.who, &tree.at_hand, &tree.from, &tree.groups].into_iter().flat_map(|table| self.words_rows(table)).collect(),
            redirects: tree.redirects.iter().map(|Redirect { old, to }| RedirectRow { old, to: tree.id_of(*to) }).collect(),
            paths: tree.paths().unwrap_or_default().iter().map(|path| self.path_row(path)).collect(),
        }
    }

    fn before_all_stages(&self) -> StageRow<'a> {
        StageRow {
            id: None,
            title: self.word("tree.root", &[]),
            audience: None,
            start: &self.tree.root().id,
            questions: vec![self.question_row(QuestionId::ROOT)],
        }
    }

    fn stage_row(&self, stage: &'a Stage) -> StageRow<'a> {
        StageRow {
            id: Some(&stage.id),
            title: self.own(&stage.title).to_owned(),
            audience: Some(self.plain(&stage.audience)),
            start: stage.start.map_or("", |start| &self.tree.question(start).id),
            questions: stage.questions.iter().map(|id| self.question_row(*id)).collect(),
        }
    }

    fn question_row(&self, id: QuestionId) -> QuestionRow<'a> {
        let question = self.tree.question(id);
        let answers = question.answers.iter().map(|answer| AnswerRow {
            id: &answer.id,
            group: answer.group.as_ref().and_then(|group| self.tree.groups.get(&group.key)).map(|group| self.own(group)),
            label: self.plain(&answer.label),
            to: answer.to.map(|to| self.tree.id_of(to)),
            is_usual: answer.is_usual,
        });
        QuestionRow {
            id: &question.id,
            href: self.href(TreePart::Node(NodeId::Question(id))),
            ask: self.plain(&question.ask),
            why: self.plain(&question.why),
            hint: question.hint.as_ref().map(|hint| self.plain(hint)),
            first: self.action_links(&question.do_first),
            answers: answers.collect(),
        }
    }

    fn outcome_row(&self, id: OutcomeId, outcome: &'a Outcome, citations: &mut Citations) -> OutcomeRow<'a> {
        let back = outcome.come_back.as_ref();
        let mut sources = self.cite(&outcome.sources, citations);
        sources.extend(self.cite_facts(&self.fixed_in(&outcome.next), citations));
        OutcomeRow {
            id: &outcome.id,
            href: self.href(TreePart::Node(NodeId::Outcome(id))),
            title: self.plain(&outcome.title),
            kind: outcome.kind.name(),
            actions: self.action_links(&outcome.actions),
            next: self.plain(&outcome.next),
            back: back.map(|back| {
                let day = back.day.as_ref().map(|day| self.word("tree.come_back_day", &[("day", &self.later_day(day))]));
                self.plain(&back.when) + &day.unwrap_or_default()
            }),
            stage: back.and_then(|back| back.stage).map(|stage| self.tree.stage(stage).id.as_str()),
            sources,
        }
    }

    fn action_row(&self, action: &'a Action, citations: &mut Citations) -> ActionRow<'a> {
        let at_hand = action.have_at_hand.iter().filter_map(|thing| self.tree.at_hand.get(&thing.key));
        let shown = action.show_facts.iter().filter(|fact| fact.is_fixed()).map(|fact| fact.id.as_str());
        ActionRow {
            id: &action.id,
            text: self.plain(&action.text),
            who: action.who.as_ref().and_then(|who| self.tree.who.get(&who.key)).map(|who| self.own(who)),
            by: self.by_text(&action.by),
            why: self.plain(&action.why),
            at_hand: at_hand.map(|words| self.own(words)).collect(),
            minutes: action.minutes,
            tel: action.tel.as_ref().and_then(|tel| self.tel(tel)),
            link: action.link.as_ref().map(|link| link.key.as_str()),
            facts: self.facts_of(action).into_iter().chain(shown).collect(),
            beside: self.action_links(&action.beside[self.page.lang]),
            sources: self.all_sources(action, citations),
        }
    }

    fn action_links(&self, ids: &[ActionId]) -> Vec<ActionLink<'a>> {
        let link = |id: &ActionId| ActionLink { id: &self.tree.action(*id).id, headline: self.headline(*id) };
        ids.iter().map(link).collect()
    }

    /// The words for facts of the chosen row, then the facts that name their row, each once.
    fn fact_rows(&self, citations: &mut Citations) -> Vec<FactRow<'a>> {
        let mut rows: Vec<FactRow> = Vec::new();
        for (id, fact) in self.tree.facts.iter() {
            let deadline = fact.deadline.as_ref().map(|day| self.day(day));
            let sources = self.cite(&fact.sources, citations);
            rows.push(FactRow { id: &id.key, words: self.own(&fact.unknown).to_owned(), deadline, sources });
        }
        let fixed: std::collections::BTreeSet<&str> =
            self.tree.fact_uses.iter().filter(|fact| fact.is_fixed()).map(|fact| fact.id.as_str()).collect();
        for id in fixed {
            let words = self.renderer.fact_in_words(id, self.page.lang);
            rows.push(FactRow { id, words, deadline: None, sources: self.cite_facts(&[id], citations) });
        }
        rows
    }

    fn words_rows(&self, table: &'a Keyed<PerLang<String>>) -> impl Iterator<Item = WordsRow<'a>> {
        table.iter().map(|(key, words)| WordsRow { key: &key.key, words: self.own(words) })
    }

    fn path_row(&self, path: &Path) -> PathRow<'a> {
        PathRow {
            stage: self.tree.stage_of(path).map(|stage| self.own(&self.tree.stage(stage).title)),
            answers: path.steps.iter().map(|step| self.plain(&self.tree.answer(*step).label)).collect(),
            title: self.plain(&self.tree.outcome(path.outcome).title),
            href: self.href(TreePart::Node(NodeId::Outcome(path.outcome))),
        }
    }
}
