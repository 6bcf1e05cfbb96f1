//! The outcomes that a source takes, as a box: a span or a set on every axis. Boxes are met, compared and sampled.

use crate::analysis::rules::moves::tiers_for;
use crate::analysis::rules::size::least_input;
use crate::analysis::rules::span::{Choice, Span};
use crate::credit::Credits;
use crate::id::{Code, InstitutionId, ScaleId, UnitId};
use crate::registry::{GradeRank, OutcomeKind, OutcomeName, Tier};
use crate::rules::{
    Consortium, GradeBand, GradePolicy, LevelBand, Months, Rule, RuleBook, RuleWorth, Source, TableBy, Taking,
};
use crate::time::{Date, Period};

/// A box of outcomes of one kind and code. What is not narrowed is open.
#[derive(Clone, Debug)]
pub(super) struct Cell<'a> {
    pub(super) kind: OutcomeKind,
    pub(super) code: &'a OutcomeName,
    pub(super) unit: Option<&'a UnitId>,
    pub(super) grade: Option<(&'a ScaleId, Span<GradeRank>)>,
    pub(super) level: Option<(&'a Code, Span<usize>)>,
    pub(super) size: Span<Credits>,
    pub(super) tiers: Choice<Tier>,
    pub(super) issuers: Choice<InstitutionId>,
    pub(super) not_issuers: Vec<&'a InstitutionId>,
    pub(super) contents: Choice<Code>,
    pub(super) consortia: Vec<&'a Consortium>,
    pub(super) earned: Span<Date>,
    pub(super) basis: Span<Date>,
    pub(super) age: Option<Months>,
    /// What a sample must reach for the rule to give something: a hint, not a bound of the box.
    pub(super) least: Credits,
    /// Whether a part of the outcome can be asked for.
    pub(super) parts: bool,
}

impl<'a> Cell<'a> {
    /// What a source of a rule takes of the outcomes with this code. None where it takes nothing.
    pub(super) fn of(book: &'a RuleBook, rule: &'a Rule, source: &'a Source, code: &'a OutcomeName) -> Option<Self> {
        let basis = Span::from(book.draft().head.valid).meet(rule.valid.into())?;
        let cell = Self {
            kind: source.kind,
            code,
            unit: source.unit.as_ref().or_else(|| source.size.as_ref().map(|size| &size.unit)),
            grade: source.grade.as_ref().and_then(|band| grades(book, band)),
            level: source.level.as_ref().and_then(|band| levels(book, band)),
            size: size(source),
            tiers: tiers_for(book, rule, source)?,
            issuers: Choice::of(&source.issuers),
            not_issuers: source.not_issuers.iter().collect(),
            contents: Choice::of(&source.contents),
            consortia: source.consortium.as_ref().and_then(|id| book.consortium(id)).into_iter().collect(),
            earned: source.earned.map_or(ALWAYS, Span::from),
            basis,
            age: source.age,
            least: least_input(book, rule, source).unwrap_or(Credits::ZERO),
            parts: source.take != Taking::Whole,
        };
        if rule.from.first().is_some_and(|first| std::ptr::eq(first, source)) {
            cell.read_by_tables(book, rule)
        } else {
            Some(cell)
        }
    }

    /// Narrowed to what the tables of the rule's effects have a step for.
    fn read_by_tables(self, book: &'a RuleBook, rule: &'a Rule) -> Option<Self> {
        rule.to.iter().try_fold(self, |cell, effect| {
            let cell = match effect.amounts.as_ref().map(|amounts| &amounts.worth) {
                Some(RuleWorth::Table { by: TableBy::Grade(scale), steps }) => {
                    cell.graded(book, scale, &steps.first()?.from)?
                }
                Some(RuleWorth::Table { by: TableBy::Level(framework), steps }) => {
                    cell.levelled(book, framework, &steps.first()?.from)?
                }
                _ => cell,
            };
            match &effect.grade {
                GradePolicy::Map { scale, steps } => cell.graded(book, scale, &steps.first()?.from),
                _ => Some(cell),
            }
        })
    }

    fn graded(self, book: &RuleBook, scale: &'a ScaleId, from: &Code) -> Option<Self> {
        let from = book.draft().framework.scale(scale)?.rank(from).ok()?;
        Some(Self { grade: both(self.grade, Some((scale, Span::new(from, None))))?, ..self })
    }

    fn levelled(self, book: &RuleBook, framework: &'a Code, from: &Code) -> Option<Self> {
        let from = book.draft().framework.levels_of(framework).iter().position(|level| level == from)?;
        Some(Self { level: both(self.level, Some((framework, Span::new(from, None))))?, ..self })
    }

    /// Whether some outcome may be in both boxes: where not, they do not meet.
    pub(super) fn may_meet(&self, other: &Self) -> bool {
        let alike = |(left, right): (Option<&UnitId>, Option<&UnitId>)| {
            left.zip(right).is_none_or(|(left, right)| left == right)
        };
        self.basis.meets(other.basis)
            && self.earned.meets(other.earned)
            && both(self.grade, other.grade).is_some()
            && both(self.level, other.level).is_some()
            && self.size.meets(other.size)
            && alike((self.unit, other.unit))
            && self.issuers.meets(&other.issuers)
            && self.contents.meets(&other.contents)
            && self.tiers.meets(&other.tiers)
    }

    /// Whether two outcomes, one in each box, may have one content and be judged on one day.
    pub(super) fn may_be_alike(&self, other: &Self) -> bool {
        self.basis.meets(other.basis) && self.contents.meets(&other.contents)
    }

    /// The outcomes in both boxes; none where there are none.
    pub(super) fn meet(&self, other: &Self) -> Option<Self> {
        let unit = match (self.unit, other.unit) {
            (Some(left), Some(right)) if left != right => return None,
            (left, right) => left.or(right),
        };
        (self.kind == other.kind && self.code == other.code).then_some(())?;
        let both = Self {
            kind: self.kind,
            code: self.code,
            unit,
            grade: both(self.grade, other.grade)?,
            level: both(self.level, other.level)?,
            size: self.size.meet(other.size)?,
            tiers: self.tiers.clone().meet(&other.tiers)?,
            issuers: self.issuers.clone().meet(&other.issuers)?,
            not_issuers: self.not_issuers.iter().chain(&other.not_issuers).copied().collect(),
            contents: self.contents.clone().meet(&other.contents)?,
            consortia: self.consortia.iter().chain(&other.consortia).copied().collect(),
            earned: self.earned.meet(other.earned)?,
            basis: self.basis.meet(other.basis)?,
            age: self.age.into_iter().chain(other.age).min(),
            least: self.least.max(other.least),
            parts: self.parts && other.parts,
        };
        both.somebody_issues().then_some(both)
    }

    /// Whether an issuer is left where some are named.
    fn somebody_issues(&self) -> bool {
        let named = self.issuers.0.as_ref();
        let consortia = &self.consortia;
        let left = |id: &InstitutionId| {
            !self.not_issuers.contains(&id) && consortia.iter().all(|one| one.issuers.contains(id))
        };
        let members = consortia.first().map(|one| one.issuers.as_slice());
        named.is_none_or(|list| list.iter().any(left)) && members.is_none_or(|list| list.iter().any(left))
    }

    /// Whether every outcome of the other box lies in this one. Where it is not plain, no.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let within = |(own, other): (bool, bool)| own || other;
        self.kind == other.kind
            && (self.unit.is_none() || self.unit == other.unit)
            && wider(self.grade, other.grade)
            && wider(self.level, other.level)
            && self.size.covers(other.size)
            && self.tiers.covers(&other.tiers)
            && self.issuers.covers(&other.issuers)
            && self.not_issuers.iter().all(|id| other.not_issuers.contains(id))
            && self.contents.covers(&other.contents)
            && self.consortia.iter().all(|one| other.consortia.contains(one))
            && self.earned.covers(other.earned)
            && self.basis.covers(other.basis)
            && within((self.age.is_none(), other.age.is_some_and(|age| self.age.is_some_and(|own| age <= own))))
            && within((self.parts, !other.parts))
    }
}

/// Every day.
const ALWAYS: Span<Date> = Span::new(crate::date!("1900-01-01"), None);

impl From<Period> for Span<Date> {
    fn from(period: Period) -> Self {
        Self::new(period.from, period.until)
    }
}

fn size(source: &Source) -> Span<Credits> {
    let band = source.size.as_ref();
    let taken = if let Taking::Fixed(credits) = source.take { credits } else { Credits::ZERO };
    let from = band.and_then(|band| band.from).unwrap_or(Credits::ZERO);
    Span::new(from.max(taken), band.and_then(|band| band.below))
}

pub(super) fn grades<'a>(book: &RuleBook, band: &'a GradeBand) -> Option<(&'a ScaleId, Span<GradeRank>)> {
    let scale = book.draft().framework.scale(&band.scale)?;
    let rank = |mark: &Option<Code>| mark.as_ref().and_then(|mark| scale.rank(mark).ok());
    Some((&band.scale, Span::new(rank(&band.from).unwrap_or_else(|| scale.worst()), rank(&band.below))))
}

fn levels<'a>(book: &RuleBook, band: &'a LevelBand) -> Option<(&'a Code, Span<usize>)> {
    let ladder = book.draft().framework.levels_of(&band.framework);
    let place = |level: &Option<Code>| ladder.iter().position(|each| Some(each) == level.as_ref());
    Some((&band.framework, Span::new(place(&band.from).unwrap_or(0), place(&band.below))))
}

/// What two spans on named scales have in common; none where there is nothing. A grade stands on one scale only.
type Scaled<'a, I, T> = Option<(&'a I, Span<T>)>;

fn both<'a, I: PartialEq, T: Copy + Ord>(left: Scaled<'a, I, T>, right: Scaled<'a, I, T>) -> Option<Scaled<'a, I, T>> {
    match (left, right) {
        (Some((of, left)), Some((other, right))) if of == other => Some(Some((of, left.meet(right)?))),
        (Some(_), Some(_)) => None,
        (left, right) => Some(left.or(right)),
    }
}

fn wider<I: PartialEq, T: Copy + Ord>(own: Scaled<'_, I, T>, other: Scaled<'_, I, T>) -> bool {
    match (own, other) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((of, own)), Some((than, other))) => of == than && own.covers(other),
    }
}
