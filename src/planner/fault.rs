//! What is wrong with a plan: where, and by which numbers; and why none can be made.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::credit::Credits;
use crate::id::{Code, DocumentId, IdError, ProgrammeId, UnitId};
use crate::planner::asset_id::AssetId;
use crate::registry::{Thing, words};
use crate::solver::Flaw;
use crate::text::serde_as_text;

/// A place of a programme, of a plan, or of what a learner holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
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

/// What a plan claims about itself, beside what counts where. All of it follows from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claimed {
    /// The conversions that it counts on.
    Conversions,
    /// What is counted in each part.
    Counts,
    /// The day.
    Day,
    /// The document.
    Document,
    /// The gates still to be passed.
    Gates,
    /// The hash of the document.
    Hash,
    /// The institution.
    Institution,
    /// How good it is.
    Levels,
    /// The reliefs.
    Reliefs,
    /// What is shared.
    Shared,
    /// What is still to be studied.
    Study,
    /// The parts that are taken.
    Taken,
    /// Something else.
    Whole,
}

impl fmt::Display for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Conversions => "conversions",
            Self::Counts => "counts",
            Self::Day => "a day",
            Self::Document => "a document",
            Self::Gates => "gates still to be passed",
            Self::Hash => "a hash",
            Self::Institution => "an institution",
            Self::Levels => "levels",
            Self::Reliefs => "reliefs",
            Self::Shared => "what is shared",
            Self::Study => "study",
            Self::Taken => "parts that are taken",
            Self::Whole => "something",
        })
    }
}

/// Why a plan is not lawful, or not what it claims to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The plan claims something that does not follow.
    #[error("the plan claims {what} that does not follow")]
    Claim {
        /// What it claims.
        what: Claimed,
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

words! {
    /// What kind of fault it is.
    FaultKind, "a kind of fault", "a kind such as `too-little`, `twice` or `unproved` is expected";
    /// The plan claims something that does not follow.
    Claim = "claim",
    /// No model can be made.
    NoModel = "no-model",
    /// A part is not taken.
    NotTaken = "not-taken",
    /// The plan names what is not there.
    NotThere = "not-there",
    /// Less than is asked for.
    TooLittle = "too-little",
    /// More than is allowed.
    TooMuch = "too-much",
    /// The plan names something twice.
    Twice = "twice",
    /// An asset does not count there, or not so much of it.
    Uncountable = "uncountable",
    /// What a conversion would make counts, and the conversion is not made.
    Unmade = "unmade",
    /// The model or the certificate says otherwise.
    Unproved = "unproved",
}

serde_as_text!(FaultKind);

impl Fault {
    /// What kind of fault it is.
    #[must_use]
    pub const fn kind(&self) -> FaultKind {
        match self {
            Self::Claim { .. } => FaultKind::Claim,
            Self::NoModel(_) => FaultKind::NoModel,
            Self::NotTaken { .. } => FaultKind::NotTaken,
            Self::NotThere { .. } => FaultKind::NotThere,
            Self::Flaw(_) => FaultKind::Unproved,
            Self::TooLittle { .. } => FaultKind::TooLittle,
            Self::TooMuch { .. } => FaultKind::TooMuch,
            Self::Twice { .. } => FaultKind::Twice,
            Self::Uncountable { .. } | Self::Unfit { .. } => FaultKind::Uncountable,
            Self::Unmade { .. } => FaultKind::Unmade,
        }
    }

    /// Where it is, if it is somewhere.
    #[must_use]
    pub const fn at(&self) -> Option<&PlanPlace> {
        match self {
            Self::NotTaken { at, .. }
            | Self::NotThere { at }
            | Self::TooLittle { at, .. }
            | Self::TooMuch { at, .. }
            | Self::Twice { at }
            | Self::Uncountable { at, .. }
            | Self::Unfit { at, .. } => Some(at),
            Self::Unmade { conversion, .. } => Some(conversion),
            Self::Claim { .. } | Self::NoModel(_) | Self::Flaw(_) => None,
        }
    }
}

/// Its kind, where it is, and by which numbers.
impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("kind", &self.kind())?;
        if let Some(at) = self.at() {
            map.serialize_entry("at", at)?;
        }
        match self {
            Self::TooLittle { found, least, .. } => {
                map.serialize_entry("found", found)?;
                map.serialize_entry("least", least)?;
            }
            Self::TooMuch { found, most, .. } => {
                map.serialize_entry("found", found)?;
                map.serialize_entry("most", most)?;
            }
            Self::NotTaken { what: asset, .. }
            | Self::Uncountable { asset, .. }
            | Self::Unfit { asset, .. }
            | Self::Unmade { asset, .. } => map.serialize_entry("asset", asset)?,
            _ => {}
        }
        map.end()
    }
}

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
