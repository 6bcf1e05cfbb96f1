//! Level by level.

use crate::solver::alike::Alike;
use crate::solver::certificate::{Certificate, Proof};
use crate::solver::dive::dive;
use crate::solver::effort::{Effort, Solution, Unsolvable};
use crate::solver::fixed::Fixed;
use crate::solver::flow::flow;
use crate::solver::goal::LevelResult;
use crate::solver::model::{Goal, Model};
use crate::solver::reduce::Going;
use crate::solver::relax::Relaxation;
use crate::solver::search::{Known, Search};
use crate::solver::system::System;

/// Coefficients in one step of effort.
const STEP: u64 = 1_000;

/// The best values for a model within the effort, and proofs of how good any could be.
///
/// # Errors
///
/// There are no values that keep all rows, none were found within the effort, or the numbers are too large.
pub fn solve(model: &Model, effort: Effort) -> Result<Solution, Unsolvable> {
    let mut system = System::new(model).ok_or(Unsolvable::TooLarge)?;
    let goals = model.goals.iter().map(|goal| system.spelled(&goal.terms)).collect::<Option<Vec<_>>>();
    let goals = goals.ok_or(Unsolvable::TooLarge)?;
    if let Some(solution) = as_flow(model, &mut system, &goals, effort) {
        return Ok(solution);
    }
    let mut solver = Solver::new(model, system, goals, effort);
    solver.begin();
    if model.goals.is_empty() {
        solver.search(0)?;
    }
    while let Some(goal) = model.goals.get(solver.levels.len()) {
        solver.level(goal)?;
    }
    let certificate = Certificate { proofs: solver.proofs };
    let values = solver.values.ok_or(Unsolvable::Spent)?;
    Ok(Solution { certificate, levels: solver.levels, values })
}

/// The short way for a model of the flow class. It is not begun where one look at all coefficients is more than the effort.
fn as_flow(model: &Model, system: &mut System, goals: &[Vec<i64>], effort: Effort) -> Option<Solution> {
    let least = u64::try_from(system.size()).ok()?;
    if least > effort.steps.saturating_mul(STEP) {
        return None;
    }
    let found = flow(model, system, goals);
    system.cut_to(model.rows.len());
    found
}

struct Solver<'m> {
    alike: Option<Alike>,
    goals: Vec<Vec<i64>>,
    /// Coefficients that may still be looked at.
    left: u64,
    levels: Vec<LevelResult>,
    /// The first level of which the goal is minded.
    minded: usize,
    model: &'m Model,
    proofs: Vec<Proof>,
    relaxation: Option<Relaxation>,
    system: System,
    values: Option<Vec<i64>>,
}

impl<'m> Solver<'m> {
    fn new(model: &'m Model, system: System, goals: Vec<Vec<i64>>, effort: Effort) -> Self {
        let relaxation = Relaxation::new(&system, system.rows.len(), &goals, 0, Going::Loose);
        let alike = Alike::new(&system, &goals);
        let left = effort.steps.saturating_mul(STEP).saturating_sub(alike.as_ref().map_or(0, |alike| alike.work));
        Self {
            alike,
            goals,
            left,
            levels: Vec::new(),
            minded: 0,
            model,
            proofs: Vec::new(),
            relaxation,
            system,
            values: None,
        }
    }

    /// A first plan, however good: as little as can be of everything.
    fn begin(&mut self) {
        let nothing = vec![Fixed::ZERO; self.system.high.len()];
        self.values = dive(&self.system, &self.system.bounds(), &nothing);
    }

    /// Solves one level, and keeps what it reaches as a row for the next. Should that be better on an earlier level, it goes
    /// back to that one.
    fn level(&mut self, goal: &Goal) -> Result<(), Unsolvable> {
        let (value, proof) = self.search(self.levels.len())?;
        if let Some(level) = self.better() {
            let rows = self.model.rows.len().checked_add(level).ok_or(Unsolvable::TooLarge)?;
            self.levels.truncate(level);
            self.minded = self.minded.min(level);
            self.proofs.truncate(level);
            self.system.cut_to(rows);
            return Ok(());
        }
        let value = u64::try_from(value).map_err(|_| Unsolvable::TooLarge)?;
        let bound = proof.bound;
        self.proofs.push(Proof { level: goal.level, ..proof });
        self.levels.push(LevelResult { bound, level: goal.level, value });
        let most = i64::try_from(value).map_err(|_| Unsolvable::TooLarge)?;
        self.system.add(&goal.terms, most).ok_or(Unsolvable::TooLarge)
    }

    /// The first earlier level on which the values are better than was known there.
    fn better(&self) -> Option<usize> {
        let values = self.values.as_ref()?;
        self.levels
            .iter()
            .zip(&self.goals)
            .position(|(level, goal)| total(goal, values).is_some_and(|value| value < i128::from(level.value)))
    }

    /// Where the simplex comes to less on an earlier level than any plan, its goal would cost too much for its row: the row
    /// itself is minded instead. So it is where there are so many quanta that nothing of a later level could be seen beside
    /// them.
    fn prepare(&mut self, level: usize) {
        let is_fine = self.relaxation.as_ref().is_some_and(Relaxation::is_fine);
        let from = if is_fine { level } else { self.minded.min(level) };
        if from > 0 && self.relaxation.as_ref().is_some_and(|relaxation| relaxation.minded_from() != from) {
            self.renew(from, Going::Loose);
        }
    }

    fn renew(&mut self, from: usize, going: Going) {
        let rows = self.model.rows.len();
        self.relaxation = Relaxation::new(&self.system, rows, &self.goals, from, going);
    }

    /// Searches a level with half of what may still be looked at, or all of it on the last one.
    fn search(&mut self, level: usize) -> Result<(i128, Proof), Unsolvable> {
        self.system.goal = self.goals.get(level).cloned().unwrap_or_else(|| vec![0; self.system.high.len()]);
        let start = self.values.take();
        let last = level.saturating_add(1) >= self.goals.len();
        let share = if last { self.left } else { self.left >> 1 };
        self.prepare(level);
        let known = Known { alike: self.alike.as_ref(), goals: &self.goals };
        let mut search =
            Search::new(&self.system, known, level, &mut self.relaxation, start).ok_or(Unsolvable::TooLarge)?;
        search.run(share).ok_or(Unsolvable::TooLarge)?;
        self.left = self.left.saturating_sub(search.work());
        let least = search.tree.least();
        if search.is_loose() || least < search.best.as_ref().map(|best| best.0) {
            self.minded = level.saturating_add(1);
        }
        let steps = search.tree.steps(least).ok_or(Unsolvable::TooLarge)?;
        let Some((value, values)) = search.best.take() else {
            return Err(if least.is_none() { Unsolvable::Infeasible { steps } } else { Unsolvable::Spent });
        };
        let least = least.map_or(value, |least| least.min(value));
        let bound = u64::try_from(least.max(0)).map_err(|_| Unsolvable::TooLarge)?;
        self.values = Some(values);
        let level = self.model.goals.first().map_or(crate::solver::goal::GoalLevel::Study, |goal| goal.level);
        Ok((value, Proof { bound, level, steps }))
    }
}

fn total(goal: &[i64], values: &[i64]) -> Option<i128> {
    goal.iter().zip(values).try_fold(0_i128, |sum, (coefficient, value)| {
        sum.checked_add(i128::from(*coefficient).checked_mul((*value).into())?)
    })
}
