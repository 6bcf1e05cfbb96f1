//! Passed outcomes come in as lots.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::digest::Digest;
use crate::id::{Code, CourseId, DecisionId, EntryId, IdError, LotId, UnitId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::{Lot, LotPart, Worth};
use crate::ledger::named::{Actor, Latest};
use crate::ledger::outcome::{Attempt, Certified, Learned, Remark};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{AwardRefusal, LotRefusal, Refusal, WhatRefusal, WhenRefusal};
use crate::ledger::standing::Standing;
use crate::ledger::verbs::kit::{attempt, built_on, certifiable, decisions_in, earned, not_before, owned_course};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::planner::Relief;
use crate::registry::{Course, Grade, OutcomeKind, Role, Thing};
use crate::time::Date;

/// An assessed outcome enters the book as a lot (存入).
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accrue {
    /// The day on which it was earned, where that is before it became true in this book: it is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Date>,
    /// Commitments to the evidence in the vault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Digest>,
    /// The grade. A course needs one on its catalogue's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What was learned.
    pub of: Learned,
    /// The presentation or run of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
    /// The tag of the certificate, so that it is seen if it turns up again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Digest>,
    /// The last day on which it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Date>,
}

impl Accrue {
    /// A course of the catalogue, passed. It needs a grade where its catalogue has a scale.
    ///
    /// ```
    /// use creditbank::ledger::Accrue;
    /// use creditbank::{code, course};
    ///
    /// let passed = Accrue::course(course!("SV:MECH101")).graded("82 percent")?;
    /// let in_spring = Accrue { run: Some(code!("2024S")), ..passed };
    /// assert_eq!(in_spring.grade.map(|grade| grade.to_string()).as_deref(), Some("82 percent"));
    /// # Ok::<(), creditbank::id::IdError>(())
    /// ```
    #[must_use]
    pub const fn course(course: CourseId) -> Self {
        Self::of(Learned::Course(course))
    }

    /// An outcome other than a course of the catalogue: a certificate, a prize, a training.
    ///
    /// ```
    /// use creditbank::ledger::{Accrue, Certified};
    /// use creditbank::registry::{OutcomeKind, Tier};
    /// use creditbank::{code, date};
    ///
    /// let pruning = Certified::new(OutcomeKind::Training, code!("ORANGE-PRUNING"), Tier::Secondary).worth("16 hour".parse()?);
    /// let taken = Accrue::certified(pruning).through(date!("2029-12-31"));
    /// assert_eq!(taken.of.code().as_str(), "ORANGE-PRUNING");
    /// # Ok::<(), creditbank::credit::AmountError>(())
    /// ```
    #[must_use]
    pub const fn certified(certified: Certified) -> Self {
        Self::of(Learned::Certified(certified))
    }

    const fn of(of: Learned) -> Self {
        Self { earned: None, evidence: Vec::new(), grade: None, of, run: None, tag: None, valid_through: None }
    }

    /// The same with a grade, written as mark and scale: `82 percent`.
    ///
    /// # Errors
    /// If it is not written so.
    pub fn graded(self, grade: &str) -> Result<Self, IdError> {
        Ok(Self { grade: Some(grade.parse()?), ..self })
    }

    /// The same, valid through a day.
    #[must_use]
    pub fn through(self, day: Date) -> Self {
        Self { valid_through: Some(day), ..self }
    }
}

impl Verb for Accrue {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let worth = worth(case, self)?;
        case.known_level(&self.of)?;
        let earned = earned(case, self.earned)?;
        in_order(earned, self.valid_through)?;
        case.lives_no_longer(self.of.kind(), worth.tier, earned, self.valid_through)?;
        let attempt = attempt(case, &self.of, self.grade.as_ref())?;
        renews(case, self, earned, &attempt.thing)?;
        let remarks = if attempt.thing.kind == OutcomeKind::Course { Vec::new() } else { near(case, &attempt.thing) };
        Ok(Effects { attempt: Some(Arc::new(attempt)), remarks, worth: Some(worth), ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let worth = entry.effects.worth.as_ref().ok_or("it does not say what the outcome is worth")?;
        let attempt = entry.effects.attempt.clone().ok_or("it does not say what it is an attempt at")?;
        let lot = self.lot(LotId::here(entry.n, 0), worth, attempt, entry.by, entry.effective);
        book.lots.insert(lot.id, lot);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Lot(LotId::here(line.n, 0)))
    }
}

/// The lot goes again, if nobody relies on it.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.lots.contains_key(&LotId { entry: line, k: 0 })
    }

    fn relied_on_by(&self, desk: &Desk<'_>, line: EntryId) -> BTreeSet<DecisionId> {
        built_on(desk, decisions_in(desk.uses_of(LotId { entry: line, k: 0 })))
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let id = LotId { entry: line, k: 0 };
        let lot = desk.lot(id)?;
        case.owned_by(&lot.issuer)?;
        not_before(case, lot.latest, Latest::Lot(id))?;
        if let Some(by) = lot.revoked {
            return Err(LotRefusal::Revoked { lot: id, by }.into());
        }
        let uses = desk.uses_of(id);
        if !uses.is_empty() || lot.is_used() {
            return Err(LotRefusal::InUse { uses }.into());
        }
        if let Some(by) = ground_of(case.book, id) {
            return Err(AwardRefusal::StillNeeded { entry: id.entry, by }.into());
        }
        desk.strike(id);
        Ok(())
    }
}

impl Accrue {
    /// The lot that it makes.
    fn lot(&self, id: LotId, worth: &Worth, attempt: Arc<Attempt>, by: &Actor, effective: Date) -> Lot {
        let certified = match &self.of {
            Learned::Certified(certified) => Some(certified),
            Learned::Course(_) => None,
        };
        Lot {
            amount: worth.amount.clone(),
            attempt: Some(attempt),
            by: by.mandate.clone(),
            code: self.of.code(),
            content: worth.content.clone(),
            earned: self.earned.unwrap_or(effective),
            evidence: self.evidence.clone(),
            grade: self.grade.clone(),
            id,
            issuer: by.institution.clone(),
            kind: self.of.kind(),
            latest: effective,
            level: certified.and_then(|certified| certified.level.clone()),
            marks: Vec::new(),
            parts: vec![LotPart { credits: worth.amount.credits, standing: Standing::FREE }],
            regraded: None,
            revoked: None,
            run: self.run.clone(),
            since: effective,
            swept: None,
            tag: self.tag,
            team: certified.and_then(|certified| certified.team),
            tier: worth.tier,
            valid_through: self.valid_through,
            was: Vec::new(),
        }
    }
}

/// An earlier lot of a thing that differs only in that one of the two says no level.
fn near(case: &Case<'_>, thing: &Thing) -> Vec<Remark> {
    let is_near =
        |lot: &&Lot| lot.revoked.is_none() && lot.thing().is_some_and(|other| other.differs_by_an_absent_level(thing));
    let lot = LotId::here(case.book.next, 0);
    let other = case.book.lots.values().find(is_near);
    other.map(|other| Remark::Level { lot, other: other.id }).into_iter().collect()
}

/// What a passed outcome is worth: a course what its catalogue says on the day, another what is certified.
fn worth(case: &mut Case<'_>, accrue: &Accrue) -> Result<Worth, Refusal> {
    match &accrue.of {
        Learned::Course(id) => {
            let course = owned_course(case, id)?;
            case.needs_issue(OutcomeKind::Course, course.tier)?;
            let value = course.value_on(case.day());
            let value = value.ok_or_else(|| WhatRefusal::CourseNotValued { course: id.clone(), day: case.day() })?;
            case.unit(&value.amount.unit)?.admits(value.amount.credits).map_err(WhatRefusal::OffQuantum)?;
            course_grade(case, course, accrue.grade.as_ref())?;
            Ok(Worth { amount: value.amount.clone(), content: course.content.clone(), tier: course.tier })
        }
        Learned::Certified(certified) => {
            certifiable(case, certified)?;
            let item = || Amount { credits: Credits::ONE, unit: UnitId::item() };
            let amount = certified.amount.clone().unwrap_or_else(item);
            case.whole(amount.credits, &amount.unit)?;
            accrue.grade.as_ref().map_or(Ok(()), |grade| passing(case, grade))?;
            Ok(Worth { amount, content: certified.content.clone(), tier: certified.tier })
        }
    }
}

fn course_grade(case: &mut Case<'_>, course: &Course, grade: Option<&Grade>) -> Result<(), Refusal> {
    let grade = grade.ok_or_else(|| WhatRefusal::GradeMissing { scale: course.scale.clone() })?;
    if grade.scale != course.scale {
        return Err(WhatRefusal::WrongScale { given: grade.clone(), expected: course.scale.clone() }.into());
    }
    passing(case, grade)
}

fn passing(case: &mut Case<'_>, grade: &Grade) -> Result<(), Refusal> {
    if case.passes(grade)? { Ok(()) } else { Err(WhatRefusal::BelowPass { grade: grade.clone() }.into()) }
}

fn in_order(earned: Date, valid_through: Option<Date>) -> Result<(), Refusal> {
    match valid_through {
        Some(last) if last < earned => Err(WhenRefusal::DatesReversed { earlier: earned, later: last }.into()),
        _ => Ok(()),
    }
}

/// Lots with one tag are one certificate and its renewals: of one thing, each valid longer than those earned before it.
fn renews(case: &Case<'_>, accrue: &Accrue, earned: Date, thing: &Thing) -> Result<(), Refusal> {
    let Some(tag) = accrue.tag else { return Ok(()) };
    let same = case.book.lots.values().filter(|lot| lot.tag == Some(tag) && lot.revoked.is_none());
    // A merge may have brought another thing with the tag: each of the two is renewed as what it is.
    let (own, others): (Vec<_>, Vec<_>) = same.partition(|lot| lot.thing().is_none_or(|other| other == thing));
    if let Some((lot, other)) =
        others.iter().find_map(|lot| Some((lot.id, lot.thing()?.clone()))).filter(|_| own.is_empty())
    {
        return Err(LotRefusal::TagOfAnother { lot, thing: other }.into());
    }
    for lot in own {
        let (earned, valid) = (earned.cmp(&lot.earned), longer(accrue.valid_through, lot.valid_through));
        match earned {
            Ordering::Equal => return Err(LotRefusal::AlreadyRecorded { lot: lot.id }.into()),
            _ if earned != valid => return Err(LotRefusal::RenewalTooShort { lot: lot.id }.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Which of two is valid longer: without a last day is longest.
fn longer(one: Option<Date>, other: Option<Date>) -> Ordering {
    (one.is_none(), one).cmp(&(other.is_none(), other))
}

/// The line of a relief that lets a lot count.
fn ground_of(book: &Passbook, lot: LotId) -> Option<EntryId> {
    let names = |relief: &Relief| matches!(relief, Relief::Substitute { lot: one, .. } if *one == lot);
    let mut reliefs = book.matriculations.values().flat_map(|one| &one.reliefs);
    reliefs.find(|one| names(&one.relief)).map(|one| one.entry)
}
