//! Filters of courses, and the picks that stand for them.

use creditbank::id::IdError;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::str::FromStr;

use creditbank::programme::Pick;
use creditbank::rules::LevelBand;

/// Courses have levels from 0 to 9: the first digit of their number.
pub(crate) const LEVELS: u8 = 10;

/// The framework of these levels.
pub(crate) const FRAMEWORK: &str = "utd";

/// What a pick names that is to take nothing: no course has this code.
pub(crate) const NOTHING: &str = "NOTHING";

/// So many alternatives of a filter are written as picks; where there are more, the courses are named.
const TERMS_MOST: usize = 64;

/// A course as a filter sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Course {
    /// Its name without blanks.
    pub(crate) name: String,
    pub(crate) level: u8,
    pub(crate) department: String,
}

/// Which courses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    Names(BTreeSet<String>),
    Levels(BTreeSet<u8>),
    Departments(BTreeSet<String>),
    Any,
    Not(Rc<Filter>),
    And(Vec<Rc<Filter>>),
    Or(Vec<Rc<Filter>>),
}

impl Filter {
    /// Whether it takes a course.
    pub(crate) fn takes(&self, course: &Course) -> bool {
        match self {
            Self::Names(names) => names.contains(&course.name),
            Self::Levels(levels) => levels.contains(&course.level),
            Self::Departments(departments) => departments.contains(&course.department),
            Self::Any => true,
            Self::Not(inner) => !inner.takes(course),
            Self::And(all) => all.iter().all(|one| one.takes(course)),
            Self::Or(any) => any.iter().any(|one| one.takes(course)),
        }
    }

    /// How many filters it is made of, each as often as it is named.
    pub(crate) fn size(&self) -> usize {
        let sum = |list: &[Rc<Self>]| list.iter().fold(1_usize, |sum, one| sum.saturating_add(one.size()));
        match self {
            Self::Names(_) | Self::Levels(_) | Self::Departments(_) | Self::Any => 1,
            Self::Not(inner) => inner.size().saturating_add(1),
            Self::And(list) | Self::Or(list) => sum(list),
        }
    }
}

/// One alternative of a filter: everything it says must hold. Without names, levels or departments these do not matter.
#[derive(Clone, Default)]
struct Term {
    names: Option<BTreeSet<String>>,
    not_names: BTreeSet<String>,
    levels: Option<BTreeSet<u8>>,
    departments: Option<BTreeSet<String>>,
    not_departments: BTreeSet<String>,
}

/// Picks, and how they were found.
pub(crate) struct Picks {
    pub(crate) picks: Vec<Pick>,
    /// Whether the courses are named one by one, because picks cannot say what the filter says.
    pub(crate) spelled_out: bool,
}

/// The picks that take what a filter takes: of courses of one name, level and department. What picks cannot say (of no
/// such department) is said by the names of the courses that are known.
pub(crate) fn picks(filter: &Filter, known: &BTreeSet<Course>) -> Result<Picks, IdError> {
    let said = terms(filter, true).filter(|terms| terms.iter().all(|term| term.not_departments.is_empty()));
    let spelled_out = said.is_none();
    let terms = said.unwrap_or_else(|| named(filter, known));
    let mut picks = Vec::new();
    for term in terms.iter().filter(|term| !term.is_empty()) {
        picks.extend(term.picks()?);
    }
    if picks.is_empty() {
        picks.push(Pick { codes: vec![NOTHING.parse()?], ..Pick::default() });
    }
    Ok(Picks { picks, spelled_out })
}

/// The known courses that a filter takes: by level and department, so that a name which is known with several takes
/// only those that it should.
fn named(filter: &Filter, known: &BTreeSet<Course>) -> Vec<Term> {
    let mut by: BTreeMap<(u8, &str), BTreeSet<String>> = BTreeMap::new();
    for course in known.iter().filter(|course| filter.takes(course)) {
        by.entry((course.level, &course.department)).or_default().insert(course.name.clone());
    }
    let term = |((level, department), names): ((u8, &str), _)| Term {
        names: Some(names),
        levels: Some(BTreeSet::from([level])),
        departments: Some(BTreeSet::from([department.to_owned()])),
        ..Term::default()
    };
    by.into_iter().map(term).collect()
}

/// A filter, or its opposite, as alternatives; none where there are too many.
fn terms(filter: &Filter, holds: bool) -> Option<Vec<Term>> {
    let one = |term: Term| Some(vec![term]);
    match (filter, holds) {
        (Filter::Names(names), true) => one(Term { names: Some(names.clone()), ..Term::default() }),
        (Filter::Names(names), false) => one(Term { not_names: names.clone(), ..Term::default() }),
        (Filter::Levels(levels), _) => {
            let levels = (0..LEVELS).filter(|level| levels.contains(level) == holds).collect();
            one(Term { levels: Some(levels), ..Term::default() })
        }
        (Filter::Departments(names), true) => one(Term { departments: Some(names.clone()), ..Term::default() }),
        (Filter::Departments(names), false) => one(Term { not_departments: names.clone(), ..Term::default() }),
        (Filter::Any, true) => one(Term::default()),
        (Filter::Any, false) => Some(Vec::new()),
        (Filter::Not(inner), _) => terms(inner, !holds),
        (Filter::And(list), true) | (Filter::Or(list), false) => every(list, holds),
        (Filter::And(list), false) | (Filter::Or(list), true) => either(list, holds),
    }
}

fn either(list: &[Rc<Filter>], holds: bool) -> Option<Vec<Term>> {
    let mut all = Vec::new();
    for one in list {
        all.extend(terms(one, holds)?);
    }
    (all.len() <= TERMS_MOST).then_some(all)
}

fn every(list: &[Rc<Filter>], holds: bool) -> Option<Vec<Term>> {
    let mut all = vec![Term::default()];
    for one in list {
        let more = terms(one, holds)?;
        if all.len().checked_mul(more.len())? > TERMS_MOST {
            return None;
        }
        all = all.iter().flat_map(|left| more.iter().map(|right| left.and(right))).collect();
    }
    Some(all)
}

impl Term {
    fn and(&self, other: &Self) -> Self {
        Self {
            names: both(self.names.as_ref(), other.names.as_ref()),
            not_names: &self.not_names | &other.not_names,
            levels: both(self.levels.as_ref(), other.levels.as_ref()),
            departments: both(self.departments.as_ref(), other.departments.as_ref()),
            not_departments: &self.not_departments | &other.not_departments,
        }
    }

    /// Whether it takes nothing.
    fn is_empty(&self) -> bool {
        self.names.as_ref().is_some_and(|names| names.is_subset(&self.not_names))
            || self.levels.as_ref().is_some_and(BTreeSet::is_empty)
            || self.departments.as_ref().is_some_and(BTreeSet::is_empty)
    }

    /// One pick for each run of levels.
    fn picks(&self) -> Result<Vec<Pick>, IdError> {
        let names = self.names.as_ref().map(|names| names - &self.not_names);
        let pick = Pick {
            codes: codes(names.iter().flatten())?,
            not_codes: if names.is_none() { codes(&self.not_names)? } else { Vec::new() },
            categories: codes(self.departments.iter().flatten())?,
            ..Pick::default()
        };
        let Some(levels) = &self.levels else { return Ok(vec![pick]) };
        runs(levels).map(|band| Ok(Pick { level: band?, ..pick.clone() })).collect()
    }
}

fn both<T: Ord + Clone>(left: Option<&BTreeSet<T>>, right: Option<&BTreeSet<T>>) -> Option<BTreeSet<T>> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left & right),
        (one, other) => one.or(other).cloned(),
    }
}

fn codes<'a, T: FromStr<Err = IdError>>(names: impl IntoIterator<Item = &'a String>) -> Result<Vec<T>, IdError> {
    names.into_iter().map(|name| name.parse()).collect()
}

/// Levels as bands without gaps. All levels are no band at all.
fn runs(levels: &BTreeSet<u8>) -> impl Iterator<Item = Result<Option<LevelBand>, IdError>> {
    let starts = levels.iter().copied().filter(|level| *level == 0 || !levels.contains(&(level - 1)));
    starts.map(|from| {
        let below = (from..LEVELS).find(|level| !levels.contains(level));
        if from == 0 && below.is_none() {
            return Ok(None);
        }
        let below = below.map(|level| level.to_string().parse()).transpose()?;
        Ok(Some(LevelBand { from: Some(from.to_string().parse()?), below, framework: FRAMEWORK.parse()? }))
    })
}
