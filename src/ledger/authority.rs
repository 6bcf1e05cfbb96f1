//! A case before the book: one command, the passbook it is asked of, and who may ask.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::credit::{Credits, Unit};
use crate::id::{Code, CourseId, DocumentId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId, UnitId};
use crate::ledger::closure::passbooks_of;
use crate::ledger::desk::Desk;
use crate::ledger::named::{Actor, Named};
use crate::ledger::outcome::{Attempt, Learned};
use crate::ledger::passbook::Passbook;
use crate::ledger::published::{Found, Published};
use crate::ledger::refusal::{LotRefusal, Refusal, WhatRefusal, WhenRefusal, WhoRefusal};
use crate::programme::{Programme, Programmes};
use crate::registry::{
    Attempts, Course, CourseName, Grade, GradeScale, Institution, Mandate, OutcomeKind, Power, Role, Tier,
};
use crate::rules::RuleBook;
use crate::time::{Date, Timestamp};

/// One command and all that may be read to decide it. It remembers which documents were read.
pub(crate) struct Case<'a> {
    pub(crate) book: &'a Passbook,
    pub(crate) published: &'a Published,
    pub(crate) actor: Actor,
    institution: &'a Institution,
    day: Date,
    today: Date,
    converting: Option<InstitutionId>,
    pub(crate) cites: Vec<u64>,
}

impl<'a> Case<'a> {
    /// Opens the case: the person must hold a mandate in that role today, not on their own passbook, and what
    /// they say must not lie in the future.
    pub(crate) fn open(
        book: &'a Passbook,
        published: &'a Published,
        (by, role): (&MandateId, Role),
        (day, recorded): (Date, Timestamp),
    ) -> Result<Self, Refusal> {
        let today = recorded.day_in(published.zone());
        let mut cites = Vec::with_capacity(4);
        let actor = acting(book, published, by, (today, role), &mut cites)?;
        let institution = known(published, &actor.institution, day, &mut cites)?;
        if day > today {
            return Err(WhenRefusal::InFuture { effective: day, today }.into());
        }
        Ok(Self { book, published, actor, institution, day, today, converting: None, cites })
    }

    /// Whether another person may end what an institution made: somebody who could do it by a command of their own.
    pub(crate) fn answers(&mut self, by: &MandateId, role: Role, owner: &InstitutionId) -> Result<(), Refusal> {
        let actor = acting(self.book, self.published, by, (self.today, role), &mut self.cites)?;
        known(self.published, &actor.institution, self.day(), &mut self.cites)?;
        owned(&actor, owner)
    }

    /// A desk to work the command out on.
    pub(crate) fn desk(&self) -> Desk<'a> {
        Desk::new(self.book, self.published, self.day())
    }

    /// The day on which what is asked is true.
    pub(crate) const fn day(&self) -> Date {
        self.day
    }

    /// The day on which it is recorded.
    pub(crate) const fn today(&self) -> Date {
        self.today
    }

    pub(crate) const fn institution(&self) -> &InstitutionId {
        &self.actor.institution
    }

    /// The last review may be at another institution than the one that converts.
    pub(crate) fn converts_for(&mut self, institution: &InstitutionId) {
        self.converting = Some(institution.clone());
    }

    /// The institution that issues what a conversion makes.
    pub(crate) fn institution_of_conversion(&self) -> &InstitutionId {
        self.converting.as_ref().unwrap_or(&self.actor.institution)
    }

    /// Whether two mandates are one person's, as far as any document tells that was ever published: who has left is
    /// still the same person.
    pub(crate) fn same_person(&self, one: &MandateId, other: &MandateId) -> bool {
        let ((one, own), (other, others)) = (self.person(one), self.person(other));
        !one.is_disjoint(&other) || !own.is_disjoint(&others)
    }

    /// The pseudonyms and the passbooks of whoever holds a mandate.
    fn person(&self, id: &MandateId) -> (BTreeSet<&'a Code>, BTreeSet<LearnerId>) {
        let versions = || self.published.mandate_versions(id);
        (versions().filter_map(|mandate| mandate.person.as_ref()).collect(), passbooks_of(self.published, id))
    }

    /// An outcome that is valid for too long, or for ever, is not issued where an end is set.
    pub(crate) fn lives_no_longer(
        &self,
        kind: OutcomeKind,
        tier: Tier,
        earned: Date,
        through: Option<Date>,
    ) -> Result<(), Refusal> {
        match self.institution.valid_at_most(kind, tier, self.day(), earned) {
            Some(most) if through.is_none_or(|through| through > most) => {
                Err(WhenRefusal::LivesTooLong { institution: self.actor.institution.clone(), most }.into())
            }
            _ => Ok(()),
        }
    }

    /// The programmes in force on a day, and their position.
    pub(crate) fn programmes(&mut self, document: &DocumentId, day: Date) -> Option<(&'a Programmes, u64)> {
        let found = self.published.programmes(document, day)?;
        cite(&mut self.cites, found.position);
        Some((found.item, found.position))
    }

    /// The programmes that the line at a position published.
    pub(crate) fn programmes_at(&mut self, document: &DocumentId, position: u64) -> Option<&'a Programmes> {
        let found = self.published.programmes_at(document, position)?;
        cite(&mut self.cites, position);
        Some(found)
    }

    /// The programme of an id that is in force.
    pub(crate) fn programme(&mut self, id: &ProgrammeId) -> Option<&'a Programme> {
        let found = self.published.programme(id, self.day());
        self.read(found)
    }

    /// Cites what was read elsewhere.
    pub(crate) fn cite_all(&mut self, positions: impl IntoIterator<Item = u64>) {
        positions.into_iter().for_each(|position| cite(&mut self.cites, position));
    }

    /// The rule book in force on a day.
    pub(crate) fn rules(&mut self, document: &DocumentId, day: Date) -> Option<&'a RuleBook> {
        let found = self.published.rules(document, day);
        self.read(found)
    }

    fn read<T>(&mut self, found: Option<Found<'a, T>>) -> Option<&'a T> {
        let found = found?;
        cite(&mut self.cites, found.position);
        Some(found.item)
    }

    /// The actor's institution must have the power on the effective date.
    pub(crate) fn needs(&mut self, power: Power) -> Result<(), Refusal> {
        let day = self.day();
        if self.institution.may(power, day) {
            return Ok(());
        }
        Err(WhoRefusal::NoPower { institution: self.actor.institution.clone(), power, day }.into())
    }

    /// The actor's institution must have the power at a tier on the effective date.
    pub(crate) fn needs_at(&mut self, power: Power, tier: Tier) -> Result<(), Refusal> {
        let day = self.day();
        if self.institution.may_at(power, tier, day) {
            return Ok(());
        }
        Err(WhoRefusal::NoPowerAt { institution: self.actor.institution.clone(), power, tier, day }.into())
    }

    /// The institution in whose name something is done must have the power at a tier on the effective date.
    pub(crate) fn has_at(&mut self, id: &InstitutionId, power: Power, tier: Tier) -> Result<(), Refusal> {
        let day = self.day();
        if known(self.published, id, day, &mut self.cites)?.may_at(power, tier, day) {
            return Ok(());
        }
        Err(WhoRefusal::NoPowerAt { institution: id.clone(), power, tier, day }.into())
    }

    /// The actor's institution must issue that kind of outcome at that tier on the effective date.
    pub(crate) fn needs_issue(&mut self, kind: OutcomeKind, tier: Tier) -> Result<(), Refusal> {
        let day = self.day();
        if self.institution.may_issue(kind, tier, day) {
            return Ok(());
        }
        Err(WhoRefusal::MayNotIssue { institution: self.actor.institution.clone(), kind, tier, day }.into())
    }

    /// The actor's institution must be the one that made the thing.
    pub(crate) fn owned_by(&self, owner: &InstitutionId) -> Result<(), Refusal> {
        owned(&self.actor, owner)
    }

    pub(crate) fn unit(&mut self, unit: &UnitId) -> Result<Unit, Refusal> {
        if unit.as_str() == UnitId::ITEM {
            return Ok(Unit::item());
        }
        let day = self.day();
        let found = self.published.unit(unit, day);
        self.read(found).cloned().ok_or_else(|| WhatRefusal::UnknownUnit { unit: unit.clone(), day }.into())
    }

    /// Amounts are whole quanta of their unit, and not zero.
    pub(crate) fn whole(&mut self, credits: Credits, unit: &UnitId) -> Result<(), Refusal> {
        if credits.is_zero() {
            return Err(WhatRefusal::Nothing.into());
        }
        Ok(self.unit(unit)?.admits(credits).map_err(WhatRefusal::OffQuantum)?)
    }

    pub(crate) fn scale(&mut self, grade: &Grade) -> Result<&'a GradeScale, Refusal> {
        let day = self.day();
        let found = self.published.scale(&grade.scale, day);
        self.read(found).ok_or_else(|| WhatRefusal::UnknownScale { scale: grade.scale.clone(), day }.into())
    }

    pub(crate) fn passes(&mut self, grade: &Grade) -> Result<bool, Refusal> {
        Ok(self.scale(grade)?.passes(&grade.mark).map_err(WhatRefusal::OffScale)?)
    }

    /// Of two grades on one scale the better one; others are equal.
    pub(crate) fn compare(&self, one: Option<&Grade>, other: Option<&Grade>) -> Ordering {
        let ranks = || {
            let (one, other) = (one?, other?);
            let scale = self.published.scale(&one.scale, self.day()).filter(|_| one.scale == other.scale)?.item;
            Some((scale.rank(&one.mark).ok()?, scale.rank(&other.mark).ok()?))
        };
        ranks().map_or(Ordering::Equal, |(one, other)| one.cmp(&other))
    }

    /// Where the framework was published in which a mark is read on the day.
    pub(crate) fn scale_position(&self, grade: &Grade) -> Option<u64> {
        self.published.scale(&grade.scale, self.day()).map(|found| found.position)
    }

    /// What an outcome of a course is an attempt at, where that institution issues it.
    pub(crate) fn attempt_at(&self, course: &Course, issuer: &InstitutionId, grade: Option<&Grade>) -> Attempt {
        attempt_at(self.published, course, issuer, grade, self.day())
    }

    /// How attempts at what the actor's institution certifies count on the day.
    pub(crate) fn attempts_at(&self, kind: OutcomeKind, tier: Tier) -> Attempts {
        self.institution.attempts(kind, tier, self.day())
    }

    /// The course of a code: the institution's own, or one that nobody owns, or else somebody else's.
    pub(crate) fn course(&mut self, id: &CourseId) -> Result<&'a Course, Refusal> {
        let day = self.day();
        let found = self.published.course(id, self.institution(), day);
        let found = found.or_else(|| self.published.courses(id, day).next());
        self.read(found).ok_or_else(|| WhatRefusal::UnknownCourse { course: id.clone(), day }.into())
    }

    /// The course of what an institution issued, if a catalogue in force has it.
    pub(crate) fn course_of(&mut self, id: &CourseId, issuer: &InstitutionId) -> Option<&'a Course> {
        let found = self.published.course_named(&id.clone().into(), issuer, self.day());
        self.read(found)
    }

    /// The course of a name in a document.
    pub(crate) fn course_named(&mut self, name: &CourseName) -> Result<&'a Course, Refusal> {
        let day = self.day();
        let found = self.published.course_named(name, self.institution_of_conversion(), day);
        self.read(found).ok_or_else(|| WhatRefusal::UnknownCourse { course: name.code.clone(), day }.into())
    }

    /// The level an outcome is certified at must be one of a framework in force.
    pub(crate) fn known_level(&mut self, of: &Learned) -> Result<(), Refusal> {
        let Learned::Certified(certified) = of else { return Ok(()) };
        let Some(level) = &certified.level else { return Ok(()) };
        let day = self.day();
        let position = self.published.level(level, day);
        let position = position.ok_or_else(|| WhatRefusal::UnknownLevel { level: level.clone(), day })?;
        cite(&mut self.cites, position);
        Ok(())
    }

    /// The lot, as it stands before the command.
    pub(crate) fn lot(&self, id: LotId) -> Result<&'a crate::ledger::lot::Lot, Refusal> {
        self.book.lots.get(&id).ok_or_else(|| LotRefusal::Unknown { what: Named::Lot(id) }.into())
    }
}

/// What an outcome of a course is an attempt at, where that institution issues it on a day.
pub(crate) fn attempt_at(
    published: &Published,
    course: &Course,
    issuer: &InstitutionId,
    grade: Option<&Grade>,
    day: Date,
) -> Attempt {
    let scale = grade.and_then(|grade| published.scale(&grade.scale, day)).map(|found| found.position);
    let thing = published.thing_of(course, issuer, day);
    Attempt { attempts: course.attempts.clone(), scale, thing }
}

/// Remembers a position, in order and once.
fn cite(cites: &mut Vec<u64>, position: u64) {
    if let Err(place) = cites.binary_search(&position) {
        cites.insert(place, position);
    }
}

fn owned(actor: &Actor, owner: &InstitutionId) -> Result<(), Refusal> {
    if actor.institution == *owner {
        return Ok(());
    }
    Err(WhoRefusal::NotYours { institution: actor.institution.clone(), owner: owner.clone() }.into())
}

/// The institution, which must be in a document in force on the day.
fn known<'a>(
    published: &'a Published,
    id: &InstitutionId,
    day: Date,
    cites: &mut Vec<u64>,
) -> Result<&'a Institution, Refusal> {
    let unknown = || WhoRefusal::UnknownInstitution { institution: id.clone(), day };
    let found = published.institution(id, day).ok_or_else(unknown)?;
    cite(cites, found.position);
    Ok(found.item)
}

/// The person holds a mandate in the role today, and it is not their own passbook.
fn acting(
    book: &Passbook,
    published: &Published,
    by: &MandateId,
    (today, role): (Date, Role),
    cites: &mut Vec<u64>,
) -> Result<Actor, Refusal> {
    let (actor, _) = mandated(published, by, today, role, cites)?;
    if passbooks_of(published, by).iter().any(|own| *own == book.learner || book.former.contains(own)) {
        return Err(WhoRefusal::OwnPassbook { mandate: actor.mandate }.into());
    }
    Ok(actor)
}

/// The mandate must be in a document in force today, hold today, and be of the role. Gives the actor, and the mandate.
pub(crate) fn mandated<'a>(
    published: &'a Published,
    id: &MandateId,
    today: Date,
    needed: Role,
    cites: &mut Vec<u64>,
) -> Result<(Actor, &'a Mandate), Refusal> {
    let unknown = || WhoRefusal::UnknownMandate { mandate: id.clone(), day: today };
    let found = published.mandate(id, today).ok_or_else(unknown)?;
    cite(cites, found.position);
    let mandate = found.item;
    if !mandate.valid.covers(today) {
        return Err(WhoRefusal::MandateNotInForce { mandate: id.clone(), valid: mandate.valid, day: today }.into());
    }
    if mandate.role != needed {
        return Err(WhoRefusal::WrongRole { mandate: id.clone(), role: mandate.role, needed }.into());
    }
    let actor = Actor { institution: mandate.institution.clone(), role: mandate.role, mandate: mandate.id.clone() };
    Ok((actor, mandate))
}
