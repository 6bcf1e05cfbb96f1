//! Whether a plan is lawful, is what it claims to be, and is as good as its certificate says.

use crate::planner::count::count;
use crate::planner::fault::{Claimed, Fault};
use crate::planner::formulate::Formulation;
use crate::planner::holdings::Holdings;
use crate::planner::plan::Plan;
use crate::programme::Programmes;
use crate::solver::{Certificate, GoalLevel, LevelResult, check_certificate};

/// Checks a plan without the planner's code: it is counted straight from the programme, then held against the model,
/// and its certificate is checked. What it claims about itself must follow, to the last key.
///
/// # Errors
/// The first [`Fault`].
pub fn verify(
    programmes: &Programmes,
    holdings: &Holdings,
    plan: &Plan,
    certificate: &Certificate,
) -> Result<Vec<LevelResult>, Fault> {
    let counts = count(programmes, holdings, plan)?;
    let formulation = Formulation::of_plan(programmes, holdings, plan)?;
    let values = formulation.values_of(plan)?;
    let levels = check_certificate(formulation.model(), &values, certificate)?;
    let told = levels.iter().filter(|level| level.level != GoalLevel::Closed || level.value > 0);
    let reached: Vec<_> = told.map(|level| (level.level, level.value)).collect();
    same(Claimed::Levels, &reached, &counts.levels)?;
    follows(plan, &formulation.plan_of(&values, levels.clone()))?;
    Ok(levels)
}

/// Whether a plan is what follows from what it counts.
fn follows(plan: &Plan, expected: &Plan) -> Result<(), Fault> {
    same(Claimed::Document, &plan.document, &expected.document)?;
    same(Claimed::Hash, &plan.hash, &expected.hash)?;
    same(Claimed::Day, &plan.day, &expected.day)?;
    same(Claimed::Institution, &plan.own, &expected.own)?;
    same(Claimed::Gates, &plan.gates, &expected.gates)?;
    same(Claimed::Reliefs, &plan.reliefs, &expected.reliefs)?;
    same(Claimed::Levels, &plan.levels, &expected.levels)?;
    same(Claimed::Taken, &plan.taken, &expected.taken)?;
    same(Claimed::Conversions, &plan.conversions, &expected.conversions)?;
    same(Claimed::Study, &plan.study, &expected.study)?;
    same(Claimed::Counts, &plan.counts, &expected.counts)?;
    same(Claimed::Shared, &plan.shared, &expected.shared)?;
    same(Claimed::Whole, plan, expected)
}

fn same<T: PartialEq>(what: Claimed, claimed: &T, found: &T) -> Result<(), Fault> {
    if claimed == found { Ok(()) } else { Err(Fault::Claim { what }) }
}
