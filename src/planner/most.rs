//! How much can count at once, were nothing asked for.

use crate::id::Code;
use crate::planner::formulate::{Formulation, Summand};
use crate::programme::{Programme, QuotaBound, ShareBase};
use crate::solver::{Column, Effort, Goal, GoalLevel, LevelResult, Model, Row, Variable, Why, solve};

/// The most that can count.
pub(crate) struct Most {
    /// In quanta, or in outcomes.
    pub(crate) most: u64,
    pub(crate) proved: bool,
    /// The values with which it does.
    pub(crate) values: Vec<i64>,
}

/// What may be studied beside what counts: a share of what counts is met with it, and an average may be lifted by it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rest {
    /// Outcomes.
    pub(crate) items: i64,
    /// Whether it is graded as well as can be; else it lifts no average.
    pub(crate) lifts: bool,
    /// Quanta.
    pub(crate) study: i64,
}

impl Rest {
    /// As much as levels of a plan say.
    pub(crate) fn of(levels: &[LevelResult]) -> Self {
        let value = |level| levels.iter().find(|one| one.level == level).map_or(0, |one| one.value);
        let number = |level| i64::try_from(value(level)).unwrap_or(i64::MAX);
        Self { items: number(GoalLevel::Items), lifts: false, study: number(GoalLevel::Study) }
    }

    /// An unknown, no more than that where it stands for study.
    fn bounded(self, column: &Column) -> Column {
        let most = match column.what {
            Variable::Item(_) | Variable::Items => self.items,
            Variable::Studies | Variable::Study(_) => self.study,
            _ => column.high,
        };
        Column { high: column.high.min(most), what: column.what }
    }
}

/// Whether how much of something counts depends on what else does, and so on what is still to be studied.
pub(crate) fn has_shares(programme: &Programme) -> bool {
    let is_share = |bound: &QuotaBound| matches!(bound, QuotaBound::MostShare { of: ShareBase::Counted, .. });
    programme.quotas.iter().any(|quota| is_share(&quota.bound))
}

/// A sum of unknowns.
type Terms = Vec<(u32, i64)>;

/// What is to count as much as can be: of each so much as its unknowns come to, and at most so much where that is said.
pub(crate) struct Counting(Vec<Summand>);

impl Counting {
    /// What counts in a part, or in the programme: quanta, or outcomes.
    pub(crate) fn of(formulation: &Formulation<'_>, area: Option<&Code>, items: bool) -> Self {
        Self(vec![Summand { most: None, terms: formulation.counted(area, items) }])
    }

    /// What counts anywhere, each once: of an asset that counts in several lanes no more than there is of it.
    pub(crate) fn once(formulation: &Formulation<'_>) -> Self {
        Self(formulation.counted_once())
    }
}

/// What is looked at: the unknowns, and the rows that allow no more.
struct Looked {
    columns: Vec<Column>,
    goals: Vec<Goal>,
    rows: Vec<Row>,
}

impl Looked {
    /// An unknown more, no larger than so much.
    fn column(&mut self, high: i64) -> Option<u32> {
        let column = u32::try_from(self.columns.len()).ok()?;
        self.columns.push(Column { high, what: Variable::Studies });
        Some(column)
    }

    /// One sum: an unknown more for each that has a most.
    fn sum(&mut self, counting: Counting) -> Option<Terms> {
        let mut sum = Terms::new();
        for Summand { most, terms } in counting.0 {
            let Some(most) = most else {
                sum.extend(terms);
                continue;
            };
            let column = self.column(most)?;
            let terms = negative(terms)?.into_iter().chain([(column, 1)]).collect();
            self.rows.push(Row { most: 0, terms, why: Why::Definition });
            sum.push((column, 1));
        }
        Some(sum)
    }

    /// One more sum, to be as large as can be; an unknown more says by how much it is less than so much, which is returned with it.
    fn maximise(&mut self, counting: Counting, level: GoalLevel) -> Option<(i64, usize)> {
        let sum = self.sum(counting)?;
        let high = |column: u32| self.columns.get(usize::try_from(column).ok()?).map(|column| column.high);
        let each = |(column, by): &(u32, i64)| high(*column)?.checked_mul((*by).max(0));
        let all = sum.iter().map(each).try_fold(0_i64, |all, one| all.checked_add(one?))?;
        let missing = self.column(all)?;
        let terms = negative(sum)?.into_iter().chain([(missing, -1)]).collect();
        self.rows.push(Row { most: all.checked_neg()?, terms, why: Why::Definition });
        self.goals.push(Goal { level, terms: vec![(missing, 1)] });
        Some((all, usize::try_from(missing).ok()?))
    }
}

fn negative(terms: Terms) -> Option<Terms> {
    terms.into_iter().map(|(column, by)| Some((column, by.checked_neg()?))).collect()
}

/// The most of a sum that can count by all that allows no more, and then of another one, with as few approvals as that takes;
/// beside so much study. None where the effort is spent.
pub(crate) fn most(
    formulation: &Formulation<'_>,
    (first, then): (Counting, Option<Counting>),
    rest: Rest,
    effort: Effort,
) -> Option<Most> {
    let model = formulation.model();
    let columns = model.columns.iter().map(|column| rest.bounded(column)).collect();
    let mut looked = Looked { columns, goals: Vec::new(), rows: rows(formulation, rest)? };
    let (all, missing) = looked.maximise(first, GoalLevel::Study)?;
    if let Some(then) = then {
        looked.maximise(then, GoalLevel::Items)?;
    }
    looked.goals.extend(model.goals.iter().filter(|goal| goal.level == GoalLevel::Approvals).cloned());
    let Looked { columns, goals, rows } = looked;
    let mut solution = solve(&Model { columns, goals, rows }, effort).ok()?;
    let left = solution.values.get(missing).copied()?;
    solution.values.truncate(model.columns.len());
    let proved = solution.levels.first().is_some_and(LevelResult::is_proved);
    Some(Most { most: u64::try_from(all.checked_sub(left)?).ok()?, proved, values: solution.values })
}

/// The rows that allow no more; of averages as what is still to be studied lifts them.
fn rows(formulation: &Formulation<'_>, rest: Rest) -> Option<Vec<Row>> {
    let lifted = |why: &Why| rest.lifts && matches!(why, Why::Average(_));
    let allows = |row: &&Row| !asks(&row.why, formulation.programme()) && !lifted(&row.why);
    let instead = if rest.lifts { formulation.lifted().ok()? } else { Vec::new() };
    Some(formulation.model().rows.iter().filter(allows).cloned().chain(instead).collect())
}

/// An unknown, nothing where it stands for study.
pub(crate) fn without_study(column: &Column) -> Column {
    Rest::default().bounded(column)
}

/// Whether a row asks for something, and does not only allow.
fn asks(why: &Why, programme: &Programme) -> bool {
    match why {
        Why::Least(_) | Why::LeastItems(_) => true,
        Why::Quota(id) => {
            let quota = programme.quotas.iter().find(|quota| quota.id == *id);
            quota.is_some_and(|quota| {
                matches!(quota.bound, QuotaBound::Least(_) | QuotaBound::LeastItems(_) | QuotaBound::LeastShare { .. })
            })
        }
        _ => false,
    }
}
