//! Which box stands above which: the layered drawing of Sugiyama, with barycentres swept forth and back, and the order kept that
//! has the fewest crossings. Own code, because the packages there are place boxes by their middles only: here an edge leaves a
//! question at the very answer it belongs to, and that row decides what crosses what.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{EDGE_HEIGHT, ENTRY, Graph};

/// What stands in a column: a box, or the way of an edge past the boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub of: Of,
    pub layer: usize,
    pub height: i32,
    /// Where edges come in, from its top.
    pub entry: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Box(usize),
    /// On the way to a box. All edges to one box share their way.
    Way(usize),
}

/// From an item to one in the next layer; `port` is where it goes out, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    pub from: usize,
    pub port: i32,
    pub to: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    pub items: Vec<Item>,
    /// The segments that leave each item, from top to bottom, and those that arrive at it.
    pub out: Vec<Vec<Segment>>,
    pub into: Vec<Vec<Segment>>,
    /// Items from top to bottom, layer by layer.
    pub layers: Vec<Vec<usize>>,
}

const SWEEPS: usize = 12;

pub fn order(graph: &Graph) -> Ordered {
    let mut ordered = laid(graph);
    let mut sweep = Sweep::new(&ordered);
    let mut layers = ordered.layers.clone();
    let mut fewest = usize::MAX;
    for round in 0..SWEEPS {
        if round > 0 {
            sweep.back(&mut layers);
        }
        sweep.forth(&mut layers);
        sweep.exchange(&mut layers);
        let crossings = sweep.crossings(&layers);
        if crossings < fewest {
            fewest = crossings;
            ordered.layers.clone_from(&layers);
        }
        if crossings == 0 {
            break;
        }
    }
    ordered
}

/// Items and segments in the order of the graph.
fn laid(graph: &Graph) -> Ordered {
    let boxes = graph.boxes.iter().enumerate();
    let mut items: Vec<Item> =
        boxes.map(|(at, node)| Item { of: Of::Box(at), layer: node.layer, height: node.height, entry: ENTRY }).collect();
    let mut ways: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut segments = BTreeSet::new();
    for edge in &graph.edges {
        let (mut from, mut port) = (edge.from, edge.port);
        for layer in graph.boxes[edge.from].layer + 1..graph.boxes[edge.to].layer {
            let way = *ways.entry((edge.to, layer)).or_insert_with(|| {
                items.push(Item { of: Of::Way(edge.to), layer, height: EDGE_HEIGHT, entry: EDGE_HEIGHT / 2 });
                items.len() - 1
            });
            segments.insert(Segment { from, port, to: way });
            (from, port) = (way, EDGE_HEIGHT / 2);
        }
        segments.insert(Segment { from, port, to: edge.to });
    }
    let mut layers = vec![Vec::new(); items.iter().map(|item| item.layer + 1).max().unwrap_or(0)];
    items.iter().enumerate().for_each(|(at, item)| layers[item.layer].push(at));
    let mut ordered = Ordered { out: vec![Vec::new(); items.len()], into: vec![Vec::new(); items.len()], items, layers };
    for segment in segments {
        ordered.out[segment.from].push(segment);
        ordered.into[segment.to].push(segment);
    }
    ordered
}

struct Sweep {
    out: Vec<Vec<Segment>>,
    into: Vec<Vec<Segment>>,
    /// Where each item stands in its layer.
    position: Vec<usize>,
    /// For each item: where its segments end on one side, and how many they are.
    sums: Vec<(usize, usize)>,
}

impl Sweep {
    fn new(ordered: &Ordered) -> Sweep {
        let count = ordered.items.len();
        let mut sweep = Sweep { out: ordered.out.clone(), into: ordered.into.clone(), position: vec![0; count], sums: vec![(0, 0); count] };
        ordered.layers.iter().for_each(|layer| sweep.settle(layer));
        sweep
    }

    fn settle(&mut self, layer: &[usize]) {
        layer.iter().enumerate().for_each(|(at, item)| self.position[*item] = at);
    }

    /// Each layer after the one before it: by the middle of the rows that lead to an item.
    fn forth(&mut self, layers: &mut [Vec<usize>]) {
        for at in 1..layers.len() {
            layers[at].iter().for_each(|item| self.sums[*item] = (0, 0));
            for (rank, segment) in layers[at - 1].iter().flat_map(|item| &self.out[*item]).enumerate() {
                let (sum, count) = self.sums[segment.to];
                self.sums[segment.to] = (sum + rank, count + 1);
            }
            self.sort(&mut layers[at]);
        }
    }

    /// Each layer before the one after it: by the middle of where an item leads. What leads nowhere keeps its place.
    fn back(&mut self, layers: &mut [Vec<usize>]) {
        for layer in layers.iter_mut().rev().skip(1) {
            for item in layer.iter() {
                self.sums[*item] = (self.out[*item].iter().map(|segment| self.position[segment.to]).sum(), self.out[*item].len());
            }
            self.sort(layer);
        }
    }

    fn sort(&mut self, layer: &mut [usize]) {
        let places: Vec<usize> = (0..layer.len()).filter(|at| self.sums[layer[*at]].1 > 0).collect();
        let mut moving: Vec<usize> = places.iter().map(|at| layer[*at]).collect();
        // a/b before c/d, without division.
        moving.sort_by(|one, other| {
            let ((a, b), (c, d)) = (self.sums[*one], self.sums[*other]);
            (a * d).cmp(&(c * b))
        });
        places.into_iter().zip(moving).for_each(|(place, item)| layer[place] = item);
        self.settle(layer);
    }

    /// Neighbours change places while that saves crossings.
    fn exchange(&mut self, layers: &mut [Vec<usize>]) {
        for _ in 0..SWEEPS {
            let mut has_changed = false;
            for layer in layers.iter_mut() {
                for at in 1..layer.len() {
                    let (above, below) = (layer[at - 1], layer[at]);
                    if self.between(above, below) > self.between(below, above) {
                        layer.swap(at - 1, at);
                        self.position.swap(above, below);
                        has_changed = true;
                    }
                }
            }
            if !has_changed {
                break;
            }
        }
    }

    /// The crossings of the segments of two items, if one stands above the other.
    fn between(&self, above: usize, below: usize) -> usize {
        let from = |item: usize| ends(self.into[item].iter().map(|segment| (self.position[segment.from], segment.port)));
        let to = |item: usize| ends(self.out[item].iter().map(|segment| (self.position[segment.to], 0)));
        pairs(&from(above), &from(below)) + pairs(&to(above), &to(below))
    }

    fn crossings(&self, layers: &[Vec<usize>]) -> usize {
        let ends =
            |layer: &Vec<usize>| -> Vec<usize> { layer.iter().flat_map(|item| &self.out[*item]).map(|to| self.position[to.to]).collect() };
        layers.iter().zip(layers.iter().skip(1)).map(|(layer, next)| inversions(&ends(layer), next.len())).sum()
    }
}

fn ends(ends: impl Iterator<Item = (usize, i32)>) -> Vec<(usize, i32)> {
    let mut ends: Vec<_> = ends.collect();
    ends.sort_unstable();
    ends
}

/// How many pairs there are whose first is greater than its second; both are sorted.
fn pairs(firsts: &[(usize, i32)], seconds: &[(usize, i32)]) -> usize {
    firsts.iter().map(|first| seconds.partition_point(|second| second < first)).sum()
}

/// How many pairs of a sequence stand in the wrong order: counted by a tree of sums (Fenwick).
fn inversions(positions: &[usize], most: usize) -> usize {
    let mut counts = vec![0; most + 1];
    let mut crossings = 0;
    for (before, position) in positions.iter().enumerate() {
        let mut not_after = 0;
        let mut at = position + 1;
        while at > 0 {
            not_after += counts[at];
            at &= at - 1;
        }
        crossings += before - not_after;
        at = position + 1;
        while at <= most {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    crossings
}
