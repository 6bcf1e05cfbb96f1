//! What is still to be studied: every way, the least first.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Ratio;
use crate::programme::{Part, Quota, QuotaBound, ShareBase, Waivable};
use crate::rules::{Base, Bound, Measure, Per};
use crate::testing::reference::planner::case::Case;
use crate::testing::reference::planner::meters::{Meter, asked, limits, stated};
use crate::testing::reference::planner::picks::takes_items;

/// Sums that something comes to, and the parts that are taken.
pub(super) struct Standing<'a> {
    pub(super) case: &'a Case<'a>,
    /// So much may be studied where nothing is left to take: credits and items together.
    pub(super) closed: i64,
    pub(super) sums: BTreeMap<&'a Meter, i64>,
    pub(super) taken: &'a BTreeSet<usize>,
    /// How many more ways may be tried.
    pub(super) tries: &'a Cell<usize>,
}

/// So much more in each leaf of a lane: credits and items, by the number of the part.
type More = BTreeMap<usize, (i64, i64)>;

impl Standing<'_> {
    fn get(&self, meter: &Meter) -> i64 {
        self.sums.get(meter).copied().unwrap_or(0)
    }

    /// Whether all holds that study does not change. What has a most of its own was looked at before.
    pub(super) fn is_lawful(&self) -> bool {
        let average = |(at, average): (usize, &crate::programme::Average)| {
            self.case.is_waived(Waivable::Average, &average.id) || self.get(&Meter::Graded(at)) >= 0
        };
        let averages = self.case.programme.averages.iter().enumerate().all(average);
        let groups = (0..self.case.holdings.groups.len()).all(|at| self.has_room(at));
        averages && groups && limits(self.case).all(|(at, _)| self.keeps_limit(at))
    }

    /// Whether of a group no more attempts are taken than it has room for. Credits were looked at before.
    fn has_room(&self, at: usize) -> bool {
        let Some(most) = self.case.holdings.groups.get(at).and_then(|group| group.room.items()) else { return true };
        let several = self.values(|meter| matches!(meter, Meter::Attempt(group, _) if *group == at));
        self.get(&Meter::Grouped(at)) + several.iter().sum::<i64>() <= most.into()
    }

    fn keeps_limit(&self, at: usize) -> bool {
        let keys = self.sums.iter().filter_map(|(meter, sum)| match meter {
            Meter::Limited(limit, key) if *limit == at => Some((key, *sum)),
            _ => None,
        });
        keys.into_iter().all(|(key, credits)| self.keeps_limit_for(at, key, credits).is_some_and(|keeps| keeps))
    }

    fn keeps_limit_for(&self, at: usize, key: &[String], credits: i64) -> Option<bool> {
        let (_, limit) = self.case.holdings.limits.get(at)?;
        let used = self.sums.iter().filter(|(meter, sum)| {
            **sum > 0 && matches!(meter, Meter::Used(limit, one, _) if *limit == at && one == key)
        });
        let used: BTreeSet<&str> = used
            .filter_map(|(meter, _)| match meter {
                Meter::Used(_, _, conversion) => Some(conversion.as_str()),
                _ => None,
            })
            .collect();
        let made = |id: &str| {
            let options = self.case.holdings.options.iter().flat_map(|option| &option.makes);
            let mut all = self.case.holdings.assets.iter().chain(options).filter_map(|asset| asset.made.as_ref());
            all.find(|made| made.id.as_str() == id)
        };
        let lots = used.iter().filter_map(|id| made(id)).map(|made| made.lots.len()).sum::<usize>();
        let count = match limit.measure {
            Measure::Credits => credits,
            Measure::Items if limit.per.contains(&Per::Lot) => i64::try_from(used.len()).ok()?,
            Measure::Items => i64::try_from(lots).ok()?,
            Measure::Uses => i64::try_from(used.len()).ok()?,
        };
        let ones = |credits: crate::credit::Credits| match limit.measure {
            Measure::Credits => Some(self.case.quanta(credits)),
            Measure::Items | Measure::Uses => i64::try_from(credits.ten_thousandths() / 10_000).ok(),
        };
        match &limit.bound {
            Bound::Most(most) => Some(count <= ones(*most)?),
            Bound::Share { of: Base::Stated(base), share } => Some(is_at_most(count, *share, ones(*base)?)),
            Bound::Share { of: Base::Source, share } => {
                let sources = used.iter().filter_map(|id| made(id)?.source).map(|source| self.case.quanta(source));
                Some(is_at_most(count, *share, sources.sum()))
            }
        }
    }

    /// So much study at least is needed in a lane: for what one place is short of, or its leaves together.
    pub(super) fn is_short_of(&self, lane: usize) -> i64 {
        let short = |place: usize| (self.case.least(place).0 - self.get(&Meter::Credits(place))).max(0);
        let leaves = self.leaves(lane).iter().map(|(at, _)| short(at + 1)).sum::<i64>();
        self.places(lane).into_iter().map(short).max().unwrap_or(0).max(leaves)
    }

    /// So much at least is short in leaves of which nothing is left to take.
    pub(super) fn is_short_where_closed(&self) -> i64 {
        let closed = self.case.closed().into_iter().map(|leaf| leaf + 1).filter(|place| self.taken.contains(place));
        let short = |place: usize| {
            let (credits, items) = self.case.least(place);
            (credits - self.get(&Meter::Credits(place))).max(0) + (items - self.get(&Meter::Items(place))).max(0)
        };
        closed.map(short).sum()
    }

    /// The least credits to study in a lane, with so much where nothing is left to take, up to some most; none where that
    /// does not do.
    pub(super) fn least_study(&self, lane: (usize, i64), most: i64) -> Option<i64> {
        (self.is_short_of(lane.0)..=most).find(|credits| self.least_items(lane, *credits, i64::MAX).is_some())
    }

    /// The least items to take with exactly so much study in a lane, up to some most.
    pub(super) fn least_items(&self, (lane, closed): (usize, i64), credits: i64, most: i64) -> Option<i64> {
        let short = |place: usize| (self.case.least(place).1 - self.get(&Meter::Items(place))).max(0);
        let leaves = self.leaves(lane).iter().map(|(at, _)| short(at + 1)).sum::<i64>();
        let least = self.places(lane).into_iter().map(short).max().unwrap_or(0).max(leaves);
        let most = most.min(self.most_items_to_take(lane));
        (least..=most).find(|items| self.some_way((lane, closed), credits, *items))
    }

    /// The places of a lane that are taken.
    fn places(&self, lane: usize) -> Vec<usize> {
        self.taken.iter().copied().filter(|place| self.case.lane_of(*place) == lane).collect()
    }

    /// So many items are never needed: each is for some least, or for the study of some credits.
    fn most_items_to_take(&self, lane: usize) -> i64 {
        let leasts = self.places(lane).iter().map(|place| self.case.least(*place).1).sum::<i64>();
        let here = |quota: &&Quota| self.case.lane_of(self.case.place(quota.within.as_ref())) == lane;
        let quotas = self.case.programme.quotas.iter().filter(here).map(|quota| match quota.bound {
            QuotaBound::LeastItems(least) => i64::from(least),
            _ => 0,
        });
        let mosts = self.leaves(lane).iter().map(|(_, part)| part.ask.most_items.map_or(0, i64::from)).sum::<i64>();
        leasts + quotas.sum::<i64>() + mosts
    }

    fn leaves(&self, lane: usize) -> Vec<(usize, &Part)> {
        let leaf = |(at, part): &(usize, &Part)| {
            part.is_leaf() && self.taken.contains(&(at + 1)) && self.case.lane(*at) == lane
        };
        self.case.parts().filter(leaf).collect()
    }

    /// Whether so many credits and items can be spread over the leaves of a lane so that everything holds.
    fn some_way(&self, (lane, closed): (usize, i64), credits: i64, items: i64) -> bool {
        let leaves = self.leaves(lane);
        let numbers: Vec<usize> = leaves.iter().map(|(at, _)| *at).collect();
        let places = self.places(lane);
        let shut = self.case.closed();
        let closed = |more: &More| {
            let here = more.iter().filter(|(leaf, _)| shut.contains(*leaf)).map(|(_, more)| more.0 + more.1);
            here.sum::<i64>() <= closed
        };
        self.spread(&numbers, &places, (lane, &closed), (credits, items), &mut More::new())
    }

    /// Tries every way for the leaves that are left.
    fn spread(
        &self,
        leaves: &[usize],
        places: &[usize],
        (lane, closed): (usize, &dyn Fn(&More) -> bool),
        left: (i64, i64),
        more: &mut More,
    ) -> bool {
        self.tries.set(self.tries.get().saturating_sub(1));
        if self.tries.get() == 0 {
            return false;
        }
        let Some((leaf, rest)) = leaves.split_first() else {
            return left == (0, 0) && self.holds(places, lane, more);
        };
        for credits in (0..=left.0).rev() {
            let most_items = if takes_items(self.case, *leaf) { left.1 } else { 0 };
            for items in (0..=most_items).rev() {
                if rest.is_empty() && (credits, items) != left {
                    continue;
                }
                more.insert(*leaf, (credits, items));
                let fits = self.fits(*leaf, more) && closed(more);
                if fits && self.spread(rest, places, (lane, closed), (left.0 - credits, left.1 - items), more) {
                    return true;
                }
                more.remove(leaf);
            }
        }
        false
    }

    /// Whether the leaf and what is around it have room for what is to be studied so far.
    fn fits(&self, leaf: usize, more: &More) -> bool {
        let Some(part) = self.case.part(leaf + 1) else { return false };
        let (credits, items) = more.get(&leaf).copied().unwrap_or_default();
        let by_items = match (part.ask.most_items, part.ask.most) {
            (None, _) => true,
            (Some(_), None) => credits == 0 || items > 0,
            (Some(_), Some(most)) => credits <= self.case.quanta(most) * items,
        };
        by_items
            && (0..=self.case.programme.parts.len())
                .filter(|place| self.case.is_in(leaf, *place))
                .all(|place| self.can_hold(place, more))
    }

    fn can_hold(&self, place: usize, more: &More) -> bool {
        let (credits, items) = self.in_place(place, more);
        let ask = self.case.ask(place);
        ask.most.is_none_or(|most| credits <= self.case.quanta(most))
            && ask.most_items.is_none_or(|most| items <= most.into())
    }

    /// What counts in a place with what is to be studied there.
    fn in_place(&self, place: usize, more: &More) -> (i64, i64) {
        let here = more.iter().filter(|(leaf, _)| self.case.is_in(**leaf, place)).map(|(_, more)| more);
        let (credits, items) = here.fold((0, 0), |sum: (i64, i64), more| (sum.0 + more.0, sum.1 + more.1));
        (self.get(&Meter::Credits(place)) + credits, self.get(&Meter::Items(place)) + items)
    }

    /// Whether all holds in a lane that study changes.
    fn holds(&self, places: &[usize], lane: usize, more: &More) -> bool {
        let enough = |place: &usize| {
            let ((credits, items), (least, least_items)) = (self.in_place(*place, more), self.case.least(*place));
            least <= credits && least_items <= items && self.can_hold(*place, more)
        };
        let quota = |at: usize| {
            let place = self.quota_place(at);
            self.case.lane_of(place) != lane || !self.taken.contains(&place) || self.quota_holds(at, place, more)
        };
        places.iter().all(enough) && (0..self.case.programme.quotas.len()).all(quota)
    }

    fn quota_place(&self, at: usize) -> usize {
        self.case.place(self.case.programme.quotas.get(at).and_then(|quota| quota.within.as_ref()))
    }

    fn quota_holds(&self, at: usize, place: usize, more: &More) -> bool {
        let Some(bound) = asked(self.case, at) else { return true };
        let (credits, items) = self.in_place(place, more);
        let studied = credits - self.get(&Meter::Credits(place));
        let taken = items - self.get(&Meter::Items(place));
        let such: Vec<i64> = self.values(|meter| matches!(meter, Meter::Such(quota, _) if *quota == at));
        let such_items: Vec<i64> = self.values(|meter| matches!(meter, Meter::SuchItems(quota, _) if *quota == at));
        let base = |of: ShareBase| stated(self.case, of, place).unwrap_or(credits);
        match bound {
            QuotaBound::Least(least) => such.iter().sum::<i64>() + studied >= self.case.quanta(*least),
            QuotaBound::LeastItems(least) => such_items.iter().sum::<i64>() + taken >= (*least).into(),
            QuotaBound::LeastShare { of, share } => is_at_least(such.iter().sum::<i64>() + studied, *share, base(*of)),
            QuotaBound::MostShare { of, share } => such.iter().all(|such| is_at_most(*such, *share, base(*of))),
            QuotaBound::Most(most) => such.iter().all(|such| *such <= self.case.quanta(*most)),
            QuotaBound::MostItems(most) => such_items.iter().all(|such| *such <= (*most).into()),
        }
    }

    fn values(&self, which: impl Fn(&Meter) -> bool) -> Vec<i64> {
        self.sums.iter().filter(|(meter, _)| which(meter)).map(|(_, sum)| *sum).collect()
    }
}

/// q × such ≤ p × base.
fn is_at_most(such: i64, share: Ratio, base: i64) -> bool {
    i128::from(such) * i128::from(share.den()) <= i128::from(share.num()) * i128::from(base)
}

/// q × such ≥ p × base.
fn is_at_least(such: i64, share: Ratio, base: i64) -> bool {
    i128::from(such) * i128::from(share.den()) >= i128::from(share.num()) * i128::from(base)
}
