//! The outlines of boxes, each kind in a shape of its own, and the lines between them, as SVG paths.

use super::graph::{GAP, WIDTH};
use super::place::{Curve, Placed, Point};
use super::stage::Drawing;
use crate::tree::OutcomeKind;

/// How much of a corner is cut off.
const CORNER: i32 = 12;
const ROUND: i32 = 20;

/// From the upper left corner of the box. The left side is straight where edges come in.
pub fn outcome(kind: OutcomeKind, height: i32) -> String {
    let (c, r, half) = (CORNER, ROUND, height / 2);
    let rest = height - half;
    match kind {
        // A stop sign.
        OutcomeKind::Urgent => {
            let (flat, side) = (WIDTH - 2 * c, height - 2 * c);
            format!("M{c} 0h{flat}l{c} {c}v{side}l-{c} {c}h-{flat}l-{c}-{c}v-{side}z")
        }
        // An arrow: go on.
        OutcomeKind::Act => format!("M0 0h{}l{c} {half}-{c} {rest}H0z", WIDTH - c),
        // Leaning: under way.
        OutcomeKind::Wait => format!("M0 0h{WIDTH}l-{c} {height}H0z"),
        // Round: closed.
        OutcomeKind::Done => {
            let (wide, side) = (WIDTH - 2 * r, height - 2 * r);
            let arc = |x: &str, y: &str| format!("a{r} {r} 0 0 1 {x}{r} {y}{r}");
            let (right, below, left, above) = (arc("", ""), arc("-", ""), arc("-", "-"), arc("", "-"));
            format!("M{r} 0h{wide}{right}v{side}{below}h-{wide}{left}v-{side}{above}z")
        }
        // Notched: turned back.
        OutcomeKind::Dispute => format!("M0 0h{WIDTH}l-{c} {half} {c} {rest}H0z"),
    }
}

pub fn question(height: i32) -> String {
    format!("M0 0h{WIDTH}v{height}H0z")
}

/// Around a question and its answers, and between these.
pub fn frame(drawing: &Drawing) -> String {
    let rules = drawing.rows.iter().skip(1).map(|row| format!("M0 {}h{WIDTH}", row.top));
    std::iter::once(question(drawing.height())).chain(rules).collect()
}

/// The edges that leave a box, from its upper left corner.
pub fn edges(placed: &Placed, of: usize) -> String {
    let corner = placed.boxes[of];
    placed.out[of].iter().map(|curve| drawn(curve, corner)).collect()
}

/// The edges that run past a column, from the upper left corner of the picture.
pub fn ways(placed: &Placed) -> String {
    let level = placed.ways.iter().map(|way| format!("M{} {}h{WIDTH}", way.x, way.y));
    placed.onward.iter().map(|curve| drawn(curve, Point { x: 0, y: 0 })).chain(level).collect()
}

fn drawn(curve: &Curve, corner: Point) -> String {
    let (x, y, down) = (curve.from.x - corner.x, curve.from.y - corner.y, curve.to.y - curve.from.y);
    match down {
        0 => format!("M{x} {y}h{GAP}"),
        _ => format!("M{x} {y}c{half} 0 {half} {down} {GAP} {down}", half = GAP / 2),
    }
}
