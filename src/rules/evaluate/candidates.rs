//! Which rules are tried on which outcomes: every rule, in every version, with a source that names one of them.

use std::collections::BTreeSet;

use crate::rules::draft::Rule;
use crate::rules::evaluate::case::{Case, Trial, Use};
use crate::rules::facts::OutcomeFact;

/// All trials, or those of some rules, in the order of rule ids, first days and lots.
pub(super) fn trials<'a>(case: &Case<'a>, among: Option<&[u32]>) -> Vec<Trial<'a>> {
    let mut trials = Vec::new();
    for place in among.map_or_else(|| places(case), <[u32]>::to_vec) {
        let rule = usize::try_from(place).ok().and_then(|place| case.book.rules().get(place));
        if let Some(rule) = rule {
            add(case, rule, &mut trials);
        }
    }
    trials
}

/// The places of the rules in the book, each once.
fn places(case: &Case<'_>) -> Vec<u32> {
    match case.outcomes.as_slice() {
        [one] => case.book.naming(&one.called()),
        many => {
            let names: BTreeSet<_> = many.iter().map(|one| one.called()).collect();
            let mut all: Vec<_> = names.into_iter().flat_map(|one| case.book.naming(&one)).collect();
            all.sort_unstable();
            all.dedup();
            all
        }
    }
}

/// A rule with one source that takes one outcome is tried on each by itself, any other on all together.
fn add<'a>(case: &Case<'a>, rule: &'a Rule, trials: &mut Vec<Trial<'a>>) {
    let named = case.outcomes.iter().filter_map(|outcome| use_of(rule, outcome));
    if matches!(rule.from.as_slice(), [source] if !source.many) {
        trials.extend(named.map(|one| Trial { rule, uses: vec![one] }));
        return;
    }
    let mut uses: Vec<_> = named.collect();
    uses.sort_by_key(|one| one.place);
    if !uses.is_empty() {
        trials.push(Trial { rule, uses });
    }
}

/// The source of the rule that names an outcome. Of a sound rule no two do.
fn use_of<'a>(rule: &'a Rule, outcome: &'a OutcomeFact) -> Option<Use<'a>> {
    let mut sources = rule.from.iter().enumerate();
    let (place, source) = sources.find(|(_, source)| source.names(&outcome.called()))?;
    Some(Use { place, source, outcome })
}
