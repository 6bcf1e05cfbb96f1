//! Amounts: from what is taken to what comes out, in exact fractions of a quantum, rounded once.

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::LotId;
use crate::rules::clause::Amounts;
use crate::rules::holds::whole;
use crate::rules::words::{Rest, RoundAt};

/// What one amount is computed from.
pub(super) struct Account<'a> {
    pub(super) amounts: &'a Amounts,
    /// The quantum of the unit that comes out.
    pub(super) quantum: Credits,
    /// The quantum of the unit that goes in, if there is one.
    pub(super) input: Option<Credits>,
    /// So much a credit taken, or the stated amount.
    pub(super) worth: Stated,
    /// What a member of a team gets of it.
    pub(super) factor: Ratio,
    pub(super) before: Ratio,
    pub(super) taken: Vec<(LotId, Credits)>,
}

/// A rate, or what a fixed amount or a table states.
#[derive(Clone, Copy)]
pub(super) enum Stated {
    Credits(Credits),
    Rate(Ratio),
}

/// What an amount comes to, in quanta but for `out` and `taken`:
/// `worth + before + granted = out + after + forfeited`.
pub(super) struct Outcome {
    pub(super) after: Ratio,
    pub(super) forfeited: Ratio,
    pub(super) granted: Ratio,
    pub(super) out: Credits,
    pub(super) taken: Vec<(LotId, Credits)>,
    pub(super) worth: Ratio,
}

/// Why there is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A number does not fit.
    TooLarge,
    /// It is not a whole number of quanta, and is not to be rounded.
    NotWhole,
}

/// Quanta, and what rounding to them left or added.
#[derive(Clone, Copy)]
struct Rounded {
    quanta: u64,
    left: Ratio,
    granted: Ratio,
}

impl Account<'_> {
    /// What comes out.
    pub(super) fn outcome(self) -> Result<Outcome, Trouble> {
        match (self.amounts.rest, self.worth) {
            (Rest::Keep, Stated::Rate(rate)) => self.kept(rate).ok_or(Trouble::TooLarge),
            _ => self.rounded(),
        }
    }

    fn rounded(self) -> Result<Outcome, Trouble> {
        let (worth, rounded) = match (self.amounts.at, self.worth) {
            (RoundAt::Item, Stated::Rate(rate)) => self.by_item(rate)?,
            _ => self.together()?,
        };
        let quanta = self.most().map_or(rounded.quanta, |most| most.min(rounded.quanta));
        let cut = rounded.quanta.saturating_sub(quanta);
        let kept = self.amounts.rest == Rest::Residual && cut == 0;
        let lost = rounded.left.plus(whole(cut)).map_err(|_| Trouble::TooLarge)?;
        let (after, forfeited) = if kept { (rounded.left, Ratio::ZERO) } else { (Ratio::ZERO, lost) };
        let out = self.credits(quanta).ok_or(Trouble::TooLarge)?;
        Ok(Outcome { after, forfeited, granted: rounded.granted, out, taken: self.taken, worth })
    }

    /// The sum, rounded once.
    fn together(&self) -> Result<(Ratio, Rounded), Trouble> {
        let worth = match self.worth {
            Stated::Credits(credits) => self.quanta(credits, self.factor),
            Stated::Rate(rate) => total(&self.taken).and_then(|all| self.quanta(all, self.per(rate)?)),
        };
        let worth = worth.ok_or(Trouble::TooLarge)?;
        let sum = worth.plus(self.before).map_err(|_| Trouble::TooLarge)?;
        Ok((worth, round(sum, self.amounts.round)?))
    }

    /// Each lot's worth, rounded by itself.
    fn by_item(&self, rate: Ratio) -> Result<(Ratio, Rounded), Trouble> {
        let (mut worth, mut sum) = (Ratio::ZERO, Rounded { quanta: 0, left: Ratio::ZERO, granted: Ratio::ZERO });
        for (_, credits) in &self.taken {
            let one = self.per(rate).and_then(|per| self.quanta(*credits, per)).ok_or(Trouble::TooLarge)?;
            worth = worth.plus(one).map_err(|_| Trouble::TooLarge)?;
            sum = sum.plus(round(one, self.amounts.round)?).ok_or(Trouble::TooLarge)?;
        }
        Ok((worth, sum))
    }

    /// As many quanta as a whole number of the input's quanta gives, and only that is taken.
    fn kept(self, rate: Ratio) -> Option<Outcome> {
        let (per, input) = (self.per(rate)?, self.input?);
        // How many quanta go in for one that comes out: n/d, so only a multiple of d can come out.
        let quanta = Ratio::new(self.quantum.ten_thousandths(), input.ten_thousandths()).ok()?;
        let step = quanta.times(per.inverse().ok()?).ok()?;
        let (mut room, mut given, mut taken) = (self.most().unwrap_or(u64::MAX), 0_u64, Vec::new());
        let lots: Vec<&[(LotId, Credits)]> = match self.amounts.at {
            RoundAt::Item => self.taken.chunks(1).collect(),
            RoundAt::Application | RoundAt::Learner => vec![&self.taken],
        };
        for lots in lots {
            let floor = self.quanta(total(lots)?, per)?.split().0.min(room);
            let some = floor.checked_sub(floor.checked_rem(step.den())?)?;
            let needed = some.checked_div(step.den())?.checked_mul(step.num())?.checked_mul(input.ten_thousandths())?;
            draw(lots, Credits::from_ten_thousandths(needed)?, &mut taken);
            (room, given) = (room.checked_sub(some)?, given.checked_add(some)?);
        }
        let (zero, out) = (Ratio::ZERO, self.credits(given)?);
        Some(Outcome { after: zero, forfeited: zero, granted: zero, out, taken, worth: whole(given) })
    }

    /// What a credit taken is worth.
    fn per(&self, rate: Ratio) -> Option<Ratio> {
        rate.times(self.factor).ok()
    }

    /// So many credits times a factor, in quanta.
    fn quanta(&self, credits: Credits, factor: Ratio) -> Option<Ratio> {
        Ratio::new(credits.ten_thousandths(), self.quantum.ten_thousandths()).ok()?.times(factor).ok()
    }

    /// The most that may come out, in quanta.
    fn most(&self) -> Option<u64> {
        self.amounts.most?.ten_thousandths().checked_div(self.quantum.ten_thousandths())
    }

    fn credits(&self, quanta: u64) -> Option<Credits> {
        Credits::from_ten_thousandths(quanta.checked_mul(self.quantum.ten_thousandths())?)
    }
}

impl Rounded {
    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            quanta: self.quanta.checked_add(other.quanta)?,
            left: self.left.plus(other.left).ok()?,
            granted: self.granted.plus(other.granted).ok()?,
        })
    }
}

fn round(worth: Ratio, rounding: Rounding) -> Result<Rounded, Trouble> {
    let (quanta, left) = worth.split();
    if left.is_zero() {
        return Ok(Rounded { quanta, left, granted: Ratio::ZERO });
    }
    let missing = Ratio::ONE.less(left).ok_or(Trouble::TooLarge)?;
    if rounding.goes_up(quanta.into(), left.cmp(&missing)).ok_or(Trouble::NotWhole)? {
        let quanta = quanta.checked_add(1).ok_or(Trouble::TooLarge)?;
        return Ok(Rounded { quanta, left: Ratio::ZERO, granted: missing });
    }
    Ok(Rounded { quanta, left, granted: Ratio::ZERO })
}

fn total(taken: &[(LotId, Credits)]) -> Option<Credits> {
    taken.iter().try_fold(Credits::ZERO, |sum, (_, credits)| sum.plus(*credits).ok())
}

/// Takes so much from the lots in their order. A lot of which nothing is taken is left out.
fn draw(lots: &[(LotId, Credits)], mut needed: Credits, taken: &mut Vec<(LotId, Credits)>) {
    for (lot, credits) in lots {
        let some = needed.min(*credits);
        needed = needed.minus(some).unwrap_or(Credits::ZERO);
        if !some.is_zero() {
            taken.push((*lot, some));
        }
    }
}
