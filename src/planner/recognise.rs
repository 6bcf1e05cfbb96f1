//! What would be recognised of what a learner has, where no award is in view.
//!
//! A share of what counts, and a floor under an average, cannot be met by what is there alone: a programme that takes at most
//! half from elsewhere would take nothing of who has nothing else. So what is still to be studied for the award is there beside
//! it, no more of it than a plan says, and graded as well as can be.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::credit::{Amount, Credits};
use crate::id::{Code, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::bound::bound;
use crate::planner::fault::PlanError;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::{Asset, Holdings};
use crate::planner::most::{Counting, Rest, has_shares, most};
use crate::planner::plan::Plan;
use crate::planner::run as planner;
use crate::programme::Programmes;
use crate::solver::{Effort, GoalLevel, LevelResult};

/// What a programme would recognise of what a learner has: as much as can count in it at once, once what it still asks for is
/// studied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognition {
    /// Open conversions that this counts on, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<Code>,
    /// Credits in all, each once: also what counts only in parts that look at everything afresh.
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
/// and averages, where nothing is asked for; what counts only in parts that look at everything afresh, too. Of as much, most of it
/// in the programme. Nobody need be enrolled.
///
/// Where there are shares of what counts, or averages, it is what can count once the rest is studied: as much as a plan for the
/// learner leaves to study, graded as well as can be. So no less is recognised than such a plan counts.
///
/// # Errors
/// [`PlanError`]: no such programme, or it is too large, or the effort was spent.
///
/// ```
/// use creditbank::planner::Holdings;
/// use creditbank::programme::Programmes;
/// use creditbank::solver::Effort;
/// use creditbank::testing::engine::recognise;
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
    let (rest, is_all) = rest(programmes, &formulation, holdings, effort);
    let whole = || Counting::of(&formulation, None, false);
    let then = formulation.has_lanes().then(whole);
    let sums = (Counting::once(&formulation), then);
    let found = most(&formulation, sums, rest, effort).ok_or(PlanError::Spent { steps: effort.steps })?;
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
    let credits = credits(&formulation, &plan).unwrap_or_default();
    // What is split counts more than once where it counts in several lanes, each another part of it.
    let most = found.proved && is_all && formulation.amount_of(found.most) == Some(credits);
    let credits = Amount { credits, unit };
    Ok(Recognition { conversions: plan.conversions, credits, most, outcomes, programme: id.clone() })
}

/// What counts in the unit of the programme, each once.
fn credits(formulation: &Formulation<'_>, plan: &Plan) -> Option<Credits> {
    let programme = formulation.programme();
    let own = formulation.assets().iter().filter(|asset| asset.amount.unit == programme.unit);
    let own: BTreeSet<&AssetId> = own.map(|asset| &asset.id).collect();
    let counted = bound(programme, plan).ok()?;
    let mut counted = counted.iter().filter(|(id, _)| own.contains(id));
    counted.try_fold(Credits::ZERO, |sum, (_, credits)| sum.plus(*credits).ok())
}

/// What is still to be studied, where how much counts depends on it, and whether it was shown that this is all.
fn rest(programmes: &Programmes, formulation: &Formulation<'_>, holdings: &Holdings, effort: Effort) -> (Rest, bool) {
    let programme = formulation.programme();
    if !has_shares(programme) && programme.averages.is_empty() {
        return (Rest::default(), true);
    }
    match planner::plan(programmes, &programme.id, holdings, effort) {
        Ok(planned) => {
            let levels = &planned.plan.levels;
            let study = levels
                .iter()
                .filter(|one| matches!(one.level, GoalLevel::Closed | GoalLevel::Study | GoalLevel::Items));
            (Rest { lifts: true, ..Rest::of(levels) }, { study }.all(LevelResult::is_proved))
        }
        Err(PlanError::Contradiction { .. }) => (Rest::default(), true),
        Err(_) => (Rest::default(), false),
    }
}
