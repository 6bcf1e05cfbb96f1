//! How much could count in a part, were nothing asked for elsewhere.

use crate::planner::Barred;
use crate::solver::Effort;
use std::collections::BTreeSet;

use crate::advice::standing::{Standing, sum};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Counting, Formulation, Rest, has_shares, most};
use crate::solver::Variable;

/// How much could count, of parts that are alike once.
pub(super) struct There<'a> {
    grounds: &'a Grounds<'a>,
    known: Vec<(Option<Code>, bool, Option<u64>)>,
}

impl<'a> There<'a> {
    pub(super) const fn new(grounds: &'a Grounds<'a>) -> Self {
        Self { grounds, known: Vec::new() }
    }

    /// The most credits that could count in a part, or in the programme, by all that allows no more; where effort ends
    /// first, all of what could count there, each once.
    pub(super) fn credits(&mut self, area: Option<&Code>) -> Credits {
        let most = self.proved(area, false).and_then(|most| self.grounds.formulation.amount_of(most));
        most.unwrap_or_else(|| sum(self.assets(area).into_iter().map(|(_, credits)| credits)))
    }

    /// The same of outcomes.
    pub(super) fn items(&mut self, area: Option<&Code>) -> u32 {
        let most = self.proved(area, true).and_then(|most| u32::try_from(most).ok());
        most.unwrap_or_else(|| u32::try_from(self.assets(area).len()).unwrap_or(u32::MAX))
    }

    fn assets(&self, area: Option<&Code>) -> BTreeSet<(usize, Credits)> {
        assets(area, self.grounds.standing, self.grounds.formulation)
    }

    fn proved(&mut self, area: Option<&Code>, items: bool) -> Option<u64> {
        let Grounds { effort, formulation, standing, .. } = *self.grounds;
        let are_alike = |one: Option<&Code>| one.zip(area).is_some_and(|(one, area)| standing.are_alike(one, area));
        let is_known = |known: &&(Option<Code>, bool, _)| known.1 == items && are_alike(known.0.as_ref());
        if let Some((_, _, known)) = self.known.iter().find(is_known) {
            return *known;
        }
        // A share of what counts is met with what the plan studies.
        let plan = has_shares(standing.programme).then_some(&standing.plan.levels);
        let rest = plan.map(|levels| Rest::of(levels)).unwrap_or_default();
        let most = most(formulation, (Counting::of(formulation, area, items), None), rest, effort);
        let most = most.filter(|most| most.proved).map(|most| most.most);
        self.known.push((area.cloned(), items, most));
        most
    }
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
