//! The same models beside `microlp`, a solver in floats: optima are compared as values, goal after goal. Where they differ,
//! whole numbers decide who is right: what the other one found is rounded and held against the rows as they are.

use std::time::Duration;

use creditbank::planner::{plan, verify};
use creditbank::solver::Effort;
use creditbank::testing::engine::{Formulation, Model};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Solution, Variable};

use super::{Case, case, rolled};
use crate::kit::cases::number;

/// What the other solver came to on one goal.
enum Answer {
    /// These whole numbers keep every row, and the goal comes to so much.
    Found(i64),
    /// What it calls the best breaks a row.
    Broken,
    /// It came to nothing in time.
    Nothing,
}

fn sum(terms: &[(u32, i64)], values: &[i64]) -> i64 {
    terms.iter().map(|(column, by)| by * values[*column as usize]).sum()
}

fn problem(model: &Model, goal: &[(u32, i64)], kept: &[(Vec<(u32, i64)>, i64)]) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    problem.set_time_limit(Duration::from_secs(5));
    let cost = |column: usize| goal.iter().find(|(at, _)| *at as usize == column).map_or(0.0, |(_, by)| *by as f64);
    let columns = model.columns.iter().enumerate();
    let unknowns: Vec<Variable> =
        columns.map(|(at, column)| problem.add_integer_var(cost(at), (0, column.high.try_into().unwrap()))).collect();
    let rows = model.rows.iter().map(|row| (&row.terms, row.most));
    for (terms, most) in rows.chain(kept.iter().map(|(terms, most)| (terms, *most))) {
        let mut sum = LinearExpr::empty();
        terms.iter().for_each(|(column, by)| sum.add(unknowns[*column as usize], *by as f64));
        problem.add_constraint(sum, ComparisonOp::Le, most as f64);
    }
    (problem, unknowns)
}

fn answer(model: &Model, goal: &[(u32, i64)], kept: &[(Vec<(u32, i64)>, i64)]) -> Answer {
    let (problem, unknowns) = problem(model, goal, kept);
    let Ok(outcome) = problem.solve() else { return Answer::Nothing };
    if !outcome.is_optimal() {
        return Answer::Nothing;
    }
    let Ok(found) = outcome.into_solution() else { return Answer::Nothing };
    let whole = |found: &Solution, unknown: &Variable| found.var_value(*unknown).round() as i64;
    let values: Vec<i64> = unknowns.iter().map(|unknown| whole(&found, unknown)).collect();
    let is_kept = model.rows.iter().all(|row| sum(&row.terms, &values) <= row.most)
        && kept.iter().all(|(terms, most)| sum(terms, &values) <= *most);
    if is_kept { Answer::Found(sum(goal, &values)) } else { Answer::Broken }
}

#[derive(Debug, Default)]
struct Beside {
    cases: u32,
    /// Goals on which both came to the same.
    same: u32,
    /// What the other one calls the best breaks a row when it is rounded.
    broken: u32,
    nothing: u32,
    /// The other one calls something the best that is not: the certificate of ours was checked.
    worse: u32,
    /// Ours is not the best.
    better: u32,
    first: Option<String>,
}

fn compare(case: &Case, beside: &mut Beside) {
    let of = case.instance();
    let planned = plan(&of.programmes, &of.id, &of.holdings, Effort::default()).unwrap();
    let levels = verify(&of.programmes, &of.holdings, &planned.plan, &planned.certificate).unwrap();
    let formulation = Formulation::new(&of.programmes, &of.id, &of.holdings).unwrap();
    let mut kept = Vec::new();
    beside.cases += 1;
    for (goal, level) in formulation.model().goals.iter().zip(levels).filter(|(goal, _)| !goal.terms.is_empty()) {
        let ours = i64::try_from(level.value).unwrap();
        match answer(formulation.model(), &goal.terms, &kept) {
            Answer::Found(theirs) if theirs == ours => beside.same += 1,
            Answer::Found(theirs) if theirs < ours => {
                beside.better += 1;
                beside.first.get_or_insert_with(|| format!("{case:?} {level:?} theirs {theirs}"));
            }
            Answer::Found(theirs) => {
                assert!(level.is_proved() || theirs > ours, "{case:?}");
                beside.worse += 1;
            }
            Answer::Broken => beside.broken += 1,
            Answer::Nothing => beside.nothing += 1,
        }
        kept.push((goal.terms.clone(), ours));
    }
}

/// No plan of ours is worse than what the other solver finds, in all quanta and sizes; and where it comes to anything at all
/// it mostly comes to the same.
#[test]
fn plans_are_as_good_as_those_of_a_solver_in_floats() {
    let (first, cases) = (number("CREDITBANK_SEED", 50_000), 25 * number("CREDITBANK_CASES", 1));
    for quantum in [1, 10, 100, 5_000] {
        let mut beside = Beside::default();
        for seed in first..first + cases {
            compare(&case(quantum, &mut rolled(seed * 10_000 + quantum)), &mut beside);
        }
        println!("quantum {quantum}/10000: {beside:?}");
        assert_eq!(beside.better, 0, "{beside:?}");
        assert!(beside.same >= beside.cases, "{beside:?}");
    }
}
