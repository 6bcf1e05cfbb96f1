//! What quotas and limits count by.

use crate::planner::{Asset, AssetId, Lineage};
use crate::programme::{By, Quota};
use crate::rules::{Base, Bound, Limit, MonthDay, Per};
use crate::time::Date;

/// The value that a quota counts an asset by. Equal texts are one value.
pub(super) fn quota_key(quota: &Quota, asset: &Asset) -> Vec<String> {
    let own = || match &asset.id {
        AssetId::Lot { lot, .. } => format!("lot {lot}"),
        AssetId::Made { k, option } => format!("made {k} {option}"),
    };
    let value = |by: &By| match by {
        By::Lot => own(),
        By::Code => asset.code.to_string(),
        By::Content => asset.content.as_ref().map_or_else(|| format!("none but {:?}", asset.id), ToString::to_string),
        By::Issuer => asset.issuer.to_string(),
        By::Kind => asset.kind.to_string(),
        By::Window => window(&quota.windows, asset.earned),
    };
    quota.per.iter().map(value).collect()
}

/// The values that a limit of a rule book counts something by that a conversion made.
pub(super) fn limit_keys(limit: &Limit, asset: &Asset, made: &Lineage) -> Vec<Vec<String>> {
    let texts = |per: &Per| -> Vec<String> {
        match per {
            Per::Learner => vec![String::new()],
            Per::Lot => made.lots.iter().map(ToString::to_string).collect(),
            Per::Target => vec![asset.code.to_string()],
            Per::Issuer => made.issuers.iter().map(ToString::to_string).collect(),
            Per::Content => made.contents.iter().map(ToString::to_string).collect(),
            Per::Window => vec![window(&limit.windows, made.on)],
        }
    };
    let mut keys = vec![Vec::new()];
    for per in &limit.per {
        let texts = texts(per);
        let longer = |key: &Vec<String>| {
            texts.iter().map(|text| [&**key, std::slice::from_ref(text)].concat()).collect::<Vec<_>>()
        };
        keys = keys.iter().flat_map(longer).collect();
    }
    if matches!(limit.bound, Bound::Share { of: Base::Source, .. }) {
        keys.iter_mut().for_each(|key| key.push(made.id.to_string()));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The window in which a day lies, named by its first day.
fn window(begins: &[MonthDay], day: Date) -> String {
    let (year, month, of_month) = day.parts();
    let mut begins: Vec<(u32, u32)> = begins.iter().map(|one| (one.month.into(), one.day.into())).collect();
    begins.sort_unstable();
    let begun = begins.iter().rev().find(|begin| **begin <= (month, of_month));
    match (begun, begins.last()) {
        (Some(begin), _) => format!("{year} {begin:?}"),
        (None, Some(last)) => format!("{} {last:?}", year - 1),
        (None, None) => String::new(),
    }
}
