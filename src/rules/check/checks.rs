//! The state of a check: the draft, what is in it by id, and what was found so far.

use crate::document::Listed;
use crate::rules::draft::{Citation, Consortium, Group, Limit};
use std::collections::{BTreeMap, BTreeSet};

use crate::credit::{Credits, Unit};
use crate::document::{At, NAMES_MOST, Problem, Told};
use crate::id::{Code, UnitId};
use crate::registry::{OutcomeKind, OutcomeName, Tier};
use crate::rules::check::names::Names;
use crate::rules::draft::RuleBookDraft;
use crate::time::Period;

pub(super) struct Checks<'a> {
    pub(super) draft: &'a RuleBookDraft,
    pub(super) names: Names<'a>,
    never: BTreeSet<&'a OutcomeName>,
    tiers: BTreeMap<&'a UnitId, Tier>,
    told: Told<'a>,
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
    pub(super) fn of(draft: &'a RuleBookDraft, tell: &'a mut dyn FnMut(Problem)) -> Self {
        Self {
            draft,
            names: Names::of(draft),
            never: draft.never.iter().collect(),
            tiers: draft.unit_tiers.iter().map(|tier| (&tier.unit, tier.tier)).collect(),
            told: Told::to(tell),
            asked_february: false,
        }
    }

    /// Tells a problem, and of what it is.
    pub(super) fn add(&mut self, problem: Problem) {
        self.told.add(problem);
    }

    pub(super) const fn count(&self) -> usize {
        self.told.count()
    }

    pub(super) fn say(&mut self, code: &'static str, at: At<'_>, message: impl Into<String>) {
        self.add(Problem::new(code, at.path(), message));
    }

    /// From now on problems are of this.
    pub(super) const fn look_at(&mut self, subject: Option<(&'static str, &'a str)>) {
        self.told.look_at(subject);
    }

    /// Tells of a reference that leads nowhere, and what may have been meant.
    pub(super) fn unknown<'n>(
        &mut self,
        what: (&str, &str),
        at: At<'_>,
        known: impl Iterator<Item = &'n str>,
        help: &str,
    ) {
        self.told.unknown("B003", what, at, known, help);
    }

    // ---- what many checks ask ----

    pub(super) fn unit(&mut self, id: &UnitId, at: At<'_>) -> Option<&'a Unit> {
        let framework = &self.draft.framework;
        let found = framework.unit(id);
        if found.is_none() {
            let known = framework.units().map(|unit| unit.id.as_str());
            self.unknown(("unit", id.as_str()), at, known, "each is defined under `[[unit]]`; `item` is built in");
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
    pub(super) fn is_never(&self, name: &OutcomeName) -> bool {
        self.never.contains(name) || self.never.contains(&OutcomeName::from(name.code.clone()))
    }

    /// Only of courses a name says whose they are. `instead` is where else it may be said.
    pub(super) fn in_full(&mut self, name: &OutcomeName, kind: OutcomeKind, at: At<'_>, instead: &str) {
        if name.owner.is_some() && kind != OutcomeKind::Course {
            let message = format!("only a course is named in full, and `{name}` is of kind `{kind}`");
            let help = format!("write `{}`; {instead}", name.code);
            self.add(Problem::new("B034", at.path(), message).help(help));
        }
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

impl<'a> Checks<'a> {
    pub(super) fn clause(&mut self, id: &Code, at: At<'_>) -> Option<&'a Citation> {
        self.found_or(|names| &mut names.clauses, id, at)
    }

    pub(super) fn group(&mut self, id: &Code, at: At<'_>) -> Option<&'a Group> {
        self.found_or(|names| &mut names.groups, id, at)
    }

    pub(super) fn limit(&mut self, id: &Code, at: At<'_>) -> Option<&'a Limit> {
        self.found_or(|names| &mut names.limits, id, at)
    }

    pub(super) fn consortium(&mut self, id: &Code, at: At<'_>) -> Option<&'a Consortium> {
        self.found_or(|names| &mut names.consortia, id, at)
    }

    fn found_or<T>(
        &mut self,
        listed: for<'n> fn(&'n mut Names<'a>) -> &'n mut Listed<'a, T>,
        id: &Code,
        at: At<'_>,
    ) -> Option<&'a T> {
        let listed = listed(&mut self.names);
        let found = listed.refer(id);
        if found.is_none() {
            // Only the names that a hint may look at are copied out of what is being changed.
            let (key, known) = (listed.key, listed.known(NAMES_MOST));
            self.unknown((key, id.as_str()), at, known.into_iter(), &format!("each is defined under `[[{key}]]`"));
        }
        found
    }
}
