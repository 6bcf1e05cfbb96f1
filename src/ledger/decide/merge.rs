//! One learner's two passbooks become one: what is in the first leaves line by line, and comes into the second.

use crate::ledger::act::{MergeIn, MergeOut};
use crate::ledger::attempt::UsedOn;
use crate::ledger::authority::Case;
use crate::ledger::decide::passbook::in_turn;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::merge::{BYTES_MOST, Bundle, LOTS_MOST};
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Standing, Subject};
use crate::registry::Power;

pub(super) fn leave(case: &mut Case<'_>, out: &MergeOut) -> Result<Effects, Refusal> {
    case.needs(Power::Keep)?;
    in_turn(case)?;
    if out.into == case.book.learner {
        return Err(Refusal::MergeTarget);
    }
    let holds: Vec<_> = case.book.open_holds().map(|hold| Subject::Hold(hold.id)).collect();
    if !holds.is_empty() {
        return Err(Refusal::InUse { uses: holds });
    }
    let bundle = pack(case.book);
    let mut desk = Desk::new(case.book, case.published, case.day());
    for lot in &bundle.lots {
        desk.post_parts(lot.id, |_, _| Some(Standing::plain(Place::Moved)))?;
    }
    desk.effects.bundle = Some(bundle);
    Ok(desk.effects)
}

/// The next things to leave, as many as fit on a line.
fn pack(book: &Passbook) -> Bundle {
    let mut room = Room { left: BYTES_MOST };
    let staying = book.lots.values().filter(|lot| !lot.is_wholly(Place::Moved));
    let lots: Vec<Lot> = staying.clone().take(LOTS_MOST).take_while(|lot| room.fits(size_of(lot))).cloned().collect();
    let decisions: Vec<_> =
        book.decisions.values().take_while(|one| room.fits(size_of_decision(one))).cloned().collect();
    let enrolments: Vec<_> = book.enrolments.values().take_while(|_| room.fits(500)).cloned().collect();
    let records: Vec<_> = book.records.values().take_while(|_| room.fits(600)).cloned().collect();
    let matriculations: Vec<_> =
        book.matriculations.values().take_while(|one| room.fits(size_of_matriculation(one))).cloned().collect();
    let used = book.used.iter().map(|(thing, on)| UsedOn { on: *on, thing: thing.clone() });
    let used: Vec<_> = used.take_while(|_| room.fits(200)).collect();
    let last = lots.len() == staying.count()
        && decisions.len() == book.decisions.len()
        && enrolments.len() == book.enrolments.len()
        && records.len() == book.records.len()
        && matriculations.len() == book.matriculations.len()
        && used.len() == book.used.len();
    let former = if last { book.former.clone() } else { Vec::new() };
    Bundle { decisions, enrolments, former, last, lots, matriculations, records, used }
}

/// How much a line still takes. The first thing always fits: a line takes more than this.
struct Room {
    left: usize,
}

impl Room {
    fn fits(&mut self, bytes: usize) -> bool {
        let rest = self.left.checked_sub(bytes);
        let fits = rest.is_some() || self.left == BYTES_MOST;
        self.left = rest.unwrap_or(0);
        fits
    }
}

/// About how long a decision is when written.
fn size_of_decision(one: &Decision) -> usize {
    let grants = one.conversion.iter().flat_map(|conversion| &conversion.grants);
    let of = |grant: &crate::rules::Grant| {
        let items = grant.inputs.len().saturating_add(grant.lost.len()).saturating_mul(100);
        grant.outputs.len().saturating_mul(500).saturating_add(items).saturating_add(200)
    };
    let read = one.conversion.iter().map(|conversion| conversion.read.len()).fold(0, usize::saturating_add);
    let conversion = grants.map(of).fold(read.saturating_mul(60), usize::saturating_add);
    let signed = one.by.len().saturating_mul(70);
    one.take.len().saturating_mul(60).saturating_add(conversion).saturating_add(signed).saturating_add(800)
}

/// About how long a matriculation is when written.
fn size_of_matriculation(one: &Matriculation) -> usize {
    let (tried, reliefs) = (one.assessments.len().saturating_mul(400), one.reliefs.len().saturating_mul(840));
    tried.saturating_add(reliefs).saturating_add(900)
}

/// About how long a lot is when written.
fn size_of(lot: &Lot) -> usize {
    let scopes: usize = lot.parts.iter().map(|part| part.standing.scopes.len()).sum();
    [lot.evidence.len().saturating_mul(70), lot.parts.len().saturating_mul(160), scopes.saturating_mul(140), 900]
        .into_iter()
        .fold(0, usize::saturating_add)
}

pub(super) fn come(case: &mut Case<'_>, come: &MergeIn) -> Result<Effects, Refusal> {
    case.needs(Power::Keep)?;
    let (from, to) = (come.from, case.book.learner);
    if from == to {
        return Err(Refusal::MergeTarget);
    }
    if case.book.taken.contains(&come.position) {
        return Err(Refusal::NotCited { position: come.position });
    }
    if let Some(lot) = come.bundle.lots.iter().find(|lot| case.day() < lot.latest) {
        let (effective, latest) = (case.day(), lot.latest);
        return Err(Refusal::TooEarly { effective, latest, subject: Latest::Lot(lot.id.moved(from, to)) });
    }
    let bundle = come.bundle.clone().moved(from, to, case.day());
    let matriculations = bundle.matriculations;
    let mut desk = Desk::new(case.book, case.published, case.day());
    bundle.lots.into_iter().for_each(|lot| desk.bring(lot));
    desk.bring_decisions(bundle.decisions);
    if bundle.last {
        let came: Vec<_> = [from].into_iter().chain(come.bundle.former.iter().copied()).collect();
        let ids = came.iter().chain([&to]).chain(&case.book.former).copied().collect();
        desk.suspend_own(ids, &matriculations);
        desk.suspend_clashes(&came);
    }
    Ok(desk.effects)
}
