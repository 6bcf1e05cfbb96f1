//! The test world's courses, powers and policies, known by heart.

use crate::date;
use crate::id::{Code, CourseId};
use crate::ledger::Learned;
use crate::registry::{Attempts, OutcomeKind, Thing, Tier};
use crate::testing::model::{QUANTUM, Work};
use crate::time::Date;

/// What an outcome is worth, and how attempts at it count.
pub(super) struct Known {
    pub(super) thing: Option<Thing>,
    pub(super) policy: Attempts,
    pub(super) content: Option<Code>,
    pub(super) tier: Tier,
    pub(super) unit: String,
    /// In quanta.
    pub(super) amount: usize,
}

/// A course: who owns it, its unit, what it is worth in quanta, and its policy. All others are the best of.
fn course(code: &str, issuer: &str, day: Date) -> Option<(Option<&'static str>, &'static str, usize, &'static str)> {
    let april = date!("2026-04-01");
    Some(match (code, issuer) {
        ("A", _) => (Some("SV"), "sv", if day < april { 8 } else { 10 }, "best"),
        ("B", _) => (Some("SV"), "sv", 8, "best"),
        ("C", _) => (Some("HV"), "hv", 5, "best"),
        ("ANY", _) => (None, "sv", 3, "best"),
        ("NONE", _) => (Some("SV"), "sv", 0, "best"),
        ("L", _) => (Some("SV"), "sv", 4, "last"),
        ("EC", _) => (Some("SV"), "sv", 4, "each 6 sv"),
        ("ER", _) => (Some("SV"), "sv", 3, "each 2 item run"),
        ("P", _) => (Some("SV"), "sv", 4, policy_of_p(day)),
        ("M", "HV") => (Some("HV"), "hv", 4, "best"),
        ("M", _) => (Some("SV"), "sv", 4, "best"),
        _ => return None,
    })
}

/// A course whose policy changes from one catalogue to the next.
fn policy_of_p(day: Date) -> &'static str {
    if day < date!("2026-02-15") {
        "best"
    } else if day < date!("2026-04-01") {
        "each 6 sv"
    } else {
        "last"
    }
}

/// The policy of certified outcomes: the college's examinations count as last taken, its trainings up to three credits.
fn certified(issuer: &str, kind: OutcomeKind) -> Attempts {
    let said = match (issuer, kind) {
        ("HV", OutcomeKind::Exam) => "last",
        ("HV", OutcomeKind::Training) => "each 3 hv",
        _ => return Attempts::usual(kind),
    };
    said.parse().unwrap_or_else(|_| Attempts::usual(kind))
}

impl Work {
    /// A course, as it is on a day, for an institution that teaches it or converts into it.
    pub(super) fn course(&self, name: &str, issuer: &str) -> Option<Known> {
        let bare = name.split('@').next().unwrap_or_default();
        let (owner, unit, amount, policy) = course(bare, issuer, self.day)?;
        let owner = owner.unwrap_or(issuer).parse().ok()?;
        let code: CourseId = bare.parse().ok()?;
        let content = if bare == "A" { "drawing".parse().ok() } else { None };
        let tier = if unit == "sv" { Tier::Secondary } else { Tier::Higher };
        let (thing, policy) = (Some(Thing::course(&code, owner)), policy.parse().unwrap_or(Attempts::BEST));
        Some(Known { thing, policy, content, tier, unit: unit.into(), amount })
    }

    /// An outcome, as the actor's institution would issue it.
    pub(super) fn known(&self, of: &Learned) -> Option<Known> {
        let certified = match of {
            Learned::Course(id) => return self.course(&id.to_string(), &self.institution),
            Learned::Certified(certified) => certified,
        };
        let (code, owner) = (certified.code.clone(), self.institution.parse().ok()?);
        let thing = Some(Thing { code, owner, kind: certified.kind, level: certified.level.clone() });
        let (unit, steps) = certified.amount.as_ref().map_or_else(
            || ("item".to_owned(), 10_000),
            |amount| (amount.unit.to_string(), amount.credits.ten_thousandths()),
        );
        Some(Known {
            thing,
            policy: self::certified(&self.institution, certified.kind),
            content: certified.content.clone(),
            tier: certified.tier,
            unit,
            amount: usize::try_from(steps / QUANTUM).unwrap_or(0),
        })
    }

    /// Institutions that may review on the day.
    pub(super) fn may_review(&mut self) {
        let college = if self.day < date!("2026-07-01") { "HV" } else { "SV" };
        self.power(&["BANK", "SV", college]);
    }
}
