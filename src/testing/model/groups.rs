//! Attempts at one thing: which there are on a day, how they count, and which of them stands.

use crate::id::LotId;
use crate::registry::{Attempts, Counting, Grade, Thing};
use crate::testing::model::{Model, Quanta};
use crate::time::Date;
use std::cmp::Reverse;

/// The marks of the world's ladder, the worst first.
const LETTERS: [&str; 5] = ["F", "D", "C", "B", "A"];

/// The rank of a mark on its scale. The world's scales have one version each.
pub(super) fn rank(grade: &Grade) -> u64 {
    let mark = grade.mark.as_str();
    let letter = LETTERS.iter().position(|letter| *letter == mark).and_then(|at| u64::try_from(at).ok());
    let number = || mark.parse::<crate::credit::Credits>().ok().map(|number| number.ten_thousandths() + 1);
    letter.map(|at| at + 1).or_else(number).unwrap_or(0)
}

impl Quanta {
    pub(super) fn is_past(&self, day: Date) -> bool {
        self.last.is_some_and(|last| last < day)
    }

    /// Whether it can stand on a day.
    pub(super) fn is_candidate(&self, day: Date) -> bool {
        let is_there = self.since <= day && self.earned <= day;
        is_there && self.revoked.is_none() && self.marks.is_empty() && !self.is_past(day)
    }
}

impl Model {
    /// The attempts at a thing.
    pub(super) fn group(&self, thing: &Thing) -> Vec<LotId> {
        self.lots.iter().filter(|(_, lot)| lot.thing.as_ref() == Some(thing)).map(|(id, _)| *id).collect()
    }

    /// How attempts at a thing count on a day: as the last line says that was effective by then.
    pub(super) fn policy(&self, thing: &Thing, day: Date) -> Attempts {
        let lots = self.lots.values().filter(|lot| lot.thing.as_ref() == Some(thing));
        let passes = lots.filter(|lot| lot.revoked.is_none() && lot.since <= day).map(|lot| (lot.since, &lot.policy));
        let Some((_, said)) = last_said(passes.clone()) else { return Attempts::usual(thing.kind) };
        if said.counting != Counting::Last {
            return said.clone();
        }
        let records = self.records.values().filter(|one| one.thing.as_ref() == Some(thing) && one.fact.on <= day);
        let records = records.map(|one| (one.fact.on, &one.policy));
        last_said(passes.chain(records)).map_or_else(|| Attempts::usual(thing.kind), |(_, said)| said.clone())
    }

    /// Those of some lots that are candidates on a day, the best first.
    pub(super) fn ordered(&self, of: &[LotId], day: Date) -> Vec<LotId> {
        let lots = of.iter().filter_map(|id| Some((*id, self.lots.get(id)?)));
        let mut lots: Vec<_> = lots.filter(|(_, lot)| lot.is_candidate(day)).collect();
        let all: Vec<&Quanta> = lots.iter().map(|(_, lot)| *lot).collect();
        lots.sort_by_cached_key(|(id, lot)| (better(lot, &all, day), *id));
        lots.into_iter().map(|(id, _)| id).collect()
    }

    /// The attempt that stands on a day, under a policy by which one does.
    pub(super) fn standing(&self, thing: &Thing, day: Date) -> Option<LotId> {
        let ordered = self.ordered(&self.group(thing), day);
        match self.policy(thing, day).counting {
            Counting::Last => self.last_standing(thing, &ordered, day),
            Counting::Best | Counting::Each => ordered.first().copied(),
        }
    }

    fn last_standing(&self, thing: &Thing, ordered: &[LotId], day: Date) -> Option<LotId> {
        let earned = |id: &LotId| self.lots.get(id).map(|lot| lot.earned);
        let last = ordered.iter().filter_map(earned).max()?;
        let failed = self.records.values().filter(|one| one.thing.as_ref() == Some(thing) && one.has_failed);
        let mut failed = failed.filter(|one| one.fact.on <= day);
        let is_failed = failed.any(|one| one.earned > last);
        ordered.iter().find(|id| earned(id) == Some(last)).copied().filter(|_| !is_failed)
    }
}

/// The last of what was said; of one day the strictest.
fn last_said<'a>(said: impl Iterator<Item = (Date, &'a Attempts)>) -> Option<(Date, &'a Attempts)> {
    let strict = |attempts: &Attempts| match attempts.counting {
        Counting::Last => 2,
        Counting::Best => 1,
        Counting::Each => 0,
    };
    said.max_by_key(|(day, attempts)| (*day, strict(attempts), attempts.to_string()))
}

/// What makes one attempt better than another among those that stand beside it: smaller is better.
fn better(lot: &Quanta, all: &[&Quanta], day: Date) -> impl Ord + use<> {
    let first = |grade: &Grade| {
        let on = all.iter().filter(|one| one.grade.as_ref().is_some_and(|one| one.scale == grade.scale));
        on.map(|one| one.since).min()
    };
    let mark = lot.grade.as_ref().map(|grade| (first(grade), grade.scale.clone(), Reverse(rank(grade))));
    let long = Reverse(lot.last.is_none());
    (
        (mark.is_none(), mark, long, Reverse(lot.last), Reverse(lot.earned)),
        (lot.unit.clone(), Reverse(lot.worth_on(day)), lot.is_made),
        (lot.issuer.clone(), lot.content.clone(), lot.tier),
    )
}
