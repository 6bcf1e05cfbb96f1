//! A plan: what counts where, and how good that is.

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{Code, DocumentId, InstitutionId, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::holdings::Relief;
use crate::solver::{GoalLevel, LevelResult};
use crate::time::Date;

/// A plan for a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Open conversions that are to be made first, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<Code>,
    /// What counts where: by part in the order of the programme, then by asset.
    pub counts: Vec<Counted>,
    /// The day on which the award would be made.
    pub day: Date,
    /// The document of the programme.
    pub document: DocumentId,
    /// Gates that are still to be passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Code>,
    /// The semantic hash of the document.
    pub hash: Digest,
    /// How good it is, level by level, and how good anything could be.
    pub levels: Vec<LevelResult>,
    /// The institution that would award.
    pub own: InstitutionId,
    /// The programme.
    pub programme: ProgrammeId,
    /// What was decided for this learner and matters here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Relief>,
    /// What counts twice, by which sharing: by asset, then by sharing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<Shared>,
    /// What is still to be studied, and in which parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub study: Vec<Study>,
    /// The optional parts and choices that are taken, in the order of the programme.
    pub taken: Vec<Code>,
}

/// An amount of one asset that counts in one part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// The asset.
    pub asset: AssetId,
    /// How much, in the asset's unit.
    pub credits: Credits,
    /// The part.
    pub part: Code,
}

/// An amount of one asset that counts in both parts of a sharing, and once in what is around them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// The asset.
    pub asset: AssetId,
    /// How much, in the asset's unit.
    pub credits: Credits,
    /// The sharing: its place in the programme, from 0.
    pub sharing: u32,
}

/// What is still to be studied in a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Credits, in the programme's unit.
    pub credits: Credits,
    /// Courses or other outcomes.
    pub items: u32,
    /// The part.
    pub part: Code,
}

impl Plan {
    /// A level of the plan.
    #[must_use]
    pub fn level(&self, level: GoalLevel) -> Option<&LevelResult> {
        self.levels.iter().find(|one| one.level == level)
    }

    /// Whether the award is reached: nothing is left to study or to take, no gate to pass, no conversion to make.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let done = |level| self.level(level).is_some_and(|one| one.value == 0);
        self.gates.is_empty() && self.conversions.is_empty() && done(GoalLevel::Study) && done(GoalLevel::Items)
    }

    /// Whether every level is proved.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        self.levels.iter().all(LevelResult::is_proved)
    }
}
