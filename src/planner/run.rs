//! The planner as a whole: the model, its solution, and the plan with its proof.

use crate::id::ProgrammeId;
use crate::planner::fault::PlanError;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::Holdings;
use crate::planner::plan::Plan;
use crate::planner::prefer::{prefer_filled, prefer_free, prefer_short};
use crate::programme::Programmes;
use crate::solver::{
    Certificate, Effort, Flaw, Goal, GoalLevel, LevelResult, Proof, ProofStep, Solution, Unsolvable, check_certificate,
    solve,
};

/// A plan and the proof of how good it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The proof.
    pub certificate: Certificate,
    /// The plan.
    pub plan: Plan,
}

/// The best lawful use of what a learner holds toward a programme, or the best that was found within the effort.
///
/// # Errors
/// [`PlanError`]: no such programme, one that contradicts itself, or too much to plan.
pub fn plan(
    programmes: &Programmes,
    id: &ProgrammeId,
    holdings: &Holdings,
    effort: Effort,
) -> Result<Planned, PlanError> {
    let mut formulation = Formulation::new(programmes, id, holdings)?;
    let mut solution = match solve(formulation.model(), effort) {
        Err(Unsolvable::Spent) => empty_handed(programmes, &formulation, holdings, effort)?,
        solved => solved.map_err(|why| unsolved(why, id, effort))?,
    };
    if !is_short(&solution) {
        prefer_free(&formulation, &mut solution.values);
        return settled(&formulation, solution);
    }
    let mut found = short(&mut formulation, solution.clone(), effort);
    prefer_short(&formulation, &mut found.values);
    if formulation.studies(&found.values) {
        return settled(&formulation, found);
    }
    // Where effort ended first, what there is may be enough once all of it counts that can.
    let formulation = Formulation::new(programmes, id, holdings)?;
    solution.values = found.values;
    prefer_filled(&formulation, &mut solution.values);
    settled(&formulation, solution)
}

/// Solved once more for a plan that is short, where parts are closed; else the same without the lots.
fn short(formulation: &mut Formulation<'_>, mut found: Solution, effort: Effort) -> Solution {
    formulation.for_short();
    let closed = formulation.model().goals.iter().find(|goal| goal.level == GoalLevel::Closed);
    if let Some(Ok(solution)) = closed.map(|_| solve(formulation.model(), effort)) {
        return solution;
    }
    found.levels.retain(|level| level.level != GoalLevel::Lots);
    found.certificate.proofs.retain(|proof| proof.level != GoalLevel::Lots);
    if let Some(value) = closed.and_then(|goal| total(&goal.terms, &found.values)) {
        let rows = formulation.model().rows.len();
        found.certificate.proofs.iter_mut().for_each(|proof| moved(proof, rows));
        found.certificate.proofs.insert(0, nothing_shown(GoalLevel::Closed));
        found.levels.insert(0, LevelResult { bound: 0, level: GoalLevel::Closed, value });
    }
    found
}

/// One more goal stands before those that a proof speaks of as rows.
fn moved(proof: &mut Proof, rows: usize) {
    for step in &mut proof.steps {
        let ProofStep::Weigh { weights, .. } = step else { continue };
        for (row, _) in weights {
            *row = row.saturating_add(u32::from(usize::try_from(*row).is_ok_and(|row| row >= rows)));
        }
    }
}

/// A proof that shows nothing.
fn nothing_shown(level: GoalLevel) -> Proof {
    Proof { bound: 0, level, steps: vec![ProofStep::Weigh { goal: true, over: 1, weights: Vec::new() }] }
}

/// Whether something is still to be studied or taken: nothing is bound then.
fn is_short(solution: &Solution) -> bool {
    let study = |level: &LevelResult| matches!(level.level, GoalLevel::Study | GoalLevel::Items) && level.value > 0;
    solution.levels.iter().any(study)
}

/// Where the effort does not suffice to find any plan, everything is still to be studied: a plan of which nothing is proved.
fn empty_handed(
    programmes: &Programmes,
    formulation: &Formulation<'_>,
    holdings: &Holdings,
    effort: Effort,
) -> Result<Solution, PlanError> {
    let id = &formulation.programme().id;
    let nothing = Holdings { assets: Vec::new(), options: Vec::new(), ..holdings.clone() };
    let bare = Formulation::new(programmes, id, &nothing)?;
    let solved = solve(bare.model(), effort).map_err(|why| unsolved(why, id, effort))?;
    let plan = bare.plan_of(&solved.values, Vec::new());
    let values = formulation.values_of(&plan).map_err(PlanError::unproved)?;
    let goals = &formulation.model().goals;
    let level = |goal: &Goal| {
        let value = total(&goal.terms, &values).ok_or_else(|| PlanError::too_large("a level of the plan"))?;
        Ok(LevelResult { bound: 0, level: goal.level, value })
    };
    let levels = goals.iter().map(level).collect::<Result<Vec<_>, PlanError>>()?;
    let proofs = levels.iter().map(|level| nothing_shown(level.level)).collect();
    Ok(Solution { certificate: Certificate { proofs }, levels, values })
}

/// What a goal comes to.
fn total(terms: &[(u32, i64)], values: &[i64]) -> Option<u64> {
    let one = |(column, by): &(u32, i64)| values.get(usize::try_from(*column).ok()?)?.checked_mul(*by);
    terms.iter().try_fold(0_i64, |sum, term| sum.checked_add(one(term)?)).and_then(|sum| u64::try_from(sum).ok())
}

fn unsolved(why: Unsolvable, id: &ProgrammeId, effort: Effort) -> PlanError {
    match why {
        Unsolvable::Infeasible { .. } => PlanError::Contradiction { programme: id.clone() },
        Unsolvable::TooLarge => PlanError::too_large("the model"),
        Unsolvable::Spent => PlanError::Spent { steps: effort.steps },
    }
}

/// The plan says what counts; what is bound by that, and the totals, follow from it. Where the effort was spent they may
/// be less than what the solver had, and what the proofs show may be more.
fn settled(formulation: &Formulation<'_>, solution: Solution) -> Result<Planned, PlanError> {
    let plan = formulation.plan_of(&solution.values, solution.levels);
    let values = formulation.values_of(&plan).map_err(PlanError::unproved)?;
    let (levels, certificate) = proved(formulation, &values, solution.certificate).map_err(PlanError::unproved)?;
    Ok(Planned { certificate, plan: Plan { levels, ..plan } })
}

/// What the proofs show of these values. A proof that shows more than it claims claims that.
fn proved(
    formulation: &Formulation<'_>,
    values: &[i64],
    mut certificate: Certificate,
) -> Result<(Vec<LevelResult>, Certificate), Flaw> {
    for _ in 0..certificate.proofs.len() {
        let (level, shown) = match check_certificate(formulation.model(), values, &certificate) {
            Ok(levels) => return Ok((levels, certificate)),
            Err(Flaw::Bound { level, claimed, shown }) if shown > claimed.into() => (level, shown),
            Err(flaw) => return Err(flaw),
        };
        let proof = certificate.proofs.iter_mut().find(|proof| proof.level == level).ok_or(Flaw::Levels)?;
        proof.bound = u64::try_from(shown).map_err(|_| Flaw::Overflow)?;
    }
    check_certificate(formulation.model(), values, &certificate).map(|levels| (levels, certificate))
}
