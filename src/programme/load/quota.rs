//! Loads quotas.

use std::str::FromStr;

use crate::credit::{Credits, Ratio};
use crate::document::{Finding, Table};
use crate::programme::load::part::picks;
use crate::programme::requirements::{Quota, QuotaBound, ShareBase};

/// The keys of which one says what the bound is.
const BOUNDS: [&str; 6] = ["least", "most", "least_items", "most_items", "least_share", "most_share"];

pub(super) fn quota(mut table: Table<'_>) -> Option<Quota> {
    let (id, clause) = (table.required("id"), table.required("clause"));
    let of = picks(&mut table, "of");
    let (within, per, windows) = (table.optional("within"), table.list("per"), table.list("windows"));
    let bound = bound(&mut table);
    table.finish();
    Some(Quota { bound: bound?, clause: clause?, id: id?, of, per, windows, within })
}

fn bound(table: &mut Table<'_>) -> Option<QuotaBound> {
    table.know(&["base"]);
    let kind = table.one_of(&BOUNDS)?;
    if !kind.ends_with("share") && table.has("base") {
        let message = format!("the `base` of a quota goes with a share, and this one has `{kind}`");
        table.add(Finding::at("D015", table.span_of("base"), &message, "leave this out"));
    }
    Some(match kind {
        "least" => QuotaBound::Least(table.required(kind)?),
        "most" => QuotaBound::Most(table.required(kind)?),
        "least_items" => QuotaBound::LeastItems(table.required_whole(kind)?),
        "most_items" => QuotaBound::MostItems(table.required_whole(kind)?),
        _ => return share(table, kind),
    })
}

fn share(table: &mut Table<'_>, kind: &'static str) -> Option<QuotaBound> {
    let (share, base) = (table.required::<Ratio>(kind), table.required("base"));
    let (share, WrittenBase(of)) = (share?, base?);
    let least = kind == "least_share";
    Some(if least { QuotaBound::LeastShare { of, share } } else { QuotaBound::MostShare { of, share } })
}

/// `required`, `counted` or an amount.
struct WrittenBase(ShareBase);

impl FromStr for WrittenBase {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "counted" => ShareBase::Counted,
            "required" => ShareBase::Required,
            amount => {
                let read = amount.parse::<Credits>();
                ShareBase::Stated(read.map_err(|error| format!("{error}, or `required` or `counted`"))?)
            }
        }))
    }
}
