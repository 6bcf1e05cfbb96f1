//! How the points of a condition compare, and what of a test is told.

use crate::rules::{Got, Test, What};

/// Grades are better, levels higher, days later, evidence surer, and the rest is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Better,
    Higher,
    Later,
    More,
    Surer,
}

/// How the points of a condition compare. Every condition is named, so that a new one is not forgotten.
pub(super) const fn sense(what: What) -> Sense {
    match what {
        What::Grade | What::GradeOut | What::Passed | What::Table => Sense::Better,
        What::Evidence => Sense::Surer,
        What::Level => Sense::Higher,
        What::Age | What::Earned | What::EarnedWhen | What::Valid => Sense::Later,
        What::Attested
        | What::Consortium
        | What::Content
        | What::Count
        | What::Enrolled
        | What::Issuer
        | What::Least
        | What::Limit
        | What::Match
        | What::Never
        | What::NotIssuer
        | What::Range
        | What::SameIssuer
        | What::Score
        | What::Size
        | What::Take
        | What::Team
        | What::Tier
        | What::TierMove
        | What::Unit => Sense::More,
    }
}

/// Whether an amount cannot come out because there is no last valid day for it, not because of the number.
pub(super) fn lacks_day(test: &Test) -> bool {
    test.what == What::Range && matches!(test.got, Got::Other(_))
}

/// Whether an amount cannot come out because it is not a whole number of quanta, and is not rounded.
pub(super) fn is_not_whole(test: &Test) -> bool {
    test.what == What::Range && test.got == Got::NotWhole
}

/// What a condition is one of, in backticks.
pub(super) fn of(test: &Test) -> String {
    test.of.as_ref().map(|of| format!("`{of}`")).unwrap_or_default()
}

/// A yes or no as it is told. That an outcome is never converted is told as whether it may be.
pub(super) const fn told(test: &Test, is: bool) -> bool {
    match test.what {
        What::Never => !is,
        _ => is,
    }
}
