//! How long facts are trusted, and how sure they must be to be shown.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::facts::kinds::FACT_SCHEMA;
use crate::facts::reading::{File, open_map, unlisted};
use crate::facts::types::TYPES;
use crate::lang::PerLang;
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, Yaml};

/// How sure a fact is: one of the schema's `confidence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// 0 is the best.
    pub rank: usize,
    pub name: String,
}

impl Confidence {
    /// Whether this is as good as `least`, or better.
    pub fn reaches(&self, least: &Confidence) -> bool {
        self.rank <= least.rank
    }
}

/// What holds for the facts of a type, or for one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Older than this, counted from the later of `read` and `checked`, a fact is stale. `None`: never.
    pub stale_after_days: Option<u32>,
    /// Older than this, a page no longer shows the fact as true. `None`: never.
    pub expires_after_days: Option<u32>,
    /// The least confidence that pages show. `None`: any.
    pub print_from: Option<Confidence>,
    /// What readers see in place of a fact that is not shown.
    pub instead: Option<PerLang<String>>,
}

/// The policies of a schema: `default`, and what a type changes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    default: Policy,
    by_type: BTreeMap<String, Policy>,
}

impl Policies {
    pub fn of(&self, type_name: &str) -> &Policy {
        self.by_type.get(type_name).unwrap_or(&self.default)
    }
}

/// Reads the schema's `policy`: a map of `default` and names of types.
pub fn read_all(file: File, yaml: &Yaml, confidence: &[Confidence], diagnostics: &mut Vec<Diagnostic>) -> Policies {
    let mut policies = Policies::default();
    if let Some(yaml) = yaml.get("default") {
        policies.default = read_one(file, yaml, confidence, &Policy::default(), diagnostics);
    }
    for entry in open_map(yaml, diagnostics).iter().filter(|entry| entry.key != "default") {
        let policy = read_one(file, &entry.value, confidence, &policies.default, diagnostics);
        if TYPES.contains(&entry.key.as_str()) {
            policies.by_type.insert(entry.key.clone(), policy);
        } else {
            let known = std::iter::once("default").chain(TYPES);
            diagnostics.push(unlisted(&FACT_SCHEMA, &entry.key, entry.key_span, "a type", known));
        }
    }
    policies
}

fn read_one(file: File, yaml: &Yaml, confidence: &[Confidence], base: &Policy, diagnostics: &mut Vec<Diagnostic>) -> Policy {
    let Some(mut fields) = Fields::of(file.source, yaml, "a policy", diagnostics) else { return base.clone() };
    let policy = read(&mut fields, file, confidence, base);
    fields.finish();
    policy
}

/// Reads the keys of a policy; what is not said is taken from `base`.
pub fn read(fields: &mut Fields, file: File, confidence: &[Confidence], base: &Policy) -> Policy {
    let stale = days(fields, "stale_after_days");
    let expires = days(fields, "expires_after_days");
    let policy = Policy {
        stale_after_days: stale.map(|(days, _)| days).or(base.stale_after_days),
        expires_after_days: expires.map(|(days, _)| days).or(base.expires_after_days),
        print_from: print_from(fields, confidence).or_else(|| base.print_from.clone()),
        instead: fields.get("instead").and_then(|yaml| file.words(yaml, fields.diagnostics())).or_else(|| base.instead.clone()),
    };
    if let (Some((_, place)), true) = (expires.or(stale), policy.expires_after_days < policy.stale_after_days) {
        fields.diagnostics().extend(expires_too_early(&policy, place));
    }
    policy
}

/// A number of days: at least one.
fn days(fields: &mut Fields, key: &'static str) -> Option<(u32, Span)> {
    let (number, span) = fields.integer(key)?;
    match u32::try_from(number) {
        Ok(days) if days > 0 => Some((days, span)),
        _ => {
            let message = say!("`{key}` cannot be {number}", key = key, number = number);
            fields.report(Diagnostic::new(&FACT_SCHEMA, span, message).help(say!("write a number of days, 1 or more")));
            None
        }
    }
}

fn print_from(fields: &mut Fields, confidence: &[Confidence]) -> Option<Confidence> {
    let (name, span) = fields.text("print_from")?;
    let found = confidence.iter().find(|confidence| confidence.name == name).cloned();
    if found.is_none() {
        let known = confidence.iter().map(|confidence| confidence.name.as_str());
        fields.report(unlisted(&FACT_SCHEMA, &name, span, "in the list `confidence`", known));
    }
    found
}

fn expires_too_early(policy: &Policy, place: Span) -> Option<Diagnostic> {
    let (stale, expires) = (policy.stale_after_days?, policy.expires_after_days?);
    let message = say!("these facts expire after {expires} days, before they are stale after {stale}", expires = expires, stale = stale);
    Some(Diagnostic::new(&FACT_SCHEMA, place, message).help(say!("set both, and `expires_after_days` the larger")))
}
