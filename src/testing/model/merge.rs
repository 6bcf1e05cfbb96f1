//! Two passbooks become one, bundle by bundle.

use crate::id::{EntryId, LearnerId, LotId};
use crate::ledger::{MergeIn, MergeOut, Place, Standing, Status, Subject};
use crate::testing::model::state::Pack;
use crate::testing::model::study::Awarded;
use crate::testing::model::{Fact, Heard, Model, Quanta, Use, Work};
use std::collections::BTreeSet;

impl Model {
    /// All that is left in a passbook, at once.
    #[must_use]
    pub fn pack(&self) -> Pack {
        let decision = |id: &Subject| if let Subject::Decision(id) = id { Some(*id) } else { None };
        let staying = self.lots.iter().filter(|(_, lot)| !lot.is_wholly(Place::Moved));
        Pack {
            lots: staying.map(|(id, _)| *id).collect(),
            decisions: self.uses.keys().filter_map(decision).collect(),
            studies: self.enrolments.keys().chain(self.studies.keys()).copied().collect(),
            records: self.records.keys().copied().collect(),
            last: true,
        }
    }
}

impl Work {
    pub(super) fn merge_out(&mut self, out: &MergeOut, heard: Heard<'_>) {
        self.by("operator");
        self.power(&["BANK"]);
        self.model.since.into_iter().for_each(|since| self.not_before(since));
        self.unless(out.into != self.model.learner, "passbook/merge-target");
        let held = self.model.uses.iter().any(|(id, one)| matches!(id, Subject::Hold(_)) && !one.ended);
        self.unless(!held, "lot/in-use");
        let pack = heard.pack.cloned().unwrap_or_else(|| self.model.pack());
        for id in &pack.lots {
            let Some(lot) = self.model.lots.get(id).cloned() else { continue };
            self.not_before(lot.latest);
            self.model.gone.lots.insert(*id, lot.clone());
            let quanta = vec![Standing::plain(Place::Moved); lot.quanta.len()];
            self.model.lots.insert(*id, Quanta { quanta, latest: lot.latest.max(self.day), ..lot });
        }
        let model = &mut self.model;
        for id in pack.decisions.iter().map(|id| Subject::Decision(*id)) {
            model.gone.uses.extend(model.uses.remove(&id).map(|one| (id, one)));
        }
        for id in &pack.studies {
            model.gone.enrolments.extend(model.enrolments.remove(id).map(|one| (*id, one)));
            model.gone.studies.extend(model.studies.remove(id).map(|one| (*id, one)));
        }
        for id in &pack.records {
            model.gone.records.extend(model.records.remove(id).map(|one| (*id, one)));
        }
        let into = out.into;
        self.turn(if pack.last { Status::Merged { into } } else { Status::Merging { into } });
    }

    /// What comes is as the passbook it comes from has it; the command only says what of it.
    pub(super) fn merge_in(&mut self, come: &MergeIn, heard: Heard<'_>) {
        self.by("operator");
        self.power(&["BANK"]);
        let (from, to) = (come.from, self.model.learner);
        self.unless(from != to, "passbook/merge-target");
        let is_new = self.model.taken.insert(come.position);
        self.unless(is_new, "passbook/not-cited");
        let Some(there) = heard.from else { return self.unless(false, "NotModelled") };
        let told = Pack::of(&come.bundle);
        let pack = heard.pack.unwrap_or(&told);
        let names = Names { from, to };
        pack.lots.iter().filter_map(|id| there.gone.lots.get_key_value(id)).for_each(|one| self.arrive(one, names));
        for id in pack.decisions.iter().map(|id| Subject::Decision(*id)) {
            let Some(one) = there.gone.uses.get(&id) else { continue };
            self.model.uses.insert(names.subject(id), names.of_use(one));
        }
        for id in pack.studies.iter().filter(|id| there.gone.enrolments.contains_key(id)) {
            let Some(fact) = there.gone.enrolments.get(id).cloned() else { continue };
            let left = fact.left.map(|(by, on)| (names.entry(by), on));
            self.model.enrolments.insert(names.entry(*id), Fact { left, ..fact });
        }
        for id in &pack.studies {
            let Some(one) = there.gone.studies.get(id) else { continue };
            let one = one.renamed(|id| names.entry(id), |lot| names.lot(lot));
            self.model.studies.insert(names.entry(*id), one);
        }
        let records =
            pack.records.iter().filter_map(|id| Some((names.entry(*id), there.gone.records.get(id)?.clone())));
        self.model.records.extend(records);
        self.model.arriving = if pack.last { None } else { Some(from) };
        if pack.last {
            self.last_pair(there, names);
        }
    }

    fn arrive(&mut self, (id, lot): (&LotId, &Quanta), names: Names) {
        self.not_before(lot.latest);
        let lot = Quanta { latest: lot.latest.max(self.day), ..names.of_lot(lot) };
        self.model.lots.insert(id.moved(names.from, names.to), lot);
    }

    fn last_pair(&mut self, there: &Model, names: Names) {
        let Names { from, .. } = names;
        self.model.former.push(from);
        self.model.former.extend(there.former.iter().copied());
        self.model.days.extend(there.days.iter().cloned());
        let roots: Vec<_> = there.roots.iter().map(|(by, lot)| (names.entry(*by), lot.moved(from, names.to))).collect();
        self.model.roots.extend(roots);
        let flagged = there.flagged.iter().map(|(by, id)| (names.entry(*by), names.subject(*id)));
        self.model.flagged.extend(flagged);
        self.disown();
        self.pass(None, [from].into_iter().chain(there.former.iter().copied()).collect());
    }
}

/// Ids name the passbook that things were made in.
#[derive(Clone, Copy)]
struct Names {
    from: LearnerId,
    to: LearnerId,
}

impl Names {
    fn entry(self, id: EntryId) -> EntryId {
        id.moved(self.from, self.to)
    }

    fn lot(self, id: LotId) -> LotId {
        id.moved(self.from, self.to)
    }

    fn subject(self, id: Subject) -> Subject {
        match id {
            Subject::Lot(id) => Subject::Lot(self.lot(id)),
            Subject::Decision(id) => Subject::Decision(id.moved(self.from, self.to)),
            Subject::Hold(id) => Subject::Hold(id.moved(self.from, self.to)),
        }
    }

    fn marks(self, marks: &BTreeSet<EntryId>) -> BTreeSet<EntryId> {
        marks.iter().map(|one| self.entry(*one)).collect()
    }

    fn standing(self, standing: &Standing) -> Standing {
        let mut standing = standing.clone();
        if let Place::Consumed(by) = &mut standing.place {
            *by = by.moved(self.from, self.to);
        }
        standing.scopes.iter_mut().for_each(|one| one.decision = one.decision.moved(self.from, self.to));
        standing.scopes.sort();
        standing
    }

    fn of_lot(self, lot: &Quanta) -> Quanta {
        Quanta {
            revoked: lot.revoked.map(|by| self.entry(by)),
            marks: self.marks(&lot.marks),
            quanta: lot.quanta.iter().map(|one| self.standing(one)).collect(),
            ..lot.clone()
        }
    }

    fn of_use(self, one: &Use) -> Use {
        let counted = |take: &[(LotId, usize)]| take.iter().map(|(lot, count)| (self.lot(*lot), *count)).collect();
        let mut grants = one.grants.clone();
        for grant in &mut grants {
            grant.inputs.iter_mut().for_each(|input| input.lot = self.lot(input.lot));
            grant.lost.iter_mut().for_each(|lot| *lot = self.lot(*lot));
        }
        let award = one.award.clone().map(|award| Awarded {
            study: self.entry(award.study),
            rests_on: award.rests_on.iter().map(|by| self.entry(*by)).collect(),
            ..award
        });
        Use {
            grants,
            award,
            take: counted(&one.take),
            lost: counted(&one.lost),
            read: one.read.iter().map(|lot| self.lot(*lot)).collect(),
            made: one.made.iter().map(|lot| self.lot(*lot)).collect(),
            marks: self.marks(&one.marks),
            own: one.own.map(|by| self.entry(by)),
            ..one.clone()
        }
    }
}
