//! Unknowns and rows that are alike. Lots of one size that count in the same parts, and parts that ask for the same, can be
//! changed for each other: the linear programme then has a best solution in which all that are alike have one value, and it
//! is that of a smaller one in which each kind stands once. Its weights, shared among the rows of a kind, are weights for
//! the rows themselves, and are held against them as any others.
//!
//! Kinds are told apart by colour refinement: unknowns by their ends, goals and rank, rows by their bound; then again and
//! again by with what they stand together. (M. Grohe, K. Kersting, M. Mladenov, E. Selman: Dimension reduction via colour
//! refinement, ESA 2014.)

use std::collections::BTreeMap;

use crate::solver::fixed::Fixed;
use crate::solver::reduce::Going;
use crate::solver::relax::Relaxation;
use crate::solver::simplex::End;
use crate::solver::system::{Line, System};
use crate::solver::wide::Wide;

/// At most so many rounds: what is not told apart by then is not looked at further.
const ROUNDS: u64 = 12;
/// A system smaller than this is solved as it is.
const SMALL: usize = 2_000;
/// There must be so many times fewer kinds than there are unknowns and rows.
const FEWER: usize = 4;

/// With what something stands together: kind and coefficient, and how often.
type Beside = Vec<(usize, i64, usize)>;

/// The kinds.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    /// By unknown its kind.
    columns: Kinds,
    /// By row of the model its kind.
    rows: Kinds,
    /// Coefficients that were looked at.
    pub(super) work: u64,
}

/// Things by kind; the kinds are numbered from 0.
#[derive(Clone, Debug)]
struct Kinds {
    /// By thing.
    of: Vec<usize>,
    /// By kind how many.
    sizes: Vec<usize>,
    /// By kind the first.
    firsts: Vec<usize>,
}

impl Kinds {
    fn of<Key: Ord>(keys: Vec<Key>) -> Option<Self> {
        let mut known = BTreeMap::new();
        let mut made = Self { of: Vec::with_capacity(keys.len()), sizes: Vec::new(), firsts: Vec::new() };
        for (thing, key) in keys.into_iter().enumerate() {
            let next = made.sizes.len();
            let kind = *known.entry(key).or_insert(next);
            if kind == next {
                made.sizes.push(0);
                made.firsts.push(thing);
            }
            let size = made.sizes.get_mut(kind)?;
            *size = size.checked_add(1)?;
            made.of.push(kind);
        }
        Some(made)
    }

    fn count(&self) -> usize {
        self.sizes.len()
    }

    fn size(&self, kind: usize) -> Option<i64> {
        i64::try_from(*self.sizes.get(kind)?).ok()
    }

    /// Tells apart what is of one kind and stands beside others.
    fn told_apart(&self, beside: impl Fn(usize) -> Option<Beside>) -> Option<Self> {
        let key = |(thing, kind): (usize, &usize)| Some((*kind, beside(thing)?));
        Self::of(self.of.iter().enumerate().map(key).collect::<Option<Vec<_>>>()?)
    }
}

/// Kinds and coefficients, each once, with how often.
fn gathered(others: &Kinds, terms: &[(usize, i64)]) -> Option<Beside> {
    let mut all = Vec::with_capacity(terms.len());
    for (other, coefficient) in terms {
        all.push((*others.of.get(*other)?, *coefficient));
    }
    all.sort_unstable();
    let runs = all.chunk_by(|one, two| one == two);
    runs.map(|run| run.first().map(|(kind, coefficient)| (*kind, *coefficient, run.len()))).collect()
}

/// What the smaller system suggests for a level.
pub(super) struct Suggested {
    /// By unknown, the same for all of a kind.
    pub(super) values: Option<Vec<Fixed>>,
    pub(super) weights: Vec<Wide>,
    /// Coefficients that were looked at.
    pub(super) work: u64,
}

impl Alike {
    /// The kinds in a model of these goals. None if there are too many to be of use.
    pub(super) fn new(system: &System, goals: &[Vec<i64>]) -> Option<Self> {
        let things = system.columns.len().checked_add(system.rows.len())?;
        if system.size() < SMALL {
            return None;
        }
        let costs = |column: usize| goals.iter().map(|goal| goal.get(column).copied()).collect::<Option<Vec<_>>>();
        let ends = system.high.iter().zip(&system.ranks).enumerate();
        let keys =
            ends.map(|(column, (high, rank))| Some((*rank, *high, costs(column)?))).collect::<Option<Vec<_>>>()?;
        let mut columns = Kinds::of(keys)?;
        let mut rows = Kinds::of(system.rows.iter().map(|row| row.most).collect())?;
        let mut work = 0_u64;
        for _ in 0..ROUNDS {
            let before = columns.count().checked_add(rows.count())?;
            rows = rows.told_apart(|row| gathered(&columns, &system.rows.get(row)?.terms))?;
            columns = columns.told_apart(|column| gathered(&rows, system.columns.get(column)?))?;
            work = work.saturating_add(u64::try_from(system.size()).ok()?.saturating_mul(2));
            let now = columns.count().checked_add(rows.count())?;
            if now.checked_mul(FEWER)? > things {
                return None;
            }
            if now == before {
                return Some(Self { columns, rows, work });
            }
        }
        None
    }

    /// Solves a level in the smaller system, with the rows that keep those before it. None if that comes to nothing.
    pub(super) fn suggest(
        &self,
        system: &System,
        goals: &[Vec<i64>],
        level: usize,
        most_work: u64,
    ) -> Option<Suggested> {
        let smaller = self.smaller(system)?;
        let goals = goals.iter().map(|goal| self.goal(goal)).collect::<Option<Vec<_>>>()?;
        let mut relaxation = Relaxation::new(&smaller, self.rows.count(), &goals, level, Going::Exact)?;
        let end = relaxation.run(&smaller.bounds(), most_work)?;
        let weights = self.weights(system, &smaller, &relaxation.weights(level)?)?;
        let values = relaxation.values().filter(|_| end == End::Optimal).and_then(|values| self.spread(&values));
        let read = u64::try_from(system.size()).ok()?.saturating_mul(2);
        Some(Suggested { values, weights, work: read.saturating_add(relaxation.work()) })
    }

    /// The smaller system, with a row for each kind and those that keep earlier levels.
    fn smaller(&self, system: &System) -> Option<System> {
        let pick =
            |all: &[i64]| self.columns.firsts.iter().map(|first| all.get(*first).copied()).collect::<Option<_>>();
        let ranks = self.columns.firsts.iter().map(|first| system.ranks.get(*first).copied()).collect::<Option<_>>();
        let mut smaller = System::empty(pick(&system.high)?, ranks?);
        let later = self.rows.of.len()..system.rows.len();
        for row in self.rows.firsts.iter().copied().chain(later) {
            let line = system.rows.get(row)?;
            smaller.push(Line { most: line.most, terms: self.sums(&line.terms)? })?;
        }
        Some(smaller)
    }

    /// A goal by kind.
    fn goal(&self, goal: &[i64]) -> Option<Vec<i64>> {
        let terms: Vec<(usize, i64)> = goal.iter().copied().enumerate().collect();
        let mut sums = vec![0; self.columns.count()];
        for (kind, sum) in self.sums(&terms)? {
            *sums.get_mut(kind)? = sum;
        }
        Some(sums)
    }

    /// Coefficients by kind, summed up.
    fn sums(&self, terms: &[(usize, i64)]) -> Option<Vec<(usize, i64)>> {
        let mut sums = BTreeMap::<usize, i64>::new();
        for (column, coefficient) in terms {
            let sum = sums.entry(*self.columns.of.get(*column)?).or_default();
            *sum = sum.checked_add(*coefficient)?;
        }
        Some(sums.into_iter().filter(|(_, sum)| *sum != 0).collect())
    }

    /// Weights on the rows, from weights on those of the smaller system: shared among those of a kind. Each is on its row
    /// divided by what its numbers can be divided by.
    fn weights(&self, system: &System, smaller: &System, weights: &[Wide]) -> Option<Vec<Wide>> {
        let later = |row: usize| row.checked_sub(self.rows.of.len())?.checked_add(self.rows.count());
        let shared = |(row, scale): (usize, &i64)| {
            let (kind, size) = match self.rows.of.get(row) {
                Some(kind) => (*kind, self.rows.size(*kind)?),
                None => (later(row)?, 1),
            };
            let below = smaller.scales.get(kind)?.checked_mul(size)?;
            weights.get(kind)?.times_whole(*scale)?.over_whole(below)
        };
        system.scales.iter().enumerate().map(shared).collect()
    }

    /// A value for each unknown, from one for each kind.
    fn spread(&self, values: &[Fixed]) -> Option<Vec<Fixed>> {
        self.columns.of.iter().map(|kind| values.get(*kind).copied()).collect()
    }
}
