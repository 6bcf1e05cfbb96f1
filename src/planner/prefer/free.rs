//! What an earlier award reserves and this one may carry is taken before what is free, and the smaller before the larger.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::id::{Code, UnitId};
use crate::planner::asset_id::AssetId;
use crate::planner::bound::bound;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::Asset;
use crate::planner::plan::Plan;
use crate::planner::prefer::moves::slack;
use crate::solver::Variable;

/// At most so many exchanges are tried.
const TRIES: u32 = 1_000;

/// A plan that is changed one thing for another.
struct Exchange<'a> {
    formulation: &'a Formulation<'a>,
    /// Where each asset stands, in an order that does not depend on ids.
    places: BTreeMap<&'a AssetId, usize>,
    plan: Plan,
    tries: u32,
    values: &'a mut Vec<i64>,
}

/// What counts and is free.
struct Free {
    asset: AssetId,
    much: Credits,
    /// In which it counts.
    parts: Vec<Code>,
    unit: UnitId,
}

/// Puts what an earlier award reserves in the place of what is free, and then what is smaller in the place of what is larger,
/// one for one, where every row allows it.
pub(super) fn leave_free(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let mut exchange = Exchange::new(formulation, values);
    let mut free = exchange.free();
    for reserved in exchange.idle(|asset| asset.id.is_carried()) {
        let place = free.iter().position(|one| exchange.put(one, reserved));
        place.map(|place| free.remove(place));
    }
    let unit = &formulation.programme().unit;
    let mut idle = exchange.idle(|asset| !asset.id.is_carried() && asset.amount.unit == *unit);
    for free in free.iter().filter(|free| free.unit == *unit) {
        let mut smaller = idle.iter().take_while(|asset| asset.amount.credits < free.much);
        let place = smaller.position(|smaller| exchange.put(free, smaller));
        place.map(|place| idle.remove(place));
    }
}

/// Takes out what every row keeps without, the largest first: conversions, then lots.
pub(super) fn put_away(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let mut exchange = Exchange::new(formulation, values);
    for option in formulation.options() {
        let mut plan = exchange.without(|id| matches!(id, AssetId::Made { option: of, .. } if *of == option.id));
        plan.conversions.retain(|one| *one != option.id);
        exchange.take(plan);
    }
    for (asset, _) in exchange.counted() {
        let plan = exchange.without(|id| *id == asset);
        exchange.take(plan);
    }
}

impl<'a> Exchange<'a> {
    fn new(formulation: &'a Formulation<'a>, values: &'a mut Vec<i64>) -> Self {
        let places = formulation.assets().iter().enumerate().map(|(place, asset)| (&asset.id, place)).collect();
        Self { formulation, places, plan: formulation.plan_of(values, Vec::new()), tries: TRIES, values }
    }

    /// What counts, and how much of it, the largest first.
    fn counted(&self) -> Vec<(AssetId, Credits)> {
        let mut counted = bound(self.formulation.programme(), &self.plan).unwrap_or_default();
        counted.sort_by_key(|(id, credits)| (Reverse(*credits), self.places.get(id).copied()));
        counted
    }

    /// What counts and is free, the largest first.
    fn free(&self) -> Vec<Free> {
        let mut parts = BTreeMap::<&AssetId, Vec<Code>>::new();
        for one in &self.plan.counts {
            parts.entry(&one.asset).or_default().push(one.part.clone());
        }
        let free = self.counted().into_iter().filter(|(asset, _)| !asset.is_carried() && asset.lot().is_some());
        let one = |(asset, much): (AssetId, Credits)| {
            let unit = self.formulation.assets().get(*self.places.get(&asset)?)?.amount.unit.clone();
            let parts = parts.get(&asset).cloned().unwrap_or_default();
            Some(Free { asset, much, parts, unit })
        };
        free.filter_map(one).collect()
    }

    /// Such in the passbook as nothing takes, the smallest first.
    fn idle(&self, such: impl Fn(&Asset) -> bool) -> Vec<&'a Asset> {
        let value = |column: u32| usize::try_from(column).ok().and_then(|at| self.values.get(at)).copied();
        let idle = self.formulation.unbound(|column| value(column).unwrap_or_default());
        let assets = idle.iter().filter_map(|(place, _)| self.formulation.assets().get(*place).copied());
        let mut assets: Vec<_> = assets.filter(|asset| such(asset)).collect();
        assets.sort_by_key(|asset| asset.amount.credits);
        assets
    }

    /// The plan without some of what counts.
    fn without(&self, which: impl Fn(&AssetId) -> bool) -> Plan {
        let mut plan = self.plan.clone();
        plan.counts.retain(|one| !which(&one.asset));
        plan.shared.retain(|one| !which(&one.asset));
        plan
    }

    /// Puts an asset in the place of one that is free: as much as was counted, or all of it.
    fn put(&mut self, free: &Free, other: &Asset) -> bool {
        let whole = |_: Credits| other.amount.credits;
        let as_much = |credits: Credits| credits.min(other.amount.credits);
        self.tries > 0
            && self.takes(free, other)
            && (self.take(self.instead(&free.asset, other, as_much))
                || self.take(self.instead(&free.asset, other, whole)))
    }

    /// Whether all parts in which it counts take the other.
    fn takes(&self, free: &Free, other: &Asset) -> bool {
        let Some(place) = self.places.get(&other.id) else { return false };
        free.parts.iter().all(|part| self.formulation.leaves_of(*place).any(|leaf| leaf == part))
    }

    fn instead(&self, asset: &AssetId, other: &Asset, much: impl Fn(Credits) -> Credits) -> Plan {
        let mut plan = self.plan.clone();
        for one in plan.counts.iter_mut().filter(|one| one.asset == *asset) {
            (one.asset, one.credits) = (other.id.clone(), much(one.credits));
        }
        for one in plan.shared.iter_mut().filter(|one| one.asset == *asset) {
            (one.asset, one.credits) = (other.id.clone(), much(one.credits));
        }
        plan
    }

    /// Takes another plan, if it keeps every row and binds no more lots.
    fn take(&mut self, plan: Plan) -> bool {
        let Some(left) = self.tries.checked_sub(1) else { return false };
        self.tries = left;
        let Some(values) = self.kept(&plan) else { return false };
        (*self.values, self.plan) = (values, plan);
        true
    }

    /// The values of a plan, if they do.
    fn kept(&self, plan: &Plan) -> Option<Vec<i64>> {
        let values = self.formulation.values_of(plan).ok()?;
        let keeps = slack(self.formulation.model(), &values)?.iter().all(|left| *left >= 0);
        (keeps && self.lots(&values) <= self.lots(self.values)).then_some(values)
    }

    /// How many lots are bound.
    fn lots(&self, values: &[i64]) -> usize {
        let columns = self.formulation.model().columns.iter().zip(values);
        columns.filter(|(column, value)| matches!(column.what, Variable::Bind(_)) && **value > 0).count()
    }
}
