//! Limits that bind in the audit, across learners: reported, never refused.

use std::collections::BTreeMap;

use crate::credit::Ratio;
use crate::id::{Code, LearnerId};
use crate::rules::book::RuleBook;
use crate::rules::draft::Limit;
use crate::rules::evaluate::limits::{Conversion, Key, most, written};
use crate::rules::facts::Prior;
use crate::rules::words::{Binds, Per};

/// A limit that is passed, in words: conversions are recorded learner by learner, so nobody could refuse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The limit.
    pub limit: Code,
    /// The clause it rests on.
    pub clause: Code,
    /// Whose it is, of a limit that counts each learner.
    pub learner: Option<LearnerId>,
    /// The values that it counts by: a target, an issuer, a content key, the first day of a window.
    pub by: Vec<String>,
    /// How much there is.
    pub total: String,
    /// The most there may be.
    pub most: String,
}

/// The limits of a rule book that bind in the audit and are passed by standing conversions, in the order of limits and
/// of what they count by. Rules count by their ids; a limit on a share of what goes in is for recording only.
#[must_use]
pub fn passed_limits(book: &RuleBook, standing: &[(LearnerId, Prior)]) -> Vec<Passed> {
    let limits = book.draft().limits.iter().filter(|limit| limit.binds == Binds::Audit);
    limits.flat_map(|limit| passed(book, limit, standing)).collect()
}

fn passed(book: &RuleBook, limit: &Limit, standing: &[(LearnerId, Prior)]) -> Vec<Passed> {
    let names = |prior: &Prior| book.versions(&prior.rule).iter().any(|rule| rule.limits.contains(&limit.id));
    let each_learner = limit.per.contains(&Per::Learner) || limit.per.contains(&Per::Lot);
    let mut totals: BTreeMap<(Option<LearnerId>, Key<'_>), u128> = BTreeMap::new();
    for (learner, prior) in standing.iter().filter(|(_, prior)| names(prior)) {
        let conversion = Conversion::earlier(prior);
        for key in conversion.keys(limit) {
            let counted = conversion.counted(limit, &key);
            let total = totals.entry((each_learner.then_some(*learner), key)).or_default();
            *total = total.saturating_add(counted);
        }
    }
    let Some(most) = most(limit) else { return Vec::new() };
    let over = totals.into_iter().filter(|(_, total)| Ratio::reduced(*total, 1).is_none_or(|total| total > most));
    over.map(|((learner, key), total)| told(limit, learner, &key, total, most)).collect()
}

fn told(limit: &Limit, learner: Option<LearnerId>, key: &Key<'_>, total: u128, most: Ratio) -> Passed {
    Passed {
        limit: limit.id.clone(),
        clause: limit.clause.clone(),
        learner,
        by: key.words(),
        total: Ratio::reduced(total, 1).map_or_else(|| total.to_string(), |total| written(limit, total)),
        most: written(limit, most),
    }
}
