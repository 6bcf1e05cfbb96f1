//! Courses, and what they are worth on a day.

use std::collections::BTreeMap;

use crate::credit::{Amount, Credits, OffQuantum};
use crate::id::{Code, CourseId, InstitutionId, ScaleId, UnitId};
use crate::registry::framework::Unfit;
use crate::registry::{Attempts, CourseName, DocumentHead, Duplicate, Framework, Tier};
use crate::time::{Date, Period};

/// A course of a code list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its code.
    pub id: CourseId,
    /// Who owns it. None: any institution that may issue courses at its tier.
    pub institution: Option<InstitutionId>,
    /// Its title, in any script.
    pub title: String,
    /// Its stage of study.
    pub tier: Tier,
    /// Its class in the code list, such as `compulsory` or `elective`.
    pub class: Option<Code>,
    /// Its category in the code list, such as `major` or `common`.
    pub category: Option<Code>,
    /// Its content key. Courses with equal keys have the same or similar content, whatever they are called.
    pub content: Option<Code>,
    /// The scale on which it is graded.
    pub scale: ScaleId,
    /// Whether no rule may convert it, as politics and PE in many colleges.
    pub never_convertible: bool,
    /// How several attempts at it count.
    pub attempts: Attempts,
    /// The course that it goes on with, under another code or owner: attempts at the two are attempts at one thing.
    pub continues: Option<CourseName>,
    /// What it is worth, by date. The periods do not overlap, and are in order.
    pub values: Vec<CourseValue>,
}

/// What a course is worth in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseValue {
    /// When.
    pub valid: Period,
    /// How much credit. Zero is a value; where no credit is certified it is one `item`.
    pub amount: Amount,
    /// Class hours, where they are stated.
    pub hours: Option<Credits>,
}

impl Course {
    /// Its name: in full where it has an owner.
    #[must_use]
    pub fn name(&self) -> CourseName {
        CourseName { code: self.id.clone(), owner: self.institution.clone() }
    }

    /// What the course is worth on a day.
    #[must_use]
    pub fn value_on(&self, day: Date) -> Option<&CourseValue> {
        self.values.iter().find(|value| value.valid.covers(day))
    }
}

/// What a course says that its framework does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// A value is in a unit that the framework does not have.
    #[error("the course `{course}` is worth credits in `{unit}`, a unit that the framework does not have")]
    Unit {
        /// The course.
        course: CourseId,
        /// The unit.
        unit: UnitId,
    },
    /// A value is not a whole number of its unit's quanta.
    #[error("the course `{course}` cannot be worth that: {off}")]
    Quantum {
        /// The course.
        course: CourseId,
        /// The amount, and the quantum.
        off: OffQuantum,
    },
    /// The course is graded on a scale that the framework does not have.
    #[error("the course `{course}` is graded on `{scale}`, a scale that the framework does not have")]
    Scale {
        /// The course.
        course: CourseId,
        /// The scale.
        scale: ScaleId,
    },
    /// The most of attempts is in a unit that the framework does not have.
    #[error("the most of attempts at the course `{course}` is in `{unit}`, a unit that the framework does not have")]
    MostUnit {
        /// The course.
        course: CourseId,
        /// The unit.
        unit: UnitId,
    },
    /// The most of attempts is not a whole number of its unit's quanta.
    #[error("attempts at the course `{course}` cannot have that most: {off}")]
    MostQuantum {
        /// The course.
        course: CourseId,
        /// The amount, and the quantum.
        off: OffQuantum,
    },
}

impl Misfit {
    /// Whether it is about the most of attempts.
    pub(super) const fn is_of_most(&self) -> bool {
        matches!(self, Self::MostUnit { .. } | Self::MostQuantum { .. })
    }
}

impl Course {
    /// What does not fit a framework.
    pub fn check_against(&self, framework: &Framework) -> impl Iterator<Item = Misfit> {
        let known = framework.scale(&self.scale).is_some();
        let scale = (!known).then(|| Misfit::Scale { course: self.id.clone(), scale: self.scale.clone() });
        let values = self.values.iter().filter_map(|value| self.misfit(value, framework));
        scale.into_iter().chain(values).chain(self.misfit_of_most(framework))
    }

    /// Whether one of the course's values is in a unit of the framework, and in whole quanta of it.
    pub(super) fn misfit(&self, value: &CourseValue, framework: &Framework) -> Option<Misfit> {
        let (course, amount) = (self.id.clone(), &value.amount);
        Some(match framework.unfit(amount)? {
            Unfit::Unit => Misfit::Unit { course, unit: amount.unit.clone() },
            Unfit::Quantum(off) => Misfit::Quantum { course, off },
        })
    }

    /// As with the values, of the most of attempts.
    fn misfit_of_most(&self, framework: &Framework) -> Option<Misfit> {
        let (course, most) = (self.id.clone(), self.attempts.most.as_ref()?);
        Some(match framework.unfit(most)? {
            Unfit::Unit => Misfit::MostUnit { course, unit: most.unit.clone() },
            Unfit::Quantum(off) => Misfit::MostQuantum { course, off },
        })
    }
}

/// A document of courses: one version of one code list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Its `[document]` table.
    pub head: DocumentHead,
    /// The code list that the course codes belong to.
    pub list: Code,
    /// Its version. Two lists may give one code two meanings, so it is kept beside every code.
    pub list_version: Code,
    /// Under each code the courses of its owners.
    by_id: BTreeMap<CourseId, Vec<Course>>,
}

impl Catalogue {
    /// Collects courses. Several may have one code if each has an owner of its own.
    ///
    /// # Errors
    /// [`Duplicate`] if two have one code and one owner, or nobody owns one of several.
    pub fn new(
        head: DocumentHead,
        list: Code,
        list_version: Code,
        courses: impl IntoIterator<Item = Course>,
    ) -> Result<Self, Duplicate> {
        let mut by_id: BTreeMap<CourseId, Vec<Course>> = BTreeMap::new();
        for course in courses {
            let same = by_id.entry(course.id.clone()).or_default();
            let taken = |other: &Course| other.institution.is_none() || other.institution == course.institution;
            if same.iter().any(taken) || (course.institution.is_none() && !same.is_empty()) {
                return Err(Duplicate { what: "course", id: course.name().to_string() });
            }
            same.push(course);
        }
        by_id.values_mut().for_each(|same| same.sort_by(|a, b| a.institution.cmp(&b.institution)));
        Ok(Self { head, list, list_version, by_id })
    }

    /// The course of that code, unless there are several.
    #[must_use]
    pub fn course(&self, id: &CourseId) -> Option<&Course> {
        match self.courses(id) {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The course of that code that an institution owns, or, of none, that nobody owns.
    #[must_use]
    pub fn course_of(&self, id: &CourseId, owner: Option<&InstitutionId>) -> Option<&Course> {
        self.courses(id).iter().find(|course| course.institution.as_ref() == owner)
    }

    /// The course of that name: in full that of its owner, or one that nobody owns; bare the only one of the code.
    #[must_use]
    pub fn named(&self, name: &CourseName) -> Option<&Course> {
        if name.owner.is_none() {
            return self.course(&name.code);
        }
        self.course_of(&name.code, name.owner.as_ref()).or_else(|| self.course_of(&name.code, None))
    }

    /// All courses of that code, by owner.
    #[must_use]
    pub fn courses(&self, id: &CourseId) -> &[Course] {
        self.by_id.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What does not fit a framework. [`RegistryDocument::read_against`](crate::registry::RegistryDocument::read_against) finds the
    /// same, with the lines.
    #[must_use]
    pub fn check_against(&self, framework: &Framework) -> Vec<Misfit> {
        self.iter().flat_map(|course| course.check_against(framework)).collect()
    }

    /// All of them, by code and owner.
    pub fn iter(&self) -> impl Iterator<Item = &Course> {
        self.by_id.values().flatten()
    }
}
