//! Amounts as they are written in documents.

use std::str::FromStr;

use crate::credit::{Amount, AmountError};
use crate::id::UnitId;

/// An amount as it is written in a document: as any other, but what is no amount at all is told so.
#[derive(Debug)]
pub(crate) struct Written(pub(crate) Amount);

impl FromStr for Written {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            let input: String = text.chars().take(80).collect();
            format!("`{input}` is not an amount: credits, a space and a unit are expected, as in `7.5 ects`")
        };
        let (_, unit) = text.split_once(' ').ok_or_else(wrong)?;
        unit.parse::<UnitId>().map_err(|error| error.to_string())?;
        text.parse().map(Self).map_err(|error: AmountError| error.to_string())
    }
}
