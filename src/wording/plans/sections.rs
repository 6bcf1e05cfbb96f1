//! The sections of the page, each left out where it has nothing to say.

use std::collections::BTreeSet;

use crate::advice::{Hindrance, LotStand, PartStand, QuotaStand, Repair, Report, Stand, Temptation, Tempted};
use crate::id::Code;
use crate::planner::AssetId;
use crate::programme::QuotaBound;
use crate::rules::Citation;
use crate::wording::plans::page::Page;
use crate::wording::plans::telling::PlanTelling;
use crate::wording::plans::tongue::{Mark, Section, Therefore, Tongue};
use crate::wording::tell_missed;

/// What counts, part by part.
pub(super) fn counts(page: &mut Page, tongue: &dyn Tongue, report: &Report, telling: &PlanTelling<'_>) {
    page.heading(tongue.section(Section::Counts));
    page.inside(1, |page| {
        page.line(&tongue.have(&report.have, report));
        stand(page, tongue, (tongue.whole(), false), &report.whole, report);
        for part in &report.parts {
            page.inside(part.depth.saturating_add(1), |page| one_part(page, tongue, part, report, telling));
        }
    });
}

fn one_part(page: &mut Page, tongue: &dyn Tongue, part: &PartStand, report: &Report, telling: &PlanTelling<'_>) {
    let name = tongue.part(part);
    if !part.taken {
        return page.line(&tongue.stands(&format!("{} {name}", tongue.mark(Mark::NotAsked)), tongue.left_out()));
    }
    stand(page, tongue, (&name, part.leaf), &part.stand, report);
    page.inside(1, |page| part.lots.iter().for_each(|lot| page.line(&tongue.lot(lot, title(lot, telling).as_deref()))));
}

fn stand(page: &mut Page, tongue: &dyn Tongue, (name, leaf): (&str, bool), stand: &Stand, report: &Report) {
    let mark = tongue.mark(marked(stand.is_met() && (leaf || stand.asks() || stand.is_filled())));
    page.line(&tongue.stands(&format!("{mark} {name}"), &tongue.stand(stand, report)));
}

const fn marked(held: bool) -> Mark {
    if held { Mark::Held } else { Mark::Missed }
}

fn title(lot: &LotStand, telling: &PlanTelling<'_>) -> Option<String> {
    let AssetId::Lot { lot, .. } = &lot.asset else { return None };
    telling.lot.and_then(|name| name(*lot))
}

/// Quotas and averages, and how they stand.
pub(super) fn bounds(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    if report.quotas.is_empty() && report.averages.is_empty() {
        return;
    }
    page.heading(tongue.section(Section::Bounds));
    page.inside(1, |page| {
        for quota in &report.quotas {
            page.line(&format!("{} {}", tongue.mark(marked(quota_holds(quota))), tongue.quota(quota, report)));
        }
        for average in &report.averages {
            // No plan breaks a floor under an average: study has no grade, and what would break it does not count.
            page.line(&format!("{} {}", tongue.mark(Mark::Held), tongue.average(average)));
        }
    });
}

/// Whether what counts now fills the quota. A least may still be filled by study.
fn quota_holds(quota: &QuotaStand) -> bool {
    match quota.bound {
        QuotaBound::Least(_) | QuotaBound::LeastShare { .. } => quota.limit.is_none_or(|limit| quota.credits >= limit),
        QuotaBound::LeastItems(least) => quota.items >= least,
        QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. } => true,
    }
}

/// What was decided for this learner.
pub(super) fn reliefs(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    let lines: Vec<_> = report.reliefs.iter().map(|relief| tongue.relief(relief, report)).collect();
    list(page, tongue.section(Section::Reliefs), &lines);
}

/// Conversions to be made first.
pub(super) fn conversions(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    let lines: Vec<_> = report.conversions.iter().map(|conversion| tongue.conversion(conversion)).collect();
    list(page, tongue.section(Section::Conversions), &lines);
}

fn list(page: &mut Page, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    page.heading(heading);
    page.inside(1, |page| lines.iter().for_each(|line| page.line(&format!("- {line}"))));
}

/// Gates, passed or not.
pub(super) fn gates(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    if report.gates.is_empty() {
        return;
    }
    page.heading(tongue.section(Section::Gates));
    page.inside(1, |page| {
        for gate in &report.gates {
            page.line(&format!("{} {}", tongue.mark(marked(gate.passed)), tongue.gate(gate)));
        }
    });
}

/// Why it is not reached: because, and because, therefore.
pub(super) fn core(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    if report.reached {
        return;
    }
    page.heading(tongue.section(Section::Core));
    page.inside(1, |page| {
        because(page, tongue, report);
        for gate in report.gates.iter().filter(|gate| !gate.passed) {
            page.line(&tongue.therefore(Therefore::Gate(gate)));
        }
        if !report.conversions.is_empty() {
            page.line(&tongue.therefore(Therefore::Conversions(report.conversions.len())));
        }
    });
}

fn because(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    if report.cores.is_empty() && report.needs_study() {
        page.line(tongue.no_core());
    }
    for core in &report.cores {
        for (at, cause) in core.causes.iter().enumerate() {
            page.line(&tongue.cause(cause, at == 0, report));
        }
        page.line(&tongue.therefore(Therefore::Study));
        page.line(tongue.minimal(core.minimal, core.causes.len()));
    }
}

/// What would change it, numbered.
pub(super) fn repairs(page: &mut Page, tongue: &dyn Tongue, report: &Report) {
    let untold = report.needs_study() && !report.repairs.iter().any(Repair::is_study);
    if report.repairs.is_empty() && !untold {
        return;
    }
    page.heading(tongue.section(Section::Repairs));
    page.inside(1, |page| {
        if untold {
            page.line(tongue.no_study());
        }
        for (number, repair) in (1_u32..).zip(&report.repairs) {
            page.line(&format!("{number}. {}", tongue.repair(repair, report)));
        }
        if report.untried > 0 {
            page.line(&tongue.untried(report.untried));
        }
    });
}

/// What nearly counted, and what was in the way.
pub(super) fn tempting(page: &mut Page, tongue: &dyn Tongue, report: &Report, telling: &PlanTelling<'_>) {
    if report.tempting.is_empty() {
        return;
    }
    page.heading(tongue.section(Section::Tempting));
    page.inside(1, |page| {
        for tempted in &report.tempting {
            page.line(&format!("- {}", tongue.temptation(&tempted.what, tempted.gain.as_ref(), report)));
            page.inside(1, |page| misses(page, tongue, tempted, telling));
        }
    });
}

fn misses(page: &mut Page, tongue: &dyn Tongue, tempted: &Tempted, telling: &PlanTelling<'_>) {
    for miss in &tempted.missing {
        match miss {
            Hindrance::Test(check) => {
                let lines = tell_missed(std::slice::from_ref(check), telling.language);
                lines.iter().for_each(|line| page.line(line));
            }
            other => {
                let text = tongue.miss(other);
                text.iter().for_each(|text| page.line(&format!("{} {text}", tongue.mark(Mark::Missed))));
            }
        }
    }
}

/// What counts nowhere.
pub(super) fn idle(page: &mut Page, tongue: &dyn Tongue, report: &Report, telling: &PlanTelling<'_>) {
    let line = |lot: &LotStand| tongue.idle(lot, title(lot, telling).as_deref());
    let lines: Vec<_> = report.idle.iter().map(line).collect();
    list(page, tongue.section(Section::Idle), &lines);
}

/// What the clauses say that the page names as causes, each once.
pub(super) fn clauses(page: &mut Page, tongue: &dyn Tongue, report: &Report, telling: &PlanTelling<'_>) {
    let named = named(report);
    let told = telling.clauses(report).iter().filter(|clause| named.contains(&clause.id));
    let lines: Vec<_> = told.map(|clause: &Citation| tongue.clause(clause)).collect();
    list(page, tongue.section(Section::Clauses), &lines);
}

fn named(report: &Report) -> BTreeSet<&Code> {
    let causes = report.cores.iter().flat_map(|core| &core.causes).filter_map(|cause| cause.clause.as_ref());
    let gates = report.gates.iter().filter(|gate| !gate.passed).map(|gate| &gate.clause);
    let rules = report.tempting.iter().filter_map(|tempted| match &tempted.what {
        Temptation::Rule { clause, .. } => Some(clause),
        Temptation::Lot { .. } => None,
    });
    causes.chain(gates).chain(rules).collect()
}
