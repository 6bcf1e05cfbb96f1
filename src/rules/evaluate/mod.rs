//! The evaluator: from a rule book and the facts of one application to an answer, and how it came about.
//!
//! It goes in the steps of the chapter [`rules`](crate::manual::rules): the basis day ([`case`]), the rules that name an
//! outcome ([`candidates`]), their tests ([`sources`], [`needs`], [`effects`]), the amounts ([`sums`]), the limits
//! ([`limits`]), how those that match combine ([`combine`]), and what is granted ([`grants`], [`answer`]).

mod answer;
mod audit;
mod candidates;
mod case;
mod combine;
mod effects;
mod grants;
mod judge;
mod limits;
mod needs;
mod places;
mod sources;
mod sums;

#[cfg(test)]
mod tests;

pub use answer::evaluate;
#[cfg(feature = "analysis")]
pub(crate) use answer::evaluate_among;
pub use audit::{Passed, passed_limits};
pub use case::basis_day;
pub use needs::reads;
