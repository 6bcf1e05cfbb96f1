//! How much could count in a part, were nothing asked for elsewhere.

use crate::planner::Barred;
use crate::solver::Effort;
use std::collections::BTreeSet;

use crate::advice::standing::{Standing, sum};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Formulation, most};
use crate::solver::Variable;

/// The most credits that could count in a part, or in the programme, by all that allows no more; where effort ends first, all
/// of what could count there, each once.
pub(super) fn credits_there(area: Option<&Code>, grounds: &Grounds<'_>) -> Credits {
    let most = proved(area, false, grounds).and_then(|most| grounds.formulation.amount_of(most));
    most.unwrap_or_else(|| {
        let assets = assets(area, grounds.standing, grounds.formulation);
        sum(assets.into_iter().map(|(_, credits)| credits))
    })
}

/// The same of outcomes.
pub(super) fn items_there(area: Option<&Code>, grounds: &Grounds<'_>) -> u32 {
    let most = proved(area, true, grounds).and_then(|most| u32::try_from(most).ok());
    most.unwrap_or_else(|| {
        let assets = assets(area, grounds.standing, grounds.formulation);
        u32::try_from(assets.len()).unwrap_or(u32::MAX)
    })
}

fn proved(area: Option<&Code>, items: bool, grounds: &Grounds<'_>) -> Option<u64> {
    let most = most(grounds.formulation, area, items, grounds.effort)?;
    most.proved.then_some(most.most)
}

/// What could count in a part, each asset once, with its credits in the unit of the programme.
fn assets(area: Option<&Code>, standing: &Standing<'_>, formulation: &Formulation<'_>) -> BTreeSet<(usize, Credits)> {
    let part = |place: u32| usize::try_from(place).ok().and_then(|at| standing.programme.parts.get(at));
    let columns = formulation.model().columns.iter().filter_map(|column| match column.what {
        Variable::Count { asset, part: leaf } if standing.is_in(&part(leaf)?.id, area) => usize::try_from(asset).ok(),
        _ => None,
    });
    let of = |place: usize| {
        let asset = formulation.assets().get(place)?;
        let own = asset.amount.unit == standing.programme.unit;
        Some((place, if own { asset.amount.credits } else { Credits::ZERO }))
    };
    columns.filter_map(of).collect()
}

/// What reasons are found in: the formulation of what is held, without what is barred.
pub(super) struct Grounds<'a> {
    pub(super) barred: &'a [Barred],
    pub(super) effort: Effort,
    pub(super) formulation: &'a Formulation<'a>,
    pub(super) quantum: Credits,
    pub(super) standing: &'a Standing<'a>,
    /// The formulation in which it was searched: the numbers of assets are its numbers.
    pub(super) wide: &'a Formulation<'a>,
}
