//! Runs all checks; and checks what stands beside programmes and pathways.

use crate::document::{At, Problem};
use crate::programme::check::checks::Checks;
use crate::programme::draft::ProgrammesDraft;

impl Checks<'_> {
    /// What the document says of itself.
    pub(super) fn head(&mut self) {
        self.about_itself();
        if self.draft.programmes.is_empty() {
            let help = "add one under `[[programme]]`; a pathway is a chain of programmes of the same document";
            self.advise("P011", At::top("programme"), "the document has no programmes", help);
        }
    }

    /// The clauses by themselves.
    pub(super) fn clauses(&mut self) {
        self.twice("clause", self.clauses.again());
        self.clause_texts();
    }

    /// Clauses that nothing refers to. Asked when everything else was looked at.
    pub(super) fn unused(&mut self) {
        self.idle("clause", self.clauses.unused());
    }
}

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
