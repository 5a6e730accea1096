//! `/data/trees/NAME.json`: a whole decision tree, its texts in every language. A fact in a text stands as `{fact:GROUP.NAME}`;
//! what stands there while the reader has chosen no row is found under `facts`.

use serde::Serialize;

use super::{Head, Keyed, Origin, Words};
use crate::lang::{Lang, PerLang};
use crate::render::Renderer;
use crate::site::{DataFile, Route, TreeId, TreePage, TreePart};
use crate::tree::{
    Action, Answer, By, Citation, ComeBack, Direction, Fallback, LastDay, Named, NodeId, Outcome, OutcomeId, PhraseUse, Piece, Question,
    QuestionId, Stage, Tel, Text, Tree,
};

#[derive(Serialize)]
pub struct TreeData<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    generated_from: Origin<'a>,
    tree: &'a str,
    title: Words<'a>,
    /// The address of the first question.
    pages: Keyed<'a, String>,
    /// The collection whose row the reader chooses, and whose facts the texts name.
    facts_of: Option<&'a str>,
    groups: Keyed<'a, Words<'a>>,
    stages: Keyed<'a, StageData<'a>>,
    questions: Keyed<'a, QuestionData<'a>>,
    outcomes: Keyed<'a, OutcomeData<'a>>,
    actions: Keyed<'a, ActionData<'a>>,
    who: Keyed<'a, Words<'a>>,
    at_hand: Keyed<'a, Words<'a>>,
    from: Keyed<'a, Words<'a>>,
    facts: Keyed<'a, FallbackData<'a>>,
    sources: Keyed<'a, SourceData<'a>>,
    redirects: Keyed<'a, &'a str>,
}

#[derive(Serialize)]
struct StageData<'a> {
    title: Words<'a>,
    audience: Keyed<'a, String>,
    start: Option<&'a str>,
    questions: Vec<&'a str>,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    stage: Option<&'a str>,
    pages: Keyed<'a, String>,
    ask: Keyed<'a, String>,
    why: Keyed<'a, String>,
    hint: Option<Keyed<'a, String>>,
    do_first: Vec<&'a str>,
    answers: Keyed<'a, AnswerData<'a>>,
}

#[derive(Serialize)]
struct AnswerData<'a> {
    label: Keyed<'a, String>,
    to: Option<Target<'a>>,
    group: Option<&'a str>,
    usual: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Target<'a> {
    Question(&'a str),
    Outcome(&'a str),
}

#[derive(Serialize)]
struct OutcomeData<'a> {
    kind: &'a str,
    pages: Keyed<'a, String>,
    title: Keyed<'a, String>,
    actions: Vec<&'a str>,
    next: Keyed<'a, String>,
    come_back: Option<ComeBackData<'a>>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct ComeBackData<'a> {
    when: Keyed<'a, String>,
    day: Option<LastDayData<'a>>,
    stage: Option<&'a str>,
}

#[derive(Serialize)]
struct LastDayData<'a> {
    days: u32,
    from: &'a str,
    direction: &'a str,
}

#[derive(Serialize)]
struct ActionData<'a> {
    text: Keyed<'a, String>,
    who: Option<&'a str>,
    by: ByData<'a>,
    why: Keyed<'a, String>,
    at_hand: Vec<&'a str>,
    /// An estimate; 0 is nothing to do but wait.
    minutes: u32,
    tel: Option<TelData<'a>>,
    link: Option<&'a str>,
    show_facts: Vec<&'a str>,
    /// What to say: `BOOK#PHRASE`.
    say: Vec<String>,
    /// What to send.
    message: Option<&'a str>,
    /// Actions that the pages of one language show beside this one.
    beside: Keyed<'a, Vec<&'a str>>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct ByData<'a> {
    when: Option<Keyed<'a, String>>,
    day: Option<LastDayData<'a>>,
    fact: Option<&'a str>,
    none: Option<Keyed<'a, String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum TelData<'a> {
    Number(&'a str),
    Fact(&'a str),
}

#[derive(Serialize)]
struct FallbackData<'a> {
    unknown: Words<'a>,
    deadline: Option<LastDayData<'a>>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct SourceData<'a> {
    title: Words<'a>,
    url: Option<&'a str>,
    kind: Option<Words<'a>>,
    dated: Option<&'a str>,
}

/// The names of the direction in which days are counted.
pub const DIRECTIONS: [&str; 2] = ["forward", "back"];

impl Renderer<'_> {
    pub(super) fn tree_data(&self, id: TreeId) -> TreeData<'_> {
        let tree = self.site.tree(id);
        let shown = Whole { renderer: self, tree, id };
        TreeData {
            head: self.head(DataFile::Tree(id), DataFile::TreeSchema(id)),
            generated_from: self.origin(vec![self.sources.path(tree.source).to_owned()]),
            tree: &tree.name,
            title: self.in_words(&tree.title),
            pages: shown.pages(NodeId::Question(QuestionId::ROOT)),
            facts_of: tree.facts_of.as_ref().map(|named| named.key.as_str()),
            groups: shown.words(tree.groups.iter()),
            stages: Keyed(tree.stages.iter().map(|stage| (stage.id.as_str(), shown.stage(stage))).collect()),
            questions: Keyed(
                tree.questions
                    .iter()
                    .zip(0..)
                    .map(|(question, at)| (question.id.as_str(), shown.question(question, QuestionId(at))))
                    .collect(),
            ),
            outcomes: Keyed(
                tree.outcomes.iter().zip(0..).map(|(outcome, at)| (outcome.id.as_str(), shown.outcome(outcome, OutcomeId(at)))).collect(),
            ),
            actions: Keyed(tree.actions.iter().map(|action| (action.id.as_str(), shown.action(action))).collect()),
            who: shown.words(tree.who.iter()),
            at_hand: shown.words(tree.at_hand.iter()),
            from: shown.words(tree.from.iter()),
            facts: Keyed(tree.facts.iter().map(|(id, fallback)| (id.key.as_str(), shown.fallback(fallback))).collect()),
            sources: Keyed(tree.sources.iter().map(|(id, source)| (id.key.as_str(), shown.source(source))).collect()),
            redirects: Keyed(tree.redirects.iter().map(|redirect| (redirect.old.as_str(), tree.id_of(redirect.to))).collect()),
        }
    }
}

/// A tree in all languages at once.
struct Whole<'a> {
    renderer: &'a Renderer<'a>,
    tree: &'a Tree,
    id: TreeId,
}

impl<'a> Whole<'a> {
    fn stage(&self, stage: &'a Stage) -> StageData<'a> {
        StageData {
            title: self.renderer.in_words(&stage.title),
            audience: self.text(&stage.audience),
            start: stage.start.map(|id| self.tree.question(id).id.as_str()),
            questions: stage.questions.iter().map(|id| self.tree.question(*id).id.as_str()).collect(),
        }
    }

    fn question(&self, question: &'a Question, id: QuestionId) -> QuestionData<'a> {
        QuestionData {
            stage: question.stage.map(|stage| self.tree.stage(stage).id.as_str()),
            pages: self.pages(NodeId::Question(id)),
            ask: self.text(&question.ask),
            why: self.text(&question.why),
            hint: question.hint.as_ref().map(|hint| self.text(hint)),
            do_first: question.do_first.iter().map(|id| self.tree.action(*id).id.as_str()).collect(),
            answers: Keyed(question.answers.iter().map(|answer| (answer.id.as_str(), self.answer(answer))).collect()),
        }
    }

    fn answer(&self, answer: &'a Answer) -> AnswerData<'a> {
        let to = |node| match node {
            NodeId::Question(id) => Target::Question(&self.tree.question(id).id),
            NodeId::Outcome(id) => Target::Outcome(&self.tree.outcome(id).id),
        };
        AnswerData {
            label: self.text(&answer.label),
            to: answer.to.map(to),
            group: answer.group.as_ref().map(|group| group.key.as_str()),
            usual: answer.is_usual,
        }
    }

    fn outcome(&self, outcome: &'a Outcome, id: OutcomeId) -> OutcomeData<'a> {
        OutcomeData {
            kind: outcome.kind.name(),
            pages: self.pages(NodeId::Outcome(id)),
            title: self.text(&outcome.title),
            actions: outcome.actions.iter().map(|id| self.tree.action(*id).id.as_str()).collect(),
            next: self.text(&outcome.next),
            come_back: outcome.come_back.as_ref().map(|back| self.come_back(back)),
            sources: keys(&outcome.sources),
        }
    }

    fn come_back(&self, back: &'a ComeBack) -> ComeBackData<'a> {
        ComeBackData {
            when: self.text(&back.when),
            day: back.day.as_ref().map(last_day),
            stage: back.stage.map(|stage| self.tree.stage(stage).id.as_str()),
        }
    }

    fn action(&self, action: &'a Action) -> ActionData<'a> {
        let languages = &self.renderer.site.config().languages;
        let beside = action
            .beside
            .iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(lang, ids)| (languages[lang].code.as_str(), ids.iter().map(|id| self.tree.action(*id).id.as_str()).collect()));
        ActionData {
            text: self.text(&action.text),
            who: action.who.as_ref().map(|who| who.key.as_str()),
            by: self.by(&action.by),
            why: self.text(&action.why),
            at_hand: keys(&action.have_at_hand),
            minutes: action.minutes,
            tel: action.tel.as_ref().and_then(|tel| self.tel(tel)),
            link: action.link.as_ref().map(|link| link.key.as_str()),
            show_facts: action.show_facts.iter().map(|fact| fact.id.as_str()).collect(),
            say: action.say.iter().filter_map(|used| self.phrase(used)).collect(),
            message: action.message.as_ref().map(|message| message.key.as_str()),
            beside: Keyed(beside.collect()),
            sources: keys(&action.sources),
        }
    }

    fn phrase(&self, used: &PhraseUse) -> Option<String> {
        let book = used.book.as_ref().or(self.tree.phrases_of.as_ref())?;
        Some(format!("{}#{}", book.key, used.phrase.key))
    }

    fn by(&self, by: &'a By) -> ByData<'a> {
        ByData {
            when: by.when.as_ref().map(|when| self.text(when)),
            day: by.day.as_ref().map(last_day),
            fact: by.fact.as_ref().map(|fact| fact.id.as_str()),
            none: by.none.as_ref().map(|none| self.text(none)),
        }
    }

    /// Nothing for a number that is known and not sure enough to print.
    fn tel(&self, tel: &'a Tel) -> Option<TelData<'a>> {
        match tel {
            Tel::Number(number) => self.renderer.may_print(number).then_some(TelData::Number(number)),
            Tel::Fact(fact) => Some(TelData::Fact(&fact.id)),
        }
    }

    fn fallback(&self, fallback: &'a Fallback) -> FallbackData<'a> {
        FallbackData {
            unknown: self.renderer.in_words(&fallback.unknown),
            deadline: fallback.deadline.as_ref().map(last_day),
            sources: keys(&fallback.sources),
        }
    }

    fn source(&self, source: &'a Citation) -> SourceData<'a> {
        SourceData {
            title: self.renderer.in_words(&source.title),
            url: source.url.as_ref().map(|url| url.key.as_str()),
            kind: self.tree.kind_of(source).map(|kind| self.renderer.in_words(kind)),
            dated: source.dated.as_deref(),
        }
    }

    fn words(&self, words: impl Iterator<Item = (&'a Named, &'a PerLang<String>)>) -> Keyed<'a, Words<'a>> {
        Keyed(words.map(|(name, words)| (name.key.as_str(), self.renderer.in_words(words))).collect())
    }

    fn text(&self, text: &Text) -> Keyed<'a, String> {
        let languages = &self.renderer.site.config().languages;
        Keyed(languages.complete().map(|lang| (languages[lang].code.as_str(), written(&text.pieces[lang]))).collect())
    }

    fn pages(&self, node: NodeId) -> Keyed<'a, String> {
        self.renderer.urls(|lang: Lang| Some(Route::Tree(TreePage { tree: self.id, lang, part: TreePart::Node(node) })))
    }
}

/// Words as they are, each fact as a reference to it.
fn written(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Fact(id) | Piece::Fixed(id) => format!("{{fact:{id}}}"),
        })
        .collect()
}

fn keys(named: &[Named]) -> Vec<&str> {
    named.iter().map(|name| name.key.as_str()).collect()
}

fn last_day(day: &LastDay) -> LastDayData<'_> {
    let direction = match day.direction {
        Direction::Forward => DIRECTIONS[0],
        Direction::Back => DIRECTIONS[1],
    };
    LastDayData { days: day.days, from: &day.from.key, direction }
}
