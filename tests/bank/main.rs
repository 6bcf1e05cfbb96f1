//! The bank over its stores: what is written, opened, audited, imported, exported, damaged.

#[path = "../kit/mod.rs"]
mod kit;

mod awards;
mod crash;
mod door;
mod export;
mod import;
mod judged;
mod programmes;
mod publishing;
mod refound;
mod stores;
mod verify_conversions;
mod whole;
