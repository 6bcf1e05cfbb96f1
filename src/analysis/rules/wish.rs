//! What must be true beside the outcomes for needs to hold: found by trying the alternatives in order, within bounds.

use std::collections::BTreeMap;

use crate::analysis::rules::cell::grades;
use crate::analysis::rules::span::Span;
use crate::id::{Code, ProgrammeId};
use crate::registry::{OutcomeKind, OutcomeName};
use crate::rules::{Assurance, GradeBand, Need, RuleBook, When};

/// Facts beside the outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    pub(super) attested: BTreeMap<Code, Span<u32>>,
    pub(super) evidence: BTreeMap<Code, Assurance>,
    pub(super) enrolled: BTreeMap<ProgrammeId, Study>,
    pub(super) matched: u8,
    pub(super) passed: BTreeMap<(OutcomeKind, OutcomeName), Option<GradeBand>>,
}

/// What is wished of an enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Study {
    pub(super) is: Option<bool>,
    pub(super) when: Option<When>,
}

/// Something that is still to hold.
#[derive(Clone, Copy)]
enum Goal<'a> {
    One(&'a Need),
    Some(u16, &'a [Need]),
}

/// How many alternatives are tried.
const FUEL: u32 = 2_000;

/// Whether needs can hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wished {
    /// So.
    Yes(Wishes),
    /// All alternatives were tried.
    No,
    /// There are too many alternatives.
    Unknown,
}

impl Wished {
    pub(super) fn yes(self) -> Option<Wishes> {
        match self {
            Self::Yes(wishes) => Some(wishes),
            Self::No | Self::Unknown => None,
        }
    }
}

/// The first way in which all needs hold.
pub(super) fn wish<'a>(book: &RuleBook, needs: impl IntoIterator<Item = &'a Need>) -> Wished {
    let mut left = Left { fuel: FUEL, deep: DEEP };
    let mut goals: Vec<Goal<'_>> = needs.into_iter().map(Goal::One).collect();
    goals.reverse();
    match solve(book, goals, Wishes::default(), &mut left) {
        Some(wishes) => Wished::Yes(wishes),
        None if left.fuel == 0 => Wished::Unknown,
        None => Wished::No,
    }
}

/// How many choices are open at a time: each is a call in a call.
const DEEP: u32 = 200;

fn solve<'a>(book: &RuleBook, mut goals: Vec<Goal<'a>>, mut wishes: Wishes, left: &mut Left) -> Option<Wishes> {
    loop {
        left.fuel = left.fuel.checked_sub(1)?;
        match goals.pop() {
            None => return Some(wishes),
            Some(Goal::Some(0, _)) => {}
            Some(Goal::Some(count, list)) => {
                let (first, rest) = list.split_first()?;
                let mut with = goals.clone();
                with.extend([Goal::Some(count.saturating_sub(1), rest), Goal::One(first)]);
                if let Some(taken) = left.deeper(|left| solve(book, with, wishes.clone(), left)) {
                    return Some(taken);
                }
                goals.push(Goal::Some(count, rest));
            }
            Some(Goal::One(Need::All(list))) => goals.extend(list.iter().rev().map(Goal::One)),
            Some(Goal::One(Need::Any(list))) => goals.push(Goal::Some(1, list)),
            Some(Goal::One(Need::AtLeast { count, of })) => goals.push(Goal::Some(*count, of)),
            Some(Goal::One(need)) => wishes = wishes.with(book, need)?,
        }
    }
}

/// What may still be tried.
struct Left {
    fuel: u32,
    deep: u32,
}

impl Left {
    /// With one choice more open; where there are too many, nothing more is tried.
    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let Some(deep) = self.deep.checked_sub(1) else {
            self.fuel = 0;
            return None;
        };
        self.deep = deep;
        let made = run(self);
        self.deep = self.deep.saturating_add(1);
        made
    }
}

impl Wishes {
    /// With one plain need; none where it cannot be beside the others.
    fn with(mut self, book: &RuleBook, need: &Need) -> Option<Self> {
        match need {
            Need::Attested { is, what } => self.attest(what, flag(*is))?,
            Need::Score { least, what } => self.attest(what, Span::new(*least, None))?,
            Need::Evidence { kind, least } => {
                let sure = self.evidence.entry(kind.clone()).or_insert(*least);
                *sure = (*sure).max(*least);
            }
            Need::Match { least } => self.matched = self.matched.max(*least),
            Need::Enrolled { is, programme } => {
                let study = self.enrolled.entry(programme.clone()).or_default();
                same(&mut study.is, *is)?;
            }
            Need::Earned { programme, when } => {
                let study = self.enrolled.entry(programme.clone()).or_default();
                same(&mut study.when, *when)?;
            }
            Need::Passed { code, grade, kind } => {
                let known = self.passed.entry((*kind, code.clone())).or_insert_with(|| grade.clone());
                *known = both(book, known.take(), grade.clone())?;
            }
            Need::SameIssuer => {}
            Need::All(_) | Need::Any(_) | Need::AtLeast { .. } => return None,
        }
        Some(self)
    }

    fn attest(&mut self, what: &Code, wanted: Span<u32>) -> Option<()> {
        let known = self.attested.get(what).map_or(Some(wanted), |known| known.meet(wanted))?;
        self.attested.insert(what.clone(), known);
        Some(())
    }
}

/// One for yes, zero for no.
const fn flag(is: bool) -> Span<u32> {
    if is { Span::new(1, None) } else { Span::new(0, Some(1)) }
}

fn same<T: PartialEq + Copy>(known: &mut Option<T>, wanted: T) -> Option<()> {
    let known = *known.get_or_insert(wanted);
    (known == wanted).then_some(())
}

/// The narrower of two bands, where one lies in the other.
fn both(book: &RuleBook, left: Option<GradeBand>, right: Option<GradeBand>) -> Option<Option<GradeBand>> {
    let (Some(one), Some(other)) = (&left, &right) else { return Some(left.or(right)) };
    let ((scale, own), (with, their)) = (grades(book, one)?, grades(book, other)?);
    let within = scale == with;
    match (within && own.covers(their), within && their.covers(own)) {
        (true, _) => Some(right),
        (_, true) => Some(left),
        _ => None,
    }
}
