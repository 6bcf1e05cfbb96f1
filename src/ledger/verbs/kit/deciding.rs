//! Decisions, and the end of them: of one by itself, by the reversal of its line, or in a cascade.

use std::collections::BTreeSet;

use crate::digest::Digest;
use crate::id::{DecisionId, EntryId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::Frame;
use crate::ledger::lot::Take;
use crate::ledger::named::Named;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Subject, UseKind};
use crate::ledger::verbs::verb::Undo;
use crate::registry::Role;

/// How a line is undone that made a decision: the decision ends.
pub(crate) struct Decided;

impl Decided {
    const fn by(line: EntryId) -> DecisionId {
        DecisionId { entry: line, k: 0 }
    }
}

impl Undo for Decided {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.decisions.contains_key(&Self::by(line))
    }

    fn role(&self, book: &Passbook, line: EntryId) -> Role {
        ending_role(book, Self::by(line))
    }

    fn relied_on_by(&self, desk: &Desk<'_>, line: EntryId) -> BTreeSet<DecisionId> {
        built_on(desk, resting_on(desk, Self::by(line)))
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let id = Self::by(line);
        let decision = case.book.decisions.get(&id).ok_or(Refusal::Unknown { what: Named::Decision(id) })?;
        case.owned_by(&decision.institution)?;
        end_alone(desk, decision)
    }
}

/// The decision of a line: so much of these lots is used.
pub(crate) fn decision(entry: &Frame<'_>, decided: Digest, take: Vec<Take>, kind: UseKind) -> Decision {
    Decision {
        award: None,
        by: vec![entry.by.mandate.clone()],
        conversion: None,
        decided,
        effective: entry.effective,
        ended: None,
        held: None,
        id: DecisionId::here(entry.n, 0),
        institution: entry.by.institution.clone(),
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        scope: None,
        take,
        under: entry.effects.under.clone(),
        r#use: kind,
    }
}

/// The role that ends a decision.
pub(crate) fn ending_role(book: &Passbook, id: DecisionId) -> Role {
    if book.converts(id) { Role::Reviewer } else { Role::Awarder }
}

/// Ends a decision out of which nothing is carried.
pub(crate) fn end_alone(desk: &mut Desk<'_>, decision: &Decision) -> Result<(), Refusal> {
    let carriers = carriers(desk, decision);
    if !carriers.is_empty() {
        return Err(Refusal::InUse { uses: carriers.into_iter().map(Subject::Decision).collect() });
    }
    desk.end_decision(decision.id)
}

/// These decisions and all that rest on them.
pub(crate) fn built_on(desk: &Desk<'_>, mut waiting: Vec<DecisionId>) -> BTreeSet<DecisionId> {
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(resting_on(desk, id));
        }
    }
    found
}

/// The decisions that rely on what a conversion made, and on the residual that it left; of an award, those that carry
/// out of it.
fn resting_on(desk: &Desk<'_>, id: DecisionId) -> Vec<DecisionId> {
    let decision = desk.book().decisions.get(&id);
    let Some(decision) = decision else { return Vec::new() };
    let Some(conversion) = &decision.conversion else { return carriers(desk, decision) };
    let uses = conversion.made.iter().flat_map(|lot| desk.uses_of(*lot));
    decisions_in(uses.chain(desk.drew_on(decision, conversion)))
}

/// Awards that carry out of an award.
fn carriers(desk: &Desk<'_>, decision: &Decision) -> Vec<DecisionId> {
    decision.award.iter().flat_map(|_| desk.carriers_of(decision)).collect()
}

/// Those that are decisions.
pub(crate) fn decisions_in(subjects: impl IntoIterator<Item = Subject>) -> Vec<DecisionId> {
    let decision = |subject| if let Subject::Decision(id) = subject { Some(id) } else { None };
    subjects.into_iter().filter_map(decision).collect()
}
