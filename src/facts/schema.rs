//! What may stand in the rows of a collection: `content/data/NAME.schema.yaml`, read.

mod read;

pub use read::{Head, read};

use std::collections::BTreeMap;

use crate::facts::policy::{Confidence, Policy};
use crate::facts::types::Type;
use crate::lang::PerLang;
use crate::source::Span;
use crate::yaml::closest;

/// The types, labels and policies of a collection's facts. Lists are in the order of the file, which is the order of tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Plain fields of a row, which need no evidence.
    pub fields: Vec<FieldSpec>,
    pub groups: Vec<Group>,
    /// Best first.
    pub confidence: Vec<Confidence>,
    pub source_kinds: BTreeMap<String, PerLang<String>>,
    pub specs: Vec<Spec>,
    /// Where in `specs` an id is.
    index: BTreeMap<String, usize>,
    /// Set if the schema could not be read at all: it then stands for every id, so that one broken schema gives one finding,
    /// not one for each fact and each reference.
    unreadable: Option<Box<Spec>>,
}

/// A plain field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    pub name: String,
    pub label: Option<PerLang<String>>,
    pub ty: Type,
    pub required: bool,
}

/// A heading for facts; their ids begin with its id and a dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub title: PerLang<String>,
}

/// What the schema says about one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// `GROUP.NAME`.
    pub id: String,
    pub label: PerLang<String>,
    pub ty: Type,
    pub policy: Policy,
    /// Its key in the schema.
    pub span: Span,
}

impl Spec {
    /// The id of its group.
    pub fn group(&self) -> &str {
        group_of(&self.id)
    }
}

pub fn group_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

impl Schema {
    fn new(
        fields: Vec<FieldSpec>,
        groups: Vec<Group>,
        confidence: Vec<Confidence>,
        source_kinds: BTreeMap<String, PerLang<String>>,
        specs: Vec<Spec>,
    ) -> Schema {
        let index = specs.iter().enumerate().map(|(at, spec)| (spec.id.clone(), at)).collect();
        Schema { fields, groups, confidence, source_kinds, specs, index, unreadable: None }
    }

    /// The schema of a collection whose own cannot be read: knows every id, shows none.
    pub fn unreadable(label: PerLang<String>, span: Span) -> Schema {
        let spec = Spec { id: String::new(), label, ty: Type::Unreadable, policy: Policy::default(), span };
        let empty = Schema::new(Vec::new(), Vec::new(), Vec::new(), BTreeMap::new(), Vec::new());
        Schema { unreadable: Some(Box::new(spec)), ..empty }
    }

    pub fn is_readable(&self) -> bool {
        self.unreadable.is_none()
    }

    pub fn spec(&self, id: &str) -> Option<&Spec> {
        self.unreadable.as_deref().or_else(|| self.index.get(id).map(|at| &self.specs[*at]))
    }

    /// Where a fact stands in the order of the schema.
    pub fn position(&self, spec: &Spec) -> Option<usize> {
        self.index.get(&spec.id).copied()
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The specs that a name selects: the fact of that id, or all facts of that group; in the order of the schema.
    pub fn selected<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Spec> {
        self.specs.iter().filter(move |spec| spec.id == name || spec.id.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    }

    pub fn nearest_id(&self, id: &str) -> Option<&str> {
        closest(id, self.specs.iter().map(|spec| spec.id.as_str()))
    }

    pub fn nearest_id_or_group(&self, name: &str) -> Option<&str> {
        let ids = self.specs.iter().map(|spec| spec.id.as_str());
        closest(name, ids.chain(self.groups.iter().map(|group| group.id.as_str())))
    }
}
