//! A programme and a learner's holdings, and which asset counts in which part.

use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::count::numbers::{Number, number};
use crate::planner::fault::Fault;
use crate::planner::fault::PlanError;
use crate::planner::holdings::{Asset, Holdings, OpenConversion, Relief};
use crate::planner::picks::Lens;
use crate::programme::{Part, Prerequisite, Programme, Programmes, QuotaBound, Waivable};
use crate::registry::OutcomeName;

/// What a plan is held against.
pub(super) struct Case<'a> {
    pub(super) assets: BTreeMap<&'a AssetId, &'a Asset>,
    pub(super) holdings: &'a Holdings,
    pub(super) lens: Lens<'a>,
    pub(super) options: BTreeMap<&'a Code, &'a OpenConversion>,
    parts: BTreeMap<&'a Code, &'a Part>,
    pub(super) programme: &'a Programme,
    pub(super) programmes: &'a Programmes,
    pub(super) quantum: Credits,
}

impl<'a> Case<'a> {
    pub(super) fn new(programmes: &'a Programmes, id: &ProgrammeId, holdings: &'a Holdings) -> Result<Self, Fault> {
        let draft = programmes.draft();
        let document = draft.head.id.clone();
        let Some(programme) = programmes.programme(id) else {
            return Err(PlanError::UnknownProgramme { document, programme: id.clone() }.into());
        };
        let Some(unit) = draft.framework.unit(&programme.unit) else {
            return Err(PlanError::UnknownUnit { document, unit: programme.unit.clone() }.into());
        };
        let makes = holdings.options.iter().flat_map(|option| &option.makes);
        Ok(Self {
            assets: holdings.assets.iter().chain(makes).map(|asset| (&asset.id, asset)).collect(),
            holdings,
            lens: Lens::new(programmes, holdings),
            options: holdings.options.iter().map(|option| (&option.id, option)).collect(),
            parts: programme.parts.iter().map(|part| (&part.id, part)).collect(),
            programme,
            programmes,
            quantum: unit.quantum,
        })
    }

    pub(super) fn part(&self, id: &Code) -> Option<&'a Part> {
        self.parts.get(id).copied()
    }

    /// A part and the parts around it, from the inside out.
    pub(super) fn outward(&self, part: &'a Part) -> impl Iterator<Item = &'a Part> + '_ {
        let outer = |part: &&'a Part| part.within.as_ref().and_then(|id| self.part(id));
        std::iter::successors(Some(part), outer).take(self.programme.parts.len())
    }

    /// The overlay that a part is in; none: the main lane.
    pub(super) fn overlay(&self, part: &'a Part) -> Option<&'a Part> {
        self.outward(part).last().filter(|top| top.overlay)
    }

    /// Whether a part is in or under another, or in the programme: everything but overlays.
    pub(super) fn is_in(&self, part: &'a Part, area: Option<&Code>) -> bool {
        match area {
            Some(area) => self.outward(part).any(|one| one.id == *area),
            None => self.overlay(part).is_none(),
        }
    }

    pub(super) fn is_waived(&self, of: Waivable, name: &Code) -> bool {
        let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what } if *what == of && id == name);
        self.holdings.reliefs.iter().any(this)
    }

    /// How large an asset is in the programme: 0 in another unit, and none where that is no whole number of quanta.
    pub(super) fn size(&self, asset: &Asset) -> Option<Number> {
        if asset.amount.unit != self.programme.unit {
            return Some(0);
        }
        self.is_whole(asset.amount.credits).then(|| number(asset.amount.credits))
    }

    pub(super) fn is_whole(&self, credits: Credits) -> bool {
        credits.ten_thousandths().checked_rem(self.quantum.ten_thousandths()) == Some(0)
    }

    /// Whether an asset counts in a leaf.
    pub(super) fn counts_in(&self, asset: &Asset, leaf: &'a Part) -> bool {
        let sized = match self.size(asset) {
            Some(0) => !leaf.split && self.asks_items(leaf),
            Some(_) => true,
            None => false,
        };
        let named = leaf.is_leaf() && (self.lens.takes_any(&leaf.accepts, asset) || self.is_substitute(asset, leaf));
        sized && named && self.is_there(asset) && self.may_count(asset)
    }

    /// Whether a leaf names what it accepts, and nothing of it is left to take.
    pub(super) fn is_closed(&self, leaf: &'a Part) -> bool {
        let mut names = leaf.accepts.iter().flat_map(|pick| &pick.codes);
        leaf.accepts.iter().all(|pick| !pick.codes.is_empty()) && names.all(|name| self.has(name, leaf))
    }

    /// Whether an outcome counts in a leaf, or was passed and nothing of it is there.
    fn has(&self, name: &OutcomeName, leaf: &'a Part) -> bool {
        let there = || self.holdings.assets.iter().filter(|asset| asset.called().is(name));
        let was_passed = || self.holdings.passed.iter().any(|pass| pass.called().is(name));
        there().any(|asset| self.counts_in(asset, leaf)) || (there().next().is_none() && was_passed())
    }

    /// Whether it is earned, still valid, and free or carried.
    fn is_there(&self, asset: &Asset) -> bool {
        let day = self.holdings.day;
        let from = |award: &ProgrammeId| {
            self.programme.carry.iter().chain(&self.holdings.carry).any(|carry| carry.from == *award)
        };
        let carried = match &asset.id {
            AssetId::Made { .. } => true,
            AssetId::Lot { carried, .. } => carried.iter().all(from),
        };
        asset.earned <= day && asset.valid_through.is_none_or(|last| last >= day) && carried
    }

    fn is_substitute(&self, asset: &Asset, leaf: &Part) -> bool {
        let AssetId::Lot { lot: own, .. } = &asset.id else { return false };
        let this =
            |relief: &Relief| matches!(relief, Relief::Substitute { lot, part } if lot == own && *part == leaf.id);
        self.holdings.reliefs.iter().any(this)
    }

    fn may_count(&self, asset: &Asset) -> bool {
        let own = self.programme.prerequisites.iter().filter(|one| asset.called().is(&one.course));
        let mut asked = own.filter(|one| !self.is_waived(Waivable::Prerequisite, &one.course.code));
        asked.all(|one| self.was_before(one, asset))
    }

    fn was_before(&self, asked: &Prerequisite, asset: &Asset) -> bool {
        let passed = |name: &OutcomeName| self.holdings.was_passed(name, asset.earned);
        asked.all.iter().all(passed) && (asked.any.is_empty() || asked.any.iter().any(passed))
    }

    /// Whether a number of items is asked for by a leaf, around it, by the programme, or by a quota over it.
    pub(super) fn asks_items(&self, leaf: &'a Part) -> bool {
        let whole = self.overlay(leaf).is_none().then_some(&self.programme.ask);
        let mut asks = self.outward(leaf).map(|part| &part.ask).chain(whole);
        let quota = |bound: &QuotaBound| matches!(bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_));
        let mut quotas = self.programme.quotas.iter().filter(|one| quota(&one.bound));
        asks.any(|ask| ask.least_items.is_some() || ask.most_items.is_some())
            || quotas.any(|one| self.is_in(leaf, one.within.as_ref()))
    }
}
