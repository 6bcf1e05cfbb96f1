//! What is wrong with a document, and where, rendered as a compiler would. Used by every document loader.
//!
//! A TOML text is taken through the checks that are the same for all documents (size, encoding, nesting, syntax; the
//! [`Limits`]), and its top is handed to a loader. The loader asks for the keys it knows; whatever is missing,
//! misspelt or of the wrong type becomes a [`Finding`], and all [`Findings`] are reported at once. What is wrong with a
//! draft that was put together in a program is a [`Problem`] at a [`Path`].
//!
//! | code | what was found |
//! | --- | --- |
//! | D001 | too many bytes |
//! | D002 | not UTF-8 |
//! | D003 | a byte order mark |
//! | D004 | nested too deep |
//! | D005 | too many values |
//! | D006 | not TOML |
//! | D007 | a key is missing |
//! | D008 | an unknown key |
//! | D009 | a value of the wrong type |
//! | D010 | a value that cannot be read |
//! | D011 | a text that is not NFC |
//! | D012 | a text with control characters, or blanks around it |
//! | D013 | a text that is empty or too long |
//! | D014 | an id that is there twice |
//! | D015 | none, or several, of keys of which there must be one, or one without the key that it goes with |

pub(crate) mod clause;
pub(crate) mod collector;
mod finding;
mod limits;
mod lines;
mod listed;
mod path;
mod places;
mod problem;
pub(crate) mod reader;
mod render;
mod scan;
mod text;
mod told;
pub(crate) mod unique;

pub(crate) use clause::Citation;
pub(crate) use collector::{Collector, Purpose};
pub use finding::{Finding, Findings, Severity};
pub use limits::Limits;
pub use lines::Position;
pub(crate) use listed::{Listed, set};
pub(crate) use path::At;
pub use path::{Path, Step};
pub(crate) use places::Places;
pub use problem::Problem;
pub(crate) use reader::read_for;
pub(crate) use reader::{Table, read};
pub(crate) use text::against_prose;
#[cfg(feature = "analysis")]
pub(crate) use text::nearest;
pub(crate) use told::{NAMES_MOST, Told};
pub(crate) use unique::Unique;
