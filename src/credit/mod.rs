//! Quantities: amounts of credit in a unit, exact ratios, and rounding that says which way.

#![deny(clippy::arithmetic_side_effects)]

mod amount;
mod ratio;
mod rounding;
mod unit;

pub use amount::{Amount, AmountError, Credits};
pub(crate) use ratio::product;
pub use ratio::{Ratio, RatioError};
pub use rounding::{ConvertError, Division, Remainder, Rounding, RoundingError};
pub use unit::{Hours, OffQuantum, Unit, UnitError};
