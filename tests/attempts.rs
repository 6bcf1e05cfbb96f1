//! Attempts at one thing, told as stories on one small world: which of them stands, which is in use, and what two of them in
//! use come to. Every story is played again in other orders of recording, and with sweeps between its lines.

#[path = "attempts/documents.rs"]
mod documents;
#[path = "attempts/laws.rs"]
mod laws;
#[path = "attempts/page.rs"]
mod page;
#[path = "attempts/pairs.rs"]
mod pairs;
#[path = "attempts/plans.rs"]
mod plans;
#[path = "attempts/probe.rs"]
mod probe;
#[path = "attempts/refused.rs"]
mod refused;
#[path = "attempts/stories/mod.rs"]
mod stories;
#[path = "attempts/teller.rs"]
mod teller;
#[path = "attempts/views.rs"]
mod views;
#[path = "common/world.rs"]
mod world;
