//! Random trees: a sound one has no findings, and one damage is always found.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::{languages, read};
use crate::tree::table_text;

#[derive(Clone, Debug)]
struct Answer {
    id: String,
    to: String,
    ja: String,
    en: String,
}

#[derive(Clone, Debug)]
struct Question {
    id: String,
    ask: String,
    answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
struct Outcome {
    id: String,
    actions: String,
    /// The line of its sources.
    sources: String,
    next: String,
    stage: String,
}

/// A tree before it is written down. The first question is the root; the others form one stage.
#[derive(Clone, Debug)]
struct Plan {
    questions: Vec<Question>,
    outcomes: Vec<Outcome>,
    by: String,
    who: String,
    more: String,
}

impl Plan {
    fn text(&self) -> String {
        let mut text = "title: { ja: 木, en: Tree }\n".to_owned();
        for (at, question) in self.questions.iter().enumerate() {
            let indent = if at == 0 { "  " } else { "        " };
            text.push_str(match at {
                0 => "root:\n",
                1 => "stages:\n  - id: stage\n    title: { ja: 段階, en: Stage }\n    for: { ja: 皆さん, en: All }\n    start: q1\n    questions:\n",
                _ => "",
            });
            let lead = if at == 0 { "  " } else { "      - " };
            let Question { id, ask, .. } = question;
            let _ = write!(text, "{lead}id: {id}\n{indent}ask: {ask}\n{indent}why: {{ ja: 理由, en: Reason }}\n{indent}do_first: [NOW]\n");
            if !question.answers.is_empty() {
                let _ = writeln!(text, "{indent}answers:");
            }
            for Answer { id, to, ja, en } in &question.answers {
                let _ = writeln!(text, "{indent}  - {{ id: {id}, to: {to}, ja: {ja}, en: {en} }}");
            }
        }
        text.push_str("outcomes:\n");
        for Outcome { id, actions, sources, next, stage } in &self.outcomes {
            let _ = write!(
                text,
                "  - id: {id}\n    title: {{ ja: 終わり, en: End }}\n    kind: urgent\n    actions: {actions}\n    next: {next}\n    \
                 come_back: {{ when: {{ ja: 明日, en: tomorrow }}, stage: {stage} }}\n{sources}"
            );
        }
        let action = "do: { ja: します。, en: Do it. }\n    why: { ja: 理由, en: Reason }\n    minutes: 1\n    sources: [E]\n";
        let _ = write!(text, "actions:\n  - id: NOW\n    {action}    who: {}\n    by: {}\n{}", self.who, self.by, self.more);
        text.push_str("who: { desk: { ja: 窓口, en: desk } }\nfrom: { today: { ja: 今日, en: today } }\n");
        text.push_str("sources: { E: { title: { ja: 判断, en: judgement }, editorial: true } }\n");
        text
    }
}

/// A plan in which every question but the root has one answer leading to it, and further ones perhaps.
fn sound() -> impl Strategy<Value = Plan> {
    let choices = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8), 60);
    (2..10_usize, 2..7_usize, choices).prop_map(|(questions, outcomes, choices)| plan(questions, outcomes, &choices)).prop_filter(
        "a way that is too long, or too many of them",
        |plan| {
            let text = plan.text();
            let (trees, _) = read(&[("random.yaml", &text)]);
            let figures = trees.get("random").map(|tree| tree.figures());
            figures.is_some_and(|figures| figures.longest <= 6 && figures.paths <= 400)
        },
    )
}

fn plan(questions: usize, outcomes: usize, choices: &[(prop::sample::Index, prop::sample::Index, u8)]) -> Plan {
    let mut answers: Vec<Vec<String>> = vec![Vec::new(); questions];
    let mut choices = choices.iter();
    for at in 1..questions {
        let (from, ..) = choices.next().unwrap();
        answers[from.index(at)].push(format!("q{at}"));
    }
    // Each outcome has one answer, too.
    for at in 0..outcomes {
        let (from, ..) = choices.next().unwrap();
        answers[from.index(questions)].push(format!("o{at}"));
    }
    for (at, answers) in answers.iter_mut().enumerate() {
        while answers.len() < 2 {
            let (_, to, kind) = choices.next().unwrap();
            let later = questions - at - 1;
            answers.push(if *kind == 0 && later > 0 {
                format!("q{}", at + 1 + to.index(later))
            } else {
                format!("o{}", to.index(outcomes))
            });
        }
    }
    let answer = |(at, to): (usize, String)| Answer { id: format!("a{at}"), to, ja: format!("答え{at}"), en: format!("Answer {at}") };
    let question = |(at, answers): (usize, Vec<String>)| Question {
        id: format!("q{at}"),
        ask: "{ ja: どれですか。, en: Which one? }".to_owned(),
        answers: answers.into_iter().enumerate().map(answer).collect(),
    };
    let outcome = |at| Outcome {
        id: format!("o{at}"),
        actions: "[NOW]".to_owned(),
        sources: "    sources: [E]\n".to_owned(),
        next: "{ ja: 次, en: Next }".to_owned(),
        stage: "stage".to_owned(),
    };
    Plan {
        questions: answers.into_iter().enumerate().map(question).collect(),
        outcomes: (0..outcomes).map(outcome).collect(),
        by: "{ days: 3, from: today }".to_owned(),
        who: "desk".to_owned(),
        more: String::new(),
    }
}

/// A damage: what is done to a question, an answer of it and an outcome, and the codes of which one must be found.
type Damage = (fn(&mut Plan, usize, usize, usize), &'static [&'static str]);

const DAMAGES: &[Damage] = &[
    (|plan, q, a, _| plan.questions[q].answers[a].to = "nowhere".to_owned(), &["tree-target"]),
    (|plan, q, _, _| plan.questions[q].answers.clear(), &["tree-dead-end"]),
    (|plan, q, _, _| plan.questions[q].answers.truncate(1), &["tree-answers"]),
    (|plan, q, _, _| plan.questions[q].answers[1].en = plan.questions[q].answers[0].en.clone(), &["tree-answers"]),
    (|plan, q, _, _| plan.questions[q].answers[1].ja = plan.questions[q].answers[0].ja.clone(), &["tree-answers"]),
    (|plan, q, _, _| plan.questions[q].answers[1].id = plan.questions[q].answers[0].id.clone(), &["tree-answers"]),
    (|plan, q, a, _| plan.questions[q].answers[a].to = plan.questions[q].id.clone(), &["tree-cycle"]),
    (|plan, q, a, _| plan.questions[q].answers[a].to = "q0".to_owned(), &["tree-cycle"]),
    (|plan, _, _, o| plan.outcomes.push(Outcome { id: "lost".to_owned(), ..plan.outcomes[o].clone() }), &["tree-unreachable"]),
    (|plan, q, _, _| plan.questions[q].ask = "{ ja: どれですか。 }".to_owned(), &["missing-words"]),
    (|plan, _, _, o| plan.outcomes[o].next = "{ en: Next }".to_owned(), &["missing-words"]),
    (|plan, _, _, o| plan.outcomes[o].actions = "[]".to_owned(), &["tree-outcome"]),
    (|plan, _, _, o| plan.outcomes[o].actions = "[NOW, NOW]".to_owned(), &["tree-outcome"]),
    (|plan, _, _, o| plan.outcomes[o].actions = "[NOW, LATER]".to_owned(), &["tree-name"]),
    (|plan, _, _, o| plan.outcomes[o].stage = "nowhere".to_owned(), &["tree-name"]),
    (|plan, _, _, _| plan.who = "nobody".to_owned(), &["tree-name"]),
    (|plan, _, _, o| plan.outcomes[o].sources = String::new(), &["tree-source"]),
    (|plan, _, _, o| plan.outcomes[o].sources = "    sources: [X]\n".to_owned(), &["tree-source"]),
    (|plan, _, _, _| plan.by = "{ days: 3 }".to_owned(), &["tree-deadline"]),
    (|plan, _, _, _| plan.by = "{}".to_owned(), &["tree-deadline"]),
    (|plan, q, _, _| plan.questions[q].ask = format!("{{ ja: どれですか。, en: {} }}", "word ".repeat(26)), &["tree-length"]),
    (|plan, q, _, _| plan.questions[q].ask = format!("{{ ja: {}, en: Which? }}", "長".repeat(61)), &["tree-length"]),
    (|plan, q, a, _| plan.questions[q].answers[a].ja = "長".repeat(26), &["tree-length"]),
    (|plan, _, _, o| plan.outcomes[o].id = "q0".to_owned(), &["tree-id"]),
    (|plan, q, _, _| plan.questions[q].answers[0].id = "With space".to_owned(), &["tree-id"]),
    (
        |plan, _, _, _| {
            plan.more = "  - id: IDLE\n    do: { ja: します。, en: Do it. }\n    why: { ja: 理由, en: Reason }\n    minutes: 1\n    sources: [E]\n    who: desk\n    by: { when: { ja: 今, en: now } }\n".to_owned()
        },
        &["tree-unused"],
    ),
    (rename_outcome, &["tree-redirect"]),
    (|plan, q, a, o| lead_elsewhere(plan, q, a, o), &["tree-paths-changed", "tree-unreachable"]),
    (|plan, q, a, _| plan.questions[q].answers[a].en = "Other words".to_owned(), &["tree-paths-changed"]),
    (chain, &["tree-depth"]),
];

fn rename_outcome(plan: &mut Plan, _: usize, _: usize, o: usize) {
    let old = std::mem::replace(&mut plan.outcomes[o].id, "renamed".to_owned());
    for answer in plan.questions.iter_mut().flat_map(|question| &mut question.answers).filter(|answer| answer.to == old) {
        answer.to = "renamed".to_owned();
    }
}

fn lead_elsewhere(plan: &mut Plan, q: usize, a: usize, o: usize) {
    let other = (o + 1) % plan.outcomes.len();
    let answer = &mut plan.questions[q].answers[a];
    let to = if answer.to == plan.outcomes[o].id { other } else { o };
    answer.to = plan.outcomes[to].id.clone();
}

/// Eight questions more in front of what an answer leads to.
fn chain(plan: &mut Plan, q: usize, a: usize, _: usize) {
    let behind = std::mem::replace(&mut plan.questions[q].answers[a].to, "c0".to_owned());
    for at in 0..8 {
        let mut question = plan.questions[q].clone();
        question.id = format!("c{at}");
        question.answers.truncate(2);
        question.answers.iter_mut().for_each(|answer| answer.to = "o0".to_owned());
        question.answers[0].to = if at == 7 { behind.clone() } else { format!("c{}", at + 1) };
        plan.questions.push(question);
    }
}

fn table(plan: &Plan) -> String {
    let (trees, _) = read(&[("random.yaml", &plan.text())]);
    table_text(trees.get("random").unwrap(), &languages()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn a_sound_tree_has_no_findings_and_one_damage_is_found(
        plan in sound(), at: prop::sample::Index, answer: prop::sample::Index, outcome: prop::sample::Index, damage in 0..DAMAGES.len()
    ) {
        let table = table(&plan);
        let (_, findings) = read(&[("random.yaml", &plan.text()), ("random.paths.tsv", &table)]);
        prop_assert!(findings.is_empty(), "{findings:?}\n{}", plan.text());

        let mut damaged = plan.clone();
        let question = at.index(plan.questions.len());
        let (act, codes) = DAMAGES[damage];
        act(&mut damaged, question, answer.index(plan.questions[question].answers.len()), outcome.index(plan.outcomes.len()));
        let (_, findings) = read(&[("random.yaml", &damaged.text()), ("random.paths.tsv", &table)]);
        let is_found = findings.iter().any(|finding| codes.iter().any(|code| finding.contains(&format!(": {code}: "))));
        prop_assert!(is_found, "{codes:?} is not among {findings:?}\n{}", damaged.text());
    }
}

/// The random test takes some of them in each run; this takes all.
#[test]
fn every_damage_of_one_tree_is_found() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let plan = sound().new_tree(&mut runner).unwrap().current();
    let table = table(&plan);
    for (number, (act, codes)) in DAMAGES.iter().enumerate() {
        let mut damaged = plan.clone();
        act(&mut damaged, 1, 0, 0);
        let (_, findings) = read(&[("random.yaml", &damaged.text()), ("random.paths.tsv", &table)]);
        let is_found = findings.iter().any(|finding| codes.iter().any(|code| finding.contains(&format!(": {code}: "))));
        assert!(is_found, "damage {number}: {codes:?} is not among {findings:?}");
    }
}
