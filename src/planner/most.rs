//! How much can count at once, were nothing asked for.

use crate::id::Code;
use crate::planner::formulate::Formulation;
use crate::programme::{Programme, QuotaBound};
use crate::solver::{Column, Effort, Goal, Level, LevelResult, Model, Row, Variable, Why, solve};

/// The most that can count.
pub(crate) struct Most {
    /// In quanta, or in outcomes.
    pub(crate) most: u64,
    pub(crate) proved: bool,
    /// The values with which it does.
    pub(crate) values: Vec<i64>,
}

/// The most that can count in a part, or in the programme, by all that allows no more: quanta, or outcomes; with as few
/// approvals as that takes. None where the effort is spent.
pub(crate) fn most(formulation: &Formulation<'_>, area: Option<&Code>, items: bool, effort: Effort) -> Option<Most> {
    let (model, sum) = (formulation.model(), formulation.counted(area, items));
    let high = |column: u32| model.columns.get(usize::try_from(column).ok()?).map(|column| column.high);
    let each = |(column, by): &(u32, i64)| high(*column)?.checked_mul((*by).max(0));
    let all = sum.iter().map(each).try_fold(0_i64, |all, one| all.checked_add(one?))?;
    let missing = u32::try_from(model.columns.len()).ok()?;
    let mut columns: Vec<_> = model.columns.iter().map(without_study).collect();
    columns.push(Column { high: all, what: Variable::Studies });
    let allows = |row: &&Row| !asks(&row.why, formulation.programme());
    let mut rows: Vec<_> = model.rows.iter().filter(allows).cloned().collect();
    let short = sum.into_iter().map(|(column, by)| Some((column, by.checked_neg()?))).collect::<Option<Vec<_>>>()?;
    let terms = short.into_iter().chain([(missing, -1)]).collect();
    rows.push(Row { most: all.checked_neg()?, terms, why: Why::Definition });
    let approvals = model.goals.iter().filter(|goal| goal.level == Level::Approvals).cloned();
    let goals = [Goal { level: Level::Study, terms: vec![(missing, 1)] }].into_iter().chain(approvals).collect();
    let mut solution = solve(&Model { columns, goals, rows }, effort).ok()?;
    let left = solution.values.pop()?;
    let proved = solution.levels.first().is_some_and(LevelResult::is_proved);
    Some(Most { most: u64::try_from(all.checked_sub(left)?).ok()?, proved, values: solution.values })
}

/// An unknown, nothing where it stands for study.
pub(crate) const fn without_study(column: &Column) -> Column {
    match column.what {
        Variable::Item(_) | Variable::Items | Variable::Studies | Variable::Study(_) => {
            Column { high: 0, what: column.what }
        }
        _ => *column,
    }
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
