//! A small checker of explanations. It knows no rule book and shares no code with the evaluator: it makes every verdict
//! again from what was wanted and found, every amount from its numbers, and the answer from the verdicts.

use std::cmp::Ordering;

use crate::credit::{Amount, Credits, Ratio, Rounding};
use crate::id::{Code, LotId};
use crate::registry::UseKind;
use crate::rules::answer::{Answer, Input};
use crate::rules::clause::Target;
use crate::rules::explanation::{Candidate, Check, Explanation, Got, Sum, Verdict, What};
use crate::rules::words::{Hit, Rest, RoundAt, Same};

/// What follows from an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// These are granted, in the order of their rules and lots.
    Granted(Vec<Given>),
    /// One of these rules is to be chosen.
    Choose(Vec<Code>),
    /// Two rules match of which only one may.
    Ambiguous(Vec<Code>),
    /// Nothing is granted.
    Refused,
}

/// What becomes of a candidate among those that are left.
type Step<'s> = &'s dyn Fn(&[&Candidate], &Candidate) -> Option<Verdict>;

/// What one rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What goes in.
    pub inputs: Vec<Input>,
    /// Lots that lose.
    pub lost: Vec<LotId>,
    /// What comes out; no amount for an exemption.
    pub outputs: Vec<(Target, Option<Amount>)>,
    /// The rule.
    pub rule: Code,
}

/// An explanation in which something does not follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "candidate {number} of the explanation, rule `{rule}`, does not hold together: {field} is not what follows from the rest"
)]
pub struct ReplayError {
    /// The number of the candidate, from 0.
    pub number: usize,
    /// Its rule.
    pub rule: Code,
    /// What does not follow.
    pub field: &'static str,
}

impl From<&Answer> for Conclusion {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Granted(grants) => Self::Granted(
                grants
                    .iter()
                    .map(|grant| Given {
                        inputs: grant.inputs.clone(),
                        lost: grant.lost.clone(),
                        outputs: grant.outputs.iter().map(|out| (out.target.clone(), out.amount.clone())).collect(),
                        rule: grant.rule.clone(),
                    })
                    .collect(),
            ),
            Answer::Choose(rules) => Self::Choose(rules.clone()),
            Answer::Ambiguous(rules) => Self::Ambiguous(rules.clone()),
            Answer::Refused => Self::Refused,
        }
    }
}

impl Explanation {
    /// Makes the answer again from what the explanation says, without the rule book.
    ///
    /// # Errors
    /// [`ReplayError`] names the first candidate of which something does not follow from the rest: its lots, its inputs,
    /// its sums, the residual that it found, or its verdict.
    pub fn replay(&self) -> Result<Conclusion, ReplayError> {
        let wrong = |number: usize, field| ReplayError {
            number,
            rule: self.candidates.get(number).map_or_else(|| self.version.clone(), |one| one.rule.clone()),
            field,
        };
        for (number, one) in self.candidates.iter().enumerate() {
            self.sound(number, one).map_err(|field| wrong(number, field))?;
        }
        let verdicts = self.verdicts();
        for (number, (one, verdict)) in self.candidates.iter().zip(&verdicts).enumerate() {
            if one.verdict != *verdict {
                return Err(wrong(number, "the verdict"));
            }
        }
        if let Some(number) = self.carried() {
            return Err(wrong(number, "the residual before"));
        }
        Ok(self.conclusion())
    }

    /// Whether what stands in one candidate goes together.
    fn sound(&self, number: usize, one: &Candidate) -> Result<(), &'static str> {
        let rises = |before: &Candidate| {
            (&before.rule, before.valid.from, &before.lots) <= (&one.rule, one.valid.from, &one.lots)
        };
        let before = number.checked_sub(1).and_then(|number| self.candidates.get(number));
        require(before.is_none_or(rises), "the order")?;
        let known = |lot: &LotId| self.lots.iter().any(|(each, _)| each == lot);
        require(!one.lots.is_empty() && one.lots.is_sorted() && one.lots.iter().all(known), "its lots")?;
        require(one.denies == one.targets.contains(&Target::Denial), "whether it denies")?;
        require(one.inputs.iter().all(|input| one.lots.contains(&input.lot)), "its inputs")?;
        let witness = |input: &Input| takes(input) || input.credits.is_zero();
        require(one.inputs.iter().all(witness), "its inputs")?;
        let sums = || one.sums.iter().chain(&one.again);
        require(sums().all(|sum| one.targets.contains(&sum.target)), "the target of a sum")?;
        require(sums().all(|sum| adds_up(sum).is_some()), "a sum")?;
        let inputs = one.inputs.iter().filter(|input| takes(input));
        let taken: Vec<_> = inputs.map(|input| (input.lot, input.credits)).collect();
        require(sums().all(|sum| sum.taken == taken), "what a sum takes")?;
        require(matches_tests(one), "what was tested of a sum")
    }

    /// What becomes of every candidate, step by step.
    fn verdicts(&self) -> Vec<Verdict> {
        let first = |one: &Candidate| match (one.valid.covers(self.day), one.checks.iter().all(Check::holds)) {
            (false, _) => Verdict::NotInForce,
            (true, false) => Verdict::Failed,
            (true, true) => Verdict::Applied,
        };
        let mut verdicts: Vec<_> = self.candidates.iter().map(first).collect();
        let steps: [Step<'_>; 5] = [&overridden, &denied, &grouped, &|_, one| self.not_asked(one), &chosen];
        for step in steps {
            let left = left(&self.candidates, &verdicts);
            let next = |(one, verdict): (&Candidate, &Verdict)| match verdict {
                Verdict::Applied => step(&left, one).unwrap_or(Verdict::Applied),
                other => other.clone(),
            };
            verdicts = self.candidates.iter().zip(&verdicts).map(next).collect();
        }
        let crowded = self.crowded(&left(&self.candidates, &verdicts));
        for (one, verdict) in self.candidates.iter().zip(&mut verdicts) {
            if *verdict == Verdict::Applied && crowded.iter().any(|(each, _)| std::ptr::eq(*each, one)) {
                *verdict = Verdict::Open;
            }
        }
        verdicts
    }

    fn not_asked(&self, one: &Candidate) -> Option<Verdict> {
        let target = |target: &Target| match target {
            Target::Course(course) | Target::Exemption(course) => {
                self.asked.target.as_ref().is_some_and(|asked| asked.names(course))
            }
            Target::Category(_) | Target::Denial => false,
        };
        let rule = self.asked.rule.as_ref().is_none_or(|rule| *rule == one.rule);
        let course = self.asked.target.is_none() || one.targets.iter().any(target);
        if rule && course { None } else { Some(Verdict::NotAsked) }
    }

    /// Those that take of a lot of which more is taken than is asked for, with the lot.
    fn crowded<'c>(&self, left: &[&'c Candidate]) -> Vec<(&'c Candidate, LotId)> {
        let all = going_in(left);
        let of = |lot: LotId| all.iter().filter(move |(_, input)| input.lot == lot && takes(input));
        let sum = |lot| of(lot).map(|(_, input)| u128::from(input.credits.ten_thousandths())).sum::<u128>();
        let over = self.lots.iter().filter(|(lot, asked)| sum(*lot) > u128::from(asked.ten_thousandths()));
        over.flat_map(|(lot, _)| of(*lot).map(|(one, _)| (*one, *lot))).collect()
    }

    /// The first applied candidate that found another residual than the one before it under its rule left.
    fn carried(&self) -> Option<usize> {
        if !self.joint.iter().all(Check::holds) {
            return None;
        }
        let mut seen: Vec<(&Code, &Sum)> = Vec::new();
        for (number, one) in self.candidates.iter().enumerate().filter(|(_, one)| one.verdict == Verdict::Applied) {
            for sum in last(one).iter().filter(|sum| sum.at == RoundAt::Learner) {
                let like = |(rule, other): &&(&Code, &Sum)| {
                    **rule == one.rule && other.target == sum.target && unit(other) == unit(sum)
                };
                if seen.iter().rev().find(like).is_some_and(|(_, other)| other.after != sum.before) {
                    return Some(number);
                }
                seen.push((&one.rule, sum));
            }
        }
        None
    }

    /// The answer, from verdicts that follow.
    fn conclusion(&self) -> Conclusion {
        let rules = |is: &dyn Fn(&Verdict) -> bool| {
            let mut rules: Vec<_> =
                self.candidates.iter().filter(|one| is(&one.verdict)).map(|one| one.rule.clone()).collect();
            rules.dedup();
            rules
        };
        let ambiguous = rules(&|verdict| matches!(verdict, Verdict::Ambiguous { .. }));
        let open = rules(&|verdict| *verdict == Verdict::Open);
        if !ambiguous.is_empty() {
            return Conclusion::Ambiguous(ambiguous);
        }
        if !open.is_empty() {
            return Conclusion::Choose(open);
        }
        let applied: Vec<_> = self.candidates.iter().filter(|one| one.verdict == Verdict::Applied).collect();
        let lost = self.lost();
        let covers =
            |lot: &LotId| applied.iter().any(|one| one.lots.contains(lot)) || lost.iter().any(|(each, _)| each == lot);
        if applied.is_empty() || !self.lots.iter().all(|(lot, _)| covers(lot)) || !self.joint.iter().all(Check::holds) {
            return Conclusion::Refused;
        }
        Conclusion::Granted(given(&applied, &lost))
    }

    /// The lots of candidates that were lost to one that is applied, and that one.
    fn lost(&self) -> Vec<(LotId, &Candidate)> {
        let before = |one: &&Candidate| {
            matches!(one.verdict, Verdict::Applied | Verdict::Lost { .. } | Verdict::NotAsked | Verdict::Open)
        };
        let left: Vec<_> = self.candidates.iter().filter(before).collect();
        let of = |one: &&&Candidate| matches!(one.verdict, Verdict::Lost { .. });
        let lost = left.iter().filter(of).filter_map(|one| Some((one, best(&left, one)?)));
        let applied = lost.filter(|(_, to)| to.verdict == Verdict::Applied);
        applied.flat_map(|(one, to)| one.lots.iter().map(move |lot| (*lot, to))).collect()
    }
}

fn require(holds: bool, field: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(field) }
}

fn takes(input: &Input) -> bool {
    input.r#use != UseKind::Witness
}

/// The sums that count: those made again, where they were.
fn last(one: &Candidate) -> &[Sum] {
    if one.again.is_empty() { &one.sums } else { &one.again }
}

fn unit(sum: &Sum) -> Option<&str> {
    sum.out.as_ref().map(|out| out.unit.as_str())
}

fn left<'c>(all: &'c [Candidate], verdicts: &[Verdict]) -> Vec<&'c Candidate> {
    all.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::Applied).map(|(one, _)| one).collect()
}

fn meet(one: &Candidate, other: &Candidate) -> bool {
    one.lots.iter().any(|lot| other.lots.contains(lot))
}

fn rivals<'l, 'c>(left: &'l [&'c Candidate], one: &'l Candidate) -> impl Iterator<Item = &'c Candidate> + 'l {
    let alike =
        |other: &Candidate| one.same == Same::Content && one.contents.iter().any(|each| other.contents.contains(each));
    let all = left.iter().copied().filter(move |other| !std::ptr::eq(*other, one) && other.group == one.group);
    all.filter(move |other| meet(one, other) || alike(other))
}

fn overridden(left: &[&Candidate], one: &Candidate) -> Option<Verdict> {
    let beats =
        |other: &&&Candidate| !std::ptr::eq(**other, one) && other.overrides.contains(&one.rule) && meet(one, other);
    left.iter().find(beats).map(|other| Verdict::Overridden { by: other.rule.clone() })
}

fn denied(left: &[&Candidate], one: &Candidate) -> Option<Verdict> {
    let by = if one.denies { Some(one) } else { left.iter().copied().find(|other| other.denies && meet(one, other)) };
    by.map(|other| Verdict::Denied { by: other.rule.clone() })
}

fn grouped(left: &[&Candidate], one: &Candidate) -> Option<Verdict> {
    match one.hit {
        Hit::Unique => rivals(left, one).next().map(|other| Verdict::Ambiguous { with: other.rule.clone() }),
        Hit::Best => best(left, one).map(|other| Verdict::Lost { to: other.rule.clone() }),
        Hit::Options | Hit::Sum => None,
    }
}

/// The first of the best rivals, if it is better: those that stand before win a tie.
fn best<'c>(left: &[&'c Candidate], one: &'c Candidate) -> Option<&'c Candidate> {
    let mut all: Vec<&'c Candidate> = rivals(left, one).collect();
    all.push(one);
    let order = |a: &Candidate, b: &Candidate| (&a.rule, &a.lots).cmp(&(&b.rule, &b.lots));
    all.sort_by(|a, b| value(b).cmp(&value(a)).then_with(|| order(a, b)));
    all.first().copied().filter(|first| !std::ptr::eq(*first, one))
}

fn value(one: &Candidate) -> (u128, Option<Ratio>) {
    let out =
        one.sums.iter().filter_map(|sum| sum.out.as_ref()).map(|out| u128::from(out.credits.ten_thousandths())).sum();
    (out, one.sums.iter().try_fold(Ratio::ZERO, |worth, sum| worth.plus(sum.worth).ok()))
}

fn chosen(left: &[&Candidate], one: &Candidate) -> Option<Verdict> {
    (one.hit == Hit::Options && rivals(left, one).next().is_some()).then_some(Verdict::Open)
}

/// What goes into each: of a group that is `sum` the first takes a lot, for the others it is a witness.
fn going_in<'c>(all: &[&'c Candidate]) -> Vec<(&'c Candidate, Input)> {
    let mut gone: Vec<(&'c Candidate, Input)> = Vec::new();
    for one in all {
        let earlier =
            |lot: LotId| gone.iter().any(|(other, input)| other.group == one.group && input.lot == lot && takes(input));
        let inputs = one.inputs.iter().map(|input| match one.hit == Hit::Sum && earlier(input.lot) {
            true => Input::witness(input.lot),
            false => input.clone(),
        });
        let inputs: Vec<_> = inputs.map(|input| (*one, input)).collect();
        gone.extend(inputs);
    }
    gone
}

fn given(applied: &[&Candidate], lost: &[(LotId, &Candidate)]) -> Vec<Given> {
    let all = going_in(applied);
    let mut gone: Vec<_> = all.iter().filter(|(_, input)| takes(input)).map(|(_, input)| input.lot).collect();
    let mut given = Vec::new();
    for one in applied {
        let mut over: Vec<_> = lost
            .iter()
            .filter(|(lot, to)| std::ptr::eq(*to, *one) && !gone.contains(lot))
            .map(|(lot, _)| *lot)
            .collect();
        over.sort_unstable();
        over.dedup();
        gone.extend(&over);
        let inputs = all.iter().filter(|(of, _)| std::ptr::eq(*of, *one)).map(|(_, input)| input.clone()).collect();
        given.push(Given { inputs, lost: over, outputs: outputs(one), rule: one.rule.clone() });
    }
    given
}

/// An effect without a sum adds no credit.
fn outputs(one: &Candidate) -> Vec<(Target, Option<Amount>)> {
    let mut sums = last(one).iter().peekable();
    let out = |target: &Target| {
        let sum = sums.next_if(|sum| sum.target == *target && !matches!(target, Target::Exemption(_)));
        (target.clone(), sum.and_then(|sum| sum.out.clone()))
    };
    one.targets.iter().map(out).collect()
}

/// That the tests of what comes out were made of what its sums say.
fn matches_tests(one: &Candidate) -> bool {
    let tests: Vec<_> = one.checks.iter().flat_map(Check::tests).filter(|test| test.what == What::Range).collect();
    let told = tests.iter().filter_map(|test| match &test.got {
        Got::Point(point) => Some(point.at),
        _ => None,
    });
    let out = |sum: &Sum| sum.out.as_ref().and_then(|out| Ratio::new(out.credits.ten_thousandths(), 1).ok());
    one.sums.is_empty() || told.map(Some).eq(one.sums.iter().map(out))
}

/// Whether what comes out of a sum, and what is left, follows from what goes in.
fn adds_up(sum: &Sum) -> Option<()> {
    let quantum = sum.quantum.ten_thousandths();
    let worth = |credits: Credits, rate: Ratio| {
        Ratio::new(credits.ten_thousandths(), quantum).ok()?.times(rate.times(sum.factor).ok()?).ok()
    };
    let items: Vec<Ratio> = match (sum.rate, sum.stated) {
        (Some(rate), None) if sum.at == RoundAt::Item => {
            sum.taken.iter().map(|(_, credits)| worth(*credits, rate)).collect::<Option<_>>()?
        }
        (Some(rate), None) => {
            let all = sum.taken.iter().try_fold(Credits::ZERO, |all, (_, credits)| all.plus(*credits).ok())?;
            vec![worth(all, rate)?]
        }
        (None, Some(stated)) => vec![worth(stated, Ratio::ONE)?],
        _ => return None,
    };
    let exact = items.iter().try_fold(Ratio::ZERO, |all, item| all.plus(*item).ok())?;
    let carried = if sum.at == RoundAt::Learner { vec![exact.plus(sum.before).ok()?] } else { items };
    let (mut quanta, mut left, mut added) = (0_u64, Ratio::ZERO, Ratio::ZERO);
    for item in carried {
        let (whole, rest, up) = rounded(item, sum.round)?;
        (quanta, left, added) = (quanta.checked_add(whole)?, left.plus(rest).ok()?, added.plus(up).ok()?);
    }
    let most = sum.most.and_then(|most| most.ten_thousandths().checked_div(quantum)).unwrap_or(u64::MAX);
    let out = quanta.min(most);
    let lost = left.plus(Ratio::new(quanta.checked_sub(out)?, 1).ok()?).ok()?;
    let (after, forfeited) =
        if sum.rest == Rest::Residual && quanta == out { (left, Ratio::ZERO) } else { (Ratio::ZERO, lost) };
    let credits = Credits::from_ten_thousandths(out.checked_mul(quantum)?)?;
    let same = (sum.worth, sum.after, sum.forfeited, sum.granted) == (exact, after, forfeited, added);
    let before = sum.at == RoundAt::Learner || sum.before.is_zero();
    let kept = sum.rest != Rest::Keep || sum.rate.is_none() || (lost.is_zero() && added.is_zero());
    (same && before && kept && sum.out.as_ref()?.credits == credits).then_some(())
}

/// Whole quanta, what is left, and what was added.
fn rounded(worth: Ratio, round: Rounding) -> Option<(u64, Ratio, Ratio)> {
    let (whole, rest) = worth.split();
    let missing = Ratio::new(rest.den().checked_sub(rest.num())?, rest.den()).ok()?;
    let up = match (round, rest.cmp(&missing)) {
        _ if rest.is_zero() => false,
        (Rounding::Down, _) | (Rounding::HalfUp | Rounding::HalfEven, Ordering::Less) => false,
        (Rounding::HalfEven, Ordering::Equal) => whole % 2 == 1,
        (Rounding::Up | Rounding::HalfUp | Rounding::HalfEven, _) => true,
        (Rounding::Exact, _) => return None,
    };
    if up { Some((whole.checked_add(1)?, Ratio::ZERO, missing)) } else { Some((whole, rest, Ratio::ZERO)) }
}
