//! The page: how it stands, what counts, why it is not reached, and what would change that.

use crate::advice::Report;
use crate::solver::{GoalLevel, LevelResult};
use crate::wording::language::Language;
use crate::wording::plans::chinese::Chinese;
use crate::wording::plans::english::English;
use crate::wording::plans::page::Page;
use crate::wording::plans::sections::{
    bounds, clauses, conversions, core, counts, gates, idle, reliefs, repairs, tempting,
};
use crate::wording::plans::telling::PlanTelling;
use crate::wording::plans::tongue::Tongue;

/// A plan in words: how it stands and what is proved of that; every part with what counts in it; what was decided for
/// this learner, apart; why the award is not reached, as causes from which it follows; what would change it, and what
/// nearly counted, by how much not.
///
/// Plain text in lines of at most a hundred columns (a Chinese character takes two; only a longer word is wider), a line
/// break at the end. Codes and numbers are those of the report, in every language.
///
/// A [`Language`](crate::wording::Language) is enough. A [`PlanTelling`] also has the programmes at hand, for what the clauses say,
/// and what each lot is.
#[must_use]
pub fn tell_plan<'t>(report: &Report, telling: impl Into<PlanTelling<'t>>) -> String {
    let telling = telling.into();
    let (tongue, mut page) = (tongue(telling.language), Page::default());
    tongue.head(report).iter().for_each(|line| page.line(line));
    page.line(&tongue.verdict(report));
    page.inside(1, |page| levels(report).for_each(|level| page.line(&tongue.level(level, report))));
    counts(&mut page, tongue, report, &telling);
    bounds(&mut page, tongue, report);
    reliefs(&mut page, tongue, report);
    conversions(&mut page, tongue, report);
    gates(&mut page, tongue, report);
    core(&mut page, tongue, report);
    repairs(&mut page, tongue, report);
    tempting(&mut page, tongue, report, &telling);
    idle(&mut page, tongue, report, &telling);
    clauses(&mut page, tongue, report, &telling);
    page.into_text()
}

/// The levels that are told: what is to be studied where nothing is left to take only if there is such study.
fn levels(report: &Report) -> impl Iterator<Item = &LevelResult> {
    report.levels.iter().filter(|level| level.level != GoalLevel::Closed || level.value > 0)
}

/// What says things in a language.
pub(crate) const fn tongue(language: Language) -> &'static dyn Tongue {
    match language {
        Language::English => &English,
        Language::Chinese => &Chinese,
    }
}
