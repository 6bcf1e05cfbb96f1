//! Axes: the points of a grade, a level, a size or a day at which what a book says can change, and facts moved there.

use std::collections::BTreeSet;

use crate::analysis::rules::ground::Taker;
use crate::analysis::rules::size::quantum;
use crate::credit::{Amount, Credits};
use crate::id::{Code, ScaleId, UnitId};
use crate::registry::{Grade, GradeRank, Level};
use crate::rules::{Facts, GradePolicy, RuleBook, RuleWorth, TableBy};
use crate::time::Date;

/// An axis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    Grade(ScaleId),
    Level(Code),
    Size(UnitId),
    Day,
}

/// A point of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Grade(Grade),
    Level(Level),
    Size(Amount),
    /// The basis date.
    Day(Date),
}

impl Axis {
    /// The axes on which rules make a difference.
    pub(super) fn all(takers: &[Taker<'_>]) -> BTreeSet<Self> {
        let mut all = BTreeSet::from([Self::Day]);
        for taker in takers {
            let source = taker.source;
            all.extend(source.grade.iter().map(|band| Self::Grade(band.scale.clone())));
            all.extend(source.level.iter().map(|band| Self::Level(band.framework.clone())));
            let unit = source.size.as_ref().map(|band| &band.unit).or(source.unit.as_ref());
            all.extend(unit.map(|unit| Self::Size(unit.clone())));
            for effect in &taker.rule.to {
                match effect.amounts.as_ref().map(|amounts| &amounts.worth) {
                    Some(RuleWorth::Table { by: TableBy::Grade(scale), .. }) => {
                        all.extend([Self::Grade(scale.clone())]);
                    }
                    Some(RuleWorth::Table { by: TableBy::Level(levels), .. }) => {
                        all.extend([Self::Level(levels.clone())]);
                    }
                    _ => {}
                }
                if let GradePolicy::Map { scale, .. } = &effect.grade {
                    all.extend([Self::Grade(scale.clone())]);
                }
            }
        }
        all
    }

    /// The points, from the worst, lowest, smallest or earliest: one in each cell, of a size the first and the last.
    pub(super) fn points(&self, book: &RuleBook, takers: &[Taker<'_>]) -> Vec<Point> {
        match self {
            Self::Grade(scale) => grades(book, scale, takers),
            Self::Level(framework) => levels(book, framework),
            Self::Size(unit) => sizes(book, unit, takers),
            Self::Day => days(book, takers),
        }
    }
}

/// The first mark of each cell.
fn grades(book: &RuleBook, id: &ScaleId, takers: &[Taker<'_>]) -> Vec<Point> {
    let Some(scale) = book.draft().framework.scale(id) else { return Vec::new() };
    let mut ranks: BTreeSet<GradeRank> = BTreeSet::from([scale.worst()]);
    let mut cut = |mark: Option<&Code>| ranks.extend(mark.and_then(|mark| scale.rank(mark).ok()));
    for taker in takers {
        if let Some(band) = taker.source.grade.as_ref().filter(|band| band.scale == *id) {
            cut(band.from.as_ref());
            cut(band.below.as_ref());
        }
        for effect in &taker.rule.to {
            if let Some(RuleWorth::Table { by: TableBy::Grade(of), steps }) =
                effect.amounts.as_ref().map(|amounts| &amounts.worth)
            {
                steps.iter().filter(|_| of == id).for_each(|step| cut(Some(&step.from)));
            }
            if let GradePolicy::Map { scale: of, steps } = &effect.grade {
                steps.iter().filter(|_| of == id).for_each(|step| cut(Some(&step.from)));
            }
        }
    }
    let marks = ranks.into_iter().filter_map(|rank| scale.mark(rank));
    marks.map(|mark| Point::Grade(Grade { mark, scale: id.clone() })).collect()
}

fn levels(book: &RuleBook, framework: &Code) -> Vec<Point> {
    let ladder = book.draft().framework.levels_of(framework).iter();
    ladder.map(|level| Point::Level(Level { framework: framework.clone(), level: level.clone() })).collect()
}

/// The first and the last size of each cell, and one beyond the last cut.
fn sizes(book: &RuleBook, unit: &UnitId, takers: &[Taker<'_>]) -> Vec<Point> {
    let quantum = quantum(book, unit);
    let cells = takers.iter().filter(|taker| taker.cell.unit == Some(unit)).map(|taker| &taker.cell);
    let cuts: BTreeSet<Credits> =
        cells.flat_map(|cell| cell.size.below.into_iter().chain([cell.size.from, cell.least])).collect();
    let beyond = cuts.last().and_then(|last| last.plus(*last).ok());
    let before = cuts.iter().filter_map(|cut| cut.minus(quantum).ok());
    let mut all: BTreeSet<Credits> = cuts.iter().copied().chain(before).chain(beyond).chain([quantum]).collect();
    all.retain(|credits| !credits.is_zero());
    let admitted =
        |credits: &Credits| book.draft().framework.unit(unit).is_none_or(|unit| unit.admits(*credits).is_ok());
    let all = all.into_iter().filter(admitted);
    all.map(|credits| Point::Size(Amount { credits, unit: unit.clone() })).collect()
}

/// The first day of each cell of basis dates, within the book's period.
fn days(book: &RuleBook, takers: &[Taker<'_>]) -> Vec<Point> {
    let valid = book.draft().head.valid;
    let earned = takers.iter().filter_map(|taker| taker.source.earned);
    let periods = takers.iter().map(|taker| taker.rule.valid).chain(earned);
    let ends = periods.flat_map(|period| std::iter::once(period.from).chain(period.until));
    let mut days: BTreeSet<Date> = ends.filter(|day| valid.covers(*day)).collect();
    days.insert(valid.from);
    days.into_iter().map(Point::Day).collect()
}

impl Point {
    /// Where it is among the points of its axis, in their order.
    pub(super) fn place(&self, book: &RuleBook) -> u64 {
        let framework = &book.draft().framework;
        match self {
            Self::Grade(grade) => {
                let rank = framework.scale(&grade.scale).and_then(|scale| scale.rank(&grade.mark).ok());
                rank.map_or(0, GradeRank::number)
            }
            Self::Level(level) => {
                let place = framework.levels_of(&level.framework).iter().position(|each| *each == level.level);
                place.and_then(|place| place.try_into().ok()).unwrap_or(0)
            }
            Self::Size(amount) => amount.credits.ten_thousandths(),
            Self::Day(day) => day.number(),
        }
    }

    /// The facts with their first outcome moved there. All days move together.
    pub(super) fn put(&self, facts: &Facts, basis: Date) -> Option<Facts> {
        let mut facts = facts.clone();
        let outcome = facts.outcomes.first_mut()?;
        match self {
            Self::Grade(grade) => outcome.grade = Some(grade.clone()),
            Self::Level(level) => outcome.level = Some(level.clone()),
            Self::Size(amount) => {
                outcome.asked = amount.credits;
                outcome.amount = amount.clone();
            }
            Self::Day(day) => move_days(&mut facts, days_between(basis, *day)?)?,
        }
        Some(facts)
    }
}

fn move_days(facts: &mut Facts, by: i64) -> Option<()> {
    facts.applied = facts.applied.plus_days(by)?;
    for outcome in &mut facts.outcomes {
        outcome.earned = outcome.earned.plus_days(by)?;
    }
    for study in &mut facts.enrolments {
        study.from = study.from.plus_days(by)?;
        study.until = match study.until {
            Some(day) => Some(day.plus_days(by)?),
            None => None,
        };
    }
    Some(())
}

/// How many days one day is after another, or before it where negative.
fn days_between(from: Date, to: Date) -> Option<i64> {
    i64::try_from(to.number()).ok()?.checked_sub(i64::try_from(from.number()).ok()?)
}
