//! Two rules for one outcome: ambiguous in a group in which one only may match, or twice the same elsewhere.

use crate::diagnosis::Severity;
use crate::rules::analyse::case::Tried;
use crate::rules::analyse::ground::{Ground, Taker, contradict, facts_for};
use crate::rules::analyse::remark::Remark;
use crate::rules::answer::Answer;
use crate::rules::explanation::Verdict;
use crate::rules::words::Hit;

/// How many pairs are compared for one outcome. A book in which more rules than that take one outcome says so.
const PAIRS: usize = 20_000;

/// Compares the rules for one outcome by twos; answers how many pairs were compared.
pub(super) fn pairs(ground: &mut Ground<'_>, takers: &[Taker<'_>]) -> u64 {
    let mut compared: u64 = 0;
    let all = takers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| takers.iter().skip(at.saturating_add(1)).map(move |other| (one, other)));
    let mut pairs = all.filter(|(one, other)| one.rule.group == other.rule.group && one.rule.id != other.rule.id);
    for (one, other) in pairs.by_ref().take(PAIRS) {
        compared = compared.saturating_add(1);
        match ground.hit(&one.rule.group) {
            Some(Hit::Unique) => ambiguous(ground, one, other),
            Some(hit) => twice(ground, hit, one, other),
            None => {}
        }
    }
    if let Some((one, other)) = pairs.next() {
        let what = format!(
            "more than {PAIRS} pairs of rules take {} `{}`; not all were compared",
            one.cell.kind, one.cell.code
        );
        ground.unproved(one.about(), vec![one.rule.id.clone(), other.rule.id.clone()], what);
    }
    compared
}

fn ambiguous(ground: &mut Ground<'_>, one: &Taker<'_>, other: &Taker<'_>) {
    let beats = |one: &Taker<'_>, other: &Taker<'_>| one.rule.overrides.contains(&other.rule.id);
    if beats(one, other) || beats(other, one) || one.denies() || other.denies() {
        return;
    }
    let Some(both) = one.cell.meet(&other.cell) else { return };
    let needs = || one.rule.need.iter().chain(&other.rule.need);
    if contradict(ground.book, needs()) {
        return;
    }
    let ids = vec![one.rule.id.clone(), other.rule.id.clone()];
    let tried = facts_for(ground.book, &both, needs()).and_then(|facts| ground.attempt(facts));
    match tried {
        Some(tried) if matches!(&tried.case.answer, Answer::Ambiguous(rules) if ids.iter().all(|id| rules.contains(id))) =>
        {
            let message = format!(
                "`{}` and `{}` match one outcome, and only one rule of the group `{}` may",
                one.rule.id, other.rule.id, one.rule.group
            );
            let help = "make their conditions meet without a common outcome, or let one override the other";
            let remark = Remark::new("A001", Severity::Error, other.about(), message).of(ids).shown([tried.case]);
            ground.tell("", remark.help(help));
        }
        Some(tried) if settled(&tried, one) || settled(&tried, other) => {}
        _ => {
            let what = format!(
                "`{}` and `{}` may match one outcome of the group `{}`; none was found",
                one.rule.id, other.rule.id, one.rule.group
            );
            ground.unproved(other.about(), ids, what);
        }
    }
}

/// Whether a third rule has decided: one is overridden or denied.
fn settled(tried: &Tried, taker: &Taker<'_>) -> bool {
    matches!(tried.verdict(&taker.rule.id), Some(Verdict::Overridden { .. } | Verdict::Denied { .. }))
}

/// Two rules that say the same under two ids.
fn twice(ground: &mut Ground<'_>, hit: Hit, one: &Taker<'_>, other: &Taker<'_>) {
    let same = one.within(other)
        && other.within(one)
        && one.rule.to == other.rule.to
        && one.source.r#use == other.source.r#use;
    if !same {
        return;
    }
    let Some(tried) = facts_for(ground.book, &one.cell, &one.rule.need).and_then(|facts| ground.attempt(facts)) else {
        return;
    };
    let becomes = match hit {
        Hit::Sum => "both count",
        Hit::Options => "the applicant is made to choose between equal rules",
        Hit::Best | Hit::Unique => "the second never counts",
    };
    let message = format!("`{}` says the same as `{}`: {becomes}", other.rule.id, one.rule.id);
    let remark = Remark::new("A002", Severity::Warning, other.about(), message);
    let ids = [one.rule.id.clone(), other.rule.id.clone()];
    ground.tell("", remark.of(ids).shown([tried.case]).help("leave one of them out"));
}
