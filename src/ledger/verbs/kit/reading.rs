//! What a plan reads beside what it counts: it rests on that too.

use std::collections::BTreeSet;

use crate::id::LotId;
use crate::ledger::group::{Group, InBook};
use crate::ledger::holdings::passed;
use crate::ledger::lot::Lot;
use crate::ledger::passbook::Passbook;
use crate::ledger::published::Published;
use crate::planner::{Holdings, Relief};
use crate::programme::{Prerequisite, Programme, Waivable};
use crate::registry::{Called, OutcomeName};
use crate::time::Date;

/// The lots that are read where these are counted, without them and by id: of each outcome that a prerequisite names one
/// attempt, of several of which one will do the first in the order written that is there; and the lots for which a relief
/// lets them count.
pub(crate) fn read(
    book: &Passbook,
    published: &Published,
    programme: &Programme,
    holdings: &Holdings,
    (counted, reliefs): (&BTreeSet<LotId>, &[Relief]),
) -> Vec<LotId> {
    let shelf = Shelf { book, published, day: holdings.day, counted, passed: passed(book, published, holdings.day) };
    let asked = programme.prerequisites.iter().filter(|one| !is_waived(one, &holdings.reliefs));
    let asked: Vec<_> = asked.collect();
    let lots = counted.iter().filter_map(|id| book.lots.get(id));
    let before = lots.flat_map(|lot| shelf.before(lot, &asked));
    let grounds = reliefs.iter().filter_map(|relief| match relief {
        Relief::Substitute { lot, .. } => Some(*lot),
        Relief::Exempt { .. } | Relief::Waive { .. } => None,
    });
    let read: BTreeSet<_> = before.chain(grounds).filter(|lot| !counted.contains(lot)).collect();
    read.into_iter().collect()
}

fn is_waived(asked: &Prerequisite, reliefs: &[Relief]) -> bool {
    let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what: Waivable::Prerequisite } if *id == asked.course.code);
    reliefs.iter().any(this)
}

/// What can be read on a day.
struct Shelf<'a> {
    book: &'a Passbook,
    published: &'a Published,
    day: Date,
    counted: &'a BTreeSet<LotId>,
    passed: Vec<&'a Lot>,
}

impl Shelf<'_> {
    /// What a lot needs passed before it.
    fn before(&self, lot: &Lot, asked: &[&Prerequisite]) -> Vec<LotId> {
        let asked = asked.iter().filter(|one| called(lot).is(&one.course));
        let one = |one: &&Prerequisite| {
            let all = one.all.iter().filter_map(|name| self.attempt(name, lot.earned));
            let any = one.any.iter().find_map(|name| self.attempt(name, lot.earned));
            all.chain(any).collect::<Vec<_>>()
        };
        asked.flat_map(one).collect()
    }

    /// The attempt that is read: one that is counted too before another, then the better one.
    fn attempt(&self, name: &OutcomeName, by: Date) -> Option<LotId> {
        let fits = self.passed.iter().filter(|lot| lot.earned <= by && called(lot).is(name));
        fits.min_by_key(|lot| (!self.counted.contains(&lot.id), self.rank(lot), lot.id)).map(|lot| lot.id)
    }

    /// Its place in the order of its group; past the end if it is no candidate on the day.
    fn rank(&self, lot: &Lot) -> usize {
        let Some(thing) = lot.thing() else { return 0 };
        let sight = InBook::new(self.book);
        let candidates = Group::of(&sight, self.published, thing).candidates(self.day);
        candidates.iter().position(|one| one.id == lot.id).unwrap_or(candidates.len())
    }
}

fn called(lot: &Lot) -> Called<'_> {
    Called::new(lot.kind, &lot.code, lot.thing())
}
