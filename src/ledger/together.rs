//! Of attempts at one thing so much can be used together: what a plan must keep, and what it must leave alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::{Amount, Credits};
use crate::digest::Digest;
use crate::id::{Code, LotId};
use crate::ledger::group::{Group, InBook, Sight, groups, room};
use crate::ledger::lot::Lot;
use crate::ledger::outcome::Attempt;
use crate::ledger::passbook::Passbook;
use crate::ledger::published::Published;
use crate::ledger::standing::Subject;
use crate::planner::{self, Asset, AssetId, Room};
use crate::registry::{Attempts, Counting, Thing};
use crate::time::Date;

/// What of the attempts in a passbook can be used on a day.
pub(crate) struct Together {
    /// Attempts that cannot be used; with the use that is in the way, where one is.
    pub(crate) blocked: BTreeMap<LotId, Option<Subject>>,
    things: BTreeMap<Thing, Limits>,
    tags: Vec<(Thing, BTreeSet<LotId>)>,
}

/// What holds of the attempts at one thing.
struct Limits {
    /// One of each set.
    alternatives: Vec<BTreeSet<LotId>>,
    /// Every candidate that can be used.
    candidates: BTreeSet<LotId>,
    /// Those of them that are in use.
    in_use: BTreeSet<LotId>,
    is_held: bool,
    /// Under `last`, the day on which the last was earned, or failed.
    latest: Option<Date>,
    policy: Attempts,
    /// How much more can be in use, in the unit of the most.
    room: Option<Credits>,
}

/// Looks at every group of a passbook on a day.
pub(crate) fn together(book: &Passbook, published: &Published, day: Date) -> Together {
    seen(&InBook::new(book), published, day)
}

/// The same for a suspended use that is being settled: only uses that are not suspended keep other attempts out.
pub(crate) fn together_settling(book: &Passbook, published: &Published, day: Date) -> Together {
    seen(&InBook::settling(book), published, day)
}

fn seen(sight: &InBook<'_>, published: &Published, day: Date) -> Together {
    let book = sight.book();
    let mut all = Together { blocked: BTreeMap::new(), things: BTreeMap::new(), tags: Vec::new() };
    for (thing, group) in groups(sight, published) {
        let limits = all.limits(&group, day, book.arriving.is_some());
        all.things.insert(thing.clone(), limits);
    }
    all.same_tag(sight, published);
    all
}

impl Together {
    fn limits(&mut self, group: &Group<'_>, day: Date, is_arriving: bool) -> Limits {
        let (policy, candidates) = (group.policy(day), group.candidates(day));
        let blocked = |lot: &&Lot| -> Option<Option<Subject>> {
            let by = group.keeps_out(lot.id).map(|one| one.subject);
            match policy.counting {
                _ if is_arriving => Some(None),
                Counting::Best => by.map(Some),
                Counting::Last if by.is_some() => Some(by),
                Counting::Last => group.standing(day).is_none_or(|one| one.id != lot.id).then_some(None),
                Counting::Each => Some(Some(group.run_of(lot, &policy)?.keeps_out(lot.id)?.subject)),
            }
        };
        self.blocked.extend(candidates.iter().filter_map(|lot| Some((lot.id, blocked(lot)?))));
        let usable: Vec<_> = candidates.into_iter().filter(|lot| !self.blocked.contains_key(&lot.id)).collect();
        Limits {
            alternatives: alternatives(&usable, &policy),
            candidates: usable.iter().map(|lot| lot.id).collect(),
            in_use: group.in_use(),
            is_held: group.holder().is_some() || is_arriving,
            latest: group.latest(day),
            room: room(group, &policy),
            policy,
        }
    }

    /// Of lots with one tag one can be used.
    fn same_tag(&mut self, sight: &InBook<'_>, published: &Published) {
        let mut tags: BTreeMap<Digest, Vec<&Lot>> = BTreeMap::new();
        for lot in sight.lots() {
            lot.tag.into_iter().for_each(|tag| tags.entry(tag).or_default().push(lot));
        }
        for lots in tags.into_values().filter(|lots| lots.len() > 1) {
            let Some(thing) = lots.first().and_then(|lot| lot.thing()).cloned() else { continue };
            let ids: BTreeSet<_> = lots.iter().map(|lot| lot.id).collect();
            let group = Group::new(sight, published, lots, None);
            match group.holder() {
                Some(one) => {
                    let others = ids.iter().filter(|id| !one.holds.contains(*id));
                    others.for_each(|id| _ = self.blocked.entry(*id).or_insert(Some(one.subject)));
                }
                None => self.tags.push((thing, ids)),
            }
        }
    }

    /// The groups that a plan keeps, of what is there and of what conversions would make.
    pub(crate) fn groups(&self, assets: &[Asset], made: &[(AssetId, Attempt)]) -> Vec<planner::AttemptGroup> {
        let mut all = Vec::new();
        for (thing, limits) in &self.things {
            let made = made.iter().filter(|(_, attempt)| attempt.thing == *thing);
            all.extend(limits.groups(thing, assets, &made.collect::<Vec<_>>()));
        }
        let fresh: BTreeSet<_> = made.iter().map(|(_, attempt)| &attempt.thing).collect();
        for thing in fresh.into_iter().filter(|thing| !self.things.contains_key(*thing)) {
            let made: Vec<_> = made.iter().filter(|(_, attempt)| attempt.thing == *thing).collect();
            let policy = made.last().map_or(Attempts::BEST, |(_, attempt)| attempt.attempts.clone());
            all.extend(Limits::fresh(policy).groups(thing, assets, &made));
        }
        for (thing, lots) in &self.tags {
            all.extend(one_of(thing, lots.iter().map(|lot| assets_of(assets, *lot, |_| true)).collect()));
        }
        all
    }

    /// Whether what a conversion would make could be used.
    pub(crate) fn takes(&self, attempt: &Attempt, earned: Date) -> bool {
        let Some(limits) = self.things.get(&attempt.thing) else { return true };
        match attempt.attempts.counting {
            Counting::Best => !limits.is_held,
            Counting::Last => !limits.is_held && limits.latest.is_none_or(|latest| earned >= latest),
            Counting::Each => limits.room.is_none_or(|room| !room.is_zero()),
        }
    }
}

impl Limits {
    /// Of a thing that the learner has nothing of.
    fn fresh(policy: Attempts) -> Self {
        let room = policy.most.as_ref().map(|most| most.credits);
        let (alternatives, none) = (Vec::new(), BTreeSet::new());
        Self { alternatives, candidates: none.clone(), in_use: none, is_held: false, latest: None, policy, room }
    }

    fn groups(&self, thing: &Thing, assets: &[Asset], made: &[&(AssetId, Attempt)]) -> Vec<planner::AttemptGroup> {
        let made = || made.iter().map(|(id, _)| vec![id.clone()]);
        let of = |lot: &LotId| assets_of(assets, *lot, |_| true);
        if self.policy.counting != Counting::Each {
            return one_of(thing, self.candidates.iter().map(of).chain(made()).collect()).into_iter().collect();
        }
        let alternatives = self.alternatives.iter().filter_map(|set| one_of(thing, set.iter().map(of).collect()));
        let most = self.policy.most.as_ref().zip(self.room).map(|(most, room)| {
            let by_item = self.policy.most_items().is_some();
            let of_lot = |lot: &LotId| match by_item {
                true if self.in_use.contains(lot) => Vec::new(),
                true => of(lot),
                false => assets_of(assets, *lot, <[_]>::is_empty),
            };
            let attempts = self.candidates.iter().map(of_lot).chain(made()).filter(|one| !one.is_empty()).collect();
            let room = if by_item {
                Room::Items(items(room))
            } else {
                Room::Credits(Amount { credits: room, unit: most.unit.clone() })
            };
            planner::AttemptGroup { attempts, room, thing: thing.clone() }
        });
        alternatives.chain(most).collect()
    }
}

fn items(room: Credits) -> u32 {
    let whole = room.ten_thousandths().checked_div(Credits::ONE.ten_thousandths());
    whole.and_then(|whole| u32::try_from(whole).ok()).unwrap_or(u32::MAX)
}

fn one_of(thing: &Thing, attempts: Vec<Vec<AssetId>>) -> Option<planner::AttemptGroup> {
    let attempts: Vec<_> = attempts.into_iter().filter(|one| !one.is_empty()).collect();
    (attempts.len() > 1).then(|| planner::AttemptGroup { attempts, room: Room::One, thing: thing.clone() })
}

/// The assets that a lot is, under the scopes that are meant.
fn assets_of(assets: &[Asset], lot: LotId, meant: impl Fn(&[crate::id::ProgrammeId]) -> bool) -> Vec<AssetId> {
    let is_of = |id: &&AssetId| matches!(id, AssetId::Lot { lot: of, carried } if *of == lot && meant(carried));
    assets.iter().map(|asset| &asset.id).filter(is_of).cloned().collect()
}

/// Under `each`, one a run: sets of which one counts.
fn alternatives(usable: &[&Lot], policy: &Attempts) -> Vec<BTreeSet<LotId>> {
    let mut runs: BTreeMap<&Code, BTreeSet<LotId>> = BTreeMap::new();
    for lot in usable.iter().filter(|_| policy.one_a_run) {
        lot.run.iter().for_each(|run| _ = runs.entry(run).or_default().insert(lot.id));
    }
    runs.into_values().filter(|lots| lots.len() > 1).collect()
}
