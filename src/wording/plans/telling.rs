//! How a plan is told, and with what at hand.

use std::fmt;

use crate::advice::Report;
use crate::id::LotId;
use crate::programme::Programmes;
use crate::rules::Citation;
use crate::wording::Language;

/// How a plan is told. A language alone is enough: `tell_plan(&report, Language::English)`. With more at hand:
/// `tell_plan(&report, PlanTelling { programmes: Some(&programmes), ..Language::English.into() })`.
#[derive(Clone, Copy)]
pub struct PlanTelling<'t> {
    /// The language.
    pub language: Language,
    /// What a lot is, for people, such as the title of a course; none where nobody knows.
    pub lot: Option<&'t dyn Fn(LotId) -> Option<String>>,
    /// The document of the programme, for the texts of its clauses. Another one, by its hash, is not used.
    pub programmes: Option<&'t Programmes>,
}

impl<'t> PlanTelling<'t> {
    /// The clauses of the document that the plan is for, if it is at hand.
    pub(super) fn clauses(&self, report: &Report) -> &'t [Citation] {
        let right = self.programmes.filter(|programmes| programmes.hash() == report.hash);
        right.map(|programmes| programmes.draft().clauses.as_slice()).unwrap_or_default()
    }
}

impl From<Language> for PlanTelling<'_> {
    fn from(language: Language) -> Self {
        Self { language, lot: None, programmes: None }
    }
}

impl fmt::Debug for PlanTelling<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, lot, programmes } = self;
        let (lot, programmes) = (lot.is_some(), programmes.map(Programmes::hash));
        f.debug_struct("PlanTelling")
            .field("language", language)
            .field("lot", &lot)
            .field("programmes", &programmes)
            .finish()
    }
}
