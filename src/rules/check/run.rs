//! Runs all checks.

use crate::document::Problem;
use crate::rules::book::RuleBook;
use crate::rules::check::checks::Checks;
use crate::rules::draft::RuleBookDraft;

/// Looks for all that is wrong with a draft. Whether it is sound; what is not is told as it is found.
pub(crate) fn is_sound(draft: &RuleBookDraft, mut tell: impl FnMut(Problem)) -> bool {
    let mut checks = Checks::of(draft, &mut tell);
    checks.head();
    checks.lists();
    checks.limits();
    checks.rules();
    checks.versions();
    checks.unused();
    checks.count() == 0
}

impl RuleBookDraft {
    /// Checks the draft: every reference leads somewhere, every amount fits its unit, every band its scale, and what
    /// else the chapter [`rules`](crate::manual::rules) says that a sound book keeps.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(self) -> Result<RuleBook, Vec<Problem>> {
        let mut problems = Vec::new();
        if is_sound(&self, |problem| problems.push(problem)) { Ok(RuleBook::sound(self)) } else { Err(problems) }
    }
}
