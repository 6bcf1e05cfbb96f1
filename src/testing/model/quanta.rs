//! Lots as single quanta.

use crate::ledger::{Lot, Place, ScopeUse, Standing};
use crate::registry::OutcomeKind;
use crate::testing::model::{QUANTUM, Quanta};
use crate::time::Date;
use std::collections::BTreeMap;

/// How much stands where, and the marks.
pub(super) fn seen(lot: &Lot) -> String {
    let parts = lot.parts.iter().map(|part| (part.standing.to_string(), part.credits.ten_thousandths()));
    let parts: BTreeMap<_, _> = parts.collect();
    format!("{parts:?} {:?} {:?} {:?}", lot.marks, lot.revoked, lot.grade)
}

impl Quanta {
    pub(super) fn seen(&self) -> String {
        let mut parts: BTreeMap<String, u64> = BTreeMap::new();
        for (standing, _) in &self.quanta {
            *parts.entry(standing.to_string()).or_default() += if self.is_nothing { 0 } else { QUANTUM };
        }
        let marks: Vec<_> = self.marks.iter().copied().collect();
        format!("{parts:?} {marks:?} {:?} {:?}", self.revoked, self.grade)
    }

    pub(super) fn of(lot: &Lot) -> Self {
        let whole = lot.amount.credits.is_zero();
        let quanta = lot.parts.iter().flat_map(|part| {
            let count = if whole { 1 } else { part.credits.ten_thousandths() / QUANTUM };
            (0..count).map(|_| (part.standing.clone(), None))
        });
        Self {
            attempt: attempt(lot.kind, lot.issuer.as_str(), lot.code.as_str()),
            unit: lot.amount.unit.to_string(),
            is_nothing: whole,
            issuer: lot.issuer.clone(),
            earned: lot.earned,
            latest: lot.latest,
            last: lot.valid_through,
            swept: lot.swept.is_some(),
            revoked: lot.revoked,
            grade: lot.grade.clone(),
            tag: lot.tag.map(|tag| tag.to_string()),
            marks: lot.marks.iter().copied().collect(),
            quanta: quanta.collect(),
        }
    }

    pub(super) fn is_past(&self, day: Date) -> bool {
        self.last.is_some_and(|last| last < day)
    }

    /// Somebody relies on some of it.
    pub(super) fn is_used(&self) -> bool {
        self.quanta.iter().any(|(standing, _)| {
            !standing.scopes.is_empty() || matches!(standing.place, Place::Held(_) | Place::Consumed(_))
        })
    }

    /// It still counts as an attempt.
    pub(super) fn stands(&self) -> bool {
        let gone = |place| matches!(place, Place::Revoked | Place::Moved | Place::Expired);
        self.revoked.is_none() && self.quanta.iter().any(|(standing, _)| !gone(standing.place))
    }

    pub(super) fn is_wholly(&self, place: Place) -> bool {
        self.quanta.iter().all(|(standing, _)| standing.place == place)
    }

    /// Where what is freed on a day belongs.
    pub(super) fn home(&self, scopes: &[ScopeUse], day: Date) -> Standing {
        let scopes = scopes.to_vec();
        if self.revoked.is_some() {
            Standing { place: Place::Revoked, scopes }
        } else if scopes.is_empty() && self.is_past(day) {
            Standing::plain(Place::Expired)
        } else {
            Standing { place: Place::Available, scopes }
        }
    }

    pub(super) fn rank(&self) -> Option<(String, u32)> {
        let grade = self.grade.as_ref()?;
        let mark = grade.mark.as_str();
        let letter = ["F", "D", "C", "B", "A"].iter().position(|letter| *letter == mark);
        let rank = letter.and_then(|at| u32::try_from(at).ok()).or_else(|| mark.parse().ok())?;
        Some((grade.scale.to_string(), rank))
    }

    /// The better of two attempts.
    pub(super) fn beats(&self, other: &Self, is_newer: bool) -> bool {
        let ranks = self.rank().zip(other.rank()).filter(|((one, _), (two, _))| one == two);
        let by_grade = ranks.map(|((_, one), (_, two))| one.cmp(&two)).filter(|order| order.is_ne());
        by_grade.unwrap_or(self.earned.cmp(&other.earned)).then(is_newer.cmp(&!is_newer)).is_gt()
    }
}

pub(super) fn attempt(kind: OutcomeKind, issuer: &str, code: &str) -> Option<String> {
    matches!(kind, OutcomeKind::Course | OutcomeKind::Exam).then(|| format!("{kind} {issuer} {code}"))
}
