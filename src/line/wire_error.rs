//! Why bytes are not a line.

/// Bytes that are not a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// It is too long to be read.
    #[error("the line is {bytes} bytes long; at most {most} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The most there may be.
        most: usize,
    },
    /// It is not JSON of the right shape.
    #[error("column {column}: {what}")]
    Shape {
        /// The byte at which reading failed, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is JSON, but not in the one form in which it is written.
    #[error("column {column}: the line is not in canonical form, with sorted keys and no unneeded characters")]
    NotCanonical {
        /// The first byte that differs, from 1.
        column: usize,
    },
    /// Some member is missing, or does not belong to this kind of line.
    #[error("the line is neither a first line, nor a publication, nor a learner's: {what}")]
    Kind {
        /// What is missing or too much.
        what: &'static str,
    },
}
