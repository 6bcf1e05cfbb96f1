//! Which of these comes when.

use crate::pathway::formulate::Formulation;
use crate::pathway::prefer::fill::fill;
use crate::pathway::prefer::free::leave_free;
use crate::pathway::prefer::moves::Moves;
use crate::pathway::prefer::study::place_study;

/// Changes the values of a plan to those of an equally good one that reads better.
pub(in crate::pathway) fn prefer(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let Some(mut moves) = Moves::new(formulation.model(), values) else { return };
    if formulation.studies(values) {
        fill(formulation, &mut moves);
        place_study(formulation, &mut moves);
        *values = moves.into_values();
    } else {
        leave_free(formulation, values);
    }
}
