//! Leaders: of the rules that may match one outcome in a group of which the best counts, the one that states the most.
//! Where it is applied, those that state less are lost to it, and nothing else comes of them.

use std::collections::BTreeMap;

use crate::analysis::rules::sieve::Mesh;
use crate::credit::Credits;
use crate::id::{Code, UnitId};
use crate::registry::UseKind;
use crate::rules::{Rule, RuleWorth, Target};

/// Rules to evaluate among, and those of them that must be applied for the answer to be that of all.
pub(super) struct Led {
    pub(super) among: Vec<u32>,
    pub(super) leaders: Vec<Code>,
}

/// The rules, without those that are behind the leader of their group.
pub(super) fn led<'a>(may: &[&Mesh<'a>], is_best: impl Fn(&Code) -> bool) -> Led {
    let mut leaders: BTreeMap<&Code, (u32, Stated<'_>, &Code)> = BTreeMap::new();
    let stated = |mesh: &Mesh<'a>| Stated::by(mesh.rule, mesh.takes()).filter(|_| is_best(&mesh.rule.group));
    for mesh in may {
        let Some(own) = stated(mesh) else { continue };
        let first = leaders.entry(&mesh.rule.group).or_insert((mesh.place, own, &mesh.rule.id));
        if first.1.credits < own.credits {
            *first = (mesh.place, own, &mesh.rule.id);
        }
    }
    let behind = |mesh: &Mesh<'a>| {
        let first = leaders.get(&mesh.rule.group);
        stated(mesh).zip(first).is_some_and(|(own, (place, first, _))| own.is_behind(first, *place < mesh.place))
    };
    let among = may.iter().filter(|mesh| !behind(mesh)).map(|mesh| mesh.place).collect();
    Led { among, leaders: leaders.into_values().map(|(.., id)| id.clone()).collect() }
}

/// All that a rule gives: one stated amount. It overrides and denies nothing, and no limit counts it.
#[derive(Clone, Copy)]
struct Stated<'a> {
    credits: Credits,
    unit: &'a UnitId,
}

impl<'a> Stated<'a> {
    fn by(rule: &'a Rule, r#use: UseKind) -> Option<Self> {
        let ([effect], [_]) = (rule.to.as_slice(), rule.from.as_slice()) else { return None };
        let plain = rule.limits.is_empty() && rule.overrides.is_empty() && effect.target != Target::Denial;
        let amounts = effect.amounts.as_ref().filter(|amounts| amounts.team.is_none() && amounts.most.is_none())?;
        match amounts.worth {
            RuleWorth::Fixed(credits) if plain && r#use != UseKind::Witness => {
                Some(Self { credits, unit: &amounts.unit })
            }
            _ => None,
        }
    }

    /// Whether it surely loses to another one; of as much in the same unit the first wins.
    fn is_behind(self, other: &Self, later: bool) -> bool {
        self.credits < other.credits || (later && self.credits == other.credits && self.unit == other.unit)
    }
}
