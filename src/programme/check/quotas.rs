//! Checks quotas, each by itself.

use std::collections::BTreeSet;

use crate::credit::{Credits, Unit};
use crate::document::At;
use crate::id::Code;
use crate::programme::check::checks::Checks;
use crate::programme::requirements::{Programme, Quota, QuotaBound, ShareBase};
use crate::programme::words::By;
use crate::rules::MonthDay;

impl<'a> Checks<'a> {
    pub(super) fn quotas(&mut self, programme: &'a Programme, unit: Option<&Unit>, at: At<'_>) {
        let mut seen = BTreeSet::new();
        for (index, quota) in programme.quotas.iter().enumerate() {
            let at = at.index(index);
            if !seen.insert(&quota.id) {
                self.again("quota", quota.id.as_str(), at.key("id"));
            }
            self.clause(&quota.clause, at.key("clause"));
            self.within(quota.within.as_ref(), at.key("within"));
            self.picks(&quota.of, at.key("of"));
            self.bound(programme, quota, unit, at);
            self.counted_by(quota, at);
        }
    }

    fn bound(&mut self, programme: &Programme, quota: &Quota, unit: Option<&Unit>, at: At<'_>) {
        let key = key_of(&quota.bound);
        match &quota.bound {
            QuotaBound::Least(credits) | QuotaBound::Most(credits) => self.whole(Some(*credits), unit, at.key(key)),
            QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => {}
            QuotaBound::LeastShare { of, share } | QuotaBound::MostShare { of, share } => {
                self.share(*share, at.key(key));
                match of {
                    ShareBase::Stated(base) => self.whole(Some(*base), unit, at.key("base")),
                    ShareBase::Required => self.required(programme, quota.within.as_ref(), at.key("base")),
                    ShareBase::Counted => {}
                }
            }
        }
    }

    /// A share of what is required needs something that is.
    fn required(&mut self, programme: &Programme, within: Option<&Code>, at: At<'_>) {
        let (what, ask) = match within {
            None => (format!("the programme `{}`", programme.id), Some(&programme.ask)),
            Some(id) => (format!("`{id}`"), programme.parts.iter().find(|part| part.id == *id).map(|part| &part.ask)),
        };
        let Some(ask) = ask else { return };
        if ask.least.is_none_or(Credits::is_zero) {
            let message = format!("a share of what {what} requires, and it requires no credits");
            self.advise("P024", at, message, "give it a `least`, or write `base = \"counted\"` or an amount");
        }
    }

    /// What a quota counts by.
    fn counted_by(&mut self, quota: &Quota, at: At<'_>) {
        let least =
            matches!(quota.bound, QuotaBound::Least(_) | QuotaBound::LeastItems(_) | QuotaBound::LeastShare { .. });
        if least && !quota.per.is_empty() {
            let message = "a least is asked of all together; only a most is counted by something";
            self.advise("P025", at.key("per"), message, "leave `per` out, or state a most");
        }
        match (quota.per.contains(&By::Window), quota.windows.is_empty()) {
            (true, true) => {
                let help = "list the days on which windows begin, as in `windows = [\"03-01\", \"09-01\"]`";
                self.advise("P025", at.key("per"), "a quota by `window` needs `windows`", help);
            }
            (false, false) => self.say("P025", at.key("windows"), "windows are counted only where `per` has `window`"),
            _ => {}
        }
        for (index, day) in quota.windows.iter().enumerate() {
            if day.to_string().parse::<MonthDay>().as_ref() != Ok(day) {
                let list = at.key("windows");
                self.say("P025", list.index(index), format!("`{day}` is not a day of every year"));
            }
        }
    }
}

/// The key under which a bound is written.
pub(super) const fn key_of(bound: &QuotaBound) -> &'static str {
    match bound {
        QuotaBound::Least(_) => "least",
        QuotaBound::LeastItems(_) => "least_items",
        QuotaBound::LeastShare { .. } => "least_share",
        QuotaBound::Most(_) => "most",
        QuotaBound::MostItems(_) => "most_items",
        QuotaBound::MostShare { .. } => "most_share",
    }
}
