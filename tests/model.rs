//! The ledger and a naive model of it, command by command.

use std::cell::Cell;
use std::collections::BTreeMap;

use creditbank::ledger::Act;
use creditbank::testing::model::{Heard, Model, Pack};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::strategies::{Step, resolve, start, steps};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

#[path = "model/histories.rs"]
mod histories;
#[path = "model/paper.rs"]
mod paper;

/// Different shortages, of which the ledger names one and the model any.
const SHORTAGES: [&str; 6] = ["Short", "Held", "Consumed", "Reserved", "InScope", "Moved"];

fn name_of(refusal: &impl std::fmt::Debug) -> String {
    format!("{refusal:?}").split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

#[test]
fn histories_on_paper() {
    let wrong =
        histories::ALL.iter().filter_map(|(name, script)| Some(format!("{name}: {}", paper::play(script).err()?)));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays a history on both, and says where they part.
fn in_step(history: &[Step], agreed: &Cell<usize>) -> Result<(), String> {
    let mut shelf = start()?;
    let mut models: BTreeMap<_, _> = BTreeMap::new();
    for turn in &shelf.turns {
        let heard = Heard { recorded: turn.entry.recorded, today: shelf.today, pack: None, from: None };
        let opened = Model::new(turn.entry.learner).after(&turn.entry.command(), heard);
        models.insert(turn.entry.learner, opened.map_err(|reasons| format!("opening: {reasons:?}"))?);
    }
    for (turn, step) in history.iter().enumerate() {
        let Some(command) = resolve(&shelf, turn, step)? else { continue };
        let (learner, recorded) = (command.learner, shelf.recorded());
        let asked = format!("{} {} {} {:?}", learner, command.by, command.effective, command.act);
        let from = if let Act::MergeIn(come) = &command.act { models.get(&come.from).cloned() } else { None };
        let decided = shelf.submit(command.clone())?;
        let pack = decided.as_ref().ok().and_then(|entry| entry.effects.bundle.as_ref()).map(Pack::of);
        let heard = Heard { recorded, today: shelf.today, pack: pack.as_ref(), from: from.as_ref() };
        match (models[&learner].after(&command, heard), decided) {
            (Ok(model), Ok(_)) => drop(models.insert(learner, model)),
            (Err(reasons), Err(refusal)) => {
                let name = name_of(&refusal);
                let known = reasons.contains(name.as_str());
                let short = SHORTAGES.contains(&name.as_str()) && reasons.iter().any(|one| SHORTAGES.contains(one));
                if !known && !short {
                    return Err(format!("{asked}: {refusal}, and the model says {reasons:?}"));
                }
            }
            (Ok(_), Err(refusal)) => return Err(format!("{asked}: {refusal}, and the model accepts it")),
            (Err(reasons), Ok(_)) => return Err(format!("{asked}: accepted, and the model says {reasons:?}")),
        }
        let book = shelf.book(learner);
        if let Some(what) = models[&learner].differs(&book) {
            return Err(format!("after {asked}: {what}"));
        }
        agreed.set(agreed.get() + 1);
    }
    Ok(())
}

fn story(history: &[Step]) -> String {
    let mut shelf: Shelf = start().unwrap();
    let mut lines = Vec::new();
    for (turn, step) in history.iter().enumerate() {
        let Some(command) = resolve(&shelf, turn, step).unwrap() else { continue };
        let act = serde_json::to_string(&command.act).unwrap();
        let asked = format!("{} {} {} {act}", command.learner, command.by, command.effective);
        let answer = shelf.submit(command).unwrap().err().map_or("ok".into(), |refusal| refusal.to_string());
        lines.push(format!("{}: {answer}", asked.trim_start_matches('0')));
    }
    lines.join("\n")
}

#[test]
fn the_ledger_and_the_model_are_in_step() {
    let times: u32 = std::env::var("CREDITBANK_CASES").map_or(1, |times| times.parse().unwrap());
    let seed = std::env::var("CREDITBANK_SEED").map_or(11, |seed| seed.parse().unwrap());
    let config = Config { cases: 200 * times, rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    let config = Config { failure_persistence: None, max_shrink_iters: 20_000, ..config };
    let agreed = Cell::new(0);
    let tried = TestRunner::new(config).run(&steps(60), |history| {
        in_step(&history, &agreed).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&history))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
    assert!(agreed.get() > 5_000, "only {} commands were compared", agreed.get());
}
