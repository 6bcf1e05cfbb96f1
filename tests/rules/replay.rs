//! An explanation that somebody touched is refused, or no longer says what was answered. What cannot be seen without
//! the rule book is written down here, and shown to be no more than that.

use crate::kit::rules::*;
use creditbank::rules::{
    Asked, Candidate, Check, Conclusion, Evaluation, Explanation, Facts, Got, OutcomeFact, Point, Sum, Test, Verdict,
    Wanted,
};
use creditbank::{Amount, Credits, Ratio, credits, date};

const GROUPS: &str = r#"
[[limit]]
id = "cap"
clause = "c/1"
binds = "recording"
measure = "credits"
unit = "hv"
most = "20"
per = ["learner"]

[[rule]]
id = "cert"
group = "similar"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "certificate", codes = ["C"], level = "intermediate.. x" }]
need = [{ any = [{ attested = "dean" }, { match = 80 }] }]
to = [{ course = "HV:W", amount = "6 hv" }]
limits = ["cap"]

[[rule]]
id = "cert"
group = "similar"
clause = "c/1"
valid = "2010-01-01..2020-01-01"
from = [{ kind = "certificate", codes = ["C"] }]
to = [{ course = "HV:W", amount = "2 hv" }]

[[rule]]
id = "train"
group = "similar"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "training", unit = "hour" }]
to = [{ category = "p", tier = "secondary", rate = "1/16 hv", round = "down" }]

[[rule]]
id = "hours"
group = "sum"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "work", unit = "hour", take = "asked" }]
to = [{ category = "p", tier = "secondary", rate = "1/16 hv", round = "down", at = "learner", rest = "residual" }]
limits = ["cap"]

[[rule]]
id = "also"
group = "sum"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "work", codes = ["W"], unit = "hour", take = "asked" }]
to = [{ exempt = "HV:W", tier = "secondary" }]

[[rule]]
id = "strong"
group = "unique"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["A", "N"], grade = "60.. percent" }]
to = [{ course = "HV:A", amount = "3 hv" }]
overrides = ["plain"]

[[rule]]
id = "plain"
group = "unique"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["A"] }]
to = [{ course = "HV:A", amount = "2 hv" }]

[[rule]]
id = "twin"
group = "unique"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["B"] }]
to = [{ course = "HV:A", amount = "2 hv" }]

[[rule]]
id = "twin-2"
group = "unique"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["B"] }]
to = [{ course = "HV:B", amount = "2 hv" }]

[[rule]]
id = "never"
group = "best"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["N"] }]
to = [{ deny = true }]

[[rule]]
id = "option-1"
group = "options"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "exam", codes = ["E"] }]
to = [{ course = "HV:1", amount = "2 hv" }]

[[rule]]
id = "option-2"
group = "options"
clause = "c/1"
valid = "2020-01-01.."
from = [{ kind = "exam", codes = ["E"] }]
to = [{ course = "HV:2", amount = "2 hv" }, { exempt = "HV:3", tier = "higher" }]
"#;

/// A change to one sum.
type Touch<'t> = &'t dyn Fn(&mut Sum);

/// A case of every verdict and answer.
fn evaluations() -> Vec<Evaluation> {
    let book = book(GROUPS);
    let welding = |one| OutcomeFact { content: Some(read("welding")), ..one };
    let cert = |level: &str| OutcomeFact { level: Some(read(level)), ..welding(outcome(1, "certificate C", "1 item")) };
    let train = || welding(outcome(2, "training T", "40 hour"));
    let work = |number, hours: &str| outcome(number, "work V", hours);
    let matching = |facts: Facts| Facts { attested: vec![attested(Some(1), "content_match", 90)], ..facts };
    let left = prior("hours", date!("2026-09-20"), &[9], "0 hv", category("p"), ["0/1", "1/2"]);
    let ask = |rule: &str, facts: Facts| Facts { asked: Asked { rule: Some(read(rule)), target: None }, ..facts };
    let exam = || facts([outcome(1, "exam E", "1 item")]);
    let all = [
        matching(facts([cert("x advanced"), train()])),
        matching(facts([cert("x elementary"), train()])),
        facts([cert("x advanced"), train()]),
        Facts { prior: vec![left], ..facts([work(1, "12 hour"), work(2, "12 hour"), work(3, "12 hour")]) },
        facts([work(1, "160 hour"), work(2, "160 hour"), work(3, "16 hour")]),
        facts([outcome(1, "work W", "12 hour")]),
        facts([graded(1, "course A", "4 sv", "70 percent")]),
        facts([graded(1, "course A", "4 sv", "50 percent")]),
        facts([graded(1, "course B", "4 sv", "50 percent")]),
        facts([graded(1, "course N", "4 sv", "70 percent")]),
        exam(),
        ask("option-2", exam()),
        facts([outcome(1, "course X", "4 sv")]),
    ];
    all.iter().map(|facts| evaluated(&book, facts)).collect()
}

/// What became of a touched explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Refused,
    Another,
    Not,
}

fn seen(evaluation: &Evaluation, touch: impl FnOnce(&mut Explanation)) -> Seen {
    let mut touched = evaluation.explanation.clone();
    touch(&mut touched);
    assert_ne!(touched, evaluation.explanation, "nothing was touched");
    match touched.replay() {
        Err(_) => Seen::Refused,
        Ok(conclusion) if conclusion != Conclusion::from(&evaluation.answer) => Seen::Another,
        Ok(_) => Seen::Not,
    }
}

/// Runs over every candidate of every case.
fn each(mut check: impl FnMut(&Evaluation, usize, &Candidate)) {
    for evaluation in evaluations() {
        for (number, one) in evaluation.explanation.candidates.iter().enumerate() {
            check(&evaluation, number, one);
        }
    }
}

#[test]
fn the_cases_show_every_verdict_and_answer() {
    let told: Vec<_> = evaluations().iter().map(|one| format!("{} | {}", told(&one.answer), why(one))).collect();
    let expected = [
        "cert: 6 hv HV:W < 1.0 1 lost 2.0 | cert: not in force; cert: applied; train: lost to cert",
        "refused | cert: not in force; cert: failed Level; train: applied",
        "refused | cert: not in force; cert: failed Attested Match; train: applied",
        "hours: 1 hv p < 1.0 12; hours: 0.5 hv p after 1/2 < 2.0 12; hours: 1 hv p < 3.0 12 | hours: applied; hours: applied; hours: applied",
        "refused | hours: applied; hours: applied; hours: applied; together: Limit",
        "also: without HV:W < 1.0 12; hours: 0.5 hv p after 1/2 < 1.0 seen | also: applied; hours: applied",
        "strong: 3 hv HV:A < 1.0 4 | plain: overridden by strong; strong: applied",
        "plain: 2 hv HV:A < 1.0 4 | plain: applied; strong: failed Grade",
        "ambiguous twin twin-2 | twin: ambiguous with twin-2; twin-2: ambiguous with twin",
        "refused | never: denied by never; strong: denied by never",
        "choose option-1 option-2 | option-1: open; option-2: open",
        "option-2: 2 hv HV:2 + without HV:3 < 1.0 1 | option-1: not asked; option-2: applied",
        "refused | ",
    ];
    assert_eq!(told, expected);
}

#[test]
fn another_verdict_is_refused() {
    let code = || read("other");
    let verdicts = [
        Verdict::Ambiguous { with: code() },
        Verdict::Applied,
        Verdict::Denied { by: code() },
        Verdict::Failed,
        Verdict::Lost { to: code() },
        Verdict::NotAsked,
        Verdict::NotInForce,
        Verdict::Open,
        Verdict::Overridden { by: code() },
    ];
    each(|evaluation, number, one| {
        for verdict in verdicts.iter().filter(|verdict| **verdict != one.verdict) {
            let found = seen(evaluation, |touched| touched.candidates[number].verdict = verdict.clone());
            assert_eq!(found, Seen::Refused, "{} {:?} {verdict:?}", one.rule, one.verdict);
        }
    });
}

/// What was found, moved just far enough that the test comes out the other way.
fn turned(test: &Test) -> Option<Got> {
    let point = |at: Ratio| Some(Got::Point(Point { at, text: "touched".into() }));
    let below =
        |at: Ratio| if at.is_zero() { Some(Got::Nothing) } else { point(Ratio::new(at.num() - 1, at.den()).unwrap()) };
    match (&test.wanted, test.holds()) {
        (Wanted::Is(is), holds) => Some(Got::Flag(*is != holds)),
        (Wanted::OneOf(words), false) => Some(Got::Word(words[0].clone())),
        (Wanted::NoneOf(words), true) => Some(Got::Word(words[0].clone())),
        (Wanted::OneOf(_) | Wanted::AtMost(_), true) => Some(Got::Nothing),
        (Wanted::NoneOf(_), false) => Some(Got::Nothing),
        (Wanted::AtMost(most), false) => point(most.at),
        (Wanted::Within { from: Some(from), .. }, true) => below(from.at),
        (Wanted::Within { from: Some(from), .. }, false) => point(from.at),
        (Wanted::Within { from: None, .. }, true) => Some(Got::Nothing),
        (Wanted::Within { from: None, .. }, false) => point(Ratio::ZERO),
    }
}

fn tests_of(check: &mut Check) -> Vec<&mut Test> {
    match check {
        Check::All(of) | Check::Any(of) | Check::AtLeast { of, .. } => of.iter_mut().flat_map(tests_of).collect(),
        Check::One(test) => vec![test],
    }
}

#[test]
fn a_test_that_comes_out_the_other_way_is_refused() {
    let (mut refused, mut unseen) = (0, 0);
    each(|evaluation, number, one| {
        let count: usize = one.checks.iter().map(|check| check.tests().len()).sum();
        for at in 0..count {
            let turn = |explanation: &mut Explanation| {
                let checks = &mut explanation.candidates[number].checks;
                let test = checks.iter_mut().flat_map(tests_of).nth(at).unwrap();
                test.got = turned(test).unwrap();
            };
            let mut touched = evaluation.explanation.clone();
            turn(&mut touched);
            let holds = |one: &Candidate| one.checks.iter().all(Check::holds);
            let decides = holds(one) != holds(&touched.candidates[number]);
            let found = seen(evaluation, turn);
            // One of several conditions that failed, and one of two of which one is enough, decide nothing.
            assert_eq!(found == Seen::Not, !decides && found != Seen::Refused, "{} {at} {found:?}", one.rule);
            assert!(!decides || found == Seen::Refused, "{} {at} {found:?}", one.rule);
            if found == Seen::Refused { refused += 1 } else { unseen += 1 }
        }
    });
    assert!(refused > 100 && unseen > 0, "{refused} {unseen}");
}

#[test]
fn a_touched_number_is_refused() {
    let more = |ratio: Ratio| ratio.plus("1/3".parse().unwrap()).unwrap();
    let half = |credits: Credits| credits.plus(credits!("0.5")).unwrap();
    let touches: [(&str, Touch<'_>); 11] = [
        ("after", &|sum| sum.after = more(sum.after)),
        ("before", &|sum| sum.before = more(sum.before)),
        ("forfeited", &|sum| sum.forfeited = more(sum.forfeited)),
        ("granted", &|sum| sum.granted = more(sum.granted)),
        ("worth", &|sum| sum.worth = more(sum.worth)),
        ("factor", &|sum| sum.factor = more(sum.factor)),
        ("quantum", &|sum| sum.quantum = half(sum.quantum)),
        ("out", &|sum| {
            let Amount { credits, unit } = sum.out.clone().unwrap();
            sum.out = Some(Amount { credits: half(credits), unit });
        }),
        ("rate", &|sum| match sum.rate {
            Some(rate) => sum.rate = Some(more(rate)),
            None => sum.stated = sum.stated.map(half),
        }),
        ("taken", &|sum| sum.taken[0].1 = half(sum.taken[0].1)),
        ("target", &|sum| sum.target = category("touched")),
    ];
    let mut sums = 0;
    each(|evaluation, number, one| {
        for (name, touch) in &touches {
            for at in 0..one.sums.len() {
                sums += 1;
                let found = seen(evaluation, |touched| touch(&mut touched.candidates[number].sums[at]));
                assert_eq!(found, Seen::Refused, "{} {name}", one.rule);
            }
            for at in 0..one.again.len() {
                let found = seen(evaluation, |touched| touch(&mut touched.candidates[number].again[at]));
                assert_eq!(found, Seen::Refused, "{} {name} again", one.rule);
            }
        }
    });
    assert!(sums > 100, "{sums}");
}

#[test]
fn what_goes_in_and_what_is_for_what_is_bound_too() {
    each(|evaluation, number, one| {
        let touch =
            |change: &dyn Fn(&mut Candidate)| seen(evaluation, |touched| change(&mut touched.candidates[number]));
        let none = |field: &str, found| assert_ne!(found, Seen::Not, "{} {field}", one.rule);
        none("denies", touch(&|one| one.denies = !one.denies));
        none("no lots", touch(&|one| one.lots.clear()));
        none("another lot", touch(&|one| one.lots = vec![lot(77)]));
        none(
            "not in force",
            touch(&|one| {
                one.valid =
                    read(if one.verdict == Verdict::NotInForce { "2000-01-01.." } else { "2000-01-01..2000-01-02" });
            }),
        );
        if one.verdict == Verdict::Applied && evaluation.answer != creditbank::rules::Answer::Refused {
            none("no inputs", touch(&|one| one.inputs.clear()));
            none("inputs", touch(&|one| one.inputs[0].credits = credits!("7.5")));
            none("targets", touch(&|one| one.targets.push(category("more"))));
        }
    });
    for evaluation in
        evaluations().iter().filter(|one| one.explanation.candidates.iter().any(|one| one.verdict == Verdict::Applied))
    {
        let at = evaluation.explanation.lots.len();
        let found = seen(evaluation, |touched| touched.lots.push((lot(77), credits!("1"))));
        let was_refused = evaluation.answer == creditbank::rules::Answer::Refused;
        assert_eq!(found, if was_refused { Seen::Not } else { Seen::Another }, "a lot that nothing covers, of {at}");
        assert_eq!(seen(evaluation, |touched| touched.lots.clear()), Seen::Refused);
    }
}

/// Without the book nobody can know which rules name an outcome, so whoever drops a candidate is only seen where
/// something else rests on it: another's verdict, the lots that are covered, what is granted. Not seen are: a rule that
/// failed, was not in force, was not asked for, was overridden or denied; and of an answer that is a refusal anything
/// that no other verdict rests on.
#[test]
fn a_dropped_candidate_is_seen_where_something_rests_on_it() {
    let mut unseen = std::collections::BTreeSet::new();
    each(|evaluation, number, one| {
        let found = seen(evaluation, |touched| drop(touched.candidates.remove(number)));
        let silent = matches!(
            one.verdict,
            Verdict::Failed
                | Verdict::NotInForce
                | Verdict::NotAsked
                | Verdict::Overridden { .. }
                | Verdict::Denied { .. }
        );
        let refused = evaluation.answer == creditbank::rules::Answer::Refused;
        assert!(found != Seen::Not || silent || refused, "{} {:?}", one.rule, one.verdict);
        if found == Seen::Not {
            unseen.insert(format!("{} {}", one.rule, why(evaluation)));
        }
        if one.denies || one.rule.as_str() == "strong" && one.verdict == Verdict::Applied {
            assert_eq!(found, Seen::Refused, "the other's verdict rests on it: {}", one.rule);
        }
    });
    assert!(!unseen.is_empty());
}

#[test]
fn what_was_asked_and_tested_together_counts() {
    for evaluation in evaluations() {
        let applied = evaluation.explanation.candidates.iter().any(|one| one.verdict == Verdict::Applied);
        if applied {
            let found = seen(&evaluation, |touched| touched.asked.rule = Some(read("nobody")));
            assert_eq!(found, Seen::Refused);
        }
        for at in 0..evaluation.explanation.joint.len() {
            let found = seen(&evaluation, |touched| {
                let test = tests_of(&mut touched.joint[at]).into_iter().next().unwrap();
                test.got = turned(test).unwrap();
            });
            assert_eq!(found, Seen::Another);
        }
    }
}
