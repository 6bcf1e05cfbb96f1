//! Why no plan can be made at all.

use crate::id::{Code, DocumentId, ProgrammeId, UnitId};
use crate::planner::asset_id::AssetId;
use crate::planner::fault::Fault;

/// Why no plan can be made at all. That something is still to be studied is no such reason: the plan says it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Whatever is studied, the requirements cannot all be met.
    #[error("`{programme}` contradicts itself: whatever is studied, its requirements cannot all be met")]
    Contradiction {
        /// The programme.
        programme: ProgrammeId,
    },
    /// The effort was spent before any plan was found.
    #[error("no plan was found in {steps} steps; more effort may find one")]
    Spent {
        /// The steps that were allowed.
        steps: u64,
    },
    /// An amount, or a sum of amounts, does not fit 62 bits.
    #[error("{what} needs a number of more than 62 bits")]
    TooLarge {
        /// What does.
        what: String,
    },
    /// More than is planned.
    #[error("{number} {what} are too many: up to {most} are planned")]
    TooMany {
        /// The most.
        most: usize,
        /// How many.
        number: usize,
        /// Of what.
        what: &'static str,
    },
    /// An id stands for two things.
    #[error("{what} `{id}` is there twice; each needs an id of its own")]
    Twice {
        /// The id.
        id: String,
        /// Of what.
        what: &'static str,
    },
    /// A conversion takes what is not there.
    #[error("the conversion `{option}` takes `{asset}`, which is not among what the learner holds")]
    UnknownAsset {
        /// What it takes.
        asset: AssetId,
        /// The conversion.
        option: Code,
    },
    /// No such programme.
    #[error("the programme `{programme}` is not in the document `{document}`")]
    UnknownProgramme {
        /// The document.
        document: DocumentId,
        /// The programme.
        programme: ProgrammeId,
    },
    /// The programme counts in a unit that nobody defined.
    #[error("the unit `{unit}` is not defined in the document `{document}`")]
    UnknownUnit {
        /// The document.
        document: DocumentId,
        /// The unit.
        unit: UnitId,
    },
    /// What was found does not stand up to the checker. It would be a fault of this crate.
    #[error("the plan that was found cannot be proved: {fault}")]
    Unproved {
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// What a conversion would make has the id of something else.
    #[error(
        "what the conversion `{option}` would make must be numbered `{option}/0`, `{option}/1` and so on, not `{asset}`"
    )]
    Unnumbered {
        /// Its id.
        asset: AssetId,
        /// The conversion.
        option: Code,
    },
}

impl PlanError {
    pub(super) fn unproved(fault: impl Into<Fault>) -> Self {
        Self::Unproved { fault: Box::new(fault.into()) }
    }

    pub(super) fn too_large(what: impl Into<String>) -> Self {
        Self::TooLarge { what: what.into() }
    }
}
