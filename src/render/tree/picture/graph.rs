//! What is to be placed: boxes of one width in columns, and edges that lead from a row of a box to a box further right.

/// The width of every box, and the distance from one column to the next.
pub const WIDTH: i32 = 224;
pub const PITCH: i32 = WIDTH + GAP;
/// Between two columns, where the edges run.
pub const GAP: i32 = 60;
/// Between two boxes of a column.
pub const APART: i32 = 20;
/// Where edges come into a box, from its top: beside its first line.
pub const ENTRY: i32 = 25;
/// The room of an edge on its way through a column.
pub const EDGE_HEIGHT: i32 = 10;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    pub boxes: Vec<Node>,
    pub edges: Vec<Edge>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its column.
    pub layer: usize,
    pub height: i32,
}

/// Both ends are indexes of boxes; `to` stands in a later layer than `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    pub from: usize,
    /// Where it goes out, from the top of `from`.
    pub port: i32,
    pub to: usize,
}
