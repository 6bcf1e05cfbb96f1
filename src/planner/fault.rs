//! What is wrong with a plan: where, and by which numbers.

use std::fmt;

use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::plan_error::PlanError;
use crate::registry::Thing;
use crate::solver::Flaw;

/// A place of a programme, of a plan, or of what a learner holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanPlace {
    /// An asset.
    Asset(Box<AssetId>),
    /// The attempts at one thing.
    Attempts(Box<Thing>),
    /// A floor under an average.
    Average(Code),
    /// What is carried out of an earlier award.
    Carry(ProgrammeId),
    /// An open conversion.
    Conversion(Code),
    /// A limit of a rule book.
    Limit(Code),
    /// A part.
    Part(Code),
    /// The programme as a whole.
    Programme,
    /// A quota.
    Quota(Code),
    /// A sharing: its two parts.
    Sharing(Code, Code),
}

impl PlanPlace {
    /// An asset.
    pub(super) fn asset(id: &AssetId) -> Self {
        Self::Asset(Box::new(id.clone()))
    }

    /// A part, or the programme.
    #[must_use]
    pub fn area(part: Option<&Code>) -> Self {
        part.map_or(Self::Programme, |part| Self::Part(part.clone()))
    }
}

impl fmt::Display for PlanPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asset(id) => write!(f, "the asset `{id}`"),
            Self::Attempts(thing) => write!(f, "the group of attempts at `{thing}`"),
            Self::Average(id) => write!(f, "the average `{id}`"),
            Self::Carry(from) => write!(f, "the carry out of `{from}`"),
            Self::Conversion(id) => write!(f, "the conversion `{id}`"),
            Self::Limit(id) => write!(f, "the limit `{id}`"),
            Self::Part(id) => write!(f, "the part `{id}`"),
            Self::Programme => write!(f, "the programme"),
            Self::Quota(id) => write!(f, "the quota `{id}`"),
            Self::Sharing(one, two) => write!(f, "the sharing between `{one}` and `{two}`"),
        }
    }
}

/// Why a plan is not lawful, or not what it claims to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The plan claims something that does not follow.
    #[error("the plan claims {what} that does not follow: {claimed} where {found} is expected")]
    Claim {
        /// What it claims.
        claimed: String,
        /// What follows.
        found: String,
        /// Of what.
        what: &'static str,
    },
    /// No model can be made, so nothing can be checked.
    #[error(transparent)]
    NoModel(#[from] PlanError),
    /// What counts in a part that is not taken, or was itself taken there.
    #[error("{at} is not taken, so {what} cannot be within it")]
    NotTaken {
        /// The part.
        at: PlanPlace,
        /// What stands within it.
        what: PlanPlace,
    },
    /// The plan names what is not there.
    #[error("the plan names {at}, which is not there, or nothing that a plan decides")]
    NotThere {
        /// What it names.
        at: PlanPlace,
    },
    /// The model or the certificate says otherwise.
    #[error(transparent)]
    Flaw(#[from] Flaw),
    /// Less than is asked for.
    #[error("{at} has {found} {what}; at least {least} is needed")]
    TooLittle {
        /// Where.
        at: PlanPlace,
        /// What there is.
        found: String,
        /// The least.
        least: String,
        /// Of what.
        what: &'static str,
    },
    /// More than is allowed.
    #[error("{at} has {found} {what}; at most {most} is allowed")]
    TooMuch {
        /// Where.
        at: PlanPlace,
        /// What there is.
        found: String,
        /// The most.
        most: String,
        /// Of what.
        what: &'static str,
    },
    /// The plan names something twice.
    #[error("the plan names {at} twice in one list")]
    Twice {
        /// What it names.
        at: PlanPlace,
    },
    /// An asset does not count there.
    #[error("{asset} does not count in {at}")]
    Uncountable {
        /// The asset.
        asset: PlanPlace,
        /// The part or sharing.
        at: PlanPlace,
    },
    /// An amount cannot count so.
    #[error("{credits} of {asset} cannot count in {at}: {expected} is expected")]
    Unfit {
        /// The asset.
        asset: PlanPlace,
        /// The part or sharing.
        at: PlanPlace,
        /// The amount.
        credits: Credits,
        /// What would have been accepted.
        expected: &'static str,
    },
    /// What a conversion would make counts, and the conversion is not made.
    #[error("{asset} counts, but {conversion} is not made in the plan")]
    Unmade {
        /// The asset.
        asset: PlanPlace,
        /// The conversion.
        conversion: PlanPlace,
    },
}
