//! Attempts at one thing: what makes two outcomes attempts at the same, and how many of them count.

use std::fmt;
use std::str::FromStr;

use crate::credit::{Amount, Credits};
use crate::id::{Code, CourseId, IdError, InstitutionId, UnitId};
use crate::registry::words::words;
use crate::registry::{Level, OutcomeKind};
use crate::text::serde_as_text;

/// What outcomes are attempts at: of a course its owner (the issuer where it has none) and its code; of a certified
/// outcome its issuer, kind, code and level. Written `course MATH101@U`, `certificate X@C nqf 4`: no code holds an `@`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing {
    /// The code.
    pub code: Code,
    /// Who owns or issues it.
    pub owner: InstitutionId,
    /// The kind of outcome.
    pub kind: OutcomeKind,
    /// The level, of what is certified at one.
    pub level: Option<Level>,
}

impl Thing {
    /// A course.
    #[must_use]
    pub fn course(course: &CourseId, owner: InstitutionId) -> Self {
        Self { code: course.into(), owner, kind: OutcomeKind::Course, level: None }
    }

    /// Whether the two differ only in that one says no level.
    #[must_use]
    pub fn differs_by_an_absent_level(&self, other: &Self) -> bool {
        let same = (&self.code, &self.owner, self.kind) == (&other.code, &other.owner, other.kind);
        same && self.level.is_none() != other.level.is_none()
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}@{}", self.kind, self.code, self.owner)?;
        self.level.as_ref().map_or(Ok(()), |level| write!(f, " {level}"))
    }
}

impl FromStr for Thing {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || {
            let expected =
                "a kind, a code, `@` and an institution are expected, and a level if there is one, as in `exam CET4@C`";
            IdError::new("a thing that is attempted", text, expected)
        };
        let mut words = text.splitn(3, ' ');
        let kind = words.next().and_then(|kind| kind.parse().ok()).ok_or_else(wrong)?;
        let (code, owner) = words.next().and_then(|name| name.split_once('@')).ok_or_else(wrong)?;
        let (code, owner) = (code.parse().map_err(|_| wrong())?, owner.parse().map_err(|_| wrong())?);
        let level = words.next().map(str::parse).transpose().map_err(|_| wrong())?;
        Ok(Self { code, owner, kind, level })
    }
}

words! {
    /// Which of several attempts at one thing count.
    Counting, "a policy for attempts", "`best`, `last` or `each` is expected";
    /// The best of them, once.
    Best = "best",
    /// The one that was earned last, once; none after a later failure.
    Last = "last",
    /// Each of them, up to a most if there is one.
    Each = "each",
}

/// How attempts at one thing count, as the document in force says. Written `best`, `last`, `each`, `each 6 cr`,
/// `each 4 item`, `each run`, `each 6 cr run`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attempts {
    /// Which of them count.
    pub counting: Counting,
    /// Under `each`: how much of all of them together can be in use. In `item` attempts are counted, whatever their
    /// unit; in another unit the credits of those in that unit, and attempts in other units are not under it.
    pub most: Option<Amount>,
    /// Under `each`: of the attempts of one run only the best counts. One without a run is a run of its own.
    pub one_a_run: bool,
}

impl Attempts {
    /// The best counts.
    pub const BEST: Self = Self::plain(Counting::Best);

    /// A policy without a most.
    #[must_use]
    pub const fn plain(counting: Counting) -> Self {
        Self { counting, most: None, one_a_run: false }
    }

    /// The policy where no document says one: the best of a course, an exam or a certificate counts, and each of
    /// everything else.
    #[must_use]
    pub const fn usual(kind: OutcomeKind) -> Self {
        match kind {
            OutcomeKind::Course | OutcomeKind::Exam | OutcomeKind::Certificate => Self::BEST,
            _ => Self::plain(Counting::Each),
        }
    }

    /// How many attempts can be in use, if they are counted.
    #[must_use]
    pub fn most_items(&self) -> Option<u64> {
        let most = self.most.as_ref().filter(|most| most.unit == UnitId::item())?;
        most.credits.ten_thousandths().checked_div(Credits::ONE.ten_thousandths())
    }
}

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.counting)?;
        self.most.as_ref().map_or(Ok(()), |most| write!(f, " {most}"))?;
        f.write_str(if self.one_a_run { " run" } else { "" })
    }
}

impl FromStr for Attempts {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong =
            || IdError::new("a policy for attempts", text, "`best`, `last`, `each` or `each 6 cr run` is expected");
        let words: Vec<_> = text.split(' ').collect();
        // A unit may be called `run`, too: the words are counted.
        let (counting, most, one_a_run) = match words.as_slice() {
            [counting] => (counting, None, false),
            [counting, "run"] => (counting, None, true),
            [counting, credits, unit] => (counting, Some(format!("{credits} {unit}")), false),
            [counting, credits, unit, "run"] => (counting, Some(format!("{credits} {unit}")), true),
            _ => return Err(wrong()),
        };
        let counting = counting.parse().map_err(|_| wrong())?;
        let most = most.map(|most| most.parse()).transpose().map_err(|_| wrong())?;
        let plain = most.is_none() && !one_a_run;
        if counting == Counting::Each || plain { Ok(Self { counting, most, one_a_run }) } else { Err(wrong()) }
    }
}

serde_as_text!(Thing, Attempts, Counting);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_read_back() {
        for text in ["course MATH101@U", "exam CET4@C", "certificate W:1+X/a@C-1 nqf 4", "work W@V"] {
            assert_eq!(text.parse::<Thing>().unwrap().to_string(), text);
        }
        for bad in ["course", "course A", "course A@", "A@U", "course A@U nqf", "course A@U@V", "course A@U "] {
            assert!(bad.parse::<Thing>().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_a_level_that_is_absent_on_one_side_is_near() {
        let near =
            |one: &str, other: &str| one.parse::<Thing>().unwrap().differs_by_an_absent_level(&other.parse().unwrap());
        assert!(near("certificate X@C nqf 4", "certificate X@C") && near("certificate X@C", "certificate X@C nqf 4"));
        assert!(!near("certificate X@C", "certificate X@C"));
        assert!(!near("certificate X@C nqf 4", "certificate X@C nqf 5"));
        assert!(!near("certificate X@C nqf 4", "certificate X@D"));
    }

    #[test]
    fn policies_read_back() {
        for text in [
            "best",
            "last",
            "each",
            "each 6 cr",
            "each 4 item",
            "each run",
            "each 6.5 cr run",
            "each 6 run",
            "each 6 run run",
        ] {
            assert_eq!(text.parse::<Attempts>().unwrap().to_string(), text);
        }
        for bad in ["", "most", "best 6 cr", "last run", "each 6", "each  6 cr", "each run 6 cr", "best "] {
            assert!(bad.parse::<Attempts>().is_err(), "{bad}");
        }
        assert_eq!("each 4 item".parse::<Attempts>().unwrap().most_items(), Some(4));
        assert_eq!("each 4 cr".parse::<Attempts>().unwrap().most_items(), None);
    }
}
