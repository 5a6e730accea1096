use proptest::prelude::*;

use super::{LOST_BOOK, TABLE, languages, read};
use crate::tree::table_text;

/// Reads the files and does with them all that a build does.
fn read_and_use(tree: &str, table: &str) {
    let (trees, _) = read(&[("lost-book.yaml", tree), ("lost-book.paths.tsv", table)]);
    for tree in trees.iter() {
        tree.figures();
        table_text(tree, &languages());
        tree.nodes().for_each(|node| assert_eq!(tree.node(tree.id_of(node)), Some(node)));
    }
}

/// A text with some characters in one place replaced.
fn spoilt(text: &'static str) -> impl Strategy<Value = String> {
    let length = text.chars().count();
    let piece = prop_oneof!["[\\PC\n]{0,8}", "[-:{}\\[\\],#'\"|>&*!0-9 \n\t]{0,6}", Just("null".to_owned()), Just("- a".to_owned())];
    (0..length, 0..40_usize, piece).prop_map(move |(start, count, piece)| {
        text.chars().take(start).chain(piece.chars()).chain(text.chars().skip(start + count)).collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(tree: Vec<u8>, table: Vec<u8>) {
        read_and_use(&String::from_utf8_lossy(&tree), &String::from_utf8_lossy(&table));
    }

    #[test]
    fn a_spoilt_tree_is_read_without_panic(tree in spoilt(LOST_BOOK)) {
        read_and_use(&tree, TABLE);
    }

    #[test]
    fn a_spoilt_table_is_read_without_panic(table in spoilt(TABLE)) {
        read_and_use(LOST_BOOK, &table);
    }

    /// Any answer leads anywhere, so there are circles, and parts that nobody reaches.
    #[test]
    fn any_graph_is_read_without_panic(targets in prop::collection::vec((0..8_usize, 0..8_usize), 0..8)) {
        let ids = ["where", "train-when", "told-paid", "ring-station", "ask-desk", "over", "pay", "nowhere"];
        let mut text = LOST_BOOK.to_owned();
        for (from, to) in targets {
            text = text.replacen(&format!("to: {},", ids[from]), &format!("to: {},", ids[to]), 1);
        }
        read_and_use(&text, TABLE);
    }
}
