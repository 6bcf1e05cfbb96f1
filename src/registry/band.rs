//! Half-open bands of grades, levels and amounts, written as periods are: `60..75 percent`. The first end belongs to
//! the band, the second does not, so that bands that meet leave no gap and match nothing twice.

use std::fmt;
use std::str::FromStr;

use crate::credit::Credits;
use crate::id::{Code, IdError, ScaleId, UnitId};
use crate::text::serde_as_text;

/// A band of grades on one scale, worst to best: `75.. percent`, `60..75 percent`, `..60 percent`, `4.0.. german`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GradeBand {
    /// The worst mark inside; without one the scale's worst.
    pub from: Option<Code>,
    /// The worst mark that is better than all inside; without one the band goes to the best.
    pub below: Option<Code>,
    /// The scale.
    pub scale: ScaleId,
}

/// A band of levels of one qualifications framework, low to high: `intermediate.. x`, `3..5 nqf`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LevelBand {
    /// The lowest level inside.
    pub from: Option<Code>,
    /// The lowest level above all inside.
    pub below: Option<Code>,
    /// The qualifications framework.
    pub framework: Code,
}

/// A band of amounts in one unit: `3.. sv`, `..8 hour`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SizeBand {
    /// The least amount inside.
    pub from: Option<Credits>,
    /// The least amount above all inside.
    pub below: Option<Credits>,
    /// The unit.
    pub unit: UnitId,
}

/// The two ends and what they are of.
type Ends<E, O> = (Option<E>, Option<E>, O);

fn ends<E: FromStr, O: FromStr>(text: &str) -> Option<Ends<E, O>> {
    let (band, of) = text.rsplit_once(' ')?;
    let (from, below) = band.split_once("..")?;
    let end = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    let (from, below) = (end(from)?, end(below)?);
    (from.is_some() || below.is_some()).then_some(())?;
    Some((from, below, of.parse().ok()?))
}

fn write_band<E: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    from: Option<&E>,
    below: Option<&E>,
    of: &str,
) -> fmt::Result {
    from.map_or(Ok(()), |from| write!(f, "{from}"))?;
    f.write_str("..")?;
    below.map_or(Ok(()), |below| write!(f, "{below}"))?;
    write!(f, " {of}")
}

macro_rules! band {
    ($name:ident, $of:ident, $what:literal, $expected:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_band(f, self.from.as_ref(), self.below.as_ref(), self.$of.as_str())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let (from, below, $of) = ends(text).ok_or_else(|| IdError::new($what, text, $expected))?;
                Ok(Self { from, below, $of })
            }
        }

        serde_as_text!($name);
    };
}

band!(
    GradeBand,
    scale,
    "a band of grades",
    "`from..below scale` is expected, as in `60..75 percent` or `75.. percent`"
);
band!(LevelBand, framework, "a band of levels", "`from..below framework` is expected, as in `intermediate.. x`");
band!(SizeBand, unit, "a band of amounts", "`from..below unit` is expected, as in `3.. sv` or `..8 hour`");

/// A length of time in whole months, written `P5Y`, `P6M` or `P1Y6M` (ISO 8601), from one month to 100 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months(u16);

/// A hundred years.
const MONTHS_MOST: u16 = 1_200;

impl Months {
    /// So many months, from 1 to 1,200.
    #[must_use]
    pub const fn new(months: u16) -> Option<Self> {
        if months == 0 || months > MONTHS_MOST { None } else { Some(Self(months)) }
    }

    /// How many months.
    #[must_use]
    pub const fn months(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 12, self.0 % 12) {
            (0, months) => write!(f, "P{months}M"),
            (years, 0) => write!(f, "P{years}Y"),
            (years, months) => write!(f, "P{years}Y{months}M"),
        }
    }
}

impl FromStr for Months {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("a length of time", text, "`P5Y`, `P6M` or `P1Y6M` is expected");
        let rest = text.strip_prefix('P').ok_or_else(wrong)?;
        let (years, rest) = rest.split_once('Y').map_or((Some(0), rest), |(years, rest)| (number(years), rest));
        let months = if rest.is_empty() { Some(0) } else { rest.strip_suffix('M').and_then(number) };
        let total = years.zip(months).and_then(|(years, months)| years.checked_mul(12)?.checked_add(months));
        let read = total.and_then(Self::new).ok_or_else(wrong)?;
        if read.to_string() == text { Ok(read) } else { Err(wrong()) }
    }
}

fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

serde_as_text!(Months);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_read_back() {
        for text in ["75.. percent", "60..75 percent", "..60 percent", "1.3..1.0 german"] {
            assert_eq!(text.parse::<GradeBand>().unwrap().to_string(), text);
        }
        for bad in ["75 percent", ".. percent", "60..75", "60..75  percent", "60...75 percent", ""] {
            assert!(bad.parse::<GradeBand>().is_err(), "{bad}");
        }
        assert_eq!("3.. sv".parse::<SizeBand>().unwrap().from, Some(crate::credits!("3")));
        assert!("3.50.. sv".parse::<SizeBand>().is_err());
    }

    #[test]
    fn lengths_of_time_have_one_spelling() {
        for (text, months) in [("P5Y", 60), ("P18M", 18), ("P1Y6M", 18), ("P1M", 1), ("P100Y", 1_200)] {
            let read = text.parse::<Months>();
            if text == "P18M" {
                assert!(read.is_err(), "P1Y6M is the one spelling");
            } else {
                assert_eq!(read.map(Months::months), Ok(months), "{text}");
            }
        }
        for bad in ["P", "PY", "P0Y", "P05Y", "5Y", "P1D", "P101Y", "P1Y12M", "P-1Y", "P1.5Y"] {
            assert!(bad.parse::<Months>().is_err(), "{bad}");
        }
    }
}
