//! Level by level.

use crate::pathway::certificate::{Certificate, Proof};
use crate::pathway::model::{Goal, Model};
use crate::pathway::plan::LevelResult;
use crate::pathway::solve::dive::rank;
use crate::pathway::solve::effort::{Effort, Solution, Unsolvable};
use crate::pathway::solve::fixed::Fixed;
use crate::pathway::solve::search::Search;
use crate::pathway::solve::system::System;

/// Coefficients in one step of effort.
const STEP: u64 = 1_000;

/// The best values for a model within the effort, and proofs of how good any could be.
///
/// # Errors
///
/// There are no values that keep all rows, none were found within the effort, or the numbers are too large.
pub fn solve(model: &Model, effort: Effort) -> Result<Solution, Unsolvable> {
    let mut solver = Solver::new(model, effort).ok_or(Unsolvable::TooLarge)?;
    if model.goals.is_empty() {
        solver.level(&[], None)?;
    }
    for goal in &model.goals {
        solver.level(&goal.terms, Some(goal))?;
    }
    let certificate = Certificate { proofs: solver.proofs };
    let values = solver.values.ok_or(Unsolvable::Spent)?;
    Ok(Solution { certificate, levels: solver.levels, values })
}

struct Solver<'m> {
    left: u64,
    levels: Vec<LevelResult>,
    model: &'m Model,
    proofs: Vec<Proof>,
    ranks: Vec<u8>,
    system: System,
    values: Option<Vec<i64>>,
}

impl<'m> Solver<'m> {
    fn new(model: &'m Model, effort: Effort) -> Option<Self> {
        let ranks = model.columns.iter().map(|column| rank(&column.what)).collect();
        let system = System::new(model)?;
        let left = effort.steps.saturating_mul(STEP);
        Some(Self { left, levels: Vec::new(), model, proofs: Vec::new(), ranks, system, values: None })
    }

    /// Solves one level, and keeps what it reaches as a row for the next.
    fn level(&mut self, terms: &[(u32, i64)], goal: Option<&Goal>) -> Result<(), Unsolvable> {
        self.system.aim(terms).ok_or(Unsolvable::TooLarge)?;
        let cost = self.cost().ok_or(Unsolvable::TooLarge)?;
        let start = self.values.take();
        let mut search = Search::new(&self.system, &self.ranks, cost, start).ok_or(Unsolvable::TooLarge)?;
        let later = self.model.goals.len().saturating_sub(self.levels.len()).max(1);
        let share = if later == 1 { self.left } else { self.left.checked_div(2).unwrap_or_default() };
        search.run(share).ok_or(Unsolvable::TooLarge)?;
        self.left = self.left.saturating_sub(search.work());
        let Some((value, values)) = search.best.take() else {
            let steps = search.tree.steps().ok_or(Unsolvable::TooLarge)?;
            return Err(if search.tree.least().is_none() {
                Unsolvable::Infeasible { steps }
            } else {
                Unsolvable::Spent
            });
        };
        if let Some(goal) = goal {
            let proof = proof(&search, goal, value).ok_or(Unsolvable::TooLarge)?;
            let value = u64::try_from(value).map_err(|_| Unsolvable::TooLarge)?;
            self.levels.push(LevelResult { bound: proof.bound, level: goal.level, value });
            self.proofs.push(proof);
            let most = i64::try_from(value).map_err(|_| Unsolvable::TooLarge)?;
            self.system.add(terms, most).ok_or(Unsolvable::TooLarge)?;
        }
        self.values = Some(values);
        Ok(())
    }

    /// The goal, and a trace of the goals after it, so that of equal values those are taken that are good for these.
    fn cost(&self) -> Option<Vec<Fixed>> {
        let mut cost = self.system.goal.iter().map(|c| Fixed::whole(*c)).collect::<Option<Vec<_>>>()?;
        let later = self.model.goals.iter().skip(self.levels.len().checked_add(1)?);
        for (goal, halvings) in later.zip([12, 15, 18, 21]) {
            for (column, coefficient) in &goal.terms {
                let entry = cost.get_mut(usize::try_from(*column).ok()?)?;
                *entry = entry.plus(Fixed::tiny(halvings).times_whole(*coefficient)?)?;
            }
        }
        Some(cost)
    }
}

fn proof(search: &Search<'_>, goal: &Goal, value: i128) -> Option<Proof> {
    let least = search.tree.least().map_or(value, |least| least.min(value));
    let bound = u64::try_from(least.max(0)).ok()?;
    Some(Proof { bound, level: goal.level, steps: search.tree.steps()? })
}
