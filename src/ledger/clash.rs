//! Attempts that are in use together and may not be, and what else is true of every passbook. Such uses are found by going
//! through all in the order in which they were decided. Facts are never refused for it; what was decided later is suspended.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{LearnerId, LotId, UnitId};
use crate::ledger::desk::Desk;
use crate::ledger::group::subjects;
use crate::ledger::lot::{Lot, LotPart};
use crate::ledger::outcome::Turn;
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{LotRefusal, Refusal};
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
        let is_looked_at = |lot: &&Lot| !(decided && book.joined(one.subject, lot.id));
        let lots: Vec<&'a Lot> = one.lots.iter().copied().filter(is_looked_at).collect();
        let alone = lots.iter().find_map(|lot| Some((lot.id, self.before(book, lot, one.subject)?)));
        if let Some((lot, by)) = alone.or_else(|| self.past_most(book, &lots, one.subject)) {
            return Some(Clash { subject: one.subject, by, lot });
        }
        one.lots.iter().for_each(|lot| self.take(lot, one.subject));
        None
    }

    /// Whether two uses stood beside each other before.
    fn is_known(&self, by: Subject, subject: Subject) -> bool {
        let side = |one: Subject| self.sides.get(&one).filter(|side| **side != Side::Lifted);
        by == subject || (side(by).is_some() && side(by) == side(subject))
    }

    /// The use that stands in the way of one more attempt, however many may be in use.
    fn before(&self, book: &Passbook, lot: &Lot, subject: Subject) -> Option<Subject> {
        let thing = lot.thing()?;
        let in_use = self.things.get(thing);
        if in_use.is_some_and(|in_use| in_use.contains_key(&lot.id)) {
            return None;
        }
        let tagged = lot.tag.and_then(|tag| self.tags.get(&tag)).into_iter().flat_map(BTreeMap::values).flatten();
        if let Some(by) = tagged.copied().find(|by| !self.is_known(*by, subject)) {
            return Some(by);
        }
        let policy = book.policy_of(subject, thing);
        let run = lot.run.as_ref().filter(|_| policy.one_a_run);
        let is_other = |other: &Lot| policy.counting != Counting::Each || (run.is_some() && other.run.as_ref() == run);
        self.another(in_use?.values().filter(|(other, _)| is_other(other)), subject)
    }

    /// A use of one of these lots that did not stand beside this one before.
    fn another<'x>(&self, lots: impl Iterator<Item = &'x Used<'x>>, subject: Subject) -> Option<Subject> {
        lots.flat_map(|(_, by)| by.iter().copied()).find(|by| !self.is_known(*by, subject))
    }

    /// A lot of a use with which the most of a group is passed, or was before, and a use of that group.
    fn past_most(&mut self, book: &Passbook, lots: &[&'a Lot], subject: Subject) -> Option<(LotId, Subject)> {
        let things: BTreeSet<&'a Thing> = lots.iter().filter_map(|lot| lot.thing()).collect();
        let found: Vec<_> = things.into_iter().filter_map(|thing| self.past(book, thing, lots, subject)).collect();
        found.into_iter().next()
    }

    fn past(&mut self, book: &Passbook, thing: &'a Thing, lots: &[&Lot], subject: Subject) -> Option<(LotId, Subject)> {
        let policy = book.policy_of(subject, thing);
        let in_use = self.things.get(thing).filter(|_| policy.counting == Counting::Each)?;
        let by = self.another(in_use.values(), subject)?;
        let mine = lots.iter().filter(|lot| lot.thing() == Some(thing));
        let adding = mine.map(|lot| (lot.id, adds(lot, subject, in_use.get(&lot.id).map(|(_, by)| by), &policy)));
        let adding: Vec<_> = adding.filter(|(_, adds)| !adds.is_zero()).collect();
        let (last, _) = adding.last()?;
        if self.full.contains(thing) || passes(in_use, &policy, adding.iter().map(|(_, adds)| *adds)) {
            self.full.insert(thing);
            return Some((*last, by));
        }
        None
    }

    fn take(&mut self, lot: &'a Lot, subject: Subject) {
        let Some(thing) = lot.thing() else { return };
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

fn passes(in_use: &BTreeMap<LotId, Used<'_>>, policy: &Attempts, adds: impl IntoIterator<Item = Credits>) -> bool {
    let Some(most) = &policy.most else { return false };
    let one = |(lot, by): &Used<'_>| match &most.unit {
        unit if *unit == UnitId::item() => Credits::ONE,
        unit if *unit == lot.amount.unit => lot.in_parts(|one| subjects(one).any(|user| by.contains(&user))),
        _ => Credits::ZERO,
    };
    Credits::total(in_use.values().map(one).chain(adds)).map_or(true, |sum| sum > most.credits)
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
            Some(LotRefusal::GroupInUse { lot, by: if is_own { clash.by } else { clash.subject } })
        });
        own.map_or(Ok(()), |refusal| Err(refusal.into()))
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

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lot {lot}: {what}")]
pub struct Violation {
    /// The lot in which it fails.
    pub lot: LotId,
    /// What does not hold.
    pub what: &'static str,
}

/// Every invariant that does not hold in a passbook: parts sum to what the lot is worth, and to more only where all of it is
/// in use and so much is short; none is zero beside others,
/// no part stands twice in one scope, whatever holds, consumes or reserves a part is there and has not ended, and of
/// attempts at one thing no more is in use than the policies allow that the uses wrote, but between the pairs of a merge.
#[must_use]
pub fn check(book: &Passbook) -> Vec<Violation> {
    let broken =
        |lot: &Lot| checks(book, lot).into_iter().map(|what| Violation { lot: lot.id, what }).collect::<Vec<_>>();
    let together = clashes_in(book).into_iter();
    let together = together.map(|one| Violation { lot: one.lot, what: "it is in use beside another attempt" });
    book.lots.values().flat_map(broken).chain(together).collect()
}

fn checks(book: &Passbook, lot: &Lot) -> Vec<&'static str> {
    [
        (!sums(lot), "its parts do not sum to what it is worth"),
        (!lot.parts.is_sorted_by(|a, b| a.standing < b.standing), "its parts are not in order, each standing once"),
        (lot.parts.len() > 1 && lot.parts.iter().any(|part| part.credits.is_zero()), "a part of it is empty"),
        (lot.parts.iter().any(in_one_scope_twice), "a part of it stands twice in one scope"),
        (!lot.parts.iter().all(|part| live(book, part)), "what a part of it is used for has ended"),
        (lot.revoked.is_some() && lot.parts.iter().any(is_at_disposal), "it is revoked, and a part is available"),
        (!lot.marks.is_sorted_by(|a, b| a < b), "its marks are not in order, each once"),
    ]
    .into_iter()
    .filter_map(|(broken, what)| broken.then_some(what))
    .collect()
}

/// More than it is worth only where all of it is in use.
fn sums(lot: &Lot) -> bool {
    let sum = lot.parts.iter().try_fold(Credits::ZERO, |sum, part| sum.plus(part.credits));
    let is_unused = |part: &LotPart| part.standing.is_unused() && !part.credits.is_zero();
    sum.is_ok_and(|sum| sum == lot.amount.credits || (sum > lot.amount.credits && !lot.parts.iter().any(is_unused)))
}

fn in_one_scope_twice(part: &LotPart) -> bool {
    !part.standing.scopes.is_sorted_by(|a, b| a.scope < b.scope)
}

fn is_at_disposal(part: &LotPart) -> bool {
    part.standing.place == Place::Available
}

/// Decisions that come in by a merge come after the lots they use, so those of another home may not be here yet.
fn live(book: &Passbook, part: &LotPart) -> bool {
    let decision_lives = |id| match book.decisions.get(&id) {
        Some(decision) => decision.ended.is_none(),
        None => id.entry.home.is_some(),
    };
    let placed = match part.standing.place {
        Place::Held(id) => book.holds.get(&id).is_some_and(|hold| hold.ended.is_none()),
        Place::Consumed(id) => decision_lives(id),
        _ => true,
    };
    placed && part.standing.scopes.iter().all(|one| decision_lives(one.decision))
}
