//! Random trees of parts that ask nothing yet.

use crate::programme::{Ask, Choice, Part, Programme};
use crate::registry::Tier;
use crate::testing::planner::small::Size;
use crate::testing::planner::small::picks::pick;
use crate::testing::planner::small::world::clause;
use crate::testing::rules::Dice;

/// A programme whose parts accept something and ask nothing.
pub(super) fn programme(dice: &mut Dice, size: Size) -> Option<Programme> {
    let mut parts = Vec::new();
    let leaves = dice.below(size.leaves.checked_sub(1)?) + 2;
    for number in 1..=leaves {
        parts.push(leaf(dice, &format!("p{number}"))?);
    }
    let top_chooses = dice.chance(24);
    if !top_chooses && dice.chance(130) {
        group(dice, &mut parts)?;
    }
    if !top_chooses && dice.chance(70) {
        let mut overlay = leaf(dice, "over")?;
        overlay.overlay = true;
        overlay.optional = dice.chance(40);
        parts.push(overlay);
    }
    let choose = top_chooses.then(|| Some(Choice { least: 1, most: u32::try_from(leaves).ok()?.checked_sub(1)? }));
    bare(Ask { choose: choose.flatten(), ..Ask::default() }, parts)
}

/// A programme of these parts, and nothing else.
pub(super) fn bare(ask: Ask, parts: Vec<Part>) -> Option<Programme> {
    Some(Programme {
        ask,
        averages: Vec::new(),
        carry: Vec::new(),
        clause: clause()?,
        gates: Vec::new(),
        id: "P".parse().ok()?,
        institutions: Vec::new(),
        parts,
        prerequisites: Vec::new(),
        quotas: Vec::new(),
        sharing: Vec::new(),
        tier: Tier::Higher,
        title: "Small".into(),
        unit: "c".parse().ok()?,
    })
}

fn leaf(dice: &mut Dice, id: &str) -> Option<Part> {
    let count = if dice.chance(60) { 2 } else { 1 };
    let mut part = Part::named(id.parse().ok()?);
    part.accepts = (0..count).map(|_| pick(dice)).collect::<Option<_>>()?;
    part.split = dice.chance(80);
    part.optional = dice.chance(24);
    Some(part)
}

/// Puts the first two or three leaves into a group, which may choose among them; sometimes the group into another.
fn group(dice: &mut Dice, parts: &mut Vec<Part>) -> Option<()> {
    let count = dice.pick(&[2, 2, 3])?;
    let mut group = Part::named("g".parse().ok()?);
    for part in parts.iter_mut().take(count) {
        part.within = Some(group.id.clone());
    }
    if dice.chance(120) {
        let most = dice.pick(&[1, 1, 2])?;
        group.ask.choose = Some(Choice { least: 1, most });
    }
    if dice.chance(40) {
        let outer = Part::named("h".parse().ok()?);
        group.within = Some(outer.id.clone());
        parts.insert(0, outer);
        group.optional = dice.chance(60);
        parts.insert(1, group);
    } else {
        group.optional = dice.chance(24);
        parts.insert(0, group);
    }
    Some(())
}
