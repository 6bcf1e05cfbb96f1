//! How many cases a property is tried on, and where those are kept on which it failed.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};

/// A number out of the environment, or what is usual.
pub(crate) fn number<T: FromStr<Err: Debug>>(name: &str, usual: T) -> T {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// So many cases, times `CREDITBANK_CASES` where that is set. The seed is fixed, so that a run can be repeated;
/// a longer run goes on where a shorter one ends.
pub(crate) fn config(cases: u32) -> Config {
    Config {
        cases: cases.checked_mul(number("CREDITBANK_CASES", 1)).expect("that many cases are more than can be counted"),
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        ..Config::default()
    }
}

/// Tries so many cases, from a seed or from `CREDITBANK_SEED`, and looks for so long for a smaller one that fails.
pub(crate) fn runner(seed: u64, cases: u32, shrinks: u32) -> TestRunner {
    let rng_seed = RngSeed::Fixed(number("CREDITBANK_SEED", seed));
    TestRunner::new(Config { max_shrink_iters: shrinks, rng_seed, ..config(cases) })
}

/// So many cases, other ones in each run. On which of them a property failed is kept beside the file of the test, and tried
/// first from then on: `remarks.rs`, `remarks.proptest-regressions`.
pub(crate) fn new_ones(cases: u32) -> Config {
    let beside = FileFailurePersistence::WithSource("proptest-regressions");
    Config { failure_persistence: Some(Box::new(beside)), ..Config::with_cases(cases) }
}
