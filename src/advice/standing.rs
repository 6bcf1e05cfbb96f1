//! How parts stand under a plan: what is asked of this learner there, what counts, and what is still to be studied.

use std::collections::BTreeMap;

use crate::advice::report::Stand;
use crate::credit::Credits;
use crate::id::{Code, UnitId};
use crate::planner::{Asset, AssetId, Counted, Holdings, Plan, Relief};
use crate::programme::{Ask, Part, Programme, Waivable};

/// A plan with what it is a plan for.
pub(super) struct Standing<'a> {
    pub(super) assets: BTreeMap<&'a AssetId, &'a Asset>,
    pub(super) holdings: &'a Holdings,
    parts: BTreeMap<&'a Code, &'a Part>,
    pub(super) plan: &'a Plan,
    pub(super) programme: &'a Programme,
}

impl<'a> Standing<'a> {
    pub(super) fn new(programme: &'a Programme, holdings: &'a Holdings, plan: &'a Plan) -> Self {
        let makes = holdings.options.iter().flat_map(|option| &option.makes);
        let assets = holdings.assets.iter().chain(makes).map(|asset| (&asset.id, asset)).collect();
        let parts = programme.parts.iter().map(|part| (&part.id, part)).collect();
        Self { assets, holdings, parts, plan, programme }
    }

    pub(super) fn part(&self, id: &Code) -> Option<&'a Part> {
        self.parts.get(id).copied()
    }

    /// A part and the parts around it, from the inside out.
    pub(super) fn outward(&self, part: &'a Part) -> impl Iterator<Item = &'a Part> + '_ {
        let outer = |part: &&'a Part| part.within.as_ref().and_then(|id| self.part(id));
        // No path is longer than there are parts.
        std::iter::successors(Some(part), outer).take(self.programme.parts.len())
    }

    pub(super) fn is_overlay(&self, part: &'a Part) -> bool {
        self.outward(part).last().is_some_and(|top| top.overlay)
    }

    /// Whether a quota, an average, a sharing or a relief speaks of a part by itself.
    pub(super) fn is_named(&self, part: &Code) -> bool {
        let programme = self.programme;
        let within = programme.quotas.iter().map(|quota| &quota.within);
        let within = within.chain(programme.averages.iter().map(|average| &average.within)).flatten();
        let shared = programme.sharing.iter().flat_map(|one| [&one.between.0, &one.between.1]);
        let relief = |relief: &Relief| match relief {
            Relief::Exempt { part: of, .. } | Relief::Substitute { part: of, .. } => of == part,
            Relief::Waive { id, what } => *what == Waivable::Part && id == part,
        };
        within.chain(shared).any(|of| of == part) || self.holdings.reliefs.iter().any(relief)
    }

    pub(super) fn is_in_overlay(&self, part: &Code) -> bool {
        self.part(part).is_some_and(|part| self.is_overlay(part))
    }

    /// Whether two leaves are equal but for what they are called, and nothing else names them.
    pub(super) fn are_alike(&self, one: &Code, two: &Code) -> bool {
        self.part(one).zip(self.part(two)).is_some_and(|(one, two)| {
            let named =
                Part { clause: two.clause.clone(), id: two.id.clone(), title: two.title.clone(), ..one.clone() };
            named == *two && one.is_leaf() && !self.is_named(&one.id) && !self.is_named(&two.id)
        })
    }

    /// Whether a part lies in or under another one, or in the programme: everything but overlays.
    pub(super) fn is_in(&self, part: &Code, area: Option<&Code>) -> bool {
        let Some(part) = self.part(part) else { return false };
        match area {
            Some(area) => self.outward(part).any(|one| one.id == *area),
            None => !self.is_overlay(part),
        }
    }

    /// Whether a part is taken.
    pub(super) fn is_taken(&self, part: &'a Part) -> bool {
        self.outward(part).all(|one| !self.is_choice(one) || self.plan.taken.contains(&one.id))
    }

    /// Whether it is optional, or one of several choices.
    fn is_choice(&self, part: &Part) -> bool {
        let around = part.within.as_ref().and_then(|id| self.part(id)).map(|part| &part.ask);
        let whole = (part.within.is_none() && !part.overlay).then_some(&self.programme.ask);
        part.optional || around.or(whole).is_some_and(|ask| ask.choose.is_some())
    }

    /// The clause that a part rests on: its own, or that of what is around it.
    pub(super) fn clause(&self, part: Option<&Code>) -> &'a Code {
        let part = part.and_then(|id| self.part(id));
        let own = part.and_then(|part| self.outward(part).find_map(|one| one.clause.as_ref()));
        own.unwrap_or(&self.programme.clause)
    }

    /// What is asked of this learner in a part, or the programme: exemptions and waivers are taken off.
    pub(super) fn ask(&self, area: Option<&Code>) -> Option<Ask> {
        let ask = self.exempted(area)?;
        let waives = |id: &Code| self.is_waived(Waivable::Part, id);
        Some(match area {
            Some(id) if waives(id) => Ask { choose: None, least: None, least_items: None, ..ask },
            _ => ask,
        })
    }

    /// The same with exemptions only: the base `required` looks at this.
    pub(super) fn exempted(&self, area: Option<&Code>) -> Option<Ask> {
        let mut ask = match area {
            Some(id) => self.part(id)?.ask.clone(),
            None => self.programme.ask.clone(),
        };
        for relief in &self.holdings.reliefs {
            let Relief::Exempt { credits, items, part } = relief else { continue };
            if self.is_in(part, area) {
                ask.least = ask.least.map(|least| least.minus(*credits).unwrap_or_default());
                ask.least_items = ask.least_items.map(|least| least.saturating_sub(*items));
            }
        }
        Some(ask)
    }

    pub(super) fn is_waived(&self, of: Waivable, name: &Code) -> bool {
        let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what } if *what == of && id == name);
        self.holdings.reliefs.iter().any(this)
    }

    /// How a part, or the programme, stands.
    pub(super) fn stand(&self, area: Option<&Code>) -> Stand {
        let all = |_: &Asset| true;
        let study = || self.plan.study.iter().filter(|study| self.is_in(&study.part, area));
        Stand {
            ask: self.ask(area).unwrap_or_default(),
            credits: self.credits(area, all),
            items: self.items(area, all),
            study: sum(study().map(|study| study.credits)),
            take: study().fold(0, |items, study| items.saturating_add(study.items)),
        }
    }

    /// What counts of some assets in a part, or in the programme; what is shared within it once.
    pub(super) fn credits(&self, area: Option<&Code>, which: impl Fn(&Asset) -> bool) -> Credits {
        let unit = &self.programme.unit;
        let here =
            sum(self.counted(area).filter_map(|one| in_unit(self.asset(&one.asset, &which)?, one.credits, unit)));
        let shared = self.plan.shared.iter().filter(|one| self.is_shared(one.sharing, area));
        let shared = sum(shared.filter_map(|one| in_unit(self.asset(&one.asset, &which)?, one.credits, unit)));
        here.minus(shared).unwrap_or_default()
    }

    /// The outcomes that count: each whole asset in a leaf that does not split, what is shared once.
    pub(super) fn items(&self, area: Option<&Code>, which: impl Fn(&Asset) -> bool) -> u32 {
        let whole = |part: &Code| self.part(part).is_some_and(|part| !part.split);
        let here = self.counted(area).filter(|one| whole(&one.part) && self.asset(&one.asset, &which).is_some());
        let shared = self.plan.shared.iter().filter(|one| self.is_shared(one.sharing, area));
        let shared = shared.filter(|shared| {
            let mut parts = self.plan.counts.iter().filter(|one| one.asset == shared.asset);
            parts.all(|one| whole(&one.part)) && self.asset(&shared.asset, &which).is_some()
        });
        let number = here.count().saturating_sub(shared.count());
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    fn counted(&self, area: Option<&Code>) -> impl Iterator<Item = &'a Counted> {
        self.plan.counts.iter().filter(move |one| self.is_in(&one.part, area))
    }

    fn asset(&self, id: &AssetId, which: &impl Fn(&Asset) -> bool) -> Option<&'a Asset> {
        self.assets.get(id).copied().filter(|asset| which(asset))
    }

    /// Whether both sides of a sharing lie in a part, or in the programme.
    fn is_shared(&self, sharing: u32, area: Option<&Code>) -> bool {
        let sharing = usize::try_from(sharing).ok().and_then(|at| self.programme.sharing.get(at));
        sharing.is_some_and(|one| self.is_in(&one.between.0, area) && self.is_in(&one.between.1, area))
    }
}

fn in_unit(asset: &Asset, credits: Credits, unit: &UnitId) -> Option<Credits> {
    (asset.amount.unit == *unit).then_some(credits)
}

/// Credits together. What counts together in a plan that was made has room.
pub(crate) fn sum(credits: impl Iterator<Item = Credits>) -> Credits {
    credits.fold(Credits::ZERO, |sum, one| sum.plus(one).unwrap_or(Credits::MAX))
}
