//! The state of a check: the draft, what is in it by id, and what was found so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::{Credits, Unit};
use crate::id::{Code, UnitId};
use crate::registry::Tier;
use crate::rules::check::names::{Names, unknown};
use crate::rules::check::{At, Problem};
use crate::rules::draft::RuleBookDraft;
use crate::time::Period;

pub(super) struct Checks<'a> {
    pub(super) draft: &'a RuleBookDraft,
    pub(super) names: Names<'a>,
    never: BTreeSet<&'a Code>,
    tiers: BTreeMap<&'a UnitId, Tier>,
    found: Vec<Problem>,
    /// Whether somebody counted months in a book that does not say how.
    asked_february: bool,
}

/// The word for a place in a list.
pub(super) fn nth(index: usize) -> String {
    match index {
        0 => "first".to_owned(),
        1 => "second".to_owned(),
        2 => "third".to_owned(),
        _ => format!("number {}", index.saturating_add(1)),
    }
}

impl<'a> Checks<'a> {
    pub(super) fn of(draft: &'a RuleBookDraft) -> Self {
        Self {
            draft,
            names: Names::of(draft),
            never: draft.never.iter().collect(),
            tiers: draft.unit_tiers.iter().map(|tier| (&tier.unit, tier.tier)).collect(),
            found: Vec::new(),
            asked_february: false,
        }
    }

    pub(super) fn add(&mut self, problem: Problem) {
        self.found.push(problem);
    }

    pub(super) fn say(&mut self, code: &'static str, at: At<'_>, message: impl Into<String>) {
        self.add(Problem::new(code, at.path(), message));
    }

    /// How many problems were found so far.
    pub(super) const fn count(&self) -> usize {
        self.found.len()
    }

    /// Says of what all problems are that were found after the first so many.
    pub(super) fn blame(&mut self, what: &str, id: &Code, after: usize) {
        for problem in self.found.iter_mut().skip(after) {
            problem.label = match problem.label.as_str() {
                "" => format!("in the {what} `{id}`"),
                label => format!("{label} (in the {what} `{id}`)"),
            };
        }
    }

    pub(super) fn finish(self) -> Vec<Problem> {
        self.found
    }

    // ---- what many checks ask ----

    pub(super) fn unit(&mut self, id: &UnitId, at: At<'_>) -> Option<&'a Unit> {
        let found = self.draft.framework.unit(id);
        if found.is_none() {
            let known = self.draft.framework.units().map(|unit| unit.id.as_str()).collect();
            let problem = unknown("unit", id.as_str(), at, known);
            self.add(problem.help("each is defined under `[[unit]]`; `item` is built in"));
        }
        found
    }

    /// An amount must be a whole number of its unit's quanta.
    pub(super) fn whole(&mut self, credits: Credits, unit: Option<&Unit>, at: At<'_>) {
        if let Some(Err(off)) = unit.map(|unit| unit.admits(credits)) {
            self.say("B005", at, off.to_string());
        }
    }

    /// The tier of a unit, where it has one.
    pub(super) fn tier_of(&self, unit: &UnitId) -> Option<Tier> {
        self.tiers.get(unit).copied()
    }

    /// Whether no rule may convert what has the code.
    pub(super) fn is_never(&self, code: &Code) -> bool {
        self.never.contains(code)
    }

    pub(super) fn period(&mut self, period: Period, at: At<'_>) {
        if period.is_empty() {
            self.say("B007", at, format!("no day lies in `{period}`; its end must come after its start"));
        }
    }

    /// Months are counted here: the book must say how they end. It is told once.
    pub(super) fn months(&mut self, at: At<'_>) {
        if self.draft.february.is_none() && !self.asked_february {
            self.asked_february = true;
            let message = "months are counted here, and the book does not say what becomes of a day that a month lacks";
            let help = "add `february = \"down\"` (the last day of the month), `\"up\"` (the first of the next) or \
                        `\"refuse\"` to `[book]`";
            self.add(Problem::new("B010", at.path(), message).help(help));
        }
    }

    /// A list that must not be empty.
    pub(super) fn some<T>(&mut self, list: &[T], at: At<'_>, message: &str) {
        if list.is_empty() {
            self.say("B012", at, message);
        }
    }
}
