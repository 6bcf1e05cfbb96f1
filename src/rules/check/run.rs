//! Runs all checks.

use crate::rules::book::RuleBook;
use crate::rules::check::Problem;
use crate::rules::draft::RuleBookDraft;

/// All that is wrong with a draft.
pub(crate) fn problems(draft: &RuleBookDraft) -> Vec<Problem> {
    let mut problems = Vec::new();
    if draft.semantics != 1 {
        problems.push(Problem::new(
            "B008",
            Default::default(),
            format!("there are no rules of semantics {}", draft.semantics),
        ));
    }
    problems
}

impl RuleBookDraft {
    /// Checks the draft.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(self) -> Result<RuleBook, Vec<Problem>> {
        let problems = problems(&self);
        if problems.is_empty() { Ok(RuleBook::sound(self)) } else { Err(problems) }
    }
}
