//! Runs all checks.

use crate::rules::book::RuleBook;
use crate::rules::check::Problem;
use crate::rules::check::checks::Checks;
use crate::rules::draft::RuleBookDraft;

/// All that is wrong with a draft.
pub(crate) fn problems(draft: &RuleBookDraft) -> Vec<Problem> {
    let mut checks = Checks::of(draft);
    checks.head();
    checks.lists();
    checks.limits();
    checks.rules();
    checks.versions();
    checks.unused();
    checks.finish()
}

impl RuleBookDraft {
    /// Checks the draft: every reference leads somewhere, every amount fits its unit, every band its scale, and what
    /// else the chapter [`rules`](crate::manual::rules) says that a sound book keeps.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(self) -> Result<RuleBook, Vec<Problem>> {
        let problems = problems(&self);
        if problems.is_empty() { Ok(RuleBook::sound(self)) } else { Err(problems) }
    }
}
