//! How many cases a property is tried on, and where those are kept on which it failed.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// So many cases, times `CREDITBANK_CASES` where that is set. The seed is fixed, so that a run can be repeated;
/// a longer run goes on where a shorter one ends.
pub(crate) fn config(cases: u32) -> Config {
    let times = std::env::var("CREDITBANK_CASES").map_or(1, |text| text.parse().expect("CREDITBANK_CASES is a number"));
    Config {
        cases: cases.checked_mul(times).expect("that many cases are more than can be counted"),
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        ..Config::default()
    }
}

/// So many cases, other ones in each run. On which of them a property failed is kept beside the file of the test, and tried
/// first from then on: `remarks.rs`, `remarks.proptest-regressions`.
pub(crate) fn new_ones(cases: u32) -> Config {
    let beside = FileFailurePersistence::WithSource("proptest-regressions");
    Config { failure_persistence: Some(Box::new(beside)), ..Config::with_cases(cases) }
}
