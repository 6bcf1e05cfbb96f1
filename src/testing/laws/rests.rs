//! Laws of what awards rest on, read from their programmes.

use std::collections::BTreeSet;

use crate::id::LotId;
use crate::ledger::{Act, Lot, Passbook};
use crate::planner::Relief;
use crate::programme::{Prerequisite, Programme, Waivable};
use crate::registry::{Called, OutcomeName};
use crate::testing::laws::awards::{award_of, made, programme_of};
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::shelf::Shelf;

fn is_named(lot: &Lot, name: &OutcomeName) -> bool {
    Called::new(lot.kind, &lot.code, lot.thing()).is(name)
}

/// What counts in an award, and what it reads beside.
struct Rests<'a> {
    book: &'a Passbook,
    counted: BTreeSet<LotId>,
    read: BTreeSet<LotId>,
    reliefs: Vec<Relief>,
}

impl Rests<'_> {
    fn lots(&self, ids: &BTreeSet<LotId>) -> Vec<&Lot> {
        ids.iter().filter_map(|id| self.book.lots.get(id)).collect()
    }

    fn asked<'p>(&self, programme: &'p Programme) -> Vec<&'p Prerequisite> {
        let waives = |course: &OutcomeName, relief: &Relief| matches!(relief, Relief::Waive { id, what: Waivable::Prerequisite } if *id == course.code);
        let is_asked = |one: &&Prerequisite| !self.reliefs.iter().any(|relief| waives(&one.course, relief));
        programme.prerequisites.iter().filter(is_asked).collect()
    }

    /// Whether something that it names was passed before.
    fn names(&self, name: &OutcomeName, before: &Lot) -> bool {
        let all = self.lots(&self.counted).into_iter().chain(self.lots(&self.read));
        { all }.any(|lot| is_named(lot, name) && lot.earned <= before.earned && lot.revoked.is_none())
    }

    fn has_all(&self, lot: &Lot, asked: &Prerequisite) -> bool {
        let any = asked.any.is_empty() || asked.any.iter().any(|name| self.names(name, lot));
        any && asked.all.iter().all(|name| self.names(name, lot))
    }

    /// Whether there is a reason to read a lot.
    fn has_reason(&self, read: &Lot, asked: &[&Prerequisite]) -> bool {
        let counted = self.lots(&self.counted);
        let asks = |one: &Prerequisite| one.all.iter().chain(&one.any).any(|name| is_named(read, name));
        let before = |one: &&&Prerequisite| asks(one) && counted.iter().any(|lot| is_named(lot, &one.course));
        let lets = |relief: &Relief| matches!(relief, Relief::Substitute { lot, .. } if *lot == read.id);
        asked.iter().any(|one| before(&one)) || self.reliefs.iter().any(lets)
    }
}

/// An award names an attempt of everything that its programme wants passed before what it counts, and nothing else.
///
/// # Errors
/// The award, and what it does not name or names for nothing.
pub fn awards_name_what_they_read(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Some(made) = made(shelf, turn)? else { continue };
        let book = after(turn)?;
        let (decision, of) = award_of(&book, made.id)?;
        let (_, programme) = programme_of(shelf, of)?;
        let reliefs = of.reliefs_on(made.plan.day).map(|one| one.relief.clone()).collect();
        let read = decision.award.iter().flat_map(|award| award.read.iter().copied()).collect();
        let counted = decision.take.iter().map(|take| take.lot).collect();
        let rests = Rests { book: &made.on, counted, read, reliefs };
        let asked = rests.asked(programme);
        for lot in rests.lots(&rests.counted) {
            let asked = asked.iter().filter(|one| is_named(lot, &one.course));
            let fine = { asked }.all(|one| rests.has_all(lot, one));
            holds(fine, || format!("{} does not name what was asked before lot {}", made.id, lot.id))?;
        }
        for lot in rests.lots(&rests.read) {
            holds(rests.has_reason(lot, &asked), || format!("{} reads lot {} for nothing", made.id, lot.id))?;
        }
    }
    Ok(())
}

/// Whatever a decision takes or reads, its revocation suspends it.
///
/// # Errors
/// The decision that is not.
pub fn revocations_suspend_what_rests(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Act::Revoke(revoke) = &turn.entry.act else { continue };
        let book = after(turn)?;
        for one in book.live_decisions() {
            let conversion = one.conversion.iter().flat_map(|conversion| &conversion.read);
            let award = one.award.iter().flat_map(|award| &award.read);
            let rests: BTreeSet<_> = one.take.iter().map(|take| &take.lot).chain(conversion).chain(award).collect();
            let is_hit = revoke.lots.iter().any(|lot| rests.contains(lot));
            holds(!is_hit || one.marks.contains(&turn.entry.id()), || format!("{} is not suspended", one.id))?;
        }
    }
    Ok(())
}
