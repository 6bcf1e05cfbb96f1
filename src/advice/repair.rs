//! What would change it.

use crate::advice::much::Much;
use serde::Serialize;

use crate::advice::cause::Obstacle;
use crate::advice::study::Needs;
use crate::credit::Credits;
use crate::id::{Code, LotId};
use crate::planner::{AssetId, Bar};
use crate::programme::Waivable;

/// One way to change it. All steps together do what is said; each of them is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Other parts that are like the one of which less is asked: the same comes of asking less of one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Code>,
    /// How many outcomes fewer would be left to take.
    pub fewer: u32,
    /// How much less would be left to study.
    pub less: Credits,
    /// Whether a plan was found that shows what this repair does, and nothing smaller of the same kind does it.
    pub proved: bool,
    /// Whether the award is reached with it.
    pub reaches: bool,
    /// The steps.
    pub steps: Vec<Remedy>,
}

impl Repair {
    /// Whether something is to be studied.
    #[must_use]
    pub fn is_study(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Remedy::Study { .. }))
    }

    /// Whether it is for the learner alone to do: to study, to convert what is open, to pass a gate. Anything else is
    /// granted by others.
    #[must_use]
    pub fn is_learners(&self) -> bool {
        let learners = |step: &Remedy| matches!(step, Remedy::Study { .. } | Remedy::Convert(_) | Remedy::Gate(_));
        self.steps.iter().all(learners)
    }
}

/// One step of a repair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// More is studied in a part: anything new that it accepts, and that is what is needed.
    Study {
        /// Credits.
        credits: Credits,
        /// Outcomes; none: as many as one likes.
        items: u32,
        /// What else they must be.
        needs: Box<Needs>,
        /// The part.
        part: Code,
    },
    /// A conversion that is open is made.
    Convert(Code),
    /// A gate is passed.
    Gate(Code),
    /// A requirement is relaxed for this learner.
    Relax {
        /// By how much.
        by: Much,
        /// Which.
        what: Obstacle,
    },
    /// A lot is accepted in a part, by substitution.
    Accept {
        /// The lot.
        lot: LotId,
        /// The part.
        part: Code,
    },
    /// Something that is no requirement of a core is not asked of this learner: what must be passed before a course.
    Waive {
        /// Its id: of a prerequisite the course.
        id: Code,
        /// What it is.
        what: Waivable,
    },
    /// Something that the learner has counts after all.
    Admit {
        /// What.
        asset: AssetId,
        /// What is in the way now.
        bar: Bar,
    },
}
