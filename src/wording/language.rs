//! The languages.

use crate::id::IdError;
use crate::registry::words;

words! {
    /// A language in which an explanation is told.
    Language, "a language", "`en` or `zh` is expected";
    /// English.
    English = "en",
    /// Chinese (中文).
    Chinese = "zh",
}
