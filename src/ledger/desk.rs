//! Where a command is worked out: lots are copied when touched, and every move is noted as a posting, so the
//! passbook itself never changes while it is decided.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{DecisionId, EntryId, HoldId, LotId};
use crate::ledger::effects::Effects;
use crate::ledger::group::Sight;
use crate::ledger::lot::{Exclusion, Lot, Posting, Reach, Take, fill};
use crate::ledger::named::{Latest, Named};
use crate::ledger::outcome::Turn;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::published::Published;
use crate::ledger::refusal::{LotRefusal, Refusal, WhenRefusal};
use crate::ledger::standing::{Mark, Place, ScopeUse, Standing, Subject};
use crate::time::Date;

/// The passbook as it would be, and what it took to get there.
pub(crate) struct Desk<'a> {
    book: &'a Passbook,
    published: &'a Published,
    day: Date,
    touched: BTreeMap<LotId, Lot>,
    /// Decisions that come in by a merge.
    arrived: BTreeMap<DecisionId, Decision>,
    /// The suspended use that is being settled.
    pub(crate) settled: Option<Subject>,
    pub(crate) effects: Effects,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(book: &'a Passbook, published: &'a Published, day: Date) -> Self {
        let (touched, arrived) = (BTreeMap::new(), BTreeMap::new());
        Self { book, published, day, touched, arrived, settled: None, effects: Effects::default() }
    }

    /// The entry that is being decided.
    pub(crate) const fn entry(&self) -> EntryId {
        EntryId::here(self.book.next)
    }

    pub(crate) const fn book(&self) -> &'a Passbook {
        self.book
    }

    /// The lot as it would be.
    pub(crate) fn lot(&self, id: LotId) -> Result<&Lot, Refusal> {
        let lot = self.touched.get(&id).or_else(|| self.book.lots.get(&id));
        lot.filter(|_| !self.effects.struck.contains(&id))
            .ok_or_else(|| LotRefusal::Unknown { what: Named::Lot(id) }.into())
    }

    /// Every lot as it would be: those that were touched first.
    pub(crate) fn lots(&self) -> impl Iterator<Item = &Lot> {
        let untouched = self.book.lots.values().filter(|lot| !self.touched.contains_key(&lot.id));
        self.touched.values().chain(untouched).filter(|lot| !self.effects.struck.contains(&lot.id))
    }

    pub(crate) fn edit(&mut self, id: LotId) -> Result<&mut Lot, Refusal> {
        if !self.touched.contains_key(&id) {
            let copy = self.lot(id)?.clone();
            self.touched.insert(id, copy);
        }
        self.touched.get_mut(&id).ok_or_else(|| LotRefusal::Unknown { what: Named::Lot(id) }.into())
    }

    /// Lays a lot that is not in the passbook yet on the desk.
    pub(crate) fn bring(&mut self, lot: Lot) {
        self.touched.insert(lot.id, lot);
    }

    /// Lays decisions on the desk that come in by a merge.
    pub(crate) fn bring_decisions(&mut self, decisions: Vec<Decision>) {
        self.arrived.extend(decisions.into_iter().map(|one| (one.id, one)));
    }

    /// A decision that comes in by a merge.
    pub(crate) fn arrived(&self, id: DecisionId) -> Option<&Decision> {
        self.arrived.get(&id)
    }

    /// A decision, also one that comes in by a merge.
    pub(crate) fn decision(&self, id: DecisionId) -> Option<&Decision> {
        self.arrived.get(&id).or_else(|| self.book.decisions.get(&id))
    }

    /// Decisions that have not ended, as they were before the command, also those that come in by a merge.
    pub(crate) fn live_decisions(&self) -> impl Iterator<Item = &Decision> {
        self.book.live_decisions().chain(self.arrived.values().filter(|one| one.ended.is_none()))
    }

    /// Takes a lot off the desk and out of the passbook.
    pub(crate) fn strike(&mut self, id: LotId) {
        self.effects.struck.push(id);
    }

    /// Moves an amount on the effective date, which must not be before anything that happened to the lot.
    pub(crate) fn post(&mut self, id: LotId, from: &Standing, to: Standing, credits: Credits) -> Result<(), Refusal> {
        let latest = self.lot(id)?.latest;
        if self.day < latest {
            return Err(WhenRefusal::TooEarly { effective: self.day, latest, subject: Latest::Lot(id) }.into());
        }
        let day = self.day;
        let lot = self.edit(id)?;
        // Only a lot that is worth nothing has a part of nothing to move.
        let is_empty_part = lot.parts.iter().any(|part| part.standing == *from && part.credits.is_zero());
        if *from == to || (credits.is_zero() && !is_empty_part) {
            return Ok(());
        }
        let there = lot.standing(from);
        lot.shift(from, &to, credits).ok_or(LotRefusal::Short { lot: id, free: there, short: credits })?;
        lot.latest = day;
        self.effects.posts.push(Posting { credits, from: from.clone(), lot: id, to });
        Ok(())
    }

    /// Moves every part of a lot for which `to` names a target.
    pub(crate) fn post_parts(
        &mut self,
        id: LotId,
        to: impl Fn(&Lot, &Standing) -> Option<Standing>,
    ) -> Result<(), Refusal> {
        let lot = self.lot(id)?;
        let moves: Vec<_> = lot
            .parts
            .iter()
            .filter_map(|part| Some((part.standing.clone(), to(lot, &part.standing)?, part.credits)))
            .collect();
        moves.into_iter().try_for_each(|(from, to, credits)| self.post(id, &from, to, credits))
    }

    /// The causes for which something would be suspended.
    pub(crate) fn marks_on(&self, on: Subject) -> Vec<EntryId> {
        let before = match on {
            Subject::Decision(id) => self.decision(id).map(|one| one.marks.as_slice()).unwrap_or_default(),
            Subject::Lot(id) => self.lot(id).map(|one| one.marks.as_slice()).unwrap_or_default(),
            Subject::Hold(_) => self.book.marks_on(on),
        };
        let stays = |cause: &&EntryId| !self.effects.lifts.contains(&Mark { cause: **cause, on });
        let fresh = self.effects.marks.iter().filter(|mark| mark.on == on).map(|mark| mark.cause);
        before.iter().filter(stays).copied().chain(fresh).collect()
    }

    pub(crate) fn mark(&mut self, cause: EntryId, on: Subject) {
        let mark = Mark { cause, on };
        let known = self.book.marks_on(on).contains(&cause) && !self.effects.lifts.contains(&mark);
        if !known && !self.effects.marks.contains(&mark) {
            self.effects.marks.push(mark);
        }
    }

    pub(crate) fn lift(&mut self, cause: EntryId, on: Subject) {
        let mark = Mark { cause, on };
        if !self.effects.lifts.contains(&mark) {
            self.effects.lifts.push(mark);
        }
        if let Subject::Lot(id) = on
            && let Ok(lot) = self.edit(id)
        {
            lot.marks.retain(|known| *known != cause);
        }
    }

    /// The passbook with the lots as they would be.
    pub(crate) fn laid_out(&self) -> Passbook {
        let mut book = self.book.clone();
        book.lots.extend(self.touched.values().map(|lot| (lot.id, lot.clone())));
        book.lots.retain(|id, _| !self.effects.struck.contains(id));
        book.decisions.extend(self.arrived.values().map(|one| (one.id, one.clone())));
        book
    }

    /// Whether a hold or decision would have ended.
    pub(crate) fn has_ended(&self, subject: Subject) -> bool {
        let before = match subject {
            Subject::Decision(id) => self.decision(id).is_none_or(|decision| decision.ended.is_some()),
            Subject::Hold(id) => self.book.holds.get(&id).is_none_or(|hold| hold.ended.is_some()),
            Subject::Lot(_) => false,
        };
        before || self.effects.ends.contains(&subject)
    }

    /// The live holds and decisions that rely on a lot, also those that only read it.
    pub(crate) fn relying_on(&self, lot: LotId) -> Vec<Subject> {
        self.uses_that(lot, |decision| decision.relies_on(lot))
    }

    /// Those, and the decisions that used it up because it lost to another one.
    pub(crate) fn uses_of(&self, lot: LotId) -> Vec<Subject> {
        self.uses_that(lot, |decision| decision.uses(lot))
    }

    fn uses_that(&self, lot: LotId, uses: impl Fn(&Decision) -> bool) -> Vec<Subject> {
        let holds = self.book.open_holds().filter(|hold| hold.relies_on(lot)).map(|hold| Subject::Hold(hold.id));
        let decisions = self.live_decisions().filter(|decision| uses(decision));
        let uses = holds.chain(decisions.map(|decision| Subject::Decision(decision.id)));
        uses.filter(|subject| !self.has_ended(*subject)).collect()
    }

    /// Which parts of a lot an amount is taken from: free ones first, then those reserved only by scopes that are in
    /// reach, in the order of standings.
    pub(crate) fn choose(&self, take: &Take, reach: &Reach) -> Result<Vec<(Standing, Credits)>, Refusal> {
        let lot = self.lot(take.lot)?;
        self.fit(lot)?;
        let (chosen, missing) = fill(lot.parts.iter().filter(|part| reach.has(part)), take.credits);
        // A lot that is worth nothing is used wholly or not at all.
        if missing.is_zero() && !chosen.is_empty() {
            Ok(chosen)
        } else {
            Err(short(lot, take.credits, missing, reach).into())
        }
    }

    /// Whether a lot can be read where it stands, also while others use it, and is as large as is asked.
    pub(crate) fn readable(&self, take: &Take) -> Result<(), Refusal> {
        let lot = self.lot(take.lot)?;
        self.fit(lot)?;
        let first = lot.earned.max(lot.since);
        if self.day < first {
            return Err(
                WhenRefusal::TooEarly { effective: self.day, latest: first, subject: Latest::Lot(lot.id) }.into()
            );
        }
        if lot.is_wholly(Place::Moved) {
            return Err(LotRefusal::Moved { lot: lot.id }.into());
        }
        self.stands_alone(lot)?;
        match take.credits.minus(lot.amount.credits) {
            Ok(short) if !short.is_zero() => {
                Err(LotRefusal::Short { lot: lot.id, free: lot.amount.credits, short }.into())
            }
            _ => Ok(()),
        }
    }

    /// A lot that is suspended, revoked or past its last valid day takes no new use.
    pub(crate) fn fit(&self, lot: &Lot) -> Result<(), Refusal> {
        let id = lot.id;
        match lot.exclusions(self.day).next() {
            Some(Exclusion::Suspended) => Err(LotRefusal::Suspended { lot: id, causes: lot.marks.clone() }.into()),
            Some(Exclusion::Revoked(by)) => Err(LotRefusal::Revoked { lot: id, by }.into()),
            Some(Exclusion::Past(last)) => Err(LotRefusal::Expired { lot: id, last }.into()),
            Some(Exclusion::NotYet) | None => Ok(()),
        }
    }

    /// Ends a decision: its scopes go, what it consumed comes back, its suspension and those it caused lift. Awards that
    /// carried out of it are suspended.
    pub(crate) fn end_decision(&mut self, id: DecisionId) -> Result<(), Refusal> {
        let decision = self.book.decisions.get(&id).ok_or(LotRefusal::Unknown { what: Named::Decision(id) })?;
        if let Some(by) = decision.ended {
            return Err(LotRefusal::Ended { what: Named::Decision(id), by }.into());
        }
        if self.day < decision.effective {
            let subject = Latest::Decision(id);
            return Err(WhenRefusal::TooEarly { effective: self.day, latest: decision.effective, subject }.into());
        }
        self.in_turn(Subject::Decision(id))?;
        self.effects.ends.push(Subject::Decision(id));
        let carriers = decision.award.as_ref().map(|_| self.carriers_of(decision)).unwrap_or_default();
        if let Some(conversion) = &decision.conversion {
            self.take_back(decision, conversion)?;
        }
        let lost = decision.conversion.iter().flat_map(|conversion| &conversion.lost);
        let lots: BTreeSet<_> = decision.take.iter().chain(lost).map(|take| take.lot).collect();
        lots.iter().try_for_each(|lot| self.free(*lot, id))?;
        self.forget(Subject::Decision(id), &decision.marks);
        self.mark_carriers(carriers);
        Ok(())
    }

    /// Frees a lot from a decision.
    pub(crate) fn free(&mut self, lot: LotId, decision: DecisionId) -> Result<(), Refusal> {
        self.post_parts(lot, |lot, standing| freed_from_decision(lot, standing, decision))
    }

    /// Ends a hold: what it holds comes back, or goes where it has belonged since.
    pub(crate) fn end_hold(&mut self, id: HoldId) -> Result<(), Refusal> {
        let hold = self.book.holds.get(&id).ok_or(LotRefusal::Unknown { what: Named::Hold(id) })?;
        if let Some(by) = hold.ended {
            return Err(LotRefusal::Ended { what: Named::Hold(id), by }.into());
        }
        self.in_turn(Subject::Hold(id))?;
        self.effects.ends.push(Subject::Hold(id));
        let held = Place::Held(id);
        for lot in lots_of(&hold.take) {
            self.post_parts(lot, |lot, standing| (standing.place == held).then(|| lot.home(standing)))?;
        }
        self.forget(Subject::Hold(id), &hold.marks);
        Ok(())
    }

    /// A hold becomes a decision.
    pub(crate) fn pass_hold(&mut self, id: HoldId) {
        self.effects.ends.push(Subject::Hold(id));
    }

    /// Lifts every mark on something that ended.
    fn forget(&mut self, ended: Subject, marks: &[EntryId]) {
        marks.iter().for_each(|cause| self.lift(*cause, ended));
    }

    /// Moves chosen parts of a lot into a use.
    pub(crate) fn bind_parts(
        &mut self,
        lot: LotId,
        chosen: Vec<(Standing, Credits)>,
        target: impl Fn(&Standing) -> Standing,
    ) -> Result<(), Refusal> {
        chosen.into_iter().try_for_each(|(from, credits)| {
            let to = target(&from);
            self.post(lot, &from, to, credits)
        })
    }

    pub(crate) const fn day(&self) -> Date {
        self.day
    }

    pub(crate) const fn published(&self) -> &'a Published {
        self.published
    }
}

impl Sight for Desk<'_> {
    fn book(&self) -> &Passbook {
        Desk::book(self)
    }

    fn lots(&self) -> impl Iterator<Item = &Lot> {
        Desk::lots(self)
    }

    fn marks(&self, subject: Subject) -> Vec<EntryId> {
        self.marks_on(subject)
    }

    fn settles(&self) -> bool {
        self.settled.is_some()
    }

    fn settled(&self) -> Option<Subject> {
        self.settled
    }

    fn turn(&self, subject: Subject) -> Option<Option<Turn>> {
        let arrived = if let Subject::Decision(id) = subject { self.arrived(id) } else { None };
        let known = arrived.map(|one: &Decision| one.turn(Desk::book(self).learner));
        let known = known.or_else(|| Desk::book(self).turn_of(subject));
        let is_made = subject.entry() == Some(self.entry());
        known.map(Some).or(is_made.then_some(None))
    }
}

/// The lots named in a list, in order and once.
pub(crate) fn lots_of(take: &[Take]) -> BTreeSet<LotId> {
    take.iter().map(|take| take.lot).collect()
}

fn freed_from_decision(lot: &Lot, standing: &Standing, id: DecisionId) -> Option<Standing> {
    let rest = standing.without(id);
    match standing.place {
        Place::Consumed(by) if by == id => Some(lot.home(&rest)),
        _ if rest != *standing => Some(rest),
        _ => None,
    }
}

/// Why an amount cannot be taken, by the first thing in the way.
fn short(lot: &Lot, wanted: Credits, short: Credits, reach: &Reach) -> LotRefusal {
    let id = lot.id;
    let free = wanted.minus(short).unwrap_or(Credits::ZERO);
    let places = || lot.parts.iter().map(|part| part.standing.place);
    if lot.is_wholly(Place::Moved) {
        return LotRefusal::Moved { lot: id };
    }
    let held = places().find_map(|place| if let Place::Held(hold) = place { Some(hold) } else { None });
    if let Some(hold) = held {
        return LotRefusal::Held { lot: id, hold, free, short };
    }
    let consumed = places().find_map(|place| if let Place::Consumed(by) = place { Some(by) } else { None });
    if let Some(decision) = consumed {
        return LotRefusal::Consumed { lot: id, decision, free, short };
    }
    let scopes = || lot.parts.iter().flat_map(|part| &part.standing.scopes);
    if let Some(scope) = reach.avoid.as_ref().filter(|scope| scopes().any(|one| one.scope == **scope)) {
        return LotRefusal::InScope { lot: id, scope: scope.clone(), free, short };
    }
    let reserved: BTreeSet<ScopeUse> = scopes().filter(|one| !reach.scopes.contains(&one.scope)).cloned().collect();
    if reserved.is_empty() {
        return LotRefusal::Short { lot: id, free, short };
    }
    let (scopes, carrier) = (reserved.into_iter().collect(), reach.carrier.clone());
    LotRefusal::Reserved { lot: id, scopes, free, short, carrier }
}
