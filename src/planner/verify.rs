//! Whether a plan is lawful, is what it claims to be, and is as good as its certificate says.

use std::fmt::Debug;

use crate::planner::count::count;
use crate::planner::fault::Fault;
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
    same("levels that were counted", &reached, &counts.levels)?;
    follows(plan, &formulation.plan_of(&values, levels.clone()))?;
    Ok(levels)
}

/// Whether a plan is what follows from what it counts.
fn follows(plan: &Plan, expected: &Plan) -> Result<(), Fault> {
    same("a document", &plan.document, &expected.document)?;
    same("a hash", &plan.hash, &expected.hash)?;
    same("a day", &plan.day, &expected.day)?;
    same("an institution", &plan.own, &expected.own)?;
    same("gates still to be passed", &plan.gates, &expected.gates)?;
    same("reliefs", &plan.reliefs, &expected.reliefs)?;
    same("levels", &plan.levels, &expected.levels)?;
    same("parts that are taken", &plan.taken, &expected.taken)?;
    same("conversions", &plan.conversions, &expected.conversions)?;
    same("study", &plan.study, &expected.study)?;
    same("counts", &plan.counts, &expected.counts)?;
    same("what is shared", &plan.shared, &expected.shared)?;
    same("all of this", plan, expected)
}

fn same<T: Debug + PartialEq>(what: &'static str, claimed: &T, found: &T) -> Result<(), Fault> {
    if claimed == found {
        return Ok(());
    }
    Err(Fault::Claim { claimed: format!("{claimed:?}"), found: format!("{found:?}"), what })
}
