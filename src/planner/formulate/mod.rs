//! From a programme and holdings to the integer model and back, exactly as the section "The model" of the chapter
//! [`pathways`](crate::manual::pathways) says.
//!
//! `order` sorts assets and options by what they are; `tree` says what each part asks once reliefs are granted;
//! `eligible` which asset counts where, and `had` where nothing is left to take; `board` lays out the unknowns; `rows` collects rows, which `parts`, `lots`,
//! `attempts`, `quotas` and `limits` write; `plans` turns values into a plan and back;
//! `ways` says in which ways something could count beside that.

mod attempts;
mod board;
mod eligible;
mod formulation;
mod had;
mod limits;
mod lots;
mod order;
mod parts;
mod plans;
mod quotas;
mod rows;
mod sets;
mod tree;
mod ways;

pub use formulation::Formulation;
pub(crate) use ways::{Leaf, Summand};
