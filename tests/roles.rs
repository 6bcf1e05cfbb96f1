//! Who may do what: every verb, the reversal of its line, and every decision that a cascade ends, by every role. Each cell of
//! `tests/table/roles.txt` is tried here; `CREDITBANK_BLESS=1` writes what is the case into it. The roles stand beside each
//! row as they should be, and are not asked of the crate.

#[path = "table/roles/direct.rs"]
mod direct;
#[path = "table/roles/ends.rs"]
mod ends;
#[path = "table/roles/people.rs"]
mod people;

use std::collections::BTreeSet;

use creditbank::ledger::{Act, Command, Entry, Refusal, Settle, Settlement, Subject};
use creditbank::registry::Role;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::studies::freed;
use creditbank::testing::world::learner;
use creditbank::{Date, EntryId, date};
use direct::{ROWS, Row, Undo};
use ends::{KINDS, Kind};
use people::{Who, everybody};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/table/roles.txt");
const ACTS: &str = include_str!("../src/ledger/act.rs");

/// The day of the commands.
const DAY: Date = date!("2026-05-01");

/// What one of the people is told.
type Told = (Who, String);

/// A shelf after a story.
fn stage(opened: bool, before: &str) -> Shelf {
    let mut shelf = people::shelf();
    if opened {
        shelf.play("sv-registrar 01-01 open").unwrap();
    }
    shelf.play(before).unwrap_or_else(|why| panic!("{before}\n{why}"));
    shelf
}

/// The command in short, by one mandate. `again decision:4.0 5`: the award is settled on another plan.
fn command(shelf: &Shelf, by: &str, act: &str) -> Command {
    let Some(of) = act.strip_prefix("again ") else { return shelf.read(&format!("{by} 05-01 {act}")).unwrap() };
    let (subject, cause) = of.split_once(' ').unwrap();
    let (subject, cause) = (subject.parse().unwrap(), cause.parse().unwrap());
    let (book, Subject::Decision(award)) = (shelf.book(learner(1)), subject) else {
        panic!("{act}: an award is meant")
    };
    let free = freed(shelf, &book, award, DAY).unwrap();
    let redeem = shelf.redeem(&free, EntryId::here(1), DAY).unwrap();
    let how = Settlement::Redeem { certificate: redeem.certificate, plan: redeem.plan };
    Shelf::command(by, learner(1), DAY, Settle { cause, how, subject }).unwrap()
}

/// What whoever asks is told: a role that is missing by its name, another refusal by its own.
fn said(answer: &Result<Entry, Refusal>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(Refusal::WrongRole { needed, .. }) => format!("{needed} needed"),
        Err(refusal) => name_of(refusal),
    }
}

fn name_of(refusal: &Refusal) -> String {
    format!("{refusal:?}").split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// What everybody is told who asks for something on this shelf.
fn asked(shelf: &Shelf, role: Role, at: &str, act: &str) -> Vec<Told> {
    let mut asks = command(shelf, "sv-registrar", act);
    let mut one = |who: Who| {
        asks.by = who.mandate(role, at).parse().unwrap();
        (who, said(&shelf.decide(&asks)))
    };
    everybody().into_iter().map(&mut one).collect()
}

/// Everybody but the right role is told what stands in `people.rs`, and the right role what is expected.
fn as_it_should_be(what: &str, role: Role, right: &str, told: &[Told]) {
    for (who, said) in told {
        let meant = if *who == Who::As(role) { Some(right.to_owned()) } else { who.told(role) };
        assert!(meant.is_none_or(|meant| *said == meant), "{what}, by {who:?}: {said}");
    }
}

fn directly(row: &Row) -> Vec<Told> {
    asked(&stage(row.verb != "Open", row.before), row.role, row.at, row.command)
}

/// The same history with the command, and its line.
fn done(row: &Row) -> (Shelf, u32) {
    let mut shelf = stage(row.verb != "Open", row.before);
    let asks = command(&shelf, &Who::As(row.role).mandate(row.role, row.at), row.command);
    let entry = shelf.submit(asks).unwrap().unwrap_or_else(|refusal| panic!("{}: {refusal}", row.command));
    (shelf, entry.n)
}

/// What everybody is told who would reverse the line of a row.
fn reversed(row: &Row) -> Vec<Told> {
    let (shelf, n) = done(row);
    let (role, at) = if let Undo::By(role, at) = row.undo { (role, at) } else { (Role::Registrar, row.at) };
    asked(&shelf, role, at, &format!("reverse {n}"))
}

/// What everybody is told who would answer for a decision in a cascade. Whoever reverses the line may ask that.
fn in_a_cascade(kind: &Kind) -> Vec<Told> {
    let shelf = stage(true, kind.before);
    let one = |who: Who| {
        let by = who.mandate(kind.role, kind.at);
        (who, said(&shelf.decide(&cascaded(&shelf, kind, &by))))
    };
    everybody().into_iter().map(one).collect()
}

/// The line is reversed, and one mandate answers for the decision.
fn cascaded(shelf: &Shelf, kind: &Kind, by: &str) -> Command {
    let others = kind.above.iter().chain(kind.below).map(|one| format!("{}/{}", one.decision, one.by));
    let all: Vec<_> = std::iter::once(format!("{}/{by}", kind.decision)).chain(others).collect();
    command(shelf, kind.asks, &format!("reverse {} cascade {}", kind.line, all.join(",")))
}

/// What everybody is told who would end the decision by a command of its own, once nothing rests on it.
fn by_itself(kind: &Kind) -> Vec<Told> {
    let mut shelf = stage(true, kind.before);
    for one in kind.above {
        shelf.play(&format!("{} 05-01 {}", one.by, one.ends)).unwrap();
    }
    asked(&shelf, kind.role, kind.at, kind.ends)
}

/// A table of it, in columns.
fn table(head: &str, rows: &[(String, Vec<Told>)]) -> String {
    let names = std::iter::once(head.to_owned()).chain(everybody().into_iter().map(|who| who.column().to_owned()));
    let mut lines = vec![names.collect::<Vec<_>>()];
    lines.extend(rows.iter().map(|(name, told)| {
        std::iter::once(name.clone()).chain(told.iter().map(|(_, said)| said.clone())).collect::<Vec<_>>()
    }));
    let widths: Vec<_> = (0..lines[0].len()).map(|at| lines.iter().map(|line| line[at].len()).max().unwrap()).collect();
    let padded = |line: &Vec<String>| {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(padded).collect::<Vec<_>>().join("\n")
}

fn named(row: &Row) -> String {
    if row.what.is_empty() { row.verb.to_owned() } else { format!("{}: {}", row.verb, row.what) }
}

const INTRODUCTION: &str = "\
Who may do what. Each row is lawful for one role at one institution; the columns are what others are told who ask for it:
a person of every role there, the right role at another institution, the right role whose mandate ended, the right role on
the own passbook, a mandate that no document has, and the right role at an institution that no document has.";

fn whole_table() -> String {
    let directly: Vec<_> = ROWS.iter().map(|row| (named(row), directly(row))).collect();
    let reversible = ROWS.iter().filter(|row| row.refused.is_none());
    let reversed: Vec<_> = reversible.map(|row| (named(row), reversed(row))).collect();
    let kinds: Vec<_> = KINDS.iter().map(|kind| (kind.name.to_owned(), in_a_cascade(kind))).collect();
    [
        INTRODUCTION.to_owned(),
        table("verb", &directly),
        table("Reverse, the line of", &reversed),
        table("answers in a cascade for what", &kinds),
    ]
    .join("\n\n")
        + "\n"
}

#[test]
fn every_cell_of_the_table_is_what_happens() {
    let actual = whole_table();
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(TABLE, actual).unwrap();
        return;
    }
    assert_eq!(actual, std::fs::read_to_string(TABLE).unwrap());
}

#[test]
fn every_verb_stands_in_the_table() {
    let told: BTreeSet<_> = ROWS.iter().map(|row| row.verb).chain(["Reverse"]).collect();
    assert_eq!(told, Act::VERBS.iter().copied().collect());
    for row in ROWS {
        let (shelf, asks) = (stage(row.verb != "Open", row.before), "sv-registrar");
        assert_eq!(command(&shelf, asks, row.command).act.verb(), row.verb, "{}", row.command);
    }
    let names: BTreeSet<_> = ROWS.iter().map(named).collect();
    assert_eq!(names.len(), ROWS.len(), "a row stands there twice");
}

#[test]
fn every_verb_takes_the_role_of_its_row() {
    for row in ROWS {
        as_it_should_be(&named(row), row.role, row.refused.unwrap_or("ok"), &directly(row));
    }
}

/// Whoever may do a thing may undo it; a conversion is the reviewers' however it came about.
#[test]
fn a_line_is_reversed_by_the_role_of_its_row() {
    for row in ROWS.iter().filter(|row| row.refused.is_none()) {
        let (what, told) = (format!("the line of {}", named(row)), reversed(row));
        match row.undo {
            Undo::By(role, _) => {
                as_it_should_be(&what, role, "ok", &told);
                let elsewhere = told.iter().find(|(who, _)| *who == Who::Elsewhere).unwrap();
                assert_eq!(elsewhere.1, "NotYours", "{what}");
            }
            Undo::No => as_it_should_be(&what, Role::Registrar, "NotReversible", &told),
            Undo::Gone => assert!(told.iter().all(|(_, said)| said == "Merged"), "{what}: {told:?}"),
        }
    }
}

/// Only a reversal ends what others decided. A second verb with a cascade needs rows of its own.
#[test]
fn one_verb_takes_a_cascade() {
    assert_eq!(ACTS.matches("cascade: Vec<Cascaded>").count(), 1);
    assert_eq!(ACTS.matches("Cascaded>").count(), 1);
}

#[test]
fn a_decision_is_ended_in_a_cascade_by_the_role_of_its_row() {
    for kind in KINDS {
        let told = in_a_cascade(kind);
        as_it_should_be(kind.name, kind.role, "ok", &told);
        let elsewhere = told.iter().find(|(who, _)| *who == Who::Elsewhere).unwrap();
        assert_eq!(elsewhere.1, "NotYours", "{}", kind.name);
    }
}

/// Each answer in a cascade is checked as the command that ends the decision by itself.
#[test]
fn a_cascade_asks_what_the_command_would() {
    for kind in KINDS {
        assert_eq!(in_a_cascade(kind), by_itself(kind), "{}", kind.name);
    }
}
