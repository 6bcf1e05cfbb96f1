//! Small random rule books over a small fixed world, and random facts for them. Few codes, grades, amounts and days,
//! so that what is random meets often.

mod books;
mod effects;
mod facts;
mod sources;

pub use books::{book, books, rule, rules};
pub use effects::{Room, effect, effects};
pub use facts::{facts, small_facts};
pub use sources::{need, needs, source, sources};
