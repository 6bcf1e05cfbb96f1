//! Checks what stands beside programmes and pathways.

use crate::document::At;
use crate::programme::check::checks::Checks;

/// The numbers of the planner's meanings that there are.
const SEMANTICS: [u32; 1] = [1];

impl Checks<'_> {
    /// What the document says of itself.
    pub(super) fn head(&mut self) {
        self.period(self.draft.head.valid, At::top("document").key("valid"));
        if !SEMANTICS.contains(&self.draft.semantics) {
            let message = format!("no planner has the number {}; 1 is expected", self.draft.semantics);
            self.say("P008", At::top("book").key("semantics"), message);
        }
        if self.draft.programmes.is_empty() {
            let help = "add one under `[[programme]]`; a pathway is a chain of programmes of the same document";
            self.advise("P011", At::top("programme"), "the document has no programmes", help);
        }
    }

    /// The clauses by themselves.
    pub(super) fn clauses(&mut self) {
        let list = At::top("clause");
        for (id, at) in self.clauses.again() {
            self.again("clause", id.as_str(), list.index(at).key("id"));
        }
        for (at, clause) in self.draft.clauses.iter().enumerate() {
            self.text("the `text` of this clause", &clause.text, list.index(at).key("text"));
        }
    }

    /// Clauses that nothing refers to. Asked when everything else was looked at.
    pub(super) fn unused(&mut self) {
        let list = At::top("clause");
        for (id, at) in self.clauses.unused() {
            let help = "what has no effect misleads its readers: leave it out, or refer to it";
            self.advise("P004", list.index(at).key("id"), format!("nothing refers to the clause `{id}`"), help);
        }
    }
}
