//! What the tests of several subjects share.
#![allow(dead_code, reason = "each test program uses some of it")]

pub(crate) mod asked;
pub(crate) mod bank;
pub(crate) mod cases;
pub(crate) mod golden;
pub(crate) mod identity;
pub(crate) mod large;
pub(crate) mod order;
pub(crate) mod played;
pub(crate) mod programmes;
pub(crate) mod rules;
pub(crate) mod shown;
pub(crate) mod story;
pub(crate) mod world;
