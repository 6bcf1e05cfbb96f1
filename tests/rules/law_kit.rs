//! The law kit kills mutants: a rule book that keeps every law, and one change after the other by which it breaks a law
//! of a known name.
//!
//! Some changes make a book that is as lawful as before: rounding down what waits as a residual into what is forfeited,
//! another way to combine rules that never meet, a limit that binds nothing twice. They are not here; in their place
//! stand changes of the same sort that are not lawful.

use creditbank::document::Limits;
use creditbank::rules::{RoundAt, Rule, RuleBook, RuleBookDraft};
use creditbank::testing::rules::laws::{Law, Options, Verdict, check};
use creditbank::{Ratio, Rounding, credits};

const OPTIONS: Options = Options { cases: 16, seed: 1 };

fn draft() -> RuleBookDraft {
    RuleBookDraft::read("demo.toml", include_bytes!("law_kit/demo.toml"), &Limits::default()).unwrap()
}

fn rule<'a>(draft: &'a mut RuleBookDraft, id: &str) -> &'a mut Rule {
    draft.rules.iter_mut().rev().find(|rule| rule.id.as_str() == id).unwrap()
}

fn amounts<'a>(draft: &'a mut RuleBookDraft, id: &str) -> &'a mut creditbank::rules::Amounts {
    rule(draft, id).to[0].amounts.as_mut().unwrap()
}

fn rate(draft: &mut RuleBookDraft, id: &str, rate: Ratio) {
    amounts(draft, id).worth = creditbank::rules::RuleWorth::Rate(rate);
}

fn grade(draft: &mut RuleBookDraft, id: &str, band: &str) {
    rule(draft, id).from[0].grade = Some(band.parse().unwrap());
}

fn mutant(name: &str, edit: impl Fn(&mut RuleBookDraft)) -> RuleBook {
    let mut draft = draft();
    edit(&mut draft);
    draft.check().unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

/// A change, and the law that it breaks.
type Mutant = (&'static str, Law, fn(&mut RuleBookDraft));

const MUTANTS: &[Mutant] = &[
    ("down becomes up", Law::SplittingNeverGains, |draft| amounts(draft, "over").round = Rounding::Up),
    ("down becomes half up, for each item", Law::SplittingNeverGains, |draft| {
        amounts(draft, "over").round = Rounding::HalfUp;
        amounts(draft, "over").at = RoundAt::Item;
    }),
    ("down becomes half up on the way back", Law::RoundTrip, |draft| {
        rate(draft, "over", "2/3".parse().unwrap());
        amounts(draft, "over").round = Rounding::HalfUp;
        rate(draft, "back", "3/2".parse().unwrap());
        amounts(draft, "back").round = Rounding::HalfUp;
    }),
    ("a rate is turned round", Law::NoAmplification, |draft| rate(draft, "over", "2/1".parse().unwrap())),
    ("a band begins a step late", Law::MonotoneInGrade, |draft| {
        grade(draft, "course", "80.. percent");
        grade(draft, "course-exam", "60..75 percent");
    }),
    ("a band ends a step late", Law::UniqueHit, |draft| grade(draft, "course-weak", "60..80 percent")),
    ("a band has no end", Law::UniqueHit, |draft| grade(draft, "course-weak", "60.. percent")),
    ("an override is dropped", Law::UniqueHit, |draft| drop(rule(draft, "course-exam").overrides.pop())),
    ("a limit is dropped", Law::SplittingNeverGains, |draft| {
        rule(draft, "work").limits.clear();
        draft.limits.clear();
    }),
    ("the best becomes the sum", Law::SimilarMerit, |draft| {
        let group = draft.groups.iter_mut().find(|group| group.id.as_str() == "merits").unwrap();
        group.hit = creditbank::rules::Hit::Sum;
    }),
    ("the better mark gives less", Law::MonotoneInGrade, |draft| {
        let creditbank::rules::RuleWorth::Table { steps, .. } = &mut amounts(draft, "prize").worth else {
            unreachable!()
        };
        steps.last_mut().unwrap().credits = credits!("0.5");
    }),
    ("the weak give more", Law::MonotoneInGrade, |draft| {
        amounts(draft, "course-weak").worth = creditbank::rules::RuleWorth::Fixed(credits!("6"));
    }),
    ("a size has an upper end", Law::MonotoneInSize, |draft| {
        rule(draft, "lecture").from[0].size = Some("4..8 hour".parse().unwrap());
    }),
    ("the larger is rated higher", Law::MergingGainBounded, |draft| {
        let small = rule(draft, "over");
        small.from[0].take = creditbank::rules::Taking::Whole;
        let mut large = small.clone();
        large.id = "over-large".parse().unwrap();
        small.from[0].size = Some("..10 sv".parse().unwrap());
        large.from[0].size = Some("10.. sv".parse().unwrap());
        draft.rules.push(large);
        rate(draft, "over-large", "1/1".parse().unwrap());
    }),
    ("what is used is only read", Law::SingleUse, |draft| {
        let source = &mut rule(draft, "certificate").from[0];
        source.r#use = creditbank::registry::UseKind::Witness;
    }),
    ("any source may go up", Law::TierGuard, |draft| {
        draft.tiers.up = creditbank::rules::TierMove::Any;
        rule(draft, "over").from[0].codes.clear();
    }),
    ("a version ends early", Law::VersionTiling, |draft| {
        draft.rules.iter_mut().filter(|rule| rule.valid.until.is_some()).for_each(|rule| {
            rule.valid.until = rule.valid.until.unwrap().plus_days(-1);
        });
    }),
    ("evidence is held against the learner", Law::MonotoneInEvidence, |draft| {
        let mut evidence = rule(draft, "course").need.clone();
        let creditbank::rules::Need::Evidence { kind, .. } = &mut evidence[0] else { unreachable!() };
        *kind = "complaint".parse().unwrap();
        let mut denial = rule(draft, "forbidden").clone();
        denial.id = "forbidden-too".parse().unwrap();
        denial.from[0].codes = vec!["A".parse().unwrap()];
        denial.need = evidence;
        draft.rules.push(denial);
    }),
    ("an override meets nothing", Law::OverridesWellFounded, |draft| {
        rule(draft, "course").overrides.push("course-weak".parse().unwrap());
    }),
    ("a waiver of no law", Law::WaiversKnown, |draft| {
        let (law, reason) = ("monotone".parse().unwrap(), "misspelled".to_owned());
        draft.waivers.push(creditbank::rules::Waiver { law, reason });
    }),
];

/// What the mutant is said to break is what it breaks, or at least is no longer said to be kept.
#[test]
fn every_mutant_is_killed_by_the_law_of_that_name() {
    let mut alive = Vec::new();
    for (name, law, edit) in MUTANTS {
        let verdict = check(&mutant(name, edit), *law, &OPTIONS);
        let killed = matches!(verdict, Verdict::Violated(_))
            || (*law == Law::OverridesWellFounded && matches!(verdict, Verdict::Vacuous(_)));
        if !killed {
            alive.push(format!("{name}: {law} is {verdict}"));
        }
    }
    assert!(alive.is_empty(), "{}", alive.join("\n"));
}

mod the_demo_book {
    creditbank::rulebook_laws!("tests/rules/law_kit/demo.toml");
}
