//! Days, instants and half-open periods. There is no clock here but the trait of one.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::id::IdError;
use crate::text::{from_text, serde_as_text};

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;
/// 1900-01-01 as a day of the common era.
const FIRST_DAY: i32 = 693_596;

/// A civil day between 1900-01-01 and 2199-12-31, written `2026-06-30`.
///
/// ```
/// use creditbank::{Date, date};
/// assert_eq!(date!("2026-06-30"), "2026-06-30".parse::<Date>()?);
/// assert!("2026-6-30".parse::<Date>().is_err());
/// # Ok::<(), creditbank::id::IdError>(())
/// ```
/// A wrong literal does not compile:
/// ```compile_fail
/// let day = creditbank::date!("2026-02-30");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The day of that year, month and day of month, if there is one in range.
    #[must_use]
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < FIRST_YEAR || year > LAST_YEAR {
            return None;
        }
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Some(Self(date)),
            None => None,
        }
    }

    /// Reads a date where constants are made; `date!` is the way to write it.
    #[doc(hidden)]
    #[must_use]
    pub const fn literal(text: &str) -> Option<Self> {
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
        let (Some(century), Some(year), Some(month), Some(day)) = (pair(a, b), pair(c, d), pair(e, f), pair(g, h))
        else {
            return None;
        };
        // Four digits: no overflow.
        let year = match century.checked_mul(100) {
            Some(hundreds) => hundreds.wrapping_add(year),
            None => return None,
        };
        Self::new(year.cast_signed(), month, day)
    }

    /// The day `days` later, or earlier where negative, if it is in range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let date = self.0.checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
        Self::new(date.year(), date.month(), date.day())
    }

    /// The day after, if it is in range.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.plus_days(1)
    }

    /// How many days after 1900-01-01 it is.
    pub(crate) fn number(self) -> u64 {
        u64::try_from(self.0.num_days_from_ce().saturating_sub(FIRST_DAY)).unwrap_or(0)
    }

    /// What [`Display`](fmt::Display) writes, without a formatter: explanations are full of days.
    pub(crate) fn written(self) -> String {
        std::str::from_utf8(&self.text()).unwrap_or_default().to_owned()
    }

    /// Year, month and day of month.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    fn text(self) -> [u8; 10] {
        let (year, month, day) = self.parts();
        let year = year.unsigned_abs();
        let [a, b] = digits(year / 100);
        let [c, d] = digits(year % 100);
        let [e, f] = digits(month);
        let [g, h] = digits(day);
        [a, b, c, d, b'-', e, f, b'-', g, h]
    }
}

const fn pair(tens: u8, ones: u8) -> Option<u32> {
    match (tens, ones) {
        (b'0'..=b'9', b'0'..=b'9') => {
            let byte = (tens - b'0') * 10 + (ones - b'0');
            let [a, b, c, d] = [byte, 0, 0, 0];
            Some(u32::from_le_bytes([a, b, c, d]))
        }
        _ => None,
    }
}

fn digits(number: u32) -> [u8; 2] {
    let digit = |value: u32| u8::try_from(value % 10).map_or(b'0', |d| b'0' | d);
    [digit(number / 10), digit(number)]
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl FromStr for Date {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::literal(text).ok_or_else(|| {
            IdError::new("a date", text, "a day from 1900-01-01 to 2199-12-31 is expected, written as in 2026-06-30")
        })
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from_text(from)
    }
}

/// A [`Date`] checked when the program is compiled: `date!("2026-06-30")`.
#[macro_export]
macro_rules! date {
    ($text:literal) => {{
        const DATE: $crate::Date = match $crate::Date::literal($text) {
            Some(date) => date,
            None => panic!("a day from 1900-01-01 to 2199-12-31 is expected, written as in 2026-06-30"),
        };
        DATE
    }};
}

/// A half-open period of days: `from` belongs to it, `until` does not. Without `until` it is open-ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The first day that is no longer in the period.
    pub until: Option<Date>,
}

impl Period {
    /// Whether the day lies in the period.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day lies in the period.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts = self.from.max(other.from);
        self.covers(starts) && other.covers(starts)
    }
}

/// `2026-01-01..2027-01-01`, or `2026-01-01..` where it has no end.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "{}..{until}", self.from),
            None => write!(f, "{}..", self.from),
        }
    }
}

impl FromStr for Period {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = |reason| IdError::new("a period", text, reason);
        let (from, until) = text.split_once("..").ok_or_else(|| wrong("`from..until` or `from..` is expected"))?;
        let until = if until.is_empty() { None } else { Some(until.parse()?) };
        let period = Self { from: from.parse()?, until };
        if period.is_empty() { Err(wrong("its end must come after its start")) } else { Ok(period) }
    }
}

serde_as_text!(Period, Timestamp, Zone);

/// An instant, to the second, in UTC: `2026-07-01T08:00:00Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const DAY: i64 = 86_400;
/// 1900-01-01T00:00:00Z.
const FIRST: i64 = -2_208_988_800;
/// 2199-12-31T23:59:59Z.
const LAST: i64 = 7_258_118_399;

impl Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z; none outside the years 1900 to 2199.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Option<Self> {
        if seconds < FIRST || seconds > LAST { None } else { Some(Self(seconds)) }
    }

    /// Midnight UTC at the start of a day.
    #[must_use]
    pub fn midnight(day: Date) -> Self {
        let days = day.0.signed_duration_since(NaiveDate::default()).num_days();
        Self(days.saturating_mul(DAY))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The instant `seconds` later, if in range.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        Self::from_unix(self.0.checked_add(seconds)?)
    }

    /// The civil day in a zone. At the ends of the range the day is held at the range's end.
    #[must_use]
    pub fn day_in(self, zone: Zone) -> Date {
        let shifted = self.0.saturating_add(i64::from(zone.minutes).saturating_mul(60));
        day_of(shifted).or_else(|| day_of(self.0)).unwrap_or(Date(NaiveDate::default()))
    }
}

fn day_of(seconds: i64) -> Option<Date> {
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    NaiveDate::from_epoch_days(days).map(Date).filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.0.year()))
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = day_of(self.0).ok_or(fmt::Error)?;
        let second = u32::try_from(self.0.rem_euclid(DAY)).map_err(|_| fmt::Error)?;
        let [a, b] = digits(second / 3600);
        let [c, d] = digits(second / 60 % 60);
        let [e, g] = digits(second % 60);
        let clock = [b'T', a, b, b':', c, d, b':', e, g, b'Z'];
        f.write_str(std::str::from_utf8(&day.text()).map_err(|_| fmt::Error)?)?;
        f.write_str(std::str::from_utf8(&clock).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl FromStr for Timestamp {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let read = || {
            let (day, clock) = text.split_once('T')?;
            let &[a, b, b':', c, d, b':', e, g, b'Z'] = clock.as_bytes() else { return None };
            let (hour, minute, second) = (pair(a, b)?, pair(c, d)?, pair(e, g)?);
            let of_day = chrono::NaiveTime::from_hms_opt(hour, minute, second)?;
            let seconds = of_day.signed_duration_since(chrono::NaiveTime::MIN).num_seconds();
            Self::midnight(day.parse().ok()?).plus_seconds(seconds)
        };
        read().ok_or_else(|| {
            IdError::new("an instant", text, "UTC to the second is expected, as in 2026-07-01T08:00:00Z")
        })
    }
}

/// A book's civil time zone as a fixed offset from UTC, `+08:00`. It decides which day a recorded instant falls
/// on, for ever; a zone with summer time has no fixed day boundary, so the book states one offset.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    minutes: i16,
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self { minutes: 0 };
    /// China Standard Time, UTC+08:00.
    pub const CHINA: Self = Self { minutes: 480 };
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({self})")
    }
}

impl FromStr for Zone {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let read = || {
            let &[sign, a, b, b':', c, d] = text.as_bytes() else { return None };
            let (hours, minutes) = (pair(a, b)?, pair(c, d)?);
            let size = i16::try_from(hours.checked_mul(60)?.checked_add(minutes)?).ok()?;
            match sign {
                b'+' if hours <= 14 && minutes < 60 => Some(Self { minutes: size }),
                b'-' if hours <= 14 && minutes < 60 && size > 0 => Some(Self { minutes: size.checked_neg()? }),
                _ => None,
            }
        };
        read().ok_or_else(|| {
            IdError::new("a time zone", text, "an offset from -14:59 to +14:59 is expected, as in +08:00")
        })
    }
}

/// Where a bank takes the time from. The core never looks at a clock of its own.
pub trait Clock {
    /// The present instant. It may stand still or go back; the bank never does.
    fn now(&self) -> Timestamp;
}

/// A clock that stands where it was set. Deterministic: for tests, examples and imports of old records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

impl<C: Clock + ?Sized> Clock for &C {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// The system's clock.
#[cfg(feature = "clock")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemClock;

#[cfg(feature = "clock")]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(chrono::Utc::now().timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back_and_have_one_spelling() {
        for text in ["1900-01-01", "2024-02-29", "2199-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for bad in ["2026-2-03", "1899-12-31", "2200-01-01", "2025-02-29", "2026-13-01", "+026-01-01", "2026-01-01 "] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        for text in ["1970-01-01T00:00:00Z", "2026-07-01T23:59:59Z", "1900-01-01T00:00:00Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        for bad in ["2026-07-01T24:00:00Z", "2026-07-01T08:00:00+00:00", "2026-07-01T08:00Z", "2026-07-01 08:00:00Z"] {
            assert!(bad.parse::<Timestamp>().is_err(), "{bad}");
        }
        for text in ["+00:00", "+08:00", "-03:30", "+14:00"] {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), text);
        }
        for bad in ["-00:00", "08:00", "+8:00", "+08:60", "+15:00", "Z"] {
            assert!(bad.parse::<Zone>().is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_numbered_from_the_first() {
        for (day, number) in [(date!("1900-01-01"), 0), (date!("1900-03-01"), 59), (date!("2000-01-01"), 36_524)] {
            assert_eq!((day.number(), day.written()), (number, day.to_string()));
        }
    }

    #[test]
    fn a_zone_shifts_the_day() {
        let late: Timestamp = "2026-06-30T16:00:00Z".parse().unwrap();
        assert_eq!(late.day_in(Zone::UTC), date!("2026-06-30"));
        assert_eq!(late.day_in(Zone::CHINA), date!("2026-07-01"));
        assert_eq!(late.plus_seconds(-1).unwrap().day_in(Zone::CHINA), date!("2026-06-30"));
    }

    #[test]
    fn periods_are_half_open() {
        let year: Period = "2026-01-01..2027-01-01".parse().unwrap();
        let next: Period = "2027-01-01..".parse().unwrap();
        assert!(year.covers(date!("2026-12-31")) && !year.covers(date!("2027-01-01")));
        assert!(!year.overlaps(&next) && next.covers(date!("2199-12-31")));
        assert_eq!((year.to_string(), next.to_string()), ("2026-01-01..2027-01-01".into(), "2027-01-01..".into()));
        assert!("2026-01-01..2026-01-01".parse::<Period>().is_err());
    }
}
