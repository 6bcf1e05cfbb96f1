//! Minimal cores: groups of rows that together cannot be kept without study, each of which is needed for that.

use std::collections::BTreeSet;

use crate::advice::question::{Answer, Group, Question};
use crate::solver::Why;

/// At most so many cores are looked for.
const CORES: usize = 4;

/// A core, and whether each of its groups was shown to be needed.
pub(super) struct Found {
    pub(super) groups: BTreeSet<Group>,
    pub(super) minimal: bool,
    /// Without each of these it can be reached.
    needed: BTreeSet<Group>,
}

/// Cores that have no demand in common, the first first. None if it can be reached, or effort ended.
pub(super) fn cores(question: &mut Question) -> Vec<Found> {
    let (mut cores, mut left) = (Vec::new(), question.groups());
    while cores.len() < CORES {
        let Some(found) = core(question, &left) else { break };
        let before = left.len();
        let demands = demands(&found.groups);
        left.retain(|group| !demands.contains(group));
        cores.push(found);
        if left.len() == before {
            break;
        }
    }
    cores
}

/// What asks for something in a core: its minima, or what else could.
fn demands(groups: &BTreeSet<Group>) -> BTreeSet<Group> {
    let some = |is: fn(&Group) -> bool| groups.iter().filter(|group| is(group)).cloned().collect::<BTreeSet<_>>();
    let minima = some(|group| matches!(group, Group::Of(Why::Least(_) | Why::LeastItems(_))));
    if minima.is_empty() { some(|group| matches!(group, Group::Of(Why::Choice(_) | Why::Quota(_)))) } else { minima }
}

/// A minimal core among these groups: a deletion filter, halves before single ones. What the proof of each answer does
/// without is left out at once.
fn core(question: &mut Question, among: &BTreeSet<Group>) -> Option<Found> {
    let Answer::No(used) = question.ask(among) else { return None };
    let mut found = Found { groups: used, minimal: true, needed: BTreeSet::new() };
    let mut order: Vec<_> = found.groups.iter().cloned().collect();
    order.sort_by_key(|group| (wish(group), group.clone()));
    thin(question, &mut found, &order);
    Some(found)
}

/// Leaves out what it can of some groups of a core.
fn thin(question: &mut Question, found: &mut Found, some: &[Group]) {
    let is_open = |group: &&Group| found.groups.contains(group) && !found.needed.contains(group);
    let some: Vec<_> = some.iter().filter(is_open).cloned().collect();
    if some.is_empty() {
        return;
    }
    let rest = found.groups.iter().filter(|group| !some.contains(group)).cloned().collect();
    match (question.ask(&rest), some.as_slice()) {
        (Answer::No(used), _) => found.groups = used,
        (Answer::Yes(values), [group]) => needed(question, found, group, &values),
        (Answer::Unknown, [_]) => found.minimal = false,
        (Answer::Yes(_) | Answer::Unknown, _) => {
            let (first, second) = some.split_at(some.len().div_ceil(2));
            thin(question, found, first);
            thin(question, found, second);
        }
    }
}

/// Takes down that it can be reached without a group, and without those that can take its place in what reaches it.
fn needed(question: &Question, found: &mut Found, group: &Group, values: &[i64]) {
    let alike = |other: &&Group| question.reaches_exchanged(values, (group, other), &found.groups);
    let alike: Vec<_> = found.groups.iter().filter(alike).cloned().collect();
    found.needed.extend(alike);
    found.needed.insert(group.clone());
}

/// What one would rather not be told of comes first: it is tried to be left out first.
const fn wish(group: &Group) -> u8 {
    match group {
        Group::Fixed => 0,
        Group::Single(_) => 1,
        Group::Of(Why::Limit(_) | Why::NotTogether) => 2,
        Group::Of(Why::Average(_) | Why::Group(_) | Why::Sharing(_)) => 3,
        Group::Of(Why::Carry(_) | Why::Quota(_)) => 4,
        Group::Of(Why::Most(_) | Why::MostItems(_)) => 5,
        Group::Of(Why::Least(None) | Why::LeastItems(None) | Why::Choice(None)) => 6,
        Group::Of(Why::Choice(_)) => 7,
        Group::Of(Why::Least(_) | Why::LeastItems(_)) => 8,
        Group::Of(_) => 9,
        Group::Barred(_) => 10,
    }
}
