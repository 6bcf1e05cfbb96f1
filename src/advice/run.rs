//! Everything together.

use crate::advice::assemble;
use crate::advice::cause::Core;
use crate::advice::core::cores;
use crate::advice::ground::{barred, columns, with};
use crate::advice::lab::Lab;
use crate::advice::less::less_by;
use crate::advice::near::Beside;
use crate::advice::question::Question;
use crate::advice::reasons::core;
use crate::advice::repairs::{repairs, sort, untried};
use crate::advice::report::Report;
use crate::advice::standing::Standing;
use crate::advice::tempting::{accepted, tempting};
use crate::advice::there::Grounds;
use crate::credit::Credits;
use crate::planner::{Barred, Formulation, Holdings, Plan, PlanError};
use crate::programme::{Programme, Programmes};
use crate::solver::Effort;

/// What a plan means: what counts where, why the award is not reached, and what would change that.
///
/// `beside` is what does not count and could be asked about: lots that are suspended or held, conversions that fail. Each
/// question that has to be searched for gets half of the effort; where that ends first the report says so.
///
/// # Errors
/// [`PlanError`]: no such programme, or it is too large, or what is held names what is not there.
pub fn why(
    programmes: &Programmes,
    holdings: &Holdings,
    plan: &Plan,
    beside: &Beside,
    effort: Effort,
) -> Result<Report, PlanError> {
    let formulation = Formulation::new(programmes, &plan.programme, holdings)?;
    let programme = formulation.programme();
    let standing = Standing::new(programme, holdings, plan);
    let mut report = assemble::report(programmes, &standing, &formulation, quantum(programmes, programme));
    if report.reached {
        return Ok(report);
    }
    let each = Effort { steps: effort.steps.div_ceil(2) };
    let barred = barred(holdings, beside);
    if report.needs_study() {
        report.cores = found(programmes, &formulation, &standing, &barred, each)?;
    }
    let lab = Lab { barred: &barred, effort: each, formulation: &formulation, programmes, standing: &standing };
    if report.needs_study() {
        report.less_by = less_by(&lab, &report);
    }
    report.repairs = repairs(&lab, &report);
    report.untried = untried(&lab, &report);
    if report.needs_study() {
        report.tempting = tempting(&lab, &report, beside);
        report.repairs.extend(accepted(&lab, &report, &report.tempting));
    }
    sort(&mut report.repairs);
    Ok(report)
}

fn quantum(programmes: &Programmes, programme: &Programme) -> Credits {
    programmes.draft().framework.unit(&programme.unit).map_or(Credits::ONE, |unit| unit.quantum)
}

/// The cores, with what is barred among the causes where it could help.
fn found(
    programmes: &Programmes,
    formulation: &Formulation<'_>,
    standing: &Standing<'_>,
    barred: &[Barred],
    each: Effort,
) -> Result<Vec<Core>, PlanError> {
    let holdings = with(standing.holdings, barred.iter());
    let wide = Formulation::new(programmes, &standing.plan.programme, &holdings)?;
    let mut question = Question::new(wide.model(), standing.programme, each);
    for (column, place) in columns(&wide, barred) {
        question.bar(column, place);
    }
    let found = cores(&mut question);
    if found.is_empty() && !barred.is_empty() {
        return self::found(programmes, formulation, standing, &[], each);
    }
    let quantum = quantum(programmes, standing.programme);
    let grounds = Grounds { barred, effort: each, formulation, quantum, standing, wide: &wide };
    Ok(found.iter().map(|found| core(found, &grounds)).collect())
}
