//! Two versions of a rule book: what is written differently, and what it means for whom.
//!
//! Where something is written differently, both books are evaluated in every cell that the rules of either of them
//! make: at the ends of all grades, levels, sizes, days and ages, for each issuer, content and tier that is named, and
//! for needs that hold by the one and by the other. What differs is shown by an application, that of somebody who gains
//! and that of somebody who loses.

mod cells;
mod change;
mod compare;
mod repeat;
mod run;
mod text;

pub use change::Edit;
pub use compare::{Difference, Favour};
pub use run::{Diff, diff};
