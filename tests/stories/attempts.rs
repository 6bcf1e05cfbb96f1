//! Attempts at one thing, told as stories on one small world: which of them stands, which is in use, and what two of them in
//! use come to. Every story is played again in other orders of recording, and with sweeps between its lines.

mod documents;
mod laws;
mod page;
mod pairs;
mod plans;
mod probe;
mod refused;
mod stories;
mod teller;
mod views;
