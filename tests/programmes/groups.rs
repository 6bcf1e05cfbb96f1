//! Attempts at one thing of which only so much is taken: the planner, the checker, the counter and brute force agree on
//! random instances. `CREDITBANK_SEEDS` says how many seeds are tried, from `CREDITBANK_SEED` on, and `CREDITBANK_CASES`
//! multiplies how many instances of each: 50 seeds and 10 times as many are 20,000.

use std::cell::RefCell;
use std::time::Instant;

use crate::kit::cases::number;
use creditbank::planner::{Plan, PlanError, Planned, Room, plan, verify};
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::engine::{Formulation, check_certificate, count};
use creditbank::testing::planner::Instance;
use creditbank::testing::planner::small::{Size, instance, with_groups};
use creditbank::testing::reference::planner::Best;
use creditbank::testing::rules::{Dice, dice};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

/// As in the other laws, a tenth of what is usual.
const EFFORT: Effort = Effort { steps: 2_000 };

/// What is studied where nothing is left, study, items, approvals, and the lots of one that is not short; none where there is no plan.
type Score = Option<Vec<u64>>;

fn reaches(plan: &Plan) -> Vec<u64> {
    Best::levels_of(plan)
}

/// Of the best plan, by trying everything; an error where that is too much.
fn tried(instance: &Instance) -> Result<Score, String> {
    let best = instance.best().map_err(|error| error.to_string())?;
    Ok(best.map(|best| best.levels()))
}

/// What came of some instances.
#[derive(Clone, Copy, Debug, Default)]
struct Came {
    instances: u32,
    too_large: u32,
    proved: u32,
    /// Where the best plan is another one without groups.
    bind: u32,
    /// The same of groups of one, of items and of credits, those of the other kinds apart.
    by_room: [u32; 3],
    /// Plans of the same without groups, which groups do not allow.
    refused: u32,
}

const ROOMS: [fn(&Room) -> bool; 3] =
    [|room| matches!(room, Room::One), |room| matches!(room, Room::Items(_)), |room| matches!(room, Room::Credits(_))];

fn without(instance: &Instance, which: fn(&Room) -> bool) -> Instance {
    instance.bringing(|holdings| holdings.groups.retain(|group| !which(&group.room)))
}

fn planned(instance: &Instance) -> Result<Planned, PlanError> {
    plan(&instance.programmes, &instance.id, &instance.holdings, EFFORT)
}

/// The plan is the best of all, or nothing better was claimed of it; it is lawful, and its certificate is valid.
fn agree(instance: &Instance, best: &Score, came: &mut Came) -> Result<(), String> {
    let planned = match (planned(instance), best) {
        (Ok(planned), Some(_)) => planned,
        (Err(PlanError::Contradiction { .. }), None) => {
            came.proved += 1;
            return Ok(());
        }
        (Err(PlanError::Spent { .. }), _) => return Ok(()),
        (planned, _) => return Err(format!("{best:?} is best, {planned:?} is planned")),
    };
    let Instance { holdings, programmes, .. } = instance;
    let levels =
        verify(programmes, holdings, &planned.plan, &planned.certificate).map_err(|fault| fault.to_string())?;
    if levels != planned.plan.levels {
        return Err(format!("{levels:?} is shown where {:?} is said", planned.plan.levels));
    }
    let (values, best) = (reaches(&planned.plan), best.as_ref().unwrap());
    came.proved += u32::from(planned.plan.is_proved());
    let right = if planned.plan.is_proved() { values == *best } else { values >= *best };
    let bound = planned.plan.level(GoalLevel::Study).unwrap().bound;
    if right && (bound <= best[1] || values[0] > best[0]) {
        Ok(())
    } else {
        Err(format!("{best:?} is best, {:?} is planned", planned.plan))
    }
}

/// A plan that knew of no groups is lawful with them for the counter exactly if it is for the model.
fn refused(instance: &Instance, came: &mut Came) -> Result<(), String> {
    let free = without(instance, |_| true);
    let Ok(Planned { plan, certificate }) = planned(&free) else { return Ok(()) };
    let formulation = Formulation::new(&instance.programmes, &instance.id, &instance.holdings).unwrap();
    let values = formulation.values_of(&plan).map_err(|fault| fault.to_string())?;
    let kept = formulation.model().rows.iter().all(|row| {
        let sum: i128 = row.terms.iter().map(|(at, by)| i128::from(*by) * i128::from(values[*at as usize])).sum();
        sum <= row.most.into()
    });
    came.refused += u32::from(!kept);
    let checked = check_certificate(formulation.model(), &values, &certificate);
    match (count(&instance.programmes, &instance.holdings, &plan), kept) {
        (Ok(_), true) => Ok(()),
        (Err(_), false) if checked.is_err() => Ok(()),
        (counted, kept) => Err(format!("the rows hold: {kept}; counted: {counted:?}; checked: {checked:?}\n{plan:?}")),
    }
}

fn all_agree(instance: &Instance, came: &mut Came) -> Result<(), String> {
    came.instances += 1;
    refused(instance, came)?;
    let Ok(best) = tried(instance) else {
        came.too_large += 1;
        return Ok(());
    };
    agree(instance, &best, came)?;
    let other = |which| tried(&without(instance, which)).is_ok_and(|other| other != best);
    if !other(|_| true) {
        return Ok(());
    }
    came.bind += 1;
    for (count, which) in came.by_room.iter_mut().zip(ROOMS) {
        *count += u32::from(other(which));
    }
    Ok(())
}

/// Instances with at least one group.
fn grouped() -> impl Strategy<Value = Instance> {
    let with = |(mut of, mut groups): (Dice, Dice)| {
        let with = with_groups(&mut groups, &instance(&mut of, Size::SMALL)?)?;
        (!with.holdings.groups.is_empty()).then_some(with)
    };
    (dice(700), dice(100)).prop_filter_map("there is a group", with)
}

fn run(seed: u64, cases: u32, came: &RefCell<Came>) {
    let config = Config { cases, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(seed), ..config });
    let law = |instance| all_agree(&instance, &mut came.borrow_mut()).map_err(TestCaseError::fail);
    match runner.run(&grouped(), law) {
        Ok(()) => {}
        Err(TestError::Fail(why, instance)) => {
            let programme = serde_json::to_string(instance.programme().unwrap()).unwrap();
            panic!("seed {seed}: {why}\n{programme}\n{:#?}", instance.holdings);
        }
        Err(error) => panic!("seed {seed}: {error}"),
    }
}

#[test]
fn planner_checker_counter_and_brute_force_agree_on_groups() {
    let (first, seeds) = (number("CREDITBANK_SEED", 7), number("CREDITBANK_SEEDS", 3));
    let cases = 40 * number("CREDITBANK_CASES", 1);
    let (came, begun) = (RefCell::new(Came::default()), Instant::now());
    (first..first + seeds).for_each(|seed| run(seed, cases, &came));
    let Came { instances, too_large, proved, bind, by_room: [one, items, credits], refused } = came.into_inner();
    let share = f64::from(proved) * 100.0 / f64::from(instances - too_large);
    println!(
        "seeds {first} to {}, {cases} instances each, {:.0?}: {instances} instances, {too_large} too large to try, \
         {proved} proved ({share:.2} %), groups bind in {bind} (of one in {one}, of items in {items}, of credits in \
         {credits}), {refused} plans that knew of none are refused",
        first + seeds - 1,
        begun.elapsed()
    );
    assert!(proved * 10 > (instances - too_large) * 9, "{proved} of {instances} are proved");
    assert!(bind * 10 > instances, "groups bind in {bind} of {instances}: that is not tight");
    assert!(one > 0 && items > 0 && credits > 0 && refused > 0);
}
