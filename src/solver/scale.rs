//! The units in which the simplex counts. Where there are many quanta, an unknown is told in a power of two of them, and a
//! row is divided by one: what the simplex sees is then about one, and its tolerances mean something. Powers of two are
//! exact, and so are the weights when they are told in the rows as they are.

use crate::solver::fixed::Fixed;
use crate::solver::system::{Bounds, System};

/// As long as no unknown has more binary digits than this, all stay as they are.
const FEW: u32 = 10;
/// The most halvings: all that is left of a quantum is then one step of a fixed-point number.
const MOST: u32 = 30;
/// By how much a value may be out of its range.
const LOOSE: Fixed = Fixed::tiny(13);
/// The least that this may be in another unit, in halvings more.
const TIGHT: u32 = 13;

/// A system in these units.
#[derive(Clone, Debug)]
pub(super) struct Scaled {
    /// By unknown: the rows in which it stands.
    pub(super) columns: Vec<Vec<(usize, Fixed)>>,
    pub(super) most: Vec<Fixed>,
    pub(super) rows: Vec<Vec<(usize, Fixed)>>,
    /// By variable, the slacks of the rows last: one of its units is so many doublings of one.
    shifts: Vec<u32>,
}

/// The bounds of a case in these units.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    pub(super) high: Vec<Fixed>,
    pub(super) low: Vec<Fixed>,
}

impl Ends {
    pub(super) fn get(&self, column: usize) -> Option<(Fixed, Fixed)> {
        Some((*self.low.get(column)?, *self.high.get(column)?))
    }
}

impl Scaled {
    pub(super) fn new(system: &System) -> Option<Self> {
        let few = if system.high.iter().any(|high| *high >= 1 << FEW) { 0 } else { FEW };
        let mut shifts: Vec<u32> = system.high.iter().map(|high| halvings(high.unsigned_abs().into(), few)).collect();
        let (mut most, mut rows) = (Vec::new(), Vec::new());
        let mut columns = vec![Vec::new(); system.columns.len()];
        for (at, row) in system.rows.iter().enumerate() {
            let shift = halvings(largest(&row.terms, &shifts)?, few);
            let mut terms = Vec::with_capacity(row.terms.len());
            for (column, coefficient) in &row.terms {
                let coefficient = Fixed::shifted(*coefficient, *shifts.get(*column)?, shift)?;
                columns.get_mut(*column)?.push((at, coefficient));
                terms.push((*column, coefficient));
            }
            most.push(Fixed::shifted(row.most, 0, shift)?);
            rows.push(terms);
            shifts.push(shift);
        }
        Some(Self { columns, most, rows, shifts })
    }

    pub(super) fn ends(&self, bounds: &Bounds) -> Option<Ends> {
        let told = |all: &[i64]| -> Option<Vec<Fixed>> {
            all.iter().zip(&self.shifts).map(|(end, shift)| Fixed::shifted(*end, 0, *shift)).collect()
        };
        Some(Ends { high: told(&bounds.high)?, low: told(&bounds.low)? })
    }

    /// Whether anything is told in another unit.
    pub(super) fn is_fine(&self) -> bool {
        self.shifts.iter().take(self.columns.len()).any(|shift| *shift > 0)
    }

    /// How many doublings of one a unit of an unknown is.
    pub(super) fn of_column(&self, column: usize) -> u32 {
        self.shifts.get(column).copied().unwrap_or_default()
    }

    /// The same of a row.
    pub(super) fn of_row(&self, row: usize) -> u32 {
        self.columns.len().checked_add(row).map_or(0, |slack| self.of_column(slack))
    }

    /// By variable: by how much its value may be out of its range.
    pub(super) fn tolerances(&self) -> Vec<Fixed> {
        self.shifts.iter().map(|shift| LOOSE.halved((*shift).min(TIGHT))).collect()
    }

    /// The value of an unknown as it is. One that was told in another unit and is next to a whole number is that.
    pub(super) fn plain(&self, column: usize, value: Fixed) -> Option<Fixed> {
        let shift = self.of_column(column);
        let plain = value.doubled(shift)?;
        let near = LOOSE.halved(shift.min(TIGHT)).doubled(shift)?;
        if shift > 0 && plain.fraction() <= near { Fixed::whole(plain.nearest()) } else { Some(plain) }
    }
}

/// How often a number is halved: until it is about one, if it is not one of few.
fn halvings(number: u128, few: u32) -> u32 {
    let digits = number.checked_ilog2().unwrap_or_default();
    if digits < few { 0 } else { digits.min(MOST) }
}

/// The largest coefficient of a row, without its sign, when its unknowns are told in their units.
fn largest(terms: &[(usize, i64)], shifts: &[u32]) -> Option<u128> {
    let mut largest = 0_u128;
    for (column, coefficient) in terms {
        let told = u128::from(coefficient.unsigned_abs()).checked_mul(1 << *shifts.get(*column)?)?;
        largest = largest.max(told);
    }
    Some(largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(high: Vec<i64>, terms: &[(u32, i64)], most: i64) -> Scaled {
        let ranks = vec![0; high.len()];
        let mut system = System::empty(high, ranks);
        system.add(terms, most).unwrap();
        Scaled::new(&system).unwrap()
    }

    #[test]
    fn few_quanta_stay_as_they_are() {
        let of = told(vec![1, 280], &[(0, -12), (1, -1)], -280);
        assert!(!of.is_fine() && of.of_row(0) == 0);
        assert_eq!((of.rows[0].clone(), of.most[0]), (vec![(0, whole(-12)), (1, whole(-1))], whole(-280)));
    }

    #[test]
    fn many_quanta_are_told_in_powers_of_two() {
        let of = told(vec![1, 150_000], &[(0, -66_667), (1, -1)], -100_000);
        assert!(of.is_fine() && of.of_row(0) == 17);
        assert_eq!(of.rows[0][0].1.doubled(17), Some(whole(-66_667)));
        assert_eq!(of.rows[0][1].1, whole(-1));
        assert_eq!(of.most[0].doubled(17), Some(whole(-100_000)));
        assert_eq!(of.plain(1, Fixed::shifted(33_333, 0, 17).unwrap()), Some(whole(33_333)));
    }

    fn whole(number: i64) -> Fixed {
        Fixed::whole(number).unwrap()
    }
}
