//! The programs under `examples/`: what they print, and that their documents fit each other.

#[path = "../kit/mod.rs"]
mod kit;

mod check_rulebook;
mod data;
mod exam_credit;
mod koski;
mod lifelong;
mod oulad;
mod small;
mod utd;
