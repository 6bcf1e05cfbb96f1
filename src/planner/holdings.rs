//! What a learner brings to a programme: a closed record, with nothing personal in it.

use crate::planner::asset_id::AssetId;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::id::{Code, DocumentId, InstitutionId, LotId};
use crate::planner::group::AttemptGroup;
use crate::programme::{Carry, Waivable};
use crate::registry::{Called, Grade, Level, OutcomeKind, OutcomeName, Thing, Tier};
use crate::rules::Limit;
use crate::time::Date;

/// What a learner brings, and from where it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// What can be counted. Their order means nothing.
    pub assets: Vec<Asset>,
    /// Carries beside those of the programme: of the stage, or of a change of pathway.
    pub carry: Vec<Carry>,
    /// The day on which the award would be made: what has expired by then does not count.
    pub day: Date,
    /// Gates that were passed.
    pub gates: BTreeSet<Code>,
    /// Attempts of which only so much may be taken together. Their order means nothing.
    pub groups: Vec<AttemptGroup>,
    /// Limits of rule books that bind when credits are counted, by rule book. Only those that bind then matter.
    pub limits: Vec<(DocumentId, Limit)>,
    /// Conversions that are open to the learner. Their order means nothing.
    pub options: Vec<OpenConversion>,
    /// The institution that would award.
    pub own: InstitutionId,
    /// Outcomes that were passed, with the day: what prerequisites look at. Assets need not be named again.
    pub passed: Vec<Pass>,
    /// What was decided for this learner in this programme.
    pub reliefs: Vec<Relief>,
}

/// One thing that can be counted: what is left of a lot under the same scopes, or what a conversion would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// How much can be counted, in the lot's unit.
    pub amount: Amount,
    /// The category of the course, or of converted credit.
    pub category: Option<Code>,
    /// The class of the course.
    pub class: Option<Code>,
    /// The code of the outcome.
    pub code: Code,
    /// Its content key.
    pub content: Option<Code>,
    /// The day on which it was earned.
    pub earned: Date,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Which it is.
    pub id: AssetId,
    /// Who issued it.
    pub issuer: InstitutionId,
    /// Its kind.
    pub kind: OutcomeKind,
    /// Its level.
    pub level: Option<Level>,
    /// By which conversion it was or would be made.
    pub made: Option<Lineage>,
    /// What it is an attempt at. None: it is no attempt, or nobody says at what.
    pub thing: Option<Thing>,
    /// The tier at which it counts.
    pub tier: Tier,
    /// The last day on which it is valid.
    pub valid_through: Option<Date>,
}

impl Asset {
    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called::new(self.kind, &self.code, self.thing.as_ref())
    }
}

/// An outcome that was passed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pass {
    /// Its code.
    pub code: Code,
    /// Its kind.
    pub kind: OutcomeKind,
    /// The day on which it was earned.
    pub on: Date,
    /// What it is an attempt at. None: it is no attempt, or nobody says at what.
    pub thing: Option<Thing>,
}

impl Pass {
    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called::new(self.kind, &self.code, self.thing.as_ref())
    }
}

impl Holdings {
    /// Whether an outcome of that name was passed, or is there, by a day.
    #[must_use]
    pub fn was_passed(&self, name: &OutcomeName, by: Date) -> bool {
        let told = self.passed.iter().any(|one| one.on <= by && one.called().is(name));
        told || self.assets.iter().any(|asset| asset.earned <= by && asset.called().is(name))
    }
}

/// By which conversion something was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The content keys of what went in.
    pub contents: Vec<Code>,
    /// The rule book.
    pub document: DocumentId,
    /// Which conversion: equal for all that one conversion made.
    pub id: Code,
    /// The issuers of what went in.
    pub issuers: Vec<InstitutionId>,
    /// The limits that the rule names.
    pub limits: Vec<Code>,
    /// The lots that went in.
    pub lots: Vec<LotId>,
    /// The day on which it takes effect.
    pub on: Date,
    /// The rule.
    pub rule: Code,
    /// What went in, in the unit of what came out; `None` where that is another one.
    pub source: Option<Credits>,
}

/// A conversion that is open to the learner: a rule would grant it if it were applied for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenConversion {
    /// Approvals and pieces of evidence that it needs, and one for itself: at least 1.
    pub approvals: u32,
    /// Its id, unique among the options.
    pub id: Code,
    /// What it would make: assets whose id is `Made` with this id, k from 0.
    pub makes: Vec<Asset>,
    /// What it would take out of assets in the passbook.
    pub takes: Vec<Use>,
    /// Conversions that are not open together with it, as by a limit of the rule book: each set as a whole.
    pub not_with: Vec<BTreeSet<Code>>,
}

/// So much of an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The asset.
    pub asset: AssetId,
    /// How much, in its unit.
    pub credits: Credits,
}

/// What was decided for one learner in one programme, by people with the mandate. It is shown apart in every plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Relief {
    /// 免修: the requirement of the part, and of every part around it, is lowered by so much. No credit is added.
    Exempt {
        /// How much less is asked.
        credits: Credits,
        /// How many outcomes fewer are asked.
        items: u32,
        /// The part.
        part: Code,
    },
    /// A lot counts in a part whose picks do not name it.
    Substitute {
        /// The lot.
        lot: LotId,
        /// The part, a leaf.
        part: Code,
    },
    /// Something is not asked of this learner.
    Waive {
        /// Its id: of a part, quota, average or gate; of a prerequisite the course.
        id: Code,
        /// What it is.
        what: Waivable,
    },
}
