//! A second reading of the chapter [`pathways`](crate::manual::pathways): whether a plan is lawful, straight from what is
//! counted, without the model. It shares nothing with it but what picks take and when windows begin.
//!
//! Amounts are ten-thousandths of a credit of the programme's unit, never quanta.

mod asked;
mod attempts;
mod case;
pub(crate) mod counted;
mod limits;
mod lots;
mod numbers;
mod quotas;
mod tally;
mod trees;

pub(crate) use counted::count;
