//! Which parts are taken.

use std::collections::BTreeSet;

use crate::id::Code;
use crate::planner::count::case::Case;
use crate::planner::count::numbers::how_many;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::plan::Plan;
use crate::programme::{Choice, Part, Waivable};

/// The parts that are taken.
pub(super) struct Taken<'a>(BTreeSet<&'a Code>);

impl<'a> Taken<'a> {
    pub(super) fn new(case: &Case<'a>, plan: &Plan) -> Result<Self, Fault> {
        let mut named = BTreeSet::new();
        for id in &plan.taken {
            let at = || PlanPlace::Part(id.clone());
            let part = case.part(id).filter(|part| is_free(case, part)).ok_or_else(|| Fault::NotThere { at: at() })?;
            if !named.insert(&part.id) {
                return Err(Fault::Twice { at: at() });
            }
        }
        let whole = |part: &&'a Part| case.outward(part).all(|one| !is_free(case, one) || named.contains(&one.id));
        let taken = Self(case.programme.parts.iter().filter(whole).map(|part| &part.id).collect());
        for id in named {
            let around = case.part(id).and_then(|part| part.within.as_ref());
            if let Some(around) = around.filter(|around| !taken.0.contains(around)) {
                return Err(Fault::NotTaken { at: PlanPlace::Part(around.clone()), what: PlanPlace::Part(id.clone()) });
            }
        }
        taken.choices(case)?;
        Ok(taken)
    }

    /// Whether a part is taken; the programme is.
    pub(super) fn has(&self, area: Option<&Code>) -> bool {
        area.is_none_or(|part| self.0.contains(part))
    }

    /// Something stands in a part: it must be taken.
    pub(super) fn needs(&self, part: &Part, what: impl Fn() -> PlanPlace) -> Result<(), Fault> {
        if self.has(Some(&part.id)) {
            return Ok(());
        }
        Err(Fault::NotTaken { at: PlanPlace::Part(part.id.clone()), what: what() })
    }

    fn choices(&self, case: &Case<'a>) -> Result<(), Fault> {
        let whole = case.programme.ask.choose.map(|choice| (None, choice));
        let parts = case.programme.parts.iter().filter(|part| !case.is_waived(Waivable::Part, &part.id));
        let parts = parts.filter_map(|part| Some((Some(&part.id), part.ask.choose?)));
        for (area, choice) in whole.into_iter().chain(parts).filter(|(area, _)| self.has(*area)) {
            self.choice(case, area, choice)?;
        }
        Ok(())
    }

    fn choice(&self, case: &Case<'a>, area: Option<&Code>, choice: Choice) -> Result<(), Fault> {
        let children = case.programme.parts.iter().filter(|part| part.within.as_ref() == area && !part.overlay);
        let number = how_many(children.filter(|part| self.has(Some(&part.id))));
        let (at, found, what) = (PlanPlace::area(area), number.to_string(), "parts taken");
        if number < choice.least.into() {
            return Err(Fault::TooLittle { at, found, least: choice.least.to_string(), what });
        }
        if number > choice.most.into() {
            return Err(Fault::TooMuch { at, found, most: choice.most.to_string(), what });
        }
        Ok(())
    }
}

/// Whether a part may be left out: it is optional, or a choice.
fn is_free(case: &Case<'_>, part: &Part) -> bool {
    let around = match &part.within {
        Some(around) => case.part(around).is_some_and(|around| around.ask.choose.is_some()),
        None => !part.overlay && case.programme.ask.choose.is_some(),
    };
    part.optional || around
}
