//! Programmes and holdings after a remedy: what would be planned with if it were granted.

use crate::advice::cause::Obstacle;
use crate::advice::ground::{barred, with};
use crate::advice::much::Much;
use crate::advice::near::Beside;
use crate::advice::near::Gain;
use crate::advice::repair::{Remedy, Repair};
use crate::advice::report::Report;
use crate::credit::{Amount, Credits};
use crate::id::{Code, ProgrammeId, UnitId};
use crate::planner::{AssetId, Holdings, Relief, Room};
use crate::programme::{Ask, Programme, Programmes, QuotaBound, Waivable};
use crate::registry::Thing;
use crate::rules::Bound;
use crate::solver::GoalLevel;

impl Repair {
    /// What would be planned with if the repair were granted: requirements relaxed, gates passed, and what is barred let in.
    /// Study and conversions are not done by this: they are for the learner.
    #[must_use]
    pub fn granted(
        &self,
        programmes: &Programmes,
        programme: &ProgrammeId,
        holdings: &Holdings,
        beside: &Beside,
    ) -> (Programmes, Holdings) {
        let (programmes, relaxed) = after(programmes, programme, holdings, &self.steps);
        let barred = barred(holdings, beside);
        let admits =
            |id: &AssetId| self.steps.iter().any(|step| matches!(step, Remedy::Admit { asset, .. } if asset == id));
        (programmes, with(&relaxed, barred.iter().filter(|one| admits(&one.asset.id))))
    }
}

/// Programmes and holdings that are being changed.
struct Changed {
    programme: Programme,
    holdings: Holdings,
}

/// Programmes and holdings after some remedies. What is to be studied, and what counts after all, changes nothing here.
pub(super) fn after(
    programmes: &Programmes,
    id: &ProgrammeId,
    holdings: &Holdings,
    steps: &[Remedy],
) -> (Programmes, Holdings) {
    let Some(programme) = programmes.programme(id) else { return (programmes.clone(), holdings.clone()) };
    let mut changed = Changed { programme: programme.clone(), holdings: holdings.clone() };
    for step in steps {
        match step {
            Remedy::Gate(gate) => {
                changed.holdings.gates.insert(gate.clone());
            }
            Remedy::Accept { lot, part, .. } => {
                changed.holdings.reliefs.push(Relief::Substitute { lot: *lot, part: part.clone() });
            }
            Remedy::Relax { by, what } => changed.relax(what, *by),
            Remedy::Waive { id, what } => changed.waive(*what, id),
            Remedy::Admit { .. } | Remedy::Convert(_) | Remedy::Study { .. } => {}
        }
    }
    let mut draft = programmes.draft().clone();
    draft.programmes.iter_mut().filter(|one| one.id == *id).for_each(|one| one.clone_from(&changed.programme));
    (Programmes::sound(draft, programmes.hash()), changed.holdings)
}

impl Changed {
    fn relax(&mut self, what: &Obstacle, by: Much) {
        match what {
            Obstacle::Least { part, .. } | Obstacle::LeastItems { part, .. } | Obstacle::Choice { part, .. } => {
                self.lower(what, part.as_ref(), by);
            }
            Obstacle::Most { part, .. } | Obstacle::MostItems { part, .. } => self.raise(what, part.as_ref(), by),
            Obstacle::Quota { id, .. } => self.quota(id, by),
            Obstacle::Average { id, .. } => self.waive(Waivable::Average, id),
            Obstacle::Carry { from, .. } => self.carry(from, by),
            Obstacle::Sharing { between, .. } => self.sharing(between, by),
            Obstacle::Limit { id, .. } => self.limit(id, by),
            Obstacle::Attempts { thing, .. } => self.attempts(thing, by),
            Obstacle::NotTogether => self.holdings.options.iter_mut().for_each(|option| option.not_with.clear()),
            Obstacle::Barred { .. } | Obstacle::Single { .. } => {}
        }
    }

    fn waive(&mut self, what: Waivable, id: &Code) {
        self.holdings.reliefs.push(Relief::Waive { id: id.clone(), what });
    }

    /// Of a part by an exemption or a waiver, of the programme by what it asks.
    fn lower(&mut self, what: &Obstacle, part: Option<&Code>, by: Much) {
        let Some(part) = part else { return lowered(&mut self.programme.ask, what, by) };
        let (credits, items) = match by {
            Much::Credits(credits) => (credits, 0),
            Much::Items(items) => (Credits::ZERO, items),
            Much::Whole => return self.waive(Waivable::Part, part),
        };
        self.holdings.reliefs.push(Relief::Exempt { credits, items, part: part.clone() });
    }

    fn raise(&mut self, what: &Obstacle, part: Option<&Code>, by: Much) {
        let ask = match part {
            None => Some(&mut self.programme.ask),
            Some(id) => self.programme.parts.iter_mut().find(|part| part.id == *id).map(|part| &mut part.ask),
        };
        let Some(ask) = ask else { return };
        match (what, by) {
            (Obstacle::Most { .. }, Much::Credits(more)) => ask.most = ask.most.and_then(|most| most.plus(more).ok()),
            (Obstacle::Most { .. }, _) => ask.most = None,
            (_, Much::Items(more)) => ask.most_items = ask.most_items.and_then(|most| most.checked_add(more)),
            _ => ask.most_items = None,
        }
    }

    fn quota(&mut self, id: &Code, by: Much) {
        let quota = self.programme.quotas.iter_mut().find(|quota| quota.id == *id);
        let bound = quota.and_then(|quota| Some((relaxed(&quota.bound, by)?, quota)));
        match bound {
            Some((bound, quota)) => quota.bound = bound,
            None => self.waive(Waivable::Quota, id),
        }
    }

    fn carry(&mut self, from: &ProgrammeId, by: Much) {
        let carries = self.programme.carry.iter_mut().chain(&mut self.holdings.carry);
        for carry in carries.filter(|carry| carry.from == *from) {
            carry.most = match by {
                Much::Credits(more) => carry.most.and_then(|most| most.plus(more).ok()),
                Much::Items(_) | Much::Whole => None,
            };
        }
    }

    fn sharing(&mut self, between: &(Code, Code), by: Much) {
        for sharing in self.programme.sharing.iter_mut().filter(|one| one.between == *between) {
            match by {
                Much::Credits(more) => sharing.most = sharing.most.and_then(|most| most.plus(more).ok()),
                Much::Items(more) => sharing.most_items = sharing.most_items.and_then(|most| most.checked_add(more)),
                Much::Whole => (sharing.most, sharing.most_items) = (None, None),
            }
        }
    }

    fn attempts(&mut self, thing: &Thing, by: Much) {
        let groups = &mut self.holdings.groups;
        groups.retain(|group| group.thing != *thing || by != Much::Whole);
        for group in groups.iter_mut().filter(|group| group.thing == *thing) {
            if let Some(room) = roomier(&group.room, by) {
                group.room = room;
            }
        }
    }

    fn limit(&mut self, id: &Code, by: Much) {
        let Much::Credits(more) = by else {
            return self.holdings.limits.retain(|(_, limit)| limit.id != *id);
        };
        for (_, limit) in self.holdings.limits.iter_mut().filter(|(_, limit)| limit.id == *id) {
            if let Bound::Most(most) = &mut limit.bound {
                *most = most.plus(more).unwrap_or(Credits::MAX);
            }
        }
    }
}

fn lowered(ask: &mut Ask, what: &Obstacle, by: Much) {
    match (what, by) {
        (Obstacle::Least { .. }, Much::Credits(less)) => ask.least = ask.least.and_then(|least| least.minus(less).ok()),
        (Obstacle::Least { .. }, _) => ask.least = None,
        (Obstacle::LeastItems { .. }, Much::Items(fewer)) => {
            ask.least_items = ask.least_items.and_then(|least| least.checked_sub(fewer));
        }
        (Obstacle::LeastItems { .. }, _) => ask.least_items = None,
        _ => ask.choose = None,
    }
}

/// A bound that asks for less, or allows more; none where it is not a matter of so much.
fn relaxed(bound: &QuotaBound, by: Much) -> Option<QuotaBound> {
    Some(match (bound, by) {
        (QuotaBound::Least(least), Much::Credits(less)) => QuotaBound::Least(least.minus(less).ok()?),
        (QuotaBound::Most(most), Much::Credits(more)) => QuotaBound::Most(most.plus(more).ok()?),
        (QuotaBound::LeastItems(least), Much::Items(fewer)) => QuotaBound::LeastItems(least.checked_sub(fewer)?),
        (QuotaBound::MostItems(most), Much::Items(more)) => QuotaBound::MostItems(most.checked_add(more)?),
        _ => return None,
    })
}

/// Room for more; none where it is not a matter of so much.
fn roomier(room: &Room, by: Much) -> Option<Room> {
    match (room, by) {
        (Room::Credits(most), Much::Credits(more)) => {
            Some(Room::Credits(Amount { credits: most.credits.plus(more).ok()?, unit: most.unit.clone() }))
        }
        (room, Much::Items(more)) => Some(Room::Items(room.items()?.checked_add(more)?)),
        _ => None,
    }
}

/// In what a requirement is relaxed: nothing but credits, nothing but outcomes, or only as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Credits,
    Items,
    Whole,
}

/// Amounts are told in the unit of the programme: what is counted in another one is relaxed as a whole.
pub(super) fn measure(what: &Obstacle, unit: &UnitId) -> Measure {
    match what {
        Obstacle::Least { .. } | Obstacle::Most { .. } | Obstacle::Limit { most: Some(_), .. } => Measure::Credits,
        Obstacle::LeastItems { .. } | Obstacle::MostItems { .. } => Measure::Items,
        Obstacle::Quota { bound, .. } => match bound {
            QuotaBound::Least(_) | QuotaBound::Most(_) => Measure::Credits,
            QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => Measure::Items,
            QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. } => Measure::Whole,
        },
        Obstacle::Attempts { one_of_each: false, rooms, .. } => match rooms.as_slice() {
            [Room::Items(_) | Room::One] => Measure::Items,
            [Room::Credits(most)] if most.unit == *unit => Measure::Credits,
            _ => Measure::Whole,
        },
        Obstacle::Carry { most: Some(_), .. } => Measure::Credits,
        Obstacle::Sharing { most: Some(_), most_items: None, .. } => Measure::Credits,
        Obstacle::Sharing { most: None, most_items: Some(_), .. } => Measure::Items,
        _ => Measure::Whole,
    }
}

/// The most by which it makes sense to relax something that asks; none of what allows.
pub(super) const fn asked(what: &Obstacle) -> Option<Much> {
    match what {
        Obstacle::Least { credits, .. } => Some(Much::Credits(*credits)),
        Obstacle::LeastItems { items, .. } => Some(Much::Items(*items)),
        Obstacle::Quota { bound: QuotaBound::Least(credits), .. } => Some(Much::Credits(*credits)),
        Obstacle::Quota { bound: QuotaBound::LeastItems(items), .. } => Some(Much::Items(*items)),
        _ => None,
    }
}

/// What the levels say is to be studied.
pub(super) fn everything(report: &Report) -> Gain {
    let value = |level| report.level(level).map_or(0, |level| level.value);
    let less = report.quanta(value(GoalLevel::Study)).map_or(Credits::ZERO, |amount| amount.credits);
    Gain { fewer: u32::try_from(value(GoalLevel::Items)).unwrap_or(u32::MAX), less }
}

/// The gates that are still to be passed.
pub(super) fn gates(report: &Report) -> impl Iterator<Item = Remedy> {
    report.gates.iter().filter(|gate| !gate.passed).map(|gate| Remedy::Gate(gate.id.clone()))
}
