//! The facts that trees name: those of the chosen row held against the schema of its collection, the others looked up.

use crate::diagnostic::{Diagnostic, Kind, Message};
use crate::facts::{Collection, Fact, FactRef, Lookup, Spec, Type};
use crate::say;
use crate::site::Site;
use crate::tree::{FactPlace, FactUse, TREE_FACT, Tree};
use crate::yaml::closest;

/// The one kind it finds stands with the other findings about trees, which find it too.
pub static KINDS: &[&Kind] = &[];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for tree in site.trees().iter() {
        let (fixed, chosen): (Vec<&FactUse>, Vec<&FactUse>) = tree.fact_uses.iter().partition(|fact| fact.is_fixed());
        diagnostics.extend(fixed.into_iter().filter_map(|fact| look_up(site, fact)));
        let Some(named) = &tree.facts_of else {
            diagnostics.extend(chosen.first().map(|fact| without_collection(fact)));
            continue;
        };
        match site.facts().collection(&named.key) {
            Some(collection) => diagnostics.extend(chosen.into_iter().filter_map(|fact| judge(tree, fact, collection))),
            None => {
                let known = site.facts().collections().map(|collection| collection.name.as_str());
                let help = match closest(&named.key, known) {
                    Some(near) => say!("did you mean `{near}`?", near = near),
                    None => say!("name a collection of content/data/"),
                };
                let message = say!("there is no collection `{name}`", name = named.key);
                diagnostics.push(Diagnostic::new(&TREE_FACT, named.span, message).help(help));
            }
        }
    }
}

fn without_collection(fact: &FactUse) -> Diagnostic {
    let message = say!("this tree names facts, but not the collection they come from");
    Diagnostic::new(&TREE_FACT, fact.span, message).help(say!("add `facts_of: COLLECTION` at the top of the tree"))
}

fn judge(tree: &Tree, fact: &FactUse, collection: &Collection) -> Option<Diagnostic> {
    let finding = |message: Message, help: Message| Some(Diagnostic::new(&TREE_FACT, fact.span, message).help(help));
    let Some(spec) = collection.schema.spec(&fact.id) else {
        return Some(no_id(fact, &fact.id, &collection.name, collection.schema.nearest_id(&fact.id)));
    };
    if let Some(finding) = of_wrong_type(fact, spec) {
        return Some(finding);
    }
    if fact.place == FactPlace::Text && tree.facts.get(&fact.id).is_none() {
        let message = say!("`{id}` stands in a text, but has no words for a reader for whom it is unknown", id = fact.id);
        return finding(message, say!("add `{id}: { unknown: … }` under `facts`", id = fact.id));
    }
    None
}

/// A fact that names its row itself.
fn look_up(site: &Site, fact: &FactUse) -> Option<Diagnostic> {
    let Some(reference) = FactRef::parse(&fact.id) else {
        let message = say!("`{reference}` is no reference to a fact", reference = fact.id);
        let help = say!("write `COLLECTION/ROW#GROUP.NAME`, or `GROUP.NAME` of the row that the reader chooses");
        return Some(Diagnostic::new(&TREE_FACT, fact.span, message).help(help));
    };
    match site.facts().find(&reference) {
        Lookup::Known(known, spec) => of_wrong_type(fact, spec).or_else(|| of_no_use(fact, Some(known), spec)),
        Lookup::NotFound(spec) => of_wrong_type(fact, spec).or_else(|| of_no_use(fact, None, spec)),
        Lookup::NoSuchId { nearest } => Some(no_id(fact, &reference.id, &reference.collection, nearest)),
        Lookup::NoSuchRow { nearest } => {
            let message = say!("`{collection}` has no row `{row}`", collection = reference.collection, row = reference.row);
            Some(missing(fact, message, nearest))
        }
        Lookup::NoSuchCollection { nearest } => {
            Some(missing(fact, say!("there is no collection `{collection}`", collection = reference.collection), nearest))
        }
    }
}

/// What cannot be shown, in a place where nothing stands in for it.
fn of_no_use(fact: &FactUse, known: Option<&Fact>, spec: &Spec) -> Option<Diagnostic> {
    let is_shown = known.is_some_and(|known| known.is_printable(spec));
    let needs_value = fact.place == FactPlace::Deadline || (fact.place == FactPlace::Tel && spec.policy.instead.is_none());
    (!is_shown && needs_value).then(|| {
        let message = say!("`{reference}` has no value that may be printed, and nothing stands in for it here", reference = fact.id);
        Diagnostic::new(&TREE_FACT, fact.span, message).help(say!("find a source for it, or take it out"))
    })
}

fn of_wrong_type(fact: &FactUse, spec: &Spec) -> Option<Diagnostic> {
    let wanted = match (fact.place, &spec.ty) {
        (_, Type::Unreadable) | (FactPlace::Shown | FactPlace::Text, _) => None,
        (FactPlace::Tel, ty) => (!matches!(ty, Type::Phone)).then_some("phone"),
        (FactPlace::Deadline, ty) => (!matches!(ty, Type::Days { .. })).then_some("days"),
    }?;
    let message = say!("`{id}` is of type {ty}, but {wanted} must stand here", id = fact.id, ty = spec.ty.name(), wanted = wanted);
    Some(Diagnostic::new(&TREE_FACT, fact.span, message).help(say!("name a fact of type {wanted}", wanted = wanted)))
}

fn no_id(fact: &FactUse, id: &str, collection: &str, nearest: Option<&str>) -> Diagnostic {
    let message = say!("the schema of `{collection}` has no fact `{id}`", collection = collection, id = id);
    match nearest {
        Some(_) => missing(fact, message, nearest),
        None => Diagnostic::new(&TREE_FACT, fact.span, message)
            .help(say!("add it to content/data/{name}.schema.yaml, or correct the id", name = collection)),
    }
}

fn missing(fact: &FactUse, message: Message, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(near) => say!("did you mean `{near}`?", near = near),
        None => say!("add it under content/data/, or correct the reference"),
    };
    Diagnostic::new(&TREE_FACT, fact.span, message).help(help)
}
