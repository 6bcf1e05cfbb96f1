//! When a length of time ends: months have different lengths, so a book says what becomes of a day that is none.

use crate::registry::Months;
use crate::rules::words::February;
use crate::time::Date;

/// When a length of time ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// On this day.
    Day(Date),
    /// After all days that there are: past the year 2199.
    Never,
    /// On a day that its month does not have, and the book refuses such days: year, month and day of month.
    NoDay(i32, u32, u32),
}

impl Months {
    /// The day so many months after another one.
    ///
    /// ```
    /// use creditbank::date;
    /// use creditbank::rules::{February, Later, Months};
    /// let five_years: Months = "P5Y".parse()?;
    /// assert_eq!(five_years.after(date!("2024-02-29"), February::Down), Later::Day(date!("2029-02-28")));
    /// assert_eq!(five_years.after(date!("2024-02-29"), February::Up), Later::Day(date!("2029-03-01")));
    /// assert_eq!(five_years.after(date!("2024-02-29"), February::Refuse), Later::NoDay(2029, 2, 29));
    /// # Ok::<(), creditbank::id::IdError>(())
    /// ```
    #[must_use]
    pub fn after(self, day: Date, mode: February) -> Later {
        let (year, month, of_month) = day.parts();
        let Some((year, month)) = shifted(year, month, self.months()) else { return Later::Never };
        let Some(first) = Date::new(year, month, 1) else { return Later::Never };
        match (Date::new(year, month, of_month), mode) {
            (Some(day), _) => Later::Day(day),
            (None, February::Down) => last_of(first).map_or(Later::Never, Later::Day),
            (None, February::Up) => first_after(first).map_or(Later::Never, Later::Day),
            (None, February::Refuse) => Later::NoDay(year, month, of_month),
        }
    }
}

/// The month so many months after a month.
fn shifted(year: i32, month: u32, by: u16) -> Option<(i32, u32)> {
    let months = year.checked_mul(12)?.checked_add(i32::try_from(month).ok()?)?.checked_add(by.into())?;
    let from_zero = months.checked_sub(1)?;
    Some((from_zero.div_euclid(12), u32::try_from(from_zero.rem_euclid(12)).ok()?.checked_add(1)?))
}

/// The first day of the next month.
fn first_after(first: Date) -> Option<Date> {
    let (year, month, _) = first.parts();
    let (year, month) = shifted(year, month, 1)?;
    Date::new(year, month, 1)
}

/// The last day of a month, from its first.
fn last_of(first: Date) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(first.parts().0, first.parts().1, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn months_end_as_the_book_says() {
        // from, months, down, up
        for (from, months, down, up) in [
            (date!("2024-02-29"), 12, date!("2025-02-28"), date!("2025-03-01")),
            (date!("2024-02-29"), 48, date!("2028-02-29"), date!("2028-02-29")),
            (date!("2026-01-31"), 1, date!("2026-02-28"), date!("2026-03-01")),
            (date!("2026-08-31"), 1, date!("2026-09-30"), date!("2026-10-01")),
            (date!("2026-12-31"), 2, date!("2027-02-28"), date!("2027-03-01")),
            (date!("2026-12-15"), 1, date!("2027-01-15"), date!("2027-01-15")),
            (date!("2025-12-01"), 1_200, date!("2125-12-01"), date!("2125-12-01")),
        ] {
            let months = Months::new(months).unwrap();
            assert_eq!(months.after(from, February::Down), Later::Day(down), "{from}");
            assert_eq!(months.after(from, February::Up), Later::Day(up), "{from}");
            let refused = months.after(from, February::Refuse);
            assert_eq!(matches!(refused, Later::NoDay(..)), down != up, "{from}");
        }
        let century = Months::new(1_200).unwrap();
        assert_eq!(century.after(date!("2100-01-01"), February::Down), Later::Never);
        assert_eq!(century.after(date!("2099-12-31"), February::Down), Later::Day(date!("2199-12-31")));
    }
}
