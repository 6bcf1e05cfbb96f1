//! What holds whatever happens: random histories, the naive model beside the ledger, and arithmetic.

#[path = "../kit/mod.rs"]
mod kit;

mod banks;
mod histories;
mod model;
mod quantities;
