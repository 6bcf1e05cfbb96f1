//! An application after another one: what was granted becomes what counts.

use crate::rules::analyse::case::Case;
use crate::rules::answer::{Answer, Grant};
use crate::rules::facts::{Facts, Prior, PriorOutput};

/// The facts with what the case granted among what stands.
pub(super) fn after(facts: &Facts, case: &Case) -> Facts {
    let grants: &[Grant] = if let Answer::Granted(grants) = &case.answer { grants } else { &[] };
    let mut facts = facts.clone();
    facts.prior.extend(grants.iter().map(|grant| prior(case, grant)));
    facts
}

fn prior(case: &Case, grant: &Grant) -> Prior {
    let known = |id| case.facts.outcomes.iter().find(|outcome| outcome.id == id);
    let lots = grant.inputs.iter().filter_map(|input| known(input.lot));
    Prior {
        lots: lots.map(|outcome| (outcome.id, outcome.content.clone(), outcome.issuer.clone())).collect(),
        on: case.facts.applied,
        outputs: grant
            .outputs
            .iter()
            .map(|output| PriorOutput {
                after: output.after,
                amount: output.amount.clone(),
                before: output.before,
                target: output.target.clone(),
            })
            .collect(),
        rule: grant.rule.clone(),
    }
}
