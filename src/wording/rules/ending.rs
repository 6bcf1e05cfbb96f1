//! How an application ended, read from the verdicts.

use crate::id::{Code, LotId};
use crate::rules::{Candidate, Check, Explanation, Verdict};

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The book is at fault: these rules collide.
    Ambiguous(Vec<Code>),
    /// The applicant is to name one of these rules.
    Choose(Vec<Code>),
    /// These rules grant.
    Granted(Vec<Code>),
    /// A limit does not hold for all that would be granted together.
    Joint,
    /// No rule names any of the outcomes.
    Unnamed,
    /// Something would be granted, but not for these lots.
    Uncovered(Vec<LotId>),
    /// No rule grants.
    Refused,
}

/// In the order of precedence of the chapter on rules.
pub(super) fn ending(explanation: &Explanation) -> Ending {
    let of = |is: fn(&Verdict) -> bool| rules(explanation, is);
    let ambiguous = of(|verdict| matches!(verdict, Verdict::Ambiguous { .. }));
    let open = of(|verdict| matches!(verdict, Verdict::Open));
    let applied = of(|verdict| matches!(verdict, Verdict::Applied));
    let missing = uncovered(explanation);
    if explanation.candidates.is_empty() {
        Ending::Unnamed
    } else if !ambiguous.is_empty() {
        Ending::Ambiguous(ambiguous)
    } else if !open.is_empty() {
        Ending::Choose(open)
    } else if applied.is_empty() {
        Ending::Refused
    } else if !missing.is_empty() {
        Ending::Uncovered(missing)
    } else if explanation.joint.iter().all(Check::holds) {
        Ending::Granted(applied)
    } else {
        Ending::Joint
    }
}

/// The rules of a verdict, each once.
fn rules(explanation: &Explanation, is: impl Fn(&Verdict) -> bool) -> Vec<Code> {
    let mut rules: Vec<_> = explanation.candidates.iter().filter(|one| is(&one.verdict)).map(|one| &one.rule).collect();
    rules.dedup();
    rules.into_iter().cloned().collect()
}

/// Lots of the application that are neither in what is applied nor were lost to it.
fn uncovered(explanation: &Explanation) -> Vec<LotId> {
    let covers = |one: &Candidate| matches!(one.verdict, Verdict::Applied | Verdict::Lost { .. });
    let covered = |lot: &LotId| explanation.candidates.iter().any(|one| covers(one) && one.lots.contains(lot));
    explanation.lots.iter().map(|(lot, _)| *lot).filter(|lot| !covered(lot)).collect()
}
