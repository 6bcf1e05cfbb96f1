//! Random histories obey the laws. Seeds are fixed; `CREDITBANK_CASES` multiplies how many histories are tried.

use std::collections::BTreeMap;

use creditbank::ledger::{Act, Effects, Settlement, Subject};
use creditbank::testing::laws;
use creditbank::testing::shelf::{Shelf, Turn};
use creditbank::testing::stories::{stories, tell};
use creditbank::testing::strategies::{play, steps};
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

/// The same over histories with applications and conversions.
fn run_stories(seed: u64, cases: u32, law: impl Fn(&Shelf) -> Result<(), String>) {
    let tried = runner(seed, cases).run(&stories(80), |steps| {
        let shelf = tell(&steps).map_err(TestCaseError::fail)?;
        law(&shelf).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&shelf))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

macro_rules! laws {
    ($($name:ident: $cases:literal;)+) => {
        $(
            #[test]
            fn $name() {
                run(1, $cases, laws::$name);
            }
        )+

        mod with_conversions {
            use super::*;
            $(
                #[test]
                fn $name() {
                    run_stories(5, $cases, laws::$name);
                }
            )+
        }
    };
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

macro_rules! conversion_laws {
    ($($name:ident: $cases:literal;)+) => {$(
        #[test]
        fn $name() {
            run_stories(6, $cases, laws::$name);
        }
    )+};
}

conversion_laws! {
    balances_out: 100;
    keeps_residuals: 100;
    takes_once: 100;
    keeps_limits: 100;
    quotes_honestly: 40;
    agreed: 100;
    suspends: 100;
    takes_back: 100;
    leaves_nothing: 100;
    stays_expired: 100;
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

/// What deep cases a line is an example of.
fn cases_of(turn: &Turn) -> Vec<&'static str> {
    let Effects { posts, ends, marks, lifts, .. } = &turn.entry.effects;
    let to = |name: &str| posts.iter().any(|post| post.to.place.name() == name);
    let from =
        |name: &str, to: &str| posts.iter().any(|post| post.from.place.name() == name && post.to.place.name() == to);
    let marks_a = |kind: fn(&Subject) -> bool| marks.iter().any(|mark| kind(&mark.on));
    let is_hold = |on: &Subject| matches!(on, Subject::Hold(_));
    let is_decision = |on: &Subject| matches!(on, Subject::Decision(_));
    let ended_by_itself = ends.is_empty();
    let cases: Vec<(&str, bool)> = match &turn.entry.act {
        Act::Accrue(_) => vec![
            ("a retake of an attempt in use is suspended", !marks.is_empty()),
            ("a better attempt supersedes", posts.iter().any(|post| post.lot.entry != turn.entry.id())),
            ("a worse attempt is superseded", posts.iter().any(|post| post.lot.entry == turn.entry.id())),
        ],
        Act::Hold(_) => vec![("a reserved part is held", posts.iter().any(|post| !post.from.scopes.is_empty()))],
        Act::Release(_) | Act::Lapse(_) => vec![
            ("a hold ends into expired", to("expired")),
            ("a hold ends into revoked", to("revoked")),
            ("a suspended hold ends", !lifts.is_empty()),
        ],
        Act::Bind(_) => vec![
            ("a part is in two scopes", posts.iter().any(|post| post.to.scopes.len() > 1)),
            ("a part is consumed", to("consumed")),
            ("a part is divided", turn.before.lots.values().any(|lot| lot.parts.len() > 1)),
        ],
        Act::Unbind(_) => vec![
            ("a decision ends into expired", to("expired")),
            ("a decision ends, and what was consumed is free", from("consumed", "available")),
            ("a decision ends over a revoked lot", posts.iter().any(|post| post.to.place.name() == "revoked")),
            ("a decision ends, and a retake stands", to("superseded")),
        ],
        Act::Settle(settle) => {
            let (lot, hold) = (matches!(settle.subject, Subject::Lot(_)), is_hold(&settle.subject));
            match settle.how {
                Settlement::Keep { .. } => vec![
                    ("a retake gives way", lot && to("superseded")),
                    ("a suspended hold is kept", hold),
                    ("a suspended decision is kept", !lot && !hold),
                ],
                Settlement::Replan { .. } => {
                    vec![("a retake takes the place", lot), ("a decision is planned anew", !lot)]
                }
                Settlement::Undo => vec![
                    ("a use is undone for a retake", lot),
                    ("a suspended hold is undone", hold),
                    ("a suspended decision is undone", !lot && !hold),
                ],
            }
        }
        Act::Revoke(_) => vec![
            ("a lot is revoked under a hold", marks_a(is_hold)),
            ("a lot is revoked under a decision", marks_a(is_decision)),
            ("an older attempt stands again", to("available")),
        ],
        Act::Regrade(_) => vec![
            ("a lowered grade suspends", !marks.is_empty()),
            ("a regrade changes which attempt stands", !posts.is_empty()),
        ],
        Act::Expire(_) => vec![("a sweep", true)],
        Act::Reverse(reverse) => vec![
            ("an accrual is reversed", !turn.entry.effects.struck.is_empty()),
            ("an accrual is reversed with its decisions", !turn.entry.effects.struck.is_empty() && !ended_by_itself),
            ("a superseded attempt stands after a reversal", from("superseded", "available")),
            ("a revocation is reversed", from("revoked", "available")),
            (
                "a revocation under a use is reversed",
                !lifts.is_empty() && reverse.cascade.is_empty() && ended_by_itself,
            ),
        ],
        Act::MergeIn(come) => vec![
            ("lots come in", !come.bundle.lots.is_empty()),
            ("decisions come in", !come.bundle.decisions.is_empty()),
            ("attempts meet in a merge", !posts.is_empty()),
            ("a decision is suspended by a merge", !marks.is_empty()),
        ],
        _ => Vec::new(),
    };
    let merged = matches!(turn.entry.act, Act::Unbind(_) | Act::Settle(_) | Act::Revoke(_) | Act::Reverse(_))
        && (posts.iter().any(|post| post.lot.entry.home.is_some()));
    let merged = [("what came in by a merge is changed", merged)];
    cases.into_iter().chain(merged).filter_map(|(name, is)| is.then_some(name)).collect()
}

/// The generators reach the deep places: each at least so often in 200 histories.
#[test]
fn histories_reach_the_deep_cases() {
    let (mut cases, mut refusals) = (BTreeMap::<_, u32>::new(), BTreeMap::<String, u32>::new());
    let mut lines = (0, 0);
    let counted = std::cell::RefCell::new((&mut cases, &mut refusals, &mut lines));
    run(3, 200, |shelf| {
        let (cases, refusals, lines) = &mut *counted.borrow_mut();
        shelf.turns.iter().flat_map(cases_of).for_each(|name| *cases.entry(name).or_default() += 1);
        for refusal in shelf.asked.iter().filter_map(|asked| asked.refusal.as_ref()) {
            let name = format!("{refusal:?}");
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            *refusals.entry(name.to_owned()).or_default() += 1;
        }
        lines.0 += shelf.asked.len();
        lines.1 += shelf.turns.len();
        Ok(())
    });
    assert!(lines.1 * 2 > lines.0, "{} of {} commands are accepted", lines.1, lines.0);
    let rare: Vec<_> = DEEP.iter().filter(|(name, least)| cases.get(name).copied().unwrap_or(0) < *least).collect();
    assert!(rare.is_empty(), "too rare: {rare:?} in {cases:#?}");
    assert!(refusals.len() >= 20, "{refusals:?}");
}

/// About half of what there is now.
const DEEP: &[(&str, u32)] = &[
    ("a better attempt supersedes", 226),
    ("a decision ends into expired", 5),
    ("a decision ends over a revoked lot", 3),
    ("a decision ends, and a retake stands", 9),
    ("a decision ends, and what was consumed is free", 14),
    ("a decision is planned anew", 2),
    ("a decision is suspended by a merge", 1),
    ("a hold ends into expired", 4),
    ("a hold ends into revoked", 7),
    ("a lot is revoked under a decision", 47),
    ("a lot is revoked under a hold", 32),
    ("a lowered grade suspends", 6),
    ("a part is consumed", 116),
    ("a part is divided", 90),
    ("a part is in two scopes", 11),
    ("a regrade changes which attempt stands", 11),
    ("a reserved part is held", 30),
    ("a retake gives way", 31),
    ("a retake of an attempt in use is suspended", 204),
    ("a retake takes the place", 9),
    ("a revocation is reversed", 8),
    ("a revocation under a use is reversed", 1),
    ("a superseded attempt stands after a reversal", 14),
    ("a suspended decision is kept", 10),
    ("a suspended decision is undone", 8),
    ("a suspended hold ends", 23),
    ("a suspended hold is kept", 4),
    ("a suspended hold is undone", 10),
    ("a sweep", 19),
    ("a use is undone for a retake", 48),
    ("a worse attempt is superseded", 214),
    ("an accrual is reversed", 97),
    ("an accrual is reversed with its decisions", 7),
    ("an older attempt stands again", 25),
    ("attempts meet in a merge", 15),
    ("decisions come in", 12),
    ("lots come in", 19),
    ("what came in by a merge is changed", 11),
];
