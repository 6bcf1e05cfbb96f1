//! Lowering, opening or waiving something of a programme for one learner.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::matriculation::{Matriculation, Relieved};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{AwardRefusal, LotRefusal, Piece, Refusal, Section, WhatRefusal, WhenRefusal};
use crate::ledger::verbs::kit::{award_on, found, not_before, pinned, still_open, unneeded};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::planner::Relief;
use crate::programme::{Programme, Waivable};
use crate::registry::{Power, Role};
use crate::time::Date;

/// Something of a programme is lowered, opened or waived for this learner (免修, 替代, 豁免). Where a merge has suspended
/// what the learner decided, it is decided anew by somebody else.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relieve {
    /// The clause it rests on, in the programme's document.
    pub clause: Code,
    /// The matriculation.
    pub matriculation: EntryId,
    /// Why.
    pub reason: Code,
    /// What is decided.
    pub relief: Relief,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Date>,
}

impl Verb for Relieve {
    const ROLE: Role = Role::Reviewer;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let of = found(case, self.matriculation)?;
        case.owned_by(&of.institution)?;
        let (book, programme) = pinned(case, of)?;
        case.needs_at(Power::Review, programme.tier)?;
        still_open(of)?;
        not_before(case, of.on, Latest::Line(of.id))?;
        if let Some(last) = self.through.filter(|last| *last < case.day()) {
            return Err(WhenRefusal::DatesReversed { earlier: case.day(), later: last }.into());
        }
        if !book.draft().clauses.iter().any(|clause| clause.id == self.clause) {
            return Err(WhatRefusal::NotInDocument {
                kind: Section::Clause,
                id: self.clause.clone(),
                document: of.document.clone(),
            }
            .into());
        }
        sensible(case, programme, &self.relief)?;
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let of = book.matriculations.get_mut(&self.matriculation).ok_or("there is no such matriculation")?;
        of.reliefs.push(Relieved {
            by: entry.by.mandate.clone(),
            clause: self.clause.clone(),
            entry: entry.id(),
            on: entry.effective,
            reason: self.reason.clone(),
            relief: self.relief.clone(),
            suspended: None,
            through: self.through,
        });
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Entry(EntryId::here(line.n)))
    }
}

/// It was not decided, while nothing rests on it.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        relieved_by(book, line).is_some()
    }

    fn role(&self, _book: &Passbook, _line: EntryId) -> Role {
        Role::Reviewer
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let (of, relieved) = relieved_by(case.book, line).ok_or(LotRefusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&of.institution)?;
        not_before(case, relieved.on, Latest::Line(line))?;
        unneeded(line, award_on(case.book, |award| award.rests_on.contains(&line)))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        let all = book.matriculations.values_mut();
        all.for_each(|of| of.reliefs.retain(|one| one.entry != line));
        Ok(())
    }
}

/// What the relief names is there.
fn sensible(case: &mut Case<'_>, programme: &Programme, relief: &Relief) -> Result<(), Refusal> {
    let missing = |kind: Piece, id: &Code| {
        Err(AwardRefusal::NotInProgramme { kind, id: id.clone(), programme: programme.id.clone() }.into())
    };
    match relief {
        Relief::Exempt { credits, items, part } => {
            if !programme.parts.iter().any(|one| one.id == *part) {
                return missing(Piece::Part, part);
            }
            if credits.is_zero() && *items == 0 {
                return Err(WhatRefusal::Nothing.into());
            }
            Ok(case.unit(&programme.unit)?.admits(*credits).map_err(WhatRefusal::OffQuantum)?)
        }
        Relief::Substitute { lot, part } => {
            if !programme.parts.iter().any(|one| one.id == *part && one.is_leaf()) {
                return missing(Piece::Leaf, part);
            }
            case.lot(*lot).map(drop)
        }
        Relief::Waive { id, what } if waives(programme, *what, id) => Ok(()),
        Relief::Waive { id, what } => missing(Piece::Waivable(*what), id),
    }
}

fn waives(programme: &Programme, what: Waivable, id: &Code) -> bool {
    match what {
        Waivable::Part => programme.parts.iter().any(|one| one.id == *id),
        Waivable::Quota => programme.quotas.iter().any(|one| one.id == *id),
        Waivable::Average => programme.averages.iter().any(|one| one.id == *id),
        Waivable::Prerequisite => programme.prerequisites.iter().any(|one| one.course.code == *id),
        Waivable::Gate => programme.gates.contains(id),
    }
}

/// What a line decided, and of which matriculation.
fn relieved_by(book: &Passbook, line: EntryId) -> Option<(&Matriculation, &Relieved)> {
    book.matriculations.values().find_map(|of| Some((of, of.reliefs.iter().find(|one| one.entry == line)?)))
}
