//! A conversion is taken back: what it made goes, if nobody relies on it.

use crate::id::DecisionId;
use crate::ledger::conversion::Conversion;
use crate::ledger::desk::Desk;
use crate::ledger::passbook::Decision;
use crate::ledger::refusal::{Latest, Refusal};
use crate::ledger::standing::Subject;
use crate::rules::Grant;

impl Desk<'_> {
    /// Strikes what a conversion made. It is refused, naming the uses, if any of it is used or revoked, or if a later
    /// conversion drew on the residual that this one left.
    pub(crate) fn take_back(
        &mut self,
        id: DecisionId,
        decision: &Decision,
        conversion: &Conversion,
    ) -> Result<(), Refusal> {
        let drawn = self.drew_on(id, decision, conversion);
        if !drawn.is_empty() {
            return Err(Refusal::InUse { uses: drawn });
        }
        for made in &conversion.made {
            let lot = self.lot(*made)?;
            if let Some(by) = lot.revoked {
                return Err(Refusal::Revoked { lot: *made, by });
            }
            let uses = self.uses_of(*made);
            if !uses.is_empty() || lot.is_used() {
                return Err(Refusal::InUse { uses });
            }
            if self.day() < lot.latest {
                let (effective, latest) = (self.day(), lot.latest);
                return Err(Refusal::TooEarly { effective, latest, subject: Latest::Lot(*made) });
            }
        }
        conversion.made.iter().for_each(|made| self.strike(*made));
        conversion.made.iter().try_for_each(|made| self.rank(*made, None))
    }

    /// Later conversions under the same rules that found the residual this one changed.
    fn drew_on(&self, id: DecisionId, decision: &Decision, conversion: &Conversion) -> Vec<Subject> {
        let later = self.book().live_decisions().filter(|other| {
            other.id != id
                && (other.recorded, other.id) > (decision.recorded, id)
                && !self.has_ended(Subject::Decision(other.id))
        });
        let drew = |other: &Decision| {
            let same = other.conversion.as_ref().filter(|other| other.document == conversion.document);
            same.is_some_and(|other| other.grants.iter().any(|grant| shares_residual(grant, &conversion.grants)))
        };
        later.filter(|other| drew(other)).map(|other| Subject::Decision(other.id)).collect()
    }
}

fn shares_residual(later: &Grant, earlier: &[Grant]) -> bool {
    earlier.iter().filter(|grant| grant.rule == later.rule).any(|grant| {
        let changed = grant.outputs.iter().filter(|output| output.after != output.before);
        changed.into_iter().any(|left| {
            let found = later.outputs.iter().filter(|output| output.target == left.target);
            found.into_iter().any(|output| !output.before.is_zero())
        })
    })
}
