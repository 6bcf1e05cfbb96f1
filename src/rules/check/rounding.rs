//! Checks how amounts are bounded, shared and rounded, and rates from class hours: what stands behind a credit is stated by
//! its unit.

use crate::credit::{Credits, Hours, Ratio, Rounding, Unit};
use crate::document::{At, Problem};
use crate::rules::check::checks::Checks;
use crate::rules::check::normal::is_rounded;
use crate::rules::clause::{Amounts, RuleWorth, TeamShare};
use crate::rules::draft::Rule;
use crate::rules::source::Source;
use crate::rules::words::{Rest, RoundAt};

impl Checks<'_> {
    pub(super) fn bounds(&mut self, amounts: &Amounts, unit: Option<&Unit>, at: At<'_>) {
        for (key, bound) in [("most", amounts.most), ("least", amounts.least)] {
            let Some(bound) = bound else { continue };
            self.whole(bound, unit, at.key(key));
            if !is_rounded(amounts) {
                self.say("B018", at.key(key), format!("the `{key}` of an effect goes with a `rate` or a `team`"));
            }
            if bound.is_zero() {
                let what = if key == "most" { "gives nothing" } else { "asks for nothing" };
                self.say("B019", at.key(key), format!("a `{key}` of 0 {what}; more than 0 is expected"));
            }
        }
        if let (Some(least), Some(most)) = (amounts.least, amounts.most)
            && least > most
        {
            self.say("B019", at.key("least"), format!("the least, {least}, is above the most, {most}"));
        }
        if let Some(team) = amounts.team {
            self.team(team, at.key("team"));
        }
    }

    fn team(&mut self, team: TeamShare, at: At<'_>) {
        if team.factor.is_zero() || team.factor > Ratio::ONE {
            let message = format!(
                "a member of a team gets {} of the worth; more than 0/1 and at most 1/1 are expected",
                team.factor
            );
            self.say("B019", at.key("factor"), message);
        }
        if team.most < 2 {
            let problem = Problem::new(
                "B019",
                at.key("most").path(),
                format!("a team of {} is none; 2 or more are expected", team.most),
            );
            self.add(problem.help("`most` is the last number of a member that still gets something"));
        }
    }

    /// Which ways of rounding go together.
    pub(super) fn rounding(&mut self, amounts: &Amounts, rule: &Rule, at: At<'_>) {
        if !is_rounded(amounts) {
            return;
        }
        let rate = matches!(amounts.worth, RuleWorth::Rate(_));
        let (learner, item) = (amounts.at == RoundAt::Learner, amounts.at == RoundAt::Item);
        let (keep, residual) = (amounts.rest == Rest::Keep, amounts.rest == Rest::Residual);
        let down = amounts.round == Rounding::Down;
        let with_amounts = rule.to.iter().filter(|effect| effect.amounts.is_some()).count();
        for (wrong, key, message) in [
            (learner && !residual, "at", "rounding at `learner` carries on what is left: write `rest = \"residual\"`"),
            (residual && !learner, "rest", "a residual is carried on for the learner: write `at = \"learner\"`"),
            (learner && residual && !rate, "at", "rounding at `learner` goes with a `rate`"),
            (
                learner && residual && !down,
                "round",
                "rounding at `learner` is down: what is carried on is never below nothing",
            ),
            (
                item && !rate,
                "at",
                "rounding at `item` goes with a `rate`: only there has each outcome a worth of its own",
            ),
            (keep && learner, "rest", "what is carried on for the learner is not kept in the lot too"),
            (keep && !rate, "rest", "`keep` leaves in the lot what is not needed, which only a `rate` can tell"),
            (keep && !down, "round", "`keep` goes with rounding down"),
            (
                keep && with_amounts > 1,
                "rest",
                "`keep` goes with one effect that has an amount: two may need different inputs",
            ),
        ] {
            if wrong {
                self.say("B018", at.key(key), message);
            }
        }
    }
}

/// A unit of which one is one hour is class hours (学时) themselves.
const ONE_HOUR: Hours = Hours { least: Credits::ONE, most: Credits::ONE };

impl Checks<'_> {
    /// A rate from class hours to credits keeps to the hours that stand behind a credit: 16 to 18 in vocational
    /// education, so that a divisor of 20 is refused.
    pub(super) fn of_hours(&mut self, amounts: &Amounts, rate: Ratio, sources: &[Source], at: At<'_>) {
        let framework = &self.draft.framework;
        let from = sources.first().and_then(|source| framework.unit(source.unit.as_ref()?));
        let Some(unit) = framework.unit(&amounts.unit) else { return };
        let (Some(hours), Some(ONE_HOUR)) = (unit.hours, from.and_then(|unit| unit.hours)) else { return };
        if hours == ONE_HOUR || rate.is_zero() || within(rate, hours) {
            return;
        }
        let Ok(divisor) = rate.inverse() else { return };
        let message = format!(
            "a credit of `{}` stands for {} to {} hours, and this rate takes {divisor} of them",
            unit.id, hours.least, hours.most
        );
        let help = format!("a rate from 1/{} to 1/{} is expected", hours.most, hours.least);
        self.advise("B032", at, message, help);
    }
}

/// Whether one over the rate lies in the range.
fn within(rate: Ratio, hours: Hours) -> bool {
    let credits = |credits: Credits| u128::from(credits.ten_thousandths()).checked_mul(rate.num().into());
    let one = u128::from(Credits::SCALE).checked_mul(rate.den().into());
    one >= credits(hours.least) && one <= credits(hours.most)
}
