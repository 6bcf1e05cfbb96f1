//! Checks: from a draft to a sound rule book, or to all that is wrong with it.
//!
//! Everything is looked at, and told at once. A check costs about as much as what it looks at: none goes through all
//! rules for each rule.
//!
//! | code | what was found |
//! | --- | --- |
//! | B000 | a document of another kind where a rule book is read |
//! | B001 | an id that is there twice, or a target that a rule has twice |
//! | B002 | versions of a rule that overlap |
//! | B003 | a reference that leads nowhere |
//! | B004 | something that nothing refers to |
//! | B005 | an amount that is not in whole quanta, or a number of things that is not whole |
//! | B006 | a mark or level that is not there, or a mark that does not pass where a passing one is given |
//! | B007 | a band or period in which nothing lies, or steps that do not rise |
//! | B008 | a number of no evaluator |
//! | B009 | a review or an appeal of no days, or of more than a year |
//! | B010 | months in a book that does not say how they end |
//! | B011 | a book without rules |
//! | B012 | a list that must not be empty |
//! | B013 | a reserving source without a scope, or another with one |
//! | B014 | two sources of a rule that name one outcome |
//! | B015 | an amount taken without a unit, or of a witness |
//! | B016 | a rate whose sources have no unit, or several |
//! | B017 | a table or a grade by a first source that does not take one outcome |
//! | B018 | ways of rounding that do not go together |
//! | B019 | a number that is out of range |
//! | B020 | a denial or an exemption that gives credit, or an effect that does not say how much |
//! | B021 | an effect whose tier nobody knows |
//! | B022 | an effect against the tier policy |
//! | B023 | a group that chooses the best of several units |
//! | B024 | overrides that go in a circle |
//! | B025 | a limit whose parts do not go together |
//! | B026 | a limit that never counts what its rule gives |
//! | B027 | a rule that converts what is never converted |
//! | B028 | conditions of which one is there twice, or that never hold together |
//! | B029 | a review by a role that does not review |
//! | B030 | needs that are nested too deep |
//! | B031 | a text that is empty, too long or not plain |
//! | B032 | a rate from class hours that is not what stands behind a credit |
//!
//! B030 and B031 are of drafts that a program put together: of a document they are found before (`D004`, `D01x`).

mod at;
mod bands;
mod book;
mod checks;
mod effects;
mod hours;
mod limits;
mod names;
mod needs;
mod normal;
mod problem;
mod rounding;
mod rules;
mod run;
mod sources;
mod tiers;
mod versions;

use at::At;
pub(crate) use normal::{normalise, tier_of};
pub use problem::Problem;
pub(crate) use run::is_sound;

#[cfg(test)]
mod tests;
