//! A plan that is short binds nothing: it shows as much of what there is as can count.

use std::cmp::Reverse;

use crate::planner::formulate::Formulation;
use crate::planner::prefer::moves::Moves;

/// So often is looked at what is left over: what an average or a share keeps out may count once something else does.
const ROUNDS: usize = 8;

/// Counts what is left over wherever every row allows it, the largest first; each in the first part that takes it, or in the
/// place of what is studied there.
pub(super) fn fill(formulation: &Formulation<'_>, moves: &mut Moves) {
    for _ in 0..ROUNDS {
        if !round(formulation, moves) {
            break;
        }
    }
    formulation.split_counts().for_each(|column| raise(moves, column));
}

/// Whether anything more counts.
fn round(formulation: &Formulation<'_>, moves: &mut Moves) -> bool {
    let mut idle = formulation.unbound(|column| moves.value(column));
    idle.sort_by_key(|(asset, size)| (Reverse(*size), *asset));
    let mut more = false;
    for (asset, _) in idle {
        let ways = formulation.ways_to_count(asset, |column| moves.value(column));
        more |= ways.iter().any(|way| moves.make(way));
    }
    more
}

/// Counts more of what is split, as far as every row allows.
fn raise(moves: &mut Moves, column: u32) {
    let mut much = if moves.value(column) > 0 { moves.room(column) } else { 0 };
    while much > 0 {
        if !moves.make(&[(column, much)]) {
            much >>= 1_u32;
        }
        much = much.min(moves.room(column));
    }
}
