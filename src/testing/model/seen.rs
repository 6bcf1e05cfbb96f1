//! The model beside the real passbook: the one place that looks at both.

use crate::id::{EntryId, LotId};
use crate::ledger::{Lot, Passbook, Status, Subject};
use crate::testing::model::{Model, QUANTUM, Quanta, Share};
use crate::time::Date;
use std::collections::BTreeMap;

/// How much stands where, and the marks.
fn seen(lot: &Lot) -> String {
    let parts = lot.parts.iter().map(|part| (part.standing.to_string(), part.credits.ten_thousandths()));
    let parts: BTreeMap<_, _> = parts.collect();
    let worth = lot.amount.credits.ten_thousandths();
    format!("{worth} {parts:?} {:?} {:?} {:?} {}", lot.marks, lot.revoked, lot.grade, lot.by)
}

impl Quanta {
    fn seen(&self) -> String {
        let mut parts: BTreeMap<String, u64> = BTreeMap::new();
        for standing in &self.quanta {
            *parts.entry(standing.to_string()).or_default() += if self.is_nothing { 0 } else { QUANTUM };
        }
        let marks: Vec<_> = self.marks.iter().copied().collect();
        let worth = u64::try_from(self.amount).unwrap_or(0) * QUANTUM;
        format!("{worth} {parts:?} {marks:?} {:?} {:?} {}", self.revoked, self.grade, self.by)
    }
}

fn says(what: &str, model: String, real: String) -> Option<String> {
    (model != real).then(|| format!("{what}: the model says {model}, the ledger {real}"))
}

/// What is in one list and not, or not as often, in the other.
fn only(one: &[String], other: &[String]) -> Vec<String> {
    let mut left = other.to_vec();
    let is_new = |line: &&String| match left.iter().position(|other| other == *line) {
        Some(at) => {
            left.remove(at);
            false
        }
        None => true,
    };
    one.iter().filter(is_new).cloned().collect()
}

impl Model {
    /// What differs between the model and the real passbook, if anything does.
    #[must_use]
    pub fn differs(&self, book: &Passbook) -> Option<String> {
        let model_lots: Vec<_> = self.lots.iter().map(|(id, lot)| format!("{id}: {}", lot.seen())).collect();
        let real_lots: Vec<_> = book.lots.values().map(|lot| format!("{}: {}", lot.id, seen(lot))).collect();
        let mut real_uses: Vec<_> =
            book.open_holds().map(|one| (Subject::Hold(one.id), one.marks.clone(), one.own)).collect();
        let decisions = book.live_decisions();
        real_uses.extend(decisions.map(|one| (Subject::Decision(one.id), one.marks.clone(), one.own)));
        real_uses.sort();
        let live = self.uses.iter().filter(|(_, one)| !one.ended);
        let uses: Vec<_> =
            live.map(|(id, one)| (*id, one.marks.iter().copied().collect::<Vec<_>>(), one.own)).collect();
        let others = |enrolments: Vec<&EntryId>, records: Vec<&EntryId>| format!("{enrolments:?} {records:?}");
        says("lots", model_lots.join("; "), real_lots.join("; "))
            .or_else(|| says("uses", format!("{uses:?}"), format!("{real_uses:?}")))
            .or_else(|| self.files_otherwise(book))
            .or_else(|| says("status", format!("{:?}", self.status), format!("{:?}", book.status)))
            .or_else(|| {
                let model = others(self.enrolments.keys().collect(), self.records.keys().collect());
                says("facts", model, others(book.enrolments.keys().collect(), book.records.keys().collect()))
            })
            .or_else(|| self.studies_otherwise(book))
    }

    fn studies_otherwise(&self, book: &Passbook) -> Option<String> {
        let model = self.studies.iter().map(|(id, one)| {
            let out = |line: &EntryId| one.out.get(line).copied();
            let tried: Vec<_> = one.tried.iter().map(|(by, _, passed)| (*by, *passed, out(by))).collect();
            let reliefs: Vec<_> = one.reliefs.iter().map(|one| (one.entry, out(&one.entry))).collect();
            format!("{id} {} {:?} {tried:?} {reliefs:?} {}", one.programme, one.from, one.is_open())
        });
        let real = book.matriculations.values().map(|one| {
            let tried: Vec<_> = one.assessments.iter().map(|one| (one.entry, one.passed, one.suspended)).collect();
            let reliefs: Vec<_> = one.reliefs.iter().map(|one| (one.entry, one.suspended)).collect();
            format!("{} {} {:?} {tried:?} {reliefs:?} {}", one.id, one.programme, one.from, one.is_open())
        });
        says("studies", model.collect::<Vec<_>>().join("; "), real.collect::<Vec<_>>().join("; "))
    }

    fn files_otherwise(&self, book: &Passbook) -> Option<String> {
        let model = self.applications.iter().map(|(id, one)| {
            format!("{id}: {:?} {:?} {:?} {:?}", one.grants, one.read, one.review.len(), one.has_ended)
        });
        let real = book.applications.values().map(|one| {
            let appraisal = &one.appraisal;
            let review = appraisal.review.len();
            format!("{}: {:?} {:?} {review:?} {:?}", one.id, appraisal.grants, appraisal.read, one.ended.is_some())
        });
        says("applications", model.collect::<Vec<_>>().join("; "), real.collect::<Vec<_>>().join("; "))
    }

    /// What differs in the view by part on a day. Attempts that are equal in all that counts are interchangeable, so the
    /// views are compared by what the lots are, not by their ids. Between the pairs of a merge nothing is said, on neither side.
    #[must_use]
    pub fn sees_otherwise(&self, real: &[(LotId, Vec<(Share, u64)>)], day: Date) -> Option<String> {
        let is_leaving = matches!(self.status, Status::Merging { .. } | Status::Merged { .. });
        if is_leaving || self.arriving.is_some() {
            return None;
        }
        let told = |id: &LotId, shares: String| {
            let what = self
                .lots
                .get(id)
                .map(|lot| (&lot.thing, &lot.grade, &lot.run, lot.earned, lot.last, &lot.issuer, lot.worth()));
            format!("{what:?} {shares}")
        };
        let own = |(id, shares): (LotId, BTreeMap<Share, usize>)| {
            let is_nothing = self.lots.get(&id).is_some_and(|lot| lot.is_nothing);
            let size = |count: usize| if is_nothing { 0 } else { u64::try_from(count).unwrap_or(0) * QUANTUM };
            let shares: BTreeMap<_, _> = shares.into_iter().map(|(share, count)| (share, size(count))).collect();
            told(&id, format!("{shares:?}"))
        };
        let mut model: Vec<_> = self.shares(day).into_iter().map(own).collect();
        let real = real.iter().map(|(id, shares)| {
            let shares: BTreeMap<_, _> = shares.iter().copied().collect();
            told(id, format!("{shares:?}"))
        });
        let mut real: Vec<_> = real.collect();
        model.sort();
        real.sort();
        says("shares", only(&model, &real).join("; "), only(&real, &model).join("; "))
    }
}
