//! From the schema's file to the schema.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FieldSpec, Group, Schema, Spec, group_of};
use crate::diagnostic::Diagnostic;
use crate::facts::kinds::FACT_SCHEMA;
use crate::facts::policy::{self, Confidence, Policies};
use crate::facts::reading::{File, open_map, suggestion};
use crate::facts::types::{self, Starts, Type};
use crate::lang::PerLang;
use crate::say;
use crate::source::Span;
use crate::yaml::{Entry, Fields, Yaml};

/// Keys of a row that no plain field can have.
const RESERVED: [&str; 2] = ["facts", "unknown"];

/// A whole schema file.
pub struct Head {
    pub title: PerLang<String>,
    pub page: Option<(String, Span)>,
    pub schema: Schema,
}

/// What is read first, because the facts lean on it.
struct Ground {
    groups: Vec<Group>,
    confidence: Vec<Confidence>,
    policies: Policies,
    from: Arc<Starts>,
}

/// Reads the schema of the collection `name`. `None`, with a finding, if the file holds no map.
pub fn read(file: File, yaml: &Yaml, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Head> {
    let mut fields = Fields::of(file.source, yaml, "a schema", diagnostics)?;
    let title = fields.required("title").and_then(|yaml| file.words(yaml, fields.diagnostics()));
    let page = fields.text("page");
    let source_kinds = source_kinds(&mut fields, file);
    let ground = ground(&mut fields, file);
    let plain = entries(&mut fields, "row");
    let plain = plain.iter().filter_map(|entry| field(file, entry, &ground, fields.diagnostics())).collect();
    let facts = entries(&mut fields, "facts");
    let specs = facts.iter().map(|entry| spec(file, entry, &ground, fields.diagnostics())).collect();
    fields.finish();
    let schema = Schema::new(plain, ground.groups, ground.confidence, source_kinds, specs);
    Some(Head { title: title.unwrap_or_else(|| file.same(name)), page, schema })
}

fn ground(fields: &mut Fields, file: File) -> Ground {
    let confidence = confidence(fields);
    let policies = match fields.get("policy") {
        Some(yaml) => policy::read_all(file, yaml, &confidence, fields.diagnostics()),
        None => Policies::default(),
    };
    let from = keyed_words(fields, file, "from").into_iter().map(|(entry, words)| (entry.key.clone(), words)).collect();
    let groups = keyed_words(fields, file, "groups").into_iter().map(|(entry, title)| Group { id: entry.key.clone(), title }).collect();
    Ground { groups, confidence, policies, from: Arc::new(from) }
}

fn entries<'a>(fields: &mut Fields<'a>, key: &'static str) -> &'a [Entry] {
    fields.get(key).map_or(&[], |yaml| open_map(yaml, fields.diagnostics()))
}

fn keyed_words<'a>(fields: &mut Fields<'a>, file: File, key: &'static str) -> Vec<(&'a Entry, PerLang<String>)> {
    fields.get(key).map_or_else(Vec::new, |yaml| file.words_by_key(yaml, fields.diagnostics()))
}

/// Required as soon as there are facts: a source without its kind cannot be weighed by readers.
fn source_kinds(fields: &mut Fields, file: File) -> BTreeMap<String, PerLang<String>> {
    if fields.get("facts").is_some() {
        fields.required("source_kinds");
    }
    keyed_words(fields, file, "source_kinds").into_iter().map(|(entry, words)| (entry.key.clone(), words)).collect()
}

fn confidence(fields: &mut Fields) -> Vec<Confidence> {
    let mut names: Vec<String> = fields.texts("confidence").into_iter().map(|(name, _)| name).collect();
    if names.is_empty() {
        names = ["high", "medium", "low"].map(str::to_owned).to_vec();
    }
    names.into_iter().enumerate().map(|(rank, name)| Confidence { rank, name }).collect()
}

fn field(file: File, entry: &Entry, ground: &Ground, diagnostics: &mut Vec<Diagnostic>) -> Option<FieldSpec> {
    if RESERVED.contains(&entry.key.as_str()) {
        let message = say!("`{key}` cannot be a plain field: a row keeps something else there", key = entry.key);
        diagnostics.push(Diagnostic::new(&FACT_SCHEMA, entry.key_span, message).help(say!("give the field another name")));
        return None;
    }
    let unread = || FieldSpec { name: entry.key.clone(), label: None, ty: Type::Unreadable, required: false };
    let Some(mut fields) = Fields::of(file.source, &entry.value, "a plain field", diagnostics) else { return Some(unread()) };
    let ty = types::read(&mut fields, file, &ground.from);
    let label = fields.get("label").and_then(|yaml| file.words(yaml, fields.diagnostics()));
    let required = fields.boolean("required").unwrap_or(false);
    fields.finish();
    Some(FieldSpec { name: entry.key.clone(), label, ty, required })
}

/// A spec that cannot be read still stands in the schema, so that rows and pages that use its id are not blamed.
fn spec(file: File, entry: &Entry, ground: &Ground, diagnostics: &mut Vec<Diagnostic>) -> Spec {
    check_id(entry, &ground.groups, diagnostics);
    let unread = Spec {
        id: entry.key.clone(),
        label: file.same(&entry.key),
        ty: Type::Unreadable,
        policy: ground.policies.of("").clone(),
        span: entry.key_span,
    };
    let Some(mut fields) = Fields::of(file.source, &entry.value, "a fact of a schema", diagnostics) else { return unread };
    let ty = types::read(&mut fields, file, &ground.from);
    let label = fields.required("label").and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or(unread.label);
    let policy = policy::read(&mut fields, file, &ground.confidence, ground.policies.of(ty.name()));
    fields.finish();
    Spec { label, ty, policy, ..unread }
}

fn check_id(entry: &Entry, groups: &[Group], diagnostics: &mut Vec<Diagnostic>) {
    let id = entry.key.as_str();
    if !is_id(id) {
        let message = say!("`{id}` cannot be the id of a fact", id = id);
        let help = say!("write GROUP.NAME in small letters a to z, digits, `_` and `-`, as in `desk.hours`");
        diagnostics.push(Diagnostic::new(&FACT_SCHEMA, entry.key_span, message).help(help));
    } else if groups.iter().all(|group| group.id != group_of(id)) {
        let message = say!("`{group}` is not a group of this schema", group = group_of(id));
        let help = match groups.is_empty() {
            true => say!("add `{group}` with its words under `groups`", group = group_of(id)),
            false => suggestion(group_of(id), groups.iter().map(|group| group.id.as_str())),
        };
        diagnostics.push(Diagnostic::new(&FACT_SCHEMA, entry.key_span, message).help(help));
    }
}

/// `GROUP.NAME`; further dots are part of the name.
fn is_id(id: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
    id.contains('.') && id.split('.').all(|part| !part.is_empty() && part.bytes().all(is_letter))
}
