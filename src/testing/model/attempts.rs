//! Attempts at the same thing: the best one stands.

use crate::id::LotId;
use crate::ledger::{Place, Standing};
use crate::testing::model::{Work, entry_of};
use crate::time::Date;

impl Work {
    /// Puts the attempts at the same thing in order.
    pub(super) fn order(&mut self, id: LotId, is_fresh: bool) {
        let Some(attempt) = self.model.lots.get(&id).and_then(|lot| lot.attempt.clone()) else { return };
        self.order_attempts(&attempt, is_fresh.then_some(id));
    }

    pub(super) fn order_attempts(&mut self, attempt: &str, fresh: Option<LotId>) {
        let same = self.model.lots.iter().filter(|(_, lot)| lot.attempt.as_deref() == Some(attempt) && lot.stands());
        let all: Vec<_> = same.map(|(id, lot)| (*id, lot.clone())).collect();
        let best = all.iter().reduce(|best, next| if next.1.beats(&best.1, true) { next } else { best });
        let Some((best_id, best)) = best else { return };
        let used: Vec<_> = all.iter().filter(|(_, lot)| lot.is_used()).map(|(id, _)| *id).collect();
        if used.is_empty() && best.marks.is_empty() {
            self.stand_up(*best_id);
        }
        for (id, lot) in all.iter().filter(|(_, lot)| !lot.is_used() && lot.marks.is_empty()) {
            if used.is_empty() && id == best_id {
                continue;
            }
            if !used.is_empty() && fresh == Some(*id) {
                self.wait(*id, &used);
            } else {
                self.supersede(*id, lot.earned.max(best.earned));
            }
        }
    }

    pub(super) fn stand_up(&mut self, id: LotId) {
        let day = self.day;
        let Some(mut lot) = self.model.lots.get(&id).cloned() else { return };
        let home = lot.home(&[], day);
        let down = Standing::plain(Place::Superseded);
        if lot.quanta.iter().any(|(standing, _)| *standing == down) {
            lot.quanta.iter_mut().filter(|(standing, _)| *standing == down).for_each(|one| one.0 = home.clone());
            lot.latest = lot.latest.max(day);
            self.model.lots.insert(id, lot);
        }
    }

    pub(super) fn supersede(&mut self, id: LotId, on: Date) {
        let day = self.day;
        self.model.lots.entry(id).and_modify(|lot| {
            if lot.quanta.iter().any(|(standing, _)| *standing == Standing::FREE) {
                lot.latest = lot.latest.max(on).max(day);
            }
            let free = lot.quanta.iter_mut().filter(|(standing, _)| *standing == Standing::FREE);
            free.for_each(|one| one.0 = Standing::plain(Place::Superseded));
        });
    }

    pub(super) fn wait(&mut self, id: LotId, used: &[LotId]) {
        let causes: Vec<_> = used.iter().flat_map(|lot| self.uses_of(*lot)).map(entry_of).collect();
        self.model.lots.entry(id).and_modify(|lot| lot.marks.extend(causes));
    }
}
