//! Planning again, with something changed.

use crate::advice::near::Gain;
use crate::advice::report::Report;
use crate::advice::standing::Standing;
use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::planner::{Barred, Formulation, Holdings, without_study};
use crate::programme::Programmes;
use crate::solver::{Effort, Goal, GoalLevel, LevelResult, Model, Solution, Unsolvable, solve};

/// What everything is tried with.
pub(super) struct Lab<'a> {
    pub(super) barred: &'a [Barred],
    pub(super) effort: Effort,
    pub(super) formulation: &'a Formulation<'a>,
    pub(super) programmes: &'a Programmes,
    pub(super) standing: &'a Standing<'a>,
}

/// Whether an award is reached without study, and with which conversions.
pub(super) enum Reach {
    /// By these, and no fewer approvals would do if that is said.
    Yes(Vec<Code>, bool),
    No,
    Unknown,
}

/// How much less is left to study, with which conversions, and whether that was proved to be all.
pub(super) struct Gained {
    pub(super) conversions: Vec<Code>,
    pub(super) gain: Gain,
    pub(super) proved: bool,
}

impl Lab<'_> {
    pub(super) const fn programme(&self) -> &ProgrammeId {
        &self.standing.programme.id
    }

    /// Whether it is reached without study under other programmes and holdings, with as few approvals as can be.
    pub(super) fn reaches(&self, programmes: &Programmes, holdings: &Holdings) -> Reach {
        let Ok(formulation) = Formulation::new(programmes, self.programme(), holdings) else { return Reach::Unknown };
        let model = formulation.model();
        let goals = goals(model, &[GoalLevel::Approvals]);
        let columns = model.columns.iter().map(without_study).collect();
        match solve(&Model { columns, goals, rows: model.rows.clone() }, self.effort) {
            Ok(solution) => {
                let plan = formulation.plan_of(&solution.values, Vec::new());
                Reach::Yes(plan.conversions, is_proved(&solution))
            }
            Err(Unsolvable::Infeasible { .. }) => Reach::No,
            Err(Unsolvable::Spent | Unsolvable::TooLarge) => Reach::Unknown,
        }
    }

    /// How much less is left to study under other programmes and holdings, with as few approvals as can be.
    pub(super) fn gain(&self, programmes: &Programmes, holdings: &Holdings, report: &Report) -> Option<Gained> {
        let mut formulation = Formulation::new(programmes, self.programme(), holdings).ok()?;
        formulation.for_short();
        let model = formulation.model();
        let goals = goals(model, &[GoalLevel::Closed, GoalLevel::Study, GoalLevel::Items, GoalLevel::Approvals]);
        let solution = solve(&Model { goals, ..model.clone() }, self.effort).ok()?;
        let before = |level: GoalLevel| report.level(level).map_or(0, |level| level.value);
        let after = |level: GoalLevel| solution.levels.iter().find(|one| one.level == level).map(|one| one.value);
        let (study, items) = (after(GoalLevel::Study)?, after(GoalLevel::Items)?);
        let is_worse = after(GoalLevel::Closed).unwrap_or_default() > before(GoalLevel::Closed);
        let study = if is_worse { before(GoalLevel::Study) } else { study };
        let less = before(GoalLevel::Study).saturating_sub(study);
        let less = report.quanta(less).map_or(Credits::ZERO, |amount| amount.credits);
        let fewer = if is_worse || study > before(GoalLevel::Study) {
            0
        } else {
            before(GoalLevel::Items).saturating_sub(items)
        };
        let gain = Gain { fewer: u32::try_from(fewer).unwrap_or(u32::MAX), less };
        let conversions = formulation.plan_of(&solution.values, Vec::new()).conversions;
        Some(Gained { conversions, gain, proved: is_proved(&solution) && report.less_by.is_empty() })
    }
}

fn is_proved(solution: &Solution) -> bool {
    solution.levels.iter().all(LevelResult::is_proved)
}

/// Some of the goals of a model.
pub(super) fn goals(model: &Model, levels: &[GoalLevel]) -> Vec<Goal> {
    model.goals.iter().filter(|goal| levels.contains(&goal.level)).cloned().collect()
}
