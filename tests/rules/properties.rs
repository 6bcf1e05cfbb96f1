//! What every evaluation keeps, on random books and facts: the explanation alone gives the answer again, nothing comes
//! from nothing, order means nothing, and what no rule mentions changes nothing.

use crate::kit::cases::config;
use crate::kit::rules::{self, attested, category, conserved, enrolment, facts, outcome, prior, read, rule};
use creditbank::rules::{
    Answer, Assurance, Basis, Conclusion, Evidence, Facts, PassedFact, Prior, RuleBook, Verdict, evaluate,
};
use creditbank::testing::rules::{aim::Aim, small};
use creditbank::{Credits, Digest, Ratio, date};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Random facts, and facts at the book's own boundaries.
fn cases() -> impl Strategy<Value = (RuleBook, Facts)> {
    let aimed = small::books().prop_flat_map(|book| (Just(book.clone()), Aim::at(&book).facts()));
    prop_oneof![(small::books(), small::facts()), aimed]
}

fn shuffled<T: Clone>(list: &[T], order: &[Index]) -> Vec<T> {
    let mut rest = list.to_vec();
    let mut out = Vec::new();
    for at in order.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        out.push(rest.remove(at.index(rest.len())));
    }
    out
}

#[test]
fn an_explanation_alone_gives_the_answer_again() {
    let mut verdicts = std::collections::BTreeMap::new();
    TestRunner::new(config(600))
        .run(&cases(), |(book, facts)| {
            let evaluation = evaluate(&book, &facts);
            let replayed = evaluation.explanation.replay();
            prop_assert_eq!(replayed, Ok(Conclusion::from(&evaluation.answer)), "{:#?}", evaluation);
            Ok(())
        })
        .unwrap();
    // What the cases are worth: most verdicts come up.
    let mut runner = TestRunner::new(config(600));
    for _ in 0..600 {
        let (book, facts) = cases().new_tree(&mut runner).unwrap().current();
        for one in evaluate(&book, &facts).explanation.candidates {
            *verdicts.entry(name(&one.verdict)).or_insert(0_u32) += 1;
        }
    }
    assert!(verdicts.len() >= 6, "{verdicts:?}");
}

fn name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Ambiguous { .. } => "ambiguous",
        Verdict::Applied => "applied",
        Verdict::Denied { .. } => "denied",
        Verdict::Failed => "failed",
        Verdict::Lost { .. } => "lost",
        Verdict::NotAsked => "not asked",
        Verdict::NotInForce => "not in force",
        Verdict::Open => "open",
        Verdict::Overridden { .. } => "overridden",
    }
}

#[test]
fn what_comes_out_is_what_went_in_to_the_last_fraction() {
    TestRunner::new(config(400))
        .run(&cases(), |(book, facts)| {
            let evaluation = evaluate(&book, &facts);
            for sum in evaluation.explanation.candidates.iter().flat_map(|one| one.sums.iter().chain(&one.again)) {
                prop_assert!(sum.after < Ratio::ONE, "a residual is less than a quantum: {sum:?}");
                let items = u64::try_from(sum.taken.len()).unwrap().max(1);
                prop_assert!(sum.granted < Ratio::new(items, 1).unwrap(), "{sum:?}");
                if sum.most.is_none() {
                    prop_assert!(sum.forfeited < Ratio::new(items, 1).unwrap(), "{sum:?}");
                }
            }
            let Answer::Granted(grants) = &evaluation.answer else { return Ok(()) };
            for grant in grants {
                grant.outputs.iter().for_each(|output| conserved(&book, output));
                let taken = |lot| facts.outcomes.iter().find(|one| one.id == lot).unwrap();
                prop_assert!(grant.inputs.iter().all(|input| input.credits <= taken(input.lot).asked));
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_order_of_rules_and_facts_means_nothing() {
    let order = || prop::collection::vec(any::<Index>(), 1..5);
    TestRunner::new(config(300))
        .run(&(cases(), order()), |((book, facts), order)| {
            let mut draft = book.draft().clone();
            draft.rules = shuffled(&draft.rules, &order);
            draft.groups = shuffled(&draft.groups, &order);
            draft.limits = shuffled(&draft.limits, &order);
            draft.consortia = shuffled(&draft.consortia, &order);
            let again = draft.check().map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
            let other = Facts {
                attested: shuffled(&facts.attested, &order),
                enrolments: shuffled(&facts.enrolments, &order),
                evidence: shuffled(&facts.evidence, &order),
                outcomes: shuffled(&facts.outcomes, &order),
                passed: shuffled(&facts.passed, &order),
                prior: shuffled(&facts.prior, &order),
                ..facts.clone()
            };
            let first = evaluate(&book, &facts);
            prop_assert_eq!(&evaluate(&again, &other), &first);
            // The same bytes too, for whoever records or compares explanations.
            let bytes =
                |evaluation: &creditbank::rules::Evaluation| serde_json::to_vec(&evaluation.explanation).unwrap();
            prop_assert_eq!(bytes(&evaluate(&book, &facts)), bytes(&first));
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_no_rule_mentions_changes_nothing() {
    let unheard: Prior = prior("nobody", date!("2026-09-01"), &[70], "5 hv", category("nothing"), ["0/1", "1/3"]);
    TestRunner::new(config(300))
        .run(&cases(), |(book, facts)| {
            let mut more = facts.clone();
            more.attested.push(attested(None, "nobody-asks", 1));
            more.evidence.push(Evidence {
                assurance: Assurance::Verified,
                digest: Digest::ZERO,
                kind: read("nobody-asks"),
            });
            more.passed.push(PassedFact { code: read("nobody-asks"), grade: None, kind: read("exam"), thing: None });
            more.prior.push(unheard.clone());
            if book.draft().basis != Basis::Enrolled {
                more.enrolments.push(enrolment("NOBODY-ASKS", "2020-01-01.."));
            }
            prop_assert_eq!(evaluate(&book, &more), evaluate(&book, &facts));
            Ok(())
        })
        .unwrap();
}

/// Hours applied with in some applications of some lots each: what comes out in all, and the residual at the end.
fn converted(book: &RuleBook, applications: &[Vec<u32>]) -> (u64, Ratio) {
    let mut prior: Vec<Prior> = Vec::new();
    let mut residual = Ratio::ZERO;
    let mut total = 0;
    for halves in applications {
        let lots = (1..).zip(halves).map(|(number, halves)| {
            let hours = Credits::from_ten_thousandths(u64::from(*halves) * 5_000).unwrap();
            outcome(number, "training T", &format!("{hours} hour"))
        });
        let evaluation = rules::evaluated(book, &Facts { prior: prior.clone(), ..facts(lots) });
        let Answer::Granted(grants) = evaluation.answer else { panic!("{}", rules::why(&evaluation)) };
        for output in grants.iter().flat_map(|grant| &grant.outputs) {
            let amount = output.amount.as_ref().unwrap();
            total += amount.credits.ten_thousandths();
            assert_eq!(output.before, residual, "each finds what the one before it left");
            residual = output.after;
            let [before, after] = [output.before, output.after].map(|ratio| ratio.to_string());
            prior.push(rules::prior(
                "r",
                date!("2026-09-20"),
                &[90],
                &amount.to_string(),
                category("p"),
                [&before, &after],
            ));
        }
    }
    (total, residual)
}

#[test]
fn on_a_running_total_neither_splitting_nor_merging_gains() {
    let rates = (1_u64..40, 1_u64..400);
    let applications = prop::collection::vec(prop::collection::vec(1_u32..200, 1..4), 1..6);
    TestRunner::new(config(400))
        .run(&(rates, applications, any::<bool>()), |((num, den), applications, many)| {
            let rate = Ratio::new(num, den).unwrap();
            let from = format!(r#"{{ kind = "training", unit = "hour", many = {many} }}"#);
            let to = format!(r#"{{ category = "p", tier = "secondary", rate = "{rate} hv", round = "down", at = "learner", rest = "residual" }}"#);
            let book = rules::book(&rule("r", "sum", &from, &to, ""));
            let split = converted(&book, &applications);
            let whole: u32 = applications.iter().flatten().sum();
            prop_assert_eq!(split, converted(&book, &[vec![whole]]));
            // Quanta and hours are both counted by the half.
            let (quanta, left) = Ratio::new(u64::from(whole) * num, den).unwrap().split();
            prop_assert_eq!(split, (quanta * 5_000, left));
            Ok(())
        })
        .unwrap();
}
