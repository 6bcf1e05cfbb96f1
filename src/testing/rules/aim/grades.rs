//! Marks and levels at the ends of bands and at steps of tables.

use crate::id::{Code, ScaleId};
use crate::registry::{Framework, Grade, Level};
use crate::rules::{GradePolicy, RuleWorth, TableBy};
use crate::testing::rules::aim::slot::Slot;

/// Marks of a scale that are looked at, at most.
const MOST: usize = 4_000;

/// All marks of a scale, worst first.
pub(in crate::testing::rules) fn marks(framework: &Framework, scale: &ScaleId) -> Vec<Code> {
    let Some(scale) = framework.scale(scale) else { return Vec::new() };
    let ranks = std::iter::successors(Some(scale.worst()), |rank| scale.better(*rank));
    ranks.take(MOST).filter_map(|rank| scale.mark(rank)).collect()
}

/// A threshold: from its first mark on, or below its second.
#[derive(Clone)]
pub(super) struct Threshold<S> {
    pub(super) of: S,
    pub(super) from: Option<Code>,
    pub(super) below: Option<Code>,
}

/// All grades that are looked for in a slot: bands, and the first step of what is read by grade.
pub(super) fn grade_thresholds(slot: &Slot<'_>) -> Vec<Threshold<ScaleId>> {
    let bands = slot.sources().filter_map(|source| source.grade.as_ref());
    let bands =
        bands.map(|band| Threshold { of: band.scale.clone(), from: band.from.clone(), below: band.below.clone() });
    let effects = slot.named_by.iter().filter(|(rule, _)| slot.is_first_of(rule)).flat_map(|(rule, _)| &rule.to);
    let steps = effects.flat_map(|effect| {
        let worth = effect.amounts.as_ref().map(|amounts| &amounts.worth);
        let (scale, marks): (Option<&ScaleId>, Vec<&Code>) = match (worth, &effect.grade) {
            (Some(RuleWorth::Table { by: TableBy::Grade(scale), steps }), _) => {
                (Some(scale), steps.iter().map(|step| &step.from).collect())
            }
            (_, GradePolicy::Map { scale, steps }) => (Some(scale), steps.iter().map(|step| &step.from).collect()),
            _ => (None, Vec::new()),
        };
        let step = move |from: &Code| Some(Threshold { of: scale?.clone(), from: Some(from.clone()), below: None });
        marks.into_iter().filter_map(step).collect::<Vec<_>>()
    });
    bands.chain(steps).collect()
}

/// The same of levels.
pub(super) fn level_thresholds(slot: &Slot<'_>) -> Vec<Threshold<Code>> {
    let bands = slot.sources().filter_map(|source| source.level.as_ref());
    let bands =
        bands.map(|band| Threshold { of: band.framework.clone(), from: band.from.clone(), below: band.below.clone() });
    let effects = slot.named_by.iter().filter(|(rule, _)| slot.is_first_of(rule)).flat_map(|(rule, _)| &rule.to);
    let steps = effects.filter_map(|effect| match &effect.amounts.as_ref()?.worth {
        RuleWorth::Table { by: TableBy::Level(framework), steps } => Some((framework, steps)),
        _ => None,
    });
    let steps = steps.flat_map(|(framework, steps)| {
        steps.iter().map(|step| Threshold { of: framework.clone(), from: Some(step.from.clone()), below: None })
    });
    bands.chain(steps).collect()
}

/// The worst place that all bands take and that every table's first step reaches; or the best that all bands take.
pub(super) fn lowest(all: &[Code], bands: &[(Option<&Code>, Option<&Code>)], firsts: &[&Code]) -> Option<Code> {
    let place = |code: &Code| all.iter().position(|one| one == code);
    let from = bands.iter().filter_map(|(from, _)| place((*from)?));
    let from = from.chain(firsts.iter().filter_map(|first| place(first))).max().unwrap_or(0);
    let below = bands.iter().filter_map(|(_, below)| place((*below)?)).min().unwrap_or(all.len());
    all.get(from.min(below.saturating_sub(1))).cloned()
}

/// A grade that the slot's rules look for, if they look for any.
pub(super) fn grade(framework: &Framework, slot: &Slot<'_>) -> Option<Grade> {
    let thresholds = grade_thresholds(slot);
    let scale = thresholds.first().map(|threshold| threshold.of.clone());
    // A grade that is carried on is there, on any scale.
    let carried = slot.named_by.iter().any(|(rule, _)| rule.to.iter().any(|effect| effect.grade == GradePolicy::Carry));
    let scale = scale.or_else(|| carried.then(|| framework.scales().next().map(|scale| scale.id.clone()))?)?;
    let all = marks(framework, &scale);
    let ours: Vec<_> = thresholds.iter().filter(|threshold| threshold.of == scale).collect();
    let bands: Vec<_> = ours.iter().map(|one| (one.from.as_ref(), one.below.as_ref())).collect();
    let spelled = |code: Option<&Code>| code.and_then(|code| canonical(framework, &scale, code));
    let bands: Vec<_> = bands.into_iter().map(|(from, below)| (spelled(from), spelled(below))).collect();
    // Of the steps only the first must be reached: the later ones would be too.
    let banded = slot.sources().filter(|source| source.grade.as_ref().is_some_and(|band| band.scale == scale)).count();
    let (banded, steps) = bands.split_at_checked(banded)?;
    let firsts: Vec<&Code> = steps.first().and_then(|(from, _)| from.as_ref()).into_iter().collect();
    let banded: Vec<_> = banded.iter().map(|(from, below)| (from.as_ref(), below.as_ref())).collect();
    Some(Grade { mark: lowest(&all, &banded, &firsts)?, scale })
}

/// A level that the slot's rules look for, if they look for any.
pub(super) fn level(framework: &Framework, slot: &Slot<'_>) -> Option<Level> {
    let thresholds = level_thresholds(slot);
    let of = thresholds.first()?.of.clone();
    let ours: Vec<_> = thresholds.iter().filter(|threshold| threshold.of == of).collect();
    let banded = slot.sources().filter(|source| source.level.as_ref().is_some_and(|band| band.framework == of)).count();
    let (banded, steps) = ours.split_at_checked(banded)?;
    let banded: Vec<_> = banded.iter().map(|one| (one.from.as_ref(), one.below.as_ref())).collect();
    let firsts: Vec<&Code> = steps.first().and_then(|one| one.from.as_ref()).into_iter().collect();
    Some(Level { level: lowest(framework.levels_of(&of), &banded, &firsts)?, framework: of })
}

/// The shortest spelling of a mark.
pub(in crate::testing::rules) fn canonical(framework: &Framework, scale: &ScaleId, mark: &Code) -> Option<Code> {
    let scale = framework.scale(scale)?;
    scale.mark(scale.rank(mark).ok()?)
}

/// A place, the one before and the one after.
pub(super) fn around(all: &[Code], at: &Code) -> Vec<Code> {
    let Some(place) = all.iter().position(|one| one == at) else { return Vec::new() };
    let places = [place.checked_sub(1), Some(place), place.checked_add(1)];
    places.into_iter().flatten().filter_map(|place| all.get(place).cloned()).collect()
}
