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
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Standing, Subject};
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

/// Where a use comes from. What was lawfully in use beside each other stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// It stood before the line.
    Here,
    /// It comes in by a merge.
    Come,
    /// A suspension was lifted from it.
    Lifted,
}

/// A use, and the attempts that it uses.
struct One<'a> {
    subject: Subject,
    turn: Turn,
    lots: Vec<&'a Lot>,
}

/// The uses of attempts, in the order in which they were decided.
fn uses(book: &Passbook) -> Vec<One<'_>> {
    let mut uses: BTreeMap<Subject, Vec<&Lot>> = BTreeMap::new();
    for lot in book.lots.values().filter(|lot| lot.attempt.is_some()) {
        let by: BTreeSet<_> = lot.parts.iter().flat_map(|part| subjects(&part.standing)).collect();
        by.into_iter().for_each(|subject| uses.entry(subject).or_default().push(lot));
    }
    let one = |(subject, lots)| Some(One { subject, turn: book.turn_of(subject)?, lots });
    let mut uses: Vec<_> = uses.into_iter().filter_map(one).collect();
    uses.sort_by_key(|one| (one.turn, one.subject));
    uses
}

/// Attempts in use together that may not be, of the uses as they were decided: none. Between the pairs of a merge nothing is
/// said.
pub(crate) fn clashes_in(book: &Passbook) -> Vec<Clash> {
    if book.arriving.is_some() {
        return Vec::new();
    }
    let mut accepted = Accepted::default();
    let mut found = Vec::new();
    for one in uses(book).into_iter().filter(|one| book.marks_on(one.subject).is_empty()) {
        found.extend(accepted.clash(book, &one, Side::Lifted, true));
    }
    found
}

/// A lot that is in use, and by whom.
type Used<'a> = (&'a Lot, BTreeSet<Subject>);

/// What is in use of groups so far.
#[derive(Default)]
struct Accepted<'a> {
    things: BTreeMap<&'a Thing, BTreeMap<LotId, Used<'a>>>,
    tags: BTreeMap<Digest, BTreeMap<LotId, BTreeSet<Subject>>>,
    sides: BTreeMap<Subject, Side>,
    /// Groups whose most was passed: nothing more is added to them.
    full: BTreeSet<&'a Thing>,
}

impl<'a> Accepted<'a> {
    /// Why one more use cannot stand; it is taken in otherwise. `decided`: what was in use already when it was decided may
    /// be used beside others.
    fn clash(&mut self, book: &Passbook, one: &One<'a>, side: Side, decided: bool) -> Option<Clash> {
        self.sides.insert(one.subject, side);
        for lot in one.lots.iter().copied() {
            let Some(thing) = lot.thing() else { continue };
            let joined = decided && book.joined(one.subject, lot.id);
            let policy = book.policy_of(one.subject, thing);
            if let Some(by) = self.before(thing, lot, one.subject, &policy).filter(|_| !joined) {
                self.leave(one.subject);
                return Some(Clash { subject: one.subject, by, lot: lot.id });
            }
            self.take(thing, lot, one.subject);
        }
        None
    }

    /// Whether two uses stood beside each other before.
    fn is_known(&self, by: Subject, subject: Subject) -> bool {
        let side = |one: Subject| self.sides.get(&one).filter(|side| **side != Side::Lifted);
        by == subject || (side(by).is_some() && side(by) == side(subject))
    }

    /// The use that stands in the way of one more attempt.
    fn before(&mut self, thing: &'a Thing, lot: &Lot, subject: Subject, policy: &Attempts) -> Option<Subject> {
        let tagged = lot.tag.and_then(|tag| self.tags.get(&tag)).into_iter().flatten();
        let by_tag = tagged.filter(|(other, _)| **other != lot.id).flat_map(|(_, by)| by);
        if let Some(by) = by_tag.copied().find(|by| !self.is_known(*by, subject)) {
            return Some(by);
        }
        let in_use = self.things.get(thing)?;
        let others = in_use.values().filter(|(other, _)| other.id != lot.id);
        match policy.counting {
            Counting::Each => {
                let is_alike = |other: &Lot| policy.one_a_run && lot.run.is_some() && other.run == lot.run;
                let alike = self.another(others.filter(|(other, _)| is_alike(other)), subject);
                alike.or_else(|| self.over(thing, lot, subject, policy))
            }
            _ if in_use.contains_key(&lot.id) => None,
            _ => self.another(others, subject),
        }
    }

    /// A use of one of these lots that did not stand beside this one before.
    fn another<'x>(&self, lots: impl Iterator<Item = &'x Used<'x>>, subject: Subject) -> Option<Subject> {
        lots.flat_map(|(_, by)| by.iter().copied()).find(|by| !self.is_known(*by, subject))
    }

    /// A use of the group, where the most would be passed or was.
    fn over(&mut self, thing: &'a Thing, lot: &Lot, subject: Subject, policy: &Attempts) -> Option<Subject> {
        let in_use = self.things.get(thing)?;
        let adds = adds(lot, subject, in_use.get(&lot.id).map(|(_, by)| by), policy);
        let is_over = !adds.is_zero() && (self.full.contains(thing) || passes(in_use, policy, adds));
        let by = self.another(in_use.values(), subject).filter(|_| is_over)?;
        self.full.insert(thing);
        Some(by)
    }

    /// A use is not in use after all.
    fn leave(&mut self, subject: Subject) {
        for in_use in self.things.values_mut() {
            in_use.values_mut().for_each(|(_, by)| _ = by.remove(&subject));
            in_use.retain(|_, (_, by)| !by.is_empty());
        }
        for lots in self.tags.values_mut() {
            lots.values_mut().for_each(|by| _ = by.remove(&subject));
            lots.retain(|_, by| !by.is_empty());
        }
    }

    fn take(&mut self, thing: &'a Thing, lot: &'a Lot, subject: Subject) {
        let of = self.things.entry(thing).or_default().entry(lot.id);
        of.or_insert_with(|| (lot, BTreeSet::new())).1.insert(subject);
        if let Some(tag) = lot.tag {
            self.tags.entry(tag).or_default().entry(lot.id).or_default().insert(subject);
        }
    }
}

/// What a use adds to what is in use, in the unit of the most; without one, nothing.
fn adds(lot: &Lot, subject: Subject, known: Option<&BTreeSet<Subject>>, policy: &Attempts) -> Credits {
    let is_fresh = |by: Subject| !known.is_some_and(|known| known.contains(&by));
    match policy.most.as_ref().map(|most| &most.unit) {
        Some(unit) if *unit == UnitId::item() => known.map_or(Credits::ONE, |_| Credits::ZERO),
        Some(unit) if *unit == lot.amount.unit => {
            lot.in_parts(|one| subjects(one).any(|by| by == subject) && subjects(one).all(is_fresh))
        }
        _ => Credits::ZERO,
    }
}

fn passes(in_use: &BTreeMap<LotId, Used<'_>>, policy: &Attempts, adds: Credits) -> bool {
    let Some(most) = &policy.most else { return false };
    let one = |(lot, by): &Used<'_>| match &most.unit {
        unit if *unit == UnitId::item() => Credits::ONE,
        unit if *unit == lot.amount.unit => lot.in_parts(|one| subjects(one).any(|user| by.contains(&user))),
        _ => Credits::ZERO,
    };
    Credits::total(in_use.values().map(one).chain([adds])).map_or(true, |sum| sum > most.credits)
}

impl Desk<'_> {
    /// Goes through the uses in the order in which they were decided, and suspends those by whose side an attempt is in use
    /// now that was decided before, with what is built on them. `came`: the passbook of which
    /// the last comes in, and those that came into it before.
    fn settle_clashes(&mut self, book: &Passbook, came: &[LearnerId]) -> Vec<Clash> {
        let cause = self.entry();
        let lifted: BTreeSet<_> = self.effects.lifts.iter().map(|mark| mark.on).collect();
        let mut accepted = Accepted::default();
        let mut found = Vec::new();
        for one in uses(book) {
            if !self.marks_on(one.subject).is_empty() {
                continue;
            }
            let side = match one.subject {
                Subject::Decision(id) if id.entry.home.is_some_and(|home| came.contains(&home)) => Side::Come,
                subject if lifted.contains(&subject) => Side::Lifted,
                _ => Side::Here,
            };
            if let Some(clash) = accepted.clash(book, &one, side, false) {
                self.mark_use(cause, clash.subject);
                found.push(clash);
            }
        }
        found
    }

    /// Facts that are brought in are never refused: what was decided later is suspended.
    pub(crate) fn suspend_clashes(&mut self, came: &[LearnerId]) {
        let book = self.laid_out();
        self.settle_clashes(&book, came);
    }

    /// A settled use stands: that is refused while another attempt is in use. What is built on it comes back as a fact.
    pub(crate) fn settled_alone(&mut self, of: Subject) -> Result<(), Refusal> {
        let is_settled = self.marks_on(of).is_empty();
        let mut book = self.laid_out();
        self.write_policies(&mut book, of);
        let found = self.settle_clashes(&book, &[]);
        let own = found.iter().filter(|_| is_settled).find_map(|clash| {
            let is_own = clash.subject == of;
            let lot = if is_own { clash.lot } else { self.beside(of, clash.lot)? };
            Some(Refusal::GroupInUse { lot, by: if is_own { clash.by } else { clash.subject } })
        });
        own.map_or(Ok(()), Err)
    }

    /// What a settled use takes anew it takes under the policies of this line.
    fn write_policies(&self, book: &mut Passbook, of: Subject) {
        let Subject::Decision(id) = of else { return };
        let is_new = |standing: &Standing| standing.scopes.iter().any(|one| one.decision == id);
        let taken = self.effects.posts.iter().filter(|post| is_new(&post.to) || post.to.place == Place::Consumed(id));
        let things: BTreeSet<_> = taken.filter_map(|post| book.lots.get(&post.lot)?.thing().cloned()).collect();
        book.decisions.entry(id).and_modify(|one| {
            one.under.retain(|under| !things.contains(&under.thing));
            one.under.extend(self.effects.under.iter().cloned());
        });
    }

    /// What a use has of the attempts at the thing of a lot, or with its tag.
    fn beside(&self, of: Subject, lot: LotId) -> Option<LotId> {
        let other = self.lot(lot).ok()?;
        let is_same = |one: &&Lot| one.thing() == other.thing() || (one.tag.is_some() && one.tag == other.tag);
        let is_used = |one: &&Lot| one.parts.iter().any(|part| subjects(&part.standing).any(|by| by == of));
        self.lots().filter(is_same).filter(is_used).map(|one| one.id).min()
    }
}
