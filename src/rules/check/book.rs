//! Checks what stands beside the rules.

use std::collections::BTreeSet;

use crate::document::{At, Problem, against_prose};
use crate::id::Code;
use crate::rules::check::checks::Checks;
use crate::rules::draft::Consortium;

/// The numbers of the evaluators there are.
const SEMANTICS: [u32; 1] = [1];

/// A review or an appeal takes a year at most.
const DAYS_MOST: u16 = 366;

impl Checks<'_> {
    /// What the book says of itself.
    pub(super) fn head(&mut self) {
        let book = At::top("book");
        self.period(self.draft.head.valid, At::top("document").key("valid"));
        if !SEMANTICS.contains(&self.draft.semantics) {
            let message = format!("no evaluator has the number {}; 1 is expected", self.draft.semantics);
            self.say("B008", book.key("semantics"), message);
        }
        self.days(self.draft.review_days, book.key("review_days"), "a review");
        self.days(self.draft.appeal_days, book.key("appeal_days"), "an appeal");
        if self.draft.rules.is_empty() {
            let problem = Problem::new("B011", At::top("rule").path(), "the book has no rules");
            self.add(problem.help("add one under `[[rule]]`; a book that grants nothing need not be published"));
        }
        self.unit_tiers();
    }

    fn days(&mut self, days: u16, at: At<'_>, what: &str) {
        if days == 0 || days > DAYS_MOST {
            self.say("B009", at, format!("{what} of {days} days; 1 to {DAYS_MOST} are expected"));
        }
    }

    /// In a file a unit's tier stands with the unit; put together otherwise, it may be of none, or there twice.
    fn unit_tiers(&mut self) {
        let mut seen = BTreeSet::new();
        for tier in &self.draft.unit_tiers {
            if !seen.insert(&tier.unit) {
                self.say("B001", At::top("unit"), format!("the unit `{}` has two tiers", tier.unit));
            }
            self.unit(&tier.unit, At::top("unit"));
        }
    }

    /// What rules refer to.
    pub(super) fn lists(&mut self) {
        let (names, mut again) = (&self.names, Vec::new());
        for (key, list) in [
            (names.clauses.key, names.clauses.again()),
            (names.consortia.key, names.consortia.again()),
            (names.groups.key, names.groups.again()),
            (names.limits.key, names.limits.again()),
        ] {
            again.extend(list.into_iter().map(|(id, at)| (key, id, at)));
        }
        for (key, id, at) in again {
            let list = At::top(key);
            let problem =
                Problem::new("B001", list.index(at).key("id").path(), format!("the {key} `{id}` is there twice"));
            self.add(problem.help("each needs an id of its own"));
        }
        for (at, clause) in self.draft.clauses.iter().enumerate() {
            self.text("the `text` of this clause", &clause.text, At::top("clause").index(at).key("text"));
        }
        for (at, consortium) in self.draft.consortia.iter().enumerate() {
            self.members(consortium, At::top("consortium").index(at));
        }
        self.waivers();
    }

    fn members(&mut self, consortium: &Consortium, at: At<'_>) {
        self.period(consortium.valid, at.key("valid"));
        let id = &consortium.id;
        for (key, list, message) in [
            (
                "issuers",
                &consortium.issuers,
                format!("the consortium `{id}` has no issuers: there is nothing to recognise"),
            ),
            (
                "receivers",
                &consortium.receivers,
                format!("the consortium `{id}` has no receivers: nobody recognises anything"),
            ),
        ] {
            if list.is_empty() {
                let problem = Problem::new("B012", at.key(key).path(), message);
                self.add(problem.help("list `members` that recognise each other, or both `issuers` and `receivers`"));
            }
        }
    }

    fn waivers(&mut self) {
        let mut seen: BTreeSet<&Code> = BTreeSet::new();
        for (at, waiver) in self.draft.waivers.iter().enumerate() {
            let list = At::top("waiver");
            let at = list.index(at);
            if !seen.insert(&waiver.law) {
                self.say("B001", at.key("law"), format!("the law `{}` is waived twice", waiver.law));
            }
            self.text("the `reason` of this waiver", &waiver.reason, at.key("reason"));
        }
    }

    fn text(&mut self, what: &str, text: &str, at: At<'_>) {
        if let Some((message, label)) = against_prose(what, text) {
            self.add(Problem::new("B031", at.path(), message).label(label));
        }
    }

    /// What nothing refers to. Asked when everything else was looked at.
    pub(super) fn unused(&mut self) {
        let (names, mut unused) = (&self.names, Vec::new());
        for (key, list) in [
            (names.clauses.key, names.clauses.unused()),
            (names.consortia.key, names.consortia.unused()),
            (names.groups.key, names.groups.unused()),
            (names.limits.key, names.limits.unused()),
        ] {
            unused.extend(list.into_iter().map(|(id, at)| (key, id, at)));
        }
        for (key, id, at) in unused {
            let list = At::top(key);
            let problem =
                Problem::new("B004", list.index(at).key("id").path(), format!("nothing refers to the {key} `{id}`"));
            self.add(problem.help("what has no effect misleads its readers: leave it out, or refer to it"));
        }
    }
}
