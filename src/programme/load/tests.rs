use crate::document::Limits;
use crate::programme::{Programmes, ProgrammesDraft};

/// The example of the chapter on programmes.
fn example() -> &'static str {
    let chapter = include_str!("../../manual/pathways.md");
    chapter.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
}

#[test]
fn the_example_of_the_chapter_is_sound() {
    let book = Programmes::read("programmes.toml", example().as_bytes(), &Limits::default()).unwrap();
    assert_eq!((book.draft().programmes.len(), book.draft().pathways.len()), (3, 2));
    let draft = ProgrammesDraft::read("programmes.toml", example().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(draft.check().unwrap(), book);
}

#[test]
fn the_canonical_form_is_as_the_chapter_says() {
    let book = Programmes::read("programmes.toml", example().as_bytes(), &Limits::default()).unwrap();
    let form = String::from_utf8(book.canonical()).unwrap();
    let chapter = include_str!("../../manual/pathways.md");
    let shown = chapter.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    let shown: String = shown.unwrap().lines().map(str::trim).collect();
    assert!(form.contains(&shown), "{form}");
    let value: serde_json::Value = serde_json::from_str(&form).unwrap();
    let keys: Vec<_> = value.as_object().unwrap().keys().map(|key| format!("`{key}`")).collect();
    assert!(chapter.replace('\n', " ").contains(&keys.join(", ")), "{keys:?}");
}
