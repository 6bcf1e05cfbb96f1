//! Laws that can be seen from the book alone.

use crate::rules::MonthDay;
use crate::testing::rules::laws::lab::{Broken, Lab};
use crate::testing::rules::laws::{Law, Vacuity, Verdict};
use crate::time::Date;

pub(super) fn tiling(lab: &Lab<'_>) -> Verdict {
    let rules = lab.book.rules();
    let mut versions = 0_usize;
    for (one, next) in rules.iter().zip(rules.iter().skip(1)).filter(|(one, next)| one.id == next.id) {
        versions += 1;
        if one.valid.until != Some(next.valid.from) {
            let what = format!("`{}` is in force {} and then {}", one.id, one.valid, next.valid);
            return lab.violated_by(Law::VersionTiling, vec![one.id.clone()], Broken { cases: Vec::new(), what });
        }
    }
    Verdict::Proved(format!("{} versions of rules, {versions} of which follow another at once", rules.len()))
}

pub(super) fn windows(lab: &Lab<'_>) -> Verdict {
    let limits: Vec<_> = lab.book.draft().limits.iter().filter(|limit| !limit.windows.is_empty()).collect();
    if limits.is_empty() {
        return Verdict::Vacuous(Vacuity::NoRule);
    }
    let days = || std::iter::successors(Date::new(2023, 1, 1), |day| day.next()).take(4 * 366);
    for limit in &limits {
        if let Some(day) = days().find(|day| windows_around(&limit.windows, *day) != 1) {
            let what = format!("{day} is not in one window of `{}`", limit.id);
            return lab.violated_by(Law::WindowPartition, Vec::new(), Broken { cases: Vec::new(), what });
        }
    }
    Verdict::Proved(format!("each day of four years lies in one window of each of {} limits", limits.len()))
}

/// In how many windows a day lies: each goes from its start to the next start, of any year.
fn windows_around(starts: &[MonthDay], day: Date) -> usize {
    let (year, ..) = day.parts();
    let years = [year.saturating_sub(1), year, year.saturating_add(1)];
    let starts = years.into_iter().flat_map(|year| starts.iter().map(move |start| (year, start)));
    let mut starts: Vec<Date> =
        starts.filter_map(|(year, start)| Date::new(year, start.month.into(), start.day.into())).collect();
    starts.sort();
    starts.iter().zip(starts.iter().skip(1)).filter(|(from, until)| **from <= day && day < **until).count()
}
