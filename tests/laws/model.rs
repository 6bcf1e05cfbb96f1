//! The ledger and a naive model of it, command by command.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use creditbank::ledger::{Act, Passbook};
use creditbank::testing::model::{Heard, Model, Pack, Share, all_ways, ways};
use creditbank::testing::retakes::{FIRST_TURN, line_steps, retakes};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::stories::stories;
use creditbank::testing::strategies::{Step, on, resolve, start, steps};
use creditbank::testing::studies::studies;
use creditbank::testing::{histories, laws};
use creditbank::{Command, Credits, LearnerId};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

mod paper;

/// Different shortages, of which the ledger names one and the model any.
const SHORTAGES: [&str; 6] = ["lot/short", "lot/held", "lot/consumed", "lot/reserved", "lot/in-scope", "lot/moved"];

#[test]
fn histories_on_paper() {
    let wrong =
        histories::ALL.iter().filter_map(|(name, script)| Some(format!("{name}: {}", paper::play(script).err()?)));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was compared, and how often each way in which a group changes hands was reached.
#[derive(Default)]
struct Compared {
    commands: usize,
    ways: BTreeMap<&'static str, u32>,
    refusals: BTreeMap<String, u32>,
}

/// Both, side by side.
struct Both {
    shelf: Shelf,
    models: BTreeMap<LearnerId, Model>,
}

impl Both {
    fn new() -> Result<Self, String> {
        let (shelf, mut models) = (start()?, BTreeMap::new());
        for turn in &shelf.turns {
            let heard = Heard { recorded: turn.entry.recorded, today: shelf.today, pack: None, from: None };
            let opened = Model::new(turn.entry.learner).after(&turn.entry.command(), heard);
            models.insert(turn.entry.learner, opened.map_err(|reasons| format!("opening: {reasons:?}"))?);
        }
        Ok(Self { shelf, models })
    }

    /// One command on both, and where they part.
    fn submit(&mut self, command: Command, compared: &mut Compared) -> Result<(), String> {
        let (learner, recorded) = (command.learner, self.shelf.recorded());
        let asked = format!("{} {} {} {:?}", learner, command.by, command.effective, command.act);
        let from = if let Act::MergeIn(come) = &command.act { self.models.get(&come.from).cloned() } else { None };
        let decided = self.shelf.submit(command.clone())?;
        let pack = decided.as_ref().ok().and_then(|entry| entry.effects.bundle.as_ref()).map(Pack::of);
        let heard = Heard { recorded, today: self.shelf.today, pack: pack.as_ref(), from: from.as_ref() };
        let before = self.models[&learner].clone();
        let expected = before.after(&command, heard);
        for way in ways(&before, &command, expected.as_ref()) {
            *compared.ways.entry(way).or_default() += 1;
        }
        match (expected, decided) {
            (Ok(model), Ok(_)) => drop(self.models.insert(learner, model)),
            (Err(reasons), Err(refusal)) => {
                let name = refusal.code();
                let short = SHORTAGES.contains(&name) && reasons.iter().any(|one| SHORTAGES.contains(one));
                if !reasons.contains(name) && !short {
                    return Err(format!("{asked}: {refusal}, and the model says {reasons:?}"));
                }
                *compared.refusals.entry(name.to_owned()).or_default() += 1;
            }
            (Ok(_), Err(refusal)) => return Err(format!("{asked}: {refusal}, and the model accepts it")),
            (Err(reasons), Ok(_)) => return Err(format!("{asked}: accepted, and the model says {reasons:?}")),
        }
        let (book, model) = (self.shelf.book(learner), &self.models[&learner]);
        if let Some(what) = model.differs(&book).or_else(|| sees_otherwise(&self.shelf, &book, model)) {
            return Err(format!("after {asked}: {what}"));
        }
        compared.commands += 1;
        Ok(())
    }
}

/// The view by part on the current day, where the ledger offers one.
fn sees_otherwise(shelf: &Shelf, book: &Passbook, model: &Model) -> Option<String> {
    let shares = laws::shares(book, &shelf.world.published, shelf.today)?;
    let in_steps = |shares: Vec<(Share, Credits)>| {
        shares.into_iter().map(|(share, credits)| (share, credits.ten_thousandths())).collect::<Vec<_>>()
    };
    let shares: Vec<_> = shares.into_iter().map(|(id, shares)| (id, in_steps(shares))).collect();
    model.sees_otherwise(&shares, shelf.today)
}

/// Plays a history on both, recorded as it goes on from a turn or all at its end, and says where they part.
fn in_step(history: &[Step], goes: Option<usize>, compared: &mut Compared) -> Result<(), String> {
    let mut both = Both::new()?;
    for (turn, step) in history.iter().enumerate() {
        let turn = turn + goes.unwrap_or(0);
        if goes.is_some() {
            both.shelf.today = on(turn);
        }
        let Some(command) = resolve(&both.shelf, turn, step)? else { continue };
        both.submit(command, compared)?;
    }
    Ok(())
}

fn story(history: &[Step], goes: Option<usize>) -> String {
    let mut shelf: Shelf = start().unwrap();
    let mut lines = Vec::new();
    for (turn, step) in history.iter().enumerate() {
        let turn = turn + goes.unwrap_or(0);
        if goes.is_some() {
            shelf.today = on(turn);
        }
        let Some(command) = resolve(&shelf, turn, step).unwrap() else { continue };
        let act = serde_json::to_string(&command.act).unwrap();
        let asked = format!("{} {} {} {act}", command.learner, command.by, command.effective);
        let answer = shelf.submit(command).unwrap().err().map_or("ok".into(), |refusal| refusal.to_string());
        lines.push(format!("{}: {answer}", asked.trim_start_matches('0')));
    }
    lines.join("\n")
}

/// So many histories of a kind, from a seed.
fn compare(seed: u64, cases: u32, kind: &str, compared: &RefCell<Compared>) {
    let histories = match kind {
        "steps" => steps(60).boxed(),
        "retakes" => retakes(40).boxed(),
        "stories" => stories(80).boxed(),
        _ => studies(60).boxed(),
    };
    let goes = match kind {
        "steps" => None,
        "retakes" => Some(FIRST_TURN),
        _ => Some(0),
    };
    let config = Config { cases, rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(Config { max_shrink_iters: 2_000, ..config }).run(&histories, |history| {
        in_step(&history, goes, &mut compared.borrow_mut())
            .map_err(|what| TestCaseError::fail(format!("{kind} {seed}: {what}\n{}", story(&history, goes))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

/// The kinds of histories, how many of each, and how many for an hour-long run.
const KINDS: [(&str, u32); 4] = [("steps", 40), ("retakes", 210), ("stories", 30), ("studies", 10)];

/// `CREDITBANK_MINUTES` goes on with the next seeds for so long.
#[test]
fn the_ledger_and_the_model_are_in_step() {
    let times = u32::try_from(from_environment("CREDITBANK_CASES").unwrap_or(1)).unwrap();
    let first = from_environment("CREDITBANK_SEED").unwrap_or(11);
    let until =
        from_environment("CREDITBANK_MINUTES").map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let compared = RefCell::new(Compared::default());
    for (which, (name, _)) in histories::ALL.iter().enumerate() {
        let steps = line_steps(u8::try_from(which).unwrap(), histories::commands(which).len());
        in_step(&steps, Some(FIRST_TURN), &mut compared.borrow_mut()).unwrap_or_else(|what| panic!("{name}: {what}"));
    }
    for seed in first.. {
        KINDS.iter().for_each(|(kind, cases)| compare(seed, cases * times, kind, &compared));
        if until.is_none_or(|until| Instant::now() >= until) {
            println!("seeds {first} to {seed}");
            break;
        }
    }
    let Compared { commands, ways, refusals } = compared.into_inner();
    println!("{commands} commands\n{ways:#?}\n{refusals:#?}");
    let never: Vec<_> = all_ways().into_iter().filter(|way| !ways.contains_key(way)).collect();
    assert!(never.is_empty(), "never reached: {never:#?}");
    let rare = REFUSALS.iter().filter(|(name, least)| refusals.get(*name).copied().unwrap_or(0) < *least);
    let rare: Vec<_> = rare.collect();
    assert!(rare.is_empty(), "refused too rarely: {rare:?} in {refusals:#?}");
    assert!(commands > 5_000, "only {commands} commands were compared");
}

/// How often each is refused at least.
const REFUSALS: [(&str, u32); 7] = [
    ("lot/already-recorded", 1),
    ("lot/group-in-use", 20),
    ("passbook/merge-under-way", 1),
    ("lot/not-standing", 5),
    ("lot/one-attempt", 5),
    ("lot/over-most", 2),
    ("lot/tag-of-another", 1),
];
