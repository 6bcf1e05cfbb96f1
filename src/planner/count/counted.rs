//! What a plan comes to.

use crate::credit::Credits;
use crate::id::Code;
use crate::planner::count::asked::{Studies, Sums, is_enough, leasts, sums};
use crate::planner::count::attempts::groups;
use crate::planner::count::case::Case;
use crate::planner::count::lots::{conversions, lots, sharings};
use crate::planner::count::numbers::{Number, amount, large, number, total};
use crate::planner::count::quotas::Standing;
use crate::planner::count::tally::Tally;
use crate::planner::count::trees::Taken;
use crate::planner::fault::Fault;
use crate::planner::holdings::Holdings;
use crate::planner::plan::Plan;
use crate::programme::Programmes;
use crate::solver::GoalLevel;

/// What a lawful plan comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The programme, and then its parts in their order.
    pub areas: Vec<AreaCount>,
    /// How good the plan is, level by level: what is studied where nothing is left to take only if there is such study,
    /// the lots that are bound only if the plan is not short.
    pub levels: Vec<(GoalLevel, u64)>,
}

/// What counts in a part, or in the programme: everything but its overlays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaCount {
    /// Credits that count.
    pub credits: Credits,
    /// Items that count.
    pub items: u64,
    /// The least credits, less exemptions; nothing where it is waived.
    pub least: Credits,
    /// The least items, likewise.
    pub least_items: u64,
    /// The part; none: the programme.
    pub part: Option<Code>,
    /// Credits still to be studied.
    pub study: Credits,
    /// Whether it is taken.
    pub taken: bool,
    /// Items still to be taken.
    pub to_take: u64,
}

/// Counts a plan, straight from what is counted and without the model. Looks at what counts, is shared, taken, made and
/// studied; not at what else the plan claims.
///
/// # Errors
/// [`Fault`]: the first place at which the plan is not lawful.
pub fn count(programmes: &Programmes, holdings: &Holdings, plan: &Plan) -> Result<Counts, Fault> {
    let case = Case::new(programmes, &plan.programme, holdings)?;
    let taken = Taken::new(&case, plan)?;
    let made = conversions(&case, plan)?;
    let tally = Tally::new(&case, plan, &taken)?;
    let bound = lots(&case, &tally, &made)?;
    sharings(&case, &tally)?;
    groups(&case, &tally, &made)?;
    let studies = Studies::new(&case, plan, &taken)?;
    let standing = Standing { case: &case, studies: &studies, taken: &taken, tally: &tally };
    let areas = areas(&standing)?;
    standing.quotas()?;
    standing.carries()?;
    standing.averages()?;
    standing.limits()?;
    let approvals = made.iter().filter_map(|id| case.options.get(*id)).map(|option| Number::from(option.approvals));
    let (study, items) = studies.most(&case)?;
    let study = study.checked_div(number(case.quantum)).unwrap_or_default();
    let closed = studies.closed(&case)?;
    let is_short = study > 0 || items > 0;
    let levels = [
        (GoalLevel::Closed, Some(closed).filter(|closed| *closed > 0)),
        (GoalLevel::Study, Some(study)),
        (GoalLevel::Items, Some(items)),
        (GoalLevel::Approvals, Some(total(approvals)?)),
        (GoalLevel::Lots, Some(bound).filter(|_| !is_short)),
    ];
    let levels = levels.into_iter().filter_map(|(level, value)| Some((level, value?)));
    let levels = levels.map(|(level, value)| Ok((level, small(value)?)));
    Ok(Counts { areas, levels: levels.collect::<Result<_, Fault>>()? })
}

fn small(number: Number) -> Result<u64, Fault> {
    u64::try_from(number).map_err(|_| large())
}

/// The programme and its parts, each with enough and not too much.
fn areas(standing: &Standing<'_, '_>) -> Result<Vec<AreaCount>, Fault> {
    let Standing { case, studies, taken, tally } = standing;
    let mut areas = Vec::new();
    for area in [None].into_iter().chain(case.programme.parts.iter().map(|part| Some(&part.id))) {
        let sums = sums(case, tally, studies, area)?;
        if taken.has(area) {
            is_enough(case, area, &sums)?;
        }
        areas.push(told(case, area, taken.has(area), &sums)?);
    }
    Ok(areas)
}

fn told(case: &Case<'_>, area: Option<&Code>, taken: bool, sums: &Sums) -> Result<AreaCount, Fault> {
    let (least, least_items) = leasts(case, area)?;
    let credits = |number| amount(number).ok_or_else(large);
    Ok(AreaCount {
        credits: credits(sums.credits)?,
        items: small(sums.items)?,
        least: credits(least)?,
        least_items: small(least_items)?,
        part: area.cloned(),
        study: credits(sums.study)?,
        taken,
        to_take: small(sums.to_take)?,
    })
}
