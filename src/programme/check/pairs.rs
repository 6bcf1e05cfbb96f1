//! Quotas against each other, in pairs.

use crate::credit::Ratio;
use crate::document::At;
use crate::programme::check::against::Plain;
use crate::programme::check::asked::{Asked, sum_above, sum_below};
use crate::programme::check::checks::Checks;
use crate::programme::check::cover::{are_apart, covers, take_everything};
use crate::programme::check::tree::Tree;
use crate::programme::pick::Pick;

/// Quotas that name more than this are not compared with each other.
const NAMED_MOST: usize = 1_000;

impl<'a> Checks<'a> {
    pub(super) fn pairs(&mut self, tree: &Tree<'a>, plain: &Plain, asked: &[Asked<'_>], at: At<'_>) {
        let small: Vec<_> = asked.iter().filter(|one| names(&one.quota.of) <= NAMED_MOST).collect();
        for one in &small {
            for other in small.iter().filter(|other| other.measure == one.measure) {
                self.least_against_most(tree, plain, one, other, at);
                if one.index < other.index && one.within == other.within {
                    self.two_leasts(tree, plain, one, other, at);
                    self.two_mosts(tree, plain, one, other, at);
                }
            }
        }
    }

    /// A least of something, against a most of the same or more.
    fn least_against_most(&mut self, tree: &Tree<'_>, plain: &Plain, one: &Asked<'_>, other: &Asked<'_>, at: At<'_>) {
        let pair = one.is_least && !other.is_least && other.quota.per.is_empty();
        if !pair || !tree.is_in(one.within, other.within) || !covers(&other.quota.of, &one.quota.of) {
            return;
        }
        let ranges = plain.of(one.measure);
        let need = one.size.least_of(ranges.at(one.within).least);
        let allowed = other.size.most_of(ranges.at(other.within).most);
        let shares = one.size.share().zip(other.size.share()).filter(|_| one.within == other.within);
        if shares.or(need.zip(allowed)).is_some_and(|(need, allowed)| need > allowed) {
            let (asks, allows) = (one.written(tree), other.written(tree));
            let message =
                format!("`{}` asks for {asks}, and `{}` allows {allows} of the same", one.quota.id, other.quota.id);
            let help = "a most binds what is counted: lower the least, or allow more";
            self.advise("P021", at.index(one.index).key(one.key()), message, help);
        }
    }

    /// Two leasts of things that are never the same, in one whole.
    fn two_leasts(&mut self, tree: &Tree<'_>, plain: &Plain, one: &Asked<'_>, other: &Asked<'_>, at: At<'_>) {
        if !one.is_least || !other.is_least || !are_apart(&one.quota.of, &other.quota.of) {
            return;
        }
        let most = plain.of(one.measure).at(one.within).most;
        let shares = one.base.zip(other.base).filter(|((one, _), (other, _))| one == other);
        let above = shares.is_some_and(|((_, one), (_, other))| one.plus(other).is_ok_and(|sum| sum > Ratio::ONE));
        if above || most.is_some_and(|most| sum_above(one.size, other.size, most)) {
            let (first, second) = (one.written(tree), other.written(tree));
            let message = format!(
                "`{}` asks for {first} and `{}` for {second}: together more than there is in {}",
                one.quota.id,
                other.quota.id,
                tree.name(one.within)
            );
            let help = "nothing is both: what they ask for must go side by side into the whole";
            self.advise("P022", at.index(other.index).key(other.key()), message, help);
        }
    }

    /// Two mosts of which one or the other counts whatever there is.
    fn two_mosts(&mut self, tree: &Tree<'_>, plain: &Plain, one: &Asked<'_>, other: &Asked<'_>, at: At<'_>) {
        let free = |one: &Asked<'_>| !one.is_least && one.quota.per.is_empty();
        if !free(one) || !free(other) || !take_everything(&one.quota.of, &other.quota.of) {
            return;
        }
        if sum_below(one.size, other.size, plain.of(one.measure).at(one.within).least) {
            let (first, second) = (one.written(tree), other.written(tree));
            let message = format!(
                "`{}` allows {first} and `{}` {second}, and everything is one or the other: less than must count in {}",
                one.quota.id,
                other.quota.id,
                tree.name(one.within)
            );
            self.advise("P023", at.index(other.index).key(other.key()), message, "allow more of one of them");
        }
    }
}

/// How many codes and the like are named.
fn names(picks: &[Pick]) -> usize {
    let lists = |pick: &Pick| [&pick.categories, &pick.classes, &pick.contents, &pick.prefixes].map(Vec::len);
    let more = |pick: &Pick| [pick.codes.len(), pick.not_codes.len(), pick.issuers.len(), pick.not_issuers.len()];
    let all = picks.iter().flat_map(|pick| lists(pick).into_iter().chain(more(pick)));
    all.fold(0, usize::saturating_add)
}
