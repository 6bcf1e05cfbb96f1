//! `Ratio`: an exact fraction, always in lowest terms.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZero;
use std::str::FromStr;

use crate::text::serde_as_text;

/// An exact fraction of two whole numbers of up to 64 bits, in lowest terms, never negative.
///
/// Its text form is `p/q`, always with the stroke and always in lowest terms: `1/2`, `3/1`, `0/1`.
///
/// ```
/// use creditbank::credit::Ratio;
/// let half = Ratio::new(2, 4)?;
/// assert_eq!(half.to_string(), "1/2");
/// assert_eq!(half.plus(Ratio::new(1, 3)?)?, "5/6".parse()?);
/// assert_eq!("2/4".parse::<Ratio>().unwrap_err().to_string(), "`2/4` is not in plain lowest terms: write 1/2");
/// # Ok::<(), creditbank::credit::RatioError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: u64,
    den: NonZero<u64>,
}

/// Why a ratio could not be read or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RatioError {
    /// The text is not a ratio.
    #[error("`{input}` is not a ratio: two whole numbers below 2^64 are expected, as in 1/2")]
    Text {
        /// What was given, cut to 80 characters.
        input: String,
    },
    /// The text is a ratio, but not written as ratios are.
    #[error("`{input}` is not in plain lowest terms: write {ratio}")]
    Spelling {
        /// What was given, cut to 80 characters.
        input: String,
        /// What it says.
        ratio: Ratio,
    },
    /// The denominator is zero.
    #[error("a ratio of {num} to 0 is none; a denominator of 1 or more is expected")]
    ZeroDenominator {
        /// What was to be divided.
        num: u64,
    },
    /// The exact result needs a number of more than 64 bits.
    #[error("{left} and {right} combine to a ratio of numbers of 2^64 or more")]
    TooLarge {
        /// The first ratio.
        left: Ratio,
        /// The second ratio.
        right: Ratio,
    },
}

impl Ratio {
    /// Nothing, `0/1`.
    pub const ZERO: Self = Self { num: 0, den: NonZero::<u64>::MIN };
    /// One, `1/1`.
    pub const ONE: Self = Self { num: 1, den: NonZero::<u64>::MIN };

    /// `num` over `den`, brought to lowest terms.
    ///
    /// # Errors
    /// [`RatioError::ZeroDenominator`].
    pub fn new(num: u64, den: u64) -> Result<Self, RatioError> {
        Self::reduced(num.into(), den.into()).ok_or(RatioError::ZeroDenominator { num })
    }

    /// `num` over `den` in lowest terms, unless that needs more than 64 bits or `den` is zero.
    pub(crate) fn reduced(num: u128, den: u128) -> Option<Self> {
        let common = NonZero::new(gcd(num, den))?;
        let (num, den) = (num / common, den / common);
        Some(Self { num: u64::try_from(num).ok()?, den: NonZero::new(u64::try_from(den).ok()?)? })
    }

    /// A whole number.
    pub(crate) const fn whole(num: u64) -> Self {
        Self { num, den: NonZero::<u64>::MIN }
    }

    /// The numerator, in lowest terms.
    #[must_use]
    pub const fn num(self) -> u64 {
        self.num
    }

    /// The denominator, in lowest terms. Never zero.
    #[must_use]
    pub const fn den(self) -> u64 {
        self.den.get()
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.num == 0
    }

    /// The largest whole number in it, and what is left, which is less than one.
    ///
    /// ```
    /// use creditbank::credit::Ratio;
    /// assert_eq!(Ratio::new(7, 2)?.split(), (3, Ratio::new(1, 2)?));
    /// # Ok::<(), creditbank::credit::RatioError>(())
    /// ```
    #[must_use]
    pub fn split(self) -> (u64, Self) {
        // What is left keeps lowest terms: gcd(p mod q, q) = gcd(p, q).
        (self.num / self.den, Self { num: self.num % self.den, den: self.den })
    }

    /// The sum.
    ///
    /// # Errors
    /// [`RatioError::TooLarge`], only where the sum in lowest terms needs more than 64 bits.
    pub fn plus(self, other: Self) -> Result<Self, RatioError> {
        self.sum(other).ok_or(RatioError::TooLarge { left: self, right: other })
    }

    /// A sum that needs more than 128 bits over the least common denominator needs more than 64 in lowest terms:
    /// only divisors of g, which is below 2^64, can still cancel (Knuth, The Art of Computer Programming, 4.5.1).
    fn sum(self, other: Self) -> Option<Self> {
        let common = NonZero::new(gcd(self.den().into(), other.den().into()))?;
        let (left, right) = (u128::from(self.den()) / common, u128::from(other.den()) / common);
        let num = u128::from(self.num).checked_mul(right)?.checked_add(u128::from(other.num).checked_mul(left)?)?;
        Self::reduced(num, left.checked_mul(other.den().into())?)
    }

    /// The difference; none where `other` is the larger, or where the difference needs more than 64 bits.
    pub(crate) fn less(self, other: Self) -> Option<Self> {
        let common = NonZero::new(gcd(self.den().into(), other.den().into()))?;
        let (left, right) = (u128::from(self.den()) / common, u128::from(other.den()) / common);
        let num = u128::from(self.num).checked_mul(right)?.checked_sub(u128::from(other.num).checked_mul(left)?)?;
        Self::reduced(num, left.checked_mul(other.den().into())?)
    }

    /// The product.
    ///
    /// # Errors
    /// [`RatioError::TooLarge`], only where the product in lowest terms needs more than 64 bits.
    pub fn times(self, other: Self) -> Result<Self, RatioError> {
        let (num, den) = (product(self.num, other.num), product(self.den(), other.den()));
        Self::reduced(num, den).ok_or(RatioError::TooLarge { left: self, right: other })
    }

    /// One over it.
    ///
    /// # Errors
    /// [`RatioError::ZeroDenominator`] for `0/1`, which has no inverse.
    pub fn inverse(self) -> Result<Self, RatioError> {
        let den = NonZero::new(self.num).ok_or(RatioError::ZeroDenominator { num: self.den() })?;
        Ok(Self { num: self.den(), den })
    }
}

/// Two factors of 64 bits have a product of at most 128.
pub(crate) fn product(left: u64, right: u64) -> u128 {
    u128::from(left).wrapping_mul(right.into())
}

/// Euclid's way; most numbers fit 64 bits, where dividing is far cheaper.
fn gcd(mut larger: u128, mut smaller: u128) -> u128 {
    while let Some(divisor) = NonZero::new(smaller) {
        if let (Ok(larger), Ok(smaller)) = (u64::try_from(larger), u64::try_from(smaller)) {
            return narrow_gcd(larger, smaller).into();
        }
        (larger, smaller) = (smaller, larger % divisor);
    }
    larger
}

fn narrow_gcd(mut larger: u64, mut smaller: u64) -> u64 {
    while let Some(divisor) = NonZero::new(smaller) {
        (larger, smaller) = (smaller, larger % divisor);
    }
    larger
}

/// By size, exactly.
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        product(self.num, other.den()).cmp(&product(other.num, self.den()))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.width() {
            Some(_) => f.pad(&format!("{}/{}", self.num, self.den)),
            None => write!(f, "{}/{}", self.num, self.den),
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratio({self})")
    }
}

impl FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, RatioError> {
        let input = || text.chars().take(80).collect();
        let (num, den) = numbers(text).ok_or_else(|| RatioError::Text { input: input() })?;
        let ratio = Self::new(num, den)?;
        let canonical = ratio.num == num && ratio.den() == den && is_plain(text);
        if canonical { Ok(ratio) } else { Err(RatioError::Spelling { input: input(), ratio }) }
    }
}

fn numbers(text: &str) -> Option<(u64, u64)> {
    let (num, den) = text.split_once('/')?;
    Some((num.parse().ok()?, den.parse().ok()?))
}

/// Whether no number in it has a sign or a leading zero.
fn is_plain(text: &str) -> bool {
    text.split('/').all(|part| part == "0" || part.starts_with(|first: char| matches!(first, '1'..='9')))
}

serde_as_text!(Ratio);
