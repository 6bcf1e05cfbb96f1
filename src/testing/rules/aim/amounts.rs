//! Amounts: enough for whole quanta to come out, and those around sizes, takes, leasts and mosts.

use crate::credit::{Credits, Ratio};
use crate::id::UnitId;
use crate::rules::{RuleBook, RuleWorth, Taking};
use crate::testing::rules::aim::slot::Slot;

/// The smallest step of a unit.
pub(in crate::testing::rules) fn quantum(book: &RuleBook, unit: &UnitId) -> Credits {
    book.draft().framework.unit(unit).map_or(Credits::ONE, |unit| unit.quantum)
}

/// So many times as much; none where that is too much.
pub(in crate::testing::rules) fn times(credits: Credits, count: u64) -> Option<Credits> {
    Credits::from_ten_thousandths(credits.ten_thousandths().checked_mul(count)?)
}

/// The least amount of a slot's unit that gives a whole number of quanta by all rates of its rules.
fn period(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId) -> Credits {
    let quantum_in = quantum(book, unit);
    let effects = slot.named_by.iter().flat_map(|(rule, _)| &rule.to).filter_map(|effect| effect.amounts.as_ref());
    let steps = effects.filter_map(|amounts| match &amounts.worth {
        RuleWorth::Rate(rate) => needed(quantum(book, &amounts.unit), *rate, quantum_in),
        _ => None,
    });
    steps.fold(quantum_in, |all, step| multiple(all, step).unwrap_or(all))
}

/// The least whole number of input quanta that gives a whole number of output quanta.
pub(in crate::testing::rules) fn needed(quantum_out: Credits, rate: Ratio, quantum_in: Credits) -> Option<Credits> {
    let out = Ratio::new(quantum_out.ten_thousandths(), quantum_in.ten_thousandths()).ok()?;
    times(quantum_in, out.times(rate.inverse().ok()?).ok()?.num())
}

/// The least common multiple.
fn multiple(left: Credits, right: Credits) -> Option<Credits> {
    let ratio = Ratio::new(left.ten_thousandths(), right.ten_thousandths()).ok()?;
    times(left, ratio.den())
}

/// The least that some amounts are said to be; what is worth a rule's `least` among them.
fn floor(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId) -> Credits {
    let sizes = slot.sources().filter_map(|source| source.size.as_ref()).filter(|size| size.unit == *unit);
    let sizes = sizes.filter_map(|size| size.from);
    let takes = slot.sources().filter_map(|source| match source.take {
        Taking::Fixed(credits) => Some(credits),
        Taking::Asked | Taking::Whole => None,
    });
    let worth = thresholds(book, slot, unit).into_iter().filter(|(_, is_least)| *is_least).map(|(credits, _)| credits);
    sizes.chain(takes).chain(worth).max().unwrap_or(Credits::ZERO)
}

/// An amount that all sources take, and of which whole quanta come out if that can be.
pub(super) fn amount(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId) -> Credits {
    let (period, floor) = (period(book, slot, unit), floor(book, slot, unit));
    let count = floor.ten_thousandths().div_ceil(period.ten_thousandths().max(1)).max(1);
    let below = slot.sources().filter_map(|source| source.size.as_ref()?.below).min();
    let fits = |credits: &Credits| below.is_none_or(|below| *credits < below);
    let quantum = quantum(book, unit);
    let whole = times(period, count).filter(fits);
    whole.or_else(|| below?.minus(quantum).ok().filter(|credits| *credits >= floor)).unwrap_or(floor.max(quantum))
}

/// Inputs that are worth just a rule's least or most; whether it is a least.
fn thresholds(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId) -> Vec<(Credits, bool)> {
    let effects = slot.named_by.iter().flat_map(|(rule, _)| &rule.to).filter_map(|effect| effect.amounts.as_ref());
    let inputs = effects.flat_map(|amounts| {
        let RuleWorth::Rate(rate) = &amounts.worth else { return Vec::new() };
        let ends = [(amounts.least, true), (amounts.most, false)];
        let input = |(end, is_least): (Option<Credits>, bool)| {
            let worth = Ratio::new(end?.ten_thousandths(), quantum(book, unit).ten_thousandths()).ok()?;
            let (whole, rest) = worth.times(rate.inverse().ok()?).ok()?.split();
            let count = if rest.is_zero() { whole } else { whole.checked_add(1)? };
            Some((times(quantum(book, unit), count)?, is_least))
        };
        ends.into_iter().filter_map(input).collect()
    });
    inputs.collect()
}

/// Amounts at every boundary of a slot, and a step below and above.
pub(super) fn boundaries(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId) -> Vec<Credits> {
    let ends = slot.sources().filter_map(|source| source.size.as_ref()).filter(|size| size.unit == *unit);
    let ends = ends.flat_map(|size| [size.from, size.below]).flatten();
    // Twice the most as well: what two applications would give.
    let worth = thresholds(book, slot, unit).into_iter().map(|(credits, _)| credits);
    let worth = worth.flat_map(|credits| [Some(credits), times(credits, 2)]).flatten();
    let period = period(book, slot, unit);
    let periods = (1..=3).filter_map(|count| times(period, count));
    let quantum = quantum(book, unit);
    let mut all: Vec<Credits> = ends.chain(worth).chain(periods).flat_map(|end| steps(end, quantum)).collect();
    all.push(quantum);
    all.sort();
    all.dedup();
    all
}

/// An amount, a step below and a step above.
pub(super) fn steps(end: Credits, quantum: Credits) -> Vec<Credits> {
    let below = end.minus(quantum).ok().filter(|below| !below.is_zero());
    below.into_iter().chain([end]).chain(end.plus(quantum).ok()).filter(|credits| !credits.is_zero()).collect()
}

/// What may be asked of a lot at the boundary of what its sources take.
pub(super) fn takes(book: &RuleBook, slot: &Slot<'_>, unit: &UnitId, amount: Credits) -> Vec<Credits> {
    let fixed = slot.sources().filter_map(|source| match source.take {
        Taking::Fixed(credits) => Some(credits),
        Taking::Asked | Taking::Whole => None,
    });
    let mut all: Vec<Credits> = fixed.chain([amount]).flat_map(|end| steps(end, quantum(book, unit))).collect();
    all.retain(|credits| *credits <= amount);
    all.sort();
    all.dedup();
    all
}
