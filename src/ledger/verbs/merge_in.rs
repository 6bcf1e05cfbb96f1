//! What left another passbook comes in.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::LearnerId;
use crate::ledger::authority::Case;
use crate::ledger::effects::{Bundle, Effects, Frame};
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::verb::{Applied, Verb};
use crate::registry::{Power, Role};

/// What left another passbook by a merge comes in. The last part suspends what the learner made in either passbook, as
/// staff.
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
            return Err(Refusal::MergeTarget);
        }
        if case.book.taken.contains(&self.position) {
            return Err(Refusal::NotCited { position: self.position });
        }
        if let Some(lot) = self.bundle.lots.iter().find(|lot| case.day() < lot.latest) {
            let (effective, latest) = (case.day(), lot.latest);
            return Err(Refusal::TooEarly { effective, latest, subject: Latest::Lot(lot.id.moved(from, to)) });
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
