//! Documents are judged once, when they are published.

use serde::{Deserialize, Serialize};

#[cfg(feature = "testing")]
use crate::diagnosis::Finding;
use crate::diagnosis::{Findings, Limits, Purpose, read_for};
use crate::ledger::document::Document;
use crate::pathway::JUDGING_STEPS;
use crate::registry::{DocumentKind, Roll};

/// The number of the checks and analyses by which a document is judged now. A check that is added or dropped, and
/// another effort, raise it; it says nothing of how commands are decided.
pub const JUDGED: u32 = 1;

/// By what a document was judged, as the line says that published it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// How many steps an analysis could take, of each programme. None where nothing is analysed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<u64>,
    /// The number of the checks and analyses.
    pub number: u32,
}

/// What judges documents: the checks and analyses of one number.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    number: u32,
    without: &'static [&'static str],
    #[cfg(feature = "testing")]
    beside: Option<fn(&Document) -> Option<Finding>>,
}

/// The one of this build.
impl Default for Judge {
    fn default() -> Self {
        Self {
            number: JUDGED,
            without: &[],
            #[cfg(feature = "testing")]
            beside: None,
        }
    }
}

impl Judge {
    /// The number of its checks and analyses.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Judges a document as it would be published beside others, of which `roll` knows the courses.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn judge(&self, name: &str, text: &[u8], roll: &dyn Roll) -> Result<(Document, Judged), Findings> {
        let purpose = Purpose::Judging { without: self.without };
        let document = read_for(name, text, &Limits::default(), purpose, |top| Document::load(top, Some(roll)))?;
        #[cfg(feature = "testing")]
        self.look_beside(name, text, &document)?;
        let effort = (document.kind() == DocumentKind::Programmes).then_some(JUDGING_STEPS);
        Ok((document, Judged { effort, number: self.number }))
    }
}

/// The judges of other builds, for tests.
#[cfg(feature = "testing")]
impl Judge {
    /// As a build would judge that has another number.
    #[must_use]
    pub const fn numbered(self, number: u32) -> Self {
        Self { number, ..self }
    }

    /// As a build would judge that lacks the checks of some codes.
    #[must_use]
    pub const fn without(self, without: &'static [&'static str]) -> Self {
        Self { without, ..self }
    }

    /// As a build would judge that has one more check.
    #[must_use]
    pub const fn with(self, check: fn(&Document) -> Option<Finding>) -> Self {
        Self { beside: Some(check), ..self }
    }

    fn look_beside(&self, name: &str, text: &[u8], document: &Document) -> Result<(), Findings> {
        let found = self.beside.and_then(|check| check(document));
        found.map_or(Ok(()), |found| Err(Findings::new(name, String::from_utf8_lossy(text), vec![found], 0)))
    }
}
