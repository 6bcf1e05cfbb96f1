//! draft
mod cell;
mod moves;
mod sample;
mod size;
mod span;
mod wish;
