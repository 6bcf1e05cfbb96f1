//! The courses of all catalogues: which one a name means on a day, and what attempts at it are attempts at.

use crate::id::{CourseId, DocumentId, InstitutionId, ProgrammeId};
use crate::ledger::document::Document;
use crate::ledger::published::{Found, Published, PublishedDocument, Slot};
use crate::registry::{self, Catalogue, Course, CourseName, Name, Roll, Thing};
use crate::time::Date;

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
    pub(super) fn course_taken(&self, new: &Catalogue) -> Option<(String, DocumentId)> {
        let of = |slot| self.versions_at(slot).first().map(|version| &version.publication.document);
        new.iter().find_map(|course| {
            let owner = course.institution.as_ref();
            let others = self.owners(&course.id).filter(|(_, slot)| of(*slot) != Some(&new.head.id));
            let clash = |(other, slot): &(Option<&InstitutionId>, Slot)| {
                *other == owner || (other.is_none() != owner.is_none() && self.meets(&course.id, *other, *slot, new))
            };
            let (other, slot) = { others }.find(clash)?;
            Some((Name { code: course.id.clone(), owner: other.cloned() }.to_string(), of(slot)?.clone()))
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
