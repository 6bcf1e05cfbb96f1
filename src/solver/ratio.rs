//! Which variable enters the basis.

use crate::solver::fixed::Fixed;

/// A variable that could enter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its entry in the row that leaves, without its sign.
    pub(super) pivot: Fixed,
    /// How far it can go from one end to the other; none: without end.
    pub(super) range: Option<Fixed>,
    /// How far the weights can move until its reduced cost is zero.
    pub(super) ratio: Fixed,
    pub(super) variable: usize,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Who enters; none: nobody can.
    pub(super) enters: Option<Candidate>,
    /// Who goes to the other end on the way.
    pub(super) flips: Vec<usize>,
}

/// What a row is short of.
struct Short {
    left: Fixed,
    /// It is mended if no more than this is missing.
    little: Fixed,
}

impl Short {
    /// What is left if a candidate goes to its other end, as long as the row is not mended by that.
    fn after(&self, one: &Candidate) -> Option<Fixed> {
        let by = one.pivot.times(one.range?)?;
        self.left.minus(by).filter(|after| *after > self.little)
    }
}

/// Goes past every candidate whose whole range does not yet mend the row, and takes the first that does; of those at the
/// same place the one with the largest pivot. The row is mended if no more than a little of what is short is missing.
pub(super) fn choose(mut candidates: Vec<Candidate>, short: Fixed, little: Fixed) -> Option<Choice> {
    candidates.sort_unstable_by_key(|one| (one.ratio, one.variable));
    let mut choice = Choice::default();
    let mut short = Short { left: short, little };
    let mut rest = candidates.as_slice();
    while let Some(first) = rest.first() {
        let (tied, later) = rest.split_at(rest.iter().take_while(|one| one.ratio == first.ratio).count());
        if group(tied, &mut short, &mut choice)? {
            return Some(choice);
        }
        rest = later;
    }
    Some(choice)
}

/// Whether one of those at the same place enters.
fn group(tied: &[Candidate], short: &mut Short, choice: &mut Choice) -> Option<bool> {
    let before = short.left;
    let flipped = choice.flips.len();
    for one in tied {
        match short.after(one) {
            Some(after) => {
                short.left = after;
                choice.flips.push(one.variable);
            }
            None => {
                choice.enters = tied.iter().copied().max_by_key(|one| (one.pivot, std::cmp::Reverse(one.variable)));
                choice.flips.truncate(flipped);
                short.left = before;
                return flip_beside(tied, short, choice).map(|()| true);
            }
        }
    }
    Some(false)
}

/// Those beside the one that enters go to the other end as long as the row is not yet mended.
fn flip_beside(tied: &[Candidate], short: &mut Short, choice: &mut Choice) -> Option<()> {
    let enters = choice.enters?.variable;
    for one in tied.iter().filter(|one| one.variable != enters) {
        if let Some(after) = short.after(one) {
            short.left = after;
            choice.flips.push(one.variable);
        }
    }
    Some(())
}
