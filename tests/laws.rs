//! Random histories obey the laws. Seeds are fixed; `CREDITBANK_CASES` multiplies how many histories are tried.

use std::collections::BTreeMap;

use creditbank::testing::shelf::Shelf;
use creditbank::testing::strategies::{play, steps};
use creditbank::testing::{laws, world};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// A runner with a fixed seed.
fn runner(seed: u64, cases: u32) -> TestRunner {
    let times = std::env::var("CREDITBANK_CASES").map_or(1, |times| times.parse().unwrap());
    let seed = std::env::var("CREDITBANK_SEED").map_or(seed, |seed| seed.parse().unwrap());
    let config = Config { cases: cases * times, rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    TestRunner::new(Config { failure_persistence: None, max_shrink_iters: 20_000, ..config })
}

/// The history as one reads it, for a failure.
fn story(shelf: &Shelf) -> String {
    let line = |asked: &creditbank::testing::shelf::Asked| {
        let act = serde_json::to_string(&asked.command.act).unwrap();
        let answer = asked.refusal.as_ref().map_or("ok".into(), ToString::to_string);
        format!(
            "{} {} {} {act}: {answer}",
            asked.command.learner.to_string().trim_start_matches('0'),
            asked.command.by,
            asked.command.effective
        )
    };
    shelf.asked.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn run(seed: u64, cases: u32, law: impl Fn(&Shelf) -> Result<(), String>) {
    let tried = runner(seed, cases).run(&steps(60), |steps| {
        let shelf = play(&steps).map_err(TestCaseError::fail)?;
        law(&shelf).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&shelf))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

macro_rules! laws {
    ($($name:ident: $cases:literal;)+) => {$(
        #[test]
        fn $name() {
            run(1, $cases, laws::$name);
        }
    )+};
}

laws! {
    conserves: 100;
    spends_once: 100;
    keeps_invariants: 100;
    decides_again: 100;
    replays: 50;
    commutes: 50;
    restores: 100;
    views: 50;
    chains: 20;
    has_one_form: 6;
}

/// An independent writer of RFC 8785 agrees with every line.
#[test]
fn lines_are_canonical_json() {
    run(2, 50, |shelf| {
        let lines = shelf.turns.iter().map(|turn| &turn.bytes).chain(&shelf.world.lines);
        lines.into_iter().try_for_each(|bytes| {
            let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
            let canonical = serde_json_canonicalizer::to_vec(&value).map_err(|error| error.to_string())?;
            if canonical == *bytes { Ok(()) } else { Err(String::from_utf8_lossy(bytes).into_owned()) }
        })
    });
}

#[test]
fn the_world_stands() {
    assert_eq!(world::World::new().unwrap().lines.len(), 5);
    let _: BTreeMap<u8, u8> = BTreeMap::new();
}
