//! What is still to be studied, in English.

use crate::advice::{Cap, CountedBy, Much, Needs, Report, Spent};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::Key;
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
    let needs = said(needs, report);
    let needs = if needs.is_empty() { String::new() } else { format!(" ({})", needs.join("; ")) };
    format!("{much} in `{part}`{needs}")
}

fn said(needs: &Needs, report: &Report) -> Vec<String> {
    let Needs { after, also, caps, counts_for, grades, most, names, none_of } = needs;
    let mut said = Vec::new();
    said.extend(named(names));
    said.extend(counts_for.iter().map(|one| format!("counted by quota `{}`{}", one.quota, of(one))));
    said.extend((!also.is_empty()).then(|| format!("accepted by {} too", quoted(also, " and "))));
    said.extend(none_of.iter().map(spent));
    said.extend(caps.iter().map(|one| cap(one, report)));
    said.extend(grades.iter().map(|floor| format!("if graded in {}, {} or better", floor.scale, floor.mark)));
    said.extend((!after.is_empty()).then(|| format!("with {} passed before", quoted(after, " and "))));
    said.extend(most.map(|most| format!("at most {} in all", amount(most, report))));
    said
}

fn named(names: &[crate::registry::OutcomeName]) -> Option<String> {
    let (told, rest) = names.split_at_checked(NAMES).unwrap_or((names, &[]));
    match (told, rest.len()) {
        ([], _) => None,
        (told, 0) => Some(quoted(told, " or ")),
        (told, more) => Some(format!("{}, or one of {more} others that it names", quoted(told, ", "))),
    }
}

fn spent(spent: &Spent) -> String {
    let Spent { at, counted, full } = spent;
    let (quota, of) = (&counted.quota, of(counted));
    if at.is_empty() {
        let room = if *full { "it is at its most" } else { "too little of it is left" };
        return format!("nothing that quota `{quota}` counts{of}: {room}");
    }
    let at: Vec<_> = at.iter().map(|(by, value)| format!("{} `{value}`", by_word(*by))).collect();
    let room = if *full { "which is at the most of" } else { "of which too little is left by" };
    format!("none of {}, {room} quota `{quota}`{of}", at.join(" and "))
}

fn cap(cap: &Cap, report: &Report) -> String {
    let Cap { counted, most, per } = cap;
    let most = match most {
        Much::Credits(credits) => amount(*credits, report),
        Much::Items(items) => outcomes((*items).into()),
        Much::Whole => "nothing".to_owned(),
    };
    let per: Vec<_> = per.iter().map(|by| by_word(*by)).collect();
    format!("at most {most} for each {} by quota `{}`{}", per.join(" and "), counted.quota, of(counted))
}

/// What a quota counts.
fn of(counted: &CountedBy) -> String {
    let one = |keys: &Vec<(Key, Vec<String>)>| {
        let keys: Vec<_> =
            keys.iter().map(|(key, wanted)| format!("{}{}", word(*key), quoted(wanted, " or "))).collect();
        listed(&keys)
    };
    let all: Vec<_> = counted.of.iter().map(one).filter(|one| !one.is_empty()).collect();
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
