//! The specification of the ledger as tables, *command × standing of the lot → standing or refusal*, is the chapter
//! `src/manual/table.md`. Here every cell of it is tried. `CREDITBANK_BLESS=1` writes what is the case into it.

mod standings;

use std::collections::BTreeMap;

use creditbank::ledger::{
    Act, Command, Lot, Passbook, Place, Refusal, Settle, Settlement, Share, Shares, Standing, Subject, places,
};
use creditbank::line::Entry;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::strategies::staff;
use creditbank::testing::studies::freed;
use creditbank::testing::world::learner;
use creditbank::{Date, EntryId, LotId, date};
use standings::{Row, STANDINGS};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/manual/table.md");

/// An award of programme S, by the best plan of the day. Where nobody studies it, it is entered first.
const REDEEM: &str = "sv-awarder 05-01 redeem MATRICULATION";

/// The use is settled by the best plan that there would be without it.
const SETTLE: &str = "STAFF 05-01 settle SUBJECT CAUSE redeem";

/// The day of the commands.
const DAY: Date = date!("2026-05-01");

/// What is tried on the lot, on 1 May: the name, and the command.
const COMMANDS: &[(&str, &str)] = &[
    ("hold", "sv-reviewer 05-01 hold LOT:ALL through 2026-06-01"),
    ("reserve", "sv-awarder 05-01 bind reserve set:Q LOT:ALL"),
    ("reserve, carrying", "sv-awarder 05-01 bind reserve award:W LOT:ALL"),
    ("reserve in the same scope", "sv-awarder 05-01 bind reserve award:S LOT:ALL"),
    ("consume", "sv-awarder 05-01 bind consume set:Q LOT:ALL"),
    ("consume, carrying", "sv-awarder 05-01 bind consume award:W LOT:ALL"),
    ("witness", "sv-awarder 05-01 bind witness set:Q LOT:ALL"),
    ("release", "HOLDER 05-01 release HOLD"),
    ("lapse", "bank-operator 05-01 lapse HOLD"),
    ("unbind", "AWARDER 05-01 unbind DECISION"),
    ("reverse the binding", "BINDER 05-01 reverse BINDING"),
    ("apply", "hv-registrar 05-01 apply LOT:ALL"),
    ("approve", "hv-reviewer 05-01 approve HOLD"),
    ("refuse", "hv-reviewer 05-01 refuse HOLD"),
    ("refuse, waived", "hv-reviewer 05-01 refuse HOLD waived true"),
    ("withdraw", "hv-registrar 05-01 withdraw HOLD"),
    ("reverse the conversion", "CONVERTER 05-01 reverse CONVERSION"),
    ("settle: keep", "STAFF 05-01 keep SUBJECT CAUSE"),
    ("settle: replan", "STAFF 05-01 replan SUBJECT CAUSE OLD OTHER:4"),
    ("settle: undo", "STAFF 05-01 undo SUBJECT CAUSE"),
    ("redeem", REDEEM),
    ("settle: redeem", SETTLE),
    ("revoke the award", "AWARDER 05-01 revoke_award DECISION"),
    ("revoke", "ISSUER 05-01 revoke LOT"),
    ("regrade up", "ISSUER 05-01 regrade LOT UP"),
    ("regrade down", "ISSUER 05-01 regrade LOT DOWN"),
    ("revalue to more", "ISSUER 05-01 revalue LOT MORE"),
    ("revalue to less", "ISSUER 05-01 revalue LOT LESS"),
    ("accrue a better attempt", "ISSUER 05-01 accrue BETTER"),
    ("reverse the accrual", "ISSUER 05-01 reverse ACCRUAL"),
    ("expire", "bank-operator 05-01 expire"),
    ("merge out", "bank-operator 05-01 merge_out 2"),
];

/// A shelf with the lot in a standing.
struct Stage {
    shelf: Shelf,
    row: &'static Row,
    lot: LotId,
}

impl Stage {
    fn set(row: &'static Row) -> Self {
        let mut shelf = Shelf::new().unwrap();
        let mut say = |lines: &str| drop(shelf.play(lines).unwrap_or_else(|why| panic!("{}: {why}", row.name)));
        say("2: sv-registrar 01-01 open");
        say("sv-registrar 01-01 open");
        say(&format!("sv-registrar 01-10 accrue {} 80 percent{}", row.course, row.options));
        say("sv-registrar 01-10 accrue B 80 percent");
        say(&row.script.replace("LOT", &row.lot.to_string()));
        Self { shelf, row, lot: row.lot }
    }

    fn book(&self) -> Passbook {
        self.shelf.book(learner(1))
    }

    fn lot(&self) -> Option<Lot> {
        self.book().lots.get(&self.lot).cloned()
    }

    /// The live use that the command may end or settle, the entry that made it and its institution.
    fn used_by(&self) -> Option<(Subject, EntryId, String)> {
        let book = self.book();
        let hold = book.open_holds().next();
        let hold = hold.map(|one| (Subject::Hold(one.id), one.id.entry, one.institution.to_string()));
        let decision = book.live_decisions().next();
        hold.or_else(|| decision.map(|one| (Subject::Decision(one.id), one.id.entry, one.institution.to_string())))
    }

    fn is_made(&self) -> bool {
        self.lot.k > 0
    }

    /// What is settled, and the cause.
    fn suspended(&self) -> (Subject, EntryId) {
        let (book, used) = (self.book(), self.used_by());
        let subject = used.clone().map_or(Subject::Lot(self.lot), |(subject, ..)| subject);
        let marked = book.marks_on(subject).first().copied();
        let cause = self.lot().and_then(|lot| lot.revoked).or(marked).or(used.map(|(_, entry, _)| entry));
        (subject, cause.unwrap_or(EntryId::here(0)))
    }

    /// Where a lot stands on the day of the commands.
    fn stands(&self, id: LotId) -> Option<String> {
        let book = self.book();
        let places = places(&book, &self.shelf.world.published, DAY);
        Some(standing_of(book.lots.get(&id)?, &places[&id]))
    }

    /// Fills in what the command names. What is not there is called 9.
    fn filled(&self, command: &str) -> String {
        let book = self.book();
        let hold = book.open_holds().next().map_or("9.0".into(), |hold| hold.id.to_string());
        // The use of the lot itself is the last one.
        let decision = book.live_decisions().last();
        let binding = decision.map_or("9".into(), |one| one.id.entry.to_string());
        let conversion = book.live_decisions().find(|one| one.conversion.is_some());
        let (subject, cause) = self.suspended();
        let institution = self.used_by().map_or("SV".into(), |(.., institution)| institution);
        let converts = matches!(subject, Subject::Decision(id) if book.decisions[&id].conversion.is_some());
        let role = if converts || matches!(subject, Subject::Hold(_)) { "reviewer" } else { "awarder" };
        let better = format!("{} 99 percent{}", self.row.course, self.row.options.replace(" through 2026-03-01", ""));
        let (issuer, up, down, better) = match self.is_made() {
            true => ("hv-registrar", "A letters", "D letters", "C A letters".into()),
            false => ("sv-registrar", "95 percent", "65 percent", better),
        };
        let fill = [
            ("HOLDER", staff(&institution, "reviewer").into()),
            ("HOLD", hold),
            ("AWARDER", staff(&institution, "awarder").into()),
            ("DECISION", decision.map_or("9.0".into(), |one| one.id.to_string())),
            ("BINDER", if decision.is_some() { staff(&institution, "awarder") } else { "sv-registrar" }.into()),
            ("BINDING", binding),
            ("CONVERTER", if conversion.is_some() { "hv-reviewer" } else { "sv-registrar" }.into()),
            ("CONVERSION", conversion.map_or("9".into(), |one| one.id.entry.to_string())),
            ("STAFF", staff(&institution, role).into()),
            ("SUBJECT", subject.to_string()),
            ("CAUSE", cause.to_string()),
            ("OLD", LotId::here(1, 0).to_string()),
            ("OTHER", LotId::here(2, 0).to_string()),
            ("ACCRUAL", self.lot.entry.to_string()),
            ("ISSUER", issuer.into()),
            ("UP", up.into()),
            ("DOWN", down.into()),
            ("BETTER", better),
            ("MORE", self.lot().map_or("9 sv".into(), |lot| format!("20 {}", lot.amount.unit))),
            ("LESS", self.lot().map_or("1 sv".into(), |lot| format!("0.5 {}", lot.amount.unit))),
            ("ALL", self.lot().map_or("4".into(), |lot| lot.amount.credits.to_string())),
            ("LOT", self.lot.to_string()),
        ];
        fill.into_iter().fold(command.to_owned(), |text, (from, to)| text.replace(from, &to))
    }

    /// Tries a command, and says what became of the lot.
    fn try_out(mut self, command: &str) -> String {
        let planned = (command == REDEEM || command == SETTLE).then(|| self.studied());
        let (before, seen) = (self.book(), self.seen());
        let line = self.filled(command);
        let asked = match planned {
            None => self.shelf.read(&line).unwrap_or_else(|why| panic!("{line}: {why}")),
            Some(Err(refusal)) => return named(&refusal),
            Some(Ok(of)) => self.planned(command, of, &line),
        };
        match self.shelf.submit(asked).unwrap_or_else(|why| panic!("{line}: {why}")) {
            Ok(entry) => self.outcome(&before, &seen, &entry),
            Err(refusal) => {
                assert_eq!(self.book(), before, "{line}: a refusal changes nothing");
                named(&refusal)
            }
        }
    }

    /// Where the other attempt stands, and what a conversion was made of.
    fn seen(&self) -> [(&'static str, Option<String>); 2] {
        let other = self.row.other.and_then(|other| self.stands(other));
        let input = self.is_made().then(|| self.stands(LotId::here(1, 0))).flatten();
        [("other attempt", other), ("input", input)]
    }

    /// The matriculation in programme S, entered if it is not there.
    fn studied(&mut self) -> Result<EntryId, Refusal> {
        if let Some(of) = self.book().matriculations.keys().next() {
            return Ok(*of);
        }
        self.shelf.say("sv-registrar 05-01 matriculate S").unwrap().map(|entry| entry.id())
    }

    /// A redemption, or a settlement by a plan, as it would be planned on the day.
    fn planned(&self, command: &str, of: EntryId, line: &str) -> Command {
        let (day, book) = (DAY, self.book());
        let (subject, cause) = self.suspended();
        let award = book.live_decisions().find(|one| one.award.is_some()).filter(|_| command == SETTLE);
        let free = award.map(|award| freed(&self.shelf, &book, award.id, day).unwrap()).unwrap_or(book);
        let redeem = self.shelf.redeem(&free, of, day).unwrap();
        let by = line.split(' ').next().unwrap();
        let act: Act = if command == REDEEM {
            redeem.into()
        } else {
            let how = Settlement::Redeem { certificate: redeem.certificate, plan: redeem.plan };
            Settle { cause, how, subject }.into()
        };
        Shelf::command(by, learner(1), day, act).unwrap()
    }

    fn outcome(&self, before: &Passbook, seen: &[(&str, Option<String>)], entry: &Entry) -> String {
        let after = self.book();
        let mut text = self.stands(self.lot).unwrap_or("gone".into());
        if entry.effects.swept.contains(&self.lot) {
            text += "; swept";
        }
        let fresh = after.lots.values().find(|lot| lot.id.entry == entry.id());
        if let Some(lot) = fresh {
            text += &format!("; new: {}", self.stands(lot.id).unwrap());
        }
        if after.lots.get(&LotId::here(2, 0)).is_some_and(Lot::is_used) {
            text += &format!("; B: {}", self.stands(LotId::here(2, 0)).unwrap());
        }
        if entry.effects.application.as_ref().is_some_and(creditbank::ledger::Appraisal::is_refused) {
            text += "; the rules refuse";
        }
        for ((what, now), (_, before)) in self.seen().into_iter().zip(seen) {
            if now != *before {
                text += &format!("; {what}: {}", now.unwrap_or("gone".into()));
            }
        }
        match (suspended_uses(before), suspended_uses(&after)) {
            (before, after) if after > before => text += "; use suspended",
            (before, after)
                if after < before && entry.effects.lifts.iter().any(|lift| is_live(&self.book(), lift.on)) =>
            {
                text += "; use stands";
            }
            _ => {}
        }
        text
    }
}

fn named(refusal: &Refusal) -> String {
    format!("*{}*", refusal.code())
}

fn suspended_uses(book: &Passbook) -> usize {
    let holds = book.open_holds().filter(|hold| !hold.marks.is_empty()).count();
    holds + book.live_decisions().filter(|one| !one.marks.is_empty()).count()
}

fn is_live(book: &Passbook, subject: Subject) -> bool {
    match subject {
        Subject::Hold(id) => book.open_holds().any(|hold| hold.id == id),
        Subject::Decision(id) => book.live_decisions().any(|one| one.id == id),
        Subject::Lot(_) => false,
    }
}

/// Where the parts of a lot stand: those that are used as they are written, the rest as it is seen on the day.
fn standing_of(lot: &Lot, shares: &Shares) -> String {
    let used = lot.parts.iter().filter(|part| part.standing.is_used() || part.standing.place == Place::Revoked);
    let used = used.map(|part| (part.credits, standing(&part.standing)));
    let unused = shares.iter().rev().filter(|(share, _)| !USED.contains(share));
    let parts: Vec<_> = used.chain(unused.map(|(share, credits)| (*credits, share.as_str().to_owned()))).collect();
    let whole = parts.len() == 1;
    let told = parts.iter().map(|(credits, told)| if whole { told.clone() } else { format!("{credits} {told}") });
    let revoked = lot.revoked.is_some() && !parts.iter().any(|(_, told)| told.starts_with("revoked"));
    let suspended = !lot.marks.is_empty() && !parts.iter().any(|(_, told)| told == "suspended");
    let told = told.collect::<Vec<_>>().join(" + ");
    let short = lot.short();
    let short = if short.is_zero() { String::new() } else { format!(", short {short}") };
    told + &short + if revoked { ", revoked" } else { "" } + if suspended { ", suspended" } else { "" }
}

const USED: [Share; 4] = [Share::Revoked, Share::Consumed, Share::Held, Share::Reserved];

fn standing(standing: &Standing) -> String {
    let name = standing.place.name();
    match (name, standing.scopes.is_empty()) {
        ("available", _) => "reserved".into(),
        (name, true) => name.into(),
        (name, false) => format!("{name}, reserved"),
    }
}

/// The cells of every table in the chapter, by standing and command.
fn written(text: &str) -> BTreeMap<(String, String), String> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut header = Vec::new();
    let mut table = BTreeMap::new();
    for line in text.lines() {
        if !line.starts_with('|') {
            header.clear();
        } else if header.is_empty() {
            header = cells(line);
        } else if !line.starts_with("| -") {
            let row = cells(line);
            assert_eq!(row.len(), header.len(), "{line}");
            for (command, cell) in header.iter().zip(&row).skip(1) {
                let known = table.insert((row[0].clone(), command.clone()), cell.clone());
                assert_eq!(known, None, "{line}: {command} stands in two tables");
            }
        }
    }
    table
}

/// The chapter with its cells replaced by what is the case.
fn blessed(text: &str, actual: &BTreeMap<(String, String), String>) -> String {
    let mut header: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with("| standing") {
            header = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            lines.push(line.to_owned());
            lines.push(format!("|{}", " --- |".repeat(header.len())));
            for row in STANDINGS {
                let cells = header.iter().skip(1).map(|command| {
                    let key = (row.name.to_owned(), command.clone());
                    actual.get(&key).unwrap_or_else(|| panic!("no command is called `{command}`")).clone()
                });
                lines.push(format!("| {} | {} |", row.name, cells.collect::<Vec<_>>().join(" | ")));
            }
        } else if line.starts_with('|') && !header.is_empty() {
            continue;
        } else {
            header.clear();
            lines.push(line.to_owned());
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_cell_of_the_table_is_what_happens() {
    let mut actual = BTreeMap::new();
    for row in STANDINGS {
        for (name, command) in COMMANDS {
            let cell = Stage::set(row).try_out(command);
            actual.insert((row.name.to_owned(), (*name).to_owned()), cell);
        }
    }
    let text = std::fs::read_to_string(TABLE).unwrap();
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(TABLE, blessed(&text, &actual)).unwrap();
        return;
    }
    let written = written(&text);
    let differ = |(key, cell): (&(String, String), &String)| {
        let said = written.get(key).map_or("nothing", String::as_str);
        (said != cell).then(|| format!("{} / {}: the table says `{said}`, and `{cell}` is the case", key.0, key.1))
    };
    let wrong: Vec<_> = actual.iter().filter_map(differ).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(written.len(), actual.len(), "the table has cells that are not tried");
}

/// Each standing of the table is what its script brings about.
#[test]
fn every_standing_is_reached() {
    for row in STANDINGS {
        let stage = Stage::set(row);
        assert_eq!(stage.stands(row.lot).unwrap(), row.reached, "{}", row.name);
        let (lot, is_past) = (stage.lot().unwrap(), row.name.contains("past"));
        assert_eq!((lot.is_past(DAY), lot.swept.is_some()), (is_past, row.name.ends_with("swept")), "{}", row.name);
        let other = row.other.map(|other| stage.book().lots[&other].thing().cloned());
        assert!(other.is_none_or(|other| other.as_ref() == lot.thing()), "{}: another thing", row.name);
    }
}
