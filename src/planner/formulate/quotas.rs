//! Rows of quotas, carries and averages.

use std::collections::BTreeMap;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, InstitutionId, LotId, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::fault::PlanError;
use crate::planner::formulate::board::{Board, Cell, Sum};
use crate::planner::formulate::order::{Sorted, carried};
use crate::planner::formulate::rows::{Rows, Terms, scaled, times};
use crate::planner::formulate::tree::{Area, Tree, down, up};
use crate::planner::holdings::{Asset, Holdings, Relief};
use crate::planner::picks::Lens;
use crate::programme::{Average, By, Programme, Quota, QuotaBound, ShareBase, Waivable, window};
use crate::registry::{Framework, GradeRank, OutcomeKind};
use crate::rules::MonthDay;
use crate::solver::Why;

/// What rows are written from.
pub(super) struct Quotas<'a> {
    pub(super) board: &'a Board,
    pub(super) framework: &'a Framework,
    pub(super) holdings: &'a Holdings,
    pub(super) lens: Lens<'a>,
    pub(super) programme: &'a Programme,
    pub(super) quantum: Credits,
    pub(super) sorted: &'a Sorted<'a>,
    pub(super) tree: &'a Tree<'a>,
}

/// By what a quota counts by; what it does not count by is left out.
#[derive(PartialEq, Eq, PartialOrd, Ord, Default)]
struct Key<'a> {
    code: Option<&'a Code>,
    content: Option<Result<&'a Code, usize>>,
    issuer: Option<&'a InstitutionId>,
    kind: Option<OutcomeKind>,
    lot: Option<Lot<'a>>,
    window: Option<(i32, MonthDay)>,
}

/// The parts of a lot under different scopes are one lot.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Lot<'a> {
    Held(LotId),
    Made(&'a AssetId),
}

fn key<'a>(quota: &'a Quota, asset: &'a Asset, place: usize) -> Key<'a> {
    let per = |by: By| quota.per.contains(&by);
    let lot = || match &asset.id {
        AssetId::Lot { lot, .. } => Lot::Held(*lot),
        made @ AssetId::Made { .. } => Lot::Made(made),
    };
    Key {
        code: per(By::Code).then_some(&asset.code),
        content: per(By::Content).then(|| asset.content.as_ref().ok_or(place)),
        issuer: per(By::Issuer).then_some(&asset.issuer),
        kind: per(By::Kind).then_some(asset.kind),
        lot: per(By::Lot).then(lot),
        window: if per(By::Window) { window(&quota.windows, asset.earned) } else { None },
    }
}

/// Whether a waiver names it.
fn is_waived(holdings: &Holdings, of: Waivable, name: &Code) -> bool {
    let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what } if *what == of && id == name);
    holdings.reliefs.iter().any(this)
}

/// The quotas and averages that are asked of this learner.
pub(super) fn quotas_asked<'a>(
    programme: &'a Programme,
    holdings: &'a Holdings,
) -> impl Iterator<Item = &'a Quota> + use<'a> {
    programme.quotas.iter().filter(|quota| !is_waived(holdings, Waivable::Quota, &quota.id))
}

impl Quotas<'_> {
    pub(super) fn write(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for quota in quotas_asked(self.programme, self.holdings) {
            self.tree.area(quota.within.as_ref()).map_or(Ok(()), |area| self.quota(rows, quota, area))?;
        }
        self.carries(rows)?;
        self.averages(rows, false)
    }

    /// The floors under averages; with what is still to be studied graded as well as can be, or as the floor asks.
    pub(super) fn averages(&self, rows: &mut Rows, lifts: bool) -> Result<(), PlanError> {
        let asked = |average: &&Average| !is_waived(self.holdings, Waivable::Average, &average.id);
        self.programme.averages.iter().filter(asked).try_for_each(|average| self.average(rows, average, lifts))
    }

    /// The assets that count somewhere in a part and are such.
    fn such(&self, quota: &Quota, area: &Area<'_>) -> Vec<(usize, &Asset)> {
        let assets = self.sorted.assets.iter().copied().enumerate();
        let here = assets.filter(|(place, _)| {
            self.board.of_asset.get(*place).is_some_and(|cells| cells.iter().any(|cell| area.holds(cell.leaf)))
        });
        here.filter(|(_, asset)| self.lens.counts(quota, asset)).collect()
    }

    fn sum(&self, area: &Area<'_>, assets: impl Iterator<Item = usize>, sum: Sum) -> Terms {
        assets.flat_map(|asset| self.board.counted(area, self.tree, asset, sum)).collect()
    }

    fn quota(&self, rows: &mut Rows, quota: &Quota, area: &Area<'_>) -> Result<(), PlanError> {
        let such = self.such(quota, area);
        if !is_most(&quota.bound) {
            let assets: Vec<_> = such.iter().map(|(place, _)| *place).collect();
            return self.bound(rows, quota, area, &assets);
        }
        let mut groups = BTreeMap::<Key<'_>, Vec<usize>>::new();
        for (place, asset) in such {
            groups.entry(key(quota, asset, place)).or_default().push(place);
        }
        groups.values().try_for_each(|assets| self.bound(rows, quota, area, assets))
    }

    fn bound(&self, rows: &mut Rows, quota: &Quota, area: &Area<'_>, assets: &[usize]) -> Result<(), PlanError> {
        let why = || Why::Quota(quota.id.clone());
        let such = |sum| self.sum(area, assets.iter().copied(), sum);
        let with_missing = |sum, by| {
            let mut terms = such(sum);
            terms.extend(self.board.missing(area, sum, by));
            terms
        };
        match &quota.bound {
            QuotaBound::Least(least) => {
                let least = up(least.ten_thousandths(), self.quantum)?;
                self.least(rows, area, with_missing(Sum::Credits, 1), least, why())
            }
            QuotaBound::LeastItems(least) => {
                self.least(rows, area, with_missing(Sum::Items, 1), (*least).into(), why())
            }
            QuotaBound::Most(most) => {
                let most = down(most.ten_thousandths(), self.quantum)?;
                if self.binds(assets, most) { rows.at_most(such(Sum::Credits), most, why()) } else { Ok(()) }
            }
            QuotaBound::MostItems(most) => {
                let shared = assets.iter().any(|asset| self.shares(*asset) > 0);
                let number = i64::try_from(assets.len()).unwrap_or(i64::MAX);
                let binds = shared || number > i64::from(*most);
                if binds { rows.at_most(such(Sum::Items), (*most).into(), why()) } else { Ok(()) }
            }
            QuotaBound::LeastShare { of, share } => match fixed(*of, area, *share) {
                Some(bound) => {
                    let least = up_to(bound, self.quantum)?;
                    self.least(rows, area, with_missing(Sum::Credits, 1), least, why())
                }
                None => {
                    let terms = self.of_counted(area, with_missing(Sum::Credits, 1), *share)?;
                    rows.at_least(terms, 0, why())
                }
            },
            QuotaBound::MostShare { of, share } => match fixed(*of, area, *share) {
                Some(bound) => {
                    let most = down_to(bound, self.quantum)?;
                    if self.binds(assets, most) { rows.at_most(such(Sum::Credits), most, why()) } else { Ok(()) }
                }
                None => rows.at_most(self.of_counted(area, such(Sum::Credits), *share)?, 0, why()),
            },
        }
    }

    /// The sum is at least so much, where the part is taken.
    fn least(&self, rows: &mut Rows, area: &Area<'_>, sum: Terms, least: i64, why: Why) -> Result<(), PlanError> {
        let mut terms = sum;
        let Some(taken) = self.board.taken(area) else { return rows.at_least(terms, least, why) };
        terms.push((taken, times(least, -1)?));
        rows.at_least(terms, 0, why)
    }

    /// q × such − p × (all that counts, study included).
    fn of_counted(&self, area: &Area<'_>, such: Terms, share: Ratio) -> Result<Terms, PlanError> {
        let (p, q) = (signed(share.num())?, signed(share.den())?);
        let mut base = self.board.all(area, self.tree, Sum::Credits);
        base.extend(self.board.missing(area, Sum::Credits, 1));
        let mut terms = scaled(such, q)?;
        terms.extend(scaled(base, times(p, -1)?)?);
        Ok(terms)
    }

    fn shares(&self, asset: usize) -> usize {
        self.board.shares_of.get(asset).map_or(0, Vec::len)
    }

    /// Whether so much can count at all: of each asset no more than its size counts in one lane, but by several
    /// sharings it may be more.
    fn binds(&self, assets: &[usize], most: i64) -> bool {
        let high = |cell: &Cell| {
            let high = usize::try_from(cell.column).ok().and_then(|at| self.board.columns.get(at));
            cell.credits.checked_mul(high.map_or(0, |column| column.high))
        };
        let size = |asset: &usize| {
            let cells = self.board.of_asset.get(*asset)?;
            let size = cells.iter().filter_map(high).max()?;
            if self.shares(*asset) > 1 { size.checked_mul(2) } else { Some(size) }
        };
        let sum = assets.iter().try_fold(0_i64, |sum, asset| sum.checked_add(size(asset)?));
        sum.is_none_or(|sum| sum > most)
    }

    /// Of what an earlier award reserves, no more than the carry allows.
    fn carries(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for (award, most) in carries(self.programme, self.holdings) {
            let assets = self.sorted.assets.iter().enumerate();
            let from = assets.filter(|(_, asset)| carried(asset).contains(award)).map(|(place, _)| place);
            let terms = self.sum(&self.tree.whole, from, Sum::Credits);
            rows.at_most(terms, down(most.ten_thousandths(), self.quantum)?, Why::Carry(award.clone()))?;
        }
        Ok(())
    }

    fn average(&self, rows: &mut Rows, average: &Average, lifts: bool) -> Result<(), PlanError> {
        let Some(area) = self.tree.area(average.within.as_ref()) else { return Ok(()) };
        let Some(scale) = self.framework.scale(&average.scale) else { return Ok(()) };
        let Ok(floor) = scale.rank(&average.least) else { return Ok(()) };
        let above = |rank: GradeRank| {
            Ok::<_, PlanError>(signed(rank.number())?.checked_sub(signed(floor.number())?).unwrap_or_default())
        };
        let mut terms = Terms::new();
        if lifts {
            terms.extend(self.board.missing(area, Sum::Credits, above(scale.best())?));
        }
        for (place, asset) in self.sorted.assets.iter().enumerate() {
            let grade = asset.grade.as_ref().filter(|grade| grade.scale == average.scale);
            let Some(rank) = grade.and_then(|grade| scale.rank(&grade.mark).ok()) else { continue };
            terms.extend(scaled(self.board.counted(area, self.tree, place, Sum::Credits), above(rank)?)?);
        }
        rows.at_least(terms, 0, Why::Average(average.id.clone()))
    }
}

/// The least of the mosts of all carries of one award.
fn carries<'a>(programme: &'a Programme, holdings: &'a Holdings) -> BTreeMap<&'a ProgrammeId, Credits> {
    let mut least = BTreeMap::new();
    for carry in programme.carry.iter().chain(&holdings.carry) {
        let Some(most) = carry.most else { continue };
        let so_far = least.entry(&carry.from).or_insert(most);
        *so_far = most.min(*so_far);
    }
    least
}

const fn is_most(bound: &QuotaBound) -> bool {
    matches!(bound, QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. })
}

fn signed(number: u64) -> Result<i64, PlanError> {
    i64::try_from(number).map_err(|_| PlanError::too_large("a share"))
}

/// The ten-thousandths that a share of a fixed base is, as a fraction; none where the base is what counts.
fn fixed(base: ShareBase, area: &Area<'_>, share: Ratio) -> Option<(u128, u64)> {
    let base = match base {
        ShareBase::Counted => return None,
        ShareBase::Required => area.asked.required,
        ShareBase::Stated(credits) => credits.ten_thousandths(),
    };
    // Two factors of 64 bits have a product of at most 128.
    u128::from(base).checked_mul(share.num().into()).map(|above| (above, share.den()))
}

/// Whole quanta, at most so much.
pub(super) fn down_to((above, below): (u128, u64), quantum: Credits) -> Result<i64, PlanError> {
    let quantum = u128::from(below).checked_mul(quantum.ten_thousandths().into());
    let quanta = quantum.and_then(|quantum| above.checked_div(quantum));
    quanta.and_then(|quanta| i64::try_from(quanta).ok()).ok_or_else(|| PlanError::too_large("a share"))
}

/// Whole quanta, at least so much.
fn up_to((above, below): (u128, u64), quantum: Credits) -> Result<i64, PlanError> {
    let quantum = u128::from(below).checked_mul(quantum.ten_thousandths().into());
    let quanta = quantum.filter(|quantum| *quantum > 0).map(|quantum| above.div_ceil(quantum));
    quanta.and_then(|quanta| i64::try_from(quanta).ok()).ok_or_else(|| PlanError::too_large("a share"))
}

/// The least that a quota asks for by itself: credits and items.
pub(super) fn least_of(quota: &Quota, area: &Area<'_>, quantum: Credits) -> Result<(i64, i64), PlanError> {
    match &quota.bound {
        QuotaBound::Least(least) => Ok((up(least.ten_thousandths(), quantum)?, 0)),
        QuotaBound::LeastItems(least) => Ok((0, (*least).into())),
        QuotaBound::LeastShare { of, share } => {
            let bound = fixed(*of, area, *share);
            Ok((bound.map_or(Ok(0), |bound| up_to(bound, quantum))?, 0))
        }
        _ => Ok((0, 0)),
    }
}
