//! What one effect gives for how many quanta of input, as whole numbers: the step function behind a rate.

use std::cmp::Ordering;

use crate::analysis::rules::exact::Fraction;
use crate::analysis::rules::size::quantum;
use crate::credit::{Credits, Rounding};
use crate::id::UnitId;
use crate::rules::{Amounts, Rest, RuleBook, RuleWorth, Source, Taking};

/// The whole numbers of a conversion from one unit to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Yield {
    /// The quanta of input that are the least that can go in.
    pub(super) least: u128,
    /// Output quanta for each input quantum, where there is a rate.
    rate: Option<Fraction>,
    /// Output quanta that are stated.
    stated: u128,
    round: Rounding,
    /// Below so many output quanta, exactly, nothing comes out.
    floor: u128,
    /// The most that comes out.
    most: Option<u128>,
    /// An outcome of so many quanta of input is not taken, nor a larger one.
    pub(super) below: Option<u128>,
    /// Whether parts of an outcome can be asked for.
    pub(super) parts: bool,
    pub(super) input: Credits,
    pub(super) output: Credits,
    pub(super) rest: Rest,
}

/// The longest period that is searched.
pub(super) const PERIOD: u128 = 2_048;

impl Yield {
    /// What a source and the amounts of an effect come to, for lots of a unit.
    pub(super) fn of(book: &RuleBook, source: &Source, amounts: &Amounts, unit: &UnitId) -> Option<Self> {
        let (input, output) = (quantum(book, unit), quantum(book, &amounts.unit));
        let quanta = |credits: Credits, quantum: Credits| {
            u128::from(credits.ten_thousandths()).checked_div(quantum.ten_thousandths().into())
        };
        let least = match source.take {
            Taking::Fixed(credits) => quanta(credits, input)?,
            Taking::Asked => 1,
            Taking::Whole => quanta(source.size.as_ref().and_then(|size| size.from).unwrap_or(Credits::ZERO), input)?,
        };
        let (rate, stated) = match &amounts.worth {
            RuleWorth::Rate(rate) => (Some(Fraction::from(*rate).times(Fraction::of(input, output)?)?), 0),
            RuleWorth::Fixed(credits) => (None, quanta(*credits, output)?),
            RuleWorth::Table { steps, .. } => (None, quanta(steps.iter().map(|step| step.credits).max()?, output)?),
        };
        let sized = source.size.as_ref().filter(|size| size.unit == *unit);
        let below = sized.and_then(|size| size.below).and_then(|below| quanta(below, input));
        let bound = |credits: Option<Credits>| credits.map_or(Some(None), |credits| quanta(credits, output).map(Some));
        Some(Self {
            least: least.max(1),
            rate,
            stated,
            round: amounts.round,
            floor: bound(amounts.least)?.unwrap_or(0),
            most: bound(amounts.most)?,
            below,
            parts: source.take == Taking::Asked,
            input,
            output,
            rest: amounts.rest,
        })
    }

    /// Whether it has a rate.
    pub(super) const fn is_rate(&self) -> bool {
        self.rate.is_some()
    }

    /// Whether it rounds up, or may.
    pub(super) const fn rounds_up(&self) -> bool {
        self.rate.is_some() && !matches!(self.round, Rounding::Down | Rounding::Exact)
    }

    /// The most that comes out, in output quanta.
    pub(super) const fn cap(&self) -> Option<u128> {
        self.most
    }

    /// The least input for which the least comes out.
    pub(super) fn first(&self) -> Option<u128> {
        let Some(rate) = self.rate else { return Some(self.least) };
        Some(self.least.max(self.floor.checked_mul(rate.den())?.div_ceil(rate.num().max(1))))
    }

    /// Input beyond which the most comes out; none needed where there is no most.
    pub(super) fn cap_from(&self) -> Option<u128> {
        let (Some(rate), Some(most)) = (self.rate, self.most) else { return Some(0) };
        Some(most.checked_mul(rate.den())?.div_ceil(rate.num().max(1)))
    }

    /// After so many input quanta the same fractions come again.
    pub(super) fn period(&self) -> Option<u128> {
        let plain = self.rate.map_or(1, Fraction::den);
        if self.round == Rounding::HalfEven { plain.checked_mul(2) } else { Some(plain) }
    }

    /// The output quanta for so many input quanta; nothing where the rule fails.
    pub(super) fn at(&self, quanta: u128) -> Option<u128> {
        let given = self.uncut(quanta)?;
        Some(self.most.map_or(given, |most| given.min(most)))
    }

    fn uncut(&self, quanta: u128) -> Option<u128> {
        if quanta < self.least {
            return Some(0);
        }
        let Some(rate) = self.rate else { return Some(self.stated) };
        let exact = rate.num().checked_mul(quanta)?;
        let (whole, rest) = (exact.checked_div(rate.den())?, exact.checked_rem(rate.den())?);
        if whole < self.floor {
            return Some(0);
        }
        let up = rest > 0 && self.goes_up(whole, rest.checked_mul(2)?.cmp(&rate.den()))?;
        whole.checked_add(u128::from(up))
    }

    /// None where the rounding is exact and there is something to round: then nothing comes out.
    fn goes_up(&self, whole: u128, rest_to_half: Ordering) -> Option<bool> {
        match self.round {
            Rounding::Down | Rounding::Exact => Some(false),
            Rounding::Up => Some(true),
            Rounding::HalfUp => Some(rest_to_half.is_ge()),
            Rounding::HalfEven => Some(rest_to_half.is_gt() || (rest_to_half.is_eq() && whole.checked_rem(2)? == 1)),
        }
    }

    /// A number that no output over its input exceeds, both as amounts, rounding included. Over one period the
    /// largest is found; later ones are means of it and the rate.
    pub(super) fn worst(&self) -> Option<Fraction> {
        let scale = Fraction::of(self.output, self.input)?;
        let Some(rate) = self.rate else { return Fraction::new(self.stated, self.least)?.times(scale) };
        if !self.rounds_up() {
            return rate.times(scale);
        }
        let period = self.period()?;
        if period > PERIOD {
            return rate.plus(Fraction::new(1, self.least)?)?.times(scale);
        }
        let last = self.least.checked_add(period)?;
        let mut worst = rate;
        for quanta in self.least..last {
            let here = Fraction::new(self.uncut(quanta)?, quanta)?;
            if here.compare(worst)?.is_gt() {
                worst = here;
            }
        }
        worst.times(scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credits;

    fn rate(num: u128, den: u128, round: Rounding) -> Yield {
        Yield {
            least: 1,
            rate: Fraction::new(num, den),
            stated: 0,
            round,
            floor: 0,
            most: None,
            below: None,
            parts: true,
            input: credits!("1"),
            output: credits!("1"),
            rest: Rest::Forfeit,
        }
    }

    /// The steps are those of the one function that converts.
    #[test]
    fn a_step_is_what_converting_gives() {
        for round in Rounding::ALL.into_iter().filter(|round| *round != Rounding::Exact) {
            for (num, den) in [(1, 16), (2, 3), (3, 2), (5, 7), (1, 1), (7, 4)] {
                let exact = crate::credit::Ratio::new(num, den).unwrap();
                for quanta in 1..200_u64 {
                    let credits = quanta.checked_mul(Credits::SCALE).and_then(Credits::from_ten_thousandths).unwrap();
                    let given = credits.convert(exact, credits!("1"), round).unwrap().quotient;
                    let step = rate(num.into(), den.into(), round).at(quanta.into()).unwrap();
                    let whole = u128::from(given.ten_thousandths()).checked_div(Credits::SCALE.into());
                    assert_eq!(Some(step), whole, "{round} {exact} {quanta}");
                }
            }
        }
    }

    #[test]
    fn no_output_over_its_input_is_above_the_worst() {
        for round in Rounding::ALL {
            for (num, den) in [(1, 16), (2, 3), (3, 2), (5, 7)] {
                let yields = rate(num, den, round);
                let worst = yields.worst().unwrap();
                let parts = (1..500).map(|quanta| Fraction::new(yields.at(quanta).unwrap(), quanta).unwrap());
                assert!(parts.into_iter().all(|part| part.compare(worst).unwrap().is_le()), "{round} {num}/{den}");
            }
        }
        assert_eq!(rate(1, 16, Rounding::Up).worst(), Fraction::new(1, 1));
        assert_eq!(rate(1, 16, Rounding::HalfUp).worst(), Fraction::new(1, 8));
        assert_eq!(rate(1, 16, Rounding::HalfEven).worst(), Fraction::new(1, 9));
        assert_eq!(rate(1, 16, Rounding::Down).worst(), Fraction::new(1, 16));
    }
}
