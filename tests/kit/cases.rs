//! What the property tests share.

use proptest::test_runner::{Config, RngSeed};

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
