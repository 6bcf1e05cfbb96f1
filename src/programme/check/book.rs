//! Checks what stands beside programmes and pathways.

use crate::document::At;
use crate::programme::check::checks::Checks;

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
