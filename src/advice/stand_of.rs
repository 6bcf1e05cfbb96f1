//! How a lot is told.

use crate::advice::near::MadeBy;
use crate::advice::report::LotStand;
use crate::credit::{Amount, Credits};
use crate::planner::Asset;

/// An asset of which so much counts.
pub(super) fn lot_of(asset: &Asset, credits: Credits) -> LotStand {
    LotStand {
        asset: asset.id.clone(),
        code: asset.code.clone(),
        counts: Amount { credits, unit: asset.amount.unit.clone() },
        earned: asset.earned,
        grade: asset.grade.clone(),
        issuer: asset.issuer.clone(),
        kind: asset.kind,
        made: made_by(asset),
        of: asset.amount.clone(),
        others: Vec::new(),
        substituted: false,
    }
}

pub(super) fn made_by(asset: &Asset) -> Option<MadeBy> {
    let made = asset.made.as_ref()?;
    Some(MadeBy { document: made.document.clone(), rule: made.rule.clone() })
}
