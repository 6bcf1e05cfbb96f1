//! Holdings in which what is barred could count, so that it can be said what it would do.

use std::collections::BTreeMap;

use crate::advice::near::Beside;
use crate::planner::{Asset, AssetId, Bar, Barred, Formulation, Holdings};
use crate::solver::Variable;

/// What is barred: what the holdings say has expired or is not yet earned, and what was handed in beside them. Each as it
/// would count.
pub(super) fn barred(holdings: &Holdings, beside: &Beside) -> Vec<Barred> {
    let own =
        holdings.assets.iter().filter_map(|asset| Some(Barred { asset: asset.clone(), bar: bar(asset, holdings)? }));
    let mut all: BTreeMap<AssetId, Barred> = own.map(|one| (one.asset.id.clone(), one)).collect();
    for one in &beside.barred {
        let held = holdings.assets.iter().any(|asset| asset.id == one.asset.id);
        if !held {
            all.insert(one.asset.id.clone(), one.clone());
        }
    }
    all.into_values().map(|one| Barred { asset: free(one.asset, holdings), bar: one.bar }).collect()
}

fn bar(asset: &Asset, holdings: &Holdings) -> Option<Bar> {
    if asset.earned > holdings.day {
        return Some(Bar::NotYet(asset.earned));
    }
    asset.valid_through.filter(|last| *last < holdings.day).map(Bar::Expired)
}

/// An asset as it would count if nothing barred it. What is reserved by another award is looked at as free.
fn free(asset: Asset, holdings: &Holdings) -> Asset {
    Asset { earned: asset.earned.min(holdings.day), valid_through: None, ..asset }
}

/// The holdings with some of what is barred as if it were not.
pub(super) fn with<'b>(holdings: &Holdings, admitted: impl Iterator<Item = &'b Barred>) -> Holdings {
    let mut wide = holdings.clone();
    for one in admitted {
        wide.assets.retain(|asset| asset.id != one.asset.id);
        wide.assets.push(one.asset.clone());
    }
    wide
}

/// By barred thing the unknowns that say that it counts.
pub(super) fn columns(formulation: &Formulation<'_>, barred: &[Barred]) -> Vec<(u32, usize)> {
    let places: BTreeMap<_, _> = barred.iter().enumerate().map(|(place, one)| (&one.asset.id, place)).collect();
    let of = |asset: u32| {
        let asset = usize::try_from(asset).ok().and_then(|at| formulation.assets().get(at))?;
        places.get(&asset.id).copied()
    };
    let model = formulation.model();
    let columns = (0_u32..).zip(&model.columns).filter_map(|(column, one)| match one.what {
        Variable::Count { asset, .. } => of(asset).map(|place| (column, place)),
        _ => None,
    });
    columns.collect()
}
