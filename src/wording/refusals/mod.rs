//! Refusals in words. English stands at each refusal; 中文 stands here, a file a group, as a registrar would say it: what is
//! wrong, and what to do.

mod award;
mod gate;
mod lot;
mod passbook;
mod request;
mod tell;
mod uses;
mod what;
mod when;
mod who;
mod words;

pub use tell::tell_refusal;
