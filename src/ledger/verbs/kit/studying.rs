//! Matriculations, the programmes that they pin, and what rests on them; and what a plan reads beside what it counts: it rests
//! on that too.

use std::collections::BTreeSet;

use crate::credit::{Credits, Ratio, product};
use crate::id::{Code, EntryId, LotId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::group::{Group, InBook};
use crate::ledger::holdings::passed;
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::{Assessment, Award, Matriculation, SubjectMark};
use crate::ledger::named::Named;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::published::Published;
use crate::ledger::refusal::{AwardRefusal, LotRefusal, MarkMissed, Refusal, Ruling, Section, WhatRefusal, WhoRefusal};
use crate::ledger::standing::{Scope, UseKind};
use crate::planner::{Holdings, Relief};
use crate::programme::{Gate, Prerequisite, Programme, Programmes, Stage, Waivable};
use crate::registry::{Called, OutcomeName, Power};
use crate::time::Date;

/// A matriculation of this passbook.
pub(crate) fn found<'a>(case: &Case<'a>, id: EntryId) -> Result<&'a Matriculation, Refusal> {
    case.book.matriculations.get(&id).ok_or_else(|| LotRefusal::Unknown { what: Named::Matriculation(id) }.into())
}

/// The version in which it is pinned, and its programme there.
pub(crate) fn pinned<'a>(case: &mut Case<'a>, of: &Matriculation) -> Result<(&'a Programmes, &'a Programme), Refusal> {
    let (document, day) = (of.document.clone(), case.day());
    let book = case.programmes_at(&document, of.position);
    let book = book.ok_or(WhatRefusal::NotInForce { kind: Ruling::Programmes, document: document.clone(), day })?;
    let unknown = || WhatRefusal::NotInDocument { kind: Section::Programme, id: (&of.programme).into(), document };
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
    Err(WhoRefusal::NotAwarder { institution, programme }.into())
}

/// A learner studies a programme once at a time.
pub(crate) fn once(case: &Case<'_>, programme: &ProgrammeId, but: Option<EntryId>) -> Result<(), Refusal> {
    let same = |one: &&Matriculation| one.programme == *programme && one.is_open() && Some(one.id) != but;
    match case.book.matriculations.values().find(same) {
        Some(one) => Err(AwardRefusal::Matriculated { programme: programme.clone(), matriculation: one.id }.into()),
        None => Ok(()),
    }
}

/// Nobody left it, and no other took its place.
pub(crate) fn still_open(one: &Matriculation) -> Result<(), Refusal> {
    let by = one.succeeded.or_else(|| one.left.as_ref().map(|left| left.entry));
    by.map_or(Ok(()), |by| Err(LotRefusal::Ended { what: Named::Matriculation(one.id), by }.into()))
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

/// By how much a gate was missed the last time that it was tried by the day, where the marks are known.
pub(crate) fn missed_last(case: &Case<'_>, from: &Matriculation, gate: &Gate) -> Vec<MarkMissed> {
    let tried = tries(case, from, &gate.id).filter(|one| one.on <= case.day()).last();
    tried.filter(|one| !one.passed && !one.marks.is_empty()).map(|one| missed(gate, &one.marks)).unwrap_or_default()
}

/// By how much marks miss a gate: each subject by itself, and the sum.
pub(crate) fn missed(gate: &Gate, marks: &[SubjectMark]) -> Vec<MarkMissed> {
    let of =
        |subject: &Code| marks.iter().find(|mark| mark.subject == *subject).map_or(Credits::ZERO, |mark| mark.marks);
    let each = gate.least_each.into_iter().flat_map(|share| {
        gate.subjects.iter().filter_map(move |one| missed_by(Some(&one.id), of(&one.id), one.full, share))
    });
    let sum = gate.least_sum.and_then(|share| {
        let sum = Credits::total(gate.subjects.iter().map(|one| of(&one.id))).ok()?;
        missed_by(None, sum, Credits::total(gate.subjects.iter().map(|one| one.full)).ok()?, share)
    });
    each.chain(sum).collect()
}

/// q × got ≥ p × full, or what is missing: marks are exact to a ten-thousandth, and so is the least that reaches the share.
fn missed_by(subject: Option<&Code>, got: Credits, full: Credits, share: Ratio) -> Option<MarkMissed> {
    let least = product(full.ten_thousandths(), share.num()).div_ceil(share.den().into());
    let needed = u64::try_from(least).ok().and_then(Credits::from_ten_thousandths).unwrap_or(Credits::MAX);
    let short = needed.minus(got).ok().filter(|short| !short.is_zero())?;
    Some(MarkMissed { subject: subject.cloned(), marks: got, needed, short })
}

/// A line is undone only while nothing needs it.
pub(crate) fn unneeded(line: EntryId, by: Option<EntryId>) -> Result<(), Refusal> {
    by.map_or(Ok(()), |by| Err(AwardRefusal::StillNeeded { entry: line, by }.into()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_short_of_the_least_that_reaches_the_share() {
        let credits = |text: &str| text.parse::<Credits>().unwrap();
        let two_thirds = Ratio::new(2, 3).unwrap();
        let missed = missed_by(None, credits("66.6666"), credits("100"), two_thirds).unwrap();
        assert_eq!((missed.needed, missed.short), (credits("66.6667"), credits("0.0001")));
        assert_eq!(missed_by(None, credits("66.6667"), credits("100"), two_thirds), None);
        assert_eq!(missed_by(None, Credits::ZERO, credits("100"), Ratio::new(0, 1).unwrap()), None);
    }
}
