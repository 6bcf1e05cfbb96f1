//! Random reliefs.

use crate::id::Code;
use crate::planner::{AssetId, Relief};
use crate::programme::{Programme, Waivable};
use crate::testing::planner::Instance;
use crate::testing::planner::small::world::quanta;
use crate::testing::rules::Dice;

/// The same with some reliefs.
pub(super) fn with_reliefs(dice: &mut Dice, instance: &Instance) -> Option<Instance> {
    let mut reliefs = Vec::new();
    if dice.chance(110) {
        for _ in 0..=dice.below(2) {
            reliefs.extend(relief(dice, instance)?);
        }
    }
    reliefs.sort();
    reliefs.dedup();
    Some(instance.bringing(|holdings| holdings.reliefs.clone_from(&reliefs)))
}

fn relief(dice: &mut Dice, instance: &Instance) -> Option<Option<Relief>> {
    let programme = instance.programme()?;
    let any = |dice: &mut Dice| dice.one_of(&programme.parts).map(|part| part.id.clone());
    Some(match dice.below(6) {
        0 | 1 => {
            let credits = quanta(dice.pick(&[1, 2, 0])?)?;
            Some(Relief::Exempt { credits, items: if credits.is_zero() { 1 } else { 0 }, part: any(dice)? })
        }
        2 => Some(Relief::Waive { id: any(dice)?, what: Waivable::Part }),
        3 => waived(dice, programme),
        _ => {
            let leaves: Vec<&Code> =
                programme.parts.iter().filter(|part| part.is_leaf()).map(|part| &part.id).collect();
            let part = (*dice.one_of(&leaves)?).clone();
            match &dice.one_of(&instance.holdings.assets)?.id {
                AssetId::Lot { lot, .. } => Some(Relief::Substitute { lot: *lot, part }),
                AssetId::Made { .. } => None,
            }
        }
    })
}

/// Something that is waived, if it is there.
fn waived(dice: &mut Dice, programme: &Programme) -> Option<Relief> {
    let quotas = programme.quotas.iter().map(|one| (one.id.clone(), Waivable::Quota));
    let averages = programme.averages.iter().map(|one| (one.id.clone(), Waivable::Average));
    let before = programme.prerequisites.iter().map(|one| (one.course.code.clone(), Waivable::Prerequisite));
    let all: Vec<_> = quotas.chain(averages).chain(before).collect();
    dice.pick(&all).map(|(id, what)| Relief::Waive { id, what })
}
