//! One learner's two passbooks become one: what is in the first leaves line by line, and comes into the second.

use std::collections::VecDeque;

use crate::id::LotId;
use crate::ledger::act::{MergeIn, MergeOut};
use crate::ledger::attempts::same_attempt;
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
    let last = lots.len() == staying.count()
        && decisions.len() == book.decisions.len()
        && enrolments.len() == book.enrolments.len()
        && records.len() == book.records.len()
        && matriculations.len() == book.matriculations.len();
    let former = if last { book.former.clone() } else { Vec::new() };
    Bundle { decisions, enrolments, former, last, lots, matriculations, records }
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
    one.take.len().saturating_mul(60).saturating_add(conversion).saturating_add(800)
}

/// About how long a matriculation is when written.
fn size_of_matriculation(one: &Matriculation) -> usize {
    let (tried, reliefs) = (one.assessments.len().saturating_mul(260), one.reliefs.len().saturating_mul(700));
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
    let mut desk = Desk::new(case.book, case.published, case.day());
    let lots: Vec<_> = bundle.lots.iter().map(|lot| lot.id).collect();
    bundle.lots.iter().for_each(|lot| desk.bring(lot.clone()));
    lots.iter().try_for_each(|lot| give_way(&mut desk, *lot))?;
    lots.iter().try_for_each(|lot| desk.rank(*lot, None))?;
    if bundle.last {
        suspend_twice_used(&mut desk, &bundle.decisions);
    }
    Ok(desk.effects)
}

/// Of two lots with one tag the used one stays, or else the one that was here.
fn give_way(desk: &mut Desk<'_>, id: LotId) -> Result<(), Refusal> {
    let come = desk.lot(id)?.clone();
    let twin = |lot: &&Lot| lot.id != id && lot.tag == come.tag && lot.revoked.is_none();
    let Some(here) = desk.lots().filter(twin).min_by_key(|lot| lot.id).filter(|_| come.tag.is_some()).cloned() else {
        return Ok(());
    };
    match (here.is_used(), come.is_used()) {
        (true, true) => Ok(()),
        (false, true) => supersede(desk, &here),
        (_, false) => supersede(desk, &come),
    }
}

fn supersede(desk: &mut Desk<'_>, lot: &Lot) -> Result<(), Refusal> {
    let free = lot.standing(&Standing::FREE);
    desk.post_on(lot.id, &Standing::FREE, Standing::plain(Place::Superseded), free, desk.day())
}

/// Where both of two equal outcomes are used, the later decision is suspended, and what is built on it.
fn suspend_twice_used(desk: &mut Desk<'_>, come: &[Decision]) {
    let mut lots: Vec<_> = desk.lots().collect();
    lots.sort_by_key(|lot| lot.id);
    let twins = |one: &Lot, other: &Lot| (one.tag.is_some() && one.tag == other.tag) || same_attempt(one, other);
    let live: Vec<_> =
        desk.book().live_decisions().chain(come.iter().filter(|decision| decision.ended.is_none())).collect();
    let mut later = VecDeque::new();
    for (at, one) in lots.iter().enumerate().filter(|(_, lot)| lot.is_used()) {
        for other in lots.iter().skip(at.saturating_add(1)).filter(|other| other.is_used() && twins(one, other)) {
            later.extend(later_use(&live, one.id, other.id));
        }
    }
    let cause = desk.entry();
    built_on(&live, later).into_iter().for_each(|subject| desk.mark(cause, subject));
}

/// The later of the decisions that use one lot or the other.
fn later_use<'a>(live: &[&'a Decision], one: LotId, other: LotId) -> Option<&'a Decision> {
    let uses = |decision: &&&Decision| decision.names(one) || decision.names(other);
    live.iter().filter(uses).max_by_key(|decision| decision.order()).copied()
}

/// These decisions, the lots that they made, and the decisions that rely on those.
fn built_on<'a>(live: &[&'a Decision], mut waiting: VecDeque<&'a Decision>) -> Vec<Subject> {
    let mut found = Vec::new();
    while let Some(decision) = waiting.pop_front() {
        if found.contains(&Subject::Decision(decision.id)) {
            continue;
        }
        found.push(Subject::Decision(decision.id));
        for lot in decision.conversion.iter().flat_map(|conversion| &conversion.made) {
            found.push(Subject::Lot(*lot));
            waiting.extend(live.iter().copied().filter(|one| one.relies_on(*lot)));
        }
    }
    found
}
