//! An audit that takes what comes first, beside the planner, on random awards that are just reached or just not.

use crate::kit::cases::number;
use creditbank::planner::plan;
use creditbank::solver::Effort;
use creditbank::testing::planner::{Instance, compare};

fn reaches(instance: &Instance) -> bool {
    let planned = plan(&instance.programmes, &instance.id, &instance.holdings, Effort::default()).unwrap();
    planned.plan.is_reached()
}

/// With no more effort than usual the planner misses no award that can be reached and makes none up; first fit misses many.
#[test]
fn first_fit_misses_awards_and_the_planner_does_not() {
    let times: u32 = number("CREDITBANK_CASES", 1);
    for (courses, leaves, cases) in [(8, 3, 60), (12, 4, 40), (16, 5, 20)] {
        let report = compare(courses, leaves, cases * times, 1, reaches).unwrap();
        println!(
            "{courses} courses, {leaves} leaves: {} of {} awards can be reached; first fit misses {}, {} %; the planner {}",
            report.reachable,
            report.cases,
            report.missed,
            report.percent(),
            report.missed_by_plan
        );
        assert_eq!((report.missed_by_plan, report.made_up_by_plan), (0, 0), "{report:?}");
        assert!(report.reachable * 5 > report.cases && report.missed > 0, "{report:?}");
    }
}
