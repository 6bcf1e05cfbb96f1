//! Checks laws.

use crate::testing::rules::laws::verdict::Options;
use std::fmt;

use crate::document::Limits;
use crate::rules::RuleBook;
use crate::testing::rules::laws::lab::Lab;
use crate::testing::rules::laws::{Law, Verdict, better, chains, explain, hits, numbers, same, shape, size, waivers};

/// What is said of every law, in the order of [`Law::ALL`].
#[must_use]
pub fn check_all(book: &RuleBook, options: &Options) -> Vec<(Law, Verdict)> {
    Law::ALL.iter().map(|law| (*law, check(book, *law, options))).collect()
}

/// What is said of one law. One that the book waives is not tried.
#[must_use]
pub fn check(book: &RuleBook, law: Law, options: &Options) -> Verdict {
    if let Some(reason) = waivers::reason(book, law) {
        return Verdict::Waived(reason);
    }
    let lab = Lab::new(book, options);
    match law {
        Law::ConversionIdentity => numbers::identity(&lab),
        Law::RemainderBound => numbers::remainder(&lab),
        Law::NoSilentOverflow => numbers::overflow(&lab),
        Law::QuantumRefinement => numbers::refinement(&lab),
        Law::NoAmplification => chains::amplification(&lab),
        Law::RoundTrip => chains::round_trip(&lab),
        Law::SplittingNeverGains => size::splitting(&lab),
        Law::MergingGainBounded => size::merging(&lab),
        Law::MonotoneInSize => size::monotone(&lab),
        Law::MonotoneInGrade => better::grade(&lab),
        Law::MonotoneInEvidence => better::evidence(&lab),
        Law::Irrelevance => better::irrelevance(&lab),
        Law::ExpiryMonotone => better::expiry(&lab),
        Law::Determinism => same::determinism(&lab),
        Law::OrderIndependence => same::order(&lab),
        Law::Renaming => same::renaming(&lab),
        Law::VersionPinning => same::pinning(&lab),
        Law::HashSoundness => same::hash(&lab),
        Law::LearnerIsolation => Verdict::Proved(ISOLATED.to_owned()),
        Law::ClockFree => Verdict::Proved(CLOCKLESS.to_owned()),
        Law::UniqueHit => hits::unique(&lab),
        Law::OverridesWellFounded => hits::overrides(&lab),
        Law::SingleUse => hits::single_use(&lab),
        Law::SimilarMerit => hits::similar(&lab),
        Law::TierGuard => hits::tiers(&lab),
        Law::VersionTiling => shape::tiling(&lab),
        Law::WindowPartition => shape::windows(&lab),
        Law::ExplanationSound => explain::sound(&lab),
        Law::ExplanationComplete => explain::complete(&lab),
        Law::FixIsAFix => explain::fix(&lab),
        Law::WaiversKnown => waivers::known(&lab),
    }
}

const ISOLATED: &str = "an evaluation is a function of a rule book and of the facts of one application, which hold one learner's and name none";
const CLOCKLESS: &str = "an evaluation is a function of a rule book and of facts, and the days are in the facts";

/// What a test of a law says where it fails. Shown as it reads.
pub struct Broken(String);

impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the book in a file keeps a law, or waives it: what [`rulebook_laws!`](crate::rulebook_laws) tests.
///
/// # Errors
/// All that is wrong with the file; or a law that is broken, or that nothing has tried.
pub fn kept(name: &str, text: &[u8], law: Law) -> Result<(), Broken> {
    let book = RuleBook::read(name, text, &Limits::default()).map_err(|findings| Broken(findings.to_string()))?;
    let verdict = check(&book, law, &Options::default());
    if verdict.is_fine() { Ok(()) } else { Err(Broken(format!("{name}: {law} ({}) is {verdict}", law.statement()))) }
}
