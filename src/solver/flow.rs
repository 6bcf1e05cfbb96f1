//! Models that are a flow of units from lots, some through a conversion, to leaves and on to the parts around them: they are
//! solved as that. The prices at the nodes of the network are the weights of the proof.

use crate::solver::certificate::{Certificate, Proof};
use crate::solver::effort::Solution;
use crate::solver::goal::LevelResult;
use crate::solver::model::Model;
use crate::solver::network::Network;
use crate::solver::parts::{ALL, GROUND, Piece};
use crate::solver::shape::Shape;
use crate::solver::system::{System, Weigh, divisor};

/// One of a level is worth so many of the next in a proof, if that is enough.
const APART: i64 = 16;
/// No cost of the network is above this: sums of them then fit 64 bits.
const MOST_COST: i64 = i64::MAX >> 14;

/// The best values of a model of the flow class, with one step for the proof of each level. None if it is not of the class,
/// or anything is not proved; the system may then have rows for levels at its end.
pub(super) fn flow(model: &Model, system: &mut System, goals: &[Vec<i64>]) -> Option<Solution> {
    let shape = Shape::of(system, model)?;
    let scales = Scales::new(goals, &shape)?;
    let mut laid = Laid::new(&shape, system, goals, &scales)?;
    laid.network.run()?;
    let values = laid.values(&shape, system)?;
    if !system.is_kept(&values) {
        return None;
    }
    let prices = shape.settled(laid.network.prices(GROUND)?)?;
    proved(model, system, &Found { goals, prices, rows: model.rows.len(), scales, shape, values })
}

/// By level: what one of it costs in the network, more than all that can be of the later levels.
struct Scales {
    /// By level: what one costs.
    costs: Vec<i64>,
    /// What is out of the question.
    never: i64,
}

impl Scales {
    fn new(goals: &[Vec<i64>], shape: &Shape) -> Option<Self> {
        let (mut costs, mut next) = (Vec::new(), 1_i64);
        let studies = shape.studies.map(|studies| studies.0);
        for goal in goals.iter().rev() {
            costs.push(next);
            let study = studies.and_then(|column| goal.get(column)).copied().unwrap_or_default();
            let all = goal.iter().try_fold(study.checked_mul(shape.unit)?, |all, cost| all.checked_add(*cost))?;
            next = next.checked_mul(all.checked_mul(2)?.checked_add(1)?)?;
        }
        costs.reverse();
        Some(Self { costs, never: next })
    }

    /// A cost level by level: the first is what is left over when the later ones, each above or below zero, are taken away.
    fn levels(&self, cost: i64) -> Option<Vec<i64>> {
        let (mut left, mut levels) = (cost, Vec::with_capacity(self.costs.len()));
        for one in std::iter::once(&self.never).chain(&self.costs) {
            let level = left.checked_add(one >> 1)?.checked_div_euclid(*one)?;
            left = left.checked_sub(level.checked_mul(*one)?)?;
            levels.push(level);
        }
        Some(levels)
    }
}

/// The network of a model.
struct Laid {
    network: Network,
    /// By piece: its arc.
    arcs: Vec<usize>,
}

impl Laid {
    fn new(shape: &Shape, system: &System, goals: &[Vec<i64>], scales: &Scales) -> Option<Self> {
        let mut costs = vec![0_i64; system.high.len()];
        for (goal, scale) in goals.iter().zip(&scales.costs) {
            for (cost, by) in costs.iter_mut().zip(goal) {
                *cost = cost.checked_add(by.checked_mul(*scale)?)?;
            }
        }
        let cost = |column: usize| costs.get(column).copied().filter(|cost| *cost >= 0);
        let study = match shape.studies {
            Some((column, _)) => cost(column)?.checked_mul(shape.unit)?,
            None => 0,
        };
        let never = scales.never;
        let mut laid = Self { network: Network::new(shape.nodes), arcs: Vec::new() };
        if never > MOST_COST {
            return None;
        }
        for piece in &shape.pieces {
            let arc = match *piece {
                Piece::Lot { bind, node, .. } => laid.network.arc(GROUND, node, 1, cost(bind)?)?,
                Piece::Conversion { bind, convert, from, node, .. } => {
                    laid.network.arc(from, node, 1, cost(bind)?.checked_add(cost(convert)?)?)?
                }
                Piece::Count { column, from, to } => laid.network.arc(from, to, 1, cost(column)?)?,
                Piece::Study { column, most, to } => {
                    laid.network.arc(GROUND, to, most, study.checked_add(cost(column)?.checked_mul(shape.unit)?)?)?
                }
                Piece::Part { least, most, node, around, .. } => {
                    laid.network.arc(GROUND, node, ALL, never)?;
                    laid.network.must(node, around, (least, most))?
                }
            };
            laid.arcs.push(arc);
        }
        Some(laid)
    }

    /// A value for each unknown.
    fn values(&self, shape: &Shape, system: &System) -> Option<Vec<i64>> {
        let mut values = vec![0_i64; system.high.len()];
        let mut all = 0_i64;
        for (piece, arc) in shape.pieces.iter().zip(&self.arcs) {
            let units = self.network.units(*arc)?;
            match *piece {
                Piece::Lot { bind: column, .. } | Piece::Count { column, .. } => *values.get_mut(column)? = units,
                Piece::Conversion { bind, convert, .. } => {
                    *values.get_mut(bind)? = units;
                    *values.get_mut(convert)? = units;
                }
                Piece::Study { column, .. } => {
                    let quanta = units.checked_mul(shape.unit)?;
                    *values.get_mut(column)? = quanta;
                    all = all.checked_add(quanta)?;
                }
                Piece::Part { .. } => {}
            }
        }
        if let Some((column, _)) = shape.studies {
            *values.get_mut(column)? = all;
        }
        Some(values)
    }
}

/// What the network came to.
struct Found<'m> {
    goals: &'m [Vec<i64>],
    /// By node: its price.
    prices: Vec<i64>,
    /// Rows of the model.
    rows: usize,
    scales: Scales,
    shape: Shape,
    values: Vec<i64>,
}

/// Proves each level by the prices, as far as they speak of it and those before it.
fn proved(model: &Model, system: &mut System, found: &Found<'_>) -> Option<Solution> {
    let prices: Vec<Vec<i64>> = found.prices.iter().map(|price| found.scales.levels(*price)).collect::<Option<_>>()?;
    let (mut proofs, mut levels) = (Vec::new(), Vec::new());
    for (level, (goal, spelled)) in model.goals.iter().zip(found.goals).enumerate() {
        system.goal.clone_from(spelled);
        let value = system.value(&found.values)?;
        let weigh = weighed(system, found, &prices, level, value)?;
        let value = u64::try_from(value).ok()?;
        proofs.push(Proof { bound: value, level: goal.level, steps: vec![weigh.step()?] });
        levels.push(LevelResult { bound: value, level: goal.level, value });
        system.add(&goal.terms, i64::try_from(value).ok()?)?;
    }
    Some(Solution { certificate: Certificate { proofs }, levels, values: found.values.clone() })
}

/// Weights that prove exactly so much of a level, small ones if they do.
fn weighed(system: &System, found: &Found<'_>, prices: &[Vec<i64>], level: usize, value: i128) -> Option<Weigh> {
    let whole = system.bounds();
    let proves = |weigh: &Weigh| system.proves(&whole, weigh).is_some_and(|least| least.max(0) == value);
    let nothing = Weigh::nothing();
    if proves(&nothing) {
        return Some(nothing);
    }
    let costs = &found.scales.costs;
    let small = costs.iter().map(|_| APART).collect();
    let full = costs.iter().zip(costs.iter().skip(1)).map(|(one, next)| one.checked_div(*next));
    [small, full.collect::<Option<Vec<_>>>()?]
        .iter()
        .find_map(|apart| weights(found, prices, level, apart).filter(proves))
}

/// The weights at which prices up to a level come to be, where one of each level is worth so many of the next.
fn weights(found: &Found<'_>, prices: &[Vec<i64>], level: usize, apart: &[i64]) -> Option<Weigh> {
    let factors = factors(level, apart)?;
    let price = |levels: &Vec<i64>| combined(levels.iter().copied(), &factors);
    let prices = prices.iter().map(price).collect::<Option<Vec<_>>>()?;
    let factors: Vec<i64> = factors.into_iter().skip(1).collect();
    let cost = |column: usize| {
        let levels = found.goals.iter().map(|goal| goal.get(column).copied().unwrap_or_default());
        combined(levels, &factors)
    };
    let mut weights = found.shape.weights(&prices, cost)?;
    for (row, (factor, goal)) in (found.rows..).zip(factors.iter().zip(found.goals)).take(level) {
        if goal.iter().any(|cost| *cost != 0) {
            weights.push((row, *factor, 1));
        }
    }
    weighing(weights)
}

/// What is out of the question, and then each level up to this one, in units of it.
fn factors(level: usize, apart: &[i64]) -> Option<Vec<i64>> {
    let mut factors = vec![1_i64];
    for by in apart.iter().take(level).rev() {
        factors.push(factors.last()?.checked_mul(*by)?);
    }
    factors.push(factors.last()?.checked_mul(APART)?);
    factors.reverse();
    Some(factors)
}

fn combined(levels: impl Iterator<Item = i64>, factors: &[i64]) -> Option<i64> {
    levels.zip(factors).try_fold(0_i64, |sum, (one, factor)| sum.checked_add(one.checked_mul(*factor)?))
}

/// Weights, each a number over another, with one denominator and in lowest terms.
fn weighing(mut weights: Vec<(usize, i64, i64)>) -> Option<Weigh> {
    weights.retain(|(_, number, _)| *number > 0);
    weights.sort_unstable();
    let mut over = 1_i64;
    for (_, _, under) in &weights {
        over = over.checked_mul(under.checked_div(divisor(over, *under))?)?;
    }
    let mut shared = over;
    for (_, number, under) in &mut weights {
        *number = number.checked_mul(over.checked_div(*under)?)?;
        shared = divisor(shared, *number);
    }
    let lowest = |number: i64| u64::try_from(number.checked_div(shared)?).ok();
    let weights = weights.iter().map(|(row, number, _)| Some((*row, lowest(*number)?))).collect::<Option<_>>()?;
    Some(Weigh { goal: true, over: lowest(over)?, weights })
}
