//! The parts of a programme: what is around what, in which lane, and what each asks of this learner.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::Code;
use crate::planner::fault::PlanError;
use crate::planner::formulate::order::few;
use crate::planner::holdings::{Holdings, Relief};
use crate::programme::{Ask, Choice, Part, Programme, Waivable};

const PARTS_MOST: usize = 2_000;

/// The programme and its parts.
pub(super) struct Tree<'a> {
    /// The parts, in their order.
    pub(super) parts: Vec<Area<'a>>,
    /// Everything but the overlays.
    pub(super) whole: Area<'a>,
    /// Where each part stands.
    pub(super) places: BTreeMap<&'a Code, usize>,
    /// How many lanes there are: the main one, which is 0, and one for each overlay.
    pub(super) lanes: usize,
}

/// A part, or the programme.
pub(super) struct Area<'a> {
    /// The part; none: the programme.
    pub(super) part: Option<&'a Part>,
    /// The part itself and the parts around it, from the inside out.
    pub(super) around: Vec<usize>,
    /// The parts within it, next to it.
    pub(super) children: Vec<usize>,
    /// The leaves in or under it, it itself where it is one.
    pub(super) leaves: Vec<usize>,
    /// Its lane.
    pub(super) lane: usize,
    /// The part whose unknown says whether it is taken; none: it always is.
    pub(super) take: Option<usize>,
    /// What it asks, in quanta.
    pub(super) asked: Asked,
}

/// What is asked of this learner.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked {
    pub(super) choose: Option<Choice>,
    pub(super) least: i64,
    pub(super) least_items: i64,
    pub(super) most: Option<i64>,
    pub(super) most_items: Option<i64>,
    /// The base `required`: ten-thousandths.
    pub(super) required: u64,
}

impl Area<'_> {
    /// Its code; none: the programme.
    pub(super) fn code(&self) -> Option<Code> {
        self.part.map(|part| part.id.clone())
    }

    /// Whether the leaf, a part, is in or under it.
    pub(super) fn holds(&self, leaf: usize) -> bool {
        self.leaves.binary_search(&leaf).is_ok()
    }

    pub(super) fn splits(&self) -> bool {
        self.part.is_some_and(|part| part.split)
    }
}

impl<'a> Tree<'a> {
    pub(super) fn new(programme: &'a Programme, holdings: &Holdings, quantum: Credits) -> Result<Self, PlanError> {
        few("parts", programme.parts.len(), PARTS_MOST)?;
        let mut places = BTreeMap::new();
        for (place, part) in programme.parts.iter().enumerate() {
            if places.insert(&part.id, place).is_some() {
                return Err(PlanError::Twice { id: part.id.to_string(), what: "the part" });
            }
        }
        let around: Vec<_> = programme.parts.iter().map(|part| around(programme, &places, part)).collect();
        let lanes = lanes(programme);
        let relieved = Relieved::new(holdings, &places, &around, &lanes)?;
        let area = |(place, part): (usize, &'a Part)| {
            let path = around.get(place).cloned().unwrap_or_default();
            let top = path.last().and_then(|top| lanes.get(*top)).copied().unwrap_or_default();
            let asked = relieved.asked(&part.ask, Some(place), quantum)?;
            Ok(Area {
                part: Some(part),
                asked,
                children: Vec::new(),
                lane: top,
                leaves: Vec::new(),
                take: None,
                around: path,
            })
        };
        let parts = programme.parts.iter().enumerate().map(area).collect::<Result<Vec<_>, PlanError>>()?;
        let asked = relieved.asked(&programme.ask, None, quantum)?;
        let whole = Area {
            part: None,
            around: Vec::new(),
            asked,
            children: Vec::new(),
            lane: 0,
            leaves: Vec::new(),
            take: None,
        };
        let overlays = programme.parts.iter().filter(|part| part.is_overlay()).count();
        let mut tree = Self { parts, whole, places, lanes: overlays.saturating_add(1) };
        tree.join(programme);
        Ok(tree)
    }

    /// What is within what, and which unknown says whether a part is taken.
    fn join(&mut self, programme: &Programme) {
        let paths: Vec<_> = self.parts.iter().map(|area| (area.around.clone(), area.lane)).collect();
        for (place, (path, lane)) in paths.iter().enumerate() {
            let leaf = self.parts.get(place).and_then(|area| area.part).is_some_and(Part::is_leaf);
            for outer in path.iter().filter(|_| leaf) {
                if let Some(area) = self.parts.get_mut(*outer) {
                    area.leaves.push(place);
                }
            }
            if leaf && *lane == 0 {
                self.whole.leaves.push(place);
            }
            match path.get(1) {
                Some(outer) => {
                    if let Some(area) = self.parts.get_mut(*outer) {
                        area.children.push(place);
                    }
                }
                None if *lane == 0 => self.whole.children.push(place),
                None => {}
            }
        }
        for (place, (path, _)) in paths.iter().enumerate() {
            let take = path.iter().copied().find(|outer| has_choice(programme, &paths, *outer));
            if let Some(area) = self.parts.get_mut(place) {
                area.take = take;
            }
        }
    }

    /// A part, or the programme.
    pub(super) fn area(&self, code: Option<&Code>) -> Option<&Area<'a>> {
        match code {
            Some(code) => self.parts.get(*self.places.get(code)?),
            None => Some(&self.whole),
        }
    }

    /// The programme and then its parts.
    pub(super) fn areas(&self) -> impl Iterator<Item = &Area<'a>> {
        std::iter::once(&self.whole).chain(&self.parts)
    }

    /// The leaves, with their places.
    pub(super) fn leaves(&self) -> impl Iterator<Item = (usize, &Area<'a>)> {
        self.parts.iter().enumerate().filter(|(_, area)| area.part.is_some_and(Part::is_leaf))
    }

    /// From the leaf out to the programme.
    pub(super) fn outward(&self, leaf: usize) -> impl Iterator<Item = &Area<'a>> {
        let area = self.parts.get(leaf);
        let path = area.map(|area| area.around.as_slice()).unwrap_or_default();
        let whole = area.filter(|area| area.lane == 0).map(|_| &self.whole);
        path.iter().filter_map(|place| self.parts.get(*place)).chain(whole)
    }
}

/// A part and what is around it, from the inside out.
fn around(programme: &Programme, places: &BTreeMap<&Code, usize>, part: &Part) -> Vec<usize> {
    let outer = |place: &usize| places.get(programme.parts.get(*place)?.within.as_ref()?).copied();
    let first = places.get(&part.id).copied();
    // No path is longer than there are parts.
    std::iter::successors(first, outer).take(programme.parts.len()).collect()
}

/// By part its lane, if it is at the top.
fn lanes(programme: &Programme) -> Vec<usize> {
    let mut last: usize = 0;
    let lane = |part: &Part| {
        if !part.is_overlay() {
            return 0;
        }
        last = last.saturating_add(1);
        last
    };
    programme.parts.iter().map(lane).collect()
}

/// Whether a part has an unknown of its own: it is optional, or a choice.
fn has_choice(programme: &Programme, paths: &[(Vec<usize>, usize)], place: usize) -> bool {
    let Some((part, (path, lane))) = programme.parts.get(place).zip(paths.get(place)) else { return false };
    let outer = path.get(1).and_then(|outer| programme.parts.get(*outer));
    let whole = (*lane == 0).then_some(&programme.ask);
    let ask = outer.map(|outer| &outer.ask).or(whole);
    part.optional || ask.is_some_and(|ask| ask.choose.is_some())
}

impl Part {
    /// Whether it is a lane of its own.
    const fn is_overlay(&self) -> bool {
        self.overlay && self.within.is_none()
    }
}

/// What was decided for the learner about parts.
struct Relieved {
    /// By part: ten-thousandths and items fewer.
    parts: BTreeMap<usize, (u128, u128)>,
    waived: BTreeSet<usize>,
    whole: (u128, u128),
}

impl Relieved {
    fn new(
        holdings: &Holdings,
        places: &BTreeMap<&Code, usize>,
        around: &[Vec<usize>],
        lanes: &[usize],
    ) -> Result<Self, PlanError> {
        let mut relieved = Self { parts: BTreeMap::new(), waived: BTreeSet::new(), whole: (0, 0) };
        for relief in &holdings.reliefs {
            match relief {
                Relief::Exempt { credits, items, part } => {
                    let path = places.get(part).and_then(|place| around.get(*place));
                    let by = (u128::from(credits.ten_thousandths()), u128::from(*items));
                    if let Some(path) = path {
                        relieved.exempt(path, lanes, by)?;
                    }
                }
                Relief::Waive { id, what: Waivable::Part } => relieved.waived.extend(places.get(id)),
                _ => {}
            }
        }
        Ok(relieved)
    }

    fn exempt(&mut self, path: &[usize], lanes: &[usize], by: (u128, u128)) -> Result<(), PlanError> {
        for place in path {
            more(self.parts.entry(*place).or_default(), by)?;
        }
        let lane = path.last().and_then(|top| lanes.get(*top)).copied();
        if lane == Some(0) { more(&mut self.whole, by) } else { Ok(()) }
    }

    fn asked(&self, ask: &Ask, place: Option<usize>, quantum: Credits) -> Result<Asked, PlanError> {
        let fewer = place.map_or(Some(&self.whole), |place| self.parts.get(&place)).copied().unwrap_or_default();
        let waived = place.is_some_and(|place| self.waived.contains(&place));
        let required = lowered(ask.least.unwrap_or_default().ten_thousandths(), fewer.0);
        let least = if waived { 0 } else { required };
        let least_items = lowered(ask.least_items.unwrap_or_default().into(), fewer.1);
        Ok(Asked {
            choose: ask.choose.filter(|_| !waived),
            least: up(least, quantum)?,
            least_items: if waived { 0 } else { number(least_items)? },
            most: ask.most.map(|most| down(most.ten_thousandths(), quantum)).transpose()?,
            most_items: ask.most_items.map(i64::from),
            required,
        })
    }
}

/// One more exemption.
fn more(sum: &mut (u128, u128), by: (u128, u128)) -> Result<(), PlanError> {
    let sums = sum.0.checked_add(by.0).zip(sum.1.checked_add(by.1));
    *sum = sums.ok_or_else(|| PlanError::too_large("the sum of exemptions"))?;
    Ok(())
}

/// Less by so much, not below zero.
fn lowered(least: u64, by: u128) -> u64 {
    let by = u64::try_from(by).ok().filter(|by| *by <= least);
    by.and_then(|by| least.checked_sub(by)).unwrap_or_default()
}

fn number(value: u64) -> Result<i64, PlanError> {
    i64::try_from(value).map_err(|_| PlanError::too_large("a requirement"))
}

/// Whole quanta, at most so much.
pub(super) fn down(ten_thousandths: u64, quantum: Credits) -> Result<i64, PlanError> {
    number(ten_thousandths.checked_div(quantum.ten_thousandths()).unwrap_or_default())
}

/// Whole quanta, at least so much.
pub(super) fn up(ten_thousandths: u64, quantum: Credits) -> Result<i64, PlanError> {
    let quantum = quantum.ten_thousandths().max(1);
    number(ten_thousandths.div_ceil(quantum))
}
