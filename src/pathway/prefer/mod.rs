//! Among plans that are equally good, the one that a learner would rather read.
//!
//! The levels say how good a plan is, and many plans are equally good. One that is short shows as much of what there is
//! as can count; what is named stays where it is required, and study is told where most is left to take. One that is
//! reached leaves free what it could take out of an earlier award. Nothing here is proved: each change is a small step that
//! keeps every row and no level is worse by it.

mod fill;
mod free;
mod moves;
mod study;

use crate::pathway::formulate::Formulation;
use crate::pathway::prefer::fill::fill;
use crate::pathway::prefer::free::leave_free;
use crate::pathway::prefer::moves::Moves;
use crate::pathway::prefer::study::place_study;

/// Changes the values of a plan to those of an equally good one that reads better.
pub(super) fn prefer(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let Some(mut moves) = Moves::new(formulation.model(), values) else { return };
    if formulation.studies(values) {
        fill(formulation, &mut moves);
        place_study(formulation, &mut moves);
        *values = moves.into_values();
    } else {
        leave_free(formulation, values);
    }
}
