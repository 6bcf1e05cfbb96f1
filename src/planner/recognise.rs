//! What would be recognised of what a learner has, where no award is in view.

use serde::Serialize;

use crate::credit::{Amount, Credits};
use crate::id::{Code, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::{Asset, Holdings};
use crate::planner::most::most;
use crate::planner::plan_error::PlanError;
use crate::programme::Programmes;
use crate::solver::Effort;

/// What a programme would recognise of what a learner has: as much as can count in it at once, whatever it still asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognition {
    /// Open conversions that this counts on, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<Code>,
    /// Credits in all, each once.
    pub credits: Amount,
    /// Whether it was shown that no more can count at once.
    pub most: bool,
    /// Each outcome in the passbook, and what open conversions would make, in the order of ids.
    pub outcomes: Vec<Recognised>,
    /// The programme.
    pub programme: ProgrammeId,
}

/// What would be recognised of one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// Which.
    pub asset: AssetId,
    /// Its code.
    pub code: Code,
    /// The parts in which it could count by itself. None: no part takes it, or it is not valid, or reserved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub could: Vec<Code>,
    /// Where it would count beside the others, and how much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<(Code, Credits)>,
    /// All of it.
    pub of: Amount,
}

/// What would be recognised of what a learner has in a programme: the most that can count at once by its parts, mosts, quotas
/// and averages, where nothing is asked for. Nobody need be enrolled.
///
/// # Errors
/// [`PlanError`]: no such programme, or it is too large, or the effort was spent.
///
/// ```
/// use creditbank::planner::{Holdings, recognise};
/// use creditbank::programme::Programmes;
/// use creditbank::solver::Effort;
/// # fn asked(programmes: &Programmes, holdings: &Holdings) -> Result<(), creditbank::planner::PlanError> {
/// let found = recognise(programmes, &"HV-MECH".parse().unwrap(), holdings, Effort::default())?;
/// println!("{} would be recognised", found.credits);
/// for one in &found.outcomes {
///     println!("{}: {:?} of {}", one.code, one.counts, one.of);
/// }
/// # Ok(())
/// # }
/// ```
pub fn recognise(
    programmes: &Programmes,
    id: &ProgrammeId,
    holdings: &Holdings,
    effort: Effort,
) -> Result<Recognition, PlanError> {
    let formulation = Formulation::new(programmes, id, holdings)?;
    let found = most(&formulation, None, false, effort).ok_or(PlanError::Spent { steps: effort.steps })?;
    let plan = formulation.plan_of(&found.values, Vec::new());
    let counts = |asset: &Asset| {
        let here = plan.counts.iter().filter(|one| one.asset == asset.id);
        here.map(|one| (one.part.clone(), one.credits)).collect::<Vec<_>>()
    };
    let one = |(place, asset): (usize, &Asset)| Recognised {
        asset: asset.id.clone(),
        code: asset.code.clone(),
        could: formulation.leaves_of(place).cloned().collect(),
        counts: counts(asset),
        of: asset.amount.clone(),
    };
    let mut outcomes: Vec<_> = formulation.assets().iter().copied().enumerate().map(one).collect();
    outcomes.sort_by(|left, right| left.asset.cmp(&right.asset));
    let unit = formulation.programme().unit.clone();
    let credits = Amount { credits: formulation.amount_of(found.most).unwrap_or_default(), unit };
    Ok(Recognition { conversions: plan.conversions, credits, most: found.proved, outcomes, programme: id.clone() })
}
