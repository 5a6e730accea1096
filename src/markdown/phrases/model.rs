//! The published model of BudouX, arranged so that a letter costs a tenth of a microsecond and not a whole one.
//!
//! The package keeps the model as a map of texts like `BW2:日本`, and puts forty such texts together for every letter. Here what
//! is seen around a letter is a row of small numbers, and each feature has a table of its own. A test holds both to the same
//! answers.

use std::sync::LazyLock;

/// Score from which a phrase begins, in the model's own unit.
const THRESHOLD: i32 = budoux::DEFAULT_THRESHOLD;

/// What is seen around a place: six letters, their blocks, and how the last three places were judged.
type View = [u32; 15];
const W: usize = 0;
const B: usize = 6;
const P: usize = 12;

/// Bits that a part of the view needs: a letter, one of eight blocks, one of three judgements.
const fn bits(part: usize) -> u32 {
    match part {
        W..B => 21,
        B..P => 3,
        _ => 2,
    }
}

/// Judgements of a place: not yet, a phrase may begin, none does; and their letters in the model.
const UNKNOWN: u32 = 0;
const BEGINS: u32 = 1;
const GOES_ON: u32 = 2;
const JUDGEMENTS: [&str; 3] = ["U", "B", "O"];

/// The Unicode blocks that the model looks at, by their numbers there; all others are one.
const BLOCKS: [&str; 8] = ["", "072", "087", "107", "108", "109", "120", "162"];

fn block(letter: u32) -> u32 {
    match letter {
        0x2000..=0x206F => 1,
        0x2600..=0x26FF => 2,
        0x3000..=0x303F => 3,
        0x3040..=0x309F => 4,
        0x30A0..=0x30FF => 5,
        0x4E00..=0x9FFF => 6,
        0xFF00..=0xFFEF => 7,
        _ => 0,
    }
}

/// Every feature by its name in the model, and which parts of the view it looks at. The letters 3 and 4 are those on both sides.
const FEATURES: [(&str, &[usize]); 42] = [
    ("UP1", &[P]),
    ("UP2", &[P + 1]),
    ("UP3", &[P + 2]),
    ("BP1", &[P, P + 1]),
    ("BP2", &[P + 1, P + 2]),
    ("UW1", &[W]),
    ("UW2", &[W + 1]),
    ("UW3", &[W + 2]),
    ("UW4", &[W + 3]),
    ("UW5", &[W + 4]),
    ("UW6", &[W + 5]),
    ("BW1", &[W + 1, W + 2]),
    ("BW2", &[W + 2, W + 3]),
    ("BW3", &[W + 3, W + 4]),
    ("TW1", &[W, W + 1, W + 2]),
    ("TW2", &[W + 1, W + 2, W + 3]),
    ("TW3", &[W + 2, W + 3, W + 4]),
    ("TW4", &[W + 3, W + 4, W + 5]),
    ("UB1", &[B]),
    ("UB2", &[B + 1]),
    ("UB3", &[B + 2]),
    ("UB4", &[B + 3]),
    ("UB5", &[B + 4]),
    ("UB6", &[B + 5]),
    ("BB1", &[B + 1, B + 2]),
    ("BB2", &[B + 2, B + 3]),
    ("BB3", &[B + 3, B + 4]),
    ("TB1", &[B, B + 1, B + 2]),
    ("TB2", &[B + 1, B + 2, B + 3]),
    ("TB3", &[B + 2, B + 3, B + 4]),
    ("TB4", &[B + 3, B + 4, B + 5]),
    ("UQ1", &[P, B]),
    ("UQ2", &[P + 1, B + 1]),
    ("UQ3", &[P + 2, B + 2]),
    ("BQ1", &[P + 1, B + 1, B + 2]),
    ("BQ2", &[P + 1, B + 2, B + 3]),
    ("BQ3", &[P + 2, B + 1, B + 2]),
    ("BQ4", &[P + 2, B + 2, B + 3]),
    ("TQ1", &[P + 1, B, B + 1, B + 2]),
    ("TQ2", &[P + 1, B + 1, B + 2, B + 3]),
    ("TQ3", &[P + 2, B, B + 1, B + 2]),
    ("TQ4", &[P + 2, B + 1, B + 2, B + 3]),
];

/// The scores of one feature.
enum Table {
    /// One for everything that can be seen.
    Dense(Vec<i32>),
    /// By what was seen, in that order; all else scores nothing.
    Sparse(Vec<(u64, i32)>),
}

impl Table {
    fn new(parts: &[usize], mut scores: Vec<(u64, i32)>) -> Table {
        let bits: u32 = parts.iter().map(|part| bits(*part)).sum();
        if bits > DENSE_BITS {
            scores.sort_unstable();
            return Table::Sparse(scores);
        }
        let mut dense = vec![0; 1 << bits];
        scores.into_iter().for_each(|(seen, score)| dense[seen as usize] = score);
        Table::Dense(dense)
    }

    fn score(&self, seen: u64) -> i32 {
        match self {
            Table::Dense(scores) => scores[seen as usize],
            Table::Sparse(scores) => scores.binary_search_by_key(&seen, |(key, _)| *key).map_or(0, |found| scores[found].1),
        }
    }
}

/// Four blocks' worth, and fewer than a letter has.
const DENSE_BITS: u32 = 12;

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut scores = FEATURES.map(|_| Vec::new());
    for (key, score) in budoux::models::default_japanese_model() {
        let (name, seen) = key.split_once(':').expect("the model's keys are a name and what is seen");
        let feature = FEATURES.iter().position(|(known, _)| *known == name).expect("the model's features are those of the table");
        // What cannot be seen has no score: the package never matches block 999 either, which stands for no letter.
        scores[feature].extend(read(FEATURES[feature].1, seen).map(|seen| (seen, *score)));
    }
    FEATURES.iter().zip(scores).map(|((_, parts), scores)| Table::new(parts, scores)).collect()
});

/// A key of the model as a number: letters and judgements of one letter each, blocks of three digits.
fn read(parts: &[usize], seen: &str) -> Option<u64> {
    let mut rest = seen;
    let mut packed = 0;
    for part in parts {
        let length = if (B..P).contains(part) { 3 } else { rest.chars().next()?.len_utf8() };
        let (value, behind) = rest.split_at_checked(length)?;
        rest = behind;
        let number = |known: &[&str]| known.iter().position(|known| *known == value).map(|number| number as u32);
        let number = match part {
            W..B => value.chars().next().map(u32::from),
            B..P => number(&BLOCKS),
            _ => number(&JUDGEMENTS),
        };
        packed = packed << bits(*part) | u64::from(number?);
    }
    Some(packed)
}

/// Where a phrase begins that is not the first, in bytes.
pub fn starts(text: &str) -> Vec<usize> {
    let tables = &*TABLES;
    let mut starts = Vec::new();
    let mut view: View = [0; 15];
    view[P..].fill(UNKNOWN);
    // Three letters are seen ahead of the place.
    let mut ahead = text.chars().chain(['\0'; 3]);
    let mut next = |view: &mut View| {
        view.copy_within(W + 1..B, W);
        view.copy_within(B + 1..P, B);
        view[B - 1] = ahead.next().map_or(0, u32::from);
        view[P - 1] = block(view[B - 1]);
    };
    (0..3).for_each(|_| next(&mut view));
    for (at, _) in text.char_indices().skip(1) {
        next(&mut view);
        let score = score(tables, &view);
        if score > THRESHOLD {
            starts.push(at);
        }
        view.copy_within(P + 1.., P);
        view[P + 2] = if score > 0 { BEGINS } else { GOES_ON };
    }
    starts
}

fn score(tables: &[Table], view: &View) -> i32 {
    let scores = FEATURES
        .iter()
        .zip(tables)
        .map(|((_, parts), table)| table.score(parts.iter().fold(0, |packed, part| packed << bits(*part) | u64::from(view[*part]))));
    scores.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_the_package(text: &str) -> Vec<usize> {
        let phrases = budoux::parse(budoux::models::default_japanese_model(), text);
        let ends = phrases.iter().scan(0, |at, phrase| {
            *at += phrase.len();
            Some(*at)
        });
        ends.filter(|end| *end < text.len()).collect()
    }

    #[test]
    fn sentences_part_as_the_package_parts_them() {
        for text in
            ["", "止", "今日はとても天気です。", "カードを止める電話は、24時間つながります（年中無休）。", "VISAとMastercardを使う☎"]
        {
            assert_eq!(starts(text), by_the_package(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_text_parts_as_the_package_parts_it(text in "[ぁ-んァ-ヶ一-鿿、。「」！（）a-z0-9 －☎\u{2014}💳]{0,40}") {
            prop_assert_eq!(starts(&text), by_the_package(&text), "{}", text);
        }
    }
}
