//! Numbers as people write them.

use crate::credit::{Credits, Ratio};
use crate::rules::{Point, Test, What};

/// So many quanta, exactly: a decimal where it is one, otherwise a whole number and a fraction.
pub(super) fn exact(quanta: Ratio, quantum: Credits) -> String {
    let size = Ratio::new(quantum.ten_thousandths(), Credits::SCALE);
    let exact = size.ok().and_then(|size| quanta.times(size).ok());
    exact.map_or_else(|| format!("{quanta} × {quantum}"), decimal)
}

/// A decimal where it is one of up to four places, otherwise a whole number and a fraction.
pub(super) fn decimal(exact: Ratio) -> String {
    let scaled = Ratio::new(Credits::SCALE, 1).ok().and_then(|scale| exact.times(scale).ok()).map(Ratio::split);
    let whole = scaled.filter(|(_, rest)| rest.is_zero()).and_then(|(steps, _)| Credits::from_ten_thousandths(steps));
    whole.map_or_else(|| mixed(exact), |credits| credits.to_string())
}

fn mixed(exact: Ratio) -> String {
    match exact.split() {
        (0, rest) => rest.to_string(),
        (whole, rest) => format!("{whole} {rest}"),
    }
}

/// A point as it is written, with the unit that its text does not say: `72 percent`, `advanced (x)`.
pub(super) fn pointed(test: &Test, point: &Point) -> String {
    let text = plain(&point.text);
    match unit(test) {
        Some("%") => format!("{text} %"),
        Some(scale) if text.starts_with(|first: char| first.is_ascii_digit()) => format!("{text} {scale}"),
        Some(scale) => format!("{text} ({scale})"),
        None => text,
    }
}

/// `13/4 hv` as `3.25 hv`.
fn plain(text: &str) -> String {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    match number.parse::<Ratio>() {
        Ok(ratio) => format!("{} {unit}", decimal(ratio)).trim_end().to_owned(),
        Err(_) => text.to_owned(),
    }
}

/// What stands behind a number whose text does not say it: a scale, a framework of levels, percent.
pub(super) fn unit(test: &Test) -> Option<&str> {
    match test.what {
        What::Grade | What::GradeOut | What::Level | What::Table => test.of.as_ref().map(|of| of.code.as_str()),
        What::Match => Some("%"),
        _ => None,
    }
}
