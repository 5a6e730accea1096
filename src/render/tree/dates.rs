//! Last days that the reader can have counted from days of their own: which rules there are on an outcome, and what to ask for.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Shown;
use crate::facts::{Days, Direction as FactDirection, Row, Spec, State, Value};
use crate::tree::{Fallback, LastDay, OutcomeId};

/// The key of the day on which the page is read: nobody needs to be asked for it.
const TODAY: &str = "today";

#[derive(Serialize)]
pub struct DatesView<'a> {
    /// The days that the rules count from.
    days: Vec<DayView<'a>>,
    rules: Vec<RuleView>,
}

#[derive(Serialize)]
struct DayView<'a> {
    key: &'a str,
    label: &'a str,
}

/// So many days forward from a day. What counts back from a report is turned round: the last day to report what has happened.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct RuleView {
    title: String,
    /// The rule in words.
    text: String,
    days: u32,
    from: String,
    /// Whether it is a deadline of terms, which may be counted in several ways.
    is_deadline: bool,
    /// Whose rule it is; of nobody in particular if empty.
    rows: Vec<String>,
}

impl<'a> Shown<'a> {
    /// `None` where nothing is to be counted.
    pub(super) fn dates(&self, id: OutcomeId) -> Option<DatesView<'a>> {
        let outcome = self.tree.outcome(id);
        let mut rules: Vec<RuleView> = Vec::new();
        for id in &outcome.actions {
            let by = &self.tree.action(*id).by;
            if let Some(fact) = &by.fact {
                self.add_deadlines(&fact.id, &mut rules);
            }
            rules.extend(by.day.as_ref().filter(|day| day.days > 0).map(|day| self.rule(self.headline(*id), day)));
        }
        let back = outcome.come_back.as_ref().and_then(|back| back.day.as_ref());
        rules.extend(back.map(|day| RuleView { text: self.later_day(day), ..self.rule(self.word("tree.come_back", &[]), day) }));
        let used: BTreeSet<&str> = rules.iter().map(|rule| rule.from.as_str()).filter(|from| *from != TODAY).collect();
        let asked = self.tree.from.iter().filter(|(named, _)| used.contains(named.key.as_str()));
        let days: Vec<DayView> = asked.map(|(named, words)| DayView { key: &named.key, label: self.own(words) }).collect();
        (!rules.is_empty()).then_some(DatesView { days, rules })
    }

    fn rule(&self, title: String, day: &LastDay) -> RuleView {
        RuleView { title, text: self.day(day), days: day.days, from: day.from.key.clone(), is_deadline: false, rows: Vec::new() }
    }

    /// The careful default of a fact, then what the rows say where it differs from each other, each rule once with all its rows.
    fn add_deadlines(&self, id: &str, rules: &mut Vec<RuleView>) {
        let facts = self.renderer.site.facts();
        let collection = self.tree.facts_of.as_ref().and_then(|named| facts.collection(&named.key));
        let found = collection.and_then(|collection| Some((collection, collection.schema.spec(id)?)));
        let (Some((collection, spec)), Some(fallback)) = (found, self.tree.facts.get(id)) else { return };
        let Some(careful) = &fallback.deadline else { return };
        let title = spec.label[self.page.lang].clone();
        let default = RuleView { is_deadline: true, ..self.rule(title, careful) };
        if rules.contains(&default) {
            return;
        }
        rules.push(default);
        for row in &collection.rows {
            let Some(rule) = self.rule_of(row, spec, fallback) else { continue };
            match rules.iter_mut().find(|other| !other.rows.is_empty() && RuleView { rows: Vec::new(), ..(*other).clone() } == rule) {
                Some(same) => same.rows.push(row.key.clone()),
                None => rules.push(RuleView { rows: vec![row.key.clone()], ..rule }),
            }
        }
    }

    /// What a row says; nothing that is not sure enough to print, or out of date.
    fn rule_of(&self, row: &Row, spec: &Spec, fallback: &Fallback) -> Option<RuleView> {
        let today = self.renderer.site.today();
        let fact = row.fact(&spec.id).filter(|fact| fact.is_printable(spec) && fact.state(spec, today) != State::Expired)?;
        let (Value::Days(value), Some(careful)) = (&fact.value, &fallback.deadline) else { return None };
        let title = spec.label[self.page.lang].clone();
        let text = self.renderer.fact_text(fact, spec, self.page.lang);
        let from = self.counted_from(value, careful);
        Some(RuleView { title, text, days: value.days, from, is_deadline: true, rows: Vec::new() })
    }

    /// Days back from a report, and days from a day that nobody knows, are counted from the day of the careful default.
    fn counted_from(&self, value: &Days, careful: &LastDay) -> String {
        let start = value.start.as_ref().filter(|start| start.direction == FactDirection::Forward);
        let known = start.filter(|start| self.tree.from.get(&start.from).is_some());
        known.map_or_else(|| careful.from.key.clone(), |start| start.from.clone())
    }
}
