//! What a lot is worth is corrected, and that is taken back.

use crate::id::{EntryId, LotId};
use crate::ledger::{Revalue, Subject};
use crate::registry::UseKind;
use crate::testing::model::quanta::quanta;
use crate::testing::model::{QUANTUM, Quanta, Work};

impl Work {
    pub(super) fn revalue(&mut self, act: &Revalue) {
        self.by("registrar");
        let Some(mut lot) = self.issued(act.lot) else { return };
        let (steps, after) = (act.amount.credits.ten_thousandths(), quanta(act.amount.credits));
        let quantum = if lot.unit == "item" { 2 * QUANTUM } else { QUANTUM };
        self.unless(!lot.is_made, "lot/made-by-rule");
        self.unless(act.amount.unit.as_str() == lot.unit, "lot/other-unit");
        self.unless(steps > 0, "lot/revalued-to-nothing");
        self.unless(steps.is_multiple_of(quantum), "what/off-quantum");
        self.unless(after != lot.amount, "lot/worth-already");
        self.not_before(lot.latest);
        self.unless(!(lot.is_nothing && lot.is_used()), "lot/in-use");
        lot.was.push((lot.amount, self.day));
        self.model.revalues.insert(self.me, act.lot);
        self.is_worth(act.lot, lot, after);
    }

    /// A lot is worth so much now. What rests on more than that is suspended.
    fn is_worth(&mut self, id: LotId, mut lot: Quanta, after: usize) {
        let before = std::mem::replace(&mut lot.amount, after);
        lot.latest = lot.latest.max(self.day);
        lot.level();
        let resting: Vec<_> = self.model.relying_on(id).into_iter().filter(|one| self.is_hit(*one, id, &lot)).collect();
        self.model.lots.insert(id, lot);
        if after < before {
            self.model.roots.insert((self.me, id));
            resting.into_iter().for_each(|one| self.suspend(one));
        }
    }

    /// Whether a use rests on more of a lot than there is: all uses do where more is in use; else those that have none of
    /// it, but for what was shown less.
    fn is_hit(&self, by: Subject, id: LotId, lot: &Quanta) -> bool {
        let shown = self.model.uses.get(&by).filter(|one| one.kind == Some(UseKind::Witness));
        let shown = shown.and_then(|one| one.take.iter().find(|(of, _)| *of == id));
        let reads_more = shown.is_none_or(|(_, count)| *count > lot.amount);
        lot.is_short() || (!lot.names(by) && reads_more)
    }

    pub(super) fn undo_revalue(&mut self, entry: EntryId, id: LotId) {
        let Some(mut lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "lot/unknown") };
        self.owner(&lot.issuer);
        self.not_before(lot.latest);
        let standing = self.model.revalues.iter().filter(|(at, _)| !self.model.reversed.contains(at));
        let is_last = standing.into_iter().all(|(at, of)| *of != id || *at <= entry);
        let Some((before, _)) = lot.was.pop() else { return self.unless(false, "lot/unknown") };
        self.unless(is_last && !(before == 0 && lot.is_used()), "lot/in-use");
        self.lift_all(entry);
        self.is_worth(id, lot, before);
        self.pass(None, Vec::new());
    }
}
