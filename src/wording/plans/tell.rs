//! The page: how it stands, what counts, why it is not reached, and what would change that.

use crate::advice::Report;
use crate::solver::{GoalLevel, LevelResult};
use crate::wording::page::Page;
use crate::wording::plans::sections::Sections;
use crate::wording::plans::teller::Teller;
use crate::wording::telling::Telling;

/// How wide a page is.
const WIDE: usize = 100;

/// A plan in words: how it stands and what is proved of that; every part with what counts in it; what was decided for
/// this learner, apart; why the award is not reached, as causes from which it follows; what would change it, and what
/// nearly counted, by how much not.
///
/// Plain text in lines of at most a hundred columns (a Chinese character takes two; only a longer word is wider), a line
/// break at the end. Codes and numbers are those of the report, in every language.
///
/// A [`Language`](crate::wording::Language) is enough. A [`Telling`] also has the programmes at hand, for what the clauses say,
/// and what each lot is.
#[must_use]
pub fn tell_plan<'t>(report: &Report, telling: impl Into<Telling<'t>>) -> String {
    let telling = telling.into();
    let mut page = Page::of_width(WIDE);
    let say = Teller::new(report, telling.language);
    page.lines(say.head());
    page.line(&say.verdict());
    page.inside(|page| page.lines(levels(report).map(|level| say.level(level))));
    Sections { page: &mut page, say, telling }.write();
    page.into_text()
}

/// The levels that are told: what is to be studied where nothing is left to take only if there is such study.
fn levels(report: &Report) -> impl Iterator<Item = &LevelResult> {
    report.levels.iter().filter(|level| level.level != GoalLevel::Closed || level.value > 0)
}
