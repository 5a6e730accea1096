//! Where each box stands: as near as it can be to what it is joined with, in its order, and never nearer to another than [`APART`].

use super::graph::{APART, Graph, PITCH, WIDTH};
use super::order::{Of, Ordered, Segment, order};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// An edge between two columns: it leaves to the right and arrives from the left, and stays between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    pub from: Point,
    pub to: Point,
}

/// A drawing whose upper left corner is 0, 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The upper left corner of each box.
    pub boxes: Vec<Point>,
    /// Those that leave each box.
    pub out: Vec<Vec<Curve>>,
    /// Those that go on from a way.
    pub onward: Vec<Curve>,
    /// The level ways of edges through a column, by their left ends.
    pub ways: Vec<Point>,
    pub width: i32,
    pub height: i32,
}

/// From the left to the right, back, and so on.
const PASSES: usize = 6;
/// A way that bends is harder to follow than a box that stands a little off.
const WAY_WEIGHT: i64 = 8;

/// Boxes stand on multiples of this: fewer different numbers make a lighter page.
const GRID: i64 = 10;

pub fn place(graph: &Graph) -> Placed {
    let ordered = order(graph);
    let mut tops = vec![0_i64; ordered.items.len()];
    for layer in &ordered.layers {
        settle(&ordered, layer, |_, _| None, &mut tops);
    }
    for pass in 0..PASSES {
        match pass % 2 {
            0 => ordered.layers.iter().for_each(|layer| settle(&ordered, layer, after, &mut tops)),
            _ => ordered.layers.iter().rev().for_each(|layer| settle(&ordered, layer, before, &mut tops)),
        }
    }
    // Whoever opens the picture begins at its upper left corner.
    if let Some(first) = ordered.layers.first() {
        let highest = tops.iter().min().copied().unwrap_or(0);
        first.iter().for_each(|item| tops[*item] = highest);
        settle(&ordered, first, |_, _| None, &mut tops);
    }
    drawn(graph, &ordered, &tops)
}

/// Where an item would stand if it were alone after what leads to it; `None` if nothing does.
fn after(ordered: &Ordered, (item, tops): (usize, &[i64])) -> Option<i64> {
    let entry = ordered.items[item].entry;
    mean(ordered.into[item].iter().map(|segment| (tops[segment.from] + i64::from(segment.port - entry), weight(ordered, *segment))))
}

/// Where it would stand if it were alone before what it leads to.
fn before(ordered: &Ordered, (item, tops): (usize, &[i64])) -> Option<i64> {
    let wish = |segment: &Segment| tops[segment.to] + i64::from(ordered.items[segment.to].entry - segment.port);
    mean(ordered.out[item].iter().map(|segment| (wish(segment), weight(ordered, *segment))))
}

fn weight(ordered: &Ordered, segment: Segment) -> i64 {
    let is_way = [segment.from, segment.to].iter().any(|end| matches!(ordered.items[*end].of, Of::Way(_)));
    if is_way { WAY_WEIGHT } else { 1 }
}

fn mean(wishes: impl Iterator<Item = (i64, i64)>) -> Option<i64> {
    let (sum, weight) = wishes.fold((0, 0), |sums, (wish, weight)| (sums.0 + wish * weight, sums.1 + weight));
    (weight > 0).then(|| sum / weight)
}

/// Items that touch each other, and stand as one.
struct Block {
    /// The items of the layer from here on.
    first: usize,
    /// The sum of where its first item would stand by the wish of each item, and their number.
    sum: i64,
    count: i64,
    height: i64,
}

impl Block {
    fn top(&self) -> i64 {
        self.sum.div_euclid(self.count).div_euclid(GRID) * GRID
    }
}

/// Gives each item of a layer the place nearest to its wish that its order leaves (pool adjacent violators: the sum of squares of
/// what is missed is the least). Who has no wish stays.
fn settle(ordered: &Ordered, layer: &[usize], wish: impl Fn(&Ordered, (usize, &[i64])) -> Option<i64>, tops: &mut [i64]) {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, item) in layer.iter().enumerate() {
        let height = i64::from(ordered.items[*item].height + APART);
        let mut block = Block { first: at, sum: wish(ordered, (*item, tops)).unwrap_or(tops[*item]), count: 1, height };
        while let Some(above) = blocks.pop_if(|above| above.top() + above.height > block.top()) {
            let sum = above.sum + block.sum - above.height * block.count;
            block = Block { first: above.first, sum, count: above.count + block.count, height: above.height + block.height };
        }
        blocks.push(block);
    }
    let ends = blocks.iter().skip(1).map(|block| block.first).chain([layer.len()]);
    for (block, end) in blocks.iter().zip(ends) {
        let mut top = block.top();
        for item in &layer[block.first..end] {
            tops[*item] = top;
            top += i64::from(ordered.items[*item].height + APART);
        }
    }
}

fn drawn(graph: &Graph, ordered: &Ordered, tops: &[i64]) -> Placed {
    let highest = tops.iter().min().copied().unwrap_or(0);
    let corner = |item: usize| Point { x: ordered.items[item].layer as i32 * PITCH, y: (tops[item] - highest) as i32 };
    let count = graph.boxes.len();
    let mut placed = Placed { boxes: vec![Point { x: 0, y: 0 }; count], out: vec![Vec::new(); count], ..Placed::default() };
    for (at, item) in ordered.items.iter().enumerate() {
        let Point { x, y } = corner(at);
        placed.width = placed.width.max(x + WIDTH);
        placed.height = placed.height.max(y + item.height);
        let curves = ordered.out[at].iter().map(|segment| curve(ordered, *segment, corner));
        match item.of {
            Of::Box(node) => {
                placed.boxes[node] = Point { x, y };
                placed.out[node] = curves.collect();
            }
            Of::Way(_) => {
                placed.ways.push(Point { x, y: y + item.entry });
                placed.onward.extend(curves);
            }
        }
    }
    placed
}

fn curve(ordered: &Ordered, segment: Segment, corner: impl Fn(usize) -> Point) -> Curve {
    let (from, to) = (corner(segment.from), corner(segment.to));
    let entry = ordered.items[segment.to].entry;
    Curve { from: Point { x: from.x + WIDTH, y: from.y + segment.port }, to: Point { x: to.x, y: to.y + entry } }
}
