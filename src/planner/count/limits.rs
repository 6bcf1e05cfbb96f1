//! Limits of rule books that bind when credits are counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{Code, DocumentId};
use crate::planner::count::numbers::{Number, number, times, total};
use crate::planner::count::quotas::{Standing, at_most};
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::holdings::{Asset, Lineage};
use crate::programme::window;
use crate::rules::{Base, Binds, Bound, Limit, Measure, Per};

/// A value that a limit counts by, in words; of a share of what went in with the conversion.
type Key = (Vec<String>, Option<Code>);

impl Standing<'_, '_> {
    pub(super) fn limits(&self) -> Result<(), Fault> {
        let binding = self.case.holdings.limits.iter().filter(|(_, limit)| limit.binds == Binds::Counting);
        for (document, limit) in binding {
            let speaks = limit.unit.as_ref().is_none_or(|unit| *unit == self.case.programme.unit);
            match limit.measure {
                Measure::Credits if speaks => self.credits(document, limit)?,
                Measure::Credits => {}
                Measure::Items | Measure::Uses => self.uses(document, limit)?,
            }
        }
        Ok(())
    }

    /// What was made under a rule that names the limit.
    fn limited(&self, document: &DocumentId, limit: &Limit) -> Vec<(&Asset, &Lineage)> {
        let made = self.case.assets.values().filter_map(|asset| Some((*asset, asset.made.as_ref()?)));
        made.filter(|(_, made)| made.document == *document && made.limits.contains(&limit.id)).collect()
    }

    fn credits(&self, document: &DocumentId, limit: &Limit) -> Result<(), Fault> {
        let mut sums = BTreeMap::<Key, (Vec<Number>, Option<Credits>)>::new();
        for (asset, made) in self.limited(document, limit) {
            let counted = self.tally.credits(self.case, None, |one| one.id == asset.id)?;
            for key in keys(limit, asset, made) {
                let (sum, source) = sums.entry(key).or_default();
                sum.push(counted);
                *source = made.source;
            }
        }
        sums.into_values().try_for_each(|(sum, source)| holds(limit, total(sum)?, source))
    }

    /// Conversions of which anything counts in the main lane, or the lots that went into them.
    fn uses(&self, document: &DocumentId, limit: &Limit) -> Result<(), Fault> {
        let main = self.tally.entries.iter().filter(|entry| self.case.is_in(entry.leaf, None));
        let made = main.filter_map(|entry| entry.asset.made.as_ref());
        let used: BTreeSet<_> = made.map(|made| (&made.document, &made.id)).collect();
        let mut sums = BTreeMap::<Key, (BTreeMap<&Code, Number>, Option<Credits>)>::new();
        for (asset, made) in self.limited(document, limit) {
            if !used.contains(&(&made.document, &made.id)) {
                continue;
            }
            let lots = if limit.per.contains(&Per::Lot) { 1 } else { made.lots.len() };
            let by = if limit.measure == Measure::Items { Number::try_from(lots).unwrap_or(Number::MAX) } else { 1 };
            for key in keys(limit, asset, made) {
                let (conversions, source) = sums.entry(key).or_default();
                conversions.insert(&made.id, by);
                *source = made.source;
            }
        }
        let scale = Number::from(Credits::SCALE);
        sums.into_values().try_for_each(|(sum, source)| holds(limit, times(total(sum.into_values())?, scale)?, source))
    }
}

/// Whether so many ten-thousandths, of credits or of a count, are within the limit.
fn holds(limit: &Limit, found: Number, source: Option<Credits>) -> Result<(), Fault> {
    let at = || PlanPlace::Limit(limit.id.clone());
    let what = match limit.measure {
        Measure::Credits => "credits that were made under it",
        Measure::Items => "lots that went into what was made under it",
        Measure::Uses => "conversions under it",
    };
    match &limit.bound {
        Bound::Most(most) => at_most(at, (found, number(*most)), what),
        Bound::Share { of, share } => {
            let base = match of {
                Base::Source => source.map_or(0, number),
                Base::Stated(base) => number(*base),
            };
            at_most(at, (times(found, share.den().into())?, times(base, share.num().into())?), what)
        }
    }
}

fn keys(limit: &Limit, asset: &Asset, made: &Lineage) -> Vec<Key> {
    let source = matches!(limit.bound, Bound::Share { of: Base::Source, .. });
    let mut keys = vec![Vec::new()];
    for per in &limit.per {
        let values: Vec<String> = match per {
            Per::Learner => vec![String::new()],
            Per::Lot => made.lots.iter().map(ToString::to_string).collect(),
            Per::Target => vec![asset.code.to_string()],
            Per::Issuer => made.issuers.iter().map(ToString::to_string).collect(),
            Per::Content => made.contents.iter().map(ToString::to_string).collect(),
            Per::Window => {
                vec![window(&limit.windows, made.on).map_or_else(String::new, |(year, at)| format!("{year} {at}"))]
            }
        };
        let longer = |key: &Vec<String>, value: &String| key.iter().chain([value]).cloned().collect();
        keys = keys.iter().flat_map(|key| values.iter().map(|value| longer(key, value)).collect::<Vec<_>>()).collect();
    }
    keys.into_iter().map(|key| (key, source.then(|| made.id.clone()))).collect()
}
