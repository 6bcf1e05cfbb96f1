//! Names of outcomes in documents: the bare code, or the code and whose it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{Code, CourseId, IdError, InstitutionId, ProgrammeId};
use crate::registry::{OutcomeKind, Thing};
use crate::text::from_text;
use crate::time::Date;

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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl OutcomeName {
    /// The thing of that name, where it says whose it is.
    #[must_use]
    pub fn thing(&self, kind: OutcomeKind) -> Option<Thing> {
        Some(Thing { code: self.code.clone(), owner: self.owner.clone()?, kind, level: None })
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

impl<C: fmt::Display> fmt::Debug for Name<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}

impl<C: FromStr<Err = IdError>> FromStr for Name<C> {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let Some((code, owner)) = text.split_once('@') else { return Ok(Self { code: text.parse()?, owner: None }) };
        let whole = "a code, `@` and an institution are expected, as in `MATH101@U`";
        let wrong = |error: IdError| {
            let reason = if error.input.is_empty() {
                whole.to_owned()
            } else {
                format!("in `{}`, {}", error.input, error.reason)
            };
            IdError::new("a code in full", text, reason)
        };
        let (code, owner) = (code.parse().map_err(wrong)?, owner.parse::<InstitutionId>());
        Ok(Self { code, owner: Some(owner.map_err(wrong)?) })
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

/// What an outcome is called: its kind and code, and what it is an attempt at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Called<'a> {
    /// Its code.
    pub code: &'a Code,
    /// Its kind.
    pub kind: OutcomeKind,
    /// The code and the owner of the thing that it is an attempt at. None: it is no attempt, or nobody says at what.
    pub thing: Option<(&'a Code, &'a InstitutionId)>,
}

impl<'a> Called<'a> {
    /// An outcome of a kind and code, and what it is an attempt at.
    #[must_use]
    pub fn new(kind: OutcomeKind, code: &'a Code, thing: Option<&'a Thing>) -> Self {
        Self { code, kind, thing: thing.map(|thing| (&thing.code, &thing.owner)) }
    }

    /// Whatever has that name.
    #[must_use]
    pub fn by_name(kind: OutcomeKind, name: &'a OutcomeName) -> Self {
        Self { code: &name.code, kind, thing: name.owner.as_ref().map(|owner| (&name.code, owner)) }
    }

    /// The codes by which it is looked for: its own, and that of the thing where it is another.
    pub fn codes(&self) -> impl Iterator<Item = &'a Code> + use<'a> {
        let other = self.thing.map(|(code, _)| code).filter(|code| *code != self.code);
        std::iter::once(self.code).chain(other)
    }

    /// Its name: that of a course in full, where it says whose it is.
    #[must_use]
    pub fn name(&self) -> OutcomeName {
        let course = self.thing.filter(|(code, _)| self.kind == OutcomeKind::Course && *code == self.code);
        Name { code: self.code.clone(), owner: course.map(|(_, owner)| owner.clone()) }
    }

    /// Whether it has the name: a bare code is its own or that of the thing; of a course a code in full is that of the
    /// thing, with its owner.
    #[must_use]
    pub fn is(&self, name: &OutcomeName) -> bool {
        match &name.owner {
            Some(owner) if self.kind == OutcomeKind::Course => self.thing == Some((&name.code, owner)),
            _ => self.codes().any(|code| *code == name.code),
        }
    }

    /// Whether it has one of the names, which are in order.
    #[must_use]
    pub fn is_among(&self, names: &[OutcomeName]) -> bool {
        self.codes().any(|code| {
            let start = names.partition_point(|name| name.code < *code);
            let rest = names.get(start..).unwrap_or_default().iter();
            rest.take_while(|name| name.code == *code).any(|name| self.is(name))
        })
    }
}

/// Who owns the courses of a code, and what attempts at them are attempts at, as catalogues say. By it the names in a
/// document are put in full.
pub trait Roll {
    /// The course of that name in full on a day: bare where nobody owns it, or where no catalogue has it.
    ///
    /// # Errors
    /// The names in full, where several institutions own a course of that code.
    fn in_full(&self, name: &CourseName, day: Date) -> Result<CourseName, Vec<CourseName>>;

    /// The course that attempts at a course are attempts at on a day: the oldest that it continues.
    fn oldest(&self, name: &CourseName, day: Date) -> CourseName;

    /// The courses of a code, in full, that catalogues have or have had.
    fn ever(&self, code: &CourseId) -> Vec<CourseName>;

    /// Whether any document has, or had, a programme of that id.
    fn has_programme(&self, id: &ProgrammeId) -> bool;
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
        let error = |text: &str| text.parse::<CourseName>().unwrap_err().to_string();
        assert_eq!(
            error("A@"),
            "`A@` is not a code in full: a code, `@` and an institution are expected, as in `MATH101@U`"
        );
        assert!(error("A B@U").starts_with("`A B@U` is not a code in full: in `A B`, character 2 is U+0020"));
        assert!(error("A B").starts_with("`A B` is not a course code: character 2 is U+0020"));
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

    #[test]
    fn a_course_is_called_by_its_own_code_and_in_full_by_that_of_the_thing() {
        let code = |text: &str| text.parse::<Code>().unwrap();
        let (own, thing) = (code("NEW"), "course OLD@U".parse::<Thing>().unwrap());
        let is = |kind, name: &str| Called::new(kind, &own, Some(&thing)).is(&name.parse().unwrap());
        for name in ["NEW", "OLD", "OLD@U"] {
            assert!(is(OutcomeKind::Course, name), "{name}");
        }
        for name in ["NEW@U", "NEW@W", "OLD@V", "OLDER"] {
            assert!(!is(OutcomeKind::Course, name), "{name}");
        }
        assert!(is(OutcomeKind::Exam, "NEW@V"), "whose it is matters of courses alone");
        let nobody_says = Called::new(OutcomeKind::Course, &own, None);
        assert!(nobody_says.is(&"NEW".parse().unwrap()) && !nobody_says.is(&"NEW@U".parse().unwrap()));
    }

    #[test]
    fn names_are_found_in_a_list_by_either_code() {
        let names: Vec<OutcomeName> =
            ["A", "C@U", "C@V", "D@V", "E"].iter().map(|text| text.parse().unwrap()).collect();
        let found = |code: &str, thing: &str| {
            let (code, thing): (Code, Thing) = (code.parse().unwrap(), thing.parse().unwrap());
            Called::new(OutcomeKind::Course, &code, Some(&thing)).is_among(&names)
        };
        assert!(found("A", "course A@W") && found("C", "course C@V") && found("X", "course E@W"));
        assert!(!found("C", "course C@W") && !found("D", "course D@U") && !found("X", "course D@U"));
    }
}
