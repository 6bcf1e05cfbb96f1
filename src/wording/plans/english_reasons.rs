//! Reasons, bounds and repairs in English.

use crate::advice::{Much, Obstacle, Report};
use crate::id::Code;
use crate::planner::{AssetId, Bar, Room};
use crate::programme::{By, Provenance, QuotaBound, ShareBase, Waivable};
use crate::registry::Thing;
use crate::wording::plans::tongue::{amount, lots_of, options_of, quoted};

/// Of what would be enough by itself.
const ALONE: &str = " if nothing else were asked for";

pub(super) fn reason(reason: &Obstacle, report: &Report) -> String {
    match reason {
        Obstacle::Least { credits, part, there } => {
            let alone = if there < credits { "" } else { ALONE };
            let (needs, there) = (amount(*credits, report), amount(*there, report));
            format!("{} needs at least {needs} and {there} could count there{alone}", place(part.as_ref()))
        }
        Obstacle::LeastItems { items, part, there } => {
            let alone = if there < items { "" } else { ALONE };
            let (needs, there) = (outcomes((*items).into()), outcomes((*there).into()));
            format!("{} needs at least {needs} and {there} could count there{alone}", place(part.as_ref()))
        }
        Obstacle::Most { credits, part } => {
            format!("at most {} count in {}", amount(*credits, report), place(part.as_ref()))
        }
        Obstacle::MostItems { items, part } => {
            format!("at most {} count in {}", outcomes((*items).into()), place(part.as_ref()))
        }
        Obstacle::Choice { least, most, part } => {
            format!("{} takes {}", place(part.as_ref()), choice(*least, *most))
        }
        Obstacle::Quota { bound: limit, id, limit: comes, per, within } => {
            let per = if per.is_empty() { String::new() } else { format!(" for each {}", by(per)) };
            let within = within.as_ref().map(|part| format!(" in `{part}`")).unwrap_or_default();
            let comes = comes.map(|comes| format!(": {}", amount(comes, report))).unwrap_or_default();
            format!("what quota `{id}` counts{within} is to be {}{per}{comes}", bound(limit, report))
        }
        Obstacle::Average { id, least, scale, within } => {
            let within = within.as_ref().map(|part| format!(" in `{part}`")).unwrap_or_default();
            format!("average `{id}`{within} is to be {least} {scale} or better")
        }
        Obstacle::Carry { from, most } => {
            let most =
                most.map_or_else(|| "what it reserves".into(), |most| format!("at most {}", amount(most, report)));
            format!("out of the award `{from}` {most} is carried")
        }
        Obstacle::Sharing { between: (left, right), most, most_items } => {
            let most = most.map(|most| format!("at most {}", amount(most, report)));
            let items = most_items.map(|items| format!("at most {}", lots(items.into())));
            let limits: Vec<_> = most.into_iter().chain(items).collect();
            let limits = if limits.is_empty() { "each lot".to_owned() } else { limits.join(" and ") };
            format!("between `{left}` and `{right}` {limits} counts twice")
        }
        Obstacle::Limit { id, most, document } => {
            let document = document.as_ref().map(|document| format!(" of `{document}`")).unwrap_or_default();
            let most = most.map(|most| format!(" allows at most {most}")).unwrap_or_else(|| " binds".into());
            format!("limit `{id}`{document}{most}")
        }
        Obstacle::Attempts { one_of_each, rooms, thing } => attempts(thing, rooms, *one_of_each),
        Obstacle::Single { assets } => single(assets),
        Obstacle::NotTogether => "not all open conversions can be made together".into(),
        Obstacle::Barred { asset, bar } => format!("{} {}", named(asset), barred(bar)),
    }
}

/// How much of the attempts at one thing counts.
pub(super) fn attempts(thing: &Thing, rooms: &[Room], one_of_each: bool) -> String {
    let much = |room: &Room| match room {
        Room::Credits(most) => format!("at most {most}"),
        Room::Items(most) => format!("at most {most}"),
        Room::One => "only one".to_owned(),
    };
    let verb = if rooms.iter().all(|room| *room == Room::One) { "counts" } else { "count" };
    let much: Vec<_> = rooms.iter().map(much).collect();
    match (much.is_empty(), one_of_each) {
        (true, _) => format!("for each run or tag only one of the attempts at `{thing}` counts"),
        (false, true) => {
            format!("{} of the attempts at `{thing}` {verb}, and for each run or tag only one", much.join(" and "))
        }
        (false, false) => format!("{} of the attempts at `{thing}` {verb}", much.join(" and ")),
    }
}

fn single(assets: &[AssetId]) -> String {
    let (many, options) = (lots_of(assets, ", "), options_of(assets));
    let made = match options.as_slice() {
        [] => None,
        [one] => Some(format!("what conversion `{one}` would make counts once, and only if it is made")),
        several => {
            Some(format!("what conversions {} would make counts once, and only if it is made", quoted(several, ", ")))
        }
    };
    let lots = match many.as_str() {
        "" => None,
        one if !one.contains(',') => Some(format!("lot {one} counts only once")),
        several => Some(format!("each of the lots {several} counts only once")),
    };
    lots.into_iter().chain(made).collect::<Vec<_>>().join(" and ")
}

pub(super) fn relaxed(reason: &Obstacle, by: Much, report: &Report) -> String {
    let much = match by {
        Much::Credits(credits) => Some(amount(credits, report)),
        Much::Items(items) => Some(outcomes(items.into())),
        Much::Whole => None,
    };
    let more = much.as_ref().map_or_else(|| "waived".to_owned(), |much| format!("relaxed by {much}"));
    match reason {
        Obstacle::Least { part, .. } | Obstacle::LeastItems { part, .. } => match much {
            Some(much) => format!("an exemption of {much} in {}", place(part.as_ref())),
            None => format!("{} waived", place(part.as_ref())),
        },
        Obstacle::Most { part, .. } | Obstacle::MostItems { part, .. } => match much {
            Some(much) => format!("{much} more allowed in {}", place(part.as_ref())),
            None => format!("the most of {} lifted", place(part.as_ref())),
        },
        Obstacle::Choice { part, .. } => format!("the choice in {} waived", place(part.as_ref())),
        Obstacle::Quota { id, .. } => format!("quota `{id}` {more}"),
        Obstacle::Average { id, .. } => format!("average `{id}` waived"),
        Obstacle::Carry { from, .. } => match much {
            Some(much) => format!("{much} more carried out of the award `{from}`"),
            None => format!("all carried out of the award `{from}`"),
        },
        Obstacle::Sharing { between: (left, right), .. } => match much {
            Some(much) => format!("{much} more shared between `{left}` and `{right}`"),
            None => format!("everything shared between `{left}` and `{right}`"),
        },
        Obstacle::Limit { id, .. } => format!("limit `{id}` {more}"),
        Obstacle::Attempts { thing, .. } => match by {
            Much::Credits(credits) => format!("{} more of the attempts at `{thing}` counting", amount(credits, report)),
            Much::Items(items) => {
                format!("{} at `{thing}` counting", plural(items.into(), "more attempt", "more attempts"))
            }
            Much::Whole => format!("all attempts at `{thing}` counting"),
        },
        Obstacle::Single { .. } => "a lot counting twice".into(),
        Obstacle::NotTogether => "conversions made together that are not open together".into(),
        Obstacle::Barred { asset, bar } => format!("{}, which {}, counting after all", named(asset), barred(bar)),
    }
}

fn place(part: Option<&Code>) -> String {
    part.map_or_else(|| "the whole programme".to_owned(), |part| format!("`{part}`"))
}

pub(super) fn bound(bound: &QuotaBound, report: &Report) -> String {
    match bound {
        QuotaBound::Least(credits) => format!("at least {}", amount(*credits, report)),
        QuotaBound::LeastItems(items) => format!("at least {}", outcomes((*items).into())),
        QuotaBound::LeastShare { of, share } => format!("at least {share} of {}", base(of, report)),
        QuotaBound::Most(credits) => format!("at most {}", amount(*credits, report)),
        QuotaBound::MostItems(items) => format!("at most {}", outcomes((*items).into())),
        QuotaBound::MostShare { of, share } => format!("at most {share} of {}", base(of, report)),
    }
}

fn base(base: &ShareBase, report: &Report) -> String {
    match base {
        ShareBase::Counted => "what counts".into(),
        ShareBase::Required => "what is asked".into(),
        ShareBase::Stated(credits) => amount(*credits, report),
    }
}

pub(super) fn by(per: &[By]) -> String {
    per.iter().map(|by| by_word(*by)).collect::<Vec<_>>().join(" and ")
}

/// What a quota counts by.
pub(super) const fn by_word(by: By) -> &'static str {
    match by {
        By::Lot => "lot",
        By::Code => "code",
        By::Content => "content",
        By::Issuer => "issuer",
        By::Kind => "kind",
        By::Window => "window of time",
    }
}

pub(super) fn barred(bar: &Bar) -> String {
    match bar {
        Bar::Blocked(None) => "gives way to another attempt at the same thing".into(),
        Bar::Blocked(Some(by)) => format!("waits: another attempt at the same thing is in use by `{by}`"),
        Bar::Expired(on) => format!("was valid through {on}"),
        Bar::Held => "is held for an application".into(),
        Bar::NotYet(on) => format!("is earned on {on}, after the day of the plan"),
        Bar::Reserved(by) => format!("is bound by {}", quoted(by, ", ")),
        Bar::Suspended => "is suspended".into(),
    }
}

pub(super) const fn origin_of(origin: Provenance) -> &'static str {
    match origin {
        Provenance::Own => "issued by the institution itself",
        Provenance::Other => "issued by another institution",
        Provenance::Converted => "made by a conversion",
    }
}

pub(super) const fn waivable(what: Waivable) -> &'static str {
    match what {
        Waivable::Part => "the minima of part",
        Waivable::Quota => "quota",
        Waivable::Average => "average",
        Waivable::Prerequisite => "what must be passed before",
        Waivable::Gate => "gate",
    }
}

pub(super) fn named(asset: &AssetId) -> String {
    match asset {
        AssetId::Lot { carried, lot } if carried.is_empty() => format!("lot {lot}"),
        AssetId::Lot { carried, lot } => format!("lot {lot} (reserved by {})", quoted(carried, ", ")),
        AssetId::Made { k: 0, option } => format!("what conversion `{option}` would make"),
        AssetId::Made { k, option } => format!("what conversion `{option}` would make (number {k})"),
    }
}

pub(super) fn choice(least: u32, most: u32) -> String {
    if least == most { format!("{least} of its parts") } else { format!("from {least} to {most} of its parts") }
}

pub(super) fn outcomes(count: u64) -> String {
    plural(count, "outcome", "outcomes")
}

fn lots(count: u64) -> String {
    plural(count, "lot", "lots")
}

pub(super) fn plural(count: u64, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

pub(super) fn listed(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
