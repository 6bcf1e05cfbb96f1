//! What is written and read for ever, and documents that are not to be read.

#[path = "../kit/mod.rs"]
mod kit;

mod gallery;
mod hostile;
mod merkle;
mod rule_vectors;
mod vectors;
