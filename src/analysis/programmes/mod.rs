//! What in sound programmes is hardly meant, and which words of programmes and rule books the documents beside them have
//! not got.

mod dead;
mod defined;
mod remarks;
mod rules;
mod unknown;
mod vocabulary;
mod words;

pub(crate) use remarks::remarks_again;
pub use remarks::{remarks, remarks_beside};
pub use rules::rules_beside;
pub use vocabulary::Vocabulary;
