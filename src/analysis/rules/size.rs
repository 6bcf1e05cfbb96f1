//! How much must go into a rule for something to come out.

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::UnitId;
use crate::rules::{Amounts, Rule, RuleBook, RuleWorth, Source, Taking};

/// The quantum of a unit; the finest there is where the book does not have the unit.
pub(super) fn quantum(book: &RuleBook, unit: &UnitId) -> Credits {
    let finest = Credits::from_ten_thousandths(1).unwrap_or(Credits::ZERO);
    book.draft().framework.unit(unit).map_or(finest, |unit| unit.quantum)
}

/// An amount that is surely enough of what a source takes; none where numbers are too large.
pub(super) fn least_input(book: &RuleBook, rule: &Rule, source: &Source) -> Option<Credits> {
    let taken = match source.take {
        Taking::Fixed(credits) => credits,
        Taking::Asked | Taking::Whole => Credits::ZERO,
    };
    let rates = rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
    let needed = rates.map(|amounts| needed(book, amounts)).collect::<Option<Vec<_>>>()?;
    Some(needed.into_iter().fold(taken, Ord::max))
}

/// The input that is worth one quantum, or the least.
fn needed(book: &RuleBook, amounts: &Amounts) -> Option<Credits> {
    let RuleWorth::Rate(rate) = amounts.worth else { return Some(Credits::ZERO) };
    let wanted = amounts.least.unwrap_or(Credits::ZERO).max(quantum(book, &amounts.unit));
    let exact = wanted.convert(rate.inverse().ok()?, Credits::from_ten_thousandths(1)?, Rounding::Up);
    exact.ok().map(|division| division.quotient)
}

/// The amount, or the next larger one that is a whole number of quanta.
pub(super) fn whole(credits: Credits, quantum: Credits) -> Option<Credits> {
    credits.convert(Ratio::ONE, quantum, Rounding::Up).ok().map(|division| division.quotient)
}
