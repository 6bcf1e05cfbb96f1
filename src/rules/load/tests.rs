use crate::diagnosis::Limits;
use crate::rules::{RuleBook, RuleBookDraft};

/// The example of the chapter on rules.
fn example() -> &'static str {
    let chapter = include_str!("../../manual/rules.md");
    chapter.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
}

#[test]
fn the_example_of_the_chapter_is_a_rule_book() {
    let book = RuleBook::read("rules.toml", example().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(book.rules().len(), 2);
    let draft = RuleBookDraft::read("rules.toml", example().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(draft.check().unwrap(), book);
}
