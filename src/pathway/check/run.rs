//! Runs all checks.

use crate::pathway::book::Programmes;
use crate::pathway::check::Problem;
use crate::pathway::check::checks::Checks;
use crate::pathway::draft::ProgrammesDraft;

/// Looks for all that is wrong with a draft. Whether it is sound; what is not is told as it is found.
pub(crate) fn is_sound(draft: &ProgrammesDraft, mut tell: impl FnMut(Problem)) -> bool {
    let mut checks = Checks::of(draft, &mut tell);
    checks.head();
    checks.clauses();
    checks.programmes();
    checks.pathways();
    checks.unused();
    if checks.count() == 0 {
        checks.planned();
    }
    checks.count() == 0
}

impl ProgrammesDraft {
    /// Checks the draft: every reference leads somewhere, every amount fits its unit, every programme can be met, and
    /// what else the chapter [`pathways`](crate::manual::pathways#findings) says that sound programmes keep.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(self) -> Result<Programmes, Vec<Problem>> {
        let mut problems = Vec::new();
        if is_sound(&self, |problem| problems.push(problem)) { Ok(Programmes::checked(self)) } else { Err(problems) }
    }
}
