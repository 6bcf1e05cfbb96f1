//! Frameworks: the units in which credits are counted, the scales of grades, and the levels.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::credit::{Amount, OffQuantum, Unit};
use crate::id::{Code, IdError, ScaleId, UnitId};
use crate::registry::head::by_id;
use crate::registry::ladder::Ladder;
use crate::registry::{DocumentHead, Duplicate, GradeScale};
use crate::text::serde_as_text;

/// A level of a qualifications framework (资历等级), written `nqf 5`. Levels of two frameworks are not comparable,
/// and a level need not be a number: `ncrf 4.5`, `x advanced`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level {
    /// The qualifications framework.
    pub framework: Code,
    /// The level in it.
    pub level: Code,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.framework, self.level)
    }
}

impl FromStr for Level {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("a level", text, "a framework, a space and a level are expected, as in `nqf 5`");
        let (framework, level) = text.split_once(' ').ok_or_else(wrong)?;
        Ok(Self { framework: framework.parse().map_err(|_| wrong())?, level: level.parse().map_err(|_| wrong())? })
    }
}

serde_as_text!(Level);

/// A document of units, grade scales and levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its `[document]` table.
    pub head: DocumentHead,
    units: BTreeMap<UnitId, Unit>,
    scales: BTreeMap<ScaleId, GradeScale>,
    /// The levels of each qualifications framework, low to high.
    levels: BTreeMap<Code, Ladder>,
}

impl Framework {
    /// Collects units, scales, and for each qualifications framework its levels from low to high. The built-in
    /// unit `item` is always there and is not to be given.
    ///
    /// # Errors
    /// [`Duplicate`] if two units, scales or levels have one id, or a unit is called `item`.
    pub fn new(
        head: DocumentHead,
        units: impl IntoIterator<Item = Unit>,
        scales: impl IntoIterator<Item = GradeScale>,
        levels: impl IntoIterator<Item = (Code, Vec<Code>)>,
    ) -> Result<Self, Duplicate> {
        let units = by_id("unit", std::iter::once(Unit::item()).chain(units), |unit| &unit.id)?;
        let scales = by_id("grade scale", scales, |scale| &scale.id)?;
        let levels = by_id("framework", levels, |(framework, _)| framework)?;
        let ladder =
            |list: Vec<Code>| Ladder::new(list).map_err(|level| Duplicate { what: "level", id: level.to_string() });
        let levels = levels.into_values().map(|(framework, list)| Ok((framework, ladder(list)?)));
        let levels = levels.collect::<Result<BTreeMap<_, _>, Duplicate>>()?;
        Ok(Self { head, units, scales, levels })
    }

    /// The unit of that id. `item` is always there.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id)
    }

    /// The grade scale of that id.
    #[must_use]
    pub fn scale(&self, id: &ScaleId) -> Option<&GradeScale> {
        self.scales.get(id)
    }

    /// Whether there is such a level.
    #[must_use]
    pub fn has_level(&self, level: &Level) -> bool {
        self.place(level).is_some()
    }

    /// Which of two levels is the higher. None unless both are there and of one qualifications framework.
    #[must_use]
    pub fn compare_levels(&self, left: &Level, right: &Level) -> Option<Ordering> {
        let same = left.framework == right.framework;
        Some(self.place(left)?.cmp(&self.place(right)?)).filter(|_| same)
    }

    /// All units, by id, `item` among them.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// All grade scales, by id.
    pub fn scales(&self) -> impl Iterator<Item = &GradeScale> {
        self.scales.values()
    }

    /// All levels: the qualifications frameworks by id, and in each the levels from low to high.
    pub fn levels(&self) -> impl Iterator<Item = Level> {
        let level = |framework: &Code, level: &Code| Level { framework: framework.clone(), level: level.clone() };
        self.levels
            .iter()
            .flat_map(move |(framework, list)| list.steps().iter().map(move |each| level(framework, each)))
    }

    /// The qualifications frameworks, by id.
    pub fn frameworks(&self) -> impl Iterator<Item = &Code> {
        self.levels.keys()
    }

    /// The levels of a qualifications framework, from low to high. Empty where there is no such framework.
    #[must_use]
    pub fn levels_of(&self, framework: &Code) -> &[Code] {
        self.levels.get(framework).map(Ladder::steps).unwrap_or_default()
    }

    /// Why an amount is none here, if it is none: its unit is not there, or it is not in whole quanta.
    pub(super) fn unfit(&self, amount: &Amount) -> Option<Unfit> {
        let Some(unit) = self.unit(&amount.unit) else { return Some(Unfit::Unit) };
        unit.admits(amount.credits).err().map(Unfit::Quantum)
    }

    fn place(&self, level: &Level) -> Option<usize> {
        self.level_place(&level.framework, &level.level)
    }

    /// The place of a level in its framework, from 0.
    pub(crate) fn level_place(&self, framework: &Code, level: &Code) -> Option<usize> {
        self.levels.get(framework)?.place(level)
    }
}

/// Why an amount is none in a framework.
pub(super) enum Unfit {
    /// The framework does not have its unit.
    Unit,
    /// It is not a whole number of quanta.
    Quantum(OffQuantum),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn framework(levels: &[(&str, &[&str])]) -> Result<Framework, Duplicate> {
        let head =
            DocumentHead { id: "f".parse().unwrap(), valid: "2026-01-01..".parse().unwrap(), version: code("1") };
        let list = |(name, list): &(&str, &[&str])| (code(name), list.iter().map(|level| code(level)).collect());
        Framework::new(head, [], [], levels.iter().map(list))
    }

    #[test]
    fn levels_compare_by_their_place_within_one_framework() {
        let framework = framework(&[("ncrf", &["4", "4.5", "10"]), ("eqf", &["4", "10"])]).unwrap();
        let level = |text: &str| text.parse::<Level>().unwrap();
        assert_eq!(framework.compare_levels(&level("ncrf 10"), &level("ncrf 4.5")), Some(Ordering::Greater));
        assert_eq!(framework.compare_levels(&level("ncrf 4"), &level("eqf 4")), None);
        assert!(!framework.has_level(&level("eqf 4.5")) && framework.has_level(&level("eqf 10")));
        assert_eq!(framework.levels().count(), 5);
    }

    #[test]
    fn item_is_always_there_and_nothing_is_there_twice() {
        let plain = framework(&[]).unwrap();
        assert_eq!(plain.unit(&UnitId::item()), Some(&Unit::item()));
        let again = Framework::new(plain.head, [Unit::item()], [], []);
        assert_eq!(again.unwrap_err().to_string(), "unit `item` is there twice; each needs an id of its own");
        assert!(framework(&[("eqf", &["1", "1"])]).is_err() && framework(&[("eqf", &[]), ("eqf", &[])]).is_err());
    }

    #[test]
    fn a_level_reads_back() {
        assert_eq!("nqf 5".parse::<Level>().unwrap().to_string(), "nqf 5");
        for bad in ["nqf5", "nqf  5", " 5", "nqf ", "nqf 5 "] {
            assert!(bad.parse::<Level>().is_err(), "{bad}");
        }
    }
}
