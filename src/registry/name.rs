//! Names of outcomes in documents: the bare code, or the code and whose it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{Code, CourseId, IdError, InstitutionId};
use crate::text::from_text;

/// A code, and whose it is: `MATH101@U`, where two institutions have a course of that code. The bare code, `MATH101`,
/// is anybody's.
///
/// ```
/// use creditbank::registry::CourseName;
/// let full: CourseName = "MATH101@U".parse()?;
/// assert_eq!(full.owner, Some("U".parse()?));
/// assert!("MATH101".parse::<CourseName>()?.names(&full) && !full.names(&"MATH101@V".parse()?));
/// # Ok::<(), creditbank::id::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name<C> {
    /// The code.
    pub code: C,
    /// Whose it is. None: anybody's.
    pub owner: Option<InstitutionId>,
}

/// The name of an outcome of any kind. Whose it is matters of courses alone: of what is certified, keys such as
/// `issuers` say it.
pub type OutcomeName = Name<Code>;

/// The name of a course.
pub type CourseName = Name<CourseId>;

impl<C: Eq> Name<C> {
    /// A code of an institution.
    #[must_use]
    pub const fn of(code: C, owner: InstitutionId) -> Self {
        Self { code, owner: Some(owner) }
    }

    /// Whether whatever has the other name has this one, too.
    #[must_use]
    pub fn names(&self, other: &Self) -> bool {
        self.code == other.code && (self.owner.is_none() || self.owner == other.owner)
    }
}

impl<C> From<C> for Name<C> {
    fn from(code: C) -> Self {
        Self { code, owner: None }
    }
}

impl From<&CourseName> for OutcomeName {
    fn from(course: &CourseName) -> Self {
        Self { code: Code::from(&course.code), owner: course.owner.clone() }
    }
}

impl<C: fmt::Display> fmt::Display for Name<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.owner {
            None => self.code.fmt(f),
            Some(owner) => f.pad(&format!("{}@{owner}", self.code)),
        }
    }
}

impl<C: FromStr<Err = IdError>> FromStr for Name<C> {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once('@') {
            None => Ok(Self { code: text.parse()?, owner: None }),
            Some((code, owner)) => Ok(Self { code: code.parse()?, owner: Some(owner.parse()?) }),
        }
    }
}

impl<C: fmt::Display> Serialize for Name<C> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de, C: FromStr<Err = IdError>> Deserialize<'de> for Name<C> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from_text(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_have_one_spelling() {
        for text in ["MATH101", "MATH101@U", "HV:A/1@CQ-HV-01"] {
            assert_eq!(text.parse::<CourseName>().unwrap().to_string(), text);
            assert_eq!(text.parse::<OutcomeName>().unwrap().to_string(), text);
        }
        for bad in ["", "@U", "A@", "A@U@V", "A @U", "A@ U", " A"] {
            assert!(bad.parse::<CourseName>().is_err(), "{bad}");
        }
        let error = "A@".parse::<CourseName>().unwrap_err().to_string();
        assert!(error.starts_with("`` is not an institution code: 1 to 64 ASCII"), "{error}");
    }

    #[test]
    fn a_bare_code_names_that_of_anybody() {
        let name = |text: &str| text.parse::<OutcomeName>().unwrap();
        assert!(name("A").names(&name("A")) && name("A").names(&name("A@U")));
        assert!(name("A@U").names(&name("A@U")));
        assert!(!name("A@U").names(&name("A")) && !name("A@U").names(&name("A@V")) && !name("A").names(&name("B@U")));
    }

    #[test]
    fn the_names_of_one_code_stand_together_the_bare_one_first() {
        let mut names: Vec<OutcomeName> = ["A@V", "AB", "A@U", "A"].iter().map(|text| text.parse().unwrap()).collect();
        names.sort();
        assert_eq!(names.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A", "A@U", "A@V", "AB"]);
    }
}
