//! Grades, and the scales that say which of two is better and which of them pass.

use std::fmt;
use std::str::FromStr;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::credit::Credits;
use crate::id::{Code, IdError, ScaleId};
use crate::registry::ladder::{Ladder, one_of};
use crate::registry::words::words;
use crate::text::serde_as_text;

/// A mark on a scale, written `82 percent` or `A+ letters`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Grade {
    /// The mark, as its issuer writes it.
    pub mark: Code,
    /// The scale it stands on.
    pub scale: ScaleId,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mark.as_str())?;
        f.write_str(" ")?;
        f.write_str(self.scale.as_str())
    }
}

impl FromStr for Grade {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("a grade", text, "a mark, a space and a scale are expected, as in `82 percent`");
        let (mark, scale) = text.split_once(' ').ok_or_else(wrong)?;
        Ok(Self { mark: mark.parse().map_err(|_| wrong())?, scale: scale.parse().map_err(|_| wrong())? })
    }
}

serde_as_text!(Grade, Best);

/// How good a mark is. Higher is better; comparable only within one scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GradeRank(u64);

impl GradeRank {
    /// As a number: of a range the distance from the worst mark in ten-thousandths, on a ladder the place from 0.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

words! {
    /// Which end of a range of numbers is the best mark.
    Best, "an end of a range", "`most` or `least` is expected";
    /// The largest number, as in percent.
    Most = "most",
    /// The smallest number, as in Germany, where 1.0 is best.
    Least = "least",
}

/// A scale of grades: either numbers from a least to a most in equal steps, or a ladder of named marks.
///
/// ```
/// use creditbank::registry::{Best, GradeScale};
/// let german = GradeScale::range("german".parse()?, "1".parse()?, "5".parse()?, "0.1".parse()?, Best::Least, "4.0".parse()?)?;
/// assert!(german.rank(&"1.3".parse()?)? > german.rank(&"2.0".parse()?)?);
/// assert!(german.passes(&"4.0".parse()?)? && !german.passes(&"4.1".parse()?)?);
/// assert_eq!(
///     german.rank(&"0.7".parse()?).unwrap_err().to_string(),
///     "`0.7` is not a mark of the scale `german`: a number from 1 (best) to 5 in steps of 0.1 is expected",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeScale {
    /// Its code.
    pub id: ScaleId,
    marks: Marks,
    pass: GradeRank,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Marks {
    Range {
        least: Credits,
        most: Credits,
        step: Credits,
        best: Best,
    },
    /// Worst to best.
    Ladder(Ladder),
}

/// A mark that is not on the scale.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("`{mark}` is not a mark of the scale `{}`: {} is expected", scale.id, scale.marks)]
pub struct OffScale {
    /// The mark.
    pub mark: Code,
    /// The scale, which says what it accepts.
    pub scale: Box<GradeScale>,
}

/// Why marks do not make a scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// The range has no room.
    #[error("the least mark {least} must be below the most, {most}")]
    Bounds {
        /// The least mark.
        least: Credits,
        /// The most.
        most: Credits,
    },
    /// The steps do not lead from the least mark to the most.
    #[error("steps of {step} do not lead from {least} to {most}")]
    Step {
        /// The step.
        step: Credits,
        /// The least mark.
        least: Credits,
        /// The most.
        most: Credits,
    },
    /// A ladder needs a mark to fail with and one to pass with.
    #[error("a ladder needs at least two marks, from worst to best")]
    Short,
    /// A mark is on the ladder twice.
    #[error("the mark `{mark}` is on the ladder twice")]
    Twice {
        /// The mark.
        mark: Code,
    },
    /// The pass mark is not on the scale.
    #[error("the pass mark must be on the scale: {0}")]
    Pass(OffScale),
}

impl GradeScale {
    /// A scale of numbers in equal steps. `pass` is the worst mark that passes.
    ///
    /// # Errors
    /// [`ScaleError`], if the range is empty, the steps do not fit it or the pass mark is not on it.
    pub fn range(
        id: ScaleId,
        least: Credits,
        most: Credits,
        step: Credits,
        best: Best,
        pass: Code,
    ) -> Result<Self, ScaleError> {
        let width = most.minus(least).map_err(|_| ScaleError::Bounds { least, most })?;
        if width.is_zero() {
            return Err(ScaleError::Bounds { least, most });
        }
        match width.ten_thousandths().checked_rem(step.ten_thousandths()) {
            Some(0) => Self::passing(id, Marks::Range { least, most, step, best }, &pass),
            _ => Err(ScaleError::Step { step, least, most }),
        }
    }

    /// A scale of named marks, worst to best. `pass` is the worst mark that passes.
    ///
    /// # Errors
    /// [`ScaleError`], if there are fewer than two marks, one is there twice or the pass mark is not among them.
    pub fn ladder(id: ScaleId, marks: Vec<Code>, pass: Code) -> Result<Self, ScaleError> {
        if marks.len() < 2 {
            return Err(ScaleError::Short);
        }
        let marks = Ladder::new(marks).map_err(|mark| ScaleError::Twice { mark })?;
        Self::passing(id, Marks::Ladder(marks), &pass)
    }

    fn passing(id: ScaleId, marks: Marks, pass: &Code) -> Result<Self, ScaleError> {
        let scale = Self { id, marks, pass: GradeRank(0) };
        let pass = scale.rank(pass).map_err(ScaleError::Pass)?;
        Ok(Self { pass, ..scale })
    }

    /// How good the mark is.
    ///
    /// # Errors
    /// [`OffScale`], which says what the scale accepts.
    pub fn rank(&self, mark: &Code) -> Result<GradeRank, OffScale> {
        self.marks
            .rank(mark)
            .map(GradeRank)
            .ok_or_else(|| OffScale { mark: mark.clone(), scale: Box::new(self.clone()) })
    }

    /// Whether the mark passes.
    ///
    /// # Errors
    /// [`OffScale`], which says what the scale accepts.
    pub fn passes(&self, mark: &Code) -> Result<bool, OffScale> {
        Ok(self.rank(mark)? >= self.pass)
    }

    /// The marks of a ladder, worst to best.
    pub(crate) fn steps(&self) -> Option<&[Code]> {
        match &self.marks {
            Marks::Ladder(marks) => Some(marks.steps()),
            Marks::Range { .. } => None,
        }
    }

    /// Of a range of numbers the least, the most, the step, and which end is best.
    pub(crate) const fn numbers(&self) -> Option<(Credits, Credits, Credits, Best)> {
        match self.marks {
            Marks::Range { least, most, step, best } => Some((least, most, step, best)),
            Marks::Ladder(_) => None,
        }
    }

    /// Whether it is a ladder of named marks, on which ranks are places and no numbers.
    pub(crate) const fn is_ladder(&self) -> bool {
        matches!(self.marks, Marks::Ladder(_))
    }

    /// The rank of the worst mark there is.
    #[must_use]
    pub const fn worst(&self) -> GradeRank {
        GradeRank(0)
    }

    /// The worst mark that passes. Numbers have their shortest form: `4` where a document says `4.0`.
    #[must_use]
    pub fn pass_mark(&self) -> String {
        self.marks.at(self.pass.0).unwrap_or_default()
    }

    /// The rank of the worst mark that passes.
    #[must_use]
    pub const fn pass(&self) -> GradeRank {
        self.pass
    }

    /// The rank of the best mark there is.
    #[must_use]
    pub fn best(&self) -> GradeRank {
        GradeRank(self.marks.last())
    }

    /// The next better rank, unless this is the best.
    #[must_use]
    pub fn better(&self, rank: GradeRank) -> Option<GradeRank> {
        let next = rank.0.checked_add(self.marks.step())?;
        (next <= self.marks.last()).then_some(GradeRank(next))
    }

    /// The mark of that rank, in its shortest spelling.
    #[must_use]
    pub fn mark(&self, rank: GradeRank) -> Option<Code> {
        self.marks.at(rank.0)?.parse().ok()
    }
}

impl Marks {
    fn last(&self) -> u64 {
        match self {
            Self::Ladder(marks) => u64::try_from(marks.steps().len().saturating_sub(1)).unwrap_or(u64::MAX),
            Self::Range { least, most, .. } => most.ten_thousandths().saturating_sub(least.ten_thousandths()),
        }
    }

    fn step(&self) -> u64 {
        match self {
            Self::Ladder(_) => 1,
            Self::Range { step, .. } => step.ten_thousandths(),
        }
    }

    fn rank(&self, mark: &Code) -> Option<u64> {
        match self {
            Self::Ladder(marks) => u64::try_from(marks.place(mark)?).ok(),
            Self::Range { least, most, step, best } => {
                let number = number(mark.as_str())?;
                let (above, below) = (number.minus(*least).ok()?, most.minus(number).ok()?);
                let off = above.ten_thousandths().checked_rem(step.ten_thousandths())?;
                let rank = if *best == Best::Most { above } else { below };
                (off == 0).then_some(rank.ten_thousandths())
            }
        }
    }
}

impl Marks {
    /// The mark of a rank.
    fn at(&self, rank: u64) -> Option<String> {
        match self {
            Self::Ladder(marks) => marks.steps().get(usize::try_from(rank).ok()?).map(ToString::to_string),
            Self::Range { least, most, best, .. } => {
                let rank = Credits::from_ten_thousandths(rank)?;
                let mark = if *best == Best::Most { least.plus(rank) } else { most.minus(rank) };
                mark.ok().map(|mark| mark.to_string())
            }
        }
    }
}

/// All that the scale says, as it is part of what a rule book says.
impl Serialize for GradeScale {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("GradeScale", 6)?;
        match &self.marks {
            Marks::Range { least, most, step, best } => {
                object.serialize_field("best", best)?;
                object.serialize_field("id", &self.id)?;
                object.serialize_field("least", least)?;
                object.serialize_field("most", most)?;
                object.serialize_field("pass", &self.pass_mark())?;
                object.serialize_field("step", step)?;
            }
            Marks::Ladder(marks) => {
                object.serialize_field("id", &self.id)?;
                object.serialize_field("marks", marks.steps())?;
                object.serialize_field("pass", &self.pass_mark())?;
            }
        }
        object.end()
    }
}

/// A mark as a number. Issuers write `2.0` and `82`, so zeros at the end are read, unlike in amounts.
fn number(mark: &str) -> Option<Credits> {
    let plain = if mark.contains('.') { mark.trim_end_matches('0') } else { mark };
    // `82.` is no number, but what is left of `82.0` is.
    match plain.strip_suffix('.') {
        Some(whole) if plain.len() < mark.len() => whole.parse().ok(),
        Some(_) => None,
        None => plain.parse().ok(),
    }
}

/// What the scale accepts.
impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { least, most, step, best: Best::Most } => {
                write!(f, "a number from {least} to {most} (best) in steps of {step}")
            }
            Self::Range { least, most, step, best: Best::Least } => {
                write!(f, "a number from {least} (best) to {most} in steps of {step}")
            }
            Self::Ladder(marks) => f.write_str(&one_of(marks.steps())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn credits(text: &str) -> Credits {
        text.parse().unwrap()
    }

    fn range(least: &str, most: &str, step: &str, best: Best, pass: &str) -> Result<GradeScale, ScaleError> {
        GradeScale::range("s".parse().unwrap(), credits(least), credits(most), credits(step), best, code(pass))
    }

    fn ladder(marks: &[&str], pass: &str) -> Result<GradeScale, ScaleError> {
        GradeScale::ladder("s".parse().unwrap(), marks.iter().map(|mark| code(mark)).collect(), code(pass))
    }

    #[test]
    fn marks_rank_and_pass() {
        // scale, mark, better mark, whether the first passes
        let percent = range("0", "100", "0.5", Best::Most, "60").unwrap();
        let german = range("1", "5", "0.1", Best::Least, "4.0").unwrap();
        let letters = ladder(&["F", "D", "C-", "C", "C+", "B", "A", "A+"], "D").unwrap();
        for (scale, mark, better, passes) in [
            (&percent, "59.5", "60", false),
            (&percent, "60", "60.5", true),
            (&percent, "0", "100", false),
            (&german, "4.1", "4.0", false),
            (&german, "4", "1", true),
            (&german, "1.3", "1.2", true),
            (&letters, "F", "D", false),
            (&letters, "A", "A+", true),
        ] {
            assert!(scale.rank(&code(mark)).unwrap() < scale.rank(&code(better)).unwrap(), "{mark} {better}");
            assert_eq!(scale.passes(&code(mark)), Ok(passes), "{mark}");
        }
        assert_eq!(german.rank(&code("2.0")), german.rank(&code("2")));
    }

    #[test]
    fn every_mark_has_its_rank() {
        let percent = range("0", "100", "0.5", Best::Most, "60").unwrap();
        let german = range("1", "5", "0.1", Best::Least, "4.0").unwrap();
        let letters = ladder(&["F", "D", "C"], "D").unwrap();
        for (scale, marks, worst, best) in
            [(&percent, 201, "0", "100"), (&german, 41, "5", "1"), (&letters, 3, "F", "C")]
        {
            let ranks: Vec<_> = std::iter::successors(Some(scale.worst()), |rank| scale.better(*rank)).collect();
            assert_eq!((ranks.len(), ranks[marks - 1]), (marks, scale.best()), "{}", scale.id);
            assert!(ranks.iter().all(|rank| scale.rank(&scale.mark(*rank).unwrap()) == Ok(*rank)));
            assert_eq!((scale.mark(scale.worst()), scale.mark(scale.best())), (Some(code(worst)), Some(code(best))));
        }
    }

    #[test]
    fn what_is_off_the_scale_is_said_to_be() {
        let percent = range("0", "100", "0.5", Best::Most, "60").unwrap();
        for off in ["100.5", "60.3", "60.", "060", "6e1", "A", "60.00000000"] {
            assert_eq!(percent.rank(&code(off)).is_err(), off != "60.00000000", "{off}");
        }
        let letters = ladder(&["fail", "pass"], "pass").unwrap();
        assert_eq!(
            letters.rank(&code("Pass")).unwrap_err().to_string(),
            "`Pass` is not a mark of the scale `s`: one of `fail`, `pass` is expected"
        );
    }

    #[test]
    fn marks_that_make_no_scale() {
        assert!(matches!(range("5", "5", "1", Best::Most, "5"), Err(ScaleError::Bounds { .. })));
        assert!(matches!(range("6", "5", "1", Best::Most, "5"), Err(ScaleError::Bounds { .. })));
        assert!(matches!(range("0", "5", "0", Best::Most, "5"), Err(ScaleError::Step { .. })));
        assert!(matches!(range("0", "5", "2", Best::Most, "4"), Err(ScaleError::Step { .. })));
        assert!(matches!(range("0", "5", "1", Best::Most, "6"), Err(ScaleError::Pass(_))));
        assert!(matches!(ladder(&["pass"], "pass"), Err(ScaleError::Short)));
        assert!(matches!(ladder(&["a", "b", "a"], "b"), Err(ScaleError::Twice { .. })));
        assert!(matches!(ladder(&["a", "b"], "c"), Err(ScaleError::Pass(_))));
    }

    #[test]
    fn a_grade_reads_back() {
        for text in ["82 percent", "A+ letters", "distinction oulad"] {
            assert_eq!(text.parse::<Grade>().unwrap().to_string(), text);
        }
        for bad in ["82", "82  percent", " percent", "82 percent ", "优秀 five"] {
            assert!(bad.parse::<Grade>().is_err(), "{bad}");
        }
    }
}
