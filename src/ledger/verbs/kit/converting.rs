//! Lots become other lots: what goes in is used, what comes out is made.

use std::sync::Arc;

use crate::credit::Credits;
use crate::id::{Code, DecisionId, EntryId, HoldId, LotId};
use crate::ledger::application::{Appraisal, Conversion, makes_lot};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::lot::{Lot, LotPart, Reach, Take, fill};
use crate::ledger::named::Carrier;
use crate::ledger::outcome::{Attempt, Remark};
use crate::ledger::refusal::{LotRefusal, PassbookRefusal, Refusal};
use crate::ledger::standing::{Place, ScopeUse, Standing};
use crate::registry::{OutcomeKind, UseKind};
use crate::rules::{Input, Output, Target};

/// Where the amounts that go in are taken from.
#[derive(Clone, Copy)]
pub(crate) enum From {
    /// A hold has them.
    Hold(HoldId),
    /// They are free, or reserved by scopes out of which the rules take.
    Free,
}

/// Converts what an appraisal grants, as the decision of the line that is being decided.
pub(crate) fn convert(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    appraisal: &Appraisal,
    mut conversion: Conversion,
    from: From,
) -> Result<(), Refusal> {
    let decision = DecisionId { entry: desk.entry(), k: 0 };
    taken(&conversion).into_iter().try_for_each(|(rule, input)| take_in(desk, rule, input, decision, from))?;
    conversion.lost.iter().try_for_each(|one| use_up(desk, one, &Reach::FREE, decision, from))?;
    for lot in lots_made(case, appraisal, desk.entry())? {
        conversion.made.push(lot.id);
        desk.effects.made.push(lot.clone());
        desk.bring(lot);
    }
    desk.effects.remarks = not_free(desk, &conversion.made);
    desk.effects.conversion = Some(conversion);
    Ok(())
}

/// What is held from the application on: what goes in, and what loses.
pub(crate) fn hold(desk: &mut Desk<'_>, conversion: &Conversion, id: HoldId) -> Result<(), Refusal> {
    let held = Place::Held(id);
    for (rule, input) in taken(conversion) {
        let take = Take { credits: input.credits, lot: input.lot };
        let chosen = desk.choose(&take, &reach(rule, input))?;
        desk.take_parts(take.lot, chosen, |from| from.at(held))?;
    }
    for lost in &conversion.lost {
        let chosen = desk.choose(lost, &Reach::FREE)?;
        desk.take_parts(lost.lot, chosen, |from| from.at(held))?;
    }
    Ok(())
}

/// What is used, and by which rule. Where several take of one lot, those first that take out of fewer scopes: the others
/// leave them what is free.
fn taken(conversion: &Conversion) -> Vec<(&Code, &Input)> {
    let all = conversion.grants.iter().flat_map(|grant| grant.inputs.iter().map(|input| (&grant.rule, input)));
    let mut all: Vec<_> = all.filter(|(_, input)| input.r#use != UseKind::Witness).collect();
    let lots: Vec<_> = all.iter().map(|(_, input)| input.lot).collect();
    all.sort_by_key(|(_, input)| (lots.iter().position(|lot| *lot == input.lot), input.reserved_by.len()));
    all
}

/// Out of which scopes a rule takes a lot.
fn reach(rule: &Code, input: &Input) -> Reach {
    let (scopes, avoid) = (input.reserved_by.clone(), input.scope.clone());
    Reach { scopes, avoid, carrier: Carrier::Rule(rule.clone()) }
}

fn take_in(desk: &mut Desk<'_>, rule: &Code, input: &Input, decision: DecisionId, from: From) -> Result<(), Refusal> {
    let (take, reach) = (Take { credits: input.credits, lot: input.lot }, reach(rule, input));
    match &input.scope {
        Some(scope) if input.r#use == UseKind::Reserve => {
            let chosen = chosen(desk, &take, from, &reach)?;
            let one = ScopeUse { scope: scope.clone(), decision };
            // What was revoked under the hold, and kept, is reserved where it belongs.
            let place = if desk.lot(take.lot)?.revoked.is_some() { Place::Revoked } else { Place::Available };
            into_use(desk, take.lot, chosen, from, |from| from.at(place).and(one.clone()))
        }
        _ => use_up(desk, &take, &reach, decision, from),
    }
}

fn use_up(desk: &mut Desk<'_>, take: &Take, reach: &Reach, decision: DecisionId, from: From) -> Result<(), Refusal> {
    let chosen = chosen(desk, take, from, reach)?;
    into_use(desk, take.lot, chosen, from, |from| from.at(Place::Consumed(decision)))
}

/// What a hold has was in use before.
fn into_use(
    desk: &mut Desk<'_>,
    lot: LotId,
    chosen: Vec<(Standing, Credits)>,
    from: From,
    target: impl Fn(&Standing) -> Standing,
) -> Result<(), Refusal> {
    match from {
        From::Free => desk.take_parts(lot, chosen, target),
        From::Hold(_) => desk.bind_parts(lot, chosen, target),
    }
}

/// Of what was made, what stands behind another attempt or cannot be used.
fn not_free(desk: &Desk<'_>, made: &[LotId]) -> Vec<Remark> {
    let remark = |lot: &Lot| match desk.before(lot) {
        Some(to) => Some(Remark::Behind { lot: lot.id, to }),
        None => desk.is_blocked(lot).then_some(Remark::Blocked { lot: lot.id }),
    };
    made.iter().filter_map(|id| remark(desk.lot(*id).ok()?)).collect()
}

/// Which parts of the lot make up the amount.
fn chosen(desk: &Desk<'_>, take: &Take, from: From, reach: &Reach) -> Result<Vec<(Standing, Credits)>, Refusal> {
    match from {
        From::Free => desk.choose(take, reach),
        From::Hold(id) => held(desk.lot(take.lot)?, take.credits, id, reach),
    }
}

/// The parts of a lot that a hold has and that are in reach, up to an amount: those first that fewer others reach.
fn held(lot: &Lot, credits: Credits, id: HoldId, reach: &Reach) -> Result<Vec<(Standing, Credits)>, Refusal> {
    let is_held = |part: &&LotPart| part.standing.place == Place::Held(id) && reach.reaches(&part.standing);
    let (chosen, missing) = fill(lot.parts.iter().rev().filter(is_held), credits);
    let free = credits.minus(missing).unwrap_or(Credits::ZERO);
    if missing.is_zero() { Ok(chosen) } else { Err(LotRefusal::Short { lot: lot.id, free, short: missing }.into()) }
}

/// What an appraisal would make that stands behind another attempt or cannot be used.
pub(crate) fn would_not_be_free(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    appraisal: &Appraisal,
) -> Result<Vec<Remark>, Refusal> {
    let lots = lots_made(case, appraisal, desk.entry())?;
    let made: Vec<_> = lots.iter().map(|lot| lot.id).collect();
    lots.into_iter().for_each(|lot| desk.bring(lot));
    Ok(not_free(desk, &made))
}

/// The lots that the outputs make, in their order.
fn lots_made(case: &mut Case<'_>, appraisal: &Appraisal, entry: EntryId) -> Result<Vec<Lot>, Refusal> {
    let mut lots = Vec::new();
    for output in appraisal.grants.iter().flat_map(|grant| &grant.outputs) {
        lots.extend(made(case, output, entry, lots.len())?);
    }
    Ok(lots)
}

/// What the output is an attempt at: a course is one, credit of a category none.
fn attempt(case: &mut Case<'_>, output: &Output) -> Result<Option<Attempt>, Refusal> {
    let Target::Course(id) = &output.target else { return Ok(None) };
    let issuer = case.institution_of_conversion().clone();
    let course = case.course_named(id)?;
    Ok(Some(case.attempt_at(course, &issuer, output.grade.as_ref())))
}

/// The lot that an output makes, unless it comes to nothing: an exemption, or a residual only.
fn made(case: &mut Case<'_>, output: &Output, entry: EntryId, before: usize) -> Result<Option<Lot>, Refusal> {
    let Some(amount) = output.amount.clone().filter(|_| makes_lot(output)) else { return Ok(None) };
    let (kind, code, content) = match &output.target {
        Target::Course(course) => {
            (OutcomeKind::Course, Code::from(&course.code), case.course_named(course)?.content.clone())
        }
        Target::Category(category) => (OutcomeKind::Converted, category.clone(), None),
        Target::Denial | Target::Exemption(_) => return Ok(None),
    };
    let attempt = attempt(case, output)?.map(Arc::new);
    let k = u16::try_from(before).ok().and_then(|before| before.checked_add(1)).ok_or(PassbookRefusal::Full)?;
    Ok(Some(Lot {
        parts: vec![LotPart { credits: amount.credits, standing: Standing::FREE }],
        amount,
        attempt,
        by: case.actor.mandate.clone(),
        code,
        content,
        earned: output.earned,
        evidence: Vec::new(),
        grade: output.grade.clone(),
        id: LotId { entry, k },
        issuer: case.institution_of_conversion().clone(),
        kind,
        latest: case.day(),
        level: None,
        marks: Vec::new(),
        regraded: None,
        revoked: None,
        run: None,
        since: case.day(),
        swept: None,
        tag: None,
        team: None,
        tier: output.tier,
        valid_through: output.valid_through,
        was: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::Amount;
    use crate::{credits, date};

    fn lot(credits: Credits, standing: Standing) -> Lot {
        Lot {
            amount: Amount { credits, unit: "sv".parse().unwrap() },
            attempt: None,
            by: "sv-registrar".parse().unwrap(),
            code: "A".parse().unwrap(),
            content: None,
            earned: date!("2026-01-10"),
            evidence: Vec::new(),
            grade: None,
            id: LotId::here(1, 0),
            issuer: "SV-01".parse().unwrap(),
            kind: OutcomeKind::Course,
            latest: date!("2026-01-10"),
            level: None,
            marks: Vec::new(),
            parts: vec![LotPart { credits, standing }],
            regraded: None,
            revoked: None,
            run: None,
            since: date!("2026-01-10"),
            swept: None,
            tag: None,
            team: None,
            tier: crate::registry::Tier::Secondary,
            valid_through: None,
            was: Vec::new(),
        }
    }

    /// What is short in a hold is told beside what it has.
    #[test]
    fn a_hold_that_has_less_says_how_much_it_has() {
        let id = HoldId { entry: EntryId::here(2), k: 0 };
        let lot = lot(credits!("3"), Standing::FREE.at(Place::Held(id)));
        let (free, short) = (credits!("3"), credits!("1"));
        let asked = held(&lot, credits!("4"), id, &Reach::FREE);
        assert_eq!(asked, Err(LotRefusal::Short { lot: lot.id, free, short }.into()));
        assert!(held(&lot, free, id, &Reach::FREE).is_ok());
    }
}
