//! The state of a check of a rule book.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{At, Citation, Listed, Problem};
use crate::id::{Code, UnitId};
use crate::registry::{self, Codes, DocumentHead, Draft, Framework, OutcomeKind, OutcomeName, Tier};
use crate::rules::draft::{Consortium, Group, Limit, RuleBookDraft};

/// The checks of a rule book, on top of those of every document.
pub(super) type Checks<'a> = registry::Checks<'a, RuleBookDraft, Own<'a>>;

impl Draft for RuleBookDraft {
    const CODES: Codes = Codes {
        again: "B001",
        unknown: "B003",
        unused: "B004",
        not_whole: "B005",
        off_scale: "B006",
        empty: "B007",
        semantics: "B008",
        months: "B010",
        prose: "B031",
    };
    const CALLED: &'static str = "book";
    const READER: &'static str = "evaluator";

    fn head(&self) -> &DocumentHead {
        &self.head
    }

    fn semantics(&self) -> u32 {
        self.semantics
    }

    fn framework(&self) -> &Framework {
        &self.framework
    }

    fn clauses(&self) -> &[Citation] {
        &self.clauses
    }

    fn ends_months(&self) -> bool {
        self.february.is_some()
    }
}

/// What only rule books have: all that rules refer to by id beside clauses, what they may not convert, and tiers.
pub(super) struct Own<'a> {
    pub(super) consortia: Listed<'a, Consortium>,
    pub(super) groups: Listed<'a, Group>,
    pub(super) limits: Listed<'a, Limit>,
    never: BTreeSet<&'a OutcomeName>,
    tiers: BTreeMap<&'a UnitId, Tier>,
}

impl<'a> Own<'a> {
    fn of(draft: &'a RuleBookDraft) -> Self {
        Self {
            consortia: Listed::of("consortium", &draft.consortia, |consortium| &consortium.id),
            groups: Listed::of("group", &draft.groups, |group| &group.id),
            limits: Listed::of("limit", &draft.limits, |limit| &limit.id),
            never: draft.never.iter().collect(),
            tiers: draft.unit_tiers.iter().map(|tier| (&tier.unit, tier.tier)).collect(),
        }
    }
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
        Self::over(draft, Own::of(draft), tell)
    }

    /// The tier of a unit, where it has one.
    pub(super) fn tier_of(&self, unit: &UnitId) -> Option<Tier> {
        self.own.tiers.get(unit).copied()
    }

    /// Whether no rule may convert what has the code.
    pub(super) fn is_never(&self, name: &OutcomeName) -> bool {
        self.own.never.contains(name) || self.own.never.contains(&OutcomeName::from(name.code.clone()))
    }

    /// Only of courses a name says whose they are. `instead` is where else it may be said.
    pub(super) fn in_full(&mut self, name: &OutcomeName, kind: OutcomeKind, at: At<'_>, instead: &str) {
        if name.owner.is_some() && kind != OutcomeKind::Course {
            let message = format!("only a course is named in full, and `{name}` is of kind `{kind}`");
            self.advise("B034", at, message, format!("write `{}`; {instead}", name.code));
        }
    }

    /// A list that must not be empty.
    pub(super) fn some<T>(&mut self, list: &[T], at: At<'_>, message: &str) {
        if list.is_empty() {
            self.say("B012", at, message);
        }
    }

    pub(super) fn group(&mut self, id: &Code, at: At<'_>) -> Option<&'a Group> {
        self.found(|checks| &mut checks.own.groups, id, at)
    }

    pub(super) fn limit(&mut self, id: &Code, at: At<'_>) -> Option<&'a Limit> {
        self.found(|checks| &mut checks.own.limits, id, at)
    }

    pub(super) fn consortium(&mut self, id: &Code, at: At<'_>) -> Option<&'a Consortium> {
        self.found(|checks| &mut checks.own.consortia, id, at)
    }
}
