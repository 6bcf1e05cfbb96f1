//! Random histories, the corrections in them: what is revoked, regraded, revalued and reversed, and how what is suspended is
//! settled.

use crate::credit::Credits;
use crate::id::{DecisionId, EntryId, LotId};
use crate::ledger::{Decision, Lot, Settle, Settlement, Standing, Subject, Take};
use crate::testing::staff::staff;
use crate::testing::strategies::{Aim, Aimed, pick, said};
use crate::testing::world::read;

impl Aim<'_> {
    pub(super) fn revoke(&self) -> Aimed {
        let all = self.lots();
        let read = |lot: &Lot| {
            let mut all = self.book.live_decisions().filter_map(|one| one.conversion.as_ref());
            all.any(|conversion| conversion.read.contains(&lot.id))
        };
        let used: Vec<_> = all.iter().copied().filter(|lot| lot.is_used() || read(lot)).collect();
        let from = if used.is_empty() || self.step.way < 128 { &all } else { &used };
        let Some(lot) = pick(from, self.step.which) else { return Ok(None) };
        said(staff(lot.issuer.as_str(), "registrar"), &format!("revoke {}", lot.id))
    }

    pub(super) fn regrade(&self) -> Aimed {
        let all = self.lots();
        let Some(lot) = pick(&all, self.step.which) else { return Ok(None) };
        let percent = 60_u16.saturating_add(u16::from(self.step.other % 8) * 5);
        said(staff(lot.issuer.as_str(), "registrar"), &format!("regrade {} {percent} percent", lot.id))
    }

    /// A lot is corrected to more, or to less: mostly of one that is in use, and now and then to what cannot be.
    pub(super) fn revalue(&self) -> Aimed {
        let all = self.lots();
        let used: Vec<_> = all.iter().copied().filter(|lot| lot.is_used() && lot.id.k == 0).collect();
        let from = if used.is_empty() || self.step.way < 64 { &all } else { &used };
        let Some(lot) = pick(from, self.step.which) else { return Ok(None) };
        let steps = match self.step.wrong {
            0..=15 => 2_500,
            16..=23 => 0,
            _ => 5_000 * (1 + u64::from(self.step.other % 12)),
        };
        let credits = Credits::from_ten_thousandths(steps).unwrap_or(Credits::ZERO);
        let unit = if self.step.wrong == 24 { "item" } else { lot.amount.unit.as_str() };
        said(staff(lot.issuer.as_str(), "registrar"), &format!("revalue {} {credits} {unit}", lot.id))
    }

    /// Mostly the one kind of line that can be reversed, with the decisions that rely on it.
    pub(super) fn reverse(&self) -> Aimed {
        let studied = self.studied_lines();
        if let Some((entry, by)) = pick(&studied, self.step.which).filter(|_| self.step.way % 4 == 3) {
            return said(by, &format!("reverse {entry}"));
        }
        let entries: Vec<EntryId> = if self.step.way < 96 {
            self.book.lots.keys().map(|lot| lot.entry).collect()
        } else if self.step.way < 160 {
            self.book.lots.values().filter_map(|lot| lot.revoked).collect()
        } else if self.step.way < 192 {
            self.book.live_decisions().map(|decision| decision.id.entry).collect()
        } else if self.step.way < 224 {
            self.book.regrades.keys().chain(self.book.revalues.keys()).map(|n| EntryId::here(*n)).collect()
        } else {
            (0..self.book.next).map(EntryId::here).collect()
        };
        let Some(entry) = pick(&entries, self.step.which) else { return Ok(None) };
        let lot = LotId { entry: *entry, k: 0 };
        let uses = |decision: &&Decision| decision.relies_on(lot);
        let cascade = self.cascade(self.book.live_decisions().filter(uses));
        let owner = match (self.book.lots.get(&lot), self.book.decisions.get(&DecisionId { entry: *entry, k: 0 })) {
            (Some(lot), _) => staff(lot.issuer.as_str(), "registrar"),
            (None, Some(decision)) => staff(decision.institution.as_str(), maker(decision)),
            (None, None) if self.step.other.is_multiple_of(4) => "hv-registrar",
            (None, None) => "sv-registrar",
        };
        said(owner, &format!("reverse {entry}{cascade}"))
    }

    /// Decisions that are undone together, each by whoever made it; now and then by others.
    pub(super) fn cascade<'a>(&self, decisions: impl Iterator<Item = &'a Decision>) -> String {
        let by = |one: &Decision| match self.step.wrong {
            0..16 => "sv-registrar",
            16..32 => "hv-awarder",
            _ => staff(one.institution.as_str(), maker(one)),
        };
        let all: Vec<_> = decisions.map(|one| format!("{}/{}", one.id, by(one))).collect();
        if all.is_empty() || self.step.other < 64 { String::new() } else { format!(" cascade {}", all.join(",")) }
    }

    /// Everything that is suspended, with every cause.
    fn suspended(&self) -> Vec<(Subject, EntryId)> {
        let lots = self.book.lots.values().map(|lot| (Subject::Lot(lot.id), &lot.marks));
        let decisions = self.book.decisions.values().map(|one| (Subject::Decision(one.id), &one.marks));
        let holds = self.book.holds.values().map(|one| (Subject::Hold(one.id), &one.marks));
        let all = lots.chain(decisions).chain(holds);
        all.flat_map(|(subject, marks)| marks.iter().map(move |cause| (subject, *cause))).collect()
    }

    pub(super) fn settle(&self) -> Aimed {
        let kept = if self.step.wrong.is_multiple_of(3) { self.keep_hold() } else { None };
        if kept.is_some() {
            return Ok(kept);
        }
        let suspended = self.suspended();
        let Some((subject, cause)) = pick(&suspended, self.step.which).copied() else { return Ok(None) };
        let used = match subject {
            Subject::Lot(id) if id.k > 0 => self.uses_made_by(cause),
            used => Some(used),
        };
        let by = match used {
            Some(Subject::Hold(id)) => self.book.holds.get(&id).map(|one| staff(one.institution.as_str(), "reviewer")),
            Some(Subject::Decision(id)) => {
                self.book.decisions.get(&id).map(|one| staff(one.institution.as_str(), maker(one)))
            }
            Some(Subject::Lot(id)) => self.book.lots.get(&id).map(|lot| staff(lot.issuer.as_str(), "registrar")),
            None => None,
        };
        let reason = read("r")?;
        let how = match (self.step.way % 3, used) {
            (0, _) | (1, Some(Subject::Lot(_))) => Settlement::Keep { reason },
            (1, Some(Subject::Decision(id))) => self.plan_or_plan_again(id),
            _ => Settlement::Undo,
        };
        Ok(Some((by.unwrap_or("sv-awarder"), Settle { cause, how, subject }.into())))
    }

    fn uses_made_by(&self, cause: EntryId) -> Option<Subject> {
        let decision =
            self.book.live_decisions().find(|one| one.id.entry == cause).map(|one| Subject::Decision(one.id));
        decision.or_else(|| self.book.open_holds().find(|one| one.id.entry == cause).map(|one| Subject::Hold(one.id)))
    }

    fn plan_or_plan_again(&self, id: DecisionId) -> Settlement {
        let award = self.book.decisions.get(&id).filter(|one| one.award.is_some());
        award.and_then(|award| self.plan_again(award)).unwrap_or_else(|| self.plan(id))
    }

    /// Each lot that was revoked, or the first, is replaced by another of the same unit with as much free.
    fn plan(&self, id: DecisionId) -> Settlement {
        let take = self.book.decisions.get(&id).map(|one| one.take.clone()).unwrap_or_default();
        let revoked = |take: &Take| self.book.lots.get(&take.lot).is_some_and(|lot| lot.revoked.is_some());
        let any = take.iter().any(revoked);
        let gone: Vec<_> = take.into_iter().filter(|take| !any || revoked(take)).collect();
        let mut instead: Vec<Take> = Vec::new();
        for take in &gone {
            let unit = self.book.lots.get(&take.lot).map(|lot| &lot.amount.unit);
            let fits = |lot: &&&Lot| {
                let another = gone.iter().chain(&instead).all(|one| one.lot != lot.id);
                another && Some(&lot.amount.unit) == unit && lot.standing(&Standing::FREE) >= take.credits
            };
            let lots = self.lots();
            let fitting: Vec<_> = lots.iter().filter(fits).copied().collect();
            let retake = self.retake_of(take.lot, take).filter(|_| self.step.other.is_multiple_of(2));
            if let Some(lot) = retake.or_else(|| pick(&fitting, self.step.other).copied()) {
                instead.push(Take { credits: take.credits, lot: lot.id });
            }
        }
        Settlement::Replan { take: instead, without: gone.into_iter().map(|take| take.lot).collect() }
    }
}

/// The role of those who make such decisions.
pub(super) fn maker(decision: &Decision) -> &'static str {
    if decision.conversion.is_some() { "reviewer" } else { "awarder" }
}
