//! Quotas, carries and averages.

use std::collections::{BTreeMap, BTreeSet};

use crate::planner::asset_id::AssetId;
use crate::planner::count::asked::{Studies, required};
use crate::planner::count::case::Case;
use crate::planner::count::numbers::{Number, minus, number, plus, times, total, written};
use crate::planner::count::tally::{Entry, Tally};
use crate::planner::count::trees::Taken;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::holdings::Asset;
use crate::programme::{Average, By, Quota, QuotaBound, ShareBase, Waivable, window};

/// What everything is held against.
pub(super) struct Standing<'c, 'a> {
    pub(super) case: &'c Case<'a>,
    pub(super) studies: &'c Studies<'a>,
    pub(super) taken: &'c Taken<'a>,
    pub(super) tally: &'c Tally<'a>,
}

impl Standing<'_, '_> {
    pub(super) fn quotas(&self) -> Result<(), Fault> {
        let asked = self.case.programme.quotas.iter();
        let asked = asked.filter(|quota| !self.case.is_waived(Waivable::Quota, &quota.id));
        for quota in asked.filter(|quota| self.taken.has(quota.within.as_ref())) {
            self.quota(quota)?;
        }
        Ok(())
    }

    /// Whether a quota counts an asset.
    fn is_such(&self, quota: &Quota, asset: &Asset) -> bool {
        quota.of.is_empty() || self.case.lens.takes_any(&quota.of, asset)
    }

    fn quota(&self, quota: &Quota) -> Result<(), Fault> {
        let area = quota.within.as_ref();
        let such = |asset: &Asset| self.is_such(quota, asset);
        let at = || PlanPlace::Quota(quota.id.clone());
        match &quota.bound {
            QuotaBound::Least(least) => {
                let sum = plus(self.tally.credits(self.case, area, such)?, self.studies.credits(self.case, area)?)?;
                at_least(at, (sum, number(*least)), CREDITS)
            }
            QuotaBound::LeastItems(least) => {
                let sum = plus(self.tally.items(self.case, area, such)?, self.studies.items(self.case, area)?)?;
                at_least(at, (sum, (*least).into()), ITEMS)
            }
            QuotaBound::LeastShare { of, share } => {
                let sum = plus(self.tally.credits(self.case, area, such)?, self.studies.credits(self.case, area)?)?;
                let (sum, base) = (times(sum, share.den().into())?, times(self.base(quota, *of)?, share.num().into())?);
                at_least(at, (sum, base), SHARES)
            }
            QuotaBound::Most(most) => {
                let sums = self.each(quota, false)?;
                sums.into_iter().try_for_each(|sum| at_most(at, (sum, number(*most)), CREDITS))
            }
            QuotaBound::MostItems(most) => {
                let sums = self.each(quota, true)?;
                sums.into_iter().try_for_each(|sum| at_most(at, (sum, (*most).into()), ITEMS))
            }
            QuotaBound::MostShare { of, share } => {
                let base = times(self.base(quota, *of)?, share.num().into())?;
                let hold = |sum| at_most(at, (times(sum, share.den().into())?, base), SHARES);
                self.each(quota, false)?.into_iter().try_for_each(hold)
            }
        }
    }

    fn base(&self, quota: &Quota, base: ShareBase) -> Result<Number, Fault> {
        let area = quota.within.as_ref();
        match base {
            ShareBase::Counted => {
                plus(self.tally.credits(self.case, area, |_| true)?, self.studies.credits(self.case, area)?)
            }
            ShareBase::Required => required(self.case, area),
            ShareBase::Stated(base) => Ok(number(base)),
        }
    }

    /// What counts under each value that the quota counts by: credits, or items.
    fn each(&self, quota: &Quota, items: bool) -> Result<Vec<Number>, Fault> {
        let mut groups = BTreeMap::<Vec<String>, BTreeSet<&AssetId>>::new();
        for entry in self.tally.entries.iter().filter(|entry| self.is_such(quota, entry.asset)) {
            groups.entry(value(quota, entry.asset)).or_default().insert(&entry.asset.id);
        }
        let area = quota.within.as_ref();
        let sum = |assets: &BTreeSet<&AssetId>| {
            let which = |asset: &Asset| assets.contains(&asset.id);
            if items { self.tally.items(self.case, area, which) } else { self.tally.credits(self.case, area, which) }
        };
        groups.values().map(sum).collect()
    }

    /// Of what an earlier award reserves, no more than each carry allows.
    pub(super) fn carries(&self) -> Result<(), Fault> {
        for carry in self.case.programme.carry.iter().chain(&self.case.holdings.carry) {
            let from =
                |asset: &Asset| matches!(&asset.id, AssetId::Lot { carried, .. } if carried.contains(&carry.from));
            let sum = self.tally.credits(self.case, None, from)?;
            let at = || PlanPlace::Carry(carry.from.clone());
            carry.most.map_or(Ok(()), |most| at_most(at, (sum, number(most)), CREDITS))?;
        }
        Ok(())
    }

    pub(super) fn averages(&self) -> Result<(), Fault> {
        let asked = self.case.programme.averages.iter();
        for average in asked.filter(|average| !self.case.is_waived(Waivable::Average, &average.id)) {
            let sum = self.above(average)?;
            if sum < 0 {
                let (at, found) = (PlanPlace::Average(average.id.clone()), sum.to_string());
                return Err(Fault::TooLittle {
                    at,
                    found,
                    least: "0".to_owned(),
                    what: "credits × steps above its floor",
                });
            }
        }
        Ok(())
    }

    /// Σ credits × steps above the floor.
    fn above(&self, average: &Average) -> Result<Number, Fault> {
        let Some(scale) = self.case.programmes.draft().framework.scale(&average.scale) else { return Ok(0) };
        let Ok(floor) = scale.rank(&average.least) else { return Ok(0) };
        let graded = |asset: &Asset| {
            let grade = asset.grade.as_ref().filter(|grade| grade.scale == average.scale)?;
            scale.rank(&grade.mark).ok().map(|rank| Number::from(rank.number()))
        };
        let by_asset = self.tally.by_asset();
        let one = |(id, entries): (&&AssetId, &Vec<&Entry<'_>>)| {
            let Some(rank) = entries.first().and_then(|entry| graded(entry.asset)) else { return Ok(0) };
            let counted = self.tally.credits(self.case, average.within.as_ref(), |asset| asset.id == **id)?;
            times(counted, minus(rank, floor.number().into())?)
        };
        total(by_asset.iter().map(one).collect::<Result<Vec<_>, Fault>>()?)
    }
}

/// The value that a quota counts an asset by.
fn value(quota: &Quota, asset: &Asset) -> Vec<String> {
    let own = || match &asset.id {
        AssetId::Lot { lot, .. } => lot.to_string(),
        made @ AssetId::Made { .. } => made.to_string(),
    };
    let one = |by: &By| match by {
        By::Code => asset.code.to_string(),
        By::Content => asset.content.as_ref().map_or_else(|| format!("of {}", asset.id), ToString::to_string),
        By::Issuer => asset.issuer.to_string(),
        By::Kind => asset.kind.to_string(),
        By::Lot => own(),
        By::Window => {
            window(&quota.windows, asset.earned).map_or_else(String::new, |(year, at)| format!("{year} {at}"))
        }
    };
    quota.per.iter().map(one).collect()
}

const CREDITS: &str = "credits";
const ITEMS: &str = "items";
const SHARES: &str = "credits, both times the terms of the share";

fn told(number: Number, what: &str) -> String {
    if what == ITEMS { number.to_string() } else { written(number) }
}

fn at_least(at: impl Fn() -> PlanPlace, (found, least): (Number, Number), what: &'static str) -> Result<(), Fault> {
    if found >= least {
        return Ok(());
    }
    Err(Fault::TooLittle { at: at(), found: told(found, what), least: told(least, what), what })
}

pub(super) fn at_most(
    at: impl Fn() -> PlanPlace,
    (found, most): (Number, Number),
    what: &'static str,
) -> Result<(), Fault> {
    if found <= most {
        return Ok(());
    }
    Err(Fault::TooMuch { at: at(), found: told(found, what), most: told(most, what), what })
}
