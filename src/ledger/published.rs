//! The published documents, and which of them is in force for a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::credit::Unit;
use crate::digest::Digest;
use crate::id::{Code, CourseId, DocumentId, InstitutionId, LearnerId, MandateId, ProgrammeId, ScaleId, UnitId};
use crate::ledger::document::{Document, Genesis, Publication};
use crate::ledger::named::Actor;
use crate::ledger::refusal::Defined;
use crate::programme::{Programme, Programmes};
use crate::registry::{
    self, Catalogue, Course, CourseName, DocumentKind, Framework, GradeScale, Institution, Institutions, Level,
    Mandate, Mandates, Name, Roll, Thing, Tier,
};
use crate::rules::RuleBook;
use crate::time::{Date, Zone};

/// A document as it was published.
#[derive(Clone, Debug)]
pub struct PublishedDocument {
    /// The position of the line that published it.
    pub position: u64,
    /// What that line says of it.
    pub publication: Publication,
    /// What it says.
    pub content: Arc<Document>,
}

/// Where the versions of one document are kept.
pub(super) type Slot = usize;

/// Something a document says, and the position of the line that published the document.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a, T> {
    /// What it says.
    pub item: &'a T,
    /// Where it was published.
    pub position: u64,
}

/// All published documents, in the order of publication, and what the first line says.
#[derive(Clone, Debug)]
pub struct Published {
    founder: Actor,
    zone: Zone,
    slots: BTreeMap<DocumentId, Slot>,
    versions: Vec<Vec<PublishedDocument>>,
    frameworks: Vec<Slot>,
    units: BTreeMap<UnitId, Slot>,
    scales: BTreeMap<ScaleId, Slot>,
    institutions: BTreeMap<InstitutionId, Slot>,
    mandates: BTreeMap<MandateId, Slot>,
    /// The catalogues that have, or had, the courses of a code: each owner's, those of nobody first.
    courses: BTreeMap<CourseId, BTreeMap<Option<InstitutionId>, Slot>>,
    /// The passbooks of persons, with the positions at which they were published.
    persons: BTreeMap<Code, Vec<(u64, LearnerId)>>,
}

impl Published {
    /// No document yet.
    #[must_use]
    pub fn new(genesis: &Genesis) -> Self {
        Self {
            founder: genesis.founder.clone(),
            zone: genesis.zone,
            slots: BTreeMap::new(),
            versions: Vec::new(),
            frameworks: Vec::new(),
            units: BTreeMap::new(),
            scales: BTreeMap::new(),
            institutions: BTreeMap::new(),
            mandates: BTreeMap::new(),
            courses: BTreeMap::new(),
            persons: BTreeMap::new(),
        }
    }

    /// Who founded the book.
    #[must_use]
    pub const fn founder(&self) -> &Actor {
        &self.founder
    }

    /// The book's civil time zone.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// Every version of every document, by document id and then in the order of publication.
    pub fn documents(&self) -> impl Iterator<Item = &PublishedDocument> {
        self.slots.values().filter_map(|slot| self.versions.get(*slot)).flatten()
    }

    /// The version of a document in force on a day: the last one published whose period covers the day.
    #[must_use]
    pub fn in_force(&self, id: &DocumentId, day: Date) -> Option<&PublishedDocument> {
        self.version(*self.slots.get(id)?, day)
    }

    pub(super) fn version(&self, slot: Slot, day: Date) -> Option<&PublishedDocument> {
        self.versions.get(slot)?.iter().rev().find(|version| version.publication.valid.covers(day))
    }

    /// The kind of a document that was published before.
    #[must_use]
    pub fn kind_of(&self, id: &DocumentId) -> Option<DocumentKind> {
        self.versions.get(*self.slots.get(id)?)?.first().map(|version| version.publication.kind)
    }

    /// A mandate.
    #[must_use]
    pub fn mandate(&self, id: &MandateId, day: Date) -> Option<Found<'_, Mandate>> {
        let (document, position) = self.mandates_in(*self.mandates.get(id)?, day)?;
        Some(Found { item: document.get(id)?, position })
    }

    /// Every version of a mandate, also where later ones no longer have it.
    pub(crate) fn mandate_versions(&self, id: &MandateId) -> impl Iterator<Item = &Mandate> {
        let versions = self.mandates.get(id).and_then(|slot| self.versions.get(*slot));
        versions.into_iter().flatten().filter_map(|version| {
            let Document::Registry(registry::RegistryDocument::Mandates(mandates)) = &*version.content else {
                return None;
            };
            mandates.get(id)
        })
    }

    /// The passbooks of a person, by whichever of the person's mandates.
    pub(crate) fn passbooks_of(&self, person: &Code) -> impl Iterator<Item = LearnerId> {
        self.persons.get(person).into_iter().flatten().map(|(_, learner)| *learner)
    }

    /// An institution.
    #[must_use]
    pub fn institution(&self, id: &InstitutionId, day: Date) -> Option<Found<'_, Institution>> {
        let (document, position) = self.institutions_in(*self.institutions.get(id)?, day)?;
        Some(Found { item: document.get(id)?, position })
    }

    /// The owners of the courses of a code that any catalogue has had, and the catalogues.
    pub(super) fn owners(&self, id: &CourseId) -> impl Iterator<Item = (Option<&InstitutionId>, Slot)> {
        let owners = self.courses.get(id).into_iter().flatten();
        owners.map(|(owner, slot)| (owner.as_ref(), *slot))
    }

    /// The catalogue that has, or had, the course of a code that an institution owns, or, of none, that nobody owns.
    pub(super) fn catalogue_of(&self, id: &CourseId, owner: Option<&InstitutionId>) -> Option<Slot> {
        self.owners(id).find(|(one, _)| *one == owner).map(|(_, slot)| slot)
    }

    /// All versions of a document, in the order of publication.
    pub(super) fn versions_at(&self, slot: Slot) -> &[PublishedDocument] {
        self.versions.get(slot).map(Vec::as_slice).unwrap_or_default()
    }

    /// A rule book.
    #[must_use]
    pub fn rules(&self, id: &DocumentId, day: Date) -> Option<Found<'_, RuleBook>> {
        let version = self.in_force(id, day)?;
        let Document::Rules(book) = &*version.content else { return None };
        Some(Found { item: book, position: version.position })
    }

    /// A version of a rule book, by its semantic hash.
    pub(crate) fn rules_of_hash(&self, id: &DocumentId, hash: Digest) -> Option<Found<'_, RuleBook>> {
        let versions = self.versions.get(*self.slots.get(id)?)?.iter();
        versions.rev().find_map(|version| match &*version.content {
            Document::Rules(book) if book.hash() == hash => Some(Found { item: &**book, position: version.position }),
            _ => None,
        })
    }

    /// Programmes, in the version that the line at a position published.
    #[must_use]
    pub fn programmes_at(&self, id: &DocumentId, position: u64) -> Option<&Programmes> {
        let version = self.versions.get(*self.slots.get(id)?)?.iter().find(|one| one.position == position)?;
        if let Document::Programmes(book) = &*version.content { Some(book) } else { None }
    }

    /// The tier of a programme, as the first document in force on a day has it that has the programme.
    pub(crate) fn tier_of(&self, programme: &ProgrammeId, day: Date) -> Option<Tier> {
        self.programme(programme, day).map(|found| found.item.tier)
    }

    /// The programme of an id that is in force on a day.
    pub(crate) fn programme(&self, id: &ProgrammeId, day: Date) -> Option<Found<'_, Programme>> {
        let mut in_force = self.slots.values().filter_map(|slot| self.version(*slot, day));
        in_force.find_map(|one| match &*one.content {
            Document::Programmes(book) => Some(Found { item: book.programme(id)?, position: one.position }),
            _ => None,
        })
    }

    /// A document of programmes and pathways.
    #[must_use]
    pub fn programmes(&self, id: &DocumentId, day: Date) -> Option<Found<'_, Programmes>> {
        let version = self.in_force(id, day)?;
        let Document::Programmes(book) = &*version.content else { return None };
        Some(Found { item: book, position: version.position })
    }

    /// The latest version of every rule book, by id.
    pub fn rule_books(&self) -> impl Iterator<Item = &RuleBook> {
        let latest = self.slots.values().filter_map(|slot| self.versions.get(*slot)?.last());
        latest.filter_map(|version| if let Document::Rules(book) = &*version.content { Some(&**book) } else { None })
    }

    /// The documents as they were before the line at a position.
    #[must_use]
    pub fn before(&self, position: u64) -> Self {
        let mut earlier = self.clone();
        earlier.versions.iter_mut().for_each(|versions| versions.retain(|one| one.position < position));
        earlier.persons.values_mut().for_each(|known| known.retain(|(at, _)| *at < position));
        earlier
    }

    /// A unit. The built-in `item` needs no document.
    #[must_use]
    pub fn unit(&self, id: &UnitId, day: Date) -> Option<Found<'_, Unit>> {
        self.in_frameworks(day, |framework| framework.unit(id))
    }

    /// A grade scale.
    #[must_use]
    pub fn scale(&self, id: &ScaleId, day: Date) -> Option<Found<'_, GradeScale>> {
        self.in_frameworks(day, |framework| framework.scale(id))
    }

    /// A grade scale, in the framework that the line at a position published.
    pub(crate) fn scale_at(&self, id: &ScaleId, position: u64) -> Option<&GradeScale> {
        let versions = self.versions.get(*self.scales.get(id)?)?;
        let version = versions.iter().find(|one| one.position == position)?;
        let Document::Registry(registry::RegistryDocument::Framework(framework)) = &*version.content else {
            return None;
        };
        framework.scale(id)
    }

    /// The position of the framework that knows a level.
    #[must_use]
    pub fn level(&self, level: &Level, day: Date) -> Option<u64> {
        self.in_frameworks(day, |framework| framework.has_level(level).then_some(level)).map(|found| found.position)
    }

    fn in_frameworks<'a, T>(&'a self, day: Date, get: impl Fn(&'a Framework) -> Option<&'a T>) -> Option<Found<'a, T>> {
        self.frameworks.iter().find_map(|slot| {
            let version = self.version(*slot, day)?;
            let Document::Registry(registry::RegistryDocument::Framework(framework)) = &*version.content else {
                return None;
            };
            Some(Found { item: get(framework)?, position: version.position })
        })
    }

    fn mandates_in(&self, slot: Slot, day: Date) -> Option<(&Mandates, u64)> {
        let version = self.version(slot, day)?;
        let Document::Registry(registry::RegistryDocument::Mandates(mandates)) = &*version.content else { return None };
        Some((mandates, version.position))
    }

    fn institutions_in(&self, slot: Slot, day: Date) -> Option<(&Institutions, u64)> {
        let version = self.version(slot, day)?;
        let Document::Registry(registry::RegistryDocument::Institutions(institutions)) = &*version.content else {
            return None;
        };
        Some((institutions, version.position))
    }

    /// The first code of a document that another document defines already, with that document.
    #[must_use]
    pub fn taken(&self, document: &Document) -> Option<(Defined, DocumentId)> {
        let own = self.slots.get(document.id()).copied();
        let Document::Registry(document) = document else { return None };
        let (defined, slot) = match document {
            registry::RegistryDocument::Framework(all) => {
                elsewhere(&self.units, all.units().map(|unit| &unit.id), own, Defined::Unit)
                    .or_else(|| elsewhere(&self.scales, all.scales().map(|scale| &scale.id), own, Defined::Scale))
            }
            registry::RegistryDocument::Institutions(all) => {
                elsewhere(&self.institutions, all.iter().map(|one| &one.id), own, Defined::Institution)
            }
            registry::RegistryDocument::Mandates(all) => {
                elsewhere(&self.mandates, all.iter().map(|one| &one.id), own, Defined::Mandate)
            }
            registry::RegistryDocument::Courses(all) => return self.course_taken(all),
        }?;
        Some((defined, self.versions.get(slot)?.first()?.publication.document.clone()))
    }

    /// Puts a published document beside the others.
    pub fn add(&mut self, document: PublishedDocument) {
        let next = self.versions.len();
        let slot = *self.slots.entry(document.publication.document.clone()).or_insert(next);
        if slot == next {
            self.versions.push(Vec::new());
        }
        if let Document::Registry(content) = &*document.content {
            self.own_codes(content, slot, slot == next);
            self.know_persons(content, document.position);
        }
        if let Some(versions) = self.versions.get_mut(slot) {
            versions.push(document);
        }
    }

    fn know_persons(&mut self, content: &registry::RegistryDocument, position: u64) {
        let registry::RegistryDocument::Mandates(all) = content else { return };
        for mandate in all.iter() {
            if let (Some(person), Some(learner)) = (&mandate.person, mandate.learner) {
                self.persons.entry(person.clone()).or_default().push((position, learner));
            }
        }
    }

    fn own_codes(&mut self, content: &registry::RegistryDocument, slot: Slot, is_new: bool) {
        match content {
            registry::RegistryDocument::Framework(all) => {
                if is_new {
                    self.frameworks.push(slot);
                }
                own(&mut self.units, all.units().map(|unit| &unit.id), slot);
                own(&mut self.scales, all.scales().map(|scale| &scale.id), slot);
            }
            registry::RegistryDocument::Institutions(all) => {
                own(&mut self.institutions, all.iter().map(|one| &one.id), slot);
            }
            registry::RegistryDocument::Mandates(all) => own(&mut self.mandates, all.iter().map(|one| &one.id), slot),
            registry::RegistryDocument::Courses(all) => self.own_courses(all, slot),
        }
    }
}

impl Published {
    fn own_courses(&mut self, catalogue: &Catalogue, slot: Slot) {
        for course in catalogue.iter() {
            let owners = self.courses.entry(course.id.clone()).or_default();
            owners.insert(course.institution.clone(), slot);
        }
    }
}

fn own<'a, K: Ord + Clone + 'a>(owners: &mut BTreeMap<K, Slot>, codes: impl Iterator<Item = &'a K>, slot: Slot) {
    owners.extend(codes.map(|code| (code.clone(), slot)));
}

fn elsewhere<'a, K: Ord + Clone + 'a>(
    owners: &BTreeMap<K, Slot>,
    mut codes: impl Iterator<Item = &'a K>,
    own: Option<Slot>,
    defined: impl Fn(K) -> Defined,
) -> Option<(Defined, Slot)> {
    codes
        .find_map(|code| owners.get(code).filter(|slot| Some(**slot) != own).map(|slot| (defined(code.clone()), *slot)))
}

impl Published {
    /// The course that an institution means by a bare code: its own, or else one that nobody owns.
    #[must_use]
    pub fn course(&self, id: &CourseId, by: &InstitutionId, day: Date) -> Option<Found<'_, Course>> {
        self.course_of(id, Some(by), day).or_else(|| self.course_of(id, None, day))
    }

    /// The course of a code that an institution owns, or, of none, that nobody owns.
    #[must_use]
    pub fn course_of(&self, id: &CourseId, owner: Option<&InstitutionId>, day: Date) -> Option<Found<'_, Course>> {
        let (version, catalogue) = catalogue(self.version(self.catalogue_of(id, owner)?, day)?)?;
        Some(Found { item: catalogue.course_of(id, owner)?, position: version.position })
    }

    /// All courses of a code, by owner.
    pub fn courses(&self, id: &CourseId, day: Date) -> impl Iterator<Item = Found<'_, Course>> {
        let owners = self.owners(id).map(|(owner, _)| owner);
        owners.filter_map(move |owner| self.course_of(id, owner, day))
    }

    /// The course of a name, as an institution says it: in full the one of that owner; bare its own, or one that nobody
    /// owns, or else the only one there is.
    #[must_use]
    pub fn course_named(&self, name: &CourseName, by: &InstitutionId, day: Date) -> Option<Found<'_, Course>> {
        if name.owner.is_some() {
            return self.course_of(&name.code, name.owner.as_ref(), day);
        }
        let only = || {
            let mut all = self.courses(&name.code, day);
            all.next().filter(|_| all.next().is_none())
        };
        self.course(&name.code, by, day).or_else(only)
    }

    /// What an attempt at a course is an attempt at on a day: the oldest course that it continues. Of a course that
    /// nobody owns, that of the issuer.
    #[must_use]
    pub fn thing_of(&self, course: &Course, issuer: &InstitutionId, day: Date) -> Thing {
        let oldest = self.oldest(&course.name(), day);
        Thing::course(&oldest.code, oldest.owner.unwrap_or_else(|| issuer.clone()))
    }

    /// The course of a name as it stands on a day; where no catalogue in force has it any more, as the last one had it
    /// that began by then.
    fn standing(&self, name: &CourseName, day: Date) -> Option<&Course> {
        let (id, owner) = (&name.code, name.owner.as_ref());
        let now = self.course_of(id, owner, day).map(|found| found.item);
        now.or_else(|| {
            let versions = self.versions_at(self.catalogue_of(id, owner)?).iter().rev();
            let begun = versions.filter(|version| version.publication.valid.from <= day).filter_map(catalogue);
            begun.filter_map(|(_, catalogue)| catalogue.course_of(id, owner)).next()
        })
    }

    /// Whether any catalogue has, or had, the course.
    fn had(&self, id: &CourseId, owner: Option<&InstitutionId>, slot: Slot) -> bool {
        let versions = self.versions_at(slot).iter().filter_map(catalogue);
        { versions }.any(|(_, catalogue)| catalogue.course_of(id, owner).is_some())
    }

    /// The first course of a catalogue that another one has already; or that nobody owns on some day on which somebody
    /// owns one of the same code in another catalogue, or the other way round.
    pub(super) fn course_taken(&self, new: &Catalogue) -> Option<(Defined, DocumentId)> {
        let of = |slot| self.versions_at(slot).first().map(|version| &version.publication.document);
        new.iter().find_map(|course| {
            let owner = course.institution.as_ref();
            let others = self.owners(&course.id).filter(|(_, slot)| of(*slot) != Some(&new.head.id));
            let clash = |(other, slot): &(Option<&InstitutionId>, Slot)| {
                *other == owner || (other.is_none() != owner.is_none() && self.meets(&course.id, *other, *slot, new))
            };
            let (other, slot) = { others }.find(clash)?;
            Some((Defined::Course(Name { code: course.id.clone(), owner: other.cloned() }), of(slot)?.clone()))
        })
    }

    /// Whether a course of another catalogue is in force on a day on which a new catalogue would be. It begins to be
    /// on the first day of some version, or on the first after one.
    fn meets(&self, id: &CourseId, owner: Option<&InstitutionId>, slot: Slot, new: &Catalogue) -> bool {
        let periods = self.versions_at(slot).iter().map(|version| version.publication.valid);
        let turns = periods.flat_map(|period| [Some(period.from), period.until]).flatten();
        let mut days = turns.chain([new.head.valid.from]).filter(|day| new.head.valid.covers(*day));
        days.any(|day| self.course_of(id, owner, day).is_some())
    }
}

fn catalogue(version: &PublishedDocument) -> Option<(&PublishedDocument, &Catalogue)> {
    let Document::Registry(registry::RegistryDocument::Courses(catalogue)) = &*version.content else { return None };
    Some((version, catalogue))
}

impl Roll for Published {
    fn has_programme(&self, id: &ProgrammeId) -> bool {
        self.documents().any(|one| matches!(&*one.content, Document::Programmes(book) if book.programme(id).is_some()))
    }

    fn in_full(&self, name: &CourseName, day: Date) -> Result<CourseName, Vec<CourseName>> {
        if name.owner.is_some() {
            return Ok(name.clone());
        }
        let known: Vec<_> = self.courses(&name.code, day).map(|found| found.item.name()).collect();
        match known.as_slice() {
            [] => Ok(name.clone()),
            [only] => Ok(only.clone()),
            several if several.contains(name) => Ok(name.clone()),
            _ => Err(known),
        }
    }

    /// Courses that continue each other in a circle have no oldest: the first of them by name is all of theirs.
    fn oldest(&self, name: &CourseName, day: Date) -> CourseName {
        let mut way = vec![name.clone()];
        while let Some(next) = way.last().and_then(|last| self.standing(last, day)?.continues.as_ref()) {
            if let Some(start) = way.iter().position(|one| one == next) {
                return way.into_iter().skip(start).min().unwrap_or_else(|| name.clone());
            }
            way.push(next.clone());
        }
        way.pop().unwrap_or_else(|| name.clone())
    }

    fn ever(&self, code: &CourseId) -> Vec<CourseName> {
        let known = self.owners(code).filter(|(owner, slot)| self.had(code, *owner, *slot));
        known.map(|(owner, _)| Name { code: code.clone(), owner: owner.cloned() }).collect()
    }
}
