//! A line is undone: what it recorded is posted back, never computed again. How, the verb of the line says.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{Code, DecisionId, EntryId, MandateId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::named::Named;
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{Instead, LotRefusal, Refusal};
use crate::ledger::verb_list::LearnerVerb;
use crate::ledger::verbs::kit::{end_alone, ending_role};
use crate::ledger::verbs::verb::{Applied, Taken, Undo, Verb};
use crate::registry::Role;

/// A line of this passbook is undone: its recorded amounts are posted back.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reverse {
    /// Decisions that rely on it and are undone with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cascade: Vec<Cascaded>,
    /// The line.
    pub entry: EntryId,
    /// Why.
    pub reason: Code,
}

impl Reverse {
    /// Reversal of a line that no decision relies on.
    #[must_use]
    pub const fn line(entry: EntryId, reason: Code) -> Self {
        Self { cascade: Vec::new(), entry, reason }
    }
}

impl Verb for Reverse {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;

    /// Whoever may do a thing may undo it.
    fn role(&self, book: &Passbook) -> Role {
        undo(book, self.entry).map_or(Self::ROLE, |undo| undo.role(book, self.entry))
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let undo = reversible(case, self.entry)?;
        let mut desk = case.desk();
        let uses = undo.relied_on_by(&desk, self.entry);
        cascade(case, &mut desk, &uses, &self.cascade)?;
        undo.decide(case, &mut desk, self.entry)?;
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let undo = undo(book, self.entry).ok_or("there is no such line to reverse")?;
        undo.apply(book, self.entry, entry)?;
        book.reversed.insert(self.entry, entry.n);
        Ok(())
    }
}

/// A decision that is undone with what it relies on, and who answers for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cascaded {
    /// The mandate that ends it: of the role, and of the institution, that it takes to end it by itself.
    pub by: MandateId,
    /// The decision.
    pub decision: DecisionId,
}

/// How a line is undone, if there is anything to undo. Its verb is remembered, but for a line that came in by a merge, of
/// which only what it made came, and after a gap in a view: then the verb that makes such things knows it.
fn undo(book: &Passbook, line: EntryId) -> Option<&'static dyn Undo> {
    let is_there = |undo: &&'static dyn Undo| undo.is_there(book, line);
    match book.verb_of(line) {
        Some(verb) => verb.undo().filter(is_there),
        None => LearnerVerb::ALL.iter().filter_map(|verb| verb.undo()).find(is_there),
    }
}

fn reversible(case: &Case<'_>, entry: EntryId) -> Result<&'static dyn Undo, Refusal> {
    if let Some(by) = case.book.reversed.get(&entry) {
        return Err(LotRefusal::Reversed { entry, by: EntryId::here(*by) }.into());
    }
    if let Some(undo) = undo(case.book, entry) {
        return Ok(undo);
    }
    if entry.home.is_none() && entry.n < case.book.next {
        return Err(LotRefusal::NotReversible { subject: Named::Line(entry), instead: Instead::OwnCommand }.into());
    }
    Err(LotRefusal::Unknown { what: Named::Line(entry) }.into())
}

/// Ends the named decisions, the latest first. Each must rely on what is undone, and somebody answers for it who could end
/// it alone.
fn cascade(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    uses: &BTreeSet<DecisionId>,
    named: &[Cascaded],
) -> Result<(), Refusal> {
    let mut decisions = Vec::new();
    for (at, one) in named.iter().enumerate() {
        let id = one.decision;
        if named.iter().take(at).any(|other| other.decision == id) {
            return Err(LotRefusal::DecisionTwice { decision: id }.into());
        }
        let decision = case.book.decisions.get(&id).filter(|_| uses.contains(&id));
        let decision = decision.ok_or(LotRefusal::Unrelated { decision: id })?;
        case.answers(&one.by, ending_role(case.book, id), &decision.institution)?;
        decisions.push(decision);
    }
    decisions.sort_by_key(|decision| decision.order());
    decisions.into_iter().rev().try_for_each(|decision| end_alone(desk, decision))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LearnerId;

    #[test]
    fn some_verbs_can_be_undone() {
        let names = LearnerVerb::ALL.iter().filter(|verb| verb.undo().is_some()).map(|verb| format!("{verb:?}"));
        let undone =
            "Apply Approve Accrue Assess Bind Enrol Leave Matriculate Record Regrade Redeem Relieve Revalue Revoke";
        assert_eq!(names.collect::<Vec<_>>().join(" "), undone);
    }

    #[test]
    fn a_passbook_remembers_which_verb_each_line_was() {
        let mut book = Passbook::new(LearnerId::new(uuid::Uuid::from_u128(1)));
        for (n, verb) in [(0, LearnerVerb::Open), (1, LearnerVerb::Revoke), (3, LearnerVerb::Expire)] {
            book.wrote(n, verb);
        }
        let verbs = [0, 1, 2, 3].map(|n| book.verb_of(EntryId::here(n)));
        assert_eq!(verbs, [Some(LearnerVerb::Open), Some(LearnerVerb::Revoke), None, None], "up to the first gap");
        assert_eq!(book.verb_of(EntryId { home: Some(LearnerId::new(uuid::Uuid::from_u128(2))), n: 0 }), None);
    }

    /// A line that did nothing that is still there cannot be undone, whichever verb it was.
    #[test]
    fn what_is_not_there_is_not_undone() {
        let mut book = Passbook::new(LearnerId::new(uuid::Uuid::from_u128(1)));
        for (n, verb) in (0..).zip(LearnerVerb::ALL) {
            book.wrote(n, *verb);
            assert!(undo(&book, EntryId::here(n)).is_none(), "{verb:?}");
        }
        assert!(undo(&book, EntryId { home: Some(LearnerId::new(uuid::Uuid::from_u128(2))), n: 0 }).is_none());
    }
}
