//! Totals and quotas that never bind: a least below what the parts ask together, a most above what they take.

use crate::credit::Ratio;
use crate::document::At;
use crate::programme::{Asked, Measure, Programme, Ranges, Size, Such, Tree, Where, asked_of, bounds, kind, shown};

/// A bound that never binds: where it is, what is wrong with it, and what would do.
pub(super) struct Dead {
    pub(super) key: &'static str,
    pub(super) message: String,
    pub(super) help: String,
}

/// Tells of each bound of a programme, of its groups and of its quotas, that never binds.
pub(super) fn totals(programme: &Programme, at: At<'_>, mut tell: impl FnMut(At<'_>, Dead)) {
    let Some(tree) = Tree::of(programme) else { return };
    for measure in [Measure::Credits, Measure::Items] {
        let ranges = Ranges::of(&tree, measure, |_| Such::All);
        dead(&tree, &ranges, measure, None).into_iter().for_each(|dead| tell(at, dead));
        let list = at.key("part");
        for (place, _) in programme.parts.iter().enumerate().filter(|(_, part)| !part.is_leaf()) {
            dead(&tree, &ranges, measure, Some(place)).into_iter().for_each(|dead| tell(list.index(place), dead));
        }
    }
    let list = at.key("quota");
    for (index, quota) in programme.quotas.iter().enumerate() {
        let asked = asked_of(&tree, quota, index);
        asked.and_then(|one| of_quota(&tree, &one)).into_iter().for_each(|dead| tell(list.index(index), dead));
    }
}

/// A quota of a stated number that what is in its part keeps by itself.
fn of_quota(tree: &Tree<'_>, one: &Asked<'_>) -> Option<Dead> {
    let Size::Fixed(size) = one.size else { return None };
    let such = Ranges::of(tree, one.measure, |part| kind(&one.quota.of, part)).at(one.within);
    let (parts, does) = match one.is_least {
        true => (such.least, "asks for"),
        false => (such.most?, "takes at most"),
    };
    let dead = if one.is_least { size < Ratio::whole(parts) } else { size > Ratio::whole(parts) };
    let (name, parts) = (tree.name(one.within), shown(tree, one.measure, parts));
    let message =
        format!("`{}` of {} never binds: what is in {name} {does} {parts} of such", one.quota.id, one.written(tree));
    let help = format!("the parts alone come to {parts}: ask for another number, or leave the quota out");
    dead.then(|| Dead { key: one.key(), message, help })
}

fn dead(tree: &Tree<'_>, ranges: &Ranges, measure: Measure, place: Where) -> Vec<Dead> {
    let ((least, most), inner) = (bounds(tree, measure, place), ranges.inner(place));
    let (low, high) = match measure {
        Measure::Credits => ("least", "most"),
        Measure::Items => ("least_items", "most_items"),
    };
    let shown = |number: u64| shown(tree, measure, number);
    let tell = |key: &'static str, asks: String, does: &str, parts: u64| Dead {
        key,
        message: format!("{asks} never binds: what is in {} {does} {}", tree.name(place), shown(parts)),
        help: format!("the parts alone come to {}: ask for another total, or leave `{key}` out", shown(parts)),
    };
    let low = (least > 0 && least < inner.least)
        .then(|| tell(low, format!("`{low}` of {}", shown(least)), "asks for", inner.least));
    let high_of = most.zip(inner.most).filter(|(most, inner)| inner < most);
    let high = high_of.map(|(most, inner)| tell(high, format!("`{high}` of {}", shown(most)), "takes at most", inner));
    low.into_iter().chain(high).collect()
}
