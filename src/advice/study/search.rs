//! The least of some outcomes with which the award is reached without study.

use std::collections::BTreeMap;

use crate::advice::lab::{Lab, goals};
use crate::advice::study::kinds::Kind;
use crate::advice::study::wishes::{Wish, Wished, wished_so};
use crate::id::Code;
use crate::planner::{AssetId, Formulation, Holdings, Plan, without_study};
use crate::solver::{Column, Goal, GoalLevel, LevelResult, Model, Variable, solve};

/// What was found: the wishes that are needed, and whether less was shown not to do.
pub(super) struct Found {
    pub(super) proved: bool,
    pub(super) used: Vec<Wish>,
}

/// What is wished for, as it stands in a model.
struct Wanted<'a> {
    /// By asset its place among the wishes.
    places: BTreeMap<&'a AssetId, usize>,
    formulation: &'a Formulation<'a>,
    kinds: &'a [Kind],
    wishes: &'a [Wish],
}

/// The fewest credits of these wishes with which the award is reached by the conversions of the plan, then the fewest
/// outcomes where they are asked for, then those of which least is said. None where it is not reached, or effort ended.
pub(super) fn search(lab: &Lab<'_>, kinds: &[Kind], wishes: &[Wish]) -> Option<Found> {
    let Wished { holdings, ids } = wished_so(lab.standing.holdings, kinds, wishes, 0);
    let formulation = Formulation::new(lab.programmes, lab.programme(), &holdings).ok()?;
    let wanted = Wanted { places: ids.iter().zip(0..).collect(), formulation: &formulation, kinds, wishes };
    let goals = wanted.goals();
    let solution = solve(&wanted.model(goals, Some(&lab.standing.plan.conversions)), lab.effort).ok()?;
    let used = |column: &u32| place(*column).and_then(|at| solution.values.get(at)).is_some_and(|value| *value > 0);
    let used = wanted.bound().filter(|(column, _)| used(column)).map(|(_, wish)| wish.clone()).collect();
    let mut asked = solution.levels.iter().filter(|one| matches!(one.level, GoalLevel::Study | GoalLevel::Items));
    Some(Found { proved: asked.all(LevelResult::is_proved), used })
}

/// A plan that reaches the award without study, by the fewest approvals, where each of these wishes counts where it is meant to
/// and nowhere else; with the holdings.
pub(super) fn reached(lab: &Lab<'_>, kinds: &[Kind], wishes: &[Wish], way: usize) -> Option<(Holdings, Plan)> {
    let Wished { holdings, ids } = wished_so(lab.standing.holdings, kinds, wishes, way);
    let formulation = Formulation::new(lab.programmes, lab.programme(), &holdings).ok()?;
    let wanted = Wanted { places: ids.iter().zip(0..).collect(), formulation: &formulation, kinds, wishes };
    let solution = solve(&wanted.model(goals(formulation.model(), &[GoalLevel::Approvals]), None), lab.effort).ok()?;
    let plan = formulation.plan_of(&solution.values, Vec::new());
    Some((holdings, plan))
}

impl Wanted<'_> {
    fn wish(&self, asset: u32) -> Option<&Wish> {
        let asset = self.formulation.assets().get(place(asset)?)?;
        self.wishes.get(*self.places.get(&asset.id)?)
    }

    fn model(&self, goals: Vec<Goal>, conversions: Option<&[Code]>) -> Model {
        let model = self.formulation.model();
        let columns = model.columns.iter().map(|column| self.column(column, conversions)).collect();
        Model { columns, goals, rows: model.rows.clone() }
    }

    /// An unknown: nothing is studied, only such conversions are made, and a wish counts only where it is meant to, and once.
    fn column(&self, column: &Column, conversions: Option<&[Code]>) -> Column {
        let nothing = Column { high: 0, what: column.what };
        match column.what {
            Variable::Convert(option) => {
                let option = place(option).and_then(|at| self.formulation.options().get(at));
                let made = option.is_some_and(|option| conversions.is_none_or(|made| made.contains(&option.id)));
                if made { *column } else { nothing }
            }
            Variable::Count { asset, part } => match self.wish(asset) {
                Some(wish) if !self.is_meant(wish, part) => nothing,
                _ => *column,
            },
            Variable::Share { asset, .. } if self.wish(asset).is_some() => nothing,
            _ => without_study(column),
        }
    }

    fn is_meant(&self, wish: &Wish, part: u32) -> bool {
        let part = place(part).and_then(|at| self.formulation.programme().parts.get(at));
        let kind = self.kinds.get(wish.kind);
        part.zip(kind).is_some_and(|(part, kind)| part.id == kind.leaf || kind.needs.also.contains(&part.id))
    }

    /// The unknowns that say that a wish is used.
    fn bound(&self) -> impl Iterator<Item = (u32, &Wish)> {
        let columns = (0_u32..).zip(&self.formulation.model().columns);
        columns.filter_map(|(column, one)| match one.what {
            Variable::Bind(asset) => Some((column, self.wish(asset)?)),
            _ => None,
        })
    }

    fn asks_items(&self, wish: &Wish) -> bool {
        self.kinds.get(wish.kind).is_some_and(|kind| self.formulation.asks_items(&kind.leaf))
    }

    fn goals(&self) -> Vec<Goal> {
        let goal = |level: GoalLevel, weight: &dyn Fn(&Wish) -> u64| {
            let weighed = self.bound().map(|(column, wish)| (column, i64::try_from(weight(wish)).unwrap_or(i64::MAX)));
            Goal { level, terms: weighed.filter(|(_, weight)| *weight > 0).collect() }
        };
        let said = |wish: &Wish| {
            let said = self.kinds.get(wish.kind).map_or(0, Kind::said);
            u64::try_from(said).unwrap_or(u64::MAX).saturating_mul(wish.credits.ten_thousandths().max(1))
        };
        vec![
            goal(GoalLevel::Study, &|wish| wish.credits.ten_thousandths()),
            goal(GoalLevel::Items, &|wish| u64::from(self.asks_items(wish))),
            goal(GoalLevel::Approvals, &said),
            goal(GoalLevel::Lots, &|_| 1),
        ]
    }
}

fn place(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}
