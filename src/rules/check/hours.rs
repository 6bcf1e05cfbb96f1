//! Checks rates from class hours: what stands behind a credit is stated by its unit.

use crate::credit::{Credits, Hours, Ratio};
use crate::document::{At, Problem};
use crate::rules::check::checks::Checks;
use crate::rules::clause::Amounts;
use crate::rules::source::Source;

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
        self.add(Problem::new("B032", at.path(), message).help(help));
    }
}

/// Whether one over the rate lies in the range.
fn within(rate: Ratio, hours: Hours) -> bool {
    let credits = |credits: Credits| u128::from(credits.ten_thousandths()).checked_mul(rate.num().into());
    let one = u128::from(Credits::SCALE).checked_mul(rate.den().into());
    one >= credits(hours.least) && one <= credits(hours.most)
}
