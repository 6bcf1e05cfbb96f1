//! Which of these comes when.

use crate::planner::formulate::Formulation;
use crate::planner::prefer::fill::fill;
use crate::planner::prefer::free::{leave_free, put_away};
use crate::planner::prefer::moves::Moves;
use crate::planner::prefer::study::{lessen, place_study};

/// Changes the values of a plan that is short to those of one as good, or better, that reads better.
pub(in crate::planner) fn prefer_short(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let Some(mut moves) = Moves::new(formulation.model(), values) else { return };
    fill(formulation, &mut moves);
    lessen(formulation, &mut moves);
    place_study(formulation, &mut moves);
    *values = moves.into_values();
}

/// Changes the values of a plan that is reached to those of an equally good one that leaves more free.
pub(in crate::planner) fn prefer_free(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    leave_free(formulation, values);
}

/// The same of a plan that was short until all that can count did: what it does not need is put away first.
pub(in crate::planner) fn prefer_filled(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    put_away(formulation, values);
    leave_free(formulation, values);
}
