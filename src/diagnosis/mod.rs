//! What is wrong with a document, and where, rendered as a compiler would. Used by every document loader.

mod limits;

pub use limits::Limits;
