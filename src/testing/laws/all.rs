//! What a law is, and the list of all.

use crate::testing::laws::law::Law;
use crate::testing::laws::{attempts, awards, conversions, ledger, lines, own, rests, reviews, undoing};
use crate::testing::shelf::Shelf;

/// A law and its name.
pub type Named = (&'static str, fn(&Shelf) -> Law);

/// Every law by name.
pub const ALL: &[Named] = &[
    ("parts sum to what a lot is worth", ledger::conserves),
    ("what is used stays until its use ends", ledger::spends_once),
    ("of several attempts as many count as they may", attempts::counts_once),
    ("attempts are in use as the uses wrote", attempts::in_use_as_written),
    ("the same stands in whatever order it was recorded", attempts::stands_in_any_order),
    ("what nothing holds can be used as said", attempts::usable_as_said),
    ("shares sum to what a lot is worth, and sweeps change none", attempts::sums_by_part),
    ("every invariant holds after every line", ledger::keeps_invariants),
    ("deciding again gives the same entry", ledger::decides_again),
    ("replaying the lines gives the passbooks", ledger::replays),
    ("passbooks do not depend on each other's order", ledger::commutes),
    ("a reversal gives back what was", ledger::restores),
    ("no view of the past is negative", ledger::views),
    ("lines are chained", lines::chains),
    ("lines have one form", lines::has_one_form),
    ("both sides of a conversion are equal, to the last fraction", conversions::balances_out),
    ("residuals stay between nothing and a quantum", conversions::keeps_residuals),
    ("what a conversion takes is taken once", conversions::takes_once),
    ("limits on recording hold after every line", conversions::keeps_limits),
    ("what a rule needs passed is named", conversions::names_what_it_reads),
    ("a quote is what filing gives", conversions::quotes_honestly),
    ("enough other people agreed before it was converted", reviews::agreed),
    ("a revocation suspends what is built on it, and no more", undoing::suspends),
    ("a smaller amount suspends what rests on more, and no more", undoing::suspends_short),
    ("a conversion taken back is as if it had been withdrawn", undoing::takes_back),
    ("nothing relies on what was struck", undoing::leaves_nothing),
    ("a sweep moves nothing", undoing::sweeps_move_nothing),
    ("an award binds what its plan counts, and its plan proves itself again", awards::awards_as_planned),
    ("an award names what it reads", rests::awards_name_what_they_read),
    ("what rests on something revoked is suspended", rests::revocations_suspend_what_rests),
    ("what an award counts stands in its scope until it ends", awards::awards_stand),
    ("a version moves only with a matriculation", awards::pins_versions),
    ("a gate that was passed is not tried again", awards::keeps_gates),
    ("an award that ends suspends those that carry out of it", awards::suspends_carriers),
    ("after a merge nothing counts that its own learner made", own::nothing_own_counts),
    ("a merge brings matriculations and awards along", awards::merges_studies),
];

/// Every law.
///
/// # Errors
/// The first that is broken, by name.
pub fn all(shelf: &Shelf) -> Law {
    ALL.iter().try_for_each(|(name, law)| law(shelf).map_err(|what| format!("{name}: {what}")))
}
