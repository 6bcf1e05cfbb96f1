//! Which of these comes when.

use crate::planner::formulate::Formulation;
use crate::planner::prefer::fill::fill;
use crate::planner::prefer::free::leave_free;
use crate::planner::prefer::moves::Moves;
use crate::planner::prefer::study::place_study;

/// Changes the values of a plan to those of an equally good one that reads better.
pub(in crate::planner) fn prefer(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let Some(mut moves) = Moves::new(formulation.model(), values) else { return };
    if formulation.studies(values) {
        fill(formulation, &mut moves);
        place_study(formulation, &mut moves);
        *values = moves.into_values();
    } else {
        leave_free(formulation, values);
    }
}
