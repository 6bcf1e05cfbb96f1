//! One level: a tree of cases, the most promising first, each with the weights that the simplex suggests.

use std::collections::BTreeSet;

use crate::solver::alike::Alike;
use crate::solver::dive::dive;
use crate::solver::fixed::{Fixed, NEAR};
use crate::solver::greedy::greedy;
use crate::solver::hunt::hunt;
use crate::solver::mend::around;
use crate::solver::relax::Relaxation;
use crate::solver::simplex::End;
use crate::solver::system::{Bounds, System, Weigh, sum};
use crate::solver::tree::Tree;
use crate::solver::weights::{FEW, near};

/// At most so many weights are kept in one tree, so that a certificate does not grow too large.
const MOST_WEIGHTS: usize = 20_000;
/// And so many bytes of them, written down: weights of very large amounts have many digits.
const MOST_BYTES: usize = 1 << 19;
/// Looking at a case costs about so many times all coefficients.
const CASE_WORK: u64 = 4;

/// A dive costs about so many times all of them.
const DIVE_WORK: u64 = 8;

/// With so few coefficients a case costs less than a hunt,
const SMALL: u64 = 2_000;
/// which then comes after so many cases.
const LATER: u64 = 24;

/// A plan is mended at most so often.
const MENDS: u32 = 12;

/// What the levels are about, and what of it is alike.
#[derive(Clone, Copy)]
pub(super) struct Known<'s> {
    pub(super) alike: Option<&'s Alike>,
    /// By level the goal.
    pub(super) goals: &'s [Vec<i64>],
}

/// The search of one level.
pub(super) struct Search<'s> {
    /// The best values so far, with what the goal comes to.
    pub(super) best: Option<(i128, Vec<i64>)>,
    has_hunted: bool,
    known: Known<'s>,
    /// Cases to be looked at, by what is known of them.
    open: BTreeSet<(i128, usize)>,
    level: usize,
    looked_at: u64,
    relaxation: &'s mut Option<Relaxation>,
    /// What the simplex says of the whole: so much it comes to.
    root: Option<Fixed>,
    /// All coefficients.
    size: u64,
    system: &'s System,
    pub(super) tree: Tree,
    /// Coefficients looked at, beside those of the simplex.
    work: u64,
    whole: Bounds,
}

/// What is to be done with a case.
enum Verdict {
    Closed,
    /// Split here.
    Split(usize, i64, bool),
}

impl<'s> Search<'s> {
    pub(super) fn new(
        system: &'s System,
        known: Known<'s>,
        level: usize,
        relaxation: &'s mut Option<Relaxation>,
        start: Option<Vec<i64>>,
    ) -> Option<Self> {
        let whole = system.bounds();
        let least = system.proves(&whole, &Weigh::nothing())?;
        let best = match start {
            Some(values) => Some((system.value(&values)?, values)),
            None => None,
        };
        let open = BTreeSet::from([(least, 0)]);
        let size = u64::try_from(system.size()).ok()?;
        Some(Self {
            best,
            has_hunted: false,
            known,
            open,
            level,
            looked_at: 0,
            relaxation,
            root: None,
            size,
            system,
            tree: Tree::new(least),
            work: 0,
            whole,
        })
    }

    /// Coefficients looked at so far.
    pub(super) const fn work(&self) -> u64 {
        self.work
    }

    /// Until all is proved or so many coefficients were looked at.
    pub(super) fn run(&mut self, most_work: u64) -> Option<()> {
        while let Some((least, case)) = self.open.pop_first() {
            if self.is_closed(Some(least)) {
                break;
            }
            let mut next = Some(case);
            while let Some(case) = next {
                if self.work() > most_work || self.is_full() {
                    return Some(());
                }
                next = self.look_at(case, most_work)?;
            }
        }
        Some(())
    }

    /// Whether a larger tree would be too large a certificate.
    const fn is_full(&self) -> bool {
        self.tree.weights() > MOST_WEIGHTS || self.tree.bytes() > MOST_BYTES
    }

    /// Whether nothing better than the best can be in a case of which so much is known.
    fn is_closed(&self, least: Option<i128>) -> bool {
        least.is_none_or(|least| self.best.as_ref().is_some_and(|best| least >= best.0))
    }

    /// The case to look at next, if it is one within this.
    fn look_at(&mut self, case: usize, most_work: u64) -> Option<Option<usize>> {
        self.work = self.work.saturating_add(self.size.saturating_mul(CASE_WORK));
        self.looked_at = self.looked_at.wrapping_add(1);
        let bounds = self.tree.bounds(case, &self.whole)?;
        match self.decide(case, &bounds, most_work)? {
            Verdict::Closed => Some(None),
            Verdict::Split(column, at, upper_first) => {
                let (lower, upper) = self.tree.split(case, column, at, &bounds)?;
                let (first, second) = if upper_first { (upper, lower) } else { (lower, upper) };
                if let Some(least) = self.tree.get(second)?.least {
                    self.open.insert((least, second));
                }
                Some(Some(first))
            }
        }
    }

    fn decide(&mut self, case: usize, bounds: &Bounds, most_work: u64) -> Option<Verdict> {
        if bounds.low == bounds.high {
            return self.decide_point(case, bounds);
        }
        if case == 0 {
            self.by_kinds(bounds, most_work)?;
            if self.is_closed(self.tree.get(case)?.least) {
                return Some(Verdict::Closed);
            }
        }
        let mut guess = self.relax(case, bounds, most_work)?;
        if case == 0 {
            self.root = guess.as_deref().and_then(|guess| self.comes_to(guess));
        }
        if case == 0 && !self.is_closed(self.tree.get(case)?.least) {
            if let Some(first) = &guess {
                self.round(case, bounds, first, most_work)?;
            }
            self.take_what_comes(case, bounds, guess.as_deref())?;
            if let Some(loose) = self.relaxation.as_ref().filter(|relaxation| relaxation.is_loose(self.level)) {
                *self.relaxation = loose.exact(self.system, self.system.rows.len().checked_sub(self.level)?);
                guess = self.relax(case, bounds, most_work)?;
            }
        }
        if self.is_closed(self.tree.get(case)?.least) {
            return Some(Verdict::Closed);
        }
        if let Some(guess) = &guess {
            self.round(case, bounds, guess, most_work)?;
            if self.is_closed(self.tree.get(case)?.least) {
                return Some(Verdict::Closed);
            }
        }
        self.branch(bounds, guess.as_deref())
    }

    /// Where much is alike, what is proved of the kinds is proved of the whole, and what comes first is taken.
    fn by_kinds(&mut self, bounds: &Bounds, most_work: u64) -> Option<()> {
        let Some(alike) = self.known.alike else { return Some(()) };
        let left = most_work.saturating_sub(self.work);
        let Some(found) = alike.suggest(self.system, self.known.goals, self.level, left) else { return Some(()) };
        self.work = self.work.saturating_add(found.work);
        self.fill(bounds, found.values.as_deref())?;
        let wanted = self.best.as_ref().map_or(i128::MAX, |best| best.0);
        if let Some(found) = near(self.system, bounds, &found.weights, true, wanted) {
            self.tree.prove(0, Some(found.least), found.weigh)?;
        }
        Some(())
    }

    fn comes_to(&self, guess: &[Fixed]) -> Option<Fixed> {
        let terms = self.system.goal.iter().zip(guess).filter(|(cost, _)| **cost != 0);
        terms.into_iter().try_fold(Fixed::ZERO, |sum, (cost, value)| sum.plus(value.times_whole(*cost)?))
    }

    /// Whether the simplex by itself comes to less than the best: with parts of what is whole.
    pub(super) fn is_loose(&self) -> bool {
        let best = self.best.as_ref().and_then(|best| Fixed::whole(i64::try_from(best.0).ok()?));
        let short = best.zip(self.root).and_then(|(best, root)| best.minus(root));
        short.is_some_and(|short| short > NEAR)
    }

    /// Everything is fixed: it is a plan, or it breaks a row.
    fn decide_point(&mut self, case: usize, bounds: &Bounds) -> Option<Verdict> {
        let values = &bounds.low;
        let broken =
            self.system.rows.iter().position(|row| sum(&row.terms, values).is_none_or(|sum| sum > row.most.into()));
        match broken {
            Some(row) => self.tree.prove(case, None, Weigh::only(row))?,
            None => {
                let value = self.system.value(values)?;
                self.offer(values.clone())?;
                self.tree.prove(case, Some(value), Weigh::nothing())?;
            }
        }
        Some(Verdict::Closed)
    }

    /// Asks the simplex, and proves what follows from its weights. The values that it came to.
    fn relax(&mut self, case: usize, bounds: &Bounds, most_work: u64) -> Option<Option<Vec<Fixed>>> {
        let Some(mut relaxation) = self.relaxation.take() else {
            self.break_a_row(case, bounds)?;
            return Some(None);
        };
        let before = relaxation.work();
        let limit = before.saturating_add(most_work.saturating_sub(self.work));
        let mut end = relaxation.run(bounds, limit);
        while let Some(End::Empty(ray)) = &end {
            if let Some(found) = near(self.system, bounds, ray, false, 1).filter(|found| found.least > 0) {
                self.tree.prove(case, None, found.weigh)?;
                break;
            }
            end = relaxation.go_on(limit);
        }
        self.work = self.work.saturating_add(relaxation.work().saturating_sub(before));
        let wanted = self.best.as_ref().map_or(i128::MAX, |best| best.0);
        match &end {
            None => {
                *self.relaxation = relaxation.again(self.system);
                self.break_a_row(case, bounds)?;
                return Some(None);
            }
            Some(End::Empty(_)) => {}
            Some(End::Optimal | End::Stopped) => {
                let weights = relaxation.weights(self.level);
                if let Some(found) = weights.and_then(|weights| near(self.system, bounds, &weights, true, wanted)) {
                    self.tree.prove(case, Some(found.least), found.weigh)?;
                }
            }
        }
        let values = relaxation.values();
        *self.relaxation = Some(relaxation);
        Some(values.filter(|_| end == Some(End::Optimal)))
    }

    /// Without the simplex: whether some row cannot be kept.
    fn break_a_row(&mut self, case: usize, bounds: &Bounds) -> Option<()> {
        for (row, line) in self.system.rows.iter().enumerate() {
            self.work = self.work.saturating_add(u64::try_from(line.terms.len()).unwrap_or(u64::MAX));
            if line.least(bounds)? > line.most.into() {
                return self.tree.prove(case, None, Weigh::only(row));
            }
        }
        let least = self.system.proves(bounds, &Weigh::nothing())?;
        self.tree.prove(case, Some(least), Weigh::nothing())
    }

    /// Looks for a plan near the values of the simplex: with much care at first, then now and then.
    fn round(&mut self, case: usize, bounds: &Bounds, guess: &[Fixed], most_work: u64) -> Option<()> {
        if guess.iter().all(|value| value.fraction() < NEAR) {
            let values: Vec<i64> = guess.iter().map(|value| value.nearest()).collect();
            if self.system.is_kept(&values) {
                return self.offer(values);
            }
        }
        if self.is_time_to_hunt(case) {
            self.has_hunted = true;
            return self.hunt(bounds, guess, most_work);
        }
        let often = self.is_small() && self.looked_at <= LATER;
        if often || case > 0 && self.looked_at & 7 == 0 {
            self.work = self.work.saturating_add(self.size.saturating_mul(DIVE_WORK));
            if let Some(values) = dive(self.system, bounds, guess) {
                self.offer(values)?;
            }
        }
        Some(())
    }

    /// Once: at first, or where cases cost less than a hunt after some of them.
    fn is_time_to_hunt(&self, case: usize) -> bool {
        let now = if self.is_small() { self.looked_at > LATER } else { case == 0 };
        now && !self.has_hunted
    }

    /// Whether cases cost little, and a plan is near to what the simplex says: nothing is counted in many quanta.
    fn is_small(&self) -> bool {
        self.size <= SMALL && self.system.high.iter().all(|high| *high < FEW)
    }

    /// On the first level no plan may leave more than one that takes what comes first.
    fn take_what_comes(&mut self, case: usize, bounds: &Bounds, guess: Option<&[Fixed]>) -> Option<()> {
        if self.level > 0 || self.is_closed(self.tree.get(case)?.least) {
            return Some(());
        }
        self.fill(bounds, guess)
    }

    /// Fills what is short with what comes first: beside a guess, and beside nothing.
    fn fill(&mut self, bounds: &Bounds, guess: Option<&[Fixed]>) -> Option<()> {
        let nothing = vec![Fixed::ZERO; self.system.high.len()];
        for guess in guess.into_iter().chain([nothing.as_slice()]) {
            self.work = self.work.saturating_add(self.size.saturating_mul(DIVE_WORK));
            if let Some(values) = greedy(self.system, bounds, guess) {
                self.offer(values)?;
            }
        }
        Some(())
    }

    fn hunt(&mut self, bounds: &Bounds, guess: &[Fixed], most_work: u64) -> Option<()> {
        let Some(mut relaxation) = self.relaxation.clone() else { return Some(()) };
        let before = relaxation.work();
        let limit = before.saturating_add(most_work.saturating_sub(self.work));
        if let Some(values) = hunt(self.system, &mut relaxation, bounds, guess.to_vec(), limit) {
            self.offer(values)?;
        }
        for _ in 0..MENDS {
            if relaxation.work() > limit || !self.mend(&mut relaxation, limit)? {
                break;
            }
        }
        self.work = self.work.saturating_add(relaxation.work().saturating_sub(before));
        self.work = self.work.saturating_add(self.size.saturating_mul(DIVE_WORK));
        Some(())
    }

    /// Looks for a better plan near to the best one. Whether one was found.
    fn mend(&mut self, relaxation: &mut Relaxation, limit: u64) -> Option<bool> {
        let Some((value, values)) = &self.best else { return Some(false) };
        let value = *value;
        let Some(bounds) = around(self.system, values) else { return Some(false) };
        if relaxation.run(&bounds, limit) != Some(End::Optimal) {
            return Some(false);
        }
        let Some(guess) = relaxation.values() else { return Some(false) };
        if let Some(values) = hunt(self.system, relaxation, &bounds, guess, limit) {
            self.offer(values)?;
        }
        Some(self.best.as_ref().is_some_and(|best| best.0 < value))
    }

    fn offer(&mut self, values: Vec<i64>) -> Option<()> {
        let value = self.system.value(&values)?;
        if self.best.as_ref().is_none_or(|best| value < best.0) {
            self.best = Some((value, values));
        }
        Some(())
    }

    /// Splits on what is least whole; of unknowns of lower rank first.
    fn branch(&self, bounds: &Bounds, guess: Option<&[Fixed]>) -> Option<Verdict> {
        let split = guess.and_then(|guess| self.least_whole(bounds, guess));
        let column = split.or_else(|| self.first_open(bounds))?;
        let (low, high) = bounds.get(column)?;
        let value = guess.and_then(|guess| guess.get(column).copied()).or(Fixed::whole(low))?;
        let at = value.floor().clamp(low, high.checked_sub(1)?);
        Some(Verdict::Split(column, at, value.nearest() > at))
    }

    fn least_whole(&self, bounds: &Bounds, guess: &[Fixed]) -> Option<usize> {
        let mut best: Option<(u8, Fixed, usize)> = None;
        for (column, (value, rank)) in guess.iter().zip(&self.system.ranks).enumerate() {
            let (low, high) = bounds.get(column)?;
            let fraction = value.fraction();
            let better = |best: &(u8, Fixed, usize)| *rank < best.0 || *rank == best.0 && fraction > best.1;
            if low < high && fraction >= NEAR && best.as_ref().is_none_or(better) {
                best = Some((*rank, fraction, column));
            }
        }
        best.map(|best| best.2)
    }

    fn first_open(&self, bounds: &Bounds) -> Option<usize> {
        let open = |column: &usize| bounds.get(*column).is_some_and(|(low, high)| low < high);
        let ranked =
            (0..bounds.low.len()).filter(open).filter_map(|column| Some((*self.system.ranks.get(column)?, column)));
        ranked.min().map(|(_, column)| column)
    }
}
