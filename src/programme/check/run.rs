//! Runs all checks.

use crate::document::Problem;
use crate::programme::check::checks::Checks;
use crate::programme::draft::ProgrammesDraft;

/// Looks for all that is wrong with a draft, but whether programmes can be met. Whether it is sound; what is not is
/// told as it is found.
pub(crate) fn is_sound(draft: &ProgrammesDraft, mut tell: impl FnMut(Problem)) -> bool {
    let mut checks = Checks::of(draft, &mut tell);
    checks.head();
    checks.clauses();
    checks.programmes();
    checks.pathways();
    checks.unused();
    checks.count() == 0
}
