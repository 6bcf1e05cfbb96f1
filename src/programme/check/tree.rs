//! The parts of a programme as a tree, and in which lane each counts.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::programme::requirements::{Ask, Part, Programme, Sharing};

/// A place in the list of parts.
pub(crate) type Place = usize;

/// Parts may be nested so deep.
pub(crate) const DEPTH_MOST: usize = 32;

/// The parts of a programme, each of which is in the programme or in another part, and in no circle.
pub(crate) struct Tree<'a> {
    pub(crate) programme: &'a Programme,
    places: BTreeMap<&'a Code, Place>,
    /// The part around each.
    around: Vec<Option<Place>>,
    /// What is in each.
    within: Vec<Vec<Place>>,
    /// What is at the top and no overlay.
    top: Vec<Place>,
    /// All parts, each after those within it.
    inside_out: Vec<Place>,
    /// The sharings between two parts in each part, and in the programme.
    pairs: Vec<Vec<Pair<'a>>>,
    pairs_in_all: Vec<Pair<'a>>,
}

/// A sharing, and the places of its two parts.
pub(crate) type Pair<'a> = (&'a Sharing, Place, Place);

/// Where something counts: in a part, or in the whole programme.
pub(crate) type Where = Option<Place>;

impl<'a> Tree<'a> {
    /// The tree. None where a part is within what is not there, or within itself, or nested too deep.
    pub(crate) fn of(programme: &'a Programme) -> Option<Self> {
        let places: BTreeMap<_, _> = programme.parts.iter().map(|part| &part.id).zip(0..).collect();
        if places.len() != programme.parts.len() {
            return None;
        }
        let around = programme.parts.iter().map(|part| match &part.within {
            Some(id) => places.get(id).copied().map(Some),
            None => Some(None),
        });
        let around = around.collect::<Option<Vec<_>>>()?;
        let mut within = vec![Vec::new(); around.len()];
        for (place, outer) in around.iter().enumerate() {
            if let Some(list) = outer.and_then(|outer| within.get_mut(outer)) {
                list.push(place);
            }
        }
        let depths = (0..around.len()).map(|place| depth(&around, place)).collect::<Option<Vec<_>>>()?;
        let mut inside_out: Vec<Place> = (0..around.len()).collect();
        inside_out.sort_by_key(|place| std::cmp::Reverse(depths.get(*place).copied().unwrap_or_default()));
        let top = programme.parts.iter().enumerate().filter(|(_, part)| part.within.is_none() && !part.overlay);
        let top = top.map(|(place, _)| place).collect();
        let (pairs, pairs_in_all) = (vec![Vec::new(); around.len()], Vec::new());
        let tree = Self { programme, places, around, within, top, inside_out, pairs, pairs_in_all };
        Some(tree.with_pairs())
    }

    fn with_pairs(mut self) -> Self {
        for sharing in &self.programme.sharing {
            let places = self.place(&sharing.between.0).zip(self.place(&sharing.between.1));
            let Some((one, other)) = places else { continue };
            let outer: Vec<_> =
                self.outwards(one).skip(1).filter(|place| self.is_in(Some(other), Some(*place))).collect();
            for list in outer.into_iter().filter(|place| *place != other) {
                if let Some(list) = self.pairs.get_mut(list) {
                    list.push((sharing, one, other));
                }
            }
            if self.overlay_of(one).is_none() && self.overlay_of(other).is_none() {
                self.pairs_in_all.push((sharing, one, other));
            }
        }
        self
    }

    /// The sharings between two parts in a part, or in the programme.
    pub(crate) fn pairs(&self, of: Where) -> &[Pair<'a>] {
        of.map_or(Some(&self.pairs_in_all), |place| self.pairs.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn place(&self, id: &Code) -> Option<Place> {
        self.places.get(id).copied()
    }

    pub(crate) fn part(&self, place: Place) -> Option<&'a Part> {
        self.programme.parts.get(place)
    }

    /// All parts, each after those within it.
    pub(crate) fn inside_out(&self) -> &[Place] {
        &self.inside_out
    }

    /// What is in a part, or at the top of the programme, overlays apart.
    pub(crate) fn children(&self, of: Where) -> &[Place] {
        of.map_or(Some(&self.top), |place| self.within.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a part asks, or the programme.
    pub(crate) fn ask(&self, of: Where) -> &'a Ask {
        of.and_then(|place| self.part(place)).map_or(&self.programme.ask, |part| &part.ask)
    }

    /// A part and all around it, from the inside out.
    pub(crate) fn outwards(&self, place: Place) -> impl Iterator<Item = Place> + '_ {
        std::iter::successors(Some(place), |place| self.around.get(*place).copied().flatten())
    }

    /// Whether a place is a part or in it. Everything but overlays is in the programme.
    pub(crate) fn is_in(&self, place: Where, outer: Where) -> bool {
        match (place, outer) {
            (place, None) => place.is_none_or(|place| self.overlay_of(place).is_none()),
            (None, Some(_)) => false,
            (Some(place), Some(outer)) => self.outwards(place).any(|one| one == outer),
        }
    }

    /// The overlay that a part is or is in: its lane. None: the lane of what is no overlay.
    pub(crate) fn overlay_of(&self, place: Place) -> Option<Place> {
        self.outwards(place).find(|place| self.part(*place).is_some_and(|part| part.overlay))
    }

    /// What a place is called in messages.
    pub(crate) fn name(&self, place: Where) -> String {
        let part = place.and_then(|place| self.part(place));
        part.map_or_else(|| "the programme".to_owned(), |part| format!("`{}`", part.id))
    }

    /// The leaves in a part, and itself if it is one.
    pub(crate) fn leaves(&self, place: Place) -> impl Iterator<Item = &'a Part> + '_ {
        let all = self.programme.parts.iter().enumerate();
        let inside = all.filter(move |(one, part)| part.is_leaf() && self.is_in(Some(*one), Some(place)));
        inside.map(|(_, part)| part)
    }
}

/// How many parts are around it and itself; none where there are too many: it is within itself, or nested too deep.
fn depth(around: &[Option<Place>], place: Place) -> Option<usize> {
    let outwards = std::iter::successors(Some(place), |place| around.get(*place).copied().flatten());
    let depth = outwards.take(DEPTH_MOST.saturating_add(1)).count();
    (depth <= DEPTH_MOST).then_some(depth)
}
