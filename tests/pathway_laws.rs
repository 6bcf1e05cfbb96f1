//! Laws of programmes, plans and certificates over random instances. Seeds are fixed; `CREDITBANK_CASES` multiplies how
//! many are tried.

use std::cell::RefCell;
use std::collections::BTreeSet;

use creditbank::pathway::{Effort, Level, Plan, PlanError, Planned, plan};
use creditbank::testing::pathway::small::{Size, instances};
use creditbank::testing::pathway::{Instance, features};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

/// A runner with a fixed seed.
fn runner(seed: u64, cases: u32) -> TestRunner {
    let times = std::env::var("CREDITBANK_CASES").map_or(1, |times| times.parse().unwrap());
    let seed = std::env::var("CREDITBANK_SEED").map_or(seed, |seed| seed.parse().unwrap());
    let config = Config { cases: cases * times, rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    TestRunner::new(Config { failure_persistence: None, max_shrink_iters: 400, ..config })
}

/// Whether a law holds in so many random instances.
fn run(seed: u64, cases: u32, size: Size, law: impl Fn(&Instance) -> Result<(), String>) {
    match runner(seed, cases).run(&instances(size), |instance| law(&instance).map_err(TestCaseError::fail)) {
        Ok(()) => {}
        Err(TestError::Fail(why, instance)) => panic!("{why}\n{}", told(&instance)),
        Err(error) => panic!("{error}"),
    }
}

/// The instance as one reads it, for a failure.
fn told(instance: &Instance) -> String {
    let holdings = &instance.holdings;
    let programme = serde_json::to_string(instance.programme().unwrap()).unwrap();
    let assets: Vec<_> = holdings.assets.iter().map(|asset| format!("{asset:?}")).collect();
    format!(
        "{programme}\n{}\ncarry {:?}\nlimits {:?}\noptions {:?}\npassed {:?}\nreliefs {:?}",
        assets.join("\n"),
        holdings.carry,
        holdings.limits,
        holdings.options,
        holdings.passed,
        holdings.reliefs
    )
}

/// Study, items, approvals, lots.
type Score = [u64; 4];

/// Of the best plan that there is; none where there is none, an error where there is too much to try.
fn score(instance: &Instance) -> Result<Option<Score>, String> {
    let best = instance.best().map_err(|error| error.to_string())?;
    Ok(best.map(|best| [best.study, best.items, best.approvals, best.lots]))
}

fn planned(instance: &Instance) -> Result<Planned, PlanError> {
    plan(&instance.programmes, &instance.id, &instance.holdings, Effort::default())
}

/// Of a plan.
fn reaches(plan: &Plan) -> Score {
    [Level::Study, Level::Items, Level::Approvals, Level::Lots].map(|level| plan.level(level).unwrap().value)
}

/// 45: a plan is as good as the best of all.
#[test]
fn a_plan_is_the_best() {
    run(1, 150, Size::SMALL, |instance| {
        let Ok(best) = score(instance) else { return Ok(()) };
        match (planned(instance), best) {
            (Ok(planned), Some(best)) if reaches(&planned.plan) == best && planned.plan.is_proved() => Ok(()),
            (Err(PlanError::Contradiction { .. }), None) => Ok(()),
            (Ok(planned), best) => Err(format!(
                "{:?} where {best:?} is the best: {:?}\n{:?}",
                planned.plan.levels,
                instance.best(),
                planned.plan
            )),
            (Err(error), best) => Err(format!("{error} where {best:?} is the best: {:?}", instance.best())),
        }
    });
}

/// Everything that a programme can say makes a difference in some of the instances that the laws are tried with.
#[test]
fn every_feature_makes_a_difference() {
    let idle: RefCell<BTreeSet<&str>> = RefCell::new(features().iter().map(|one| one.name).collect());
    run(2, 400, Size::SMALL, |instance| {
        let with = score(instance);
        for feature in features().iter().filter(|one| idle.borrow().contains(one.name)).collect::<Vec<_>>() {
            let without = feature.without(instance);
            if without != *instance && score(&without) != with {
                idle.borrow_mut().remove(feature.name);
            }
        }
        Ok(())
    });
    let idle = idle.into_inner();
    assert!(idle.is_empty(), "{idle:?}");
}
