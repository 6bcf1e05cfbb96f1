//! The solver beside plain enumeration, on small random models, and its certificates held against the formula.

#[path = "../../benches/plan/dice.rs"]
mod dice;

use creditbank::solver::{Certificate, Effort, GoalLevel, LevelResult, ProofStep, Why};
use creditbank::testing::engine::{Column, Goal, Model, Row, Unsolvable, Variable, check_certificate, solve};
use dice::Dice;

/// Enough for the flow class only.
const LITTLE: Effort = Effort { steps: 2 };
const LEVELS: [GoalLevel; 4] = [GoalLevel::Study, GoalLevel::Items, GoalLevel::Approvals, GoalLevel::Lots];

/// A model of a few columns with rows of any kind: most of them can be kept.
fn model(dice: &mut Dice) -> Model {
    let columns = 2 + dice.below(5);
    let high = 1 + dice.below(3);
    let column = |n: u32, dice: &mut Dice| Column { high: dice.between(0, high.into()), what: what(n) };
    let columns: Vec<Column> = (0..columns).map(|n| column(n, dice)).collect();
    let rows = (0..1 + dice.below(6)).map(|_| row(columns.len(), dice)).collect();
    let goal = |level| {
        let terms = terms(columns.len(), dice).into_iter().map(|(column, c)| (column, c.abs())).collect();
        Goal { level, terms }
    };
    let goals = LEVELS.into_iter().map(goal).collect();
    Model { columns, goals, rows }
}

fn what(n: u32) -> Variable {
    match n % 6 {
        0 => Variable::Take(n),
        1 => Variable::Convert(n),
        2 => Variable::Bind(n),
        3 => Variable::Study(n),
        4 => Variable::Item(n),
        _ => Variable::Count { asset: n, part: n },
    }
}

fn terms(columns: usize, dice: &mut Dice) -> Vec<(u32, i64)> {
    let all = (0..u32::try_from(columns).unwrap()).map(|column| (column, dice.between(-4, 4)));
    all.collect::<Vec<_>>().into_iter().filter(|(_, c)| *c != 0).filter(|_| dice.below(3) > 0).collect()
}

fn row(columns: usize, dice: &mut Dice) -> Row {
    Row { most: dice.between(-4, 6), terms: terms(columns, dice), why: Why::Definition }
}

/// Every choice of values.
fn every(model: &Model) -> Vec<Vec<i64>> {
    model.columns.iter().fold(vec![Vec::new()], |all, column| {
        let with = |values: &Vec<i64>| {
            (0..=column.high).map(|value| [values.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

fn sum(terms: &[(u32, i64)], values: &[i64]) -> i64 {
    terms.iter().map(|(column, coefficient)| coefficient * values[*column as usize]).sum()
}

fn keeps(rows: &[Row], values: &[i64]) -> bool {
    rows.iter().all(|row| sum(&row.terms, values) <= row.most)
}

fn goals(model: &Model, values: &[i64]) -> Vec<i64> {
    model.goals.iter().map(|goal| sum(&goal.terms, values)).collect()
}

/// The best that there is.
fn best(model: &Model) -> Option<Vec<i64>> {
    every(model).into_iter().filter(|values| keeps(&model.rows, values)).map(|values| goals(model, &values)).min()
}

/// The least that a tree of cases proves; `i128::MAX`: all cases are empty.
fn proved(
    model: &Model,
    goal: &[(u32, i64)],
    steps: &mut std::slice::Iter<'_, ProofStep>,
    bounds: &[(i64, i64)],
) -> i128 {
    match steps.next().expect("a case is missing") {
        ProofStep::Split { at, column } => {
            let (low, high) = bounds[*column as usize];
            let case = |ends| {
                let mut bounds = bounds.to_vec();
                bounds[*column as usize] = ends;
                bounds
            };
            let lower = proved(model, goal, steps, &case((low, high.min(*at))));
            lower.min(proved(model, goal, steps, &case((low.max(at + 1), high))))
        }
        ProofStep::Weigh { goal: with, over, weights } => {
            let mut sums = vec![0_i128; bounds.len()];
            goal.iter().filter(|_| *with).for_each(|(c, a)| sums[*c as usize] = i128::from(*over) * i128::from(*a));
            let mut total = 0;
            for (row, weight) in weights {
                let row = &model.rows[*row as usize];
                total -= i128::from(*weight) * i128::from(row.most);
                row.terms.iter().for_each(|(c, a)| sums[*c as usize] += i128::from(*weight) * i128::from(*a));
            }
            let least = |(sum, ends): (&i128, &(i64, i64))| (sum * i128::from(ends.0)).min(sum * i128::from(ends.1));
            total += sums.iter().zip(bounds).map(least).sum::<i128>();
            let up = -(-total).div_euclid(i128::from(*over));
            if *with {
                up
            } else if total > 0 {
                i128::MAX
            } else {
                i128::MIN
            }
        }
    }
}

fn bounds(model: &Model) -> Vec<(i64, i64)> {
    model.columns.iter().map(|column| (0, column.high)).collect()
}

fn check(model: &Model, reached: &[i64], certificate: &Certificate) {
    let mut with_rows = model.clone();
    for ((goal, value), proof) in model.goals.iter().zip(reached).zip(&certificate.proofs) {
        let mut steps = proof.steps.iter();
        let least = proved(&with_rows, &goal.terms, &mut steps, &bounds(model));
        assert!(least >= i128::from(proof.bound), "{least} is less than {}", proof.bound);
        assert_eq!(steps.next(), None);
        assert_eq!(proof.level, goal.level);
        with_rows.rows.push(Row { most: *value, terms: goal.terms.clone(), why: Why::Definition });
    }
}

#[test]
fn it_finds_what_enumeration_finds_and_proves_it() {
    let mut empty = 0;
    for seed in 0..4_000 {
        let model = model(&mut Dice::new(seed));
        match (solve(&model, Effort::default()), best(&model)) {
            (Ok(solution), Some(best)) => {
                assert!(keeps(&model.rows, &solution.values), "seed {seed}");
                assert_eq!(goals(&model, &solution.values), best, "seed {seed}");
                assert!(solution.levels.iter().all(LevelResult::is_proved), "seed {seed}");
                check(&model, &best, &solution.certificate);
                assert_eq!(
                    check_certificate(&model, &solution.values, &solution.certificate),
                    Ok(solution.levels.clone())
                );
                assert_eq!(solve(&model, Effort::default()), Ok(solution));
            }
            (Err(Unsolvable::Infeasible { steps }), None) => {
                empty += 1;
                let mut steps = steps.iter();
                assert_eq!(proved(&model, &[], &mut steps, &bounds(&model)), i128::MAX, "seed {seed}");
                assert_eq!(steps.next(), None);
            }
            (found, best) => panic!("seed {seed}: {found:?} but {best:?}"),
        }
    }
    assert!(empty > 200, "only {empty} models contradict themselves");
}

#[test]
fn what_little_effort_finds_is_true() {
    let mut open = 0;
    for seed in 0..1_000 {
        let model = model(&mut Dice::new(seed));
        let Some(best) = best(&model) else { continue };
        match solve(&model, Effort { steps: seed % 8 }) {
            Ok(solution) => {
                assert!(keeps(&model.rows, &solution.values));
                let reached = goals(&model, &solution.values);
                assert!(reached >= best);
                check(&model, &reached, &solution.certificate);
                open += u32::from(!solution.levels.iter().all(LevelResult::is_proved));
            }
            Err(Unsolvable::Spent) => {}
            Err(other) => panic!("seed {seed}: {other}"),
        }
    }
    assert!(open > 20, "only {open} were left open");
}

/// A model of the flow class: lots of one size, some of them made by a conversion of another, and leaves that take so many.
fn flow(dice: &mut Dice) -> Model {
    const SIZE: i64 = 30_000;
    let mut model = Model::default();
    let mut column = |high, what| {
        model.columns.push(Column { high, what });
        u32::try_from(model.columns.len() - 1).unwrap()
    };
    let (lots, leaves, options) = (12 + dice.below(20), 4 + dice.below(6), dice.below(12));
    let studies = column(1_000, Variable::Studies);
    let fills: Vec<u32> = (0..leaves).map(|leaf| column(100, Variable::Study(leaf))).collect();
    let converts: Vec<u32> = (0..options).map(|option| column(1, Variable::Convert(option))).collect();
    let mut in_leaf: Vec<Vec<(u32, i64)>> = fills.iter().map(|fill| vec![(*fill, -1)]).collect();
    let mut singles = Vec::new();
    let (mut binds, mut made) = (Vec::new(), Vec::new());
    for asset in 0..lots + options {
        let mut single = Vec::new();
        for (part, terms) in in_leaf.iter_mut().enumerate().filter(|_| dice.below(3) == 0) {
            let x = column(1, Variable::Count { asset, part: u32::try_from(part).unwrap() });
            terms.push((x, -6));
            single.push((x, SIZE));
        }
        let bind = column(1, Variable::Bind(asset));
        single.push((bind, -SIZE));
        binds.push((bind, 1));
        made.extend(asset.checked_sub(lots).map(|option| vec![(bind, 1), (converts[option as usize], -1)]));
        singles.push(single);
    }
    for convert in &converts {
        singles[dice.below(lots) as usize].push((*convert, SIZE));
    }
    let row = |terms: Vec<(u32, i64)>, most| Row { most, terms, why: Why::Definition };
    model.rows.extend(parts(in_leaf, dice));
    model.rows.extend(singles.into_iter().chain(made).map(|terms| row(terms, 0)));
    let total = fills.iter().map(|fill| (*fill, 1)).chain([(studies, -1)]);
    model.rows.push(row(total.collect(), 0));
    let approvals = converts.iter().map(|convert| (*convert, 1)).collect();
    let goals = [(GoalLevel::Study, vec![(studies, 1)]), (GoalLevel::Approvals, approvals), (GoalLevel::Lots, binds)];
    model.goals = goals.into_iter().map(|(level, terms)| Goal { level, terms }).collect();
    model
}

/// The rows of leaves and of groups of two or three of them: of each leaf a least, of some parts a most.
fn parts(leaves: Vec<Vec<(u32, i64)>>, dice: &mut Dice) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut ask = |terms: &[(u32, i64)], sign: i64, units: i64| {
        let mut terms: Vec<(u32, i64)> = terms.iter().map(|(column, by)| (*column, by * sign)).collect();
        terms.sort_unstable();
        rows.push(Row { most: -6 * sign * units, terms, why: Why::Definition });
    };
    let mut rest = leaves.as_slice();
    while !rest.is_empty() {
        let (group, later) = rest.split_at(rest.len().min(2 + dice.below(2) as usize));
        let mut least = 0;
        for leaf in group {
            let units = dice.between(0, 5);
            least += units;
            ask(leaf, 1, units);
            if dice.below(3) == 0 {
                ask(leaf, -1, units + dice.between(0, 2));
            }
        }
        let group = group.concat();
        if dice.below(2) == 0 {
            ask(&group, 1, least + dice.between(0, 3));
        }
        if dice.below(8) == 0 {
            ask(&group, -1, least + dice.between(-1, 5));
        }
        rest = later;
    }
    if dice.below(2) == 0 {
        ask(&leaves.concat(), 1, dice.between(0, 40));
    }
    rows
}

/// The same, of no class: there is one more thing that could be taken.
fn of_no_class(model: &Model) -> Model {
    let mut model = model.clone();
    model.columns.push(Column { high: 1, what: Variable::Take(0) });
    model
}

/// What a search came to.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// All levels are proved.
    Best(Vec<LevelResult>),
    /// No values keep all rows.
    Empty,
    /// The effort was spent.
    Open,
}

/// What is found, with the certificate held against the checker.
fn solved(model: &Model, effort: Effort) -> Found {
    match solve(model, effort) {
        Ok(solution) => {
            let checked = check_certificate(model, &solution.values, &solution.certificate);
            assert_eq!(checked, Ok(solution.levels.clone()));
            let is_best = solution.levels.iter().all(LevelResult::is_proved);
            if is_best { Found::Best(solution.levels) } else { Found::Open }
        }
        Err(Unsolvable::Infeasible { .. }) => Found::Empty,
        Err(Unsolvable::Spent) => Found::Open,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_flow_class_is_solved_as_the_others_are() {
    let (mut best, mut harder) = (0, 0);
    for seed in 0..300 {
        let model = flow(&mut Dice::new(seed));
        let general = solved(&of_no_class(&model), Effort::default());
        let found = solved(&model, LITTLE);
        if let Found::Best(levels) = &general {
            best += 1;
            assert_eq!(found, general, "seed {seed}");
            let solution = solve(&model, Effort::default()).unwrap();
            assert_eq!(&solution.levels, levels, "seed {seed}");
            assert!(solution.certificate.proofs.iter().all(|proof| proof.steps.len() == 1), "seed {seed}");
            harder += u32::from(solved(&of_no_class(&model), LITTLE) == Found::Open);
        } else {
            assert!(!matches!(found, Found::Best(_)) || general == Found::Open, "seed {seed}");
        }
    }
    assert!(best > 200 && harder > 150, "{best} have a best plan, {harder} take more effort when of no class");
}

/// The same but for one number or row.
fn nearly(mut model: Model, dice: &mut Dice) -> Model {
    let (rows, columns) = (u32::try_from(model.rows.len()).unwrap(), u32::try_from(model.columns.len()).unwrap());
    let at = dice.below(rows) as usize;
    match dice.below(8) {
        0 => {
            let term = dice.below(u32::try_from(model.rows[at].terms.len()).unwrap()) as usize;
            model.rows[at].terms[term].1 += [-1, 1][dice.below(2) as usize];
            model.rows[at].terms.retain(|term| term.1 != 0);
        }
        1 => model.rows[at].most += dice.between(-1, 1),
        2 => drop(model.rows[at].terms.pop()),
        3 => drop(model.rows.remove(at)),
        4 => model.rows.push(model.rows[at].clone()),
        5 => model.columns[dice.below(columns) as usize].high = dice.between(0, 2),
        6 => {
            let column = dice.below(columns) as usize;
            model.columns[column].what = model.columns[dice.below(columns) as usize].what;
        }
        _ => {
            let terms = (0..columns).filter(|_| dice.below(9) == 0).map(|column| (column, 1)).collect();
            model.rows.push(Row { most: dice.between(2, 9), terms, why: Why::Definition });
        }
    }
    model
}

#[test]
fn what_is_nearly_of_the_flow_class_is_solved_as_the_others_are() {
    let mut both = 0;
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let model = nearly(flow(&mut dice), &mut dice);
        let effort = Effort { steps: 4_000 };
        let [found, general] = [&model, &of_no_class(&model)].map(|model| solved(model, effort));
        if found != Found::Open && general != Found::Open {
            both += 1;
            assert_eq!(found, general, "seed {seed}");
        }
    }
    assert!(both > 500, "only {both} are proved both ways");
}

#[test]
fn the_flow_class_is_proved_without_cases() {
    for seed in 0..200 {
        let model = flow(&mut Dice::new(seed));
        if !matches!(solved(&model, LITTLE), Found::Best(_)) {
            continue;
        }
        let solution = solve(&model, Effort::default()).unwrap();
        assert_eq!(check_certificate(&model, &solution.values, &solution.certificate), Ok(solution.levels.clone()));
        assert!(solution.levels.iter().all(LevelResult::is_proved), "seed {seed}: {solution:?}");
        let steps: Vec<usize> = solution.certificate.proofs.iter().map(|proof| proof.steps.len()).collect();
        assert_eq!(steps, [1, 1, 1], "seed {seed}");
    }
}
