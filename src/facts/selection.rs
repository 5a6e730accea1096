//! Facts as people name them on the command line: a collection, a row, one fact of every row, one fact.

use crate::diagnostic::Message;
use crate::facts::Facts;
use crate::facts::reference::FactRef;
use crate::say;
use crate::yaml::closest;

/// `libraries`, `libraries/central`, `libraries#card.fee`, `libraries/central#card.fee`, or a group in the place of the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub collection: String,
    pub row: Option<String>,
    /// The id of a fact, or of a group.
    pub id: Option<String>,
}

impl Selection {
    /// `None` if the text is not written as one.
    pub fn parse(text: &str) -> Option<Selection> {
        let (place, id) = match text.split_once('#') {
            Some((place, id)) => (place, Some(id)),
            None => (text, None),
        };
        let (collection, row) = match place.split_once('/') {
            Some((collection, row)) => (collection, Some(row)),
            None => (place, None),
        };
        let is_name = |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '#' | ','));
        let is_sound = [Some(collection), row, id].into_iter().flatten().all(is_name);
        let owned = str::to_owned;
        is_sound.then(|| Selection { collection: owned(collection), row: row.map(owned), id: id.map(owned) })
    }

    /// Whether it means this fact.
    pub fn holds(&self, collection: &str, row: &str, id: &str) -> bool {
        self.collection == collection && self.row.as_deref().is_none_or(|named| named == row) && self.holds_id(id)
    }

    /// Whether it means the facts of that id, whatever the row.
    pub fn holds_id(&self, id: &str) -> bool {
        let names = |named: &str| id == named || id.strip_prefix(named).is_some_and(|rest| rest.starts_with('.'));
        self.id.as_deref().is_none_or(names)
    }

    /// The one fact that it names in full.
    pub fn fact(&self) -> Option<FactRef> {
        Some(FactRef { collection: self.collection.clone(), row: self.row.clone()?, id: self.id.clone()? })
    }
}

impl Facts {
    /// What a selection names and the site does not have, with the nearest that it has.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn check_selection(&self, selection: &Selection) -> Result<(), Message> {
        let Some(collection) = self.collection(&selection.collection) else {
            let near = closest(&selection.collection, self.collections().map(|collection| collection.name.as_str()));
            return Err(missing(say!("there is no collection `{name}`", name = selection.collection), near));
        };
        if let Some(row) = selection.row.as_deref().filter(|row| collection.row(row).is_none()) {
            let message = say!("`{collection}` has no row `{row}`", collection = collection.name, row = row);
            return Err(missing(message, collection.nearest_row(row)));
        }
        let is_missing = |id: &&str| collection.schema.spec(id).is_none() && collection.schema.selected(id).next().is_none();
        if let Some(id) = selection.id.as_deref().filter(is_missing) {
            let message = say!("the schema of `{collection}` has no fact `{id}`", collection = collection.name, id = id);
            return Err(missing(message, collection.schema.nearest_id_or_group(id)));
        }
        Ok(())
    }
}

fn missing(message: Message, near: Option<&str>) -> Message {
    match near {
        Some(near) => say!("{message}; did you mean `{near}`?", message = message, near = near),
        None => say!("{message}: `futago facts` lists all facts", message = message),
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;

    fn parts(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        Selection::parse(text).map(|found| (found.collection, found.row, found.id))
    }

    #[test]
    fn a_selection_names_as_much_as_it_says() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("libraries"), Some(("libraries".to_owned(), None, None)));
        assert_eq!(parts("libraries/central"), Some(("libraries".to_owned(), some("central"), None)));
        assert_eq!(parts("libraries#card.fee"), Some(("libraries".to_owned(), None, some("card.fee"))));
        assert_eq!(parts("libraries/central#card"), Some(("libraries".to_owned(), some("central"), some("card"))));
        for bad in ["", "/central", "libraries/", "libraries#", "#card", "a/b/c", "a b", "a#b#c", "a#b,c"] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_group_holds_its_facts_and_no_other() {
        let selection = Selection::parse("libraries#card").unwrap();
        assert!(selection.holds("libraries", "central", "card.fee") && selection.holds("libraries", "east", "card"));
        assert!(!selection.holds("libraries", "central", "cards.fee") && !selection.holds("shops", "central", "card.fee"));
    }
}
