//! Windows of time that begin on the same days of every year.

use crate::rules::MonthDay;
use crate::time::Date;

/// The window in which a day lies: the year and the day on which it began. None where there are no windows.
pub(crate) fn window(begins: &[MonthDay], day: Date) -> Option<(i32, MonthDay)> {
    let (year, month, of_month) = day.parts();
    let begun = |at: &&MonthDay| (u32::from(at.month), u32::from(at.day)) <= (month, of_month);
    match begins.iter().filter(begun).max() {
        Some(at) => Some((year, *at)),
        None => Some((year.checked_sub(1)?, *begins.iter().max()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn a_window_runs_over_new_year() {
        let begins: Vec<MonthDay> = ["03-01", "09-01"].iter().map(|day| day.parse().unwrap()).collect();
        let at = |day| window(&begins, day).map(|(year, at)| format!("{year} {at}"));
        assert_eq!(at(date!("2026-02-28")).as_deref(), Some("2025 09-01"));
        assert_eq!(at(date!("2026-03-01")).as_deref(), Some("2026 03-01"));
        assert_eq!(at(date!("2026-12-31")).as_deref(), Some("2026 09-01"));
        assert_eq!(window(&[], date!("2026-01-01")), None);
    }
}
