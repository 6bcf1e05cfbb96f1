//! Validated ids. A text id is plain ASCII, so that two spellings of one code (composed or decomposed accents,
//! full-width digits, a trailing blank) can never be two codes.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::digest::{Digest, domain};
use crate::text::{from_text, serde_as_text};

/// A text that is not an id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{input}` is not {what}: {reason}")]
pub struct IdError {
    /// The kind of id asked for, with its article.
    pub what: &'static str,
    /// What was given, cut to 80 characters.
    pub input: String,
    /// What is wrong with it, and what would have been accepted.
    pub reason: String,
}

impl IdError {
    pub(crate) fn new(what: &'static str, input: &str, reason: impl Into<String>) -> Self {
        Self { what, input: input.chars().take(80).collect(), reason: reason.into() }
    }
}

const CODE_MOST: usize = 64;
const KEY_MOST: usize = 128;
const CODE_EXPECTED: &str =
    "1 to 64 ASCII letters, digits and . _ : / + - are expected, beginning with a letter or digit";
const KEY_EXPECTED: &str = "1 to 128 visible ASCII characters other than \" and \\ are expected";

fn check_code(what: &'static str, text: &str) -> Result<(), IdError> {
    let fine = |byte: &u8| byte.is_ascii_alphanumeric() || b"._:/+-".contains(byte);
    let first = text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    if first && text.len() <= CODE_MOST && text.as_bytes().iter().all(fine) {
        return Ok(());
    }
    Err(IdError::new(what, text, reason_against(text, CODE_EXPECTED)))
}

fn check_key(what: &'static str, text: &str) -> Result<(), IdError> {
    let fine = |byte: &u8| byte.is_ascii_graphic() && *byte != b'"' && *byte != b'\\';
    if !text.is_empty() && text.len() <= KEY_MOST && text.as_bytes().iter().all(fine) {
        return Ok(());
    }
    Err(IdError::new(what, text, reason_against(text, KEY_EXPECTED)))
}

/// Whether a literal is a code: for the macros.
#[doc(hidden)]
#[must_use]
pub const fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some((first, _)), true) = (bytes.split_first(), bytes.len() <= CODE_MOST) else { return false };
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'/' | b'+' | b'-')) {
            return false;
        }
        rest = after;
    }
    first.is_ascii_alphanumeric()
}

/// Says which character is foreign, and offers the plain spelling where there is one.
fn reason_against(text: &str, expected: &str) -> String {
    let Some((at, odd)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_graphic()) else {
        return expected.to_owned();
    };
    let place = at.saturating_add(1);
    let plain: String = text.chars().take(80).nfkc().filter(|c| !c.is_whitespace()).collect();
    let hint =
        if plain.is_ascii() && !plain.is_empty() { format!(" (did you mean `{plain}`?)") } else { String::new() };
    format!("character {place} is U+{:04X}, {expected}{hint}", u32::from(odd))
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident, $what:literal, $check:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $name {
            /// A literal that was checked when the program was compiled: for the macros.
            #[doc(hidden)]
            #[must_use]
            pub fn literal(text: &'static str) -> Self {
                Self(text.into())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                $check($what, text)?;
                Ok(Self(text.into()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from_text(from)
            }
        }
    )+};
}

text_ids! {
    /// Any code that has no kind of its own: a certificate's or training's code, a category, a reason.
    Code, "a code", check_code;
    /// An institution (学校, 机构): issues, reviews, awards or publishes.
    InstitutionId, "an institution code", check_code;
    /// A mandate: one person of staff, in one role, at one institution, between dates.
    MandateId, "a mandate code", check_code;
    /// A unit in which credits are counted.
    UnitId, "a unit code", check_code;
    /// A grade scale.
    ScaleId, "a grade scale code", check_code;
    /// A course of a code list, such as `HV:MECH110`.
    CourseId, "a course code", check_code;
    /// A programme of study, such as `HV-MECH/3+2`.
    ProgrammeId, "a programme code", check_code;
    /// A published document, across its versions.
    DocumentId, "a document code", check_code;
    /// Names one request for ever; chosen by the caller. Unique per passbook, and per book for documents.
    /// It stands in the journal, so it must hold no personal data.
    RequestKey, "a request key", check_key;
}

impl Code {
    /// A code that is only a number: `n7`.
    pub(crate) fn numbered(number: usize) -> Self {
        Self(format!("n{number}").into())
    }
}

impl From<&DecisionId> for Code {
    fn from(id: &DecisionId) -> Self {
        Self(id.to_string().replace('@', "/").into())
    }
}

/// The code of a course, and of whatever else has one, is a code like any other.
macro_rules! as_code {
    ($($name:ident),+) => {$(
        impl From<&$name> for Code {
            fn from(id: &$name) -> Self {
                Self(Arc::clone(&id.0))
            }
        }
    )+};
}

as_code!(CourseId, InstitutionId, ProgrammeId, ScaleId, UnitId);

impl UnitId {
    /// The built-in unit of outcomes for which no credit is certified.
    pub const ITEM: &str = "item";

    /// The built-in unit `item`.
    #[must_use]
    pub fn item() -> Self {
        Self(Self::ITEM.into())
    }
}

/// A learner, known to the book only by this pseudonym. The caller hands it in, or draws it.
///
/// Its text form is the 32 hexadecimal digits of a UUID; the hyphenated form is read too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LearnerId(Uuid);

impl LearnerId {
    /// Takes a UUID as a learner's pseudonym.
    #[must_use]
    pub const fn new(id: Uuid) -> Self {
        Self(id)
    }

    /// Draws a pseudonym from a secret seed and a number of the caller's: the same two give the same id.
    /// Without the seed the number cannot be told from the id.
    ///
    /// ```
    /// use creditbank::LearnerId;
    /// let id = LearnerId::drawn(&[7; 32], "student 11391");
    /// assert_eq!(id, LearnerId::drawn(&[7; 32], "student 11391"));
    /// assert_ne!(id, LearnerId::drawn(&[8; 32], "student 11391"));
    /// ```
    #[must_use]
    pub fn drawn(seed: &[u8; 32], number: &str) -> Self {
        let digest = Digest::keyed(seed, &[domain::LEARNER, number.as_bytes()]);
        let mut bytes = [0; 16];
        for (byte, from) in bytes.iter_mut().zip(digest.as_bytes()) {
            *byte = *from;
        }
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// Draws a random pseudonym.
    #[cfg(feature = "clock")]
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// The UUID.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for LearnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.simple().encode_lower(&mut Uuid::encode_buffer()))
    }
}

impl fmt::Debug for LearnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LearnerId({self})")
    }
}

impl FromStr for LearnerId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("a learner id", text, "a UUID of 32 hexadecimal digits is expected");
        match text.len() {
            32 | 36 => Uuid::try_parse(text).map(Self).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for LearnerId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.simple().encode_lower(&mut Uuid::encode_buffer()))
    }
}

impl<'de> Deserialize<'de> for LearnerId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from_text(from)
    }
}

/// What one line of a passbook decided: its number `n` there, and, when it came in by a merge, the passbook it
/// was decided in. Text form `3`, or `3@<learner>`. Ids never change, wherever the thing moves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The passbook it was decided in, where that is not this one.
    pub home: Option<LearnerId>,
    /// The line's number in that passbook, from 0.
    pub n: u32,
}

impl EntryId {
    /// Line `n` of this passbook.
    #[must_use]
    pub const fn here(n: u32) -> Self {
        Self { home: None, n }
    }

    /// The same id as seen from passbook `to`, when it stood in passbook `from`.
    #[must_use]
    pub fn moved(self, from: LearnerId, to: LearnerId) -> Self {
        let home = self.home.unwrap_or(from);
        Self { home: (home != to).then_some(home), n: self.n }
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.home {
            None => write!(f, "{}", self.n),
            Some(home) => write!(f, "{}@{home}", self.n),
        }
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryId({self})")
    }
}

/// Reads a number that is written one way only: digits, no sign, no leading zero.
fn plain_number<N: FromStr>(text: &str) -> Option<N> {
    let canonical = text == "0" || (!text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()));
    if canonical { text.parse().ok() } else { None }
}

fn split_home(text: &str) -> Option<(&str, Option<LearnerId>)> {
    match text.split_once('@') {
        None => Some((text, None)),
        Some((_, home)) if home.len() != 32 => None,
        Some((number, home)) => Some((number, Some(home.parse().ok()?))),
    }
}

impl FromStr for EntryId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        split_home(text)
            .and_then(|(number, home)| Some(Self { home, n: plain_number(number)? }))
            .ok_or_else(|| IdError::new("an entry id", text, "`n` or `n@learner` is expected, as in `3`"))
    }
}

serde_as_text!(EntryId);

macro_rules! item_ids {
    ($($(#[$doc:meta])* $name:ident, $what:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The line that made it.
            pub entry: EntryId,
            /// Its number among what that line made, from 0.
            pub k: u16,
        }

        impl $name {
            /// Item `k` made by line `n` of this passbook.
            #[must_use]
            pub const fn here(n: u32, k: u16) -> Self {
                Self { entry: EntryId::here(n), k }
            }

            /// The same id as seen from passbook `to`, when it stood in passbook `from`.
            #[must_use]
            pub fn moved(self, from: LearnerId, to: LearnerId) -> Self {
                Self { entry: self.entry.moved(from, to), k: self.k }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let EntryId { home, n } = self.entry;
                match home {
                    None => f.pad(&format!("{n}.{}", self.k)),
                    Some(home) => write!(f, "{n}.{}@{home}", self.k),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                split_home(text)
                    .and_then(|(number, home)| {
                        let (n, k) = number.split_once('.')?;
                        Some(Self { entry: EntryId { home, n: plain_number(n)? }, k: plain_number(k)? })
                    })
                    .ok_or_else(|| IdError::new($what, text, "`n.k` or `n.k@learner` is expected, as in `3.0`"))
            }
        }

        serde_as_text!($name);
    )+};
}

item_ids! {
    /// A lot: what one passed outcome is worth.
    LotId, "a lot id";
    /// A hold: amounts reserved while an application is under review.
    HoldId, "a hold id";
    /// A decision: lots bound in a scope.
    DecisionId, "a decision id";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_spelling() {
        assert!("HV:MECH110".parse::<CourseId>().is_ok());
        let cases = [
            ("", "1 to 64 ASCII"),
            ("-x", "1 to 64 ASCII"),
            ("ＨＶ１", "character 1 is U+FF28"),
            ("HV1 ", "did you mean `HV1`?"),
            ("caf\u{e9}", "character 4 is U+00E9"),
            ("cafe\u{301}", "character 5 is U+0301"),
            ("a@b", "1 to 64 ASCII"),
        ];
        for (bad, says) in cases {
            let error = bad.parse::<CourseId>().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!("x".repeat(65).parse::<Code>().is_err());
        let long = "y".repeat(10_000_000).parse::<RequestKey>().unwrap_err();
        assert!(long.to_string().len() < 400, "a long input is cut in the message");
    }

    #[test]
    fn ids_read_back_and_have_one_spelling() {
        let home = LearnerId::drawn(&[1; 32], "a");
        for id in [LotId::here(0, 0), LotId::here(70, 3).moved(home, LearnerId::drawn(&[1; 32], "b"))] {
            assert_eq!(id.to_string().parse::<LotId>().unwrap(), id);
        }
        for bad in ["3", "03.0", "3.00", "+3.0", "3.0@", "3.70000", "3.0@x", ".0", "3."] {
            assert!(bad.parse::<LotId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_id_that_comes_home_is_plain_again() {
        let (a, b) = (LearnerId::drawn(&[1; 32], "a"), LearnerId::drawn(&[1; 32], "b"));
        let away = EntryId::here(4).moved(a, b);
        assert_eq!(away, EntryId { home: Some(a), n: 4 });
        assert_eq!(away.moved(b, a), EntryId::here(4));
    }
}
