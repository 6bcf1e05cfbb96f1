//! Whole instances.

use crate::testing::planner::small::world::Size;
use proptest::prelude::*;

use crate::planner::Asset;
use crate::programme::{Ask, Part};
use crate::testing::planner::Instance;
use crate::testing::planner::small::{asks, extras, groups, lots, options, parts, reliefs, world};
use crate::testing::rules::{Dice, dice};

/// A random instance.
pub fn instance(dice: &mut Dice, size: Size) -> Option<Instance> {
    let holdings = lots::holdings(dice, size)?;
    let programme = parts::programme(dice, size)?;
    let bare = Instance::new(world::draft(programme.clone())?, programme.id.clone(), holdings);
    let bare = options::with_options(dice, &bare, size)?;
    let asked = asks::with_asks(dice, &bare)?;
    let full = extras::with_extras(dice, &asked)?;
    let relieved = reliefs::with_reliefs(dice, &full)?;
    groups::with_groups(dice, &relieved)
}

/// Random instances.
pub fn instances(size: Size) -> impl Strategy<Value = Instance> {
    dice(700).prop_filter_map("every instance can be built", move |mut dice| instance(&mut dice, size))
}

/// A programme of these parts, and these assets and nothing else.
pub(in crate::testing::planner) fn plain(parts: Vec<Part>, assets: Vec<Asset>) -> Option<Instance> {
    let programme = parts::bare(Ask::default(), parts)?;
    let id = programme.id.clone();
    Some(Instance::new(world::draft(programme)?, id, lots::bare(assets)?))
}
