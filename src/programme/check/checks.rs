//! The state of a check: the draft, what is in it by id, and what was found so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::{Credits, Ratio, Unit};
use crate::document::{At, Listed, NAMES_MOST, Problem, Told, against_prose};
use crate::id::{Code, ProgrammeId, UnitId};
use crate::programme::draft::ProgrammesDraft;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;
use crate::rules::Citation;
use crate::time::Period;

pub(super) struct Checks<'a> {
    pub(super) draft: &'a ProgrammesDraft,
    pub(super) clauses: Listed<'a, Citation>,
    programmes: BTreeMap<&'a ProgrammeId, &'a Programme>,
    pub(super) pathways: Listed<'a, Pathway>,
    /// The parts of the programme that is being looked at.
    pub(super) part_ids: BTreeSet<&'a Code>,
    told: Told<'a>,
    /// Whether somebody counted months in a document that does not say how.
    asked_february: bool,
}

impl<'a> Checks<'a> {
    pub(super) fn of(draft: &'a ProgrammesDraft, tell: &'a mut dyn FnMut(Problem)) -> Self {
        Self {
            draft,
            clauses: Listed::of("clause", &draft.clauses, |clause| &clause.id),
            // The first of several of one id.
            programmes: draft.programmes.iter().rev().map(|programme| (&programme.id, programme)).collect(),
            pathways: Listed::of("pathway", &draft.pathways, |pathway| &pathway.id),
            part_ids: BTreeSet::new(),
            told: Told::to(tell),
            asked_february: false,
        }
    }

    /// Tells a problem, and of what it is.
    pub(super) fn add(&mut self, problem: Problem) {
        self.told.add(problem);
    }

    pub(super) const fn count(&self) -> usize {
        self.told.count()
    }

    pub(super) fn say(&mut self, code: &'static str, at: At<'_>, message: impl Into<String>) {
        self.add(Problem::new(code, at.path(), message));
    }

    /// Says what is wrong, and what to do about it.
    pub(super) fn advise(&mut self, code: &'static str, at: At<'_>, message: impl Into<String>, help: &str) {
        self.add(Problem::new(code, at.path(), message).help(help));
    }

    /// From now on problems are of this.
    pub(super) const fn look_at(&mut self, subject: Option<(&'static str, &'a str)>) {
        self.told.look_at(subject);
    }

    /// Tells of a reference that leads nowhere, and what may have been meant.
    pub(super) fn unknown<'n>(
        &mut self,
        what: (&str, &str),
        at: At<'_>,
        known: impl Iterator<Item = &'n str>,
        help: &str,
    ) {
        self.told.unknown("P003", what, at, known, help);
    }

    /// Tells of an id that is there a second time.
    pub(super) fn again(&mut self, what: &str, id: &str, at: At<'_>) {
        self.advise("P001", at, format!("the {what} `{id}` is there twice"), "each needs an id of its own");
    }

    // ---- what many checks ask ----

    /// A clause. It is referred to now.
    pub(super) fn clause(&mut self, id: &Code, at: At<'_>) {
        if self.clauses.refer(id).is_none() {
            let known = self.clauses.known(NAMES_MOST);
            self.unknown(("clause", id.as_str()), at, known.into_iter(), "each is defined under `[[clause]]`");
        }
    }

    /// A programme of this document.
    pub(super) fn programme(&self, id: &ProgrammeId) -> Option<&'a Programme> {
        self.programmes.get(id).copied()
    }

    /// The ids of programmes, for hints.
    pub(super) fn programme_ids(&self) -> Vec<&'a str> {
        self.programmes.keys().map(|id| id.as_str()).take(NAMES_MOST).collect()
    }

    /// A pathway of this document.
    pub(super) fn pathway(&mut self, id: &Code, at: At<'_>) -> Option<&'a Pathway> {
        let found = self.pathways.refer(id);
        if found.is_none() {
            let known = self.pathways.known(NAMES_MOST);
            self.unknown(("pathway", id.as_str()), at, known.into_iter(), "each is defined under `[[pathway]]`");
        }
        found
    }

    /// A part of the programme that is being looked at, in which or between which something is. Whether it is there.
    pub(super) fn within(&mut self, id: Option<&Code>, at: At<'_>) -> bool {
        let Some(id) = id.filter(|id| !self.part_ids.contains(id)) else { return true };
        let known: Vec<&str> = self.part_ids.iter().map(|id| id.as_str()).take(NAMES_MOST).collect();
        let help = "each is defined under `[[programme.part]]` of the same programme";
        self.unknown(("part", id.as_str()), at, known.into_iter(), help);
        false
    }

    pub(super) fn unit(&mut self, id: &UnitId, at: At<'_>) -> Option<&'a Unit> {
        let framework = &self.draft.framework;
        let found = framework.unit(id);
        if found.is_none() {
            let known = framework.units().map(|unit| unit.id.as_str());
            self.unknown(("unit", id.as_str()), at, known, "each is defined under `[[unit]]`; `item` is built in");
        }
        found
    }

    /// An amount must be a whole number of its unit's quanta.
    pub(super) fn whole(&mut self, credits: Option<Credits>, unit: Option<&Unit>, at: At<'_>) {
        if let Some(Err(off)) = credits.zip(unit).map(|(credits, unit)| unit.admits(credits)) {
            self.say("P005", at, off.to_string());
        }
    }

    /// A share must be above nothing, and at most all.
    pub(super) fn share(&mut self, share: Ratio, at: At<'_>) {
        if share.is_zero() || share > Ratio::ONE {
            self.say("P009", at, format!("{share} is no share: a ratio above 0/1 and up to 1/1 is expected"));
        }
    }

    pub(super) fn period(&mut self, period: Period, at: At<'_>) {
        if period.is_empty() {
            self.say("P007", at, format!("no day lies in `{period}`; its end must come after its start"));
        }
    }

    /// Months are counted here: the document must say how they end. It is told once.
    pub(super) fn months(&mut self, at: At<'_>) {
        if self.draft.february.is_none() && !self.asked_february {
            self.asked_february = true;
            let message =
                "months are counted here, and the document does not say what becomes of a day that a month lacks";
            let help = "add `february = \"down\"` (the last day of the month), `\"up\"` (the first of the next) or \
                        `\"refuse\"` to `[book]`";
            self.advise("P010", at, message, help);
        }
    }

    pub(super) fn text(&mut self, what: &str, text: &str, at: At<'_>) {
        if let Some((message, label)) = against_prose(what, text) {
            self.add(Problem::new("P036", at.path(), message).label(label));
        }
    }
}
