//! Whole numbers of 128 bits, checked.

use crate::credit::Credits;
use crate::planner::fault::Fault;
use crate::planner::fault::PlanError;

/// Ten-thousandths, items, or products of these with shares.
pub(super) type Number = i128;

pub(super) fn large() -> Fault {
    Fault::NoModel(PlanError::TooLarge { what: "a sum of the plan".to_owned() })
}

pub(super) fn number(credits: Credits) -> Number {
    credits.ten_thousandths().into()
}

pub(super) fn total(numbers: impl IntoIterator<Item = Number>) -> Result<Number, Fault> {
    numbers.into_iter().try_fold(0_i128, Number::checked_add).ok_or_else(large)
}

pub(super) fn plus(left: Number, right: Number) -> Result<Number, Fault> {
    left.checked_add(right).ok_or_else(large)
}

pub(super) fn minus(left: Number, right: Number) -> Result<Number, Fault> {
    left.checked_sub(right).ok_or_else(large)
}

pub(super) fn times(left: Number, right: Number) -> Result<Number, Fault> {
    left.checked_mul(right).ok_or_else(large)
}

/// How often a list has what is asked for.
pub(super) fn how_many<T>(list: impl Iterator<Item = T>) -> Number {
    list.fold(0, |number: Number, _| number.checked_add(1).unwrap_or(number))
}

/// The number as an amount. None where it is below zero or above all amounts.
pub(super) fn amount(number: Number) -> Option<Credits> {
    u64::try_from(number).ok().and_then(Credits::from_ten_thousandths)
}

/// The number as an amount is written.
pub(super) fn written(number: Number) -> String {
    amount(number).map_or_else(|| format!("{number}/10000"), |credits| credits.to_string())
}
