//! The state of a check of programmes and pathways.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Ratio;
use crate::document::{At, Citation, Listed, NAMES_MOST, Problem};
use crate::id::{Code, ProgrammeId};
use crate::programme::draft::ProgrammesDraft;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;
use crate::registry::{self, Codes, DocumentHead, Draft, Framework};

/// The checks of programmes, on top of those of every document.
pub(super) type Checks<'a> = registry::Checks<'a, ProgrammesDraft, Own<'a>>;

impl Draft for ProgrammesDraft {
    const CODES: Codes = Codes {
        again: "P001",
        unknown: "P003",
        unused: "P004",
        not_whole: "P005",
        off_scale: "P006",
        empty: "P007",
        semantics: "P008",
        months: "P010",
        prose: "P036",
    };
    const CALLED: &'static str = "document";
    const READER: &'static str = "planner";

    fn head(&self) -> &DocumentHead {
        &self.head
    }

    fn semantics(&self) -> u32 {
        self.semantics
    }

    fn framework(&self) -> &Framework {
        &self.framework
    }

    fn clauses(&self) -> &[Citation] {
        &self.clauses
    }

    fn ends_months(&self) -> bool {
        self.february.is_some()
    }
}

/// What only documents of programmes have.
pub(super) struct Own<'a> {
    programmes: BTreeMap<&'a ProgrammeId, &'a Programme>,
    pub(super) pathways: Listed<'a, Pathway>,
    /// The parts of the programme that is being looked at.
    pub(super) part_ids: BTreeSet<&'a Code>,
}

impl<'a> Checks<'a> {
    pub(super) fn of(draft: &'a ProgrammesDraft, tell: &'a mut dyn FnMut(Problem)) -> Self {
        let own = Own {
            // The first of several of one id.
            programmes: draft.programmes.iter().rev().map(|programme| (&programme.id, programme)).collect(),
            pathways: Listed::of("pathway", &draft.pathways, |pathway| &pathway.id),
            part_ids: BTreeSet::new(),
        };
        Self::over(draft, own, tell)
    }

    /// A programme of this document.
    pub(super) fn programme(&self, id: &ProgrammeId) -> Option<&'a Programme> {
        self.own.programmes.get(id).copied()
    }

    /// The ids of programmes, for hints.
    pub(super) fn programme_ids(&self) -> Vec<&'a str> {
        self.own.programmes.keys().map(|id| id.as_str()).take(NAMES_MOST).collect()
    }

    /// A pathway of this document.
    pub(super) fn pathway(&mut self, id: &Code, at: At<'_>) -> Option<&'a Pathway> {
        self.found(|checks| &mut checks.own.pathways, id, at)
    }

    /// A part of the programme that is being looked at, in which or between which something is. Whether it is there.
    pub(super) fn within(&mut self, id: Option<&Code>, at: At<'_>) -> bool {
        let Some(id) = id.filter(|id| !self.own.part_ids.contains(id)) else { return true };
        let known: Vec<&str> = self.own.part_ids.iter().map(|id| id.as_str()).take(NAMES_MOST).collect();
        let help = "each is defined under `[[programme.part]]` of the same programme";
        self.unknown(("part", id.as_str()), at, known.into_iter(), help);
        false
    }

    /// A share must be above nothing, and at most all.
    pub(super) fn share(&mut self, share: Ratio, at: At<'_>) {
        if share.is_zero() || share > Ratio::ONE {
            self.say("P009", at, format!("{share} is no share: a ratio above 0/1 and up to 1/1 is expected"));
        }
    }
}
