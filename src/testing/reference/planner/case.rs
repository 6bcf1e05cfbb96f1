//! A programme and what a learner brings to it, looked at from one day; and which of it is an asset.

use crate::testing::reference::planner::assets::carried;
use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::planner::{Asset, Holdings, OpenConversion, Relief};
use crate::programme::{Ask, Carry, Part, Programme, Programmes, Waivable};

/// Everything that is looked at. A *place* is 0 for the programme, and k + 1 for its part k.
pub(super) struct Case<'a> {
    /// Of each part the places that it is in, itself among them. What is in an overlay is not in place 0.
    around: Vec<BTreeSet<usize>>,
    pub(super) holdings: &'a Holdings,
    pub(super) programme: &'a Programme,
    pub(super) programmes: &'a Programmes,
    quantum: u64,
}

/// An asset, and how large it is.
#[derive(Clone, Copy)]
pub(super) struct Thing<'a> {
    pub(super) asset: &'a Asset,
    /// How much of it conversions take, in ten-thousandths.
    pub(super) gone: i64,
    /// In quanta of the programme's unit. Of 0 it counts as one item and nothing else.
    pub(super) size: i64,
    /// How much of it conversions take, in quanta, begun ones whole; of size 0: 1 if they take any.
    pub(super) taken: i64,
}

impl<'a> Case<'a> {
    pub(super) fn new(programmes: &'a Programmes, id: &ProgrammeId, holdings: &'a Holdings) -> Option<Self> {
        let programme = programmes.programme(id)?;
        let quantum = programmes.draft().framework.unit(&programme.unit)?.quantum.ten_thousandths();
        let around = programme.parts.iter().map(|part| around(programme, part)).collect();
        Some(Self { around, holdings, programme, programmes, quantum })
    }

    /// Whether part k is in a place, or is it.
    pub(super) fn is_in(&self, part: usize, place: usize) -> bool {
        self.around.get(part).is_some_and(|around| around.contains(&place))
    }

    /// The lane of part k: 0, or the place of the overlay.
    pub(super) fn lane(&self, part: usize) -> usize {
        let overlay = |place: &usize| self.part(*place).is_some_and(|part| part.overlay);
        self.around.get(part).and_then(|around| around.iter().copied().find(overlay)).unwrap_or(0)
    }

    /// The lane of a place.
    pub(super) fn lane_of(&self, place: usize) -> usize {
        place.checked_sub(1).map_or(0, |part| self.lane(part))
    }

    pub(super) fn part(&self, place: usize) -> Option<&'a Part> {
        self.programme.parts.get(place.checked_sub(1)?)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = (usize, &'a Part)> {
        self.programme.parts.iter().enumerate()
    }

    /// The place of that name; none: the programme.
    pub(super) fn place(&self, id: Option<&Code>) -> usize {
        id.and_then(|id| self.programme.parts.iter().position(|part| part.id == *id)).map_or(0, |part| part + 1)
    }

    pub(super) fn ask(&self, place: usize) -> &'a Ask {
        self.part(place).map_or(&self.programme.ask, |part| &part.ask)
    }

    pub(super) fn quanta(&self, credits: Credits) -> i64 {
        i64::try_from(credits.ten_thousandths() / self.quantum).unwrap_or(i64::MAX)
    }

    /// So many quanta in ten-thousandths.
    pub(super) fn ten_thousandths(&self, quanta: i64) -> i64 {
        quanta * i64::try_from(self.quantum).unwrap_or(i64::MAX)
    }

    pub(super) fn is_waived(&self, what: Waivable, id: &Code) -> bool {
        let waived =
            |relief: &Relief| matches!(relief, Relief::Waive { id: one, what: of } if one == id && *of == what);
        self.holdings.reliefs.iter().any(waived)
    }

    fn is_waived_part(&self, place: usize) -> bool {
        self.part(place).is_some_and(|part| self.is_waived(Waivable::Part, &part.id))
    }

    /// How many children are taken, least and most, if it is still a choice how many.
    pub(super) fn choice(&self, place: usize) -> Option<(usize, usize)> {
        let choose = self.ask(place).choose.filter(|_| !self.is_waived_part(place))?;
        Some((usize::try_from(choose.least).ok()?, usize::try_from(choose.most).ok()?))
    }

    /// The least credits of a place less exemptions, and its least items.
    pub(super) fn less_exempt(&self, place: usize) -> (i64, i64) {
        let ask = self.ask(place);
        let (mut least, mut items) =
            (ask.least.map_or(0, |least| self.quanta(least)), ask.least_items.map_or(0, i64::from));
        for relief in &self.holdings.reliefs {
            let Relief::Exempt { credits, items: fewer, part } = relief else { continue };
            if self.place(Some(part)).checked_sub(1).is_some_and(|part| self.is_in(part, place)) {
                (least, items) = (least - self.quanta(*credits), items - i64::from(*fewer));
            }
        }
        (least.max(0), items.max(0))
    }

    /// The least credits and items that are asked of a place.
    pub(super) fn least(&self, place: usize) -> (i64, i64) {
        if self.is_waived_part(place) { (0, 0) } else { self.less_exempt(place) }
    }

    /// The carries of the programme and of the stage.
    pub(super) fn carries(&self) -> impl Iterator<Item = &'a Carry> {
        self.programme.carry.iter().chain(&self.holdings.carry)
    }

    /// What is there, if these conversions are made; none where they cannot be made together.
    pub(super) fn things(&self, made: &[&'a OpenConversion]) -> Option<Vec<Thing<'a>>> {
        let together = |set: &BTreeSet<Code>, own: &Code| {
            set.iter().chain([own]).all(|id| made.iter().any(|option| option.id == *id))
        };
        if made.iter().any(|option| option.not_with.iter().any(|set| together(set, &option.id))) {
            return None;
        }
        let uses = || made.iter().flat_map(|option| &option.takes);
        if !uses().all(|one| self.holdings.assets.iter().any(|asset| asset.id == one.asset)) {
            return None;
        }
        let mut things = Vec::new();
        for asset in self.holdings.assets.iter().chain(made.iter().flat_map(|option| &option.makes)) {
            let gone = gone(asset, made);
            if gone > asset.amount.credits.ten_thousandths() {
                return None;
            }
            let Some(size) = self.size(asset) else { continue };
            let taken = if size == 0 { u64::from(gone > 0) } else { gone.div_ceil(self.quantum) };
            let [gone, taken] = [gone, taken].map(|of| i64::try_from(of).unwrap_or(i64::MAX));
            things.push(Thing { asset, gone, size, taken });
        }
        Some(things)
    }

    /// The lots of which these conversions take something and that are no assets here, as when they expire before the
    /// day.
    pub(super) fn besides(&self, made: &[&'a OpenConversion]) -> Vec<Thing<'a>> {
        let is_taken = |asset: &Asset| made.iter().flat_map(|option| &option.takes).any(|one| one.asset == asset.id);
        let besides = self.holdings.assets.iter().filter(|asset| self.size(asset).is_none() && is_taken(asset));
        let gone = |asset| i64::try_from(gone(asset, made)).unwrap_or(i64::MAX);
        besides.map(|asset| Thing { asset, gone: gone(asset), size: 0, taken: 1 }).collect()
    }

    /// Everything that could be there, with nothing taken from it.
    pub(super) fn untouched(&self) -> Vec<Thing<'a>> {
        let made = self.holdings.options.iter().flat_map(|option| &option.makes);
        let all = self.holdings.assets.iter().chain(made);
        all.filter_map(|asset| Some(Thing { asset, gone: 0, size: self.size(asset)?, taken: 0 })).collect()
    }

    /// How large an asset is; none where it is none.
    pub(super) fn size(&self, asset: &Asset) -> Option<i64> {
        let day = self.holdings.day;
        let in_time = asset.earned <= day && asset.valid_through.is_none_or(|last| day <= last);
        let carried = carried(asset).iter().all(|award| self.carries().any(|carry| carry.from == *award));
        if !in_time || !carried {
            return None;
        }
        if asset.amount.unit != self.programme.unit {
            return Some(0);
        }
        let credits = asset.amount.credits;
        credits.ten_thousandths().is_multiple_of(self.quantum).then(|| self.quanta(credits))
    }
}

/// How much conversions take of an asset, in ten-thousandths.
fn gone(asset: &Asset, made: &[&OpenConversion]) -> u64 {
    let uses = made.iter().flat_map(|option| &option.takes);
    uses.filter(|one| one.asset == asset.id).map(|one| one.credits.ten_thousandths()).sum()
}

/// The places around a part, and its own.
fn around(programme: &Programme, part: &Part) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    let mut next = Some(part);
    let mut overlay = false;
    while let Some(part) = next {
        let place = programme.parts.iter().position(|one| one.id == part.id).map_or(0, |at| at + 1);
        if !places.insert(place) {
            break;
        }
        overlay |= part.overlay;
        next = part.within.as_ref().and_then(|id| programme.parts.iter().find(|one| one.id == *id));
    }
    if !overlay {
        places.insert(0);
    }
    places
}
