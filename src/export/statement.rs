//! A learner's statement as text.

use std::sync::Arc;

use crate::bank::{Balances, Statement};
use crate::export::applications::{applications, conversions};
use crate::export::ids::{brief, entry, item, table};
use crate::export::studies::{awards, matriculations, reliefs};
use crate::export::table::Table;
use crate::id::{CourseId, DecisionId, EntryId, HoldId};
use crate::ledger::{Lot, LotPart, Passbook, Place, Published, Share, Shares, Status, validity};
use crate::registry::OutcomeKind;
use crate::time::Date;

/// What a lot's outcome is called, where somebody knows.
pub type Titles<'a> = &'a dyn Fn(&Lot) -> Option<String>;

/// Titles of courses, from the catalogues that were in force when they were passed.
pub fn titles(published: Arc<Published>) -> impl Fn(&Lot) -> Option<String> {
    move |lot| {
        let course: CourseId = lot.code.as_str().parse().ok().filter(|_| lot.kind == OutcomeKind::Course)?;
        Some(published.course_named(&course.into(), &lot.issuer, lot.since)?.item.title.clone())
    }
}

/// The whole statement: who and as of when, balances, lots, and what is going on.
#[must_use]
pub fn statement(statement: &Statement, titles: Titles<'_>) -> String {
    let book = &statement.passbook;
    let parts = [
        heading(statement),
        balances(&statement.balances),
        lots(statement, titles),
        table(enrolments(book)),
        matriculations(book),
        reliefs(book),
        table(records(book)),
        applications(book),
        table(holds(book)),
        conversions(book),
        awards(book),
        decisions(book),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn heading(statement: &Statement) -> String {
    let book = &statement.passbook;
    let since = book.status_since.map_or(String::new(), |since| format!(" since {since}"));
    let former = book.former.iter().map(|learner| format!(", formerly also {}", brief(*learner)));
    let former: String = former.collect();
    format!(
        "passbook {}: {}{since}{former}, as of {}, {} of the journal's {} lines\n",
        book.learner,
        status(book.status),
        statement.day,
        statement.lines.len(),
        statement.length
    )
}

fn status(status: Status) -> String {
    match status {
        Status::Unopened => "not opened".to_owned(),
        Status::Open => "open".to_owned(),
        Status::Closed => "closed".to_owned(),
        Status::Merging { into } => format!("on its way into {}", brief(into)),
        Status::Merged { into } => format!("merged into {}", brief(into)),
    }
}

/// Balances by tier and unit: how much stands where, and, where any is, how much is short. What is zero is left blank.
#[must_use]
pub fn balances(balances: &Balances) -> String {
    let mut places: Vec<_> = COLUMNS.iter().map(|share| format!(">{}", share.as_str())).collect();
    let is_short = balances.values().any(|balance| !balance.short.is_zero());
    places.extend(is_short.then(|| ">short".to_owned()));
    let mut shown = Table::new(["tier", "unit"].into_iter().chain(places.iter().map(String::as_str)));
    for ((unit, tier), balance) in balances {
        let short = is_short.then_some(balance.short);
        let cells = COLUMNS.iter().map(|share| balance.of(*share)).chain(short);
        let cells = cells.map(|credits| if credits.is_zero() { String::new() } else { credits.to_string() });
        shown.push([tier.to_string(), unit.to_string()].into_iter().chain(cells));
    }
    table(shown)
}

/// What is at the learner's disposal comes first.
const COLUMNS: [Share; 10] = [
    Share::Free,
    Share::Behind,
    Share::Blocked,
    Share::Reserved,
    Share::Held,
    Share::Consumed,
    Share::Suspended,
    Share::Expired,
    Share::Revoked,
    Share::Moved,
];

/// Every lot: what it is, what it is worth, and where each part of it stands on the day of the statement.
#[must_use]
pub fn lots(statement: &Statement, titles: Titles<'_>) -> String {
    let book = &statement.passbook;
    let mut shown =
        Table::new([">lot", "outcome", "title", "grade", ">amount", "issuer", "earned", "valid through", "stands"]);
    for lot in book.lots.values() {
        shown.push([
            item(lot.id.entry, lot.id.k),
            lot.code.to_string(),
            titles(lot).unwrap_or_default(),
            lot.grade.as_ref().map(ToString::to_string).unwrap_or_default(),
            lot.amount.to_string(),
            lot.issuer.to_string(),
            lot.earned.to_string(),
            valid(book, lot),
            standings(lot, statement.places.get(&lot.id)) + &short(lot) + &revoked(lot) + &suspended(&lot.marks),
        ]);
    }
    table(shown)
}

/// Through when it is valid. Of a certificate that was renewed, all spans: between two of them is a gap.
fn valid(book: &Passbook, lot: &Lot) -> String {
    let own = lot.valid_through.map(|day| day.to_string()).unwrap_or_default();
    let spans = validity(book, lot);
    if spans == [(lot.earned, lot.valid_through)] {
        return own;
    }
    let end = |last: Option<Date>| last.map(|day| day.to_string()).unwrap_or_default();
    let spans: Vec<_> = spans.into_iter().map(|(first, last)| format!("{first}..{}", end(last))).collect();
    format!("{own}; renewed: {}", spans.join(", "))
}

/// Where the parts of a lot stand; how much stands there where there are several.
fn standings(lot: &Lot, shares: Option<&Shares>) -> String {
    let unused = [Share::Free, Share::Behind, Share::Blocked, Share::Suspended, Share::Expired];
    let unused = unused.into_iter().filter_map(|share| Some((*shares?.get(&share)?, share.as_str().to_owned())));
    let used = lot.parts.iter().filter(|part| !part.standing.is_free());
    let all: Vec<_> = used.map(|part| (part.credits, standing(part))).chain(unused).collect();
    let whole = all.len() == 1;
    let told = all.into_iter().map(|(credits, told)| if whole { told } else { format!("{credits} {told}") });
    told.collect::<Vec<_>>().join(", ")
}

fn standing(part: &LotPart) -> String {
    let scopes = part.standing.scopes.iter();
    let scopes: String = scopes.map(|one| format!(" {} ({})", one.scope, of_decision(one.decision))).collect();
    match part.standing.place {
        Place::Available => format!("reserved{scopes}"),
        Place::Held(hold) => format!("held by {}{scopes}", of_hold(hold)),
        Place::Consumed(decision) => format!("consumed by {}{scopes}", of_decision(decision)),
        other => format!("{other}{scopes}"),
    }
}

/// What is missing of a lot since its amount was corrected.
fn short(lot: &Lot) -> String {
    let short = lot.short();
    if short.is_zero() { String::new() } else { format!("; short {short}") }
}

/// A lot that was withdrawn while somebody held it or used it up stays where it is.
fn revoked(lot: &Lot) -> String {
    let elsewhere = lot.revoked.filter(|_| !lot.is_wholly(Place::Revoked));
    elsewhere.map_or(String::new(), |by| format!("; revoked by {}", entry(by)))
}

fn suspended(marks: &[EntryId]) -> String {
    let causes: Vec<_> = marks.iter().map(|mark| entry(*mark)).collect();
    if causes.is_empty() { String::new() } else { format!("; suspended by {}", causes.join(", ")) }
}

fn enrolments(book: &Passbook) -> Table {
    let mut shown = Table::new([">line", "enrolled in", "run", "at", "from", "planned until", "left", "why"]);
    for one in book.enrolments.values() {
        let (left, why) =
            one.left.as_ref().map_or_else(Default::default, |left| (left.on.to_string(), left.reason.to_string()));
        shown.push([
            entry(one.id),
            one.programme.to_string(),
            one.run.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.institution.to_string(),
            one.starts.to_string(),
            one.ends.map(|day| day.to_string()).unwrap_or_default(),
            left,
            why,
        ]);
    }
    shown
}

fn records(book: &Passbook) -> Table {
    let mut shown = Table::new([">line", "not passed", "result", "grade", "at", "on"]);
    for one in book.records.values() {
        shown.push([
            entry(one.id),
            one.of.code().to_string(),
            one.result.to_string(),
            one.grade.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.institution.to_string(),
            one.on.to_string(),
        ]);
    }
    shown
}

fn holds(book: &Passbook) -> Table {
    let mut shown = Table::new([">hold", "by", "from", "through", "stands"]);
    for one in book.holds.values().filter(|one| !book.applications.contains_key(&one.id)) {
        let stands = one.ended.map_or_else(|| "open".to_owned() + &suspended(&one.marks), ended);
        let [id, by] = [of_hold(one.id), one.institution.to_string()];
        shown.push([id, by, one.from.to_string(), one.through.to_string(), stands]);
    }
    shown
}

/// Every decision: what it is for, who made it, and whether it stands.
#[must_use]
pub fn decisions(book: &Passbook) -> String {
    let mut shown = Table::new([">decision", "for", "by", "on", ">lots", "stands"]);
    for one in book.decisions.values().filter(|one| one.conversion.is_none() && one.award.is_none()) {
        let stands = one.ended.map_or_else(|| "in force".to_owned() + &suspended(&one.marks), ended);
        let [id, scope, by] = [
            of_decision(one.id),
            one.scope.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.institution.to_string(),
        ];
        shown.push([id, scope, by, one.effective.to_string(), one.take.len().to_string(), stands]);
    }
    table(shown)
}

fn ended(by: EntryId) -> String {
    format!("ended by {}", entry(by))
}

fn of_hold(id: HoldId) -> String {
    item(id.entry, id.k)
}

fn of_decision(id: DecisionId) -> String {
    item(id.entry, id.k)
}
