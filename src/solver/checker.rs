//! A small checker of certificates. It knows unknowns, rows and goals and nothing of programmes; it shares no code with
//! the planner, looks for nothing, and holds whatever the weights are and wherever they came from.

use crate::solver::certificate::{Certificate, Proof, ProofStep};
use crate::solver::goal::{GoalLevel, LevelResult};
use crate::solver::model::{Goal, Model, Why};

/// The most steps that all proofs of a certificate may have.
const MOST_STEPS: usize = 2_000_000;
/// The most products that checking all of them may take: each step that weighs looks at every unknown once, and at
/// every coefficient of the rows that it weighs.
const MOST_PRODUCTS: usize = 2_000_000_000;

/// What is wrong with a plan, or with the certificate that it is the best.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// More steps, or more work, than a certificate may have.
    #[error("the certificate is too large: at most {MOST_STEPS} steps and {MOST_PRODUCTS} products are expected")]
    TooLarge,
    /// Numbers that do not fit 128 bits, or a value that does not fit 64.
    #[error("the numbers are too large")]
    Overflow,
    /// The model names an unknown that it does not have.
    #[error("the model speaks of unknown {0}, which it does not have")]
    Unknown(u32),
    /// There is not one value for each unknown.
    #[error("{found} values are there where {expected} are expected")]
    Values {
        /// How many unknowns there are.
        expected: usize,
        /// How many values.
        found: usize,
    },
    /// A value is not in the range of its unknown.
    #[error("the value of unknown {column} is {value} where 0 to {high} is expected")]
    Range {
        /// The unknown.
        column: usize,
        /// The most it may be.
        high: i64,
        /// What it is.
        value: i64,
    },
    /// The values do not keep a row.
    #[error("the values do not keep row {row}")]
    Broken {
        /// The row.
        row: usize,
        /// Why it must hold.
        why: Why,
    },
    /// There is not one proof for each level, in their order.
    #[error("there is not one proof for each level, in their order")]
    Levels,
    /// A step of a proof does not follow.
    #[error("step {step} of the proof of `{level}` does not follow: {what}")]
    Step {
        /// The level.
        level: GoalLevel,
        /// The number of the step, from 0.
        step: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The claimed bound is not what the weakest case shows.
    #[error("the proof of `{level}` shows {shown} where it claims {claimed}")]
    Bound {
        /// The level.
        level: GoalLevel,
        /// What is claimed.
        claimed: u64,
        /// What is shown.
        shown: i128,
    },
    /// The plan is better than what was shown to be best. It would be a fault of this checker; it is looked for all the
    /// same.
    #[error("the proof of `{level}` claims {claimed}, and the plan has {value}")]
    Refuted {
        /// The level.
        level: GoalLevel,
        /// What is claimed.
        claimed: u64,
        /// What the plan reaches.
        value: u64,
    },
}

/// Coefficients by unknown, and the most that they may come to: a row, or a goal that is kept.
type Bounded<'m> = (&'m [(u32, i64)], i128);

/// Checks that values keep a model, and that its goals cannot be smaller than the certificate says, each with the values
/// of those before it kept.
///
/// # Errors
/// The first [`Flaw`]: of the plan, then of the proofs in their order.
pub fn check_certificate(model: &Model, values: &[i64], certificate: &Certificate) -> Result<Vec<LevelResult>, Flaw> {
    measure(model, certificate)?;
    keep(model, values)?;
    let same = |(goal, proof): (&Goal, &Proof)| goal.level == proof.level;
    if model.goals.len() != certificate.proofs.len() || !model.goals.iter().zip(&certificate.proofs).all(same) {
        return Err(Flaw::Levels);
    }
    let mut rows: Vec<Bounded<'_>> = model.rows.iter().map(|row| (&*row.terms, row.most.into())).collect();
    let mut results = Vec::new();
    for (goal, proof) in model.goals.iter().zip(&certificate.proofs) {
        let reached = total(&goal.terms, values)?;
        let value = u64::try_from(reached).map_err(|_| Flaw::Overflow)?;
        let shown = Cases::new(model, &rows, goal).walk(proof)?.max(0);
        let Proof { bound: claimed, level, .. } = *proof;
        if shown != i128::from(claimed) {
            return Err(Flaw::Bound { level, claimed, shown });
        }
        if claimed > value {
            return Err(Flaw::Refuted { level, claimed, value });
        }
        results.push(LevelResult { bound: claimed, level, value });
        rows.push((&*goal.terms, reached));
    }
    Ok(results)
}

/// Whether the certificate can be checked in bounded time: nothing is worked out yet.
fn measure(model: &Model, certificate: &Certificate) -> Result<(), Flaw> {
    let (mut steps, mut products) = (0_usize, 0_usize);
    let rows = model.rows.iter().map(|row| &row.terms).chain(model.goals.iter().map(|goal| &goal.terms));
    let lengths: Vec<usize> = rows.map(Vec::len).collect();
    for proof in &certificate.proofs {
        steps = steps.checked_add(proof.steps.len()).ok_or(Flaw::TooLarge)?;
        for step in &proof.steps {
            let ProofStep::Weigh { weights, .. } = step else { continue };
            let length = |(row, _): &(u32, u64)| place(*row).and_then(|row| lengths.get(row)).copied().unwrap_or(0);
            let work = weights.iter().map(length).try_fold(model.columns.len(), usize::checked_add);
            products = work.and_then(|work| products.checked_add(work)).ok_or(Flaw::TooLarge)?;
        }
    }
    if steps > MOST_STEPS || products > MOST_PRODUCTS { Err(Flaw::TooLarge) } else { Ok(()) }
}

/// Whether the values are in their ranges and keep every row.
fn keep(model: &Model, values: &[i64]) -> Result<(), Flaw> {
    if values.len() != model.columns.len() {
        return Err(Flaw::Values { expected: model.columns.len(), found: values.len() });
    }
    for (column, (range, value)) in model.columns.iter().zip(values).enumerate() {
        if !(0..=range.high).contains(value) {
            return Err(Flaw::Range { column, high: range.high, value: *value });
        }
    }
    for (number, row) in model.rows.iter().enumerate() {
        if total(&row.terms, values)? > row.most.into() {
            return Err(Flaw::Broken { row: number, why: row.why.clone() });
        }
    }
    Ok(())
}

/// Σ coefficient × value.
fn total(terms: &[(u32, i64)], values: &[i64]) -> Result<i128, Flaw> {
    terms.iter().try_fold(0_i128, |sum, (column, factor)| {
        let value = place(*column).and_then(|column| values.get(column)).ok_or(Flaw::Unknown(*column))?;
        added(sum, times((*factor).into(), (*value).into())?)
    })
}

fn place(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}

fn added(left: i128, right: i128) -> Result<i128, Flaw> {
    left.checked_add(right).ok_or(Flaw::Overflow)
}

fn times(left: i128, right: i128) -> Result<i128, Flaw> {
    left.checked_mul(right).ok_or(Flaw::Overflow)
}

/// A walk through the cases of one proof.
struct Cases<'m> {
    goal: &'m Goal,
    /// The splits that the case at hand is in, outermost first.
    open: Vec<Open>,
    /// The least and the most that each unknown can be in the case at hand.
    ranges: Vec<(i128, i128)>,
    rows: &'m [Bounded<'m>],
}

/// A split of which a case is being looked at.
struct Open {
    column: usize,
    /// Where the upper case begins, as long as it is still to come.
    upper: Option<i128>,
    /// The range of the unknown in both cases together.
    whole: (i128, i128),
}

/// Why a step does not follow.
enum Wrong {
    Flaw(Flaw),
    Step(&'static str),
}

impl From<Flaw> for Wrong {
    fn from(flaw: Flaw) -> Self {
        Self::Flaw(flaw)
    }
}

impl<'m> Cases<'m> {
    fn new(model: &'m Model, rows: &'m [Bounded<'m>], goal: &'m Goal) -> Self {
        let ranges = model.columns.iter().map(|column| (0, column.high.into())).collect();
        Self { goal, open: Vec::new(), ranges, rows }
    }

    /// What the weakest case shows. Every case must be there, and nothing else.
    fn walk(mut self, proof: &Proof) -> Result<i128, Flaw> {
        let (mut least, mut whole) = (None, false);
        let at = |step, what| Flaw::Step { level: proof.level, step, what };
        for (number, step) in proof.steps.iter().enumerate() {
            if whole {
                return Err(at(number, "all cases were there before it"));
            }
            let shown = self.step(step).map_err(|wrong| match wrong {
                Wrong::Flaw(flaw) => flaw,
                Wrong::Step(what) => at(number, what),
            })?;
            least = least.into_iter().chain(shown).min();
            whole = matches!(step, ProofStep::Weigh { .. }) && !self.next_case();
        }
        if !whole {
            return Err(at(proof.steps.len(), "a case is missing"));
        }
        least.ok_or_else(|| at(proof.steps.len(), "no case is left for the plan"))
    }

    /// Goes into a split, or says what a case shows: a bound, or nothing where it is empty.
    fn step(&mut self, step: &ProofStep) -> Result<Option<i128>, Wrong> {
        match step {
            ProofStep::Split { at, column } => self.split((*at).into(), *column).map(|()| None),
            ProofStep::Weigh { goal, over, weights } => {
                let sum = self.weigh(*goal, (*over).into(), weights)?;
                match (goal, sum) {
                    (true, sum) => Ok(Some(rounded_up(sum, (*over).into())?)),
                    (false, 1..) => Ok(None),
                    (false, _) => Err(Wrong::Step("the weights do not show that the case is empty")),
                }
            }
        }
    }

    /// Goes into the lower case.
    fn split(&mut self, at: i128, column: u32) -> Result<(), Wrong> {
        let column = place(column).ok_or(Flaw::Unknown(column))?;
        let range = self.ranges.get_mut(column).ok_or(Wrong::Step("it splits an unknown that is not there"))?;
        let whole = *range;
        if at < whole.0 || at >= whole.1 {
            return Err(Wrong::Step("one of its two cases has no value"));
        }
        *range = (whole.0, at);
        self.open.push(Open { column, upper: Some(added(at, 1)?), whole });
        Ok(())
    }

    /// `over` times the least that the goal, if it is in it, and the weighted rows can come to.
    fn weigh(&self, goal: bool, over: i128, weights: &[(u32, u64)]) -> Result<i128, Wrong> {
        if over <= 0 || weights.iter().any(|(_, weight)| *weight == 0) || !weights.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(Wrong::Step("weights above zero in the order of their rows are expected"));
        }
        let mut factors = vec![0_i128; self.ranges.len()];
        let mut sum = 0_i128;
        if goal {
            weighted(&mut factors, &self.goal.terms, over)?;
        }
        for (row, weight) in weights {
            let row = place(*row).and_then(|row| self.rows.get(row));
            let (terms, most) = row.ok_or(Wrong::Step("it weighs a row that is not there"))?;
            weighted(&mut factors, terms, (*weight).into())?;
            sum = added(sum, times(times(*most, -1)?, (*weight).into())?)?;
        }
        for (factor, (low, high)) in factors.iter().zip(&self.ranges) {
            let end = if *factor > 0 { low } else { high };
            sum = added(sum, times(*factor, *end)?)?;
        }
        Ok(sum)
    }

    /// Goes on to the next case that is still to come; `false` where there is none.
    fn next_case(&mut self) -> bool {
        while let Some(mut open) = self.open.pop() {
            let Some(range) = self.ranges.get_mut(open.column) else { return false };
            let Some(upper) = open.upper.take() else {
                *range = open.whole;
                continue;
            };
            *range = (upper, open.whole.1);
            self.open.push(open);
            return true;
        }
        false
    }
}

/// Adds weight × terms to the factors of the unknowns.
fn weighted(factors: &mut [i128], terms: &[(u32, i64)], weight: i128) -> Result<(), Flaw> {
    for (column, factor) in terms {
        let place = place(*column).and_then(|column| factors.get_mut(column)).ok_or(Flaw::Unknown(*column))?;
        *place = added(*place, times((*factor).into(), weight)?)?;
    }
    Ok(())
}

/// The least whole number that is not below sum ÷ over.
fn rounded_up(sum: i128, over: i128) -> Result<i128, Flaw> {
    let down = sum.checked_div_euclid(over).ok_or(Flaw::Overflow)?;
    let exact = times(down, over)? == sum;
    added(down, i128::from(!exact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::model::{Column, Row, Variable};

    fn row(terms: &[(u32, i64)], most: i64) -> Row {
        Row { most, terms: terms.to_vec(), why: Why::Definition }
    }

    /// Two lots of 3 and 2 quanta where 6 are asked for: 1 is still to study, and both lots are bound.
    fn model() -> Model {
        let columns = [
            (1, Variable::Count { asset: 0, part: 0 }),
            (1, Variable::Count { asset: 1, part: 0 }),
            (6, Variable::Study(0)),
            (6, Variable::Studies),
        ];
        Model {
            columns: columns.map(|(high, what)| Column { high, what }).to_vec(),
            goals: vec![
                Goal { level: GoalLevel::Study, terms: vec![(3, 1)] },
                Goal { level: GoalLevel::Lots, terms: vec![(0, 1), (1, 1)] },
            ],
            rows: vec![row(&[(0, -3), (1, -2), (2, -1)], -6), row(&[(2, 1), (3, -1)], 0)],
        }
    }

    const PLAN: [i64; 4] = [1, 1, 1, 1];

    fn weigh(goal: bool, over: u64, weights: &[(u32, u64)]) -> ProofStep {
        ProofStep::Weigh { goal, over, weights: weights.to_vec() }
    }

    /// The second level by cases: without the first lot there is no plan.
    fn certificate() -> Certificate {
        let lots = vec![
            ProofStep::Split { at: 0, column: 0 },
            weigh(false, 1, &[(0, 1), (1, 1), (2, 1)]),
            weigh(true, 2, &[(0, 1), (1, 1), (2, 1)]),
        ];
        Certificate {
            proofs: vec![
                Proof { bound: 1, level: GoalLevel::Study, steps: vec![weigh(true, 1, &[(0, 1), (1, 1)])] },
                Proof { bound: 2, level: GoalLevel::Lots, steps: lots },
            ],
        }
    }

    fn reached() -> Vec<LevelResult> {
        let one = |level, value| LevelResult { bound: value, level, value };
        vec![one(GoalLevel::Study, 1), one(GoalLevel::Lots, 2)]
    }

    /// What becomes of the certificate after a change.
    fn changed(change: impl FnOnce(&mut Certificate)) -> Result<Vec<LevelResult>, Flaw> {
        let mut certificate = certificate();
        change(&mut certificate);
        check_certificate(&model(), &PLAN, &certificate)
    }

    #[test]
    fn a_certificate_holds() {
        assert_eq!(check_certificate(&model(), &PLAN, &certificate()), Ok(reached()));
        let text = serde_json::to_string(&certificate()).unwrap();
        assert_eq!(serde_json::from_str::<Certificate>(&text).unwrap(), certificate());
    }

    #[test]
    fn a_claim_is_exactly_what_is_shown() {
        for level in 0..2 {
            for other in [0, 1, 2, 3, u64::MAX] {
                let honest = certificate().proofs[level].bound == other;
                assert_eq!(changed(|one| one.proofs[level].bound = other).is_ok(), honest, "level {level}: {other}");
            }
        }
    }

    #[test]
    fn a_plan_that_is_infeasible_or_worse_is_not_the_best() {
        for at in 0..PLAN.len() {
            for other in (-2..=7).chain([i64::MIN, i64::MAX]).filter(|other| *other != PLAN[at]) {
                let mut plan = PLAN;
                plan[at] = other;
                match check_certificate(&model(), &plan, &certificate()) {
                    Ok(levels) => assert!(!levels.iter().all(LevelResult::is_proved), "{plan:?}"),
                    Err(flaw) => assert!(!matches!(flaw, Flaw::Refuted { .. }), "{plan:?}: {flaw}"),
                }
            }
        }
        assert_eq!(
            check_certificate(&model(), &PLAN[1..], &certificate()),
            Err(Flaw::Values { expected: 4, found: 3 })
        );
    }

    #[test]
    fn a_plan_that_is_worse_shows_its_gap() {
        let worse = check_certificate(&model(), &[1, 0, 3, 3], &{
            let mut one = certificate();
            one.proofs[1] =
                Proof { bound: 1, level: GoalLevel::Lots, steps: vec![weigh(true, 3, &[(0, 1), (1, 1), (2, 1)])] };
            one
        });
        let levels = worse.unwrap();
        assert_eq!(levels[0], LevelResult { bound: 1, level: GoalLevel::Study, value: 3 });
        assert!(!levels[0].is_proved() && levels[1].is_proved());
    }

    #[test]
    fn every_case_is_there_once() {
        let what = |result: Result<Vec<LevelResult>, Flaw>| match result {
            Err(Flaw::Step { level: GoalLevel::Lots, step, what }) => (step, what),
            other => panic!("{other:?}"),
        };
        let missing = what(changed(|one| drop(one.proofs[1].steps.pop())));
        assert_eq!(missing, (2, "a case is missing"));
        let more = what(changed(|one| one.proofs[1].steps.push(weigh(true, 1, &[]))));
        assert_eq!(more, (3, "all cases were there before it"));
        let none = what(changed(|one| one.proofs[1].steps.clear()));
        assert_eq!(none, (0, "a case is missing"));
        for (at, column) in [(1, 0), (-1, 0), (i64::MAX, 0), (0, 9)] {
            let split = what(changed(|one| one.proofs[1].steps[0] = ProofStep::Split { at, column }));
            assert_eq!(split.0, 0);
        }
    }

    #[test]
    fn a_case_that_is_called_empty_is_shown_to_be() {
        let full = changed(|one| one.proofs[1].steps[2] = weigh(false, 1, &[(0, 1), (1, 1), (2, 1)]));
        assert!(matches!(full, Err(Flaw::Step { step: 2, .. })), "{full:?}");
        let unshown = changed(|one| one.proofs[1].steps[1] = weigh(false, 1, &[(0, 1), (1, 1)]));
        assert!(matches!(unshown, Err(Flaw::Step { step: 1, .. })), "{unshown:?}");
    }

    #[test]
    fn the_value_of_a_level_is_kept_only_by_later_ones() {
        let early = changed(|one| one.proofs[0].steps[0] = weigh(true, 1, &[(0, 1), (1, 1), (2, 1)]));
        assert!(matches!(early, Err(Flaw::Step { level: GoalLevel::Study, step: 0, .. })), "{early:?}");
        let own = changed(|one| one.proofs[1].steps[1] = weigh(false, 1, &[(0, 1), (1, 1), (3, 1)]));
        assert!(matches!(own, Err(Flaw::Step { level: GoalLevel::Lots, step: 1, .. })), "{own:?}");
    }

    #[test]
    fn weights_are_above_zero_and_in_order() {
        let rows: [&[(u32, u64)]; 4] = [&[(1, 1), (0, 1)], &[(0, 1), (0, 1)], &[(0, 0)], &[(0, 1), (7, 1)]];
        for weights in rows {
            let wrong = changed(|one| one.proofs[0].steps[0] = weigh(true, 1, weights));
            assert!(matches!(wrong, Err(Flaw::Step { step: 0, .. })), "{weights:?}");
        }
        assert!(matches!(changed(|one| one.proofs[0].steps[0] = weigh(true, 0, &[])), Err(Flaw::Step { .. })));
    }

    #[test]
    fn a_changed_weight_is_rejected_or_shows_the_same() {
        let weights = |one: &mut Certificate, level: usize, step: usize, at: usize, to: u64| {
            if let ProofStep::Weigh { weights, .. } = &mut one.proofs[level].steps[step] {
                weights[at].1 = to;
            }
        };
        for (level, step, count) in [(0, 0, 2), (1, 1, 3), (1, 2, 3)] {
            for (at, to) in (0..count).flat_map(|at| [0, 2, 3, 1_000_000_007, u64::MAX].map(|to| (at, to))) {
                if let Ok(levels) = changed(|one| weights(one, level, step, at, to)) {
                    assert_eq!(levels, reached(), "level {level}, step {step}, weight {at}: {to}");
                }
            }
        }
    }

    #[test]
    fn levels_are_those_of_the_model() {
        assert_eq!(changed(|one| drop(one.proofs.pop())), Err(Flaw::Levels));
        assert_eq!(changed(|one| one.proofs.reverse()), Err(Flaw::Levels));
        assert_eq!(changed(|one| one.proofs[1].level = GoalLevel::Items), Err(Flaw::Levels));
        assert_eq!(changed(|one| one.proofs.push(one.proofs[0].clone())), Err(Flaw::Levels));
    }

    #[test]
    fn numbers_that_do_not_fit_are_a_flaw() {
        let mut model = model();
        model.columns[0].high = 2;
        model.rows[0].terms[0].1 = i64::MIN;
        let mut certificate = certificate();
        certificate.proofs[0].steps[0] = weigh(true, u64::MAX, &[(0, u64::MAX), (1, u64::MAX)]);
        assert_eq!(check_certificate(&model, &PLAN, &certificate), Err(Flaw::Overflow));
        model.goals[0].terms[0] = (3, -1);
        assert_eq!(check_certificate(&model, &PLAN, &certificate), Err(Flaw::Overflow));
        model.rows[1].terms[0].0 = 4;
        assert_eq!(check_certificate(&model, &PLAN, &certificate), Err(Flaw::Unknown(4)));
    }

    #[test]
    fn too_much_work_is_not_begun() {
        let mut model = model();
        model.rows[0].terms = vec![(9, 1); 100_000];
        let steps = vec![weigh(true, 1, &[(0, 1)]); 50_000];
        let certificate = Certificate { proofs: vec![Proof { bound: 0, level: GoalLevel::Study, steps }] };
        assert_eq!(check_certificate(&model, &PLAN, &certificate), Err(Flaw::TooLarge));
        let steps = vec![ProofStep::Split { at: 0, column: 0 }; MOST_STEPS + 1];
        let certificate = Certificate { proofs: vec![Proof { bound: 0, level: GoalLevel::Study, steps }] };
        assert_eq!(check_certificate(&model, &PLAN, &certificate), Err(Flaw::TooLarge));
    }
}
