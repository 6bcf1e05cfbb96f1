//! Runs all checks; and checks what stands beside the rules.

use std::collections::BTreeSet;

use crate::document::{At, Problem};
use crate::id::Code;
use crate::rules::book::RuleBook;
use crate::rules::check::checks::Checks;
use crate::rules::draft::{Consortium, RuleBookDraft};

/// A review or an appeal takes a year at most.
const DAYS_MOST: u16 = 366;

impl Checks<'_> {
    /// What the book says of itself.
    pub(super) fn head(&mut self) {
        let book = At::top("book");
        self.about_itself();
        self.days(self.draft.review_days, book.key("review_days"), "a review");
        self.days(self.draft.appeal_days, book.key("appeal_days"), "an appeal");
        if self.draft.rules.is_empty() {
            let help = "add one under `[[rule]]`; a book that grants nothing need not be published";
            self.advise("B011", At::top("rule"), "the book has no rules", help);
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
        self.twice("clause", self.clauses.again());
        self.twice("consortium", self.own.consortia.again());
        self.twice("group", self.own.groups.again());
        self.twice("limit", self.own.limits.again());
        self.clause_texts();
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
                let help = "list `members` that recognise each other, or both `issuers` and `receivers`";
                self.advise("B012", at.key(key), message, help);
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

    /// What nothing refers to. Asked when everything else was looked at.
    pub(super) fn unused(&mut self) {
        self.idle("clause", self.clauses.unused());
        self.idle("consortium", self.own.consortia.unused());
        self.idle("group", self.own.groups.unused());
        self.idle("limit", self.own.limits.unused());
    }
}

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
