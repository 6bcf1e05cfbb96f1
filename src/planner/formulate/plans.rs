//! From values of the unknowns to a plan, and back.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{Code, LotId};
use crate::planner::asset_id::AssetId;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::formulate::attempts::ones;
use crate::planner::formulate::formulation::Formulation;
use crate::planner::holdings::{Asset, Relief};
use crate::planner::plan::{Counted, Plan, Shared, Study};
use crate::programme::Waivable;
use crate::solver::LevelResult;

impl Formulation<'_> {
    /// What values of the unknowns mean. An unknown without a value is zero.
    #[must_use]
    pub fn plan_of(&self, values: &[i64], levels: Vec<LevelResult>) -> Plan {
        let draft = self.programmes.draft();
        let mut conversions: Vec<_> = self.made(values).collect();
        conversions.sort_unstable();
        Plan {
            conversions,
            counts: self.counts(values),
            day: self.holdings.day,
            document: draft.head.id.clone(),
            gates: self.gates(),
            hash: self.programmes.hash(),
            levels,
            own: self.holdings.own.clone(),
            programme: self.programme.id.clone(),
            reliefs: self.reliefs(),
            shared: self.shared(values),
            study: self.study(values),
            taken: self.taken(values),
        }
    }

    fn made<'v>(&'v self, values: &'v [i64]) -> impl Iterator<Item = Code> + 'v {
        let options = self.board.convert.iter().zip(&self.sorted.options);
        options.filter(|(column, _)| value(values, **column) > 0).map(|(_, option)| option.id.clone())
    }

    fn counts(&self, values: &[i64]) -> Vec<Counted> {
        let cells = self.board.of_part.iter().flatten();
        let counted = cells.filter_map(|cell| {
            let (asset, part) = (self.sorted.assets.get(cell.asset)?, self.tree.parts.get(cell.leaf)?.code()?);
            let credits = self.amount(asset, value(values, cell.column), cell.items == 0)?;
            Some(Counted { asset: asset.id.clone(), credits, part })
        });
        counted.collect()
    }

    /// How much a value above zero stands for: so many quanta, or all of it.
    fn amount(&self, asset: &Asset, value: i64, quanta: bool) -> Option<Credits> {
        let number = u64::try_from(value).ok().filter(|number| *number > 0)?;
        if !quanta {
            return Some(asset.amount.credits);
        }
        self.credits(number)
    }

    fn credits(&self, quanta: u64) -> Option<Credits> {
        quanta.checked_mul(self.quantum.ten_thousandths()).and_then(Credits::from_ten_thousandths)
    }

    fn shared(&self, values: &[i64]) -> Vec<Shared> {
        let shared = self.board.shares.iter().filter_map(|share| {
            let asset = self.sorted.assets.get(share.asset)?;
            let credits = self.amount(asset, value(values, share.column), share.items == 0)?;
            Some(Shared { asset: asset.id.clone(), credits, sharing: u32::try_from(share.sharing).ok()? })
        });
        shared.collect()
    }

    fn study(&self, values: &[i64]) -> Vec<Study> {
        let of = |columns: &BTreeMap<usize, (u32, i64)>, leaf: usize| {
            columns.get(&leaf).and_then(|(column, _)| u64::try_from(value(values, *column)).ok()).unwrap_or_default()
        };
        let study = self.tree.leaves().filter_map(|(leaf, area)| {
            let (credits, items) = (of(&self.board.study, leaf), of(&self.board.item, leaf));
            let (credits, items) = (self.credits(credits)?, u32::try_from(items).ok()?);
            let some = !credits.is_zero() || items > 0;
            some.then_some(Study { credits, items, part: area.code()? })
        });
        study.collect()
    }

    fn taken(&self, values: &[i64]) -> Vec<Code> {
        let taken = self.board.take.iter().filter(|(_, column)| value(values, **column) > 0);
        taken.filter_map(|(place, _)| self.tree.parts.get(*place)?.code()).collect()
    }

    /// Gates that are still to be passed.
    fn gates(&self) -> Vec<Code> {
        let waived = |gate: &Code| {
            let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what: Waivable::Gate } if id == gate);
            self.holdings.reliefs.iter().any(this)
        };
        let open = self.programme.gates.iter();
        open.filter(|gate| !self.holdings.gates.contains(*gate) && !waived(gate)).cloned().collect()
    }

    /// The reliefs that name something of this programme, and a lot that is held.
    fn reliefs(&self) -> Vec<Relief> {
        let matters = self.holdings.reliefs.iter().filter(|relief| self.matters(relief));
        let mut reliefs: Vec<_> = matters.cloned().collect();
        reliefs.sort_unstable();
        reliefs
    }

    fn matters(&self, relief: &Relief) -> bool {
        let part = |id: &Code| self.programme.parts.iter().any(|part| part.id == *id);
        let held = |id: &LotId| {
            self.sorted.assets.iter().any(|asset| matches!(&asset.id, AssetId::Lot { lot, .. } if lot == id))
        };
        match relief {
            Relief::Exempt { part: id, .. } => part(id),
            Relief::Substitute { lot, part: id } => part(id) && held(lot),
            Relief::Waive { id, what } => match what {
                Waivable::Part => part(id),
                Waivable::Quota => self.programme.quotas.iter().any(|quota| quota.id == *id),
                Waivable::Average => self.programme.averages.iter().any(|average| average.id == *id),
                Waivable::Prerequisite => self.programme.prerequisites.iter().any(|one| one.course.code == *id),
                Waivable::Gate => self.programme.gates.contains(id),
            },
        }
    }
}

fn value(values: &[i64], column: u32) -> i64 {
    usize::try_from(column).ok().and_then(|at| values.get(at)).copied().unwrap_or_default()
}

/// Values that are filled in.
struct Values {
    highs: Vec<i64>,
    values: Vec<i64>,
}

impl Values {
    /// Puts a value, unless it is above what there can be or was put before.
    fn put(&mut self, column: u32, to: i64) -> Option<()> {
        let at = usize::try_from(column).ok()?;
        let (value, high) = (self.values.get_mut(at)?, self.highs.get(at)?);
        let fits = to > 0 && to <= *high && *value == 0;
        fits.then(|| *value = to)
    }

    /// What some terms come to.
    fn sum(&self, terms: &[(u32, i64)]) -> Option<i64> {
        terms
            .iter()
            .try_fold(0_i64, |sum, (column, by)| sum.checked_add(value(&self.values, *column).checked_mul(*by)?))
    }
}

impl Formulation<'_> {
    /// The values of the unknowns that a plan stands for: what the plan says, with the lots bound by it, and the
    /// totals. Whether the rows hold is not looked at.
    ///
    /// # Errors
    /// [`Fault`], where the plan names what is not there or says what no unknown stands for.
    pub fn values_of(&self, plan: &Plan) -> Result<Vec<i64>, Fault> {
        let highs: Vec<_> = self.model.columns.iter().map(|column| column.high).collect();
        let mut values = Values { values: vec![0; highs.len()], highs };
        self.put_taken(plan, &mut values)?;
        let mut bound = BTreeSet::new();
        self.put_conversions(plan, &mut values, &mut bound)?;
        self.put_counts(plan, &mut values, &mut bound)?;
        self.put_shared(plan, &mut values)?;
        self.put_study(plan, &mut values)?;
        for asset in &bound {
            self.board.bind.get(asset).and_then(|column| values.put(*column, 1));
        }
        self.put_attempts(&bound, &mut values);
        Ok(values.values)
    }

    /// Which attempts are bound, and how much counts of the assets of which that is asked.
    fn put_attempts(&self, bound: &BTreeSet<usize>, values: &mut Values) {
        for (assets, column) in &self.board.attempts {
            if assets.iter().any(|asset| bound.contains(asset)) {
                values.put(*column, 1);
            }
        }
        for (asset, column) in &self.board.amounts {
            let size = self.eligible.sizes.get(*asset).copied().unwrap_or_default();
            let lanes = self.board.in_lanes(&self.tree, *asset).into_values();
            if let Some(most) = lanes.filter_map(|lane| values.sum(&ones(lane, size))).max() {
                values.put(*column, most);
            }
        }
    }

    fn put_taken(&self, plan: &Plan, values: &mut Values) -> Result<(), Fault> {
        for part in &plan.taken {
            let at = || PlanPlace::Part(part.clone());
            let column = self.tree.places.get(part).and_then(|place| self.board.take.get(place));
            let column = column.ok_or_else(|| Fault::NotThere { at: at() })?;
            values.put(*column, 1).ok_or_else(|| Fault::Twice { at: at() })?;
        }
        Ok(())
    }

    fn put_conversions(&self, plan: &Plan, values: &mut Values, bound: &mut BTreeSet<usize>) -> Result<(), Fault> {
        for option in &plan.conversions {
            let at = || PlanPlace::Conversion(option.clone());
            let place = self.sorted.option_places.get(option).copied();
            let column = place.and_then(|place| self.board.convert.get(place));
            let column = column.ok_or_else(|| Fault::NotThere { at: at() })?;
            values.put(*column, 1).ok_or_else(|| Fault::Twice { at: at() })?;
            let takes = place.and_then(|place| self.sorted.takes.get(place));
            bound.extend(takes.into_iter().flat_map(BTreeMap::keys));
        }
        Ok(())
    }

    /// An asset that the plan names, with its place.
    fn asset(&self, id: &AssetId) -> Result<(usize, &Asset), Fault> {
        let place = self.sorted.places.get(id).copied();
        let asset = place.and_then(|place| Some((place, *self.sorted.assets.get(place)?)));
        asset.ok_or_else(|| Fault::NotThere { at: PlanPlace::asset(id) })
    }

    fn put_counts(&self, plan: &Plan, values: &mut Values, bound: &mut BTreeSet<usize>) -> Result<(), Fault> {
        for counted in &plan.counts {
            let (place, asset) = self.asset(&counted.asset)?;
            let leaf = self.tree.places.get(&counted.part).copied();
            let leaf = leaf.ok_or_else(|| Fault::NotThere { at: PlanPlace::Part(counted.part.clone()) })?;
            let cell = self.board.of_asset.get(place).and_then(|cells| cells.iter().find(|cell| cell.leaf == leaf));
            let (id, at) = (PlanPlace::asset(&counted.asset), PlanPlace::Part(counted.part.clone()));
            let Some(cell) = cell else { return Err(Fault::Uncountable { asset: id, at }) };
            let value = self.value(asset, counted.credits, cell.items == 0, (id, &at))?;
            values.put(cell.column, value).ok_or(Fault::Twice { at })?;
            bound.insert(place);
            if self.tree.whole.holds(leaf) {
                let first = self.firsts.get(&place).and_then(|first| self.board.made.get(first));
                first.and_then(|column| values.put(*column, 1));
            }
        }
        Ok(())
    }

    /// The value that an amount stands for: quanta, or all of it.
    fn value(
        &self,
        asset: &Asset,
        credits: Credits,
        quanta: bool,
        (id, at): (PlanPlace, &PlanPlace),
    ) -> Result<i64, Fault> {
        let unfit = |expected| Fault::Unfit { asset: id.clone(), at: at.clone(), credits, expected };
        if !quanta {
            return if credits == asset.amount.credits { Ok(1) } else { Err(unfit("all of it")) };
        }
        let number = self.quanta(credits).filter(|number| *number > 0 && credits <= asset.amount.credits);
        number.ok_or_else(|| unfit("a whole number of quanta, not more than there is"))
    }

    fn quanta(&self, credits: Credits) -> Option<i64> {
        let (of, step) = (credits.ten_thousandths(), self.quantum.ten_thousandths());
        let whole = of.checked_rem(step)? == 0;
        whole.then(|| of.checked_div(step).and_then(|number| i64::try_from(number).ok()))?
    }

    fn put_shared(&self, plan: &Plan, values: &mut Values) -> Result<(), Fault> {
        for shared in &plan.shared {
            let (place, asset) = self.asset(&shared.asset)?;
            let id = PlanPlace::asset(&shared.asset);
            let sharing = usize::try_from(shared.sharing).ok();
            let named = sharing.and_then(|sharing| self.programme.sharing.get(sharing));
            let at = named.map(|named| PlanPlace::Sharing(named.between.0.clone(), named.between.1.clone()));
            let Some(at) = at else { return Err(Fault::NotThere { at: id }) };
            let shares = self.board.shares_of.get(place);
            let share = shares.and_then(|shares| shares.iter().find(|share| Some(share.sharing) == sharing));
            let Some(share) = share else { return Err(Fault::Uncountable { asset: id, at }) };
            let value = self.value(asset, shared.credits, share.items == 0, (id, &at))?;
            values.put(share.column, value).ok_or(Fault::Twice { at })?;
        }
        Ok(())
    }

    fn put_study(&self, plan: &Plan, values: &mut Values) -> Result<(), Fault> {
        let (mut credits, mut items) = (vec![0_i64; self.tree.lanes], vec![0_i64; self.tree.lanes]);
        let mut before = BTreeSet::new();
        for study in &plan.study {
            let at = || PlanPlace::Part(study.part.clone());
            let leaf = self.tree.places.get(&study.part).copied();
            let leaf = leaf.ok_or_else(|| Fault::NotThere { at: at() })?;
            if !before.insert(leaf) {
                return Err(Fault::Twice { at: at() });
            }
            let lane = self.tree.parts.get(leaf).map_or(0, |area| area.lane);
            let quanta = self.quanta(study.credits).unwrap_or(-1);
            put_part(values, self.board.study.get(&leaf), quanta, credits.get_mut(lane), "study", &at)?;
            put_part(
                values,
                self.board.item.get(&leaf),
                study.items.into(),
                items.get_mut(lane),
                "items of study",
                &at,
            )?;
            if quanta == 0 && study.items == 0 {
                return Err(Fault::NotThere { at: at() });
            }
        }
        for (total, lanes) in [(self.board.studies, credits), (self.board.items, items)] {
            let most = lanes.into_iter().max().unwrap_or_default();
            total.and_then(|column| values.put(column, most));
        }
        Ok(())
    }

    /// The column of an unknown.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn column(&self, what: crate::solver::Variable) -> Option<u32> {
        let place = self.model.columns.iter().position(|column| column.what == what);
        place.and_then(|place| u32::try_from(place).ok())
    }
}

/// What is still to be studied in a leaf, added to its lane.
fn put_part(
    values: &mut Values,
    column: Option<&(u32, i64)>,
    number: i64,
    lane: Option<&mut i64>,
    what: &'static str,
    at: &impl Fn() -> PlanPlace,
) -> Result<(), Fault> {
    if number == 0 {
        return Ok(());
    }
    let high = column.map_or(0, |(_, high)| *high);
    let much = || Fault::TooMuch { at: at(), found: number.to_string(), most: high.to_string(), what };
    let (column, lane) = column.zip(lane).ok_or_else(much)?;
    values.put(column.0, number).ok_or_else(much)?;
    *lane = lane.checked_add(number).ok_or_else(much)?;
    Ok(())
}
