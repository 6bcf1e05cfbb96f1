//! The integer model of a programme and of what a learner holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::ProgrammeId;
use crate::planner::fault::PlanError;
use crate::planner::formulate::attempts::Attempts;
use crate::planner::formulate::board::{Board, Ground, Largest};
use crate::planner::formulate::eligible::{Eligible, eligible};
use crate::planner::formulate::limits::{Limits, firsts};
use crate::planner::formulate::lots::{Lots, takers};
use crate::planner::formulate::order::{Sorted, sorted};
use crate::planner::formulate::parts::Parts;
use crate::planner::formulate::quotas::{Quotas, least_of, quotas_asked};
use crate::planner::formulate::rows::{Rows, Terms};
use crate::planner::formulate::tree::Tree;
use crate::planner::holdings::{Asset, Holdings, OpenConversion};
use crate::planner::picks::Lens;
use crate::planner::plan::Plan;
use crate::programme::{Programme, Programmes};
use crate::solver::{Goal, GoalLevel, Model, Row};

/// A programme and what a learner holds as an integer model, with what its numbers stand for.
pub struct Formulation<'a> {
    pub(super) board: Board,
    pub(super) eligible: Eligible,
    pub(super) firsts: BTreeMap<usize, usize>,
    pub(super) holdings: &'a Holdings,
    pub(super) model: Model,
    pub(super) programme: &'a Programme,
    pub(super) programmes: &'a Programmes,
    pub(super) quantum: Credits,
    pub(super) sorted: Sorted<'a>,
    pub(super) tree: Tree<'a>,
}

impl<'a> Formulation<'a> {
    /// The model of a programme for what a learner holds.
    ///
    /// # Errors
    /// [`PlanError`]: no such programme, or it is too large, or what is held names what is not there.
    pub fn new(programmes: &'a Programmes, id: &ProgrammeId, holdings: &'a Holdings) -> Result<Self, PlanError> {
        let programme = found(programmes, id)?;
        let quantum = quantum(programmes, programme)?;
        let sorted = sorted(holdings)?;
        let tree = Tree::new(programme, holdings, quantum)?;
        let lens = Lens::new(programmes, holdings);
        let eligible = eligible(lens, programme, holdings, &sorted, &tree, quantum)?;
        let firsts = firsts(&sorted);
        let largest = largest(programme, holdings, &tree, quantum)?;
        let ground = Ground {
            eligible: &eligible,
            holdings,
            largest,
            firsts: firsts.clone(),
            programme,
            sorted: &sorted,
            tree: &tree,
        };
        let board = Board::new(&ground)?;
        let model = Model::default();
        let mut formulation =
            Self { board, eligible, firsts, holdings, model, programme, programmes, quantum, sorted, tree };
        formulation.model = formulation.written(lens)?;
        Ok(formulation)
    }

    /// The model that a plan is held against: as [`Formulation::new`] has it, or, of a plan that is short, without the lots and
    /// with the parts of which nothing is left to take.
    ///
    /// # Errors
    /// As for [`Formulation::new`].
    pub fn of_plan(programmes: &'a Programmes, holdings: &'a Holdings, plan: &Plan) -> Result<Self, PlanError> {
        let mut formulation = Self::new(programmes, &plan.programme, holdings)?;
        if !plan.study.is_empty() {
            formulation.for_short();
        }
        Ok(formulation)
    }

    fn written(&self, lens: Lens<'_>) -> Result<Model, PlanError> {
        let Self { board, holdings, programme, quantum, sorted, tree, .. } = self;
        let quantum = *quantum;
        let mut rows = Rows::new(board.columns.clone());
        Parts { board, tree }.write(&mut rows)?;
        let (sizes, takers) = (self.eligible.sizes.as_slice(), takers(sorted));
        Attempts { board, quantum, sizes, sorted, takers: &takers, tree }.write(&mut rows)?;
        Lots { board, programme, quantum, sizes, sorted, takers, tree }.write(&mut rows)?;
        let framework = &self.programmes.draft().framework;
        Quotas { board, framework, holdings, lens, programme, quantum, sorted, tree }.write(&mut rows)?;
        Limits { board, firsts: &self.firsts, holdings, programme, quantum, sorted, tree }.write(&mut rows)?;
        let goals = self.goals();
        for goal in &goals {
            rows.largest(&goal.terms, 0)?;
        }
        let (columns, rows) = rows.into_parts();
        Ok(Model { columns, goals, rows })
    }

    /// The floors under averages, were all that is still to be studied graded as well as can be.
    ///
    /// # Errors
    /// [`PlanError`]: the numbers are too large.
    pub(crate) fn lifted(&self) -> Result<Vec<Row>, PlanError> {
        let Self { board, holdings, programme, quantum, sorted, tree, .. } = self;
        let (lens, quantum) = (Lens::new(self.programmes, holdings), *quantum);
        let framework = &self.programmes.draft().framework;
        let mut rows = Rows::new(board.columns.clone());
        Quotas { board, framework, holdings, lens, programme, quantum, sorted, tree }.averages(&mut rows, true)?;
        Ok(rows.into_parts().1)
    }

    fn goals(&self) -> Vec<Goal> {
        let approvals = self.board.convert.iter().zip(&self.sorted.options);
        let approvals = approvals.map(|(column, option)| (*column, i64::from(option.approvals)));
        let terms = |level: GoalLevel| -> Terms {
            match level {
                GoalLevel::Closed => Terms::new(),
                GoalLevel::Study => self.board.studies.iter().map(|column| (*column, 1)).collect(),
                GoalLevel::Items => self.board.items.iter().map(|column| (*column, 1)).collect(),
                GoalLevel::Approvals => approvals.clone().filter(|(_, number)| *number > 0).collect(),
                GoalLevel::Lots => self.board.bind.values().map(|column| (*column, 1)).collect(),
            }
        };
        let levels = GoalLevel::ALL.iter().filter(|level| **level != GoalLevel::Closed);
        levels.map(|level| Goal { level: *level, terms: terms(*level) }).collect()
    }

    /// The unknowns of study where nothing is left to take.
    fn closed(&self) -> Terms {
        let all = self.board.study.iter().chain(&self.board.item);
        let closed = all.filter(|(leaf, _)| self.eligible.left.get(*leaf) == Some(&0));
        let columns: BTreeSet<u32> = closed.map(|(_, (column, _))| *column).collect();
        columns.into_iter().map(|column| (column, 1)).collect()
    }

    /// The goals of a plan that is short: nothing is bound by it, and nothing can be studied where nothing is left to take.
    pub(crate) fn for_short(&mut self) {
        self.model.goals.retain(|goal| goal.level != GoalLevel::Lots);
        let terms = self.closed();
        if !terms.is_empty() {
            self.model.goals.insert(0, Goal { level: GoalLevel::Closed, terms });
        }
    }

    /// The model.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The programme.
    #[must_use]
    pub const fn programme(&self) -> &'a Programme {
        self.programme
    }

    /// The assets, in the order in which the model numbers them: what is held and what open conversions would make,
    /// also what counts nowhere.
    #[must_use]
    pub fn assets(&self) -> &[&'a Asset] {
        &self.sorted.assets
    }

    /// The open conversions, in the order in which the model numbers them.
    #[must_use]
    pub fn options(&self) -> &[&'a OpenConversion] {
        &self.sorted.options
    }
}

pub(super) fn found<'a>(programmes: &'a Programmes, id: &ProgrammeId) -> Result<&'a Programme, PlanError> {
    let document = || programmes.draft().head.id.clone();
    programmes.programme(id).ok_or_else(|| PlanError::UnknownProgramme { document: document(), programme: id.clone() })
}

fn quantum(programmes: &Programmes, programme: &Programme) -> Result<Credits, PlanError> {
    let draft = programmes.draft();
    let unit = draft.framework.unit(&programme.unit).map(|unit| unit.quantum);
    let document = || draft.head.id.clone();
    unit.ok_or_else(|| PlanError::UnknownUnit { document: document(), unit: programme.unit.clone() })
}

/// The largest least of a part, the programme or a quota.
fn largest(
    programme: &Programme,
    holdings: &Holdings,
    tree: &Tree<'_>,
    quantum: Credits,
) -> Result<Largest, PlanError> {
    let mut largest = Largest::default();
    for area in tree.areas() {
        largest.credits = largest.credits.max(area.asked.least);
        largest.items = largest.items.max(area.asked.least_items);
    }
    for quota in quotas_asked(programme, holdings) {
        let Some(area) = tree.area(quota.within.as_ref()) else { continue };
        let (credits, items) = least_of(quota, area, quantum)?;
        largest.credits = largest.credits.max(credits);
        largest.items = largest.items.max(items);
    }
    Ok(largest)
}
