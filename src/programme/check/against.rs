//! What a programme asks, against what its parts can give; and quotas against parts.
//!
//! Found is what is provable from ranges and from what picks say: that no outcomes whatever meet the programme. What is
//! still to be studied fills in anything, but an award is reached only when nothing is: a quota that nothing can meet is
//! a contradiction although a plan exists.

use crate::credit::Ratio;
use crate::document::At;
use crate::programme::check::asked::{Asked, asked_of};
use crate::programme::check::checks::Checks;
use crate::programme::check::cover::{are_apart, covers};
use crate::programme::check::range::{Measure, Ranges, Such, bounds, shown, shown_ratio};
use crate::programme::check::tree::{Tree, Where};
use crate::programme::pick::Pick;
use crate::programme::requirements::Part;

/// The ranges of everything, of credits and of outcomes.
pub(crate) struct Plain {
    credits: Ranges,
    items: Ranges,
}

impl Plain {
    pub(crate) const fn of(&self, measure: Measure) -> &Ranges {
        match measure {
            Measure::Credits => &self.credits,
            Measure::Items => &self.items,
        }
    }
}

impl<'a> Checks<'a> {
    /// What can only be asked of parts that are a tree.
    pub(crate) fn tree(&mut self, tree: &Tree<'a>, at: At<'_>) {
        let of = |measure| Ranges::of(tree, measure, |_| Such::All);
        let plain = Plain { credits: of(Measure::Credits), items: of(Measure::Items) };
        for measure in [Measure::Credits, Measure::Items] {
            self.against_inner(tree, plain.of(measure), measure, None, at);
            for place in 0..tree.programme.parts.len() {
                let list = at.key("part");
                self.against_inner(tree, plain.of(measure), measure, Some(place), list.index(place));
            }
        }
        let asked = tree.programme.quotas.iter().enumerate();
        let asked: Vec<_> = asked.filter_map(|(index, quota)| asked_of(tree, quota, index)).collect();
        for one in &asked {
            self.against_parts(tree, &plain, one, at.key("quota"));
        }
        self.pairs(tree, &plain, &asked, at.key("quota"));
    }

    /// Whether a part can give what it asks, and need not give more than it takes.
    fn against_inner(&mut self, tree: &Tree<'_>, ranges: &Ranges, measure: Measure, place: Where, at: At<'_>) {
        let ((least, most), inner) = (bounds(tree, measure, place), ranges.inner(place));
        if most.is_some_and(|most| least > most) || is_told(tree, measure, place) {
            return;
        }
        let (shown, name) = (|number: u64| shown(tree, measure, number), tree.name(place));
        let (least_key, most_key) = match measure {
            Measure::Credits => ("least", "most"),
            Measure::Items => ("least_items", "most_items"),
        };
        if let Some(can) = inner.most.filter(|can| least > *can) {
            let message = format!("{name} asks for {}, and at most {} can count in it", shown(least), shown(can));
            let help = "ask for less, or let what is in it take more: no learner could ever meet this";
            self.advise("P018", at.key(least_key), message, help);
        }
        if let Some(most) = most.filter(|most| inner.least > *most) {
            let (most, must) = (shown(most), shown(inner.least));
            let message = format!("{name} takes at most {most}, and its parts must give at least {must}");
            let help = "take more, or let its parts ask for less: no learner could ever meet this";
            self.advise("P019", at.key(most_key), message, help);
        }
    }

    /// A quota against what the parts can and must give of such.
    fn against_parts(&mut self, tree: &Tree<'_>, plain: &Plain, one: &Asked<'_>, at: At<'_>) {
        if !one.is_least && !one.quota.per.is_empty() {
            return;
        }
        let such = Ranges::of(tree, one.measure, |part| kind(&one.quota.of, part)).at(one.within);
        let all = plain.of(one.measure).at(one.within);
        let at = at.index(one.index);
        let (id, place) = (&one.quota.id, tree.name(one.within));
        if one.is_least {
            let Some((need, can)) = one.size.least_of(all.least).zip(such.most.map(Ratio::whole)) else { return };
            if need > can {
                let shown = |ratio| shown_ratio(tree, one.measure, ratio);
                let message =
                    format!("`{id}` asks for {}, and at most {} of such can count in {place}", shown(need), shown(can));
                let help = "ask for less, or let a part accept more of such";
                self.advise("P020", at.key(one.key()), message, help);
            }
        } else if let Some(most) = one.size.most_of(all.most).filter(|most| Ratio::whole(such.least) > *most) {
            let must = shown(tree, one.measure, such.least);
            let allowed = shown_ratio(tree, one.measure, most);
            let message = format!("`{id}` allows {allowed}, and at least {must} of {place} must be such");
            let help = "allow more, or let parts accept something else too";
            self.advise("P023", at.key(one.key()), message, help);
        }
    }
}

/// What is wrong for another reason, and was told: nothing is in it, or it counts outcomes and splits them.
fn is_told(tree: &Tree<'_>, measure: Measure, place: Where) -> bool {
    let part = place.and_then(|place| tree.part(place));
    match part {
        Some(part) if part.is_leaf() => part.split && measure == Measure::Items,
        _ => tree.children(place).is_empty(),
    }
}

/// Of what a leaf accepts, how much a quota counts.
pub(crate) fn kind(of: &[Pick], part: &Part) -> Such {
    if covers(of, &part.accepts) {
        Such::All
    } else if are_apart(of, &part.accepts) {
        Such::Nothing
    } else {
        Such::Some
    }
}
