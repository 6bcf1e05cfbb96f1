//! Attempts that are in use together and may not be: found by going through the uses in the order in which they were
//! decided. Facts are never refused for it; what was decided later is suspended.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{LotId, UnitId};
use crate::ledger::attempt::Turn;
use crate::ledger::desk::Desk;
use crate::ledger::group::subjects;
use crate::ledger::lot::Lot;
use crate::ledger::passbook::{Passbook, written};
use crate::ledger::refusal::Refusal;
use crate::ledger::sight::{InBook, Sight};
use crate::ledger::standing::Subject;
use crate::registry::{Attempts, Counting, Thing};

/// A use of an attempt while another attempt is in use that was decided before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The later use.
    pub(crate) subject: Subject,
    /// The earlier one.
    pub(crate) by: Subject,
    /// The attempt that the later one uses.
    pub(crate) lot: LotId,
}

/// An unsuspended use, and the attempts that it uses, by thing.
struct One<'a> {
    subject: Subject,
    turn: Turn,
    lots: BTreeMap<&'a Thing, Vec<&'a Lot>>,
}

/// Every use that is not suspended and should be. Groups that a merge is still bringing in are left out.
pub(crate) fn clashes(sight: &impl Sight, policy: impl Fn(Subject, &Thing) -> Attempts, coming: bool) -> Vec<Clash> {
    let book = sight.book();
    let is_coming = |thing: &Thing| !coming && book.coming.values().any(|things| things.contains(thing));
    let mut accepted = Accepted::default();
    let mut found = Vec::new();
    for one in unsuspended(sight) {
        let lots = one.lots.iter().filter(|(thing, _)| !is_coming(thing));
        let lots: Vec<_> = lots.flat_map(|(thing, lots)| lots.iter().map(move |lot| (*thing, *lot))).collect();
        let clash = lots.iter().find_map(|(thing, lot)| {
            let by = accepted.before(thing, lot, one.subject, &policy(one.subject, thing))?;
            Some(Clash { subject: one.subject, by, lot: lot.id })
        });
        match clash {
            Some(clash) => found.push(clash),
            None => lots.into_iter().for_each(|(thing, lot)| accepted.take(thing, lot, one.subject)),
        }
    }
    found
}

/// What is in use of groups so far.
#[derive(Default)]
struct Accepted<'a> {
    things: BTreeMap<&'a Thing, BTreeMap<LotId, (&'a Lot, BTreeSet<Subject>)>>,
    tags: BTreeMap<Digest, (LotId, Subject)>,
    /// Groups whose most was passed: nothing more is added to them.
    full: BTreeSet<&'a Thing>,
}

impl<'a> Accepted<'a> {
    /// The use that stands in the way of one more attempt.
    fn before(&mut self, thing: &'a Thing, lot: &Lot, subject: Subject, policy: &Attempts) -> Option<Subject> {
        let by_tag = lot.tag.and_then(|tag| self.tags.get(&tag)).filter(|(other, _)| *other != lot.id);
        if let Some((_, by)) = by_tag {
            return Some(*by);
        }
        let in_use = self.things.get(thing)?;
        let first = |lots: &mut dyn Iterator<Item = &(&'a Lot, BTreeSet<Subject>)>| {
            lots.next().and_then(|(_, by)| by.first().copied())
        };
        let (known, others) = (in_use.get(&lot.id), in_use.values().filter(|(other, _)| other.id != lot.id));
        if policy.counting != Counting::Each {
            return if known.is_some() { None } else { first(&mut others.into_iter()) };
        }
        let same_run = |(other, _): &&(&Lot, BTreeSet<Subject>)| lot.run.is_some() && other.run == lot.run;
        if let Some(by) = first(&mut others.clone().filter(|one| policy.one_a_run && same_run(one))) {
            return Some(by);
        }
        let adds = adds(lot, subject, known.map(|(_, by)| by), policy);
        if adds.is_zero() {
            return None;
        }
        let is_full = self.full.contains(thing) || passes(in_use, policy, adds);
        if !is_full {
            return None;
        }
        let by = first(&mut in_use.values());
        self.full.insert(thing);
        by
    }

    fn take(&mut self, thing: &'a Thing, lot: &'a Lot, subject: Subject) {
        let of = self.things.entry(thing).or_default().entry(lot.id);
        of.or_insert_with(|| (lot, BTreeSet::new())).1.insert(subject);
        if let Some(tag) = lot.tag {
            self.tags.entry(tag).or_insert((lot.id, subject));
        }
    }
}

/// What a use adds to what is in use, in the unit of the most; without one, nothing.
fn adds(lot: &Lot, subject: Subject, known: Option<&BTreeSet<Subject>>, policy: &Attempts) -> Credits {
    let none = BTreeSet::new();
    let known = known.unwrap_or(&none);
    match policy.most.as_ref().map(|most| &most.unit) {
        Some(unit) if *unit == UnitId::item() && known.is_empty() => Credits::ONE,
        Some(unit) if *unit == lot.amount.unit => in_parts(lot, |by| by.contains(&subject) && by.is_disjoint(known)),
        _ => Credits::ZERO,
    }
}

/// The credits of a lot that stand with users that are meant.
fn in_parts(lot: &Lot, meant: impl Fn(&BTreeSet<Subject>) -> bool) -> Credits {
    let parts = lot.parts.iter().filter(|part| meant(&subjects(&part.standing).collect()));
    parts.fold(Credits::ZERO, |sum, part| sum.plus(part.credits).unwrap_or(sum))
}

type InUse<'a> = BTreeMap<LotId, (&'a Lot, BTreeSet<Subject>)>;

fn passes(in_use: &InUse<'_>, policy: &Attempts, adds: Credits) -> bool {
    let Some(most) = &policy.most else { return false };
    let one = |(lot, by): &(&Lot, BTreeSet<Subject>)| match &most.unit {
        unit if *unit == UnitId::item() => Credits::ONE,
        unit if *unit == lot.amount.unit => in_parts(lot, |users| !users.is_disjoint(by)),
        _ => Credits::ZERO,
    };
    let sum = in_use.values().map(one).try_fold(adds, |sum, credits| sum.plus(credits).ok());
    sum.is_none_or(|sum| sum > most.credits)
}

/// The uses that are not suspended, in the order in which they were decided.
fn unsuspended<'a>(sight: &'a impl Sight) -> Vec<One<'a>> {
    let mut uses: BTreeMap<Subject, BTreeMap<&Thing, Vec<&Lot>>> = BTreeMap::new();
    let mut lots: Vec<_> = sight.lots().collect();
    lots.sort_by_key(|lot| lot.id);
    for lot in lots {
        let Some(thing) = lot.thing() else { continue };
        let by: BTreeSet<_> = lot.parts.iter().flat_map(|part| subjects(&part.standing)).collect();
        by.into_iter().for_each(|subject| uses.entry(subject).or_default().entry(thing).or_default().push(lot));
    }
    let one = |(subject, lots)| {
        let turn = sight.turn(subject)??;
        sight.marks(subject).is_empty().then_some(One { subject, turn, lots })
    };
    let mut uses: Vec<_> = uses.into_iter().filter_map(one).collect();
    uses.sort_by_key(|one| (one.turn, one.subject));
    uses
}

/// Attempts in use together that may not be: none, but between the pairs of a merge.
pub(crate) fn clashes_in(book: &Passbook) -> Vec<Clash> {
    clashes(&InBook(book), |subject, thing| book.policy_of(subject, thing), false)
}

impl Desk<'_> {
    fn policy_of(&self, subject: Subject, thing: &Thing) -> Attempts {
        let arrived = if let Subject::Decision(id) = subject { self.arrived(id) } else { None };
        arrived.map_or_else(|| self.book().policy_of(subject, thing), |one| written(&one.under, thing))
    }

    /// Suspends uses by whose side an attempt is in use that was decided before, and what is built on them. `last`: the
    /// last pair of a merge is in.
    pub(crate) fn suspend_clashes(&mut self, last: bool) {
        let cause = self.entry();
        let found = clashes(self, |subject, thing| self.policy_of(subject, thing), last);
        found.into_iter().for_each(|clash| self.mark_use(cause, clash.subject));
    }

    /// A settled use stands: that is refused while another attempt is in use. What is built on it comes back as a fact.
    pub(crate) fn settled_alone(&mut self, of: Subject) -> Result<(), Refusal> {
        if !self.marks_on(of).is_empty() {
            return Ok(());
        }
        let found = clashes(self, |subject, thing| self.policy_of(subject, thing), false);
        let own = found.iter().find(|clash| clash.subject == of || clash.by == of);
        if let Some(Clash { subject, by, lot }) = own {
            let by = if *subject == of { *by } else { *subject };
            return Err(Refusal::GroupInUse { lot: *lot, by });
        }
        let cause = self.entry();
        found.into_iter().for_each(|clash| self.mark_use(cause, clash.subject));
        Ok(())
    }
}
