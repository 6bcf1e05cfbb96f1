//! The evaluator and the plain one that was written from the chapter alone give the same answers.

mod common;

use creditbank::rules::{Facts, RuleBook, evaluate, reference};
use creditbank::testing::rules::{aim::Aim, small};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The rules that the application is about, the application, and what became of each rule.
fn told(book: &RuleBook, facts: &Facts) -> String {
    let evaluation = evaluate(book, facts);
    let candidates = evaluation.explanation.candidates;
    let rules: Vec<_> = book.rules().iter().filter(|rule| candidates.iter().any(|one| one.rule == rule.id)).collect();
    let plain = reference::evaluate(book, facts);
    let draft = book.draft();
    format!(
        "{:#?}\n{facts:#?}\n{candidates:#?}\nbasis {}, february {:?}, tiers {:?}\nit answers   {:?}\nplainly it is {plain:?}",
        rules, draft.basis, draft.february, draft.tiers, evaluation.answer
    )
}

fn run(seeds: u32, cases: impl Strategy<Value = (RuleBook, Facts)>) {
    let config = proptest::test_runner::Config { max_shrink_iters: 1_500, ..common::config(seeds) };
    let tried = TestRunner::new(config).run(&cases, |(book, facts)| {
        if evaluate(&book, &facts).answer == reference::evaluate(&book, &facts) {
            return Ok(());
        }
        Err(TestCaseError::fail(told(&book, &facts)))
    });
    if let Err(proptest::test_runner::TestError::Fail(why, _)) = tried {
        panic!("{why}");
    }
}

#[test]
fn on_random_books_and_facts() {
    run(1_500, (small::books(), small::facts()));
}

#[test]
fn at_the_boundaries_of_random_books() {
    run(800, small::books().prop_flat_map(|book| (Just(book.clone()), Aim::at(&book).facts())));
}
