//! What is still to be studied, in English.

use crate::advice::{Cap, Much, Needs, Report, Spent};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::Key;
use crate::programme::By;
use crate::registry::OutcomeName;
use crate::wording::plans::english_reasons::{by_word, listed, outcomes, plural};
use crate::wording::plans::tongue::{amount, quoted};

/// So many names are told one by one.
const NAMES: usize = 12;

/// What is to be studied in a part, and what it must be.
pub(super) fn study((credits, items): (Credits, u32), part: &Code, needs: &Needs, report: &Report) -> String {
    let much = match (credits.is_zero(), items) {
        (true, items) => plural(items.max(1).into(), "more outcome", "more outcomes"),
        (false, 0) => format!("{} more", amount(credits, report)),
        (false, items) => format!("{} more in {}", amount(credits, report), outcomes(items.into())),
    };
    let needs = said(items, needs, report);
    let needs = if needs.is_empty() { String::new() } else { format!(" ({})", needs.join("; ")) };
    format!("{much} in `{part}`{needs}")
}

fn said(items: u32, needs: &Needs, report: &Report) -> Vec<String> {
    let Needs { after, also, caps, counts_for, grades, most, names, none_of } = needs;
    let mut said = Vec::new();
    said.extend(named(items, names));
    said.extend(counts_for.iter().map(|one| format!("counted by quota `{}`{}", one.quota, of(&one.of))));
    said.extend((!also.is_empty()).then(|| format!("accepted by {} too", quoted(also, " and "))));
    said.extend(none_of.iter().map(spent));
    said.extend(caps.iter().map(|one| cap(one, report)));
    said.extend(grades.iter().map(|floor| format!("if graded in {}, {} or better", floor.scale, floor.mark)));
    said.extend((!after.is_empty()).then(|| format!("with {} passed before", quoted(after, " and "))));
    said.extend(most.map(|most| format!("at most {} in all", amount(most, report))));
    said
}

/// Names, of which so many outcomes are to be taken; none: as many as one likes.
fn named(items: u32, names: &[OutcomeName]) -> Option<String> {
    let (told, rest) = names.split_at_checked(NAMES).unwrap_or((names, &[]));
    let all = usize::try_from(items).is_ok_and(|items| items == names.len());
    let once = if items == 1 { "" } else { ", each once" };
    match (told, rest.len()) {
        ([], _) => None,
        ([one], 0) => Some(format!("`{one}`")),
        (told, 0) if all => Some(listed(&told.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>())),
        (told, 0) => Some(format!("{}{once}", quoted(told, " or "))),
        (told, more) if all => Some(format!("{} and the {more} others that it names", quoted(told, ", "))),
        (told, more) => Some(format!("{}, or one of {more} others that it names{once}", quoted(told, ", "))),
    }
}

fn spent(spent: &Spent) -> String {
    let Spent { at, counted, full } = spent;
    let (quota, of) = (&counted.quota, of(&counted.of));
    if at.is_empty() {
        let room = if *full { "it is at its most" } else { "too little of it is left" };
        return format!("nothing that quota `{quota}` counts{of}: {room}");
    }
    let at = values(at);
    let room = if *full { "which is at the most of" } else { "of which too little is left by" };
    format!("none of {at}, {room} quota `{quota}`{of}")
}

/// Values by which a quota counts.
pub(super) fn values(at: &[(By, String)]) -> String {
    let one = |(by, value): &(By, String)| match by {
        By::Window => format!("the window of time from `{value}`"),
        by => format!("{} `{value}`", by_word(*by)),
    };
    at.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn cap(cap: &Cap, report: &Report) -> String {
    let Cap { counted, most, per } = cap;
    let most = match most {
        Much::Credits(credits) => amount(*credits, report),
        Much::Items(items) => outcomes((*items).into()),
        Much::Whole => "nothing".to_owned(),
    };
    let per: Vec<_> = per.iter().map(|by| by_word(*by)).collect();
    format!("at most {most} for each {} by quota `{}`{}", per.join(" and "), counted.quota, of(&counted.of))
}

/// What a quota counts.
pub(super) fn of(counted: &[Vec<(Key, Vec<String>)>]) -> String {
    let one = |keys: &Vec<(Key, Vec<String>)>| {
        let keys: Vec<_> =
            keys.iter().map(|(key, wanted)| format!("{}{}", word(*key), quoted(wanted, " or "))).collect();
        listed(&keys)
    };
    let all: Vec<_> = counted.iter().map(one).filter(|one| !one.is_empty()).collect();
    if all.is_empty() || all.len() > NAMES { String::new() } else { format!(", which counts {}", all.join(", or ")) }
}

const fn word(key: Key) -> &'static str {
    match key {
        Key::Age => "what is no older than ",
        Key::Carried => "what is ",
        Key::Categories => "category ",
        Key::Classes => "class ",
        Key::Codes => "",
        Key::Contents => "content ",
        Key::Earned => "what is earned in ",
        Key::Grade => "grade ",
        Key::Issuers => "issuer ",
        Key::Kinds => "kind ",
        Key::Level => "level ",
        Key::NotCodes => "all but ",
        Key::NotIssuers => "any issuer but ",
        Key::Origins => "origin ",
        Key::Prefixes => "codes that begin with ",
        Key::Tiers => "tier ",
        Key::Unit => "unit ",
    }
}
