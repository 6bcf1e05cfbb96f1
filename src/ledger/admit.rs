//! Whether an attempt can be used now: one attempt at a thing is in use at a time, or as many as its policy says.

use std::collections::BTreeSet;

use crate::credit::{Amount, Credits};
use crate::id::{LotId, UnitId};
use crate::ledger::desk::Desk;
use crate::ledger::group::{Group, room, subjects};
use crate::ledger::lot::{Lot, Take};
use crate::ledger::named::Latest;
use crate::ledger::outcome::Under;
use crate::ledger::places::stands_behind;
use crate::ledger::refusal::{LotRefusal, Refusal, WhenRefusal};
use crate::ledger::standing::{Standing, Subject};
use crate::registry::{Attempts, Counting, Thing};

impl Desk<'_> {
    /// Moves chosen parts of an attempt into a use, if its group takes one, and writes down the policy.
    pub(crate) fn take_parts(
        &mut self,
        lot: LotId,
        chosen: Vec<(Standing, Credits)>,
        target: impl Fn(&Standing) -> Standing,
    ) -> Result<(), Refusal> {
        self.admit(lot, &chosen)?;
        self.bind_parts(lot, chosen, target)
    }

    /// Whether these parts of an attempt can be used on the day.
    pub(crate) fn admit(&mut self, lot: LotId, chosen: &[(Standing, Credits)]) -> Result<(), Refusal> {
        let lot = self.lot(lot)?;
        let Some(thing) = lot.thing().cloned() else { return Ok(()) };
        self.things_with([lot]).into_iter().try_for_each(|thing| self.after_last_use(thing))?;
        self.once_by_tag(lot)?;
        let group = Group::of(self, self.published(), &thing);
        let policy = group.policy(self.day());
        match policy.counting {
            Counting::Best => self.alone(lot, &group)?,
            Counting::Last => {
                self.alone(lot, &group)?;
                stands(lot, &group, self.day())?;
            }
            Counting::Each => self.fits(lot, &group, &policy, chosen)?,
        }
        let joins = Some(lot.id).filter(|id| group.in_use().contains(id) && !self.effects.joins.contains(id));
        self.effects.joins.extend(joins);
        if policy != Attempts::BEST && !self.effects.under.iter().any(|one| one.thing == thing) {
            self.effects.under.push(Under { attempts: policy, thing });
        }
        Ok(())
    }

    /// Under `last` the standing attempt alone can be read.
    pub(crate) fn stands_alone(&self, lot: &Lot) -> Result<(), Refusal> {
        let Some(thing) = lot.thing() else { return Ok(()) };
        if !self.lots().any(|one| one.thing() == Some(thing) && one.says(Counting::Last)) {
            return Ok(());
        }
        let group = Group::of(self, self.published(), thing);
        if group.policy(self.day()).counting == Counting::Last { stands(lot, &group, self.day()) } else { Ok(()) }
    }

    /// The attempt behind which another one stands, if it stands behind one.
    pub(crate) fn before(&self, lot: &Lot) -> Option<LotId> {
        let group = Group::of(self, self.published(), lot.thing()?);
        if group.policy(self.day()).counting == Counting::Each {
            return stands_behind(&group, lot.id, self.day());
        }
        match group.holder() {
            Some(one) => one.holds.first().copied().filter(|_| !one.holds.contains(&lot.id)),
            None => group.standing(self.day()).map(|one| one.id).filter(|first| *first != lot.id),
        }
    }

    /// Whether nothing of an attempt can be used now, though it stands behind no other.
    pub(crate) fn is_blocked(&self, lot: &Lot) -> bool {
        let Some(thing) = lot.thing() else { return false };
        let group = Group::of(self, self.published(), thing);
        let policy = group.policy(self.day());
        match policy.counting {
            Counting::Best => false,
            Counting::Last => stands(lot, &group, self.day()).is_err(),
            Counting::Each => self.fits(lot, &group, &policy, &[(Standing::FREE, Credits::LEAST)]).is_err(),
        }
    }

    /// One command takes one attempt of a group, or under `each` as many as fit, one of a run and of a tag. What a use had
    /// before it keeps.
    pub(crate) fn one_of_each(&self, take: &[Take], taken_anew: &[Take]) -> Result<(), Refusal> {
        let is_new = |lot: LotId| taken_anew.iter().any(|one| one.lot == lot);
        let mut seen: Vec<&Lot> = Vec::new();
        for one in take {
            let lot = self.lot(one.lot)?;
            let mut others = seen.iter().filter(|other| is_new(lot.id) || is_new(other.id));
            if let Some(other) = others.find(|other| self.is_one_of_two(lot, other)) {
                return Err(LotRefusal::OneAttempt { lot: lot.id, other: other.id }.into());
            }
            seen.push(lot);
        }
        Ok(())
    }

    /// Whether of two lots only one can be in use, whatever else is.
    fn is_one_of_two(&self, lot: &Lot, other: &Lot) -> bool {
        if lot.id == other.id || (lot.tag.is_some() && lot.tag == other.tag) {
            return lot.id != other.id;
        }
        let Some(thing) = lot.thing().filter(|thing| other.thing() == Some(thing)) else { return false };
        let policy = Group::of(self, self.published(), thing).policy(self.day());
        policy.counting != Counting::Each || (policy.one_a_run && lot.run.is_some() && lot.run == other.run)
    }

    /// A use is made, ended or settled not before the last one of its group was.
    fn after_last_use(&self, thing: &Thing) -> Result<(), Refusal> {
        match self.book().used.get(thing) {
            Some(latest) if self.day() < *latest => {
                let subject = Latest::Attempts(thing.clone());
                Err(WhenRefusal::TooEarly { effective: self.day(), latest: *latest, subject }.into())
            }
            _ => Ok(()),
        }
    }

    /// The same, of all that a use takes.
    pub(crate) fn in_turn(&self, of: Subject) -> Result<(), Refusal> {
        let is_used = |lot: &&Lot| lot.parts.iter().any(|part| subjects(&part.standing).any(|one| one == of));
        let things = self.things_with(self.lots().filter(is_used));
        things.into_iter().try_for_each(|thing| self.after_last_use(thing))
    }

    /// What some lots are attempts at, and what others with their tags are.
    fn things_with<'b>(&'b self, lots: impl IntoIterator<Item = &'b Lot>) -> BTreeSet<&'b Thing> {
        let mut things = BTreeSet::new();
        for lot in lots {
            let twins = self.lots().filter(|one| lot.tag.is_some() && one.tag == lot.tag);
            things.extend(twins.chain([lot]).filter_map(Lot::thing));
        }
        things
    }

    /// Of lots with one tag one is in use.
    fn once_by_tag(&self, lot: &Lot) -> Result<(), Refusal> {
        let Some(tag) = lot.tag else { return Ok(()) };
        let same = self.lots().filter(|one| one.tag == Some(tag)).collect::<Vec<_>>();
        if same.len() < 2 { Ok(()) } else { self.alone(lot, &Group::new(self, self.published(), same, None)) }
    }

    /// No other attempt is in use.
    fn alone(&self, lot: &Lot, group: &Group<'_>) -> Result<(), Refusal> {
        let Some(one) = group.keeps_out(lot.id) else { return Ok(()) };
        match one.holds.first() {
            Some(other) if one.subject.entry() == Some(self.entry()) => {
                Err(LotRefusal::OneAttempt { lot: lot.id, other: *other }.into())
            }
            _ => Err(LotRefusal::GroupInUse { lot: lot.id, by: one.subject }.into()),
        }
    }

    /// There is room for it under `each`.
    fn fits(
        &self,
        lot: &Lot,
        group: &Group<'_>,
        policy: &Attempts,
        chosen: &[(Standing, Credits)],
    ) -> Result<(), Refusal> {
        if let Some(run) = group.run_of(lot, policy) {
            self.alone(lot, &run)?;
        }
        let active: BTreeSet<_> = group.active().into_iter().map(|one| one.subject).collect();
        let is_new = |standing: &Standing| !subjects(standing).any(|one| active.contains(&one));
        let adds = chosen.iter().filter(|(standing, _)| is_new(standing)).map(|(_, credits)| *credits);
        match over(group, lot, policy, Credits::total(adds).unwrap_or(lot.amount.credits)) {
            Some((most, over)) => Err(LotRefusal::OverMost { lot: lot.id, most, over }.into()),
            None => Ok(()),
        }
    }
}

/// By how much a group would pass its most if so much more of a lot were in use; with the most.
fn over(group: &Group<'_>, lot: &Lot, policy: &Attempts, adds: Credits) -> Option<(Amount, Credits)> {
    let most = policy.most.clone()?;
    let room = room(group, policy)?;
    let counted = if most.unit == UnitId::item() {
        if group.in_use().contains(&lot.id) { Credits::ZERO } else { Credits::ONE }
    } else if most.unit == lot.amount.unit {
        adds
    } else {
        Credits::ZERO
    };
    let over = counted.minus(room).ok().filter(|over| !over.is_zero())?;
    Some((most, over))
}

fn stands(lot: &Lot, group: &Group<'_>, day: crate::time::Date) -> Result<(), Refusal> {
    if group.standing(day).is_some_and(|one| one.id == lot.id) {
        return Ok(());
    }
    Err(LotRefusal::NotStanding { lot: lot.id }.into())
}
