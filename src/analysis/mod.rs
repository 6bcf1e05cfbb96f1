//! What nobody meant: analyses of rule books and programmes that are sound, and the judgement of a document that is to
//! be published.
//!
//! [`analyse`] looks through a rule book, [`diff`] compares two versions of one, and [`remarks`] looks through
//! programmes. Publishing puts them to a document beside those that are published; [`JUDGED`] is the number of what they are.

#![deny(clippy::arithmetic_side_effects)]

pub(crate) mod judge;
mod programmes;
pub(crate) mod rules;

pub use judge::JUDGED;
pub(crate) use judge::Judge;
pub(crate) use programmes::remarks_again;
pub use programmes::{Vocabulary, remarks, remarks_beside, rules_beside};
#[cfg(feature = "testing")]
pub(crate) use rules::can_be_waived;
pub(crate) use rules::{ANALYSING_EVALUATIONS, analyse_within};
pub use rules::{
    About, Analysis, Case, Diff, Difference, Edit, Favour, Fraction, LotClass, Proved, RuleRemark, Unsound, Valuation,
    analyse, check_valuation, diff,
};
