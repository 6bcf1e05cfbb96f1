//! Limits that bind when a conversion is recorded.

use std::collections::BTreeSet;

use crate::credit::{Amount, Credits, Ratio};
use crate::id::{Code, InstitutionId, LotId, UnitId};
use crate::registry::UseKind;
use crate::rules::answer::{Input, Output};
use crate::rules::clause::Target;
use crate::rules::draft::{Base, Bound, Limit, MonthDay, Rule};
use crate::rules::evaluate::case::{Case, test};
use crate::rules::explanation::{Check, Got, Point, Test, Wanted, What};
use crate::rules::facts::Prior;
use crate::rules::holds::whole;
use crate::rules::words::{Binds, Measure, Per};
use crate::time::Date;

/// A conversion, as limits count it.
pub(super) struct Conversion<'a> {
    rule: &'a Code,
    on: Date,
    lots: Vec<Lot<'a>>,
    outputs: Vec<(&'a Target, Option<&'a Amount>)>,
}

/// A lot that went into it.
#[derive(Clone, Copy)]
struct Lot<'a> {
    id: LotId,
    content: Option<&'a Code>,
    issuer: &'a InstitutionId,
}

/// One combination of values that a limit counts by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    lot: Option<LotId>,
    target: Option<&'a Target>,
    issuer: Option<&'a InstitutionId>,
    content: Option<&'a Code>,
    /// The year and the day on which the window began.
    window: Option<(i32, MonthDay)>,
}

impl<'a> Conversion<'a> {
    /// What a rule would give now. A witness is not taken.
    pub(super) fn new(case: &Case<'a>, rule: &'a Rule, inputs: &[Input], outputs: &'a [Output]) -> Self {
        let taken = inputs.iter().filter(|input| input.r#use != UseKind::Witness);
        let outcomes = taken.filter_map(|input| case.outcomes.iter().find(|one| one.id == input.lot));
        let lot = |content, issuer, id| Lot { id, content, issuer };
        Self {
            rule: &rule.id,
            on: case.facts.applied,
            lots: outcomes.map(|one| lot(one.content.as_ref(), &one.issuer, one.id)).collect(),
            outputs: outputs.iter().map(|output| (&output.target, output.amount.as_ref())).collect(),
        }
    }

    pub(super) fn earlier(prior: &'a Prior) -> Self {
        let lot = |(id, content, issuer): &'a (LotId, Option<Code>, InstitutionId)| Lot {
            id: *id,
            content: content.as_ref(),
            issuer,
        };
        Self {
            rule: &prior.rule,
            on: prior.on,
            lots: prior.lots.iter().map(lot).collect(),
            outputs: prior.outputs.iter().map(|output| (&output.target, output.amount.as_ref())).collect(),
        }
    }

    /// The values by which a limit counts it. A lot without a content key does not count by content.
    pub(super) fn keys(&self, limit: &Limit) -> BTreeSet<Key<'a>> {
        let per = |dimension| limit.per.contains(&dimension);
        let window = if per(Per::Window) { window(&limit.windows, self.on) } else { None };
        let plain = Key { lot: None, target: None, issuer: None, content: None, window };
        let of_lot = |lot: &Lot<'a>| Key {
            lot: per(Per::Lot).then_some(lot.id),
            issuer: per(Per::Issuer).then_some(lot.issuer),
            content: lot.content.filter(|_| per(Per::Content)),
            ..plain
        };
        let by_lot = per(Per::Lot) || per(Per::Issuer) || per(Per::Content);
        let counts = |lot: &&Lot<'a>| !per(Per::Content) || lot.content.is_some();
        let lots: Vec<_> = if by_lot { self.lots.iter().filter(counts).map(of_lot).collect() } else { vec![plain] };
        if !per(Per::Target) {
            return lots.into_iter().collect();
        }
        let targets = self.outputs.iter().map(|(target, _)| *target);
        targets.flat_map(|target| lots.iter().map(move |key| Key { target: Some(target), ..*key })).collect()
    }

    /// How much of it counts for those values: ten-thousandths of a credit, lots, or itself.
    pub(super) fn counted(&self, limit: &Limit, key: &Key<'_>) -> u128 {
        if !self.keys(limit).contains(key) {
            return 0;
        }
        let of_lot = |lot: &&Lot<'_>| {
            key.lot.is_none_or(|id| lot.id == id)
                && key.issuer.is_none_or(|issuer| lot.issuer == issuer)
                && key.content.is_none_or(|content| lot.content == Some(content))
        };
        match limit.measure {
            Measure::Credits => self.credits(limit.unit.as_ref(), key.target),
            Measure::Items => self.lots.iter().filter(of_lot).map(|_| 1_u128).sum(),
            Measure::Uses => 1,
        }
    }

    /// Numbers of 63 bits: so many that their sum passes 128 do not fit in memory.
    fn credits(&self, unit: Option<&UnitId>, target: Option<&Target>) -> u128 {
        let outputs = self.outputs.iter().filter(|(of, _)| target.is_none_or(|target| *of == target));
        let amounts = outputs.filter_map(|(_, amount)| amount.filter(|amount| Some(&amount.unit) == unit));
        amounts.map(|amount| u128::from(amount.credits.ten_thousandths())).sum()
    }
}

/// The first day of the window that a day lies in.
fn window(windows: &[MonthDay], day: Date) -> Option<(i32, MonthDay)> {
    let (year, month, of_month) = day.parts();
    let began = |start: &&MonthDay| (u32::from(start.month), u32::from(start.day)) <= (month, of_month);
    match windows.iter().filter(began).max() {
        Some(start) => Some((year, *start)),
        None => Some((year.checked_sub(1)?, *windows.iter().max()?)),
    }
}

/// The tests of all limits on recording that the rules of these conversions name, in the order of ids and values.
pub(super) fn limits(case: &Case<'_>, rules: &[&Rule], now: &[Conversion<'_>]) -> Vec<Check> {
    let names: BTreeSet<_> = rules.iter().flat_map(|rule| &rule.limits).collect();
    let named = names.into_iter().filter_map(|id| case.book.limit(id));
    let binding = named.filter(|limit| limit.binds == Binds::Recording);
    binding.flat_map(|limit| one(case, limit, rules, now)).collect()
}

fn one(case: &Case<'_>, limit: &Limit, rules: &[&Rule], now: &[Conversion<'_>]) -> Vec<Check> {
    let names = |conversion: &&Conversion<'_>| {
        rules.iter().any(|rule| rule.id == *conversion.rule && rule.limits.contains(&limit.id))
    };
    let now: Vec<_> = now.iter().filter(names).collect();
    let keys: BTreeSet<_> = now.iter().flat_map(|conversion| conversion.keys(limit)).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let earlier = case.facts.prior.iter().filter(|prior| counts(case, limit, prior));
    let earlier: Vec<_> = earlier.map(Conversion::earlier).collect();
    let all = || earlier.iter().chain(now.iter().copied());
    let sum = |key: &Key<'_>| all().map(|conversion| conversion.counted(limit, key)).sum();
    keys.iter().map(|key| Check::One(told(case, limit, key, sum(key)))).collect()
}

/// Whether some version of the rule names the limit.
fn counts(case: &Case<'_>, limit: &Limit, prior: &Prior) -> bool {
    case.book.versions(&prior.rule).iter().any(|rule| rule.limits.contains(&limit.id))
}

fn told(case: &Case<'_>, limit: &Limit, key: &Key<'_>, sum: u128) -> Test {
    let got = Ratio::reduced(sum, 1).map(|at| Point { at, text: written(limit, at) });
    let got = got.map_or_else(|| Got::Other(sum.to_string()), Got::Point);
    let bound = bound(case, limit, key).map(|at| Wanted::AtMost(Point { at, text: written(limit, at) }));
    let (wanted, got) = match bound {
        Some(wanted) => (wanted, got),
        None => (Wanted::AtMost(Point { at: Ratio::ZERO, text: "too large".to_owned() }), got),
    };
    Test { by: key.words(), lot: key.lot, of: Some(limit.id.clone().into()), ..test(What::Limit, wanted, got) }
}

/// The most there may be, in what the limit counts; none where it needs more than 64 bits.
fn bound(case: &Case<'_>, limit: &Limit, key: &Key<'_>) -> Option<Ratio> {
    match &limit.bound {
        Bound::Share { of: Base::Source, share } => scaled(limit, source(case, limit, key))?.times(*share).ok(),
        Bound::Most(_) | Bound::Share { .. } => most(limit),
    }
}

/// The most there may be, where that does not depend on what goes in.
pub(super) fn most(limit: &Limit) -> Option<Ratio> {
    match &limit.bound {
        Bound::Most(most) => scaled(limit, *most),
        Bound::Share { of: Base::Stated(base), share } => scaled(limit, *base)?.times(*share).ok(),
        Bound::Share { of: Base::Source, .. } => None,
    }
}

fn scaled(limit: &Limit, credits: Credits) -> Option<Ratio> {
    match limit.measure {
        Measure::Credits => Some(whole(credits.ten_thousandths())),
        Measure::Items | Measure::Uses => Ratio::new(credits.ten_thousandths(), Credits::SCALE).ok(),
    }
}

/// The amount of the lot, where it is in the limit's unit.
fn source(case: &Case<'_>, limit: &Limit, key: &Key<'_>) -> Credits {
    let lot = case.outcomes.iter().find(|one| Some(one.id) == key.lot);
    let amount = lot.map(|lot| &lot.amount).filter(|amount| Some(&amount.unit) == limit.unit.as_ref());
    amount.map_or(Credits::ZERO, |amount| amount.credits)
}

/// A number as it is written: credits with their unit, or a count.
pub(super) fn written(limit: &Limit, at: Ratio) -> String {
    let (quotient, rest) = at.split();
    match (&limit.unit, rest.is_zero()) {
        (Some(unit), true) => Credits::from_ten_thousandths(quotient)
            .map_or_else(|| quotient.to_string(), |credits| format!("{credits} {unit}")),
        (None, true) => quotient.to_string(),
        (Some(unit), false) => {
            let credits = at.times(Ratio::new(1, Credits::SCALE).unwrap_or(Ratio::ONE));
            credits.map_or_else(|_| at.to_string(), |credits| format!("{credits} {unit}"))
        }
        (None, false) => at.to_string(),
    }
}

impl Key<'_> {
    pub(super) fn words(&self) -> Vec<String> {
        let target = self.target.map(|target| match target {
            Target::Category(code) => code.to_string(),
            Target::Course(course) | Target::Exemption(course) => course.to_string(),
            Target::Denial => String::new(),
        });
        let issuer = self.issuer.map(ToString::to_string);
        let content = self.content.map(ToString::to_string);
        let window = self.window.map(|(year, start)| format!("{year:04}-{start}"));
        target.into_iter().chain(issuer).chain(content).chain(window).collect()
    }
}
