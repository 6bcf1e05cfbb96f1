//! Marks, levels, amounts and days as places that compare.

use crate::id::{Code, ScaleId};
use crate::registry::{Framework, Grade, Level};
use crate::registry::{GradeBand, LevelBand, SizeBand};
use crate::rules::explanation::{Got, Point, Wanted};
use crate::rules::facts::OutcomeFact;

/// The place of a mark on a scale.
pub(super) fn mark(framework: &Framework, scale: &ScaleId, mark: &Code) -> Option<Point> {
    let rank = framework.scale(scale)?.rank(mark).ok()?;
    Some(Point::rank(rank.number(), mark))
}

/// The place of a level in a qualifications framework.
pub(super) fn level(framework: &Framework, of: &Code, level: &Code) -> Option<Point> {
    let place = u64::try_from(framework.level_place(of, level)?).ok()?;
    Some(Point::rank(place, level))
}

/// Where a grade stands on a scale. One on another scale cannot be compared.
pub(super) fn grade_on(framework: &Framework, scale: &ScaleId, grade: Option<&Grade>) -> Got {
    let Some(grade) = grade else { return Got::Nothing };
    let place = if grade.scale == *scale { mark(framework, scale, &grade.mark) } else { None };
    place.map_or_else(|| Got::Other(grade.to_string()), Got::Point)
}

/// Where a level stands in a qualifications framework. One of another framework cannot be compared.
pub(super) fn level_in(framework: &Framework, of: &Code, found: Option<&Level>) -> Got {
    let Some(found) = found else { return Got::Nothing };
    let place = if found.framework == *of { level(framework, of, &found.level) } else { None };
    place.map_or_else(|| Got::Other(found.to_string()), Got::Point)
}

/// The whole amount of a lot. One in another unit cannot be compared.
pub(super) fn size_in(band: &SizeBand, outcome: &OutcomeFact) -> Got {
    let amount = &outcome.amount;
    if amount.unit == band.unit {
        return Got::Point(Point::credits(amount.credits, &amount.unit));
    }
    Got::Other(amount.to_string())
}

pub(super) fn in_grades(framework: &Framework, band: &GradeBand) -> Wanted {
    let end = |end: Option<&Code>| end.and_then(|code| mark(framework, &band.scale, code));
    Wanted::Within { from: end(band.from.as_ref()), below: end(band.below.as_ref()) }
}

pub(super) fn in_levels(framework: &Framework, band: &LevelBand) -> Wanted {
    let end = |end: Option<&Code>| end.and_then(|code| level(framework, &band.framework, code));
    Wanted::Within { from: end(band.from.as_ref()), below: end(band.below.as_ref()) }
}

pub(super) fn in_sizes(band: &SizeBand) -> Wanted {
    let end = |end: Option<crate::credit::Credits>| end.map(|credits| Point::credits(credits, &band.unit));
    Wanted::Within { from: end(band.from), below: end(band.below) }
}

/// From a place on.
pub(super) const fn at_least(from: Option<Point>) -> Wanted {
    Wanted::Within { from, below: None }
}
