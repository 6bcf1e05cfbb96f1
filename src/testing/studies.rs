//! Random histories of study, beside all else that happens: programmes are entered and left, gates are tried, reliefs
//! are decided, awards are made from plans, suspended, settled on other plans and withdrawn.

use proptest::prelude::*;

use crate::id::{DecisionId, EntryId};
use crate::ledger::{
    Act, Command, Decision, Leave, Matriculation, Passbook, RevokeAward, Settle, Settlement, Subject, apply,
};
use crate::testing::shelf::Shelf;
use crate::testing::strategies::{Aim, Aimed, Step, Verb, numbered, on, pick, resolve, said, staff, start};
use crate::testing::world::read;

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        1 => Just(Verb::Skip),
        20 => Just(Verb::Accrue),
        8 => Just(Verb::Certify),
        22 => Just(Verb::Matriculate),
        18 => Just(Verb::Assess),
        8 => Just(Verb::Relieve),
        36 => Just(Verb::Redeem),
        6 => Just(Verb::RevokeAward),
        14 => Just(Verb::Settle),
        8 => Just(Verb::Revoke),
        6 => Just(Verb::Regrade),
        8 => Just(Verb::Revalue),
        12 => Just(Verb::Reverse),
        4 => Just(Verb::Leave),
        3 => Just(Verb::Hold),
        2 => Just(Verb::Release),
        4 => Just(Verb::Bind),
        2 => Just(Verb::Unbind),
        3 => Just(Verb::Expire),
        4 => Just(Verb::Apply),
        6 => Just(Verb::Approve),
        1 => Just(Verb::Close),
        2 => Just(Verb::Reopen),
        3 => Just(Verb::MergeOut),
        12 => Just(Verb::MergeIn),
    ]
}

/// A history of up to so many steps.
pub fn studies(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(numbered(verb()), most / 2..=most)
}

/// Plays a history in which each step is recorded on its own day.
///
/// # Errors
/// What should never happen, as text: an accepted command that does not apply.
pub fn study(steps: &[Step]) -> Result<Shelf, String> {
    let mut shelf = start()?;
    for (turn, step) in steps.iter().enumerate() {
        shelf.today = on(turn);
        if let Some(command) = resolve(&shelf, turn, step)? {
            drop(shelf.submit(command)?);
        }
    }
    Ok(shelf)
}

/// The ways into a programme of the test world: a stage, and who may award it.
const WAYS: [(&str, &str); 5] = [
    ("S at S-T/1", "sv-registrar"),
    ("S at S-T/1", "sv-registrar"),
    ("S at S-U/1", "sv-registrar"),
    ("S", "sv-registrar"),
    ("U", "hv-registrar"),
];

impl Aim<'_> {
    /// Where there is nothing to try the verb on: something to study, or an award of it.
    pub(super) fn study_instead(&self) -> Aimed {
        if self.book.matriculations.is_empty() { self.matriculate() } else { self.redeem() }
    }

    fn studied(&self) -> Vec<&Matriculation> {
        let all = self.book.matriculations.values();
        all.filter(|one| one.is_open() || self.step.wrong < 16).collect()
    }

    /// A way in, mostly on from what is studied, where that leads on.
    pub(super) fn matriculate(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let studied = self.studied();
        let from = pick(&studied, which).filter(|_| !way.is_multiple_of(4));
        let on = from.and_then(|from| self.leads(from));
        let fresh: Vec<_> = WAYS.iter().filter(|(into, _)| way.is_multiple_of(16) || !self.is_studied(into)).collect();
        let (into, by) = match (on, pick(&fresh, other)) {
            (Some(on), _) => on,
            (None, Some(fresh)) => **fresh,
            (None, None) => return Ok(None),
        };
        let from = from.filter(|_| on.is_some()).map(|from| format!(" from {}", from.id)).unwrap_or_default();
        said(by, &format!("matriculate {into}{from}"))
    }

    fn is_studied(&self, into: &str) -> bool {
        let mut open = self.book.matriculations.values().filter(|one| one.is_open());
        open.any(|one| into.split(' ').next() == Some(one.programme.as_str()))
    }

    /// Where a stage leads: on through its gate, past it, or to another pathway.
    fn leads(&self, from: &Matriculation) -> Option<(&'static str, &'static str)> {
        let passed = from.assessments.iter().any(|one| one.passed);
        match from.pathway.as_ref().filter(|_| from.stage == Some(1))?.as_str() {
            "S-T" if passed => Some(("T at S-T/2", "hv-registrar")),
            "S-T" if !from.assessments.is_empty() => Some(("U at S-U/2", "hv-registrar")),
            "S-T" if self.step.other.is_multiple_of(4) => Some(("T at S-T/2", "hv-registrar")),
            "S-T" => Some(("S at S-U/1", "sv-registrar")),
            _ => Some(("U at S-U/2", "hv-registrar")),
        }
    }

    pub(super) fn assess(&self) -> Aimed {
        let is_before = |one: &&Matriculation| {
            let to_t = one.pathway.as_ref().is_some_and(|pathway| pathway.as_str() == "S-T") && one.stage == Some(1);
            to_t && (self.step.wrong < 16 || !one.assessments.iter().any(|one| one.passed))
        };
        let before_gate: Vec<_> = self.studied().into_iter().filter(is_before).collect();
        let Some(of) = pick(&before_gate, self.step.which) else { return Ok(None) };
        let marks = pick(&["60", "45", "90", "55"], self.step.way).copied().unwrap_or("60");
        said("sv-registrar", &format!("assess transfer {} chinese={marks},mathematics=70", of.id))
    }

    /// An exemption, a substitution or a waiver; every other one for a few days only.
    pub(super) fn relieve(&self) -> Aimed {
        let studied = self.studied();
        let Some(of) = pick(&studied, self.step.which) else { return Ok(None) };
        let by = staff(of.institution.as_str(), "reviewer");
        let parts: &[&str] = match of.programme.as_str() {
            "S" => &["core", "rest"],
            "T" => &["before", "college", "more"],
            _ => &["anything"],
        };
        let part = pick(parts, self.step.other).copied().unwrap_or("core");
        let until = if self.step.way.is_multiple_of(2) { format!(" until {}", self.later(12)) } else { String::new() };
        let lot = self.a_lot(self.step.other);
        match (self.step.way % 5, lot) {
            (0, Some(lot)) => said(by, &format!("substitute {} {part} of {}{until}", lot.id, of.id)),
            (1 | 2, _) => said(by, &format!("exempt {part} of {} 2 0{until}", of.id)),
            (3, _) => said(by, &format!("exempt {part} of {} 0.5 1{until}", of.id)),
            _ => said(by, &format!("waive part:{part} of {}{until}", of.id)),
        }
    }

    /// The best plan of the day, reached or not.
    pub(super) fn redeem(&self) -> Aimed {
        let all: Vec<_> = self.book.matriculations.values().filter(|one| one.succeeded.is_none()).collect();
        let fresh: Vec<_> = all.iter().copied().filter(|one| !self.is_awarded(one)).collect();
        let from = if self.step.wrong < 16 { &all } else { &fresh };
        let Some(of) = pick(from, self.step.which) else { return Ok(None) };
        let by = staff(of.institution.as_str(), "awarder");
        let Ok(redeem) = self.shelf.redeem(self.book, of.id, self.day) else { return Ok(None) };
        let reached = redeem.plan.content().is_some_and(crate::planner::Plan::is_reached);
        if reached || self.step.way.is_multiple_of(8) { Ok(Some((by, redeem.into()))) } else { self.learn(of) }
    }

    /// Something that the programme still needs.
    fn learn(&self, of: &Matriculation) -> Aimed {
        match (of.programme.as_str(), self.step.other % 3) {
            ("T", 0) => said("hv-registrar", "accrue C B letters"),
            ("T", _) => said("hv-registrar", "certify certificate F 3 sv -"),
            (_, 0) => said("sv-registrar", "accrue B 80 percent"),
            _ => said("sv-registrar", "accrue A 75 percent"),
        }
    }

    fn is_awarded(&self, of: &Matriculation) -> bool {
        let mut awards = self.book.live_decisions().filter_map(|one| one.award.as_ref());
        awards.any(|award| award.programme == of.programme)
    }

    pub(super) fn revoke_award(&self) -> Aimed {
        let all: Vec<_> = self.book.live_decisions().filter(|one| one.award.is_some()).collect();
        let Some(award) = pick(&all, self.step.which) else { return Ok(None) };
        let by = staff(award.institution.as_str(), "awarder");
        Ok(Some((by, RevokeAward(award.id, read("r")?).into())))
    }

    /// A matriculation or an enrolment.
    pub(super) fn leave(&self) -> Aimed {
        let enrolled = self.book.enrolments.values().map(|one| (one.id, &one.institution));
        let studied = self.book.matriculations.values().map(|one| (one.id, &one.institution));
        let all: Vec<_> = enrolled.chain(studied).collect();
        let Some((enrolment, at)) = pick(&all, self.step.which) else { return Ok(None) };
        let by = staff(at.as_str(), "registrar");
        Ok(Some((by, Leave(*enrolment, read("r")?).into())))
    }

    /// The best plan that there would be if the award had been revoked.
    pub(super) fn plan_again(&self, award: &Decision) -> Option<Settlement> {
        let of = award.award.as_ref()?.matriculation;
        let freed = freed(self.shelf, self.book, award.id, self.day).ok()?;
        let redeem = self.shelf.redeem_again(&freed, of, self.day).ok()?;
        Some(Settlement::Redeem { certificate: redeem.certificate, plan: redeem.plan })
    }

    /// What of a study can be reversed, and by whom.
    pub(super) fn studied_lines(&self) -> Vec<(EntryId, &'static str)> {
        let of = |one: &Matriculation| {
            let at = one.institution.as_str();
            let (registrar, reviewer) = (staff(at, "registrar"), staff(at, "reviewer"));
            let mut lines = vec![(one.id, registrar)];
            lines.extend(one.assessments.iter().map(|one| (one.entry, registrar)));
            lines.extend(one.reliefs.iter().map(|one| (one.entry, reviewer)));
            lines.extend(one.left.iter().map(|left| (left.entry, registrar)));
            lines
        };
        self.book.matriculations.values().flat_map(of).collect()
    }
}

/// The passbook as if an award had been revoked on a day.
///
/// # Errors
/// Why it cannot be.
pub fn freed(shelf: &Shelf, book: &Passbook, award: DecisionId, day: crate::time::Date) -> Result<Passbook, String> {
    let made = book.decisions.get(&award).ok_or("there is no such award")?;
    let act: Act = RevokeAward(award, read("r")?).into();
    let by = staff(made.institution.as_str(), "awarder");
    let command = Command { learner: book.learner, by: read(by)?, effective: day, act };
    let published = &shelf.world.published;
    let entry = crate::ledger::decide_learner(book, published, &read("freed")?, &command, shelf.recorded())
        .map_err(|refusal| refusal.to_string())?;
    let mut freed = book.clone();
    apply(&mut freed, &entry).map_err(|corrupt| corrupt.to_string())?;
    Ok(freed)
}

/// Whether a settlement is of an award.
pub(super) fn settles_award<'a>(book: &'a Passbook, settle: &Settle) -> Option<&'a Decision> {
    let decision = match settle.subject {
        Subject::Decision(id) => book.decisions.get(&id),
        _ => book.live_decisions().find(|one| one.id.entry == settle.cause),
    };
    decision.filter(|one| one.award.is_some())
}
