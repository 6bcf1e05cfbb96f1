//! An audit as it is often done: lot by lot, into the first part that takes it. It runs beside the planner on awards
//! that are just reached.

use std::collections::BTreeSet;

use crate::credit::{Amount, Credits};
use crate::id::{Code, LotId};
use crate::planner::{Asset, AssetId};
use crate::programme::{Ask, Part, Pick};
use crate::registry::{OutcomeKind, OutcomeName, Tier};
use crate::testing::planner::Instance;
use crate::testing::planner::small::plain;
use crate::testing::reference::planner::eligible;
use crate::testing::rules::Dice;

/// What an audit comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// What counts where.
    pub counts: Vec<(AssetId, Code)>,
    /// Whether every part has its least.
    pub reached: bool,
}

/// How often an award that can be reached is missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirstFit {
    /// How many instances were looked at.
    pub cases: u32,
    /// In how many the award can be reached.
    pub reachable: u32,
    /// Of those, in how many first fit misses it.
    pub missed: u32,
    /// Of those, in how many the planner misses it.
    pub missed_by_plan: u32,
    /// In how many the planner says that an award is reached that cannot be.
    pub made_up_by_plan: u32,
}

impl FirstFit {
    /// The share of awards that first fit misses, in whole percent.
    #[must_use]
    pub fn percent(&self) -> u32 {
        self.missed.saturating_mul(100).checked_div(self.reachable).unwrap_or(0)
    }
}

/// Lots in the order in which they were earned, then by code: each counts in the first part, in the order of the page,
/// that takes it and is not yet full. Only what leaves ask of credits is looked at.
#[must_use]
pub fn first_fit(instance: &Instance) -> Audit {
    let parts = instance.programme().map(|programme| &*programme.parts).unwrap_or_default();
    let pairs = eligible(&instance.programmes, &instance.id, &instance.holdings);
    let mut lots: Vec<&Asset> = instance.holdings.assets.iter().collect();
    lots.sort_by_key(|asset| (asset.earned, asset.code.clone(), asset.id.clone()));
    let mut left: Vec<(&Code, u64)> = parts.iter().map(|part| (&part.id, least(part))).collect();
    let mut counts = Vec::new();
    for asset in lots {
        let takes =
            |(part, left): &&mut (&Code, u64)| *left > 0 && pairs.contains(&(asset.id.clone(), (*part).clone()));
        if let Some((part, left)) = left.iter_mut().find(takes) {
            *left = left.saturating_sub(asset.amount.credits.ten_thousandths());
            counts.push((asset.id.clone(), (*part).clone()));
        }
    }
    Audit { counts, reached: left.iter().all(|(_, left)| *left == 0) }
}

fn least(part: &Part) -> u64 {
    part.ask.least.map_or(0, Credits::ten_thousandths)
}

/// Runs first fit, and a planner that says whether the award is reached, on random instances of so many courses and
/// leaves. What can be reached is found by trying every sum.
pub fn compare(
    courses: usize,
    leaves: usize,
    cases: u32,
    seed: u64,
    reaches: impl Fn(&Instance) -> bool,
) -> Option<FirstFit> {
    let mut report = FirstFit::default();
    for case in 0..cases {
        let mut dice = rolled(seed, case);
        let instance = tight(&mut dice, courses, leaves)?;
        let (can, first, planned) = (is_reachable(&instance), first_fit(&instance).reached, reaches(&instance));
        report.cases += 1;
        report.reachable += u32::from(can);
        report.missed += u32::from(can && !first);
        report.missed_by_plan += u32::from(can && !planned);
        report.made_up_by_plan += u32::from(!can && planned);
    }
    Some(report)
}

/// Dice that depend on a seed and a number: SplitMix64.
fn rolled(seed: u64, number: u32) -> Dice {
    let mut state = seed.wrapping_mul(0x9E37_79B9).wrapping_add(number.into());
    let mut bytes = Vec::new();
    for _ in 0..64 {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bytes.extend((mixed ^ (mixed >> 31)).to_le_bytes());
    }
    Dice::new(bytes)
}

/// Courses of 1 to 6 credits, each taken by each leaf half of the time; the leaves ask for nine tenths of all credits.
fn tight(dice: &mut Dice, courses: usize, leaves: usize) -> Option<Instance> {
    let sizes: Vec<u64> = (0..courses).map(|_| Some(u64::try_from(dice.below(6)).ok()? + 1)).collect::<Option<_>>()?;
    let total: u64 = sizes.iter().sum();
    let each = (total * 9).checked_div(u64::try_from(leaves).ok()? * 10)?;
    let code = |number: usize| format!("K:{number:02}").parse::<Code>().ok();
    let name = |number: usize| code(number).map(OutcomeName::from);
    let mut parts = Vec::new();
    for leaf in 0..leaves {
        let some: Vec<usize> = (0..courses).filter(|_| dice.chance(128)).collect();
        let mut part = Part::named(format!("p{leaf}").parse().ok()?);
        let codes = if some.is_empty() { vec![name(0)?] } else { some.into_iter().map(name).collect::<Option<_>>()? };
        part.accepts = vec![Pick { codes, ..Pick::default() }];
        part.ask = Ask { least: Credits::from_ten_thousandths(each * 10_000), ..Ask::default() };
        parts.push(part);
    }
    let lot = |(number, size): (usize, &u64)| lot(code(number)?, u16::try_from(number).ok()?, *size);
    let assets: Vec<Asset> = sizes.iter().enumerate().map(lot).collect::<Option<_>>()?;
    plain(parts, assets)
}

fn lot(code: Code, number: u16, credits: u64) -> Option<Asset> {
    let earned = "2025-09-01".parse::<crate::time::Date>().ok()?.plus_days(number.into())?;
    Some(Asset {
        amount: Amount { credits: Credits::from_ten_thousandths(credits * 10_000)?, unit: "c".parse().ok()? },
        category: None,
        class: None,
        content: None,
        grade: None,
        id: AssetId::Lot { carried: Vec::new(), lot: LotId::here(2, number) },
        issuer: "OWN".parse().ok()?,
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
        code,
        earned,
    })
}

/// Whether every leaf can have its least: every sum that the lots can come to, no further than that, and only those that
/// the lots to come can still fill.
fn is_reachable(instance: &Instance) -> bool {
    let parts = instance.programme().map(|programme| &*programme.parts).unwrap_or_default();
    let pairs = eligible(&instance.programmes, &instance.id, &instance.holdings);
    let sizes = || instance.holdings.assets.iter().map(|asset| asset.amount.credits.ten_thousandths());
    let mut to_come: u64 = sizes().sum();
    let mut sums = BTreeSet::from([parts.iter().map(least).collect::<Vec<u64>>()]);
    for (asset, size) in instance.holdings.assets.iter().zip(sizes()) {
        let takes = |part: &Part| pairs.contains(&(asset.id.clone(), part.id.clone()));
        let places: Vec<usize> = parts.iter().enumerate().filter(|(_, part)| takes(part)).map(|(at, _)| at).collect();
        let with = |left: &Vec<u64>, at: usize| -> Vec<u64> {
            let filled = |(one, left): (usize, &u64)| if one == at { left.saturating_sub(size) } else { *left };
            left.iter().enumerate().map(filled).collect()
        };
        let more: Vec<Vec<u64>> = sums.iter().flat_map(|left| places.iter().map(|at| with(left, *at))).collect();
        sums.extend(more);
        to_come = to_come.saturating_sub(size);
        sums.retain(|left| left.iter().sum::<u64>() <= to_come);
    }
    sums.iter().any(|left| left.iter().all(|left| *left == 0))
}
