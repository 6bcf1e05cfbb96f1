//! The best of a model by trying everything, with the cases as they were tried: what a certificate looks like that
//! nobody was clever about.

use crate::solver::{Certificate, Goal, Model, Proof, ProofStep};

/// A model whose rows grow by a goal that is kept.
struct Search<'m> {
    goal: &'m Goal,
    /// How many more cases may be looked at.
    left: usize,
    /// Terms and the most they may come to.
    rows: Vec<(&'m [(u32, i64)], i64)>,
}

type Ranges = Vec<(i64, i64)>;

/// The best values and a certificate for them; none where no values keep the rows, or more cases than that are needed.
/// Of values that are equally good the first in the order of the unknowns are taken.
#[must_use]
pub fn exhaustive(model: &Model, most_cases: usize) -> Option<(Vec<i64>, Certificate)> {
    let ranges: Ranges = model.columns.iter().map(|column| (0, column.high)).collect();
    let rows = model.rows.iter().map(|row| (&*row.terms, row.most)).collect();
    let mut search = Search { goal: model.goals.first()?, left: most_cases, rows };
    let (mut proofs, mut best) = (Vec::new(), None);
    for goal in &model.goals {
        search.goal = goal;
        let mut found = None;
        search.look(&ranges, &mut found)?;
        let (value, values) = found?;
        let mut steps = Vec::new();
        search.show(&ranges, value, &mut steps)?;
        proofs.push(Proof { bound: u64::try_from(value).ok()?, level: goal.level, steps });
        search.rows.push((&goal.terms, value));
        best = Some(values);
    }
    Some((best?, Certificate { proofs }))
}

/// The least that terms can come to.
fn least(terms: &[(u32, i64)], ranges: &Ranges) -> Option<i64> {
    terms.iter().try_fold(0_i64, |sum, (column, factor)| {
        let (low, high) = ranges.get(usize::try_from(*column).ok()?)?;
        sum.checked_add(factor.checked_mul(if *factor > 0 { *low } else { *high })?)
    })
}

/// The two halves of a case, by the first unknown that is not known; none where all are.
fn halves(ranges: &Ranges) -> Option<(u32, i64, Ranges, Ranges)> {
    let column = ranges.iter().position(|(low, high)| low < high)?;
    let (low, high) = *ranges.get(column)?;
    let at = low.midpoint(high);
    let with = |range| {
        let mut ranges = ranges.clone();
        ranges.get_mut(column).map(|place| *place = range)?;
        Some(ranges)
    };
    Some((u32::try_from(column).ok()?, at, with((low, at))?, with((at.checked_add(1)?, high))?))
}

impl Search<'_> {
    fn count(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    /// A row that nothing in this case keeps.
    fn broken(&self, ranges: &Ranges) -> Option<usize> {
        self.rows.iter().position(|(terms, most)| least(terms, ranges).is_none_or(|least| least > *most))
    }

    /// Finds the least value; none where it takes too long.
    fn look(&mut self, ranges: &Ranges, found: &mut Option<(i64, Vec<i64>)>) -> Option<()> {
        self.count()?;
        let value = least(&self.goal.terms, ranges)?;
        if self.broken(ranges).is_some() || found.as_ref().is_some_and(|(best, _)| *best <= value) {
            return Some(());
        }
        let Some((_, _, lower, upper)) = halves(ranges) else {
            *found = Some((value, ranges.iter().map(|(low, _)| *low).collect()));
            return Some(());
        };
        self.look(&lower, found)?;
        self.look(&upper, found)
    }

    /// Writes down why nothing is below a value; none where it takes too long.
    fn show(&mut self, ranges: &Ranges, value: i64, steps: &mut Vec<ProofStep>) -> Option<()> {
        self.count()?;
        if let Some(row) = self.broken(ranges) {
            steps.push(ProofStep::Weigh { goal: false, over: 1, weights: vec![(u32::try_from(row).ok()?, 1)] });
            return Some(());
        }
        if least(&self.goal.terms, ranges)? >= value {
            steps.push(ProofStep::Weigh { goal: true, over: 1, weights: Vec::new() });
            return Some(());
        }
        let (column, at, lower, upper) = halves(ranges)?;
        steps.push(ProofStep::Split { at, column });
        self.show(&lower, value, steps)?;
        self.show(&upper, value, steps)
    }
}
