//! The issuer corrects the grade of a lot.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::{EntryId, LotId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Passbook, Regraded};
use crate::ledger::refusal::{LotRefusal, Refusal, WhatRefusal};
use crate::ledger::standing::Subject;
use crate::ledger::verbs::kit::{issued, lift_caused, not_before};
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::registry::{Grade, Role};

/// The issuer corrects the grade of a lot.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
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
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let lot = issued(case, self.lot)?;
        not_before(case, lot.earned, Latest::Lot(lot.id))?;
        if let Some(expected) = lot.grade.as_ref().map(|grade| &grade.scale).filter(|scale| **scale != self.grade.scale)
        {
            return Err(WhatRefusal::WrongScale { given: self.grade.clone(), expected: expected.clone() }.into());
        }
        if !case.passes(&self.grade)? {
            return Err(WhatRefusal::BelowPass { grade: self.grade.clone() }.into());
        }
        let lowered = is_lowered(case, lot, self)?;
        let mut desk = case.desk();
        if lowered {
            desk.mark_built_on(desk.entry(), lot.id);
        }
        desk.effects.scale = case.scale_position(&self.grade);
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
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

/// The grade before comes back, if no later regrade stands on this one. Where that is lower, what was built on the lot
/// since is suspended. What was corrected in another passbook stays so.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        line.home.is_none() && book.regrades.contains_key(&line.n)
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let n = line.n;
        let Some(Regraded { before, lot: id, on, .. }) = case.book.regrades.get(&n) else { return Ok(()) };
        let lot = case.lot(*id)?;
        let now = lot.grade.as_ref();
        case.owned_by(&lot.issuer)?;
        not_before(case, *on, Latest::Line(line))?;
        let undone = |n: &u32| case.book.reversed.contains_key(&EntryId::here(*n));
        let later =
            case.book.regrades.iter().filter(|(m, _)| **m > n && !undone(m)).any(|(_, regraded)| regraded.lot == *id);
        if later {
            return Err(LotRefusal::InUse { uses: vec![Subject::Lot(*id)] }.into());
        }
        lift_caused(case.book, desk, line);
        if case.compare(before.as_ref(), now) == Ordering::Less {
            desk.mark_built_since(line, *id);
        }
        desk.suspend_clashes(&[]);
        Ok(())
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        let regraded = book.regrades.get(&line.n).ok_or("there is no such regrade")?;
        let lot = book.lots.get_mut(&regraded.lot).ok_or("there is no such lot")?;
        lot.grade.clone_from(&regraded.before);
        lot.regraded = regraded.since;
        lot.attempt.iter_mut().for_each(|attempt| Arc::make_mut(attempt).scale = regraded.scale);
        Ok(())
    }
}

fn is_lowered(case: &mut Case<'_>, lot: &Lot, regrade: &Regrade) -> Result<bool, Refusal> {
    let Some(before) = &lot.grade else { return Ok(false) };
    let scale = case.scale(&regrade.grade)?;
    let (before, after) = (scale.rank(&before.mark), scale.rank(&regrade.grade.mark));
    Ok(matches!((before, after), (Ok(before), Ok(after)) if after.cmp(&before) == Ordering::Less))
}
