//! What a programme asks, against what its parts can give, and quotas against parts and against each other.
//!
//! Found is what is provable from ranges and from what picks say: that no outcomes whatever meet the programme. What is
//! still to be studied fills in anything, but an award is reached only when nothing is: a quota that nothing can meet is
//! a contradiction although a plan exists.

use crate::credit::{Credits, Ratio};
use crate::pathway::check::At;
use crate::pathway::check::checks::Checks;
use crate::pathway::check::cover::{are_apart, covers, take_everything};
use crate::pathway::check::quotas::key_of;
use crate::pathway::check::range::{Measure, Ranges, Such, bounds};
use crate::pathway::check::tree::{Tree, Where};
use crate::pathway::pick::Pick;
use crate::pathway::programme::{Part, Quota, QuotaBound, ShareBase};

/// Quotas that name more than this are not compared with each other.
const NAMED_MOST: usize = 1_000;

/// The ranges of everything, of credits and of outcomes.
struct Plain {
    credits: Ranges,
    items: Ranges,
}

impl Plain {
    const fn of(&self, measure: Measure) -> &Ranges {
        match measure {
            Measure::Credits => &self.credits,
            Measure::Items => &self.items,
        }
    }
}

/// A quota as it is compared.
#[derive(Clone, Copy)]
struct Asked<'a> {
    quota: &'a Quota,
    /// Its place in the list.
    index: usize,
    within: Where,
    measure: Measure,
    is_least: bool,
    size: Size,
    /// Of what it is a share.
    base: Option<(ShareBase, Ratio)>,
}

/// How much a quota asks for or allows.
#[derive(Clone, Copy)]
enum Size {
    /// So many ten-thousandths, or outcomes.
    Fixed(Ratio),
    /// A share of what counts.
    Counted(Ratio),
}

impl<'a> Checks<'a> {
    /// What can only be asked of parts that are a tree.
    pub(super) fn tree(&mut self, tree: &Tree<'a>, at: At<'_>) {
        let of = |measure| Ranges::of(tree, measure, |_| Such::All);
        let plain = Plain { credits: of(Measure::Credits), items: of(Measure::Items) };
        for measure in [Measure::Credits, Measure::Items] {
            self.whole_against_parts(tree, plain.of(measure), measure, None, at);
            for place in 0..tree.programme.parts.len() {
                let list = at.key("part");
                self.whole_against_parts(tree, plain.of(measure), measure, Some(place), list.index(place));
            }
        }
        let asked = tree.programme.quotas.iter().enumerate();
        let asked: Vec<_> = asked.filter_map(|(index, quota)| asked_of(tree, quota, index)).collect();
        let at = at.key("quota");
        for one in &asked {
            self.against_parts(tree, &plain, *one, at);
        }
        let small: Vec<_> = asked.iter().filter(|one| names(&one.quota.of) <= NAMED_MOST).collect();
        for (index, one) in small.iter().enumerate() {
            for (second, other) in small.iter().enumerate() {
                if one.measure == other.measure {
                    self.least_against_most(tree, &plain, **one, **other, at);
                }
                if one.measure == other.measure && index < second && one.within == other.within {
                    self.two_leasts(tree, &plain, **one, **other, at);
                    self.two_mosts(tree, &plain, **one, **other, at);
                }
            }
        }
    }

    /// Whether a part can give what it asks, and need not give more than it takes.
    fn whole_against_parts(&mut self, tree: &Tree<'_>, ranges: &Ranges, measure: Measure, place: Where, at: At<'_>) {
        let ((least, most), inner) = (bounds(tree, measure, place), ranges.inner(place));
        let shown = |number: u64| shown(tree, measure, number);
        let name = place.and_then(|place| tree.part(place)).map_or(tree.programme.id.as_str(), |part| part.id.as_str());
        let (least_key, most_key) = match measure {
            Measure::Credits => ("least", "most"),
            Measure::Items => ("least_items", "most_items"),
        };
        if most.is_some_and(|most| least > most) {
            return;
        }
        if let Some(can) = inner.most.filter(|can| least > *can) {
            let message = format!("`{name}` asks for {}, and its parts can give at most {}", shown(least), shown(can));
            let help = "ask for less, or let its parts take more: no learner could ever meet this";
            self.advise("P018", at.key(least_key), message, help);
        }
        if let Some(most) = most.filter(|most| inner.least > *most) {
            let message = format!(
                "`{name}` takes at most {}, and its parts must give at least {}",
                shown(most),
                shown(inner.least)
            );
            let help = "take more, or let its parts ask for less: no learner could ever meet this";
            self.advise("P019", at.key(most_key), message, help);
        }
    }

    /// A quota against what the parts can and must give of such.
    fn against_parts(&mut self, tree: &Tree<'_>, plain: &Plain, one: Asked<'_>, at: At<'_>) {
        if !one.is_least && !one.quota.per.is_empty() {
            return;
        }
        let such = Ranges::of(tree, one.measure, |part| kind(&one.quota.of, part)).at(one.within);
        let all = plain.of(one.measure).at(one.within);
        let at = at.index(one.index);
        let (id, where_) = (&one.quota.id, place_name(tree, one.within));
        if one.is_least {
            let Some((need, can)) = one.size.least_of(all.least).zip(such.most.map(Ratio::whole)) else { return };
            if need > can {
                let shown = |ratio| shown_ratio(tree, one.measure, ratio);
                let message = format!(
                    "`{id}` asks for {}, and at most {} of such can count in {where_}",
                    shown(need),
                    shown(can)
                );
                let help = "ask for less, or let a part accept more of such";
                self.advise("P020", at.key(key_of(&one.quota.bound)), message, help);
            }
        } else if let Some(most) = one.size.most_of(all.most).filter(|most| Ratio::whole(such.least) > *most) {
            let must = shown(tree, one.measure, such.least);
            let allowed = shown_ratio(tree, one.measure, most);
            let message = format!("`{id}` allows {allowed}, and at least {must} of {where_} must be such");
            let help = "allow more, or let parts accept something else too";
            self.advise("P023", at.key(key_of(&one.quota.bound)), message, help);
        }
    }

    /// A least of something, against a most of the same or more.
    fn least_against_most(&mut self, tree: &Tree<'_>, plain: &Plain, one: Asked<'_>, other: Asked<'_>, at: At<'_>) {
        let pair = one.is_least && !other.is_least && other.quota.per.is_empty();
        if !pair || !tree.is_in(one.within, other.within) || !covers(&other.quota.of, &one.quota.of) {
            return;
        }
        let ranges = plain.of(one.measure);
        let need = one.size.least_of(ranges.at(one.within).least);
        let allowed = other.size.most_of(ranges.at(other.within).most);
        let shares =
            one.within == other.within && one.size.share() > other.size.share() && other.size.share().is_some();
        if shares || need.zip(allowed).is_some_and(|(need, allowed)| need > allowed) {
            let message = format!("`{}` asks for more than `{}` allows of the same", one.quota.id, other.quota.id);
            let help = "a most binds what is counted: lower the least, or allow more";
            self.advise("P021", at.index(one.index).key(key_of(&one.quota.bound)), message, help);
        }
    }

    /// Two leasts of things that are never the same, in one whole.
    fn two_leasts(&mut self, tree: &Tree<'_>, plain: &Plain, one: Asked<'_>, other: Asked<'_>, at: At<'_>) {
        if !one.is_least || !other.is_least || !are_apart(&one.quota.of, &other.quota.of) {
            return;
        }
        let most = plain.of(one.measure).at(one.within).most;
        let shares = one.base.zip(other.base).filter(|((one, _), (other, _))| one == other);
        let above = shares.is_some_and(|((_, one), (_, other))| one.plus(other).is_ok_and(|sum| sum > Ratio::ONE));
        if above || most.is_some_and(|most| sum_above(one.size, other.size, most)) {
            let message = format!(
                "`{}` and `{}` ask together for more than there is in {}",
                one.quota.id,
                other.quota.id,
                place_name(tree, one.within)
            );
            let help = "nothing is both: what they ask for must go side by side into the whole";
            self.advise("P022", at.index(other.index).key(key_of(&other.quota.bound)), message, help);
        }
    }

    /// Two mosts of which one or the other counts whatever there is.
    fn two_mosts(&mut self, tree: &Tree<'_>, plain: &Plain, one: Asked<'_>, other: Asked<'_>, at: At<'_>) {
        let free = |one: Asked<'_>| !one.is_least && one.quota.per.is_empty();
        if !free(one) || !free(other) || !take_everything(&one.quota.of, &other.quota.of) {
            return;
        }
        if sum_below(one.size, other.size, plain.of(one.measure).at(one.within).least) {
            let message = format!(
                "everything is counted by `{}` or `{}`, and together they allow less than must count in {}",
                one.quota.id,
                other.quota.id,
                place_name(tree, one.within)
            );
            self.advise(
                "P023",
                at.index(other.index).key(key_of(&other.quota.bound)),
                message,
                "allow more of one of them",
            );
        }
    }
}

impl Size {
    const fn share(self) -> Option<Ratio> {
        match self {
            Self::Counted(share) => Some(share),
            Self::Fixed(_) => None,
        }
    }

    /// What it comes to where at least so much counts.
    fn least_of(self, counted: u64) -> Option<Ratio> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Counted(share) => share.times(Ratio::whole(counted)).ok(),
        }
    }

    /// What it comes to where at most so much counts; none where that is any amount.
    fn most_of(self, counted: Option<u64>) -> Option<Ratio> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Counted(share) => share.times(Ratio::whole(counted?)).ok(),
        }
    }
}

/// Whether two leasts do not fit beside each other into so much, or into anything less.
fn sum_above(one: Size, other: Size, most: u64) -> bool {
    let most = Ratio::whole(most);
    let above = match (one, other) {
        (Size::Fixed(one), Size::Fixed(other)) => one.plus(other).ok().map(|sum| sum > most),
        (Size::Fixed(fixed), Size::Counted(share)) | (Size::Counted(share), Size::Fixed(fixed)) => {
            let rest = Ratio::ONE.less(share).and_then(|rest| rest.times(most).ok());
            rest.map(|rest| fixed > rest)
        }
        (Size::Counted(_), Size::Counted(_)) => None,
    };
    above.unwrap_or(false)
}

/// Whether two mosts together allow less than so much, and less than anything more.
fn sum_below(one: Size, other: Size, least: u64) -> bool {
    let needed = Ratio::whole(least);
    let below = match (one, other) {
        (Size::Fixed(one), Size::Fixed(other)) => one.plus(other).ok().map(|sum| sum < needed),
        (Size::Fixed(fixed), Size::Counted(share)) | (Size::Counted(share), Size::Fixed(fixed)) => {
            let rest = Ratio::ONE.less(share).and_then(|rest| rest.times(needed).ok());
            rest.map(|rest| fixed < rest)
        }
        (Size::Counted(one), Size::Counted(other)) => one.plus(other).ok().map(|sum| sum < Ratio::ONE && least > 0),
    };
    below.unwrap_or(false)
}

/// What a quota asks, where the part in which it counts is there.
fn asked_of<'a>(tree: &Tree<'_>, quota: &'a Quota, index: usize) -> Option<Asked<'a>> {
    let within = match &quota.within {
        Some(id) => Some(tree.place(id)?),
        None => None,
    };
    let of_share = |of: ShareBase, share: Ratio| -> Option<Size> {
        let base = match of {
            ShareBase::Counted => return Some(Size::Counted(share)),
            ShareBase::Required => tree.ask(within).least?,
            ShareBase::Stated(base) => base,
        };
        Some(Size::Fixed(share.times(Ratio::whole(base.ten_thousandths())).ok()?))
    };
    let credits = |credits: Credits| Size::Fixed(Ratio::whole(credits.ten_thousandths()));
    let items = |items: u32| Size::Fixed(Ratio::whole(items.into()));
    let (is_least, measure, size, base) = match quota.bound {
        QuotaBound::Least(least) => (true, Measure::Credits, credits(least), None),
        QuotaBound::Most(most) => (false, Measure::Credits, credits(most), None),
        QuotaBound::LeastItems(least) => (true, Measure::Items, items(least), None),
        QuotaBound::MostItems(most) => (false, Measure::Items, items(most), None),
        QuotaBound::LeastShare { of, share } => (true, Measure::Credits, of_share(of, share)?, Some((of, share))),
        QuotaBound::MostShare { of, share } => (false, Measure::Credits, of_share(of, share)?, Some((of, share))),
    };
    Some(Asked { quota, index, within, measure, is_least, size, base })
}

/// Of what a leaf accepts, how much a quota counts.
fn kind(of: &[Pick], part: &Part) -> Such {
    if covers(of, &part.accepts) {
        Such::All
    } else if are_apart(of, &part.accepts) {
        Such::Nothing
    } else {
        Such::Some
    }
}

/// How many codes and the like are named.
fn names(picks: &[Pick]) -> usize {
    let lists = |pick: &Pick| {
        [&pick.categories, &pick.classes, &pick.codes, &pick.contents, &pick.not_codes, &pick.prefixes].map(Vec::len)
    };
    let all = picks.iter().flat_map(|pick| lists(pick).into_iter().chain([pick.issuers.len(), pick.not_issuers.len()]));
    all.fold(0, usize::saturating_add)
}

fn place_name(tree: &Tree<'_>, place: Where) -> String {
    let part = place.and_then(|place| tree.part(place));
    part.map_or_else(|| "the programme".to_owned(), |part| format!("`{}`", part.id))
}

/// `6 hv`, or `3 outcomes`.
fn shown(tree: &Tree<'_>, measure: Measure, number: u64) -> String {
    match measure {
        Measure::Credits => {
            Credits::from_ten_thousandths(number).unwrap_or(Credits::MAX).with_unit(&tree.programme.unit)
        }
        Measure::Items if number == 1 => "1 outcome".to_owned(),
        Measure::Items => format!("{number} outcomes"),
    }
}

/// A number that may be no whole one.
fn shown_ratio(tree: &Tree<'_>, measure: Measure, number: Ratio) -> String {
    let (whole, rest) = number.split();
    let text = shown(tree, measure, whole);
    if rest.is_zero() { text } else { format!("a little more than {text}") }
}
