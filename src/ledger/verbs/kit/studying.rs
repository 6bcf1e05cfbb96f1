//! Matriculations, the programmes that they pin, and what rests on them; and what a plan reads beside what it counts: it rests
//! on that too.

use std::collections::BTreeSet;

use crate::id::{Code, EntryId, LotId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::group::{Group, InBook};
use crate::ledger::holdings::passed;
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::{Assessment, Award, Matriculation};
use crate::ledger::named::Named;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::published::Published;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Scope, UseKind};
use crate::planner::{Holdings, Relief};
use crate::programme::{Prerequisite, Programme, Programmes, Stage, Waivable};
use crate::registry::{Called, OutcomeName, Power};
use crate::time::Date;

/// A matriculation of this passbook.
pub(crate) fn found<'a>(case: &Case<'a>, id: EntryId) -> Result<&'a Matriculation, Refusal> {
    case.book.matriculations.get(&id).ok_or(Refusal::Unknown { what: Named::Matriculation(id) })
}

/// The version in which it is pinned, and its programme there.
pub(crate) fn pinned<'a>(case: &mut Case<'a>, of: &Matriculation) -> Result<(&'a Programmes, &'a Programme), Refusal> {
    let (document, day) = (of.document.clone(), case.day());
    let book = case.programmes_at(&document, of.position);
    let book = book.ok_or(Refusal::NotInForce { what: "document", document: document.clone(), day })?;
    let unknown = || Refusal::NotInDocument { what: "programme", id: (&of.programme).into(), document };
    Ok((book, book.programme(&of.programme).ok_or_else(unknown)?))
}

/// Whoever may award a programme says who studies it.
pub(crate) fn may_award(case: &mut Case<'_>, programme: &Programme) -> Result<(), Refusal> {
    case.needs_at(Power::Award, programme.tier)?;
    let institution = case.institution();
    if programme.institutions.is_empty() || programme.institutions.contains(institution) {
        return Ok(());
    }
    let (institution, programme) = (institution.clone(), programme.id.clone());
    Err(Refusal::NotAwarder { institution, programme })
}

/// A learner studies a programme once at a time.
pub(crate) fn once(case: &Case<'_>, programme: &ProgrammeId, but: Option<EntryId>) -> Result<(), Refusal> {
    let same = |one: &&Matriculation| one.programme == *programme && one.is_open() && Some(one.id) != but;
    match case.book.matriculations.values().find(same) {
        Some(one) => Err(Refusal::Matriculated { programme: programme.clone(), matriculation: one.id }),
        None => Ok(()),
    }
}

/// Nobody left it, and no other took its place.
pub(crate) fn still_open(one: &Matriculation) -> Result<(), Refusal> {
    let by = one.succeeded.or_else(|| one.left.as_ref().map(|left| left.entry));
    by.map_or(Ok(()), |by| Err(Refusal::Ended { what: Named::Matriculation(one.id), by }))
}

/// The stage that follows on a matriculation, as it is pinned.
pub(crate) fn next_of<'a>(book: &'a Programmes, from: &Matriculation) -> Option<&'a Stage> {
    let pathway = book.pathway(from.pathway.as_ref()?)?;
    pathway.stages.get(usize::try_from(from.stage?).ok()?)
}

/// What was decided for an award, but for what was only shown for it.
pub(crate) fn awards_in<'a>(book: &'a Passbook, scope: &'a Scope) -> impl Iterator<Item = &'a Decision> {
    book.live_decisions().filter(move |one| one.scope.as_ref() == Some(scope) && one.r#use != UseKind::Witness)
}

/// How a gate was tried, but for what is suspended.
pub(crate) fn tries<'a>(
    case: &Case<'a>,
    from: &'a Matriculation,
    gate: &'a Code,
) -> impl Iterator<Item = &'a Assessment> {
    let all = case.book.assessments_of(from);
    all.filter(move |one| one.gate == *gate && one.suspended.is_none())
}

/// A line is undone only while nothing needs it.
pub(crate) fn unneeded(line: EntryId, by: Option<EntryId>) -> Result<(), Refusal> {
    by.map_or(Ok(()), |by| Err(Refusal::StillNeeded { entry: line, by }))
}

/// The first award that rests on something.
pub(crate) fn award_on(book: &Passbook, rests: impl Fn(&Award) -> bool) -> Option<EntryId> {
    let award = book.live_decisions().find(|one| one.award.as_ref().is_some_and(&rests));
    award.map(|one| one.id.entry)
}

/// The first matriculation that was entered from another, and that may rest on a line.
pub(crate) fn entered_from(book: &Passbook, id: EntryId, line: EntryId) -> Option<EntryId> {
    let mut all = book.matriculations.values();
    all.find(|one| one.from == Some(id) && may_rest(one.id, line)).map(|one| one.id)
}

/// Whether a line may rest on another: where their order is known, it came later.
fn may_rest(line: EntryId, on: EntryId) -> bool {
    if line.home == on.home { line.n > on.n } else { line.home.is_none() || on.home.is_some() }
}

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
