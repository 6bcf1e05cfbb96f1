//! Nobody acts on their own passbook: what they did in one that turns out to be theirs is suspended.

use crate::id::{EntryId, LearnerId, LotId};
use crate::ledger::{Settlement, Subject};
use crate::testing::model::study::Study;
use crate::testing::model::{Quanta, Use, Work};
use crate::testing::world::learner;
use std::collections::BTreeSet;

/// The passbook of whoever holds a mandate. Four of the world have one.
fn owner(mandate: &str) -> Option<LearnerId> {
    match mandate {
        "sv-registrar-2" => Some(learner(1)),
        "sv-reviewer-4" | "sv-awarder-2" => Some(learner(2)),
        "hv-registrar-2" => Some(learner(3)),
        _ => None,
    }
}

fn is_of(mandate: &str, ids: &BTreeSet<LearnerId>) -> bool {
    owner(mandate).is_some_and(|own| ids.contains(&own))
}

impl Use {
    /// Somebody settled it. What the learner made is theirs who keeps it.
    pub(super) fn settled_by(&mut self, mandate: &str, cause: EntryId) {
        if self.own == Some(cause) {
            self.own = None;
            self.by.clear();
        }
        self.by.insert(mandate.into());
    }
}

impl Study {
    /// Lines of gates and reliefs that are of some people and count.
    fn lines_of(&self, ids: &BTreeSet<LearnerId>) -> Vec<EntryId> {
        let counts = |line: &EntryId| !self.out.contains_key(line);
        let signed = self.signed.iter().filter(|(line, by)| counts(line) && is_of(by, ids));
        signed.map(|(line, _)| *line).collect()
    }
}

impl Work {
    /// Whoever answers for a hold answers for its application.
    pub(super) fn answers_for_application(&mut self, of: Subject) {
        let (Subject::Hold(id), Some(hold)) = (of, self.model.uses.get(&of)) else { return };
        let signed = hold.by.clone();
        self.model.applications.entry(id).and_modify(|filed| filed.signed = signed);
    }

    pub(super) fn ids(&self) -> BTreeSet<LearnerId> {
        self.model.former.iter().copied().chain([self.model.learner]).collect()
    }

    /// Whoever acts is not the learner, under any id.
    pub(super) fn not_own(&mut self) {
        let ids = self.ids();
        self.unless(!is_of(&self.mandate.clone(), &ids), "who/own-passbook");
    }

    /// Suspends what the learner did, for this line, and what is built on it.
    pub(super) fn disown(&mut self) {
        let ids = self.ids();
        let accrued = |lot: &Quanta| !lot.is_made && lot.marks.is_empty() && is_of(&lot.by, &ids);
        let lots: Vec<_> = self.model.lots.iter().filter(|(_, lot)| accrued(lot)).map(|(id, _)| *id).collect();
        // A hold without an application gives nobody anything.
        let is_filed = |id: &Subject| match id {
            Subject::Hold(id) => self.model.applications.contains_key(id),
            _ => true,
        };
        let signed = |one: &Use| !one.ended && one.own.is_none() && one.by.iter().any(|by| is_of(by, &ids));
        let uses: Vec<_> =
            self.model.uses.iter().filter(|(id, one)| is_filed(id) && signed(one)).map(|(id, _)| *id).collect();
        let lines: BTreeSet<_> = self.model.studies.values().flat_map(|one| one.lines_of(&ids)).collect();
        for id in lots {
            self.model.lots.entry(id).and_modify(|lot| lot.marks.extend([self.me]));
            self.model.relying_on(id).into_iter().for_each(|by| self.suspend(by));
        }
        for id in &uses {
            self.model.uses.entry(*id).and_modify(|one| one.own = Some(self.me));
            self.flag(*id);
        }
        let rests =
            |one: &Use| one.award.as_ref().is_some_and(|award| award.rests_on.iter().any(|by| lines.contains(by)));
        let awards: Vec<_> = self.model.live().into_iter().filter(|(_, one)| rests(one)).map(|(id, _)| id).collect();
        awards.into_iter().for_each(|id| self.flag(id));
        let me = self.me;
        for one in self.model.studies.values_mut() {
            let own: Vec<_> = one.signed.keys().filter(|line| lines.contains(line)).copied().collect();
            one.out.extend(own.into_iter().map(|line| (line, me)));
        }
    }

    /// A lot that the learner accrued is kept by the institution that issued it.
    pub(super) fn settle_lot(&mut self, id: LotId, cause: EntryId, how: &Settlement) {
        let Some(lot) = self.model.lots.get(&id).filter(|lot| !lot.is_made && lot.marks.contains(&cause)).cloned()
        else {
            return self.reasons.extend(["lot/not-suspended", "who/wrong-role"]);
        };
        self.by("registrar");
        self.owner(&lot.issuer);
        self.not_before(lot.latest);
        self.unless(matches!(how, Settlement::Keep { .. }), "lot/not-reversible");
        let mandate = self.mandate.clone();
        self.model.lots.entry(id).and_modify(|lot| {
            lot.marks.remove(&cause);
            lot.by = mandate;
        });
        self.lift_with_built(Subject::Lot(id), cause);
        self.pass(None, Vec::new());
    }
}
