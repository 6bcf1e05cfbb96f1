//! Laws of programmes and awards, from the lines and their attachments.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{DecisionId, EntryId, LotId};
use crate::ledger::{Act, Decision, Matriculation, Passbook, Place, Redeem, Settlement, Study, Subject};
use crate::planner::{AssetId, Plan, bound, verify};
use crate::programme::{Programme, Programmes};
use crate::solver::Certificate;
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::shelf::{Shelf, Turn};
use crate::testing::studies::{freed, settles_award};

/// An award that a line makes or settles: the passbook on which its plan was made, the decision, and the two attachments.
pub(super) struct Made<'a> {
    pub(super) on: Passbook,
    pub(super) id: DecisionId,
    pub(super) plan: &'a Plan,
    certificate: &'a Certificate,
}

pub(super) fn made<'a>(shelf: &Shelf, turn: &'a Turn) -> Result<Option<Made<'a>>, String> {
    let entry = &turn.entry;
    let (plan, certificate, id) = match &entry.act {
        Act::Redeem(Redeem { plan, certificate, .. }) => (plan, certificate, DecisionId::here(entry.n, 0)),
        Act::Settle(settle) => match &settle.how {
            Settlement::Redeem { plan, certificate } => {
                let award = settles_award(&turn.before, settle).ok_or("no award is settled")?;
                (plan, certificate, award.id)
            }
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let on = match &entry.act {
        Act::Settle(_) => freed(shelf, &turn.before, id, entry.effective)?,
        _ => turn.before.clone(),
    };
    let (plan, certificate) = plan.content().zip(certificate.content()).ok_or("its attachments are not at hand")?;
    Ok(Some(Made { on, id, plan, certificate }))
}

pub(super) fn award_of(book: &Passbook, id: DecisionId) -> Result<(&Decision, &Matriculation), String> {
    let decision = book.decisions.get(&id).ok_or_else(|| format!("there is no decision {id}"))?;
    let award = decision.award.as_ref().ok_or_else(|| format!("{id} is no award"))?;
    let of = book.matriculations.get(&award.matriculation).ok_or_else(|| format!("{id} is of no matriculation"))?;
    Ok((decision, of))
}

/// The version in which a matriculation is pinned, and its programme there.
pub(super) fn programme_of<'a>(
    shelf: &'a Shelf,
    of: &Matriculation,
) -> Result<(&'a Programmes, &'a Programme), String> {
    let pinned = shelf.world.published.programmes_at(&of.document, of.position).ok_or("it is not published")?;
    Ok((pinned, pinned.programme(&of.programme).ok_or("it is not in its version")?))
}

/// An award's lots are exactly what its plan binds, and its plan still proves itself on the passbook before it, to the
/// checker alone.
///
/// # Errors
/// The award that binds anything else, or whose plan does not hold.
pub fn awards_as_planned(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Some(made) = made(shelf, turn)? else { continue };
        let book = after(turn)?;
        let (decision, of) = award_of(&book, made.id)?;
        let (pinned, programme) = programme_of(shelf, of)?;
        let planned = bound(programme, made.plan).map_err(|error| error.to_string())?;
        let mut lots: BTreeMap<LotId, Credits> = BTreeMap::new();
        for (asset, credits) in planned {
            let AssetId::Lot { lot, .. } = asset else { return Err(format!("{} counts {asset}", made.id)) };
            let sum = lots.entry(lot).or_insert(Credits::ZERO);
            *sum = sum.plus(credits).map_err(|error| error.to_string())?;
        }
        let taken: BTreeMap<_, _> = decision.take.iter().map(|take| (take.lot, take.credits)).collect();
        holds(lots == taken, || format!("{} plans {lots:?}, and takes {taken:?}", made.id))?;
        let of = made.on.matriculations.get(&of.id).ok_or("it was not there before")?;
        let (book, day, published) = (&made.on, turn.entry.effective, &shelf.world.published);
        let study = Study { book, day, of, pinned, published };
        let settles = matches!(turn.entry.act, Act::Settle(_));
        let brought = if settles { study.holdings_again() } else { study.holdings() };
        let levels = verify(pinned, &brought, made.plan, made.certificate).map_err(|fault| fault.to_string())?;
        let claimed = turn.entry.effects.award.as_ref().map(|award| &award.levels);
        holds(claimed == Some(&levels), || format!("{} claims {claimed:?}, and is {levels:?}", made.id))?;
        holds(made.plan.is_reached(), || format!("{} is not reached", made.id))?;
        relieved_in_time(of, made.plan)?;
    }
    Ok(())
}

/// What a plan was relieved of was decided for that matriculation, and held on the day.
fn relieved_in_time(of: &Matriculation, plan: &Plan) -> Law {
    plan.reliefs.iter().try_for_each(|relief| {
        let held = of
            .reliefs
            .iter()
            .any(|one| one.relief == *relief && one.on <= plan.day && one.through.unwrap_or(plan.day) >= plan.day);
        holds(held, || format!("{relief:?} does not hold on {}", plan.day))
    })
}

/// What an award counts stands in its scope, as much as it takes, until it ends; nothing else does.
///
/// # Errors
/// The lot that stands otherwise.
pub fn awards_stand(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let book = after(turn)?;
        // Lots and decisions of a merge come in one after another.
        if !book.taken.is_empty() && matches!(turn.entry.act, Act::MergeIn(_)) {
            continue;
        }
        for decision in book.live_decisions().filter(|one| one.award.is_some()) {
            let taken: BTreeMap<_, _> = decision.take.iter().map(|take| (take.lot, take.credits)).collect();
            let there: BTreeMap<_, _> = book.lots.values().filter_map(|lot| in_award(lot, decision)).collect();
            let id = decision.id;
            holds(there == taken, || {
                format!("after line {}: {id} takes {taken:?}, and {there:?} stands there", turn.entry.n)
            })?;
        }
    }
    Ok(())
}

fn in_award(lot: &crate::ledger::Lot, decision: &Decision) -> Option<(LotId, Credits)> {
    let is_in = |part: &&crate::ledger::LotPart| {
        let mut scopes = part.standing.scopes.iter().filter(|one| one.decision == decision.id);
        scopes.any(|one| Some(&one.scope) == decision.scope.as_ref()) && part.standing.place != Place::Moved
    };
    let parts = lot.parts.iter().filter(is_in).map(|part| part.credits);
    let sum = parts.reduce(|sum, credits| sum.plus(credits).unwrap_or(sum))?;
    Some((lot.id, sum))
}

/// A version never moves but by a matriculation, and then to what was in force that day or is pinned already. At most
/// one matriculation of a programme is open, merges apart.
///
/// # Errors
/// The matriculation that is pinned otherwise.
pub fn pins_versions(shelf: &Shelf) -> Law {
    let pin = |one: &Matriculation| {
        (one.document.clone(), one.position, one.programme.clone(), one.pathway.clone(), one.stage, one.on)
    };
    for turn in &shelf.turns {
        let (book, entry) = (after(turn)?, &turn.entry);
        for (id, one) in &book.matriculations {
            let before = turn.before.matriculations.get(id).map(pin);
            let new = *id == entry.id() || matches!(entry.act, Act::MergeIn(_));
            holds(before.as_ref() == Some(&pin(one)) || (before.is_none() && new), || {
                format!("line {} moves {id} from {before:?}", entry.n)
            })?;
        }
        if let (Act::Matriculate(act), Some(one)) = (&entry.act, book.matriculations.get(&entry.id())) {
            let in_force = shelf.world.published.programmes(&act.document, entry.effective).map(|found| found.position);
            let before = act.from.and_then(|from| turn.before.matriculations.get(&from)).map(|from| from.position);
            let known = in_force == Some(one.position) || before == Some(one.position);
            holds(known, || format!("line {} pins line {}", entry.n, one.position))?;
        }
        let open: Vec<_> = book.matriculations.values().filter(|one| one.is_open()).collect();
        let distinct: BTreeSet<_> = open.iter().map(|one| &one.programme).collect();
        holds(distinct.len() == open.len() || !book.taken.is_empty(), || {
            format!("after line {} a programme is studied twice at once", entry.n)
        })?;
    }
    Ok(())
}

/// A gate that was passed is not tried again, nor one that was tried as often as it may be; and a stage behind a gate is
/// entered through it.
///
/// # Errors
/// The line that does.
pub fn keeps_gates(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        match &turn.entry.act {
            Act::Assess(act) => {
                let tried = tried(&turn.before, act.matriculation);
                let here: Vec<_> = tried.iter().filter(|(gate, ..)| *gate == act.gate).collect();
                let passed = here.iter().any(|(_, passed, _)| *passed);
                // Every gate of the test world may be tried twice.
                holds(!passed && here.len() < 2, || format!("line {} tries again", turn.entry.n))?;
            }
            Act::Matriculate(act) if act.programme.as_str() == "T" && act.stage == Some(2) => {
                let from = act.from.ok_or("a second stage from nothing")?;
                let before = turn.before.matriculations.get(&from);
                // A later version of the stage is entered through no gate.
                if before.is_some_and(|from| (&from.pathway, from.stage) == (&act.pathway, act.stage)) {
                    continue;
                }
                let tried = tried(&turn.before, from);
                let through = tried.iter().any(|(_, passed, on)| *passed && *on <= turn.entry.effective);
                holds(through, || format!("line {} goes around the gate", turn.entry.n))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What was tried from a matriculation and from those of the same stage before it.
fn tried(book: &Passbook, id: EntryId) -> Vec<(crate::id::Code, bool, crate::time::Date)> {
    let Some(of) = book.matriculations.get(&id) else { return Vec::new() };
    let own = of.assessments.iter().filter(|one| one.suspended.is_none());
    let own = own.map(|one| (one.gate.clone(), one.passed, one.on));
    let same = |from: &EntryId| {
        let from = book.matriculations.get(from);
        from.is_some_and(|from| from.pathway == of.pathway && from.stage == of.stage)
    };
    let before = of.from.filter(same).map(|from| tried(book, from)).unwrap_or_default();
    own.chain(before).collect()
}

/// An award that ends, or that is settled on another plan, suspends just the later awards over the same parts.
///
/// # Errors
/// The line that suspends more or less.
pub fn suspends_carriers(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let (before, entry) = (&turn.before, &turn.entry);
        let settled = made(shelf, turn)?.filter(|_| matches!(entry.act, Act::Settle(_))).map(|made| made.id);
        let ended =
            entry.effects.ends.iter().filter_map(|on| if let Subject::Decision(id) = on { Some(*id) } else { None });
        let fallen: BTreeSet<_> = ended.chain(settled).collect();
        let awards = fallen.iter().filter_map(|id| before.decisions.get(id)).filter(|one| one.award.is_some());
        let expected: BTreeSet<_> =
            awards.flat_map(|one| above(before, one)).filter(|id| !fallen.contains(id)).collect();
        if expected.is_empty() && fallen.iter().all(|id| before.decisions.get(id).is_none_or(|one| one.award.is_none()))
        {
            continue;
        }
        let marked: BTreeSet<_> = entry.effects.marks.iter().map(|mark| mark.on).collect();
        let expected: BTreeSet<_> = expected.into_iter().map(Subject::Decision).collect();
        let awards_marked: BTreeSet<_> = marked.into_iter().filter(|on| matches!(on, Subject::Decision(_))).collect();
        holds(awards_marked == expected, || {
            format!("line {} suspends {awards_marked:?}, and {expected:?} carry out of what ends", entry.n)
        })?;
    }
    Ok(())
}

/// Later awards that share a part with one.
fn above(book: &Passbook, award: &Decision) -> BTreeSet<DecisionId> {
    let parts = book.lots.values().flat_map(|lot| &lot.parts);
    let shared = parts.filter(|part| part.standing.scopes.iter().any(|one| one.decision == award.id));
    let others = shared.flat_map(|part| &part.standing.scopes).filter_map(|one| book.decisions.get(&one.decision));
    let later = others.filter(|one| one.award.is_some() && one.order() > award.order());
    later.map(|one| one.id).collect()
}

/// A merge brings every matriculation and every award, with all that was decided, and nothing is left behind.
///
/// # Errors
/// What is lost on the way.
pub fn merges_studies(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let (before, book) = (&turn.before, after(turn)?);
        match &turn.entry.act {
            Act::MergeOut(_) => {
                let bundle = turn.entry.effects.bundle.as_ref().ok_or("nothing leaves")?;
                let left = bundle.matriculations.iter().map(|one| one.id);
                let all: BTreeSet<_> = left.chain(book.matriculations.keys().copied()).collect();
                let had: BTreeSet<_> = before.matriculations.keys().copied().collect();
                holds(all == had, || format!("line {}: of {had:?} there is {all:?}", turn.entry.n))?;
            }
            Act::MergeIn(come) => {
                let (from, to) = (come.from, turn.entry.learner);
                for one in &come.bundle.matriculations {
                    let there = book.matriculations.get(&one.id.moved(from, to));
                    let same = there.is_some_and(|there| {
                        let kept = |of: &Matriculation| {
                            let tried: Vec<_> =
                                of.assessments.iter().map(|one| (one.gate.clone(), one.passed)).collect();
                            (of.programme.clone(), of.position, of.stage, of.is_open(), tried, of.reliefs.len())
                        };
                        kept(there) == kept(one)
                    });
                    holds(same, || format!("line {} loses matriculation {}", turn.entry.n, one.id))?;
                }
                for one in come.bundle.decisions.iter().filter(|one| one.award.is_some()) {
                    let there = book.decisions.get(&one.id.moved(from, to));
                    let award =
                        |of: &Decision| of.award.as_ref().map(|award| (award.certificate, award.levels.clone()));
                    let same = there.is_some_and(|there| {
                        (award(there), there.decided, there.ended.is_some(), there.take.len())
                            == (award(one), one.decided, one.ended.is_some(), one.take.len())
                    });
                    holds(same, || format!("line {} loses award {}", turn.entry.n, one.id))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
