//! What conversions make, and which rules can take it as an input again.

use std::collections::BTreeMap;
use std::fmt;

use crate::analysis::rules::moves::tiers_for;
use crate::id::{Code, UnitId};
use crate::registry::{Called, OutcomeKind, OutcomeName, Tier};
use crate::rules::{Effect, GradePolicy, Rule, RuleBook, Source, Target};

/// A class of lots that conversions make.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LotClass {
    /// The name: of a course with an owner in full.
    pub name: OutcomeName,
    /// Whether it may carry a grade.
    pub graded: bool,
    /// The kind of lot.
    pub kind: OutcomeKind,
    /// The tier.
    pub tier: Tier,
    /// The unit.
    pub unit: UnitId,
}

/// The kind and name of the lot that an effect makes; none where it makes none.
#[must_use]
pub fn output_lot(effect: &Effect) -> Option<(OutcomeKind, OutcomeName)> {
    match &effect.target {
        Target::Course(course) => Some((OutcomeKind::Course, OutcomeName::from(course))),
        Target::Category(category) => Some((OutcomeKind::Converted, category.clone().into())),
        Target::Denial | Target::Exemption(_) => None,
    }
}

impl LotClass {
    /// The class of the lots that an effect makes.
    pub(super) fn of(effect: &Effect) -> Option<Self> {
        let (kind, name) = output_lot(effect)?;
        let unit = effect.amounts.as_ref()?.unit.clone();
        let graded = effect.grade != GradePolicy::Nothing;
        Some(Self { name, graded, kind, tier: effect.tier.unwrap_or(Tier::Higher), unit })
    }

    /// Whether a source may take lots of this class, as far as the class says.
    pub(super) fn fits(&self, book: &RuleBook, rule: &Rule, source: &Source) -> bool {
        let unit = source.unit.as_ref().or_else(|| source.size.as_ref().map(|size| &size.unit));
        let called = Called::by_name(self.kind, &self.name);
        source.names(&called)
            && unit.is_none_or(|unit| *unit == self.unit)
            && (self.graded || source.grade.is_none())
            && !called.is_among(&book.draft().never)
            && tiers_for(book, rule, source).is_some_and(|tiers| tiers.0.is_none_or(|tiers| tiers.contains(&self.tier)))
    }
}

/// course `HV:MECH110` in `hv` (higher).
impl fmt::Display for LotClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}` in `{}` ({})", self.kind, self.name, self.unit, self.tier)
    }
}

/// All classes, and where those of a kind, or of a kind and code, are.
pub(super) struct Classes {
    pub(super) all: Vec<LotClass>,
    by_code: BTreeMap<(OutcomeKind, Code), Vec<usize>>,
    by_kind: BTreeMap<OutcomeKind, Vec<usize>>,
}

impl Classes {
    pub(super) fn of(book: &RuleBook) -> Self {
        let effects = book.rules().iter().flat_map(|rule| &rule.to);
        let mut all: Vec<LotClass> = effects.filter_map(LotClass::of).collect();
        all.sort();
        all.dedup();
        let (mut by_code, mut by_kind) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (at, made) in all.iter().enumerate() {
            by_code.entry((made.kind, made.name.code.clone())).or_default().push(at);
            by_kind.entry(made.kind).or_default().push(at);
        }
        Self { all, by_code, by_kind }
    }

    pub(super) fn place(&self, made: &LotClass) -> Option<usize> {
        self.all.binary_search(made).ok()
    }

    /// The classes that a source may take.
    pub(super) fn taken_by(&self, book: &RuleBook, rule: &Rule, source: &Source) -> Vec<usize> {
        let named = source.codes.iter().filter_map(|code| self.by_code.get(&(source.kind, code.code.clone())));
        let open = self.by_kind.get(&source.kind).filter(|_| source.codes.is_empty());
        let places = named.chain(open).flatten().copied();
        places.filter(|at| self.all.get(*at).is_some_and(|made| made.fits(book, rule, source))).collect()
    }
}
