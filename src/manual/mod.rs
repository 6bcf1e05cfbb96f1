//! The manual, chapter by chapter. It is compiled and tested with the code.

/// A first walk through the library.
#[doc = include_str!("tour.md")]
pub mod tour {}

/// A rule book, built step by step from ten lines on.
#[doc = include_str!("first_rule_book.md")]
pub mod first_rule_book {}

/// A programme and a pathway, built step by step from ten lines on.
#[doc = include_str!("first_programme.md")]
pub mod first_programme {}

/// One word, one meaning, in English and 中文.
#[doc = include_str!("glossary.md")]
pub mod glossary {}

/// The line format, for whoever writes another implementation.
#[doc = include_str!("format.md")]
pub mod format {}

/// What is fixed, why, and where this differs from what was planned.
#[doc = include_str!("design.md")]
pub mod design {}

/// What each command does to a part of a lot in each place. The test reads this very table.
#[doc = include_str!("table.md")]
pub mod table {}

/// Attempts at one thing: which of them counts on a day, and what may be in use.
#[doc = include_str!("attempts.md")]
pub mod attempts {}

/// Frameworks, institutions, mandates and courses: their keys, whose a course is, and how several attempts count.
#[doc = include_str!("documents.md")]
pub mod documents {}

/// Rule books: how one is written, and exactly what it means.
#[doc = include_str!("rules.md")]
pub mod rules {}

/// Programmes, pathways and plans: how they are written, and exactly what is counted.
#[doc = include_str!("pathways.md")]
pub mod pathways {}
