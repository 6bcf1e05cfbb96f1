//! How the rules that match combine: overrides, denials, groups, what is asked for, and what is taken together.
//!
//! Each step looks at those that the steps before it left, all at once; none depends on the order of another.

use std::collections::BTreeMap;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, LotId};
use crate::registry::UseKind;
use crate::rules::answer::Input;
use crate::rules::clause::Target;
use crate::rules::explanation::{Candidate, Sum, Verdict};
use crate::rules::facts::Asked;
use crate::rules::words::{Hit, Same};

/// Decides what becomes of the candidates of which every test holds. Given back is to which one each was lost.
pub(super) fn combine(
    candidates: &mut [&mut Candidate],
    asked: &Asked,
    lots: &[(LotId, Credits)],
) -> Vec<Option<usize>> {
    let above = places(candidates, |one| !one.overrides.is_empty());
    step(candidates, |all, place, one| overridden(all, &above, place, one));
    let denying = places(candidates, |one| one.denies);
    step(candidates, |all, place, one| denied(all, &denying, place, one));
    let lost = bests(candidates);
    step(candidates, |all, place, one| in_group(all, &lost, place, one));
    step(candidates, |_, _, one| not_asked(one, asked));
    step(candidates, open);
    let takers = takers(candidates);
    let too_much: Vec<_> = lots.iter().filter(|lot| too_much(&takers, lot)).map(|(lot, _)| *lot).collect();
    step(candidates, |_, place, _| taking(&takers, place, &too_much));
    lost
}

/// Asks what becomes of each that is left, and only then changes any.
fn step(all: &mut [&mut Candidate], decide: impl Fn(&[&mut Candidate], usize, &Candidate) -> Option<Verdict>) {
    let ask = |(place, one): (usize, &&mut Candidate)| if is_left(one) { decide(all, place, one) } else { None };
    let decided: Vec<_> = all.iter().enumerate().map(ask).collect();
    for (one, verdict) in all.iter_mut().zip(decided) {
        if let Some(verdict) = verdict {
            one.verdict = verdict;
        }
    }
}

fn is_left(one: &Candidate) -> bool {
    one.verdict == Verdict::Applied
}

/// The places of those that are left and of which something holds.
fn places(all: &[&mut Candidate], holds: impl Fn(&Candidate) -> bool) -> Vec<usize> {
    let left = all.iter().enumerate().filter(|(_, one)| is_left(one) && holds(one));
    left.map(|(place, _)| place).collect()
}

/// The others that are left, with their places.
fn others<'c>(all: &'c [&mut Candidate], place: usize) -> impl Iterator<Item = (usize, &'c Candidate)> {
    let left = all.iter().map(|one| &**one).enumerate();
    left.filter(move |(at, one)| *at != place && is_left(one))
}

/// Those at some places that are left, but for one.
fn others_of<'c>(all: &'c [&mut Candidate], of: &'c [usize], place: usize) -> impl Iterator<Item = &'c Candidate> {
    let others = of.iter().filter(move |at| **at != place);
    others.filter_map(|at| all.get(*at)).map(|one| &**one).filter(|one| is_left(one))
}

fn share_lot(one: &Candidate, other: &Candidate) -> bool {
    one.lots.iter().any(|lot| other.lots.contains(lot))
}

fn compete(one: &Candidate, other: &Candidate) -> bool {
    let similar = || one.contents.iter().any(|content| other.contents.contains(content));
    one.group == other.group && (share_lot(one, other) || (one.same == Same::Content && similar()))
}

fn overridden(all: &[&mut Candidate], above: &[usize], place: usize, one: &Candidate) -> Option<Verdict> {
    let mut others = others_of(all, above, place);
    let by = others.find(|other| other.overrides.contains(&one.rule) && share_lot(one, other));
    by.map(|other| Verdict::Overridden { by: other.rule.clone() })
}

/// A denial denies itself too.
fn denied(all: &[&mut Candidate], denying: &[usize], place: usize, one: &Candidate) -> Option<Verdict> {
    if one.denies {
        return Some(Verdict::Denied { by: one.rule.clone() });
    }
    let by = others_of(all, denying, place).find(|other| share_lot(one, other));
    by.map(|other| Verdict::Denied { by: other.rule.clone() })
}

fn in_group(all: &[&mut Candidate], bests: &[Option<usize>], place: usize, one: &Candidate) -> Option<Verdict> {
    match one.hit {
        Hit::Best => {
            let better = all.get((*bests.get(place)?)?)?;
            Some(Verdict::Lost { to: better.rule.clone() })
        }
        Hit::Options | Hit::Sum => None,
        Hit::Unique => {
            let with = others(all, place).find(|(_, other)| compete(one, other));
            with.map(|(_, other)| Verdict::Ambiguous { with: other.rule.clone() })
        }
    }
}

/// One in a group that is `best`, its place, and what it is worth.
type Ranked<'c> = (usize, &'c Candidate, Worth);

/// For each the place of the best of those that compete with it in a group that is `best`, if that one is better.
fn bests(all: &[&mut Candidate]) -> Vec<Option<usize>> {
    let left = all.iter().map(|one| &**one).enumerate().filter(|(_, one)| is_left(one) && one.hit == Hit::Best);
    let mut groups: BTreeMap<&Code, Vec<Ranked<'_>>> = BTreeMap::new();
    for (place, one) in left {
        groups.entry(&one.group).or_default().push((place, one, worth(one)));
    }
    let mut bests = vec![None; all.len()];
    for group in groups.values_mut() {
        // The best first; of those that are equal the first stays the first.
        group.sort_by(|(_, _, a), (_, _, b)| b.cmp(a));
        for (at, (place, one, _)) in group.iter().enumerate() {
            let better = group.iter().take(at).find(|(_, other, _)| compete(one, other));
            if let (Some(slot), Some((better, ..))) = (bests.get_mut(*place), better) {
                *slot = Some(*better);
            }
        }
    }
    bests
}

/// What comes out, in ten-thousandths, and what it is worth.
type Worth = (u128, Option<Ratio>);

fn worth(one: &Candidate) -> Worth {
    let out = |sum: &Sum| sum.out.as_ref().map_or(0, |out| u128::from(out.credits.ten_thousandths()));
    let worth = one.sums.iter().try_fold(Ratio::ZERO, |total, sum| total.plus(sum.worth).ok());
    (one.sums.iter().map(out).sum(), worth)
}

fn not_asked(one: &Candidate, asked: &Asked) -> Option<Verdict> {
    let by_rule = asked.rule.as_ref().is_none_or(|rule| one.rule == *rule);
    let on_target = asked.target.as_ref().is_none_or(|asked| one.targets.iter().any(|target| is_on(target, asked)));
    (!by_rule || !on_target).then_some(Verdict::NotAsked)
}

fn is_on(target: &Target, asked: &crate::registry::CourseName) -> bool {
    matches!(target, Target::Course(course) | Target::Exemption(course) if asked.names(course))
}

fn open(all: &[&mut Candidate], place: usize, one: &Candidate) -> Option<Verdict> {
    let choice = one.hit == Hit::Options && others(all, place).any(|(_, other)| compete(one, other));
    choice.then_some(Verdict::Open)
}

/// What goes into each that is applied: in a group that is `sum` the first to take of a lot takes it, for the others
/// it is a witness.
pub(super) fn settled(candidates: &[&Candidate]) -> Vec<Vec<Input>> {
    let mut taken: Vec<(&Code, LotId)> = Vec::new();
    let mut settled = Vec::new();
    for one in candidates {
        let is_taken = |input: &Input| one.hit == Hit::Sum && taken.contains(&(&one.group, input.lot));
        settled.push(
            one.inputs
                .iter()
                .map(|input| if is_taken(input) { Input::witness(input.lot) } else { input.clone() })
                .collect(),
        );
        taken.extend(one.inputs.iter().filter(|input| takes(input)).map(|input| (&one.group, input.lot)));
    }
    settled
}

fn takes(input: &Input) -> bool {
    input.r#use != UseKind::Witness
}

/// What those that are left take of the lots, each with its place.
fn takers(all: &[&mut Candidate]) -> Vec<(usize, Input)> {
    let (places, left): (Vec<_>, Vec<_>) = others(all, usize::MAX).unzip();
    let inputs = settled(&left);
    let each = places.into_iter().zip(inputs);
    each.flat_map(|(place, inputs)| inputs.into_iter().map(move |input| (place, input)))
        .filter(|(_, input)| takes(input))
        .collect()
}

/// Whether those that are left take more of a lot together than is asked for.
fn too_much(takers: &[(usize, Input)], (lot, asked): &(LotId, Credits)) -> bool {
    let inputs = takers.iter().filter(|(_, input)| input.lot == *lot);
    let taken: u128 = inputs.map(|(_, input)| u128::from(input.credits.ten_thousandths())).sum();
    taken > u128::from(asked.ten_thousandths())
}

fn taking(takers: &[(usize, Input)], place: usize, lots: &[LotId]) -> Option<Verdict> {
    takers.iter().any(|(at, input)| *at == place && lots.contains(&input.lot)).then_some(Verdict::Open)
}
