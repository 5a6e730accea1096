//! The facts that trees name: held against the schema of the collection they come from.

use crate::diagnostic::{Diagnostic, Kind, Message};
use crate::facts::{Collection, Type};
use crate::say;
use crate::site::Site;
use crate::tree::{FactPlace, FactUse, TREE_FACT, Tree};
use crate::yaml::closest;

/// The one kind it finds stands with the other findings about trees, which find it too.
pub static KINDS: &[&Kind] = &[];

pub fn run(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for tree in site.trees().iter() {
        let Some(named) = &tree.facts_of else {
            diagnostics.extend(tree.fact_uses.first().map(without_collection));
            continue;
        };
        match site.facts().collection(&named.key) {
            Some(collection) => tree.fact_uses.iter().for_each(|fact| diagnostics.extend(judge(tree, fact, collection))),
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
        let help = match collection.schema.nearest_id(&fact.id) {
            Some(near) => say!("did you mean `{near}`?", near = near),
            None => say!("add it to content/data/{name}.schema.yaml, or correct the id", name = collection.name),
        };
        return finding(say!("the schema of `{collection}` has no fact `{id}`", collection = collection.name, id = fact.id), help);
    };
    let wanted = match (fact.place, &spec.ty) {
        (_, Type::Unreadable) | (FactPlace::Shown, _) => None,
        (FactPlace::Tel, ty) => (!matches!(ty, Type::Phone)).then_some("phone"),
        (FactPlace::Deadline, ty) => (!matches!(ty, Type::Days { .. })).then_some("days"),
        (FactPlace::Text, _) => None,
    };
    if let Some(wanted) = wanted {
        let message = say!("`{id}` is of type {ty}, but {wanted} must stand here", id = fact.id, ty = spec.ty.name(), wanted = wanted);
        return finding(message, say!("name a fact of type {wanted}", wanted = wanted));
    }
    if fact.place == FactPlace::Text && tree.facts.get(&fact.id).is_none() {
        let message = say!("`{id}` stands in a text, but has no words for a reader for whom it is unknown", id = fact.id);
        return finding(message, say!("add `{id}: { unknown: … }` under `facts`", id = fact.id));
    }
    None
}
