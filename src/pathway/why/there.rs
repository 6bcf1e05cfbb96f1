//! How much could count in a part, were nothing asked for elsewhere.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::id::Code;
use crate::pathway::formulate::Formulation;
use crate::pathway::model::{Column, Goal, Model, Row, Variable, Why};
use crate::pathway::programme::{Programme, QuotaBound};
use crate::pathway::solve::solve;
use crate::pathway::why::question::without_study;
use crate::pathway::why::reasons::Grounds;
use crate::pathway::why::standing::{Standing, sum};
use crate::pathway::words::Level;

/// The most credits that could count in a part, or in the programme, by all that allows no more; where effort ends first, all
/// of what could count there, each once.
pub(super) fn credits_there(area: Option<&Code>, grounds: &Grounds<'_>) -> Credits {
    let assets = assets(area, grounds.standing, grounds.formulation);
    let all = sum(assets.into_iter().map(|(_, credits)| credits));
    let step = grounds.quantum.ten_thousandths().max(1);
    let quanta = all.ten_thousandths().checked_div(step).and_then(|quanta| i64::try_from(quanta).ok());
    let most = quanta.and_then(|quanta| most(grounds, grounds.formulation.counted(area, false), quanta));
    let most = most.and_then(|quanta| u64::try_from(quanta).ok()?.checked_mul(step));
    most.and_then(Credits::from_ten_thousandths).unwrap_or(all)
}

/// The same of outcomes.
pub(super) fn items_there(area: Option<&Code>, grounds: &Grounds<'_>) -> u32 {
    let assets = assets(area, grounds.standing, grounds.formulation);
    let all = u32::try_from(assets.len()).unwrap_or(u32::MAX);
    let most = most(grounds, grounds.formulation.counted(area, true), all.into());
    most.and_then(|most| u32::try_from(most).ok()).unwrap_or(all)
}

/// What could count in a part, each asset once, with its credits in the unit of the programme.
fn assets(area: Option<&Code>, standing: &Standing<'_>, formulation: &Formulation<'_>) -> BTreeSet<(usize, Credits)> {
    let part = |place: u32| usize::try_from(place).ok().and_then(|at| standing.programme.parts.get(at));
    let columns = formulation.model().columns.iter().filter_map(|column| match column.what {
        Variable::Count { asset, part: leaf } if standing.is_in(&part(leaf)?.id, area) => usize::try_from(asset).ok(),
        _ => None,
    });
    let of = |place: usize| {
        let asset = formulation.assets().get(place)?;
        let own = asset.amount.unit == standing.programme.unit;
        Some((place, if own { asset.amount.credits } else { Credits::ZERO }))
    };
    columns.filter_map(of).collect()
}

/// The most that a sum can be, of at most so much, when nothing is studied and nothing is asked for.
fn most(grounds: &Grounds<'_>, sum: Vec<(u32, i64)>, all: i64) -> Option<i64> {
    let model = grounds.formulation.model();
    let missing = u32::try_from(model.columns.len()).ok()?;
    let mut columns: Vec<_> = model.columns.iter().map(without_study).collect();
    columns.push(Column { high: all, what: Variable::Studies });
    let allows = |row: &&Row| !asks(&row.why, grounds.standing.programme);
    let mut rows: Vec<_> = model.rows.iter().filter(allows).cloned().collect();
    let short = sum.into_iter().map(|(column, by)| Some((column, by.checked_neg()?))).collect::<Option<Vec<_>>>()?;
    let terms = short.into_iter().chain([(missing, -1)]).collect();
    rows.push(Row { most: all.checked_neg()?, terms, why: Why::Definition });
    let goals = vec![Goal { level: Level::Study, terms: vec![(missing, 1)] }];
    let solution = solve(&Model { columns, goals, rows }, grounds.effort).ok()?;
    let left = solution.values.get(usize::try_from(missing).ok()?)?;
    let proved = solution.levels.iter().all(crate::pathway::plan::LevelResult::is_proved);
    proved.then(|| all.checked_sub(*left))?
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
