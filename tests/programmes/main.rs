//! Programmes and pathways: checked, planned, counted, and what is missing told.

#[path = "../kit/mod.rs"]
mod kit;

mod advice;
mod advice_laws;
mod alike;
mod attempts;
mod contradictions;
mod counting;
mod fine;
mod greedy;
mod groups;
mod identity;
mod model;
mod names;
mod plan_laws;
mod reference;
mod solve;
mod why;
mod why_laws;
