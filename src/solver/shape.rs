//! Whether a model is a flow of units, and what it flows through.
//!
//! An asset is a node into which one unit comes if it is bound: a lot from the ground, what a conversion makes from the lot
//! that it takes. From there it goes to a leaf if it counts; what is studied comes there from the ground. From a leaf all
//! goes to the part around it, and in the end back to the ground.

use crate::solver::parts::{GROUND, Kept, Piece};
use std::collections::BTreeMap;

use crate::solver::model::{Model, Variable};
use crate::solver::parts::{Parts, parts};
use crate::solver::system::{Line, System};

/// A model as a network.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) nodes: usize,
    /// Parts come last, those around others before them.
    pub(super) pieces: Vec<Piece>,
    /// The unknown for all that is studied, with its row.
    pub(super) studies: Option<(usize, Kept)>,
    /// Quanta in a unit.
    pub(super) unit: i64,
}

/// What is known of the columns while rows are read.
#[derive(Debug)]
pub(super) struct Reading {
    /// By column of a conversion: what it makes, and the row that says so.
    made: BTreeMap<usize, (usize, Kept)>,
    nodes: usize,
    /// By column of what is bound: its node and its row.
    bound: BTreeMap<usize, (usize, Kept)>,
    /// By column: the node of the asset that it takes from.
    source: Vec<Option<usize>>,
    studies: Option<(usize, Kept)>,
    /// Rows of parts.
    pub(super) rows: Vec<usize>,
}

impl Shape {
    /// None if the model is anything else.
    pub(super) fn of(system: &System, model: &Model) -> Option<Self> {
        let what: Vec<Variable> = model.columns.iter().map(|column| column.what).collect();
        let mut reading = Reading {
            made: BTreeMap::new(),
            nodes: GROUND.checked_add(1)?,
            bound: BTreeMap::new(),
            source: vec![None; what.len()],
            studies: None,
            rows: Vec::new(),
        };
        for (row, line) in system.rows.iter().enumerate() {
            reading.row(row, line, &what)?;
        }
        let parts = parts(system, &what, &reading.rows, reading.nodes)?;
        let mut shape = Self { nodes: parts.nodes, pieces: Vec::new(), studies: reading.studies, unit: parts.unit };
        for (column, one) in what.iter().enumerate() {
            shape.pieces.extend(reading.piece(system, column, one, &parts)?);
        }
        shape.pieces.extend(parts.pieces);
        Some(shape)
    }

    /// Prices such that no part without a least costs more within than around it: nothing is in it then.
    pub(super) fn settled(&self, mut prices: Vec<i64>) -> Option<Vec<i64>> {
        for piece in &self.pieces {
            if let Piece::Part { around, least_row: None, node, .. } = piece {
                let outer = *prices.get(*around)?;
                let price = prices.get_mut(*node)?;
                *price = (*price).min(outer);
            }
        }
        Some(prices)
    }

    /// The weights on rows that make these the prices: row, number, and what it is over.
    pub(super) fn weights(
        &self,
        prices: &[i64],
        cost: impl Fn(usize) -> Option<i64>,
    ) -> Option<Vec<(usize, i64, i64)>> {
        let mut weights = Vec::with_capacity(self.pieces.len());
        let mut put = |(row, size): Kept, number: i64| weights.push((row, number, size));
        if let Some((column, row)) = self.studies {
            put(row, cost(column)?);
        }
        for piece in &self.pieces {
            match *piece {
                Piece::Lot { node, single, .. } => put(single, *prices.get(node)?),
                Piece::Conversion { bind, made, node, single, .. } => {
                    let price = *prices.get(node)?;
                    put(single, price);
                    put(made, price.checked_sub(cost(bind)?)?);
                }
                Piece::Part { around, least_row, most_row, node, .. } => {
                    let more = prices.get(node)?.checked_sub(*prices.get(around)?)?;
                    let row = if more > 0 { least_row } else { most_row };
                    if let Some(row) = row {
                        put(row, more.checked_abs()?);
                    }
                }
                Piece::Count { .. } | Piece::Study { .. } => {}
            }
        }
        Some(weights)
    }
}

impl Reading {
    /// Takes a row up if it is one of those that a flow has.
    fn row(&mut self, row: usize, line: &Line, what: &[Variable]) -> Option<()> {
        let is = |wanted: fn(&Variable) -> bool| {
            line.terms.iter().find(|(column, _)| what.get(*column).is_some_and(wanted)).copied()
        };
        if let Some((column, coefficient)) = is(|one| matches!(one, Variable::Studies)) {
            return self.total(row, line, what, (column, coefficient));
        }
        match is(|one| matches!(one, Variable::Bind(_))) {
            Some((bind, size)) if size < 0 => self.single(row, line, what, (bind, size.checked_neg()?)),
            Some(bind) => self.made(row, line, what, bind),
            None => {
                self.rows.push(row);
                Some(())
            }
        }
    }

    /// Σ studied ≤ all that is studied.
    fn total(&mut self, row: usize, line: &Line, what: &[Variable], (all, size): (usize, i64)) -> Option<()> {
        let size = size.checked_neg().filter(|size| *size > 0)?;
        let studied = what.iter().filter(|one| matches!(one, Variable::Study(_))).count();
        let is_study = |(column, coefficient): &(usize, i64)| {
            *column == all || *coefficient == size && matches!(what.get(*column), Some(Variable::Study(_)))
        };
        let fits = line.most == 0 && line.terms.len() == studied.checked_add(1)? && line.terms.iter().all(is_study);
        if !fits || self.studies.is_some() {
            return None;
        }
        self.studies = Some((all, (row, size)));
        Some(())
    }

    /// What counts of an asset, or a conversion takes, is not more than is bound of it.
    fn single(&mut self, row: usize, line: &Line, what: &[Variable], (bind, size): (usize, i64)) -> Option<()> {
        let node = self.nodes;
        self.nodes = node.checked_add(1)?;
        if line.most != 0 || self.bound.insert(bind, (node, (row, size))).is_some() {
            return None;
        }
        for (column, coefficient) in line.terms.iter().filter(|(column, _)| *column != bind) {
            let takes = matches!(what.get(*column), Some(Variable::Count { .. } | Variable::Convert(_)));
            if !takes || *coefficient != size || self.source.get_mut(*column)?.replace(node).is_some() {
                return None;
            }
        }
        Some(())
    }

    /// What a conversion makes is not there without it.
    fn made(&mut self, row: usize, line: &Line, what: &[Variable], (bind, size): (usize, i64)) -> Option<()> {
        let (convert, coefficient) = *line.terms.iter().find(|(column, _)| *column != bind)?;
        let is_made = matches!(what.get(convert), Some(Variable::Convert(_))) && coefficient == size.checked_neg()?;
        if !is_made || line.most != 0 || line.terms.len() != 2 {
            return None;
        }
        self.made.insert(convert, (bind, (row, size))).is_none().then_some(())
    }

    /// The piece that a column stands for, if it is one by itself.
    fn piece(&self, system: &System, column: usize, what: &Variable, parts: &Parts) -> Option<Option<Piece>> {
        let high = *system.high.get(column)?;
        let source = self.source.get(column)?;
        match what {
            Variable::Count { part, .. } if high == 1 => {
                Some(Some(Piece::Count { column, from: (*source)?, to: *parts.leaves.get(part)? }))
            }
            Variable::Convert(_) if high == 1 => self.conversion(column, (*source)?),
            Variable::Bind(_) if high == 1 => self.lot(system, column),
            Variable::Study(part) => {
                let most = high.checked_div(parts.unit)?;
                Some(Some(Piece::Study { column, most, to: *parts.leaves.get(part)? }))
            }
            Variable::Studies if self.studies.is_some_and(|studies| studies.0 == column) => Some(None),
            Variable::Items if system.columns.get(column)?.is_empty() => Some(None),
            _ => None,
        }
    }

    fn conversion(&self, convert: usize, from: usize) -> Option<Option<Piece>> {
        let Some((bind, made)) = self.made.get(&convert).copied() else { return Some(None) };
        let (node, single) = *self.bound.get(&bind)?;
        Some(Some(Piece::Conversion { bind, convert, from, made, node, single }))
    }

    /// What is bound is a lot unless a conversion makes it: there is a second row of it then.
    fn lot(&self, system: &System, bind: usize) -> Option<Option<Piece>> {
        let (node, single) = *self.bound.get(&bind)?;
        match system.columns.get(bind)?.len() {
            1 => Some(Some(Piece::Lot { bind, node, single })),
            2 => Some(None),
            _ => None,
        }
    }
}
