//! All that an application earns, whatever it is toward.

use std::collections::BTreeMap;

use crate::analysis::rules::case::Case;
use crate::credit::Credits;
use crate::id::UnitId;
use crate::rules::Target;

/// Credits by unit, and how many exemptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Earned {
    credits: BTreeMap<UnitId, Credits>,
    /// The same apart for courses and for categories.
    of_courses: BTreeMap<UnitId, Credits>,
    of_categories: BTreeMap<UnitId, Credits>,
    exemptions: usize,
}

impl Earned {
    pub(super) fn by(case: &Case) -> Self {
        let exempts = |target: &Target| matches!(target, Target::Exemption(_));
        let exemptions = case.outputs().into_iter().filter(|output| exempts(&output.target)).count();
        let of_courses = case.sums(|target| matches!(target, Target::Course(_)));
        let of_categories = case.sums(|target| matches!(target, Target::Category(_)));
        Self { credits: case.sums(|_| true), of_courses, of_categories, exemptions }
    }

    /// Whether it is less: of no unit more and of one less, or as many credits and fewer exemptions. Of credits in a unit
    /// that the other has not got no more can be said than that something is there.
    pub(super) fn is_less_than(&self, other: &Self) -> bool {
        if self.credits == other.credits {
            return self.exemptions < other.exemptions;
        }
        self.credits.iter().all(|(unit, own)| other.credits.get(unit).is_some_and(|other| own <= other))
    }

    /// Whether it is no less, and less of it is credit of courses, or of categories: what counts for a course need not
    /// count where credit of a category does.
    pub(super) fn is_elsewhere_than(&self, other: &Self) -> bool {
        let less = |own: &BTreeMap<UnitId, Credits>, other: &BTreeMap<UnitId, Credits>| {
            other.iter().any(|(unit, credits)| own.get(unit).is_none_or(|own| own < credits))
        };
        let apart = less(&self.of_courses, &other.of_courses) || less(&self.of_categories, &other.of_categories);
        let units = self.credits.keys().eq(other.credits.keys());
        units && apart && !self.is_less_than(other)
    }
}
