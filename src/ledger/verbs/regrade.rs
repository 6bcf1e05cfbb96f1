//! The issuer corrects the grade of a lot.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::LotId;
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Passbook, Regraded};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{issued, not_before};
use crate::ledger::verbs::verb::{Applied, Verb};
use crate::registry::{Grade, Role};

/// The issuer corrects the grade of a lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regrade {
    /// Commitments to the evidence in the vault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Digest>,
    /// The right grade, on the same scale.
    pub grade: Grade,
    /// The lot.
    pub lot: LotId,
}

impl Verb for Regrade {
    const ROLE: Role = Role::Registrar;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let lot = issued(case, self.lot)?;
        not_before(case, lot.earned, Latest::Lot(lot.id))?;
        if let Some(expected) = lot.grade.as_ref().map(|grade| &grade.scale).filter(|scale| **scale != self.grade.scale)
        {
            return Err(Refusal::WrongScale { given: self.grade.clone(), expected: expected.clone() });
        }
        if !case.passes(&self.grade)? {
            return Err(Refusal::BelowPass { grade: self.grade.clone() });
        }
        let lowered = is_lowered(case, lot, self)?;
        let mut desk = Desk::new(case.book, case.published, case.day());
        if lowered {
            desk.mark_built_on(desk.entry(), lot.id);
        }
        desk.effects.scale = case.scale_position(&self.grade);
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        let lot = book.lots.get_mut(&self.lot).ok_or("there is no such lot")?;
        let before = lot.grade.replace(self.grade.clone());
        let since = lot.regraded.replace(entry.effective);
        let scale = lot
            .attempt
            .as_mut()
            .and_then(|attempt| std::mem::replace(&mut Arc::make_mut(attempt).scale, entry.effects.scale));
        book.regrades.insert(entry.n, Regraded { before, since, scale, lot: self.lot, on: entry.effective });
        Ok(())
    }
}

fn is_lowered(case: &mut Case<'_>, lot: &Lot, regrade: &Regrade) -> Result<bool, Refusal> {
    let Some(before) = &lot.grade else { return Ok(false) };
    let scale = case.scale(&regrade.grade)?;
    let (before, after) = (scale.rank(&before.mark), scale.rank(&regrade.grade.mark));
    Ok(matches!((before, after), (Ok(before), Ok(after)) if after.cmp(&before) == Ordering::Less))
}
