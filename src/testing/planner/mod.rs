//! What programmes and the planner are tested with: small random programmes and what learners bring to them, made tight;
//! a solver of models that tries everything and says why; and an audit that takes what comes first.

mod exhaustive;
mod features;
mod first_fit;
mod instance;
mod shuffle;
pub mod small;

pub use exhaustive::exhaustive;
pub use features::{Feature, features};
pub use first_fit::{Audit, FirstFit, compare, first_fit};
pub use instance::Instance;
pub use shuffle::{renamed, shuffled};
