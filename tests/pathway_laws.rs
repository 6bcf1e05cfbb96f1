//! Laws of programmes, plans and certificates over random instances. Seeds are fixed; `CREDITBANK_CASES` multiplies how
//! many are tried.

use std::cell::Cell;
use std::collections::BTreeMap;

use creditbank::testing::pathway::small::{Size, instances};
use creditbank::testing::pathway::{Instance, features, renamed, shuffled};
use creditbank::testing::rules::Dice;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// A runner with a fixed seed.
fn runner(seed: u64, cases: u32) -> TestRunner {
    let times = std::env::var("CREDITBANK_CASES").map_or(1, |times| times.parse().unwrap());
    let seed = std::env::var("CREDITBANK_SEED").map_or(seed, |seed| seed.parse().unwrap());
    let config = Config { cases: cases * times, rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    TestRunner::new(Config { failure_persistence: None, max_shrink_iters: 2_000, ..config })
}

/// Study, items, approvals, lots of the best plan there is; none where there is no plan, or too much to try.
fn score(instance: &Instance) -> Option<[u64; 4]> {
    let best = instance.best().ok()??;
    Some([best.study, best.items, best.approvals, best.lots])
}

#[test]
fn stats() {
    let mut runner = runner(1, 1);
    let strategy = instances(Size::SMALL);
    let (mut reached, mut none, mut large, mut zero_demand) = (0, 0, 0, 0);
    let mut slow = 0;
    let cases = 300;
    for _ in 0..cases {
        let instance = strategy.new_tree(&mut runner).unwrap().current();
        let begun = std::time::Instant::now();
        match instance.best() {
            Err(_) => large += 1,
            Ok(None) => none += 1,
            Ok(Some(best)) => {
                reached += u32::from(best.study == 0 && best.items == 0);
                zero_demand += u32::from(best.lots == 0);
            }
        }
        if begun.elapsed().as_millis() > 500 {
            slow += 1;
            println!("{:?}", begun.elapsed());
        }
    }
    println!("{cases} reached {reached} none {none} large {large} nolots {zero_demand} slow {slow}");
}

#[test]
fn every_feature_makes_a_difference() {
    let mut runner = runner(2, 1);
    let strategy = instances(Size::SMALL);
    let mut bound: BTreeMap<&str, u32> = features().iter().map(|one| (one.name, 0)).collect();
    for _ in 0..400 {
        let instance = strategy.new_tree(&mut runner).unwrap().current();
        let with = score(&instance);
        for feature in features() {
            let without = feature.without(&instance);
            if without != instance && score(&without) != with {
                *bound.entry(feature.name).or_default() += 1;
            }
        }
    }
    let never: Vec<_> = bound.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name).collect();
    println!("{bound:?}");
    assert!(never.is_empty(), "{never:?}");
}
