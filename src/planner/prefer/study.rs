//! What is named stays where it is required, and study is told where most is left to take.

use crate::planner::formulate::{Formulation, Leaf};
use crate::planner::prefer::moves::{Change, Moves};

/// Moves study out of leaves of which little is left to take into those of which more is, as far as every row allows, and
/// what counts there the other way. No level is worse by that: all that is studied in a lane stays as much.
pub(super) fn place_study(formulation: &Formulation<'_>, moves: &mut Moves) {
    let leaves = formulation.study_leaves();
    let mut by_choice: Vec<&Leaf> = leaves.iter().collect();
    by_choice.sort_by_key(|leaf| std::cmp::Reverse(leaf.left));
    for from in &leaves {
        for to in by_choice.iter().take_while(|to| to.left > from.left).filter(|to| to.lane == from.lane) {
            shift(moves, from, to);
            swap(formulation, moves, from, to);
            shift(moves, from, to);
        }
    }
}

/// Studies no more than what is left: less of it where every row allows that, first where least is left to take.
pub(super) fn lessen(formulation: &Formulation<'_>, moves: &mut Moves) {
    let mut leaves = formulation.study_leaves();
    leaves.sort_by_key(|leaf| leaf.left);
    for column in leaves.iter().flat_map(|leaf| [leaf.study, leaf.item]).flatten() {
        let mut much = moves.value(column);
        while much > 0 {
            if !moves.make(&[(column, much.checked_neg().unwrap_or_default())]) {
                much >>= 1_u32;
            }
            much = much.min(moves.value(column));
        }
    }
}

/// Moves as much from one leaf to another as all rows allow: halves of what is left, so that few steps are tried.
fn shift(moves: &mut Moves, from: &Leaf, to: &Leaf) {
    for (out, into) in [from.study.zip(to.study), from.item.zip(to.item)].into_iter().flatten() {
        let mut much = moves.value(out).min(moves.room(into));
        while much > 0 {
            if !moves.make(&moved(out, into, much)) {
                much >>= 1_u32;
            }
            much = much.min(moves.value(out)).min(moves.room(into));
        }
    }
}

fn moved(out: u32, into: u32, much: i64) -> Change {
    vec![(out, much.checked_neg().unwrap_or_default()), (into, much)]
}

/// What counts in one leaf counts in the other, and what is studied there is studied here.
fn swap(formulation: &Formulation<'_>, moves: &mut Moves, from: &Leaf, to: &Leaf) {
    let studied = |moves: &Moves, leaf: &Leaf| {
        [leaf.study, leaf.item].map(|column| column.map_or(0, |column| moves.value(column)))
    };
    for one in formulation.in_both(to.leaf, from.leaf) {
        let [study, item] = studied(moves, from);
        if study <= 0 && item <= 0 {
            return;
        }
        let much = moves.value(one.here.column);
        if much <= 0 || formulation.is_shared(one.asset, |column| moves.value(column)) {
            continue;
        }
        let (credits, items) = (one.here.credits.checked_mul(much).unwrap_or_default().min(study), item.min(1));
        let out = much.checked_neg().unwrap_or_default();
        let asset = [(one.here.column, out), (one.there.column, one.there.all)];
        let credits = from.study.zip(to.study).filter(|_| credits > 0).map(|(out, into)| moved(out, into, credits));
        let items = from.item.zip(to.item).filter(|_| items > 0).map(|(out, into)| moved(out, into, items));
        for study in [both(credits.as_ref(), items.as_ref()), credits, items].into_iter().flatten() {
            let change: Change = asset.iter().chain(&study).copied().collect();
            if moves.make(&change) {
                break;
            }
        }
    }
}

fn both(one: Option<&Change>, two: Option<&Change>) -> Option<Change> {
    one.zip(two).map(|(one, two)| one.iter().chain(two).copied().collect())
}
