//! The words that the documents beside have, for those that programmes and rule books use.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{Code, InstitutionId, ProgrammeId, ScaleId, UnitId};
use crate::programme::Programmes;
use crate::registry::{Catalogue, Framework, GradeScale, Institutions, Level, OutcomeName};
use crate::rules::{RuleBook, Target};

/// The words that frameworks, catalogues, institutions, rule books and programmes have, for those that another document
/// uses. Where there is no document of a kind, nothing is said of its words: without a catalogue of codes, categories and
/// classes, without a framework of units, scales and levels, without institutions of issuers, without programmes of awards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    pub(super) categories: BTreeSet<Code>,
    pub(super) classes: BTreeSet<Code>,
    pub(super) courses: Option<BTreeMap<Code, Owners>>,
    pub(super) defined: Option<Defined>,
    pub(super) institutions: Option<BTreeSet<InstitutionId>>,
    pub(super) programmes: Option<BTreeSet<ProgrammeId>>,
    /// Codes that rule books take, of whatever kind.
    pub(super) taken: BTreeSet<Code>,
}

/// Who owns the courses of a code; none: nobody.
pub(super) type Owners = BTreeSet<Option<InstitutionId>>;

/// What frameworks define.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Defined {
    pub(super) units: BTreeMap<UnitId, Credits>,
    pub(super) scales: BTreeMap<ScaleId, GradeScale>,
    pub(super) levels: BTreeSet<Level>,
}

impl Vocabulary {
    /// With the courses of a list, and their categories and classes.
    #[must_use]
    pub fn with_catalogue(mut self, list: &Catalogue) -> Self {
        let courses = self.courses.get_or_insert_default();
        for course in list.iter() {
            courses.entry(Code::from(&course.id)).or_default().insert(course.institution.clone());
        }
        self.categories.extend(list.iter().filter_map(|course| course.category.clone()));
        self.classes.extend(list.iter().filter_map(|course| course.class.clone()));
        self
    }

    /// With the units, scales and levels of a framework.
    #[must_use]
    pub fn with_framework(mut self, framework: &Framework) -> Self {
        let defined = self.defined.get_or_insert_default();
        defined.units.extend(framework.units().map(|unit| (unit.id.clone(), unit.quantum)));
        defined.scales.extend(framework.scales().map(|scale| (scale.id.clone(), scale.clone())));
        defined.levels.extend(framework.levels());
        self
    }

    /// With the categories of which a rule book gives credit, and the codes that it takes.
    #[must_use]
    pub fn with_book(mut self, book: &RuleBook) -> Self {
        let effects = book.rules().iter().flat_map(|rule| &rule.to);
        self.categories.extend(effects.filter_map(|effect| match &effect.target {
            Target::Category(category) => Some(category.clone()),
            _ => None,
        }));
        let sources = book.rules().iter().flat_map(|rule| &rule.from);
        self.taken.extend(sources.flat_map(|source| &source.codes).map(|name| name.code.clone()));
        self
    }

    /// With institutions.
    #[must_use]
    pub fn with_institutions(mut self, all: &Institutions) -> Self {
        self.institutions.get_or_insert_default().extend(all.iter().map(|one| one.id.clone()));
        self
    }

    /// With programmes, whose awards are words.
    #[must_use]
    pub fn with_programmes(mut self, all: &Programmes) -> Self {
        self.programmes.get_or_insert_default().extend(all.draft().programmes.iter().map(|one| one.id.clone()));
        self
    }

    /// Whether a rule takes what has that name, and there is no course of the code that it would be.
    pub(super) fn is_taken(&self, name: &OutcomeName) -> bool {
        let is_course = self.courses.as_ref().is_some_and(|courses| courses.contains_key(&name.code));
        !is_course && self.taken.contains(&name.code)
    }

    /// Whether there is a course of that name: in full one of its owner, or of nobody's.
    pub(super) fn has_course(&self, name: &OutcomeName) -> bool {
        let owners = self.courses.as_ref().and_then(|courses| courses.get(&name.code));
        owners.is_some_and(|owners| name.owner.is_none() || owners.contains(&None) || owners.contains(&name.owner))
    }
}
