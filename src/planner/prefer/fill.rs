//! A plan that is short binds nothing: it shows as much of what there is as can count.

use std::cmp::Reverse;

use crate::planner::formulate::Formulation;
use crate::planner::prefer::moves::Moves;

/// Counts what is left over wherever every row allows it, the largest first; each in the first part that is short, and else in
/// the first that takes it.
pub(super) fn fill(formulation: &Formulation<'_>, moves: &mut Moves) {
    let mut idle = formulation.unbound(|column| moves.value(column));
    idle.sort_by_key(|(asset, size)| (Reverse(*size), *asset));
    for (asset, _) in idle {
        let value = |column: u32| moves.value(column);
        let ways = formulation.ways_to_count(asset, value);
        for way in ways {
            if moves.make(&way) {
                break;
            }
        }
    }
    formulation.split_counts().for_each(|column| raise(moves, column));
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
