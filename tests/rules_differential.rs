//! The evaluator and the plain one that was written from the chapter alone give the same answers.

mod common;

use creditbank::rules::{Facts, RuleBook, evaluate, reference};
use creditbank::testing::rules::{aim::Aim, small};
use proptest::prelude::*;

#[track_caller]
fn same(book: &RuleBook, facts: &Facts) -> Result<(), TestCaseError> {
    let evaluation = evaluate(book, facts);
    let plain = reference::evaluate(book, facts);
    prop_assert_eq!(&evaluation.answer, &plain, "{:#?}\n{:#?}\n{:#?}", book.rules(), facts, evaluation.explanation);
    Ok(())
}

proptest! {
    #![proptest_config(common::config(3_000))]

    #[test]
    fn on_random_books_and_facts(book in small::books(), facts in prop::collection::vec(small::facts(), 4)) {
        facts.iter().try_for_each(|facts| same(&book, facts))?;
    }

    #[test]
    fn at_the_boundaries_of_random_books((book, facts) in small::books().prop_flat_map(|book| {
        let facts = prop::collection::vec(Aim::at(&book).facts(), 4);
        (Just(book), facts)
    })) {
        facts.iter().try_for_each(|facts| same(&book, facts))?;
    }
}
