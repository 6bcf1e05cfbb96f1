//! Two passbooks become one: part by part one leaves for another, and what left comes in.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::LearnerId;
use crate::ledger::authority::Case;
use crate::ledger::effects::{BYTES_MOST, Bundle, Effects, Frame, LOTS_MOST};
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::Latest;
use crate::ledger::outcome::UsedOn;
use crate::ledger::passbook::{Decision, Passbook, Status};
use crate::ledger::refusal::{LotRefusal, PassbookRefusal, Refusal, WhenRefusal};
use crate::ledger::standing::{Place, Standing, Subject};
use crate::ledger::verbs::kit::{becomes, in_turn};
use crate::ledger::verbs::verb::{Applied, Verb};
use crate::registry::{Power, Role};
use crate::rules::Grant;

/// The next part of this passbook leaves for another; the first such line closes it.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeOut {
    /// The passbook it leaves for.
    pub into: LearnerId,
}

impl Verb for MergeOut {
    const ROLE: Role = Role::Operator;

    fn admits(&self, book: &Passbook) -> Result<(), Refusal> {
        match book.status {
            Status::Merging { into } if into == self.into => Ok(()),
            _ => Self::TAKEN.admits(book),
        }
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        case.needs(Power::Keep)?;
        in_turn(case)?;
        if self.into == case.book.learner {
            return Err(PassbookRefusal::MergeTarget.into());
        }
        let holds: Vec<_> = case.book.open_holds().map(|hold| Subject::Hold(hold.id)).collect();
        if !holds.is_empty() {
            return Err(LotRefusal::InUse { uses: holds }.into());
        }
        let bundle = pack(case.book);
        let mut desk = case.desk();
        for lot in &bundle.lots {
            desk.post_parts(lot.id, |_, _| Some(Standing::plain(Place::Moved)))?;
        }
        desk.effects.bundle = Some(bundle);
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let bundle = entry.effects.bundle.as_ref();
        let into = self.into;
        let is_last = bundle.is_some_and(|bundle| bundle.last);
        becomes(book, if is_last { Status::Merged { into } } else { Status::Merging { into } }, entry);
        leave_with(book, bundle);
        Ok(())
    }
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
    let mut matriculations: Vec<_> =
        book.matriculations.values().take_while(|one| room.fits(size_of_matriculation(one))).cloned().collect();
    matriculations.iter_mut().flat_map(|one| &mut one.assessments).for_each(|one| one.marks.clear());
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
    let of = |grant: &Grant| {
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

/// Lots stay behind as moved; everything else is gone from here.
fn leave_with(book: &mut Passbook, bundle: Option<&Bundle>) {
    let Some(bundle) = bundle else { return };
    bundle.decisions.iter().for_each(|one| drop(book.decisions.remove(&one.id)));
    bundle.enrolments.iter().for_each(|one| drop(book.enrolments.remove(&one.id)));
    bundle.matriculations.iter().for_each(|one| drop(book.matriculations.remove(&one.id)));
    bundle.records.iter().for_each(|one| drop(book.records.remove(&one.id)));
    book.used.retain(|thing, _| !bundle.used.iter().any(|one| one.thing == *thing));
}

/// What left another passbook by a merge comes in. The last part suspends what the learner made in either passbook, as
/// staff.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeIn {
    /// What comes.
    pub bundle: Bundle,
    /// The passbook it comes from.
    pub from: LearnerId,
    /// The leaf hash of the line by which it left.
    pub leaf: Digest,
    /// The position of the line by which it left.
    pub position: u64,
}

impl Verb for MergeIn {
    const ROLE: Role = Role::Operator;

    /// While a passbook is coming in, only the rest of it is taken.
    fn admits(&self, book: &Passbook) -> Result<(), Refusal> {
        match (book.status, book.arriving) {
            (Status::Open, Some(from)) if from == self.from => Ok(()),
            _ => Self::TAKEN.admits(book),
        }
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        case.needs(Power::Keep)?;
        let (from, to) = (self.from, case.book.learner);
        if from == to {
            return Err(PassbookRefusal::MergeTarget.into());
        }
        if case.book.taken.contains(&self.position) {
            return Err(PassbookRefusal::NotCited { position: self.position }.into());
        }
        if let Some(lot) = self.bundle.lots.iter().find(|lot| case.day() < lot.latest) {
            let (effective, latest) = (case.day(), lot.latest);
            return Err(
                WhenRefusal::TooEarly { effective, latest, subject: Latest::Lot(lot.id.moved(from, to)) }.into()
            );
        }
        let bundle = self.bundle.clone().moved(from, to, case.day());
        let matriculations = bundle.matriculations;
        let mut desk = case.desk();
        bundle.lots.into_iter().for_each(|lot| desk.bring(lot));
        desk.bring_decisions(bundle.decisions);
        if bundle.last {
            let came: Vec<_> = [from].into_iter().chain(self.bundle.former.iter().copied()).collect();
            let ids = came.iter().chain([&to]).chain(&case.book.former).copied().collect();
            desk.suspend_own(ids, &matriculations);
            desk.suspend_clashes(&came);
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let bundle = self.bundle.clone().moved(self.from, book.learner, entry.effective);
        book.arriving = Some(self.from).filter(|_| !bundle.last);
        bundle.used.iter().for_each(|one| book.use_on(&one.thing, one.on));
        book.lots.extend(bundle.lots.into_iter().map(|lot| (lot.id, lot)));
        book.decisions.extend(bundle.decisions.into_iter().map(|one| (one.id, one)));
        book.enrolments.extend(bundle.enrolments.into_iter().map(|one| (one.id, one)));
        book.matriculations.extend(bundle.matriculations.into_iter().map(|one| (one.id, one)));
        book.records.extend(bundle.records.into_iter().map(|one| (one.id, one)));
        book.taken.insert(self.position);
        if bundle.last {
            book.former.push(self.from);
            book.former.extend(bundle.former);
        }
        Ok(())
    }
}
