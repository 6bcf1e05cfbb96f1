//! The languages.

use crate::id::IdError;
use crate::registry::words;
use crate::rules::wording::chinese::Chinese;
use crate::rules::wording::english::English;
use crate::rules::wording::tongue::Tongue;

words! {
    /// A language in which an explanation is told.
    Language, "a language", "`en` or `zh` is expected";
    /// English.
    English = "en",
    /// Chinese (中文).
    Chinese = "zh",
}

impl Language {
    /// What says things in it.
    pub(super) const fn tongue(self) -> &'static dyn Tongue {
        match self {
            Self::English => &English,
            Self::Chinese => &Chinese,
        }
    }
}
