//! The chapter [`rules`](crate::manual::rules) once more, in the plainest way: every rule is looked at, nothing is
//! indexed, and nothing is explained. It was written from the chapter alone, and is there to be compared with
//! [`evaluate`](crate::rules::evaluate).

mod amounts;
mod answer;
mod case;
mod combine;
mod limits;
mod months;
mod needs;
mod numbers;
mod sources;

pub use answer::evaluate;
