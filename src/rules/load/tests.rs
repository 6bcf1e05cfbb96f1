use crate::document::Limits;
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

/// The chapter shows what a rule becomes in the canonical form.
#[test]
fn the_canonical_form_is_as_the_chapter_says() {
    let book = RuleBook::read("rules.toml", example().as_bytes(), &Limits::default()).unwrap();
    let form = String::from_utf8(book.canonical()).unwrap();
    let shown =
        include_str!("../../manual/rules.md").split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    let shown: String = shown.unwrap().lines().map(str::trim).collect();
    assert!(form.contains(&format!("[{shown},")), "{form}");
    let value: serde_json::Value = serde_json::from_str(&form).unwrap();
    let keys: Vec<_> = value.as_object().unwrap().keys().map(|key| format!("`{key}`")).collect();
    assert!(include_str!("../../manual/rules.md").replace('\n', " ").contains(&keys.join(", ")), "{keys:?}");
}
