//! Days at the ends of periods, and where months end.

use crate::rules::{Effect, Facts, February, Lasting, Months, OutcomeFact, RuleBook};
use crate::testing::rules::aim::change::What;
use crate::testing::rules::aim::slot::Slot;
use crate::time::{Date, Period};

/// The days around both ends of a period.
fn ends(period: &Period) -> Vec<Date> {
    let day = |day: Date| [day.plus_days(-1), Some(day), day.next()];
    day(period.from).into_iter().chain(period.until.into_iter().flat_map(day)).flatten().collect()
}

/// Days of the application and of outcomes at boundaries.
pub(super) fn changes(book: &RuleBook, slots: &[Slot<'_>], facts: &Facts) -> Vec<What> {
    let mut found = Vec::new();
    for (at, (slot, outcome)) in slots.iter().zip(&facts.outcomes).enumerate() {
        for (rule, _) in &slot.named_by {
            found.extend(ends(&rule.valid).into_iter().map(What::Applied));
            found.extend(ends(&rule.valid).into_iter().map(|day| What::Span(at, day, day)));
        }
        for source in slot.sources() {
            let allied = source.consortium.as_ref().and_then(|id| book.consortium(id)).map(|one| one.valid);
            let periods = source.earned.iter().copied().chain(allied);
            found.extend(periods.flat_map(|period| ends(&period)).map(|day| What::Earned(at, day)));
            found.extend(source.age.into_iter().flat_map(|age| ages(book, at, outcome, age)));
        }
        for day in [facts.applied.plus_days(-1), Some(facts.applied), facts.applied.next()] {
            found.push(What::ValidThrough(at, day));
        }
        found.extend(slot.named_by.iter().flat_map(|(rule, _)| &rule.to).filter_map(|effect| leap(at, facts, effect)));
    }
    found
}

/// An age is reached, from the day it was earned and from the days on which months end otherwise.
fn ages(book: &RuleBook, at: usize, outcome: &OutcomeFact, age: Months) -> Vec<What> {
    let (year, ..) = outcome.earned.parts();
    let leap = year.saturating_add(3).saturating_sub(year.saturating_add(3).rem_euclid(4));
    let days = [Date::new(leap, 2, 28), Date::new(leap, 2, 29), Date::new(leap, 12, 31), Some(outcome.earned)];
    let mut found = Vec::new();
    for earned in days.into_iter().flatten() {
        let last = later(earned, age, book.draft().february);
        let around = last.into_iter().flat_map(|last| [last.plus_days(-1), Some(last), last.next()]);
        found.extend(around.flatten().map(|applied| What::Span(at, earned, applied)));
    }
    found
}

/// Of what lasts for months, something earned on 29 February.
fn leap(at: usize, facts: &Facts, effect: &Effect) -> Option<What> {
    let Lasting::Months(_) = effect.expires else { return None };
    let (year, ..) = facts.applied.parts();
    let leap = year.saturating_add(3).saturating_sub(year.saturating_add(3).rem_euclid(4));
    let day = Date::new(leap, 2, 29)?;
    Some(What::Span(at, day, day))
}

/// So many months later, roughly: where the month has no such day, its end or the day after.
fn later(day: Date, months: Months, february: Option<February>) -> Option<Date> {
    let (year, month, of_month) = day.parts();
    let count = u32::from(months.months()).checked_add(month)?.checked_sub(1)?;
    let (year, month) = (year.checked_add(i32::try_from(count / 12).ok()?)?, count % 12 + 1);
    let exact = Date::new(year, month, of_month);
    let last = || [30, 29, 28].into_iter().find_map(|day| Date::new(year, month, day));
    exact.or_else(|| if february == Some(February::Up) { last()?.next() } else { last() })
}
