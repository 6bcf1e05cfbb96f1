//! The sections of the page, each left out where it has nothing to say.

use std::collections::BTreeSet;

use crate::advice::{Hindrance, LotStand, PartStand, QuotaStand, Repair, Report, Stand, Temptation, Tempted};
use crate::id::Code;
use crate::planner::AssetId;
use crate::programme::QuotaBound;
use crate::wording::page::Page;
use crate::wording::phrases::Mark;
use crate::wording::plans::reasons::Therefore;
use crate::wording::plans::teller::Teller;
use crate::wording::rules::tell_missed;
use crate::wording::telling::Telling;

/// A report on its way to a page.
pub(super) struct Sections<'p, 't> {
    pub(super) page: &'p mut Page,
    pub(super) say: Teller<'t>,
    pub(super) telling: Telling<'t>,
}

impl<'t> Sections<'_, 't> {
    pub(super) fn write(mut self) {
        self.counts();
        self.bounds();
        let (say, report) = (self.say, self.say.report);
        let relief = report.reliefs.iter().map(|relief| say.relief(relief)).collect();
        self.list(("Decided for this learner", "对该学习者的特别决定"), relief);
        let conversions = report.conversions.iter().map(|conversion| say.conversion(conversion)).collect();
        self.list(("Conversions to be made first", "须先办理的转换"), conversions);
        self.gates();
        self.core();
        self.repairs();
        self.tempting();
        let idle = report.idle.iter().map(|lot| say.idle(lot, self.title(lot).as_deref())).collect();
        self.list(("Not counted in this plan", "本方案中未计入的"), idle);
        let named = named(report);
        let clauses = self.telling.clauses(report).iter().filter(|clause| named.contains(&clause.id));
        let clauses = clauses.map(|clause| say.clause(clause)).collect();
        self.list(("What the clauses say", "条款内容"), clauses);
    }

    fn heading(&mut self, (english, chinese): (&'static str, &'static str)) {
        self.page.heading(self.say.language.pick(english, chinese));
    }

    fn list(&mut self, heading: (&'static str, &'static str), lines: Vec<String>) {
        if !lines.is_empty() {
            self.heading(heading);
            self.page.inside(|page| page.lines(lines.iter().map(|line| format!("- {line}"))));
        }
    }

    fn mark(&self, held: bool) -> &'static str {
        Mark::of(held).in_words(self.say.language)
    }

    /// What counts, part by part.
    fn counts(&mut self) {
        self.heading(("What counts", "计入情况"));
        let (say, report) = (self.say, self.say.report);
        let whole = self.stand(say.whole(), false, &report.whole);
        self.page.inside(|page| page.lines([say.have(&report.have), whole]));
        for part in &report.parts {
            let lines = self.part(part);
            self.page.deeper(part.depth.saturating_add(2), |page| {
                let mut lines = lines.iter();
                lines.next().iter().for_each(|line| page.line(line));
                page.inside(|page| page.lines(lines));
            });
        }
    }

    /// A part, and below it the lots that count in it.
    fn part(&self, part: &PartStand) -> Vec<String> {
        let (say, name) = (self.say, self.say.part(part));
        if !part.taken {
            let mark = Mark::NotAsked.in_words(say.language);
            return vec![say.stands(&format!("{mark} {name}"), say.language.pick("left out", "不计入"))];
        }
        let lots = part.lots.iter().map(|lot| say.lot(lot, self.title(lot).as_deref()));
        std::iter::once(self.stand(&name, part.leaf, &part.stand)).chain(lots).collect()
    }

    fn stand(&self, name: &str, leaf: bool, stand: &Stand) -> String {
        let mark = self.mark(stand.is_met() && (leaf || stand.asks() || stand.is_filled()));
        self.say.stands(&format!("{mark} {name}"), &self.say.stand(stand))
    }

    fn title(&self, lot: &LotStand) -> Option<String> {
        let AssetId::Lot { lot, .. } = &lot.asset else { return None };
        self.telling.lot.and_then(|name| name(*lot))
    }

    /// Quotas and averages, and how they stand.
    fn bounds(&mut self) {
        let (say, Report { quotas, averages, .. }) = (self.say, self.say.report);
        let quotas = quotas.iter().map(|quota| format!("{} {}", self.mark(holds(quota)), say.quota(quota)));
        // No plan breaks a floor under an average: study has no grade, and what would break it does not count.
        let averages = averages.iter().map(|average| format!("{} {}", self.mark(true), say.average(average)));
        let lines: Vec<_> = quotas.chain(averages).collect();
        self.marked(("Quotas and averages", "比例、上限与平均成绩"), &lines);
    }

    /// Gates, passed or not.
    fn gates(&mut self) {
        let gates = self.say.report.gates.iter();
        let lines: Vec<_> = gates.map(|gate| format!("{} {}", self.mark(gate.passed), self.say.gate(gate))).collect();
        self.marked(("Gates", "转段考核"), &lines);
    }

    fn marked(&mut self, heading: (&'static str, &'static str), lines: &[String]) {
        if !lines.is_empty() {
            self.heading(heading);
            self.page.inside(|page| page.lines(lines));
        }
    }

    /// Why it is not reached: because, and because, so.
    fn core(&mut self) {
        let (say, report) = (self.say, self.say.report);
        if report.reached {
            return;
        }
        self.heading(("Why it is not reached", "未达到的原因"));
        self.page.inside(|page| {
            if report.cores.is_empty() && report.needs_study() {
                page.line(say.no_core());
            }
            for core in &report.cores {
                page.lines(core.causes.iter().enumerate().map(|(at, cause)| say.cause(cause, at == 0)));
                page.line(&say.therefore(Therefore::Study));
                page.line(say.minimal(core.minimal, core.causes.len()));
            }
            let gates = report.gates.iter().filter(|gate| !gate.passed);
            page.lines(gates.map(|gate| say.therefore(Therefore::Gate(gate))));
            if !report.conversions.is_empty() {
                page.line(&say.therefore(Therefore::Conversions(report.conversions.len())));
            }
        });
    }

    /// What would change it, numbered.
    fn repairs(&mut self) {
        let (say, report) = (self.say, self.say.report);
        let untold = report.needs_study() && !report.repairs.iter().any(Repair::is_study);
        if report.repairs.is_empty() && !untold {
            return;
        }
        self.heading(("What would change it", "可以改变结果的办法"));
        self.page.inside(|page| {
            if untold {
                page.line(say.no_study());
            }
            let repairs = (1_u32..).zip(&report.repairs);
            page.lines(repairs.map(|(number, repair)| format!("{number}. {}", say.repair(repair))));
            if report.untried > 0 {
                page.line(&say.untried(report.untried));
            }
        });
    }

    /// What nearly counted, and what was in the way.
    fn tempting(&mut self) {
        let (say, report) = (self.say, self.say.report);
        if report.tempting.is_empty() {
            return;
        }
        self.heading(("What nearly counted", "差一点可以计入的"));
        self.page.inside(|page| {
            for tempted in &report.tempting {
                page.line(&format!("- {}", say.temptation(&tempted.what, tempted.gain.as_ref())));
                page.inside(|page| page.lines(misses(say, tempted)));
            }
        });
    }
}

fn misses(say: Teller<'_>, tempted: &Tempted) -> Vec<String> {
    let mark = Mark::Missed.in_words(say.language);
    let one = |miss: &Hindrance| match miss {
        Hindrance::Test(check) => tell_missed(std::slice::from_ref(check), say.language),
        other => say.miss(other).into_iter().map(|text| format!("{mark} {text}")).collect(),
    };
    tempted.missing.iter().flat_map(one).collect()
}

/// Whether what counts now fills the quota. A least may still be filled by study.
fn holds(quota: &QuotaStand) -> bool {
    match quota.bound {
        QuotaBound::Least(_) | QuotaBound::LeastShare { .. } => quota.limit.is_none_or(|limit| quota.credits >= limit),
        QuotaBound::LeastItems(least) => quota.items >= least,
        QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. } => true,
    }
}

/// The clauses that the page names as causes.
fn named(report: &Report) -> BTreeSet<&Code> {
    let causes = report.cores.iter().flat_map(|core| &core.causes).filter_map(|cause| cause.clause.as_ref());
    let gates = report.gates.iter().filter(|gate| !gate.passed).map(|gate| &gate.clause);
    let rules = report.tempting.iter().filter_map(|tempted| match &tempted.what {
        Temptation::Rule { clause, .. } => Some(clause),
        Temptation::Lot { .. } => None,
    });
    causes.chain(gates).chain(rules).collect()
}
