//! The model of a programme, and the count of a plan straight from the chapter, are two readings of one contract: a plan
//! keeps every row exactly if it is counted as lawful, and both give it the same levels. What order things were recorded
//! in does not matter.

use crate::kit::cases::config;
use creditbank::credits;
use creditbank::planner::{Fault, Plan, PlanError, Planned, Relief, plan, verify};
use creditbank::programme::Waivable;
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::engine::{Counts, Formulation, Goal, Model, Row, count, solve};
use creditbank::testing::planner::small::{Size, instance};
use creditbank::testing::planner::{Instance, shuffled};
use creditbank::testing::rules::{Dice, dice};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

fn sum(terms: &[(u32, i64)], values: &[i64]) -> i128 {
    terms.iter().map(|(column, by)| i128::from(*by) * i128::from(values[*column as usize])).sum()
}

fn broken<'m>(model: &'m Model, values: &[i64]) -> Option<&'m Row> {
    model.rows.iter().find(|row| sum(&row.terms, values) > row.most.into())
}

/// The levels that are told: of a plan that is short no lots.
fn levels(model: &Model, values: &[i64]) -> Vec<(GoalLevel, u64)> {
    let value = |goal: &Goal| (goal.level, u64::try_from(sum(&goal.terms, values)).unwrap());
    let mut levels: Vec<_> = model.goals.iter().map(value).collect();
    let is_short =
        levels.iter().any(|(level, value)| matches!(level, GoalLevel::Study | GoalLevel::Items) && *value > 0);
    levels.retain(|(level, _)| *level != GoalLevel::Lots || !is_short);
    levels
}

/// What is counted, without what is studied where nothing is left: only a plan that is short has that level.
fn counted_levels(counts: &Counts) -> Vec<(GoalLevel, u64)> {
    counts.levels.iter().copied().filter(|(level, _)| *level != GoalLevel::Closed).collect()
}

/// What both readings say of a plan: nothing, where it is lawful and they agree on its levels.
fn compared(of: &Instance, formulation: &Formulation<'_>, plan: &Plan) -> Result<bool, String> {
    let counted = count(&of.programmes, &of.holdings, plan);
    let values = formulation.values_of(plan);
    match (&counted, &values) {
        (Err(_), Err(_)) => Ok(false),
        (Ok(_), Err(fault)) => Err(format!("counted, but no values: {fault}")),
        (counted, Ok(values)) => agree(formulation.model(), values, counted),
    }
}

fn agree(model: &Model, values: &[i64], counted: &Result<Counts, Fault>) -> Result<bool, String> {
    match (broken(model, values), counted) {
        (None, Err(fault)) => Err(format!("every row holds, but {fault}")),
        (Some(row), Ok(_)) => Err(format!("counted, but {:?} does not hold", row.why)),
        (Some(_), Err(_)) => Ok(false),
        (None, Ok(counts)) if counted_levels(counts) == levels(model, values) => Ok(true),
        (None, Ok(counts)) => Err(format!("{:?} counted, {:?} in the model", counts.levels, levels(model, values))),
    }
}

/// Values near a solution: some unknowns changed.
fn shaken(dice: &mut Dice, model: &Model, values: &[i64]) -> Vec<i64> {
    let mut values = values.to_vec();
    for _ in 0..dice.below(4) {
        let column = dice.below(values.len().max(1));
        if let Some(value) = values.get_mut(column) {
            let high = usize::try_from(model.columns[column].high).unwrap_or(usize::MAX - 1);
            *value = i64::try_from(dice.below(high.min(200) + 1)).unwrap();
        }
    }
    values
}

/// A plan with something odd about it.
fn odd(dice: &mut Dice, mut plan: Plan) -> Plan {
    match dice.below(12) {
        0 => plan.counts.extend(plan.counts.first().cloned()),
        1 => plan.study.extend(plan.study.first().cloned()),
        2 => plan.taken.extend(plan.study.first().map(|study| study.part.clone())),
        3 => plan.counts.iter_mut().take(1).for_each(|one| one.credits = credits!("0.25")),
        4 => plan.counts.iter_mut().take(1).for_each(|one| one.credits = credits!("1")),
        5 => plan.study.iter_mut().take(1).for_each(|one| one.credits = credits!("0.3")),
        6 => plan.study.iter_mut().take(1).for_each(|one| one.items += 1),
        7 => plan.shared.clear(),
        8 => plan.taken.clear(),
        9 => plan.conversions.clear(),
        10 => plan.taken.extend(plan.taken.first().cloned()),
        _ => plan.study.clear(),
    }
    plan
}

#[derive(Default)]
struct Seen {
    lawful: u32,
    plans: u32,
}

fn both_readings(dice: &mut Dice, of: &Instance, seen: &mut Seen) -> Result<(), TestCaseError> {
    let formulation = Formulation::new(&of.programmes, &of.id, &of.holdings);
    let formulation = formulation.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let Ok(solution) = solve(formulation.model(), Effort { steps: 1_000 }) else { return Ok(()) };
    for round in 0..8 {
        let values =
            if round == 0 { solution.values.clone() } else { shaken(dice, formulation.model(), &solution.values) };
        let plan = formulation.plan_of(&values, solution.levels.clone());
        let plan = if dice.chance(60) { odd(dice, plan) } else { plan };
        match compared(of, &formulation, &plan) {
            Ok(lawful) => seen.lawful += u32::from(lawful),
            Err(why) => return Err(TestCaseError::fail(format!("{why}\n{plan:#?}\n{of:#?}"))),
        }
        seen.plans += 1;
    }
    Ok(())
}

#[test]
fn a_plan_keeps_the_rows_exactly_if_it_is_counted_as_lawful() {
    let seen = std::cell::RefCell::new(Seen::default());
    let cases = (dice(500), dice(100)).prop_filter_map("every instance can be built", |(mut of, shake)| {
        Some((instance(&mut of, Size::SMALL)?, shake))
    });
    let tried = TestRunner::new(config(300))
        .run(&cases, |(of, mut shake)| both_readings(&mut shake, &of, &mut seen.borrow_mut()));
    tried.unwrap();
    let seen = seen.into_inner();
    println!("{} plans, {} of them lawful", seen.plans, seen.lawful);
    assert!(seen.lawful * 5 > seen.plans && seen.lawful * 10 < seen.plans * 9, "both kinds are looked at");
}

/// A plan stands up to everything that is checked, also where the effort was too small to prove it; and no claim can be
/// changed.
#[test]
fn what_is_planned_is_verified_and_nothing_else_is() {
    let cases = (dice(500), dice(100)).prop_filter_map("every instance can be built", |(mut of, shake)| {
        Some((instance(&mut of, Size::SMALL)?, shake))
    });
    let tried = TestRunner::new(config(60)).run(&cases, |(of, mut shake)| {
        let steps = [3, 30, 1_000][shake.below(3)];
        match plan(&of.programmes, &of.id, &of.holdings, Effort { steps }) {
            Ok(Planned { plan, certificate }) => {
                let checked = verify(&of.programmes, &of.holdings, &plan, &certificate);
                prop_assert_eq!(checked.as_ref(), Ok(&plan.levels), "{:#?}\n{:#?}", plan, of);
                let other = claiming(&mut shake, plan);
                let checked = verify(&of.programmes, &of.holdings, &other, &certificate);
                prop_assert!(checked.is_err(), "{:#?}\n{:#?}", other, of);
            }
            Err(PlanError::Contradiction { .. } | PlanError::Spent { .. }) => {}
            Err(error) => prop_assert!(false, "{}\n{:#?}", error, of),
        }
        Ok(())
    });
    tried.unwrap();
}

/// The plan with something else claimed.
fn claiming(dice: &mut Dice, mut plan: Plan) -> Plan {
    match dice.below(7) {
        0 => plan.day = plan.day.plus_days(-1).unwrap(),
        1 => plan.own = "SOMEBODY-ELSE".parse().unwrap(),
        2 => plan.gates.push("another".parse().unwrap()),
        3 => plan.levels.iter_mut().take(1).for_each(|level| level.value += 1),
        4 => plan.levels.iter_mut().take(1).for_each(|level| level.bound += 1),
        5 => plan.reliefs.push(Relief::Waive { id: "nothing".parse().unwrap(), what: Waivable::Quota }),
        _ => plan.document = "another".parse().unwrap(),
    }
    plan
}

#[test]
fn the_order_of_recording_does_not_matter() {
    let cases = (dice(500), dice(100)).prop_filter_map("every instance can be built", |(mut of, order)| {
        Some((instance(&mut of, Size::LARGE)?, order))
    });
    let tried = TestRunner::new(config(200)).run(&cases, |(of, mut order)| {
        let other = shuffled(&mut order, &of.holdings);
        let one = Formulation::new(&of.programmes, &of.id, &of.holdings).unwrap();
        let two = Formulation::new(&of.programmes, &of.id, &other).unwrap();
        prop_assert_eq!(one.model(), two.model());
        prop_assert_eq!(one.plan_of(&[], Vec::new()), two.plan_of(&[], Vec::new()));
        Ok(())
    });
    tried.unwrap();
}
