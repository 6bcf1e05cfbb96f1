//! Loaders: from a TOML text to a sound document, or to all that is wrong with it. One file for each kind.
//!
//! | code | what was found |
//! | --- | --- |
//! | R001 | a quantum of zero |
//! | R002 | a unit called `item`, which is built in |
//! | R003 | hours that are zero, or whose least is above their most |
//! | R004 | a grade scale that is neither a range nor a ladder, or both |
//! | R005 | marks that make no scale |
//! | R006 | a qualifications framework without levels |
//! | R007 | a power to issue without kinds or tiers |
//! | R008 | a power with kinds, tiers, years or attempts that it does not have |
//! | R009 | a course without a value |
//! | R010 | values of a course that overlap |
//! | R011 | a unit or scale that the framework does not have |
//! | R012 | a value, or a most of attempts, that is not in whole quanta |
//! | R013 | a rule book, or programmes, where a document of the registry is read |
//! | R014 | a policy for attempts that contradicts itself |
//! | R015 | a most of attempts in another unit than the course |
//! | R016 | a course that nobody owns beside one of the same code that somebody owns |
//! | R017 | courses that continue each other in a circle |
//! | R018 | a course to continue, of which cannot be told whose it is |

mod attempts;
mod continues;
mod courses;
mod document;
mod framework;
mod institutions;
mod mandates;
mod owners;
mod written;

pub use document::Head;
pub(crate) use document::under_head;
pub(crate) use framework::read_framework;
pub(crate) use written::Written;
