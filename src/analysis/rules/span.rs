//! Half-open spans of an axis, and sets that may be open.

use std::collections::BTreeSet;

/// From here on, and below there; without an end it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span<T> {
    pub(super) from: T,
    pub(super) below: Option<T>,
}

impl<T: Copy + Ord> Span<T> {
    pub(super) const fn new(from: T, below: Option<T>) -> Self {
        Self { from, below }
    }

    /// What lies in both; none where nothing does.
    pub(super) fn meet(self, other: Self) -> Option<Self> {
        let below = match (self.below, other.below) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (left, right) => left.or(right),
        };
        let both = Self { from: self.from.max(other.from), below };
        (!both.is_empty()).then_some(both)
    }

    /// Whether something lies in both.
    pub(super) fn meets(self, other: Self) -> bool {
        self.meet(other).is_some()
    }

    pub(super) fn is_empty(self) -> bool {
        self.below.is_some_and(|below| below <= self.from)
    }

    pub(super) fn has(self, point: T) -> bool {
        self.from <= point && self.below.is_none_or(|below| point < below)
    }

    /// Whether all of the other lies in this one.
    pub(super) fn covers(self, other: Self) -> bool {
        let ends = match (self.below, other.below) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(other)) => other <= own,
        };
        self.from <= other.from && ends
    }
}

/// Some of a kind of thing; without a list all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice<T>(pub(super) Option<BTreeSet<T>>);

impl<T: Ord + Clone> Choice<T> {
    /// A list as sources have them: empty is all.
    pub(super) fn of(list: &[T]) -> Self {
        Self((!list.is_empty()).then(|| list.iter().cloned().collect()))
    }

    pub(super) fn meet(self, other: &Self) -> Option<Self> {
        let both = match (self.0, &other.0) {
            (Some(left), Some(right)) => Some(left.intersection(right).cloned().collect::<BTreeSet<_>>()),
            (left, right) => left.or_else(|| right.clone()),
        };
        both.as_ref().is_none_or(|both| !both.is_empty()).then_some(Self(both))
    }

    /// Whether something is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => !own.is_disjoint(other),
            _ => true,
        }
    }

    pub(super) fn covers(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(other)) => own.is_superset(other),
        }
    }

    pub(super) fn first(&self) -> Option<&T> {
        self.0.as_ref()?.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_only_touch_have_nothing_in_common() {
        let (low, high) = (Span::new(0, Some(75)), Span::new(75, None));
        assert_eq!(low.meet(high), None);
        assert_eq!(low.meet(Span::new(74, None)), Some(Span::new(74, Some(75))));
        assert!(high.has(75) && !low.has(75));
        assert!(Span::new(0, None).covers(high) && !low.covers(high) && !high.covers(low));
    }

    #[test]
    fn an_empty_list_is_everything() {
        let (all, one, two) = (Choice::of(&[]), Choice::of(&[1]), Choice::of(&[1, 2]));
        assert_eq!(all.clone().meet(&one), Some(one.clone()));
        assert_eq!(one.clone().meet(&Choice::of(&[2])), None);
        assert!(all.covers(&two) && two.covers(&one) && !one.covers(&two) && !two.covers(&all));
    }
}
