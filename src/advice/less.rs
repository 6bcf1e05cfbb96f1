//! Whether less study may do than the planner reckons with: in a plan study counts in one part alone, and has no grade. And
//! whether a search for the least looks at all that matters.

use crate::advice::lab::Lab;
use crate::advice::report::{LessBy, Report};
use crate::advice::standing::Standing;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Relief};
use crate::programme::{Ask, Average, Part, Quota, QuotaBound, Sharing, Waivable, are_apart};
use crate::registry::GradeRank;

/// By what less study may do than the levels of the plan say.
pub(super) fn less_by(lab: &Lab<'_>, report: &Report) -> Vec<LessBy> {
    let standing = lab.standing;
    let averages: Vec<Relief> = if pulls_down(lab) { averages(standing).map(waived).collect() } else { Vec::new() };
    let grades = !averages.is_empty() && !is_as_much(lab, report, averages.iter().cloned());
    let shared: Vec<_> = standing.programme.sharing.iter().filter(|one| could_share(standing, one)).collect();
    let without = |side: fn(&Sharing) -> Side<'_>| {
        let one_side = shared.iter().flat_map(|one| unasked(standing, side(one)));
        is_as_much(lab, report, one_side.chain(averages.iter().cloned()))
    };
    let sharing = !shared.is_empty() && !without(left) && !without(right);
    grades.then_some(LessBy::Grades).into_iter().chain(sharing.then_some(LessBy::Sharing)).collect()
}

/// One part of a sharing, and the other.
type Side<'a> = (&'a Code, &'a Code);

const fn left(sharing: &Sharing) -> Side<'_> {
    (&sharing.between.0, &sharing.between.1)
}

const fn right(sharing: &Sharing) -> Side<'_> {
    (&sharing.between.1, &sharing.between.0)
}

fn waived(average: &Average) -> Relief {
    Relief::Waive { id: average.id.clone(), what: Waivable::Average }
}

/// That nothing is asked of what counts on one side of a sharing and not on the other: what counts on both may as well count
/// on the other alone then.
fn unasked(standing: &Standing<'_>, (side, other): Side<'_>) -> impl Iterator<Item = Relief> {
    let around = |part: &Part| standing.is_in(side, Some(&part.id)) && !standing.is_in(other, Some(&part.id));
    let here = |part: &&Part| standing.is_in(&part.id, Some(side)) || around(part);
    let parts: Vec<&Code> = standing.programme.parts.iter().filter(here).map(|part| &part.id).collect();
    let over =
        |quota: &&Quota| quota.within.as_ref().is_some_and(|area| parts.contains(&area)) && is_least(&quota.bound);
    let quotas = standing.programme.quotas.iter().filter(over).map(|quota| (&quota.id, Waivable::Quota));
    let all: Vec<_> = parts.iter().map(|part| (*part, Waivable::Part)).chain(quotas).collect();
    all.into_iter().map(|(id, what)| Relief::Waive { id: id.clone(), what })
}

const fn is_least(bound: &QuotaBound) -> bool {
    matches!(bound, QuotaBound::Least(_) | QuotaBound::LeastItems(_) | QuotaBound::LeastShare { .. })
}

/// Whether as much is to be studied after some reliefs.
fn is_as_much(lab: &Lab<'_>, report: &Report, reliefs: impl Iterator<Item = Relief>) -> bool {
    let mut holdings = lab.standing.holdings.clone();
    holdings.reliefs.extend(reliefs);
    lab.gain(lab.programmes, &holdings, report).is_some_and(|gained| gained.proved && gained.gain.is_nothing())
}

/// Whether one new outcome could count in both parts of a sharing.
fn could_share(standing: &Standing<'_>, sharing: &Sharing) -> bool {
    let (left, right) = &sharing.between;
    let leaves = |side| {
        standing.programme.parts.iter().filter(move |part| part.is_leaf() && standing.is_in(&part.id, Some(side)))
    };
    let none = sharing.most.is_some_and(Credits::is_zero) || sharing.most_items == Some(0);
    let both = |one: &Part| leaves(right).any(|other| !are_apart(&one.accepts, &other.accepts));
    !none && leaves(left).any(both)
}

/// The averages that are asked of this learner.
fn averages<'a>(standing: &Standing<'a>) -> impl Iterator<Item = &'a Average> {
    let asked = |average: &&Average| !standing.is_waived(Waivable::Average, &average.id);
    standing.programme.averages.iter().filter(asked).collect::<Vec<_>>().into_iter()
}

/// Whether something that could count is graded worse than an average over it is to be.
fn pulls_down(lab: &Lab<'_>) -> bool {
    let assets = || lab.formulation.assets().iter().copied().enumerate();
    averages(lab.standing).any(|average| assets().any(|(place, asset)| is_worse(lab, average, place, asset)))
}

fn is_worse(lab: &Lab<'_>, average: &Average, place: usize, asset: &Asset) -> bool {
    let scale = lab.programmes.draft().framework.scale(&average.scale);
    let graded = asset.grade.as_ref().filter(|grade| grade.scale == average.scale);
    let rank = |mark| scale.and_then(|scale| scale.rank(mark).ok()).map(GradeRank::number);
    let worse = graded.is_some_and(|grade| rank(&grade.mark) < rank(&average.least));
    worse && lab.formulation.leaves_of(place).any(|leaf| lab.standing.is_in(leaf, average.within.as_ref()))
}

/// Whether the kinds and sizes of a search are all that matter: nothing goes by names, by how many outcomes there are, by
/// quotas or by what is converted, and what looks at all outcomes afresh is one part.
pub(super) fn is_all_searched(lab: &Lab<'_>) -> bool {
    let (programme, holdings) = (lab.standing.programme, lab.standing.holdings);
    let by_items = |ask: &Ask| ask.least_items.is_some() || ask.most_items.is_some();
    let by_name = |part: &Part| part.accepts.iter().any(|pick| !pick.codes.is_empty());
    let is_plain = |part: &Part| !by_items(&part.ask) && !by_name(part) && (part.is_leaf() || !part.overlay);
    let nothing_else = programme.quotas.is_empty() && programme.prerequisites.is_empty() && holdings.options.is_empty();
    nothing_else && !by_items(&programme.ask) && programme.parts.iter().all(is_plain)
}
