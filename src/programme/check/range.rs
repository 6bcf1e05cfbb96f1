//! How much can count in each part, and how much must, whatever the learner brings: bounds from the leaves up.
//!
//! A least that is above what the parts can give, or a most below what they must give, is a contradiction. Bounds prove no
//! more than that: a programme within its bounds may still contradict itself.

use crate::credit::{Credits, Ratio};
use crate::programme::check::tree::{Place, Tree, Where};
use crate::programme::requirements::{Choice, Part};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Credits, in ten-thousandths.
    Credits,
    /// Outcomes.
    Items,
}

/// From the least that must count to the most that can, where the part is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: u64,
    /// None: any amount.
    pub(crate) most: Option<u64>,
}

/// Of what a leaf takes, how much is such as is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Such {
    All,
    Some,
    Nothing,
}

/// The ranges of all parts and of the programme, for one measure and one kind of outcome.
pub(crate) struct Ranges {
    parts: Vec<Range>,
    whole: Range,
    /// For the parts that are groups, and the whole, what is in them: before what they ask themselves.
    inner: Vec<Range>,
    inner_whole: Range,
}

impl Ranges {
    /// The ranges of what is such. Where everything is, also the minima of groups count.
    pub(crate) fn of(tree: &Tree<'_>, measure: Measure, such: impl Fn(&Part) -> Such) -> Self {
        let none = vec![Range::default(); tree.programme.parts.len()];
        let mut ranges =
            Self { parts: none.clone(), whole: Range::default(), inner: none, inner_whole: Range::default() };
        let all = tree.programme.parts.iter().filter(|part| part.is_leaf()).all(|part| such(part) == Such::All);
        for place in tree.inside_out() {
            let Some(part) = tree.part(*place) else { continue };
            let inner = if part.is_leaf() {
                leaf(part, measure, such(part))
            } else {
                ranges.group(tree, measure, Some(*place))
            };
            let asked =
                ranges.asked(tree, measure, Some(*place), inner, all || part.is_leaf() && such(part) == Such::All);
            put(&mut ranges.inner, *place, inner);
            put(&mut ranges.parts, *place, asked);
        }
        ranges.inner_whole = ranges.group(tree, measure, None);
        ranges.whole = ranges.asked(tree, measure, None, ranges.inner_whole, all);
        ranges
    }

    /// What can and must count in a part or the programme.
    pub(crate) fn at(&self, place: Where) -> Range {
        place.map_or(Some(self.whole), |place| self.parts.get(place).copied()).unwrap_or_default()
    }

    /// The same, but for what the part or programme asks itself.
    pub(crate) fn inner(&self, place: Where) -> Range {
        place.map_or(Some(self.inner_whole), |place| self.inner.get(place).copied()).unwrap_or_default()
    }

    /// What a part or programme asks, on top of what is in it. What contradicts is told once, where it is.
    fn asked(&self, tree: &Tree<'_>, measure: Measure, place: Where, inner: Range, minima: bool) -> Range {
        let (least, most) = bounds(tree, measure, place);
        let most = smaller(inner.most, most);
        let least = if minima { inner.least.max(least) } else { inner.least };
        Range { least: most.map_or(least, |most| least.min(most)), most }
    }

    /// What the parts in a group give together.
    fn group(&self, tree: &Tree<'_>, measure: Measure, place: Where) -> Range {
        let children = tree.children(place);
        let ranges = children.iter().filter_map(|child| Some((tree.part(*child)?, self.at(Some(*child)))));
        let range = match tree.ask(place).choose {
            Some(choice) => chosen(ranges.map(|(_, range)| range), choice),
            None => {
                together(ranges.map(|(part, range)| if part.optional { Range { least: 0, ..range } } else { range }))
            }
        };
        let apart = self.shared(tree, measure, place).and_then(|shared| range.least.checked_sub(shared));
        Range { least: apart.unwrap_or_default(), ..range }
    }

    /// The most that what is counted in two parts of a group can be less than their sum. One pair by itself shares no more
    /// than either must have; with several, what can be in them. None: any amount.
    fn shared(&self, tree: &Tree<'_>, measure: Measure, place: Where) -> Option<u64> {
        let pairs = tree.pairs(place);
        let alone = pairs.len() == 1;
        let mut each = pairs.iter().map(|(sharing, one, other)| {
            let limit = match measure {
                Measure::Credits => sharing.most.map(Credits::ten_thousandths),
                Measure::Items => sharing.most_items.map(u64::from),
            };
            let side = |place: Place| {
                let range = self.at(Some(place));
                if alone { Some(range.least) } else { range.most }
            };
            smaller(limit, smaller(side(*one), side(*other)))
        });
        each.try_fold(0, |sum: u64, one| sum.checked_add(one?))
    }
}

fn put(list: &mut [Range], place: Place, range: Range) {
    if let Some(at) = list.get_mut(place) {
        *at = range;
    }
}

/// What a leaf takes by itself. One that splits counts no outcomes.
fn leaf(part: &Part, measure: Measure, such: Such) -> Range {
    let nothing = such == Such::Nothing || part.ask.most_items == Some(0) || measure == Measure::Items && part.split;
    Range { least: 0, most: nothing.then_some(0) }
}

/// The least and the most that a part or programme asks.
pub(crate) fn bounds(tree: &Tree<'_>, measure: Measure, place: Where) -> (u64, Option<u64>) {
    let ask = tree.ask(place);
    let (least, most) = match measure {
        Measure::Credits => (ask.least.map(Credits::ten_thousandths), ask.most.map(Credits::ten_thousandths)),
        Measure::Items => (ask.least_items.map(u64::from), ask.most_items.map(u64::from)),
    };
    (least.unwrap_or_default(), most)
}

/// The smaller of two mosts, of which either may be none.
pub(crate) fn smaller(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// A sum that is too large to write is no bound from above, and one from below without what is too much.
fn together(ranges: impl Iterator<Item = Range>) -> Range {
    let none = Range { least: 0, most: Some(0) };
    ranges.fold(none, |sum, range| Range {
        least: sum.least.checked_add(range.least).unwrap_or(sum.least),
        most: sum.most.zip(range.most).and_then(|(one, other)| one.checked_add(other)),
    })
}

/// The least that the cheapest choice must give, and the most that the richest can.
fn chosen(ranges: impl Iterator<Item = Range>, choice: Choice) -> Range {
    let all: Vec<Range> = ranges.collect();
    let (mut leasts, mut mosts): (Vec<_>, Vec<_>) = all.iter().map(|range| (range.least, range.most)).unzip();
    leasts.sort_unstable();
    // None is any amount: more than any number.
    mosts.sort_unstable_by_key(|most| std::cmp::Reverse(most.unwrap_or(u64::MAX)));
    let first = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let least = together(leasts.into_iter().take(first(choice.least)).map(|least| Range { least, most: None })).least;
    let most = together(mosts.into_iter().take(first(choice.most)).map(|most| Range { least: 0, most })).most;
    Range { least, most }
}

/// `6 hv`, or `3 outcomes`.
pub(crate) fn shown(tree: &Tree<'_>, measure: Measure, number: u64) -> String {
    match measure {
        Measure::Credits => {
            Credits::from_ten_thousandths(number).unwrap_or(Credits::MAX).with_unit(&tree.programme.unit)
        }
        Measure::Items if number == 1 => "1 outcome".to_owned(),
        Measure::Items => format!("{number} outcomes"),
    }
}

/// A number that may be no whole one.
pub(crate) fn shown_ratio(tree: &Tree<'_>, measure: Measure, number: Ratio) -> String {
    let (whole, rest) = number.split();
    let text = shown(tree, measure, whole);
    if rest.is_zero() { text } else { format!("a little more than {text}") }
}
