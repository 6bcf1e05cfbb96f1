//! Whether a pick takes an outcome, and if not, which of its keys fail and by how much.

use crate::credit::Credits;
use crate::id::{Code, IdError, InstitutionId};
use crate::planner::holdings::{Asset, Holdings};
use crate::programme::{Pick, Programmes, Provenance, Quota};
use crate::registry::{Framework, GradeRank, OutcomeKind, words};
use crate::rules::{February, GradeBand, Later, LevelBand, Months};
use crate::text::serde_as_text;
use crate::time::Date;

/// From where outcomes are looked at: the scales and levels of the document, the day of the plan, and the institution
/// that would award.
#[derive(Clone, Copy, Debug)]
pub struct Lens<'a> {
    day: Date,
    february: Option<February>,
    framework: &'a Framework,
    own: &'a InstitutionId,
}

words! {
    /// A key of a pick.
    Key, "a key of a pick", "a key such as `codes`, `grade` or `origins` is expected";
    /// Codes of outcomes.
    Codes = "codes",
    /// Kinds of outcome.
    Kinds = "kinds",
    /// The unit.
    Unit = "unit",
    /// Tiers.
    Tiers = "tiers",
    /// Whether it is reserved by an earlier award.
    Carried = "carried",
    /// Where it comes from.
    Origins = "origins",
    /// Categories.
    Categories = "categories",
    /// Classes of course.
    Classes = "classes",
    /// Content keys.
    Contents = "contents",
    /// Issuers.
    Issuers = "issuers",
    /// Issuers that are left out.
    NotIssuers = "not_issuers",
    /// Codes that are left out.
    NotCodes = "not_codes",
    /// How codes begin.
    Prefixes = "prefixes",
    /// The period in which it was earned.
    Earned = "earned",
    /// How long ago it was earned.
    Age = "age",
    /// The band of grades.
    Grade = "grade",
    /// The band of levels.
    Level = "level",
}

serde_as_text!(Key);

/// A key of a pick that an outcome fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// By how much, where that can be said.
    pub gap: Option<Gap>,
    /// What the outcome has; none: nothing.
    pub got: Option<String>,
    /// The key.
    pub key: Key,
    /// What is wanted, each of which would do. For what is left out, what must not be.
    pub wanted: Vec<String>,
}

/// By how much an outcome fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// So many days too old.
    Days(u64),
    /// So far below the least mark, or above what the band takes, on a scale of numbers.
    Marks(Credits),
    /// So many places of a ladder of marks or levels.
    Steps(u64),
}

/// Whether a list that narrows names it.
fn listed<T: Ord>(list: &[T], one: Option<&T>) -> bool {
    list.is_empty() || one.is_some_and(|one| list.binary_search(one).is_ok())
}

impl<'a> Lens<'a> {
    /// What a document and a learner's holdings look at outcomes from.
    #[must_use]
    pub const fn new(programmes: &'a Programmes, holdings: &'a Holdings) -> Self {
        let draft = programmes.draft();
        Self { day: holdings.day, february: draft.february, framework: &draft.framework, own: &holdings.own }
    }

    /// Whether one of several picks takes an outcome.
    #[must_use]
    pub fn takes_any(&self, picks: &[Pick], asset: &Asset) -> bool {
        picks.iter().any(|pick| self.takes(pick, asset))
    }

    /// Whether a quota counts an outcome: one of its picks takes it, or it has none and counts everything.
    pub(crate) fn counts(&self, quota: &Quota, asset: &Asset) -> bool {
        quota.of.is_empty() || self.takes_any(&quota.of, asset)
    }

    /// Whether a pick takes an outcome. Lists are looked up in order, as they stand in a checked document.
    #[must_use]
    pub fn takes(&self, pick: &Pick, asset: &Asset) -> bool {
        Key::ALL.iter().all(|key| self.holds(*key, pick, asset))
    }

    /// The keys of a pick that an outcome fails.
    #[must_use]
    pub fn misses(&self, pick: &Pick, asset: &Asset) -> Vec<Miss> {
        let failed = Key::ALL.iter().filter(|key| !self.holds(**key, pick, asset));
        failed.map(|key| self.miss(*key, pick, asset)).collect()
    }

    /// Whether an outcome keeps one key of a pick.
    pub(crate) fn holds(&self, key: Key, pick: &Pick, asset: &Asset) -> bool {
        match key {
            Key::Age => pick.age.is_none_or(|age| self.is_young(age, asset.earned)),
            Key::Carried => !pick.carried || asset.id.is_carried(),
            Key::Categories => listed(&pick.categories, category(asset)),
            Key::Classes => listed(&pick.classes, asset.class.as_ref()),
            Key::Codes => pick.codes.is_empty() || asset.called().is_among(&pick.codes),
            Key::Contents => listed(&pick.contents, asset.content.as_ref()),
            Key::Earned => pick.earned.is_none_or(|period| period.covers(asset.earned)),
            Key::Grade => pick.grade.as_ref().is_none_or(|band| self.in_grades(band, asset)),
            Key::Issuers => listed(&pick.issuers, Some(&asset.issuer)),
            Key::Kinds => pick.kinds.is_empty() || pick.kinds.contains(&asset.kind),
            Key::Level => pick.level.as_ref().is_none_or(|band| self.in_levels(band, asset)),
            Key::NotCodes => !asset.called().is_among(&pick.not_codes),
            Key::NotIssuers => pick.not_issuers.binary_search(&asset.issuer).is_err(),
            Key::Origins => pick.origins.is_empty() || pick.origins.contains(&self.origin(asset)),
            Key::Prefixes => {
                let begins = |prefix: &Code| asset.code.as_str().starts_with(prefix.as_str());
                pick.prefixes.is_empty() || pick.prefixes.iter().any(begins)
            }
            Key::Tiers => pick.tiers.is_empty() || pick.tiers.contains(&asset.tier),
            Key::Unit => pick.unit.as_ref().is_none_or(|unit| *unit == asset.amount.unit),
        }
    }

    /// Where an outcome comes from, as seen from the institution that would award.
    #[must_use]
    pub fn origin(&self, asset: &Asset) -> Provenance {
        if asset.made.is_some() || asset.kind == OutcomeKind::Converted {
            Provenance::Converted
        } else if asset.issuer == *self.own {
            Provenance::Own
        } else {
            Provenance::Other
        }
    }

    /// The last day on which what was earned then is young enough; none: a day that there is not, which is refused.
    fn last_day(&self, age: Months, earned: Date) -> Option<Later> {
        match age.after(earned, self.february?) {
            Later::NoDay(..) => None,
            last => Some(last),
        }
    }

    fn is_young(&self, age: Months, earned: Date) -> bool {
        match self.last_day(age, earned) {
            Some(Later::Day(last)) => self.day <= last,
            Some(_) => true,
            None => false,
        }
    }

    fn in_grades(&self, band: &GradeBand, asset: &Asset) -> bool {
        self.grades(band, asset).is_some_and(|place| place.is_inside())
    }

    fn in_levels(&self, band: &LevelBand, asset: &Asset) -> bool {
        self.levels(band, asset).is_some_and(|place| place.is_inside())
    }

    fn grades(&self, band: &GradeBand, asset: &Asset) -> Option<Placed> {
        let scale = self.framework.scale(&band.scale)?;
        let grade = asset.grade.as_ref().filter(|grade| grade.scale == band.scale)?;
        let rank = |mark: &Code| scale.rank(mark).ok().map(GradeRank::number);
        Placed::new(band.from.as_ref(), band.below.as_ref(), &grade.mark, rank)
    }

    fn levels(&self, band: &LevelBand, asset: &Asset) -> Option<Placed> {
        let found = asset.level.as_ref().filter(|level| level.framework == band.framework)?;
        let place = |level: &Code| u64::try_from(self.framework.level_place(&band.framework, level)?).ok();
        Placed::new(band.from.as_ref(), band.below.as_ref(), &found.level, place)
    }
}

/// Places on one scale: the ends of a band, and what was found.
struct Placed {
    below: Option<u64>,
    found: u64,
    from: Option<u64>,
}

impl Placed {
    /// None where an end or the mark itself is not on the scale.
    fn new(
        from: Option<&Code>,
        below: Option<&Code>,
        found: &Code,
        place: impl Fn(&Code) -> Option<u64>,
    ) -> Option<Self> {
        let end = |end: Option<&Code>| end.map_or(Some(None), |end| place(end).map(Some));
        Some(Self { below: end(below)?, found: place(found)?, from: end(from)? })
    }

    fn is_inside(&self) -> bool {
        self.from.is_none_or(|from| from <= self.found) && self.below.is_none_or(|below| self.found < below)
    }

    /// How far below the band, or above what it takes.
    fn gap(&self) -> Option<u64> {
        let short = self.from.and_then(|from| from.checked_sub(self.found)).filter(|short| *short > 0);
        short.or_else(|| self.found.checked_sub(self.below?))
    }
}

/// The category of the course, or of converted credit.
fn category(asset: &Asset) -> Option<&Code> {
    let of_converted = (asset.kind == OutcomeKind::Converted).then_some(&asset.code);
    asset.category.as_ref().or(of_converted)
}

// ---- what is missed ----

fn texts<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

impl Lens<'_> {
    fn miss(&self, key: Key, pick: &Pick, asset: &Asset) -> Miss {
        Miss { gap: self.gap(key, pick, asset), got: self.got(key, asset), key, wanted: wanted(key, pick) }
    }

    fn got(&self, key: Key, asset: &Asset) -> Option<String> {
        let carried = if asset.id.is_carried() { "reserved by an earlier award" } else { "free" };
        match key {
            Key::Age | Key::Earned => Some(asset.earned.to_string()),
            Key::Carried => Some(carried.to_owned()),
            Key::Categories => category(asset).map(ToString::to_string),
            Key::Classes => asset.class.as_ref().map(ToString::to_string),
            Key::Codes | Key::NotCodes | Key::Prefixes => Some(asset.code.to_string()),
            Key::Contents => asset.content.as_ref().map(ToString::to_string),
            Key::Grade => asset.grade.as_ref().map(ToString::to_string),
            Key::Issuers | Key::NotIssuers => Some(asset.issuer.to_string()),
            Key::Kinds => Some(asset.kind.to_string()),
            Key::Level => asset.level.as_ref().map(ToString::to_string),
            Key::Origins => Some(self.origin(asset).to_string()),
            Key::Tiers => Some(asset.tier.to_string()),
            Key::Unit => Some(asset.amount.unit.to_string()),
        }
    }

    fn gap(&self, key: Key, pick: &Pick, asset: &Asset) -> Option<Gap> {
        match key {
            Key::Age => {
                let Later::Day(last) = self.last_day(pick.age?, asset.earned)? else { return None };
                self.day.number().checked_sub(last.number()).map(Gap::Days)
            }
            Key::Grade => {
                let band = pick.grade.as_ref()?;
                let gap = self.grades(band, asset)?.gap()?;
                let ladder = self.framework.scale(&band.scale)?.is_ladder();
                if ladder { Some(Gap::Steps(gap)) } else { Credits::from_ten_thousandths(gap).map(Gap::Marks) }
            }
            Key::Level => self.levels(pick.level.as_ref()?, asset)?.gap().map(Gap::Steps),
            _ => None,
        }
    }
}

/// What a key of a pick wants; nothing where it does not narrow the pick.
pub(crate) fn wanted(key: Key, pick: &Pick) -> Vec<String> {
    match key {
        Key::Age => pick.age.iter().map(ToString::to_string).collect(),
        Key::Carried => vec!["reserved by an earlier award".to_owned()],
        Key::Categories => texts(&pick.categories),
        Key::Classes => texts(&pick.classes),
        Key::Codes => texts(&pick.codes),
        Key::Contents => texts(&pick.contents),
        Key::Earned => pick.earned.iter().map(ToString::to_string).collect(),
        Key::Grade => pick.grade.iter().map(ToString::to_string).collect(),
        Key::Issuers => texts(&pick.issuers),
        Key::Kinds => texts(&pick.kinds),
        Key::Level => pick.level.iter().map(ToString::to_string).collect(),
        Key::NotCodes => texts(&pick.not_codes),
        Key::NotIssuers => texts(&pick.not_issuers),
        Key::Origins => texts(&pick.origins),
        Key::Prefixes => texts(&pick.prefixes),
        Key::Tiers => texts(&pick.tiers),
        Key::Unit => pick.unit.iter().map(ToString::to_string).collect(),
    }
}
