//! How the reading and proving of a tree grows with it: `cargo bench --bench tree`. Ratios, because times are those of a machine.

use std::fmt::Write;
use std::time::{Duration, Instant};

use futago::lang::{LanguageInfo, Languages};
use futago::source::{Source, Sources};
use futago::tree;

const LOST_BOOK: &str = include_str!("../src/tree/tests/lost-book.yaml");

fn main() {
    println!("questions  time       against 10 times fewer");
    for (name, to) in [("a heap", heap as Lead), ("layers, each leading to all of the next", layers), ("wrong names", nowhere)] {
        println!("{name}");
        let mut before: Option<Duration> = None;
        for questions in [20, 200, 2_000] {
            let time = best_of(5, &widened(questions, to));
            let ratio = before.map_or(String::new(), |before| format!("{:.1}", time.as_secs_f64() / before.as_secs_f64()));
            println!("{questions:>9}  {:>7.2} ms  {ratio}", time.as_secs_f64() * 1000.0);
            before = Some(time);
        }
    }
}

fn best_of(times: usize, text: &str) -> Duration {
    let mut sources = Sources::default();
    sources.add("content/trees/lost-book.yaml", text);
    let list: Vec<&Source> = sources.all().map(|source| &**source).collect();
    let languages = Languages::new(vec![LanguageInfo::of_code("ja"), LanguageInfo::of_code("en")]);
    let once = || {
        let start = Instant::now();
        std::hint::black_box(tree::parse(std::hint::black_box(&list), &languages));
        start.elapsed()
    };
    (0..times).map(|_| once()).min().unwrap_or_default()
}

/// Where an answer leads: of how many questions, of which one, its number.
type Lead = fn(usize, usize, usize) -> String;

const ANSWERS: usize = 5;

fn heap(questions: usize, at: usize, answer: usize) -> String {
    below(questions, at * ANSWERS + answer + 1)
}

fn layers(questions: usize, at: usize, answer: usize) -> String {
    below(questions, at.div_ceil(ANSWERS) * ANSWERS + 1 + answer)
}

fn nowhere(_: usize, at: usize, _: usize) -> String {
    format!("wid-{at}")
}

fn below(questions: usize, child: usize) -> String {
    if child < questions { format!("wide-{child}") } else { "ask-desk".to_owned() }
}

/// A sound tree with so many questions more.
fn widened(questions: usize, to: Lead) -> String {
    let (before, after) = LOST_BOOK.split_once("  - id: told\n    title").expect("the tree has this stage");
    let mut wide =
        before.replace("to: ring-station, ja", "to: wide-0, ja").replace("to: ask-desk, ja: いいえ", "to: ring-station, ja: いいえ");
    for at in 0..questions {
        let ask = "ask: { ja: 何番ですか。, en: Which number? }\n        why: { ja: 棚です。, en: The shelf. }";
        let _ = write!(wide, "      - id: wide-{at}\n        {ask}\n        answers:\n");
        for answer in 0..ANSWERS {
            let to = to(questions, at, answer);
            let _ = writeln!(wide, "          - {{ id: a{answer}, to: {to}, ja: {answer}番, en: Number {answer} }}");
        }
    }
    format!("{wide}  - id: told\n    title{after}")
}
