//! The cheapest ways to reach the award: more study, one requirement relaxed, or something that counts after all.

use std::collections::BTreeSet;

use crate::advice::cause::Obstacle;
use crate::advice::ground::with;
use crate::advice::lab::{Gained, Lab, Reach};
use crate::advice::much::Much;
use crate::advice::near::Gain;
use crate::advice::relax::{Measure, after, asked, everything, gates, measure};
use crate::advice::repair::{Remedy, Repair};
use crate::advice::report::Report;
use crate::advice::standing::{Standing, sum};
use crate::advice::study::study;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Barred, Holdings, Relief};
use crate::programme::Programmes;

/// At most so many requirements are tried to be relaxed, those of parts that are alike as one.
pub(super) const REASONS: usize = 16;

/// At most so many barred things are tried.
const BARRED: usize = 12;

/// More study, and what helps by one change: a requirement relaxed, or something barred that counts after all.
pub(super) fn repairs(lab: &Lab<'_>, report: &Report) -> Vec<Repair> {
    let mut repairs: Vec<_> = study(lab, report).into_iter().filter(|one| !one.steps.is_empty()).collect();
    let alike =
        |(reason, alike): &(&Obstacle, Vec<Code>)| Some(Repair { alike: alike.clone(), ..relax(lab, report, reason)? });
    repairs.extend(reasons(lab.standing, report).iter().take(REASONS).filter_map(alike));
    if report.needs_study() {
        repairs.extend(lab.barred.iter().take(BARRED).filter_map(|barred| admit(lab, report, barred)));
    }
    repairs
}

/// The requirements of the cores, those of parts that are alike together: what comes of relaxing one comes of each.
pub(super) fn reasons<'r>(standing: &Standing<'_>, report: &'r Report) -> Vec<(&'r Obstacle, Vec<Code>)> {
    let all: BTreeSet<_> = report.cores.iter().flat_map(|core| &core.causes).map(|cause| &cause.what).collect();
    let mut kinds: Vec<(&Obstacle, Vec<Code>)> = Vec::new();
    for reason in all {
        match kinds.iter_mut().find(|(first, _)| are_alike(standing, first, reason)) {
            Some((_, alike)) => alike.extend(part_of(reason).cloned()),
            None => kinds.push((reason, Vec::new())),
        }
    }
    kinds
}

/// How many requirements were not tried.
pub(super) fn untried(lab: &Lab<'_>, report: &Report) -> u32 {
    let reasons = reasons(lab.standing, report);
    let left = reasons.iter().skip(REASONS).map(|(_, alike)| alike.len().saturating_add(1));
    u32::try_from(left.fold(0_usize, usize::saturating_add)).unwrap_or(u32::MAX)
}

/// The part of which a reason asks a least.
const fn part_of(reason: &Obstacle) -> Option<&Code> {
    match reason {
        Obstacle::Least { part, .. } | Obstacle::LeastItems { part, .. } => part.as_ref(),
        _ => None,
    }
}

/// Whether two reasons ask the same of two leaves that are alike.
fn are_alike(standing: &Standing<'_>, one: &Obstacle, two: &Obstacle) -> bool {
    let same = match (one, two) {
        (Obstacle::Least { credits: one, .. }, Obstacle::Least { credits: two, .. }) => one == two,
        (Obstacle::LeastItems { items: one, .. }, Obstacle::LeastItems { items: two, .. }) => one == two,
        _ => false,
    };
    let parts = part_of(one).zip(part_of(two));
    same && parts.is_some_and(|(one, two)| standing.are_alike(one, two))
}

/// In order: what is to be studied comes first, the others by what they do, and else as they are.
pub(super) fn sort(repairs: &mut [Repair]) {
    repairs.sort_by(|left, right| {
        let key = |one: &Repair| {
            (!one.is_learners(), !one.reaches, std::cmp::Reverse((one.less, one.fewer)), one.steps.len())
        };
        key(left).cmp(&key(right)).then_with(|| left.steps.cmp(&right.steps))
    });
}

/// A repair that reaches the award by one step, with the conversions that it needs and the gates that are missing.
fn reaching(report: &Report, step: Remedy, conversions: Vec<Code>, proved: bool) -> Repair {
    let Gain { fewer, less } = everything(report);
    let steps = std::iter::once(step).chain(conversions.into_iter().map(Remedy::Convert)).chain(gates(report));
    Repair { alike: Vec::new(), fewer, less, proved, reaches: true, steps: steps.collect() }
}

/// A repair that only lessens what is to be studied, with the conversions that it needs.
fn lessening(gained: Gained, step: Remedy) -> Option<Repair> {
    let Gained { conversions, gain, proved } = gained;
    let steps = std::iter::once(step).chain(conversions.into_iter().map(Remedy::Convert)).collect();
    let repair = Repair { alike: Vec::new(), fewer: gain.fewer, less: gain.less, proved, reaches: false, steps };
    (!gain.is_nothing()).then_some(repair)
}

/// One requirement relaxed: by as little as reaches the award; as a whole, where nothing reaches it.
fn relax(lab: &Lab<'_>, report: &Report, what: &Obstacle) -> Option<Repair> {
    if matches!(what, Obstacle::Barred { .. } | Obstacle::Single { .. }) {
        return None;
    }
    let step = |by| Remedy::Relax { by, what: what.clone() };
    let some = |by: &Much| !is_everything(what, *by);
    let varied = |by| after(lab.programmes, lab.programme(), lab.standing.holdings, &[step(by)]);
    let most = asked(what).unwrap_or(Much::Whole);
    let (programmes, holdings) = varied(most);
    match lab.reaches(&programmes, &holdings) {
        Reach::Yes(conversions, proved) => {
            let least = least(lab, report, what, most);
            let (by, conversions, proved) = least.unwrap_or((most, conversions, proved));
            let (programmes, holdings) = varied(by);
            let asks = some(&by) && asks_anything(lab, &programmes, &holdings);
            asks.then(|| reaching(report, step(by), conversions, proved))
        }
        Reach::No | Reach::Unknown => {
            let all = lab.gain(&programmes, &holdings, report)?;
            let (by, gained) = enough(lab, report, what, &all).unwrap_or((most, all));
            some(&by).then(|| lessening(gained, step(by))).flatten()
        }
    }
}

/// Whether a learner would be exempt from all that the whole programme asks: that is no advice.
fn is_everything(what: &Obstacle, by: Much) -> bool {
    match what {
        Obstacle::Least { credits, part: None, .. } => by == Much::Credits(*credits),
        Obstacle::LeastItems { items, part: None, .. } => by == Much::Items(*items),
        _ => false,
    }
}

/// Whether something must still count: to be exempt from everything is no advice. Who has nothing does not reach the award.
fn asks_anything(lab: &Lab<'_>, programmes: &Programmes, holdings: &Holdings) -> bool {
    let mut nothing = holdings.clone();
    nothing.assets.clear();
    nothing.groups.clear();
    nothing.options.clear();
    nothing.reliefs.retain(|relief| !matches!(relief, Relief::Substitute { .. }));
    matches!(lab.reaches(programmes, &nothing), Reach::No)
}

/// Of what asks: as much as it gains, if asking for so much less gains as much; with what it gains then.
fn enough(lab: &Lab<'_>, report: &Report, what: &Obstacle, all: &Gained) -> Option<(Much, Gained)> {
    asked(what)?;
    let by = match measure(what, &report.unit) {
        Measure::Credits => Much::Credits(all.gain.less),
        Measure::Items => Much::Items(all.gain.fewer),
        Measure::Whole => return None,
    };
    let step = Remedy::Relax { by, what: what.clone() };
    let (programmes, holdings) = after(lab.programmes, lab.programme(), lab.standing.holdings, &[step]);
    let gained = lab.gain(&programmes, &holdings, report)?;
    (gained.gain == all.gain && gained.proved == all.proved).then_some((by, gained))
}

/// The least by which relaxing it reaches the award, with the conversions, and whether less was shown not to.
fn least(lab: &Lab<'_>, report: &Report, what: &Obstacle, most: Much) -> Option<(Much, Vec<Code>, bool)> {
    let much = |units: u64| match measure(what, &report.unit) {
        Measure::Credits => Some(Much::Credits(report.quanta(units)?.credits)),
        Measure::Items => Some(Much::Items(u32::try_from(units).ok()?)),
        Measure::Whole => None,
    };
    let quanta = |credits: Credits| credits.ten_thousandths().div_ceil(report.quantum.ten_thousandths().max(1));
    let everything = || sum(lab.formulation.assets().iter().map(|asset| asset.amount.credits));
    let (mut no, mut yes) = (
        0_u64,
        match most {
            Much::Credits(credits) => quanta(credits),
            Much::Items(items) => items.into(),
            Much::Whole if measure(what, &report.unit) == Measure::Items => {
                u64::try_from(lab.formulation.assets().len()).ok()?
            }
            Much::Whole => quanta(everything()),
        },
    );
    let reach = |units: u64| {
        let step = Remedy::Relax { by: much(units)?, what: what.clone() };
        let (programmes, holdings) = after(lab.programmes, lab.programme(), lab.standing.holdings, &[step]);
        Some(lab.reaches(&programmes, &holdings))
    };
    let Reach::Yes(mut conversions, mut proved) = reach(yes)? else { return None };
    let mut sure = true;
    while yes.checked_sub(no)? > 1 {
        let middle = no.checked_add(yes.checked_sub(no)?.checked_div(2)?)?;
        match reach(middle)? {
            Reach::Yes(by, is_proved) => (yes, conversions, proved) = (middle, by, is_proved),
            Reach::No => no = middle,
            Reach::Unknown => (no, sure) = (middle, false),
        }
    }
    Some((much(yes)?, conversions, proved && sure))
}

/// Something that is granted to the learner: only where that reaches the award.
pub(super) fn granted(lab: &Lab<'_>, report: &Report, step: Remedy) -> Option<Repair> {
    let steps = std::slice::from_ref(&step);
    let (programmes, holdings) = after(lab.programmes, lab.programme(), lab.standing.holdings, steps);
    match lab.reaches(&programmes, &holdings) {
        Reach::Yes(conversions, proved) => Some(reaching(report, step, conversions, proved)),
        Reach::No | Reach::Unknown => None,
    }
}

/// Something that is barred, counting after all: only where that reaches the award.
fn admit(lab: &Lab<'_>, report: &Report, barred: &Barred) -> Option<Repair> {
    let wide = with(lab.standing.holdings, std::iter::once(barred));
    let step = Remedy::Admit { asset: barred.asset.id.clone(), bar: barred.bar.clone() };
    match lab.reaches(lab.programmes, &wide) {
        Reach::Yes(conversions, proved) => Some(reaching(report, step, conversions, proved)),
        Reach::No | Reach::Unknown => None,
    }
}
