//! What nearly counted: outcomes that one key of a pick keeps out, what is barred, and conversions that fail.

use std::cmp::Reverse;

use crate::advice::attempts::attempts;
use crate::advice::ground::with;
use crate::advice::hindrances::hindrance;
use crate::advice::lab::Lab;
use crate::advice::near::{Beside, Gain, Hindrance, MadeBy, Temptation, Tempted, Tempting};
use crate::advice::repair::{Remedy, Repair};
use crate::advice::repairs::granted;
use crate::advice::report::Report;
use crate::advice::standing::Standing;
use crate::id::LotId;
use crate::planner::{Asset, AssetId, Barred, Holdings, Lens, Relief};
use crate::programme::{Part, Prerequisite, Programmes, Waivable};
use crate::registry::OutcomeName;

/// At most so many are looked at, and so many told.
const LOOKED_AT: usize = 40;
const TOLD: usize = 12;

/// What nearly counted, what would help most first. What would not help is left out, but for conversions and what is
/// barred, about which one would ask.
pub(super) fn tempting(lab: &Lab<'_>, report: &Report, beside: &Beside) -> Vec<Tempted> {
    let mut all: Vec<_> = near(lab).into_iter().take(LOOKED_AT).filter_map(|one| tried(lab, report, one)).collect();
    all.extend(lab.barred.iter().take(LOOKED_AT).map(|one| barred(lab, report, one)));
    all.extend(beside.tempting.iter().take(LOOKED_AT).map(|one| conversion(lab, report, one)));
    all.sort_by_key(|one| Reverse(one.gain));
    all.truncate(TOLD);
    all
}

/// An outcome that nearly counts in a leaf.
pub(super) struct Near<'a> {
    asset: &'a Asset,
    lot: LotId,
    missing: Hindrance,
    part: &'a Part,
}

/// Outcomes that count nowhere, each with the leaves in which only one thing keeps it out.
fn near<'a>(lab: &Lab<'a>) -> Vec<Near<'a>> {
    let standing = lab.standing;
    let counts = |asset: &Asset| standing.plan.counts.iter().any(|one| one.asset == asset.id);
    let there = |asset: &Asset| !lab.barred.iter().any(|one| one.asset.id == asset.id);
    let mut near = Vec::new();
    for asset in standing.holdings.assets.iter().filter(|asset| !counts(asset) && there(asset)) {
        let AssetId::Lot { lot, .. } = &asset.id else { continue };
        for part in standing.programme.parts.iter().filter(|part| part.is_leaf()) {
            let Some(missing) = missing(lab, asset, part) else { continue };
            // That another attempt is taken is in the way in every part alike.
            let everywhere = matches!(missing, Hindrance::Attempts { .. });
            near.push(Near { asset, lot: *lot, missing, part });
            if everywhere {
                break;
            }
        }
    }
    near.sort_by(|left, right| left.asset.id.cmp(&right.asset.id).then_with(|| left.part.id.cmp(&right.part.id)));
    near
}

/// The one thing that keeps an outcome out of a leaf: a prerequisite, other attempts, or a key of the pick that comes
/// nearest.
fn missing(lab: &Lab<'_>, asset: &Asset, part: &Part) -> Option<Hindrance> {
    let lens = Lens::new(lab.programmes, lab.standing.holdings);
    if lens.takes_any(&part.accepts, asset) {
        return prerequisite(lab.standing, asset).or_else(|| attempts(lab.standing, asset));
    }
    let alone = part.accepts.iter().filter_map(|pick| match lens.misses(pick, asset).as_slice() {
        [miss] => hindrance(lab, pick, miss.key, asset),
        _ => None,
    });
    alone.into_iter().next()
}

/// What was not passed before a course that needs it.
fn prerequisite(standing: &Standing<'_>, asset: &Asset) -> Option<Hindrance> {
    let (programme, holdings) = (standing.programme, standing.holdings);
    let asked = programme.prerequisites.iter().filter(|one| asset.called().is(&one.course));
    let mut asked = asked.filter(|one| !standing.is_waived(Waivable::Prerequisite, &one.course.code));
    asked.find_map(|one| unmet(one, holdings, asset))
}

fn unmet(asked: &Prerequisite, holdings: &Holdings, asset: &Asset) -> Option<Hindrance> {
    let passed = |name: &OutcomeName| holdings.was_passed(name, asset.earned);
    let all: Vec<_> = asked.all.iter().filter(|name| !passed(name)).cloned().collect();
    let any = if asked.any.iter().any(passed) { Vec::new() } else { asked.any.clone() };
    let met = all.is_empty() && any.is_empty();
    (!met).then(|| Hindrance::Prerequisite { all, any, course: asked.course.clone() })
}

/// What it would do if it counted there.
fn tried(lab: &Lab<'_>, report: &Report, near: Near<'_>) -> Option<Tempted> {
    let mut holdings = lab.standing.holdings.clone();
    match &near.missing {
        Hindrance::Attempts { thing, .. } => holdings.groups.retain(|group| group.thing != *thing),
        Hindrance::Prerequisite { course, .. } => {
            holdings.reliefs.push(Relief::Waive { id: course.code.clone(), what: Waivable::Prerequisite });
        }
        _ => holdings.reliefs.push(Relief::Substitute { lot: near.lot, part: near.part.id.clone() }),
    }
    let gain = gain(lab, lab.programmes, &holdings, report).filter(|gain| !gain.is_nothing())?;
    let what = Temptation::Lot {
        amount: near.asset.amount.clone(),
        asset: near.asset.id.clone(),
        code: near.asset.code.clone(),
        part: Some(near.part.id.clone()),
    };
    Some(Tempted { gain: Some(gain), missing: vec![near.missing], what })
}

/// What nearly counted and would reach the award if it were accepted: a substitution, or a waiver.
pub(super) fn accepted(lab: &Lab<'_>, report: &Report, tempted: &[Tempted]) -> Vec<Repair> {
    let step = |one: &Tempted| match (&one.what, one.missing.as_slice()) {
        (Temptation::Lot { part: Some(_), .. }, [Hindrance::Prerequisite { course, .. }]) => {
            Some(Remedy::Waive { id: course.code.clone(), what: Waivable::Prerequisite })
        }
        (Temptation::Lot { .. }, [Hindrance::Attempts { .. }]) => None,
        (Temptation::Lot { asset: AssetId::Lot { lot, .. }, part: Some(part), .. }, _) => {
            Some(Remedy::Accept { lot: *lot, part: part.clone() })
        }
        _ => None,
    };
    let mut steps: Vec<_> = tempted.iter().filter_map(step).collect();
    steps.sort_unstable();
    steps.dedup();
    steps.into_iter().filter_map(|step| granted(lab, report, step)).collect()
}

fn gain(lab: &Lab<'_>, programmes: &Programmes, holdings: &Holdings, report: &Report) -> Option<Gain> {
    lab.gain(programmes, holdings, report).map(|gained| gained.gain)
}

fn barred(lab: &Lab<'_>, report: &Report, one: &Barred) -> Tempted {
    let wide = with(lab.standing.holdings, std::iter::once(one));
    let Asset { amount, code, id, .. } = &one.asset;
    let what = Temptation::Lot { amount: amount.clone(), asset: id.clone(), code: code.clone(), part: None };
    let missing = vec![Hindrance::Barred(one.bar.clone())];
    Tempted { gain: gain(lab, lab.programmes, &wide, report), missing, what }
}

fn conversion(lab: &Lab<'_>, report: &Report, one: &Tempting) -> Tempted {
    let Tempting { clause, document, lots, missing, option, rule } = one;
    let opened = option.as_ref().map(|option| {
        let mut holdings = lab.standing.holdings.clone();
        holdings.options.push(option.clone());
        holdings
    });
    let gain = opened.and_then(|holdings| gain(lab, lab.programmes, &holdings, report));
    let rule = MadeBy { document: document.clone(), rule: rule.clone() };
    let what = Temptation::Rule { clause: clause.clone(), lots: lots.clone(), rule };
    let missing = missing.iter().filter(|check| !check.holds()).cloned().map(Hindrance::Test).collect();
    Tempted { gain, missing, what }
}
