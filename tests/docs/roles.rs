//! Who may do what: every verb, the reversal of its line, and every decision that a cascade ends, by every role. Each cell of
//! `tests/docs/roles.txt` is tried here; `CREDITBANK_BLESS=1` writes what is the case into it. The roles stand beside each
//! row as they should be, and are not asked of the crate.

mod direct;
mod ends;
mod people;

use creditbank::line::Entry;
use std::collections::BTreeSet;

use creditbank::ledger::{Act, Command, Refusal, Settle, Settlement, Subject, WhoRefusal};
use creditbank::registry::Role;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::studies::freed;
use creditbank::testing::world::learner;
use creditbank::{Date, EntryId, LotId, date};
use direct::{ROWS, Row, Undo};
use ends::{KINDS, Kind};
use people::{People, Who, everybody};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/docs/roles.txt");
const MANUAL: &str = include_str!("../../src/manual/design.md");
const VERBS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ledger/verbs");

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
        Err(Refusal::Who(WhoRefusal::WrongRole { needed, .. })) => format!("{needed} needed"),
        Err(refusal) => refusal.code().to_owned(),
    }
}

/// What these are told who ask for something on this shelf.
fn asked(shelf: &Shelf, people: People, act: &str) -> Vec<Told> {
    let mut asks = command(shelf, "sv-registrar", act);
    let one = |(who, by): (Who, String)| {
        asks.by = by.parse().unwrap();
        (who, said(&shelf.decide(&asks)))
    };
    people.into_iter().map(one).collect()
}

/// Everybody but the right role is told what stands in `people.rs`, and the right role what is expected.
fn as_it_should_be(what: &str, role: Role, right: &str, told: &[Told]) {
    for (who, said) in told {
        let meant = if *who == Who::As(role) { Some(right.to_owned()) } else { who.told(role) };
        assert!(meant.is_none_or(|meant| *said == meant), "{what}, by {who:?}: {said}");
    }
}

fn directly(row: &Row) -> Vec<Told> {
    asked(&stage(row.verb != "Open", row.before), everybody(row.role, row.at), row.command)
}

/// The same history with the command, and its line.
fn done(row: &Row) -> (Shelf, u32) {
    let mut shelf = stage(row.verb != "Open", row.before);
    let (_, right) = right(everybody(row.role, row.at), row.role);
    let asks = command(&shelf, &right, row.command);
    let entry = shelf.submit(asks).unwrap().unwrap_or_else(|refusal| panic!("{}: {refusal}", row.command));
    (shelf, entry.n)
}

/// The one of the right role.
fn right(people: People, role: Role) -> (Who, String) {
    people.into_iter().find(|(who, _)| *who == Who::As(role)).unwrap()
}

/// What everybody is told who would reverse the line of a row.
fn reversed(row: &Row) -> Vec<Told> {
    let (shelf, n) = done(row);
    let (role, at) = if let Undo::By(role, at) = row.undo { (role, at) } else { (Role::Registrar, row.at) };
    asked(&shelf, everybody(role, at), &format!("reverse {n}"))
}

/// What everybody is told who would answer for a decision in a cascade. Whoever reverses the line may ask that.
fn in_a_cascade(kind: &Kind) -> Vec<Told> {
    let shelf = stage(true, kind.before);
    let one = |(who, by): (Who, String)| (who, said(&shelf.decide(&cascaded(&shelf, kind, &by))));
    answering(kind).into_iter().map(one).collect()
}

/// Everybody, and whoever reverses the line.
fn answering(kind: &Kind) -> People {
    everybody(kind.role, kind.at).into_iter().chain([(Who::Asker, kind.asks.to_owned())]).collect()
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
    asked(&shelf, answering(kind), kind.ends)
}

/// A table of it, in columns.
fn table(head: &str, rows: &[(String, Vec<Told>)]) -> String {
    let columns = rows[0].1.iter().map(|(who, _)| who.column().to_owned());
    let mut lines = vec![std::iter::once(head.to_owned()).chain(columns).collect::<Vec<_>>()];
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
the own passbook, a mandate that no document has, and the right role at an institution that no document has; in a cascade
also whoever reverses the line, for all that is ended with it.";

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
                assert_eq!(elsewhere.1, "who/not-yours", "{what}");
            }
            Undo::No => as_it_should_be(&what, Role::Registrar, "lot/not-reversible", &told),
            Undo::Gone => assert!(told.iter().all(|(_, said)| said == "passbook/merged"), "{what}: {told:?}"),
        }
    }
}

/// The rows of the manual, as cells.
fn manual() -> Vec<Vec<&'static str>> {
    let chapter = MANUAL.split_once("# Who may do what").unwrap().1.split_once("\n# ").unwrap().0;
    let lines = chapter.lines().filter(|line| line.starts_with('|') && !line.starts_with("| -"));
    lines.skip(1).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn is_told(manual: &[Vec<&str>], verb: &str, role: Role) -> bool {
    let has = |cell: &str| cell.split(|c: char| !c.is_alphabetic() && c != '_').any(|word| word == verb);
    let of_rule = |cell: &str| cell.starts_with("the role that the rule's");
    manual.iter().any(|row| has(row[0]) && (of_rule(row[1]) || row[1].starts_with(role.as_str())))
}

/// `RevokeAward` is written `revoke_award`.
fn written(verb: &str) -> String {
    let apart = |c: char| if c.is_uppercase() { format!("_{}", c.to_lowercase()) } else { c.to_string() };
    verb.chars().map(apart).collect::<String>().trim_start_matches('_').to_owned()
}

/// The manual says of every verb which role it takes.
#[test]
fn the_manual_says_it_too() {
    let manual = manual();
    for row in ROWS {
        assert!(row.refused.is_some() || is_told(&manual, &written(row.verb), row.role), "{}", named(row));
        if let Undo::By(role, _) = row.undo {
            assert!(is_told(&manual, "reverse", role), "the line of {}", named(row));
        }
    }
}

/// Only a reversal ends what others decided. A second verb with a cascade needs rows of its own.
#[test]
fn one_verb_takes_a_cascade() {
    let files = std::fs::read_dir(VERBS).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    let verbs: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(verbs.matches("pub cascade: Vec<Cascaded>").count(), 1);
    assert_eq!(verbs.matches("Cascaded>").count(), 1);
}

#[test]
fn a_decision_is_ended_in_a_cascade_by_the_role_of_its_row() {
    for kind in KINDS {
        let told = in_a_cascade(kind);
        as_it_should_be(kind.name, kind.role, "ok", &told);
        let of = |one: Who| told.iter().find(|(who, _)| *who == one).map(|(_, said)| said.as_str()).unwrap();
        assert_eq!(of(Who::Elsewhere), "who/not-yours", "{}", kind.name);
        let is_right = kind.asks == format!("{}-{}", kind.at.to_lowercase(), kind.role);
        assert_eq!(of(Who::Asker) == "ok", is_right, "{}: whoever asks", kind.name);
    }
}

/// How the decision of that kind relies on the first lot of the line: it names it, read it, used it up as lost, or is built on it.
fn relies(kind: &Kind) -> &'static str {
    let book = stage(true, kind.before).book(learner(1));
    let decision = &book.decisions[&kind.decision.parse().unwrap()];
    let lot = LotId { entry: kind.line.parse().unwrap(), k: 0 };
    let conversion = decision.conversion.iter();
    let lost = conversion.clone().flat_map(|one| &one.lost).map(|take| take.lot);
    let read = conversion.flat_map(|one| &one.read).chain(decision.award.iter().flat_map(|award| &award.read));
    let ways = [
        ("named", decision.take.iter().any(|take| take.lot == lot)),
        ("read", read.copied().any(|one| one == lot)),
        ("lost", lost.into_iter().any(|one| one == lot)),
    ];
    ways.into_iter().find(|(_, is)| *is).map_or("built on it", |(way, _)| way)
}

/// The histories are what they are called.
#[test]
fn a_kind_relies_on_the_line_as_it_says() {
    for kind in KINDS {
        let is_of_an_accrual = kind.asks.ends_with("registrar") && kind.below.is_empty();
        let meant = match kind.name {
            "read by an award" | "read by a rule" => "read",
            "lost to another" => "lost",
            _ if is_of_an_accrual => "named",
            _ => "built on it",
        };
        assert_eq!(relies(kind), meant, "{}", kind.name);
    }
}

/// Each answer in a cascade is checked as the command that ends the decision by itself.
#[test]
fn a_cascade_asks_what_the_command_would() {
    for kind in KINDS {
        assert_eq!(in_a_cascade(kind), by_itself(kind), "{}", kind.name);
    }
}
