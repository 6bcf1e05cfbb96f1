//! An application after another one: what was granted becomes what counts.

use crate::analysis::rules::case::Case;
use crate::rules::{Answer, Facts, Grant};

/// The facts with what the case granted among what stands.
pub(super) fn after(facts: &Facts, case: &Case) -> Facts {
    let grants: &[Grant] = if let Answer::Granted(grants) = &case.answer { grants } else { &[] };
    let mut facts = facts.clone();
    facts.prior.extend(grants.iter().map(|grant| case.facts.prior(grant)));
    facts
}
