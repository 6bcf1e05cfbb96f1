//! Attempts that are in use together and may not be: found by going through the uses in the order in which they were
//! decided. Facts are never refused for it; what was decided later is suspended.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{LearnerId, LotId, UnitId};
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

/// Every use that is not suspended and should be. Groups that a merge is still bringing in are left out; the one out of
/// `done` has come.
pub(crate) fn clashes(
    sight: &impl Sight,
    policy: impl Fn(Subject, &Thing) -> Attempts,
    done: Option<LearnerId>,
) -> Vec<Clash> {
    let coming = || sight.book().coming.iter().filter(|(from, _)| Some(**from) != done);
    let is_coming = |thing: &Thing| coming().any(|(_, things)| things.contains(thing));
    let mut accepted = Accepted::default();
    let mut found = Vec::new();
    for one in unsuspended(sight) {
        let lots = one.lots.iter().filter(|(thing, _)| !is_coming(thing));
        let lots: Vec<_> = lots.flat_map(|(thing, lots)| lots.iter().map(move |lot| (*thing, *lot))).collect();
        for (thing, lot) in lots {
            if let Some(by) = accepted.before(thing, lot, one.subject, &policy(one.subject, thing)) {
                found.push(Clash { subject: one.subject, by, lot: lot.id });
                accepted.leave(one.subject);
                break;
            }
            accepted.take(thing, lot, one.subject);
        }
    }
    found
}

/// A lot that is in use, and by whom.
type Used<'a> = (&'a Lot, BTreeSet<Subject>);

/// What is in use of groups so far.
#[derive(Default)]
struct Accepted<'a> {
    things: BTreeMap<&'a Thing, BTreeMap<LotId, Used<'a>>>,
    tags: BTreeMap<Digest, (LotId, BTreeSet<Subject>)>,
    /// Groups whose most was passed: nothing more is added to them.
    full: BTreeSet<&'a Thing>,
}

impl<'a> Accepted<'a> {
    /// The use that stands in the way of one more attempt.
    fn before(&mut self, thing: &'a Thing, lot: &Lot, subject: Subject, policy: &Attempts) -> Option<Subject> {
        let by_tag = lot.tag.and_then(|tag| self.tags.get(&tag)).filter(|(other, _)| *other != lot.id);
        if let Some(by) = by_tag.and_then(|(_, by)| by.first()) {
            return Some(*by);
        }
        let in_use = self.things.get(thing)?;
        let others = in_use.values().filter(|(other, _)| other.id != lot.id);
        match policy.counting {
            Counting::Each => {
                let is_alike = |other: &Lot| policy.one_a_run && lot.run.is_some() && other.run == lot.run;
                let alike = another(others.filter(|(other, _)| is_alike(other)), subject);
                alike.or_else(|| self.over(thing, lot, subject, policy))
            }
            _ if in_use.contains_key(&lot.id) => None,
            _ => another(others, subject),
        }
    }

    /// A use of the group, where the most would be passed or was.
    fn over(&mut self, thing: &'a Thing, lot: &Lot, subject: Subject, policy: &Attempts) -> Option<Subject> {
        let in_use = self.things.get(thing)?;
        let adds = adds(lot, subject, in_use.get(&lot.id).map(|(_, by)| by), policy);
        let is_over = !adds.is_zero() && (self.full.contains(thing) || passes(in_use, policy, adds));
        let by = another(in_use.values(), subject).filter(|_| is_over)?;
        self.full.insert(thing);
        Some(by)
    }

    /// A use is not in use after all.
    fn leave(&mut self, subject: Subject) {
        for in_use in self.things.values_mut() {
            in_use.values_mut().for_each(|(_, by)| _ = by.remove(&subject));
            in_use.retain(|_, (_, by)| !by.is_empty());
        }
        self.tags.retain(|_, (_, by)| {
            by.remove(&subject);
            !by.is_empty()
        });
    }

    fn take(&mut self, thing: &'a Thing, lot: &'a Lot, subject: Subject) {
        let of = self.things.entry(thing).or_default().entry(lot.id);
        of.or_insert_with(|| (lot, BTreeSet::new())).1.insert(subject);
        if let Some(tag) = lot.tag {
            self.tags.entry(tag).or_insert_with(|| (lot.id, BTreeSet::new())).1.insert(subject);
        }
    }
}

/// A use of one of these lots by somebody else.
fn another<'x>(mut lots: impl Iterator<Item = &'x Used<'x>>, but: Subject) -> Option<Subject> {
    lots.find_map(|(_, by)| by.iter().copied().find(|by| *by != but))
}

/// What a use adds to what is in use, in the unit of the most; without one, nothing.
fn adds(lot: &Lot, subject: Subject, known: Option<&BTreeSet<Subject>>, policy: &Attempts) -> Credits {
    let is_fresh = |by: &BTreeSet<Subject>| known.is_none_or(|known| by.is_disjoint(known));
    match policy.most.as_ref().map(|most| &most.unit) {
        Some(unit) if *unit == UnitId::item() => known.map_or(Credits::ONE, |_| Credits::ZERO),
        Some(unit) if *unit == lot.amount.unit => in_parts(lot, |by| by.contains(&subject) && is_fresh(by)),
        _ => Credits::ZERO,
    }
}

/// The credits of a lot that stand with users that are meant.
fn in_parts(lot: &Lot, meant: impl Fn(&BTreeSet<Subject>) -> bool) -> Credits {
    let parts = lot.parts.iter().filter(|part| meant(&subjects(&part.standing).collect()));
    parts.fold(Credits::ZERO, |sum, part| sum.plus(part.credits).unwrap_or(sum))
}

fn passes(in_use: &BTreeMap<LotId, Used<'_>>, policy: &Attempts, adds: Credits) -> bool {
    let Some(most) = &policy.most else { return false };
    let one = |(lot, by): &Used<'_>| match &most.unit {
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
    clashes(&InBook(book), |subject, thing| book.policy_of(subject, thing), None)
}

impl Desk<'_> {
    fn policy_of(&self, subject: Subject, thing: &Thing) -> Attempts {
        let arrived = if let Subject::Decision(id) = subject { self.arrived(id) } else { None };
        arrived.map_or_else(|| self.book().policy_of(subject, thing), |one| written(&one.under, thing))
    }

    /// Suspends uses by whose side an attempt is in use that was decided before, and what is built on them. `done`: the
    /// passbook of which the last comes in.
    pub(crate) fn suspend_clashes(&mut self, done: Option<LearnerId>) {
        let cause = self.entry();
        let found = clashes(self, |subject, thing| self.policy_of(subject, thing), done);
        found.into_iter().for_each(|clash| self.mark_use(cause, clash.subject));
    }

    /// A settled use stands: that is refused while another attempt is in use. What is built on it comes back as a fact.
    pub(crate) fn settled_alone(&mut self, of: Subject) -> Result<(), Refusal> {
        let found = clashes(self, |subject, thing| self.policy_of(subject, thing), None);
        let own = found.iter().filter(|_| self.marks_on(of).is_empty()).find_map(|clash| {
            let is_own = clash.subject == of;
            let lot = if is_own { clash.lot } else { self.beside(of, clash.lot)? };
            Some(Refusal::GroupInUse { lot, by: if is_own { clash.by } else { clash.subject } })
        });
        let cause = self.entry();
        found.into_iter().for_each(|clash| self.mark_use(cause, clash.subject));
        own.map_or(Ok(()), Err)
    }

    /// What a use has of the attempts at the thing of a lot, or with its tag.
    fn beside(&self, of: Subject, lot: LotId) -> Option<LotId> {
        let other = self.lot(lot).ok()?;
        let is_same = |one: &&Lot| one.thing() == other.thing() || (one.tag.is_some() && one.tag == other.tag);
        let is_used = |one: &&Lot| one.parts.iter().any(|part| subjects(&part.standing).any(|by| by == of));
        self.lots().filter(is_same).filter(is_used).map(|one| one.id).min()
    }
}
