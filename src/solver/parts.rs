//! The parts of a flow: rows over all that counts in some leaves, each within another or apart from it.

use std::collections::BTreeMap;

use crate::solver::model::Variable;
use crate::solver::system::{Line, System};

/// Leaves and what is around them.
#[derive(Debug)]
pub(super) struct Parts {
    /// By part: the node of the leaf.
    pub(super) leaves: BTreeMap<u32, usize>,
    pub(super) nodes: usize,
    /// Those around others before them.
    pub(super) pieces: Vec<Piece>,
    /// Quanta in a unit.
    pub(super) unit: i64,
}

/// What counts in a leaf: assets, and unknowns for study.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Inside {
    assets: usize,
    studies: usize,
}

/// The rows over some leaves.
#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    /// The units, and the row.
    least: Option<(i64, Kept)>,
    most: Option<(i64, Kept)>,
}

/// Rows by how many leaves they are over, these leaves, and a number where there is more than one such row.
type Sets = BTreeMap<(usize, Vec<usize>, usize), Rows>;

/// A row over leaves. Coefficients are without their sign.
struct Read {
    asset: Option<i64>,
    leaves: Vec<usize>,
    negative: bool,
    study: Option<i64>,
}

/// Reads the rows of parts; nodes are numbered from one on. None if they are not such.
pub(super) fn parts(system: &System, what: &[Variable], rows: &[usize], node: usize) -> Option<Parts> {
    let mut numbers: Vec<u32> = what.iter().filter_map(part).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let of_column = |one: &Variable| Some(part(one).and_then(|part| numbers.binary_search(&part).ok()));
    let leaf: Vec<Option<usize>> = what.iter().map(of_column).collect::<Option<_>>()?;
    let mut all = vec![Inside::default(); numbers.len()];
    for (leaf, one) in leaf.iter().zip(what) {
        if let Some(leaf) = leaf {
            all.get_mut(*leaf)?.add(one)?;
        }
    }
    let lines = rows.iter().map(|row| Some((*row, system.rows.get(*row)?))).collect::<Option<Vec<_>>>()?;
    let read = lines.iter().map(|(_, line)| Read::new(line, what, &leaf, &all)).collect::<Option<Vec<_>>>()?;
    let unit = unit(&read)?;
    let mut sets: Sets = (0..numbers.len()).map(|leaf| ((1, vec![leaf], 0), Rows::default())).collect();
    for (one, (row, line)) in read.into_iter().zip(lines) {
        let per = one.per(unit)?;
        let mut set = (one.leaves.len(), one.leaves, 0_usize);
        while sets.get(&set).is_some_and(|rows| rows.has(one.negative)) {
            set.2 = set.2.checked_add(1)?;
        }
        sets.entry(set).or_default().add(one.negative, line.most, (row, per))?;
    }
    let (nodes, pieces) = nested(&sets, numbers.len(), node)?;
    let leaves = numbers.into_iter().zip(node..).collect();
    Some(Parts { leaves, nodes, pieces, unit })
}

fn part(what: &Variable) -> Option<u32> {
    match what {
        Variable::Count { part, .. } | Variable::Study(part) => Some(*part),
        _ => None,
    }
}

/// How many quanta make a unit, if all rows agree.
fn unit(rows: &[Read]) -> Option<i64> {
    let mut unit = None;
    for (asset, study) in rows.iter().filter_map(|row| row.asset.zip(row.study)) {
        let here = asset.checked_div(study).filter(|here| here.checked_mul(study) == Some(asset))?;
        if *unit.get_or_insert(here) != here {
            return None;
        }
    }
    Some(unit.unwrap_or(1))
}

impl Inside {
    fn add(&mut self, what: &Variable) -> Option<()> {
        let place = if matches!(what, Variable::Study(_)) { &mut self.studies } else { &mut self.assets };
        *place = place.checked_add(1)?;
        Some(())
    }
}

impl Read {
    /// None if the row is not over all that counts in its leaves, alike.
    fn new(line: &Line, what: &[Variable], leaf: &[Option<usize>], all: &[Inside]) -> Option<Self> {
        let mut inside = vec![Inside::default(); all.len()];
        let negative = line.terms.first()?.1 < 0;
        let (mut asset, mut study) = (None, None);
        for (column, coefficient) in &line.terms {
            let (what, leaf) = (what.get(*column)?, (*leaf.get(*column)?)?);
            inside.get_mut(leaf)?.add(what)?;
            let known = if matches!(what, Variable::Study(_)) { &mut study } else { &mut asset };
            if *known.get_or_insert(*coefficient) != *coefficient || (*coefficient < 0) != negative {
                return None;
            }
        }
        let mut leaves = Vec::new();
        for (leaf, (here, all)) in inside.iter().zip(all).enumerate() {
            if here == all {
                leaves.push(leaf);
            } else if *here != Inside::default() {
                return None;
            }
        }
        let [asset, study] = [asset, study].map(|one: Option<i64>| one.and_then(i64::checked_abs));
        Some(Self { asset, leaves, negative, study })
    }

    /// The coefficient of a unit.
    fn per(&self, unit: i64) -> Option<i64> {
        match self.asset {
            Some(asset) => Some(asset),
            None => self.study?.checked_mul(unit),
        }
    }
}

impl Rows {
    const fn has(&self, negative: bool) -> bool {
        if negative { self.least.is_some() } else { self.most.is_some() }
    }

    /// None if no units keep it.
    fn add(&mut self, negative: bool, most: i64, row: Kept) -> Option<()> {
        let down = most.checked_div_euclid(row.1)?;
        if negative {
            self.least = Some((down.checked_neg()?.max(0), row));
        } else {
            self.most = Some((down, row));
        }
        (down <= ALL && (negative || down >= 0)).then_some(())
    }
}

/// The parts, each with the one around it: the smallest that holds all of it. None if two overlap otherwise.
fn nested(sets: &Sets, leaves: usize, first: usize) -> Option<(usize, Vec<Piece>)> {
    let mut outermost: Vec<Option<usize>> = vec![None; leaves];
    let mut around = vec![GROUND; sets.len()];
    let sizes: Vec<usize> = sets.keys().map(|set| set.0).collect();
    for (number, (_, set, _)) in sets.keys().enumerate() {
        let mut inner = set.iter().filter_map(|leaf| *outermost.get(*leaf)?).collect::<Vec<_>>();
        inner.sort_unstable();
        inner.dedup();
        let held = inner.iter().try_fold(0_usize, |sum, one| sum.checked_add(*sizes.get(*one)?))?;
        if held != set.len() && !inner.is_empty() {
            return None;
        }
        for one in inner {
            *around.get_mut(one)? = first.checked_add(number)?;
        }
        for leaf in set {
            *outermost.get_mut(*leaf)? = Some(number);
        }
    }
    let mut pieces = Vec::with_capacity(sets.len());
    for ((node, rows), around) in (first..).zip(sets.values()).zip(around) {
        let (least, least_row) = rows.least.map_or((0, None), |(least, row)| (least, Some(row)));
        let (most, most_row) = rows.most.map_or((ALL, None), |(most, row)| (most, Some(row)));
        pieces.push(Piece::Part { around, least, least_row, most, most_row, node });
    }
    pieces.reverse();
    Some((first.checked_add(sets.len())?, pieces))
}

/// The node at which everything begins and ends.
pub(super) const GROUND: usize = 0;

/// More units than there are.
pub(super) const ALL: i64 = 1 << 40;

/// A row of the model, and the coefficient in it that a unit has.
pub(super) type Kept = (usize, i64);

/// What units go through; all numbers but `most` and `least` are columns, rows and nodes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    /// An asset that counts in a leaf.
    Count { column: usize, from: usize, to: usize },
    /// What a conversion makes, with the row that says that it is made and the row of that asset.
    Conversion { bind: usize, convert: usize, from: usize, made: Kept, node: usize, single: Kept },
    /// A lot that is there.
    Lot { bind: usize, node: usize, single: Kept },
    /// A part, with its rows.
    Part { around: usize, least: i64, least_row: Option<Kept>, most: i64, most_row: Option<Kept>, node: usize },
    /// What is studied in a leaf.
    Study { column: usize, most: i64, to: usize },
}
