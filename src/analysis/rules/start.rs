//! Where walks start: facts for each rule, and which of the rules can match there.

use crate::analysis::rules::axis::Axis;
use crate::analysis::rules::grid::Ruled;
use crate::analysis::rules::ground::{Ground, Taker, facts_for};
use crate::analysis::rules::sample::sample;
use crate::analysis::rules::sieve::{Mesh, Seen};
use crate::analysis::rules::wish::{Wishes, wish};
use crate::rules::{Facts, basis_day};

/// The rules for one outcome, to walk from.
pub(super) struct Starts<'t, 'a> {
    pub(super) takers: &'t [Taker<'a>],
    meshes: Vec<Option<Mesh<'a>>>,
    /// What must be so for the needs of all rules to hold together, if they can.
    together: Option<Wishes>,
}

impl<'t, 'a> Starts<'t, 'a> {
    pub(super) fn of(ground: &Ground<'_>, takers: &'t [Taker<'a>]) -> Self {
        let mesh = |taker: &Taker<'a>| Mesh::new(ground.book, taker.place, taker.rule, taker.source);
        let together = wish(ground.book, takers.iter().flat_map(|each| &each.rule.need)).yes();
        Self { takers, meshes: takers.iter().map(mesh).collect(), together }
    }

    /// Facts for the needs of the rule alone, and for those of all rules together where they can all hold.
    pub(super) fn from(&self, ground: &Ground<'_>, taker: &Taker<'_>) -> Vec<Facts> {
        let own = facts_for(ground.book, &taker.cell, &taker.rule.need);
        let all = self.together.as_ref();
        let all = all.and_then(|wishes| sample(ground.book, std::slice::from_ref(&taker.cell), wishes));
        let all = all.filter(|facts| Some(facts) != own.as_ref());
        own.into_iter().chain(all).collect()
    }

    /// The rules that may match somewhere along the axes; none where the fuel has ended.
    pub(super) fn matching(&self, ground: &mut Ground<'_>, start: &Facts, axes: &[&Ruled]) -> Option<Vec<Taker<'a>>> {
        let compared = u64::try_from(self.takers.len()).unwrap_or(u64::MAX);
        ground.pay(compared).then_some(())?;
        let outcome = start.outcomes.first()?;
        let seen = Seen::of(ground.book, start, outcome, basis_day(ground.book.draft().basis, start));
        let seen = axes.iter().fold(seen, |seen, ruled| match ruled.axis {
            Axis::Grade(_) => seen.of_any_grade(),
            Axis::Size(_) => seen.of_any_size(),
            Axis::Day => seen.on_any_day(),
            Axis::Level(_) => seen,
        });
        let may = |mesh: &Option<Mesh<'_>>| mesh.as_ref().is_none_or(|mesh| mesh.holds(&seen));
        let all = self.takers.iter().zip(&self.meshes).filter(|(_, mesh)| may(mesh));
        Some(all.map(|(taker, _)| taker.clone()).collect())
    }
}
