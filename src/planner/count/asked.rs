//! What is asked of this learner, what is still to be studied, and whether both are enough.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::planner::count::case::Case;
use crate::planner::count::numbers::{Number, minus, number, plus, times, total, written};
use crate::planner::count::tally::Tally;
use crate::planner::count::trees::Taken;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::holdings::Relief;
use crate::planner::plan::Plan;
use crate::programme::{Ask, Part, Quota, QuotaBound, ShareBase, Waivable};

/// What is still to be studied, by leaf: credits and items.
pub(super) struct Studies<'a>(BTreeMap<&'a Code, (&'a Part, Number, Number)>);

impl<'a> Studies<'a> {
    pub(super) fn new(case: &Case<'a>, plan: &Plan, taken: &Taken<'a>) -> Result<Self, Fault> {
        let mut all = BTreeMap::new();
        for study in &plan.study {
            let at = || PlanPlace::Part(study.part.clone());
            let leaf = case.part(&study.part).filter(|part| part.is_leaf());
            let leaf = leaf.ok_or_else(|| Fault::NotThere { at: at() })?;
            taken.needs(leaf, at)?;
            let (credits, items) = (number(study.credits), Number::from(study.items));
            if credits == 0 && items == 0 {
                return Err(Fault::NotThere { at: at() });
            }
            if all.insert(&leaf.id, (leaf, credits, items)).is_some() {
                return Err(Fault::Twice { at: at() });
            }
            if !case.is_whole(study.credits) {
                let most = written(number(case.quantum));
                return Err(Fault::TooMuch {
                    at: at(),
                    found: study.credits.to_string(),
                    most,
                    what: "parts of a quantum to study",
                });
            }
            in_leaf(case, leaf, credits, items)?;
        }
        Ok(Self(all))
    }

    /// Credits to study in a part or the programme.
    pub(super) fn credits(&self, case: &Case<'a>, area: Option<&Code>) -> Result<Number, Fault> {
        total(self.0.values().filter(|(leaf, ..)| case.is_in(leaf, area)).map(|(_, credits, _)| *credits))
    }

    /// Items to take in a part or the programme.
    pub(super) fn items(&self, case: &Case<'a>, area: Option<&Code>) -> Result<Number, Fault> {
        total(self.0.values().filter(|(leaf, ..)| case.is_in(leaf, area)).map(|(.., items)| *items))
    }

    /// Quanta and items in leaves of which nothing is left to take.
    pub(super) fn closed(&self, case: &Case<'a>) -> Result<Number, Fault> {
        let quanta = |credits: Number| credits.checked_div(number(case.quantum)).unwrap_or_default();
        let closed = self.0.values().filter(|(leaf, ..)| case.is_closed(leaf));
        total(closed.flat_map(|(_, credits, items)| [quanta(*credits), *items]))
    }

    /// Credits and items, of the lane with most of each.
    pub(super) fn most(&self, case: &Case<'a>) -> Result<(Number, Number), Fault> {
        let overlays = case.programme.parts.iter().filter(|part| part.overlay && part.within.is_none());
        let mut most = (0, 0);
        for lane in overlays.map(|part| Some(&part.id)).chain([None]) {
            most = (self.credits(case, lane)?.max(most.0), self.items(case, lane)?.max(most.1));
        }
        Ok(most)
    }
}

/// Whether so much can be studied in a leaf.
fn in_leaf(case: &Case<'_>, leaf: &Part, credits: Number, items: Number) -> Result<(), Fault> {
    let most = |found: Number, most: Number, what: &'static str| {
        let (found, most) =
            if what == ITEMS { (found.to_string(), most.to_string()) } else { (written(found), written(most)) };
        Err(Fault::TooMuch { at: PlanPlace::Part(leaf.id.clone()), found, most, what })
    };
    let leaf_of = case.part(&leaf.id);
    let Some(leaf_of) = leaf_of else { return Ok(()) };
    let (high, high_items) = highs(case, leaf_of)?;
    if credits > high {
        return most(credits, high, CREDITS);
    }
    let high_items = if leaf.split || !case.asks_items(leaf_of) { 0 } else { high_items };
    if items > high_items {
        return most(items, high_items, ITEMS);
    }
    if leaf.ask.most_items.is_none() || leaf.split {
        return Ok(());
    }
    let each = leaf.ask.most.map_or(high, number);
    let room = times(whole_quanta(case, each)?, items)?;
    if credits > room { most(credits, room, CREDITS) } else { Ok(()) }
}

const CREDITS: &str = "credits to study";
const ITEMS: &str = "items to take";

/// Whole quanta of an amount, rounded down.
fn whole_quanta(case: &Case<'_>, credits: Number) -> Result<Number, Fault> {
    let over = credits.checked_rem(number(case.quantum)).unwrap_or_default();
    minus(credits, over)
}

/// Whole quanta of an amount, rounded up.
fn quanta_up(case: &Case<'_>, credits: Number) -> Result<Number, Fault> {
    let down = whole_quanta(case, credits)?;
    if down == credits { Ok(down) } else { plus(down, number(case.quantum)) }
}

/// The most credits and items to study in a leaf.
fn highs<'a>(case: &Case<'a>, leaf: &'a Part) -> Result<(Number, Number), Fault> {
    let whole = case.overlay(leaf).is_none().then_some(&case.programme.ask);
    let asks: Vec<_> = case.outward(leaf).map(|part| &part.ask).chain(whole).collect();
    let (mut credits, mut items) = (0, 0);
    let areas = case.programme.parts.iter().map(|part| Some(&part.id)).chain([None]);
    for area in areas {
        let (least, least_items) = leasts(case, area)?;
        (credits, items) = (quanta_up(case, least)?.max(credits), least_items.max(items));
    }
    let quotas = case.programme.quotas.iter().filter(|quota| !case.is_waived(Waivable::Quota, &quota.id));
    for quota in quotas {
        let (least, least_items) = least_of(case, quota)?;
        (credits, items) = (quanta_up(case, least)?.max(credits), least_items.max(items));
    }
    let most = asks.iter().find_map(|ask| ask.most).map(|most| whole_quanta(case, number(most))).transpose()?;
    Ok((most.unwrap_or(credits), asks.iter().find_map(|ask| ask.most_items).map_or(items, Number::from)))
}

/// The least that a quota asks for by itself. A share is rounded up.
fn least_of(case: &Case<'_>, quota: &Quota) -> Result<(Number, Number), Fault> {
    match &quota.bound {
        QuotaBound::Least(least) => Ok((number(*least), 0)),
        QuotaBound::LeastItems(items) => Ok((0, (*items).into())),
        QuotaBound::LeastShare { of, share } => {
            let base = match of {
                ShareBase::Counted => 0,
                ShareBase::Required => required(case, quota.within.as_ref())?,
                ShareBase::Stated(base) => number(*base),
            };
            let (above, below) = (times(base, share.num().into())?, Number::from(share.den()));
            let down = above.checked_div(below).unwrap_or_default();
            let rest = above.checked_rem(below).unwrap_or_default();
            Ok((plus(down, Number::from(rest > 0))?, 0))
        }
        _ => Ok((0, 0)),
    }
}

fn ask<'a>(case: &Case<'a>, area: Option<&Code>) -> Option<&'a Ask> {
    area.map_or(Some(&case.programme.ask), |id| case.part(id).map(|part| &part.ask))
}

/// What exemptions take off a part or the programme: credits and items.
fn exempt(case: &Case<'_>, area: Option<&Code>) -> Result<(Number, Number), Fault> {
    let mut off = (0, 0);
    for relief in &case.holdings.reliefs {
        let Relief::Exempt { credits, items, part } = relief else { continue };
        if case.part(part).is_some_and(|part| case.is_in(part, area)) {
            off = (plus(off.0, number(*credits))?, plus(off.1, (*items).into())?);
        }
    }
    Ok(off)
}

/// The least of a part or the programme less exemptions.
pub(super) fn required(case: &Case<'_>, area: Option<&Code>) -> Result<Number, Fault> {
    let least = ask(case, area).and_then(|ask| ask.least).map_or(0, number);
    Ok(minus(least, exempt(case, area)?.0)?.max(0))
}

/// The least credits and items that are asked of a part or the programme.
pub(super) fn leasts(case: &Case<'_>, area: Option<&Code>) -> Result<(Number, Number), Fault> {
    if area.is_some_and(|part| case.is_waived(Waivable::Part, part)) {
        return Ok((0, 0));
    }
    let items = ask(case, area).and_then(|ask| ask.least_items).map_or(0, Number::from);
    Ok((required(case, area)?, minus(items, exempt(case, area)?.1)?.max(0)))
}

/// What counts and is to be studied in a part or the programme.
pub(super) struct Sums {
    pub(super) credits: Number,
    pub(super) items: Number,
    pub(super) study: Number,
    pub(super) to_take: Number,
}

pub(super) fn sums<'a>(
    case: &Case<'a>,
    tally: &Tally<'a>,
    studies: &Studies<'a>,
    area: Option<&Code>,
) -> Result<Sums, Fault> {
    Ok(Sums {
        credits: tally.credits(case, area, |_| true)?,
        items: tally.items(case, area, |_| true)?,
        study: studies.credits(case, area)?,
        to_take: studies.items(case, area)?,
    })
}

/// Whether a part, or the programme, has what it asks for.
pub(super) fn is_enough(case: &Case<'_>, area: Option<&Code>, sums: &Sums) -> Result<(), Fault> {
    let Some(ask) = ask(case, area) else { return Ok(()) };
    let (least, least_items) = leasts(case, area)?;
    let (credits, items) = (plus(sums.credits, sums.study)?, plus(sums.items, sums.to_take)?);
    let at = || PlanPlace::area(area);
    if credits < least {
        let (found, least) = (written(credits), written(least));
        return Err(Fault::TooLittle { at: at(), found, least, what: "credits, study included" });
    }
    if let Some(most) = ask.most.filter(|most| credits > number(*most)) {
        let (found, most) = (written(credits), most.to_string());
        return Err(Fault::TooMuch { at: at(), found, most, what: "credits, study included" });
    }
    if items < least_items {
        let (found, least) = (items.to_string(), least_items.to_string());
        return Err(Fault::TooLittle { at: at(), found, least, what: "items, those to take included" });
    }
    if let Some(most) = ask.most_items.filter(|most| items > (*most).into()) {
        let (found, most) = (items.to_string(), most.to_string());
        return Err(Fault::TooMuch { at: at(), found, most, what: "items, those to take included" });
    }
    Ok(())
}
