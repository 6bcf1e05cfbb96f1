//! From a programme and holdings to the integer model and back, exactly as the section "The model" of the chapter
//! [`pathways`](crate::manual::pathways) says.
//!
//! `order` sorts assets and options by what they are; `tree` says what each part asks once reliefs are granted;
//! `eligible` which asset counts where; `board` lays out the unknowns; `rows` collects rows, which `parts`, `lots`,
//! `attempts`, `quotas` and `limits` write; `plans` turns values into a plan and back.

mod attempts;
mod board;
mod eligible;
mod formulation;
mod limits;
mod lots;
mod order;
mod parts;
mod plans;
mod quotas;
mod rows;
mod tree;

pub use formulation::Formulation;
