//! Quotas as they are compared: how much each asks for or allows, and of what.

use crate::credit::{Credits, Ratio};
use crate::programme::check::quotas::key_of;
use crate::programme::check::range::{Measure, shown};
use crate::programme::check::tree::{Tree, Where};
use crate::programme::requirements::{Quota, QuotaBound, ShareBase};

/// A quota as it is compared.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) quota: &'a Quota,
    /// Its place in the list.
    pub(crate) index: usize,
    pub(crate) within: Where,
    pub(crate) measure: Measure,
    pub(crate) is_least: bool,
    pub(crate) size: Size,
    /// Of what it is a share.
    pub(crate) base: Option<(ShareBase, Ratio)>,
}

/// How much a quota asks for or allows.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// So many ten-thousandths, or outcomes.
    Fixed(Ratio),
    /// A share of what counts.
    Counted(Ratio),
}

impl Asked<'_> {
    /// How much it asks for or allows, as it is written: `1/2 of what is required`.
    pub(crate) fn written(&self, tree: &Tree<'_>) -> String {
        let unit = &tree.programme.unit;
        match (&self.quota.bound, self.base) {
            (_, Some((ShareBase::Counted, share))) => format!("{share} of what is counted"),
            (_, Some((ShareBase::Required, share))) => format!("{share} of what is required"),
            (_, Some((ShareBase::Stated(base), share))) => format!("{share} of {}", base.with_unit(unit)),
            (QuotaBound::LeastItems(items) | QuotaBound::MostItems(items), None) => {
                shown(tree, Measure::Items, (*items).into())
            }
            (QuotaBound::Least(credits) | QuotaBound::Most(credits), None) => credits.with_unit(unit),
            // A share has a base.
            (QuotaBound::LeastShare { share, .. } | QuotaBound::MostShare { share, .. }, None) => share.to_string(),
        }
    }

    /// The key under which its bound is written.
    pub(crate) const fn key(&self) -> &'static str {
        key_of(&self.quota.bound)
    }
}

impl Size {
    pub(crate) const fn share(self) -> Option<Ratio> {
        match self {
            Self::Counted(share) => Some(share),
            Self::Fixed(_) => None,
        }
    }

    /// What it comes to where at least so much counts.
    pub(crate) fn least_of(self, counted: u64) -> Option<Ratio> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Counted(share) => share.times(Ratio::whole(counted)).ok(),
        }
    }

    /// What it comes to where at most so much counts; none where that is any amount.
    pub(crate) fn most_of(self, counted: Option<u64>) -> Option<Ratio> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Counted(share) => share.times(Ratio::whole(counted?)).ok(),
        }
    }
}

/// Whether two leasts do not fit beside each other into so much, or into anything less.
pub(crate) fn sum_above(one: Size, other: Size, most: u64) -> bool {
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
pub(crate) fn sum_below(one: Size, other: Size, least: u64) -> bool {
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
pub(crate) fn asked_of<'a>(tree: &Tree<'_>, quota: &'a Quota, index: usize) -> Option<Asked<'a>> {
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
