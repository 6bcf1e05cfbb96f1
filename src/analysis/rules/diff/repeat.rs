//! Applications one after the other: limits and residuals differ only when something was granted before.

use crate::analysis::rules::case::attempt;
use crate::analysis::rules::diff::compare::{Difference, compare};
use crate::analysis::rules::prior::after;
use crate::id::LotId;
use crate::rules::{Answer, Facts, RuleBook};

/// How often the same is applied for.
const TIMES: u32 = 40;

/// The first of equal applications, each for another outcome, to which the books answer differently; and how many
/// were tried.
pub(super) fn repeated(old: &RuleBook, new: &RuleBook, facts: &Facts) -> (Option<Difference>, u64) {
    let mut facts = facts.clone();
    let mut tried: u64 = 0;
    for entry in 1..=TIMES {
        tried = tried.saturating_add(1);
        if let Some(difference) = compare(old, new, &facts) {
            return (Some(difference), tried);
        }
        let case = attempt(old, facts.clone()).case;
        if !matches!(case.answer, Answer::Granted(_)) {
            break;
        }
        facts = other_lots(after(&facts, &case), entry);
    }
    (None, tried)
}

fn other_lots(mut facts: Facts, entry: u32) -> Facts {
    for (k, outcome) in (0_u16..).zip(&mut facts.outcomes) {
        let id = LotId::here(entry, k);
        facts.attested.iter_mut().filter(|fact| fact.lot == Some(outcome.id)).for_each(|fact| fact.lot = Some(id));
        outcome.id = id;
    }
    facts.attested.sort();
    facts
}
