//! A conversion is taken back: what it made goes, if nobody relies on it.

use crate::ledger::conversion::Conversion;
use crate::ledger::desk::Desk;
use crate::ledger::named::Latest;
use crate::ledger::passbook::Decision;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Subject;
use crate::rules::{Grant, Output};

impl Desk<'_> {
    /// Strikes what a conversion made. It is refused, naming the uses, if any of it is used or revoked, or if a later
    /// conversion drew on the residual that this one left.
    pub(crate) fn take_back(&mut self, decision: &Decision, conversion: &Conversion) -> Result<(), Refusal> {
        let drawn = self.drew_on(decision, conversion);
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
        Ok(())
    }

    /// Later conversions under the same rules that rest on what this one did to the residual: without it they would
    /// have found another one, or what is left would come to a whole quantum.
    pub(crate) fn drew_on(&self, decision: &Decision, conversion: &Conversion) -> Vec<Subject> {
        let is_later = |other: &&Decision| other.order() > decision.order();
        let later = self.book().live_decisions().filter(is_later);
        let later = later.filter(|other| !self.has_ended(Subject::Decision(other.id)));
        let drew = |other: &Decision| {
            let same = other.conversion.as_ref().filter(|other| other.document == conversion.document);
            same.is_some_and(|other| other.grants.iter().any(|grant| rests_on(grant, &conversion.grants)))
        };
        later.filter(|other| drew(other)).map(|other| Subject::Decision(other.id)).collect()
    }
}

fn rests_on(later: &Grant, earlier: &[Grant]) -> bool {
    let same_rule = earlier.iter().filter(|grant| grant.rule == later.rule);
    let changed = same_rule.flat_map(|grant| &grant.outputs).filter(|output| output.after != output.before);
    changed.into_iter().any(|one| {
        let rests = |output: &&Output| !output.before.is_zero() || (!one.before.is_zero() && !output.after.is_zero());
        later.outputs.iter().filter(|output| output.shares_residual(one)).any(|output| rests(&output))
    })
}
