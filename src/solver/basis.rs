//! Which unknowns are basic, and the inverse of their columns made afresh.

use crate::solver::eta::Etas;
use crate::solver::fixed::Fixed;
use crate::solver::scale::Scaled;
use crate::solver::sparse::Sparse;

/// The least a pivot may be when the inverse is made afresh.
const LEAST_PIVOT: Fixed = Fixed::tiny(12);

/// Where a variable is: an unknown, or after all unknowns the slack of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// In the basis, in the place of a row.
    Basic(usize),
    High,
    Low,
}

/// A basis.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    /// By variable.
    pub(super) at: Vec<At>,
    pub(super) etas: Etas,
    /// By row: the variable that is basic there.
    pub(super) head: Vec<usize>,
    /// The number of unknowns.
    pub(super) unknowns: usize,
}

impl Basis {
    /// All slacks.
    pub(super) fn of_slacks(system: &Scaled) -> Option<Self> {
        let unknowns = system.columns.len();
        let mut made = Self { at: vec![At::Low; unknowns], etas: Etas::default(), head: Vec::new(), unknowns };
        made.grow(system)?;
        Some(made)
    }

    /// Takes in rows that were added: their slacks are basic.
    pub(super) fn grow(&mut self, system: &Scaled) -> Option<()> {
        while self.head.len() < system.rows.len() {
            let row = self.head.len();
            self.head.push(self.unknowns.checked_add(row)?);
            self.at.push(At::Basic(row));
        }
        Some(())
    }

    /// The row whose slack a variable is.
    pub(super) fn slack(&self, variable: usize) -> Option<usize> {
        variable.checked_sub(self.unknowns)
    }

    /// The column of a variable.
    pub(super) fn column(&self, system: &Scaled, variable: usize) -> Option<Vec<Fixed>> {
        let mut column = vec![Fixed::ZERO; self.head.len()];
        match self.slack(variable) {
            Some(row) => *column.get_mut(row)? = Fixed::ONE,
            None => {
                for (row, coefficient) in system.columns.get(variable)? {
                    *column.get_mut(*row)? = *coefficient;
                }
            }
        }
        Some(column)
    }

    /// Makes the inverse afresh. As long as each row that is filled had one column left, columns go in as they are: no step
    /// before touches them. Unknowns that turn out to depend on others leave the basis for slacks.
    pub(super) fn refactor(&mut self, system: &Scaled) -> Option<()> {
        self.etas.clear();
        let mut open = Open::new(self, system)?;
        for row in 0..self.head.len() {
            let slack = self.unknowns.checked_add(row)?;
            *self.head.get_mut(row)? = slack;
        }
        let mut plain = true;
        let mut column = Sparse::new(self.head.len());
        while let Some((unknown, wanted)) = open.next(system) {
            plain &= wanted.is_some();
            column.clear();
            for (row, coefficient) in system.columns.get(unknown)? {
                column.put(*row, *coefficient)?;
            }
            if !plain {
                self.etas.forward_sparse(&mut column)?;
            }
            let row = wanted.filter(|row| column.get(*row).is_some_and(|pivot| pivot.size() > LEAST_PIVOT));
            let Some(row) = row.or_else(|| open.best_row(&column)) else {
                open.drop(system, unknown, None)?;
                *self.at.get_mut(unknown)? = At::Low;
                continue;
            };
            self.etas.push_sparse(row, &column)?;
            open.drop(system, unknown, Some(row))?;
            *self.head.get_mut(row)? = unknown;
        }
        self.settle()
    }

    /// Writes down who is basic where.
    fn settle(&mut self) -> Option<()> {
        for (row, variable) in self.head.iter().enumerate() {
            *self.at.get_mut(*variable)? = At::Basic(row);
        }
        Some(())
    }
}

/// What is still to be placed.
struct Open {
    /// By row: how many columns still to be placed stand in it; none: it is not to be filled.
    rows: Vec<Option<u32>>,
    /// By unknown: in how many open rows it stands; none: it is not to be placed.
    counts: Vec<Option<u32>>,
    /// Rows with one column left, as they turn up.
    single: Vec<usize>,
    /// Unknowns to be placed, by the number of open rows when last seen.
    waiting: Vec<Vec<usize>>,
}

impl Open {
    fn new(basis: &Basis, system: &Scaled) -> Option<Self> {
        let mut rows = Vec::with_capacity(basis.head.len());
        for row in 0..basis.head.len() {
            let slack = basis.at.get(basis.unknowns.checked_add(row)?)?;
            rows.push((!matches!(slack, At::Basic(_))).then_some(0));
        }
        let mut made = Self { rows, counts: vec![None; basis.unknowns], single: Vec::new(), waiting: Vec::new() };
        for (unknown, at) in basis.at.iter().take(basis.unknowns).enumerate() {
            if matches!(at, At::Basic(_)) {
                made.take_in(system, unknown)?;
            }
        }
        made.single = (0..made.rows.len()).filter(|row| made.rows.get(*row) == Some(&Some(1))).collect();
        Some(made)
    }

    fn take_in(&mut self, system: &Scaled, unknown: usize) -> Option<()> {
        let mut count = 0_u32;
        for (row, _) in system.columns.get(unknown)? {
            if let Some(of_row) = self.rows.get_mut(*row)?.as_mut() {
                *of_row = of_row.checked_add(1)?;
                count = count.checked_add(1)?;
            }
        }
        *self.counts.get_mut(unknown)? = Some(count);
        self.wait(unknown, count)
    }

    fn wait(&mut self, unknown: usize, count: u32) -> Option<()> {
        let count = usize::try_from(count).ok()?;
        while self.waiting.len() <= count {
            self.waiting.push(Vec::new());
        }
        self.waiting.get_mut(count)?.push(unknown);
        Some(())
    }

    /// The next to be placed, and where: first a row that only one of them can fill, then the one with the fewest rows.
    fn next(&mut self, system: &Scaled) -> Option<(usize, Option<usize>)> {
        while let Some(row) = self.single.pop() {
            if self.rows.get(row) == Some(&Some(1)) {
                let in_row = system.rows.get(row)?;
                let found = in_row.iter().find(|(unknown, _)| self.counts.get(*unknown).is_some_and(Option::is_some));
                if let Some((unknown, _)) = found {
                    return Some((*unknown, Some(row)));
                }
            }
        }
        for count in 0..self.waiting.len() {
            while let Some(unknown) = self.waiting.get_mut(count)?.pop() {
                let now = self.counts.get(unknown).copied().flatten();
                if now.and_then(|now| usize::try_from(now).ok()) == Some(count) {
                    return Some((unknown, None));
                }
            }
        }
        None
    }

    /// The open row with the largest entry; of nearly equal ones that with the fewest columns.
    fn best_row(&self, column: &Sparse) -> Option<usize> {
        let count = |row: usize| self.rows.get(row).copied().flatten();
        let open = || column.entries().filter_map(|(row, value)| Some((row, value.size(), count(row)?)));
        let largest = open().map(|(_, size, _)| size).max()?;
        if largest <= LEAST_PIVOT {
            return None;
        }
        let enough = |size: Fixed| size.times_whole(4).is_none_or(|size| size >= largest);
        open().filter(|(_, size, _)| enough(*size)).min_by_key(|(row, _, count)| (*count, *row)).map(|(row, _, _)| row)
    }

    /// An unknown is placed in a row, or is not to be placed.
    fn drop(&mut self, system: &Scaled, unknown: usize, row: Option<usize>) -> Option<()> {
        *self.counts.get_mut(unknown)? = None;
        for (other, _) in system.columns.get(unknown)? {
            if let Some(count) = self.rows.get_mut(*other)?.as_mut() {
                *count = count.checked_sub(1)?;
                if *count == 1 {
                    self.single.push(*other);
                }
            }
        }
        let Some(row) = row else { return Some(()) };
        *self.rows.get_mut(row)? = None;
        for (other, _) in system.rows.get(row)? {
            if let Some(count) = self.counts.get_mut(*other)?.as_mut() {
                *count = count.saturating_sub(1);
                let count = *count;
                self.wait(*other, count)?;
            }
        }
        Some(())
    }
}
