//! The order of the pages of a section: by weight, then by title as the language sorts, or by key where that is undecidable.
//!
//! Undecidable: a title with kanji sorts by its reading, and the reading is not written anywhere. So as soon as one title of
//! a section has a kanji, all its pages of equal weight are sorted by key, in that language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::page::Outline;

/// How one language sorts its words.
pub struct Collation {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// `tag` is a BCP 47 tag; one without rules of its own sorts as Unicode's root collation.
    pub fn of(tag: &str) -> Collation {
        let locale = tag.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        Collation { collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok() }
    }

    pub fn sort<'o, T: Copy>(&self, pages: &mut [T], outline: impl Fn(T) -> &'o Outline) {
        let by_title = !pages.iter().any(|page| has_kanji(&outline(*page).title));
        pages.sort_by(|a, b| {
            let (a, b) = (outline(*a), outline(*b));
            a.weight
                .cmp(&b.weight)
                .then_with(|| if by_title { self.compare(&a.title, &b.title) } else { Ordering::Equal })
                .then_with(|| a.place.key.cmp(&b.place.key))
        });
    }

    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(a, b),
            None => a.cmp(b),
        }
    }
}

/// Han characters, whose order in Japanese hangs on a reading that the text does not show.
fn has_kanji(text: &str) -> bool {
    text.chars().any(
        |c| matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page::Place;

    fn sorted(tag: &str, pages: &[(i64, &str, &str)]) -> Vec<String> {
        let outline = |(weight, title, key): &(i64, &str, &str)| Outline {
            place: Place { lang: Lang::ORIGINAL, key: (*key).to_owned(), is_index: false },
            title: (*title).to_owned(),
            title_html: (*title).to_owned(),
            description: None,
            weight: *weight,
            draft: false,
            aliases: Vec::new(),
            updated: None,
            no_twin: None,
            anchors: Vec::new(),
            glossaries: Vec::new(),
        };
        let outlines: Vec<Outline> = pages.iter().map(outline).collect();
        let mut order: Vec<usize> = (0..outlines.len()).collect();
        Collation::of(tag).sort(&mut order, |at| &outlines[at]);
        order.into_iter().map(|at| outlines[at].title.clone()).collect()
    }

    #[test]
    fn weight_comes_before_title() {
        assert_eq!(sorted("en", &[(2, "A", "a"), (1, "B", "b")]), ["B", "A"]);
    }

    #[test]
    fn english_titles_sort_as_a_dictionary_does() {
        assert_eq!(
            sorted("en", &[(0, "Zoo", "1"), (0, "éclair", "2"), (0, "apple", "3"), (0, "Banana", "4")]),
            ["apple", "Banana", "éclair", "Zoo"]
        );
    }

    #[test]
    fn kana_sort_by_sound_not_by_code_point() {
        assert_eq!(
            sorted("ja", &[(0, "かもめ", "1"), (0, "がっこう", "2"), (0, "アリ", "3"), (0, "いぬ", "4")]),
            ["アリ", "いぬ", "がっこう", "かもめ"]
        );
    }

    #[test]
    fn one_kanji_makes_the_whole_section_sort_by_key() {
        assert_eq!(sorted("ja", &[(0, "停止", "b"), (0, "アリ", "c"), (0, "再発行", "a")]), ["再発行", "停止", "アリ"]);
    }
}
