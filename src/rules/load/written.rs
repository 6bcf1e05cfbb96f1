//! Values of rule books as they are written in documents, where their own text form is another or they have none.

use std::fmt;
use std::str::FromStr;

use crate::credit::{Credits, Ratio, RatioError};
use crate::id::{IdError, UnitId};
use crate::registry::Months;
use crate::rules::clause::Lasting;
use crate::rules::draft::Base;
use crate::rules::source::Taking;

/// `1/16 hv`: so much of the unit for each credit that is taken.
pub(super) struct WrittenRate(pub(super) Ratio, pub(super) UnitId);

impl FromStr for WrittenRate {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            let input: String = text.chars().take(80).collect();
            format!("`{input}` is not a rate: a ratio, a space and a unit are expected, as in `1/16 hv`")
        };
        let (ratio, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let ratio = ratio.parse().map_err(|error: RatioError| error.to_string())?;
        Ok(Self(ratio, unit.parse().map_err(|error: IdError| error.to_string())?))
    }
}

/// Reads one of some words, or else a value.
fn word_or<T: FromStr<Err: fmt::Display>>(text: &str, expected: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{error}, or {expected}"))
}

/// `whole`, `asked` or an amount.
pub(super) struct WrittenTaking(pub(super) Taking);

impl FromStr for WrittenTaking {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "whole" => Taking::Whole,
            "asked" => Taking::Asked,
            amount => Taking::Fixed(word_or::<Credits>(amount, "`whole` or `asked`")?),
        }))
    }
}

/// `earliest`, `forever` or a length of time.
pub(super) struct WrittenLasting(pub(super) Lasting);

impl FromStr for WrittenLasting {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "earliest" => Lasting::Earliest,
            "forever" => Lasting::Forever,
            months => Lasting::Months(word_or::<Months>(months, "`earliest` or `forever`")?),
        }))
    }
}

/// `source` or an amount.
pub(super) struct WrittenBase(pub(super) Base);

impl FromStr for WrittenBase {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "source" => Base::Source,
            amount => Base::Stated(word_or::<Credits>(amount, "`source`")?),
        }))
    }
}
