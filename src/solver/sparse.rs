//! A vector that is mostly zero.

use crate::solver::fixed::Fixed;

/// Values by place, and the places at which there may be one.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    places: Vec<usize>,
    there: Vec<bool>,
    values: Vec<Fixed>,
}

impl Sparse {
    pub(super) fn new(length: usize) -> Self {
        Self { places: Vec::new(), there: vec![false; length], values: vec![Fixed::ZERO; length] }
    }

    pub(super) fn clear(&mut self) {
        for place in self.places.drain(..) {
            if let (Some(there), Some(value)) = (self.there.get_mut(place), self.values.get_mut(place)) {
                *there = false;
                *value = Fixed::ZERO;
            }
        }
    }

    pub(super) fn get(&self, place: usize) -> Option<Fixed> {
        self.values.get(place).copied()
    }

    pub(super) fn put(&mut self, place: usize, value: Fixed) -> Option<()> {
        let there = self.there.get_mut(place)?;
        if !*there {
            *there = true;
            self.places.push(place);
        }
        *self.values.get_mut(place)? = value;
        Some(())
    }

    /// Places and values, in the order in which they came.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, Fixed)> {
        self.places.iter().filter_map(|place| Some((*place, self.get(*place)?)))
    }
}
