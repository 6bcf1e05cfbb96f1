//! The tree of cases.

use std::rc::Rc;

use crate::solver::certificate::ProofStep;
use crate::solver::system::{Bounds, Weigh};

/// A case, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// What was split off to come here, and from which case.
    from: Option<(usize, Cut)>,
    /// A goal below this is not in it; none: nothing is.
    pub(super) least: Option<i128>,
    /// The cases in which it was split.
    split: Option<Split>,
    /// These weights prove what is known.
    weigh: Rc<Weigh>,
}

/// The bounds of one unknown in a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    column: usize,
    high: i64,
    low: i64,
}

/// How a case was split.
#[derive(Clone, Copy, Debug)]
struct Split {
    at: i64,
    column: usize,
    lower: usize,
    upper: usize,
}

/// All cases; the first is the whole.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// About how many bytes the weights in the leaves are, written down.
    bytes: usize,
    cases: Vec<Case>,
    /// All weights in the leaves.
    weights: usize,
}

impl Tree {
    /// One case, of which nothing is known but where its unknowns end.
    pub(super) fn new(least: i128) -> Self {
        let whole = Case { from: None, least: Some(least), split: None, weigh: Rc::new(Weigh::nothing()) };
        Self { bytes: 0, cases: vec![whole], weights: 0 }
    }

    pub(super) fn get(&self, case: usize) -> Option<&Case> {
        self.cases.get(case)
    }

    /// The bounds that hold in a case.
    pub(super) fn bounds(&self, case: usize, whole: &Bounds) -> Option<Bounds> {
        let mut cuts = Vec::new();
        let mut at = case;
        while let Some((before, cut)) = self.get(at)?.from {
            cuts.push(cut);
            at = before;
        }
        let mut bounds = whole.clone();
        for cut in cuts.iter().rev() {
            bounds.set(cut.column, (cut.low, cut.high))?;
        }
        Some(bounds)
    }

    /// How many weights are in all leaves.
    pub(super) const fn weights(&self) -> usize {
        self.weights
    }

    /// About how many bytes they are, written down.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Something was proved of a case; none: that it is empty.
    pub(super) fn prove(&mut self, case: usize, least: Option<i128>, weigh: Weigh) -> Option<()> {
        let case = self.cases.get_mut(case)?;
        let better = case.least.is_some_and(|known| least.is_none_or(|least| least > known));
        if better {
            self.weights = self.weights.saturating_sub(case.weigh.weights.len()).saturating_add(weigh.weights.len());
            self.bytes = self.bytes.saturating_sub(case.weigh.bytes()).saturating_add(weigh.bytes());
            case.least = least;
            case.weigh = Rc::new(weigh);
        }
        Some(())
    }

    /// Splits a case in two, which inherit what is known of it.
    pub(super) fn split(&mut self, case: usize, column: usize, at: i64, bounds: &Bounds) -> Option<(usize, usize)> {
        let (low, high) = bounds.get(column)?;
        let lower = self.cases.len();
        let upper = lower.checked_add(1)?;
        let parent = self.cases.get_mut(case)?;
        let (least, weigh) = (parent.least, Rc::clone(&parent.weigh));
        self.weights = self.weights.saturating_add(weigh.weights.len());
        self.bytes = self.bytes.saturating_add(weigh.bytes());
        parent.split = Some(Split { at, column, lower, upper });
        let under = Cut { column, high: at, low };
        let over = Cut { column, high, low: at.checked_add(1)? };
        self.cases.push(Case { from: Some((case, under)), least, split: None, weigh: Rc::clone(&weigh) });
        self.cases.push(Case { from: Some((case, over)), least, split: None, weigh });
        Some((lower, upper))
    }

    /// The least over all leaves; none: all are empty.
    pub(super) fn least(&self) -> Option<i128> {
        let leaves = self.cases.iter().filter(|case| case.split.is_none());
        leaves.filter_map(|case| case.least).min()
    }

    /// The tree as it is written: parent first, and the lower case before the upper. A case that by itself shows as much as is
    /// shown of the whole is not split.
    pub(super) fn steps(&self, shown: Option<i128>) -> Option<Vec<ProofStep>> {
        let mut steps = Vec::new();
        let mut open = vec![0];
        while let Some(case) = open.pop() {
            let case = self.get(case)?;
            let suffices = case.least.is_none_or(|least| shown.is_some_and(|shown| least >= shown));
            match case.split.filter(|_| !suffices) {
                None => steps.push(case.weigh.step()?),
                Some(Split { at, column, lower, upper }) => {
                    steps.push(ProofStep::Split { at, column: u32::try_from(column).ok()? });
                    open.push(upper);
                    open.push(lower);
                }
            }
        }
        Some(steps)
    }
}
