//! What opening a folder found.

use std::path::PathBuf;

/// What was found when the folder was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// How many lines the journal has.
    pub lines: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// What was cut off its end because it had never been acknowledged.
    pub cut: Option<Cut>,
}

/// A torn end that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The number of the first record that was cut off.
    pub record: u64,
    /// The byte at which it began.
    pub offset: u64,
    /// How many bytes were cut off.
    pub bytes: u64,
    /// Where they were saved.
    pub saved: PathBuf,
    /// Why the record could not stay.
    pub why: String,
}
