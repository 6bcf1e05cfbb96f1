//! Counting months.

use crate::rules::{February, Months};
use crate::time::Date;

/// So many months after a day.
pub(super) enum Later {
    /// On this day.
    On(Date),
    /// After the last day there is.
    Never,
    /// The month has no such day, and nobody says what then.
    Refused,
}

pub(super) fn later(day: Date, months: Months, february: Option<February>) -> Later {
    let (mut year, mut month, of_month) = day.parts();
    for _ in 0..months.months() {
        (year, month) = following(year, month);
    }
    if Date::new(year, month, 1).is_none() {
        return Later::Never;
    }
    match (Date::new(year, month, of_month), february) {
        (Some(day), _) => Later::On(day),
        (None, Some(February::Down)) => on(last_day(year, month)),
        (None, Some(February::Up)) => on(last_day(year, month).and_then(Date::next)),
        (None, Some(February::Refuse) | None) => Later::Refused,
    }
}

fn on(day: Option<Date>) -> Later {
    day.map_or(Later::Never, Later::On)
}

const fn following(year: i32, month: u32) -> (i32, u32) {
    if month == 12 { (year.saturating_add(1), 1) } else { (year, month.saturating_add(1)) }
}

fn last_day(year: i32, month: u32) -> Option<Date> {
    [31, 30, 29, 28].into_iter().find_map(|day| Date::new(year, month, day))
}
