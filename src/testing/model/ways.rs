//! The ways in which a group changes hands, as the model sees them: so that a test can count how often each was reached.

use std::collections::BTreeSet;

use crate::id::{EntryId, LotId};
use crate::ledger::{Act, Command, Settlement, Standing, Subject};
use crate::registry::{Counting, Thing};
use crate::testing::model::holding::Among;
use crate::testing::model::{Model, Quanta, Reasons, Use};
use crate::time::Date;

/// A command, the model before and after it, and all that has to be asked about the two.
struct Turned<'a> {
    before: &'a Model,
    after: &'a Model,
    command: &'a Command,
    day: Date,
    me: EntryId,
}

type Way = (&'static str, fn(&Turned<'_>) -> bool);

type Unway = (&'static str, fn(&Command, &Reasons) -> bool);

/// Ways of commands that are accepted.
const TAKEN: &[Way] = &[
    ("retake in use", |at| at.accrued(|at, thing, id| !at.held_by_other(thing, id).is_empty())),
    ("better attempt while a hold is open", |at| at.accrued(Turned::is_better_than_held)),
    ("backdated better attempt", |at| at.accrued(|at, thing, id| at.is_backdated(id) && at.is_better(thing, id))),
    ("policy changed by a later catalogue", |at| at.accrued(Turned::changes_policy)),
    ("policy changed while in use", |at| at.accrued(|at, thing, id| at.changes_policy(thing, id) && at.is_held(thing))),
    ("a standing attempt expires while the one behind is suspended", |at| at.expires_before_suspended()),
    ("a swept attempt makes room", |at| at.sweeps_one_of_several()),
    ("conversion onto a course one has", |at| at.converts_onto()),
    ("conversion onto a course that is in use", |at| {
        at.made_into(|at, thing, id| !at.held_by_other(thing, id).is_empty())
    }),
    ("kept hold that is approved", |at| at.approves_kept()),
    ("revoke, use the retake, reverse the revocation", |at| at.is_reverse() && at.has_flagged()),
    ("a reversal brings a use back", |at| at.is_reverse() && !at.has_flagged() && at.has_lifted()),
    ("what was built on a kept use comes back", |at| at.is_keep() && at.lifted() > 1),
    ("`last`: the fail that is struck", |at| at.strikes_fail()),
    ("`last`: a failure after the pass", |at| at.fails_after()),
    ("`last`: another stands than the one in use", |at| at.accrued(Turned::stands_beside_held)),
    ("`each`: several in use, some partly", |at| at.uses_each_partly()),
    ("`each`: one run", |at| at.accrued(Turned::is_of_a_run)),
    ("renewal before the end", |at| {
        at.renewed(|old, new| old.last.is_some_and(|last| new.earned <= last && old.earned < new.earned))
    }),
    ("renewal with a gap", |at| at.renewed(|old, new| old.last.is_some_and(|last| last < new.earned))),
    ("an older one comes in after its renewal", |at| at.renewed(|old, new| new.earned < old.earned)),
    ("a better attempt is graded below another", |at| at.regrades_below()),
    ("regrade of the used one below another", |at| at.regrades_below() && at.is_regrade_of_used()),
    ("revalued below what is in use", |at| at.revalued(|old, new| new.amount < old.amount && new.is_short())),
    ("revalued, and as much as is in use is left", |at| {
        at.revalued(|old, new| new.amount < old.amount && new.is_used() && !new.is_short())
    }),
    ("revalued to more", |at| at.revalued(|old, new| new.amount > old.amount)),
    ("a revaluation is taken back while something is short", |at| {
        at.is_reverse() && at.changed(|old, new| old.is_short() && new.amount > old.amount)
    }),
    ("what a use gives back makes up for what is short", |at| {
        at.changed(|old, new| old.is_short() && new.amount == old.amount && new.quanta.len() < old.quanta.len())
    }),
    ("a use of what is short is kept", |at| at.is_keep() && at.after.lots.values().any(Quanta::is_short)),
    ("recognised: earned before it came in", |at| {
        at.accrued(|at, _, id| at.lot(id).is_some_and(|lot| lot.earned < lot.since))
    }),
    ("suspension by a last pair", |at| at.is_merge() && at.has_flagged()),
    ("merge of two, each partly used", |at| at.is_merge() && at.has_flagged() && at.homes_partly_used() >= 2),
    ("merge of three, each used", |at| at.is_merge() && at.homes_used() >= 3),
    ("merge in several pairs", |at| at.is_merge() && at.before.arriving != at.after.arriving),
    ("a merge suspends what its learner made", |at| at.is_merge() && at.disowns_lots()),
    ("a merge suspends what its learner decided", |at| at.is_merge() && at.disowned().next().is_some()),
    ("a lot of the learner's own is kept", |at| {
        at.is_keep() && at.changed(|old, new| !new.is_made && new.marks.len() < old.marks.len())
    }),
    ("the rest of the held attempt", |at| at.uses_rest()),
    ("the one behind, by name", |at| at.uses_behind()),
    ("the one that was behind a use", |at| at.takes_over()),
    ("replanned onto a retake", |at| at.replans_onto_retake()),
];

/// Ways of commands that are refused.
const REFUSED: &[Unway] = &[
    ("keep refused", |command, why| {
        settles(command, |how| matches!(how, Settlement::Keep { .. })) && why.contains("lot/group-in-use")
    }),
    ("replan refused", |command, why| {
        settles(command, |how| matches!(how, Settlement::Replan { .. })) && why.contains("lot/group-in-use")
    }),
    ("too early for the group", |_, why| why.contains("TooEarlyOfGroup")),
    ("two of one group in one application", |command, why| {
        matches!(command.act, Act::Apply(_)) && why.contains("lot/one-attempt")
    }),
    ("a merge under way", |_, why| why.contains("passbook/merge-under-way")),
];

/// Every way that is looked for.
#[must_use]
pub fn all_ways() -> Vec<&'static str> {
    TAKEN.iter().map(|(name, _)| *name).chain(REFUSED.iter().map(|(name, _)| *name)).collect()
}

/// The ways in which groups change hands by a command.
#[must_use]
pub fn ways(before: &Model, command: &Command, after: Result<&Model, &Reasons>) -> Vec<&'static str> {
    match after {
        Ok(after) => {
            let (day, me) = (command.effective, EntryId::here(before.next));
            let turned = Turned { before, after, command, day, me };
            TAKEN.iter().filter(|(_, is)| is(&turned)).map(|(name, _)| *name).collect()
        }
        Err(why) => REFUSED.iter().filter(|(_, is)| is(command, why)).map(|(name, _)| *name).collect(),
    }
}

fn settles(command: &Command, is: fn(&Settlement) -> bool) -> bool {
    matches!(&command.act, Act::Settle(settle) if is(&settle.how))
}

impl Turned<'_> {
    fn lot(&self, id: LotId) -> Option<&Quanta> {
        self.after.lots.get(&id)
    }

    fn thing(&self, id: LotId) -> Option<Thing> {
        self.lot(id).and_then(|lot| lot.thing.clone())
    }

    fn accrued(&self, is: fn(&Self, &Thing, LotId) -> bool) -> bool {
        let id = LotId { entry: self.me, k: 0 };
        matches!(self.command.act, Act::Accrue(_)) && self.thing(id).is_some_and(|thing| is(self, &thing, id))
    }

    fn made_into(&self, is: fn(&Self, &Thing, LotId) -> bool) -> bool {
        let made = self.after.lots.keys().filter(|id| id.entry == self.me && id.k > 0);
        made.into_iter().any(|id| self.thing(*id).is_some_and(|thing| is(self, &thing, *id)))
    }

    fn is_held(&self, thing: &Thing) -> bool {
        !self.after.held(&self.after.group(thing), Among::All).is_empty()
    }

    /// What holds the group, if it is another attempt.
    fn held_by_other(&self, thing: &Thing, id: LotId) -> BTreeSet<LotId> {
        let held = self.after.held(&self.after.group(thing), Among::All);
        if held.contains(&id) { BTreeSet::new() } else { held }
    }

    fn is_better(&self, thing: &Thing, id: LotId) -> bool {
        let ordered = self.after.ordered(&self.after.group(thing), self.day.max(self.latest(thing)));
        ordered.len() > 1 && ordered.first() == Some(&id)
    }

    fn latest(&self, thing: &Thing) -> Date {
        let group = self.after.group(thing);
        group.iter().filter_map(|id| self.lot(*id)).map(|lot| lot.since).fold(self.day, Date::max)
    }

    fn is_better_than_held(&self, thing: &Thing, id: LotId) -> bool {
        let group = self.after.group(thing);
        let active = self.after.active(&group, Among::All);
        let is_hold = active.first().is_some_and(|one| matches!(one.id, Subject::Hold(_)));
        is_hold && self.is_better(thing, id) && !self.held_by_other(thing, id).is_empty()
    }

    fn is_backdated(&self, id: LotId) -> bool {
        let earned = self.lot(id).map(|lot| lot.earned);
        let same = |lot: &&Quanta| lot.thing == self.thing(id);
        self.before.lots.values().filter(same).any(|lot| Some(lot.earned) > earned)
    }

    fn changes_policy(&self, thing: &Thing, _id: LotId) -> bool {
        let (before, after) = (self.before.policy(thing, self.day), self.after.policy(thing, self.day));
        !self.before.group(thing).is_empty() && before.counting != after.counting
    }

    fn expires_before_suspended(&self) -> bool {
        let past = |lot: &Quanta| lot.is_past(self.day) && lot.revoked.is_none() && !lot.is_used();
        let suspended = |lot: &Quanta| !lot.marks.is_empty() && !lot.is_past(self.day);
        let lots = || self.after.lots.values();
        lots().filter(|lot| past(lot)).any(|lot| lots().any(|other| suspended(other) && other.thing == lot.thing))
    }

    fn sweeps_one_of_several(&self) -> bool {
        let swept = self
            .after
            .lots
            .iter()
            .filter(|(id, lot)| lot.swept && self.before.lots.get(id).is_some_and(|lot| !lot.swept));
        let several = |thing: &Option<Thing>| {
            thing.as_ref().is_some_and(|thing| !self.after.ordered(&self.after.group(thing), self.day).is_empty())
        };
        matches!(self.command.act, Act::Expire(_)) && swept.into_iter().any(|(_, lot)| several(&lot.thing))
    }

    fn converts_onto(&self) -> bool {
        self.made_into(|at, thing, _| !at.before.group(thing).is_empty())
    }

    fn approves_kept(&self) -> bool {
        let Act::Approve(approve) = &self.command.act else { return false };
        let held = self.before.used_by(Subject::Hold(approve.0));
        let has_ended = self.after.applications.get(&approve.0).is_some_and(|one| one.has_ended);
        has_ended && held.iter().any(|id| self.lot(*id).is_some_and(|lot| lot.revoked.is_some()))
    }

    fn is_reverse(&self) -> bool {
        matches!(self.command.act, Act::Reverse(_))
    }

    fn is_keep(&self) -> bool {
        settles(self.command, |how| matches!(how, Settlement::Keep { .. }))
    }

    /// The last pair of a merge, or another one.
    fn is_merge(&self) -> bool {
        matches!(self.command.act, Act::MergeIn(_))
    }

    fn disowns_lots(&self) -> bool {
        self.after.lots.values().any(|lot| !lot.is_made && lot.marks.contains(&self.me))
    }

    fn disowned(&self) -> impl Iterator<Item = &Use> {
        self.after.uses.values().filter(|one| one.own == Some(self.me))
    }

    fn has_flagged(&self) -> bool {
        self.after.flagged.iter().any(|(by, _)| *by == self.me)
    }

    fn has_lifted(&self) -> bool {
        self.lifted() > 0
    }

    /// How many uses are no longer suspended.
    fn lifted(&self) -> usize {
        let lifted = self.after.live().into_iter().filter(|(id, one)| {
            one.marks.is_empty() && self.before.uses.get(id).is_some_and(|before| !before.marks.is_empty())
        });
        lifted.count()
    }

    fn strikes_fail(&self) -> bool {
        let struck =
            self.before.records.iter().find(|(id, one)| one.has_failed && !self.after.records.contains_key(id));
        struck.and_then(|(_, one)| one.thing.as_ref()).is_some_and(|thing| {
            self.before.standing(thing, self.day).is_none() && self.after.standing(thing, self.day).is_some()
        })
    }

    fn fails_after(&self) -> bool {
        let said = self.after.records.get(&self.me).filter(|one| one.has_failed).and_then(|one| one.thing.as_ref());
        said.is_some_and(|thing| {
            self.before.standing(thing, self.day).is_some() && self.after.standing(thing, self.day).is_none()
        })
    }

    fn stands_beside_held(&self, thing: &Thing, id: LotId) -> bool {
        let is_last = self.after.policy(thing, self.day).counting == Counting::Last;
        is_last && self.after.standing(thing, self.day) == Some(id) && !self.held_by_other(thing, id).is_empty()
    }

    fn uses_each_partly(&self) -> bool {
        let begun = self.after.uses.keys().filter(|id| !self.before.uses.contains_key(id));
        begun.into_iter().any(|id| {
            self.after.things_of(&self.after.used_by(*id)).iter().any(|thing| {
                let group = self.after.group(thing);
                let lots = group.iter().filter_map(|id| self.lot(*id)).filter(|lot| lot.is_used());
                let partly = |lot: &&Quanta| lot.quanta.iter().any(Standing::is_free);
                let is_each = self.after.policy(thing, self.day).counting == Counting::Each;
                is_each && lots.clone().count() > 1 && lots.clone().any(|lot| partly(&lot))
            })
        })
    }

    fn is_of_a_run(&self, thing: &Thing, id: LotId) -> bool {
        let run = self.lot(id).and_then(|lot| lot.run.clone());
        let same = |other: &&LotId| **other != id && self.lot(**other).is_some_and(|lot| lot.run == run);
        let is_one = self.after.policy(thing, self.day).one_a_run;
        is_one && run.is_some() && self.after.group(thing).iter().any(|other| same(&other))
    }

    fn renewed(&self, is: fn(&Quanta, &Quanta) -> bool) -> bool {
        let Some(new) = self.lot(LotId { entry: self.me, k: 0 }).filter(|lot| lot.tag.is_some()) else { return false };
        self.before.lots.values().filter(|old| old.tag == new.tag && old.revoked.is_none()).any(|old| is(old, new))
    }

    fn regrades_below(&self) -> bool {
        let Act::Regrade(regrade) = &self.command.act else { return false };
        let Some(thing) = self.thing(regrade.lot) else { return false };
        let first = |model: &Model| model.ordered(&model.group(&thing), self.day).first().copied();
        first(self.before) == Some(regrade.lot) && first(self.after) != Some(regrade.lot)
    }

    fn revalued(&self, is: fn(&Quanta, &Quanta) -> bool) -> bool {
        matches!(self.command.act, Act::Revalue(_)) && self.changed(is)
    }

    /// Whether that is true of a lot before and after.
    fn changed(&self, is: fn(&Quanta, &Quanta) -> bool) -> bool {
        self.before.lots.iter().any(|(id, old)| self.lot(*id).is_some_and(|new| is(old, new)))
    }

    fn is_regrade_of_used(&self) -> bool {
        matches!(&self.command.act, Act::Regrade(of) if self.lot(of.lot).is_some_and(Quanta::is_used))
    }

    /// In how many passbooks the attempts at one thing that are used were made, at most.
    fn homes_used(&self) -> usize {
        self.homes(|_| true)
    }

    fn homes_partly_used(&self) -> usize {
        self.homes(|lot| lot.quanta.iter().any(Standing::is_free))
    }

    fn homes(&self, counts: fn(&Quanta) -> bool) -> usize {
        let things: BTreeSet<_> = self.after.lots.values().filter_map(|lot| lot.thing.clone()).collect();
        let homes = |thing: Thing| {
            let used = |id: &LotId| self.lot(*id).is_some_and(|lot| lot.is_used() && counts(lot));
            let homes: BTreeSet<_> =
                self.after.group(&thing).into_iter().filter(used).map(|id| id.entry.home).collect();
            homes.len()
        };
        things.into_iter().map(homes).max().unwrap_or(0)
    }

    /// The lots of which a use begins here, with the thing of each.
    fn begun(&self) -> Vec<(LotId, Thing)> {
        let begun = self.after.uses.keys().filter(|id| !self.before.uses.contains_key(id));
        let lots = begun.flat_map(|id| self.after.used_by(*id));
        lots.filter_map(|id| Some((id, self.thing(id)?))).collect()
    }

    fn uses_rest(&self) -> bool {
        self.begun().iter().any(|(id, thing)| {
            let group = self.before.group(thing);
            group.len() > 1 && self.before.held(&group, Among::All).contains(id)
        })
    }

    fn uses_behind(&self) -> bool {
        self.begun().iter().any(|(id, thing)| {
            let is_best = self.before.policy(thing, self.day).counting == Counting::Best;
            let is_free = self.before.held(&self.before.group(thing), Among::All).is_empty();
            is_best && is_free && self.before.standing(thing, self.day).is_some_and(|one| one != *id)
        })
    }

    /// A use of an attempt in a group of which another one was used before.
    fn takes_over(&self) -> bool {
        self.begun().iter().any(|(id, thing)| {
            let ended = self.before.uses.values().filter(|one| one.ended);
            let mut others = ended.flat_map(|one| &one.take).filter(|(lot, _)| lot != id);
            others.any(|(lot, _)| self.thing(*lot).as_ref() == Some(thing))
        })
    }

    fn replans_onto_retake(&self) -> bool {
        let Act::Settle(settle) = &self.command.act else { return false };
        let Settlement::Replan { take, without } = &settle.how else { return false };
        let things = |lots: Vec<LotId>| self.after.things_of(&lots);
        let gone = things(without.clone());
        things(take.iter().map(|one| one.lot).collect()).iter().any(|thing| gone.contains(thing))
    }
}
